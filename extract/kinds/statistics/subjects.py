"""Finds what a figure measures, by the structure of its clause.

Three places are asked: the noun phrase right behind the unit ("40% sản lượng cả nước"), the clause in front of the
cue words ("tỉ lệ hộ nghèo giảm còn 2%"), where a noun that names a quantity ("tỉ lệ", "doanh thu") marks the subject's
beginning, and the figure before, whose subject goes on ("đạt 5 tỉ đồng, tăng 7%").
"""

from typing import NamedTuple

from extract.entries import UnitEntry
from extract.kinds.statistics.cues import CueReader, Front
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.text.fold import fold, fold_key
from extract.text.spans import Span, overlapping

_BREAKS = compiled(r"[;:!?\n\"]|,(?= |\Z)|(?<!\b(?:tp|tx|tt|q|p|ts|ths|gs|pgs|bs))\.(?= |\Z)|[()]")
_CLAUSE = compiled(
    r"\b(?:trong khi đó|trong khi|còn|nhưng|song|đồng thời|trong đó|cho thấy|cho biết|cho hay|rằng|nhờ|khi|thì) |\bvà "
)
_WORD = compiled(r"[^\s,]+")
_BEHIND = compiled(r"(?: [\p{L}\d][\p{L}\p{M}\d-]*+){1,12}")
_PHRASE = compiled(r"(?: ([\p{L}\d][\p{L}\p{M}\d-]*+))(?: [\p{L}\d][\p{L}\p{M}\d-]*+){1,12}")
_PER = compiled(r" ?/ ?[\p{L}\d/]+(?: (?:phiếu|dân|lúa))?| (?:một|mỗi) \p{L}+")
_AGE_WORDS = r"(?:[ ,(]|\b(?:ở|tuổi|khi|lúc|mới|đã|từ|nay|hiện|năm|độ|hưởng|thọ|dương|vừa|tròn|sang|bước)\b)*\Z"
_AGE = compiled(_AGE_WORDS)
_PERSON = compiled(r"\b(?:[ôÔ]ng|[bB]à|[aA]nh|[cC]hị|[cC]ô|[eE]m|[cC]háu|[bB]é|[cC]ụ)(?: \p{Lu}[\p{L}\p{M}.]*)+")
_NAME = compiled(r"(\p{Lu}[\p{L}\p{M}.]*(?: \p{Lu}[\p{L}\p{M}.]*)*)" + _AGE_WORDS)
_OPENS = compiled(r"\b(?:gồm|như|là|có|gồm có|bao gồm|đó|và|hoặc|:) ")
_PERSONS = frozenset(
    f"noun.{name}" for name in ("person", "individual", "child", "person-classifier", "pupil", "worker", "official")
)
# Classifiers that only stand in front of such a noun.
_PREFIXES = frozenset({"cựu", "nguyên", "tân", "phó", "siêu", "tay"})
# Behind these a noun that names a quantity takes the place of the one before.
_JOINING = frozenset({"có", "với", "là", "để", "về", "ở", "tại", "kèm", "cùng"})
_TOTALS = frozenset({"số", "tổng"})
# A phrase behind a unit does not begin with these, whatever they make with the next word.
_NO_OPENING = frozenset({"và", "tăng", "giảm"})
_DIMENSIONS = compiled(r"\b(?:rộng|dài|cao|sâu|nặng|dày)\b")
# No subjects by themselves.
_NO_SUBJECT = _TOTALS | frozenset({"nhất", "nhì", "ba", "hai", "tư", "bốn", "năm", "một"})
_REACH = 160
_MOST_WORDS = 14


class _Clause(NamedTuple):
    """What a clause says of a figure: its subject, if it has one, and whether a verb stands between the two."""

    subject: str | None
    broken: bool


class SubjectReader:
    """Reads subjects in front of and behind figures."""

    def __init__(self, lexicon: Lexicon, cues: CueReader) -> None:
        def words(*names: str) -> frozenset[str]:
            return frozenset(lexicon.forms(*(f"statistic.{name}" for name in names)))

        self._lead = words("lead")
        self._trail = words("trail", "filler")
        self._heads = words("head")
        self._ends = words("phrase-end")
        self._aux = words("aux") - {"có", "là", "bị", "được"}
        self._verbs = words("aux", "verb") | {"tăng", "giảm", "đạt", "chiếm"}
        self._behind_noun = self._ends | words("stop") | self._verbs
        self._behind_unit = self._ends | self._verbs
        self._compounds = words("compound", "keep")
        self._no_total = words("no-total")
        self._yardsticks = words("yardstick")
        counted = [entry for entry in lexicon.entries(UnitEntry) if entry.kind == "count"]
        self._nouns = {fold_key(form) for entry in counted for form in entry.forms if " " not in form}
        self._persons = {
            fold_key(form) for entry in counted if entry.id in _PERSONS for form in entry.forms
        } - _PREFIXES
        self._no_name = self._behind_noun | self._lead | self._trail
        self._states, self._open_states = words("state"), words("open-state")
        self._state_ends = words("state-end")
        self._motions, self._generic = words("motion"), words("generic")

    def before(
        self, text: str, folded: str, floor: int, front: Front, number: int, dates: list[Span], *, measure: bool
    ) -> str | None:
        """The subject in front of the cue words `front` of the number at `number`; the sentence or last figure ends at
        `floor`.

        Clauses are tried from the last to the first, until one has words of its own. A quantity named among the cue
        words themselves ("chạy với tốc độ 80 km/h") counts where the clause in front names none. A `measure` without a
        cue, or behind "rộng", "dài" …, describes the noun nearest to it.
        """
        end = front.start
        stated = front.level or front.compared or front.change is not None
        nearest = measure and (not stated or self.is_dimension(folded, end, number))
        named = self._named(text, folded, end, number)
        floor = max(floor, end - _REACH)
        clause = self._before(text, folded, floor, end, dates, stated and named is None, nearest)
        if named is not None and (clause is None or clause.broken or fold(named).startswith("tổng ")):
            return named
        return clause.subject if clause is not None else None

    def _before(
        self, text: str, folded: str, floor: int, end: int, dates: list[Span], stated: bool, nearest: bool
    ) -> _Clause | None:
        per = _PER.match(folded, floor, end)
        if per:
            floor = per.end()
        depth, stop = 0, end
        marks = list(_BREAKS.finditer(folded, floor, end))
        for index in range(len(marks) - 1, -1, -1):
            mark = marks[index]
            if mark[0] == ")":
                if not depth:
                    subject = self._clause(text, folded, mark.end(), stop, dates, stated, nearest)
                    if subject is not None:
                        return subject
                depth += 1
            elif mark[0] == "(" and depth:
                depth -= 1
                stop = mark.start()
            elif not depth:
                subject = self._clause(text, folded, mark.end(), stop, dates, stated, nearest)
                if subject is not None:
                    return subject
                if mark[0] == "(":
                    # "vận tải (110 tỉ USD), bất động sản (99 tỉ USD)": the item of the list in front of the bracket.
                    start = marks[index - 1].end() if index else floor
                    return self._item(text, folded, start, mark.start(), dates, listed=index > 0)
                stop = mark.start()
        return None if depth else self._clause(text, folded, floor, stop, dates, stated, nearest)

    def repeated(self, text: str, folded: str, end: int, ceiling: int) -> str | None:
        """What happens so many times: "(hai lần) được tặng Cờ thi đua"."""
        match = _PHRASE.match(folded, end, ceiling)
        if match is None or (match[1] in self._behind_noun and match[1] not in self._verbs):
            return None
        return text[match.start() : match.end()].strip()

    def behind(self, folded: str, end: int, ceiling: int, *, counted: bool) -> Span | None:
        """The span of the noun phrase right behind a unit or, `counted`, a counted noun that ends at `end`."""
        ends = self._behind_noun if counted else self._behind_unit
        match = _BEHIND.match(folded, end, ceiling)
        if match is None:
            return None
        words = [(word.start(), word.end()) for word in _WORD.finditer(folded, match.start(), match.end())]
        taken: list[Span] = []
        for index, (a, b) in enumerate(words):
            if self._is_end(folded, words, index, ends) or (not taken and folded[a:b] in _NO_OPENING):
                break
            taken.append((a, b))
        while taken and folded[taken[-1][0] : taken[-1][1]] in ("của", "và", "cả", "giữa", "các"):
            taken.pop()
        if taken and folded[taken[0][0] : taken[0][1]] == "của":
            del taken[0]
        return (taken[0][0], taken[-1][1]) if taken else None

    def is_dimension(self, folded: str, start: int, end: int) -> bool:
        """Whether the words between are "rộng", "dài" and the like, which describe a noun in front."""
        return _DIMENSIONS.search(folded, start, end) is not None

    def is_quantity(self, subject: str | None) -> bool:
        """Whether the subject begins with a noun that names a quantity ("số người theo dõi")."""
        words = fold(subject or "").split(" ")
        return words[0] in self._heads or words[0] in _TOTALS or " ".join(words[:2]) in self._heads

    def is_yardstick(self, folded: str, phrase: Span) -> bool:
        """Whether the phrase behind a percentage names a plan or a target, which the subject is measured by."""
        words = folded[phrase[0] : phrase[1]].split(" ", 2)
        return " ".join(words[:2]) in self._yardsticks

    def state(self, folded: str, end: int, ceiling: int) -> Span | None:
        """What befell those who are counted: "(14 người) bị thương", "thiệt mạng"."""
        match = _BEHIND.match(folded, end, ceiling)
        if match is None:
            return None
        words = [(word.start(), word.end()) for word in _WORD.finditer(folded, match.start(), match.end())]
        for size in (2, 1):
            if len(words) >= size and folded[words[0][0] : words[size - 1][1]] in self._states:
                last = size
                while last < min(len(words), 6) and folded[words[last][0] : words[last][1]] not in self._state_ends:
                    last += 1
                if last == 6 < len(words):
                    last = size
                return (
                    None
                    if last == 1 and folded[words[0][0] : words[0][1]] in self._open_states
                    else (words[0][0], words[last - 1][1])
                )
        return None

    def owner(self, text: str, folded: str, floor: int, end: int, sentence: int) -> str | None:
        """Whose age ends in front of the cue words at `end`.

        That is the name in front, else the noun for a person that nothing but its attributes part from the age, else
        the person named last in the sentence, which begins at `sentence`.
        """
        name = _NAME.search(text, max(floor, end - 60), end)
        if name is not None and (" " in name[1] or fold(name[1]) not in self._no_name):
            return name[1]
        stop = _AGE.search(folded, max(floor, end - 60), end)
        assert stop is not None
        words = self._words(folded, max(floor, stop.start() - 60), stop.start(), [])[-8:]
        for index in range(len(words) - 1, -1, -1):
            if (
                self._is_end(folded, words, index, self._behind_unit)
                or text[words[index][1] : words[index][1] + 1] == ","
            ):
                break
            for size in (4, 3, 2, 1):
                first = index - size + 1
                if first >= 0 and folded[words[first][0] : words[index][1]] in self._persons:
                    while first and self._is_person(folded, words, first - 1):
                        first -= 1
                    return _joined(text, words[first:])
            comma = folded.startswith(",", words[index][1])
            if comma or self._is_end(folded, words, index, self._behind_unit):
                break
        last = words[-2:]
        if len(last) == 2 and stop.end() - stop.start() <= 1 and not any(folded[a:b] in self._no_name for a, b in last):
            return _joined(text, last)
        named = None
        for found in _PERSON.finditer(text, sentence, stop.start()):
            named = found[0]
        return named

    def _is_person(self, folded: str, words: list[Span], index: int) -> bool:
        """Whether the word, or it and the next, is a noun for a person."""
        one = folded[words[index][0] : words[index][1]]
        return one in self._persons or folded[words[index][0] : words[index + 1][1]] in self._persons

    def _clause(
        self, text: str, folded: str, start: int, end: int, dates: list[Span], stated: bool, nearest: bool
    ) -> _Clause | None:
        """The subject within one stretch without punctuation.

        Args:
            stated: a cue such as đạt, tăng or cao hơn says something of the subject; without one, a number behind a
                verb is that verb's object and measures nothing that the clause names.
            nearest: the figure describes the noun nearest to it ("thiêu rụi xưởng gỗ rộng 200 m2").
        """
        for found in _CLAUSE.finditer(folded, start, end):
            if found.end() < end and (found[0] != "và " or found.start() <= start + 1):
                start = found.end()
        words = self._words(folded, start, end, dates)
        while words:
            size = self._leading(folded, words)
            if not size:
                break
            del words[:size]
        self._strip(folded, words)
        if not words:
            return None
        head = self._head(folded, words)
        if head is None:
            cut = self._predicate(folded, words, self._verbs)
            if nearest and cut < len(words):
                words = self._nearest(folded, words)
                cut = len(words)
            if cut < len(words) and not stated:
                return _Clause(None, True)
            if not cut:
                return None if stated else _Clause(None, True)
            broken = cut < len(words)
            words = words[:cut]
            named = next((i for i in range(1, len(words)) if folded[words[i][0] : words[i][1]] == "của"), len(words))
            if named < len(words) and text[words[named - 1][0]].isupper():
                words = words[:named]
        else:
            words = words[head:]
            cut = len(words)
            if not any(folded[a:b] == "mà" for a, b in words):
                cut = self._predicate(folded, words, self._aux)
            words, broken = words[:cut], False
        self._strip(folded, words)
        subject = _joined(text, words[:_MOST_WORDS])
        if subject is None or (len(words) == 1 and not self._is_noun(text, folded, words[0])):
            return None
        return _Clause(subject, broken)

    def _is_noun(self, text: str, folded: str, word: Span) -> bool:
        """Whether one syllable is a subject by itself: a name, a quantity or a thing; most are a part of a verb."""
        one = folded[word[0] : word[1]]
        if one in _NO_SUBJECT:
            return False
        return text[word[0]].isupper() or one in self._heads or one in self._nouns or not one.isalpha()

    def _item(self, text: str, folded: str, start: int, end: int, dates: list[Span], *, listed: bool) -> _Clause | None:
        """The item of a list that ends at `end`; without a word that opens one, `listed` says that there is a list."""
        opened = list(_OPENS.finditer(folded, start, end))
        if not opened and not listed:
            return None
        words = self._words(folded, opened[-1].end() if opened else start, end, dates)
        words = words[: self._predicate(folded, words, self._verbs)]
        subject = _joined(text, words) if len(words) <= _MOST_WORDS else None
        return None if subject is None else _Clause(subject, False)

    def _words(self, folded: str, start: int, end: int, dates: list[Span]) -> list[Span]:
        return [
            word.span()
            for word in _WORD.finditer(folded, start, end)
            if not overlapping(dates, word.start(), word.end())
        ]

    def _nearest(self, folded: str, words: list[Span]) -> list[Span]:
        """The words behind the last verb or preposition, without what leads; none behind a verb of motion."""
        last = max(i for i in range(len(words)) if self._is_end(folded, words, i, self._verbs))
        if folded[words[last][0] : words[last][1]] in self._motions:
            return []
        pair = folded[words[last][0] : words[min(last + 1, len(words) - 1)][1]]
        size = 2 if pair in self._verbs else 1
        words = words[last + size :]
        while words and (size := self._leading(folded, words)):
            del words[:size]
        return words if len(words) <= _MOST_WORDS // 2 else []

    def _named(self, text: str, folded: str, start: int, end: int) -> str | None:
        """The last quantity that is named between `start` and `end`."""
        words = self._words(folded, start, end, [])
        for index in range(len(words) - 1, -1, -1):
            size = self._head_size(folded, words, index)
            phrase = folded[words[index][0] : words[index + size - 1][1]]
            if size and phrase not in self._generic and not folded.endswith("trị ", 0, words[index][0]):
                begin, stop = words[index][0], words[index + size - 1][1]
                return text[begin - len("tổng ") if folded.endswith("tổng ", 0, begin) else begin : stop]
        return None

    def _predicate(self, folded: str, words: list[Span], verbs: frozenset[str]) -> int:
        """The index of the first word of the predicate, or how many words there are."""
        for index in range(len(words)):
            if self._is_end(folded, words, index, verbs):
                return index
        return len(words)

    def _is_end(self, folded: str, words: list[Span], index: int, ends: frozenset[str]) -> bool:
        """Whether the word or the two words at `index` are among `ends`, and no part of a compound."""
        start, end = words[index]
        one = folded[start:end] in ends
        after = words[index + 1][1] if index + 1 < len(words) else end
        if not one and (after == end or folded[start:after] not in ends):
            return False
        if folded[start:after] in self._compounds:
            return False
        return index == 0 or folded[words[index - 1][0] : end] not in self._compounds

    def _strip(self, folded: str, words: list[Span]) -> None:
        """Take away the words at the end that are no part of a subject."""
        while words and folded[words[-1][0] : words[-1][1]] in self._trail:
            if len(words) > 1 and folded[words[-2][0] : words[-1][1]] in self._compounds:
                break
            words.pop()

    def _leading(self, folded: str, words: list[Span]) -> int:
        """How many words at the beginning are no part of a subject."""
        if self._head_size(folded, words, 0):
            return 0
        for size in (3, 2, 1):
            if len(words) >= size and folded[words[0][0] : words[size - 1][1]] in self._lead:
                return size
        return 0

    def _head(self, folded: str, words: list[Span]) -> int | None:
        """Where the noun that names the quantity begins: the first one behind the last break of the phrase."""
        head: int | None = None
        broken = False
        for index in range(len(words)):
            before = folded[words[index - 1][0] : words[index - 1][1]] if index else ""
            compared = before == "với" and index > 1 and folded[words[index - 2][0] : words[index - 2][1]] == "so"
            if self._head_size(folded, words, index) and not self._is_tail(folded, words, index):
                if head is None or broken or (before in _JOINING and not compared):
                    head, broken = index, False
            elif folded[words[index][0] : words[index][1]] not in ("bị", "được"):
                broken = broken or self._is_end(folded, words, index, self._verbs)
        return head

    def _is_tail(self, folded: str, words: list[Span], index: int) -> bool:
        """Whether the word ends a compound ("cho vay") or is the adverb vốn ("ngành vốn đóng góp …")."""
        if not index:
            return False
        if folded[words[index - 1][0] : words[index][1]] in self._compounds:
            return True
        return index == len(words) - 1 and folded[words[index][0] : words[index][1]] == "vốn"

    def _head_size(self, folded: str, words: list[Span], index: int) -> int:
        """How many words the name of a quantity at `index` has; 0 if none begins there."""
        if index >= len(words):
            return 0
        start, end = words[index]
        if index + 1 < len(words):
            two = folded[start : words[index + 1][1]]
            if two in self._heads:
                return 2
            if folded[start:end] in _TOTALS and folded[words[index + 1][0] : words[index + 1][1]] not in self._no_total:
                return 2
        return 1 if folded[start:end] in self._heads else 0


def _joined(text: str, words: list[Span]) -> str | None:
    """The words as one string; None if no noun can be among them."""
    subject = " ".join(text[a:b] for a, b in words).strip(".;:\"'-*•+/ ")
    return subject if any(character.isalpha() for character in subject) and len(subject) > 1 else None

"""Finds what a figure measures, by the structure of its clause.

Three places are asked: the noun phrase right behind the unit ("40% sản lượng cả nước"), the clause in front of the
cue words ("tỉ lệ hộ nghèo giảm còn 2%"), where a noun that names a quantity ("tỉ lệ", "doanh thu") marks the subject's
beginning, and the figure before, whose subject goes on ("đạt 5 tỉ đồng, tăng 7%").
"""

import regex

from extract.kinds.statistics.cues import CueReader
from extract.text.spans import Span, overlapping

_BREAKS = regex.compile(r"[;:!?\n\"]|,(?= |\Z)|(?<!\b(?:tp|tx|tt|q|p|ts|ths|gs|pgs|bs))\.(?= |\Z)|[()]")
_CLAUSE = regex.compile(
    r"\b(?:trong khi đó|trong khi|còn|nhưng|song|đồng thời|trong đó|cho thấy|cho biết|cho hay|rằng|nhờ|khi|thì) |\bvà "
)
_WORD = regex.compile(r"[^\s,]+")
_BEHIND = regex.compile(r"(?: [\p{L}\d][\p{L}\p{M}\d/-]*+){1,12}")
_PHRASE = regex.compile(r"(?: ([\p{L}\d][\p{L}\p{M}\d-]*+))(?: [\p{L}\d][\p{L}\p{M}\d-]*+){1,12}")
_PER = regex.compile(r" ?/ ?[\p{L}\d/]+(?: (?:phiếu|dân|lúa))?| (?:một|mỗi) \p{L}+")
_AGE_WORDS = r"(?:[ ,(]|\b(?:ở|tuổi|khi|lúc|mới|đã|từ|nay|hiện|năm|độ|hưởng|thọ|dương|vừa|tròn|sang|bước)\b)*\Z"
_NAME = regex.compile(r"(\p{Lu}[\p{L}\p{M}.]*(?: \p{Lu}[\p{L}\p{M}.]*)*)" + _AGE_WORDS)
_LAST_WORDS = regex.compile(r"((?:[\p{L}\p{M}]+ )?[\p{L}\p{M}]+)" + _AGE_WORDS)
_REACH = 160
_MOST_WORDS = 14


class SubjectReader:
    """Reads subjects in front of and behind figures."""

    def __init__(self, cues: CueReader) -> None:
        roles = cues.roles
        self._lead = set(roles["lead"])
        self._trail = set(roles["trail"]) | set(roles["filler"])
        self._heads = set(roles["head"])
        self._ends = set(roles["phrase-end"])
        self._verbs = self._ends | set(roles["stop"])
        self._states = set(roles["state"])

    def before(self, text: str, folded: str, floor: int, end: int, dates: list[Span]) -> str | None:
        """The subject in front of the cue words that begin at `end`; the sentence or last figure ends at `floor`.

        Clauses are tried from the last to the first, until one has words of its own.
        """
        floor = max(floor, end - _REACH)
        per = _PER.match(folded, floor, end)
        if per:
            floor = per.end()
        depth, stop = 0, end
        for mark in reversed(list(_BREAKS.finditer(folded, floor, end))):
            if mark[0] == ")":
                if not depth:
                    subject = self._clause(text, folded, mark.end(), stop, dates)
                    if subject is not None:
                        return subject
                depth += 1
            elif mark[0] == "(" and depth:
                depth -= 1
                stop = mark.start()
            elif not depth:
                subject = self._clause(text, folded, mark.end(), stop, dates)
                if subject is not None or mark[0] == "(":
                    return subject
                stop = mark.start()
        return None if depth else self._clause(text, folded, floor, stop, dates)

    def repeated(self, text: str, folded: str, end: int, ceiling: int) -> str | None:
        """What happens so many times: "(hai lần) được tặng Cờ thi đua"."""
        match = _PHRASE.match(folded, end, ceiling)
        if match is None or (match[1] in self._ends and match[1] not in ("được", "bị", "liên tục", "liên tiếp")):
            return None
        return text[match.start() : match.end()].strip()

    def behind(self, folded: str, end: int, ceiling: int, *, counted: bool) -> Span | None:
        """The span of the noun phrase right behind a unit or, `counted`, a counted noun that ends at `end`."""
        ends = self._verbs if counted else self._ends
        match = _BEHIND.match(folded, end, ceiling)
        if match is None:
            return None
        words = [(word.start(), word.end()) for word in _WORD.finditer(folded, match.start(), match.end())]
        taken: list[Span] = []
        for index, (a, b) in enumerate(words):
            pair = folded[a : words[index + 1][1]] if index + 1 < len(words) else ""
            if folded[a:b] in ends or pair in ends or (not taken and folded[a:b] == "và"):
                break
            taken.append((a, b))
        while taken and folded[taken[-1][0] : taken[-1][1]] in ("của", "và", "cả", "giữa", "các"):
            taken.pop()
        if taken and folded[taken[0][0] : taken[0][1]] == "của":
            del taken[0]
        return (taken[0][0], taken[-1][1]) if taken else None

    def state(self, folded: str, end: int, ceiling: int) -> Span | None:
        """What befell those who are counted: "(14 người) bị thương", "thiệt mạng"."""
        match = _BEHIND.match(folded, end, ceiling)
        if match is None:
            return None
        words = [(word.start(), word.end()) for word in _WORD.finditer(folded, match.start(), match.end())]
        for size in (2, 1):
            if len(words) >= size and folded[words[0][0] : words[size - 1][1]] in self._states:
                last = words[min(len(words), 4) - 1] if size == 1 else words[1]
                return words[0][0], last[1]
        return None

    def owner(self, text: str, floor: int, end: int) -> str | None:
        """Whose age it is: the name in front, else the two words in front."""
        found = _NAME.search(text, max(floor, end - 60), end) or _LAST_WORDS.search(text, max(floor, end - 40), end)
        return found[1] if found else None

    def _clause(self, text: str, folded: str, start: int, end: int, dates: list[Span]) -> str | None:
        """The subject within one stretch without punctuation."""
        for found in _CLAUSE.finditer(folded, start, end):
            if found.end() < end and (found[0] != "và " or found.start() <= start + 1):
                start = found.end()
        words = [
            (word.start(), word.end())
            for word in _WORD.finditer(folded, start, end)
            if not overlapping(dates, word.start(), word.end())
        ]
        while words:
            size = self._leading(folded, words)
            if not size:
                break
            del words[:size]
        while words and folded[words[-1][0] : words[-1][1]] in self._trail:
            words.pop()
        if not words:
            return None
        words = words[self._head(folded, words) :][:_MOST_WORDS]
        subject = " ".join(text[a:b] for a, b in words).strip(".;:\"'-*•+/ ")
        return subject if any(character.isalpha() for character in subject) and len(subject) > 1 else None

    def _leading(self, folded: str, words: list[Span]) -> int:
        """How many words at the beginning are no part of a subject."""
        if self._is_head(folded, words, 0):
            return 0
        for size in (3, 2, 1):
            if len(words) >= size and folded[words[0][0] : words[size - 1][1]] in self._lead:
                return size
        return 0

    def _head(self, folded: str, words: list[Span]) -> int:
        """Where the noun that names the quantity begins: the first one behind the last break of the phrase."""
        head: int | None = None
        for index in range(len(words)):
            word = folded[words[index][0] : words[index][1]]
            if word in ("có", "với", "là", "được", "bị", "cho", "để", "về"):
                following = self._is_head(folded, words, index + 1)
                head = index + 1 if following else head
            elif head is None and self._is_head(folded, words, index):
                head = index
        return head or 0

    def _is_head(self, folded: str, words: list[Span], index: int) -> bool:
        if index >= len(words):
            return False
        one = folded[words[index][0] : words[index][1]]
        two = folded[words[index][0] : words[index + 1][1]] if index + 1 < len(words) else ""
        return one in self._heads or two in self._heads

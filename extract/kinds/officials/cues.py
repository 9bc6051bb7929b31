"""The words around titles and names that say how the two belong together."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from extract.entries import ModifierEntry, TitleEntry
from extract.kinds.names.gazetteer import gazetteer
from extract.lexicon import Lexicon, alternation, longest_first
from extract.patterns import compiled
from extract.text.fold import fold_key

_LONGEST = 5
"""Syllables of the longest cue that is looked for in front of a title."""
_REACH = 48
"""Characters in front of a title that are looked at for cues."""

_ASIDE = r"(?: ?\([^()\n]{1,90}\))?"
_PARTS = compiled(r",| - ")

_KEPT = 4096
"""Answers that a test keeps."""


class Front(NamedTuple):
    """What stands right in front of a title.

    Attributes:
        link: where a verb begins that gives the title to somebody ("giữ chức"), or None.
        former: that verb says that the title is given up or was held once.
        barred: the title is nobody's here ("ứng cử viên tổng thống").
        agent: ", ông X" behind the title names somebody else ("theo đề nghị của Chủ tịch nước, ông X").
        proxy: somebody acts for the holder, and is named behind it ("thay mặt Chủ tịch nước, Bộ trưởng X").
        inside: the title and the name behind it are part of the name of a place or a thing ("lăng Chủ tịch X").
        several: more than one hold the title ("các Phó Chủ tịch").
        owned: somebody or something of the holder's is spoken of ("vợ Chủ tịch", "tài xế của Chủ tịch").
    """

    link: int | None
    former: bool
    barred: bool
    agent: bool
    proxy: bool
    inside: bool
    several: bool
    owned: bool


class _Test:
    """Tests whether a pattern matches the whole of a string. The answers are kept: the same gaps come again."""

    def __init__(self, pattern: str) -> None:
        self._pattern = compiled(pattern)
        self._known: dict[str, bool] = {}

    def __call__(self, gap: str) -> bool:
        known = self._known.get(gap)
        if known is None:
            if len(self._known) == _KEPT:
                self._known.clear()
            known = self._known[gap] = self._pattern.fullmatch(gap) is not None
        return known


def _any(forms: Iterable[str]) -> str:
    return alternation(sorted(forms, key=lambda form: (-len(form), form)))


def _age(one: Callable[..., str]) -> str:
    """How old somebody is, or when born: "45 tuổi", "sinh năm 1970"; in a table the bare day or year."""
    day = r"(?:[0-3]?\d[/.-]){0,2}(?:19|20)\d\d"
    born = rf"{one('born')} ?[\d./-]{{4,10}}"
    return rf"(?:\d{{1,3}} {one('age')}|{born}|(?:{one('sex')} )?{day})"


def _term(one: Callable[..., str]) -> str:
    """Which of several a holder's term is, behind a title: "khóa XIV", "năm 2015", "qua các thời kỳ"."""
    numbered = rf"{one('term')} [ivxlc\d]+(?: ?[-,/] ?[ivxlc\d]+)*"
    return rf"(?:,? (?:{numbered}|{one('terms')}))?"


def _only(one: Callable[..., str]) -> str:
    """Which holder is meant, between a title and "là ông": the first, the youngest of the trade, the one since then."""
    which = rf"{one('holder')}|{one('ordinal')} \w+|\w+(?: \w+)? {one('most')}"
    return rf"(?: (?:{which})(?: {one('among')}(?: \w+){{0,4}}?)?| {one('since')}(?: \w+){{1,4}}?)?"


class Cues:
    """The cue words of the lexicon, ready to be asked about the text between and around titles and names.

    The tests take folded text: `tight`, `loose`, `copula` and `genitive` what stands between a title and a name behind
    it, `behind` what stands between a name and a title behind it, `chain` between two titles, `listed` between names,
    `period` the years in front of an office, `begins_entry` what a line begins with that tells of the one named behind
    it.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        def of(*classes: str) -> frozenset[str]:
            return frozenset(lexicon.forms(*(f"official.{name}" for name in classes)))

        def one(*classes: str) -> str:
            return lexicon.one_of(*(f"official.{name}" for name in classes))

        address_words = lexicon.words("honorific", "official.honorific")
        self.female = frozenset(longest_first(word for word in address_words if word.gender == "female"))
        self.male = frozenset(longest_first(word for word in address_words if word.gender == "male"))
        self.honorifics = frozenset(longest_first(address_words))
        self.surnames = of("surname")
        self.stops = of("stop", "report")
        self._links = of("link")
        self._former = of("link.former")
        self._bars = of("bar")
        self._agents = of("agent")
        self.no_titles = of("no_title")
        self.no_bodies = of("no_body")
        self._kin = of("kin")
        self._owners = of("kin", "of")
        self._compounds = gazetteer(lexicon).collocations | of("compound")
        self._lists = compiled(rf"\b{one('list')}\b")
        self._denied = compiled(rf"\b{one('denied')}\b")
        self._predicates = of("predicate")
        self._life = compiled(rf"{one('life')}\b")
        self._shared = compiled(rf"\b{one('shared')}\b")
        self._said = compiled(rf" {one('said')} $")
        self._told = compiled(rf" {one('is')} ")
        self._equated = compiled(rf"\b{one('is')} $")
        self._respective = compiled(rf"\b{one('respective')}\b")
        self._such_as = compiled(rf"(?:[,;:-]|\b{one('such_as')}) $")
        self._serves = compiled(rf" {one('serve')} $")
        self._higher = of("higher")
        self._ands = tuple(f" {form} " for form in lexicon.forms("name.and"))
        self._plural = compiled(rf"\b{one('plural')} $")
        self._proxies = of("proxy")
        self._inside = of("inside")
        self._several = of("several")
        self._pronouns = of("pronoun")
        address = self.honorifics | of("occupation")
        self.address = address
        self._forerunners = _last_words(lexicon, address)
        self._things = self._inside.union(
            lexicon.forms("name.place", "name.organization", "name.bearer", "name.thing"),
            longest_first(lexicon.units("province", "district", "commune", "hamlet", "area")),
        )
        self._appoints = compiled(rf"\b{one('appoint')}\b")
        term, only = _term(one), _only(one)
        self._rank_link = compiled(rf"(?!{one('raise.office')}\b){one('raise')}\b[^.]*")
        self._according = compiled(rf"{one('according')} [^,]*")
        others = rf"(?:{one('some')}|\d{{1,2}})(?: \w+){{1,4}}?(?: {one('befall')})*"
        self._doers = (
            compiled(rf"\b{one('by')} \p{{Lu}}\S*(?: \p{{Lu}}\S*){{0,3}}$"),
            compiled(rf"\b(?:{others}|{one('party')})$"),
        )
        named = f"(?:{_any(address)}:? ){{0,3}}"
        now = f"(?:{one('now')} )"
        epithet = rf"(?: {one('epithet')}| {one('native')} \w+(?: \w+)?)?"
        holders = one("is", "being")
        self.tight = _Test(rf"{term}(?: \(\w{{2,10}}\))?{epithet}(?: \d{{1,3}} {one('age')})? ?{named}")
        self.loose = _Test(rf"{term}{epithet}{_ASIDE}(?:,| -|:| \(| \||: -|:\n-?) ?(?:{now}|{holders} )*{named}")
        pointing = tuple(f" {form}" for form in of("pointing"))
        self.copula = _Test(
            rf"{epithet},? {now}*(?:{one('his')} )?{one('is', 'being', 'amount')}(?: {_any(self._several)})?:? {named}"
            rf"|(?: {_any(form for form in self.no_bodies if form.endswith(pointing))})?{only} {now}*{one('is')}"
            rf" {_any(self.honorifics)} {named}"
        )
        self.genitive = _Test(rf"{term} {one('genitive')} {named}")
        counted = rf"(?:\d{{1,2}}|{_any(self._several)})"
        self._roll = compiled(
            rf"[.,;:]?\s(?:{one('among_them')},? )?{counted} (?:{one('roll')} )(?:[\w,]+ ){{0,3}}?{holders}"
            rf"(?: {_any(self._several)})?:? {named}"
        )
        self._behind = _Test(
            rf"{_ASIDE}(?: ?,| -|-| \(|(?: \| [^|\n]{{0,24}})? \||,? ?\"| \[)? ?(?:{_age(one)}(?:,| -)? ?)?{now}*"
            rf"(?:{one('is')} (?:{_any(self._several)} )?)?\"?"
        )
        self._asides = compiled(rf"(?:,| -| \() ?(?:[^,;:.!?()\n\"]{{2,48}}(?:,| -) ){{1,3}}(?:{one('is')} )?")
        self._aside = of("aside")
        he, this = one("he"), rf"(?: {one('pointing')})"
        self._made = compiled(rf" {one('made')} $")
        self._replaced = compiled(rf"\b{one('replace')}(?: \w+){{0,2}} $")
        self._receives = compiled(rf"\b{one('receive')}\b")
        self._passive = compiled(rf"\b{one('passive')}\b")
        self._supposed = compiled(rf"\b{one('suppose')}\b[^,.;:]*$")
        self._taken_up = compiled(rf"\b{one('take_up')} {he}{this}? (?=\p{{Ll}})")
        self._several_subjects = compiled(rf"\b{one('somebody')}\b")
        self._adverbial = compiled(rf"[\"'\s-]*{one('adverbial', 'subordinate')}\b[^,]*")
        self._subordinate = compiled(rf"{one('subordinate')}\b")
        self._addressed = compiled(rf", {_any(self.honorifics)} ")
        self._resumed = compiled(rf", {he}{this}? ")
        self._pronoun = compiled(rf"(?:^|, ){one('he', 'he_noun')}(?:{this}|(?= \p{{Ll}}))")
        self._opens = compiled(
            rf"[\"'\s-]*(?:(?:{one('open')}|{one('origin')}\b[^,.:;\"]{{2,60}},(?: {one('then')})?) )?"
        )
        self._subject = compiled(rf"[^.;:!?\n,()\"]*, {_any(self.honorifics)} ")
        self.period = _Test(rf"[-+•* ]*(?=[^:]*\d{{4}})(?:(?:{one('period')}|[\d./]+|[-,]) ?)+: ")
        self.begins_entry = _Test(rf"(?:\d{{1,3}}[.)]|[-+•*])? ?{named}")
        both = lexicon.one_of("name.and")
        self.listed = _Test(rf"{_ASIDE}(?:,? {both} | {one('with')} |[,;] |,| - |\n- ){named}")
        self.alias = _Test(rf",? (?:{lexicon.one_of('name.called')} )?{lexicon.one_of('name.alias')} ")
        self.item = _Test(rf"[^.:\n]{{0,160}}; (?:{both} )?{named}")
        self.chain = _Test(rf"{term}(?: \(\w{{2,10}}\))?(?:,|;| -|-| \()? ?(?:{one('chain', 'now')} )*")

    def behind(self, gap: str) -> bool:
        """Whether a title behind `gap` stands in apposition to the name in front of it."""
        if self._behind(gap):
            return True
        return self._asides.fullmatch(gap) is not None and not any(map(self._tells, _PARTS.split(gap)))

    def _tells(self, segment: str) -> bool:
        """Whether words hold a verb or a time, and so are no mere addition to a name."""
        words = segment.split()
        if words and words[0] in self._aside:
            words = words[1:]
        return any(
            word in self.stops or (index and f"{words[index - 1]} {word}" in self.stops)
            for index, word in enumerate(words)
        )

    def in_front(self, folded: str, at: int, since: int = 0) -> Front:
        """What stands right in front of the title that begins at `at`, behind the name that ends at `since`."""
        line = folded.rfind("\n", max(at - _REACH, 0), at) + 1
        words = folded[max(line or at - _REACH, since) : at].rsplit(None, _LONGEST)[-_LONGEST:]
        link: int | None = None
        former = barred = inside = False
        keys: list[str] = []
        tail = ""
        for word in reversed(words):
            tail = f"{word} {tail}" if tail else word
            key = tail.lstrip("\"'([").rstrip("\"'(: ")
            if key in self._former or key in self._links:
                link, barred = at - len(tail) - 1, False  # "mất ghế", though "ghế" alone bars
                former = former or key in self._former
            part = key == tail and self._is_part(words, key)
            barred = barred or (key in self._bars and not part)
            inside = inside or (key in self._inside and not part)
            keys.append(key)
        return Front(
            link,
            former,
            barred,
            agent=not self._agents.isdisjoint(keys),
            proxy=not self._proxies.isdisjoint(keys),
            inside=inside,
            several=not self._several.isdisjoint(keys) or any(map(str.isdecimal, keys)),
            owned=not self._owners.isdisjoint(keys),
        )

    def _is_part(self, words: Sequence[str], key: str) -> bool:
        """Whether the last of the words is but the second syllable of one that says nothing of a title: "yêu | cầu"."""
        return " " not in key and len(words) > 1 and f"{words[-2]} {key}" in self._compounds

    def counts(self, folded: str, start: int, end: int) -> bool:
        """Whether a name is but a word that begins a list ("Các"), and no form of address stands before it."""
        return folded[start:end] in self._several and not self.addressed(folded, start)

    def addressed(self, folded: str, start: int) -> bool:
        """Whether a form of address stands right before the name that begins at `start`."""
        words = folded[max(start - 14, 0) : start].rsplit(None, 2)[-2:]
        return bool(words) and (words[-1] in self.honorifics or " ".join(words) in self.honorifics)

    def before_name(self, folded: str, start: int) -> bool:
        """Whether a form of address, an occupation or a title stands right before `start`."""
        return (
            folded[start - 1 : start] == " "
            and folded[max(start - 12, 0) : start].rsplit(None, 1)[-1] in self._forerunners
        )

    def names_thing(self, folded: str, start: int) -> bool:
        """Whether the word before `start` makes a name there that of a street, a school, an award or another thing."""
        words = folded[max(start - 24, 0) : start].rsplit(None, 3)[-3:]
        return any(" ".join(words[-count:]) in self._things for count in range(1, len(words) + 1))

    def half_word(self, folded: str, start: int, end: int) -> bool:
        """Whether one syllable goes on in lower case, as a word does ("Trưởng ban Chiến lược"), and no verb follows."""
        if " " in folded[start:end] or folded[end : end + 1] != " ":
            return False
        words = folded[end + 1 : end + 24].split(" ", 2)[:2]
        following = words[0].rstrip(",.:;")
        return following.isalpha() and following not in self.stops and " ".join(words) not in self.stops

    def kin(self, folded: str, start: int) -> bool:
        """Whether the name that begins at `start` only tells whose relative or aide is meant ("con trai ông X")."""
        words = folded[max(start - 30, 0) : start].rsplit(None, 4)[-4:]
        if words and words[-1] in self.honorifics:
            words.pop()
        return any(" ".join(words[-count:]) in self._kin for count in (1, 2, 3) if count <= len(words))

    def quoted(self, opening: str) -> bool:
        """Whether a sentence that opens so gives what the one named behind it says: "theo ông A"."""
        return self._according.fullmatch(opening) is not None

    def appoints(self, between: str) -> bool:
        """Whether the one named before `between` gives an office to somebody else ("A chọn một luật sư làm ...")."""
        for verb in self._appoints.finditer(between):
            before = between[: verb.start()].rsplit(None, 1)
            if not before or f"{before[-1]} {verb.group()}" not in self._compounds:  # but "ngoại giao"
                return not self._receives.search(between[: verb.start()])
        return False

    def denied(self, between: str) -> bool:
        """Whether words between a name and a verb say that the office is not given ("không đủ điều kiện để được")."""
        return self._denied.search(between) is not None

    def doer(self, between: str) -> bool:
        """Whether the text between a name and a verb ends with another: "(do Như ", "một nghi can "."""
        return any(test.search(between.rstrip()) for test in self._doers)

    def supposed(self, opening: str) -> bool:
        """Whether words in front of a name say that what follows is only thought of ("nếu", "đề nghị bổ nhiệm")."""
        return self._supposed.search(opening) is not None

    def taken_up(self, between: str) -> bool:
        """Whether a pronoun behind a name begins a clause whose subject was named further ahead: "... khi bà là"."""
        return self._taken_up.search(between) is not None

    def resumes(self, between: str) -> bool:
        """Whether a pronoun behind a name takes up another who was spoken of: "... thay X, ông đảm nhiệm"."""
        return self._resumed.search(between) is not None

    def subordinate(self, opening: str) -> bool:
        """Whether the words from the beginning of a sentence to a name begin a clause that a main clause follows."""
        return self._subordinate.search(opening) is not None

    def elides(self, link: str) -> bool:
        """Whether a verb of appointing leaves out its object, who was named before ("... rồi bổ nhiệm làm")."""
        return self._appoints.match(link) is not None and self._made.search(link) is not None

    def announces(self, between: str) -> bool:
        """Whether words between a name and a title announce a list of the titles that the one named holds."""
        return self._lists.search(between) is not None and not self.appoints(between)

    def main_clause(self, opening: str, gap: str) -> bool:
        """Whether a name is the subject of a clause behind an adverbial one: "với quyết định sa thải X, ông A".

        `opening` is what stands from the beginning of the sentence to the title, `gap` from there to the name.
        """
        return self._addressed.fullmatch(gap) is not None and self._adverbial.fullmatch(opening) is not None

    def life(self, line: str) -> bool:
        """Whether a line is about the life of the one named on the line before: "Sinh năm 1931; quê ..."."""
        return self._life.match(line) is not None

    def shared(self, gap: str) -> bool:
        """Whether words between the last of several names and a title say that all hold it: "(đều là "."""
        return self._shared.search(gap) is not None

    def said(self, gap: str) -> bool:
        """Whether words between a name and a title say that the title is theirs: ", một ", ", hiện là "."""
        return self._said.search(gap) is not None

    def told(self, gap: str) -> bool:
        """Whether words between a title and a name may say who holds it: " nay là "."""
        return self._told.search(gap) is not None

    def equated(self, gap: str) -> bool:
        """Whether words between a name and a title end by saying that both are one: ", nay là "."""
        return self._equated.search(gap) is not None

    def both(self, gap: str) -> bool:
        """Whether nothing but "và" joins two titles."""
        return gap in self._ands

    def joined(self, gap: str) -> bool:
        """Whether an "và" stands between two titles or names."""
        return any(joint in gap for joint in self._ands)

    def raises(self, gap: str) -> bool:
        """Whether words between two ranks say that the second is the higher one: " lên "."""
        return gap.strip() in self._higher

    def serves(self, folded: str, at: int) -> bool:
        """Whether the word in front of the title at `at` tells whom an aide serves: "trợ lý của Ngoại trưởng"."""
        return self._serves.search(folded, max(at - _REACH, 0), at) is not None

    def each(self, between: str) -> bool:
        """Whether words between several names and titles give each a title of their own: "lần lượt"."""
        return self._respective.search(between) is not None

    def lists(self, folded: str, at: int) -> bool:
        """Whether a mark or a word in front of the title at `at` makes it one of a list: "; ", "như "."""
        return self._such_as.search(folded, max(at - _REACH, 0), at) is not None

    def plural(self, folded: str, start: int) -> bool:
        """Whether the name that begins at `start` is the first of several told of together: "các ông"."""
        return self._plural.search(folded[max(start - 14, 0) : start]) is not None

    def predicate(self, folded: str, end: int) -> bool:
        """Whether the words behind a title that ends at `end` make its holder the subject of a verb."""
        words = folded[end + 1 : end + 20].split(" ", 2)[:2] if folded[end : end + 1] == " " else []
        return bool(words) and (words[0] in self._predicates or " ".join(words) in self._predicates)

    def roll(self, folded: str, end: int) -> int | None:
        """Where the names begin of which the words behind `end` say that they are those just counted, or None."""
        roll = self._roll.match(folded, end)
        return roll.end() if roll else None

    def opens(self, opening: str) -> bool:
        """Whether a sentence that opens so begins with the words of an office held: "Từng", "Với", "Trên"."""
        return self._opens.fullmatch(opening) is not None

    def subject(self, between: str) -> bool:
        """Whether words behind a title that a sentence begins with end with the address of its subject: ", ông"."""
        return self._subject.fullmatch(between) is not None

    def rank_link(self, words: str) -> bool:
        """Whether a verb gives nothing but ranks ("thăng lên")."""
        return self._rank_link.match(words) is not None

    def replaced(self, folded: str, start: int) -> bool:
        """Whether the name that begins at `start` is of one who is replaced ("thay ông X")."""
        return self._replaced.search(folded[max(start - 40, 0) : start]) is not None

    def passive(self, between: str) -> bool:
        """Whether, of two names with `between` between them, the second acts upon the first ("A được B bổ nhiệm")."""
        return len(between) < 80 and ";" not in between and self._passive.search(between) is not None

    def goes_on(self, opening: str) -> bool:
        """Whether a sentence that opens so goes on about the person of the sentence before it."""
        if self._pronoun.search(opening):
            return True
        if self._several_subjects.search(opening):
            return False
        words = opening.lstrip('-+*• "').replace(",", " ").split(None, 2)[:2]
        return not words or words[0] in self._pronouns or " ".join(words) in self._pronouns or words[0][0].isdigit()


def _last_words(lexicon: Lexicon, address: Iterable[str]) -> frozenset[str]:
    """The last words of what may stand in front of a person's name: forms of address, occupations, titles."""
    forms = list(address)
    forms += [form for title in lexicon.entries(TitleEntry) for form in title.forms]
    forms += [form for entry in lexicon.entries(ModifierEntry) if entry.place != "before" for form in entry.forms]
    forms += lexicon.forms("honorific", "name.person", "name.occupation")
    return frozenset(fold_key(form).rsplit(" ", 1)[-1] for form in forms)

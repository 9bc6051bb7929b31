"""The words in front of a number, read from the number outwards: modifier, change, level."""

from typing import NamedTuple, cast

from extract.lexicon import Lexicon, alternation
from extract.patterns import compiled
from extract.record import Change, Modifier
from extract.text.fold import fold_key

_REACH = 70
_LONGEST = 4
_QUOTES = "(\"'"


class Front(NamedTuple):
    """What the words in front of a number say.

    Attributes:
        start: where those words begin; the clause's subject ends there.
        modifier: as in the record.
        change: the number is the size of this change.
        level: a word such as đạt or còn says that the number is a level.
        compared: "cao hơn", "gấp": the number is a difference or a multiple, not a change.
    """

    start: int
    modifier: Modifier | None
    change: Change | None
    level: bool
    compared: bool


class _Cue(NamedTuple):
    """What some words say: how many they are, the last one, their class without its kind, and its feature."""

    size: int
    nearest: str
    family: str
    value: str


class _Walk:
    """The way from a number outwards: what the words passed say, and how far it has come."""

    def __init__(self, folded: str, floor: int, start: int) -> None:
        self._folded, self._floor = folded, floor
        self.words = folded[floor:start].split()
        self.at, self.start, self.reached = len(self.words), start, start
        self.modifier: Modifier | None = None
        self.change: Change | None = None
        self.level = self.compared = False

    def take(self, cue: _Cue, *, multiple: bool) -> None:
        """Pass a cue's words; a multiple ("gấp hơn 3 lần") keeps the modifier behind it."""
        if cue.family == "modifier":
            self.modifier = self.modifier or cast(Modifier, cue.value)
        elif cue.family == "compare":
            self.compared = True
            if not multiple:
                self.modifier = cast(Modifier, cue.value) if cue.value else None
        elif cue.family == "level":
            self.level = True
        elif cue.family == "change":
            self.change = cast(Change, cue.value)
        for _ in range(cue.size):
            self.at -= 1
            self.reached = self._folded.rindex(self.words[self.at], self._floor, self.reached)


class CueReader:
    """Reads the words in front of and behind numbers."""

    def __init__(self, lexicon: Lexicon) -> None:
        def forms(name: str) -> list[str]:
            return lexicon.forms(f"statistic.{name}")

        self._keep = _values(lexicon, "keep")
        self._behind = {f" {form}": value for form, value in _values(lexicon, "behind").items()}
        self._behind_forms = tuple(self._behind)
        self.base = compiled(
            rf"[^.;:()\n]{{0,20}}?\b(?>{alternation(forms('base'))}) (?=\S)"
            rf"|[ ,]{{0,2}}(?={alternation(forms('same-period'))})"
        )
        self.base_end = compiled(rf"[,.;:()\n]| {alternation(forms('base-end'))} ")
        self.listed = compiled(rf"[^.;:()\n]{{0,40}}?(?:, | {alternation(forms('and'))} )\Z")
        self.from_before = compiled(rf"\b{alternation(forms('from'))} (?:\p{{L}}+ ){{0,3}}\Z")
        self.range = compiled(rf" ?(?:-|~) ?| {alternation(forms('to'))} (?:{alternation(forms('modifier'))} )?")
        self.levels, self.verbs = frozenset(forms("level")), frozenset(forms("verb"))
        self.before_sign = self.levels | frozenset(forms("to"))
        self.among, self.chain = frozenset(forms("among")), frozenset(forms("chain"))
        self.either = tuple(f" {form} " for form in forms("or"))
        self.both = (*(f" {form} " for form in forms("and")), ", ")
        self.exceeding = tuple(forms("exceed"))
        self._prepositions = frozenset(forms("preposition"))
        self._multiples, self._equal = frozenset(forms("multiple")), frozenset(forms("equal"))
        outward = dict.fromkeys(self._keep, "")
        for family in ("compare", "modifier", "change", "level", "filler"):
            for form, value in _values(lexicon, family).items():
                outward.setdefault(form, f"{family}.{value}")
        self._outward = outward
        self._last = {form.rsplit(" ", 1)[-1] for form in outward}

    def front(self, folded: str, start: int, floor: int, preposition: bool) -> Front:
        """What stands in front of the number at `start`, not reading beyond `floor`.

        Args:
            preposition: a "trên" or "dưới" in front is no modifier ("25% trên 50 tỉ", "trên hai chiếc xe").
        """
        walk = _Walk(folded, max(floor, start - _REACH), start)
        while walk.at and walk.change is None:
            cue = self._cue(walk)
            if cue is None or not self._goes_on(walk, cue, preposition):
                break
            multiple = cue.nearest in self._multiples
            walk.take(cue, multiple=multiple)
            if walk.words[walk.at][0] in _QUOTES or (cue.family == "compare" and not multiple):
                break
        if walk.change is not None and walk.modifier is None:
            cue = self._cue(walk)
            if cue is not None and cue[2:] == ("modifier", "approx"):  # "ước tăng 8%"
                walk.take(cue, multiple=False)
        return Front(walk.reached, walk.modifier, walk.change, walk.level, walk.compared)

    def behind(self, folded: str, end: int) -> Modifier | None:
        """The modifier behind a unit: "trở lên", "trở xuống"."""
        if not folded.startswith(self._behind_forms, end):
            return None
        return cast(Modifier, next(value for form, value in self._behind.items() if folded.startswith(form, end)))

    def _goes_on(self, walk: _Walk, cue: _Cue, preposition: bool) -> bool:
        """Whether the cue still speaks of the number."""
        first = walk.reached == walk.start
        if walk.level and cue.family not in ("level", "filler"):
            return False
        if cue.family == "modifier" and preposition and cue.nearest in self._prepositions:
            return False
        return first or cue.family != "compare" or cue.nearest not in self._equal

    def _cue(self, walk: _Walk) -> _Cue | None:
        """The longest cue that ends where the walk is."""
        words, at = walk.words, walk.at
        if not at or words[at - 1].lstrip(_QUOTES) not in self._last:
            return None
        for size in range(min(_LONGEST, at), 0, -1):
            role = self._outward.get(" ".join(words[at - size : at]).lstrip(_QUOTES))
            if role is None or (size == 2 and role.startswith("compare") and self._is_quantity(words, at)):
                continue
            family, _, value = role.partition(".")
            return _Cue(size, words[at - 1], family, value) if role else None
        return None

    def _is_quantity(self, words: list[str], at: int) -> bool:
        """Whether the word in front takes the first of two for itself: "cao" in "độ cao hơn 2.000 m"."""
        return at > 2 and f"{words[at - 3]} {words[at - 2]}" in self._keep


def _values(lexicon: Lexicon, name: str) -> dict[str, str]:
    """The folded forms of the words of a class with the modifier or change that each tells, empty where none."""
    values: dict[str, str] = {}
    for word in lexicon.words(f"statistic.{name}"):
        for form in word.forms:
            values.setdefault(fold_key(form), word.modifier or word.change or "")
    return values

"""The words in front of a number, read from the number outwards: modifier, change, level."""

from typing import NamedTuple, cast

from extract.lexicon import Lexicon, alternation
from extract.patterns import compiled
from extract.record import Change, Modifier
from extract.text.fold import fold_key

_REACH = 70
_PREPOSITIONS = ("trên", "dưới")


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


class CueReader:
    """Reads the words in front of and behind numbers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._keep = _values(lexicon, "keep")
        self._behind = _values(lexicon, "behind")
        self.base = compiled(
            rf"[^.;:()\n]{{0,20}}?\b(?>{alternation(lexicon.forms('statistic.base'))}) (?=\S)"
            rf"|[ ,]{{0,2}}(?={alternation(lexicon.forms('statistic.same-period'))})"
        )
        self.levels = frozenset(lexicon.forms("statistic.level"))
        self.verbs = frozenset(lexicon.forms("statistic.verb"))
        self.among = frozenset(lexicon.forms("statistic.among"))
        self.chain = frozenset(lexicon.forms("statistic.chain"))
        outward = dict.fromkeys(self._keep, "")
        for family in ("compare", "modifier", "change", "level", "filler"):
            for form, value in _values(lexicon, family).items():
                outward.setdefault(form, f"{family}.{value}")
        self._outward = outward
        self._last = {form.rsplit(" ", 1)[-1] for form in outward}

    def front(self, folded: str, start: int, floor: int, preposition: bool) -> Front:
        """What stands in front of the number at `start`, not reading beyond `floor`.

        Args:
            preposition: a "trên" or "dưới" right in front is no modifier ("25% trên 50 tỉ", "trên hai chiếc xe").
        """
        floor = max(floor, start - _REACH)
        words = folded[floor:start].split()
        at, reached = len(words), start
        modifier: Modifier | None = None
        change: Change | None = None
        level = compared = False
        while at and change is None:
            size, role = self._role(words, at)
            if not role:
                break
            family, _, value = role.partition(".")
            nearest = words[at - 1]
            if level and family not in ("level", "filler"):
                break
            if family == "modifier":
                if preposition and reached == start and nearest in _PREPOSITIONS:
                    break
                modifier = modifier or cast(Modifier, value)
            elif family == "compare":
                if nearest == "bằng" and reached != start:
                    break
                compared = True
                if nearest != "gấp":
                    modifier = cast(Modifier, value) if value else None
            elif family == "level":
                level = True
            elif family == "change":
                change = cast(Change, value)
            for _ in range(size):
                at -= 1
                reached = folded.rindex(words[at], floor, reached)
            if words[at][0] in "(\"'" or (compared and nearest != "gấp" and family == "compare"):
                break
        if change is not None and modifier is None:
            # "ước tăng 8%"
            size, role = self._role(words, at)
            if role == "modifier.approx":
                modifier = "approx"
                reached = folded.rindex(" ".join(words[at - size : at]), floor, reached)
        return Front(reached, modifier, change, level, compared)

    def behind(self, folded: str, end: int) -> Modifier | None:
        """The modifier behind a unit: "trở lên", "trở xuống"."""
        for form, value in self._behind.items():
            if folded.startswith(" " + form, end):
                return cast(Modifier, value)
        return None

    def _is_quantity(self, words: list[str], at: int) -> bool:
        return at > 2 and f"{words[at - 3]} {words[at - 2]}" in self._keep

    def _role(self, words: list[str], at: int) -> tuple[int, str]:
        if words[at - 1].lstrip("(\"'") not in self._last:
            return 0, ""
        for size in range(min(4, at), 0, -1):
            phrase = " ".join(words[at - size : at]).lstrip("(\"'")
            role = self._outward.get(phrase)
            # In "độ cao hơn 2.000 m" the word in front takes "cao" for itself.
            if role is not None and not (size == 2 and role.startswith("compare") and self._is_quantity(words, at)):
                return size, role
        return 0, ""


def _values(lexicon: Lexicon, name: str) -> dict[str, str]:
    """The folded forms of the words of a class with the modifier or change that each tells, empty where none."""
    values: dict[str, str] = {}
    for word in lexicon.words(f"statistic.{name}"):
        for form in word.forms:
            values.setdefault(fold_key(form), word.modifier or word.change or "")
    return values

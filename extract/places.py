"""Administrative units of Vietnam as facts, from data/places/units.tsv: which there are, since when and until when."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from extract.patterns import compiled
from extract.resources import DATA
from extract.text.fold import fold

_TABLE = DATA / "places" / "units.tsv"
_BEGINNING = compiled(r"(?m)^(\d+)\t([^\t]+)\t")
"""A row's code and word."""
_LONGEST = 7
"""Words of the longest name of a unit: "Văn Miếu - Quốc Tử Giám"."""
_REACH = 40
"""Characters that hold the longest name."""


class Unit(NamedTuple):
    """A unit, for as long as it kept its type and its territory.

    Attributes:
        code: that of the statistics office: two digits at the first level, three for a district, five for a commune.
        type: the word for what it is, in Vietnamese ("phường").
        name: its name without that word.
        parent: the code of the unit above it, empty at the first level.
        since, until: its first and last day (ISO 8601), empty where not recorded or not over.
        successors: the codes of the units that its territory went to.
    """

    code: str
    type: str
    name: str
    parent: str
    since: str
    until: str
    successors: tuple[str, ...]

    def exists(self, day: str) -> bool:
        """Whether there is the unit on a day (ISO 8601)."""
        return self.since <= day and (not self.until or day <= self.until)


@cache
def units() -> tuple[Unit, ...]:
    """All units, by code and first day."""
    return tuple(_unit(line) for line in _lines(_TABLE.read_text(encoding="utf-8")))


def _unit(line: str) -> Unit:
    code, kind, name, parent, since, until, successors = line.split("\t")
    return Unit(code, kind, name, parent, since, until, tuple(successors.split()))


class Index:
    """Units found by a key. Rows stay text until they are asked for: most never are, and a start would wait for them.

    Args:
        keys: makes of the table's text, its head gone, the keys of its lines in their order.
    """

    def __init__(self, keys: Callable[[list[str]], Iterable[str]]) -> None:
        lines = list(_lines(_TABLE.read_text(encoding="utf-8")))
        self._lines: dict[str, str] = {}
        for key, line in zip(keys(lines), lines, strict=True):
            known = self._lines.get(key)
            self._lines[key] = f"{known}\n{line}" if known else line
        self._made: dict[str, tuple[Unit, ...]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __contains__(self, key: str) -> bool:
        return key in self._lines

    def __getitem__(self, key: str) -> tuple[Unit, ...]:
        """The units of a key, in the table's order; none where it is unknown."""
        found = self._made.get(key)
        if found is None:
            lines = self._lines.get(key)
            found = self._made[key] = tuple(map(_unit, lines.split("\n"))) if lines else ()
        return found


def _lines(table: str) -> Iterator[str]:
    """The lines of the table without what it says of itself."""
    lines = (line for line in table.split("\n") if line and not line.startswith("#"))
    next(lines)
    return lines


@cache
def unit_levels() -> dict[str, tuple[int, ...]]:
    """The levels of units, by the digits of their codes, that the folded words for units stand for."""
    found: dict[str, set[int]] = {}
    for code, word in _BEGINNING.findall(_TABLE.read_text(encoding="utf-8")):
        found.setdefault(word, set()).add(len(code))
    return {fold(word): tuple(sorted(levels)) for word, levels in found.items()}


@cache
def _names() -> dict[str, set[str]]:
    """The folded names of all units of the levels that a folded word for a unit may stand for, by that word."""
    by_level: dict[int, set[str]] = {}
    levels: dict[str, set[int]] = {}
    for line in _lines(fold(_TABLE.read_text(encoding="utf-8"))):
        code, word, name, _ = line.split("\t", 3)
        level = by_level.setdefault(len(code), set())
        level.add(name)
        if " - " in name:
            level.add(name.replace(" - ", "-"))
        levels.setdefault(word, set()).add(len(code))
    # Words for units of the same levels have one set.
    of_levels = {known: set().union(*(by_level[level] for level in known)) for known in map(frozenset, levels.values())}
    return {word: of_levels[frozenset(known)] for word, known in levels.items()}


@lru_cache(maxsize=4096)
def _counts(words: str, unit: str) -> tuple[int, ...]:
    """The lengths of the names of units that folded words begin with, the longest first."""
    known = _names().get(unit)
    if known is None:
        return ()
    parts = words.split(" ")
    found = []
    for count in range(min(_LONGEST, len(parts)), 0, -1):
        name = " ".join(parts[:count])
        bare = name.rstrip(".,;:!?)\"'")
        if bare in known:
            found.append(len(bare))
    return tuple(found)


def unit_ends(folded: str, start: int, unit: str) -> list[int]:
    """Where the names of units end that may begin at `start` of a folded text, the longest first.

    `unit` is the folded word for a unit ("xã") that stands before; a name is known by its level, for a commune may have
    become a ward. Nothing is read before the first call.
    """
    return [start + count for count in _counts(folded[start : start + _REACH].split("\n", 1)[0], unit)]

"""Places by name: which unit of Vietnam, or which country, an expression means, and on which day."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import NamedTuple

from extract.entries import PlaceEntry
from extract.lexicon import default_lexicon
from extract.patterns import compiled
from extract.places import Index, Unit, unit_levels, units
from extract.text.fold import fold, fold_key

PROVINCE, DISTRICT, COMMUNE = 2, 3, 5
"""The levels of units, by the digits of their codes."""


class Place(NamedTuple):
    """A place as a name has it: the folded word for the unit, empty where it stands bare, and its folded name.

    The name is None where the unit is not named ("UBND tỉnh").
    """

    word: str
    name: str | None


class Around(NamedTuple):
    """The folded names of the units that a unit lies in: of its district, and of its provinces in its time."""

    district: str
    provinces: frozenset[str]


def unit_id(unit: Unit) -> str:
    """The id of a unit: its code, and its first day where that is recorded, for codes were given again."""
    return f"{unit.code}-{unit.since}" if unit.since else unit.code


@cache
def _key(name: str) -> str:
    """A unit's name as it is compared: folded, dashes as spaces."""
    return " ".join(fold_key(name).replace("-", " ").replace("–", " ").split())


@cache
def _entries(kind: str) -> tuple[PlaceEntry, ...]:
    return tuple(entry for entry in default_lexicon().entries(PlaceEntry) if entry.kind == kind)


@cache
def province_names() -> dict[str, str]:
    """By each folded spelling of a province's name the name that it is compared by."""
    of_level = f"{PROVINCE} "
    names = [key.removeprefix(of_level) for key in _by_name() if key.startswith(of_level)]
    found = dict(zip(names, names, strict=True))
    for entry in _entries("province"):
        spellings = [_bare(_key(form.replace(".", " "))) for form in entry.forms]
        name = next((spelling for spelling in spellings if spelling in found), spellings[0])
        for spelling in spellings:
            found.setdefault(spelling, name)
    return found


def _bare(name: str) -> str:
    """A name without the word for a city before it, be it written to it ("tphcm")."""
    for spelling, word in unit_words().items():
        if PROVINCE in unit_levels()[word] and name.startswith(spelling) and name != spelling:
            return name.removeprefix(spelling).strip()
    return name


@cache
def countries() -> dict[str, tuple[str, str]]:
    """By each folded spelling of a country's name its id and its name."""
    return {
        _key(form): (entry.id.rpartition(".")[2], entry.forms[0])
        for entry in _entries("country")
        for form in entry.forms
    }


@cache
def polities() -> frozenset[str]:
    """The folded words by which states call themselves before their names, and those for a state."""
    states = (entry for entry in _entries("unit") if entry.level == "country")
    return frozenset(fold_key(form) for entry in (*_entries("polity"), *states) for form in entry.forms)


@cache
def unit_words() -> dict[str, str]:
    """By each folded spelling of a word for a unit ("tp") the word in full."""
    found = {}
    for entry in _entries("unit"):
        word = fold_key(entry.forms[0])
        if word in unit_levels():
            for form in entry.forms:
                found[fold_key(form).strip(".").replace(".", "")] = word
    return found


@cache
def _by_name() -> Index:
    """Units by level and name: "5 tân lập"."""
    return Index(_name_keys)


def _name_keys(lines: list[str]) -> list[str]:
    cells = [line.split("\t", 3) for line in lines]
    # All names folded at once, which takes a tenth of the time.
    names = fold("\n".join(name for _, _, name, _ in cells)).replace(" - ", " ").replace("-", " ").split("\n")
    return [f"{len(code)} {name}" for (code, *_), name in zip(cells, names, strict=True)]


@cache
def _by_code() -> Index:
    return Index(lambda lines: [line.split("\t", 1)[0] for line in lines])


@cache
def around(unit: Unit) -> Around:
    """What a unit lies in."""
    district, code = "", unit.code
    if len(unit.parent) == DISTRICT:
        outer = _by_code()[unit.parent][0]
        district, code = _key(outer.name), outer.parent
    elif unit.parent:
        code = unit.parent
    same_time = (one for one in _by_code()[code] if _overlap(one, unit))
    return Around(district, frozenset(_key(one.name) for one in same_time))


def _overlap(one: Unit, other: Unit) -> bool:
    return (not one.until or other.since <= one.until) and (not other.until or one.since <= other.until)


def as_named(word: str, name: str) -> str:
    """The name that a unit is compared by, of the levels that a word stands for: "hcm" is "hồ chí minh"."""
    return province_names().get(name, name) if PROVINCE in unit_levels()[word] else name


def is_name(word: str, name: str) -> bool:
    """Whether a unit of the levels that a word stands for is called so; numbers are names ("quận 1")."""
    name = as_named(word, name)
    return name.isdigit() or any(f"{level} {name}" in _by_name() for level in unit_levels()[word])


def candidates(chain: Iterable[Place], day: str | None, provinces: Collection[str] = ()) -> tuple[Unit, ...]:
    """The units that a chain of places may mean, the innermost first ("xã A, huyện B").

    Args:
        chain: the place and those around it.
        day: the day (ISO 8601) on which it is spoken of, None where unknown.
        provinces: names of the provinces that the article is about; they decide only between units of one name.
    """
    first, *outer = chain
    found = _named(first)
    for place in outer:
        if place.name is not None:
            name = province_names().get(place.name, place.name)
            within = [unit for unit in found if name == around(unit).district or name in around(unit).provinces]
            found = within
    if day is not None:
        found = [unit for unit in found if unit.exists(day)]
    if len(found) > 1 and provinces:
        found = [unit for unit in found if around(unit).provinces & set(provinces)] or found
    return tuple(found)


def _named(place: Place) -> list[Unit]:
    if place.name is None:
        return []
    levels = unit_levels()[place.word] if place.word else (PROVINCE,)
    found: list[Unit] = []
    for level in levels:
        name = province_names().get(place.name, place.name) if level == PROVINCE else place.name
        found += _by_name()[f"{level} {name}"]
    # A commune may have become a ward: the type decides where there is one of that type, the level else.
    return [unit for unit in found if unit.type == place.word] or found


_WORD = compiled(r"\w+")


@cache
def _first_words() -> dict[str, int]:
    """By the first word of each province's spelling the number of words of the longest that begins so."""
    longest: dict[str, int] = {}
    for spelling in province_names():
        words = spelling.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


_LONGEST = 5
"""Words of the longest name of a unit that is looked for in running text."""


def mentioned(text: str) -> list[tuple[int, Place]]:
    """The units that a normalised text names, in order, with where they begin: "huyện Sơn Động"."""
    spans = [(match.start(), match.group()) for match in _WORD.finditer(text)]
    folded = fold(text)
    words = [folded[start : start + len(word)] for start, word in spans]
    found: list[tuple[int, Place]] = []
    place = 0
    while place < len(words):
        step, expression = _expression(words, spans, place)
        if expression is not None:
            found.append((spans[place][0], expression))
        place += step
    return found


def _expression(words: list[str], spans: list[tuple[int, str]], place: int) -> tuple[int, Place | None]:
    """The expression that begins at a word, with how many words it takes."""
    for count in (2, 1):
        unit = unit_words().get(" ".join(words[place : place + count]))
        if unit is None or len(words[place]) == 1:
            continue
        begin = place + count
        for size in range(min(_LONGEST, len(words) - begin), 0, -1):
            name = " ".join(words[begin : begin + size])
            if is_name(unit, name) and (name.isdigit() or spans[begin][1][0].isupper()):
                return count + size, Place(unit, as_named(unit, name))
    if spans[place][1][0].isupper():
        for size in range(min(_first_words().get(words[place], 0), len(words) - place), 0, -1):
            name = " ".join(words[place : place + size])
            if name in province_names() and spans[place + size - 1][1][0].isupper():
                return size, Place("", province_names()[name])
    return 1, None


def full_name(unit: Unit) -> str:
    """A unit's name with its word, and with those of the units around it below the first level."""
    names = []
    outer: Unit | None = unit
    while outer:
        names.append(f"{outer.type} {outer.name}")
        outer = above(outer)
    return ", ".join(names)


@cache
def line_id(unit: Unit) -> str:
    """The id of a place through time: a province's name, below that the id of its first unit of the name."""
    if len(unit.code) == PROVINCE:
        return "-".join(_key(unit.name).split())
    same = _by_name()[f"{len(unit.code)} {_key(unit.name)}"]
    return unit_id(min((one for one in same if one == unit or unit.code in one.successors), key=lambda one: one.since))


@cache
def country_names() -> dict[str, str]:
    """The names of countries by their ids."""
    return dict(countries().values())


def same_line(found: tuple[Unit, ...]) -> bool:
    """Whether units of one name are one place at different times."""
    return len({line_id(unit) for unit in found}) == 1


@cache
def unit_key() -> dict[str, Unit]:
    """All units by their ids."""
    return {unit_id(unit): unit for unit in units()}


def above(unit: Unit) -> Unit | None:
    """The unit that a unit lies in, in its time; the later one where that was remade meanwhile."""
    found = [one for one in _by_code()[unit.parent] if _overlap(one, unit)]
    return max(found, key=lambda one: one.since, default=None)


def successors(unit: Unit) -> tuple[Unit, ...]:
    """The units that a unit's territory went to, as they were right after its last day."""
    later = ([one for one in _by_code()[code] if one.since > unit.until] for code in unit.successors if unit.until)
    return tuple(min(same, key=lambda one: one.since) for same in later if same)

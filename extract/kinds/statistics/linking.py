"""Links the numbers of a text: what shares a unit, and what makes one range or ratio."""

from extract.document import Document
from extract.kinds.statistics.cues import CueReader, Front
from extract.kinds.statistics.units import Unit, UnitReader
from extract.patterns import compiled
from extract.text.numbers import Number

_TO = compiled(r" ?(?:-|~) ?| (?:đến|tới) (?:(?:hơn|gần|khoảng|trên) )?")
_OF = compiled(r" ?/ ?")
_DIMENSION = compiled(r" ?[x×/*] ?")
_POPULATION = compiled(r"\bdân số\b")
_SMALL = 10
_COUNTED = compiled(r"\bsố (?:lượng )?(?=\p{L})|\btổng (?=điểm)")
# "32/64GB": capacities that are offered, one each.
_STORAGE = frozenset({"unit.mb", "unit.gb", "unit.tb"})


class Found:
    """A statistic in the making."""

    __slots__ = ("end", "front", "number", "start", "unit")

    def __init__(self, number: Number, unit: Unit | None, start: int) -> None:
        self.number = number
        self.unit = unit
        self.start = start
        self.end = unit.end if unit is not None and unit.end > number.end else number.end
        self.front: Front | None = None


class Linker:
    """Gives bare numbers the unit that they share with another and joins what is one figure."""

    def __init__(self, units: UnitReader, cues: CueReader) -> None:
        self._units = units
        self._cues = cues

    def link(self, document: Document, found: list[Found]) -> list[Found]:
        """Bare numbers take the unit of the number that they belong to, ranges and ratios with two units are joined."""
        folded = document.folded
        kept: list[Found] = []
        for item in reversed(found):
            following = kept[-1] if kept else None
            if following is None:
                if item.unit is not None or self._counted(document, item):
                    kept.append(item)
                continue
            between = folded[item.end : following.start]
            if len(between) <= 24 and following.unit is not None:
                joined = _joined(item, following, between, among=between.strip() in self._cues.among)
                if joined is not None:
                    kept[-1] = joined
                    continue
                if item.unit is None and _DIMENSION.fullmatch(between) and following.unit.kind == "measure":
                    item.unit = following.unit
                    if _is_calibre(item, following):
                        item.end = following.end
                        kept.pop()
            if item.unit is None and following.unit is not None:
                self._share(document, item, following, between)
            if item.unit is not None or self._counted(document, item):
                kept.append(item)
        kept.reverse()
        return kept

    def _share(self, document: Document, item: Found, following: Found, between: str) -> None:
        """Give a bare number the unit of the next: "từ 94 xuống còn 59 phòng"."""
        assert following.unit is not None
        if item.number.spelled or len(between) > 40 or any(mark in between for mark in ".;:\n()"):
            return
        if between == " hoặc " or (following.unit.kind != "count" and between in (" và ", ", ")):
            item.unit = following.unit
            return
        front = self.front(document, item, 0)
        if front.level or front.change:
            chained = between.strip() in self._cues.chain
            listed = front.level and between.startswith((" và ", ", "))
            if chained or listed:
                item.unit = following.unit

    def _counted(self, document: Document, item: Found) -> bool:
        """Give a bare number the noun behind số as its unit: "số người chết là 120"; whether there is one."""
        number = item.number
        if number.spelled:
            return False
        front = self.front(document, item, 0)
        if number.total is not None:
            # "kích thước bằng 2/3 khi ngắm ở Trái đất": a share of what no noun behind it names
            if number.value < number.total <= _SMALL and (front.level or front.compared or front.modifier):
                item.unit = Unit(number.end, number.end, "ratio", "", "", rule="stat.share")
            return item.unit is not None
        if not (front.level or front.change):
            return False
        start = document.sentence_at(item.start)[0]
        unit = self.noun_of_count(document.text, document.folded, max(start, front.start - 60), front.start)
        item.unit = people(number) if unit is None and is_population(document.folded, front.start) else unit
        item.end = number.end
        return item.unit is not None

    def noun_of_count(self, text: str, folded: str, start: int, end: int) -> Unit | None:
        """The noun behind the last "số" of a stretch ("số người theo dõi")."""
        nouns = [match.end() for match in _COUNTED.finditer(folded, start, end)]
        unit = self._units.read(text, folded, nouns[-1]) if nouns else None
        return unit if unit is not None and unit.kind == "count" and unit.end <= end else None

    def front(self, document: Document, item: Found, floor: int) -> Front:
        """What stands in front of the number, not beyond its sentence or `floor`; read once."""
        if item.front is None:
            sentence = document.sentence_at(item.start)[0]
            count = item.unit is not None and item.unit.kind == "count"
            locative = count and (item.number.spelled or item.number.value < 10)
            after_figure = floor > 0 and item.start - floor <= 6
            item.front = self._cues.front(document.folded, item.start, max(sentence, floor), locative or after_figure)
        return item.front


def is_population(folded: str, end: int) -> bool:
    """Whether what ends at `end` speaks of a population."""
    return _POPULATION.search(folded, max(0, end - 40), end) is not None


def people(number: Number) -> Unit:
    """The unit of a population that is a number alone."""
    return Unit(number.end, number.end, "count", "người", "người", rule="stat.population")


def split(item: Found, folded: str) -> list[Found]:
    """The number itself, but both of two capacities: "32/64GB" is no ratio."""
    number, unit = item.number, item.unit
    if number.total is None or unit is None or unit.rule not in _STORAGE:
        return [item]
    slash = folded.index("/", number.start)
    first = number._replace(end=slash, total=None)
    second = number._replace(start=slash + 1, value=number.total, total=None)
    return [Found(first, None, item.start), Found(second, unit, slash + 1)]


def _joined(first: Found, second: Found, between: str, *, among: bool) -> Found | None:
    """A range, a ratio or a share of two numbers, or None; `among` is said by the words between."""
    a, b = first.number, second.number
    if between == " " and b.value < 0 <= a.value:
        # "10% -15%": what was taken for a sign is the dash of the range.
        between, b = " -", b._replace(value=-b.value)
    if a.total is not None or b.total is not None or a.value_max is not None or b.value_max is not None:
        return None
    assert second.unit is not None
    same = first.unit is not None and first.unit.kind == second.unit.kind and _shares(first.unit, second.unit)
    if same and a.value < b.value and _TO.fullmatch(between):
        number = a._replace(value_max=b.value, end=b.end)
    elif same and _OF.fullmatch(between):
        number = a._replace(total=b.value, end=b.end)
    elif among and first.unit is None and not a.spelled and (part := _part(a, b)) <= b.value:
        number = a._replace(value=part, total=b.value, end=b.end)
    else:
        return None
    joined = Found(number, second.unit, first.start)
    joined.front = first.front
    return joined


def _shares(first: Unit, second: Unit) -> bool:
    """Whether two units are one; the second may say by what it is divided ("50 mg đến 80 mg/100 ml")."""
    return first.unit == second.unit or second.unit.startswith(f"{first.unit}/")


def _part(part: Number, whole: Number) -> int | float:
    """The part of a whole whose scale word it shares: "5.800 trên 12.180 tỷ"."""
    shared = part.value * 10**whole.scale
    return shared if not part.scaled and part.end - part.start > 1 and shared <= whole.value else part.value


def _is_calibre(first: Found, second: Found) -> bool:
    """Whether the two name one size: "7,62 x 54 mm"."""
    assert second.unit is not None
    return (
        second.unit.normalised == "mm"
        and isinstance(first.number.value, float)
        and isinstance(second.number.value, int)
    )

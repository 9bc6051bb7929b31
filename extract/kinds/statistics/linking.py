"""Links the numbers of a text: what shares a unit, and what makes one range or ratio."""

from extract.document import Document
from extract.kinds.statistics.cues import CueReader, Front
from extract.kinds.statistics.units import Unit, UnitReader
from extract.patterns import compiled
from extract.text.numbers import Number

_OF = compiled(r" ?/ ?")
_DIMENSION = compiled(r" ?[x×/*] ?")
# A total up to this may be that of a share without a noun ("chỉ bằng 2/3").
_SMALL = 10
_NEAR = 24
_SHARING = 40
_COUNTING = 60
_BREAKS = ".;:\n()"
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
        kept: list[Found] = []
        for item in reversed(found):
            if kept and self._joins(document.folded, item, kept):
                continue
            if kept and item.unit is None:
                self._share(document, item, kept[-1])
            if item.unit is not None or self._counted(document, item):
                kept.append(item)
        kept.reverse()
        return kept

    def _joins(self, folded: str, item: Found, kept: list[Found]) -> bool:
        """Whether the number and the next are one figure, which then takes the place of the next."""
        following = kept[-1]
        between = folded[item.end : following.start]
        if len(between) > _NEAR or following.unit is None:
            return False
        joined = self._joined(item, following, between)
        if joined is not None:
            kept[-1] = joined
            return True
        if item.unit is None and following.unit.kind == "measure" and _DIMENSION.fullmatch(between):
            item.unit = following.unit
            if _is_calibre(item, following):
                item.end = following.end
                kept.pop()
        return False

    def _joined(self, first: Found, second: Found, between: str) -> Found | None:
        """A range, a ratio or a share of two numbers, or None."""
        a, b = first.number, second.number
        if not (_is_single(a) and _is_single(b)):
            return None
        if between == " " and b.value < 0 <= a.value:
            # "10% -15%": what was taken for a sign is the dash of the range.
            between, b = " -", b._replace(value=-b.value)
        number = None
        if _share_unit(first, second):
            if a.value < b.value and self._cues.range.fullmatch(between):
                number = a._replace(value_max=b.value, end=b.end)
            elif _OF.fullmatch(between):
                number = a._replace(total=b.value, end=b.end)
        elif first.unit is None and between.strip() in self._cues.among:
            number = _part(a, b)
        if number is None:
            return None
        joined = Found(number, second.unit, first.start)
        joined.front = first.front
        return joined

    def _share(self, document: Document, item: Found, following: Found) -> None:
        """Give a bare number the unit of the next: "từ 94 xuống còn 59 phòng"."""
        unit, cues = following.unit, self._cues
        between = document.folded[item.end : following.start]
        if unit is None or item.number.spelled or len(between) > _SHARING or any(mark in between for mark in _BREAKS):
            return
        front = self.front(document, item, 0)
        chained = (front.level or front.change) and between.strip() in cues.chain
        listed = front.level and between.startswith(cues.both)
        sized = unit.kind != "count" and between in cues.both
        if chained or listed or sized or between in cues.either:
            item.unit = unit

    def _counted(self, document: Document, item: Found) -> bool:
        """Give a bare number the noun behind số ("số người chết là 120"), and a share an empty unit ("bằng 2/3")."""
        number = item.number
        if number.spelled:
            return False
        front = self.front(document, item, 0)
        if number.total is not None:
            named = front.level or front.compared or front.modifier
            if named and number.value < number.total <= _SMALL:
                item.unit = Unit(number.end, number.end, "ratio", "", "", rule="stat.share")
        elif front.level or front.change:
            start = max(document.sentence_at(item.start)[0], front.start - _COUNTING)
            unit = self._units.counted(document.text, document.folded, start, front.start)
            if unit is None and self._units.is_population(document.folded, front.start):
                unit = self._units.people(number.end)
            item.unit, item.end = unit, number.end
        return item.unit is not None

    def front(self, document: Document, item: Found, floor: int) -> Front:
        """What stands in front of the number, not beyond its sentence or `floor`; read once."""
        if item.front is None:
            sentence = document.sentence_at(item.start)[0]
            count = item.unit is not None and item.unit.kind == "count"
            locative = count and (item.number.spelled or item.number.value < 10)
            after_figure = floor > 0 and item.start - floor <= 6
            item.front = self._cues.front(document.folded, item.start, max(sentence, floor), locative or after_figure)
        return item.front


def split(item: Found, folded: str) -> list[Found]:
    """The number itself, but both of two capacities: "32/64GB" is no ratio."""
    number, unit = item.number, item.unit
    if number.total is None or unit is None or unit.rule not in _STORAGE:
        return [item]
    slash = folded.index("/", number.start)
    first = number._replace(end=slash, total=None)
    second = number._replace(start=slash + 1, value=number.total, total=None)
    return [Found(first, None, item.start), Found(second, unit, slash + 1)]


def _is_single(number: Number) -> bool:
    return number.total is None and number.value_max is None


def _share_unit(first: Found, second: Found) -> bool:
    """Whether two units are one; the second may say by what it is divided ("50 mg đến 80 mg/100 ml")."""
    if first.unit is None or second.unit is None or first.unit.kind != second.unit.kind:
        return False
    return first.unit.unit == second.unit.unit or second.unit.unit.startswith(f"{first.unit.unit}/")


def _part(part: Number, whole: Number) -> Number | None:
    """The part of a whole, whose scale word it may share ("5.800 trên 12.180 tỷ"); None where it is no part."""
    if part.spelled:
        return None
    shared = part.value * 10**whole.scale
    value = shared if not part.scaled and part.end - part.start > 1 and shared <= whole.value else part.value
    return part._replace(value=value, total=whole.value, end=whole.end) if value <= whole.value else None


def _is_calibre(first: Found, second: Found) -> bool:
    """Whether the two name one size: "7,62 x 54 mm"."""
    assert second.unit is not None
    millimetres = second.unit.normalised == "mm"
    return millimetres and isinstance(first.number.value, float) and isinstance(second.number.value, int)

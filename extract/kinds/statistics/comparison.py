"""How figures stand to each other and to what they are compared with: changes that go on, values replaced, bases."""

from extract.kinds.statistics.cues import CueReader
from extract.patterns import compiled
from extract.record import Base, Statistic

_PER = compiled(r"\A ?/[\p{L}/]+")


def inherit_change(cues: CueReader, statistic: Statistic, previous: Statistic, between: str) -> None:
    """In a list ("giảm 35 phòng và 105 lãnh đạo") and in brackets ("tăng 550 đồng (2%)") the change goes on."""
    if previous.change is None:
        return
    bracket = between.lstrip(" ") == "(" or (between.endswith(" (") and len(between) < 24)
    listed = previous.kind == statistic.kind == "count" and cues.listed.fullmatch(between) is not None
    if listed or (bracket and statistic.kind == "percentage"):
        statistic.change = previous.change


def replaces(cues: CueReader, previous: Statistic, statistic: Statistic, between: str, folded: str) -> bool:
    """Whether one value takes the other's place: "(từ) 85% lên 91,9%"."""
    same = previous.kind == statistic.kind and previous.unit == statistic.unit
    if not same or cues.from_before.search(folded, max(0, previous.start - 24), previous.start) is None:
        return False
    return _PER.sub("", between).strip() in cues.chain


def compared_with(cues: CueReader, folded: str, statistic: Statistic, ceiling: int) -> Base | None:
    """The words behind "so với", up to the end of the phrase or `ceiling`."""
    match = cues.base.match(folded, statistic.end, ceiling)
    if match is None:
        return None
    end = cues.base_end.search(folded, match.end(), ceiling)
    stop = end.start() if end else ceiling
    while stop > match.end() and folded[stop - 1] in " .,;":
        stop -= 1
    return Base(start=match.end(), end=stop, rule="stat.base") if stop > match.end() else None

"""Finds out from the article itself when it was written, as far as it tells, where the publication date is unknown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extract.kinds.dates.evidence import year_of_writing
from extract.kinds.dates.passage import Passage
from extract.kinds.dates.times import Time
from extract.kinds.dates.values import Point, shift_day

_LEAD = 900


@dataclass(slots=True, frozen=True)
class Reference:
    """When the article was written.

    Attributes:
        year, month, day: what is known of it.
        given: whether it is the publication date; else it was concluded from the text.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    given: bool = False

    @property
    def point(self) -> Point | None:
        """The day as a point, or None where day or month are unknown."""
        return Point(self.year, self.month, self.day) if self.month and self.day else None


def reference(published: date | None, times: Sequence[Time], passage: Passage) -> Reference:
    """The publication date, or else what the times of the article say about it."""
    if published is not None:
        return Reference(published.year, published.month, published.day, given=True)
    main = _main_day(times)
    if main is not None and main.year is not None:
        return Reference(main.year, main.month, main.day)
    year, month = year_of_writing(times, passage, main)
    if main is None:
        return Reference(year, month)
    return Reference(year, main.month, main.day if _is_certain(times, passage) else None)


def _is_certain(times: Sequence[Time], passage: Passage) -> bool:
    """Whether the day of the report can be told: not where "hôm 2/10", "hôm 5/10" look back from another."""
    days = [t for t in times if t.day is not None and t.month is not None and t.year is None]
    distinct = {(t.day, t.month) for t in days}
    return len(distinct) == 1 or not all(passage.folded.startswith("hôm ", t.start) for t in days)


def _main_day(times: Sequence[Time]) -> Point | None:
    """The day that the article reports from: one that it calls today, else the first that it names."""
    days = [t for t in times if t.day is not None and t.month is not None and not t.lunar]
    for time in days:
        if time.relative is not None and time.relative.unit == "day" and time.relative.anchor == "published":
            return shift_day(Point(time.year, time.month, time.day), -time.relative.shift)
    yearless = [t for t in days if t.year is None and t.tense <= 0]
    lead = [t for t in yearless if t.start < _LEAD and t.part is not None]
    chosen = lead[0] if lead else yearless[0] if yearless else None
    if chosen is None:
        return None
    last = chosen.until if isinstance(chosen.until, Time) else chosen
    point = Point(None, last.month, last.day)
    words = [
        t.relative
        for t in times
        if t.relative is not None and t.relative.unit == "day" and t.relative.anchor == "published"
    ]
    only_yesterday = any(w.shift == -1 for w in words) and not any(w.shift == 0 for w in words)
    return shift_day(point, 1) if only_yesterday else point

"""Finds out from the article itself when it was written, as far as it tells, where the publication date is unknown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import regex

from extract.kinds.dates.passage import Passage
from extract.kinds.dates.times import Time
from extract.kinds.dates.values import Point, shift_day
from extract.text.calendar import Lunar, to_solar

_YEARS = regex.compile(r"P(\d{1,2})Y")
_LEAD = 900
_BEFORE = 140
_NEAR = 70
_ANNIVERSARY = 5
_ANNIVERSARY_REACH = 2
_HALF_YEAR = 6
_OFTEN = 3
_FIRST, _LAST = 1900, 2100


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
    year, month = _year(_evidence(times, passage), main)
    if main is None:
        return Reference(year, month)
    if main.year is None and year is not None:
        later = month is not None and main.month is not None and month - main.month >= _HALF_YEAR
        main = Point(year + 1 if later else year, main.month, main.day)
    return Reference(main.year, main.month, main.day)


@dataclass(slots=True)
class _Evidence:
    """What the explicit years of an article say about the year in which it was written.

    Attributes:
        past: every year that is spoken of as past or present; the article is not older.
        months: the latest month of every such month, quarter or day, and whether it is a single month.
        certain: years that a comparison or the headline give away.
        named: how often each year stands alone.
        anniversaries: years that a beginning and a length of time add up to ("thành lập năm 2009 … 10 năm").
        following: years that are called the next one.
    """

    past: list[int] = field(default_factory=list)
    months: list[tuple[int, int, bool]] = field(default_factory=list)
    certain: list[int] = field(default_factory=list)
    named: Counter[int] = field(default_factory=Counter)
    anniversaries: list[int] = field(default_factory=list)
    following: list[int] = field(default_factory=list)


def _evidence(times: Sequence[Time], passage: Passage) -> _Evidence:
    found = _Evidence()
    beginnings: list[int] = []
    lengths: set[int] = set()
    celebrated: set[int] = set()
    headline_end = passage.folded.find("\n")
    for time in times:
        if time.duration:
            length = _YEARS.fullmatch(time.value or "")
            if length and int(length[1]) >= _ANNIVERSARY:
                lengths.add(int(length[1]))
                if passage.before("celebrated", time.start):
                    celebrated.add(int(length[1]))
            continue
        year, at = time.year, time.start
        if year is None or not _FIRST <= year <= _LAST:
            continue
        last = time.until if isinstance(time.until, Time) else time
        month = _last_month(last)
        if time.relative is not None and time.relative.unit == "period":
            found.certain.append(year + 1)
            continue
        if last is not time and month is None:
            continue
        sentence = max(passage.sentence_start(at), at - _BEFORE)
        if month is None and passage.before("compared", at):
            found.certain.append(year + 1)
        elif passage.before("next_year", at):
            found.following.append(year)
        elif passage.before("this_year", at) or passage.inside("hoped", sentence, at):
            found.past.append(year)
            found.certain.append(year)
        elif time.day is not None or not _is_planned(time, sentence, passage):
            found.past.append(year)
            if passage.inside("beginning", sentence, at):
                beginnings.append(year)
            if month is None:
                found.named[year] += 1
                if at < headline_end:
                    found.certain.append(year)
            elif time.until != "now":
                single = last.day is None and time.quarter is None and not time.months
                found.months.append((last.year or year, _solar_month(time, month), single))
    latest = max(found.past, default=0)
    sums = {begun + length for begun in beginnings for length in lengths}
    found.anniversaries = sorted(year for year in sums if latest <= year <= latest + _ANNIVERSARY_REACH)
    found.anniversaries += sorted(latest + length for length in celebrated if latest in beginnings)
    return found


def _is_planned(time: Time, sentence: int, passage: Passage) -> bool:
    """Whether the time lies in the future of the article, by the words around it."""
    at = time.start
    return (
        time.tense > 0
        or passage.before("coming", at) is not None
        or passage.inside("planned", max(sentence, at - _NEAR), at)
    )


def _year(evidence: _Evidence, main: Point | None) -> tuple[int | None, int | None]:
    """The year, and the latest month that the article knows of it, as far as the evidence bears it out."""
    candidates: list[tuple[int, int | None]] = [(year, None) for year in evidence.certain + evidence.anniversaries]
    candidates += [(year, None) for year, count in evidence.named.items() if count >= _OFTEN]
    latest = max(evidence.past, default=0)
    months = [entry for entry in evidence.months if entry[0] == latest]
    if months:
        year, month, single = max(months)
        if main is not None and main.month is not None and main.year is None:
            near = main.month >= month or month - main.month >= _HALF_YEAR
        else:
            near = not single
        if near:
            candidates.append((year, month))
    limit = min(evidence.following, default=None)
    if limit is not None:
        candidates = [candidate for candidate in candidates if candidate[0] < limit] + [(limit - 1, None)]
        latest = max((year for year in evidence.past if year < limit), default=0)
    year = max((year for year, _ in candidates), default=0)
    if year < latest or not candidates:
        return None, None
    return year, max((month for y, month in candidates if y == year and month is not None), default=None)


def _solar_month(time: Time, month: int) -> int:
    if not time.lunar or time.year is None:
        return month
    solar = to_solar(Lunar(time.year, time.month or 1, time.day or 1))
    return solar.month if solar else month


def _last_month(time: Time) -> int | None:
    if time.months:
        return time.months[1]
    if time.quarter:
        return time.quarter * 3
    return time.month


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

"""Completes times from the publication date and from the times mentioned before, and writes their values."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from extract.kinds.dates.anchoring import Reference
from extract.kinds.dates.passage import Passage
from extract.kinds.dates.times import Relative, Time
from extract.kinds.dates.values import Point, bounds_of_text, shift_day, shift_month, week_of
from extract.patterns import compiled
from extract.record import Date, DateType
from extract.text.calendar import Lunar, is_day, last_day, to_solar

_MONTHS = compiled(r"P(\d{1,2})M")
_PAST_HORIZON = 3
_WINTER_BEGINS, _WINTER_ENDS = 10, 3
# What "sẽ" says of a month that lies further back than this is of the year to come.
_LONG_PAST = 3
_BRACKET = 20
_NEAR_FEAST = 100
_NARRATIVE = 200
_HEAD = 8
_CLAUSE = 120
_LEAP_YEAR = 2000
_LONG_MONTH = 30
_LATE_DAYS = 10
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PRESENT = 2001
# From Monday to Friday, Saturday or Sunday.
_WEEK = range(4, 7)


class _Told(NamedTuple):
    """The last time that named its year: its sentence, the year and the month, and where it ends."""

    sentence: int
    year: int
    month: int | None
    end: int


class Resolver:
    """Resolves the times of one article, in order; it remembers what was mentioned."""

    def __init__(self, reference: Reference, passage: Passage) -> None:
        self._reference = reference
        self._passage = passage
        self._day: Point | None = None
        self._day_end = -_BRACKET
        self._day_lunar = False
        self._last_end = -1
        self._was_inferred = False
        self._month: Point | None = None
        self._year: int | None = None
        self._period: tuple[Point, Point | None] | None = None
        self._week: tuple[Point, Point] | None = None
        self._told: _Told | None = None
        self.warnings: list[str] = []

    def resolve(self, time: Time) -> Date:
        """The time as an item of the record."""
        item = self._resolve(time)
        item.inferred = self._is_inferred(time, item)
        if item.begin is not None:
            self._was_inferred = item.inferred
        self._last_end = time.end
        return item

    def _is_inferred(self, time: Time, item: Date) -> bool:
        """Whether the year of `item` is neither written in the text nor known from the day of publication."""
        if self._reference.given or item.begin is None or time.year is not None or time.value is not None:
            return False
        # "cùng ngày" behind "ngày 5/6/2020" is as certain as that.
        return self._was_inferred or time.relative is None or time.relative.anchor == "published"

    def _resolve(self, time: Time) -> Date:
        if time.duration:
            return self._duration(time)
        if time.value is not None:
            return self._fixed(time)
        if time.months:
            return self._spanning(time, *self._months_of_year(time, *time.months))
        if time.days:
            return self._spanning(time, *self._days_of_month(time, *time.days))
        away = time.relative and self._away(time, time.relative)
        return away or self._pointed(time, self._point(time))

    def _away(self, time: Time, relative: Relative) -> Date | None:
        """A period, decade or century by its distance, or a week from one that was told by its days; else None."""
        if relative.unit == "period":
            return self._same_period(time)
        if relative.unit in ("decade", "century"):
            return self._decade_or_century(time, relative)
        if relative.unit != "week" or self._week is None:
            return None
        first, last = (shift_day(point, 7 * relative.shift) for point in self._week)
        return self._spanning(time, first, last)

    def _pointed(self, time: Time, point: Point) -> Date:
        """A day, month, quarter or year, or an interval of them, with the clock or the part of the day."""
        if isinstance(time.until, Time):
            return self._interval(time, point, time.until)
        now = self._from_now(time)
        if now is not None:
            return self._interval(now, self._point(now), time)
        until_now = self._until_now(time, point) if time.until == "now" else None
        if until_now is not None:
            return until_now
        self._remember(time, point)
        if time.has_clock:
            return self._item(time, "time", _clocked(point, time), point, point)
        part = time.part if time.part and point.day is not None else ""
        return self._item(time, "date", point.value + part, point, point)

    def _item(self, time: Time, kind: DateType, value: str, first: Point | None, last: Point | None) -> Date:
        begin = first.days if first else None
        finish = begin if last is first else last.days if last else None
        if begin and finish and finish[1] < begin[0]:  # no such time: a slip of the writer, or not what was meant
            begin = finish = None
        return Date(
            start=time.start,
            end=time.end,
            rule=time.rule,
            type=kind,
            value=value,
            begin=begin[0].isoformat() if begin and finish else None,
            finish=finish[1].isoformat() if begin and finish else None,
        )

    # --- points

    def _point(self, time: Time) -> Point:
        if time.lunar:
            return self._lunar(time)
        if time.day is not None:
            return self._dated(time)
        if time.weekday is not None:
            return self._weekday(time)
        away = time.relative or time.month_word
        if away is not None:
            return self._relative(time, away)
        if time.has_clock and not (time.has_month or time.has_year):
            return self._day or self._reference.point or Point(self._reference.year)
        return self._part_of_year(time)

    def _part_of_year(self, time: Time) -> Point:
        """A season, quarter or month with its year, or the year alone."""
        year = self._year_of(time)
        if time.season:
            return Point(year if year is not None else self._reference.year, season=time.season)
        last = time.month or (time.quarter or 0) * 3
        first = time.month or last - 2
        if year is None and last:
            year = self._complete(time, first, last)
        return Point(year, quarter=time.quarter) if time.quarter else Point(year, time.month)

    def _dated(self, time: Time) -> Point:
        if time.month_word is not None:
            base = self._relative(time, time.month_word)
            return Point(base.year, base.month, time.day)
        if time.month is None:
            return self._day_alone(time)
        year = self._year_of(time)
        if year is None:
            year = self._complete(time, time.month, time.month)
        point = Point(year, time.month, time.day)
        self._warn(time, point)
        return point

    def _day_alone(self, time: Time) -> Point:
        """ "ngày 5": of the month of writing or the one beside it, else of the month spoken of."""
        reference = self._reference
        base = Point(reference.year, reference.month)
        if not reference.given:
            base = self._month or base
        else:
            day, today = time.day or 0, reference.day or 0
            if (time.tense > 0 and day < today) or (time.tense < 0 and day > today):
                base = shift_month(base, time.tense)
        return Point(base.year, base.month, time.day)

    def _warn(self, time: Time, point: Point) -> None:
        """Warn of a day that its month has not, and of a weekday that is not its own."""
        year, month, day = point.year, point.month or 1, point.day or 1
        if not is_day(year if year is not None else _LEAP_YEAR, month, day):
            self.warnings.append(f"there is no day {day}/{month}" + (f"/{year}" if year is not None else ""))
        elif time.weekday and time.year is not None and date(time.year, month, day).isoweekday() != time.weekday:
            self.warnings.append(f"{day}/{month}/{year} is no {_WEEKDAYS[time.weekday - 1]}")

    def _year_of(self, time: Time) -> int | None:
        if time.year is not None:
            return time.year
        word = time.year_word
        if word is None:
            return None
        if word.anchor == "mention":
            base = self._year if self._year is not None else self._reference.year
        else:
            base = self._reference.year
        return None if base is None else base + word.shift

    def _complete(self, time: Time, first_month: int, last_month: int) -> int | None:
        """The year of a month, or span of months, that stands without one."""
        near = self._reference
        narrated = self._narrated_year(time, first_month, last_month) if time.tense == 0 else None
        if narrated is not None or near.year is None or near.month is None:
            return near.year if narrated is None else narrated
        tense = time.tense or self._told_tense(time, near.month - last_month)
        if tense < 0:
            return near.year - (first_month > near.month)
        if tense > 0:
            return near.year + (last_month < near.month and not self._is_just_past(time))
        if near.month <= _WINTER_ENDS and first_month >= _WINTER_BEGINS:
            return near.year - (not self._future(time))
        if near.month >= _WINTER_BEGINS and last_month <= _WINTER_ENDS:
            return near.year + self._future(time)
        return near.year

    def _narrated_year(self, time: Time, first_month: int, last_month: int) -> int | None:
        """The year of the last time that named one, or the next, where the article still tells of it; else None."""
        near, told = self._reference.year, self._told
        if told is None:
            return None
        year = told.year + (told.month is not None and last_month < told.month)
        if near is not None and year > near:
            return None
        close = self._close(first_month, last_month)
        narrated = self._is_next_month(time, told, close) or self._is_of_long_ago(time, told, close)
        return year if narrated else None

    def _is_next_month(self, time: Time, told: "_Told", close: bool) -> bool:
        """Whether the sentence that named a month of a past year goes on with this one."""
        if told.month is None or told.sentence != self._passage.sentence(time.start) or self._future(time):
            return False
        if self._reference.year is not None:
            return told.year < self._reference.year
        # Where the year of writing is unknown, "hồi tháng 6" is the last June, whichever that is.
        return not (close and self._passage.before("back", time.start))

    def _is_of_long_ago(self, time: Time, told: "_Told", close: bool) -> bool:
        """Whether a year some time before that of writing is told of, and this is no month beside that of writing."""
        near = self._reference.year
        if near is None or told.year > near - _PAST_HORIZON or close:
            return False
        return told.sentence == self._passage.sentence(time.start) or self._follows(time, told)

    def _follows(self, time: Time, told: "_Told") -> bool:
        """Whether the last time before this one named its year, not far in front."""
        return told.end == self._last_end and time.start - self._last_end <= _NARRATIVE

    def _close(self, first_month: int, last_month: int) -> bool:
        """Whether the months lie next to the month of writing."""
        month = self._reference.month
        return month is not None and any((month - m) % 12 in (11, 0, 1) for m in range(first_month, last_month + 1))

    def _is_just_past(self, time: Time) -> bool:
        """Whether the day lies a few days back: written as one to come, published when it was over."""
        today = self._reference.point
        if today is None or today.days is None or time.day is None or time.month is None or today.year is None:
            return False
        days = Point(today.year, time.month, time.day).days
        return days is not None and 0 < (today.days[0] - days[0]).days <= _LATE_DAYS

    def _told_tense(self, time: Time, months_ago: int) -> int:
        """What the sentence says of a date without a year: -1 it is past, 1 it is to come; 0 where nothing is known."""
        if not self._reference.given:
            return 0
        start = self._clause(time)
        if self._passage.before("back", time.start) or self._passage.inside("was", start, time.start):
            return -1
        if self._passage.own("starts_hom", time) and not self._future(time):
            return -1
        return int(months_ago >= _LONG_PAST and self._passage.inside("will", start, time.start))

    def _future(self, time: Time) -> bool:
        """Whether the sentence up to the time speaks of what is to come."""
        return self._passage.inside("future", self._clause(time), time.start)

    def _clause(self, time: Time) -> int:
        """Where the words begin that tell when the time lies."""
        return max(self._passage.sentence_start(time.start), time.start - _CLAUSE)

    def _lunar(self, time: Time) -> Point:
        year = self._year_of(time)
        if year is None and self._beside_solar(time) and self._day is not None:
            return self._day
        solar = self._nearest_feast(time) if year is None else _solar(_lunar_day(time, year))
        if solar is None:
            return Point(None)
        return Point.of(solar) if time.day is not None else Point(solar.year, solar.month)

    def _nearest_feast(self, time: Time) -> date | None:
        """The solar day of a lunar date without a year: near the day spoken of last, else in the year of writing."""
        year = self._reference.year
        years = [] if year is None else range(year - 1, year + 2)
        days = [solar for solar in (_solar(_lunar_day(time, y)) for y in years) if solar is not None]
        near = self._anchor()
        if near is None or not days:
            return next((day for day in days if day.year == year), None)
        nearest = min(days, key=lambda day: abs((day - near).days))
        if abs((nearest - near).days) <= _NEAR_FEAST:
            return nearest
        return next((day for day in days if day.year == near.year), nearest)

    def _anchor(self) -> date | None:
        """The day spoken of last, if its year is known, else that of writing."""
        spoken = self._day if self._day is not None and self._day.year is not None else None
        anchor = spoken or self._reference.point
        return anchor.days[0] if anchor is not None and anchor.days else None

    def _beside_solar(self, time: Time) -> bool:
        """Whether the lunar date stands in brackets behind its solar one: "21-2 (tức mùng 6 Tết)"."""
        gap = time.start - self._day_end
        return (
            not self._day_lunar and 0 < gap <= _BRACKET and self._passage.between("equals", self._day_end, time.start)
        )

    def _weekday(self, time: Time) -> Point:
        point = self._reference.point
        if point is None or point.days is None or time.weekday is None:
            return Point(None)
        day = point.days[0]
        if time.week is not None:
            monday = day - timedelta(days=day.weekday()) + timedelta(weeks=time.week.shift)
            return Point.of(monday + timedelta(days=time.weekday - 1))
        back = (day.isoweekday() - time.weekday) % 7
        if time.tense > 0 or (time.tense == 0 and back and self._future(time)):
            return Point.of(day + timedelta(days=(7 - back) % 7 or (7 if time.tense > 0 else 0)))
        if time.tense < 0 and back == 0:
            back = 7
        return Point.of(day - timedelta(days=back))

    def _relative(self, time: Time, relative: Relative) -> Point:
        """The day, week, month, quarter or year that lies so far from that of writing, or from the one spoken of."""
        reference, shift = self._reference, relative.shift
        mention = relative.anchor == "mention"
        if relative.unit == "day":
            return self._day_away(time, shift, self._day if mention else None)
        if relative.unit == "week":
            return Point(None) if reference.point is None else week_of(reference.point, shift)
        if relative.unit == "month":
            base = self._month if mention else None
            return shift_month(base or Point(reference.year, reference.month), shift)
        if relative.unit == "quarter":
            return self._quarter_away(shift)
        narrated = self._year if mention or self._narrates(time, relative) else None
        year = reference.year if narrated is None else narrated
        return Point(None if year is None else year + shift)

    def _day_away(self, time: Time, shift: int, spoken: Point | None) -> Point:
        base = spoken or self._reference.point
        if base is None and self._passage.is_quoted(time.start):
            base = self._reference.told
        return self._reference.around if base is None else shift_day(base, shift)

    def _quarter_away(self, shift: int) -> Point:
        year, month = self._reference.year, self._reference.month
        if month is None or year is None:
            return Point(year)
        count = year * 4 + (month - 1) // 3 + shift
        return Point(count // 4, quarter=count % 4 + 1)

    def _narrates(self, time: Time, relative: Relative) -> bool:
        """Whether "năm sau" follows a past year just told ("Năm 2011, … Sang năm sau, …"), not the year of writing."""
        told = self._told
        return (
            relative.shift == 1
            and self._passage.own("ends_next_year", time) is not None
            and told is not None
            and (self._reference.year is None or told.year < self._reference.year - 1)
            and self._follows(time, told)
            and not self._future(time)
        )

    # --- spans of time

    def _duration(self, time: Time) -> Date:
        back = time.back
        reference = self._reference
        if back is not None and reference.year is not None and back.unit == "year":
            point = Point(reference.year + back.shift)
            return self._item(time, "date", point.value, point, point)
        if back is not None and reference.point is not None and back.unit in ("day", "week"):
            point = shift_day(reference.point, back.shift * (7 if back.unit == "week" else 1))
            return self._item(time, "date", point.value, point, point)
        if back is not None and reference.month is not None and back.unit == "month":
            point = shift_month(Point(reference.year, reference.month), back.shift)
            return self._item(time, "date", point.value, point, point)
        self._note_past_months(time)
        return self._item(time, "duration", time.value or "", None, None)

    def _note_past_months(self, time: Time) -> None:
        """ "6 tháng qua" in July or June is the period that the article reports on."""
        year, month = self._reference.year, self._reference.month
        length = _MONTHS.fullmatch(time.value or "")
        if length is None or year is None or month is None or not self._passage.folded.endswith(" qua", 0, time.end):
            return
        if month - 1 <= int(length[1]) <= month:
            self._period = (Point(year, 1), Point(year, int(length[1])))

    def _fixed(self, time: Time) -> Date:
        """Decades, centuries and years before Christ."""
        value = time.value or ""
        if isinstance(time.until, Time) and time.until.value:
            first, last = bounds_of_text(value), bounds_of_text(time.until.value)
            item = self._item(time, "interval", f"{value}/{time.until.value}", None, None)
        else:
            first = last = bounds_of_text(value)
            item = self._item(time, "date", value, None, None)
        if first and last:
            item.begin, item.finish = first[0].isoformat(), last[1].isoformat()
        return item

    def _decade_or_century(self, time: Time, relative: Relative) -> Date:
        """ "thế kỷ trước"; the twenty-first century is the present one where the article tells nothing else."""
        year = self._reference.year if self._reference.year is not None else _PRESENT
        if relative.unit == "century":
            value = f"{year // 100 + relative.shift:02d}XX"
        else:
            value = "XXXX" if self._reference.year is None else f"{year // 10 + relative.shift:03d}X"
        days = bounds_of_text(value)
        item = self._item(time, "date", value, None, None)
        if days:
            item.begin, item.finish = days[0].isoformat(), days[1].isoformat()
        return item

    def _spanning(self, time: Time, first: Point, last: Point) -> Date:
        if first == last:
            return self._item(time, "date", first.value, first, last)
        return self._item(time, "interval", f"{first.value}/{last.value}", first, last)

    def _months_of_year(self, time: Time, begin: int, finish: int) -> tuple[Point, Point]:
        """The first and the last month of a span such as "9 tháng đầu năm"."""
        year = self._year_of(time)
        first, last = Point(year, begin), Point(year, finish)
        if not self._is_to_come(first):
            self._period = (first, last)
        self._note_explicit(time, last)
        return first, last

    def _days_of_month(self, time: Time, begin: int, finish: int) -> tuple[Point, Point]:
        """The first and the last day of a span such as "10 ngày đầu tháng 6"; below zero they count from the end.

        Of a solar month they are no more than it has.
        """
        if time.lunar:
            last = self._lunar(replace(time, day=min(finish, _LONG_MONTH) if finish > 0 else _LONG_MONTH))
            return self._lunar(replace(time, day=begin)) if begin > 0 else shift_day(last, begin + 1), last
        base = self._point(time)
        if base.month is None:
            return base, base
        size = last_day(base.year if base.year is not None else 2001, base.month)
        first = Point(base.year, base.month, begin if begin > 0 else max(1, size + 1 + begin))
        return first, Point(base.year, base.month, min(finish, size) if finish > 0 else size + 1 + finish)

    def _interval(self, time: Time, first: Point, until: Time) -> Date:
        last = _end_year(first, self._point(until), until)
        first = _begin(first, last, until)
        last = _over_new_year(first, last, until)
        day, day_end = self._day, self._day_end
        self._remember(time, first)
        self._remember(until, last)
        if first != last:
            self._day, self._day_end = day, day_end
        if _is_a_week(first, last):
            self._week = (first, last)
        if first.quarter is not None or (first.month is not None and first.day is None):
            self._period = (first, last)
        begin = _clocked(first, time) if time.has_clock else first.value
        finish = _clocked(last, until) if until.has_clock else last.value
        return self._item(time, "interval", f"{begin}/{finish}", first, last)

    def _from_now(self, time: Time) -> Time | None:
        """ "nay" of "từ nay đến ngày 12/10", where the day of publication is known."""
        if not self._reference.given or not (time.has_day or time.has_month):
            return None
        match = self._passage.before("now_until", time.start)
        return match and Time(match.start(), time.end, time.rule, relative=Relative("day", 0))

    def _until_now(self, time: Time, first: Point) -> Date | None:
        """ "… đến nay" with the day of writing as its end, as fine as its beginning; None where that is unknown."""
        reference = self._reference
        match = self._passage.after("from", time.end)
        if reference.year is None or match is None or first.year is None or first.year > reference.year:
            return None
        time.end = match.end()
        self._remember(time, first)
        if time.relative is not None and time.relative.unit == "year":
            first = Point(first.year, 1)
        finer = first.day is not None or first == Point(reference.year)
        if finer and reference.point is not None:
            last = reference.point
        elif first.month is not None and reference.month is not None:
            last = Point(reference.year, reference.month)
        else:
            last = Point(reference.year)
        return self._item(time, "interval", f"{first.value}/{last.value}", first, last)

    def _same_period(self, time: Time) -> Date:
        """ "cùng kỳ": the period spoken of before, a year earlier or in the year that is named."""
        shift = time.relative.shift if time.relative else -1
        if self._period is None:
            year = (
                time.year
                if time.year is not None
                else (None if self._reference.year is None else self._reference.year + shift)
            )
            point = Point(year)
            return self._item(time, "date", point.value, point, point)
        first, last = self._period
        if time.year is not None and first.year is not None:
            shift = time.year - first.year
        first = (
            first.years_later(shift) if first.year is not None else Point(time.year, first.month, quarter=first.quarter)
        )
        if last is None:
            return self._item(time, "date", first.value, first, first)
        last = last.years_later(shift) if last.year is not None else Point(time.year, last.month, quarter=last.quarter)
        return self._item(time, "interval", f"{first.value}/{last.value}", first, last)

    # --- memory

    def _remember(self, time: Time, point: Point) -> None:
        if point.day is not None:
            self._day, self._day_end, self._day_lunar = point, time.end, time.lunar
        if point.month is not None:
            self._month = Point(point.year, point.month)
        if point.year is not None:
            self._year = point.year
        if point.day is None and point.week is None and (time.month or time.quarter or time.year) and not time.weekday:
            self._period = (point, None)
        self._note_explicit(time, point)

    def _is_to_come(self, point: Point) -> bool:
        """Whether a month begins behind the one of writing: nothing is reported of it yet."""
        near = self._reference
        return (near.year, near.month) == (point.year, near.month) and (point.month or 0) >= (near.month or 13)

    def _note_explicit(self, time: Time, point: Point) -> None:
        if time.year is None or point.year is None:
            return
        alone = point.month is None and point.quarter is None
        # A year alone sets the scene only at the head of its sentence ("Năm 1945, …").
        if alone and time.start - self._passage.sentence_start(time.start) > _HEAD:
            return
        self._told = _Told(self._passage.sentence(time.start), point.year, point.month, time.end)


def _solar(lunar: Lunar) -> date | None:
    solar = to_solar(lunar)
    return to_solar(lunar._replace(day=29)) if solar is None and lunar.day == _LONG_MONTH else solar


def _lunar_day(time: Time, year: int) -> Lunar:
    return Lunar(year, time.month or 1, time.day or 1, time.leap)


def _leaves_year_open(time: Time) -> bool:
    return not time.has_year and time.relative is None and time.weekday is None


def _end_year(first: Point, last: Point, until: Time) -> Point:
    """The end, not in a year before that of the beginning where it names none."""
    if first.year is None or last.year is None or not _leaves_year_open(until):
        return last
    return last.years_later(max(0, first.year - last.year))


def _begin(first: Point, last: Point, until: Time) -> Point:
    """The beginning, as fine as an end that is a day, and of the end's year where it has none."""
    if last.day is not None and first.month is None and first.year is not None:
        first = Point(first.year, 1, 1)
    elif last.day is not None and first.month is not None and first.day is None:
        first = Point(first.year, first.month, 1)
    if first.year is None and last.year is not None and until.year is not None:
        first = Point(last.year, first.month, first.day, first.quarter)
    return first


def _over_new_year(first: Point, last: Point, until: Time) -> Point:
    """The end, a year later where it would lie before the beginning: "từ tháng 11 đến tháng 2"."""
    turned = last.year is not None and last.year == first.year and until.year is None and _order(last) < _order(first)
    return last.years_later(1) if turned else last


def _is_a_week(first: Point, last: Point) -> bool:
    begin, end = first.days, last.days
    if first.day is None or last.day is None or not begin or not end:
        return False
    return (end[0] - begin[0]).days in _WEEK


def _order(point: Point) -> tuple[int, int]:
    return (point.month or (point.quarter or 1) * 3, point.day or 0)


def _clocked(point: Point, time: Time) -> str:
    """The value of a clock time on the day `point`, on the 24-hour clock."""
    hour = time.hour or 0
    if (
        (time.part in ("TAF", "TEV") and hour < 12)
        or (time.part == "TNI" and 6 <= hour < 12)
        or (time.part == "TMI" and hour < 4)
    ):
        hour += 12
    elif hour == 12 and time.part in ("TNI", "TMO"):
        hour = 0
    clock = f"T{hour:02d}:{time.minute or 0:02d}"
    if time.second is not None:
        clock += f":{time.second:02d}"
    return (point.value if point.day is not None else f"{Point(point.year).value}-XX-XX") + clock

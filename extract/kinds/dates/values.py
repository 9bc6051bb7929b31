"""Writes resolved times as TIMEX3 / ISO 8601 values with their first and last day."""

from dataclasses import dataclass
from datetime import date, timedelta

from extract.text.calendar import is_day, last_day, shift_months

# The weekdays of the calendar come round after as many years.
_CYCLE = range(2000, 2028)


@dataclass(slots=True, frozen=True)
class Point:
    """A calendar point; the finest part that is not None says how long it is. `year` None is an unknown year."""

    year: int | None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    week: int | None = None
    season: str | None = None

    @property
    def value(self) -> str:
        """The ISO value, "XXXX" for an unknown year."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.quarter is not None:
            return f"{year}-Q{self.quarter}"
        if self.week is not None:
            return f"{year}-W{self.week:02d}"
        if self.season is not None:
            return f"{year}-{self.season}"
        if self.month is None:
            return year if self.day is None else f"{year}-XX-{self.day:02d}"
        return f"{year}-{self.month:02d}" + (f"-{self.day:02d}" if self.day is not None else "")

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day, or None where they cannot be known."""
        year = self.year
        if year is None or not 1 <= year <= 9998:
            return None
        if self.quarter is not None:
            return date(year, self.quarter * 3 - 2, 1), date(year, self.quarter * 3, last_day(year, self.quarter * 3))
        if self.week is not None:
            monday = date.fromisocalendar(year, self.week, 1)
            return monday, monday + timedelta(days=6)
        if self.season is not None:
            return None
        if self.month is None:
            return None if self.day is not None else (date(year, 1, 1), date(year, 12, 31))
        if self.day is None:
            return date(year, self.month, 1), date(year, self.month, last_day(year, self.month))
        return (date(year, self.month, self.day),) * 2 if is_day(year, self.month, self.day) else None

    def years_later(self, years: int) -> "Point":
        """The same time of another year."""
        return Point(
            None if self.year is None else self.year + years, self.month, self.day, self.quarter, self.week, self.season
        )

    @staticmethod
    def of(day: date) -> "Point":
        """The point of a day."""
        return Point(day.year, day.month, day.day)


def shift_day(point: Point, days: int) -> Point:
    """The day `days` after `point`; the year stays unknown if it is."""
    if point.month is None or point.day is None:
        return point
    year = point.year if point.year is not None else 2000
    if not is_day(year, point.month, point.day):
        return point
    moved = date(year, point.month, point.day) + timedelta(days=days)
    return Point(moved.year if point.year is not None else None, moved.month, moved.day)


def shift_month(point: Point, months: int) -> Point:
    """The month that lies `months` after the one of `point`."""
    if point.month is None:
        return Point(point.year)
    year, month = shift_months(point.year if point.year is not None else 2000, point.month, months)
    return Point(year if point.year is not None else None, month)


def week_of(point: Point, weeks: int) -> Point:
    """The ISO week that lies `weeks` after the one of the day `point`; an unknown year where it has no day or year.

    In which week a day without a year lies is known within one: that of most years is taken, and no other is told
    from it.
    """
    if point.year is None and point.month is not None and point.day is not None and weeks == 0:
        days_of_years = [date(y, point.month, point.day) for y in _CYCLE if is_day(y, point.month, point.day)]
        numbers = [day.isocalendar().week for day in days_of_years]
        return Point(None, week=max(sorted(set(numbers)), key=numbers.count, default=None))
    days = point.days
    if days is None or point.day is None:
        return Point(None)
    iso = (days[0] + timedelta(weeks=weeks)).isocalendar()
    return Point(iso.year, week=iso.week)


def bounds_of_text(value: str) -> tuple[date, date] | None:
    """The days of a decade ("199X") or century ("19XX")."""
    if len(value) != 4 or not value[:2].isdigit() or not value.endswith("X"):
        return None
    first = int(value.replace("X", "0"))
    last = int(value.replace("X", "9"))
    return (date(first, 1, 1), date(last, 12, 31)) if first >= 1 else None

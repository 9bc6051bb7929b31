"""A time expression as it is read, before the article's context completes it."""

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["published", "mention"]


@dataclass(slots=True)
class Relative:
    """A time counted from another: `shift` units after (before, if negative) the anchor's own."""

    unit: str
    shift: int
    anchor: Anchor = "published"


@dataclass(slots=True)
class Time:
    """What an expression says of the calendar; what it leaves out is None.

    Attributes:
        start, end: the span in the normalised text.
        rule: the id of the rule that found it.
        year, month, day: numbers as written; a lunar date's are lunar.
        year_word: the year as a relative ("năm ngoái").
        relative: the whole time as a relative ("hôm qua", "tuần trước").
        weekday: ISO number, 1 is Monday.
        week: with a weekday, the week as a relative.
        quarter: 1 to 4.
        months: first and last month of a span of months within the year.
        days: first and last day of a span of days within the month.
        season: the TIMEX3 letters (SP, SU, FA, WI).
        hour, minute, second: the clock.
        part: the TIMEX3 part of the day.
        lunar: whether the date is of the lunar calendar.
        leap: whether its month is the doubled one of a leap year.
        value: the value where it needs no context (durations, decades, centuries).
        back: for a duration, how many `unit`s it lies back ("3 năm trước" is a year), else None.
        until: the other end of an interval, or "now".
        tense: -1 where words put the time in the past ("vừa qua"), 1 in the future ("tới"), else 0.
        sure: whether the form alone makes it a date; the others need support by their context.
    """

    start: int
    end: int
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_word: Relative | None = None
    month_word: Relative | None = None
    relative: Relative | None = None
    weekday: int | None = None
    week: Relative | None = None
    quarter: int | None = None
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    season: str | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    part: str | None = None
    lunar: bool = False
    leap: bool = False
    value: str | None = None
    duration: bool = False
    back: Relative | None = None
    until: "Time | Literal['now'] | None" = None
    tense: int = 0
    sure: bool = True

    @property
    def has_clock(self) -> bool:
        """Whether a clock time is part of it."""
        return self.hour is not None

    def is_relative(self, unit: str) -> bool:
        """Whether the whole time is a relative of the unit."""
        return self.relative is not None and self.relative.unit == unit

    @property
    def has_day(self) -> bool:
        """Whether it names a day, by number, weekday or distance."""
        return self.day is not None or self.weekday is not None or self.is_relative("day")

    @property
    def has_month(self) -> bool:
        """Whether it names a month."""
        return self.month is not None or self.month_word is not None

    @property
    def has_year(self) -> bool:
        """Whether it names a year, by number or distance."""
        return self.year is not None or self.year_word is not None

    @property
    def is_whole(self) -> bool:
        """Whether it tells its year, or needs none, so that it says the same whenever the article was written."""
        if self.value is not None:
            return self.back is None
        if self.relative or self.month_word or (self.weekday and not self.day):
            return False
        return self.year is not None and (self.until is None or (isinstance(self.until, Time) and self.until.is_whole))

    @property
    def is_clock_only(self) -> bool:
        """Whether it is a clock time (or a part of the day) without a date."""
        return self.has_clock and not (self.has_day or self.has_month or self.has_year or self.relative)

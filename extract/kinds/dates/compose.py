"""Puts neighbouring times together: a clock time and its day, "hôm nay (22-10)", both ends of an interval."""

from itertools import pairwise

from extract.kinds.dates.passage import Passage
from extract.kinds.dates.times import Time

_TOUCH = 10
_GAP = 17


def compose(times: list[Time], passage: Passage) -> list[Time]:
    """The times with neighbours merged and intervals joined, in order."""
    merged: list[Time] = []
    for time in times:
        if merged and _merge(merged[-1], time, passage):
            continue
        merged.append(time)
    for time in merged:
        _take_suffix(time, passage)
    for following, time in pairwise(reversed(merged)):
        if passage.between("listed", time.end, following.start):
            _complete(time, following)
    joined: list[Time] = []
    for time in merged:
        if joined and _join(joined[-1], time, passage):
            continue
        joined.append(time)
    for time in joined:
        now = None if time.duration or time.until else passage.after("from", time.end)
        if now and not time.is_clock_only:
            time.until = "now"
    return joined


def _merge(left: Time, right: Time, passage: Passage) -> bool:
    """Merge `right` into `left` where both are one expression; whether they are."""
    if right.start - left.end > _TOUCH or left.duration or right.duration:
        return False
    if right.has_clock:
        return _merge_clock(left, right, passage)
    if left.is_clock_only:
        return _merge_day(left, right, passage)
    if left.until is not None or right.until is not None:
        return False
    if left.is_relative("period"):
        return _merge_year(left, right, passage)
    opened = "(" in passage.folded[left.end : right.start]
    if opened and passage.folded[right.end : right.end + 1] != ")":
        return False
    if left.day is None:
        return _spell_out(left, right, passage, opened) or _take_relative_year(left, right, passage)
    return (
        _take_weekday(left, right, passage, opened)
        or _take_relative_month(left, right, passage)
        or _take_relative_year(left, right, passage)
    )


def _merge_clock(left: Time, right: Time, passage: Passage) -> bool:
    """ "tối nay lúc 8 giờ": the day in front, and its part, belong to the clock time."""
    if left.has_clock or left.until is not None or not left.has_day or not right.is_clock_only:
        return False
    if not passage.between("at", left.end, right.start) and not _is_dateline(left, right, passage):
        return False
    left.hour, left.minute, left.second = right.hour, right.minute, right.second
    left.part = right.part or left.part
    if isinstance(right.until, Time):
        end = right.until
        _copy_date(end, left)
        left.until = end
    left.end, left.sure = right.end, True
    return True


def _is_dateline(day: Time, clock: Time, passage: Passage) -> bool:
    """Whether a day and a clock time stand side by side as in a dateline: "14/7/2019 | 21:15"."""
    if clock.minute is None or not passage.between("marks", day.end, clock.start):
        return False
    return day.year is not None or passage.folded[day.end : clock.start] == " "


def _merge_day(clock: Time, day: Time, passage: Passage) -> bool:
    """ "8h, ngày 5/6"."""
    follows = day.has_day and day.until is None and passage.between("clock_day", clock.end, day.start)
    return follows and _date_clock(clock, day)


def _merge_year(period: Time, year: Time, passage: Passage) -> bool:
    """ "cùng kỳ năm 2018"."""
    if year.year is None or year.has_month or not passage.between("of", period.end, year.start):
        return False
    period.year, period.end = year.year, year.end
    return True


def _date_clock(clock: Time, day: Time) -> bool:
    """Give a clock time the day behind it."""
    _take_date(clock, day)
    if isinstance(clock.until, Time):
        _take_date(clock.until, day)
    clock.sure = True
    return True


def _spell_out(left: Time, right: Time, passage: Passage, opened: bool) -> bool:
    """ "hôm nay (22-10)", "thứ Sáu, ngày 5/6": the day in figures behind one in words; whether it is one."""
    if not left.has_day or right.day is None or not passage.between("same_day", left.end, right.start):
        return False
    if right.month is None and not right.sure:
        return False
    relative, part, weekday = left.relative, left.part, left.weekday
    _take_date(left, right)
    left.end += opened
    left.relative, left.part, left.weekday = relative, part or right.part, weekday or right.weekday
    left.sure = True
    return True


def _take_weekday(left: Time, right: Time, passage: Passage, opened: bool) -> bool:
    """ "5/6 (thứ Sáu)"."""
    if right.weekday is None or right.day is not None or left.weekday is not None:
        return False
    if not passage.between("day_weekday", left.end, right.start):
        return False
    left.weekday, left.end, left.sure = right.weekday, right.end + opened, True
    return True


def _take_relative_month(left: Time, right: Time, passage: Passage) -> bool:
    """ "ngày 5 tháng này"."""
    if left.month is not None or not right.is_relative("month") or not passage.between("of", left.end, right.start):
        return False
    left.month_word, left.end, left.sure = right.relative, right.end, True
    return True


def _take_relative_year(left: Time, right: Time, passage: Passage) -> bool:
    """ "tháng 6, năm ngoái"."""
    if not left.has_month or left.has_year or not right.is_relative("year"):
        return False
    if not passage.between("of_year", left.end, right.start):
        return False
    left.year_word, left.end, left.sure = right.relative, right.end, True
    return True


def _take_date(time: Time, other: Time) -> None:
    """Give `time` the date of `other`, and its end."""
    time.end = other.end
    time.year, time.month, time.day = other.year, other.month, other.day
    time.year_word, time.month_word, time.relative = other.year_word, other.month_word, other.relative
    time.weekday, time.week, time.tense = other.weekday, other.week, other.tense
    time.lunar, time.leap = other.lunar, other.leap
    time.part = time.part or other.part


def _lacks_month(time: Time) -> bool:
    return time.day is not None and time.month is None and time.month_word is None and time.until is None


def _complete(time: Time, following: Time) -> None:
    """Give a day its month, a clock time its day, a month or quarter its year, from the next of a list.

    "đêm 20 và rạng sáng 21-5" names one month, "lúc 7h và 9h ngày 4/6" one day, "tháng 1 và tháng 2 năm 1999" one year.
    """
    if time.is_clock_only:
        if following.has_clock and following.has_day:
            part = time.part
            _copy_date(time, following)
            time.part = part
    elif _lacks_month(time):
        if following.has_day and following.month is not None:
            time.month, time.year, time.year_word = following.month, following.year, following.year_word
            time.lunar, time.leap = following.lunar, following.leap
    elif _is_same_form(time, following) and not time.has_year and time.until is None and not time.lunar:
        time.year, time.year_word = following.year, following.year_word


def _is_same_form(time: Time, following: Time) -> bool:
    """Whether two of a list are days, months or quarters that follow each other within a year."""
    return (
        (time.day is None) == (following.day is None)
        and (time.month is None) == (following.month is None)
        and (time.quarter is None) == (following.quarter is None)
        and bool(time.month or time.quarter)
        and (time.month or 0, time.quarter or 0, time.day or 0)
        < (following.month or 0, following.quarter or 0, following.day or 0)
    )


def _take_suffix(time: Time, passage: Passage) -> None:
    """Words behind: the part of the day of a clock time, "vừa qua" and "tới" of a date."""
    if time.is_clock_only:
        match = passage.after("clock", time.end)
        if match:
            time.end, time.sure = match.end(), True
            time.part = passage.part_of_day(match["part"])
    elif _takes_tense(time):
        _take_tense(time, passage)


def _takes_tense(time: Time) -> bool:
    if time.duration or time.until or time.relative or time.tense or time.year_word:
        return False
    return time.has_day or time.has_month or time.quarter is not None


def _take_tense(time: Time, passage: Passage) -> None:
    """ "tháng 6 vừa qua", "ngày 10/6 tới"; not "tháng 6 tới nay", "tháng 6 tới 2020", "tháng 6 tới Huế"."""
    match = passage.after("date", time.end)
    if match is None:
        return
    if match["next"]:
        behind = passage.text[match.end() : match.end() + 2][1:]
        if passage.after("from", time.end) or behind.isupper() or behind.isdigit():
            return
    time.end, time.sure = match.end(), True
    time.tense = -1 if match["past"] else 1 if match["next"] else 0


def _join(left: Time, right: Time, passage: Passage) -> bool:
    """Make `left` the interval from `left` to `right` where the gap says so; whether it does."""
    if not _may_join(left, right, passage):
        return False
    if left.is_clock_only:
        _copy_date(left, right)
    elif right.is_clock_only:
        _copy_date(right, left)
    if left.day is not None and left.month is None:
        left.month, left.month_word = right.month, right.month_word
    if left.day is not None or left.has_month or left.quarter:
        _share_year(left, right)
    left.sure = right.sure = left.sure or right.sure
    left.until, left.end = right, right.end
    return True


def _may_join(left: Time, right: Time, passage: Passage) -> bool:
    """Whether neither is an interval yet, and what stands between them joins ends that fit together."""
    if right.start - left.end > _GAP or left.until is not None or right.until is not None:
        return False
    return passage.between("ends", left.end, right.start) and _are_ends(left, right, passage)


def _are_ends(left: Time, right: Time, passage: Passage) -> bool:
    """Whether both may be ends of one interval; "đến hết" also joins a day or month to a longer time."""
    return _same_class(left, right) or (passage.inside("to_end", left.end, right.start) and _ends_with(left, right))


def _ends_with(left: Time, right: Time) -> bool:
    """Whether a day, month or quarter runs to the end of a longer time: "15/8 đến hết năm 2019"."""
    return bool((left.day or left.month or left.quarter) and (right.year or right.month or right.quarter)) and not (
        right.day or left.has_clock or right.has_clock
    )


def _share_year(left: Time, right: Time) -> None:
    if left.has_year or not right.has_year:
        return
    left.year, left.year_word = right.year, right.year_word
    if left.year is not None and left.month and right.month and left.month > right.month:
        left.year -= 1


def _copy_date(time: Time, other: Time) -> None:
    end = time.end
    _take_date(time, other)
    time.end = end


def _same_class(left: Time, right: Time) -> bool:
    """Whether the two are of such kinds that the one may run to the other."""
    kinds = _kind(left), _kind(right)
    if kinds in _JOINED:
        return True
    if kinds == ("day", "clock"):
        return right.has_day
    return kinds[1] == "day" and right.day is not None and _names_year_or_month(left, kinds[0])


_JOINED = frozenset(
    {
        ("clock", "clock"), ("value", "value"), ("day", "day"),
        ("quarter", "quarter"), ("quarter", "month"), ("month", "quarter"), ("month", "month"),
        ("month", "year"), ("year", "month"), ("year", "year"),
    }
)  # fmt: skip
"""The kinds of the ends of an interval that fit together whatever else they say."""


def _kind(time: Time) -> str | None:
    """How fine a time is; None where it is a length or names nothing."""
    if time.duration:
        return None
    if time.has_clock:
        return "clock"
    if time.value:
        return "value"
    if time.has_day:
        return "day"
    if time.quarter:
        return "quarter"
    if time.has_month:
        return "month"
    return "year" if _names_year(time) else None


def _names_year(time: Time) -> bool:
    return time.year is not None or time.is_relative("year") or time.is_relative("month")


def _names_year_or_month(time: Time, kind: str | None) -> bool:
    return kind in ("month", "year") or (kind == "quarter" and time.year is not None)

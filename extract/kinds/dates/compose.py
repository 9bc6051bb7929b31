"""Puts neighbouring times together: a clock time and its day, "hôm nay (22-10)", both ends of an interval."""

from itertools import pairwise

from extract.kinds.dates.passage import Passage
from extract.kinds.dates.times import Time

_TOUCH = 10
_GAP = 17
_AT = {" lúc ", " vào lúc ", ", lúc ", ", vào lúc ", " từ ", ", từ ", " hồi "}
# Between the date and the clock of a dateline.
_MARKS = {" ", " | ", " - ", " – ", " • ", " · ", ", ", "|", " / "}
_OF = (" ", " của ")
_SAME_DAY = {" ", ", ", ",", " - ", " (", "(", " tức "}


def compose(times: list[Time], passage: Passage) -> list[Time]:
    """The times with neighbours merged and intervals joined, in order."""
    merged: list[Time] = []
    for time in times:
        if merged and _merge(merged[-1], time, passage.folded):
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


def _merge(left: Time, right: Time, folded: str) -> bool:
    """Merge `right` into `left` where both are one expression; whether they are."""
    if right.start - left.end > _TOUCH or left.duration or right.duration:
        return False
    gap = folded[left.end : right.start]
    if right.has_clock:
        return _merge_clock(left, right, gap)
    if left.is_clock_only:
        return gap in (" ", ", ", ",") and right.has_day and right.until is None and _date_clock(left, right)
    if left.until is not None or right.until is not None:
        return False
    if _is_relative(left, "period"):
        return gap in _OF and right.year is not None and not right.has_month and _take_year(left, right)
    closing = "(" in gap
    if closing and folded[right.end : right.end + 1] != ")":
        return False
    if left.has_day and left.day is None and right.day is not None and gap in _SAME_DAY:
        return _spell_out(left, right, closing)
    if left.day is None:
        return left.has_month and not left.has_year and gap in (*_OF, ", ") and _take_relative_year(left, right)
    if right.weekday is not None and right.day is None and left.weekday is None and gap in (" (", ", "):
        left.weekday, left.end, left.sure = right.weekday, right.end + closing, True
        return True
    if left.month is None and _is_relative(right, "month") and gap in _OF:
        left.month_word, left.end, left.sure = right.relative, right.end, True
        return True
    return left.has_month and not left.has_year and gap in (*_OF, ", ") and _take_relative_year(left, right)


def _merge_clock(left: Time, right: Time, gap: str) -> bool:
    """ "tối nay lúc 8 giờ": the day in front, and its part, belong to the clock time."""
    if left.has_clock or left.until is not None or not left.has_day or not right.is_clock_only:
        return False
    dateline = gap in _MARKS and right.minute is not None and (left.year is not None or gap == " ")
    if gap not in _AT and not dateline:
        return False
    left.hour, left.minute, left.second = right.hour, right.minute, right.second
    left.part = right.part or left.part
    if isinstance(right.until, Time):
        end = right.until
        _copy_date(end, left)
        left.until = end
    left.end, left.sure = right.end, True
    return True


def _date_clock(clock: Time, day: Time) -> bool:
    """Give a clock time the day behind it."""
    _take_date(clock, day)
    if isinstance(clock.until, Time):
        _take_date(clock.until, day)
    clock.sure = True
    return True


def _spell_out(left: Time, right: Time, closing: bool) -> bool:
    """ "hôm nay (22-10)", "thứ Sáu, ngày 5/6": the day in figures behind one in words; whether it is one."""
    if right.month is None and not right.sure:
        return False
    relative, part, weekday = left.relative, left.part, left.weekday
    _take_date(left, right)
    left.end += closing
    left.relative, left.part, left.weekday = relative, part or right.part, weekday or right.weekday
    left.sure = True
    return True


def _take_year(left: Time, right: Time) -> bool:
    left.year, left.end = right.year, right.end
    return True


def _take_relative_year(left: Time, right: Time) -> bool:
    if not _is_relative(right, "year"):
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
        return
    if (
        time.duration
        or time.until
        or time.relative
        or time.tense
        or not (time.has_day or time.has_month or time.quarter)
    ):
        return
    match = passage.after("date", time.end)
    if match is None or time.year_word:
        return
    if match["next"] == "tới" and passage.after("from", time.end):
        return
    behind = passage.text[match.end() : match.end() + 2]
    if match["next"] and len(behind) == 2 and (behind[1].isupper() or behind[1].isdigit()):
        return
    time.end, time.sure = match.end(), True
    time.tense = -1 if match["past"] else 1 if match["next"] else 0


def _join(left: Time, right: Time, passage: Passage) -> bool:
    """Make `left` the interval from `left` to `right` where the gap says so; whether it does."""
    gap = right.start - left.end
    if (
        gap > _GAP
        or left.until is not None
        or right.until is not None
        or not passage.between("ends", left.end, right.start)
    ):
        return False
    last = "hết" in passage.folded[left.end : right.start]
    if not (_same_class(left, right) or (last and _ends_with(left, right))):
        return False
    if left.has_clock and right.has_clock:
        if left.is_clock_only:
            _copy_date(left, right)
        elif right.is_clock_only:
            _copy_date(right, left)
    if left.day is not None:
        if left.month is None:
            left.month, left.month_word = right.month, right.month_word
        _share_year(left, right)
    elif left.has_month or left.quarter:
        _share_year(left, right)
    if left.day is not None and left.month is None and left.month_word is None and right.month is not None:
        return False
    left.sure = right.sure = left.sure or right.sure
    left.until, left.end = right, right.end
    return True


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
    if left.duration or right.duration:
        return False
    if left.has_clock or right.has_clock:
        return (left.has_clock and right.has_clock) or (left.has_day and right.has_day and right.has_clock)
    if left.value or right.value:
        return bool(left.value and right.value)
    if left.has_day and right.has_day:
        return True
    if left.has_day:
        return False
    if right.has_day:
        return right.day is not None and _names_year_or_month(left)
    if left.quarter or right.quarter:
        return bool(left.quarter or left.has_month) and bool(right.quarter or right.has_month)
    if left.has_month and right.has_month:
        return True
    return _names_year_or_month(left) and _names_year_or_month(right)


def _names_year_or_month(time: Time) -> bool:
    return (
        time.year is not None
        or time.has_month
        or (time.relative is not None and time.relative.unit in ("year", "month"))
    )


def _is_relative(time: Time, unit: str) -> bool:
    return time.relative is not None and time.relative.unit == unit

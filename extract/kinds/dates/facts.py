"""What the decisions of `rules/dates/decisions.yaml` may ask of a time where it stands."""

from collections.abc import Callable, Mapping

from extract.kinds.dates.passage import Passage
from extract.kinds.dates.times import Time
from extract.patterns import compiled

Fact = Callable[[Time, Passage], bool]

_FAR = 120
_FIGURE_BEFORE, _FIGURE_BEHIND = 14, 25
_HALF_DAY, _EARLY, _WHOLE_DAY, _SUNDAY = 12, 6, 24, 7
_YEARS, _MODERN_YEARS = range(1600, 2100), range(1900, 2100)
_SOME_MONTHS = compiled(r"P(?:[2-9]|1[01])M")


def _end(time: Time) -> Time | None:
    return time.until if isinstance(time.until, Time) else None


def _day(time: Time | None) -> int:
    return (time.day if time else None) or 0


def _falls(time: Time | None) -> bool:
    """Whether "9/6", if it were a fraction, would be more than one: no share of anything."""
    return time is not None and _day(time) > (time.month or 0)


def _capital(time: Time, passage: Passage) -> bool:
    """Whether it begins large behind another word, as only names and titles do."""
    return passage.is_capital_within(time.start)


def _titled(time: Time, passage: Passage) -> bool:
    """Whether it stands in the title of a work: "tập thơ Chiều tháng Ba"."""
    match = passage.before("titled", time.start)
    return match is not None and passage.text[match.start("title")].isupper()


def _repeated(time: Time, passage: Passage) -> bool:
    """Whether it comes again and again: "mỗi thứ Hai"; not behind a name, "bà Hằng hôm qua"."""
    match = None if time.day and time.year else passage.before("repeated", time.start)
    in_front = match is not None and not passage.is_capital_within(match.start())
    return in_front or passage.after("repeated", time.end) is not None


def _in_award(time: Time, passage: Passage) -> bool:
    quoted = '"' in passage.folded[time.end : time.end + 2]
    return quoted and passage.before("award", time.start, _FAR) is not None


def _alone(time: Time, passage: Passage) -> bool:
    """Whether it is the whole text: then nothing but a time is meant. "3 giờ" may still be a length."""
    first, last = passage.bounds
    whole = time.start <= first and time.end >= last
    return whole and not passage.inside("hours_last", 0, len(passage.folded))


def _daily(time: Time, passage: Passage) -> bool:
    """Whether it is a part of every day: "giờ cao điểm 6h-9h"."""
    written = time.sure or time.until is not None
    return written and passage.before("daily", time.start, _FAR) is not None


def _ended(time: Time, passage: Passage) -> bool:
    """Whether what follows is no counted noun: an end, a function word, or a name."""
    following = passage.text[time.end : time.end + 2]
    return passage.after("end", time.end) is not None or (following[:1] == " " and following[1:].isupper())


def _behind_name(time: Time, passage: Passage) -> bool:
    """Whether the word in front is a capitalised one: "Vietnam Open 2019"."""
    words, space, _ = passage.text[max(0, time.start - _FIGURE_BEHIND) : time.start].rpartition(" ")
    name = words.rpartition(" ")[2].lstrip("(\"'")
    return bool(space) and passage.folded[time.start - 1] == " " and name[:1].isupper() and name.isalpha()


def _figurative(time: Time, passage: Passage) -> bool:
    return passage.inside("figurative", max(0, time.start - _FIGURE_BEFORE), time.end + _FIGURE_BEHIND)


def _large_weekday(time: Time, passage: Passage) -> bool:
    """Whether the day is written large: "ngày thứ Hai"; "ngày thứ hai" is rather the second day."""
    match = passage.own("holds_weekday", time)
    return match is not None and passage.text[match.start("name")].isupper()


def _large_may(time: Time, passage: Passage) -> bool:
    match = passage.own("ends_may", time)
    return match is not None and passage.text[match.start()].isupper()


SHAPES: Mapping[str, Fact] = {
    "sure": lambda time, _: time.sure,
    "yearless": lambda time, _: time.year is None,
    "range": lambda time, _: time.until is not None,
    "late day": lambda time, _: _day(time) > _HALF_DAY,
    "late end": lambda time, _: _day(_end(time)) > _HALF_DAY,
    "falling": lambda time, _: _falls(time),
    "falling end": lambda time, _: _falls(_end(time)),
    "fraction": lambda time, _: _day(time) < min(time.month or 0, _HALF_DAY + 1),
    "ended": _ended,
    "repeated": _repeated,
    "nameable": lambda time, _: time.year is None and not time.has_clock,
    "long": lambda time, _: time.day is None and bool(time.month or time.season),
    "capital": _capital,
    "titled": _titled,
    "in award": _in_award,
    "alone": _alone,
    "daily": _daily,
    "part": lambda time, _: time.part is not None,
    "end part": lambda time, _: getattr(_end(time), "part", None) is not None,
    "seconds": lambda time, _: time.second is not None,
    "minutes": lambda time, _: time.minute is not None,
    "full hour": lambda time, _: not time.minute,
    "late hour": lambda time, _: (time.hour or 0) > _HALF_DAY,
    "early hour": lambda time, _: (time.hour or 0) < _EARLY,
    "hour 24": lambda time, _: time.hour == _WHOLE_DAY,
    "week": lambda time, _: time.week is not None,
    "sunday": lambda time, _: time.weekday == _SUNDAY,
    "large weekday": _large_weekday,
    "part of period": lambda time, _: time.rule.startswith("date.part-of"),
    "heads sentence": lambda time, passage: passage.sentence_start(time.start) == time.start,
    "figurative": _figurative,
    "decade": lambda time, _: time.value is not None,
    "month": lambda time, _: time.month is not None,
    "year": lambda time, _: time.year is not None,
    "large may": _large_may,
    "likely year": lambda time, _: time.year in _YEARS,
    "modern year": lambda time, _: time.year in _MODERN_YEARS,
    "behind name": _behind_name,
    "some months": lambda time, _: _SOME_MONTHS.fullmatch(time.value or "") is not None,
    "compares": lambda _, passage: passage.compares,
}
"""The shapes of times, by name; each of the others is a cue of `rules/dates/context.yaml`."""

"""Weighs the words around a time: which forms are dates here, and which are scores, fractions, names or rates."""

from collections.abc import Callable

from extract.kinds.dates.decisions import Decisions
from extract.kinds.dates.passage import Passage
from extract.kinds.dates.times import Relative, Time

_Day = tuple[int | None, int | None]
_FORMS: tuple[tuple[str, Callable[[Time], bool]], ...] = (
    ("weekday", lambda time: time.weekday is not None and time.day is None),
    ("day", lambda time: time.day is not None and time.month is not None and not time.lunar),
    ("day-word", lambda time: time.is_relative("day")),
    ("period", lambda time: time.relative is not None and not time.is_relative("period")),
)
"""The list of decisions that a time without a clock is put to, by the first that fits; "other" for the rest."""


def supported(times: list[Time], passage: Passage, decisions: Decisions) -> list[Time]:
    """The times that are dates where they stand; a clock form that is a length of time there becomes a duration."""
    kept = [time for time in times if _holds(time, passage, decisions)]
    named: set[_Day] = {(time.day, time.month) for time in kept if time.day is not None and time.sure}
    chosen = {id(time) for time in kept}
    return [
        time for time in times if id(time) in chosen or (_is_named(time, named) and _again(time, passage, decisions))
    ]


def _holds(time: Time, passage: Passage, decisions: Decisions) -> bool:
    """Whether the time is a date here."""
    if time.duration:
        return _is_length(time, passage, decisions)
    answer = decisions.ask("any", time, passage)
    if answer is not None:
        return answer == "date"
    if not time.has_clock:
        form = next((form for form, fits in _FORMS if fits(time)), "other")
        return decisions.ask(form, time, passage) == "date"
    answer = "date" if time.has_day else decisions.ask("clock", time, passage)
    if answer == "length":
        _make_length(time)
        return _is_length(time, passage, decisions)
    return answer == "date"


def _is_named(time: Time, named: set[_Day]) -> bool:
    """Whether a bare "5/6" is a day that the article names plainly elsewhere."""
    return time.day is not None and not time.sure and (time.day, time.month) in named


def _again(time: Time, passage: Passage, decisions: Decisions) -> bool:
    return decisions.ask("again", time, passage) == "date"


def _make_length(time: Time) -> None:
    """ "hai giờ", "2h33": hours and minutes as a length."""
    value = f"PT{time.hour}H" + (f"{time.minute}M" if time.minute else "") + (f"{time.second}S" if time.second else "")
    time.hour = time.minute = time.second = None
    time.value, time.duration, time.sure = value, True, True


def _is_length(time: Time, passage: Passage, decisions: Decisions) -> bool:
    """Whether a duration is one; where figures are summed up, "9 tháng" becomes the year's first nine."""
    if time.back is None and decisions.ask("sum", time, passage) == "date":
        time.months, time.duration, time.value = (1, int((time.value or "")[1:-1])), False, None
        time.year_word = Relative("year", 0)
        return True
    return decisions.ask("length", time, passage) == "date"

"""Finds out from the article itself when it was written, as far as it tells, where the publication date is unknown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extract.kinds.dates.evidence import year_of_writing
from extract.kinds.dates.passage import Passage
from extract.kinds.dates.times import Time
from extract.kinds.dates.values import Point, shift_day

_LEAD = 900
_CLAUSE, _SENTENCE = 120, 240
_LAST_DAYS = 28
_SOON = 4
_EARLY, _LATE = ("TMO", "TMI"), ("TEV", "TNI")


@dataclass(slots=True, frozen=True)
class Reference:
    """When the article was written.

    Attributes:
        year, month, day: what is known of it.
        given: whether it is the publication date; else it was concluded from the text.
        told: the day that the article reports from, on which those whom it quotes speak, where `day` is not known.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    given: bool = False
    told: Point | None = None

    @property
    def point(self) -> Point | None:
        """The day as a point, or None where day or month are unknown."""
        return Point(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def around(self) -> Point:
        """What is known of the days about it: no month where it comes some time after the last days of one."""
        turned = self.told is not None and (self.told.day or 0) >= _LAST_DAYS
        return Point(self.year, None if turned else self.month)


def reference(published: date | None, times: Sequence[Time], passage: Passage) -> Reference:
    """The publication date, or else what the times of the article say about it, where one of them asks."""
    if published is not None:
        return Reference(published.year, published.month, published.day, given=True)
    if all(time.is_whole for time in times):
        return Reference()
    days = [t for t in times if t.day is not None and t.month is not None and not t.lunar]
    named = next((t for t in days if _counted_from_today(t)), None)
    if named is not None:
        main = shift_day(Point(named.year, named.month, named.day), -(_shift(named) or 0))
        year = main.year if main.year is not None else year_of_writing(times, passage, main)[0]
        return Reference(year, main.month, main.day)
    chosen = _first_reported(days, passage)
    if chosen is None:
        year, month = year_of_writing(times, passage, None)
        return Reference(year, month, _day_in_lead(days, passage, year, month))
    return _reported(chosen, days, times, passage)


def _reported(chosen: Time, days: Sequence[Time], times: Sequence[Time], passage: Passage) -> Reference:
    """What is known of an article that reports from the day `chosen`, which has no year."""
    words = [t for t in times if t.day is None and _counted_from_today(t)]
    # Those who are quoted may have spoken on another day.
    unquoted = [word for word in words if not passage.is_quoted(word.start)]
    last = chosen.until if isinstance(chosen.until, Time) else chosen
    main = shift_day(Point(None, last.month, last.day), _days_since(chosen, words, unquoted, passage))
    later = _later_day(main, days, passage)
    main = later or main
    year, _ = year_of_writing(times, passage, main)
    told = Point(year, main.month, main.day)
    certain = not (later or _is_bound(chosen, passage) or _looks_back(chosen, days, unquoted, passage))
    return Reference(year, main.month, main.day if certain else None, told=told)


def _counted_from_today(time: Time) -> bool:
    return time.relative is not None and time.relative.unit == "day" and time.relative.anchor == "published"


def _first_reported(days: Sequence[Time], passage: Passage) -> Time | None:
    """The day without a year that the article reports from: the first with its part in the lead, else the first.

    None where the article begins with a day that has its year, and those without one all lie before.
    """
    yearless = [t for t in days if t.year is None and t.tense <= 0]
    if _begins_with_a_year(days, passage) and all(_is_told_before(t, passage) for t in yearless):
        return None
    free = [t for t in yearless if not _is_bound(t, passage)] or yearless
    in_lead = (t for t in free if t.start < _LEAD and t.part is not None)
    return next(in_lead, free[0] if free else None)


def _begins_with_a_year(days: Sequence[Time], passage: Passage) -> bool:
    first = next((t for t in days if t.start < _LEAD and not _is_bound(t, passage)), None)
    return first is not None and first.year is not None


def _day_in_lead(days: Sequence[Time], passage: Passage, year: int | None, month: int | None) -> int | None:
    """The day of the first date of an article that names the year with all its days, if it is of the year and month."""
    first = next((t for t in days if t.start < _LEAD and t.until is None and not _is_bound(t, passage)), None)
    return first.day if first is not None and (first.year, first.month) == (year, month) else None


def _days_since(chosen: Time, words: Sequence[Time], unquoted: Sequence[Time], passage: Passage) -> int:
    """How many days after the one reported on the article was written, by its words for days around today.

    An article that only knows "hôm qua" reports on yesterday; "tối 26/1 … đến sáng nay" goes on into the next day, "đêm
    14/7" is the night of "tối qua", and "sáng 13/6" is yesterday's where "hôm nay" and "hôm qua" come long before it.
    """
    shifts = {_shift(word) for word in unquoted}
    if -1 in shifts and 0 not in shifts:
        return 1
    night = chosen.part in _LATE
    if night and any(_is_next_morning(word, chosen, passage) or _is_last_night(word) for word in words):
        return 1
    before = {_shift(word) for word in words if word.start < chosen.start}
    return int(chosen.start > _LEAD and chosen.part is not None and {0, -1} <= before)


def _is_next_morning(word: Time, night: Time, passage: Passage) -> bool:
    """ "tối 26/1 … đến sáng nay"."""
    same_sentence = passage.sentence(word.start) == passage.sentence(night.start)
    return word.part in _EARLY and word.start > night.end and same_sentence


def _is_last_night(word: Time) -> bool:
    return word.part in _LATE and _shift(word) == -1


def _later_day(main: Point, days: Sequence[Time], passage: Passage) -> Point | None:
    """The last of the days without a year that the article tells of soon after the one that it reports from, if any."""
    following = {shift_day(main, ahead): ahead for ahead in range(1, _SOON)}
    told = [t for t in days if t.year is None and t.tense <= 0 and t.until is None]
    near = [(point, t) for t in told if (point := Point(None, t.month, t.day)) in following]
    points = [point for point, t in near if not _is_bound(t, passage)]
    return max(points, key=following.__getitem__, default=None)


def _shift(word: Time) -> int | None:
    return word.relative.shift if word.relative is not None else None


def _looks_back(chosen: Time, days: Sequence[Time], unquoted: Sequence[Time], passage: Passage) -> bool:
    """Whether the article was written later: "hôm 2/10", "hôm 5/10" look back from another day, called "hôm nay"."""
    yearless = [t for t in days if t.year is None]
    if not all(passage.own("starts_hom", t) for t in yearless):
        return False
    return bool(unquoted) or len({(t.day, t.month) for t in yearless}) > 1


def _is_told_before(time: Time, passage: Passage) -> bool:
    """Whether a day lies before what is reported: "Trước đó, đêm 4/7 …"."""
    sentence = max(passage.sentence_start(time.start), time.start - _SENTENCE)
    return passage.inside("was", sentence, time.start)


def _is_bound(time: Time, passage: Passage) -> bool:
    """Whether a day is not reported from: one to come, or the end or the beginning of a span."""
    clause = max(passage.sentence_start(time.start), time.start - _CLAUSE)
    return passage.before("bound", time.start) is not None or passage.inside("future", clause, time.start)

"""Reads the matches of date patterns: what each named group says goes into its field of a `Time`.

A pattern's groups are named for what they say: `d` day, `m` month, `y` year (`yy` of the last century, `ys` its last
two digits, `yn` in words, `yw` a distance: "ngoái", `cy` its name in the cycle), `mw` a month by its distance, `q`
quarter, `h`, `mi`, `s`, `half`, `less`, `pm` the clock, `wd` weekday, `week` and `way` its distance, `season`, `al` and
`leap` the lunar calendar. Groups that end in 2 say the same of the second end of an interval, which shares what it
leaves out with the first. What a form says without saying it ("rằm" is the 15th) is in the rule's `set`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import regex

from extract.entries import DatePatternEntry, DateWordEntry, HolidayEntry
from extract.kinds.dates.lengths import half, joined, length, with_half
from extract.kinds.dates.terms import Groups, Terms, century, full_year, whole
from extract.kinds.dates.times import Relative, Time
from extract.patterns import compiled
from extract.text.numbers import read_number

Match = regex.Match[str]
# The days of Tết are counted from the 20th of the last month to the 10th of the first.
_TET_EVES, _LAST_MONTH = 20, 12
_MONTHS_OF_YEAR, _DAYS_OF_MONTH = 12, 31
# How many days or months the units have of which a span counts several.
_DAYS, _MONTHS = {"D": 1, "W": 7}, {"M": 1, "3M": 3}
_LAST_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_FIGURE = compiled(r"\d+")
_COUNTED = compiled(r"P(\d+)([YMWD])")
# Years of a range lie no further apart.
_LONGEST_RANGE, _FIRST_RANGE = 200, 1000


# What a rule may set of a time, and the groups that the readings take.
FIELDS = frozenset({"year", "month", "day", "weekday", "quarter", "season", "hour", "part", "lunar"})
NEEDED: Mapping[str, tuple[str, ...]] = {
    "list": ("more",), "span": ("n", "u"), "length": ("u",), "half-length": ("u",), "years": ("y", "y2"),
    "decade": ("y",), "century": ("c",), "before-christ": ("y",),
}  # fmt: skip


def _minutes(terms: Terms, time: Time, text: str) -> None:
    """Minutes in figures, which a space may part ("16h3 0"), or words."""
    time.minute = whole(text.replace(" ", "") if text[0].isdigit() else text)


def _half_hour(terms: Terms, time: Time, text: str) -> None:
    if time.minute is None:
        time.minute = 30


def _minutes_less(terms: Terms, time: Time, text: str) -> None:
    """ "11 giờ kém 15"."""
    less = whole(text)
    if less and time.hour is not None:
        time.hour, time.minute = (time.hour - 1) % 24, 60 - less


def _half_of_day(terms: Terms, time: Time, text: str) -> None:
    if time.hour is not None:
        time.hour = time.hour % 12 + 12 * (text == "pm")


def _month(terms: Terms, time: Time, text: str) -> None:
    time.month = terms.month(text)
    time.lunar = time.lunar or text in terms.lunar_months


def _lunar(terms: Terms, time: Time, text: str) -> None:
    time.lunar = True


def _leap(terms: Terms, time: Time, text: str) -> None:
    time.leap = time.lunar = True


def _month_away(terms: Terms, time: Time, text: str) -> None:
    if text in terms.shifts:
        time.month_word = Relative("month", terms.shifts[text])


def _week_away(terms: Terms, time: Time, text: str) -> None:
    if text in terms.shifts:
        time.week = Relative("week", terms.shifts[text])


def _year_away(terms: Terms, time: Time, text: str) -> None:
    if text in terms.shifts:
        time.year_word = Relative("year", terms.shifts[text], "mention" if text in terms.mentions else "published")


def _of_cycle(terms: Terms, time: Time, text: str) -> None:
    """The day or month of a year of the cycle is lunar."""
    time.lunar = time.lunar or bool(time.day or time.month)


_Put = Callable[[Terms, Time, str], None]


def _sets(field: str, value: Callable[[Terms, str], object]) -> _Put:
    """What the group says is the value of the field."""
    return lambda terms, time, text: setattr(time, field, value(terms, text))


# The groups that each end of an interval has for itself, those that both share, and those of the year, of which the
# first that says something tells it; each in the order in which they are read.
_OF_AN_END: Mapping[str, _Put] = {
    "h": _sets("hour", lambda _, text: whole(text)),
    "mi": _minutes,
    "s": _sets("second", lambda _, text: whole(text)),
    "d": _sets("day", lambda _, text: whole(text)),
    "m": _month,
    "q": _sets("quarter", Terms.quarter),
}
_OF_BOTH: Mapping[str, _Put] = {
    "half": _half_hour,
    "less": _minutes_less,
    "pm": _half_of_day,
    "mw": _month_away,
    "wd": _sets("weekday", Terms.weekday),
    "week": _week_away,
    "way": _sets("tense", lambda terms, text: terms.shifts.get(text) or 1),
    "season": _sets("season", lambda terms, text: terms.seasons.get(text)),
    "leap": _leap,
    "al": _lunar,
    "cy": _of_cycle,
}
_OF_YEAR: Mapping[str, _Put] = {
    "y": _sets("year", lambda _, text: int(text)),
    "yy": _sets("year", lambda _, text: 1900 + int(text)),
    "ys": _sets("year", lambda _, text: full_year(text)),
    "yn": _sets("year", lambda _, text: whole(text)),
    "yw": _year_away,
    "cy": _sets("year", lambda terms, text: terms.year_of_cycle(text)),
}


_Puts = tuple[tuple[str, _Put], ...]


class _End(NamedTuple):
    """The groups of a pattern that tell of one end, each with what takes it in; of `year` the first that does."""

    puts: _Puts
    year: _Puts


class _Plan(NamedTuple):
    """The groups of a pattern by the ends that they tell of, and those that only tell of the second."""

    first: _End
    second: _End
    seconds: tuple[str, ...]


def _plan(pattern: regex.Pattern[str]) -> _Plan:
    def end(suffix: str) -> _End:
        puts = {**{name + suffix: put for name, put in _OF_AN_END.items()}, **_OF_BOTH}
        years = {"y" + suffix: _OF_YEAR["y"], **_OF_YEAR}
        return _End(*(tuple((name, put) for name, put in those.items() if name in groups) for those in (puts, years)))

    groups = pattern.groupindex
    return _Plan(end(""), end("2"), tuple(name for name in groups if name.endswith("2")))


class Reader:
    """Reads matches with the words of `rules/dates/terms.yaml`."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._plans: dict[str, _Plan] = {}
        self.readings: dict[str, Callable[[Match, Groups, DatePatternEntry], list[Time]]] = {
            "time": self._read,
            "list": self._list,
            "span": self._span,
            "half": self._half,
            "length": self._length,
            "half-length": self._half_length,
            "years": _years,
            "decade": _decade,
            "century": _century,
            "before-christ": _before_christ,
        }

    # --- the fields

    def _read(self, match: Match, groups: Groups, entry: DatePatternEntry) -> list[Time]:
        """One time, or an interval where a group ends in 2; none where its ends are none."""
        plan = self._plan(match, entry)
        time = self._end(match, groups, entry, plan.first)
        if any(map(groups.__getitem__, plan.seconds)):
            last = self._end(match, groups, entry, plan.second)
            _share(time, last)
            _begin_before(time, last)
            if (time.day or 0) >= (last.day or _DAYS_OF_MONTH) and time.month == last.month:
                return []
            time.until = last
        if entry.sure is not None:
            time.sure = time.lunar or any(groups.get(name) for name in entry.sure)
        if entry.this_year:
            _of_this(time, "year")
        return [] if groups.get("cy") and time.year is None else [time]

    def _plan(self, match: Match, entry: DatePatternEntry | HolidayEntry) -> _Plan:
        if entry.id not in self._plans:
            self._plans[entry.id] = _plan(match.re)
        return self._plans[entry.id]

    def _end(self, match: Match, groups: Groups, entry: DatePatternEntry, end: _End) -> Time:
        """What the groups of one end of an interval say; those of the first are all there are for a single time."""
        time = Time(match.start(), match.end(), entry.id)
        if entry.relative is not None:
            time.relative = Relative(entry.relative.unit, entry.relative.shift, entry.relative.anchor)
        for name, value in entry.set.items():
            setattr(time, name, value)
        self._fill(time, groups, end)
        if entry.tet and (time.day or 0) >= _TET_EVES:
            _to_last_month(time)
        return time

    def _fill(self, time: Time, groups: Groups, end: _End) -> None:
        """Put what the groups of one end say into their fields."""
        for group, put in end.puts:
            if text := groups[group]:
                put(self._terms, time, text)
        for group, put in end.year:
            if text := groups[group]:
                put(self._terms, time, text)
                if time.has_year:
                    break

    # --- lists, spans of time

    def _list(self, match: Match, groups: Groups, entry: DatePatternEntry) -> list[Time]:
        """Days of a month or months of a year: an interval where they follow each other, else one time each."""
        field = "d" if groups.get("d") else "m"
        last = self._end(match, groups, entry, self._plan(match, entry).second)
        last.start = match.start(f"{field}2")
        last.sure = entry.sure is None or any(groups.get(name) for name in entry.sure)
        spans = [match.span(field)]
        spans += [one.span() for one in _FIGURE.finditer(match.string, *match.span("more"))]
        times = []
        for start, end in spans:
            time = Time(start, end, entry.id, sure=last.sure)
            setattr(time, "day" if field == "d" else "month", int(match.string[start:end]))
            _share(time, last)
            times.append(time)
        if not _is_range([*times, last], groups):
            return [*times, last]
        times[0].start, times[0].end, times[0].until = match.start(), match.end(), last
        _begin_before(times[0], last)
        return times[:1]

    def _span(self, match: Match, groups: Groups, entry: DatePatternEntry) -> list[Time]:
        """ "6 tháng đầu năm", "10 ngày cuối tháng 6", "3 ngày đầu năm": so many months of a year, days of a month."""
        count, unit = whole(groups["n"] or ""), self._terms.units.get(groups["u"] or "", "M")
        if count is None or not 1 <= count <= _DAYS_OF_MONTH:
            return []
        time = self._end(match, groups, entry, self._plan(match, entry).first)
        size, late = count * (_DAYS.get(unit) or _MONTHS.get(unit, 1)), bool(groups.get("late"))
        if groups.get("month") is not None:
            return [_days(time, "month", size, late)] if unit in _DAYS else []
        if unit in _DAYS and groups.get("lunar") is None and size < _DAYS_OF_MONTH:
            time.month = _MONTHS_OF_YEAR if late else 1
            return [_days(time, "year", size, late)]
        if unit not in _MONTHS or size > _MONTHS_OF_YEAR:
            return [Time(match.start(), match.end(), entry.id, value=length(count, unit), duration=True)]
        time.months = (_MONTHS_OF_YEAR + 1 - size, _MONTHS_OF_YEAR) if late else (1, size)
        return [_of_this(time, "year")]

    def _half(self, match: Match, groups: Groups, entry: DatePatternEntry) -> list[Time]:
        """ "nửa đầu năm", "nửa cuối tháng 6"."""
        time = self._end(match, groups, entry, self._plan(match, entry).first)
        if groups.get("month"):
            time.days = (16, -1) if groups.get("late") else (1, 15)
            return [_of_this(time, "month")]
        time.months = (7, 12) if groups.get("late") else (1, 6)
        return [_of_this(time, "year")]

    def _length(self, match: Match, groups: Groups, entry: DatePatternEntry) -> list[Time]:
        """A length of time, with what it says of when: "10 năm qua", "ba năm trước"."""
        terms = self._terms
        unit = terms.units.get(groups["u"] or "")
        if unit is None:  # the user's own rules have switched the word off
            return []
        written = groups.get("n") or "1"
        count = terms.scales.get(written) or _count(written)
        if count is None:
            return []
        value = with_half(count, unit) if groups.get("half") else length(count, unit)
        finer_parts = zip(match.captures("nb"), match.captures("ub"), strict=True) if "nb" in groups else ()
        for more, finer in finer_parts:
            second = _count(more)
            if second is None or finer not in terms.units:
                return []
            value = joined(value, length(second, terms.units[finer]))
        time = Time(match.start(), match.end(), entry.id, value=value, duration=True, sure=False)
        past = groups.get("ago") is not None or groups.get("past")
        if past and unit in _LAST_UNITS and not groups.get("n2"):
            time.back = _back(value)
        return [time]

    def _half_length(self, match: Match, groups: Groups, entry: DatePatternEntry) -> list[Time]:
        unit = self._terms.units.get(groups["u"] or "")
        return [Time(match.start(), match.end(), entry.id, value=half(unit), duration=True)] if unit else []

    # --- words in front, words alone

    def take_left(self, time: Time, start: int, groups: Groups) -> None:
        """Extend a time by the words in front of it, which begin at `start`."""
        time.start = start
        part, weekday = groups.get("part"), groups.get("wd")
        if part:
            time.part = self._terms.part_of_day(part)
        if weekday and time.weekday is None:
            time.weekday = self._terms.weekday(weekday)
        if any(groups.values()):
            time.sure = True

    def part_of_day(self, words: str | None) -> str | None:
        """The TIMEX3 part of the day that the words name."""
        return self._terms.part_of_day(words)

    def holiday(self, entry: HolidayEntry, start: int, end: int, year: Match | None) -> Time:
        """A holiday with the words for its year behind it."""
        time = Time(start, end, entry.id, month=entry.month, day=entry.day, lunar=entry.lunar)
        if year:
            time.end = year.end()
            self._fill(time, year.groupdict(), self._plan(year, entry).first)
        return time


def _is_range(times: Sequence[Time], groups: Groups) -> bool:
    """Whether the members of a list are one span: "3 đến 5", or days or months in a row: "3, 4 và 5/6"."""
    numbers = [time.day or time.month or 0 for time in times]
    if groups.get("to") and len(numbers) == 2:
        return True
    follow = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    named = times[-1].month is not None
    return follow and groups.get("or") is None and named


def read_word(entry: DateWordEntry, start: int, end: int) -> Time:
    """The time that a word of `rules/dates/words.yaml` names."""
    return Time(start, end, entry.id, relative=Relative(entry.unit, entry.shift, entry.anchor), part=entry.part)


def _back(value: str) -> Relative | None:
    """For a length of so many years, months, weeks or days: the time that lies so far back."""
    counted = _COUNTED.fullmatch(value)
    return Relative(_LAST_UNITS[counted[2]], -int(counted[1])) if counted else None


def _count(text: str) -> int | float | None:
    return int(text) if text.isdigit() else read_number(text)


def _share(first: Time, last: Time) -> None:
    """Give the ends of an interval, or the members of a list, the month and year that only one of them names."""
    if first.day is not None and first.month is None:
        first.month, first.lunar = last.month, last.lunar
    if not first.has_year:
        first.year, first.year_word = last.year, last.year_word


def _begin_before(first: Time, last: Time) -> None:
    """Months may run over the turn of the year: "tháng 11 đến tháng 2/2019" begins in 2018."""
    over = first.day is None and (first.month or 0) > (last.month or _MONTHS_OF_YEAR)
    if over and first.year is not None:
        first.year -= 1


def _to_last_month(time: Time) -> None:
    """The eves of Tết belong to the lunar year before."""
    time.month = _LAST_MONTH
    if time.year is not None:
        time.year -= 1
    elif time.year_word is not None:
        time.year_word = Relative(time.year_word.unit, time.year_word.shift - 1, time.year_word.anchor)


def _days(time: Time, unit: str, size: int, late: bool) -> Time:
    """The time, as the first or last days of its month; the month, or year, is the running one where it names none."""
    time.days = (-size, -1) if late else (1, size)
    return _of_this(time, unit)


def _of_this(time: Time, unit: str) -> Time:
    """The time, of the running month or year where it names none."""
    if unit == "month" and not time.has_month:
        time.month_word = Relative("month", 0)
    elif unit == "year" and not time.has_year:
        time.year_word = Relative("year", 0)
    return time


def _years(match: Match, groups: Groups, entry: DatePatternEntry) -> list[Time]:
    """ "2015 - 2020", "2018/19"; two digits are those of the year after."""
    begin, second = int(match["y"]), match["y2"]
    end = int(second) if len(second) == 4 else begin + (int(second) - begin) % 100
    if not begin < end <= begin + (_LONGEST_RANGE if len(second) == 4 else 1) or begin < _FIRST_RANGE:
        return []
    until = Time(match.start(), match.end(), entry.id, year=end)
    return [Time(match.start(), match.end(), entry.id, year=begin, until=until)]


def _decade(match: Match, groups: Groups, entry: DatePatternEntry) -> list[Time]:
    """ "những năm 1990", "thập niên 80 của thế kỷ trước"."""
    number = 21 if groups.get("now") else century(groups.get("c")) or 20

    def value(text: str) -> str:
        return f"{text[:3]}X" if len(text) == 4 else f"{number - 1:02d}{text[0]}X"

    return [_valued(match, entry, value(match["y"]), groups.get("y2") and value(match["y2"]))]


def _century(match: Match, groups: Groups, entry: DatePatternEntry) -> list[Time]:
    """ "thế kỷ XX", "thế kỷ 17-18", "thế kỷ III trước công nguyên"."""
    number, second = century(groups["c"]), century(groups.get("c2"))
    if number is None:
        return []
    era = "BC" if groups.get("bc") else ""
    if second is not None and second != number and (second < number) == bool(era):
        return [_valued(match, entry, f"{era}{number - 1:02d}XX", f"{era}{second - 1:02d}XX")]
    time = _valued(match, entry, f"{era}{number - 1:02d}XX")
    if second is not None:  # "thế kỷ XX, 2 …": what follows is no later century
        time.end = match.end("c")
    return [time]


def _before_christ(match: Match, groups: Groups, entry: DatePatternEntry) -> list[Time]:
    time = _valued(match, entry, f"BC{int(match['y']):04d}")
    time.sure = len(match["y"]) > 1
    return [time]


def _valued(match: Match, entry: DatePatternEntry, value: str, until: str | None = None) -> Time:
    time = Time(match.start(), match.end(), entry.id, value=value)
    if until:
        time.until = Time(match.start(), match.end(), entry.id, value=until)
    return time

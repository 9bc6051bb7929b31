"""Weighs what the explicit years of an article say about the year in which it was written."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from extract.kinds.dates.passage import Passage
from extract.kinds.dates.times import Time
from extract.kinds.dates.values import Point
from extract.kinds.dates.weights import likeliest
from extract.patterns import compiled
from extract.text.calendar import Lunar, is_day, to_solar

_YEARS = compiled(r"P(\d{1,2})Y")
_LEAD = 700
_REACH = 70
_CLAUSE = 140
_SENTENCE = 240
_CLOSE = 20
_ANNIVERSARY = 5
_ANNIVERSARY_REACH = 2
_NEAR, _MID = 1, 7
_AHEAD = 2
_EARLY = 3
_AT_MOST = 3
_AUTUMN = 9
_SCHOOL_BEGINS, _SCHOOL_ENDS = 8, 5
_WORDS = 30
_CALENDAR_REACH = 2
_FIRST, _LAST = 1900, 2100
_OLDEST = 1990


def year_of_writing(times: Sequence[Time], passage: Passage, main: Point | None) -> tuple[int | None, int | None]:
    """The year in which the article was written and the latest month it knows of it, as far as evidence bears it out.

    `main` is the day that the article reports from, without its year.
    """
    return gather(times, passage, main).best()


def gather(times: Sequence[Time], passage: Passage, main: Point | None) -> "Evidence":
    """All that the article says about the year in which it was written."""
    evidence = Evidence(passage, main, times)
    for time in times:
        evidence.add(time)
    evidence.add_named_beside(times)
    evidence.add_anniversaries()
    evidence.add_calendar(times)
    return evidence


class _Told(NamedTuple):
    """A time with its year; of a span also the last end with its year and month, else the same of the time itself."""

    time: Time
    year: int
    last: Time
    end_year: int
    month: int | None

    @property
    def is_span(self) -> bool:
        """Whether it is a span of years."""
        return self.last is not self.time and self.month is None


class Evidence:
    """The evidence of one article, by the year that it speaks for."""

    def __init__(self, passage: Passage, main: Point | None, times: Sequence[Time]) -> None:
        self._passage = passage
        self._main = main
        ends = [end for time in times for end in (time, time.until) if isinstance(end, Time)]
        self._yearless = {(end.day, end.month) for end in ends if end.day and end.month and not end.has_year}
        self._headline_end = passage.folded.find("\n")
        self._found: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self._months: defaultdict[int, int] = defaultdict(int)
        self._seen: set[int] = set()
        self._floor = _OLDEST
        self._limit = _LAST
        self._first_plan = _LAST
        self._beginnings: list[int] = []
        self._lengths: set[int] = set()
        self._celebrated: set[int] = set()
        self._same_days: list[int] = []

    @property
    def _early(self) -> bool:
        """Whether the report is of the first months of its year, when the year before is reported on."""
        return self._main is not None and self._main.month is not None and self._main.month <= _EARLY

    @property
    def _latest(self) -> int:
        """The latest year that is spoken of as past or present; the article is not older. 0 if there is none."""
        return max((year for year in self._seen if year < self._limit), default=0)

    def best(self) -> tuple[int | None, int | None]:
        """The likeliest year and the latest month known of it; None where the evidence is not enough."""
        year = likeliest(self.candidates())
        return year, self._months.get(year) if year is not None else None

    def candidates(self) -> dict[int, Counter[str]]:
        """The years that the article can be of, each with how often each kind of evidence speaks for it."""
        latest = self._latest
        years = {}
        for year, kinds in self._found.items():
            if max(latest, self._floor) <= year < self._limit:
                years[year] = kinds.copy()
                years[year]["latest"] = int(year == latest)
                years[year]["beyond plan"] = int(year > self._first_plan)
        return years

    def add(self, time: Time) -> None:
        """Take in what `time` says."""
        if time.duration:
            self._add_length(time)
            return
        year = time.year
        if year is None or not _FIRST <= year <= _LAST:
            return
        last = time.until if isinstance(time.until, Time) and not _is_term(time, time.until) else time
        told = _Told(time, year, last, last.year or year, _last_month(last))
        self._add_same_day(told)
        if not any(weigh(told) for weigh in (self._add_lunar, self._add_jubilee, self._add_compared, self._add_years)):
            self._add_single(told)

    def _add_same_day(self, told: "_Told") -> None:
        """A day with its year that the article also names without one."""
        time, _, last, end_year, _ = told
        if last.day is None or time.lunar or (last.day, last.month) not in self._yearless:
            return
        self._note(end_year, "same day")
        if last is time:
            self._same_days.append(end_year)

    def _add_jubilee(self, told: "_Told") -> bool:
        """ "kỷ niệm 88 năm (3/2/1930 - 3/2/2018)"."""
        time, last = told.time, told.last
        if last is time or time.day is None or (time.day, time.month) != (last.day, last.month):
            return False
        if not self._passage.inside("jubilee", self._sentence(time, _SENTENCE), time.start):
            return False
        self._note(told.end_year, "jubilee")
        self._see(told.end_year)
        return True

    def _add_compared(self, told: "_Told") -> bool:
        """A year that another is compared with, or that is told aside, of a law or a birth."""
        time, year = told.time, told.year
        if time.is_relative("period"):
            self._note(year + 1, "compared")
        elif self._passage.before("aside", time.start, _REACH):
            pass
        elif told.is_span or self._is_next(time) or not (told.month is None and self._is_compared(time)):
            return False
        elif self._passage.inside("planned", self._sentence(time, _CLAUSE), time.start):
            self._note(year, "compared plan")
        elif self._early:
            # Early in a year the last one is compared with the one before it.
            self._note(year + 1, "compared early")
            self._note(year + 2, "compared twice")
        else:
            self._note(year + 1, "compared")
        self._see(year)
        return True

    def _is_next(self, time: Time) -> bool:
        return self._passage.before("next_year", time.start) is not None

    def _is_compared(self, time: Time) -> bool:
        return self._passage.before("compared", time.start) is not None

    def _add_single(self, told: "_Told") -> None:
        """A year, a month or a day, by what the words around say of when it lies."""
        time, year, last, end_year, month = told
        until = self._passage.before("until", time.start, _CLOSE) is not None
        if self._is_next(time):
            self._note(year - 1, "next")
            self._limit = min(self._limit, year)
        elif not until and self._is_running(told):
            self._note(year, "this")
            self._see(year)
        elif month is None and self._add_held(time, year):
            self._see(year)
        elif self._is_planned(time, month, until):
            self._add_planned(end_year, last, month)
        else:
            self._add_past(told)

    def _is_running(self, told: "_Told") -> bool:
        """Whether the words make it the year of the report: "mong sớm ký trong năm 2018", "tính đến năm 2019"."""
        time, passage, at = told.time, self._passage, told.time.start
        whole_year = told.month is None and time.quarter is None
        return (
            (whole_year and passage.inside("hoped", self._sentence(time, _CLAUSE), at))
            or passage.inside("running", at, told.last.end)
            or passage.after("to_date", at) is not None
            or passage.before("this_year", at) is not None
        )

    def _add_past(self, told: "_Told") -> None:
        time, year, month = told.time, told.year, told.month
        if time.tense < 0:
            self._note(year, "just past")
        if self._passage.inside("beginning", self._sentence(time, _CLAUSE), time.start):
            self._beginnings.append(year)
        if month is None:
            self._see(year)
            self._add_alone(time, year)
        elif time.until != "now":
            self._add_date(told, month)
        else:
            self._see(year)

    def _add_alone(self, time: Time, year: int) -> None:
        topic = self._topic(time)
        self._note(year, f"{topic} {self._place(time.start)}")
        if self._passage.after("year_topic", time.end):
            self._note(year, "topic")
        if topic == "report" and self._early:
            self._note(year + 1, "report early")

    def _add_held(self, time: Time, year: int) -> bool:
        """Whether the year is that of an event or award that the sentence holds or announces: it speaks for it then."""
        topic = self._topic(time)
        if topic not in ("event", "award"):
            return False
        begin = self._sentence(time, _SENTENCE)
        end = min(self._passage.sentence_end(time.start), time.end + _SENTENCE)
        if not self._passage.inside("ceremony", begin, end) or self._passage.inside("distant", begin, time.start):
            return False
        self._note(year, f"{topic} {'ahead' if self._passage.inside('future', begin, end) else 'held'}")
        return True

    def _add_date(self, told: "_Told", month: int) -> None:
        """A day, a month or a span of months that is past, seen from the day of the report."""
        main, year, day = self._main, told.end_year, told.last.day
        since = self._passage.before("since", told.time.start, _REACH) is not None
        if since and day is not None and 0 < self._months_ahead(month) <= _AHEAD:
            self._note(year - (month <= self._months_ahead(month)), "ahead")
            return
        kind = self._kind_of_date(told, since)
        self._see(year)
        if main is None or main.month is None:
            self._note(year, f"{kind} alone")
            if kind in ("day", "months"):
                self._months[year] = max(self._months[year], month)
            return
        # A date that is past lies before the day of the report, if need be before that of the year after.
        year += (main.month, main.day or 31) < (month, day or 0)
        if day is not None:
            self._floor = max(self._floor, year)
        self._note(year, f"{kind} {_distance(main.month - month)}")

    def _months_ahead(self, month: int) -> int:
        """How many months after that of the report the month comes next; 0 where that is unknown."""
        return 0 if self._main is None or self._main.month is None else (month - self._main.month) % 12

    def _kind_of_date(self, told: "_Told", since: bool) -> str:
        time = told.time
        if self._passage.after("earlier", time.end):
            return "earlier"
        if told.last.day is None and (time.quarter or time.months):
            return "months"
        if told.last.day is None and time.until is not None:
            return "range"
        kind = "day" if told.last.day is not None else "month"
        if since:
            return f"since {kind}"
        return "until" if kind == "month" and self._passage.before("until", time.start, _CLOSE) else kind

    def _add_planned(self, year: int, last: Time, month: int | None) -> None:
        main = self._main
        self._first_plan = min(self._first_plan, year)
        if month is None:
            self._note(year, "planned year")
        elif main is None or main.month is None:
            self._note(year - (month <= _EARLY), "planned alone")
        else:
            earlier = (month, last.day or 31) < (main.month, main.day or 0)
            self._note(year - earlier, f"planned {_distance(month - main.month)}")

    def _add_years(self, told: "_Told") -> bool:
        """ "giai đoạn 2011-2015", "năm học 2018-2019"."""
        if not told.is_span:
            return False
        time, begin, _, end, _ = told
        main = self._main.month if self._main is not None else None
        if end == begin + 1 and main is not None and self._passage.before("school", time.start):
            self._add_school_year(begin, main)
            self._see(begin)
        elif not self._is_planned(time, None, until=False):
            self._note(end, "end of years")
            self._see(begin)
        return True

    def _add_school_year(self, begin: int, month: int) -> None:
        """A school year, in an article of the month."""
        if month <= _SCHOOL_ENDS:
            self._note(begin + 1, "school second")
        else:
            self._note(begin, "school first" if month >= _SCHOOL_BEGINS else "school turn")

    def _add_lunar(self, told: "_Told") -> bool:
        time, year = told.time, told.year
        if not time.lunar:
            return False
        main = self._main.month if self._main is not None else None
        ahead = time.month == 1 and main is not None and main >= _AUTUMN
        if ahead:
            self._note(year - 1, "tet ahead")
        self._see(year - ahead)
        return True

    def add_named_beside(self, times: Sequence[Time]) -> None:
        """A year named behind the same words as "năm nay", or in one sentence with "năm ngoái".

        "giải Nobel năm nay" beside "giải Nobel 2018" is of 2018; who "hồi tháng 10 năm ngoái nói sẽ đi vào cuối năm
        2018" is spoken of in 2019.
        """
        by_words: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        by_sentence: defaultdict[int, list[int]] = defaultdict(list)
        for time in times:
            if time.year is not None and _names_year_alone(time):
                by_words[self._words_before(time)].append(time.year)
                if not self._is_compared(time):
                    by_sentence[self._passage.sentence(time.start)].append(time.year)
        for time in times if by_words else ():
            shift = _years_from_now(time)
            if shift == 0:
                for year in by_words.get(self._words_before(time), ())[:_AT_MOST]:
                    self._note(year, "echo this")
            elif shift == -1 and not self._is_compared(time):
                self._add_beside_last(by_sentence.get(self._passage.sentence(time.start), ()))

    def _add_beside_last(self, years: Sequence[int]) -> None:
        latest = max(self._seen, default=0)
        for year in years[:_AT_MOST]:
            if year <= latest:
                self._note(year + 1, "beside last")

    def _words_before(self, time: Time) -> tuple[str, ...]:
        """The two words in front of a time, by which it is known again."""
        return tuple(self._passage.folded[max(0, time.start - _WORDS) : time.start].split()[-2:])

    def _add_length(self, time: Time) -> None:
        length = _YEARS.fullmatch(time.value or "")
        if length and int(length[1]) >= _ANNIVERSARY:
            self._lengths.add(int(length[1]))
            if self._passage.before("celebrated", time.start):
                self._celebrated.add(int(length[1]))

    def add_anniversaries(self) -> None:
        """Years that a beginning and a length of time add up to."""
        latest = self._latest
        for begun in self._same_days:
            for length in sorted(self._celebrated):
                if begun + length >= latest:  # "kỷ niệm 30 năm": the day itself, and no earlier year's
                    self._note(begun + length, "anniversary")
                    self._floor = max(self._floor, begun + length)
        for begun in self._beginnings:
            for length in sorted(self._lengths):
                if latest <= begun + length <= latest + _ANNIVERSARY_REACH:
                    self._note(begun + length, "anniversary")
        if latest in self._beginnings:
            for length in sorted(self._celebrated):
                self._note(latest + length, "anniversary")

    def add_calendar(self, times: Sequence[Time]) -> None:
        """Whether weekdays and lunar days fit the days that they stand beside, from the latest year on."""
        latest = self._latest
        if not latest:
            return
        for day, weekday, lunar in self._pairs(times):
            for year in sorted({*self._found, *range(latest, latest + _CALENDAR_REACH + 1)}):
                if year < latest or day.month is None or day.day is None or not is_day(year, day.month, day.day):
                    continue
                solar = date(year, day.month, day.day)
                if lunar is not None:
                    fits = any(to_solar(Lunar(y, lunar[0], lunar[1])) == solar for y in (year - 1, year))
                    self._note(year, "lunar fits" if fits else "lunar differs")
                else:
                    self._note(year, "weekday fits" if solar.isoweekday() == weekday else "weekday differs")

    def _pairs(self, times: Sequence[Time]) -> Iterator[tuple[Point, int | None, tuple[int, int] | None]]:
        """Days without a year, each with its weekday or with the lunar day in brackets behind it."""
        previous: Time | None = None
        for time in times:
            whole = bool(time.day and time.month)
            solar = whole and time.year is None and not time.lunar
            if solar and time.until is None:
                if time.weekday is not None:
                    yield Point(None, time.month, time.day), time.weekday, None
            elif whole and time.lunar and previous is not None and self._are_one_day(previous, time):
                yield Point(None, previous.month, previous.day), None, (time.month or 0, time.day or 0)
            previous = time if solar else None

    def _are_one_day(self, solar: Time, lunar: Time) -> bool:
        near = lunar.start - solar.end <= _CLOSE
        return near and self._passage.between("equals", solar.end, lunar.start)

    def _topic(self, time: Time) -> str:
        """What a year alone belongs to, by the words in front of it."""
        before, at = self._passage.before, time.start
        if before("holder", at, _REACH):
            return "event" if self._passage.inside("contest", self._sentence(time, _REACH), at) else "holder"
        for topic in ("award_name", "event", "report", "since"):
            if before(topic, at, _REACH):
                return topic.partition("_")[0]
        return "named"

    def _is_planned(self, time: Time, month: int | None, until: bool) -> bool:
        """Whether the time lies in the future of the article, by the words around it."""
        main = self._main.month if self._main is not None else None
        if until and month is not None and main is not None and (main - month) % 12 <= _AHEAD:
            return False
        begin = self._sentence(time, _SENTENCE if month is None else _REACH)
        return (
            until
            or time.tense > 0
            or (self._passage.before("coming", time.start) is not None and not self._passage.after("done", time.end))
            or self._passage.inside("planned", begin, time.start)
        )

    def _sentence(self, time: Time, reach: int) -> int:
        return max(self._passage.sentence_start(time.start), time.start - reach)

    def _place(self, at: int) -> str:
        return "headline" if at < self._headline_end else "lead" if at < _LEAD else "body"

    def _note(self, year: int, kind: str) -> None:
        self._found[year][kind] += 1

    def _see(self, year: int) -> None:
        self._seen.add(year)


def _names_year_alone(time: Time) -> bool:
    whole = not (time.month or time.quarter or time.until)
    return whole and time.year is not None and _FIRST <= time.year < _LAST


def _years_from_now(time: Time) -> int | None:
    """How many years away from that of publication it lies, where it is said so."""
    word = time.year_word or time.relative
    return word.shift if word is not None and (word.unit, word.anchor) == ("year", "published") else None


def _is_term(begin: Time, end: Time) -> bool:
    """Whether whole years lie between, as in an office, which may end long hereafter: "1/9/2019 - 31/8/2024"."""
    first, last = (Point(time.year, time.month, time.day).days for time in (begin, end))
    if first is None or last is None or begin.day is None or end.day is None:
        return False
    follows = last[0] + timedelta(days=1)
    return follows.year > first[0].year and (follows.month, follows.day) == (first[0].month, first[0].day)


def _distance(months: int) -> str:
    months %= 12
    return "near" if months <= _NEAR else "mid" if months <= _MID else "far"


def _last_month(time: Time) -> int | None:
    if time.months:
        return time.months[1]
    if time.quarter:
        return time.quarter * 3
    return time.month

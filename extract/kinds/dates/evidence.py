"""Weighs what the explicit years of an article say about the year in which it was written."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import regex

from extract.kinds.dates.passage import Passage
from extract.kinds.dates.times import Time
from extract.kinds.dates.values import Point
from extract.text.calendar import Lunar, is_day, to_solar

# How much each kind of evidence speaks for a year, in log-odds: estimated by a conditional logit (years against "cannot
# be told") over dated news articles with their dates of publication hidden and undated ones read by eye, then rounded.
# Kinds that occur less than five times there have the weight of their like. "headline", "lead" and "body" say where
# the year stands; "near" (at most a month), "mid" (seven months) and "far" how long before the day of the report the
# date lies, "alone" that the article reports from no day.
WEIGHTS = {
    "compared": 2.5,  # "so với năm 2018": the year after
    "compared plan": 0.5,  # the same in a plan: that year
    "this": 1.2,  # "tính đến năm 2019"
    "next": 2.0,  # "bước sang năm 2021": the year before
    "anniversary": 1.8,  # "thành lập năm 2009 … 10 năm"
    "event headline": 1.9,
    "event lead": 1.9,
    "event body": 0.7,
    "report headline": 0.8,
    "report lead": 0.8,
    "report body": 0.4,
    "award headline": 0.2,
    "award lead": 0.2,
    "award body": 0.2,
    "named headline": 1.3,
    "named lead": 0.3,
    "named body": 0.1,
    "since headline": -0.6,
    "since lead": -0.6,
    "since body": -0.4,
    "day near": 1.0,
    "day mid": 0.6,
    "day alone": 0.5,
    "month near": 1.2,
    "month mid": 0.8,
    "month far": 0.4,
    "months near": 1.8,
    "months mid": 1.0,
    "months far": -0.8,
    "months alone": 1.0,
    "since day near": 0.9,
    "since day mid": 0.5,
    "since month near": 0.6,
    "since month mid": 0.6,
    "since month far": 0.3,
    "range near": 1.2,
    "range mid": 0.2,
    "range far": -0.8,
    "ahead": 1.0,  # "từ ngày 1/1/2018" in an article of December
    "planned year": 0.2,
    "planned near": 1.7,
    "planned mid": 1.7,
    "planned far": 0.6,
    "planned alone": 0.7,
    "end of years": -0.3,  # "giai đoạn 2011-2015"
    "latest": 0.9,  # the latest year that is spoken of as past or present
    "weekday fits": 0.8,
    "weekday differs": -1.4,
    "lunar fits": 2.5,
    "lunar differs": -3.0,
}
_ENOUGH = 1.65
_LEADS_BY = 0.4
_AT_MOST = 3
_YEARS = regex.compile(r"P(\d{1,2})Y")
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
_CALENDAR_REACH = 2
_FIRST, _LAST = 1900, 2100
_OLDEST = 1990


def year_of_writing(times: Sequence[Time], passage: Passage, main: Point | None) -> tuple[int | None, int | None]:
    """The year in which the article was written and the latest month it knows of it, as far as evidence bears it out.

    `main` is the day that the article reports from, without its year.
    """
    evidence = _Evidence(passage, main)
    for time in times:
        evidence.add(time)
    evidence.add_anniversaries()
    evidence.add_calendar(times)
    return evidence.best()


class _Evidence:
    """The evidence of one article, by the year that it speaks for."""

    def __init__(self, passage: Passage, main: Point | None) -> None:
        self._passage = passage
        self._main = main
        self._headline_end = passage.folded.find("\n")
        self._found: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self._months: defaultdict[int, int] = defaultdict(int)
        self._seen: set[int] = set()
        self._floor = _OLDEST
        self._limit = _LAST
        self._beginnings: list[int] = []
        self._lengths: set[int] = set()
        self._celebrated: set[int] = set()

    @property
    def _latest(self) -> int:
        """The latest year that is spoken of as past or present; the article is not older. 0 if there is none."""
        return max((year for year in self._seen if year < self._limit), default=0)

    def best(self) -> tuple[int | None, int | None]:
        """The year with the heaviest evidence, if that is enough and well ahead of the next."""
        weights = [(0.0, 0)]
        latest = self._latest
        for year, kinds in self._found.items():
            if max(latest, self._floor) <= year < self._limit:
                weight = sum(WEIGHTS.get(kind, 0.0) * min(count, _AT_MOST) for kind, count in kinds.items())
                weights.append((weight + (WEIGHTS["latest"] if year == latest else 0.0), year))
        second, first = sorted(weights)[-2:] if len(weights) > 1 else (weights[0], weights[0])
        if first[0] < _ENOUGH or first[0] - second[0] < _LEADS_BY:
            return None, None
        return first[1], self._months.get(first[1])

    def add(self, time: Time) -> None:
        """Take in what `time` says."""
        if time.duration:
            self._add_length(time)
            return
        year = time.year
        if year is None or not _FIRST <= year <= _LAST:
            return
        last = time.until if isinstance(time.until, Time) else time
        month = _last_month(last)
        before = self._passage.before
        if time.lunar:
            self._see(year)
        elif time.relative is not None and time.relative.unit == "period":
            self._note(year + 1, "compared")
            self._see(year)
        elif before("aside", time.start, _REACH):
            self._see(year)
        elif last is not time and month is None:
            self._add_years(time, year, last.year or year)
        elif before("next_year", time.start):
            self._note(year - 1, "next")
            self._limit = min(self._limit, year)
        elif month is None and before("compared", time.start):
            planned = self._passage.inside("planned", self._sentence(time, _CLAUSE), time.start)
            self._note(year if planned else year + 1, "compared plan" if planned else "compared")
            self._see(year)
        else:
            self._add_single(time, year, last, month)

    def _add_single(self, time: Time, year: int, last: Time, month: int | None) -> None:
        passage, at = self._passage, time.start
        until = passage.before("until", at, _CLOSE) is not None
        hoped = passage.inside("hoped", self._sentence(time, _CLAUSE), at)
        if not until and (hoped or passage.before("this_year", at)):
            self._note(year, "this")
            self._see(year)
        elif self._is_planned(time, month, until):
            self._add_planned(last.year or year, last, month)
        else:
            if passage.inside("beginning", self._sentence(time, _CLAUSE), at):
                self._beginnings.append(year)
            if month is None:
                self._see(year)
                self._note(year, f"{self._topic(time)} {self._place(at)}")
            elif time.until != "now":
                self._add_date(time, last.year or year, last, month)
            else:
                self._see(year)

    def _add_date(self, time: Time, year: int, last: Time, month: int) -> None:
        """A day, a month or a span of months that is past, seen from the day of the report."""
        main = self._main
        since = self._passage.before("since", time.start, _REACH) is not None
        ahead = 0 if main is None or main.month is None else (month - main.month) % 12
        if since and last.day is not None and 0 < ahead <= _AHEAD:
            self._note(year - (month <= ahead), "ahead")
            return
        kind = "day" if last.day is not None else "months" if time.quarter or time.months else "month"
        if self._passage.after("earlier", time.end):
            kind = "earlier"
        elif kind == "month" and time.until is not None:
            kind = "range"
        elif since and kind != "months":
            kind = f"since {kind}"
        if main is None or main.month is None:
            self._see(year)
            self._note(year, f"{kind} alone")
            if kind in ("day", "months"):
                self._months[year] = max(self._months[year], month)
        else:
            # A date that is past lies before the day of the report, if need be before that of the year after.
            later = (main.month, main.day or 31) < (month, last.day or 0)
            self._see(year)
            if last.day is not None:
                self._floor = max(self._floor, year + later)
            self._note(year + later, f"{kind} {_distance(main.month - month)}")

    def _add_planned(self, year: int, last: Time, month: int | None) -> None:
        main = self._main
        if month is None:
            self._note(year, "planned year")
        elif main is None or main.month is None:
            self._note(year - (month <= _EARLY), "planned alone")
        else:
            earlier = (month, last.day or 31) < (main.month, main.day or 0)
            self._note(year - earlier, f"planned {_distance(month - main.month)}")

    def _add_years(self, time: Time, begin: int, end: int) -> None:
        if not self._is_planned(time, None, until=False):
            self._note(end, "end of years")
            self._see(begin)

    def _add_length(self, time: Time) -> None:
        length = _YEARS.fullmatch(time.value or "")
        if length and int(length[1]) >= _ANNIVERSARY:
            self._lengths.add(int(length[1]))
            if self._passage.before("celebrated", time.start):
                self._celebrated.add(int(length[1]))

    def add_anniversaries(self) -> None:
        """Years that a beginning and a length of time add up to."""
        latest = self._latest
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
            if time.day and time.month and time.year is None and time.until is None and not time.lunar:
                if time.weekday is not None:
                    yield Point(None, time.month, time.day), time.weekday, None
            elif (
                time.lunar
                and time.day
                and time.month
                and previous is not None
                and time.start - previous.end <= _CLOSE
                and self._passage.between("equals", previous.end, time.start)
            ):
                yield Point(None, previous.month, previous.day), None, (time.month, time.day)
            previous = time if time.day and time.month and time.year is None and not time.lunar else None

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
            or self._passage.before("coming", time.start) is not None
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


def _distance(months: int) -> str:
    months %= 12
    return "near" if months <= _NEAR else "mid" if months <= _MID else "far"


def _last_month(time: Time) -> int | None:
    if time.months:
        return time.months[1]
    if time.quarter:
        return time.quarter * 3
    return time.month

"""Finds out from the article itself when it was written, as far as it tells, where the publication date is unknown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import regex

from extract.kinds.dates.times import Time
from extract.kinds.dates.values import Point, shift_day
from extract.text.calendar import Lunar, to_solar

_FUTURE_CLOSE = regex.compile(
    r"(?r)(?<!\w)(?:(?<!tính )(?<!tính từ )(?:đến|tới)(?: (?:cuối|đầu|giữa))?|tầm nhìn(?: đến)?|trước|vào cuối|từ nay đến|mục tiêu|kế hoạch) "
)
_FUTURE_SENTENCE = regex.compile(r"(?<!\w)(?:dự kiến|sẽ|mục tiêu|phấn đấu|kế hoạch|quy hoạch|chiến lược|dự báo)(?!\w)")
_NEXT = regex.compile(r"(?r)(?<!\w)(?:để|sang|bước sang|bước vào|năm tới) (?:năm |\()?")
_PRESENT = regex.compile(
    r"(?r)(?<!\w)(?:tính đến|tính tới|đến hết|tính đến hết|hết|trong|năm nay|nay|hôm nay) (?:tháng |năm )?"
)
_COMPARED = regex.compile(r"(?r)(?<!\w)so với(?: cùng kì)?(?: của)? ")
_BEGINNING = regex.compile(
    r"(?<!\w)(?:thành lập|khởi công|ra đời|bắt đầu|khởi động|xây dựng|triển khai|kể từ|từ|kí|khởi xướng)(?!\w)"
)
_YEARS = regex.compile(r"P(\d{1,2})Y")
_LEAD = 900
_BEFORE = 70


@dataclass(slots=True, frozen=True)
class Reference:
    """When the article was written.

    Attributes:
        year, month, day: what is known of it.
        given: whether it is the publication date; else it was concluded from the text.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    given: bool = False

    @property
    def point(self) -> Point | None:
        """The day as a point, or None where day or month are unknown."""
        return Point(self.year, self.month, self.day) if self.month and self.day else None


def reference(published: date | None, times: Sequence[Time], folded: str) -> Reference:
    """The publication date, or else what the times of the article say about it."""
    if published is not None:
        return Reference(published.year, published.month, published.day, given=True)
    year, month = _year(times, folded)
    main = _main_day(times, folded)
    if main is None:
        return Reference(year, month)
    if main.year is None and year is not None:
        later = month is not None and main.month is not None and month - main.month >= 6
        main = Point(year + 1 if later else year, main.month, main.day)
    return Reference(main.year, main.month, main.day)


def _year(times: Sequence[Time], folded: str) -> tuple[int | None, int | None]:
    """The year (and the latest month) in which the explicit years of the text put the article."""
    fine: list[tuple[int, int]] = []
    strong: list[int] = []
    named: Counter[int] = Counter()
    beginnings: list[int] = []
    lengths: set[int] = set()
    following: list[int] = []
    seen: list[int] = []
    first_line = folded.find("\n")
    for time in times:
        if time.duration:
            length = _YEARS.fullmatch(time.value or "")
            if length and int(length[1]) >= 5:
                lengths.add(int(length[1]))
            continue
        if time.year is None or not 1900 <= time.year <= 2100:
            continue
        last = time.until if isinstance(time.until, Time) else time
        if time.relative is not None and time.relative.unit == "period":
            strong.append(time.year + 1)
            seen.append(time.year + 1)
            continue
        if last is not time and not last.has_month and last.quarter is None:
            continue
        before = folded[max(0, time.start - _BEFORE) : time.start]
        sentence = before[max(before.rfind("\n"), before.rfind(". ")) + 1 :]
        at = time.start
        if _COMPARED.match(folded, max(0, at - 25), at) and not time.has_month and time.quarter is None:
            strong.append(time.year + 1)
            seen.append(time.year)
            continue
        if _NEXT.match(folded, max(0, at - 25), at):
            following.append(time.year)
            continue
        present = _PRESENT.match(folded, max(0, at - 25), at) is not None
        future = (_FUTURE_CLOSE.match(folded, max(0, at - 20), at) or _FUTURE_SENTENCE.search(sentence)) and not present
        if future or time.tense > 0:
            continue
        seen.append(time.year)
        if _BEGINNING.search(sentence):
            beginnings.append(time.year)
        month = _last_month(last)
        if time.lunar and month is not None:
            solar = to_solar(Lunar(time.year, time.month or 1, time.day or 1))
            month = solar.month if solar else month
        if time.until == "now":
            continue
        if month is not None:
            fine.append((last.year or time.year, month))
        else:
            named[time.year] += 1
            if present or at < first_line:
                strong.append(time.year)
    strong += [year for year, count in named.items() if count >= 3]
    latest = max(seen, default=0)
    candidates: list[tuple[int, int | None]] = [(year, None) for year in strong]
    if fine:
        candidates.append(max(fine))
    candidates += [
        (begun + length, None)
        for begun in beginnings
        for length in sorted(lengths)
        if latest <= begun + length <= latest + 10
    ]
    if following:
        candidates = [(y, m) for y, m in candidates if y < min(following)] + [(min(following) - 1, None)]
    if not candidates:
        return None, None
    year = max(year for year, _ in candidates)
    if year < max((y for y in seen if not following or y < min(following)), default=0):
        return None, None
    return year, max((month for y, month in candidates if y == year and month is not None), default=None)


def _last_month(time: Time) -> int | None:
    if time.months:
        return time.months[1]
    if time.quarter:
        return time.quarter * 3
    return time.month


def _main_day(times: Sequence[Time], folded: str) -> Point | None:
    """The day that the article reports from: one that it calls today, else the first that it names."""
    days = [t for t in times if t.day is not None and t.month is not None and not t.lunar]
    for time in days:
        if time.relative is not None and time.relative.unit == "day" and time.relative.anchor == "published":
            return shift_day(Point(time.year, time.month, time.day), -time.relative.shift)
    yearless = [t for t in days if t.year is None and t.tense <= 0]
    lead = [t for t in yearless if t.start < _LEAD and t.part is not None]
    chosen = lead[0] if lead else yearless[0] if yearless else None
    if chosen is None:
        return None
    last = chosen.until if isinstance(chosen.until, Time) else chosen
    point = Point(None, last.month, last.day)
    words = [
        t.relative
        for t in times
        if t.relative is not None and t.relative.unit == "day" and t.relative.anchor == "published"
    ]
    only_yesterday = any(w.shift == -1 for w in words) and not any(w.shift == 0 for w in words)
    return shift_day(point, 1) if only_yesterday else point

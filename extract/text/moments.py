"""The day of publication in an article's metadata, in whatever form sites, feeds, tables and databases write it.

The computer's clock is never asked: "2 giờ trước" and "hôm qua" are no day of publication.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone

_VIETNAM = timezone(timedelta(hours=7))  # all year round, since 1975
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_LONGEST = 200  # characters; what is longer is a text and no date
_TWO_DIGITS_OF_1900 = 69  # as POSIX has it: "69" to "99" are of the twentieth century
_EXCEL_DAY_0 = date(1899, 12, 30)  # its 1900 has a 29 February
_EXCEL = range(20_000, 80_000)  # 1954 to 2119; as seconds since 1970, the first day
_EPOCHS = {9: 1, 10: 1, 13: 1e3, 16: 1e6, 19: 1e9}
"""Units a second of the times since 1970, by their number of digits."""
_STAMPS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}

_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SPELLED = [
    "giêng",
    "hai",
    "ba",
    "tư",
    "năm",
    "sáu",
    "bảy",
    "tám",
    "chín",
    "mười",
    "mười một",
    "mười hai",
    "chạp",
    "một",
]
_MONTHS = {
    **{name: number for number, name in enumerate(_ENGLISH, start=1)},
    **{name: number for number, name in enumerate(_SPELLED[:12], start=1)},
    "chạp": 12,
    "một": 1,
    "bốn": 4,
    "bẩy": 7,
}
_WORDS = "|".join(sorted((re.escape(name) for name in (*_SPELLED, "bốn", "bẩy")), key=len, reverse=True))
_MONTH = rf"(?:(?:tháng|thg|th)\.? ?(?P<{{0}}>0?\d(?!\d)|1[0-2]|{_WORDS})\b|(?P<{{0}}e>{'|'.join(_ENGLISH)})[a-z]*\.?)"
_YEAR = r"(?P<{0}>(?:1[89]|2[01])\d\d)(?!\d)"
_BETWEEN = r"[ ,./-]*"
_DATE = re.compile(
    rf"(?<!\d)(?:{_YEAR.format('y1')} ?(?P<s1>[-/.]) ?(?P<m1>\d{{1,2}}) ?(?P=s1) ?(?P<d1>\d{{1,2}})(?!\d)"
    rf"|(?P<d2>\d{{1,2}}) ?(?P<s2>[-/.]) ?(?P<m2>\d{{1,2}}) ?(?P=s2) ?(?:{_YEAR.format('y2')}|(?P<y2s>\d\d)(?![\d:]))"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th(?!\.? ?\d))?{_BETWEEN}(?:of )?{_MONTH.format('m3')}"
    rf"{_BETWEEN}(?:năm )?(?:{_YEAR.format('y3')}|(?P<y3s>\d\d)(?![\d:])))"
    # Behind the month's name: "Oct 16, 2025", "Thu Oct 16 08:00:00 UTC 2025".
    rf"|(?<![^\W\d_]){_MONTH.format('m4')} (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?[ ,]+"
    rf"(?:\d{{1,2}}:\d\d(?::\d\d)? (?:[a-z]{{3,4}} |[+-]\d{{4}} )?)?{_YEAR.format('y4')}"
)
_CLOCK = re.compile(
    r"(?<!\d)(?P<h>[01]?\d|2[0-4])(?:(?: ?h ?| ?giờ ?| ?g ?|:)(?P<min>[0-5]\d)(?!\d))(?::[0-5]\d(?:[.,]\d+)?)?"
    r"(?: ?(?P<half>am|pm|sa|ch)\b)?"
    r" ?\(?(?P<zone>z\b|(?:gmt|utc)(?: ?(?P<s>[+-]) ?(?P<zh>\d{1,2})(?::?(?P<zm>\d\d))?)?"
    r"|(?P<bs>[+-])(?P<bh>\d\d):?(?P<bm>\d\d)(?!\d))?"
)
_NUMBER = re.compile(r"(\d{4,19})(?:[.,](\d+))?")
_DOT_NET = re.compile(r"/date\((-?\d+)(?:[+-]\d{4})?\)/")


def publication_day(published: str, *, month_first: bool = False) -> date:
    """The calendar day in Vietnam of a publication date from an article's metadata.

    Args:
        published: ISO 8601, "Thứ năm, 16/10/2025, 15:59 (GMT+7)", "16-10-2025 08:30", an RSS date, seconds or
            milliseconds since 1970, Excel's number of a day … A time with an offset ("2020-06-05T18:30Z") is moved
            to Vietnam's. Of "03/04/2025" the day is first, unless that is impossible.
        month_first: of "03/04/2025" the month is first, unless that is impossible.

    Raises:
        ValueError: it is no such date, or lies outside of the years of newspapers ("0001-01-01" stands for none).
    """
    given = unicodedata.normalize("NFC", published[: _LONGEST + 1]).casefold().strip()
    if len(given) > _LONGEST:
        raise ValueError("it is too long for a date")
    day = _numeric(given) or _iso(given) or _written(" ".join(given.split()), month_first)
    if day is None:
        raise ValueError("it holds no date")
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"the year {day.year} is no newspaper's")
    return day


def day_in(name: str) -> str | None:
    """The day that the name of a file or its folders say ("2025/10/16/1.txt", "16.10.2025 cau.txt"), in ISO 8601."""
    for match in _NAMED.finditer(name):
        year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
    return None


_NAMED = re.compile(
    r"(?<!\d)(?:((?:19|20)\d\d)[-_./]?(\d\d)[-_./]?(\d\d)|(\d\d?)[-_./ ](\d\d?)[-_./ ]((?:19|20)\d\d))(?!\d)"
)


def _numeric(given: str) -> date | None:
    """The day of a string of digits: a stamp (20251016), a time since 1970, or Excel's number of a day."""
    match = _NUMBER.fullmatch(given)
    if match is None:
        wrapped = _DOT_NET.fullmatch(given)
        return _since_1970(int(wrapped[1]) / 1e3) if wrapped else None
    digits = match[1]
    if len(digits) in _STAMPS:
        try:
            return datetime.strptime(digits, _STAMPS[len(digits)]).date()
        except ValueError:
            return _since_1970(int(digits) / 1e3) if len(digits) == 12 else None
    if len(digits) in _EPOCHS:
        return _since_1970(int(digits) / _EPOCHS[len(digits)])
    return _EXCEL_DAY_0 + timedelta(days=int(digits)) if int(digits) in _EXCEL else None


def _since_1970(seconds: float) -> date | None:
    try:
        return datetime.fromtimestamp(seconds, _VIETNAM).date()
    except (ValueError, OverflowError, OSError):
        return None


def _iso(given: str) -> date | None:
    try:
        moment = datetime.fromisoformat(given.upper())
        return moment.date() if moment.tzinfo is None else moment.astimezone(_VIETNAM).date()
    except (ValueError, OverflowError):
        return None


def _written(given: str, month_first: bool) -> date | None:
    match = _DATE.search(given)
    if match is None:
        return None
    day, month, year = _parts({name: value for name, value in match.groupdict().items() if value})
    numeric = match["d2"] is not None
    if numeric and ((month_first and day <= 12) or month > 12):
        day, month = month, day
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return _moved(found, given[: match.start()] + " " + given[match.start() :])


def _parts(found: dict[str, str]) -> tuple[int, int, int]:
    """Day, month and year of the groups that one alternative of `_DATE` has matched."""
    by_part = {name[0] + name[2:]: value for name, value in found.items()}
    month = by_part.get("m") or by_part["me"]
    short = int(by_part.get("ys", 0))
    year = int(by_part["y"]) if "y" in by_part else short + (1900 if short >= _TWO_DIGITS_OF_1900 else 2000)
    return int(by_part["d"]), int(month) if month.isdigit() else _MONTHS[month], year


def _moved(day: date, given: str) -> date:
    """The day in Vietnam where the clock time beside it has an offset."""
    clock = next((one for one in _CLOCK.finditer(given) if one["zone"]), None)
    if clock is None:
        return day
    sign, hours, minutes = (clock["s"] or clock["bs"] or "+", clock["zh"] or clock["bh"], clock["zm"] or clock["bm"])
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    hour = int(clock["h"])
    if clock["half"]:
        hour = hour % 12 + 12 * (clock["half"] in ("pm", "ch"))
    moment = datetime(day.year, day.month, day.day) + timedelta(hours=hour, minutes=int(clock["min"]))
    return (moment - offset + timedelta(hours=7)).date()

"""Reads the matches of date patterns: from named groups to `Time`. Each reading is named by rules in `rules/dates/`."""

from collections.abc import Callable

import regex

from extract.entries import DateWordEntry, HolidayEntry
from extract.kinds.dates.times import Relative, Time
from extract.patterns import compiled
from extract.text.calendar import sexagenary_year
from extract.text.numbers import read_number, read_roman

Groups = dict[str, str | None]
Match = regex.Match[str]
Reading = Callable[[Match, Groups, str], list[Time]]

PARTS_OF_DAY = {"sáng": "TMO", "sớm": "TMO", "trưa": "TMI", "chiều": "TAF", "tối": "TEV", "đêm": "TNI", "khuya": "TNI"}
SEASONS = {"xuân": "SP", "hè": "SU", "hạ": "SU", "thu": "FA", "đông": "WI"}
UNITS = {
    "năm": "Y", "tháng": "M", "tuần": "W", "tuần lễ": "W", "ngày": "D", "ngày đêm": "D", "hôm": "D", "giờ": "TH",
    "tiếng": "TH",    "phút": "TM", "giây": "TS", "quý": "Q", "thập kỉ": "10Y", "thập niên": "10Y", "thế kỉ": "100Y",
    "thiên niên kỉ": "1000Y",
}  # fmt: skip
_SCALES = {"trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10000}
_UNIT_NAMES = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute"}
_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_WEEKDAYS = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6, "bẩy": 6, "chủ nhật": 7}
_QUARTERS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "một": 1,
    "nhất": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "đầu": 1,
    "cuối": 4,
}
_YEAR_WORDS = {
    "nay": Relative("year", 0), "này": Relative("year", 0, "mention"), "ngoái": Relative("year", -1),
    "trước": Relative("year", -1), "tới": Relative("year", 1), "sau": Relative("year", 1),
    "đó": Relative("year", 0, "mention"), "ấy": Relative("year", 0, "mention"),
}  # fmt: skip
# Years of the cycle without a number lie within thirty years of this one.
_CYCLE_MIDDLE = 1997
# The days of Tết are counted from the 20th of the last month to the 10th of the first.
_TET_DAYS, _TET_EVES, _LAST_MONTH = 10, 20, 12
_PERIOD_WORDS = {
    "này": 0,
    "trước": -1,
    "qua": -1,
    "rồi": -1,
    "vừa qua": -1,
    "vừa rồi": -1,
    "tới": 1,
    "sau": 1,
    "sắp tới": 1,
}


def take_left(time: Time, start: int, groups: Groups) -> None:
    """Extend a time by the words in front of it, which begin at `start`."""
    time.start = start
    if groups.get("part"):
        time.part = part_of_day(groups["part"])
        time.sure = True
    if groups.get("wd"):
        time.sure = True
        if time.weekday is None:
            time.weekday = _weekday(groups["wd"])
    if groups.get("label") or groups.get("place"):
        time.sure = True


def read_word(entry: DateWordEntry, start: int, end: int) -> Time:
    """The time that a word of `rules/dates/words.yaml` names."""
    return Time(start, end, entry.id, relative=Relative(entry.unit, entry.shift, entry.anchor), part=entry.part)


_HOLIDAY_YEAR = compiled(r"(?:,? (?:năm )?(?P<y>(?:19|20)\d\d)(?!\d)| năm (?P<yw>nay|ngoái|trước|tới|sau)(?!\w))")
_HOLIDAY_CUE = compiled(r"(?r)(?<!\w)(?:dịp|đêm|lễ|trước|sau|đón|mừng|tới|đến|vào|mùa|ngày|qua|tối|chào) ?")
_HOLIDAY_DATE = compiled(r"(?: ?\(| )(?:ngày |mùng )?\d{1,2}[/.-]\d{1,2}")


def read_holiday(entry: HolidayEntry, folded: str, start: int, end: int) -> list[Time]:
    """A holiday with its year or with a word in front that makes it a time; none where its date stands behind it."""
    if end < len(folded) and folded[end].isalnum():
        return []
    if _HOLIDAY_DATE.match(folded, end):
        return []
    time = Time(start, end, entry.id, month=entry.month, day=entry.day, lunar=entry.lunar)
    year = _HOLIDAY_YEAR.match(folded, end)
    if year:
        time.end = year.end()
        time.year = int(year["y"]) if year["y"] else None
        time.year_word = _YEAR_WORDS.get(year["yw"] or "")
    elif (folded[:start].strip() or folded[end:].strip()) and not _HOLIDAY_CUE.match(folded, max(start - 12, 0), start):
        return []
    return [time]


def _day(match: Match, groups: Groups, rule: str) -> list[Time]:
    time = Time(match.start(), match.end(), rule, day=_int(groups["d"]), month=_int(groups.get("m")))
    _set_year(time, groups)
    time.lunar = bool(groups.get("al"))
    separator = groups.get("sep")
    if separator and groups.get("y") and len(groups["y"] or "") == 2:
        time.year = _century_of(int(groups["y"] or 0))
        time.sure = separator == "/"
    elif time.month is None or (time.year is None and time.year_word is None):
        time.sure = time.lunar
    return [time]


def _day_words(match: Match, groups: Groups, rule: str) -> list[Time]:
    word = groups["m"] or ""
    time = Time(match.start(), match.end(), rule, day=_number(groups["d"] or ""), month=_month(word))
    _set_year(time, groups)
    _set_lunar_year(time, groups)
    time.leap = bool(groups.get("leap"))
    time.lunar = bool(groups.get("al") or groups.get("stem") or time.leap) or word in ("giêng", "chạp")
    time.sure = time.has_year or time.lunar or match[0].startswith("ngày ")
    return [time]


def _day_of_month(match: Match, groups: Groups, rule: str) -> list[Time]:
    shift = _PERIOD_WORDS[groups["mw"] or ""]
    return [Time(match.start(), match.end(), rule, day=_int(groups["d"]), month_word=Relative("month", shift))]


def _day_range(match: Match, groups: Groups, rule: str) -> list[Time]:
    end = Time(match.start(), match.end(), rule, day=_int(groups["d2"]), month=_month(groups["m2"] or ""))
    _set_lunar_year(end, groups, "y2")
    end.lunar = bool(groups.get("al")) or groups["m2"] in ("giêng", "chạp")
    begin = Time(match.start(), match.end(), rule, day=_int(groups["d"]), month=end.month, until=end, lunar=end.lunar)
    begin.year, begin.year_word = end.year, end.year_word
    begin.sure = begin.has_year or "tháng" in match.group()
    if (begin.day or 0) >= (end.day or 0):
        return []
    return [begin]


def _day_list(match: Match, groups: Groups, rule: str) -> list[Time]:
    days = [int(d) for d in regex.findall(r"\d+", f"{groups['d']},{groups['more']},{groups['d2']}")]
    last = Time(match.start("d2"), match.end(), rule, day=days[-1], month=_month(groups["m2"] or ""))
    _set_year(last, groups, "y2")
    last.sure = last.has_year
    if groups["m2"] and days == list(range(days[0], days[0] + len(days))) and groups["and"] not in ("hoặc", "hay"):
        first = Time(match.start(), match.end(), rule, day=days[0], month=last.month, until=last, sure=last.sure)
        first.year, first.year_word = last.year, last.year_word
        return [first]
    spans = [match.span("d"), *_list_spans(match, "more")]
    times = [Time(s, e, rule, day=d, month=last.month, sure=last.sure) for d, (s, e) in zip(days, spans, strict=False)]
    for time in times:
        time.year, time.year_word = last.year, last.year_word
    return [*times, last]


def _tet_day(match: Match, groups: Groups, rule: str) -> list[Time]:
    time = _counted_to_tet(match, groups, rule, "d")
    return [] if _TET_DAYS < (time.day or 0) < _TET_EVES else [time]


def _tet_range(match: Match, groups: Groups, rule: str) -> list[Time]:
    begin = _counted_to_tet(match, groups, rule, "d")
    begin.until = _counted_to_tet(match, groups, rule, "d2")
    return [begin]


def _counted_to_tet(match: Match, groups: Groups, rule: str, name: str) -> Time:
    """A day of Tết, or one of the eves in front, which belong to the lunar year before."""
    day = int(groups[name] or 0)
    time = Time(match.start(), match.end(), rule, day=day, month=1, lunar=True)
    _set_lunar_year(time, groups)
    if day >= _TET_EVES:
        time.month = _LAST_MONTH
        if time.year is not None:
            time.year -= 1
        elif time.year_word is not None:
            time.year_word = Relative(time.year_word.unit, time.year_word.shift - 1, time.year_word.anchor)
    return time


def _mung_only(match: Match, groups: Groups, rule: str) -> list[Time]:
    time = Time(match.start(), match.end(), rule, day=_int(groups["d"]), month=1, lunar=True)
    return [time] if (time.day or 0) <= _TET_DAYS and "tết" in match.string else []


def _mung(match: Match, groups: Groups, rule: str) -> list[Time]:
    time = Time(match.start(), match.end(), rule, day=_number(groups["d"] or ""), month=1, lunar=True)
    if not groups.get("tet"):
        word = groups["m"] or ""
        time.month = _month(word)
        time.lunar = bool(groups.get("al")) or word in ("giêng", "chạp")
    _set_lunar_year(time, groups)
    return [time]


def _ram(match: Match, groups: Groups, rule: str) -> list[Time]:
    time = Time(match.start(), match.end(), rule, day=15, month=_month(groups["m"] or ""), lunar=True)
    _set_lunar_year(time, groups)
    return [time]


def _month_reading(match: Match, groups: Groups, rule: str) -> list[Time]:
    time = Time(match.start(), match.end(), rule, month=_int(groups["m"]))
    _set_lunar_year(time, groups)
    time.leap = bool(groups.get("leap"))
    time.lunar = bool(groups.get("al") or groups.get("stem") or time.leap)
    time.sure = "/" in (groups.get("sep") or "") or match[0].startswith("t")
    return [time]


def _month_word(match: Match, groups: Groups, rule: str) -> list[Time]:
    word = groups["m"] or ""
    time = Time(match.start(), match.end(), rule, month=_month(word))
    _set_lunar_year(time, groups)
    time.lunar = bool(groups.get("al") or groups.get("stem")) or word in ("giêng", "chạp")
    # "tháng năm" is also "months and years", "một tháng hai …" a rate.
    time.sure = word != "năm" or time.has_year
    return [time]


def _month_list(match: Match, groups: Groups, rule: str) -> list[Time]:
    months = [int(m) for m in regex.findall(r"\d+", f"{groups['m']},{groups['more']},{groups['m2']}")]
    last = Time(match.start("m2"), match.end(), rule, month=months[-1])
    _set_year(last, groups, "y2")
    is_range = (groups["and"] or "").strip().startswith(("-", "đến", "tới")) and not groups["more"]
    if is_range or months == list(range(months[0], months[0] + len(months))):
        first = Time(match.start(), match.end(), rule, month=months[0], until=last)
        first.year, first.year_word = last.year, last.year_word
        if first.year is not None and months[0] > months[-1]:  # over the turn of the year: "tháng 11 đến tháng 2/2019"
            first.year -= 1
        return [first]
    spans = [match.span("m"), *_list_spans(match, "more")]
    times = [Time(s, e, rule, month=m) for m, (s, e) in zip(months, spans, strict=False)]
    for time in times:
        time.year, time.year_word = last.year, last.year_word
    return [*times, last]


def _months_of(match: Match, groups: Groups, rule: str) -> list[Time]:
    count, unit, end = _number(groups["n"] or ""), groups["u"], groups.get("end") or "đầu"
    if count is None or not 1 <= count <= 31:
        return []
    at_end = end.startswith(("cuối", "còn"))
    time = Time(match.start(), match.end(), rule)
    if groups.get("month"):
        if unit not in ("ngày", "tuần"):
            return []
        length = count * (7 if unit == "tuần" else 1)
        time.days = (-length, -1) if at_end else (1, length)
        word = groups.get("m") or ""
        time.month = _month(word) if word else None
        if groups.get("mw"):
            time.month_word = Relative("month", _PERIOD_WORDS[groups["mw"] or ""])
        elif not word:
            time.month_word = Relative("month", 0)
        _set_year(time, groups)
        return [time]
    _set_year(time, groups)
    if groups.get("ys"):
        time.year = _int(groups["ys"])
    if not time.has_year:
        time.year_word = Relative("year", 0)
    months = count * {"tháng": 1, "t": 1, "quý": 3}.get(unit or "", 0)
    if not 1 <= months <= 12:
        time.value, time.duration = _iso(count, UNITS[unit or "ngày"]), True
        return [time]
    time.months = (13 - months, 12) if at_end else (1, months)
    return [time]


def _half(match: Match, groups: Groups, rule: str) -> list[Time]:
    first = groups["end"] == "đầu"
    time = Time(match.start(), match.end(), rule)
    _set_year(time, groups)
    if groups.get("month"):
        time.days = (1, 15) if first else (16, -1)
        word = groups.get("m") or ""
        time.month = _month(word) if word else None
        if time.month is None:
            time.month_word = Relative("month", _PERIOD_WORDS.get(groups.get("mw") or "này", 0))
        return [time]
    if not time.has_year:
        time.year_word = Relative("year", 0)
    time.months = (1, 6) if first else (7, 12)
    return [time]


def _quarter(match: Match, groups: Groups, rule: str) -> list[Time]:
    number = _quarter_number(groups["q"] or "")
    time = Time(match.start(), match.end(), rule, quarter=number)
    _set_year(time, groups)
    if (rule := groups.get("q") or "") in ("đầu", "cuối") and not time.has_year:
        time.year_word = Relative("year", 0)
    second = groups.get("q2")
    if second:
        end = Time(match.start(), match.end(), time.rule, quarter=_quarter_number(second))
        end.year, end.year_word = time.year, time.year_word
        time.until = end
    return [time]


def _decade(match: Match, groups: Groups, rule: str) -> list[Time]:
    century = _century_prefix(groups.get("c"))

    def value(text: str) -> str:
        return f"{text[:3]}X" if len(text) == 4 else f"{century}{text[0]}X"

    time = Time(match.start(), match.end(), rule, value=value(groups["y"] or ""))
    if groups.get("y2"):
        time.until = Time(match.start(), match.end(), rule, value=value(groups["y2"] or ""))
    return [time]


def _century(match: Match, groups: Groups, rule: str) -> list[Time]:
    number = _century_number(groups["c"])
    if number is None:
        return []
    before = bool(groups.get("bc"))
    time = Time(match.start(), match.end(), rule, value=_century_value(number, before))
    second = _century_number(groups.get("c2"))
    if second and second != number and (second < number) == before:
        time.until = Time(match.start(), match.end(), rule, value=_century_value(second, before))
    elif second:  # "thế kỷ XX, 2 …": what follows is no later century
        time.end = match.end("c")
    return [time]


def _year(match: Match, groups: Groups, rule: str) -> list[Time]:
    year = int(groups.get("y") or _number(groups.get("yn") or "") or 0)
    if groups.get("bc"):
        return [Time(match.start(), match.end(), rule, value=f"BC{year:04d}", sure=len(groups["y"] or "") > 1)]
    if not 40 <= year <= 2200:
        return []
    return [Time(match.start(), match.end(), rule, year=year)]


def _year_short(match: Match, groups: Groups, rule: str) -> list[Time]:
    return [Time(match.start(), match.end(), rule, year=1900 + int(match["y"]))]


def _year_bare(match: Match, groups: Groups, rule: str) -> list[Time]:
    return [Time(match.start(), match.end(), rule, year=int(match["y"]), sure=False)]


def _year_turn(match: Match, groups: Groups, rule: str) -> list[Time]:
    return [Time(match.start("y"), match.end("y"), rule, year=int(match["y"]))]


def _year_range(match: Match, groups: Groups, rule: str) -> list[Time]:
    begin, second = int(match["y"]), match["y2"]
    end = int(second) if len(second) == 4 else begin // 100 * 100 + int(second)
    if len(second) == 2:
        end += 100 if end < begin else 0
        if end != begin + 1:
            return []
    if not begin < end <= begin + 200 or begin < 1000:
        return []
    return [Time(match.start(), match.end(), rule, year=begin, until=Time(match.start(), match.end(), rule, year=end))]


def _clock(match: Match, groups: Groups, rule: str) -> list[Time]:
    time = Time(match.start(), match.end(), rule, hour=int(groups["h"] or 0))
    if groups.get("mi"):
        time.minute = int((groups["mi"] or "").replace(" ", ""))
    if groups.get("s"):
        time.second = int(regex.match(r"\d+", groups["s"] or "0").group())  # type: ignore[union-attr]
    _half_or_less(time, groups)
    if groups.get("half_day"):
        time.hour = (time.hour or 0) % 12 + 12 * (groups["half_day"] == "pm")
    time.sure = time.minute is not None
    return [time]


def _clock_words(match: Match, groups: Groups, rule: str) -> list[Time]:
    hour = _number(groups["h"] or "")
    if hour is None:
        return []
    time = Time(match.start(), match.end(), rule, hour=hour, sure=False)
    if groups.get("mi") or groups.get("miw"):
        time.minute = _number(groups["mi"] or groups["miw"] or "")
        time.second = _int(groups.get("s"))
    _half_or_less(time, groups)
    if time.minute is not None and time.minute > 59:
        return []
    return [time]


def _clock_range(match: Match, groups: Groups, rule: str) -> list[Time]:
    times = []
    for hour, minute in (("h", "mi"), ("h2", "mi2")):
        time = Time(
            match.start(),
            match.end(),
            rule,
            hour=_int(groups[hour]),
            minute=_int((groups[minute] or "").replace(" ", "")),
        )
        times.append(time)
    times[0].until = times[1]
    times[0].sure = times[0].minute is not None or times[1].minute is not None
    return times[:1]


def _half_or_less(time: Time, groups: Groups) -> None:
    """ "rưỡi" and "kém 15"."""
    if groups.get("half"):
        time.minute = 30
    less = _number(groups.get("less") or "") if groups.get("less") else None
    if less is not None and time.hour is not None and 0 < less < 60:
        time.hour, time.minute = (time.hour - 1) % 24, 60 - less


_AGO = compiled(r"(?r)(?<!\w)cách (?:đây|nay) (?:(?:hơn|gần|khoảng|chừng|tròn|đúng|cả) )?")


def _duration(match: Match, groups: Groups, rule: str) -> list[Time]:
    unit = UNITS[_plain_unit(groups["u"] or "")]
    written = groups["n"] or ""
    count = int(written) if written.isdigit() else read_number(written)
    if count is None:
        return []
    value = _iso(count, unit)
    if groups.get("half"):
        value = _and_a_half(count, unit)
    for more, finer in zip(match.captures("nb"), match.captures("ub"), strict=True):
        second = read_number(more)
        if second is None:
            return []
        value = _joined(value, _iso(second, UNITS[_plain_unit(finer)]))
    time = Time(match.start(), match.end(), rule, value=value, duration=True, sure=False)
    end = (groups.get("end") or "").strip()
    ago = _AGO.match(match.string, max(0, match.start() - 24), match.start())
    if ago:
        time.start = ago.start()
    if (
        (ago or end in ("trước", "trước đây"))
        and isinstance(count, int)
        and unit in _UNIT_NAMES
        and not groups.get("n2")
    ):
        time.back = Relative(_UNIT_NAMES[unit], -count)
    return [time]


def _duration_half(match: Match, groups: Groups, rule: str) -> list[Time]:
    values = {
        "Y": "P6M",
        "M": "P15D",
        "W": "P3D",
        "D": "PT12H",
        "TH": "PT30M",
        "TM": "PT30S",
        "10Y": "P5Y",
        "100Y": "P50Y",
    }
    unit = UNITS[_plain_unit(match["u"])]
    return [Time(match.start(), match.end(), rule, value=values[unit], duration=True)]


def _duration_scale(match: Match, groups: Groups, rule: str) -> list[Time]:
    years = _SCALES[groups["scale"] or ""]
    return [Time(match.start(), match.end(), rule, value=_iso(years, "Y"), duration=True)]


def _duration_next(match: Match, groups: Groups, rule: str) -> list[Time]:
    return [Time(match.start(), match.end(), rule, value=_iso(1, UNITS[groups["u"] or ""]), duration=True)]


def _weekday_reading(match: Match, groups: Groups, rule: str) -> list[Time]:
    time = Time(match.start(), match.end(), rule, weekday=_weekday(groups["wd"]), sure=groups["wd"] == "chủ nhật")
    week = groups.get("week")
    if week:
        time.sure = True
        if week.startswith("tuần "):
            time.week = Relative("week", _PERIOD_WORDS[week[5:]])
        else:
            time.tense = -1 if _PERIOD_WORDS[week] < 0 else 1
            time.sure = groups["wd"] == "chủ nhật"
    return [time]


def _season(match: Match, groups: Groups, rule: str) -> list[Time]:
    time = Time(match.start(), match.end(), rule, season=SEASONS[groups["season"] or ""])
    _set_year(time, groups)
    if groups.get("sw"):
        time.year_word = Relative("year", 0)
    return [time]


def _cycle(match: Match, groups: Groups, rule: str) -> list[Time]:
    time = Time(match.start(), match.end(), rule)
    _set_lunar_year(time, groups)
    return [time] if time.has_year else []


def _tet(match: Match, groups: Groups, rule: str) -> list[Time]:
    time = Time(match.start(), match.end(), rule, month=1, day=1, lunar=True)
    _set_lunar_year(time, groups)
    return [time] if time.has_year or groups.get("full") else []


def _coming_year(match: Match, groups: Groups, rule: str) -> list[Time]:
    return [Time(match.start(), match.end(), rule, relative=Relative("year", 1))]


def _same(match: Match, groups: Groups, rule: str) -> list[Time]:
    unit = "year" if groups["u"] == "năm" else "month"
    return [Time(match.start(), match.end(), rule, relative=Relative(unit, 0, "mention"))]


def _part_of(match: Match, groups: Groups, rule: str) -> list[Time]:
    unit = "year" if groups["u"] == "năm" else "month"
    return [Time(match.start(), match.end(), rule, relative=Relative(unit, 0))]


READINGS: dict[str, Reading] = {
    "day": _day,
    "day_words": _day_words,
    "day_of_month": _day_of_month,
    "day_range": _day_range,
    "day_list": _day_list,
    "tet_day": _tet_day,
    "mung": _mung,
    "mung_only": _mung_only,
    "ram": _ram,
    "month": _month_reading,
    "month_word": _month_word,
    "month_list": _month_list,
    "months_of": _months_of,
    "half": _half,
    "coming_year": _coming_year,
    "part_of": _part_of,
    "same": _same,
    "tet_range": _tet_range,
    "quarter": _quarter,
    "decade": _decade,
    "century": _century,
    "year": _year,
    "year_short": _year_short,
    "year_bare": _year_bare,
    "year_turn": _year_turn,
    "year_range": _year_range,
    "clock": _clock,
    "clock_words": _clock_words,
    "clock_range": _clock_range,
    "duration": _duration,
    "duration_half": _duration_half,
    "duration_scale": _duration_scale,
    "duration_next": _duration_next,
    "weekday": _weekday_reading,
    "season": _season,
    "cycle": _cycle,
    "tet": _tet,
}


def _set_year(time: Time, groups: Groups, name: str = "y") -> None:
    year = groups.get(name) or (groups.get("y") if name != "y" else None)
    if year:
        time.year = int(year)
    elif groups.get("yy"):
        time.year = 1900 + int(groups["yy"] or 0)
    elif groups.get("ys"):
        time.year = _century_of(int(groups["ys"] or 0))
    elif groups.get("yn"):
        time.year = _number(groups["yn"] or "")
    elif groups.get("yw"):
        time.year_word = _YEAR_WORDS[groups["yw"] or ""]


def _set_lunar_year(time: Time, groups: Groups, name: str = "y") -> None:
    """The year of a lunar date: of the sexagenary cycle, of 1968 to 2027 where nothing else tells, or by number."""
    _set_year(time, groups, name)
    if groups.get("stem") and time.year is None:
        stem = (groups["stem"] or "").replace("quí", "quý")
        branch = (groups["branch"] or "").replace("mẹo", "mão")
        time.year = sexagenary_year(stem, branch, _CYCLE_MIDDLE)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _number(text: str) -> int | None:
    value = int(text) if text.isdigit() else read_number(text)
    return value if isinstance(value, int) else None


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else _MONTH_WORDS.get(text)


def _weekday(text: str | None) -> int | None:
    return _WEEKDAYS.get(text or "", int(text) - 1 if text and text.isdigit() else 0) or None


def part_of_day(words: str | None) -> str | None:
    """The TIMEX3 part of the day that the words name."""
    for word in reversed((words or "").split()):
        if word in PARTS_OF_DAY:
            return PARTS_OF_DAY[word]
    return None


def _century_of(two_digits: int) -> int:
    """The year meant by two digits: 1930 to 2029."""
    return 2000 + two_digits if two_digits < 30 else 1900 + two_digits


def _quarter_number(text: str) -> int:
    return int(text) if text.isdigit() else _QUARTERS[text]


def _century_number(text: str | None) -> int | None:
    if not text:
        return None
    number = _number(text) or read_roman(text.upper())
    return number if number and 1 <= number <= 30 else None


def _century_value(number: int, before: bool) -> str:
    return f"BC{number - 1:02d}XX" if before else f"{number - 1:02d}XX"


def _century_prefix(text: str | None) -> str:
    """The first two digits of the years in "thế kỷ …"; the twentieth century where nothing is said."""
    if text == "này":
        return "20"
    number = _century_number(text)  # "trước" is no number
    return f"{number - 1:02d}" if number else "19"


def _plain_unit(unit: str) -> str:
    return unit.replace(" đồng hồ", "")


def _iso(count: int | float, unit: str) -> str:
    """`_iso(2, "TH")` is "PT2H"; decades, centuries and quarters are counted in years and months."""
    if unit.endswith("0Y"):
        count, unit = count * int(unit[:-1]), "Y"
    elif unit == "Q":
        count, unit = count * 3, "M"
    number = f"{count:g}" if isinstance(count, float) else str(count)
    return f"PT{number}{unit[1]}" if unit[0] == "T" else f"P{number}{unit}"


def _and_a_half(count: int | float, unit: str) -> str:
    """ "hai năm rưỡi" is P2Y6M."""
    halves = {"Y": "P6M", "M": "P15D", "TH": "PT30M", "TM": "PT30S", "D": "PT12H", "10Y": "P5Y", "100Y": "P50Y"}
    if unit in ("10Y", "100Y"):
        return _iso(count + 0.5, unit)
    return _joined(_iso(count, unit), halves[unit]) if unit in halves else _iso(count, unit)


def _joined(first: str, second: str) -> str:
    """Two durations as one: "P1Y" and "P6M" make "P1Y6M", "P1D" and "PT6H" "P1DT6H"."""
    if "T" in first and second.startswith("PT"):
        return first + second[2:]
    return first + second[1:]


def _list_spans(match: Match, group: str) -> list[tuple[int, int]]:
    offset = match.start(group)
    return [(offset + m.start(), offset + m.end()) for m in regex.finditer(r"\d+", match[group])]

"""Weighs the words around a time: which forms are dates here, and which are scores, fractions, names or rates."""

from typing import Final

from extract.kinds.dates.passage import Passage
from extract.kinds.dates.times import Relative, Time
from extract.lazy import lazy
from extract.patterns import compiled

_QUOTED: Final = 120
_MONTHS = compiled(r"P(\d{1,2})M")
_SMALL = 12
_EARLY = 6
_SUNDAY = 7
_MODERN = 1900
_ALWAYS = "24/7"


def supported(times: list[Time], passage: Passage) -> list[Time]:
    """The times that are dates where they stand; a clock form that is a length of time there becomes a duration."""
    weighing = _Weighing(passage)
    kept = [time for time in times if weighing.holds(time)]
    return weighing.with_days_named_elsewhere(kept, times)


class _Weighing:
    """The questions asked about one article."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._text = passage.text
        self._folded = passage.folded

    @lazy
    def _compares(self) -> bool:
        """Whether the article compares periods."""
        return self._passage.inside("comparison", 0, len(self._folded))

    def _before(self, name: str, time: Time) -> bool:
        return self._passage.before(name, time.start) is not None

    def _after(self, name: str, time: Time) -> bool:
        return self._passage.after(name, time.end) is not None

    def holds(self, time: Time) -> bool:
        """Whether the time is a date here."""
        if time.duration:
            return self._length(time)
        if self._repeated(time) or self._names(time):
            return False
        if self._in_award(time):
            return False
        if self._alone(time):
            return True
        if time.has_clock and not time.has_day and (self._daily(time) or not self._clock(time)):
            return False
        if time.duration:
            return self._length(time)
        if time.has_clock:
            return True
        if time.weekday is not None and time.day is None:
            return self._weekday(time)
        if time.day is not None and time.month is not None and not time.lunar:
            return self._day(time)
        if time.relative is not None and time.relative.unit not in ("day", "period"):
            written = self._folded[time.start : time.end]
            sequel = written.endswith(("sau", "trước")) and self._after("vague", time)
            generic = time.rule.startswith("date.part-of") and self._before("generic", time)
            # "sách quý này" is a rare book: a quarter stands at the head of its sentence or behind a function word.
            rare = written.startswith("quý") and not (self._before("any", time) or self._heads_sentence(time))
            return not sequel and not generic and not rare and not self._before("vague", time)
        if time.relative is not None and time.relative.unit == "day" and self._figurative(time):
            return False
        if time.value is not None and self._before("paper", time):
            return False
        if time.relative is not None and self._folded.startswith(("hôm nay", "ngày hôm nay"), time.start):
            return not self._before("vague", time) and not self._before("vague_today", time)
        if time.month is not None and time.year is not None and self._folded[time.start].isdigit():
            return not self._before("number", time) and (time.sure or self._before("any", time))
        if time.sure:
            return True
        if time.month is not None:
            return self._text[time.start : time.end].endswith("Năm")
        if time.year is not None:
            return self._year(time)
        return False

    def with_days_named_elsewhere(self, kept: list[Time], times: list[Time]) -> list[Time]:
        """Also the bare "5/6" of an article that elsewhere makes plain that it is a day."""
        named = {(t.day, t.month) for t in kept if t.day is not None and t.sure}
        chosen = {id(time) for time in kept}
        return [
            time
            for time in times
            if id(time) in chosen
            or (
                time.day is not None
                and not time.sure
                and time.until is None
                and (time.day, time.month) in named
                and self._after("end", time)
                and not self._before("place", time)
                and not self._before("score", time)
            )
        ]

    def _repeated(self, time: Time) -> bool:
        """Whether it comes again and again: "mỗi thứ Hai"; not behind a name, "bà Hằng hôm qua"."""
        match = None if time.day and time.year else self._passage.before("repeated", time.start)
        if match is not None and not self._is_capital_within(match.start()):
            return True
        return self._after("repeated", time)

    def _names(self, time: Time) -> bool:
        """Whether a time without a year stands in a name: "rạp Tháng Tám", "tập thơ Chiều tháng Ba"."""
        if time.year is not None or time.has_clock:
            return False
        if self._titled(time):
            return True
        if time.day is not None or not (time.month or time.season):
            return False
        place = self._passage.before("named_place", time.start)
        title = self._is_capital_within(time.start)
        return bool(place and (title or place["number"])) or (title and self._before("work", time))

    def _is_capital_within(self, at: int) -> bool:
        """Whether a capital stands there behind another word: in a name or a title."""
        return self._text[at].isupper() and self._folded[at - 2 : at - 1].isalnum()

    def _figurative(self, time: Time) -> bool:
        """Whether "hôm qua", "ngày mai" stand for no day: "chuyện hôm qua, hôm nay", a title."""
        begin, end = max(0, time.start - 14), time.end + 25
        title = self._is_capital_within(time.start) and self._before("work", time)
        return title or self._passage.inside("figurative", begin, end)

    def _titled(self, time: Time) -> bool:
        """Whether the time stands in the title of a work: "tập thơ Chiều tháng Ba"."""
        match = self._passage.before("titled", time.start)
        return match is not None and self._text[match.start("title")].isupper()

    def _heads_sentence(self, time: Time) -> bool:
        return self._passage.sentence_start(time.start) == time.start

    def _alone(self, time: Time) -> bool:
        """Whether the time is the whole text: then nothing but a time is meant. "3 giờ" may still be a length."""
        first, last = self._bounds
        return time.start <= first and time.end >= last and not self._folded.endswith("giờ")

    @lazy
    def _bounds(self) -> tuple[int, int]:
        """Where the text begins and ends, without the space around it."""
        return len(self._folded) - len(self._folded.lstrip()), len(self._folded.rstrip())

    def _ends(self, time: Time) -> bool:
        """Whether what follows is no counted noun: an end, a function word, or a name."""
        return self._after("end", time) or (
            self._text[time.end : time.end + 1] == " " and self._text[time.end + 1 : time.end + 2].isupper()
        )

    def _in_award(self, time: Time) -> bool:
        following = self._folded[time.end : time.end + 2]
        return '"' in following and self._passage.before("award", time.start, _QUOTED) is not None

    def _day(self, time: Time) -> bool:
        if time.sure:
            return not (time.year is None and self._folded[time.start].isdigit() and self._before("place", time))
        if self._before("place", time) or self._before("number", time) or self._before("score", time):
            return False
        if time.until is not None:
            # A fraction does not fall: "từ 26-10 đến 25-11".
            falling = (time.day or 0) > _SMALL
            last = time.until.day if isinstance(time.until, Time) else None
            falling = falling or (last or 0) > _SMALL or (self._above_one(time.until) and self._before("bound", time))
            return self._before("day", time) or (self._before("any", time) and (falling or self._after("end", time)))
        written = self._folded[time.start : time.end]
        if "." in written or written == _ALWAYS:
            return False
        # Numbers in a range rise: "19-10" behind "đến" is a day.
        falling = self._above_one(time) and ((time.day or 0) > _SMALL or self._before("bound", time))
        if falling and self._before("any", time):
            return True
        if self._after("counted", time):
            return False
        if self._before("day", time):
            return True
        if not self._ends(time):
            return False
        fraction = (time.day or 0) <= _SMALL and (time.day or 0) < (time.month or 0)
        if "/" in written and self._folded[time.start - 2 : time.start] == ": ":
            return not fraction
        if self._before("any", time):
            return not fraction or self._folded[time.start - 1] != "(" or written.startswith("0")
        if "-" in written:
            return False
        return (time.day or 0) > _SMALL or written.startswith("0")

    @staticmethod
    def _above_one(time: Time | str | None) -> bool:
        """Whether "9/6", if it were a fraction, would be more than one: no share of anything."""
        return isinstance(time, Time) and (time.day or 0) > (time.month or 0)

    def _clock(self, time: Time) -> bool:
        """Whether a clock form is a time of day. One that is a length of time is made a duration."""
        written = self._folded[time.start : time.end]
        length = self._before("length_hour", time)
        if time.part is not None or (isinstance(time.until, Time) and time.until.part is not None):
            return True
        if ":" in written:
            return time.second is None and (self._before("clock", time) and not self._before("score", time))
        if "kém" in written:
            return True
        late = (time.hour or 0) > _SMALL
        if "giờ" in written:
            if late and time.minute is not None:
                return True
            if self._before("clock_sure", time) and not length:
                return True
            if time.minute is not None and self._before("clock_arrived", time):
                return True
            return (late and not length and self._before("clock", time)) or self._as_length(time)
        if length and time.hour == 24:
            return self._as_length(time)
        if (time.hour or 0) == 24 and not time.minute:
            return False
        if length and time.until is None and (time.hour or 0) < _EARLY:
            return self._as_length(time)
        if self._before("clock_arrived", time) and self._after("end", time):
            return True
        return time.minute is not None or self._before("clock", time) or late

    def _daily(self, time: Time) -> bool:
        """Whether it is a part of every day: "giờ cao điểm 6h-9h"."""
        written = time.sure or time.until is not None
        return written and self._passage.before("daily", time.start, _QUOTED) is not None

    def _as_length(self, time: Time) -> bool:
        if time.until is not None:
            return False
        value = f"PT{time.hour}H" + (f"{time.minute}M" if time.minute else "")
        value += f"{time.second}S" if time.second else ""
        time.hour = time.minute = time.second = None
        time.value, time.duration, time.sure = value, True, True
        return True

    def _weekday(self, time: Time) -> bool:
        if self._before("weekly", time) or self._after("weekly", time):
            return False
        if time.week is not None or time.weekday == _SUNDAY or time.until is not None:
            return True
        if time.part is not None and not self._folded.startswith("đêm", time.start):
            return True
        written = self._text[time.start : time.end]
        name = written.lower().find("thứ ")
        capital = name >= 0 and written[name + 4 : name + 5].isupper()
        # In small letters "ngày thứ hai" is rather the second day.
        ordinal = written.lower().startswith(("ngày ", "đêm "))
        return capital or (not ordinal and (written.lower().startswith("hôm") or self._before("weekday", time)))

    def _year(self, time: Time) -> bool:
        folded, start = self._folded, time.start
        if not 1600 <= (time.year or 0) <= 2099 or self._before("number", time) or self._before("brand", time):
            return False
        if time.until is not None:
            return True
        if start and folded[start - 1] == "(":
            return folded[time.end : time.end + 1] in (")", ",", ";", "-", " ")
        if (time.year or 0) < _MODERN or self._after("counted", time):
            return False
        if self._before("year_sure", time) or self._after("year_topic", time):
            return True
        name = self._text[max(0, start - 25) : start].rpartition(" ")[0].rpartition(" ")[2].lstrip("(\"'")
        if folded[start - 1] == " " and name[:1].isupper() and name.isalpha():
            return True
        if self._heads_sentence(time):
            return False
        if not self._before("amount", time):
            # Behind a noun: the year of an event, a title, a plan; figures that count have another word in front.
            return not self._after("counted_more", time)
        if folded[start - 2 : start] == "- ":
            return folded[time.end : time.end + 1] == '"'
        return self._after("end", time) and self._before("year", time)

    def _length(self, time: Time) -> bool:
        """Whether a duration is one, not an age, a rate or a part of a number."""
        if time.back is None and self._sum_of_months(time):
            return True
        if self._before("no_length", time) or self._after("no_length", time):
            return False
        written = self._folded[time.start : time.end]
        if written.startswith(("thập ", "thế ")):
            return not self._before("vague", time)
        if written.startswith(("một ", "1 ")) and self._before("rate", time):
            return False
        if "tiếng" in written and "đồng hồ" not in written:
            last = written.endswith("tiếng")
            return not last or self._before("length", time) or self._after("end", time)
        if written.startswith("năm tháng"):
            return not written.endswith("tháng") or self._before("length", time)
        return not (written.startswith("năm ") and self._folded[max(0, time.start - 3) : time.start].strip().isdigit())

    def _sum_of_months(self, time: Time) -> bool:
        """Read "9 tháng" as the year's first nine where figures are summed up or compared; whether it was."""
        match = _MONTHS.fullmatch(time.value or "")
        if match is None or not 2 <= int(match[1]) <= 11 or not self._folded[time.start : time.end].endswith("tháng"):
            return False
        if self._before("term", time):
            return False
        sums = self._before("sum_strong", time) or (self._compares and self._before("sum", time))
        if not sums and (self._before("length", time) or not self._after("sum", time)):
            return False
        time.months, time.duration, time.value = (1, int(match[1])), False, None
        time.year_word = Relative("year", 0)
        return True

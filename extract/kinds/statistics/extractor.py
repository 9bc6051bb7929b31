"""Puts the finding of statistics together: numbers, their units, filters, cues, and what links one to the next."""

from bisect import bisect_right
from typing import NamedTuple

from extract.document import Document
from extract.kinds.names import Name
from extract.kinds.statistics.comparison import compared_with, inherit_change, replaces
from extract.kinds.statistics.cues import CueReader, Front
from extract.kinds.statistics.filters import Filter
from extract.kinds.statistics.linking import Found, Linker, is_population, people, split
from extract.kinds.statistics.period import period
from extract.kinds.statistics.subjects import SubjectReader
from extract.kinds.statistics.units import Unit, UnitReader
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.record import Award, Date, Statistic
from extract.text.numbers import Number, find_numbers
from extract.text.spans import Span, within

_GROUPS = compiled(r"[1-9]\d{0,2} \d{3}")
# "1m65"; but "1m2" is an area
_METRES = compiled(r"\d{1,2}m(?![23]\b)(\d{1,2})\b")
_DASHED = compiled(r"(\p{L}+) - \Z")
_BELOW_ZERO = ("°C", "°F")
_AWARD_GAP = compiled(r" (?:(?:tấm|chiếc|lượt|danh hiệu|giải|giải thưởng|bộ) )?")
_LETTERLESS = compiled(r"[^\p{L}]*+[x×]?[^\p{L}]*+")
# How far a figure's subject reaches to a next one that no cue says anything of.
_NEAR = 20
_HAVING = compiled(r"\b(?:có|gồm|bị)\b|\btừ \Z")
_REACHING = compiled(r"\b(?:đạt|gấp|bằng|tối đa|tối thiểu|không quá|cao|dài)\b")
_ATTRIBUTES = frozenset({"bên", "chỗ", "bánh", "tầng", "cửa"})
# What such parties do or do not is no part of what is counted ("hai bên chưa ký").
_PARTIES = frozenset({"bên", "phía", "nước", "quốc gia"})
# What such a rate is reckoned from ("chiết khấu 4% giá trị căn hộ") is not what is measured.
_RATE = compiled(r"(?i)(?:mức )?(?:ưu đãi )?(?:chiết khấu|hoa hồng|lãi suất|thuế suất|giảm giá|phí|học phí)(?!\p{L})")


class _Topic(NamedTuple):
    """What a sentence is about behind a figure: where that figure with its phrase ends, and the subject in force."""

    reached: int
    subject: str | None = None


class StatisticExtractor:
    """Finds statistics in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._units = UnitReader(lexicon)
        self._filter = Filter(lexicon)
        self._cues = CueReader(lexicon)
        self._subjects = SubjectReader(lexicon, self._cues)
        self._linker = Linker(self._units, self._cues)

    def __call__(
        self, document: Document, dates: list[Date], names: list[Name], awards: list[Award]
    ) -> list[Statistic]:
        """The statistics of the document, in text order, with offsets of its normalised text.

        Args:
            dates: the dates found; what they cover is no statistic, and figures refer to them as their period.
            names: the names found; a number inside of one is a part of it.
            awards: the awards found; the number in front of one is that award's quantity.
        """
        occupied = sorted(
            [(item.start, item.end) for item in dates] + [(item.start, item.end) for item in awards] + document.skipped
        )
        numbers = self._grouped(document, find_numbers(document.folded, occupied))
        if not numbers:
            return []
        name_spans = [(name.start, name.end) for name in names]
        award_starts = sorted(award.start for award in awards)
        found: list[Found] = []
        reached = 0
        for number in numbers:
            if number.start < reached or (number.spelled and not self._is_likely(document.folded, number)):
                continue
            if name_spans and self._in_name(document, name_spans, number):
                continue
            item = self._candidate(document, number, reached)
            if item is None or _is_quantity(document.folded, number, award_starts):
                continue
            found += split(item, document.folded)
            reached = item.end
        return self._read(document, self._linker.link(document, found), dates)

    def _grouped(self, document: Document, numbers: list[Number]) -> list[Number]:
        """Thousands that a space parts are one number ("2 999 hộ"); but "quận 1 300 hộ" has two."""
        kept: list[Number] = []
        for number in numbers:
            if kept and self._is_group(document, kept[-1], number):
                first = kept.pop()
                number = number._replace(start=first.start, value=1000 * first.value + number.value)
            kept.append(number)
        return kept

    def _is_group(self, document: Document, first: Number, second: Number) -> bool:
        text, folded = document.text, document.folded
        if (
            not _GROUPS.fullmatch(folded, first.start, second.end)
            or not text[first.start - 2 : first.start - 1].islower()
        ):
            return False
        return self._units.read(text, folded, second.end) is not None and not self._filter.is_label(
            text, folded, first, None
        )

    def _in_name(self, document: Document, names: list[Span], number: Number) -> bool:
        """Whether a name holds the number; behind a comma a list goes on, whatever the name was taken for.

        An engine takes a verb and a figure into the name around them ("Hội đồng nhân dân bầu 60 | đại biểu").
        """
        folded = document.folded
        if within(names, number.start) is None or folded.endswith(", ", 0, number.start):
            return False
        word = folded[max(0, number.start - 10) : number.start].rstrip().rsplit(" ", 1)[-1]
        if word not in self._cues.levels and word not in self._cues.verbs:
            return True
        unit = self._units.read(document.text, folded, number.end)
        return unit is None or document.text[unit.start].isupper()

    def _is_likely(self, folded: str, number: Number) -> bool:
        """A quick look at the commonest words: "một" counts only before units, "năm" only before known nouns."""
        word = folded[number.start : number.end]
        if word not in ("một", "năm"):
            return True
        return self._units.may_follow(folded, number.end, counted=word == "năm")

    def _candidate(self, document: Document, number: Number, reached: int) -> Found | None:
        """The number with its unit, or None if it is no statistic. Bare numbers stay candidates without a unit."""
        text, folded = document.text, document.folded
        start = number.start
        metres = _METRES.match(text, start)
        if metres:
            height = Unit(number.end, metres.end(), "measure", "m", "m", rule="unit.m")
            return Found(number._replace(value=float(metres[0].replace("m", "."))), height, start)
        unit = self._units.read(text, folded, number.end)
        if unit is not None and unit.normalised in _BELOW_ZERO and self._is_below_zero(folded, number):
            start, number = start - 2, number._replace(start=start - 2, value=-number.value)
        if unit is not None and 0 < number.value < unit.least:
            noun = text[unit.start : unit.end]
            unit = unit._replace(kind="count", unit=noun, normalised=folded[unit.start : unit.end])
        if unit is None:
            sign = self._units.before(folded, start)
            if sign is not None and sign.start >= reached:
                start, unit = sign.start, sign
        rules = self._filter
        if rules.is_code(folded, number, unit, reached):
            return None
        if unit is None or unit.kind == "count":
            if rules.is_time(folded, number, unit):
                return None
            if rules.is_age(folded, number):
                return Found(number, Unit(number.end, number.end, "measure", "tuổi", "tuổi", rule="unit.age"), start)
        if unit is None and not number.scaled:
            unit = self._units.noun(text, number.end)
        if (
            rules.is_label(text, folded, number, unit)
            or rules.is_name(text, folded, number, unit)
            or rules.is_vague(text, folded, number, unit)
            or rules.is_bare_ratio(folded, number, unit)
        ):
            return None
        if number.spelled and rules.is_spelled_word(text, folded, number, unit):
            return None
        if unit is None and number.scaled:
            unit = self._units.loanword(text, number.end) or self._bare_amount(text, folded, number)
        return Found(number, unit, start)

    def _is_below_zero(self, folded: str, number: Number) -> bool:
        """Whether a dash with spaces is the number's sign ("xuống - 5 độ C"): behind a word that a level follows."""
        before = _DASHED.search(folded, max(0, number.start - 12), number.start)
        return number.value_max is None and before is not None and before[1] in self._cues.levels

    def _bare_amount(self, text: str, folded: str, number: Number) -> Unit:
        """A scale word without a unit: people behind "dân số", else đồng."""
        if is_population(folded, number.start):
            return people(number)
        floor = max(number.start - 40, *(folded.rfind(mark, 0, number.start) for mark in ".;,\n("))
        counted = self._linker.noun_of_count(text, folded, max(floor, 0), number.start)
        if counted is not None:
            return counted._replace(start=number.end, end=number.end)
        return Unit(number.end, number.end, "money", "VND", "VND", rule="stat.bare-amount")

    def _read(self, document: Document, found: list[Found], dates: list[Date]) -> list[Statistic]:
        text, folded = document.text, document.folded
        spans = [(date.start, date.end) for date in dates]
        starts = [start for start, _ in spans]
        statistics: list[Statistic] = []
        last: Statistic | None = None
        topic = _Topic(0)
        for index, item in enumerate(found):
            unit, number = item.unit, item.number
            assert unit is not None
            sentence = document.sentence_at(item.start)
            previous = last if last is not None and last.start >= sentence[0] else None
            floor = previous.end if previous is not None else sentence[0]
            front = self._linker.front(document, item, floor)
            following = found[index + 1].start if index + 1 < len(found) else len(text)
            statistic = Statistic(
                start=item.start,
                end=item.end,
                rule=unit.rule,
                kind="ratio" if number.total is not None and unit.kind != "percentage" else unit.kind,
                value=_scaled(number.value, unit.scale),
                value_max=None if number.value_max is None else _scaled(number.value_max, unit.scale),
                total=number.total,
                unit=unit.unit,
                normalised_unit=unit.normalised,
                modifier=self._cues.behind(folded, item.end) or front.modifier,
                change=front.change,
            )
            if unit.kind == "percentage" and folded[front.start : item.start].startswith("vượt"):
                statistic.modifier = None
            between = folded[floor : item.start] if previous is not None else ""
            if statistic.value < 0:
                statistic.change = None  # the sign says it already
            elif previous is not None and statistic.change is None and not front.level and not front.compared:
                inherit_change(statistic, previous, between)
            ceiling = min(sentence[1], following)
            if previous is not None and replaces(self._cues, previous, statistic, between, folded):
                previous.after, statistic.before = statistic.value, previous.value
            if previous is None:
                topic = _Topic(sentence[0])
            statistic.subject, topic = self._subject(document, statistic, front, previous, topic, ceiling, spans)
            statistic.base = compared_with(self._cues, folded, statistic, ceiling)
            if front.compared and statistic.modifier == "less_than" and statistic.base is not None:
                statistic.modifier = None  # a difference: "ít hơn 2 ghế so với năm trước"
            statistic.period = period(spans, starts, dates, statistic, sentence, previous, ceiling)
            statistics.append(statistic)
            last = statistic
        return statistics

    def _subject(
        self,
        document: Document,
        statistic: Statistic,
        front: Front,
        previous: Statistic | None,
        topic: _Topic,
        ceiling: int,
        dates: list[Span],
    ) -> tuple[str | None, _Topic]:
        """What the figure measures, and what the sentence goes on about behind it."""
        text, folded, read = document.text, document.folded, self._subjects
        scale = statistic.unit == "điểm" and (front.level or front.change is not None)
        counted = (statistic.kind == "count" and not scale) or (
            statistic.kind == "ratio" and not statistic.rule.startswith("unit.")
        )
        floor, end, goes_on = topic.reached, statistic.end, topic.subject
        if previous is not None and goes_on is None and previous.kind in ("count", "ratio"):
            goes_on = text[previous.start : previous.end]
        if previous is not None and _LETTERLESS.fullmatch(folded, previous.end, statistic.start):
            listed = counted and "," in folded[previous.end : statistic.start]
            return (None if listed else previous.subject if counted else goes_on), _Topic(end, topic.subject)
        if statistic.before is not None:
            subject = topic.subject or (previous.subject if previous is not None else None)
            return subject, _Topic(end, subject)
        if statistic.normalised_unit == "tuổi":
            start = document.sentence_at(statistic.start)[0]
            owner = read.owner(text, folded, floor, front.start, start)
            if owner is None and previous is not None and previous.normalised_unit == "tuổi":
                owner = previous.subject
            return owner, _Topic(end, owner)
        if statistic.unit == "lần" and not (front.compared or front.change):
            repeated = read.repeated(text, folded, end, ceiling)
            if repeated is not None:
                return repeated, _Topic(end, topic.subject)
        if counted and statistic.unit != "lần":
            behind = read.behind(folded, end, ceiling, counted=True)
            if behind is None and statistic.unit not in _PARTIES:
                behind = read.state(folded, end, ceiling)
            if behind is not None and not self._is_named(text, statistic, behind):
                subject = f"{statistic.unit} {text[behind[0] : behind[1]]}"
                return subject, _Topic(behind[1], subject)
            measured = front.level or front.change or front.modifier in ("equal_or_less", "equal_or_more")
            if (
                not measured
                or folded[front.start : statistic.start] == "từ "
                or _HAVING.search(folded, front.start, statistic.start)
            ):
                return None, _Topic(end)
            if previous is None:
                before = read.before(text, folded, floor, front, statistic.start, dates, measure=False)
                if not front.change and not (read.is_quantity(before) or _REACHING.search(folded, front.start, end)):
                    before = None
            else:
                before = topic.subject if previous.unit == statistic.unit else None
            return before, _Topic(end, before)
        measure = statistic.kind == "measure"
        before = read.before(text, folded, floor, front, statistic.start, dates, measure=measure)
        if before is None and self._continues(folded, previous, statistic, front):
            before = goes_on
        if before is None and previous is not None and previous.kind == statistic.kind == "percentage":
            before = previous.subject
        compared = folded.endswith("so với ", floor, statistic.start)
        capital = statistic.kind == "measure" and text[end + 1 : end + 2].isupper()
        if statistic.kind == "ratio" or capital or compared:
            return before, _Topic(end, before)
        sized = measure and read.is_dimension(folded, front.start, statistic.start)
        behind = None if sized else read.behind(folded, end, ceiling, counted=False)
        if behind is None:
            return before, _Topic(end, before)
        rate = statistic.kind == "percentage" and _RATE.match(before or "")
        if before is not None and (rate or read.is_yardstick(folded, behind) or folded.startswith(" của ", end)):
            return before, _Topic(behind[1], before)
        return text[behind[0] : behind[1]], _Topic(behind[1], before)

    def _continues(self, folded: str, previous: Statistic | None, statistic: Statistic, front: Front) -> bool:
        """Whether what was said of the figure before is said of this one too."""
        if previous is None or previous.kind == statistic.kind or front.level or front.compared or front.change:
            return True
        between = folded[previous.end : front.start]
        return len(between) <= _NEAR and not any(mark in between for mark in ":;")

    def _is_named(self, text: str, statistic: Statistic, behind: Span) -> bool:
        """Whether the words behind a few are their names ("hai nhà mạng Sao Mai và …"), or the noun is an attribute."""
        named = statistic.value < 10 and statistic.unit != "người" and text[behind[0]].isupper()
        return named or statistic.unit in _ATTRIBUTES


def _is_quantity(folded: str, number: Number, award_starts: list[int]) -> bool:
    """Whether an award begins right behind the number."""
    index = bisect_right(award_starts, number.end - 1)
    if index == len(award_starts) or award_starts[index] - number.end > 16:
        return False
    return _AWARD_GAP.fullmatch(folded, number.end, award_starts[index]) is not None


def _scaled(value: int | float, scale: int) -> int | float:
    return value / 10**-scale if scale < 0 else value

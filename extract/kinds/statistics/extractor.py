"""Puts the finding of statistics together: numbers, their units, filters, cues, and what links one to the next."""

from bisect import bisect_right
from typing import NamedTuple

import regex

from extract.document import Document
from extract.kinds.names import Name
from extract.kinds.statistics.cues import CueReader, Front
from extract.kinds.statistics.filters import Filter
from extract.kinds.statistics.subjects import SubjectReader
from extract.kinds.statistics.units import Unit, UnitReader
from extract.lexicon import Lexicon
from extract.record import Award, Base, Date, Statistic
from extract.text.numbers import Number, find_numbers
from extract.text.spans import Span, within

_TO = regex.compile(r" ?(?:-|~) ?| (?:đến|tới) (?:(?:hơn|gần|khoảng|trên) )?")
_OF = regex.compile(r" ?/ ?")
_AMONG = regex.compile(r" trong (?:tổng )?(?:số )?(?:hơn )?")
_DIMENSION = regex.compile(r" ?[x×/*] ?")
_AWARD_GAP = regex.compile(r" (?:(?:tấm|chiếc|lượt|danh hiệu|giải|giải thưởng|bộ) )?")
_BASE = regex.compile(r"[^.;:()\n]{0,20}?\bso (?:với )?+(?=\S)|[ ,]{0,2}(?=cùng kì)")
_BASE_END = regex.compile(r"[,.;:()\n]| và | nhưng | còn | do | đạt | lên | xuống | thì | là ")
_LIST = regex.compile(r"[^.;:()\n]{0,40}?(?:, | và )\Z")
_COUNTED = regex.compile(r"\bsố (?:lượng )?(?=\p{L})|\btổng (?=điểm)")
_LETTERLESS = regex.compile(r"[^\p{L}]*+[x×]?[^\p{L}]*+")
_HAVING = regex.compile(r"\b(?:có|gồm)\b")
_FROM = regex.compile(r"\btừ (?:\p{L}+ ){0,3}\Z")
_PER = regex.compile(r"\A ?/[\p{L}/]+")
_POPULATION = regex.compile(r"\bdân số\b")
# "32/64GB": capacities that are offered, one each.
_STORAGE = frozenset({"unit.mb", "unit.gb", "unit.tb"})


class _Found:
    """A statistic in the making."""

    __slots__ = ("end", "front", "number", "start", "unit")

    def __init__(self, number: Number, unit: Unit | None, start: int) -> None:
        self.number = number
        self.unit = unit
        self.start = start
        self.end = unit.end if unit is not None and unit.end > number.end else number.end
        self.front: Front | None = None


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
        self._subjects = SubjectReader(self._cues)

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
        numbers = find_numbers(document.folded, occupied)
        if not numbers:
            return []
        name_spans = [(name.start, name.end) for name in names]
        award_starts = sorted(award.start for award in awards)
        found: list[_Found] = []
        reached = 0
        for number in numbers:
            if number.spelled and not self._is_likely(document.folded, number):
                continue
            if name_spans and _in_name(document.folded, name_spans, number.start):
                continue
            item = self._candidate(document, number, reached)
            if item is None or _is_quantity(document.folded, number, award_starts):
                continue
            found += _split(item, document.folded)
            reached = item.end
        return self._read(document, self._linked(document, found), dates)

    def _is_likely(self, folded: str, number: Number) -> bool:
        """A quick look at the commonest words: "một" counts only before units, "năm" only before known nouns."""
        word = folded[number.start : number.end]
        if word not in ("một", "năm"):
            return True
        return self._units.may_follow(folded, number.end, counted=word == "năm")

    def _candidate(self, document: Document, number: Number, reached: int) -> _Found | None:
        """The number with its unit, or None if it is no statistic. Bare numbers stay candidates without a unit."""
        text, folded = document.text, document.folded
        start = number.start
        unit = self._units.read(text, folded, number.end)
        if unit is not None and 0 < number.value < unit.least:
            noun = text[unit.start : unit.end]
            unit = unit._replace(kind="count", unit=noun, normalised=folded[unit.start : unit.end])
        if unit is None:
            sign = self._units.before(folded, start)
            if sign is not None:
                start, unit = sign.start, sign
        rules = self._filter
        if rules.is_code(folded, number, unit, reached):
            return None
        if unit is None or unit.kind == "count":
            if rules.is_time(folded, number, unit):
                return None
            if rules.is_age(folded, number):
                return _Found(number, Unit(number.end, number.end, "measure", "tuổi", "tuổi", rule="unit.age"), start)
        if unit is None and not number.scaled:
            unit = self._units.noun(text, number.end)
        if (
            rules.is_label(text, folded, number, unit)
            or rules.is_name(text, number, unit)
            or rules.is_vague(folded, number, unit)
            or rules.is_bare_ratio(folded, number, unit)
        ):
            return None
        if number.spelled and rules.is_spelled_word(text, folded, number, unit):
            return None
        if unit is None and number.scaled:
            unit = self._bare_amount(text, folded, number)
        return _Found(number, unit, start)

    def _bare_amount(self, text: str, folded: str, number: Number) -> Unit:
        """A scale word without a unit: people behind "dân số", else đồng."""
        if _POPULATION.search(folded, max(0, number.start - 40), number.start):
            return Unit(number.end, number.end, "count", "người", "người", rule="stat.population")
        floor = max(number.start - 40, *(folded.rfind(mark, 0, number.start) for mark in ".;,\n("))
        counted = self._noun_of_count(text, folded, max(floor, 0), number.start)
        if counted is not None:
            return counted._replace(start=number.end, end=number.end)
        noun = self._units.noun(text, number.end)
        if noun is not None and number.value >= 10**6 and self._units.read(text, folded, noun.start) is not None:
            return noun
        return Unit(number.end, number.end, "money", "VND", "VND", rule="stat.bare-amount")

    def _linked(self, document: Document, found: list[_Found]) -> list[_Found]:
        """Bare numbers take the unit of the number that they belong to, ranges and ratios with two units are joined."""
        folded = document.folded
        kept: list[_Found] = []
        for item in reversed(found):
            following = kept[-1] if kept else None
            if following is None:
                if item.unit is not None or self._counted(document, item):
                    kept.append(item)
                continue
            between = folded[item.end : following.start]
            if len(between) <= 24 and following.unit is not None:
                joined = _joined(item, following, between)
                if joined is not None:
                    kept[-1] = joined
                    continue
                if item.unit is None and _DIMENSION.fullmatch(between) and following.unit.kind == "measure":
                    item.unit = following.unit
                    if _is_calibre(item, following):
                        item.end = following.end
                        kept.pop()
            if item.unit is None and following.unit is not None:
                self._share(document, item, following, between)
            if item.unit is not None or self._counted(document, item):
                kept.append(item)
        kept.reverse()
        return kept

    def _share(self, document: Document, item: _Found, following: _Found, between: str) -> None:
        """ "từ 94 xuống còn 59 phòng": the first number is in the second one's unit."""
        assert following.unit is not None
        if item.number.spelled or len(between) > 40 or any(mark in between for mark in ".;:\n()"):
            return
        if between == " hoặc " or (following.unit.kind != "count" and between in (" và ", ", ")):
            item.unit = following.unit
            return
        front = self._front(document, item, 0)
        if front.level or front.change:
            chained = between.strip() in self._cues.roles["chain"]
            listed = front.level and between.startswith((" và ", ", "))
            if chained or listed:
                item.unit = following.unit

    def _counted(self, document: Document, item: _Found) -> bool:
        """ "số người chết là 120": the noun behind số is what a bare number counts."""
        if item.number.spelled or item.number.total is not None:
            return False
        front = self._front(document, item, 0)
        if not (front.level or front.change):
            return False
        start = document.sentence_at(item.start)[0]
        unit = self._noun_of_count(document.text, document.folded, max(start, front.start - 60), front.start)
        if unit is None:
            return False
        item.unit = unit
        item.end = item.number.end
        return True

    def _noun_of_count(self, text: str, folded: str, start: int, end: int) -> Unit | None:
        """The noun behind the last "số" of a stretch ("số người theo dõi")."""
        nouns = [match.end() for match in _COUNTED.finditer(folded, start, end)]
        unit = self._units.read(text, folded, nouns[-1]) if nouns else None
        return unit if unit is not None and unit.kind == "count" and unit.end <= end else None

    def _front(self, document: Document, item: _Found, floor: int) -> Front:
        if item.front is None:
            sentence = document.sentence_at(item.start)[0]
            count = item.unit is not None and item.unit.kind == "count"
            locative = count and (item.number.spelled or item.number.value < 10)
            after_figure = floor > 0 and item.start - floor <= 6
            item.front = self._cues.front(document.folded, item.start, max(sentence, floor), locative or after_figure)
        return item.front

    def _read(self, document: Document, found: list[_Found], dates: list[Date]) -> list[Statistic]:
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
            front = self._front(document, item, floor)
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
            if previous is not None and statistic.change is None and not front.level and not front.compared:
                _inherit_change(statistic, previous, between)
            ceiling = min(sentence[1], following)
            if previous is not None and self._replaces(previous, statistic, between, folded):
                previous.after, statistic.before = statistic.value, previous.value
            if previous is None:
                topic = _Topic(sentence[0])
            statistic.subject, topic = self._subject(document, statistic, front, previous, topic, ceiling, spans)
            statistic.base = self._base(document, statistic, ceiling)
            statistic.period = _period(spans, starts, dates, statistic, sentence, previous, ceiling)
            statistics.append(statistic)
            last = statistic
        return statistics

    def _replaces(self, previous: Statistic, statistic: Statistic, between: str, folded: str) -> bool:
        """Whether one value takes the other's place: "(từ) 85% lên 91,9%"."""
        same = previous.kind == statistic.kind and previous.unit == statistic.unit
        if not same or _FROM.search(folded, max(0, previous.start - 24), previous.start) is None:
            return False
        return _PER.sub("", between).strip() in self._cues.roles["chain"]

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
        counted = statistic.kind == "count" or (statistic.kind == "ratio" and not statistic.rule.startswith("unit."))
        floor, end, goes_on = topic.reached, statistic.end, topic.subject
        if previous is not None and goes_on is None:
            goes_on = text[previous.start : previous.end]
        if previous is not None and _LETTERLESS.fullmatch(folded, previous.end, statistic.start):
            listed = counted and "," in folded[previous.end : statistic.start]
            return (None if listed else previous.subject if counted else goes_on), _Topic(end, topic.subject)
        if statistic.before is not None:
            return goes_on, _Topic(end, goes_on)
        if statistic.normalised_unit == "tuổi":
            return read.owner(text, floor, front.start), _Topic(end, topic.subject)
        if statistic.unit == "lần" and not (front.compared or front.change):
            repeated = read.repeated(text, folded, end, ceiling)
            if repeated is not None:
                return repeated, _Topic(end, topic.subject)
        if counted and statistic.unit != "lần":
            behind = read.behind(folded, end, ceiling, counted=True) or read.state(folded, end, ceiling)
            if behind is not None:
                subject = f"{statistic.unit} {text[behind[0] : behind[1]]}"
                return subject, _Topic(behind[1], subject)
            measured = front.level or front.change or front.modifier in ("equal_or_less", "equal_or_more")
            if not measured or _HAVING.search(folded, front.start, statistic.start):
                return None, _Topic(end)
            before = read.before(text, folded, floor, front.start, dates) if previous is None else None
            return before, _Topic(end, before)
        before = read.before(text, folded, floor, front.start, dates) or goes_on
        compared = folded.endswith("so với ", floor, statistic.start)
        capital = statistic.kind == "measure" and text[end + 1 : end + 2].isupper()
        if statistic.kind == "ratio" or capital or compared:
            return before, _Topic(end, before)
        behind = read.behind(folded, end, ceiling, counted=False)
        if behind is None:
            return before, _Topic(end, before)
        return text[behind[0] : behind[1]], _Topic(behind[1], before)

    def _base(self, document: Document, statistic: Statistic, ceiling: int) -> Base | None:
        folded = document.folded
        match = _BASE.match(folded, statistic.end, ceiling)
        if match is None:
            return None
        end = _BASE_END.search(folded, match.end(), ceiling)
        stop = end.start() if end else ceiling
        while stop > match.end() and folded[stop - 1] in " .,;":
            stop -= 1
        return Base(start=match.end(), end=stop, rule="stat.base") if stop > match.end() else None


def _joined(first: _Found, second: _Found, between: str) -> _Found | None:
    """A range, a ratio or a share of two numbers, or None."""
    a, b = first.number, second.number
    if a.total is not None or b.total is not None or a.value_max is not None or b.value_max is not None:
        return None
    assert second.unit is not None
    same = first.unit is not None and first.unit.unit == second.unit.unit and first.unit.kind == second.unit.kind
    if same and a.value < b.value and _TO.fullmatch(between):
        number = a._replace(value_max=b.value, end=b.end)
    elif (same and _OF.fullmatch(between)) or (
        first.unit is None and not a.spelled and a.value <= b.value and _AMONG.fullmatch(between)
    ):
        number = a._replace(total=b.value, end=b.end)
    else:
        return None
    joined = _Found(number, second.unit, first.start)
    joined.front = first.front
    return joined


def _split(item: _Found, folded: str) -> list[_Found]:
    """ "32/64GB" is two sizes, not a ratio."""
    number, unit = item.number, item.unit
    if number.total is None or unit is None or unit.rule not in _STORAGE:
        return [item]
    slash = folded.index("/", number.start)
    first = number._replace(end=slash, total=None)
    second = number._replace(start=slash + 1, value=number.total, total=None)
    return [_Found(first, None, item.start), _Found(second, unit, slash + 1)]


def _is_calibre(first: _Found, second: _Found) -> bool:
    """ "7,62 x 54 mm" is the name of one size."""
    assert second.unit is not None
    return (
        second.unit.normalised == "mm"
        and isinstance(first.number.value, float)
        and isinstance(second.number.value, int)
    )


def _in_name(folded: str, names: list[Span], at: int) -> bool:
    """Whether a name holds the number; behind a comma a list goes on, whatever the name was taken for."""
    return within(names, at) is not None and folded[at - 2 : at] != ", "


def _is_quantity(folded: str, number: Number, award_starts: list[int]) -> bool:
    """Whether an award begins right behind the number."""
    index = bisect_right(award_starts, number.end - 1)
    if index == len(award_starts) or award_starts[index] - number.end > 16:
        return False
    return _AWARD_GAP.fullmatch(folded, number.end, award_starts[index]) is not None


def _scaled(value: int | float, scale: int) -> int | float:
    return value / 10**-scale if scale < 0 else value


def _inherit_change(statistic: Statistic, previous: Statistic, between: str) -> None:
    """In a list ("giảm 35 phòng và 105 lãnh đạo") and in brackets ("tăng 550 đồng (2%)") the change goes on."""
    if previous.change is None:
        return
    bracket = between.lstrip(" ") == "(" or (between.endswith(" (") and len(between) < 24)
    listed = previous.kind == statistic.kind == "count" and _LIST.fullmatch(between) is not None
    if listed or (bracket and statistic.kind == "percentage"):
        statistic.change = previous.change


def _period(
    spans: list[Span],
    starts: list[int],
    dates: list[Date],
    statistic: Statistic,
    sentence: Span,
    previous: Statistic | None,
    ceiling: int,
) -> int | None:
    """The date that the figure belongs to: the nearest in front in its sentence, else the first behind its clause."""
    index = bisect_right(starts, statistic.start) - 1
    while index >= 0 and spans[index][0] >= sentence[0]:
        if dates[index].type in ("date", "interval"):
            return index
        index -= 1
    index = bisect_right(starts, statistic.end - 1)
    if index < len(starts) and starts[index] < ceiling and dates[index].type in ("date", "interval"):
        base = statistic.base
        if base is None or not base.start <= starts[index] < base.end:
            return index
    return previous.period if previous is not None else None

"""Numbers with their units that may be statistics, before it is told how they belong together."""

from bisect import bisect_right

from extract.document import Document
from extract.kinds.names import Name
from extract.kinds.statistics.cues import CueReader
from extract.kinds.statistics.filters import Filter, Place
from extract.kinds.statistics.linking import Found, split
from extract.kinds.statistics.units import Unit, UnitReader
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.record import Award
from extract.text.numbers import FIVE, ONE, Number, find_numbers
from extract.text.spans import Span, within

_GROUPS = compiled(r"[1-9]\d{0,2} \d{3}(?![\d.,-])")
# "1m65"; but "1m2" is an area
_METRES = compiled(r"\d{1,2}m(?![23]\b)(\d{1,2})\b")
_DASHED = compiled(r"(\p{L}+) - \Z")
_BELOW_ZERO = ("°C", "°F", "%", "VND", "USD")
_DEGREE = "unit.degree"
_WARM = 60
_CLAUSE_MARKS = ".;,\n("
_AWARD_REACH = 16


class CandidateReader:
    """Reads the numbers of documents with their units; numbers that are no statistics are left out."""

    def __init__(self, lexicon: Lexicon, units: UnitReader, cues: CueReader) -> None:
        self._units = units
        self._cues = cues
        self._filter = Filter(lexicon)
        self._warmth = compiled(rf"\b{lexicon.one_of('statistic.temperature')}\b")
        self._award_gap = compiled(rf" (?:{lexicon.one_of('statistic.award-gap')} )?")

    def __call__(self, document: Document, occupied: list[Span], names: list[Name], awards: list[Award]) -> list[Found]:
        """The candidates in text order. Numbers without a unit are among them: they may share that of another.

        Args:
            occupied: sorted spans, in which there is no statistic.
            names: a number inside of one is a part of it.
            awards: the number in front of one is that award's quantity.
        """
        numbers = self._grouped(document, find_numbers(document.folded, occupied))
        name_spans = [(name.start, name.end) for name in names]
        award_starts = sorted(award.start for award in awards)
        found: list[Found] = []
        reached = 0
        for number in numbers:
            if number.start < reached or not self._is_likely(document.folded, number):
                continue
            if self._in_name(document, name_spans, number):
                continue
            item = self._candidate(document, number, reached)
            if item is None or self._is_quantity(document.folded, number, award_starts):
                continue
            found += split(item, document.folded)
            reached = item.end
        return found

    def _grouped(self, document: Document, numbers: list[Number]) -> list[Number]:
        """Thousands that a space parts are one number ("2 999 hộ"); but "quận 1 300 hộ" has two."""
        kept: list[Number] = []
        for number in numbers:
            if kept and self._is_group(document, kept[-1], number):
                first = kept.pop()
                value = first.value * 10 ** (3 + number.scale) + number.value
                number = number._replace(start=first.start, value=value)
            kept.append(number)
        return kept

    def _is_group(self, document: Document, first: Number, second: Number) -> bool:
        text, folded = document.text, document.folded
        if second.start != first.end + 1 or not _GROUPS.match(folded, first.start):
            return False
        if not text[max(0, first.start - 2) : first.start].rstrip().islower():
            return False
        counted = self._units.read(text, folded, second.end) is not None
        return counted and not self._filter.is_label(Place(text, folded, first, None))

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
        if word not in (ONE, FIVE):
            return True
        return self._units.may_follow(folded, number.end, counted=word == FIVE)

    def _candidate(self, document: Document, number: Number, reached: int) -> Found | None:
        """The number with its unit, or None if it is no statistic. Bare numbers stay candidates without a unit."""
        text, folded, rules = document.text, document.folded, self._filter
        metres = _METRES.match(text, number.start)
        if metres:
            height = Unit(number.end, metres.end(), "measure", "m", "m", rule="unit.m")
            return Found(number._replace(value=float(metres[0].replace("m", "."))), height, number.start)
        start, number, unit = self._measured(text, folded, number, reached)
        place = Place(text, folded, number, unit)
        if rules.is_code(place, reached):
            return None
        if place.counts:
            if rules.is_time(place):
                return None
            if rules.is_age(place):
                return Found(number, self._units.age(number.end), start)
        if unit is None and not number.scaled:
            unit = self._units.noun(text, number.end)
            place = place._replace(unit=unit)
        if rules.rejects(place):
            return None
        if unit is None and number.scaled:
            unit = self._units.loanword(text, number.end) or self._bare_amount(text, folded, number)
        return Found(number, unit, start)

    def _measured(self, text: str, folded: str, number: Number, reached: int) -> tuple[int, Number, Unit | None]:
        """Where the figure begins, the number with its sign, and the unit behind it or the currency in front."""
        start, unit = number.start, self._units.read(text, folded, number.end)
        if unit is None:
            sign = self._units.before(folded, start)
            return (sign.start, number, sign) if sign is not None and sign.start >= reached else (start, number, None)
        if unit.rule == _DEGREE and self._is_warmth(folded, number, unit):
            unit = unit._replace(normalised="°C")
        if unit.normalised in _BELOW_ZERO and self._is_below_zero(folded, number):
            start, number = start - 2, number._replace(start=start - 2, value=-number.value)
        if 0 < number.value < unit.least:
            noun = text[unit.start : unit.end]
            unit = unit._replace(kind="count", unit=noun, normalised=folded[unit.start : unit.end])
        return start, number, unit

    def _is_warmth(self, folded: str, number: Number, unit: Unit) -> bool:
        """Whether degrees are of a temperature, by the words around them; else they turn, bend or strengthen."""
        start = number.start
        begin = max(start - _WARM, 0, *(folded.rfind(mark, 0, start) for mark in _CLAUSE_MARKS))
        ends = (folded.find(mark, unit.end, unit.end + _WARM) for mark in _CLAUSE_MARKS)
        end = min((at for at in ends if at >= 0), default=unit.end + _WARM)
        return self._warmth.search(folded, begin, end) is not None

    def _is_below_zero(self, folded: str, number: Number) -> bool:
        """Whether a dash with spaces is the number's sign ("xuống - 5 độ C"): behind a word that a level follows."""
        before = _DASHED.search(folded, max(0, number.start - 12), number.start)
        return number.value_max is None and before is not None and before[1] in self._cues.before_sign

    def _bare_amount(self, text: str, folded: str, number: Number) -> Unit | None:
        """The unit of a scale word without one: people behind "dân số", what "số" counts, else đồng."""
        if self._units.is_population(folded, number.start):
            return self._units.people(number.end)
        floor = max(number.start - 40, 0, *(folded.rfind(mark, 0, number.start) for mark in _CLAUSE_MARKS))
        counted = self._units.counted(text, folded, floor, number.start)
        if counted is not None:
            return counted._replace(start=number.end, end=number.end)
        return Unit(number.end, number.end, "money", "VND", "VND", rule="stat.bare-amount")

    def _is_quantity(self, folded: str, number: Number, award_starts: list[int]) -> bool:
        """Whether an award begins right behind the number."""
        index = bisect_right(award_starts, number.end - 1)
        if index == len(award_starts) or award_starts[index] - number.end > _AWARD_REACH:
            return False
        return self._award_gap.fullmatch(folded, number.end, award_starts[index]) is not None

"""Puts the finding of statistics together: candidates, what links one to the next, cues, and what is measured."""

from extract.document import Document
from extract.kinds.names import Name
from extract.kinds.statistics.candidates import CandidateReader
from extract.kinds.statistics.comparison import compared_with, inherit_change, replaces
from extract.kinds.statistics.cues import CueReader, Front
from extract.kinds.statistics.linking import Found, Linker
from extract.kinds.statistics.measured import Measurer
from extract.kinds.statistics.period import period
from extract.kinds.statistics.units import UnitReader
from extract.lexicon import Lexicon
from extract.record import Award, Date, Statistic


class StatisticExtractor:
    """Finds statistics in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        units = UnitReader(lexicon)
        self._cues = CueReader(lexicon)
        self._candidates = CandidateReader(lexicon, units, self._cues)
        self._linker = Linker(units, self._cues)
        self.measurer = Measurer(lexicon)

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
        found = self._linker.link(document, self._candidates(document, occupied, names, awards))
        statistics = self._read(document, found, dates)
        self.measurer(document, statistics, names, dates)
        return statistics

    def _read(self, document: Document, found: list[Found], dates: list[Date]) -> list[Statistic]:
        spans = [(date.start, date.end) for date in dates]
        starts = [start for start, _ in spans]
        statistics: list[Statistic] = []
        for index, item in enumerate(found):
            sentence = document.sentence_at(item.start)
            last = statistics[-1] if statistics else None
            previous = last if last is not None and last.start >= sentence[0] else None
            front = self._linker.front(document, item, previous.end if previous is not None else sentence[0])
            statistic = self._statistic(document.folded, item, front)
            following = found[index + 1].start if index + 1 < len(found) else len(document.text)
            ceiling = min(sentence[1], following)
            if previous is not None:
                self._follow(document.folded, previous, statistic, front)
            self._compare(document.folded, statistic, front, ceiling)
            statistic.period = period(spans, starts, dates, statistic, sentence, previous, ceiling)
            statistics.append(statistic)
        return statistics

    def _statistic(self, folded: str, item: Found, front: Front) -> Statistic:
        """The figure by itself: its value and unit, and what the words around it say of it."""
        unit, number = item.unit, item.number
        assert unit is not None
        modifier, value = self._cues.behind(folded, item.end) or front.modifier, _scaled(number.value, unit.scale)
        if unit.kind == "percentage" and folded.startswith(self._cues.exceeding, front.start, item.start):
            modifier = None
        return Statistic(
            start=item.start,
            end=item.end,
            rule=unit.rule,
            kind="ratio" if number.total is not None and unit.kind != "percentage" else unit.kind,
            value=value,
            value_max=None if number.value_max is None else _scaled(number.value_max, unit.scale),
            total=number.total,
            unit=unit.unit,
            normalised_unit=unit.normalised or None,
            modifier=modifier,
            change=None if value < 0 else front.change,  # a negative one is not signed twice
        )

    def _follow(self, folded: str, previous: Statistic, statistic: Statistic, front: Front) -> None:
        """What goes on from the figure before: its change, and its value, where this one takes its place."""
        between = folded[previous.end : statistic.start]
        told = statistic.change is not None or front.level or front.compared
        if not told and statistic.value >= 0:
            inherit_change(self._cues, statistic, previous, between)
        if replaces(self._cues, previous, statistic, between, folded):
            previous.after, statistic.before = statistic.value, previous.value

    def _compare(self, folded: str, statistic: Statistic, front: Front, ceiling: int) -> None:
        statistic.base = compared_with(self._cues, folded, statistic, ceiling)
        if statistic.base is not None and front.compared and statistic.modifier == "less_than":
            statistic.modifier = None  # a difference: "ít hơn 2 ghế so với năm trước"


def _scaled(value: int | float, scale: int) -> int | float:
    return value / 10**-scale if scale < 0 else value

"""Gives every statistic of a document its subject and its entity: what it measures, and whose quantity that is."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from extract.document import Document
from extract.kinds.names import Name
from extract.kinds.statistics.features import Figure
from extract.kinds.statistics.ranking import Ranker
from extract.kinds.statistics.words import Mark, Quantity, WordReader, Words
from extract.lexicon import Lexicon
from extract.record import Date, Statistic
from extract.text.fold import fold_key
from extract.text.spans import Span, met

_OUTER = " .,;:\"'()-–*•+/"
"""Marks around a phrase that are no part of it."""


class Measured(NamedTuple):
    """The figures of one sentence among its words."""

    words: Words
    figures: list[Figure]
    statistics: list[Statistic]


class Measurer:
    """Reads what figures measure, sentence by sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = WordReader(lexicon)
        self._ranker = Ranker()

    def __call__(
        self, document: Document, statistics: Sequence[Statistic], names: Sequence[Name], dates: Sequence[Date]
    ) -> None:
        """Fill in `subject` and `entity` of the statistics, which are in text order."""
        for sentence in self.sentences(document, statistics, names, dates):
            answers = self._ranker(sentence.words, sentence.figures)
            for statistic, (subject, entity) in zip(sentence.statistics, answers, strict=True):
                statistic.subject = _phrase(document, sentence.words, subject, statistic)
                statistic.entity = _phrase(document, sentence.words, entity, None)

    def sentences(
        self, document: Document, statistics: Sequence[Statistic], names: Sequence[Name], dates: Sequence[Date]
    ) -> Iterator[Measured]:
        """The sentences that hold figures, as words."""
        of_names, of_dates = [(one.start, one.end) for one in names], [(one.start, one.end) for one in dates]
        for index, group in groupby(statistics, key=lambda item: document.sentence_index(item.start)):
            items = list(group)
            quantities = [Quantity(item.start, item.end, _units(item)) for item in items]
            sentence = document.sentences[index]
            marks: list[Mark] = [(one.start, one.end, one.kind) for one in names[met(of_names, *sentence)]]
            marks += [(one.start, one.end, "date") for one in dates[met(of_dates, *sentence)]]
            words = self._words(document.text, sentence, quantities, marks)
            yield Measured(words, [_figure(words, item) for item in items], items)


def _units(statistic: Statistic) -> int:
    """How many words at the end of a figure are a counted noun or a measure."""
    return len(statistic.unit.split()) if statistic.kind in ("count", "measure", "ratio") else 0


def _figure(words: Words, statistic: Statistic) -> Figure:
    first, stop = words.touched(statistic.start, statistic.end)
    last = max(stop - 1, first)
    unit = first + 1 if _units(statistic) else last + 1
    return Figure(first, last, unit, statistic.kind, fold_key(statistic.unit), statistic.change)


def _phrase(document: Document, words: Words, phrase: Span | None, counted: Statistic | None) -> str | None:
    """The phrase in the normalised text; None for one that says no more than the unit of what it counts."""
    if phrase is None:
        return None
    text = document.text[words.starts[phrase[0]] : words.ends[phrase[1]]].strip(_OUTER)
    if counted is not None and len(text) == len(counted.unit) and fold_key(text) == fold_key(counted.unit):
        return None
    return text or None

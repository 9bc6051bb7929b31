"""Finds time expressions and resolves them to calendar dates: scan, compose, weigh the context, resolve."""

from extract.document import Document
from extract.kinds.dates.anchoring import reference
from extract.kinds.dates.compose import compose
from extract.kinds.dates.context import supported
from extract.kinds.dates.decisions import Decisions
from extract.kinds.dates.grammar import Grammar
from extract.kinds.dates.passage import Cues, Passage
from extract.kinds.dates.resolution import Resolver
from extract.lexicon import Lexicon
from extract.record import Date
from extract.text.spans import overlapping


class DateExtractor:
    """Finds dates in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._grammar = Grammar(lexicon)
        self._cues = Cues(lexicon)
        self._decisions = Decisions(lexicon, self._cues)

    def __call__(self, document: Document) -> list[Date]:
        """The dates of the document, in text order, with offsets of its normalised text."""
        found = self._grammar.scan(document.folded)
        if not found:
            return []
        starts = [start for start, _ in document.sentences]
        passage = Passage(document.text, document.folded, starts, self._cues)
        times = supported(compose(found, passage), passage, self._decisions)
        skipped = document.skipped
        if skipped:
            times = [time for time in times if not overlapping(skipped, time.start, time.end)]
        resolver = Resolver(reference(document.published, times, passage), passage)
        dates = [resolver.resolve(time) for time in times]
        document.warnings += resolver.warnings
        return dates

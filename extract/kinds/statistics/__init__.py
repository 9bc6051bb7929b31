"""Finds statistics."""

from extract.document import Document
from extract.kinds.names import Name
from extract.lexicon import Lexicon
from extract.record import Award, Date, Statistic


class StatisticExtractor:
    """Finds statistics in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(
        self, document: Document, dates: list[Date], names: list[Name], awards: list[Award]
    ) -> list[Statistic]:
        """The statistics of the document, in text order, with offsets of its normalised text."""
        return []

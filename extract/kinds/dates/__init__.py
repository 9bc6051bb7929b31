"""Finds dates."""

from extract.document import Document
from extract.lexicon import Lexicon
from extract.record import Date


class DateExtractor:
    """Finds dates in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, document: Document) -> list[Date]:
        """The dates of the document, in text order, with offsets of its normalised text."""
        return []

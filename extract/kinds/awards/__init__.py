"""Finds awards."""

from extract.document import Document
from extract.lexicon import Lexicon
from extract.record import Award, Official


class AwardExtractor:
    """Finds awards in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, document: Document, officials: list[Official]) -> list[Award]:
        """The awards of the document, in text order, with offsets of its normalised text."""
        return []

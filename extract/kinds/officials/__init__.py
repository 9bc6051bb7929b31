"""Finds officials."""

from extract.document import Document
from extract.kinds.names import Name
from extract.lexicon import Lexicon
from extract.record import Official


class OfficialExtractor:
    """Finds officials in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, document: Document, names: list[Name]) -> list[Official]:
        """The officials of the document, in text order, with offsets of its normalised text."""
        return []

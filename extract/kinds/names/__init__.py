"""Finds the names of persons, organisations and places."""

from typing import Literal, NamedTuple

from extract.document import Document
from extract.lexicon import Lexicon

NameKind = Literal["person", "organization", "place"]


class Name(NamedTuple):
    """A name in the normalised text. `score` is 1.0 where a rule is sure, else the model's marginal probability."""

    kind: NameKind
    start: int
    end: int
    score: float
    rule: str


class NameTagger:
    """Tags names in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, document: Document) -> list[Name]:
        """The names in the document, in order, not overlapping, with offsets of its normalised text."""
        return []

"""The name tagger: rules first, a model where they leave a run open."""

from typing import Literal

from extract.document import Document
from extract.kinds.names.crf import CrfTagger
from extract.kinds.names.name import Name
from extract.kinds.names.rules import RuleTagger
from extract.lexicon import Lexicon

Engine = Literal["crf", "underthesea", "spacy"]


class NameTagger:
    """Tags names in a document."""

    def __init__(self, lexicon: Lexicon, *, ner: Engine | None = None) -> None:
        self._rules = RuleTagger(lexicon)
        self._crf = CrfTagger(lexicon) if ner == "crf" else None

    def __call__(self, document: Document) -> list[Name]:
        """The names in the document, in order, not overlapping, with offsets of its normalised text."""
        reading = self._rules(document)
        return self._crf(document, reading) if self._crf else reading.names

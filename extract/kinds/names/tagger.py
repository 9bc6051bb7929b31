"""The name tagger: rules first, a model where they leave a run open."""

from extract.document import Document
from extract.kinds.names.name import Name
from extract.kinds.names.rules import RuleTagger
from extract.lexicon import Lexicon


class NameTagger:
    """Tags names in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._rules = RuleTagger(lexicon)

    def __call__(self, document: Document) -> list[Name]:
        """The names in the document, in order, not overlapping, with offsets of its normalised text."""
        return self._rules(document).names

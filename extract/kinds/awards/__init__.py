"""Finds awards: who gave what to whom, in whose name, how many, of which class.

The modules, in the order of their work: `finding` (spans, names, grades), `quantity`, `clause` (who acts in the
sentence), `giver`, `recipients`, `presenter`, `events`.
"""

from extract.document import Document
from extract.kinds.awards.cues import Cues
from extract.kinds.awards.finding import AwardFinder
from extract.kinds.awards.quantity import QuantityReader
from extract.lexicon import Lexicon
from extract.record import Award, Official


class AwardExtractor:
    """Finds awards in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = Cues(lexicon)
        self._finder = AwardFinder(lexicon, cues)
        self._quantity = QuantityReader(cues)

    def __call__(self, document: Document, officials: list[Official]) -> list[Award]:
        """The awards of the document, in text order, with offsets of its normalised text."""
        found = self._finder.find(document)
        return [
            Award(
                start=f.start,
                end=f.end,
                rule=f.entry.id,
                name=f.name,
                grade=f.grade,
                quantity=self._quantity.read(document.folded, f.floor, f.start, f.end),
            )
            for f in found
        ]

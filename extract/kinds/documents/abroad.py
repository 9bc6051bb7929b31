"""Whether an article is about another country, so that a law which it names without one is that country's."""

from collections.abc import Sequence

from extract.document import Document
from extract.entries import PlaceEntry
from extract.lexicon import Hit, Lexicon, Matcher
from extract.text.spans import Span, overlapping

HOME = "place.country.viet-nam"
_TOLD = ("country", "region", "province")


class Abroad:
    """Weighs the places of an article."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._places = Matcher(place for place in lexicon.entries(PlaceEntry) if place.kind in _TOLD)

    def __call__(self, document: Document, taken: Sequence[Span]) -> bool:
        """Whether other countries are named more than twice as often as places of Vietnam.

        What is in `taken` (mentions of documents, names of persons) is no place.
        """
        named = (hit for hit in document.hits(self._places) if _is_name(document, hit))
        return sum(_weight(hit.entry) for hit in named if not overlapping(taken, hit.start, hit.end)) > 0


def _is_name(document: Document, hit: Hit[PlaceEntry]) -> bool:
    """Whether a hit is a name: one syllable ("Anh", "Pháp") is any word where a sentence begins."""
    first = hit.start == document.sentence_at(hit.start)[0]
    return document.text[hit.start].isupper() and not (first and " " not in document.text[hit.start : hit.end])


def _weight(place: PlaceEntry) -> int:
    if place.id == HOME or (place.kind == "province" and not place.abroad):
        return -2
    return place.kind == "country" or place.abroad

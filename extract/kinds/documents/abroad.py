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

    def __call__(self, document: Document, mentions: Sequence[Span]) -> bool:
        """Whether more other countries are named than places of Vietnam, outside the mentions of documents."""
        named = (hit for hit in document.hits(self._places) if _is_name(document, hit))
        return sum(_weight(hit.entry) for hit in named if not overlapping(mentions, hit.start, hit.end)) > 0


def _is_name(document: Document, hit: Hit[PlaceEntry]) -> bool:
    """Whether a hit is a name: one syllable ("Anh", "Pháp") is any word where a sentence begins."""
    begins = hit.start == document.sentence_at(hit.start)[0]
    return document.text[hit.start].isupper() and not (begins and hit.end - hit.start <= len("Pháp"))


def _weight(place: PlaceEntry) -> int:
    if place.id == HOME or (place.kind == "province" and not place.abroad):
        return -1
    return place.kind == "country" or place.abroad

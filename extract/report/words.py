"""The page's index of words: which articles hold a word, so that a search needs no text to be read."""

from array import array
from collections.abc import Iterable
from itertools import pairwise
from unicodedata import normalize

from extract.patterns import compiled

_WORD = compiled(r"[\p{L}\p{M}\p{N}]+")


class Words:
    """Which articles hold which words, as the articles come."""

    def __init__(self) -> None:
        self._places: dict[str, array[int]] = {}

    def add(self, article: int, texts: Iterable[str]) -> None:
        """Note the words of one article; articles come in the order of their numbers."""
        whole = normalize("NFC", "\n".join(texts)).lower()
        for word in set(_WORD.findall(whole)):
            if word not in self._places:
                self._places[word] = array("I")
            self._places[word].append(article)

    def packed(self) -> tuple[list[str], bytes]:
        """The words in order, and for each the number of its articles and the steps from one to the next.

        Numbers are written by seven bits a byte, the low ones first; the highest bit says that more follow.
        """
        words = sorted(self._places)
        out = bytearray()
        for word in words:
            places = self._places[word]
            out += _number(len(places))
            for before, place in pairwise((0, *places)):
                step = place - before
                out += _BYTES[step] if step < 128 else _number(step)
        return words, bytes(out)


_BYTES = [bytes((value,)) for value in range(128)]


def _number(value: int) -> bytes:
    out = bytearray()
    while value >= 128:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)

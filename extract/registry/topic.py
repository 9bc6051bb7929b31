"""What an article is about, as far as its names tell: a "giám đốc công ty" is of that one which the article names."""

import sys
import unicodedata
from functools import lru_cache
from itertools import pairwise

from extract.canonical.people import person_key
from extract.patterns import compiled
from extract.text.syllable import may_be_syllable

_RUN = compiled(r"\b\p{Lu}\w*+(?:\s\p{Lu}\w*+)*+")
"""Words in capitals side by side."""


def named(text: str) -> tuple[str, ...]:
    """The folded names in a text, sorted: every two capitalised words side by side ("hòa phát", of any longer name),
    and words that are none of Vietnamese or written in capitals alone ("eximbank", "flc").
    """
    found: set[str] = set()
    for run in _RUN.findall(unicodedata.normalize("NFC", text)):
        words = run.split()
        found.update(_pair(one, other) for one, other in pairwise(words))
        found.update(key for word in words if (key := _alone(word)))
    return tuple(sorted(found))


@lru_cache(maxsize=1 << 15)
def _pair(one: str, other: str) -> str:
    return sys.intern(f"{person_key(one)} {person_key(other)}")


@lru_cache(maxsize=1 << 15)
def _alone(word: str) -> str:
    """The key of a word that is a name by itself, else nothing."""
    telling = len(word) > 1 and (word.isupper() or not may_be_syllable(word.lower()))
    return sys.intern(person_key(word)) if telling else ""

"""People's names: what they are compared by, and how likely it is that two people share one."""

import math
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from extract.patterns import compiled
from extract.resources import rows
from extract.text.fold import fold_key
from extract.text.syllable import may_be_syllable

_WORD = compiled(r"\w+")
_RARE = 0.5
"""How often a syllable counts that the tables do not have."""
_FOREIGN = 1e-8
"""The share of people who bear one foreign name in full, of those that the press names."""
_FOREIGN_WORD = 1e-5
"""The same for a part of a name alone ("Trump")."""
_GIVEN = 0.1
"""The share of people who are known by syllables without a Vietnamese family name ("Anh Tú", "Tập Cận Bình")."""


def is_vietnamese(key: str) -> bool:
    """Whether a name can be a Vietnamese one: of two syllables or more, a family name in front."""
    words = key.split()
    return len(words) > 1 and words[0] in _counts("family.tsv", 1).of and all(may_be_syllable(word) for word in words)


def is_common(key: str) -> bool:
    """Whether a name is one Vietnamese syllable, or initials ("S.T.")."""
    return (" " not in key and may_be_syllable(key)) or is_initials(key)


def is_initials(key: str) -> bool:
    """Whether a name is told by letters alone, as that of one who is to stay unknown."""
    return all(len(word) == 1 for word in key.split())


@lru_cache(maxsize=1 << 16)
def share(key: str) -> float:
    """The share of people who bear a name, as far as its parts are independent."""
    words = key.split()
    if len(words) == 1:
        return _FOREIGN_WORD
    if not all(map(may_be_syllable, words)):
        return _FOREIGN
    family, last, middle = _counts("family.tsv", 1), _counts("given.tsv", 1), _counts("given.tsv", 2)
    given = math.prod(_part(middle, word) for word in words[1:-1]) * _part(last, words[-1])
    if not is_vietnamese(key):
        return max(_FOREIGN, _GIVEN * _part(middle, words[0]) * given)
    # Most have one syllable between family and given name; to have none or two is a choice of its own.
    return _part(family, words[0]) * given * {1: 1.0, 0: 0.15, 2: 0.3}.get(len(words) - 2, 0.05)


def _part(counts: "_Counts", word: str) -> float:
    return max(counts.of.get(word, 0), _RARE) / counts.total


class _Counts(NamedTuple):
    """How often each syllable stands in a place of names, and all together."""

    of: dict[str, int]
    total: int


@cache
def _counts(table: str, column: int) -> _Counts:
    """How often a syllable stands in a place of names, from `data/names/`."""
    found = {fold_key(row[0]): int(row[column]) for row in rows(f"names/{table}") if " " not in row[0]}
    return _Counts(found, sum(found.values()))


def name_key(text: str) -> str:
    """A name as it is searched for: without marks, in small letters, signs as spaces: "dinh la thang"."""
    letters = unicodedata.normalize("NFD", text).translate(_BARE)
    return " ".join(_WORD.findall("".join(one for one in letters if not unicodedata.combining(one)).lower()))


_BARE = {ord("đ"): "d", ord("Đ"): "D"}

"""People's names as they are compared."""

from functools import lru_cache

from extract.patterns import compiled
from extract.text.fold import fold
from extract.text.normalise import normalise
from extract.text.syllable import may_be_syllable

_WORD = compiled(r"\w+")


@lru_cache(maxsize=1 << 12)
def person_key(name: str) -> str:
    """A name as it is compared: folded, dashes and dots as spaces. "Kim Jong-un" and "Kim Jong Un" are one."""
    return " ".join(_WORD.findall(fold(normalise(name).text)))


@lru_cache(maxsize=1 << 12)
def is_foreign(name: str) -> bool:
    """Whether a name has a part that is no Vietnamese syllable."""
    return not all(may_be_syllable(word) for word in person_key(name).split())

"""Which words have the form of a Vietnamese syllable, by the rules of spelling."""

import unicodedata
from functools import lru_cache

from extract.patterns import compiled

_TONES = compiled("[\u0300\u0301\u0303\u0309\u0323]")
_STOPPED_TONES = compiled("[\u0301\u0323]")

# Onset and rime; the rimes are those of Hoàng Phê's spelling dictionary, rare ones (oong, uyu) included.
_SYLLABLE = compiled(
    r"(?:ngh?|[cgknpt]h|tr|gi|qu|[bcdđghklmnprstvx])?"
    r"(?:a(?:ch|[coimptuy]|n[gh]?)?|ă(?:[cmpt]|ng?)|â(?:[cmptuy]|ng?)|e(?:[cmopt]|ng?)?|ê(?:ch|[mptu]|nh?)?"
    r"|i(?:a|ch|[mptu]|n[gh]?|ê(?:[cmptu]|ng?))?"
    r"|o(?:a(?:ch|[cimopty]|n[gh]?)?|ă(?:[cmt]|ng?)|e[not]?|[cimpt]|ng?|o(?:c|ng))?|ô(?:[cimpt]|ng?)?|ơ[imnpt]?"
    r"|u(?:a|â(?:[ty]|ng?)|[cimpt]|ng?|ô(?:[cimt]|ng?)|ê(?:ch|nh)?|ơ|y(?:a|ch|nh?|[ptu]|ê[nt])?)?"
    r"|ư(?:a|[citu]|ng?|ơ(?:[cimptu]|ng?))?|y(?:ê(?:[mntu]|ng))?|(?<=qu)y(?:ch|nh|t))"
)
_STOPPED = compiled(r".*(?:ch|[cpt])")


def _parts(word: str) -> tuple[str, int, bool]:
    """A word without its tone, how many tones it has, and whether it has one that a stop takes."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    base, tones = _TONES.subn("", decomposed)
    return unicodedata.normalize("NFC", base), tones, _STOPPED_TONES.search(decomposed) is not None


def is_syllable(word: str) -> bool:
    """Whether `word` (precomposed, in any case) can be one Vietnamese syllable: onset, rime and a fitting tone.

    A rime that ends in a stop takes the tones sắc and nặng only.
    """
    base, tones, sharp = _parts(word)
    return tones < 2 and _SYLLABLE.fullmatch(base) is not None and (sharp or not _STOPPED.fullmatch(base))


@lru_cache(maxsize=8192)
def may_be_syllable(word: str) -> bool:
    """Whether `word` is one, or would be with a tone: in names in capitals and abbreviations ("BOT") it is left out."""
    base, tones, _ = _parts(word)
    return is_syllable(word) or (not tones and _SYLLABLE.fullmatch(base) is not None)

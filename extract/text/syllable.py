"""Which words have the form of a Vietnamese syllable, by the rules of spelling."""

import unicodedata

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
    r"|ư(?:a|[citu]|ng?|ơ(?:[cimptu]|ng?))?|y(?:ê(?:[mntu]|ng))?)"
)
_STOPPED = compiled(r".*(?:ch|[cpt])")


def is_syllable(word: str) -> bool:
    """Whether `word` (precomposed, in any case) can be one Vietnamese syllable: onset, rime and a fitting tone.

    A rime that ends in a stop takes the tones sắc and nặng only.
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    base, tones = _TONES.subn("", decomposed)
    base = unicodedata.normalize("NFC", base)
    if tones > 1 or not _SYLLABLE.fullmatch(base):
        return False
    return not _STOPPED.fullmatch(base) or bool(_STOPPED_TONES.search(decomposed))

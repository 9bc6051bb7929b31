"""How far a person's name goes on behind its run: hyphens between spaces, initials' full stops, the next line."""

from typing import NamedTuple

from extract.kinds.names.runs import INITIAL_STOP, broken, spaced, tail
from extract.kinds.names.seen import Seen
from extract.kinds.names.shape import NUMERAL, is_foreign, is_initial, is_vietnamese_name

SURE = 0.95
"""The score of a name that stands against an engine's."""
_WRAPPED = 30
"""Characters before a name that a line ends with, from which on the line is one that was wrapped."""


class Extent(NamedTuple):
    """Where a name ends, and its folded words."""

    end: int
    words: list[str]


def extent(seen: Seen, start: int, end: int, words: list[str], score: float) -> Extent:
    """All of a person's name whose run has these words."""
    end = _tail(seen, end, words)
    name = _spaced(seen, start, end, score) or _wrapped(seen, start, end, words, score) or Extent(end, words)
    if _ends_with_initial(seen, name.words):
        seen.initials.add(name.words[-1].rstrip("."))
        if INITIAL_STOP.match(seen.text, name.end):
            name = name._replace(end=name.end + 1)
    if len(words) == 1 and score > 0.9:
        return _double(seen, start, name)
    return name


def _tail(seen: Seen, end: int, words: list[str]) -> int:
    """The end behind syllables in lower case behind hyphens: "Kim Yong - chol"."""
    further = tail(seen.text, end)
    if further == end:
        return end
    unlike = is_foreign(seen.folded[end:further].rpartition("-")[2].strip())
    family = seen.lists.foreign.get(words[0]) == "family"
    return further if unlike or family or words[-1] in seen.lists.hyphened else end


def _spaced(seen: Seen, start: int, end: int, score: float) -> Extent | None:
    """A sure name that goes on behind a mark between spaces: "Peter O ' Brannan"."""
    further = spaced(seen.text, seen.folded, start, end) if score >= SURE else end
    return Extent(further, seen.folded[start:further].split(" ")) if further > end else None


def _wrapped(seen: Seen, start: int, end: int, words: list[str], score: float) -> Extent | None:
    """A name that goes on in the next line: "Nguyễn Văn / Tâm", or another one if that line is sure to be wrapped."""
    follows = broken(seen.text, end) if seen.text[end : end + 1] == "\n" else None
    if follows is None:
        return None
    further, rest, behind = follows
    whole = [*words, *rest.split(" ")]
    gendered = len(words) == 2 and words[1] in seen.lists.gendered
    wrapped = score >= SURE and behind and start - seen.text.rfind("\n", 0, start) > _WRAPPED
    if not (gendered or wrapped) or f"{whole[-1]} {behind}" in seen.lists.collocations:
        return None
    return Extent(further, whole) if is_vietnamese_name(whole, seen.lists) else None


def _ends_with_initial(seen: Seen, words: list[str]) -> bool:
    """Whether a name ends with an initial and not with a number: "Elizabeth II"."""
    if not is_initial(words[-1]):
        return False
    return len(words) == 1 or is_vietnamese_name(words, seen.lists) or not NUMERAL.fullmatch(words[-1].rstrip("."))


def _double(seen: Seen, start: int, name: Extent) -> Extent:
    """A foreign word that is the first of two given names: "Jean - Claude Dupont"."""
    word = name.words[0]
    begins = is_foreign(word) and (word not in seen.parts or seen.lists.foreign.get(word) == "given")
    joined = seen.lists.patterns.double.match(seen.text, name.end) if begins else None
    if joined is None or not is_foreign(joined[1].lower()):
        return name
    return Extent(joined.end(), seen.folded[start : joined.end()].split(" "))

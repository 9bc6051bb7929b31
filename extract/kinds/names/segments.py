"""The runs of capitalised words of a text without the titles in them, each with the title in front of it."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from extract.entries import TitleEntry
from extract.kinds.names.gazetteer import Gazetteer
from extract.kinds.names.shape import is_vietnamese_name
from extract.lexicon import Hit, Match
from extract.patterns import compiled

_NEAR = 60
"""Characters between a title and a run in the same clause that it may say something of."""
_CLAUSE_END = compiled(r"[,;:!?\n\"(]|\. ")
_SENTENCE = compiled(r"\p{Lu}\p{Ll}* \p{Ll}+ \p{Ll}")
"""One capitalised word and words in lower case."""
_BESIDE = frozenset((" ", ": ", "\n", ". ", ".", ""))
"""What may part a title from the name that it stands before."""


Segment = tuple[int, int, TitleEntry | None, bool, int]
"""A run or a part of one: its span, the title right before it, whether one stands shortly before it in the same clause,
and where that one begins, or the last before it; -1 for none."""


def segments(text: str, folded: str, lists: Gazetteer, hits: Sequence[Hit[TitleEntry]]) -> Iterator[Segment]:
    """The runs of a text, parted by the titles in them; none that begins a sentence ("Thủ tướng: Kiên quyết ...")."""
    index, count = 0, len(hits)
    for start, end in map(Match.span, lists.patterns.run.finditer(text)):
        while index < count and hits[index].end <= start:
            index += 1
        segment: Segment = (start, end, None, False, -1)
        if index:
            before = hits[index - 1]
            gap = text[before.end : start]
            if gap == ": " and _SENTENCE.match(text, start):
                continue
            near = len(gap) < _NEAR and _CLAUSE_END.search(gap) is None
            segment = (start, end, before.entry if gap in _BESIDE else None, near, before.start)
        if index < count and hits[index].start < end:
            yield from _parted(text, folded, lists, segment, hits, index)
        else:
            yield segment


def _parted(
    text: str, folded: str, lists: Gazetteer, segment: Segment, hits: Sequence[Hit[TitleEntry]], first: int
) -> Iterator[Segment]:
    """A run parted by the titles in it, the first of which is given."""
    start, end, title, near, at = segment
    for hit in takewhile(lambda hit: hit.start < end, map(hits.__getitem__, range(first, len(hits)))):
        if hit.start > start:
            if _is_part(text, folded, start, hit, lists):
                continue
            stop = hit.start - 1 if text[hit.start - 1] in " -" else hit.start
            if stop > start:
                yield start, stop, title, near, at
        start, title, near, at = _next(text, hit.end, end), hit.entry, True, hit.start
    if start < end:
        yield start, end, title, near, at


def _next(text: str, start: int, end: int) -> int:
    """Where the words go on behind a title."""
    while start < end and text[start] in " .":
        start += 1
    return start


def _is_part(text: str, folded: str, start: int, hit: Hit[TitleEntry], lists: Gazetteer) -> bool:
    """Whether a title inside a run is a part of the name that begins there.

    One syllable inside a run is a syllable of a name more often than a title; and the words up to the title's end may
    be a name, or a place but for the last: "Trung Quốc | Vương Nghị".
    """
    written = text[hit.start : hit.end]
    if hit.entry.forms and " " not in written and not written.isupper():
        return True
    words = folded[start : hit.end].split(" ")
    return is_vietnamese_name(words, lists) or " ".join(words[:-1]) in lists.places

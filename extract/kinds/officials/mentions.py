"""Finds the mentions of a person whose name is known: in full, and short behind a word that stands before names."""

from collections.abc import Iterator, Sequence

from extract.document import Document
from extract.kinds.officials.cues import Cues
from extract.record import Mention
from extract.text.spans import Span, overlapping

FULL, SHORT = "official.mention.full", "official.mention.short"


def further_mentions(
    document: Document, cues: Cues, name: Span, taken: Sequence[Span], *, short: bool
) -> Iterator[Mention]:
    """The mentions of the person named at `name` outside the spans `taken`, which are sorted.

    With `short`, also those of the last word of the name, where a form of address or a title stands before it.
    """
    folded = document.folded
    full = folded[name[0] : name[1]]
    for start, end in _occurrences(document, full):
        if not overlapping(taken, start, end) and not cues.names_thing(folded, start):
            yield Mention(start=start, end=end, rule=FULL)
    if not short or " " not in full:
        return
    for start, end in _occurrences(document, full[full.rfind(" ") + 1 :]):
        if not overlapping(taken, start, end) and cues.before_name(folded, start):
            yield Mention(start=start, end=end, rule=SHORT)


def _occurrences(document: Document, words: str) -> Iterator[Span]:
    """Where folded words stand in capitals, and are no part of a longer run of capitalised words."""
    text, folded = document.text, document.folded
    start = folded.find(words)
    while start >= 0:
        end = start + len(words)
        apart = not (start and folded[start - 1].isalnum()) and not folded[end : end + 1].isalnum()
        longer = folded[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
        if apart and text[start].isupper() and not longer:
            yield start, end
        start = folded.find(words, end)

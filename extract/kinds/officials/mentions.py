"""Finds the mentions of persons whose names are known: in full, and short behind a word that stands before names."""

from collections.abc import Iterable, Iterator, Sequence

from extract.document import Document
from extract.kinds.names import Name
from extract.kinds.officials.cues import Cues
from extract.patterns import compiled
from extract.record import Mention
from extract.text.spans import Span, overlapping

_FIRST = compiled(r"[\p{L}\p{N}]++")
_FULL, _SHORT = "official.mention.full", "official.mention.short"


def full_mentions(document: Document, cues: Cues, persons: Sequence[Name], taken: Sequence[Span]) -> list[Name]:
    """The full names of known persons where they were not seen as names, outside the sorted spans `taken`."""
    folded = document.folded
    full = {folded[name.start : name.end] for name in persons}
    return [
        Name("person", start, end, 0.9, _FULL)
        for start, end in _occurrences(document, [words for words in full if " " in words])
        if not overlapping(taken, start, end) and not cues.names_thing(folded, start)
    ]


def short_mentions(document: Document, cues: Cues, name: Span, taken: Sequence[Span]) -> Iterator[Mention]:
    """The mentions by the last word of the name at `name`, where a form of address or a title stands before it."""
    full = document.folded[name[0] : name[1]]
    if " " not in full:
        return
    for start, end in _occurrences(document, [full[full.rfind(" ") + 1 :]]):
        if not overlapping(taken, start, end) and cues.before_name(document.folded, start):
            yield Mention(start=start, end=end, rule=_SHORT)


def _occurrences(document: Document, names: Iterable[str]) -> list[Span]:
    """Where folded names stand in capitals, and are no part of a longer run of capitalised words, in order.

    Each place is looked at once for all names that begin alike: in a long text there are many of either.
    """
    text, folded = document.text, document.folded
    alike: dict[str, set[str]] = {}
    for name in names:
        if first := _FIRST.match(name):
            alike.setdefault(first.group(), set()).add(name)
    found: list[Span] = []
    for first_word, same in alike.items():
        sizes = {len(name) for name in same}
        for start in document.capitalised.get(first_word, ()):
            for end in [start + size for size in sizes if folded[start : start + size] in same]:
                apart = not folded[end : end + 1].isalnum()
                longer = folded[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
                if apart and not longer and end <= len(text):
                    found.append((start, end))
    return sorted(found)

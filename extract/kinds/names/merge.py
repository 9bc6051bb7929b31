"""Puts the names of the rules and of an engine together."""

from bisect import bisect_right

from extract.document import Document
from extract.kinds.names.name import Name
from extract.kinds.names.rules import Reading
from extract.kinds.names.shape import is_foreign
from extract.text.spans import overlapping

SURE = 0.95
"""Persons to whom the rules give this score or more stand against an engine's names."""


def open_sentences(document: Document, reading: Reading) -> list[tuple[int, int]]:
    """The sentences that hold a run that the rules left open."""
    sentences = document.sentences
    chosen: dict[int, None] = {}
    for start, _ in reading.open:
        chosen[document.sentence_index(start)] = None
    return [sentences[index] for index in sorted(chosen)]


def merge(document: Document, reading: Reading, found: list[Name], spans: list[tuple[int, int]]) -> list[Name]:
    """The names of a document from those of the rules and those that an engine found in `spans`."""
    return _recall(document, _together(reading.names, found, spans), reading.open)


def _together(ruled: list[Name], found: list[Name], spans: list[tuple[int, int]]) -> list[Name]:
    """The engine's names inside `spans` and the rules' outside; those that the rules are sure of everywhere."""
    starts = [start for start, _ in spans]
    sure: list[Name] = []
    outside: list[Name] = []
    for name in ruled:
        if name.kind == "person" and name.score >= SURE:
            sure.append(name)
        else:
            index = bisect_right(starts, name.start) - 1
            if index < 0 or name.start >= spans[index][1]:
                outside.append(name)
    taken = [(name.start, name.end) for name in sure]
    kept = [name for name in found if not overlapping(taken, name.start, name.end)]
    return sorted(sure + outside + kept, key=lambda name: name.start)


def _recall(document: Document, names: list[Name], runs: list[tuple[int, int]]) -> list[Name]:
    """Take open runs that nobody named for the persons that the rest of the text names in the same words."""
    folded = document.folded
    persons: set[str] = set()
    for name in names:
        if name.kind == "person":
            words = folded[name.start : name.end].split(" ")
            persons.add(" ".join(words))
            persons.update(word for word in words if is_foreign(word))
    taken = [(name.start, name.end) for name in names]
    more = [
        Name("person", start, end, 0.8, "name.person.known")
        for start, end in runs
        if folded[start:end] in persons and not overlapping(taken, start, end)
    ]
    return sorted(names + more, key=lambda name: name.start) if more else names

"""Finds what the user's rules declare: kinds of the group `kinds`, read by their productions."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extract.document import Document
from extract.entries import KindEntry, ProductionEntry
from extract.grammar import Language, Match, Tokens
from extract.lexicon import Lexicon, LexiconError, Pattern
from extract.record import Own
from extract.text.spans import overlapping
from extract.words import nearest


class _Kind(NamedTuple):
    """A kind that is ready: its productions, and the shapes of its columns."""

    entry: KindEntry
    language: Language
    shapes: dict[str, Pattern]


class OwnReader:
    """Reads the kinds that the lexicon's rules declare.

    Raises:
        LexiconError: a kind has no productions, or one of them or a shape tells a column that the kind has not.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._kinds = [_made(lexicon, entry) for entry in lexicon.entries(KindEntry)]

    def __call__(self, document: Document) -> list[Own]:
        """The finds of all these kinds, in text order, with offsets of the normalised text."""
        found = [one for kind in self._kinds for one in _finds(document, kind)]
        return sorted(found, key=lambda one: (one.start, one.end))


def _made(lexicon: Lexicon, entry: KindEntry) -> _Kind:
    grammar = entry.grammar or entry.id
    place = f"{lexicon.origin(entry.id)}: kind '{entry.id}'"
    productions = lexicon.entries(ProductionEntry)
    rules = [rule for rule in productions if rule.grammar == grammar]
    if not rules:
        near = nearest(grammar, {rule.grammar for rule in productions})
        raise LexiconError(
            f"{place}: no production has the grammar '{grammar}'{near}; write one in a file of 'productions'"
        )
    for rule in rules:
        _check(f"{lexicon.origin(rule.id)}: '{rule.id}': set", rule.set, entry)
    shapes = {column: lexicon.compile(entry, shape) for column, shape in entry.shapes.items()}
    for column, shape in shapes.items():
        _check(f"{place}: shapes: {column}", shape.groupindex, entry)
    return _Kind(entry, Language(lexicon, grammar), shapes)


def _check(place: str, names: Iterable[str], entry: KindEntry) -> None:
    for name in names:
        if name not in entry.columns:
            has = ", ".join(entry.columns) or "none"
            raise LexiconError(
                f"{place}: no column '{name}'{nearest(name, entry.columns)}; kind '{entry.id}' has: {has}"
            )


def _finds(document: Document, kind: _Kind) -> Iterator[Own]:
    tokens = Tokens(document.text, document.folded, kind.language.alphabet)
    for match in kind.language.find(tokens):
        columns = _columns(document, kind, match)
        if columns is not None and not overlapping(document.skipped, match.start, match.end):
            yield Own(start=match.start, end=match.end, rule=match.rule.id, kind=kind.entry.id, columns=columns)


def _columns(document: Document, kind: _Kind, match: Match) -> dict[str, str] | None:
    """What a match tells, in the order of the kind's columns; None where something is not of its shape."""
    line = match.line
    told = {
        name: document.text[line.starts[first] : line.ends[last - 1]] for name, (first, last) in match.fields.items()
    }
    for column, shape in kind.shapes.items():
        if column in told:
            parts = shape.fullmatch(told[column])
            if parts is None:
                return None
            told |= {name: value for name, value in parts.groupdict().items() if value is not None}
    return {name: told[name] for name in kind.entry.columns if name in told}

"""The productions of one grammar: compiled, matched at a place or over a text, and chosen from.

Every production is one regular expression over the letters of typed tokens (`extract.grammar.tokens`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from extract.entries import PhraseEntry, ProductionEntry
from extract.grammar.pattern import (
    Choice,
    Look,
    Node,
    One,
    PatternError,
    Repeat,
    Row,
    asked,
    names,
    nothing,
    parse,
    written,
)
from extract.grammar.tokens import Alphabet, Line, Tokens
from extract.lexicon import Lexicon, LexiconError, Pattern
from extract.words import nearest

ALL = "all"
"""In `set`: all that the production takes."""


class Match(NamedTuple):
    """A production that matches: the tokens of a line that it takes, and its fields' tokens by name.

    `first:last` and the fields' pairs count tokens of the line, half-open.
    """

    rule: ProductionEntry
    line: Line
    first: int
    last: int
    fields: Mapping[str, tuple[int, int]]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.line.starts[self.first]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.line.ends[self.last - 1]


class _Compiled(NamedTuple):
    rule: ProductionEntry
    pattern: Pattern
    groups: Mapping[str, str]


class Language:
    """The productions of one grammar.

    Args:
        lexicon: has the productions, the phrases, and the entries whose forms are the tokens.
        grammar: which productions.
        given: the sets of classes that tokens may be given.

    Raises:
        LexiconError: a production or a phrase is wrong; the message names file, line and what to do.
    """

    def __init__(self, lexicon: Lexicon, grammar: str, given: Iterable[frozenset[str]] = ()) -> None:
        self._lexicon = lexicon
        phrases = {entry.name: entry.pattern for entry in lexicon.entries(PhraseEntry)}
        rules = [rule for rule in lexicon.entries(ProductionEntry) if rule.grammar == grammar]
        rules.sort(key=lambda rule: -rule.priority)
        read = [(rule, self._read(rule, phrases)) for rule in rules]
        classes = set().union(*(asked(node) for _, nodes in read for node in nodes.values()))
        self.alphabet = Alphabet(lexicon, classes, given)
        self._compiled = [self._compile(rule, nodes) for rule, nodes in read]

    @property
    def rules(self) -> list[ProductionEntry]:
        """The productions in the order in which they are tried."""
        return [made.rule for made in self._compiled]

    def match(self, line: Line, index: int, limit: int | None = None) -> Match | None:
        """The chosen production at the token `index` of a line; none takes the token `limit`.

        Of those that match, the one with the highest priority; of equals the longest; then the first read.
        """
        best: Match | None = None
        for made in self._compiled:
            if best is not None and made.rule.priority < best.rule.priority:
                break
            match = _at(made, line, index, limit)
            if match is not None and (best is None or match.last > best.last):
                best = match
        return best

    def matches(self, line: Line, index: int, limit: int | None = None) -> list[Match]:
        """All productions that match at a token, the chosen one first."""
        found = [match for made in self._compiled if (match := _at(made, line, index, limit)) is not None]
        return sorted(found, key=lambda match: (-match.rule.priority, -match.last))

    def find(self, tokens: Tokens) -> list[Match]:
        """The chosen matches in a whole text, in order, none over another.

        Of two at one place that of the higher priority, then the longer; one that begins further on yields.
        """
        return [match for line in tokens.lines() for match in self._in_line(line)]

    def _in_line(self, line: Line) -> Iterator[Match]:
        found = [
            _made(made, line, match)
            for made in self._compiled
            for match in made.pattern.finditer(line.letters)
            if match.end() > match.start()
        ]
        reached = 0
        for match in sorted(found, key=lambda match: (match.first, -match.rule.priority, -match.last)):
            if match.first >= reached:
                reached = match.last
                yield match

    def _read(self, rule: ProductionEntry, phrases: Mapping[str, str]) -> dict[str, Node]:
        """The trees of a production's pattern and of what stands around it."""
        nodes: dict[str, Node] = {}
        for field, pattern in (("pattern", rule.pattern), ("before", rule.before), ("after", rule.after)):
            if pattern is not None:
                try:
                    nodes[field] = parse(pattern, phrases)
                    _check(nodes[field], bounded=field != "pattern")
                except PatternError as error:
                    raise self._error(rule, f"{field}: {error}") from error
        if nothing(nodes["pattern"]):
            raise self._error(rule, "pattern: it can match nothing; make a part of it not optional")
        parts = names(nodes["pattern"]) | {ALL}
        for field, part in rule.set.items():
            if part not in parts:
                raise self._error(rule, f"set: {field}: the pattern has no '{part}'{nearest(part, parts)}")
        return nodes

    def _compile(self, rule: ProductionEntry, nodes: Mapping[str, Node]) -> _Compiled:
        for field, node in nodes.items():
            for one in _ones(node):
                if self.alphabet.letters(one) == "(?!)" and not one.barred:
                    raise self._error(rule, f"{field}: no token is all of {_listed(one.wanted)}")
        groups = {f"g{number}": field for number, (field, part) in enumerate(rule.set.items()) if part != ALL}
        captured = {rule.set[field]: group for group, field in groups.items()}
        letters = self.alphabet.letters
        pattern = written(nodes["pattern"], letters, captured)
        if "before" in nodes:
            pattern = f"(?<={written(nodes['before'], letters, {})}){pattern}"
        if "after" in nodes:
            pattern = f"{pattern}(?={written(nodes['after'], letters, {})})"
        return _Compiled(rule, self._lexicon.compile(rule, pattern), groups)

    def _error(self, rule: ProductionEntry, message: str) -> LexiconError:
        return LexiconError(f"{self._lexicon.origin(rule.id)}: '{rule.id}': {message}")


def _at(made: _Compiled, line: Line, index: int, limit: int | None) -> Match | None:
    end = index + made.rule.reach
    match = made.pattern.match(line.letters, index, end if limit is None else min(end, limit))
    return None if match is None or match.end() == match.start() else _made(made, line, match)


def _made(made: _Compiled, line: Line, match: regex.Match[str]) -> Match:
    fields = {field: match.span(group) for group, field in made.groups.items() if match[group] is not None}
    fields |= {field: match.span() for field, part in made.rule.set.items() if part == ALL}
    return Match(made.rule, line, match.start(), match.end(), fields)


def _listed(classes: Collection[str]) -> str:
    return ", ".join(sorted(classes))


def _parts(node: Node) -> Sequence[Node]:
    if isinstance(node, One):
        return ()
    return node.parts if isinstance(node, Row | Choice) else (node.part,)


def _ones(node: Node) -> Iterator[One]:
    if isinstance(node, One):
        yield node
    for part in _parts(node):
        yield from _ones(part)


def _check(node: Node, bounded: bool) -> None:
    """Check that a pattern's effort is bounded.

    Raises:
        PatternError: a repeat without bound stands in another, or anywhere where `bounded`.
    """
    endless = isinstance(node, Repeat) and node.most is None
    if endless and bounded:
        raise PatternError("what stands around has to have a bound: write {0,3} for '*', {1,3} for '+'")
    for part in _parts(node):
        if endless and any(isinstance(inner, Repeat) and inner.most is None for inner in _all(part)):
            raise PatternError("a repeat without bound stands in another; give one of them a bound, e.g. {0,4}")
        _check(part, bounded and not isinstance(node, Look))


def _all(node: Node) -> Iterator[Node]:
    yield node
    for part in _parts(node):
        yield from _all(part)

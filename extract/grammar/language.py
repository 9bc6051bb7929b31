"""The productions of one grammar: compiled, matched at a place or over a text, and chosen from.

Every production is one regular expression over the letters of typed tokens (`extract.grammar.tokens`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from extract.entries import PhraseEntry, ProductionEntry
from extract.grammar.pattern import (
    Choice,
    Look,
    Node,
    One,
    PatternError,
    Phrases,
    Repeat,
    Row,
    Writer,
    first,
    names,
    nothing,
    parse,
)
from extract.grammar.tokens import Alphabet, Line, Tokens
from extract.lazy import Table
from extract.lexicon import Lexicon, LexiconError, Pattern
from extract.words import nearest

_FIRST_MARK = 0xF0000
_MOST = 8
"""Productions that continue one, at most."""
ALL = "all"
"""In `set`: all that the production takes."""


class Part(NamedTuple):
    """What a production that continues another takes: tokens of the line, half-open."""

    rule: ProductionEntry
    first: int
    last: int


class Match(NamedTuple):
    """A production that matches: the tokens of a line that it takes, and its fields' tokens by name.

    `first:last` and the fields' pairs count tokens of the line, half-open; `more` is what continues it.
    """

    rule: ProductionEntry
    line: Line
    first: int
    last: int
    fields: Mapping[str, tuple[int, int]]
    more: tuple[Part, ...] = ()

    def spans(self, rule: str) -> list[tuple[int, int]]:
        """What a production takes in the text, by itself or as a part that continues."""
        if self.rule.id == rule:
            return [(self.start, self.end)]
        starts, ends = self.line.starts, self.line.ends
        return [(starts[part.first], ends[part.last - 1]) for part in self.more if part.rule.id == rule]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.line.starts[self.first]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.line.ends[self.last - 1]


class Attempt(NamedTuple):
    """A place at which a grammar was asked, and what was chosen there.

    Attributes:
        place: the token of the line at which a match has to begin.
        limit: the token that nothing may take, or None.
    """

    language: "Language"
    line: Line
    place: int
    limit: int | None
    match: Match | None


class _Compiled(NamedTuple):
    """A production that is ready; `first` are the letters of the tokens that it may begin with."""

    rule: ProductionEntry
    pattern: Pattern
    groups: Mapping[str, str]
    first: frozenset[str]


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
        self.grammar = grammar
        phrases = Phrases({entry.name: entry.pattern for entry in lexicon.entries(PhraseEntry)})
        rules = [rule for rule in lexicon.entries(ProductionEntry) if rule.grammar == grammar]
        rules.sort(key=lambda rule: -rule.priority)
        read = [(rule, self._read(rule, phrases)) for rule in rules]
        marks: dict[frozenset[One], str] = {}  # a character that stands for each set until its letters are known
        writer = Writer(lambda ones: marks.setdefault(ones, chr(_FIRST_MARK + len(marks))))
        written = [_written(rule, nodes, writer) for rule, nodes in read]
        used = Counter("".join(written))
        sets = sorted(marks, key=lambda ones: (-used[marks[ones]], sorted(map(_sorted, ones))))
        self.alphabet = Alphabet(lexicon, sets, given)
        letters = {ord(mark): self.alphabet.letters(ones) for ones, mark in marks.items()}
        made = [
            _Compiled(
                rule,
                lexicon.compile(rule, pattern.translate(letters)),
                _groups(rule),
                self.alphabet.fitting(first(nodes["pattern"])),
            )
            for (rule, nodes), pattern in zip(read, written, strict=True)
        ]
        self._begin = [one for one in made if not one.rule.continues]
        self._continue = [one for one in made if one.rule.continues]
        self._beginning = Table[str, list[_Compiled]](lambda letter: _fitting(self._begin, letter))
        self._continuing = Table[str, list[_Compiled]](lambda letter: _fitting(self._continue, letter))

    @property
    def rules(self) -> list[ProductionEntry]:
        """The productions in the order in which they are tried."""
        return [made.rule for made in (*self._begin, *self._continue)]

    def match(self, line: Line, index: int, limit: int | None = None) -> Match | None:
        """The chosen production at the token `index` of a line; none takes the token `limit`.

        Of those that match, the one with the highest priority; of equals the longest; then the first read. Those that
        continue take what follows one that goes on.
        """
        begun = _best(self._beginning, line, index, limit)
        return begun if begun is None or not begun.rule.goes_on else self._continued(begun, limit)

    def _continued(self, match: Match, limit: int | None) -> Match:
        while len(match.more) < _MOST:
            more = _best(self._continuing, match.line, match.last, limit)
            if more is None:
                break
            match = match._replace(last=more.last, more=(*match.more, Part(more.rule, more.first, more.last)))
        return match

    def matches(self, line: Line, index: int, limit: int | None = None) -> list[Match]:
        """All productions that match at a token, the chosen one first, each as far as it is continued."""
        fitting = self._beginning[line.letters[index : index + 1]]
        found = [match for made in fitting if (match := _at(made, line, index, limit)) is not None]
        chosen = sorted(found, key=lambda match: (-match.rule.priority, -match.last))
        return [self._continued(match, limit) if match.rule.goes_on else match for match in chosen]

    def find(self, tokens: Tokens) -> list[Match]:
        """The chosen matches in a whole text, in order, none over another.

        Of two at one place that of the higher priority, then the longer; one that begins further on yields.
        """
        return [match for line in tokens.lines() for match in self._in_line(line)]

    def _in_line(self, line: Line) -> Iterator[Match]:
        found = [
            _made(made, line, match)
            for made in self._begin
            for match in made.pattern.finditer(line.letters)
            if match.end() > match.start()
        ]
        reached = 0
        for match in sorted(found, key=lambda match: (match.first, -match.rule.priority, -match.last)):
            if match.first >= reached:
                whole = self._continued(match, None) if match.rule.goes_on else match
                reached = whole.last
                yield whole

    def _read(self, rule: ProductionEntry, phrases: Phrases) -> dict[str, Node]:
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
        twice = next((part for part, count in Counter(rule.set.values()).items() if count > 1 and part != ALL), None)
        if twice is not None:
            raise self._error(rule, f"set: two fields are '{twice}'; a part of the pattern is one field")
        for field, part in rule.set.items():
            if part not in parts:
                raise self._error(rule, f"set: {field}: the pattern has no '{part}'{nearest(part, parts)}")
        return nodes

    def _error(self, rule: ProductionEntry, message: str) -> LexiconError:
        return LexiconError(f"{self._lexicon.origin(rule.id)}: '{rule.id}': {message}")


def _fitting(compiled: Iterable[_Compiled], letter: str) -> list[_Compiled]:
    """The productions that may begin with a letter, in their order; none at the end of a line, which has no letter."""
    return [made for made in compiled if letter in made.first]


def _best(compiled: Table[str, list[_Compiled]], line: Line, index: int, limit: int | None) -> Match | None:
    """The match of the highest priority at a token, of equals the longest.

    `compiled` has, by the token's letter, the productions that may begin with it, in order of priority.
    """
    best: Match | None = None
    for made in compiled[line.letters[index : index + 1]]:
        if best is not None and made.rule.priority < best.rule.priority:
            break
        match = _at(made, line, index, limit)
        if match is not None and (best is None or match.last > best.last):
            best = match
    return best


def _at(made: _Compiled, line: Line, index: int, limit: int | None) -> Match | None:
    end = index + made.rule.reach
    match = made.pattern.match(line.letters, index, end if limit is None else min(end, limit))
    return None if match is None or match.end() == match.start() else _made(made, line, match)


def _made(made: _Compiled, line: Line, match: regex.Match[str]) -> Match:
    fields = {field: match.span(group) for group, field in made.groups.items() if match[group] is not None}
    fields |= {field: match.span() for field, part in made.rule.set.items() if part == ALL}
    return Match(made.rule, line, match.start(), match.end(), fields)


def _groups(rule: ProductionEntry) -> dict[str, str]:
    """The fields that are read from a part of a production, by the names of the groups that hold them."""
    return {f"g{number}": field for number, (field, part) in enumerate(rule.set.items()) if part != ALL}


def _written(rule: ProductionEntry, nodes: Mapping[str, Node], writer: Writer) -> str:
    """A production as a regular expression."""
    captured = {rule.set[field]: group for group, field in _groups(rule).items()}
    around = {
        sign: writer(Look(nodes[field], sign), {})
        for field, sign in (("before", "<"), ("after", "="))
        if field in nodes
    }
    return writer.whole(around.get("<", "") + writer(nodes["pattern"], captured) + around.get("=", ""))


def _sorted(one: One) -> tuple[list[str], list[str]]:
    return sorted(one.wanted), sorted(one.barred)


def _listed(one: One) -> str:
    return ", ".join(sorted(one.wanted))


def _parts(node: Node) -> Sequence[Node]:
    if isinstance(node, One):
        return ()
    return node.parts if isinstance(node, Row | Choice) else (node.part,)


@lru_cache(maxsize=4096)
def _check(node: Node, bounded: bool) -> None:
    """Check that a pattern's effort is bounded.

    Raises:
        PatternError: a repeat without bound stands in another, or anywhere where `bounded`.
    """
    endless = isinstance(node, Repeat) and node.most is None
    if endless and bounded:
        raise PatternError("what stands around has to have a bound: write {0,3} for '*', {1,3} for '+'")
    for part in _parts(node):
        if endless and _endless(part):
            raise PatternError("a repeat without bound stands in another; give one of them a bound, e.g. {0,4}")
        _check(part, bounded or (isinstance(node, Look) and node.sign == "<"))


@lru_cache(maxsize=4096)
def _endless(node: Node) -> bool:
    """Whether a repeat without bound is in a part."""
    return (isinstance(node, Repeat) and node.most is None) or any(map(_endless, _parts(node)))

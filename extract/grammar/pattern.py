"""The language of patterns: read into a tree, checked, and written as a regular expression over letters of tokens.

class            a token of the class            place.unit
"word"           this word or mark               "và"   ","
a&b  a&!b        both; the one and not the other cap&!foreign
a b              one behind the other            place.unit cap
(a | b)          one of several, the first that fits
a?  a*  a+  a{1,3}    once or not; any number; at least once; between bounds
=(a)  !(a)       a follows and is not taken; a does not follow
NAME             the phrase of this name (rules/phrases.yaml)
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from extract.grammar.classes import SHAPES, WRITTEN, known
from extract.patterns import compiled
from extract.text.fold import fold_key
from extract.words import nearest

_PIECE = compiled(
    r"\s*(?:(?P<literal>\"[^\"]+\"|'[^']+')|(?P<phrase>[A-Z][A-Z0-9_]*)(?![a-z.])|(?P<name>[a-z][a-z0-9_.-]*)"
    r"|(?P<look>[=!<]\()|(?P<repeat>[?*+]|\{\d+(?:,\d*)?\})|(?P<mark>[()|&!]))"
)


_REMEMBERED = 4096
"""Parts of which it is kept what they are: phrases stand in many patterns."""
_LONG = 20
"""Tokens from which on a phrase is called."""
_CALL = compiled(r"\(\?&(\w+)\)")
_REPEATS = {(0, 1): "?", (0, None): "*", (1, None): "+"}
_LOOKS = {"=": "=", "!": "!", "<": "<="}


class PatternError(ValueError):
    """A pattern is wrong; the message says what and where in it."""


class One(NamedTuple):
    """One token that has all of `wanted` and none of `barred`."""

    wanted: frozenset[str]
    barred: frozenset[str]


class Row(NamedTuple):
    """Parts one behind the other."""

    parts: tuple["Node", ...]


class Choice(NamedTuple):
    """One of several parts."""

    parts: tuple["Node", ...]


class Repeat(NamedTuple):
    """A part repeated; `most` is None where there is no bound."""

    part: "Node"
    least: int
    most: int | None


class Look(NamedTuple):
    """A part that is not taken: "=" it has to follow, "!" it must not, "<" it has to stand in front."""

    part: "Node"
    sign: str


class Named(NamedTuple):
    """A phrase or a class by the name that a production's `set` may give."""

    name: str
    part: "Node"


Node = One | Row | Choice | Repeat | Look | Named


class _Reader:
    """Reads one pattern."""

    def __init__(self, pattern: str, phrases: "Phrases", inside: tuple[str, ...]) -> None:
        self.phrases = phrases
        self.inside = inside
        self.pieces: list[tuple[str, str, int]] = []
        at, end = 0, len(pattern.rstrip())
        while at < end:
            piece = _PIECE.match(pattern, at)
            if piece is None:
                raise PatternError(f"cannot read {pattern[at:].strip()[:12]!r}, at character {at + 1}")
            kind = piece.lastgroup or ""
            self.pieces.append((kind, piece[kind], piece.start(kind) + 1))
            at = piece.end()
        self.index = 0

    def read(self) -> Node:
        node = self._choice()
        if self.index < len(self.pieces):
            _, piece, at = self.pieces[self.index]
            raise PatternError(f"a '{piece}' too many, at character {at}")
        return node

    def _peek(self) -> tuple[str, str]:
        return self.pieces[self.index][:2] if self.index < len(self.pieces) else ("", "")

    def _take(self, piece: str) -> bool:
        if self._peek()[1] != piece:
            return False
        self.index += 1
        return True

    def _choice(self) -> Node:
        parts = [self._row()]
        while self._take("|"):
            parts.append(self._row())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _row(self) -> Node:
        parts: list[Node] = []
        while self._peek()[1] not in ("", "|", ")"):
            parts.append(self._repeated())
        if not parts:
            raise PatternError("a part is empty: something has to stand on both sides of '|' and between brackets")
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _repeated(self) -> Node:
        part = self._part()
        kind, piece = self._peek()
        if kind != "repeat":
            return part
        self.index += 1
        least, most = _bounds(piece)
        if nothing(part):
            raise PatternError(f"the part in front of '{piece}' can match nothing")
        return Repeat(part, least, most)

    def _part(self) -> Node:
        kind, piece = self._peek()
        if kind == "look":
            self.index += 1
            return Look(self._closed(), piece[0])
        if piece == "(":
            self.index += 1
            return self._closed()
        if kind == "phrase":
            self.index += 1
            return self._phrase(piece)
        return self._one()

    def _closed(self) -> Node:
        node = self._choice()
        if not self._take(")"):
            raise PatternError("a bracket is not closed")
        return node

    def _phrase(self, name: str) -> Node:
        if name in self.inside:
            raise PatternError(f"the phrase {' in '.join((*self.inside, name))} holds itself")
        return Named(name, self.phrases.read(name, self.inside))

    def _one(self) -> Node:
        wanted: set[str] = set()
        barred: set[str] = set()
        name = ""
        while True:
            side = barred if self._take("!") else wanted
            kind, piece = self._peek()
            if kind not in ("name", "literal"):
                raise PatternError(f"a class or a word is missing{f' in front of {piece!r}' if piece else ''}")
            self.index += 1
            side.add(_class(kind, piece))
            name = name or piece
            if not self._take("&"):
                if not any(wanted & SHAPES.keys() <= shape for shape in WRITTEN):
                    raise PatternError(f"no token is all of {', '.join(sorted(wanted))}")
                return Named(name, One(frozenset(wanted), frozenset(barred)))


def _class(kind: str, piece: str) -> str:
    if kind == "literal":
        return f'"{fold_key(piece[1:-1])}"'
    if piece not in known():
        raise PatternError(f"no class '{piece}'{nearest(piece, known())}")
    return piece


def _bounds(piece: str) -> tuple[int, int | None]:
    if piece[0] != "{":
        return {"?": (0, 1), "*": (0, None), "+": (1, None)}[piece]
    least, comma, most = piece[1:-1].partition(",")
    return int(least), (int(most) if most else None) if comma else int(least)


class Phrases:
    """The phrases of a lexicon by name, each read once, when a pattern first names it."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._patterns = patterns
        self._read: dict[str, Node] = {}

    def read(self, name: str, inside: tuple[str, ...] = ()) -> Node:
        """The tree of a phrase; `inside` are the phrases that hold it.

        Raises:
            PatternError: there is none, it is wrong, or it holds itself.
        """
        if name not in self._patterns:
            raise PatternError(f"no phrase '{name}'{nearest(name, self._patterns)}")
        if name not in self._read:
            try:
                self._read[name] = _Reader(self._patterns[name], self, (*inside, name)).read()
            except PatternError as error:
                raise error if "phrase" in str(error) else PatternError(f"in the phrase '{name}': {error}") from error
        return self._read[name]


def parse(pattern: str, phrases: Phrases) -> Node:
    """Read a pattern.

    Raises:
        PatternError: it is wrong.
    """
    return _Reader(pattern, phrases, ()).read()


@lru_cache(maxsize=_REMEMBERED)
def nothing(node: Node) -> bool:
    """Whether a part can match no token at all."""
    if isinstance(node, One):
        return False
    if isinstance(node, Row):
        return all(map(nothing, node.parts))
    if isinstance(node, Choice):
        return any(map(nothing, node.parts))
    if isinstance(node, Repeat):
        return node.least == 0 or nothing(node.part)
    return isinstance(node, Look) or nothing(node.part)


def first(node: Node) -> list[One]:
    """What the first token that a part takes may be; what is only looked at is left aside."""
    if isinstance(node, One):
        return [node]
    if isinstance(node, Choice):
        return [one for part in node.parts for one in first(part)]
    if isinstance(node, Look):
        return []
    if not isinstance(node, Row):
        return first(node.part)
    found: list[One] = []
    for part in node.parts:
        found += first(part)
        if not nothing(part):
            break
    return found


@lru_cache(maxsize=_REMEMBERED)
def names(node: Node) -> frozenset[str]:
    """The names of phrases and classes in a pattern, that `set` may speak of."""
    if isinstance(node, One):
        return frozenset()
    parts: Iterable[Node] = node.parts if isinstance(node, Row | Choice) else (node.part,)
    inner = frozenset[str]().union(*map(names, parts))
    return inner | {node.name} if isinstance(node, Named) else inner


class Writer:
    """Writes patterns as regular expressions, each phrase once.

    Args:
        letters: writes the set of letters that a token may have that is one of several.
        calls: long phrases are defined at the beginning of a pattern and called by name where they stand, which takes a
            fifth of the memory and a little more time than to repeat them.
    """

    def __init__(self, letters: Callable[[frozenset[One]], str], *, calls: bool = True) -> None:
        self._letters = letters
        self._written: dict[Node, str] = {}
        self._calls = calls
        self._called: dict[str, str] = {}
        self._behind = Writer(letters, calls=False) if calls else self
        """Looks behind are matched backwards, where nothing is called."""

    def __call__(self, node: Node, captured: Mapping[str, str]) -> str:
        """A pattern as a regular expression; `captured` has the groups' names by the parts that they hold."""
        if not captured.keys().isdisjoint(names(node)):
            return self._write(node, captured)
        if node not in self._written:
            self._written[node] = self._write(node, {})
        return self._written[node]

    def whole(self, pattern: str) -> str:
        """A written pattern with the phrases that it calls."""
        called: dict[str, str] = {}
        missing = _CALL.findall(pattern)
        while missing:
            name = missing.pop()
            if name not in called:
                called[name] = self._called[name]
                missing += _CALL.findall(called[name])
        defined = "".join(f"(?P<{name}>{called[name]})" for name in sorted(called))
        return f"(?(DEFINE){defined}){pattern}" if called else pattern

    def _write(self, node: Node, captured: Mapping[str, str]) -> str:
        single = _single(node, frozenset(captured))
        if single is not None:
            return self._letters(frozenset(single))
        if isinstance(node, Named):
            inner = self(node.part, captured)
            if node.name in captured:
                return f"(?P<{captured[node.name]}>{inner})"
            if captured or not self._calls or _size(node.part) < _LONG:
                return inner
            self._called[node.name] = inner
            return f"(?&{node.name})"
        if isinstance(node, Row):
            return "".join(self(part, captured) for part in node.parts)
        if isinstance(node, Choice):
            return f"(?:{'|'.join(self(part, captured) for part in node.parts)})"
        assert isinstance(node, Repeat | Look)
        if isinstance(node, Look):
            return f"(?{_LOOKS[node.sign]}{(self._behind if node.sign == '<' else self)(node.part, captured)})"
        inner = self(node.part, captured)
        repeat = _REPEATS.get((node.least, node.most)) or f"{{{node.least},{'' if node.most is None else node.most}}}"
        return f"{inner}{repeat}" if _single(node.part, frozenset(captured)) else f"(?:{inner}){repeat}"


@lru_cache(maxsize=_REMEMBERED)
def _size(node: Node) -> int:
    """How many tokens a part speaks of."""
    if isinstance(node, One):
        return 1
    parts: Iterable[Node] = node.parts if isinstance(node, Row | Choice) else (node.part,)
    return sum(map(_size, parts))


@lru_cache(maxsize=_REMEMBERED)
def _single(node: Node, captured: frozenset[str]) -> tuple[One, ...] | None:
    """The tokens that a part may be, if it is always one token."""
    if isinstance(node, One):
        return (node,)
    if isinstance(node, Named):
        return None if node.name in captured else _single(node.part, captured)
    if not isinstance(node, Choice):
        return None
    parts = [_single(part, captured) for part in node.parts]
    return tuple(one for part in parts if part for one in part) if all(parts) else None

"""Puts the named pieces of `rules/dates/` into patterns."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import regex

from extract.entries import DatePartEntry, DatePatternEntry, DateWordEntry
from extract.lexicon import LONGEST_PATTERN, Lexicon, LexiconError, Pattern
from extract.patterns import compiled

_PIECE = compiled(r"\{([a-z][a-z_]*)\}")


class _Filled(NamedTuple):
    """A pattern with its pieces put in, and the ids of those."""

    pattern: str
    pieces: tuple[str, ...]


def _never(entry: DatePartEntry) -> DatePartEntry:
    """The piece with the groups that it has, but matching nothing: one that is switched off."""
    return msgspec.structs.replace(entry, pattern=f"(?:(?!){entry.pattern})")


class Parts:
    """The pieces by name. One that is switched off is there for the patterns that hold it, but matches nothing.

    Raises:
        LexiconError: by its methods, where a name is unknown or a pattern does not compile.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_name = {entry.name: _never(entry) for entry in lexicon.switched_off(DatePartEntry)}
        self._by_name |= {entry.name: entry for entry in lexicon.entries(DatePartEntry)}
        self._filled: dict[str, _Filled] = {}

    def __iter__(self) -> Iterator[DatePartEntry]:
        return iter(self._by_name.values())

    def compiled(self, entry: DatePartEntry | DatePatternEntry, frame: str = "%s") -> Pattern:
        """The pattern of `entry` with its pieces put in, and itself put into `frame`."""
        filled = self._fill(entry, ())
        return self._lexicon.compile(entry, frame % filled.pattern, filled.pieces)

    def named(self, name: str, user: DatePatternEntry | DateWordEntry, frame: str) -> Pattern:
        """The pattern of the piece `name`, which `user` asks for, put into `frame`."""
        return self.compiled(self._part(name, user.id), frame)

    def _part(self, name: str, user: str) -> DatePartEntry:
        if name not in self._by_name:
            raise LexiconError(f"{self._lexicon.origin(user)}: there is no date part '{name}'")
        return self._by_name[name]

    def _fill(self, entry: DatePartEntry | DatePatternEntry, within: tuple[str, ...]) -> _Filled:
        if entry.id in within:
            raise LexiconError(f"{self._lexicon.origin(entry.id)}: the date part stands within itself")
        if entry.id not in self._filled:
            pieces: dict[str, None] = {}

            def put_in(match: regex.Match[str]) -> str:
                part = self._part(match[1], entry.id)
                filled = self._fill(part, (*within, entry.id))
                pieces.update(dict.fromkeys((part.id, *filled.pieces)))
                return filled.pattern

            pattern = _PIECE.sub(put_in, entry.pattern)
            # Pieces that hold each other twice grow without bound long before one is compiled.
            if len(pattern) > LONGEST_PATTERN:
                place = self._lexicon.origin(entry.id)
                raise LexiconError(f"{place}: '{entry.id}': the pattern is too long with its pieces put in; shorten it")
            self._filled[entry.id] = _Filled(pattern, tuple(pieces))
        return self._filled[entry.id]

"""Puts the named pieces of `rules/dates/` into patterns."""

import regex

from extract.entries import DatePartEntry, DatePatternEntry, DateWordEntry
from extract.lexicon import Lexicon, LexiconError

_PIECE = regex.compile(r"\{([a-z][a-z_]*)\}")


class Parts:
    """The pieces by name.

    Raises:
        LexiconError: by its methods, where a name is unknown or a pattern does not compile.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_name = {entry.name: entry for entry in lexicon.entries(DatePartEntry)}

    def filled(self, entry: DatePartEntry | DatePatternEntry) -> str:
        """The pattern of `entry` with its pieces put in, known to compile."""
        pattern = self._fill(entry, ())
        try:
            regex.compile(pattern)
        except regex.error as error:
            raise LexiconError(f"{self._lexicon.origin(entry.id)}: the pattern does not compile: {error}") from error
        return pattern

    def named(self, name: str, user: DatePatternEntry | DateWordEntry) -> str:
        """The pattern of the piece `name`, which `user` asks for."""
        return self.filled(self._part(name, user.id))

    def _part(self, name: str, user: str) -> DatePartEntry:
        if name not in self._by_name:
            raise LexiconError(f"{self._lexicon.origin(user)}: there is no date part '{name}'")
        return self._by_name[name]

    def _fill(self, entry: DatePartEntry | DatePatternEntry, within: tuple[str, ...]) -> str:
        if entry.id in within:
            raise LexiconError(f"{self._lexicon.origin(entry.id)}: the date part stands within itself")
        return _PIECE.sub(
            lambda match: self._fill(self._part(match.group(1), entry.id), (*within, entry.id)), entry.pattern
        )

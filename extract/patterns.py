"""Regular expressions, compiled once and kept in the user's cache.

The package has some five hundred patterns, and to compile them takes longer than everything else that a process does
before its first article. `regex` can pickle what it compiled: read back, they are there in a fiftieth of the time.
"""

import pickle
import sys
from pathlib import Path

import regex

from extract import kept

Key = tuple[str, int]

KEPT: Path = kept.FOLDER / f"compiled-{sys.implementation.cache_tag}-{regex.__version__}.pickle"
"""The compiled patterns, which may be removed at any time."""

MOST = 2000
"""More patterns than this are not all the package's: those that this process did not ask for are dropped."""

_asked: dict[Key, regex.Pattern[str]] = {}
_kept: dict[Key, bytes] | None = None
"""Each pattern by itself, so that a process that needs a few does not unpack the others."""


def _read() -> dict[Key, bytes]:
    content = kept.read(KEPT)
    try:
        return dict(pickle.loads(content)) if content is not None else {}
    except Exception:  # damaged in any way: made anew
        return {}


def compiled(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """`regex.compile(pattern, flags)`, from the file if it is there.

    Raises:
        regex.error: the pattern is wrong.
    """
    global _kept
    if _kept is None:
        _kept = _read()
    key = (pattern, int(flags))
    if key not in _asked:
        _asked[key] = _unpacked(_kept, key) or regex.compile(pattern, flags)
    return _asked[key]


def _unpacked(known: dict[Key, bytes], key: Key) -> regex.Pattern[str] | None:
    """A pattern that was kept; where it is damaged it is dropped, to be made anew."""
    if key not in known:
        return None
    try:
        found = pickle.loads(known[key])
        if found.pattern == key[0]:
            return found  # type: ignore[no-any-return]
    except Exception:
        pass
    del known[key]
    return None


def keep() -> None:
    """Write the patterns that this process had to compile beside those that it found, for the next one.

    Where nothing can be written, the next one compiles them too. What was found is let go: of what is asked later it
    is read again.
    """
    global _kept
    if _kept is not None and not _asked.keys() <= _kept.keys():
        made = {key: pickle.dumps(found) for key, found in _asked.items() if key not in _kept}
        stays = {key: found for key, found in _kept.items() if len(_kept) + len(made) <= MOST or key in _asked}
        kept.write(KEPT, pickle.dumps(stays | made, protocol=pickle.HIGHEST_PROTOCOL))
    _kept = None

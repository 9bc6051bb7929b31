"""Regular expressions, compiled once and kept in the user's cache.

The package has some five hundred patterns, and to compile them takes longer than everything else that a process does
before its first article. `regex` can pickle what it compiled: read back, they are there in a fiftieth of the time.
"""

import pickle
import sys
import tempfile
from pathlib import Path

import regex
from platformdirs import user_cache_path

Key = tuple[str, int]

KEPT: Path = user_cache_path("vn-extract") / f"patterns-{sys.implementation.cache_tag}-{regex.__version__}.pickle"
"""In the user's own folder for caches: `~/.cache`, or `XDG_CACHE_HOME`, on Linux. It may be removed at any time."""

MOST = 4000
"""More patterns than this are not all the package's: those that this process did not ask for are dropped."""

_asked: dict[Key, regex.Pattern[str]] = {}
_kept: dict[Key, regex.Pattern[str]] | None = None


def _read() -> dict[Key, regex.Pattern[str]]:
    try:
        return dict(pickle.loads(KEPT.read_bytes()))
    except Exception:  # missing, unreadable or damaged in any way: made anew
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
    found = _asked.get(key) or _kept.get(key) or regex.compile(pattern, flags)
    _asked[key] = found
    return found


def keep() -> None:
    """Write the patterns that this process had to compile beside those that it found, for the next one.

    Where nothing can be written, the next one compiles them too.
    """
    global _kept
    if _kept is None or _asked.keys() <= _kept.keys():
        return
    _kept |= _asked
    if len(_kept) > MOST:
        _kept = dict(_asked)
    try:
        KEPT.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=KEPT.parent, delete=False) as file:
            pickle.dump(_kept, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(file.name).replace(KEPT)
    except OSError:
        return

"""Regular expressions, compiled once and kept in the user's cache.

The package has some five hundred patterns, and to compile them takes longer than everything else that a process does
before its first article. `regex` can pickle what it compiled: read back, they are there in a fiftieth of the time.
"""

import os
import pickle
import sys
import tempfile
from pathlib import Path

import regex

Key = tuple[str, int]

KEPT: Path = (
    Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))  # noqa: PTH111  `Path` raises where there is no home
    / "vn-extract"
    / f"compiled-{sys.implementation.cache_tag}-{regex.__version__}.pickle"
)
"""In the user's own folder for caches: `XDG_CACHE_HOME`, or else `~/.cache`. It may be removed at any time."""

MOST = 4000
"""More patterns than this are not all the package's: those that this process did not ask for are dropped."""

_asked: dict[Key, regex.Pattern[str]] = {}
_kept: dict[Key, bytes] | None = None
"""Each pattern by itself, so that a process that needs a few does not unpack the others."""


def _read() -> dict[Key, bytes]:
    try:
        with KEPT.open("rb") as file:
            if os.name == "posix" and os.fstat(file.fileno()).st_uid != os.getuid():
                return {}  # who wrote it could run what he likes
            return dict(pickle.load(file))
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
    if key not in _asked:
        _asked[key] = pickle.loads(_kept[key]) if key in _kept else regex.compile(pattern, flags)
    return _asked[key]


def keep() -> None:
    """Write the patterns that this process had to compile beside those that it found, for the next one.

    Where nothing can be written, the next one compiles them too.
    """
    global _kept
    if _kept is None or _asked.keys() <= _kept.keys() or not KEPT.is_absolute():
        return
    made = {key: pickle.dumps(found) for key, found in _asked.items() if key not in _kept}
    _kept = {key: kept for key, kept in _kept.items() if len(_kept) + len(made) <= MOST or key in _asked} | made
    try:
        KEPT.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=KEPT.parent, delete=False) as file:
            pickle.dump(_kept, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(file.name).replace(KEPT)
    except OSError:
        return

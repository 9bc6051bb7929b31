"""Regular expressions, compiled once and kept in the user's cache.

The package has some five hundred patterns, and to compile them takes longer than everything else that a process does
before its first article. `regex` can pickle what it compiled: read back, they are there in a fiftieth of the time.
"""

import os
import pickle
import sys
import tempfile
import time
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


def _ours(state: os.stat_result) -> bool:
    """Whether nobody but this user can have written it: who did could run what he likes."""
    return os.name != "posix" or (state.st_uid == os.getuid() and not state.st_mode & _OTHERS_WRITE)


_OTHERS_WRITE = 0o022


def _read() -> dict[Key, bytes]:
    if not KEPT.is_absolute():
        return {}
    try:
        with KEPT.open("rb") as file:
            if not (_ours(os.fstat(file.fileno())) and _ours(KEPT.parent.stat())):
                return {}
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
        _asked[key] = _unpacked(_kept, key) or regex.compile(pattern, flags)
    return _asked[key]


def _unpacked(kept: dict[Key, bytes], key: Key) -> regex.Pattern[str] | None:
    """A pattern that was kept; where it is damaged it is dropped, to be made anew."""
    if key not in kept:
        return None
    try:
        found = pickle.loads(kept[key])
        if found.pattern == key[0]:
            return found  # type: ignore[no-any-return]
    except Exception:
        pass
    del kept[key]
    return None


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
        if _ours(KEPT.parent.stat()):
            _write(_kept)
    except OSError:
        return


def _write(kept: dict[Key, bytes]) -> None:
    for old in KEPT.parent.glob(f"{_TEMPORARY}*"):  # of a process that was killed while it wrote
        if old.stat().st_mtime < time.time() - _SECONDS:
            old.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=KEPT.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            pickle.dump(kept, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(name).replace(KEPT)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


_TEMPORARY, _SECONDS = "tmp-", 600

"""Files that a process leaves for the next one, in the user's own folder for caches.

They may be removed at any time: what they hold is made anew.
"""

import os
import tempfile
import time
from pathlib import Path

FOLDER: Path = (
    Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))  # noqa: PTH111  `Path` raises where there is no home
    / "vn-extract"
)
"""In `XDG_CACHE_HOME`, or else in `~/.cache`."""

_OTHERS_WRITE = 0o022
_TEMPORARY, _SECONDS = "tmp-", 600


def read(path: Path) -> bytes | None:
    """What a file holds; None where there is none, or where somebody else than this user can have written it."""
    if not path.is_absolute():
        return None
    try:
        with path.open("rb") as file:
            return file.read() if _ours(os.fstat(file.fileno())) and _ours(path.parent.stat()) else None
    except OSError:
        return None


def write(path: Path, content: bytes) -> None:
    """Write a file at once, for this user alone; where nothing can be written, nothing is."""
    if not path.is_absolute():
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _ours(path.parent.stat()):
            _replace(path, content)
    except OSError:
        return


def _ours(state: os.stat_result) -> bool:
    """Whether nobody but this user can have written it: who did could run what he likes."""
    return os.name != "posix" or (state.st_uid == os.getuid() and not state.st_mode & _OTHERS_WRITE)


def _replace(path: Path, content: bytes) -> None:
    for old in path.parent.glob(f"{_TEMPORARY}*"):  # of a process that was killed while it wrote
        if old.stat().st_mtime < time.time() - _SECONDS:
            old.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

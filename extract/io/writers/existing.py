"""What stands where a run is to write: whether it may be replaced."""

import os
from pathlib import Path

import msgspec

from extract.io.streams import DAMAGE, BombError, unpacked
from extract.io.writers.base import OutputError

_MOST_READ = 1 << 26
_ANY_WRITER = 0o222


class _Written(msgspec.Struct):
    """What every record has, and no article."""

    schema_version: str
    id: str


class _Rejected(msgspec.Struct):
    """What every line of a rejects file has."""

    file: str
    line: int | None
    reason: str


def target(output: str | Path) -> Path:
    """The file or folder that an output's name stands for, behind symbolic links."""
    return Path(os.path.realpath(output)) if Path(output).is_symlink() else Path(output)


def see_writable(path: Path) -> None:
    """See that what is there, if anything, is not write-protected: replacing it would pass over that.

    Raises:
        OutputError: it is.
    """
    if path.exists() and not (path.stat().st_mode & _ANY_WRITER and os.access(path, os.W_OK)):
        raise OutputError(f"'{path}' is write-protected; give another OUT, or make it writable")


def foreign(path: Path) -> OutputError:
    """The error that something is not ours to replace."""
    return OutputError(f"'{path}' was not written by vn-extract; give another OUT, or --force to write it all the same")


def holds_records(path: Path, packed: tuple[str, ...] = ()) -> bool:
    """Whether a file of lines is empty, or begins with a record."""
    return _begins_with(_Written, path, packed)


def holds_rejects(path: Path) -> bool:
    """Whether a file of lines is empty, or begins with a reject."""
    return _begins_with(_Rejected, path, ())


def _begins_with(kind: type[_Written] | type[_Rejected], path: Path, packed: tuple[str, ...]) -> bool:
    if path.stat().st_size == 0:
        return True
    try:
        with path.open("rb") as file:
            line = unpacked(file, packed).readline(_MOST_READ)
        msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, OSError, BombError, *DAMAGE):
        return False
    return True

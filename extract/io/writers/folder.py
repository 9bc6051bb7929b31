"""A folder of files, a set for each table, that appears under its name only when all is written."""

import shutil
from pathlib import Path

import msgspec

from extract.io.tables import SCHEMA_VERSION
from extract.io.writers.base import OutputError
from extract.io.writers.existing import foreign, see_writable

MARK = "_vn_extract.json"
"""The file that says that a folder was written here, and may be replaced; and of which version its tables are."""


class Folder:
    """The folder `path`, written as `path.part`; an older one of this package's is replaced."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(f"{path.name}.part")
        self._old = path.with_name(f"{path.name}.old")

    def check(self, *, force: bool) -> None:
        """See that what is there may be replaced. A folder with other things in it never is: `force` is for files.

        Raises:
            OutputError: something stands there that was not written by this package, or is write-protected.
        """
        see_writable(self.path)
        for known in (self.path, self.part, self._old):
            if known.is_dir() and not _is_ours(known):
                raise OutputError(f"'{known}' was not written by vn-extract; give another OUT, or take it away")
            if known.is_file() and not force:
                raise foreign(known)

    def begin(self) -> None:
        """An empty folder to write to."""
        _remove(self.part)
        _remove(self._old)
        self.part.mkdir()
        (self.part / MARK).write_bytes(msgspec.json.encode({"tables": SCHEMA_VERSION}) + b"\n")

    def discard(self) -> None:
        """Take away what was begun."""
        _remove(self.part)

    def publish(self) -> None:
        """Give the folder its name. Doing it again changes nothing."""
        if self.part.exists():
            if self.path.exists() and not self._old.exists():
                self.path.replace(self._old)
            self.part.replace(self.path)
        _remove(self._old)


def _remove(path: Path) -> None:
    """Take a folder away, its mark last: what a kill leaves of it is still known as written here."""
    if path.is_file():
        path.unlink()
    elif path.exists():
        for inside in path.iterdir():
            if inside.is_dir():
                shutil.rmtree(inside)
            elif inside.name != MARK:
                inside.unlink()
        shutil.rmtree(path)


def _is_ours(path: Path) -> bool:
    return (path / MARK).is_file() or not any(path.iterdir())

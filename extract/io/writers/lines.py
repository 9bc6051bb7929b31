"""JSON Lines, also packed, to a file or to standard output."""

import gzip
import os
import sys
from typing import BinaryIO

import zstandard

from extract.io.streams import STANDARD, endings, reopened
from extract.io.tables import Row
from extract.io.writers.base import Form, OutputError, State
from extract.io.writers.existing import foreign, holds_records, see_writable, target

_LEVEL = 6


class LinesWriter:
    """One record a line. The file takes its name only when all is written: until then it is `NAME.part`.

    Packed files are a row of frames, one a commit, which every program reads as one file.
    """

    form: Form = "json"
    batch = 500

    def __init__(self, output: str) -> None:
        self._standard = output == STANDARD
        self._path = target(output)
        self._part = self._path.with_name(f"{self._path.name}.part")
        self._packed = () if self._standard else endings(output)[1]
        self._pending: list[bytes] = []
        self._file: BinaryIO | None = None

    def check(self, *, force: bool) -> None:
        """See that the file is missing, or holds records."""
        if self._standard:
            return
        if self._path.is_dir():
            raise OutputError(f"'{self._path}' is a folder; give the name of a file")
        see_writable(self._path)
        if self._path.is_file() and not force and not holds_records(self._path, self._packed):
            raise foreign(self._path)

    def open(self, run: Row, state: State | None) -> None:
        """Begin the file, or cut it back to its last commit."""
        if self._standard:
            self._file = sys.stdout.buffer
            return
        size: int = state["size"] if state else 0
        self._file = reopened(self._part, size) if size else self._part.open("wb")

    def write(self, payload: bytes) -> None:
        """Take some lines."""
        assert self._file is not None
        if self._packed:
            self._pending.append(payload)
        else:
            self._file.write(payload)
            if self._standard:
                self._file.flush()

    def commit(self) -> State:
        """See that the lines are on the disk."""
        assert self._file is not None
        if self._pending:
            self._file.write(_packed(b"".join(self._pending), self._packed[0]))
            self._pending.clear()
        self._file.flush()
        if self._standard:
            return {}
        os.fsync(self._file.fileno())
        return {"size": self._file.tell()}

    def end(self, run: Row) -> None:
        """Lines of records are all there is."""

    def publish(self) -> None:
        """Give the file its name."""
        self.close()
        if not self._standard and self._part.exists():
            self._part.replace(self._path)

    def close(self) -> None:
        """Close the file; `.part` stays."""
        if self._file is not None and not self._standard:
            self._file.close()

    def discard(self) -> None:
        """Take `.part` away."""
        if self._file is not None and not self._standard:
            self._part.unlink(missing_ok=True)


def _packed(data: bytes, ending: str) -> bytes:
    # Neither the time nor a name goes into the frames: same records, same bytes.
    return gzip.compress(data, _LEVEL, mtime=0) if ending == ".gz" else zstandard.ZstdCompressor().compress(data)

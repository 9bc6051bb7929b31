"""Keeps what could not be read: one JSON object a line with file, line, reason and the input's own bytes."""

import base64
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from extract.io.incoming import Reject
from extract.io.lock import Lock, LockedError
from extract.io.streams import reopened
from extract.io.writers.existing import foreign, holds_rejects, see_writable


class RejectsFile:
    """Writes rejects to `path`, which is made only if there are any; an old file there is removed.

    While the run goes on, the file has `.part` behind its name.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._part = path.with_name(f"{path.name}.part")
        self._file: BinaryIO | None = None
        self._lock = Lock(path.with_name(f"{path.name}.lock"), str(path))

    def check(self, *, force: bool) -> None:
        """See that the file is missing, or one of rejects.

        Raises:
            OutputError: it is something else, or write-protected.
        """
        see_writable(self.path)
        if self.path.is_file() and not force and not holds_rejects(self.path):
            raise foreign(self.path)

    def open(self, size: int = 0, count: int = 0) -> None:
        """Begin, or go on behind the first `size` bytes, which hold `count` rejects."""
        self.count = count
        if size:
            self._lock.__enter__()
            self._file = reopened(self._part, size)

    def add(self, reject: Reject) -> None:
        """Keep one reject.

        Raises:
            OSError: the folder is missing or may not be written to.
            LockedError: another run writes rejects there.
        """
        if self._file is None:
            self._lock.__enter__()
            self._file = self._part.open("wb")
        self._file.write(to_json(reject))
        self.count += 1

    def flush(self) -> int:
        """See that all is on the disk; returns the size of the file."""
        if self._file is None:
            return 0
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def close(self) -> None:
        """Let go of the file; `.part` stays."""
        try:
            if self._file is not None:
                self._file.close()
        finally:
            self._lock.__exit__()

    def discard(self) -> None:
        """Take `.part` away, if this run made it."""
        if self._file is not None:
            self._part.unlink(missing_ok=True)

    def finish(self, path: Path | None = None) -> None:
        """Give the file its name, or remove an older one where nothing was rejected. Doing it again changes nothing.

        Args:
            path: the name to give it, where it is not its own.

        Raises:
            LockedError: another run writes rejects there.
        """
        if self._file is not None:
            self._file.close()
        if self.count == 0:
            with suppress(LockedError), self._lock:  # unless another run is writing there
                self.path.unlink(missing_ok=True)
                self._part.unlink(missing_ok=True)
            return
        with self._lock:  # also to take away one that a kill left
            if self._part.exists():
                self._part.replace(path or self.path)


def to_json(reject: Reject) -> bytes:
    """A reject as one line of JSON, with its line break. Bytes that are no UTF-8 are kept as base64 (`raw_base64`)."""
    row: dict[str, str | int | None] = {
        "file": reject.place.file.encode("utf-8", "replace").decode(),
        "line": reject.place.line,
        "reason": reject.reason.encode("utf-8", "replace").decode(),
    }
    try:
        row["raw"] = reject.raw.decode("utf-8")
    except UnicodeDecodeError:
        row["raw_base64"] = base64.b64encode(reject.raw).decode("ascii")
    return msgspec.json.encode(row) + b"\n"

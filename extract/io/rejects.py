"""Keeps what could not be read: one JSON object a line with file, line, reason and the input's own bytes."""

import base64
import os
from pathlib import Path
from typing import BinaryIO

import msgspec

from extract.io.incoming import Reject
from extract.io.streams import reopened


class RejectsFile:
    """Writes rejects to `path`, which is made only if there are any; an old file there is removed.

    While the run goes on, the file has `.part` behind its name.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._part = path.with_name(f"{path.name}.part")
        self._file: BinaryIO | None = None

    def open(self, size: int = 0, count: int = 0) -> None:
        """Begin, or go on behind the first `size` bytes, which hold `count` rejects."""
        self.count = count
        if size:
            self._file = reopened(self._part, size)
        else:
            self._part.unlink(missing_ok=True)

    def add(self, reject: Reject) -> None:
        """Keep one reject.

        Raises:
            OSError: the folder is missing or may not be written to.
        """
        if self._file is None:
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
        if self._file is not None:
            self._file.close()

    def finish(self) -> None:
        """Give the file its name, or remove it where nothing was rejected. Doing it again changes nothing."""
        self.close()
        if self.count == 0:
            self.path.unlink(missing_ok=True)
            self._part.unlink(missing_ok=True)
        elif self._part.exists():
            self._part.replace(self.path)


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

"""Keeps what could not be read: one JSON object a line with file, line, reason and the input's own bytes."""

import base64
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import msgspec

from extract.io.incoming import Reject


class RejectsFile:
    """Writes rejects to `path`; the file is made with the first of them, and an old one is removed if there is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file: BinaryIO | None = None

    def __enter__(self) -> "RejectsFile":
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, reject: Reject) -> None:
        """Keep one reject. Bytes that are no UTF-8 are kept as base64 under `raw_base64`."""
        if self._file is None:
            self._file = self.path.open("wb")
        row: dict[str, str | int | None] = {
            "file": reject.place.file,
            "line": reject.place.line,
            "reason": reject.reason,
        }
        try:
            row["raw"] = reject.raw.decode("utf-8")
        except UnicodeDecodeError:
            row["raw_base64"] = base64.b64encode(reject.raw).decode("ascii")
        self._file.write(msgspec.json.encode(row) + b"\n")
        self.count += 1

"""CSV: a folder with one file a table, which Excel opens as it is meant.

There is a byte order mark in front, or Excel would not read UTF-8. A text that Excel would run as a formula (it begins
with "=", "+", "-", "@", a tab or a carriage return) has an apostrophe in front: articles are other people's words.
"""

import csv
import io
import os
from typing import Any, TextIO

from extract.io.streams import reopened
from extract.io.tables import TABLES, Row
from extract.io.writers.base import Form, State
from extract.io.writers.existing import target
from extract.io.writers.folder import Folder
from extract.io.writers.payload import unpacked

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that spreadsheets run."""


class CsvWriter:
    """`OUT/articles.csv`, `OUT/dates.csv` and so on, in UTF-8, with a row of names. Null is an empty cell."""

    form: Form = "rows"
    batch = 500

    def __init__(self, output: str) -> None:
        self._folder = Folder(target(output))
        self._files: list[TextIO] = []

    def check(self, *, force: bool) -> None:
        """See that the folder is missing or of this package's making."""
        self._folder.check(force=force)

    def open(self, run: Row, state: State | None) -> None:
        """Begin the files, or cut them back to the last commit."""
        if state is None:
            self._folder.begin()
        sizes: list[int] = state["sizes"] if state else [0] * len(TABLES)
        for table, size in zip(TABLES, sizes, strict=True):
            path = self._folder.part / f"{table.name}.csv"
            binary = reopened(path, size) if size else path.open("wb")
            file = io.TextIOWrapper(binary, encoding="utf-8", newline="")
            self._files.append(file)
            if not size:
                file.write("\ufeff")
                csv.writer(file).writerow([column.name for column in table.columns])

    def write(self, payload: bytes) -> None:
        """Take the rows of some articles."""
        for file, rows in zip(self._files, unpacked(payload), strict=True):
            csv.writer(file).writerows(map(_safe, rows))

    def commit(self) -> State:
        """See that the rows are on the disk."""
        sizes = []
        for file in self._files:
            file.flush()
            os.fsync(file.fileno())
            sizes.append(os.fstat(file.fileno()).st_size)
        return {"sizes": sizes}

    def end(self, run: Row) -> None:
        """Write the run's own row."""
        csv.writer(self._files[0]).writerow(_safe(run))
        self.commit()

    def publish(self) -> None:
        """Give the folder its name."""
        self.close()
        self._folder.publish()

    def close(self) -> None:
        """Close the files; the `.part` folder stays."""
        for file in self._files:
            file.close()

    def discard(self) -> None:
        """Take the `.part` folder away."""
        self._folder.discard()


def _safe(row: Row) -> list[Any]:
    """A row without formulas."""
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell for cell in row]

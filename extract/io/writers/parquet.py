"""Parquet: a folder with one dataset a table, each in parts."""

from typing import Any

from extract.io.arrow import batch as arrow_batch
from extract.io.arrow import schema
from extract.io.extras import load
from extract.io.tables import TABLES, Row
from extract.io.writers.base import Form, State
from extract.io.writers.existing import target
from extract.io.writers.folder import Folder
from extract.io.writers.payload import unpacked

_GROUP = 8192
_RUNS, _DATA = TABLES[0], TABLES[1:]


class ParquetWriter:
    """`OUT/articles/part-00000.parquet` and so on: one part a commit, in row groups of a fixed number of rows.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """

    form: Form = "rows"
    batch = 5000

    def __init__(self, output: str) -> None:
        self._parquet: Any = load("pyarrow.parquet", "parquet")
        self._schemas = [schema(table, "parquet") for table in _DATA]
        self._folder = Folder(target(output))
        self._parts = 0
        self._writers: list[Any] = []
        self._pending: list[list[Row]] = []

    def check(self, *, force: bool) -> None:
        """See that the folder is missing or of this package's making."""
        self._folder.check(force=force)

    def open(self, run: Row, state: State | None) -> None:
        """Begin the datasets, or take away the parts that were not committed."""
        if state is None:
            self._folder.begin()
        self._parts = state["parts"] if state else 0
        for table in TABLES:
            folder = self._folder.part / table.name
            folder.mkdir(exist_ok=True)
            for file in folder.iterdir():
                if file.name not in {_name(part) for part in range(self._parts)}:
                    file.unlink()

    def write(self, payload: bytes) -> None:
        """Take the rows of some articles."""
        if not self._writers:
            self._begin()
        for index, rows in enumerate(unpacked(payload)[1:]):
            pending = self._pending[index]
            pending += rows
            while len(pending) >= _GROUP:
                self._flush(index, _GROUP)

    def commit(self) -> State:
        """Close the part."""
        if self._writers:
            for index, writer in enumerate(self._writers):
                self._flush(index, len(self._pending[index]))
                writer.close()
            self._writers = []
            self._parts += 1
        return {"parts": self._parts}

    def end(self, run: Row) -> None:
        """Write the run's own row."""
        if not self._parts:  # no article at all: the tables are there all the same
            self._begin()
            self.commit()
        path = self._folder.part / _RUNS.name / _name(0)
        self._parquet.write_table(arrow_batch(_RUNS, [run], "parquet"), path, compression="zstd")

    def publish(self) -> None:
        """Give the folder its name."""
        self._folder.publish()

    def close(self) -> None:
        """Let go of the part at work; what was committed stays."""
        for writer in self._writers:
            writer.close()

    def discard(self) -> None:
        """Take the `.part` folder away."""
        self._folder.discard()

    def _begin(self) -> None:
        for table, form in zip(_DATA, self._schemas, strict=True):
            path = self._folder.part / table.name / _name(self._parts)
            self._writers.append(self._parquet.ParquetWriter(path, form, compression="zstd"))
        self._pending = [[] for _ in _DATA]

    def _flush(self, index: int, count: int) -> None:
        pending = self._pending[index]
        if count:
            self._writers[index].write_table(arrow_batch(_DATA[index], pending[:count], "parquet"))
            del pending[:count]


def _name(part: int) -> str:
    return f"part-{part:05}.parquet"

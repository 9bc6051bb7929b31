"""The register in Parquet: a folder with one dataset a table, within that of a run or by itself."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from extract.io.arrow import batch as arrow_batch
from extract.io.arrow import schema
from extract.io.extras import load
from extract.io.tables import Row, Table
from extract.io.writers import target
from extract.io.writers.folder import MARK, Folder
from extract.registry.stores.choose import BATCH, batched
from extract.registry.stores.sql import see_version
from extract.registry.tables import REGISTER_VERSION

_PART = "part-00000.parquet"


class ParquetStore:
    """`OUT/people/part-00000.parquet` and so on; `OUT/register/people/…` where OUT holds the tables of a run.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """

    def __init__(self, output: str) -> None:
        self._parquet: Any = load("pyarrow.parquet", "parquet")
        path = target(output)
        self._folder = Folder(path / "register" if (path / "articles").is_dir() else path)

    def check(self) -> None:
        """See that the folder is missing or of this package's making."""
        self._folder.check(force=False)
        mark = self._folder.path / MARK
        if mark.is_file() and (found := msgspec.json.decode(mark.read_bytes()).get("register")):
            see_version(found, str(self._folder.path))

    def remembered(self) -> Iterator[str]:
        """What is in `register_articles`."""
        path = self._folder.path / "register_articles" / _PART
        if path.is_file():
            with self._parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(BATCH, columns=["observation"]):
                    yield from batch["observation"].to_pylist()

    def write(self, tables: Iterable[tuple[Table, Iterable[Row]]]) -> None:
        """Write all beside, and give it its name at the end."""
        self._folder.begin()
        for table, rows in tables:
            path = self._folder.part / table.name
            path.mkdir()
            with self._parquet.ParquetWriter(path / _PART, schema(table, "parquet"), compression="zstd") as writer:
                for some in batched(rows):
                    writer.write_table(arrow_batch(table, some, "parquet"))
        (self._folder.part / MARK).write_bytes(msgspec.json.encode({"register": REGISTER_VERSION}) + b"\n")
        self._folder.publish()

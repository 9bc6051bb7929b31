"""The register in DuckDB; names are found by their key, and in full text where the extension `fts` is there."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from extract.io.arrow import batch as arrow_batch
from extract.io.extras import load
from extract.io.tables import Row, Table
from extract.io.writers import target
from extract.io.writers.base import OutputError
from extract.io.writers.duckdb import TYPES
from extract.io.writers.existing import see_writable
from extract.registry.stores.choose import BATCH, batched
from extract.registry.stores.sql import NAMES_TABLE, READ, finished, made_anew, see_ours
from extract.registry.tables import NAMES

_KEY = "CREATE OR REPLACE MACRO vn_key(name) AS trim(replace(lower(strip_accents(nfc_normalize(name))), 'đ', 'd'))"
"""What a name is found by: without marks, in small letters."""
_FIND = (
    f"CREATE OR REPLACE MACRO register_find(words) AS TABLE "
    f"SELECT kind, id, name FROM {NAMES_TABLE} WHERE contains(name_key, vn_key(words))"
)


class DuckdbStore:
    """A file; the register may share it with the tables of a run.

    Raises:
        MissingExtraError: duckdb or pyarrow is not installed.
    """

    def __init__(self, output: str) -> None:
        self._duckdb: Any = load("duckdb", "duckdb")
        load("pyarrow", "duckdb")
        self._path = target(output)

    def check(self) -> None:
        """See that the database is missing, or has tables of this package's."""
        see_writable(self._path)
        if not self._path.exists():
            return
        with self._told(), self._duckdb.connect(str(self._path), read_only=True) as database:
            see_ours(self._path, self._known(database), database.execute)

    def remembered(self) -> Iterator[str]:
        """What is in `register_articles`."""
        if not self._path.exists():
            return
        with self._told(), self._duckdb.connect(str(self._path), read_only=True) as database:
            if "register_articles" in self._known(database):
                answer = database.execute(READ)
                while some := answer.fetchmany(BATCH):
                    for (line,) in some:
                        yield line

    def write(self, tables: Iterable[tuple[Table, Iterable[Row]]]) -> None:
        """Write everything in one transaction, then the index for full text."""
        with self._told(), self._duckdb.connect(str(self._path)) as database:
            database.execute("SET memory_limit = '256MB'")
            database.execute("SET threads = 1")
            database.execute("BEGIN")
            database.execute(f"DROP TABLE IF EXISTS {NAMES_TABLE}")
            for statement in made_anew(TYPES):
                database.execute(statement)
            for table, rows in tables:
                for some in batched(rows):
                    database.register("pending", arrow_batch(table, some, "duckdb"))
                    database.execute(f"INSERT INTO {table.name} SELECT * FROM pending")
                    database.unregister("pending")
            for statement in finished():
                database.execute(statement)
            database.execute(f"CREATE TABLE {NAMES_TABLE} AS {NAMES}")
            database.execute(_KEY)
            database.execute(_FIND)
            database.execute("COMMIT")
            # Extensions are not fetched from the net: without `fts`, names are found by their keys alone.
            with suppress(self._duckdb.Error):
                database.execute("LOAD fts")
                database.execute(
                    f"PRAGMA create_fts_index('{NAMES_TABLE}', 'id', 'name', 'name_key', stemmer = 'none', "
                    "stopwords = 'none', overwrite = 1)"
                )

    def _known(self, database: Any) -> set[str]:
        return {name for (name,) in database.execute("SELECT table_name FROM duckdb_tables()").fetchall()}

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._duckdb.Error as error:
            raise OutputError(f"cannot write {self._path}: {error}") from error

"""The register in SQLite; full-text search by FTS5."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

from extract.io.tables import Row, Table
from extract.io.writers import target
from extract.io.writers.base import OutputError
from extract.io.writers.existing import see_writable
from extract.io.writers.sqlite import TYPES
from extract.registry.stores.sql import NAMES_TABLE, READ, finished, made_anew, see_ours
from extract.registry.tables import NAMES


class SqliteStore:
    """A file; the register may share it with the tables of a run."""

    def __init__(self, output: str) -> None:
        self._path = target(output)

    def check(self) -> None:
        """See that the database is missing, empty, or has tables of this package's."""
        see_writable(self._path)
        if not self._path.exists():
            return
        with self._told(), self._reading() as database:
            known = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            see_ours(self._path, known, database.execute)

    def remembered(self) -> Iterator[str]:
        """What is in `register_articles`."""
        if not self._path.exists():
            return
        with self._told(), self._reading() as database:
            query = "SELECT count(*) FROM sqlite_master WHERE name = 'register_articles'"
            if database.execute(query).fetchone()[0]:
                for (line,) in database.execute(READ):
                    yield line

    def write(self, tables: Iterable[tuple[Table, Iterable[Row]]]) -> None:
        """Write everything in one transaction."""
        with self._told(), closing(sqlite3.connect(self._path, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            database.execute(f"DROP TABLE IF EXISTS {NAMES_TABLE}")
            for statement in made_anew(TYPES):
                database.execute(statement)
            for table, rows in tables:
                marks = ", ".join("?" * len(table.columns))
                database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
            for statement in finished():
                database.execute(statement)
            # "đ" has no mark that the tokenizer could take away: the name without marks is a column of its own.
            database.execute(
                f"CREATE VIRTUAL TABLE {NAMES_TABLE} USING fts5(kind UNINDEXED, id UNINDEXED, name, name_key, "
                "other_names, tokenize = 'unicode61 remove_diacritics 2')"
            )
            database.execute(f"INSERT INTO {NAMES_TABLE} {NAMES}")
            database.execute("COMMIT")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            yield database

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OutputError(f"cannot write {self._path}: {error}") from error

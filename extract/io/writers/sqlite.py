"""SQLite: the database that needs no server."""

import sqlite3
from pathlib import Path

from extract.io.tables import TABLES, ColumnType, Row
from extract.io.writers.base import Form, OutputError, State
from extract.io.writers.payload import unpacked
from extract.io.writers.sql import DATA, VERSION_TABLE, names, updates, upgrade

TYPES: dict[ColumnType, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "real": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}


_CACHE_KIB = 32 << 10
"""Keys come in no order, so that each batch touches pages all over the indexes."""


class SqliteWriter:
    """One transaction a batch. An article that is there already is replaced with all its rows."""

    form: Form = "rows"
    batch = 500

    def __init__(self, output: str) -> None:
        self._path = Path(output)
        self._database: sqlite3.Connection | None = None
        marks = {table.name: ", ".join("?" * len(table.columns)) for table in TABLES}
        self._insert = {t.name: f"INSERT INTO {t.name} ({names(t)}) VALUES ({marks[t.name]})" for t in TABLES}
        for table in TABLES[:2]:
            self._insert[table.name] += f" {updates(table)}"

    def open(self, run: Row, state: State | None) -> None:
        """Open or make the database, and bring its schema up to date."""
        try:
            self._database = database = sqlite3.connect(self._path, isolation_level=None)
            database.execute("PRAGMA foreign_keys = ON")
            database.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")
            database.execute("BEGIN IMMEDIATE")
            database.execute(f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} (version INTEGER NOT NULL)")
            (found,) = database.execute(f"SELECT coalesce(max(version), 0) FROM {VERSION_TABLE}").fetchone()
            for statement in upgrade(found, TYPES):
                database.execute(statement)
            database.execute(self._insert["runs"], run)
            database.execute("COMMIT")
        except sqlite3.Error as error:
            raise OutputError(f"cannot write {self._path}: {error}") from error

    def write(self, payload: bytes) -> None:
        """Take the rows of some articles."""
        database = self._connected()
        tables = unpacked(payload)
        try:
            if not database.in_transaction:
                database.execute("BEGIN IMMEDIATE")
            articles = [(row[0],) for row in tables[1]]
            for table in reversed(DATA[1:]):
                database.executemany(f"DELETE FROM {table.name} WHERE article_id = ?", articles)
            for table, rows in zip(TABLES, tables, strict=True):
                database.executemany(self._insert[table.name], rows)
        except sqlite3.Error as error:
            raise OutputError(f"cannot write {self._path}: {error}") from error

    def commit(self) -> State:
        """Commit the batch."""
        try:
            if self._connected().in_transaction:
                self._connected().execute("COMMIT")
        except sqlite3.Error as error:
            raise OutputError(f"cannot write {self._path}: {error}") from error
        return {}

    def end(self, run: Row) -> None:
        """Write the run's counts."""
        self._connected().execute(self._insert["runs"], run)

    def publish(self) -> None:
        """What is committed is there already."""

    def close(self) -> None:
        """Close the database; what was not committed is taken back."""
        if self._database is not None:
            self._database.close()

    def _connected(self) -> sqlite3.Connection:
        assert self._database is not None
        return self._database

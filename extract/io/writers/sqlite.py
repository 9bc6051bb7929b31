"""SQLite: the database that needs no server."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from extract.io.tables import TABLES, ColumnType, Row
from extract.io.writers.base import BrokenOffError, Form, State
from extract.io.writers.existing import foreign, see_writable, target
from extract.io.writers.payload import unpacked
from extract.io.writers.sql import DATA, VERSION_TABLE, changed_meanwhile, names, updates, upgrade

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
        self._path = target(output)
        self._database: sqlite3.Connection | None = None
        self._articles = 0
        marks = {table.name: ", ".join("?" * len(table.columns)) for table in TABLES}
        self._insert = {t.name: f"INSERT INTO {t.name} ({names(t)}) VALUES ({marks[t.name]})" for t in TABLES}
        for table in TABLES[:2]:
            self._insert[table.name] += f" {updates(table)}"

    def check(self, *, force: bool) -> None:
        """See that the database is missing, empty, or has tables of this package's."""
        see_writable(self._path)
        if not self._path.exists() or force:
            return
        with self._told(), closing(sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            known = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if known and VERSION_TABLE not in known:
            raise foreign(self._path)

    def open(self, run: Row, state: State | None) -> None:
        """Open or make the database, and bring its schema up to date."""
        if state and not self._path.exists():
            raise changed_meanwhile(str(self._path))
        with self._told():
            self._database = database = sqlite3.connect(self._path, isolation_level=None)
            database.execute("PRAGMA foreign_keys = ON")
            database.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")
            database.execute("BEGIN IMMEDIATE")
            database.execute(f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} (version INTEGER NOT NULL)")
            (found,) = database.execute(f"SELECT coalesce(max(version), 0) FROM {VERSION_TABLE}").fetchone()
            for statement in upgrade(found, TYPES):
                database.execute(statement)
            if state:
                self._articles = state["articles"]
                query = "SELECT count(*), (SELECT count(*) FROM articles WHERE run_id = ?) FROM runs WHERE id = ?"
                known, articles = database.execute(query, (run[0], run[0])).fetchone()
                if not known or articles < self._articles:
                    raise changed_meanwhile(str(self._path))
            database.execute(self._insert["runs"], run)
            database.execute("COMMIT")

    def write(self, payload: bytes) -> None:
        """Take the rows of some articles."""
        database = self._connected()
        tables = unpacked(payload)
        self._articles += len(tables[1])
        with self._told():
            if not database.in_transaction:
                database.execute("BEGIN IMMEDIATE")
            articles = [(row[0],) for row in tables[1]]
            for table in reversed(DATA[1:]):
                database.executemany(f"DELETE FROM {table.name} WHERE article_id = ?", articles)
            for table, rows in zip(TABLES, tables, strict=True):
                database.executemany(self._insert[table.name], rows)

    def commit(self) -> State:
        """Commit the batch."""
        with self._told():
            if self._connected().in_transaction:
                self._connected().execute("COMMIT")
        return {"articles": self._articles}

    def end(self, run: Row) -> None:
        """Write the run's counts."""
        with self._told():
            self._connected().execute(self._insert["runs"], run)

    def publish(self) -> None:
        """What is committed is there already."""

    def close(self) -> None:
        """Close the database; what was not committed is taken back."""
        if self._database is not None:
            self._database.close()

    def discard(self) -> None:
        """What was not committed is not there."""

    def _connected(self) -> sqlite3.Connection:
        assert self._database is not None
        return self._database

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise BrokenOffError(f"cannot write {self._path}: {error}") from error

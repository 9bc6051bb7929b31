"""DuckDB: the database in a file that analysts query in columns."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from extract.io.arrow import batch as arrow_batch
from extract.io.extras import load
from extract.io.tables import TABLES, ColumnType, Row
from extract.io.writers.base import BrokenOffError, Form, State
from extract.io.writers.existing import foreign, see_writable, target
from extract.io.writers.payload import unpacked
from extract.io.writers.sql import DATA, VERSION_TABLE, changed_meanwhile, names, upgrade

TYPES: dict[ColumnType, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "real": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


class DuckdbWriter:
    """One transaction a batch. An article that is there already is replaced with all its rows.

    No keys are declared: DuckDB checks foreign ones before the transaction ends, and would refuse to replace an
    article; and with a key of its own a row costs some eight times as much to delete as to write. Every id is the
    only one of its table all the same: an article's rows are cleared before they are written.

    Raises:
        MissingExtraError: duckdb or pyarrow is not installed.
    """

    form: Form = "rows"
    batch = 2000

    def __init__(self, output: str) -> None:
        self._duckdb: Any = load("duckdb", "duckdb")
        load("pyarrow", "duckdb")
        self._path = target(output)
        self._database: Any = None
        self._articles = 0
        self._pending: list[list[Row]] = [[] for _ in TABLES]

    def check(self, *, force: bool) -> None:
        """See that the database is missing, or has tables of this package's."""
        see_writable(self._path)
        if not self._path.exists() or force:
            return
        with self._told(), self._duckdb.connect(str(self._path)) as database:
            known = {name for (name,) in database.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        if known and VERSION_TABLE not in known:
            raise foreign(self._path)

    def open(self, run: Row, state: State | None) -> None:
        """Open or make the database, and bring its schema up to date."""
        if state and not self._path.exists():
            raise changed_meanwhile(str(self._path))
        with self._told():
            self._database = database = self._duckdb.connect(str(self._path))
            # Its own share of memory would be most of the machine's.
            database.execute("SET memory_limit = '256MB'")
            database.execute("SET threads = 1")
            database.execute("BEGIN")
            database.execute(f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} (version BIGINT NOT NULL)")
            (found,) = database.execute(f"SELECT coalesce(max(version), 0) FROM {VERSION_TABLE}").fetchone()
            for statement in upgrade(found, TYPES, keys=False):
                database.execute(statement)
            if state:
                self._articles = state["articles"]
                query = "SELECT count(*), (SELECT count(*) FROM articles WHERE run_id = ?) FROM runs WHERE id = ?"
                known, articles = database.execute(query, [run[0], run[0]]).fetchone()
                if not known or articles < self._articles:
                    raise changed_meanwhile(str(self._path))
            database.execute("COMMIT")
        self._pending[0] = [run]
        self.commit()

    def write(self, payload: bytes) -> None:
        """Take the rows of some articles."""
        for pending, rows in zip(self._pending, unpacked(payload), strict=True):
            pending += rows

    def commit(self) -> State:
        """Write the batch in one transaction."""
        with self._told():
            self._database.execute("BEGIN")
            articles = [row[0] for row in self._pending[1]]
            for table in DATA[1:]:
                self._database.execute(f"DELETE FROM {table.name} WHERE article_id IN (SELECT unnest(?))", [articles])
            for table in TABLES[:2]:
                ids = [row[0] for row in self._pending[TABLES.index(table)]]
                self._database.execute(f"DELETE FROM {table.name} WHERE id IN (SELECT unnest(?))", [ids])
            for table, pending in zip(TABLES, self._pending, strict=True):
                if pending:
                    self._database.register("pending", arrow_batch(table, pending, "duckdb"))
                    self._database.execute(f"INSERT INTO {table.name} ({names(table)}) SELECT * FROM pending")
                    self._database.unregister("pending")
                    pending.clear()
            self._database.execute("COMMIT")
        self._articles += len(articles)
        return {"articles": self._articles}

    def end(self, run: Row) -> None:
        """Write the run's counts."""
        self._pending[0] = [run]
        self.commit()

    def publish(self) -> None:
        """What is committed is there already."""

    def close(self) -> None:
        """Close the database; what was not committed is dropped."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def discard(self) -> None:
        """What was not committed is not there."""

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns DuckDB's errors into ours, and its word for an interrupted query into Python's."""
        try:
            yield
        except self._duckdb.InterruptException:
            raise KeyboardInterrupt from None
        except RuntimeError as error:  # how DuckDB says that Ctrl-C was pressed during a query
            if "interrupted" not in str(error).casefold():
                raise
            raise KeyboardInterrupt from None
        except self._duckdb.Error as error:
            raise BrokenOffError(f"cannot write {self._path}: {error}") from error

"""PostgreSQL, by COPY."""

from typing import Any
from urllib.parse import urlsplit

from extract.io.extras import load
from extract.io.lock import LockedError
from extract.io.tables import TABLES, ColumnType, Row
from extract.io.writers.base import BrokenOffError, Form, State
from extract.io.writers.payload import unpacked
from extract.io.writers.sql import DATA, VERSION_TABLE, changed_meanwhile, names, updates, upgrade

TYPES: dict[ColumnType, str] = {
    "text": "text",
    "integer": "bigint",
    "real": "double precision",
    "boolean": "boolean",
    "date": "date",
}

_LOCK = 7_694_215_310
"""Any number that is ours alone: who has it in a database is the one run that writes there."""


class PostgresWriter:
    """One transaction a batch. An article that is there already is replaced with all its rows.

    Raises:
        MissingExtraError: psycopg is not installed.
    """

    form: Form = "rows"
    batch = 500

    def __init__(self, output: str) -> None:
        self._psycopg: Any = load("psycopg", "postgres")
        self._address = output
        self._database: Any = None
        self._articles = 0
        self._pending: list[list[Row]] = [[] for _ in TABLES]

    def check(self, *, force: bool) -> None:
        """A server says what is wrong when it is connected to."""

    def open(self, run: Row, state: State | None) -> None:
        """Connect, and bring the schema up to date."""
        try:
            self._database = self._psycopg.connect(self._address)
            if not self._database.execute(f"SELECT pg_try_advisory_lock({_LOCK})").fetchone()[0]:
                raise LockedError(f"another run is writing '{shown(self._address)}'; wait for it, or give another OUT")
            with self._database.transaction(), self._database.cursor() as cursor:
                cursor.execute("SET client_min_messages = warning")
                cursor.execute(f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} (version bigint NOT NULL)")
                cursor.execute(f"SELECT coalesce(max(version), 0) FROM {VERSION_TABLE}")
                for statement in upgrade(cursor.fetchone()[0], TYPES):
                    cursor.execute(statement)
                if state:
                    self._articles = state["articles"]
                    query = "SELECT count(*), (SELECT count(*) FROM articles WHERE run_id = %s) FROM runs WHERE id = %s"
                    known, articles = cursor.execute(query, (run[0], run[0])).fetchone()
                    if not known or articles < self._articles:
                        raise changed_meanwhile(shown(self._address))
                for table in TABLES[:2]:
                    cursor.execute(f"CREATE TEMPORARY TABLE new_{table.name} (LIKE {table.name})")
            self._database.commit()
        except self._psycopg.Error as error:
            raise BrokenOffError(f"cannot write {shown(self._address)}: {error}") from error
        self._pending[0] = [run]
        self.commit()

    def write(self, payload: bytes) -> None:
        """Take the rows of some articles."""
        for pending, rows in zip(self._pending, unpacked(payload), strict=True):
            pending += rows

    def commit(self) -> State:
        """Write the batch in one transaction."""
        try:
            with self._database.transaction(), self._database.cursor() as cursor:
                articles = [row[0] for row in self._pending[1]]
                for table in reversed(DATA[1:]):
                    cursor.execute(f"DELETE FROM {table.name} WHERE article_id = ANY(%s)", [articles])
                for table, pending in zip(TABLES, self._pending, strict=True):
                    if pending:
                        replaced = table in TABLES[:2]
                        self._copy(cursor, f"new_{table.name}" if replaced else table.name, names(table), pending)
                        if replaced:
                            cursor.execute(
                                f"INSERT INTO {table.name} ({names(table)}) SELECT {names(table)} "
                                f"FROM new_{table.name} {updates(table)}"
                            )
                            cursor.execute(f"TRUNCATE new_{table.name}")
        except self._psycopg.Error as error:
            raise BrokenOffError(f"cannot write {shown(self._address)}: {error}") from error
        for pending in self._pending:
            pending.clear()
        self._articles += len(articles)
        return {"articles": self._articles}

    def end(self, run: Row) -> None:
        """Write the run's counts."""
        self._pending[0] = [run]
        self.commit()

    def publish(self) -> None:
        """What is committed is there already."""

    def close(self) -> None:
        """Disconnect; what was not committed is dropped."""
        if self._database is not None:
            self._database.close()

    def discard(self) -> None:
        """What was not committed is not there."""

    def _copy(self, cursor: Any, table: str, columns: str, rows: list[Row]) -> None:
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def shown(address: str) -> str:
    """The address without its password."""
    parts = urlsplit(address)
    return parts._replace(netloc=f"{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}", query="").geturl()

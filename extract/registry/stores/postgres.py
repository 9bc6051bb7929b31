"""The register in PostgreSQL, by COPY; full-text search by a column `search`."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from extract.io.extras import load
from extract.io.tables import Row, Table
from extract.io.writers.base import OutputError
from extract.io.writers.postgres import TYPES, shown
from extract.registry.stores.sql import NAMES_TABLE, READ, REGISTER_TABLE, VERSION, finished, made_anew, see_version
from extract.registry.tables import NAMES

_LOCK = 7_694_215_311
"""Who has it in a database is the one who writes a register there."""
_KEY = r"""
    CREATE OR REPLACE FUNCTION vn_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT lower(translate(regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g'), 'Đđ', 'Dd')) $$
"""
"""What a name is found by: without marks, in small letters. In the locale C, `lower` knows ASCII alone."""


class PostgresStore:
    """The database's default schema; the register may share it with the tables of a run.

    Raises:
        MissingExtraError: psycopg is not installed.
    """

    def __init__(self, output: str) -> None:
        self._psycopg: Any = load("psycopg", "postgres")
        self._address = output

    def check(self) -> None:
        """See that the register that is there is of this version."""
        with self._connected() as database:
            if self._is_there(database, REGISTER_TABLE):
                see_version(database.execute(VERSION).fetchone()[0], shown(self._address))

    def remembered(self) -> Iterator[str]:
        """What is in `register_articles`."""
        with self._connected() as database:
            if self._is_there(database, "register_articles"):
                with database.cursor("remembered") as cursor:
                    for (line,) in cursor.execute(READ):
                        yield line

    def write(self, tables: Iterable[tuple[Table, Iterable[Row]]]) -> None:
        """Write everything in one transaction."""
        with self._connected() as database, database.transaction(), database.cursor() as cursor:
            cursor.execute("SET LOCAL client_min_messages = warning")
            cursor.execute(f"SELECT pg_advisory_xact_lock({_LOCK})")
            cursor.execute(f"DROP TABLE IF EXISTS {NAMES_TABLE}")
            for statement in made_anew(TYPES):
                cursor.execute(statement)
            for table, rows in tables:
                with cursor.copy(f"COPY {table.name} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            for statement in finished():
                cursor.execute(statement)
            cursor.execute(_KEY)
            cursor.execute(f"CREATE TABLE {NAMES_TABLE} AS {NAMES}")
            cursor.execute(
                f"ALTER TABLE {NAMES_TABLE} ADD COLUMN search tsvector GENERATED ALWAYS AS "
                "(to_tsvector('simple', name_key)) STORED"
            )
            cursor.execute(f"CREATE INDEX {NAMES_TABLE}_search ON {NAMES_TABLE} USING gin (search)")

    def _is_there(self, database: Any, table: str) -> bool:
        return bool(database.execute("SELECT to_regclass(%s) IS NOT NULL", [table]).fetchone()[0])

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        try:
            with self._psycopg.connect(self._address) as database:
                yield database
        except self._psycopg.Error as error:
            raise OutputError(f"cannot write {shown(self._address)}: {error}") from error

"""A database that a run wrote, opened to be read: SQLite, DuckDB and PostgreSQL behind one way to ask."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from extract.io.extras import load
from extract.io.records import RecordsError
from extract.io.tables import SCHEMA_VERSION, Row
from extract.io.writers import is_database
from extract.io.writers.postgres import shown
from extract.io.writers.sql import VERSION_TABLE

Query = Callable[[str, Sequence[Any]], Sequence[Row]]
"""Runs a statement with a value for each "?" in it; all rows of the answer."""


class Database(NamedTuple):
    """An open database.

    Attributes:
        query: asks it.
        version: the version of its tables, at most this package's.
    """

    query: Query
    version: int


@contextmanager
def opened(name: str) -> Iterator[Database]:
    """A `.sqlite` or `.duckdb` file or a `postgresql://` address, open as long as the context is.

    Raises:
        RecordsError: it cannot be read, no run made it, or one of a newer version did; also what goes wrong later.
        MissingExtraError: what the format needs is not installed.
    """
    if is_database(name):
        psycopg = load("psycopg", "postgres")
        with _told(psycopg.Error, shown(name)), psycopg.connect(name) as server:
            yield _known(lambda query, values: server.execute(query.replace("?", "%s"), values).fetchall(), shown(name))
    elif name.endswith(".duckdb"):
        duckdb = load("duckdb", "duckdb")
        with _told(duckdb.Error, name), duckdb.connect(name, read_only=True) as database:
            yield _known(lambda query, values: database.execute(query, values).fetchall(), name)
    else:
        address = f"{Path(name).resolve().as_uri()}?mode=ro"
        with _told(sqlite3.Error, name), closing(sqlite3.connect(address, uri=True)) as file:
            yield _known(lambda query, values: file.execute(query, values).fetchall(), name)


def see_version(version: int, name: str) -> None:
    """See that tables are of a version that this package knows.

    Raises:
        RecordsError: they are of a newer one, so that what it added would be lost without a word.
    """
    if version > SCHEMA_VERSION:
        raise RecordsError(
            f"{name}: its tables have version {version}, this vn-extract reads up to {SCHEMA_VERSION}: "
            "upgrade vn-extract (pip install --upgrade vn-extract)"
        )


def _known(query: Query, name: str) -> Database:
    ((version,),) = query(f"SELECT max(version) FROM {VERSION_TABLE}", ())
    if version is None:
        raise RecordsError(
            f"{name}: no run made its tables, or they were changed since: '{VERSION_TABLE}' has no row; "
            "write the records again into another OUT"
        )
    see_version(version, name)
    return Database(query, version)


@contextmanager
def _told(kind: type[Exception], name: str) -> Iterator[None]:
    try:
        yield
    except kind as error:
        raise RecordsError(f"{name}: not readable as what a run wrote: {error}") from error

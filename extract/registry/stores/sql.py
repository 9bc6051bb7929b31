"""What the databases share: the register's tables and views in SQL."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extract.io.tables import Column, ColumnType
from extract.io.writers.base import OutputError
from extract.io.writers.existing import foreign
from extract.io.writers.sql import VERSION_TABLE
from extract.registry.tables import INDEXED, REGISTER_VERSION, TABLES, VIEWS

REGISTER_TABLE = "vn_extract_register"
"""The table that says that there is a register, and of which version."""

NAMES_TABLE = "register_names"
"""The table that is searched in full text."""

VERSION = f"SELECT max(version) FROM {REGISTER_TABLE}"
READ = "SELECT observation FROM register_articles ORDER BY id"


def made_anew(types: Mapping[ColumnType, str]) -> Iterator[str]:
    """The statements that take an older register away and make empty tables."""
    for view in reversed(VIEWS):
        yield f"DROP VIEW IF EXISTS {view.name}"
    for table in reversed(TABLES):
        yield f"DROP TABLE IF EXISTS {table.name}"
    yield f"DROP TABLE IF EXISTS {REGISTER_TABLE}"
    for table in TABLES:
        yield f"CREATE TABLE {table.name} ({', '.join(_column(column, types) for column in table.columns)})"


def finished() -> Iterator[str]:
    """The statements that follow when the rows are there."""
    for table, column in INDEXED:
        yield f"CREATE INDEX {table}_{column} ON {table} ({column})"
    for view in VIEWS:
        yield f"CREATE VIEW {view.name} AS {' '.join(view.query.split())}"
    yield f"CREATE TABLE {REGISTER_TABLE} (version INTEGER NOT NULL)"
    yield f"INSERT INTO {REGISTER_TABLE} (version) VALUES ({REGISTER_VERSION})"


def _column(column: Column, types: Mapping[ColumnType, str]) -> str:
    key = " PRIMARY KEY" if column.name == "id" else " NOT NULL" if column.required else ""
    return f"{column.name} {types[column.type]}{key}"


def see_ours(path: Path, known: set[str], execute: Callable[[str], Any]) -> None:
    """See that a database is empty, or has tables of this package's, its register being of this version.

    Args:
        path: the database.
        known: the names of its tables.
        execute: runs a query.

    Raises:
        OutputError: it is not.
    """
    if known and not known & {VERSION_TABLE, REGISTER_TABLE}:
        raise foreign(path)
    if REGISTER_TABLE in known:
        see_version(execute(VERSION).fetchone()[0], str(path))


def see_version(found: int, output: str) -> None:
    """See that a register is of this version, for what it remembers has the form of its version.

    Raises:
        OutputError: it is of another.
    """
    if found != REGISTER_VERSION:
        raise OutputError(
            f"the register in {output} has version {found}, this vn-extract writes {REGISTER_VERSION}: "
            "make it anew from all records in another OUT"
        )

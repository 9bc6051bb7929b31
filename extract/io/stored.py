"""The tables that a run wrote, read back: Parquet, SQLite, DuckDB, PostgreSQL."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from extract.io.extras import load
from extract.io.records import RecordsError
from extract.io.tables import TABLES, Column, Table
from extract.io.writers import is_database
from extract.io.writers.sql import VERSION_TABLE

Columns = Sequence[Sequence[Any]]
"""A table's values, column by column; none at all where the table has no rows."""


def holds_tables(name: str) -> bool:
    """Whether the output is one of those that `tables` reads, by its name."""
    return is_database(name) or Path(name).is_dir() or Path(name).suffix in (".sqlite", ".duckdb")


def tables(name: str) -> Iterator[tuple[Table, Columns]]:
    """Every table of a run's output, with its columns in the order of `Table.columns`.

    What an older version of this program did not write is null in every row. The rows of a database come in the order
    of the table's keys, those of Parquet as they were written. Days are texts in ISO 8601 or `datetime.date`, booleans
    may be 0 and 1, as the database has it.

    Args:
        name: a folder of Parquet, a `.sqlite` or `.duckdb` file, or a `postgresql://` address.

    Raises:
        RecordsError: it is missing, or no such output.
        MissingExtraError: what the format needs is not installed.
    """
    if is_database(name):
        return _from_postgres(name)
    path = Path(name)
    if not path.exists():
        raise RecordsError(f"{name}: no such file or folder; check the path")
    if path.is_dir():
        return _from_parquet(path)
    reader = {".sqlite": _from_sqlite, ".duckdb": _from_duckdb}.get(path.suffix)
    if reader is None:
        raise RecordsError(f"{name}: tables are read from .sqlite and .duckdb files, folders of Parquet and PostgreSQL")
    return reader(path)


def _from_parquet(path: Path) -> Iterator[tuple[Table, Columns]]:
    parquet = load("pyarrow.parquet", "parquet")
    see_parquet(path)
    for table in TABLES:
        if not (path / table.name).is_dir():
            yield table, [()] * len(table.columns)
            continue
        found = parquet.read_table(path / table.name)
        there, nothing = set(found.column_names), [None] * found.num_rows
        yield table, [found[one.name].to_pylist() if one.name in there else nothing for one in table.columns]


def see_parquet(path: Path) -> None:
    """See that a folder has all tables, but for those that an older version did not know.

    Raises:
        RecordsError: one is missing.
    """
    missing = [table.name for table in TABLES if table.since == 1 and not (path / table.name).is_dir()]
    if missing:
        raise RecordsError(f"{path}: no folder of Parquet that vn-extract wrote: '{missing[0]}' is not in it")


def _from_sqlite(path: Path) -> Iterator[tuple[Table, Columns]]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            yield from _queried(lambda query: database.execute(query).fetchall())
    except sqlite3.Error as error:
        raise RecordsError(f"{path}: not readable as what a run wrote: {error}") from error


def _from_duckdb(path: Path) -> Iterator[tuple[Table, Columns]]:
    duckdb = load("duckdb", "duckdb")
    try:
        with duckdb.connect(str(path), read_only=True) as database:
            yield from _queried(lambda query: database.execute(query).fetchall())
    except duckdb.Error as error:
        raise RecordsError(f"{path}: not readable as what a run wrote: {error}") from error


def _from_postgres(address: str) -> Iterator[tuple[Table, Columns]]:
    psycopg = load("psycopg", "postgres")
    try:
        with psycopg.connect(address) as database:
            yield from _queried(lambda query: database.execute(query).fetchall())
    except psycopg.Error as error:
        raise RecordsError(str(error)) from error


def _queried(run: Callable[[str], Sequence[Sequence[Any]]]) -> Iterator[tuple[Table, Columns]]:
    ((version,),) = run(f"SELECT max(version) FROM {VERSION_TABLE}")
    for table in TABLES:
        if table.since > version:
            yield table, [()] * len(table.columns)
            continue
        order = ", ".join(column.name for column in table.keys if column.name != "id") or "id"
        wanted = ", ".join(_since(column, version) for column in table.columns)
        yield table, list(zip(*run(f"SELECT {wanted} FROM {table.name} ORDER BY {order}"), strict=True))


def _since(column: Column, version: int) -> str:
    return column.name if column.since <= version else "NULL"

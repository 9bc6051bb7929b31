"""The tables that a run wrote, read back: Parquet, SQLite, DuckDB, PostgreSQL."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from extract.io.extras import load
from extract.io.opened import opened, see_version
from extract.io.records import RecordsError
from extract.io.tables import TABLES, Table
from extract.io.writers import is_database
from extract.io.writers.folder import MARK

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
        RecordsError: it is missing, no such output, or of a newer version of this program.
        MissingExtraError: what the format needs is not installed.
    """
    see_tables(name)
    return _from_parquet(Path(name)) if Path(name).is_dir() else _from_database(name)


def see_tables(name: str) -> None:
    """See that there is an output that may hold tables.

    Raises:
        RecordsError: it is missing, or its name is none of theirs.
    """
    if not is_database(name) and not Path(name).exists():
        raise RecordsError(f"{name}: no such file or folder; check the path")
    if not holds_tables(name):
        raise RecordsError(f"{name}: tables are read from .sqlite and .duckdb files, folders of Parquet and PostgreSQL")


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
        RecordsError: one is missing, or a newer version wrote them.
    """
    mark = path / MARK
    try:
        see_version(msgspec.json.decode(mark.read_bytes()).get("tables", 1) if mark.is_file() else 1, str(path))
    except msgspec.DecodeError as error:
        raise RecordsError(f"{mark}: not as vn-extract wrote it: {error}") from error
    missing = [table.name for table in TABLES if table.since == 1 and not (path / table.name).is_dir()]
    if missing:
        raise RecordsError(f"{path}: no folder of Parquet that vn-extract wrote: '{missing[0]}' is not in it")


def _from_database(name: str) -> Iterator[tuple[Table, Columns]]:
    with opened(name) as database:
        for table in TABLES:
            if table.since > database.version:
                yield table, [()] * len(table.columns)
                continue
            order = ", ".join(column.name for column in table.keys if column.name != "id") or "id"
            query = f"SELECT {known(table, database.version)} FROM {table.name} ORDER BY {order}"
            yield table, list(zip(*database.query(query, ()), strict=True))


def known(table: Table, version: int) -> str:
    """A table's columns as they stand in a query, null for those that a database of `version` has not."""
    return ", ".join(one.name if one.since <= version else f"NULL AS {one.name}" for one in table.columns)

"""What writers wrote, read back the same way from every format and database: the rows of a table, sorted by id."""

import csv
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from extract.io.tables import BY_NAME, VIEWS
from extract.io.writers.sql import names

Rows = list[tuple[Any, ...]]


def query(output: str, statement: str) -> Rows:
    """The answer of a database."""
    if output.endswith(".sqlite"):
        connection = sqlite3.connect(output)
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()
    if output.endswith(".duckdb"):
        import duckdb

        with duckdb.connect(output, read_only=True) as database:
            return list(database.execute(statement).fetchall())
    import psycopg

    with psycopg.connect(output) as server:
        return list(server.execute(statement.encode()).fetchall())


def changed(output: str, statement: str) -> None:
    """Run a statement that changes a database."""
    if output.endswith(".sqlite"):
        with closing(sqlite3.connect(output)) as file, file:
            file.execute(statement)
        return
    if output.endswith(".duckdb"):
        import duckdb

        with duckdb.connect(output) as database:
            database.execute(statement)
        return
    import psycopg

    with psycopg.connect(output) as server:
        server.execute(statement.encode())


def table(output: str, name: str) -> Rows:
    """All rows of a table; days as ISO text, booleans as 0 and 1."""
    if output.endswith(".csv"):
        return _csv(output, name)
    if output.endswith(".xlsx"):
        return _xlsx(output, name)
    if output.endswith(".parquet"):
        import pyarrow.parquet

        rows = [tuple(row.values()) for row in pyarrow.parquet.read_table(Path(output) / name).to_pylist()]
    else:
        rows = query(output, f"SELECT {names(BY_NAME[name])} FROM {name}")
    return sorted(tuple(_plain(value) for value in row) for row in rows)


def _csv(output: str, name: str) -> Rows:
    with (Path(output) / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *lines = csv.reader(file)
    columns = BY_NAME[name].columns
    assert header == [column.name for column in columns]
    found = []
    for line in lines:
        row: list[Any] = []
        for column, cell in zip(columns, line, strict=True):
            if cell == "" and not column.required:
                row.append(None)
            elif column.type == "boolean":
                row.append(int(cell == "True"))
            else:
                row.append({"integer": int, "real": float}.get(column.type, str)(cell))
        found.append(tuple(row))
    return sorted(found)


def _xlsx(output: str, name: str) -> Rows:
    import openpyxl

    header, *lines = openpyxl.load_workbook(output, read_only=True)[name].iter_rows(values_only=True)
    columns = BY_NAME[name].columns
    assert list(header) == [column.name for column in columns]
    width = len(columns)
    cells = ((*line, *[None] * (width - len(line))) for line in lines)
    # An empty cell is null, but where a column has none: there it is a text without words.
    return sorted(
        tuple("" if value is None and one.required else _plain(value) for value, one in zip(line, columns, strict=True))
        for line in cells
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def views(output: str) -> dict[str, Rows]:
    """The rows of every view."""
    return {
        view.name: sorted(
            (tuple(_plain(value) for value in row) for row in query(output, f"SELECT * FROM {view.name}")), key=repr
        )
        for view in VIEWS
    }

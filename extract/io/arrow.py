"""The tables in Arrow's terms, for Parquet, DuckDB and Spark."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from extract.io.extras import load
from extract.io.tables import Row, Table

if TYPE_CHECKING:
    import pyarrow


def schema(table: Table, extra: str) -> "pyarrow.Schema":
    """The table's columns as an Arrow schema.

    Raises:
        MissingExtraError: pyarrow is not installed; `extra` brings it.
    """
    arrow = load("pyarrow", extra)
    types = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "real": arrow.float64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
    }
    fields = [arrow.field(c.name, types[c.type], nullable=not c.required) for c in table.columns]
    return arrow.schema(fields)


def batch(table: Table, rows: Sequence[Row], extra: str) -> "pyarrow.Table":
    """Rows of a table as an Arrow table.

    Raises:
        MissingExtraError: pyarrow is not installed; `extra` brings it.
    """
    arrow = load("pyarrow", extra)
    form = schema(table, extra)
    columns: list[Any] = []
    for column, values in zip(table.columns, zip(*rows, strict=True) if rows else [()] * len(form), strict=True):
        if column.type == "date":
            columns.append(arrow.array(values, arrow.string()).cast(arrow.date32()))
        elif column.type == "real":
            # Arrow takes no whole number beyond 2^53 for a float, where others round.
            columns.append(arrow.array([v if v is None else float(v) for v in values], arrow.float64()))
        else:
            columns.append(arrow.array(values, form.field(column.name).type))
    return arrow.table(columns, schema=form)

"""The tables in Arrow's terms, for Parquet, DuckDB and Spark."""

from array import array
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from extract.io.extras import load
from extract.io.tables import Row, Table

if TYPE_CHECKING:
    import pyarrow

_EPOCH = date(1970, 1, 1).toordinal()


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
    form = schema(table, extra)
    values = zip(*rows, strict=True) if rows else [()] * len(form)
    columns = [_column(field, list(column)) for field, column in zip(form, values, strict=True)]
    return load("pyarrow", extra).table(columns, schema=form)


def _column(field: "pyarrow.Field", values: list[Any]) -> "pyarrow.Array":
    """A column from its buffers. `pyarrow.array` would do, but imports pandas, which takes 50 MB."""
    import pyarrow

    kind, missing = field.type, None in values
    buffers = [pyarrow.py_buffer(_bits([value is not None for value in values])) if missing else None]
    if pyarrow.types.is_string(kind):
        texts = [b"" if value is None else value.encode() for value in values]
        buffers += [
            pyarrow.py_buffer(array("i", accumulate(map(len, texts), initial=0))),
            pyarrow.py_buffer(b"".join(texts)),
        ]
    elif pyarrow.types.is_boolean(kind):
        buffers.append(pyarrow.py_buffer(_bits(values)))
    elif pyarrow.types.is_date(kind):
        days = (_EPOCH if value is None else date.fromisoformat(value).toordinal() for value in values)
        buffers.append(pyarrow.py_buffer(array("i", (day - _EPOCH for day in days))))
    else:
        code = "q" if pyarrow.types.is_integer(kind) else "d"
        buffers.append(pyarrow.py_buffer(array(code, (0 if value is None else value for value in values))))
    return pyarrow.Array.from_buffers(kind, len(values), buffers)


def _bits(values: Sequence[object]) -> bytes:
    """Truth values as bits, the first one the lowest."""
    bits = "".join("1" if value else "0" for value in reversed(values))
    return int(bits or "0", 2).to_bytes((len(values) + 7) // 8, "little")

"""Columns in Arrow's terms: what they hold, what is missing, and that pandas is not needed for them."""

import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from extract.io.arrow import batch
from extract.io.tables import Column, Table

pytest.importorskip("pyarrow", reason="pyarrow is not installed")

KINDS = Table("kinds", tuple(Column(name, name) for name in ("text", "integer", "real", "boolean", "date")), ())
ROWS: list[tuple[Any, ...]] = [
    ("Huế 🙂", -(2**63), 2**53 + 1, True, "1969-12-31"),
    (None, None, None, None, None),
    ("", 2**63 - 1, 0.1, False, "2020-06-05"),
    *[("x", 1, 1.0, True, "1970-01-01")] * 9,
]


def test_what_is_put_in_comes_out() -> None:
    given = [
        (*row[:2], row[2] and float(row[2]), row[3], date.fromisoformat(row[4]) if row[4] else None) for row in ROWS
    ]
    found = batch(KINDS, ROWS, "parquet")
    found.validate(full=True)
    assert [tuple(row.values()) for row in found.to_pylist()] == given
    assert batch(KINDS, [], "parquet").num_rows == 0


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        batch(KINDS, [("x", 1, 1.0, True, "2020-13-01")], "parquet")


def test_pandas_is_not_imported() -> None:
    code = (
        "import sys; from extract.io.arrow import batch; from extract.io.tables import TABLES;"
        "batch(TABLES[0], [], 'parquet'); sys.exit('pandas' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

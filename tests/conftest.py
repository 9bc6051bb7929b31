"""What tests of several folders share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.report.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for each process of tests: Playwright runs once in a thread."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs commit behind every 50 pieces of input: several commits need no more than a few articles."""
    for name in ("lines.Lines", "csv.Csv", "sqlite.Sqlite", "duckdb.Duckdb", "parquet.Parquet", "postgres.Postgres"):
        monkeypatch.setattr(f"extract.io.writers.{name}Writer.batch", 50)

"""What tests of several folders share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.io.postgres import programs, server
from tests.report.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for each process of tests: Playwright runs once in a thread."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of a server of one's own; the tests that need it are skipped where none is installed."""
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed (Debian's package postgresql)")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with server() as address:
        yield address


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs commit behind every 50 pieces of input: several commits need no more than a few articles."""
    for name in ("lines.Lines", "csv.Csv", "sqlite.Sqlite", "duckdb.Duckdb", "parquet.Parquet", "postgres.Postgres"):
        monkeypatch.setattr(f"extract.io.writers.{name}Writer.batch", 50)

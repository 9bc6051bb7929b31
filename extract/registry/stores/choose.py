"""Which store an output's name asks for."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Protocol

from extract.io.streams import endings
from extract.io.tables import Row, Table
from extract.io.writers import is_database

OUTPUTS = ".sqlite, .duckdb, a folder (.parquet), or a postgresql:// address"

_STORES = {
    ".sqlite": "extract.registry.stores.sqlite:SqliteStore",
    ".duckdb": "extract.registry.stores.duckdb:DuckdbStore",
    ".parquet": "extract.registry.stores.parquet:ParquetStore",
    "postgresql": "extract.registry.stores.postgres:PostgresStore",
}


class Store(Protocol):
    """A place for the register. The register is written as a whole: either all of it is new, or all is as it was."""

    def check(self) -> None:
        """See that the register may be written there.

        Raises:
            OutputError: something stands there that is not to be replaced, or was written by a newer version.
        """

    def remembered(self) -> Iterator[str]:
        """What the register that is there remembers of its articles, nothing where there is none.

        Raises:
            OutputError: it cannot be read.
        """

    def write(self, tables: Iterable[tuple[Table, Iterable[Row]]]) -> None:
        """Write the register in place of the one that is there.

        Raises:
            OutputError, OSError: it cannot be written.
        """


BATCH = 8192
"""Rows that are written at once."""


def batched(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in batches."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def open_store(output: str) -> Store:
    """The store for an output.

    Raises:
        ValueError: the name asks for none.
        MissingExtraError: what it needs is not installed.
    """
    kind = "postgresql" if is_database(output) else endings(output)[0]
    if kind not in _STORES and (output.endswith(("/", "\\")) or Path(output).is_dir()):
        kind = ".parquet"
    if kind not in _STORES:
        raise ValueError(f"cannot write a register into '{output}': OUT has to be {OUTPUTS}")
    module, _, name = _STORES[kind].partition(":")
    store: Store = getattr(import_module(module), name)(output)
    return store

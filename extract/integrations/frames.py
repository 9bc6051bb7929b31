"""Records as tidy pandas frames, one a table, keyed so that they join; and the register of them likewise."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pandas as pd
from msgspec.inspect import LiteralType, StructType, UnionType, type_info

from extract.io.records import records as read_records
from extract.io.restored import restored
from extract.io.stored import Columns, tables
from extract.io.streams import endings
from extract.io.tables import TABLES, Column, Row, Table, rows
from extract.record import Record, checked
from extract.registry.build import Register
from extract.registry.corrections import read_corrections
from extract.registry.observation import observe


class Frames(dict[str, pd.DataFrame]):
    """Frames by the name of their table; each is an attribute too (`frames.awards`)."""

    def __getattr__(self, name: str) -> pd.DataFrame:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no frame '{name}'; there are {', '.join(self)}") from None

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]

    def __repr__(self) -> str:
        return "\n".join(f"{name:<17}{len(frame):>9} rows: {', '.join(frame.columns)}" for name, frame in self.items())


def frames(records: Iterable[Record] | Path | str) -> Frames:
    """The tables of `extract.io.tables` as frames: `articles`, `officials`, `titles`, `mentions`, `dates` and so on.

    `id` is each frame's key; `article_id`, `official_id`, `award_id`, `presenter_id` and `period_id` name the row of
    another that belongs to it. What describes a run (the table `runs`, `articles.run_id`) is left out.

    Types: `string` (on pyarrow where that is installed), `Int64`, `float64`, `boolean`, `datetime64[s]`, and `category`
    for fields with a closed set of values, all of which are categories whether they occur or not.

    Records with the same id are told apart as `vn-extract run` does it: the second becomes `ID~2`.

    Args:
        records: records; or a file of them (.jsonl, .jsonl.gz, .jsonl.zst), a folder of Parquet, a `.sqlite` or
            `.duckdb` file, or a `postgresql://` address that a run wrote.

    Raises:
        RecordsError: the file or database is missing, damaged, or none of a run's.
        MissingExtraError: what the format needs is not installed.
    """
    if isinstance(records, Path | str):
        name = str(records)
        if Path(name).is_dir() or endings(name)[0] != ".jsonl":
            return Frames({table.name: _frame(table, columns) for table, columns in tables(name) if _is_data(table)})
        records = read_records(name)
    gathered: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for record in _with_ids_of_their_own(checked(records)):
        for table_name, found in rows(record, "").items():
            gathered[table_name] += found
    return Frames(
        {
            table.name: _frame(table, list(zip(*gathered[table.name], strict=True)))
            for table in TABLES
            if _is_data(table)
        }
    )


def register(records: Iterable[Record] | Path | str, *, people: Path | str | None = None) -> Frames:
    """People, offices, organisations, places and awards joined across articles, as frames (docs/register.md).

    The frames are the tables that `vn-extract register` writes, without what it remembers of articles. `id` is each
    frame's key; columns that end with `_id` name a row of another.

    Args:
        records: as for `frames`. Records with the text tell more: sentences, and the places of bare bodies.
        people: a file of corrections: who is the same, and who is not.

    Raises:
        RecordsError: the file or database is missing, damaged, or none of a run's.
        CorrectionsError: the file of corrections cannot be used.
        MissingExtraError: what the format needs is not installed.
    """
    if isinstance(records, Path | str):
        name = str(records)
        tabular = Path(name).is_dir() or endings(name)[0] != ".jsonl"
        records = restored(name) if tabular else read_records(name)
    corrections = read_corrections(Path(people)) if people else None
    made = Register(map(observe, _with_ids_of_their_own(checked(records))), corrections)
    return Frames({table.name: _register_frame(table, rows) for table, rows in made.tables()})


def _register_frame(table: Table, found: Iterable[Row]) -> pd.DataFrame:
    columns = list(zip(*found, strict=True)) or [()] * len(table.columns)
    return pd.DataFrame(
        {
            column.name: _series(table, column, values)
            for column, values in zip(table.columns, columns, strict=True)
            if column.name != "observation"
        }
    )


def _with_ids_of_their_own(records: Iterable[Record]) -> Iterator[Record]:
    """The records; one with an earlier one's id gets another (`ID~2`), or joins would multiply the items."""
    seen: dict[str, int] = {}
    for record in records:
        given = record.id
        while record.id in seen:
            seen[given] += 1
            record = msgspec.structs.replace(record, id=f"{given}~{seen[given]}")
        seen[record.id] = 1
        yield record


def _is_data(table: Table) -> bool:
    return table.name != "runs"


def _frame(table: Table, columns: Columns) -> pd.DataFrame:
    values = columns or [()] * len(table.columns)
    return pd.DataFrame(
        {
            column.name: _series(table, column, found)
            for column, found in zip(table.columns, values, strict=True)
            if column.references != "runs"
        }
    )


def _series(table: Table, column: Column, values: Sequence[Any]) -> Any:
    if column.type == "date":
        # By way of days: pandas' own parser takes no year before 1677 in some of its versions.
        return pd.Series(np.array(values, dtype="datetime64[D]").astype("datetime64[s]"))
    return pd.Series(values, dtype=_dtype(table, column))


def _dtype(table: Table, column: Column) -> Any:
    if column.type == "text":
        categories = _categories(table).get(column.field or column.name)
        return pd.CategoricalDtype(list(categories)) if categories else _text()
    return {"integer": "Int64", "real": "float64", "boolean": "boolean"}[column.type]


@cache
def _text() -> Any:
    return pd.StringDtype("pyarrow" if find_spec("pyarrow") else "python")


@cache
def _categories(table: Table) -> dict[str, tuple[Any, ...]]:
    """The values of those of the record type's fields that have a closed set of them."""
    found = {}
    described = type_info(table.source) if table.source else None
    for field in described.fields if isinstance(described, StructType) else ():
        types = field.type.types if isinstance(field.type, UnionType) else (field.type,)
        for one in types:
            if isinstance(one, LiteralType):
                found[field.name] = one.values
    return found

"""Records made again from the tables that a run wrote, batch by batch, so that memory does not grow with them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from extract.declared.kind import Below, Values, day_text
from extract.io.annotations import form_of, read_annotations
from extract.io.extras import load
from extract.io.opened import opened
from extract.io.records import records
from extract.io.stored import holds_tables, known, see_parquet, see_tables
from extract.io.tables import BY_NAME, TABLES, Row, Table
from extract.record import KINDS, Record

_BATCH = 500
"""Articles that are read at once."""

Found = Mapping[str, Sequence[Values]]
"""Rows by table, each with its values by column."""


def stored_records(name: str) -> Iterator[Record]:
    """The records of whatever a run wrote and can be read back, lines of JSON or tables; or of what people annotated.

    Raises:
        RecordsError, MissingExtraError: as of `records`, `restored` and `read_annotations`.
    """
    if (form := form_of(name)) is not None:
        return read_annotations(name, form)
    return restored(name) if holds_tables(name) else records(name)


def restored(name: str) -> Iterator[Record]:
    """The records that a run wrote into tables, in the order of their ids; of Parquet, as they were written.

    What an older version of this program did not write is as if nothing had been found. Days of awards that are no
    full days were not written, nor are they made again.

    Args:
        name: a folder of Parquet, a `.sqlite` or `.duckdb` file, or a `postgresql://` address.

    Raises:
        RecordsError: it is missing, no such output, or of a newer version of this program.
        MissingExtraError: what the format needs is not installed.
    """
    see_tables(name)
    path = Path(name)
    for rows in _parts(path) if path.is_dir() else _batches(name):
        yield from records_of(rows)


def records_of(found: Found) -> Iterator[Record]:
    """The records of some articles' rows, in the order of the articles."""
    below = Below({table.name: _grouped(found[table.name], table.owner) for table in TABLES[2:]})
    for article in found["articles"]:
        key = article["id"]
        finds: dict[str, Any] = {kind.name: kind.restored(key, below) for kind in KINDS}
        yield Record(
            **BY_NAME["articles"].fields(article),
            id=key,
            published=day_text(article["published"]),
            source=msgspec.json.decode(article["source"]),
            warnings=[row["warning"] for row in below.of("warnings", key)],
            **finds,
        )


def _grouped(rows: Sequence[Values], key: str) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    for same in found.values():
        same.sort(key=lambda row: row["position"])
    return found


def _named(table: Table, rows: Sequence[Row]) -> list[Values]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _batches(name: str) -> Iterator[Found]:
    with opened(name) as database:
        ids = [key for (key,) in database.query("SELECT id FROM articles ORDER BY id", ())]
        for begin in range(0, len(ids), _BATCH):
            bounds = [ids[begin], ids[min(begin + _BATCH, len(ids)) - 1]]
            found: dict[str, Sequence[Values]] = {}
            for table in TABLES[1:]:
                if table.since > database.version:
                    found[table.name] = []
                    continue
                key = "id" if table.name == "articles" else "article_id"
                wanted = known(table, database.version)
                query = f"SELECT {wanted} FROM {table.name} WHERE {key} >= ? AND {key} <= ? ORDER BY id"
                found[table.name] = _named(table, database.query(query, bounds))
            yield found


def _parts(path: Path) -> Iterator[Found]:
    """The parts of Parquet: each holds whole articles, and is called the same in every table."""
    parquet = load("pyarrow.parquet", "parquet")
    see_parquet(path)
    for part in sorted(file.name for file in (path / "articles").iterdir()):
        found: dict[str, Sequence[Values]] = {}
        for table in TABLES[1:]:
            if not (path / table.name / part).exists():
                found[table.name] = []
                continue
            rows = parquet.read_table(path / table.name / part)
            there, nothing = set(rows.column_names), [None] * rows.num_rows
            columns = [rows[c.name].to_pylist() if c.name in there else nothing for c in table.columns]
            found[table.name] = _named(table, list(zip(*columns, strict=True)))
        yield found

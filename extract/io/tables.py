"""The relational form of records: the one definition of tables, columns, keys and views, for every writer.

The tables of the kinds are in their declarations (`extract.declared`). Every id is `ARTICLE/LOCAL`, made from content:
the article's id, and the official's id in it, or the item's span. The same article gives the same ids in every run, so
that writing it again replaces its rows and never doubles them.
"""

from typing import Any

import msgspec

from extract.declared.kind import ARTICLE, ID, POSITION, Column, ColumnType, Row, Rows, Table, View, day
from extract.record import KINDS, Record, to_json

__all__ = [
    "BY_NAME",
    "SCHEMA_VERSION",
    "TABLES",
    "VIEWS",
    "Column",
    "ColumnType",
    "Row",
    "Rows",
    "Table",
    "View",
    "rows",
]

SCHEMA_VERSION = 3
"""Raised with every change of the tables; a column or table says in `since` which version brought it."""

_ARTICLES = Table(
    "articles",
    keys=(ID, Column("run_id", required=True, references="runs")),
    plain=(
        Column("schema_version", required=True),
        Column("url"),
        Column("title"),
        Column("author"),
        Column("duplicate_of", references="articles"),
        Column("text"),
    ),
    made=(Column("published", "date"), Column("source", required=True)),
    source=Record,
)

TABLES: tuple[Table, ...] = (
    Table(
        "runs",
        keys=(
            ID,
            Column("version", required=True),
            Column("record_schema", required=True),
            Column("rules", required=True),
            Column("inputs", required=True),
            Column("articles", "integer"),
            Column("rejected", "integer"),
        ),
    ),
    _ARTICLES,
    Table("warnings", keys=(ID, ARTICLE, POSITION, Column("warning", required=True))),
    *(table for kind in KINDS for table in kind.tables),
)

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

VIEWS: tuple[View, ...] = tuple(view for kind in KINDS for view in kind.views)

_article = _ARTICLES.cells


def rows(record: Record, run_id: str) -> Rows:
    """The rows of a record in every table but `runs`, each a tuple in the order of the table's columns.

    Lone surrogates and NUL characters, which no database takes, become U+FFFD; offsets stay true.
    """
    encoded = to_json(record)
    if b"\\u0000" in encoded or b"\\ud" in encoded:
        record = _cleaned(record)
    article = record.id
    source = msgspec.json.encode(record.source).decode()
    found: Rows = {
        "articles": [(article, run_id, *_article(record), day(record.published), source)],
        "warnings": [(f"{article}/{n}", article, n, text) for n, text in enumerate(record.warnings, start=1)],
    }
    for kind in KINDS:
        found |= kind.rows(record)
    return found


def _cleaned(record: Record) -> Record:
    return msgspec.convert(storable(msgspec.to_builtins(record)), Record)


def storable(value: Any) -> Any:
    """A value, or all in it, with U+FFFD for lone surrogates and NUL characters, which no database takes."""
    if isinstance(value, str):
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" or c == "\0" else c for c in value)
    if isinstance(value, dict):
        return {storable(key): storable(one) for key, one in value.items()}
    return [storable(one) for one in value] if isinstance(value, list) else value

"""What the databases share: the schema in SQL, its versions, and the order in which tables are written and cleared."""

from collections.abc import Iterator, Mapping

from extract.io.tables import SCHEMA_VERSION, TABLES, VIEWS, Column, ColumnType, Table
from extract.io.writers.base import OutputError

VERSION_TABLE = "vn_extract_schema"

DATA = TABLES[1:]
"""The tables that records fill, parents before children; cleared the other way round."""

_NEVER_CLEARED = ("runs", "articles")


def upgrade(found: int, types: Mapping[ColumnType, str], *, keys: bool = True) -> Iterator[str]:
    """The statements that bring a database of schema version `found` (0 for none) to this package's.

    Args:
        found: what `VERSION_TABLE` says.
        types: the database's names for column types.
        keys: whether to declare the keys, own and foreign, and to index the columns for them.

    Raises:
        OutputError: the database is of a newer version.
    """
    if found > SCHEMA_VERSION:
        raise OutputError(
            f"the database has schema version {found}, this vn-extract writes {SCHEMA_VERSION}: upgrade vn-extract"
        )
    if found == SCHEMA_VERSION:
        return
    for view in VIEWS:
        yield f"DROP VIEW IF EXISTS {view.name}"
    for table in TABLES:
        added = [column for column in table.columns if column.since > found]
        if table.since > found:
            columns = ", ".join(_column(column, types, keys) for column in table.columns)
            yield f"CREATE TABLE {table.name} ({columns})"
        else:
            for column in added:
                yield f"ALTER TABLE {table.name} ADD COLUMN {_column(column, types, keys)}"
        for column in added:
            # A row that is cleared is looked for in every column that may refer to it.
            cleared = column.name == "article_id" or column.references not in _NEVER_CLEARED
            if keys and column.references and cleared:
                yield f"CREATE INDEX {table.name}_{column.name} ON {table.name} ({column.name})"
    for view in VIEWS:
        yield f"CREATE VIEW {view.name} AS {' '.join(view.query.split())}"
    yield f"DELETE FROM {VERSION_TABLE}"
    yield f"INSERT INTO {VERSION_TABLE} (version) VALUES ({SCHEMA_VERSION})"


def _column(column: Column, types: Mapping[ColumnType, str], keys: bool) -> str:
    parts = [column.name, types[column.type]]
    if column.name == "id" and keys:
        parts.append("PRIMARY KEY")
    # A column that came later has no value in the rows that are already there.
    if column.required and column.since == 1:
        parts.append("NOT NULL")
    if column.references and keys:
        parts.append(f"REFERENCES {column.references} (id)")
    return " ".join(parts)


def changed_meanwhile(output: str) -> OutputError:
    """The error that a database is not the one that the run was writing."""
    return OutputError(
        f"'{output}' does not hold what the run had written when it broke off: it was removed, restored or written to "
        "by another run; leave --resume away to begin anew"
    )


def names(table: Table) -> str:
    """The table's columns, as they stand in a statement."""
    return ", ".join(column.name for column in table.columns)


def updates(table: Table) -> str:
    """The clause that makes an INSERT replace the row of the same id."""
    changed = ", ".join(f"{column.name} = excluded.{column.name}" for column in table.columns if column.name != "id")
    return f"ON CONFLICT (id) DO UPDATE SET {changed}"

"""What is in a file of records, in counts: who and what is in most articles, by kind, rule and warning; idle rules."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from extract.batch.summary import Summary
from extract.declared.kind import day, day_text
from extract.io.stored import Columns
from extract.io.tables import Table
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.record import KINDS, Record

_ITEMS = {mark.table: mark.label for kind in KINDS for mark in kind.marks if mark.table}
"""The tables that hold items, with what these are called."""
_HELD = {kind.name: [(mark.label, f"{mark.field}_rule") for mark in kind.marks if mark.table is None] for kind in KINDS}
"""The tables with items that are columns of another's row: what these are called, and the column of their rules."""

_LEADING: Mapping[str, tuple[str, str, Callable[[Record], Iterator[str | None]]]] = {
    "people": ("officials", "name", lambda record: (one.name for one in record.officials)),
    "offices": ("titles", "role", lambda record: (title.role for one in record.officials for title in one.titles)),
    "bodies": (
        *("titles", "organization"),
        lambda record: (title.organization for one in record.officials for title in one.titles),
    ),
    "awards": ("awards", "name", lambda record: (one.name for one in record.awards)),
}
"""What is counted by articles: the table and its column, and the same of a record."""
_MOST = 100
"""How many of each are kept: those in most articles."""

_VARYING = compiled(r"'[^']*'|\"[^\"]*\"|\d+")


class Stats(msgspec.Struct):
    """Counts over records.

    Attributes:
        summary: articles and items by kind.
        published: the first and the last day of publication (ISO 8601); None where none is known.
        dateless: articles without a day of publication.
        leading: people, offices, bodies and awards by name, with the number of articles, those in most articles first.
        items: items by kind, titles and mentions apart.
        rules: items by the id of the rule or lexicon entry.
        warnings: warnings by their words, with numbers and quoted text left out.
        silent: ids of rules and entries that made no item, in the lexicon's order.
    """

    summary: Summary
    published: tuple[str, str] | None
    dateless: int
    leading: dict[str, dict[str, int]]
    items: dict[str, int]
    rules: dict[str, int]
    warnings: dict[str, int]
    silent: list[str]


class _Counts:
    """Counts as they grow."""

    def __init__(self) -> None:
        self.summary = Summary()
        self.days: list[str | None] = []
        self.leading: dict[str, Counter[str]] = {name: Counter() for name in _LEADING}
        self.items: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()

    def stats(self, lexicon: Lexicon) -> Stats:
        """What was counted."""
        known = [one for one in self.days if one is not None]
        return Stats(
            self.summary,
            (min(known), max(known)) if known else None,
            len(self.days) - len(known),
            {name: _ordered(counts, _MOST) for name, counts in self.leading.items()},
            _ordered(+self.items),
            _ordered(self.rules),
            _ordered(self.warnings),
            [entry.id for entry in lexicon if entry.id not in self.rules],
        )


def count(records: Iterable[Record], lexicon: Lexicon) -> Stats:
    """Count what is in the records; `lexicon` says which rules there are."""
    counts = _Counts()
    for record in records:
        counts.summary.count(record)
        counts.days.append(day(record.published))
        for name, (_, _, named) in _LEADING.items():
            counts.leading[name].update({one for one in named(record) if one})
        for kind, item in record.items():
            counts.items[kind] += 1
            counts.rules[item.rule] += 1
        counts.warnings.update(map(_kind, record.warnings))
    return counts.stats(lexicon)


def count_tables(tables: Iterable[tuple[Table, Columns]], lexicon: Lexicon) -> Stats:
    """Count what is in a run's tables, as `extract.io.stored.tables` gives them: the same as in its records."""
    counts = _Counts()
    for table, columns in tables:
        _count_table(counts, table.name, dict(zip((column.name for column in table.columns), columns, strict=False)))
    return counts.stats(lexicon)


def _count_table(counts: _Counts, table: str, named: Mapping[str, Any]) -> None:
    """Count what is in one table, its columns by their names."""
    summary, ids = counts.summary, named.get("id", ())
    if table == "articles":
        summary.articles = len(ids)
        summary.duplicates = sum(first is not None for first in named.get("duplicate_of", ()))
        counts.days = list(map(day_text, named.get("published", ())))
    elif table == "warnings":
        summary.warnings = len(ids)
        counts.warnings.update(map(_kind, named.get("warning", ())))
    elif table in summary.finds:
        summary.finds[table] = len(ids)
    if table in _ITEMS:
        counts.items[_ITEMS[table]] += len(ids)
        counts.rules.update(named.get("rule", ()))
    for label, column in _HELD.get(table, ()):
        held = [rule for rule in named.get(column, ()) if rule is not None]
        counts.items[label] += len(held)
        counts.rules.update(held)
    for name, (of, column, _) in _LEADING.items():
        if of == table and ids:
            pairs = set(zip(named["article_id"], named[column], strict=True))
            counts.leading[name].update(value for _, value in pairs if value)


def _kind(warning: str) -> str:
    return _VARYING.sub("…", warning)


def _ordered(counts: Counter[str], most: int | None = None) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:most])

"""What is in a file of records, in counts: by kind, by rule, by warning; and the rules that never fired."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from extract.batch.summary import Summary
from extract.io.stored import Columns
from extract.io.tables import Table
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.record import KINDS, Record

_ITEMS = {mark.table: mark.label for kind in KINDS for mark in kind.marks if mark.table}
"""The tables that hold items, with what these are called."""
_HELD = {kind.name: [(mark.label, f"{mark.field}_rule") for mark in kind.marks if mark.table is None] for kind in KINDS}
"""The tables with items that are columns of another's row: what these are called, and the column of their rules."""

_VARYING = compiled(r"'[^']*'|\"[^\"]*\"|\d+")


class Stats(msgspec.Struct):
    """Counts over records.

    Attributes:
        summary: articles and items by kind.
        items: items by kind, titles and mentions apart.
        rules: items by the id of the rule or lexicon entry.
        warnings: warnings by their words, with numbers and quoted text left out.
        silent: ids of rules and entries that made no item, in the lexicon's order.
    """

    summary: Summary
    items: dict[str, int]
    rules: dict[str, int]
    warnings: dict[str, int]
    silent: list[str]


def count(records: Iterable[Record], lexicon: Lexicon) -> Stats:
    """Count what is in the records; `lexicon` says which rules there are."""
    summary = Summary()
    items, rules, warnings = _counters()
    for record in records:
        summary.count(record)
        for kind, item in record.items():
            items[kind] += 1
            rules[item.rule] += 1
        warnings.update(map(_kind, record.warnings))
    return _stats(summary, items, rules, warnings, lexicon)


def count_tables(tables: Iterable[tuple[Table, Columns]], lexicon: Lexicon) -> Stats:
    """Count what is in a run's tables, as `extract.io.stored.tables` gives them: the same as in its records."""
    summary = Summary()
    items, rules, warnings = _counters()
    for table, columns in tables:
        named = dict(zip((column.name for column in table.columns), columns, strict=False))
        ids = named.get("id", ())
        if table.name == "articles":
            summary.articles = len(ids)
            summary.duplicates = sum(first is not None for first in named.get("duplicate_of", ()))
        elif table.name in summary.finds:
            summary.finds[table.name] = len(ids)
        if table.name in _ITEMS:
            items[_ITEMS[table.name]] += len(ids)
            rules.update(named.get("rule", ()))
        for label, column in _HELD.get(table.name, ()):
            held = [rule for rule in named.get(column, ()) if rule is not None]
            items[label] += len(held)
            rules.update(held)
        if table.name == "warnings":
            summary.warnings = len(ids)
            warnings.update(map(_kind, named.get("warning", ())))
    return _stats(summary, +items, rules, warnings, lexicon)


def _counters() -> tuple[Counter[str], Counter[str], Counter[str]]:
    return Counter(), Counter(), Counter()


def _kind(warning: str) -> str:
    return _VARYING.sub("…", warning)


def _stats(
    summary: Summary, items: Counter[str], rules: Counter[str], warnings: Counter[str], lexicon: Lexicon
) -> Stats:
    silent = [entry.id for entry in lexicon if entry.id not in rules]
    return Stats(summary, _ordered(items), _ordered(rules), _ordered(warnings), silent)


def _ordered(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))

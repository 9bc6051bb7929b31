"""What is in a file of records, in counts: by kind, by rule, by warning; and the rules that never fired."""

from collections import Counter
from collections.abc import Iterable

import msgspec
import regex

from extract.batch.summary import Summary
from extract.lexicon import Lexicon
from extract.record import Record

_VARYING = regex.compile(r"'[^']*'|\"[^\"]*\"|\d+")


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
    items: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    for record in records:
        summary.count(record)
        for kind, item in record.items():
            items[kind] += 1
            rules[item.rule] += 1
        warnings.update(_VARYING.sub("…", warning) for warning in record.warnings)
    silent = [entry.id for entry in lexicon if entry.id not in rules]
    return Stats(summary, _ordered(items), _ordered(rules), _ordered(warnings), silent)


def _ordered(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))

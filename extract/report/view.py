"""A record made ready for the page: what lists, filters, totals and the search need to know of it."""

from collections import Counter
from textwrap import shorten

import msgspec

from extract.lexicon import Lexicon
from extract.looks import GROUPS
from extract.record import KINDS, Item, Record
from extract.report.facets import Row, rows_of

_BEGINNING = 90


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the page knows of an article before it is opened.

    Attributes:
        title: the headline, or how the text begins where there is none.
        counts: how many finds of each of `GROUPS` it has.
        rows: what it is filtered by, see `extract.report.facets`.
        spans: the first and last days (ISO 8601) of the dates whose days are known, each once.
    """

    id: str
    title: str | None = None
    published: str | None = None
    author: str | None = None
    counts: list[int]
    rows: dict[str, list[Row]] = {}
    spans: list[tuple[str, str]] = []
    duplicate_of: str | None = None


class Rule(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the rule files say of a rule: where it stands and the comment on it."""

    origin: str
    comment: str = ""


class View(msgspec.Struct, frozen=True):
    """One article for the page: its entry in the index, and its record with its text."""

    entry: Entry
    record: Record


def view(record: Record, text: str | None) -> View:
    """The view of a record; `record` itself is changed and belongs to the view from then on.

    Args:
        record: what was found.
        text: what its offsets count in; None where it is not known, or not to be shown.
    """
    record.text = text
    return View(_entry(record), record)


def fits(record: Record, text: str) -> bool:
    """Whether `text` is what the record was read from: every item's own words stand at its offsets."""
    return all(text[item.start : item.end] == item.text for item in _items(record))


def rules_of(record: Record, lexicon: Lexicon) -> dict[str, Rule]:
    """What the rule files say of the rules behind a record's items; those that live in code are left out."""
    rules: dict[str, Rule] = {}
    for item in _items(record):
        if item.rule not in rules and item.rule in lexicon:
            origin = lexicon.origin(item.rule)
            rules[item.rule] = Rule(str(origin), origin.comment)
    return rules


def searched(view: View) -> list[str]:
    """All that a search in the page looks through; the page puts the same together of what it has."""
    entry = view.entry
    said = [view.record.text, entry.title, entry.author, entry.id]
    named = dict.fromkeys(value for rows in entry.rows.values() for row in rows for value in row if value)
    return [*(value for value in said if value), *named]


def _items(record: Record) -> list[Item]:
    return [item for _, item in record.items()]


def _entry(record: Record) -> Entry:
    items = Counter(label for label, _ in record.items())
    for kind in KINDS:
        # People and documents are counted, not how often they are named.
        for mark in kind.marks:
            if mark.field == "mentions":
                items[mark.label] = len(getattr(record, kind.name))
    return Entry(
        id=record.id,
        title=record.title or _beginning(record.text),
        published=record.published,
        author=record.author,
        counts=[items[labels[0]] for labels in GROUPS.values()],
        rows=rows_of(record),
        spans=list(dict.fromkeys((date.begin, date.finish) for date in record.dates if date.begin and date.finish)),
        duplicate_of=record.duplicate_of,
    )


def _beginning(text: str | None) -> str | None:
    """The first words of a text; None where it has none."""
    words = (text or "")[: 10 * _BEGINNING].split()
    return shorten(" ".join(words), _BEGINNING, placeholder=" …") or None

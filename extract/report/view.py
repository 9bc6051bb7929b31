"""A record made ready for the page: offsets as JavaScript counts them, and what lists, filters and totals need."""

from bisect import bisect_left
from collections import Counter
from textwrap import shorten

import msgspec

from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.record import Item, Record

_BEGINNING = 90
_ASTRAL = compiled(r"[\U00010000-\U0010FFFF]")


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the page knows of an article before it is opened.

    Attributes:
        title: the headline, or how the text begins where there is none.
        counts: how many persons, titles, dates, statistics and awards it has.
        people: the persons' names, each with their titles as role and organization.
        awards: the awards' names, grades and givers, each combination once.
        spans: the first and last days (ISO 8601) of the dates whose days are known, each once.
        figures: how many statistics it has of each kind.
    """

    id: str
    title: str | None = None
    published: str | None = None
    author: str | None = None
    counts: tuple[int, int, int, int, int]
    people: list[tuple[str, list[tuple[str, str | None]]]] = []
    awards: list[tuple[str, str | None, str | None]] = []
    spans: list[tuple[str, str]] = []
    figures: dict[str, int] = {}
    duplicate_of: str | None = None


class Rule(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the rule files say of a rule: where it stands and the comment on it."""

    origin: str
    comment: str = ""


class View(msgspec.Struct, frozen=True):
    """One article for the page: its entry in the index, and its record with offsets in UTF-16 units."""

    entry: Entry
    record: Record


def view(record: Record, text: str | None) -> View:
    """The view of a record; `record` itself is changed and belongs to the view from then on.

    Args:
        record: with offsets in code points.
        text: what the offsets count in; None where it is not known, or not to be shown.
    """
    record.text = text
    if text is not None:
        _to_utf16(record, text)
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


def _items(record: Record) -> list[Item]:
    return [item for _, item in record.items()]


def _to_utf16(record: Record, text: str) -> None:
    """A character beyond U+FFFF is one code point and two UTF-16 units: every offset behind it moves by one."""
    astral = [match.start() for match in _ASTRAL.finditer(text)]
    if not astral:
        return
    for item in _items(record):
        item.start += bisect_left(astral, item.start)
        item.end += bisect_left(astral, item.end)


def _entry(record: Record) -> Entry:
    officials = record.officials
    titles = sum(len(official.titles) for official in officials)
    return Entry(
        id=record.id,
        title=record.title or _beginning(record.text),
        published=record.published,
        author=record.author,
        counts=(len(officials), titles, len(record.dates), len(record.statistics), len(record.awards)),
        people=[
            (official.name, list(dict.fromkeys((title.role, title.organization) for title in official.titles)))
            for official in officials
        ],
        awards=list(dict.fromkeys((award.name, award.grade, award.giver) for award in record.awards)),
        spans=list(dict.fromkeys((date.begin, date.finish) for date in record.dates if date.begin and date.finish)),
        figures=dict(Counter(figure.kind for figure in record.statistics)),
        duplicate_of=record.duplicate_of,
    )


def _beginning(text: str | None) -> str | None:
    """The first words of a text; None where it has none."""
    words = (text or "")[: 10 * _BEGINNING].split()
    return shorten(" ".join(words), _BEGINNING, placeholder=" …") or None

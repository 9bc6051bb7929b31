"""What changed between two runs over the same articles: items gained, lost and changed, by kind and by rule."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any, Literal

import msgspec

from extract.record import KINDS, Item, Record

What = Literal["gained", "lost", "changed"]

_Key = tuple[str, int, int, int]


class Tally(msgspec.Struct):
    """How many items were gained, lost and changed, and how many stayed as they are."""

    gained: int = 0
    lost: int = 0
    changed: int = 0
    same: int = 0


class Change(msgspec.Struct, frozen=True):
    """One item that is not what it was.

    Attributes:
        article: the article's id.
        what: whether it is in the new record only, in the old only, or in both with other values.
        kind: what the item is called: `title`, `mention`, `date` and so on.
        rule: the rule that makes it, or made it where it is lost.
        text: its words.
        start: its offset.
        fields: of a changed item, the fields with their old and new values.
    """

    article: str
    what: What
    kind: str
    rule: str
    text: str
    start: int
    fields: dict[str, tuple[Any, Any]] = {}


class Diff(msgspec.Struct):
    """The differences between two runs.

    Attributes:
        articles: how many articles both have.
        changed_articles: how many of them have other items.
        only_old: ids of articles that only the old run has.
        only_new: ids of articles that only the new run has.
        kinds: tallies by kind.
        rules: tallies by rule; a changed item counts for the rule that makes it now.
        changes: the changes themselves, as many as were asked for.
    """

    articles: int = 0
    changed_articles: int = 0
    only_old: list[str] = []
    only_new: list[str] = []
    kinds: dict[str, Tally] = {}
    rules: dict[str, Tally] = {}
    changes: list[Change] = []


def compare(old: Iterable[Record], new: Iterable[Record], keep: int = 0) -> Diff:
    """Compare two runs' records; `keep` is how many changes to keep.

    Records are paired by id. Runs in the same order take little memory: only what has no partner yet is held.
    """
    diff = Diff()
    for before, after in _pairs(old, new, diff):
        diff.articles += 1
        quiet = True
        for kind, rule, change in _changes(before, after):
            for tallies, key in ((diff.kinds, kind), (diff.rules, rule)):
                tally = tallies.setdefault(key, Tally())
                what = change.what if change else "same"
                setattr(tally, what, getattr(tally, what) + 1)
            if change:
                quiet = False
                if len(diff.changes) < keep:
                    diff.changes.append(change)
        diff.changed_articles += not quiet
    diff.kinds = dict(sorted(diff.kinds.items()))
    diff.rules = dict(sorted(diff.rules.items()))
    return diff


def _pairs(old: Iterable[Record], new: Iterable[Record], diff: Diff) -> Iterator[tuple[Record, Record]]:
    waiting_old: dict[str, Record] = {}
    waiting_new: dict[str, Record] = {}
    for before, after in zip_longest(old, new):
        if before is not None and after is not None and before.id == after.id:
            yield before, after
            continue
        if before is not None:
            waiting_old[before.id] = before
        if after is not None:
            waiting_new[after.id] = after
        for record in (before, after):
            if record is not None and record.id in waiting_old and record.id in waiting_new:
                yield waiting_old.pop(record.id), waiting_new.pop(record.id)
    diff.only_old, diff.only_new = list(waiting_old), list(waiting_new)


def _changes(before: Record, after: Record) -> Iterator[tuple[str, str, Change | None]]:
    """Every item of either record with its kind and rule, and what happened to it; None for nothing."""
    was, now = _keyed(before), _keyed(after)
    for key in sorted(was.keys() | now.keys(), key=lambda key: (key[1], key[2], key[0], key[3])):
        one, other = was.get(key), now.get(key)
        found = other or one
        assert found is not None
        item, values = found
        fields: dict[str, tuple[Any, Any]] = {}
        if one and other:
            names = [name for name in other[1] if one[1].get(name) != other[1][name]]
            if not names:
                yield key[0], item.rule, None
                continue
            fields = {name: (one[1].get(name), values[name]) for name in names}
        what: What = "changed" if one and other else "gained" if other else "lost"
        yield key[0], item.rule, Change(after.id, what, key[0], item.rule, item.text, item.start, fields)


def _keyed(record: Record) -> dict[_Key, tuple[Item, dict[str, Any]]]:
    """The record's items with their values, by kind, span, and number among those of one kind and span."""
    found: dict[_Key, tuple[Item, dict[str, Any]]] = {}
    for kind in KINDS:
        for mark, _, find, item in kind.items(getattr(record, kind.name)):
            number = 0
            while (mark.label, item.start, item.end, number) in found:
                number += 1
            values = msgspec.to_builtins(item)
            # Ids and indexes change when something else in the article does: names and spans say what is meant.
            kind.meant(record, find, values)
            found[mark.label, item.start, item.end, number] = (item, values)
    return found

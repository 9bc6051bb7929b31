"""Gold read from files: records that somebody has corrected or made by hand, with no more stated than is scored.

A file holds one article: a record as a run writes it, or an object with the article's `id` and `text` and, under
`gold`, the lists of its kinds (`officials`, `dates`, ...). Of an item may be left out what is not to be scored: its
`rule`, an official's `id`, a title's `role`, `kind` and place (a title may be its words alone).
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from extract.declared.kind import listed
from extract.io.records import RecordsError, lines
from extract.io.streams import endings
from extract.record import KINDS, Record, loads


class Gold(NamedTuple):
    """One article's gold.

    Attributes:
        record: the gold as a record; it carries the article's text where the file does.
        stated: the kinds that it states, and the fields that their items do, as "dates.type"; those of titles as of
            officials.
    """

    record: Record
    stated: frozenset[str]


def gold(name: str) -> Iterator[Gold]:
    """The gold of a folder of `.json` files, of one such file, or of a `.jsonl` file, in the order of names and lines.

    Raises:
        RecordsError: it is missing or damaged, something in it is misshapen, or an item's words do not stand where its
            offsets say; the message names the file, the line and the item.
    """
    path = Path(name)
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        if not files:
            raise RecordsError(f"{name}: no .json file in this folder; gold is one file an article, or a .jsonl file")
        for file in files:
            yield from gold(str(file))
    elif path.suffix == ".json":
        try:
            yield _gold(path.read_bytes(), name)
        except OSError as error:
            raise RecordsError(f"{name}: {error.strerror or error}") from error
    elif endings(name)[0] in ("", ".jsonl"):
        for line, place in lines(name):
            yield _gold(line, place)
    else:
        raise RecordsError(f"{name}: gold is a folder of .json files, one of them, or a .jsonl file")


def _gold(line: bytes, place: str) -> Gold:
    try:
        row = loads(line)
        if not isinstance(row, dict):
            raise msgspec.ValidationError("expected an object with 'id' and the gold")
        found = row.get("gold", row)
        if not isinstance(found, dict) or not any(isinstance(found.get(kind.name), list) for kind in KINDS):
            raise msgspec.ValidationError(f"it has none of {', '.join(kind.name for kind in KINDS)}")
        return gold_of(row)
    except msgspec.DecodeError as error:
        raise RecordsError(f"{place}: no gold: {error}") from error


def gold_of(row: dict[str, Any]) -> Gold:
    """The gold of one article, from the values of its JSON.

    Raises:
        msgspec.ValidationError: something is misshapen, or does not stand where it says.
    """
    found = row.get("gold", row)
    text = row.get("text")
    filled: dict[str, Any] = {"id": row.get("id"), "text": text}
    filled |= {name: row.get(name) for name in ("title", "url", "author", "published")}
    for kind in KINDS:
        given = enumerate(listed(found, kind.name))
        filled[kind.name] = [kind.filled(item, n) if isinstance(item, dict) else item for n, item in given]
    record = msgspec.convert(filled, Record)
    if text is not None:
        _check(record, text)
    return Gold(record, frozenset(stated(found)))


def _check(record: Record, text: str) -> None:
    for kind, item in record.items():
        if item.end and text[item.start : item.end] != item.text:
            there = text[item.start : item.end]
            raise msgspec.ValidationError(
                f"the {kind} {item.text!r} is not at {item.start}-{item.end}: there stands {there!r}"
            )


_ASKED = {
    "dates": ("text", "start", "end", "type", "value"),
    "statistics": (
        *("text", "start", "end", "kind", "value", "value_max", "total", "unit"),
        *("modifier", "change", "subject", "entity", "base", "period"),
    ),
    "awards": (
        *("text", "start", "end", "name", "grade", "giver", "recipients", "quantity"),
        *("presenter", "reason", "posthumous"),
    ),
}
"""The fields that annotators are asked for."""

_MEANT = {"period": "dates", "presenter": "officials"}
"""Fields that name a find of another kind, and that kind."""


def gold_form(record: Record, kinds: Collection[str]) -> dict[str, Any]:
    """A record that somebody has corrected as gold: what annotators are asked for, a title by its words.

    Args:
        record: the record.
        kinds: those that were looked through; the others are not stated.
    """
    values = record.to_dict()
    found = {
        kind.name: [_asked(kind.name, item, kinds) for item in values[kind.name]]
        for kind in KINDS
        if kind.name in kinds
    }
    about = {name: values[name] for name in ("id", "url", "title", "published", "text")}
    return {**about, "gold": found}


def _asked(kind: str, item: dict[str, Any], kinds: Collection[str]) -> dict[str, Any]:
    if kind == "officials":
        mentions = [{name: one[name] for name in ("text", "start", "end")} for one in item["mentions"]]
        titles = [title["text"] for title in item["titles"]]
        return {"id": item["id"], "name": item["name"], "titles": titles, "mentions": mentions}
    asked = [name for name in _ASKED.get(kind, item) if name != "rule" and _MEANT.get(name, kind) in kinds]
    return {name: item[name] for name in asked}


def stated(found: dict[str, Any]) -> Iterator[str]:
    """The kinds that gold has, and the fields that their items state; see `Gold`."""
    for kind in KINDS:
        if kind.name in found:
            yield kind.name
        for item in found.get(kind.name) or ():
            yield from (f"{kind.name}.{field}" for field in item)
            held = [item.get(mark.field) for mark in kind.marks if mark.field]
            parts = [part for one in held if isinstance(one, list) for part in one if isinstance(part, dict)]
            yield from (f"{kind.name}.{field}" for part in parts for field in part)

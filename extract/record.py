"""The record, what every find in it has, and its JSON Schema. The types of the kinds are in `extract.declared`.

`start` and `end` are offsets in code points of the text that was passed in, the end exclusive:
`text[item.start:item.end] == item.text`. Inside the pipeline the same types carry offsets of the normalised text;
`extract.pipeline` maps them back before a record leaves the house.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from inspect import cleandoc
from typing import Any, get_type_hints

import msgspec

from extract.declared.awards import Award, Awards
from extract.declared.dates import Date, Dates, DateType
from extract.declared.documents import DocumentMention, Documents, LegalDocument
from extract.declared.kind import Item, Kind
from extract.declared.officials import Gender, Mention, Official, Officials, Title, TitleKind
from extract.declared.own import Own, OwnFinds
from extract.declared.statistics import Base, Change, Modifier, Statistic, StatisticKind, Statistics
from extract.display import html

__all__ = [
    "KINDS",
    "SCHEMA_VERSION",
    "Award",
    "Base",
    "Change",
    "Date",
    "DateType",
    "DocumentMention",
    "Gender",
    "Item",
    "LegalDocument",
    "Mention",
    "Modifier",
    "Official",
    "Own",
    "Record",
    "Statistic",
    "StatisticKind",
    "Title",
    "TitleKind",
    "dumps",
    "from_json",
    "json_schema",
    "loads",
    "to_json",
]

SCHEMA_VERSION = "1.2"


class Record(msgspec.Struct, kw_only=True):
    """All that one article yields. `source` carries the input's other fields along untouched.

    `duplicate_of` is the id of an earlier article of the same run with the same text: the items are in that one's
    record. `text` is what the offsets count in, where it was asked for or is not the input's own (a web page's).
    """

    schema_version: str = SCHEMA_VERSION
    id: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    officials: Officials = []
    dates: Dates = []
    statistics: Statistics = []
    awards: Awards = []
    documents: Documents = []
    own: OwnFinds = []
    warnings: list[str] = []
    duplicate_of: str | None = None
    text: str | None = None
    source: dict[str, Any] = {}

    def to_dict(self) -> dict[str, Any]:
        """The record as dictionaries and lists, as `json.loads(to_json(record))` gives it."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]

    def items(self) -> list[tuple[str, Item]]:
        """Every item with what it is called, in the record's order: titles and mentions of officials, then the rest."""
        return [(mark.label, item) for kind in KINDS for mark, _, _, item in kind.items(getattr(self, kind.name))]

    def _repr_html_(self) -> str | None:
        """What a notebook shows: the finds in tables, and marked in the text where the record carries it."""
        return html(self)


def checked(given: Any) -> Iterator[Record]:
    """Records, as they come; what is given in their place is told what to do.

    Raises:
        TypeError: it is one record, or something among it is none.
    """
    if isinstance(given, Record):
        raise TypeError("one record is given where many are meant: give [record]")
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise TypeError(_no_record(given))
    for one in given:
        if not isinstance(one, Record):
            raise TypeError(_no_record(one))
        yield one


def _no_record(given: object) -> str:
    """What to do with something that is no record."""
    name = type(given).__name__
    if name == "Rejected":
        advice = "it is an article that could not be read; leave out what is no extract.Record"
    elif isinstance(given, Mapping) and "schema_version" in given:
        advice = "make a record of it: extract.from_json(json.dumps(it))"
    else:
        advice = "records are what an extractor makes of articles: extract.Extractor().stream(articles)"
    return f"a value of the type '{name}' is no record: {advice}"


def _declared() -> Iterator[Kind]:
    """The declarations that stand beside the types of the record's fields."""
    for hint in get_type_hints(Record, include_extras=True).values():
        yield from (one for one in getattr(hint, "__metadata__", ()) if isinstance(one, Kind))


KINDS: tuple[Kind, ...] = tuple(_declared())
"""The kinds of find that a record holds, in its order. A field of `Record` registers one."""


def to_json(record: Record) -> bytes:
    """The record as one line of UTF-8 JSON, without the line break. Lone surrogates in its text are escaped."""
    return dumps(record)


def dumps(value: Any) -> bytes:
    """Any value of JSON's types or Structs of them as one line of UTF-8 JSON; lone surrogates are escaped."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode("ascii")


def from_json(line: bytes | str) -> Record:
    """The record that `to_json` wrote.

    Raises:
        msgspec.ValidationError: the line is JSON but no record; the message names the field.
        msgspec.DecodeError: the line is no JSON.
    """
    try:
        return msgspec.json.decode(line, type=Record)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return msgspec.convert(loads(line), Record)


def loads(line: bytes | str) -> Any:
    """JSON in full, lone surrogates included, which crawled dumps have where an emoji was cut in two.

    Raises:
        msgspec.DecodeError: the line is no JSON.
    """
    try:
        return msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        if b"\\u" not in line if isinstance(line, bytes) else "\\u" not in line:
            raise
        try:
            return json.loads(line)
        except ValueError:
            raise error from None


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record."""
    schema = msgspec.json.schema(Record)
    for described in schema["$defs"].values():
        # From Python 3.13 on docstrings come without their indentation; the schema is the same on all.
        described["description"] = cleandoc(described["description"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "vn-extract record", **schema}

"""The types of the output, and its JSON Schema.

`start` and `end` are offsets in code points of the text that was passed in, the end exclusive:
`text[item.start:item.end] == item.text`. Inside the pipeline the same types carry offsets of the normalised text;
`extract.pipeline` maps them back before a record leaves the house.
"""

import json
from inspect import cleandoc
from typing import Any, Literal

import msgspec

from extract.display import html

SCHEMA_VERSION = "1.1"

TitleKind = Literal[
    "rank",
    "party",
    "state",
    "legislature",
    "judiciary",
    "mass_organization",
    "management",
    "academic",
    "honour",
    "religious",
    "foreign",
]
DateType = Literal["date", "time", "interval", "duration"]
StatisticKind = Literal["percentage", "count", "money", "measure", "ratio"]
Modifier = Literal["approx", "more_than", "less_than", "equal_or_more", "equal_or_less"]
Change = Literal["increase", "decrease"]
Gender = Literal["female", "male"]


class Item(msgspec.Struct, kw_only=True):
    """What every find has: its words, where they stand, and the id of the rule or lexicon entry behind it."""

    text: str = ""
    start: int
    end: int
    rule: str


class Mention(Item, kw_only=True):
    """One occurrence of a person's name."""


class Title(Item, kw_only=True):
    """One title of a person: `text` as written, `role` and `organization` normalised."""

    role: str
    organization: str | None = None
    kind: TitleKind
    former: bool = False


class Official(msgspec.Struct, kw_only=True):
    """Somebody with a name who has an office in the article."""

    id: str
    name: str
    gender: Gender | None = None
    titles: list[Title]
    mentions: list[Mention]


class Date(Item, kw_only=True):
    """A time expression; `value` is ISO 8601 / TIMEX3, `begin` and `finish` the first and last day covered (ISO).

    `inferred` is true where publication is unknown and the year was concluded from other events of the article.
    """

    type: DateType
    value: str
    begin: str | None = None
    finish: str | None = None
    inferred: bool = False


class Base(Item, kw_only=True):
    """What a figure is compared with, as the text says it ("cùng kỳ năm trước" behind "so với")."""


class Statistic(Item, kw_only=True):
    """A figure. Money is in currency units with scale words multiplied out; whole numbers are integers.

    `subject` is the measured property and `entity` the measured entity, how much of what and of whom; both are quoted
    from the article. `normalised_unit` is the unit's symbol ("km" for "cây số"), or the counted noun in one spelling.
    `before` is the value that this one replaces and `after` the value that replaces it ("từ 85% lên 91,9%"), `base`
    what it is compared with. `period` is the index in the record's `dates` of the date that the figure belongs to.
    """

    kind: StatisticKind
    value: int | float
    value_max: int | float | None = None
    total: int | float | None = None
    unit: str
    modifier: Modifier | None = None
    change: Change | None = None
    subject: str | None = None
    entity: str | None = None
    normalised_unit: str | None = None
    before: int | float | None = None
    after: int | float | None = None
    base: Base | None = None
    period: int | None = None


class Award(Item, kw_only=True):
    """A named award; `presenter` is an official's id.

    `event` is shared by the mentions of one award given to the same recipients ("E1"); `posthumous` is true where the
    text says so ("truy tặng"); `reason` is what it is given for, `event_date` the day (ISO 8601), as far as said.
    """

    name: str
    grade: str | None = None
    giver: str | None = None
    presenter: str | None = None
    recipients: list[str] = []
    quantity: int | None = None
    reason: str | None = None
    event: str | None = None
    event_date: str | None = None
    posthumous: bool = False


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
    officials: list[Official] = []
    dates: list[Date] = []
    statistics: list[Statistic] = []
    awards: list[Award] = []
    warnings: list[str] = []
    duplicate_of: str | None = None
    text: str | None = None
    source: dict[str, Any] = {}

    def to_dict(self) -> dict[str, Any]:
        """The record as dictionaries and lists, as `json.loads(to_json(record))` gives it."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]

    def items(self) -> list[tuple[str, Item]]:
        """Every item with its kind, in the record's order: titles and mentions of officials, then the rest."""
        found: list[tuple[str, Item]] = []
        for official in self.officials:
            found += [("title", title) for title in official.titles]
            found += [("mention", mention) for mention in official.mentions]
        found += [("date", item) for item in self.dates]
        found += [("statistic", item) for item in self.statistics]
        found += [("base", item.base) for item in self.statistics if item.base]
        found += [("award", item) for item in self.awards]
        return found

    def _repr_html_(self) -> str | None:
        """What a notebook shows: the finds in tables, and marked in the text where the record carries it."""
        return html(self)


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

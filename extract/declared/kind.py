"""What a declaration of a kind holds, and what declarations are made of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Literal, NamedTuple, get_args, get_type_hints

import msgspec

from extract.agreement import Same

ColumnType = Literal["text", "integer", "real", "boolean", "date"]
Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
Values = Mapping[str, Any]
"""A row, its values by column."""


class Item(msgspec.Struct, kw_only=True):
    """What every find has: its words, where they stand, and the id of the rule or lexicon entry behind it."""

    text: str = ""
    start: int
    end: int
    rule: str


class Column(NamedTuple):
    """A column.

    Attributes:
        name: its name in the database.
        type: `date` is an ISO calendar day, as text where the database has no such type.
        required: never null.
        references: the table whose `id` it holds.
        field: the record's field that it is, where that has another name.
        since: the schema version that brought it.
    """

    name: str
    type: ColumnType = "text"
    required: bool = False
    references: str | None = None
    field: str | None = None
    since: int = 1


class Table(NamedTuple):
    """A table.

    Attributes:
        name: its name in the database.
        keys: columns that say whose row it is.
        plain: columns that are fields of the record's type just as they are.
        made: columns made from fields: dates, keys of other tables, what has to be taken apart.
        source: the record's type that its rows come from, None for a list of texts.
        since: the schema version that brought it.
    """

    name: str
    keys: tuple[Column, ...]
    plain: tuple[Column, ...] = ()
    made: tuple[Column, ...] = ()
    source: type[msgspec.Struct] | None = None
    since: int = 1

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, in the order of a row."""
        return (*self.keys, *self.plain, *self.made)

    @property
    def owner(self) -> str:
        """The column that says what in the article a row belongs to: the last key that names another table's row."""
        return [column.name for column in self.keys if column.references][-1]

    @property
    def cells(self) -> Callable[[Any], Row]:
        """What gives the values of the plain columns of an item."""
        return attrgetter(*(column.field or column.name for column in self.plain))

    def fields(self, row: Values) -> dict[str, Any]:
        """The fields that are columns just as they are, of a row."""
        return {
            column.field or column.name: bool(row[column.name]) if column.type == "boolean" else row[column.name]
            for column in self.plain
        }


class View(NamedTuple):
    """A view that analysts want, in SQL that every database here understands."""

    name: str
    query: str


ID = Column("id", required=True)
ARTICLE = Column("article_id", required=True, references="articles")
POSITION = Column("position", "integer", required=True)
ITEM = (
    Column("text", required=True),
    Column("start_char", "integer", required=True, field="start"),
    Column("end_char", "integer", required=True, field="end"),
    Column("rule", required=True),
)


DECIDED_BY = Column("document_id", field="decided_by", since=3)
"""The document that decides an item, as the key of its row."""


def row_key(article: str, local: str | None) -> str | None:
    """The key of a row whose id in its article's record is `local`."""
    return f"{article}/{local}" if local is not None else None


def local_id(article: str, row: str | None) -> str | None:
    """The id in an article's record of what has this key."""
    return row.removeprefix(f"{article}/") if row is not None else None


class Below(NamedTuple):
    """Rows of some articles: by table, and by what each belongs to, in their order."""

    tables: Mapping[str, Mapping[str, Sequence[Values]]]

    def of(self, table: str, owner: str) -> Sequence[Values]:
        """The rows of a table that belong to an article, or to a row of another table."""
        return self.tables[table].get(owner, ())


class Look(NamedTuple):
    """How a sort of item looks. None is told by its colour alone: it has a letter and a line of its own.

    Attributes:
        letter: what stands for it where there is no colour, in English and in Vietnamese.
        line: the style of the line below its items, as CSS calls it.
        light: ink and ground on white, as hexadecimal colours.
        dark: the same on black.
        strokes: what tells it in a terminal without colours, as `rich` calls it.
        label: its name in English and in Vietnamese.
        plural: the name of many in English and in Vietnamese.
        group: the sorts of one group are shown and hidden together.
    """

    letter: tuple[str, str]
    line: Literal["solid", "double", "dotted", "dashed", "wavy", "solid overline", "dotted overline"]
    light: tuple[str, str]
    dark: tuple[str, str]
    strokes: str
    label: tuple[str, str]
    plural: tuple[str, str]
    group: str

    @property
    def decoration(self) -> str:
        """Its lines and their style as CSS takes them: the lines first."""
        style, *over = self.line.split()
        return " ".join(("underline", *over, style))


class Mark(NamedTuple):
    """A sort of item that a kind has: what is marked in a text.

    Attributes:
        label: what it is called where items are listed one by one ("title").
        table: the table of its rows; None where it is columns of its find's row.
        field: the field of the find that holds it, or a list of such; None where it is the find itself.
        span: its label in spaCy; None where it is not annotated there.
        told_by: the field of the item whose value is its label in spaCy, in capitals.
        hint: what an item says, in a word.
        look: how it looks; None for a look without a colour.
    """

    label: str
    table: str | None
    field: str | None = None
    span: str | None = None
    told_by: str | None = None
    hint: Callable[[Any], str] = attrgetter("text")
    look: Look | None = None

    def span_label(self, item: Item) -> str | None:
        """What spaCy calls an item."""
        return getattr(item, self.told_by).upper() if self.told_by else self.span

    def span_labels(self, find: type) -> tuple[str, ...]:
        """All that spaCy may call items of a type of find."""
        if self.told_by:
            return tuple(value.upper() for value in get_args(get_type_hints(find)[self.told_by]))
        return (self.span,) if self.span else ()

    def of(self, find: Any) -> Iterator[tuple[str, Item]]:
        """The items of this sort in a find, each with the path that leads to it from the find."""
        if self.field is None:
            yield "", find
            return
        held = getattr(find, self.field)
        if isinstance(held, list):
            for index, item in enumerate(held):
                yield f"/{self.field}/{index}", item
        elif held is not None:
            yield f"/{self.field}", held


Scheme = Literal["spans", "mentions", "titles"]


class Scored(NamedTuple):
    """How finds are scored against gold.

    Attributes:
        by: how a find is paired with one of the gold: `spans` that overlap; `mentions` that they share; or by these,
            and then their `titles` by words.
        fields: when the fields of a find that is right agree, by the measure that it is right by.
        value: what has to agree for a find to be right.
        shown: the same in words.
        of: the finds of a record as they are compared.
        asks: the field without which a measure says nothing, of those that gold may leave out.
    """

    by: Scheme
    fields: Mapping[str, Mapping[str, Same]]
    value: Callable[[Any], Any] = attrgetter("text")
    shown: Callable[[Any], str] = attrgetter("text")
    of: Callable[[Any], Sequence[Any]] | None = None
    asks: Mapping[str, str] = {}

    def measures(self, kind: str) -> tuple[str, ...]:
        """The names of what is counted of a kind, fields apart."""
        finer = {"spans": ("found",), "mentions": ("found", "mention"), "titles": ("person", "mention")}
        return (kind, *(f"{kind}.{measure}" for measure in finer[self.by]))


def _as_it_is(item: dict[str, Any], number: int) -> dict[str, Any]:
    return {"rule": "gold", **item}


def _nothing(record: Any, find: Any, values: dict[str, Any]) -> None:
    return None


class Kind(NamedTuple):
    """A kind of find.

    Attributes:
        name: the record's field that holds its finds; spans in spaCy and measures are called so too.
        find: the type of its finds.
        reader: "module:class" of what reads it: made of a lexicon, called with a document and what it needs, it gives
            the finds in text order, with offsets of the normalised text.
        needs: other kinds, or "names", which the reader is given in this order.
        marks: the sorts of its items.
        tables: its tables.
        rows: the rows of a record's finds in these tables.
        restored: the finds of an article (its id) from these rows.
        shown: the columns of the table that people look at: a heading, and the cell for a record and a find.
        scored: how it is scored.
        views: its views in a database.
        filled: a find of gold with what may be left out of it; its number counts from 0.
        meant: put into the values of an item, in place, what the record's own ids and places among them mean.
    """

    name: str
    find: type[msgspec.Struct]
    reader: str
    needs: tuple[str, ...]
    marks: tuple[Mark, ...]
    tables: tuple[Table, ...]
    rows: Callable[[Any], Rows]
    restored: Callable[[str, Below], list[Any]]
    shown: tuple[tuple[str, Callable[[Any, Any], object]], ...]
    scored: Scored
    views: tuple[View, ...] = ()
    filled: Callable[[dict[str, Any], int], dict[str, Any]] = _as_it_is
    meant: Callable[[Any, Any, dict[str, Any]], None] = _nothing

    def items(self, finds: Sequence[Any]) -> Iterator[tuple[Mark, str, Any, Item]]:
        """Every item of some finds: its sort, its path among them, its find, and itself; finds before their parts."""
        own = [mark for mark in self.marks if mark.field is None]
        held = [mark for mark in self.marks if mark.field is not None]
        for marks in (own, held):
            for index, find in enumerate(finds if marks else ()):
                for mark in marks:
                    for path, item in mark.of(find):
                        yield mark, f"{index}{path}", find, item


def ids(article: str, items: Sequence[Item]) -> list[str]:
    """The items' ids, made from their spans; a second item with one span is told apart by its number."""
    counts: dict[str, int] = {}
    found = []
    for item in items:
        key = f"{article}/{item.start}-{item.end}"
        counts[key] = count = counts.get(key, 0) + 1
        found.append(key if count == 1 else f"{key}.{count}")
    return found


def listed(values: Values, field: str) -> list[Any]:
    """What a field of gold lists, nothing where it is left out.

    Raises:
        msgspec.ValidationError: it is no list.
    """
    found = values.get(field)
    if found is not None and not isinstance(found, list):
        raise msgspec.ValidationError(f"{field}: expected a list, not {found!r}")
    return found or []


def mentions_of_gold(item: Values, place: str) -> list[Any]:
    """The mentions of a find of gold, with what may be left out of them.

    Args:
        item: the find.
        place: where it stands, for the error ("officials[0]").

    Raises:
        msgspec.ValidationError: it has none.
    """
    mentions = listed(item, "mentions")
    if not mentions:
        raise msgspec.ValidationError(f"{place}: it has no mentions")
    return [{"rule": "gold", **one} if isinstance(one, dict) else one for one in mentions]


def day(value: str | None) -> str | None:
    """The calendar day of an ISO date or date-time, None where it is neither: a database must not trip over it."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        return None


def day_text(value: Any) -> str | None:
    """A day as text, as databases have it or as Python does."""
    return None if value is None else str(value)


def equal(gold: object, found: object) -> bool:
    """The very same value."""
    return gold == found

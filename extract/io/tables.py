"""The relational form of records: the one definition of tables, columns, keys and views, for every writer.

Every id is `ARTICLE/LOCAL`, made from content: the article's id, and the official's id in it, or the item's span. The
same article gives the same ids in every run, so that writing it again replaces its rows and never doubles them.
"""

from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Literal, NamedTuple

import msgspec

from extract.record import Award, Date, Item, Mention, Official, Record, Statistic, Title, to_json

SCHEMA_VERSION = 2
"""Raised with every change of the tables below; a column or table says in `since` which version brought it."""

ColumnType = Literal["text", "integer", "real", "boolean", "date"]
Row = tuple[Any, ...]
Rows = dict[str, list[Row]]


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


class View(NamedTuple):
    """A view that analysts want, in SQL that every database here understands."""

    name: str
    query: str


_ID = Column("id", required=True)
_ARTICLE = Column("article_id", required=True, references="articles")
_OFFICIAL = Column("official_id", required=True, references="officials")
_POSITION = Column("position", "integer", required=True)
_ITEM = (
    Column("text", required=True),
    Column("start_char", "integer", required=True, field="start"),
    Column("end_char", "integer", required=True, field="end"),
    Column("rule", required=True),
)

TABLES: tuple[Table, ...] = (
    Table(
        "runs",
        keys=(
            _ID,
            Column("version", required=True),
            Column("record_schema", required=True),
            Column("rules", required=True),
            Column("inputs", required=True),
            Column("articles", "integer"),
            Column("rejected", "integer"),
        ),
    ),
    Table(
        "articles",
        keys=(_ID, Column("run_id", required=True, references="runs")),
        plain=(
            Column("schema_version", required=True),
            Column("url"),
            Column("title"),
            Column("author"),
            Column("duplicate_of", references="articles"),
            Column("text"),
        ),
        made=(Column("published", "date"), Column("source", required=True)),
        source=Record,
    ),
    Table("warnings", keys=(_ID, _ARTICLE, _POSITION, Column("warning", required=True))),
    Table(
        "officials",
        keys=(_ID, _ARTICLE, _POSITION),
        plain=(Column("name", required=True), Column("gender")),
        source=Official,
    ),
    Table(
        "titles",
        keys=(_ID, _ARTICLE, _OFFICIAL, _POSITION),
        plain=(
            *_ITEM,
            Column("role", required=True),
            Column("organization"),
            Column("kind", required=True),
            Column("former", "boolean", required=True),
        ),
        source=Title,
    ),
    Table("mentions", keys=(_ID, _ARTICLE, _OFFICIAL, _POSITION), plain=_ITEM, source=Mention),
    Table(
        "dates",
        keys=(_ID, _ARTICLE, _POSITION),
        plain=(
            *_ITEM,
            Column("type", required=True),
            Column("value", required=True),
            Column("inferred", "boolean", since=2),
        ),
        made=(Column("begin_date", "date", field="begin"), Column("finish_date", "date", field="finish")),
        source=Date,
    ),
    Table(
        "statistics",
        keys=(_ID, _ARTICLE, _POSITION),
        plain=(
            *_ITEM,
            Column("kind", required=True),
            Column("value", "real", required=True),
            Column("value_max", "real"),
            Column("total", "real"),
            Column("unit", required=True),
            Column("modifier"),
            Column("change"),
            Column("subject"),
            Column("entity", since=2),
            Column("normalised_unit"),
            Column("before_value", "real", field="before"),
            Column("after_value", "real", field="after"),
        ),
        made=(
            Column("period_id", references="dates", field="period"),
            Column("base_text", field="base"),
            Column("base_start_char", "integer", field="base"),
            Column("base_end_char", "integer", field="base"),
            Column("base_rule", field="base"),
        ),
        source=Statistic,
    ),
    Table(
        "awards",
        keys=(_ID, _ARTICLE, _POSITION),
        plain=(
            *_ITEM,
            Column("name", required=True),
            Column("grade"),
            Column("giver"),
            Column("reason"),
            Column("event"),
            Column("posthumous", "boolean", required=True),
        ),
        made=(
            Column("presenter_id", references="officials", field="presenter"),
            Column("event_date", "date"),
            Column("quantity", "integer"),
        ),
        source=Award,
    ),
    Table(
        "award_recipients",
        keys=(
            _ID,
            _ARTICLE,
            Column("award_id", required=True, references="awards"),
            _POSITION,
            Column("recipient", required=True),
        ),
    ),
)

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

VIEWS: tuple[View, ...] = (
    View(
        "officials_by_title",
        """
        SELECT t.role, t.organization, t.kind, t.former, o.name,
               count(DISTINCT o.article_id) AS articles,
               min(a.published) AS first_published, max(a.published) AS last_published
        FROM titles t
        JOIN officials o ON o.id = t.official_id
        JOIN articles a ON a.id = o.article_id
        GROUP BY t.role, t.organization, t.kind, t.former, o.name
        """,
    ),
    View(
        "award_league",
        """
        SELECT w.name, w.grade,
               count(DISTINCT w.article_id || '/' || coalesce(w.event, w.id)) AS times_given,
               count(DISTINCT w.article_id) AS articles,
               count(DISTINCT r.recipient) AS recipients
        FROM awards w
        LEFT JOIN award_recipients r ON r.award_id = w.id
        GROUP BY w.name, w.grade
        """,
    ),
    View(
        "recipient_league",
        """
        SELECT r.recipient,
               count(DISTINCT w.article_id || '/' || coalesce(w.event, w.id)) AS awards,
               count(DISTINCT w.name) AS different_awards,
               count(DISTINCT w.article_id) AS articles
        FROM award_recipients r
        JOIN awards w ON w.id = r.award_id
        GROUP BY r.recipient
        """,
    ),
    View(
        "statistics_by_subject",
        """
        SELECT s.subject, s.entity, s.kind, coalesce(s.normalised_unit, s.unit) AS unit,
               s.value, s.value_max, s.total, s.modifier, s.change, s.before_value, s.after_value, s.base_text,
               d.value AS period, d.begin_date AS period_begin, d.finish_date AS period_finish,
               a.published, a.title, a.url, s.article_id, s.id AS statistic_id
        FROM statistics s
        JOIN articles a ON a.id = s.article_id
        LEFT JOIN dates d ON d.id = s.period_id
        WHERE s.subject IS NOT NULL
        """,
    ),
)


_PLAIN: dict[str, Callable[[Any], Row]] = {
    table.name: attrgetter(*(column.field or column.name for column in table.plain)) for table in TABLES if table.plain
}
_MOST_INTEGER = (1 << 63) - 1
_NO_BASE = (None, None, None, None)


def rows(record: Record, run_id: str) -> Rows:
    """The rows of a record in every table but `runs`, each a tuple in the order of the table's columns.

    Lone surrogates and NUL characters, which no database takes, become U+FFFD; offsets stay true.
    """
    encoded = to_json(record)
    if b"\\u0000" in encoded or b"\\ud" in encoded:
        record = _cleaned(record)
    article = record.id
    source = msgspec.json.encode(record.source).decode()
    found: Rows = {
        "articles": [(article, run_id, *_PLAIN["articles"](record), _day(record.published), source)],
        "warnings": [(f"{article}/{n}", article, n, text) for n, text in enumerate(record.warnings, start=1)],
    }
    _officials(record, found)
    dates = _ids(article, record.dates)
    found["dates"] = [
        (key, article, n, *_PLAIN["dates"](item), _day(item.begin), _day(item.finish))
        for n, (key, item) in enumerate(zip(dates, record.dates, strict=True), start=1)
    ]
    found["statistics"] = [
        (
            *(key, article, n, *_PLAIN["statistics"](item), None if item.period is None else dates[item.period]),
            *(_PLAIN["mentions"](item.base) if item.base else _NO_BASE),
        )
        for n, (key, item) in enumerate(zip(_ids(article, record.statistics), record.statistics, strict=True), start=1)
    ]
    _awards(record, found)
    return found


def _officials(record: Record, found: Rows) -> None:
    article = record.id
    found["officials"], found["titles"], found["mentions"] = [], [], []
    titles = iter(_ids(article, [title for official in record.officials for title in official.titles]))
    mentions = iter(_ids(article, [mention for official in record.officials for mention in official.mentions]))
    for position, official in enumerate(record.officials, start=1):
        key = f"{article}/{official.id}"
        found["officials"].append((key, article, position, *_PLAIN["officials"](official)))
        for n, title in enumerate(official.titles, start=1):
            found["titles"].append((next(titles), article, key, n, *_PLAIN["titles"](title)))
        for n, mention in enumerate(official.mentions, start=1):
            found["mentions"].append((next(mentions), article, key, n, *_PLAIN["mentions"](mention)))


def _awards(record: Record, found: Rows) -> None:
    article = record.id
    officials = {official.id for official in record.officials}
    found["awards"], found["award_recipients"] = [], []
    for position, (key, award) in enumerate(zip(_ids(article, record.awards), record.awards, strict=True), start=1):
        presenter = f"{article}/{award.presenter}" if award.presenter in officials else None
        quantity = award.quantity if award.quantity is not None and award.quantity <= _MOST_INTEGER else None
        made = (presenter, _day(award.event_date), quantity)
        found["awards"].append((key, article, position, *_PLAIN["awards"](award), *made))
        found["award_recipients"] += [
            (f"{key}/{n}", article, key, n, name) for n, name in enumerate(award.recipients, start=1)
        ]


def _ids(article: str, items: Sequence[Item]) -> list[str]:
    """The items' ids, made from their spans; a second item with one span is told apart by its number."""
    ids: dict[str, int] = {}
    found = []
    for item in items:
        key = f"{article}/{item.start}-{item.end}"
        ids[key] = count = ids.get(key, 0) + 1
        found.append(key if count == 1 else f"{key}.{count}")
    return found


def _day(value: str | None) -> str | None:
    """The calendar day of an ISO date or date-time, None where it is neither: a database must not trip over it."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        return None


def _cleaned(record: Record) -> Record:
    return msgspec.convert(storable(msgspec.to_builtins(record)), Record)


def storable(value: Any) -> Any:
    """A value, or all in it, with U+FFFD for lone surrogates and NUL characters, which no database takes."""
    if isinstance(value, str):
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" or c == "\0" else c for c in value)
    if isinstance(value, dict):
        return {storable(key): storable(one) for key, one in value.items()}
    return [storable(one) for one in value] if isinstance(value, list) else value

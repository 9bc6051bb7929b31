"""Statistics: every number that measures or counts, with how much it is of what and of whom."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from extract.agreement import same_phrase, same_unit
from extract.declared.kind import (
    ARTICLE,
    DECIDED_BY,
    ID,
    ITEM,
    POSITION,
    Below,
    Column,
    Item,
    Kind,
    Look,
    Mark,
    Row,
    Rows,
    Scored,
    Table,
    Values,
    View,
    equal,
    ids,
    local_id,
    row_key,
)

StatisticKind = Literal["percentage", "count", "money", "measure", "ratio"]
Modifier = Literal["approx", "more_than", "less_than", "equal_or_more", "equal_or_less"]
Change = Literal["increase", "decrease"]


class Base(Item, kw_only=True):
    """What a figure is compared with, as the text says it ("cùng kỳ năm trước" behind "so với")."""


class Statistic(Item, kw_only=True):
    """A figure. Money is in currency units with scale words multiplied out; whole numbers are integers.

    `subject` is the measured property and `entity` the measured entity, how much of what and of whom; both are quoted
    from the article. `normalised_unit` is the unit's symbol ("km" for "cây số"), or the counted noun in one spelling.
    `before` is the value that this one replaces and `after` the value that replaces it ("từ 85% lên 91,9%"), `base`
    what it is compared with. `period` is the index in the record's `dates` of the date that the figure belongs to.
    `unit_id` is the symbol of a unit of measurement in all its spellings ("km/h"), null of counted nouns. `decided_by`
    is the id of the document that sets the figure, as far as said.
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
    unit_id: str | None = None
    decided_by: str | None = None


_STATISTICS = Table(
    "statistics",
    keys=(ID, ARTICLE, POSITION),
    plain=(
        *ITEM,
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
        Column("unit_id", since=3),
    ),
    made=(
        Column("period_id", references="dates", field="period"),
        Column("base_text", field="base"),
        Column("base_start_char", "integer", field="base"),
        Column("base_end_char", "integer", field="base"),
        Column("base_rule", field="base"),
        DECIDED_BY,
    ),
    source=Statistic,
)
_cells = _STATISTICS.cells
_NUMBERS = ("value", "value_max", "total", "before", "after")


def _rows(record: Any) -> Rows:
    dates = ids(record.id, record.dates)
    numbered = enumerate(zip(ids(record.id, record.statistics), record.statistics, strict=True), start=1)
    return {
        "statistics": [(own, record.id, n, *_cells(one), *_made(record.id, one, dates)) for n, (own, one) in numbered]
    }


def _made(article: str, figure: Statistic, dates: Sequence[str]) -> Row:
    period = None if figure.period is None else dates[figure.period]
    return (period, *_base(figure.base), row_key(article, figure.decided_by))


def _base(base: Base | None) -> Row:
    return (base.text, base.start, base.end, base.rule) if base else (None, None, None, None)


def _restored(article: str, below: Below) -> list[Statistic]:
    places = {row["id"]: place for place, row in enumerate(below.of("dates", article))}
    return [_figure(article, row, places.get(row["period_id"])) for row in below.of("statistics", article)]


def _figure(article: str, row: Values, period: int | None) -> Statistic:
    base = None
    if row["base_text"] is not None:
        base = Base(
            text=row["base_text"], start=row["base_start_char"], end=row["base_end_char"], rule=row["base_rule"]
        )
    plain = _STATISTICS.fields(row)
    numbers = {name: _number(plain[name]) for name in _NUMBERS}
    return Statistic(**{**plain, **numbers}, base=base, period=period, decided_by=local_id(article, row["document_id"]))


def _number(value: float | None) -> int | float | None:
    """Whole numbers without a decimal point, as records have them."""
    return int(value) if value is not None and value == int(value) else value


def _value(figure: Statistic) -> tuple[float | None, ...]:
    values = (figure.value, figure.value_max, figure.total)
    return tuple(None if value is None else round(float(value), 6) for value in values)


def _shown(figure: Statistic) -> str:
    upper = "" if figure.value_max is None else f" - {figure.value_max}"
    return f"{figure.value}{upper}" if figure.total is None else f"{figure.value}/{figure.total}"


def _filled(item: dict[str, Any], number: int) -> dict[str, Any]:
    return {"rule": "gold", **item, "unit": item.get("unit") or ""}


def _period(record: Any, figure: Any) -> Any:
    return None if figure.period is None else record.dates[figure.period]


def _meant(record: Any, figure: Any, values: dict[str, Any]) -> None:
    period = _period(record, figure)
    if period is not None and "period" in values:
        values["period"] = [period.start, period.end]


_LOOK = Look(
    letter=("S", "S"),
    line="dashed",
    light=("#46116b", "#d0b0e8"),
    dark=("#e3c8f7", "#643a8a"),
    strokes="bold italic",
    label=("Statistic", "Số liệu"),
    plural=("Statistics", "Số liệu"),
    group="statistics",
)
_BASE_LOOK = Look(
    letter=("S", "S"),
    line="dashed",
    light=("#46116b", "#f1e6f8"),
    dark=("#e3c8f7", "#35243f"),
    strokes="italic",
    label=("Compared with", "So với"),
    plural=("Compared with", "So với"),
    group="statistics",
)
KIND = Kind(
    name="statistics",
    find=Statistic,
    reader="extract.kinds.statistics:StatisticExtractor",
    needs=("dates", "names", "awards"),
    marks=(
        Mark("statistic", "statistics", told_by="kind", hint=lambda one: f"{_shown(one)} {one.unit}", look=_LOOK),
        Mark("base", None, field="base", look=_BASE_LOOK),
    ),
    tables=(_STATISTICS,),
    rows=_rows,
    restored=_restored,
    shown=(
        ("text", lambda record, one: one.text),
        ("kind", lambda record, one: one.kind),
        ("value", lambda record, one: _shown(one)),
        ("unit", lambda record, one: one.unit),
        ("modifier", lambda record, one: one.modifier),
        ("change", lambda record, one: one.change),
        ("subject", lambda record, one: one.subject),
        ("entity", lambda record, one: one.entity),
        ("period", lambda record, one: getattr(_period(record, one), "value", None)),
    ),
    scored=Scored(
        by="spans",
        fields={
            "statistics": {
                "kind": equal,
                "unit": same_unit,
                "modifier": equal,
                "change": equal,
                "subject": same_phrase,
                "entity": same_phrase,
            }
        },
        value=_value,
        shown=_shown,
        asks={"statistics": "value"},
    ),
    views=(
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
    ),
    filled=_filled,
    meant=_meant,
)
Statistics = Annotated[list[Statistic], KIND]

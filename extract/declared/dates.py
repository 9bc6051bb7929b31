"""Dates: every expression of a day, a time, a period or a length of time."""

from typing import Annotated, Any, Literal

from extract.declared.kind import (
    ARTICLE,
    ID,
    ITEM,
    POSITION,
    Below,
    Column,
    Item,
    Kind,
    Look,
    Mark,
    Rows,
    Scored,
    Table,
    day,
    day_text,
    equal,
    ids,
)
from extract.patterns import compiled

DateType = Literal["date", "time", "interval", "duration"]


class Date(Item, kw_only=True):
    """A time expression; `value` is ISO 8601 / TIMEX3, `begin` and `finish` the first and last day covered (ISO).

    `inferred` is true where publication is unknown and the year was concluded from other events of the article.
    """

    type: DateType
    value: str
    begin: str | None = None
    finish: str | None = None
    inferred: bool = False


_DATES = Table(
    "dates",
    keys=(ID, ARTICLE, POSITION),
    plain=(
        *ITEM,
        Column("type", required=True),
        Column("value", required=True),
        Column("inferred", "boolean", since=2),
    ),
    made=(Column("begin_date", "date", field="begin"), Column("finish_date", "date", field="finish")),
    source=Date,
)
_cells = _DATES.cells


def _rows(record: Any) -> Rows:
    keys = ids(record.id, record.dates)
    return {
        "dates": [
            (key, record.id, n, *_cells(item), day(item.begin), day(item.finish))
            for n, (key, item) in enumerate(zip(keys, record.dates, strict=True), start=1)
        ]
    }


def _restored(article: str, below: Below) -> list[Date]:
    return [
        Date(**_DATES.fields(row), begin=day_text(row["begin_date"]), finish=day_text(row["finish_date"]))
        for row in below.of("dates", article)
    ]


_PART_OF_DAY = compiled(r"T(?:MO|MI|AF|EV|NI)\b")
_UNKNOWN_TAIL = compiled(r"(?:-XX)++(?=$|/|T)")
_FULL_HOUR = compiled(r"(T\d\d):00\b(?!:)")


def _value(date: Date) -> str:
    return _FULL_HOUR.sub(r"\1", _UNKNOWN_TAIL.sub("", _PART_OF_DAY.sub("", date.value)))


_LOOK = Look(
    letter=("D", "T"),
    line="dotted",
    light=("#766000", "#fff0a3"),
    dark=("#ecd662", "#3b3300"),
    strokes="italic",
    label=("Date", "Thời gian"),
    plural=("Dates", "Thời gian"),
    group="dates",
)
KIND = Kind(
    name="dates",
    find=Date,
    reader="extract.kinds.dates:DateExtractor",
    needs=(),
    marks=(Mark("date", "dates", told_by="type", hint=lambda one: one.value, look=_LOOK),),
    tables=(_DATES,),
    rows=_rows,
    restored=_restored,
    shown=(
        ("text", lambda record, one: one.text),
        ("type", lambda record, one: one.type),
        ("value", lambda record, one: one.value),
        ("begin", lambda record, one: one.begin),
        ("finish", lambda record, one: one.finish),
    ),
    scored=Scored(
        by="spans",
        fields={"dates": {"type": equal}},
        value=_value,
        shown=lambda one: one.value,
        asks={"dates": "value"},
    ),
)
Dates = Annotated[list[Date], KIND]

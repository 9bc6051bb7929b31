"""Kinds of the user's own, which rule files declare (group `kinds`): what their productions find, with its columns."""

from typing import Annotated, Any

import msgspec

from extract.agreement import same_words
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
    ids,
)


class Own(Item, kw_only=True):
    """A find of a kind that the user's rules declare: `kind` is the kind's id, `columns` holds what is said of it."""

    kind: str
    columns: dict[str, str] = msgspec.field(default_factory=dict)


_OWN = Table(
    "own",
    keys=(ID, ARTICLE, POSITION),
    plain=(*ITEM, Column("kind", required=True)),
    source=Own,
    since=3,
)
_COLUMNS = Table(
    "own_columns",
    keys=(
        ID,
        ARTICLE,
        Column("own_id", required=True, references="own"),
        POSITION,
        Column("name", required=True),
        Column("value", required=True),
    ),
    since=3,
)
_cells = _OWN.cells


def _rows(record: Any) -> Rows:
    article = record.id
    found: Rows = {"own": [], "own_columns": []}
    for position, (key, one) in enumerate(zip(ids(article, record.own), record.own, strict=True), start=1):
        found["own"].append((key, article, position, *_cells(one)))
        columns = enumerate(one.columns.items(), start=1)
        found["own_columns"] += [(f"{key}/{n}", article, key, n, name, value) for n, (name, value) in columns]
    return found


def _restored(article: str, below: Below) -> list[Own]:
    return [
        Own(
            **_OWN.fields(row),
            columns={one["name"]: one["value"] for one in below.of("own_columns", row["id"])},
        )
        for row in below.of("own", article)
    ]


def _shown(one: Own) -> str:
    return "; ".join(f"{name}: {value}" for name, value in one.columns.items())


_LOOK = Look(
    letter=("O", "R"),
    line="dotted overline",
    light=("#420226", "#eb9cc9"),
    dark=("#f884d9", "#320727"),
    strokes="bold italic underline",
    label=("Own find", "Loại riêng"),
    plural=("Own kinds", "Loại riêng"),
    group="own",
)
KIND = Kind(
    name="own",
    find=Own,
    reader="extract.kinds.own:OwnReader",
    needs=(),
    marks=(Mark("own", "own", told_by="kind", hint=lambda one: f"{one.kind} {_shown(one)}".strip(), look=_LOOK),),
    tables=(_OWN, _COLUMNS),
    rows=_rows,
    restored=_restored,
    shown=(
        ("kind", lambda record, one: one.kind),
        ("text", lambda record, one: one.text),
        ("columns", lambda record, one: _shown(one)),
    ),
    scored=Scored(
        by="spans",
        fields={"own": {"kind": same_words}},
        value=lambda one: (one.kind, sorted(one.columns.items())),
        shown=_shown,
    ),
)
OwnFinds = Annotated[list[Own], KIND]

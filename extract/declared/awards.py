"""Awards: who gave what to whom, in whose name."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec

from extract.agreement import same_body, same_receivers, same_words, words
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
    Rows,
    Scored,
    Table,
    Values,
    View,
    day,
    day_text,
    equal,
    ids,
    local_id,
    row_key,
)


class Award(Item, kw_only=True):
    """A named award; `presenter` is an official's id.

    `event` is shared by the mentions of one award given to the same recipients ("E1"); `posthumous` is true where the
    text says so ("truy tặng"); `reason` is what it is given for, `event_date` the day (ISO 8601), as far as said.
    `award_id` is one for all spellings of the award, `giver_id` for those of the giver's organisation. `decided_by` is
    the id of the document by which it is given, as far as said.
    """

    name: str
    grade: str | None = None
    giver: str | None = None
    presenter: str | None = None
    recipients: list[str] = msgspec.field(default_factory=list)
    quantity: int | None = None
    reason: str | None = None
    event: str | None = None
    event_date: str | None = None
    posthumous: bool = False
    award_id: str | None = None
    giver_id: str | None = None
    decided_by: str | None = None


_AWARDS = Table(
    "awards",
    keys=(ID, ARTICLE, POSITION),
    plain=(
        *ITEM,
        Column("name", required=True),
        Column("grade"),
        Column("giver"),
        Column("reason"),
        Column("event"),
        Column("posthumous", "boolean", required=True),
        Column("canonical_id", field="award_id", since=3),
        Column("giver_id", since=3),
    ),
    made=(
        Column("presenter_id", references="officials", field="presenter"),
        Column("event_date", "date"),
        Column("quantity", "integer"),
        DECIDED_BY,
    ),
    source=Award,
)
_RECIPIENTS = Table(
    "award_recipients",
    keys=(
        ID,
        ARTICLE,
        Column("award_id", required=True, references="awards"),
        POSITION,
        Column("recipient", required=True),
    ),
)
_cells = _AWARDS.cells
_MOST_INTEGER = (1 << 63) - 1


def _rows(record: Any) -> Rows:
    article = record.id
    officials = {official.id for official in record.officials}
    found: Rows = {"awards": [], "award_recipients": []}
    for position, (one, award) in enumerate(zip(ids(article, record.awards), record.awards, strict=True), start=1):
        presenter = row_key(article, award.presenter) if award.presenter in officials else None
        quantity = award.quantity if award.quantity is not None and award.quantity <= _MOST_INTEGER else None
        made = (presenter, day(award.event_date), quantity, row_key(article, award.decided_by))
        found["awards"].append((one, article, position, *_cells(award), *made))
        found["award_recipients"] += [
            (f"{one}/{n}", article, one, n, name) for n, name in enumerate(award.recipients, start=1)
        ]
    return found


def _restored(article: str, below: Below) -> list[Award]:
    return [_award(row, below, article) for row in below.of("awards", article)]


def _award(row: Values, below: Below, article: str) -> Award:
    return Award(
        **_AWARDS.fields(row),
        presenter=local_id(article, row["presenter_id"]),
        decided_by=local_id(article, row["document_id"]),
        event_date=day_text(row["event_date"]),
        quantity=row["quantity"],
        recipients=[one["recipient"] for one in below.of("award_recipients", row["id"])],
    )


def _value(award: Award) -> tuple[str, str]:
    return " ".join(words(award.name)), " ".join(words(award.grade))


def _shown(award: Award) -> str:
    return f"{award.name} {award.grade}" if award.grade else award.name


def _presenter(record: Any, award: Any) -> str | None:
    return next((official.name for official in record.officials if official.id == award.presenter), None)


def _presented(record: Any) -> Sequence[Award]:
    """The awards with the name of who presents them, for ids are the record's own."""
    return [msgspec.structs.replace(award, presenter=_presenter(record, award)) for award in record.awards]


def _meant(record: Any, award: Any, values: dict[str, Any]) -> None:
    values["presenter"] = _presenter(record, award)


_LOOK = Look(
    letter=("A", "K"),
    line="wavy",
    light=("#772000", "#f5b48c"),
    dark=("#f8b491", "#7d3716"),
    strokes="bold underline",
    label=("Award", "Khen thưởng"),
    plural=("Awards", "Khen thưởng"),
    group="awards",
)
KIND = Kind(
    name="awards",
    find=Award,
    reader="extract.kinds.awards:AwardExtractor",
    needs=("officials", "names", "dates"),
    marks=(Mark("award", "awards", span="AWARD", look=_LOOK),),
    tables=(_AWARDS, _RECIPIENTS),
    rows=_rows,
    restored=_restored,
    shown=(
        ("name", lambda record, one: one.name),
        ("grade", lambda record, one: one.grade),
        ("giver", lambda record, one: one.giver),
        ("presenter", _presenter),
        ("recipients", lambda record, one: "\n".join(one.recipients)),
        ("quantity", lambda record, one: one.quantity),
    ),
    scored=Scored(
        by="spans",
        fields={
            "awards": {
                "giver": same_body,
                "recipients": same_receivers,
                "quantity": equal,
                "presenter": same_words,
                "posthumous": equal,
            }
        },
        value=_value,
        shown=_shown,
        of=_presented,
        asks={"awards": "name"},
    ),
    views=(
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
    ),
    meant=_meant,
)
Awards = Annotated[list[Award], KIND]

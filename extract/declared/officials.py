"""Officials: who has a name and an office, with the titles and every mention."""

from typing import Annotated, Any, Literal

import msgspec

from extract.agreement import same_phrase, same_words
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
    View,
    equal,
    ids,
    listed,
    local_id,
    mentions_of_gold,
    row_key,
)

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
Gender = Literal["female", "male"]


class Mention(Item, kw_only=True):
    """One occurrence of a person's name."""


class Title(Item, kw_only=True):
    """One title of a person: `text` as written, `role` and `organization` normalised.

    `organization_id` and `office_id` are one for all spellings of the organisation and of the office; `place` is the
    id of the unit or country whose body it is, `inferred` where the article around says which, not the title.
    `decided_by` is the id of the document that gives or takes the office, as far as said.
    """

    role: str
    organization: str | None = None
    kind: TitleKind
    former: bool = False
    organization_id: str | None = None
    office_id: str | None = None
    place: str | None = None
    inferred: bool = False
    decided_by: str | None = None


class Official(msgspec.Struct, kw_only=True):
    """Somebody with a name who has an office in the article."""

    id: str
    name: str
    gender: Gender | None = None
    titles: list[Title]
    mentions: list[Mention]


_OFFICIAL = Column("official_id", required=True, references="officials")
_OFFICIALS = Table(
    "officials",
    keys=(ID, ARTICLE, POSITION),
    plain=(Column("name", required=True), Column("gender")),
    source=Official,
)
_TITLES = Table(
    "titles",
    keys=(ID, ARTICLE, _OFFICIAL, POSITION),
    plain=(
        *ITEM,
        Column("role", required=True),
        Column("organization"),
        Column("kind", required=True),
        Column("former", "boolean", required=True),
        Column("organization_id", since=3),
        Column("office_id", since=3),
        Column("place_id", field="place", since=3),
        Column("inferred", "boolean", since=3),
    ),
    made=(DECIDED_BY,),
    source=Title,
)
_MENTIONS = Table("mentions", keys=(ID, ARTICLE, _OFFICIAL, POSITION), plain=ITEM, source=Mention)
_official, _title, _mention = _OFFICIALS.cells, _TITLES.cells, _MENTIONS.cells


def _rows(record: Any) -> Rows:
    article = record.id
    found: Rows = {"officials": [], "titles": [], "mentions": []}
    titles = iter(ids(article, [title for official in record.officials for title in official.titles]))
    mentions = iter(ids(article, [mention for official in record.officials for mention in official.mentions]))
    for position, official in enumerate(record.officials, start=1):
        person = f"{article}/{official.id}"
        found["officials"].append((person, article, position, *_official(official)))
        for n, title in enumerate(official.titles, start=1):
            found["titles"].append(
                (next(titles), article, person, n, *_title(title), row_key(article, title.decided_by))
            )
        for n, mention in enumerate(official.mentions, start=1):
            found["mentions"].append((next(mentions), article, person, n, *_mention(mention)))
    return found


def _restored(article: str, below: Below) -> list[Official]:
    return [
        Official(
            id=row["id"].removeprefix(f"{article}/"),
            **_OFFICIALS.fields(row),
            titles=[
                Title(**_TITLES.fields(one), decided_by=local_id(article, one["document_id"]))
                for one in below.of("titles", row["id"])
            ],
            mentions=[Mention(**_MENTIONS.fields(one)) for one in below.of("mentions", row["id"])],
        )
        for row in below.of("officials", article)
    ]


def _filled(item: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        "id": f"P{number + 1}",
        **item,
        "titles": [_titled(title) for title in listed(item, "titles")],
        "mentions": mentions_of_gold(item, f"officials[{number}]"),
    }


def _titled(title: Any) -> Any:
    if isinstance(title, str):
        title = {"text": title}
    elif not isinstance(title, dict):
        return title
    return {"rule": "gold", "start": 0, "end": 0, "role": title.get("text"), "kind": "state", **title}


def _told(title: Title) -> str:
    return " · ".join(one for one in (title.role, title.organization) if one)


def _meant(record: Any, official: Any, values: dict[str, Any]) -> None:
    values["person"] = official.name


_NAME_LOOK = Look(
    letter=("P", "N"),
    line="solid",
    light=("#1762a8", "#d4e7fc"),
    dark=("#7fb6ea", "#142f4b"),
    strokes="bold",
    label=("Person", "Người"),
    plural=("People", "Người"),
    group="people",
)
_TITLE_LOOK = Look(
    letter=("T", "C"),
    line="double",
    light=("#47565a", "#e9eceb"),
    dark=("#c3cdd0", "#33393c"),
    strokes="underline",
    label=("Title", "Chức danh"),
    plural=("Titles", "Chức danh"),
    group="titles",
)
KIND = Kind(
    name="officials",
    find=Official,
    reader="extract.kinds.officials:OfficialExtractor",
    needs=("names",),
    marks=(
        Mark("title", "titles", field="titles", span="TITLE", hint=_told, look=_TITLE_LOOK),
        Mark("mention", "mentions", field="mentions", span="OFFICIAL", look=_NAME_LOOK),
    ),
    tables=(_OFFICIALS, _TITLES, _MENTIONS),
    rows=_rows,
    restored=_restored,
    shown=(
        ("id", lambda record, one: one.id),
        ("name", lambda record, one: one.name),
        ("titles", lambda record, one: "\n".join(title.text for title in one.titles)),
        ("mentions", lambda record, one: len(one.mentions)),
    ),
    scored=Scored(
        by="titles",
        fields={
            "officials.person": {"name": same_words, "gender": equal},
            "officials": {"kind": equal, "role": same_words, "organization": same_phrase, "former": equal},
        },
        asks={"officials": "titles", "officials.person": "name"},
    ),
    views=(
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
    ),
    filled=_filled,
    meant=_meant,
)
Officials = Annotated[list[Official], KIND]

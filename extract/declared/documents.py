"""Documents: laws, decrees, decisions and other documents by number or name, with every mention."""

from typing import Annotated, Any

import msgspec

from extract.agreement import same_body, same_words
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
    View,
    day,
    day_text,
    equal,
    ids,
    mentions_of_gold,
)


class DocumentMention(Item, kw_only=True):
    """One place where a document is named; `provision` is what is cited of it there ("khoản 2 Điều 15")."""

    provision: str | None = None


class LegalDocument(msgspec.Struct, kw_only=True):
    """A legal or administrative document that the article names by its number or its name.

    `type` is its type ("Nghị định"), `number`, `year` and `code` are the parts of its number ("15", 2020, "NĐ-CP"),
    `name` is the name of a law ("Đất đai"). `issuer` is who issued it, as the article says or else as code and type
    do; `date` the day of issue (ISO 8601), `subject` what it is about, as far as said.
    """

    id: str
    type: str
    number: str | None = None
    year: int | None = None
    code: str | None = None
    name: str | None = None
    issuer: str | None = None
    date: str | None = None
    subject: str | None = None
    mentions: list[DocumentMention]


_DOCUMENTS = Table(
    "documents",
    keys=(ID, ARTICLE, POSITION),
    plain=(
        Column("type", required=True),
        Column("number"),
        Column("year", "integer"),
        Column("code"),
        Column("name"),
        Column("issuer"),
        Column("subject"),
    ),
    made=(Column("date", "date"),),
    source=LegalDocument,
    since=3,
)
_MENTIONS = Table(
    "document_mentions",
    keys=(ID, ARTICLE, Column("document_id", required=True, references="documents"), POSITION),
    plain=(*ITEM, Column("provision")),
    source=DocumentMention,
    since=3,
)
_document, _mention = _DOCUMENTS.cells, _MENTIONS.cells


def _rows(record: Any) -> Rows:
    article = record.id
    found: Rows = {"documents": [], "document_mentions": []}
    keys = iter(ids(article, [mention for document in record.documents for mention in document.mentions]))
    for position, document in enumerate(record.documents, start=1):
        key = f"{article}/{document.id}"
        found["documents"].append((key, article, position, *_document(document), day(document.date)))
        for n, mention in enumerate(document.mentions, start=1):
            found["document_mentions"].append((next(keys), article, key, n, *_mention(mention)))
    return found


def _restored(article: str, below: Below) -> list[LegalDocument]:
    return [
        LegalDocument(
            id=row["id"].removeprefix(f"{article}/"),
            **_DOCUMENTS.fields(row),
            date=day_text(row["date"]),
            mentions=[DocumentMention(**_MENTIONS.fields(one)) for one in below.of("document_mentions", row["id"])],
        )
        for row in below.of("documents", article)
    ]


def _filled(item: dict[str, Any], number: int) -> dict[str, Any]:
    return {"id": f"D{number + 1}", **item, "mentions": mentions_of_gold(item, f"documents[{number}]")}


def document_name(document: LegalDocument) -> str:
    """Its number or its name with the type, in one way for all its mentions."""
    number = "/".join(str(part) for part in (document.number, document.year, document.code) if part is not None)
    named = " ".join(part for part in (document.type, document.name) if part)
    return f"{named} {number}" if number else named


_LOOK = Look(
    letter=("L", "V"),
    line="solid overline",
    light=("#055212", "#adf8b9"),
    dark=("#9cf3be", "#2a4c37"),
    strokes="italic underline",
    label=("Document", "Văn bản"),
    plural=("Documents", "Văn bản"),
    group="documents",
)
KIND = Kind(
    name="documents",
    find=LegalDocument,
    reader="extract.kinds.documents:DocumentExtractor",
    needs=("dates", "names"),
    marks=(Mark("document", "document_mentions", field="mentions", span="DOCUMENT", look=_LOOK),),
    tables=(_DOCUMENTS, _MENTIONS),
    rows=_rows,
    restored=_restored,
    shown=(
        ("id", lambda record, one: one.id),
        ("document", lambda record, one: document_name(one)),
        ("issuer", lambda record, one: one.issuer),
        ("date", lambda record, one: one.date),
        ("subject", lambda record, one: one.subject),
        ("mentions", lambda record, one: len(one.mentions)),
    ),
    scored=Scored(
        by="mentions",
        fields={"documents": {"issuer": same_body, "code": same_words, "name": same_words, "date": equal}},
        value=lambda one: (one.type, (one.number or "").lstrip("0"), one.year),
        shown=document_name,
        asks={"documents": "type"},
    ),
    views=(
        View(
            "documents_cited",
            """
        SELECT d.type, d.number, d.year, d.code, d.name, d.issuer,
               count(DISTINCT d.article_id) AS articles, count(m.id) AS mentions
        FROM documents d
        JOIN document_mentions m ON m.document_id = d.id
        GROUP BY d.type, d.number, d.year, d.code, d.name, d.issuer
        """,
        ),
    ),
    filled=_filled,
)
Documents = Annotated[list[LegalDocument], KIND]

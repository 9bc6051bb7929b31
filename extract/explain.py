"""Says of every item in a record where it stands in the article and why: the rule or lexicon entry."""

import msgspec

from extract.document import Document
from extract.layout import SectionKind
from extract.lexicon import Lexicon
from extract.record import Record


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why an item is in the record.

    Attributes:
        kind: what the item is called: `title`, `mention`, `date` and so on.
        text: the item's own words; `start` and `end` as in the record.
        rule: the id of the rule or lexicon entry.
        origin: file and line of the rule, None for one that lives in code.
        comment: what the rule file says of it.
        section: the part of the article that holds the item.
        sentence: the sentence that holds it, normalised.
    """

    kind: str
    text: str
    start: int
    end: int
    rule: str
    origin: str | None
    comment: str
    section: SectionKind
    sentence: str


def explain(record: Record, document: Document, lexicon: Lexicon) -> list[Explanation]:
    """The explanations of all items of `record`, which was read from `document`, in text order."""
    explanations = []
    for kind, item in sorted(record.items(), key=lambda row: (row[1].start, row[1].end, row[0])):
        offset, _ = document.normalised.alignment.target(item.start, item.end)
        start, end = document.sentence_at(offset)
        origin = lexicon.origin(item.rule) if item.rule in lexicon else None
        explanations.append(
            Explanation(
                kind=kind,
                text=item.text,
                start=item.start,
                end=item.end,
                rule=item.rule,
                origin=str(origin) if origin else None,
                comment=origin.comment if origin else "",
                section=document.section_at(offset).kind,
                sentence=document.text[start:end],
            )
        )
    return explanations

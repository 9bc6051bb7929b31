"""Which mentions are of one document, and what all of them together say of it."""

from collections.abc import Container, Iterable
from typing import NamedTuple

from extract.kinds.documents.around import Behind
from extract.kinds.documents.candidates import Mentioned
from extract.kinds.documents.values import Codes, Number
from extract.lexicon import Lexicon
from extract.record import DocumentMention, LegalDocument
from extract.text.fold import fold_key

_REMEMBERED = 60
"""How many documents before it a mention is compared with."""


class Said(NamedTuple):
    """A mention with what is said around it; `before` is who issues it in front of it."""

    mention: Mentioned
    provision: str | None
    behind: Behind
    before: str | None


class Joiner:
    """Joins mentions into documents."""

    def __init__(self, lexicon: Lexicon, codes: Codes) -> None:
        self._codes = codes
        self._only = {form: str(word.value) for word in lexicon.words("document.only") for form in word.forms}

    def __call__(self, mentions: Iterable[Said], abroad: bool) -> list[LegalDocument]:
        """The documents in the order of their first mentions; `abroad`: laws without a number are another country's."""
        documents: list[LegalDocument] = []
        latest: list[LegalDocument] = []  # the one mentioned last stands last
        listed: str | None = None
        foreign: set[str] = set()
        for said in mentions:
            kind = said.mention.type or listed
            if kind is None:
                continue
            listed = kind
            document = next((one for one in reversed(latest[-_REMEMBERED:]) if _is_of(said.mention, kind, one)), None)
            if document is None:
                document = LegalDocument(id=f"D{len(documents) + 1}", type=kind, mentions=[])
                documents.append(document)
            else:
                latest.remove(document)
            latest.append(document)
            foreigner = said.mention.foreign or (abroad and said.mention.number is None)
            if foreigner:
                foreign.add(document.id)
            self._add(document, said, foreigner)
        for document in documents:
            document.issuer = document.issuer or self._issuer(document, foreign)
        return documents

    def at_home(self, mentions: Iterable[Mentioned]) -> bool:
        """Whether a number among the mentions is one of the Vietnamese state's: it has a code, or a type of its own."""
        return any(one.number is not None and (one.number.code or one.type in self._only) for one in mentions)

    def _add(self, document: LegalDocument, said: Said, foreign: bool) -> None:
        """Put a mention to a document, in place, with what it says that was not said before.

        Of types that one body alone issues, who signs or sends them is no issuer.
        """
        mention, number = said.mention, said.mention.number
        document.mentions.append(
            DocumentMention(start=mention.start, end=mention.end, rule=mention.rule, provision=said.provision)
        )
        if number is not None:
            document.number = document.number or _plain(number)
            document.code = document.code or number.code
        document.name = document.name or mention.name
        document.date = document.date or said.behind.date
        document.year = document.year or mention.year
        if document.number is not None:
            document.subject = document.subject or said.behind.subject
        if foreign or document.type not in self._only:
            document.issuer = document.issuer or said.behind.issuer or said.before
        if document.year is None and document.date is not None:
            document.year = int(document.date[:4])

    def _issuer(self, document: LegalDocument, foreign: Container[str]) -> str | None:
        """Who issued a document, by its code and type."""
        number = Number(document.number or "", code=document.code)
        by_code = self._codes.issuer_of(number) if document.code else None
        return by_code or (None if document.id in foreign else self._only.get(document.type))


def _is_of(mention: Mentioned, kind: str, document: LegalDocument) -> bool:
    """Whether a mention may be of a document: nothing that it says is said otherwise."""
    number = mention.number
    if kind != document.type or _other(mention.year, document.year):
        return False
    if number is None or document.number is None:
        return number is None and _same_name(mention.name, document.name, kind)
    return _plain(number) == document.number and not _other(_key(number.code), _key(document.code))


def _same_name(one: str | None, other: str | None, kind: str) -> bool:
    """Whether two names are one law's: the same words, or the first letters of the other's; a constitution has none."""
    if one is None or other is None:
        return one == other or kind == "Hiến pháp"
    return _key(one) == _key(other) or one == _initials(other) or other == _initials(one)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()).upper()


def _other(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _plain(number: Number) -> str:
    """The number without a leading zero."""
    return number.number.lstrip("0") or "0"


def _key(text: str | None) -> str | None:
    return " ".join(fold_key(text).replace(",", " ").split()) if text is not None else None

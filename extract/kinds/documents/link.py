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
            if document is None and said.mention.again:
                continue
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
        mention, number, behind = said.mention, said.mention.number, said.behind
        document.mentions.append(
            DocumentMention(start=mention.start, end=mention.end, rule=mention.rule, provision=said.provision)
        )
        _tell(document, name=mention.name, date=behind.date, year=mention.year)
        if number is not None:
            _tell(document, number=_plain(number), code=number.code, subject=behind.subject)
        if foreign or document.type not in self._only:
            _tell(document, issuer=behind.issuer)
            _tell(document, issuer=said.before)
        if document.date is not None:
            _tell(document, year=int(document.date[:4]))

    def _issuer(self, document: LegalDocument, foreign: Container[str]) -> str | None:
        """Who issued a document, by its code and type."""
        number = Number(document.number or "", code=document.code)
        by_code = self._codes.issuer_of(number) if document.code else None
        return by_code or (None if document.id in foreign else self._only.get(document.type))


def _tell(document: LegalDocument, **fields: object) -> None:
    """Put what is said to what was not said before, in place."""
    for field, value in fields.items():
        if getattr(document, field) is None:
            setattr(document, field, value)


def _is_of(mention: Mentioned, kind: str, document: LegalDocument) -> bool:
    """Whether a mention may be of a document: nothing that it says is said otherwise."""
    number = mention.number
    if kind != document.type or _other(mention.year, document.year):
        return False
    if number is None or document.number is None:
        return number is None and _same_name(mention, document.name)
    return _plain(number) == document.number and not _other(_key(number.code), _key(document.code))


def _same_name(mention: Mentioned, other: str | None) -> bool:
    """Whether two names are one law's: the same words, or the first letters of the other's; a constitution has none."""
    one = mention.name
    if one is None or other is None:
        return one == other or mention.nameless
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

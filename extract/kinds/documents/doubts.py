"""What cannot be so in the number of a document: the reader of the record is warned."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from extract.document import Document
from extract.kinds.documents.values import Codes, Number
from extract.lexicon import Lexicon
from extract.record import LegalDocument

_FIRST_YEAR = 1945
"""Before it there is no document of the Vietnamese state; an older one is another state's or misread."""


class _Term(NamedTuple):
    since: str
    until: str


class Doubts:
    """Says what cannot be so."""

    def __init__(self, lexicon: Lexicon, codes: Codes) -> None:
        self._codes = codes
        self._only = {form: str(word.value) for word in lexicon.words("document.only") for form in word.forms}
        self._terms: Mapping[int, _Term] = {
            int(word.value or 0): _Term(word.since or "", word.until or "9999")
            for word in lexicon.words("document.term")
        }

    def __call__(self, document: Document, found: LegalDocument) -> Iterator[str]:
        """The warnings of a document that was found."""
        if found.code is None:
            return
        number = Number(found.number or "", found.year, found.code)
        name = f"{found.type} {found.number}/{found.year or '…'}/{found.code}"
        doubts = (
            self._type(found, number),
            self._year(document, found),
            self._issuer(found, number),
            self._term(number),
        )
        for doubt in (*doubts, _day(found)):
            if doubt:
                yield f"document '{name}': {doubt}"

    def _type(self, found: LegalDocument, number: Number) -> str | None:
        by_code = self._codes.type_of(number)
        return f"its code is that of a {by_code}" if by_code not in (None, found.type) else None

    def _year(self, document: Document, found: LegalDocument) -> str | None:
        if found.year is None:
            return None
        if found.year < _FIRST_YEAR:
            return f"its year is before {_FIRST_YEAR}"
        late = document.published is not None and found.year > document.published.year
        return "its year is behind the day of publication" if late else None

    def _issuer(self, found: LegalDocument, number: Number) -> str | None:
        only, by_code = self._only.get(found.type), self._codes.issuer_of(number)
        return (
            f"its code is that of {by_code}, but {only} alone issues it"
            if only and by_code not in (None, only)
            else None
        )

    def _term(self, number: Number) -> str | None:
        term = self._terms.get(number.term or 0)
        if term is None or number.year is None or term.since[:4] <= str(number.year) <= term.until[:4]:
            return None
        return f"the National Assembly of its code, number {number.term}, did not sit in {number.year}"


def _day(found: LegalDocument) -> str | None:
    other = found.date is not None and found.year is not None and int(found.date[:4]) != found.year
    return f"it is said to be of {found.date}" if other else None

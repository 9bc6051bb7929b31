"""What the number of a document says: number, year and code, and by the code the type and the issuer."""

from typing import NamedTuple

from extract.entries import WordEntry
from extract.lexicon import Lexicon
from extract.patterns import compiled

# A part of a code: capitals ("QĐ", "TTg", "UBTVQH14", "C46"). Beside a sign without spaces it may be any word.
_PART = r"(?:\p{Lu}\p{Ll}?\p{Lu}[\p{L}]*|\p{Lu}\p{Lu}?)(?: ?\d{1,2}(?![\p{L}\d]|[/.-]\d))?"
_SIGN = r" ?[-–/&] ?"
_NUMBER = r"(?<![\p{L}\p{N}/.,–-])(?P<number>\d{1,5}[a-z]?)"
_YEAR = r"(?:19|20)\d\d"
CODED = compiled(
    rf"{_NUMBER}(?:{_SIGN}(?P<year>{_YEAR}))?{_SIGN}(?P<code>{_PART}(?:{_SIGN}{_PART}|[-–/&.]\p{{Lu}}[\p{{L}}\d]*){{0,4}})"
    r"(?![\p{L}\d])"
)
PLAIN = compiled(rf"{_NUMBER}(?:[/-](?P<year>{_YEAR}))?(?![\p{{L}}\d]|[/.,–-]\d|[/–-]\p{{L}}|%)")
YEAR = compiled(rf"(?<![\p{{L}}\d/.,-]){_YEAR}(?![\p{{L}}\d]|[/.,-]\d)")
_PARTS = compiled(r"[-–/&.]")
_TERM = compiled(r"(?<=QH)(\d{1,2})$")


class Number(NamedTuple):
    """The number of a document: "15/2020/NĐ-CP" has the number "15", the year 2020 and the code "NĐ-CP"."""

    number: str
    year: int | None = None
    code: str | None = None

    @property
    def parts(self) -> list[str]:
        """The parts of the code, without the number of an assembly's term."""
        return [part.strip("0123456789 ") for part in _PARTS.split(self.code or "")]

    @property
    def term(self) -> int | None:
        """The term of the National Assembly that the code names."""
        found = _TERM.search(self.code or "")
        return int(found[1]) if found else None


def number_of(text: str) -> Number | None:
    """The number that a text is, with or without a code."""
    match = CODED.fullmatch(text)
    if match is not None:
        return Number(match["number"], _int(match["year"]), _code(match["code"]))
    match = PLAIN.fullmatch(text)
    return Number(match["number"], _int(match["year"])) if match is not None else None


def _code(written: str) -> str:
    """A code without spaces, with hyphens for dashes."""
    return written.replace(" ", "").replace("–", "-")


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


class Codes:
    """What the parts of codes stand for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._types = _by_form(lexicon.words("document.code"))
        self._issuers = _by_form(lexicon.words("document.issuer"))

    def type_of(self, number: Number) -> str | None:
        """The type that a code begins with."""
        return self._types.get(number.parts[0])

    def issuer_of(self, number: Number) -> str | None:
        """The bodies that a code names behind a type ("TTLT-BCA-BTP"); without a type the first: drafters follow."""
        found = [self._issuers[part] for part in number.parts if part in self._issuers]
        return (", ".join(found) if self.type_of(number) else next(iter(found), None)) or None


def _by_form(words: list[WordEntry]) -> dict[str, str]:
    return {form: str(word.value) for word in words for form in word.forms}

"""Where the name of an office or a body ends that issues documents ("Bộ trưởng Bộ Công an", "UBND tỉnh Cà Mau")."""

from collections.abc import Container, Iterator

from extract.document import Document
from extract.kinds.documents.candidates import TYPES
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.text.spans import Span
from extract.text.syllable import may_be_syllable

_WORD = compiled(r" ?([\p{L}\d][^\s,;:()]*|[-&])")
_LONGEST = 200
"""Characters of a name, at most."""
_TAKEN = ("capital", "syllable", "number")
_BESIDE = ("capital", "syllable", "unit")
_WORDS_THAT_END = ("document.issues", "document.dated", "document.about", "document.name-end")


class Bodies:
    """Reads the names of offices and bodies, in an article in which names of persons begin at `persons`."""

    def __init__(self, lexicon: Lexicon) -> None:
        def words(*names: str) -> str:
            return f"{lexicon.one_of(*names)}(?!\\p{{L}})"

        head, portfolio = words("document.body-head"), words("document.portfolio")
        self._office = compiled(rf"(?:{words('document.office')}(?: |$))*+")
        self._portfolio = compiled(portfolio)
        self._body = compiled(rf"(?P<whole>{words('document.body')})|{head}(?P<portfolio> {portfolio})?")
        self._of_unit = compiled(rf" {words('document.body-unit')}")
        self._begin = compiled(rf"(?<!\p{{L}}){words('document.office', 'document.body', 'document.body-head')}")
        self._other = compiled(words(*TYPES, "document.provision"))
        self._beside = compiled(rf" (?=(?:{words('document.body')}|{head} {portfolio}))")
        self._inside = frozenset(lexicon.forms("document.body-inside"))
        self._units = frozenset(lexicon.forms("document.body-unit"))
        self._ends = frozenset(form.split(" ")[0] for form in lexicon.forms(*_WORDS_THAT_END))

    def all_in(self, document: Document, start: int, end: int, persons: Container[int]) -> Iterator[Span]:
        """The spans of the names in a part of an article, in order."""
        reached = start
        for match in self._begin.finditer(document.folded, start, end):
            if match.start() >= reached:
                found = self.end(document, match.start(), end, persons)
                if found is not None:
                    reached = found
                    yield match.start(), found

    def beside(self, document: Document, at: int, limit: int) -> int | None:
        """Where a body begins that stands right behind `at` and is known by its whole name ("Thông tư 51 Bộ Y tế")."""
        match = self._beside.match(document.folded, at, limit)
        return match.end() if match is not None else None

    def end(self, document: Document, at: int, limit: int, persons: Container[int]) -> int | None:
        """Where the office or the body that begins at `at` ends; None where none does."""
        limit = min(limit, at + _LONGEST)
        office = self._office.match(document.folded, at, limit)
        reached = office.end() if office is not None else at
        field = self._portfolio.match(document.folded, reached, limit) if reached > at else None
        if field is not None:  # "Bộ trưởng Xây dựng"
            return field.end()
        body = self._body_end(document, reached, limit, persons)
        if body is not None or reached == at:
            return body
        return reached - document.folded.startswith(" ", reached - 1)

    def _body_end(self, document: Document, at: int, limit: int, persons: Container[int]) -> int | None:
        body = self._body.match(document.folded, at, limit)
        if body is None:
            return None
        end = self._run(document, body.end(), limit, persons)
        if end > body.end():
            return end
        if body["whole"] is None:
            return end if body["portfolio"] is not None else None
        unit = self._of_unit.match(document.folded, end, limit)  # "UBND tỉnh"
        return unit.end() if unit is not None else end

    def _run(self, document: Document, at: int, limit: int, persons: Container[int]) -> int:
        """Where the name of a body ends that goes on at `at`: with capitals, and small words between them."""
        reached, before, last = at, "head", "head"
        while word := _WORD.match(document.text, at, limit):
            start, at = word.span(1)
            if start in persons or self._other.match(document.folded, start):
                break
            inner = self._body_end(document, start, limit, persons) if word[1][0].isupper() else None
            if inner is not None:
                return inner  # "Thanh tra Bộ Xây dựng"
            before, last = last, self._sort(word[1], document.folded[start:at])
            if last in _TAKEN or (last == "small" and before == "syllable"):
                reached = at
            elif last not in ("unit", "inside"):
                break
            if last == "syllable" and before in _BESIDE:
                last = "capital"
        return reached - document.text.startswith(".", reached - 1)

    def _sort(self, word: str, folded: str) -> str:
        """What a word in a body's name is; a `syllable` in capitals may begin a word of two ("Thường vụ")."""
        if word[0].isupper():
            return "syllable" if may_be_syllable(folded) and not word.isupper() else "capital"
        for sort, words in (("unit", self._units), ("inside", self._inside), ("end", self._ends)):
            if folded in words:
                return sort
        return "number" if word[0].isdigit() else "small"

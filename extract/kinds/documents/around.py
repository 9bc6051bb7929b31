"""What is said around a mention: what is cited, who issued the document, on which day, and what it is about."""

from collections.abc import Container, Sequence
from typing import NamedTuple

from extract.document import Document
from extract.kinds.documents.candidates import TYPES
from extract.lexicon import Lexicon, alternation
from extract.patterns import compiled
from extract.record import Date
from extract.text.syllable import may_be_syllable

_WINDOW = 120
"""Characters in front of a mention in which what is cited of it, or its issuer, may begin."""
_VALUE = r"(?:\d+\p{Ll}?|\p{Ll}|[ivxlc]+)(?:\.\d+)?(?!\p{L})"
_SUBJECT = compiled(r"[^.;:()\n\"“”]{8,200}?(?=[.;:()\n\"“”]|, (?!\p{Ll}+,| ?và)| - |$)")
_JOINING = compiled(r"[ ,]\p{Ll}{0,3} ?$")
"""A word between what a document is about and the next document ("và")."""
_WORD = compiled(r" ?([\p{L}\d][^\s,;:()]*|[-&])")
_STEPS = 3
"""Of day, issuer and subject at most these follow a mention."""


class Behind(NamedTuple):
    """What is said behind a mention: the day (ISO), the issuer and the subject, as written."""

    date: str | None = None
    issuer: str | None = None
    subject: str | None = None


class Around:
    """Reads what stands around mentions."""

    def __init__(self, lexicon: Lexicon) -> None:
        def words(*names: str) -> str:
            return f"(?:{alternation(lexicon.forms(*names))})"

        of = words("document.of")
        part = rf"{words('document.provision')} {_VALUE}(?:(?:, ?| và | hoặc | - ){_VALUE})*"
        self._provision = compiled(
            rf"(?<![\p{{L}}\d])(?P<said>{part}(?:(?:,? {of} |, ?| và | hoặc | - | ){part})*)(?:,? {of} |, ?|/| - | )$"
        )
        self._dated = compiled(rf",? ?\(?(?:{words('document.dated')} ?)*")
        self._by = compiled(rf",? {words('document.by')} ")
        known = rf"{words('document.body')}|{words('document.body-head')} {words('document.portfolio')}"
        self._beside = compiled(rf" (?=(?:{known})(?!\p{{L}}))")
        self._about = compiled(rf",? {words('document.about')} ")
        self._issues = compiled(rf"(?:,? {words('document.issues')})+ ")
        self._office = compiled(rf"(?:{words('document.office')}(?: |$))*")
        self._body = compiled(
            rf"(?P<whole>{words('document.body')})(?!\p{{L}})"
            rf"|{words('document.body-head')}(?!\p{{L}})(?P<portfolio> {words('document.portfolio')}(?!\p{{L}}))?"
        )
        self._of_unit = compiled(rf" {words('document.body-unit')}(?!\p{{L}})")
        self._portfolio = compiled(rf"{words('document.portfolio')}(?!\p{{L}})")
        self._begin = compiled(
            rf"(?<!\p{{L}}){words('document.office', 'document.body', 'document.body-head')}(?!\p{{L}})"
        )
        self._other = compiled(rf"{words(*TYPES, 'document.provision')}(?!\p{{L}})")
        self._inside = frozenset(lexicon.forms("document.body-inside"))
        self._units = frozenset(lexicon.forms("document.body-unit"))
        self._ends = frozenset(
            form.split(" ")[0]
            for form in lexicon.forms("document.issues", "document.dated", "document.about", "document.name-end")
        )

    def provision(self, document: Document, start: int) -> str | None:
        """What is cited of the document that is mentioned from `start` on, as written."""
        begin, _ = document.sentence_at(start)
        match = self._provision.search(document.folded, max(begin, start - _WINDOW), start)
        return document.text[match.start("said") : match.end("said")] if match else None

    def behind(
        self, document: Document, end: int, following: int | None, dates: Sequence[Date], persons: Container[int]
    ) -> Behind:
        """What is said right behind a mention that ends at `end`, in its sentence and in front of the next mention.

        Args:
            document: the article.
            end: where the mention ends.
            following: where the next one begins, None for the last.
            dates: the dates behind it, in order.
            persons: where names of persons begin, which are no part of a body's.
        """
        found = Behind()
        _, limit = document.sentence_at(max(end - 1, 0))
        limit = limit if following is None else min(limit, following)
        at = end
        for _ in range(_STEPS):
            date = next((one for one in dates if one.start >= at), None)
            by = self._by.match(document.folded, at, limit) or self._beside.match(document.folded, at, limit)
            about = self._about.match(document.folded, at, limit)
            if found.date is None and date is not None and self._dated.fullmatch(document.folded, at, date.start):
                found, at = found._replace(date=_day(date)), date.end
                at += document.folded.startswith(")", at)
            elif found.issuer is None and by and (reached := self._issuer_end(document, by.end(), limit, persons)):
                found, at = found._replace(issuer=document.text[by.end() : reached]), reached
            elif about and (subject := _SUBJECT.match(document.text, about.end(), limit)):
                told = _JOINING.sub("", subject[0]) if subject.end() == following else subject[0]
                return found._replace(subject=told.strip(" ,"))
            else:
                break
        return found

    def before(self, document: Document, start: int, persons: Container[int]) -> str | None:
        """Who issues the document that is mentioned from `start` on ("UBND tỉnh ban hành ..."), as written."""
        begin, _ = document.sentence_at(start)
        begin = max(begin, start - _WINDOW)
        if not self._issues.search(document.folded, begin, start):
            return None
        reached = begin
        for match in self._begin.finditer(document.folded, begin, start):
            if match.start() < reached:
                continue
            end = self._issuer_end(document, match.start(), start, persons)
            if end is None:
                continue
            reached = end
            if self._issues.fullmatch(document.folded, end, start):
                return document.text[match.start() : end]
        return None

    def _issuer_end(self, document: Document, at: int, limit: int, persons: Container[int]) -> int | None:
        """Where the office or the body that begins at `at` ends; None where none does."""
        office = self._office.match(document.folded, at, limit)
        assert office is not None
        at_portfolio = office.end() > at and self._portfolio.match(document.folded, office.end(), limit)
        if at_portfolio:  # "Bộ trưởng Xây dựng"
            return at_portfolio.end()
        body = self._body.match(document.folded, office.end(), limit)
        if body is not None:
            end = self._run(document, body.end(), limit, persons)
            if body["whole"] and end == body.end() and (unit := self._of_unit.match(document.folded, end, limit)):
                return unit.end()  # "UBND tỉnh"
            if body["whole"] or body["portfolio"] or end > body.end():
                return end
        return office.end() - document.folded.startswith(" ", office.end() - 1) if office.end() > at else None

    def _run(self, document: Document, at: int, limit: int, persons: Container[int]) -> int:
        """Where the name of a body ends that goes on at `at`: with capitals, and small words between them."""
        reached, before, last = at, "head", "head"
        while word := _WORD.match(document.text, at, limit):
            if word.start(1) in persons or self._other.match(document.folded, word.start(1)):
                break
            at = word.end()
            before, last = last, self._sort(word[1], document.folded[word.start(1) : at])
            if last in ("capital", "syllable", "number") or (last == "small" and before == "syllable"):
                reached = at
            elif last not in ("unit", "inside"):
                break
            if last == "syllable" and before in ("capital", "syllable", "unit"):
                last = "capital"
        return reached - document.text.startswith(".", reached - 1)

    def _sort(self, word: str, folded: str) -> str:
        """What a word in a body's name is; a `syllable` in capitals may begin a word of two ("Thường vụ")."""
        if word[0].isupper():
            return "syllable" if may_be_syllable(folded) and not word.isupper() else "capital"
        if folded in self._units:
            return "unit"
        if folded in self._inside:
            return "inside"
        return "number" if word[0].isdigit() else "end" if folded in self._ends else "small"


def _day(date: Date) -> str | None:
    """The calendar day that a date is, where it is one."""
    return date.begin if date.begin is not None and date.begin == date.finish else None

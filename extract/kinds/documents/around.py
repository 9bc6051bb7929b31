"""What is said around a mention: what is cited, who issued the document, on which day, and what it is about."""

from collections.abc import Container, Sequence
from typing import NamedTuple

from extract.document import Document
from extract.kinds.documents.bodies import Bodies
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.record import Date

_WINDOW = 120
"""Characters in front of a mention in which what is cited of it, or its issuer, may begin."""
_VALUE = r"(?:\d+\p{Ll}?|\p{Ll}|[ivxlc]+)(?:\.\d+)?(?!\p{L})"
_JOINING = compiled(r"[ ,]\p{Ll}{0,3} ?$")
"""A word between what a document is about and the next document ("và")."""
_STEPS = 3
"""Of day, issuer and subject at most these follow a mention."""


class Behind(NamedTuple):
    """What is said behind a mention: the day (ISO), the issuer and the subject, as written."""

    date: str | None = None
    issuer: str | None = None
    subject: str | None = None


class _Part(NamedTuple):
    """A part of an article behind a mention, with the dates in it and where names of persons begin."""

    document: Document
    limit: int
    following: int | None
    dates: Sequence[Date]
    persons: Container[int]


class Around:
    """Reads what stands around mentions."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.one_of
        self._bodies = Bodies(lexicon)
        of, also = words("document.of"), words("document.also")
        part = rf"{words('document.provision')} {_VALUE}(?:(?:, ?| {also} | - ){_VALUE})*"
        self._provision = compiled(
            rf"(?<![\p{{L}}\d])(?P<said>{part}(?:(?:,? {of} |, ?| {also} | - | ){part})*)(?:,? {of} |, ?|/| - | )$"
        )
        self._dated = compiled(rf"(?: -|,)? ?\(?(?:{words('document.dated')} ?)*")
        self._by = compiled(rf",? {words('document.by')} ")
        self._also = compiled(rf"(?:,| {also}) ")
        self._issues = compiled(rf"(?:(?:,| -)? {words('document.issues')})+ ")
        end = r"[.;:()\n\"“”]"
        self._about = compiled(
            rf",? {words('document.about')} (?P<subject>{end.replace('[', '[^')}{{8,200}}?)"
            rf"(?={end}|, (?!\p{{Ll}}+,| ?{also})| - |$)"
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
        _, limit = document.sentence_at(max(end - 1, 0))
        part = _Part(document, min(limit, following or limit), following, dates, persons)
        found, at = Behind(), end
        for _ in range(_STEPS):
            for read in (self._day, self._issuer, self._subject):
                told = read(part, at, found)
                if told is not None:
                    found, at = told
                    break
            else:
                break
        return found

    def is_listed(self, document: Document, end: int, following: int) -> bool:
        """Whether only "và" or a comma stands between a mention and the next, so that what follows is said of both."""
        return self._also.fullmatch(document.folded, end, following) is not None

    def before(self, document: Document, start: int, persons: Container[int]) -> str | None:
        """Who issues the document that is mentioned from `start` on ("UBND tỉnh ban hành ..."), as written."""
        begin, _ = document.sentence_at(start)
        begin = max(begin, start - _WINDOW)
        if self._issues.search(document.folded, begin, start):
            for first, last in self._bodies.all_in(document, begin, start, persons):
                if self._issues.fullmatch(document.folded, last, start):
                    return document.text[first:last]
        return None

    def _day(self, part: _Part, at: int, found: Behind) -> tuple[Behind, int] | None:
        """The day of issue that stands at `at`."""
        date = next((one for one in part.dates if one.start >= at), None)
        folded = part.document.folded
        if date is None or found.date is not None or not self._dated.fullmatch(folded, at, date.start):
            return None
        day = date.begin if date.begin == date.finish else None
        return found._replace(date=day), date.end + folded.startswith(")", date.end)

    def _issuer(self, part: _Part, at: int, found: Behind) -> tuple[Behind, int] | None:
        """The issuer that stands at `at`."""
        by = self._by.match(part.document.folded, at, part.limit)
        start = by.end() if by is not None else self._bodies.beside(part.document, at, part.limit)
        if start is None or found.issuer is not None:
            return None
        end = self._bodies.end(part.document, start, part.limit, part.persons)
        return (found._replace(issuer=part.document.text[start:end]), end) if end is not None else None

    def _subject(self, part: _Part, at: int, found: Behind) -> tuple[Behind, int] | None:
        """What the document is about, where that stands at `at`."""
        about = self._about.match(part.document.folded, at, part.limit)
        if about is None or found.subject is not None:
            return None
        subject = part.document.text[about.start("subject") : about.end()]
        told = _JOINING.sub("", subject) if about.end() == part.following else subject
        return found._replace(subject=told.strip(" ,")), about.end()

"""What every kind is given: one article, normalised, folded, with its sections and sentences."""

from bisect import bisect_right
from datetime import date
from typing import Any, TypeVar

from extract.article import Article
from extract.entries import Entry
from extract.layout import Layout, Section, layout
from extract.lazy import lazy
from extract.lexicon import Hit, Lexicon, Matcher
from extract.patterns import compiled
from extract.text.fold import fold
from extract.text.foreign import is_bare
from extract.text.moments import publication_day
from extract.text.normalise import Normalised, normalise
from extract.text.sentences import sentences

E = TypeVar("E", bound=Entry)

_CAPITALISED = compiled(r"(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]*+")
_BRACKETED = compiled(r"\(([^\s()]++)\)")


class Document:
    """An article prepared for extraction. All offsets are those of `text`, the normalised copy.

    Attributes:
        article: the input.
        normalised: the normalised text with its alignment to the input's text.
        text: the normalised text.
        folded: `text` in lower case with i/y unified, of the same length.
        published: the day of publication from the metadata, else from the dateline, else None.
        warnings: what to mind when using the record; kinds may add to it.
    """

    def __init__(self, article: Article, lexicon: Lexicon | None = None) -> None:
        """Prepare `article`; `lexicon` has the words by which its parts are known, by default the package's own."""
        self.article = article
        self._lexicon = lexicon
        self.normalised: Normalised = normalise(article.text)
        self.text: str = self.normalised.text
        self.folded: str = fold(self.text)
        self.warnings: list[str] = []
        self._hits: dict[int, list[Hit[Any]]] = {}
        if self.normalised.encoding:
            self.warnings.append(f"text was converted from {self.normalised.encoding}")
        if is_bare(self.text):
            self.warnings.append("text looks like another language or Vietnamese without its marks: little is found")
        self.published: date | None = self._published()

    @lazy
    def layout(self) -> Layout:
        """Headline, body, byline and the rest."""
        return layout(self.text, self.folded, self.article.title, self._lexicon)

    @property
    def sections(self) -> list[Section]:
        """The sections in order."""
        return self.layout.sections

    @property
    def headline(self) -> str | None:
        """The headline as it stands in the text, or None."""
        return next((self.text[s.start : s.end] for s in self.sections if s.kind == "headline"), None)

    @lazy
    def sentences(self) -> list[tuple[int, int]]:
        """The spans of the sentences, in order."""
        return sentences(self.text)

    def hits(self, matcher: Matcher[E]) -> list[Hit[E]]:
        """The matcher's hits in the folded text, found once for all kinds that ask."""
        if id(matcher) not in self._hits:
            self._hits[id(matcher)] = matcher.find(self.folded)
        return self._hits[id(matcher)]

    @lazy
    def capitalised(self) -> dict[str, list[int]]:
        """The offsets of the words that begin with a capital, by the folded word."""
        found: dict[str, list[int]] = {}
        for match in _CAPITALISED.finditer(self.text):
            start, end = match.span()
            found.setdefault(self.folded[start:end], []).append(start)
        return found

    @lazy
    def bracketed(self) -> dict[str, int]:
        """The folded words that stand alone in brackets, each with the offset of its first opening bracket."""
        found: dict[str, int] = {}
        for match in _BRACKETED.finditer(self.folded):
            found.setdefault(match[1], match.start())
        return found

    @lazy
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @lazy
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    def sentence_index(self, offset: int) -> int:
        """The index of the sentence that holds `offset` or, between sentences, of the one before it."""
        return max(bisect_right(self._sentence_starts, offset) - 1, 0)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The span of the sentence that holds `offset`."""
        return self.sentences[self.sentence_index(offset)] if self.sentences else (0, 0)

    def section_at(self, offset: int) -> Section:
        """The section that holds `offset`."""
        return self.sections[max(bisect_right(self._section_starts, offset) - 1, 0)]

    @lazy
    def skipped(self) -> list[tuple[int, int]]:
        """Spans where nothing is extracted: page furniture and bylines."""
        return [(s.start, s.end) for s in self.sections if s.kind in ("furniture", "byline")]

    def _published(self) -> date | None:
        given = self.article.published
        if given:
            try:
                return publication_day(given)
            except ValueError:
                self.warnings.append(f"published {given!r} cannot be read as a day: left aside")
        found = self.layout.dateline
        return date.fromisoformat(found) if found else None

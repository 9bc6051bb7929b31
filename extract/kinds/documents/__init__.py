"""Finds legal and administrative documents: by number or name, with what is said of each, its mentions joined.

The modules, in the order of their work: `candidates` (mentions), `values` (what a number says), `around` (what is said
beside a mention), `abroad` (whose law it is), `link` (which mentions are of one document), `doubts` (what cannot be).
`decided` says, when all kinds are read, which award, title and figure a document decides.
"""

from bisect import bisect_left
from collections.abc import Container, Sequence
from operator import attrgetter

from extract.document import Document
from extract.grammar import Attempt
from extract.kinds.documents.abroad import Abroad
from extract.kinds.documents.around import Around
from extract.kinds.documents.candidates import Mentioned, Reader
from extract.kinds.documents.doubts import Doubts
from extract.kinds.documents.link import Joiner, Said
from extract.kinds.documents.values import Codes
from extract.kinds.names import Name
from extract.lexicon import Lexicon
from extract.record import Date, LegalDocument

_start = attrgetter("start")


class DocumentExtractor:
    """Finds documents in an article; `grammar` is the one that it asks."""

    grammar = "document"

    def __init__(self, lexicon: Lexicon) -> None:
        codes = Codes(lexicon)
        self._reader = Reader(lexicon, codes)
        self._around = Around(lexicon)
        self._join = Joiner(lexicon, codes)
        self._abroad = Abroad(lexicon)
        self._doubts = Doubts(lexicon, codes)

    def __call__(
        self,
        document: Document,
        dates: Sequence[Date],
        names: Sequence[Name],
        seen: list[Attempt] | None = None,
    ) -> list[LegalDocument]:
        """The documents that the article names, in the order of their first mentions.

        Args:
            document: the article.
            dates: the dates found in it, in text order.
            names: the names found in it.
            seen: what the grammar tried is added to it.
        """
        mentions = self._reader(document, seen)
        if not mentions:
            return []
        persons = [name for name in names if name.kind == "person"]
        starts = frozenset(name.start for name in persons)
        spans = [(one.start, one.end) for one in mentions]
        taken = sorted([*spans, *((name.start, name.end) for name in persons)])
        abroad = not self._join.at_home(mentions) and self._abroad(document, taken)
        following = [*(other.start for other in mentions[1:]), None]
        said = [self._said(document, one, end, dates, starts) for one, end in zip(mentions, following, strict=True)]
        found = self._join(self._shared(document, said), abroad)
        for one in found:
            document.warnings += self._doubts(document, one)
        return found

    def _shared(self, document: Document, said: list[Said]) -> list[Said]:
        """The same, with the issuer that is said behind the last of a list for all of its type."""
        for index in range(len(said) - 2, -1, -1):
            one, other = said[index], said[index + 1]
            listed = self._around.is_listed(document, one.mention.end, other.mention.start)
            if listed and one.mention.type == other.mention.type and one.behind.issuer is None:
                said[index] = one._replace(behind=one.behind._replace(issuer=other.behind.issuer))
        return said

    def _said(
        self,
        document: Document,
        mention: Mentioned,
        following: int | None,
        dates: Sequence[Date],
        persons: Container[int],
    ) -> Said:
        """A mention with what is said around it; `following` is where the next one begins."""
        near = dates[bisect_left(dates, mention.end, key=_start) :][:2]
        return Said(
            mention,
            self._around.provision(document, mention.start),
            self._around.behind(document, mention.end, following, near, persons),
            self._around.before(document, mention.start, persons),
        )

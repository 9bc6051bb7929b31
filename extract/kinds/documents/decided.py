"""Which awards, titles and figures a document decides, where their sentence says so."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

import regex

from extract.document import Document
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.record import Award, Record, Statistic, Title
from extract.text.fold import fold

_WINDOW = 160
"""Characters in front of a document, or of what it decides, in which the word that says so may begin."""
_CITED = r"(?:[^.;:()\n“”\"]{0,60}?)"
"""Between what leads to a document and the document: what is cited of it."""
_REACH = {True: 300, False: 160}
"""Characters between a document and the verb of what it decides, at most: of one that is a basis, and of others."""

Decided = Award | Title | Statistic
_start, _end = attrgetter("start"), attrgetter("end")


class _Mention(NamedTuple):
    """A place where a document stands.

    Attributes:
        start: where it begins.
        end: where it ends.
        document: its id, None where it decides nothing ("thay thế Nghị định 15").
        basis: whether what is said behind it rests on it ("theo Nghị định 15, …").
    """

    start: int
    end: int
    document: str | None
    basis: bool


class Decider:
    """Says of finds which document decides them."""

    def __init__(self, lexicon: Lexicon) -> None:
        def words(name: str) -> str:
            return rf"(?<!\p{{L}}){lexicon.one_of(name)}(?!\p{{L}})"

        basis, inside = words("document.basis"), r"[^\s,;:.()]+"
        self._proposals = frozenset(lexicon.forms("document.proposal"))
        self._basis = compiled(rf"{basis}{_CITED}$")
        self._back = compiled(rf"[^.;\n]{{0,60}}?{basis}{_CITED}")
        self._apart = compiled(rf"{words('document.apart')}(?: \S+){{0,3}} $")
        self._stops = compiled(rf"[;\n]|{words('document.turn')}")
        self._verbs: list[tuple[type[Decided], regex.Pattern[str]]] = [
            (Statistic, compiled(rf"{words('document.sets')}(?:[ \"“]+[^\s,;:.()\d]+){{0,9}}[ \"“]+$")),
            (Title, compiled(rf"{words('document.appoints')}(?:,? {inside}){{0,9}} $")),
            (Award, compiled(rf"{words('document.awards')}(?: {inside}){{0,4}} $")),
        ]

    def __call__(self, record: Record, document: Document) -> None:
        """Put the ids of documents to what they decide, in place; spans are those of `document`'s text."""
        if not record.documents:
            return
        mentions = self._mentions(record, document)
        for kind, verb in self._verbs:
            for find in _of(kind, record):
                find.decided_by = self._decider(find, verb, mentions, document)

    def _mentions(self, record: Record, document: Document) -> list[_Mention]:
        found = []
        for one in record.documents:
            proposal = fold(one.type) in self._proposals
            for mention in one.mentions:
                begin = max(document.sentence_at(mention.start)[0], mention.start - _WINDOW)
                before = (document.folded, begin, mention.start)
                apart = proposal or self._apart.search(*before)
                basis = self._basis.search(*before) is not None
                found.append(_Mention(mention.start, mention.end, None if apart else one.id, basis))
        return sorted(found, key=_start)

    def _decider(
        self, find: Decided, verb: regex.Pattern[str], mentions: Sequence[_Mention], document: Document
    ) -> str | None:
        """The id of the document that decides a find."""
        begin, end = document.sentence_at(find.start)
        said = verb.search(document.folded, max(begin, find.start - _WINDOW), find.start)
        if said is None:
            return None
        at = bisect_right(mentions, said.start(), key=_end)
        for before in mentions[max(at - 1, 0) : at]:
            if begin <= before.start and self._reaches(before, said.start(), document):
                return before.document
        at = bisect_left(mentions, find.end, key=_start)
        for behind in mentions[at : at + 1]:
            if behind.start < end and self._back.fullmatch(document.folded, find.end, behind.start):
                return behind.document
        return None

    def _reaches(self, mention: _Mention, verb: int, document: Document) -> bool:
        """Whether a verb behind a document says what the document does."""
        far = verb - mention.end > _REACH[mention.basis]
        return not far and self._stops.search(document.folded, mention.end, verb) is None


def _of(kind: type[Decided], record: Record) -> Iterator[Decided]:
    """The finds of a sort."""
    if kind is Title:
        return (title for official in record.officials for title in official.titles)
    return iter(record.awards if kind is Award else record.statistics)

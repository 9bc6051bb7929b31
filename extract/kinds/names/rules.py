"""Names that rules are sure of: by cue words and titles before them, by lists, and by the shape of persons' names."""

from collections.abc import Iterator
from typing import NamedTuple

from extract.document import Document
from extract.entries import TitleEntry
from extract.kinds.names.choices import Choices
from extract.kinds.names.gazetteer import Gazetteer, gazetteer
from extract.kinds.names.name import Name
from extract.kinds.names.organizations import OrganizationFinder
from extract.kinds.names.reader import Reader
from extract.kinds.names.recall import recall
from extract.kinds.names.seen import Seen
from extract.kinds.names.segments import segments
from extract.lexicon import Lexicon
from extract.text.spans import Span, overlapping


class Reading(NamedTuple):
    """What the rules made of a text, all in order.

    Attributes:
        names: the names that they are sure of.
        open: the runs of capitalised words that they leave open.
        composed: what is put together from the words of organisations, whole names or not.
        titles: the titles.
    """

    names: list[Name]
    open: list[Span]
    composed: list[Span]
    titles: list[Span]


class RuleTagger:
    """Tags the names that rules are sure of."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._titles = lexicon.matcher(TitleEntry)
        self._choices = Choices(lexicon)
        self.gazetteer: Gazetteer = gazetteer(lexicon)
        self._organizations = OrganizationFinder(lexicon, self.gazetteer)

    def __call__(self, document: Document) -> Reading:
        """The names that are sure and the capitalised runs that are not, of a document."""
        reader = self._read(document)
        seen = reader.seen
        recall(seen, reader.capitals)
        composed = self._organizations(document)
        bodies = [span for span, sure in composed if sure]
        return Reading(
            sorted(_together(seen.names, bodies), key=lambda name: name.start),
            [run for run in sorted(seen.open) if not overlapping(bodies, *run)],
            [span for span, _ in composed],
            [(hit.start, hit.end) for hit in document.hits(self._titles)],
        )

    def chosen(self, document: Document) -> list[tuple[str, int, int]]:
        """The entries about runs that were chosen, by their ids, each with the words that it was chosen for."""
        return self._read(document).chosen

    def _read(self, document: Document) -> Reader:
        """What the rules make of the runs of a document, one by one."""
        reader = Reader(Seen(document.text, document.folded, self.gazetteer), self._choices)
        reader(segments(document.text, document.folded, self.gazetteer, document.hits(self._titles)))
        return reader


def _together(names: list[Name], bodies: list[Span]) -> Iterator[Name]:
    """The names outside composed bodies, all persons, and the bodies that hold none."""
    persons: list[Span] = []
    for name in names:
        if name.kind == "person":
            persons.append((name.start, name.end))
            yield name
        elif not overlapping(bodies, name.start, name.end):
            yield name
    persons.sort()
    for start, end in bodies:
        if not overlapping(persons, start, end):
            yield Name("organization", start, end, 0.9, "name.organization.composed")

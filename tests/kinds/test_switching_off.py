"""Entries switched off, each in turn: their words are unknown then, and nothing else changes.

Read are lines of the kinds' tables in which no word of the entry stands: without it they have to give the same finds.
What the kinds have in long lists (titles, places, units …) is switched off by the dozen, and all of it at once.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import pytest

from extract.article import Article
from extract.document import Document
from extract.entries import (
    AwardEntry,
    DatePartEntry,
    DatePatternEntry,
    DateWordEntry,
    Entry,
    HolidayEntry,
    ModifierEntry,
    OrganizationEntry,
    PlaceEntry,
    SectionEntry,
    TitleEntry,
    UnitEntry,
    WordEntry,
)
from extract.kinds.awards import AwardExtractor
from extract.kinds.dates import DateExtractor
from extract.kinds.dates.parts import Parts
from extract.kinds.documents import DocumentExtractor
from extract.kinds.names import NameTagger
from extract.kinds.officials import OfficialExtractor
from extract.kinds.statistics import StatisticExtractor
from extract.lexicon import Lexicon, default_lexicon
from extract.text.fold import fold, fold_key
from tests.kinds.tables import lines
from tests.kinds.test_awards import expected as award_line
from tests.kinds.test_dates import parse as date_line
from tests.kinds.test_documents import expected as document_line
from tests.kinds.test_officials import expected as official_line
from tests.kinds.test_statistics import read as statistic_line

Finder = Callable[[str], list[Any]]
LINES = 24
"""Lines that are read for each entry."""
PACK = 24
"""Entries of a long list that are switched off together."""
OF_KIND: dict[type[Entry], tuple[str, ...]] = {
    TitleEntry: ("officials",),
    ModifierEntry: ("officials",),
    OrganizationEntry: ("officials",),
    PlaceEntry: ("officials",),
    SectionEntry: ("dates",),
    AwardEntry: ("awards",),
    UnitEntry: ("statistics",),
    DatePartEntry: ("dates",),
    DatePatternEntry: ("dates",),
    DateWordEntry: ("dates",),
    HolidayEntry: ("dates",),
}
OF_CLASS = {
    "name": "officials",
    "official": "officials",
    "date": "dates",
    "award": "awards",
    "statistic": "statistics",
    "document": "documents",
}
ONE_BY_ONE = (WordEntry, SectionEntry, DatePartEntry, DatePatternEntry, DateWordEntry)


def officials(lexicon: Lexicon) -> Finder:
    names, finder = NameTagger(lexicon, ner=None), OfficialExtractor(lexicon)

    def find(text: str) -> list[Any]:
        document = Document(Article(text=text), lexicon)
        return list(finder(document, names(document)))

    return find


def dates(lexicon: Lexicon) -> Finder:
    finder = DateExtractor(lexicon)
    return lambda text: list(finder(Document(Article(text=text, published="2020-06-05"), lexicon)))


def awards(lexicon: Lexicon) -> Finder:
    finder = AwardExtractor(lexicon)
    return lambda text: list(finder(Document(Article(text=text), lexicon), []))


def statistics(lexicon: Lexicon) -> Finder:
    finder = StatisticExtractor(lexicon)
    return lambda text: list(finder(Document(Article(text=text), lexicon), [], [], []))


def documents(lexicon: Lexicon) -> Finder:
    finder = DocumentExtractor(lexicon)
    return lambda text: list(finder(Document(Article(text=text), lexicon), [], []))


FINDERS: dict[str, Callable[[Lexicon], Finder]] = {
    "officials": officials, "dates": dates, "awards": awards, "statistics": statistics, "documents": documents
}  # fmt: skip
TEXTS = {
    "officials": [official_line(line)[0] for line in lines("officials_examples.txt")],
    "dates": [text for published, text, _ in map(date_line, lines("dates_examples.txt")) if published == "2020-06-05"],
    "awards": [award_line(line)[0] for line in lines("awards_examples.txt")],
    "statistics": [statistic_line(line)[0] for line in lines("statistics_examples.txt")],
    "documents": [document_line(line)[0] for line in lines("documents_examples.txt")],
}


def without(entries: Iterable[Entry]) -> Lexicon:
    off = "\n".join(f"  - {{id: {entry.id}, off: true}}" for entry in entries)
    return Lexicon.of({"off.yaml": f"group: titles\nentries:\n{off}\n"})


@cache
def all_on(kind: str) -> Finder:
    return cache(FINDERS[kind](default_lexicon()))


def kinds(entry: Entry) -> Iterator[str]:
    """The kinds whose finds an entry can have to do with."""
    if not isinstance(entry, WordEntry):
        yield from OF_KIND[type(entry)]
    else:
        kind, dot, _ = entry.word_class.partition(".")
        yield from (OF_CLASS[kind],) if dot else FINDERS


def touches(entry: Entry, text: str) -> bool:
    """Whether a word of the entry stands in the text, or its pattern fits somewhere."""
    if isinstance(entry, DatePartEntry | DatePatternEntry):
        return Parts(default_lexicon()).compiled(entry).search(fold(text)) is not None
    if isinstance(entry, WordEntry) and entry.word_class == "document.only":
        return True  # its forms are types of documents, which the text may name by letters ("BLHS")
    return any(fold_key(form) in fold(text) for form in entry.forms)


def texts(kind: str, off: list[Entry]) -> tuple[list[str], list[str]]:
    """Some lines of the kind's table, and those among them to which none of the entries has anything to say."""
    some = TEXTS[kind][:: max(len(TEXTS[kind]) // LINES, 1)]
    return some, [text for text in some if not any(touches(entry, text) for entry in off)]


def packs() -> Iterator[Any]:
    lexicon = default_lexicon()
    for entry in lexicon:
        if isinstance(entry, ONE_BY_ONE):
            yield pytest.param([entry], id=entry.id)
    for group in (cls for cls in OF_KIND if cls not in ONE_BY_ONE):
        entries = lexicon.entries(group)
        for at in range(0, len(entries), PACK):
            yield pytest.param(entries[at : at + PACK], id=f"{group.group}-{at}")


@pytest.mark.parametrize("off", list(packs()))
def test_nothing_else_changes(off: list[Entry]) -> None:
    lexicon = without(off)
    for kind in {kind for entry in off for kind in kinds(entry)}:
        some, untouched = texts(kind, off)
        found = dict(zip(some, map(FINDERS[kind](lexicon), some), strict=True))
        assert {text: found[text] for text in untouched} == {text: all_on(kind)(text) for text in untouched}

"""Officials: persons, their titles and mentions from tables of examples, the parts of a title, coreference, speed."""

import time
from pathlib import Path

import pytest
import regex

from extract.article import Article
from extract.document import Document
from extract.kinds.names import NameTagger
from extract.kinds.officials import OfficialExtractor
from extract.lexicon import default_lexicon
from extract.record import Official

FOLDER = Path(__file__).parent
MARK = regex.compile(r"\{(?P<who>\d) (?P<name>[^:}]+)(?:: (?P<titles>[^}]+))?\}")


def lines(name: str) -> list[str]:
    return [
        line.replace("\\n", "\n")
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


@pytest.fixture(scope="module")
def names() -> NameTagger:
    return NameTagger(default_lexicon())


@pytest.fixture(scope="module")
def officials() -> OfficialExtractor:
    return OfficialExtractor(default_lexicon())


def find(names: NameTagger, officials: OfficialExtractor, text: str) -> tuple[Document, list[Official]]:
    document = Document(Article(text=text))
    return document, officials(document, names(document))


Person = tuple[list[tuple[int, str]], list[str]]


def expected(line: str) -> tuple[str, list[Person]]:
    """The text of an example and its officials: where they are named, and their titles in order."""
    text, read = "", 0
    persons: dict[str, Person] = {}
    for mark in MARK.finditer(line):
        text += line[read : mark.start()]
        mentions, titles = persons.setdefault(mark["who"], ([], []))
        mentions.append((len(text), mark["name"]))
        titles += mark["titles"].split("; ") if mark["titles"] else []
        text += mark["name"]
        read = mark.end()
    return text + line[read:], sorted((mentions, sorted(titles)) for mentions, titles in persons.values())


@pytest.mark.parametrize("line", lines("officials_examples.txt"))
def test_examples(line: str, names: NameTagger, officials: OfficialExtractor) -> None:
    text, persons = expected(line)
    document, found = find(names, officials, text)
    assert document.text == text
    assert (
        sorted(
            (
                [(mention.start, text[mention.start : mention.end]) for mention in official.mentions],
                sorted(text[title.start : title.end] for title in official.titles),
            )
            for official in found
        )
        == persons
    )


@pytest.mark.parametrize("text", lines("officials_negatives.txt"))
def test_negatives(text: str, names: NameTagger, officials: OfficialExtractor) -> None:
    document, found = find(names, officials, text)
    assert [[document.text[title.start : title.end] for title in official.titles] for official in found] == []

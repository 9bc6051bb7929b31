"""Runs the examples that stand beside productions and entries about runs (`yes`, `no`): which are not as they say?"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from extract.article import Article
from extract.document import Document
from extract.entries import ProductionEntry, RunEntry
from extract.grammar import Language, Match, Tokens
from extract.kinds.names.rules import RuleTagger
from extract.lexicon import Lexicon
from extract.pipeline import Extractor
from extract.text.fold import fold
from extract.text.normalise import normalise
from extract.text.spans import Span


class Problem(NamedTuple):
    """An example that is not as it says: the entry, its file and line, the example, and what came instead."""

    rule: str
    origin: str
    example: str
    says: str

    def __str__(self) -> str:
        return f"{self.origin}: '{self.rule}': {self.says}: {self.example}"


class _Example(NamedTuple):
    text: str
    span: tuple[int, int] | None


def problems(extractor: Extractor) -> Iterator[Problem]:
    """The examples of all productions and entries about runs in force that are not as they say."""
    languages: dict[str, Language] = {}
    for rule in extractor.lexicon.entries(ProductionEntry):
        yield from _problems(extractor.lexicon, rule, partial(_spans, extractor, languages, rule))
    yield from run_problems(extractor.lexicon)


def run_problems(lexicon: Lexicon) -> Iterator[Problem]:
    """The examples of all entries about runs that are not as they say."""
    tagger = RuleTagger(lexicon)
    for rule in lexicon.entries(RunEntry):
        yield from _problems(lexicon, rule, partial(_runs, tagger, rule))


def _problems(
    lexicon: Lexicon, rule: ProductionEntry | RunEntry, find: Callable[[str], list[Span]]
) -> Iterator[Problem]:
    """The examples of one entry that are not as they say; `find` tells what it is chosen for in a text."""
    origin = str(lexicon.origin(rule.id))
    for example in rule.yes:
        text, span = _read(example)
        found = find(text)
        if span not in found:
            says = f"it takes {_quoted(text, found)}" if found else "it is not chosen"
            yield Problem(rule.id, origin, example, f"yes: {says}")
    for example in rule.no:
        text, span = _read(example)
        found = find(text)
        if span in found or (span is None and found):
            yield Problem(rule.id, origin, example, f"no: it is chosen for {_quoted(text, found)}")


def _read(example: str) -> _Example:
    """An example without its brackets, and what stood in them."""
    start, end = example.find("["), example.find("]")
    text = example.replace("[", "").replace("]", "")
    return _Example(text, (start, end - 1) if 0 <= start < end else None)


def _spans(
    extractor: Extractor, languages: dict[str, Language], rule: ProductionEntry, text: str
) -> list[tuple[int, int]]:
    """What a production takes in a text where it is chosen."""
    matches = _matches(extractor, languages, rule.grammar, text)
    return [span for match in matches for span in match.spans(rule.id)]


def _runs(tagger: RuleTagger, rule: RunEntry, text: str) -> list[Span]:
    """The runs of capitalised words, or the parts of them, that an entry is chosen for in a text."""
    chosen = tagger.chosen(Document(Article(text=text), tagger.lexicon))
    return [(start, end) for name, start, end in chosen if name == rule.id]


def _matches(extractor: Extractor, languages: dict[str, Language], grammar: str, text: str) -> list[Match]:
    """The matches of a grammar: where a kind asks it, if one does, and else in the whole text."""
    if grammar in extractor.grammars:
        _, seen = extractor.attempts(text)
        return [one.match for one in seen if one.match is not None and one.language.grammar == grammar]
    if grammar not in languages:
        languages[grammar] = Language(extractor.lexicon, grammar)
    plain = normalise(text).text
    return languages[grammar].find(Tokens(plain, fold(plain), languages[grammar].alphabet))


def _quoted(text: str, spans: list[tuple[int, int]]) -> str:
    return " and ".join(f"'{text[start:end]}'" for start, end in spans)

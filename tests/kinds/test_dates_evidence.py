"""What an article says about the year in which it was written: the table beside this file, places, weights."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from extract.article import Article
from extract.document import Document
from extract.kinds.dates.compose import compose
from extract.kinds.dates.context import supported
from extract.kinds.dates.decisions import Decisions
from extract.kinds.dates.evidence import gather
from extract.kinds.dates.grammar import Grammar
from extract.kinds.dates.passage import Cues, Passage
from extract.kinds.dates.values import Point
from extract.kinds.dates.weights import WEIGHTS, likeliest
from extract.lexicon import default_lexicon

TABLE = Path(__file__).with_name("dates_evidence.txt").read_text(encoding="utf-8")
EXAMPLES = [line.split(" | ") for line in TABLE.splitlines() if line and not line.startswith("#")]
# Kinds of evidence that weigh nothing: the beginnings of their names.
SILENT = ("earlier", "holder", "month alone", "since month alone")


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return Grammar(default_lexicon())


@pytest.fixture(scope="module")
def cues() -> Cues:
    return Cues(default_lexicon())


@cache
def decisions(cues: Cues) -> Decisions:
    return Decisions(default_lexicon(), cues)


def evidence(text: str, main: str, grammar: Grammar, cues: Cues) -> dict[int, Counter[str]]:
    document = Document(Article(text=text))
    passage = Passage(document.text, document.folded, [start for start, _ in document.sentences], cues)
    times = supported(compose(grammar.scan(document.folded), passage), passage, decisions(cues))
    day, _, month = main.partition("/")
    return gather(times, passage, Point(None, int(month), int(day)) if month else None).candidates()


def written(found: dict[int, Counter[str]]) -> str:
    years = []
    for year, kinds in sorted(found.items()):
        names = [kind if count == 1 else f"{kind} x{count}" for kind, count in sorted(kinds.items()) if count]
        years.append(f"{year}: {', '.join(names)}")
    return "; ".join(years) or "-"


@pytest.mark.parametrize(("main", "text", "expected"), EXAMPLES)
def test_examples(main: str, text: str, expected: str, grammar: Grammar, cues: Cues) -> None:
    assert written(evidence(text.replace("⏎", "\n"), main, grammar, cues)) == expected


def test_every_kind_has_its_weight_and_stands_in_the_table(grammar: Grammar, cues: Cues) -> None:
    found = {
        kind
        for main, text, _ in EXAMPLES
        for kinds in evidence(text.replace("⏎", "\n"), main, grammar, cues).values()
        for kind in kinds
        if not kind.startswith(SILENT)
    }
    assert found <= WEIGHTS.keys()
    topics = {kind.partition(" ")[0] for kind in WEIGHTS}
    assert {kind.partition(" ")[0] for kind in found} == topics


@pytest.mark.parametrize(
    ("filler", "place"), [("", "lead"), ("Mưa rơi mãi. " * 53, "lead"), ("Mưa rơi mãi. " * 54, "body")]
)
def test_where_a_year_stands(filler: str, place: str, grammar: Grammar, cues: Cues) -> None:
    assert written(evidence(f"{filler}Năm 2018, xã nghèo.", "20/4", grammar, cues)) == f"2018: latest, named {place}"


@pytest.mark.parametrize(
    ("candidates", "year"),
    [
        ({}, None),
        ({2018: {"latest": 1}}, None),
        ({2018: {"compared": 1}}, 2018),
        ({2018: {"compared": 1}, 2019: {"compared": 1}}, None),
        ({2018: {"compared": 1}, 2019: {"compared": 2}}, 2019),
        ({2018: {"month near": 1, "lunar differs": 1}}, None),
        ({2018: {"compared": 3}, 2019: {"compared": 9}}, None),
        ({2018: {"no kind": 9}}, None),
    ],
)
def test_the_likeliest_year(candidates: dict[int, dict[str, int]], year: int | None) -> None:
    assert likeliest(candidates) == year

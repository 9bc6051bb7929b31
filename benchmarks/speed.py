"""How fast articles go through on one core, kind by kind, beside what no extractor could beat; how soon it starts."""

import json
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import ahocorasick_rs
import msgspec

from benchmarks.measure import best_of, fresh, peak
from extract import Article, Extractor, to_json
from extract.text.fold import fold_key

STAGES = {
    "dates": "dates, with sections and sentences",
    "names": "names",
    "officials": "officials",
    "awards": "awards",
    "statistics": "statistics",
}
FIRST = "import extract; extract.to_json(extract.Extractor()('Ngày 5/6/2020, tăng 5%.'))"


class Speed(NamedTuple):
    """Seconds for all articles of each stage in order, in all, and of the limits; what it takes to start.

    Attributes:
        articles: how many.
        megabytes: of their texts in UTF-8.
        stages: by stage; their sum is `total`.
        total: extraction and writing as JSON.
        json: parsing the articles and writing the records.
        scan: one plain scan of the texts for all forms of the lexicon.
        start: from a new interpreter to the first record's end, less the bare interpreter.
        load: `import extract`, less the bare interpreter.
        peak: memory in MB at the end.
    """

    articles: int
    megabytes: float
    stages: dict[str, float]
    total: float
    json: float
    scan: float
    start: float
    load: float
    peak: float


class Clocked:
    """A stage of the extractor that keeps the time spent in it."""

    def __init__(self, stage: Callable[..., Any]) -> None:
        self._stage = stage
        self.seconds = 0.0

    def __call__(self, *given: Any) -> Any:
        began = time.process_time()
        try:
            return self._stage(*given)
        finally:
            self.seconds += time.process_time() - began


def measure(rows: list[dict[str, Any]]) -> Speed:
    """Read the articles, all in memory, one after the other."""
    extractor = Extractor()
    articles = [Article.from_mapping(row) for row in rows]
    records = [extractor(article) for article in articles]  # warms what is cached in a long run too
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in rows]
    forms = list({fold_key(form): None for entry in extractor.lexicon for form in entry.forms})
    automaton = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    _, total = best_of(lambda: [to_json(extractor(article)) for article in articles])
    _, scan = best_of(lambda: [automaton.find_matches_as_indexes(article.text) for article in articles])
    decode = msgspec.json.Decoder().decode
    _, parsing = best_of(lambda: [decode(line) for line in lines])
    _, writing = best_of(lambda: [to_json(record) for record in records])
    bare = fresh("pass")
    return Speed(
        articles=len(articles),
        megabytes=sum(len(article.text.encode()) for article in articles) / 1e6,
        stages=_stages(extractor, articles, total),
        total=total,
        json=parsing + writing,
        scan=scan,
        start=fresh(FIRST) - bare,
        load=fresh("import extract") - bare,
        peak=peak(),
    )


def _stages(extractor: Extractor, articles: list[Article], total: float) -> dict[str, float]:
    """The seconds of each stage, scaled so that their sum is the total of the pass without clocks."""
    places = {name: _place(extractor, name) for name in STAGES}
    clocks = {name: Clocked(stages[key]) for name, (stages, key) in places.items()}
    for name, (stages, key) in places.items():
        stages[key] = clocks[name]
    began = time.process_time()
    for article in articles:
        to_json(extractor(article))
    clocked = time.process_time() - began
    spent = {STAGES[name]: clock.seconds for name, clock in clocks.items()}
    rest = {"normalising, linking, offsets, JSON": clocked - sum(spent.values())}
    return {stage: seconds * total / clocked for stage, seconds in (rest | spent).items()}


def _place(extractor: Extractor, name: str) -> tuple[dict[str, Any], str]:
    """Where an extractor keeps a stage: the readers of kinds among each other, that of names by itself."""
    readers = extractor._readers
    return (readers, name) if name in readers else (vars(extractor), f"_{name}")

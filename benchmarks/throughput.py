"""How fast a dump goes through on one core, and how much memory it takes, beside what no extractor could beat.

    python benchmarks/throughput.py ARTICLES.jsonl[.gz] [--limit N]

The peers are measured in the same run on the same articles: parsing and writing the same JSON, and one plain
Aho-Corasick scan of the text for all forms of the lexicon. Machines are noisy: read the ratios.
"""

import argparse
import itertools
import resource
import time
from collections.abc import Callable, Iterable
from typing import Any

import ahocorasick_rs
import msgspec

from extract import Article, Extractor, to_json
from extract.io.incoming import Arrival
from extract.io.readers import read
from extract.text.fold import fold_key


def seconds(work: Callable[[Article], Any], articles: Iterable[Article]) -> float:
    began = time.perf_counter()
    for article in articles:
        work(article)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dump")
    parser.add_argument("--limit", type=int, default=None, help="only the first N articles")
    arguments = parser.parse_args()
    began = time.perf_counter()
    extractor = Extractor()
    extractor("Ngày 5/6/2020.")
    cold = time.perf_counter() - began
    arrivals = (row for row in read([arguments.dump]) if isinstance(row, Arrival))
    articles = [row.article for row in itertools.islice(arrivals, arguments.limit)]
    size = sum(len(article.text.encode()) for article in articles) / 1e6
    forms = list({fold_key(form): None for entry in extractor.lexicon for form in entry.forms})
    automaton = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    extraction = seconds(lambda article: to_json(extractor(article)), articles)
    scan = seconds(lambda article: automaton.find_matches_as_indexes(article.text), articles)
    json = seconds(lambda article: msgspec.json.decode(msgspec.json.encode(article)), articles)

    print(f"{len(articles)} articles, {size:.1f} MB; extractor ready after {cold:.2f} s")
    print(f"{'':24}{'articles/s':>12}{'MB/s':>8}{'times its cost':>16}")
    for name, took in (("extraction and JSON", extraction), ("plain automaton scan", scan), ("JSON round trip", json)):
        print(f"{name:24}{len(articles) / took:12.0f}{size / took:8.2f}{extraction / took:16.1f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()

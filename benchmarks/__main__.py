"""Measures speed, quality and growth, and prints the tables: `make bench`, or

    python -m benchmarks [--peers-python PYTHON] [--articles N] [--write]

With `--write` the tables also go into README.md (ratios alone) and docs/benchmarks.md (the figures too). The README's
ratios hold on other machines too; the figures are this machine's, so let it be a quiet one.
"""

import argparse
import os
import platform
import sys

from benchmarks import growth, speed
from benchmarks.articles import ROOT, annotated, corpus, record
from benchmarks.measure import one_core
from benchmarks.tables import put, ratio, share, table
from benchmarks.tools import OUR_DATES, OURS, TOOLS, Result, Tool, run
from extract.evaluate import Score, score

README = ROOT / "README.md"
PAGE = ROOT / "docs" / "benchmarks.md"
MEASURES = ("officials", "names", "dates", "statistics", "awards")


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--peers-python", help="the interpreter that has HeidelTime, Duckling and dateparser, chrono beside it"
    )
    parser.add_argument("--articles", type=int, default=1000, help="how many to measure speed on")
    parser.add_argument("--longest", type=int, default=growth.LENGTHS[-1], help="bytes of the longest article")
    parser.add_argument("--write", action="store_true", help="write the tables into README.md and docs/benchmarks.md")
    given = parser.parse_args()

    articles, gold, gold_words = annotated()
    results: dict[Tool, Result] = {}
    scores: dict[Tool, Score] = {}
    skipped: dict[Tool, str] = {}
    for tool in TOOLS:
        said(f"{tool.name} on {gold_words}")
        result = run(tool, articles, given.peers_python)
        if isinstance(result, str):
            skipped[tool] = result
            continue
        results[tool] = result
        found = [record(one.id, some) for one, some in zip(gold, result.found, strict=True)]
        scores[tool] = score(gold, found)
    if OURS not in results:
        sys.exit(f"{OURS.name} did not run: {skipped[OURS]}")

    one_core()
    rows, corpus_words = corpus(given.articles)
    said(f"speed on {corpus_words}")
    ours = speed.measure(rows)
    said("growth with length and number")
    lengths = growth.with_length(rows, tuple(size for size in growth.LENGTHS if size <= given.longest))
    numbers = growth.with_number(rows, tuple(n for n in growth.NUMBERS if n <= max(len(rows), growth.NUMBERS[1])))

    beside = beside_peers(results, scores, skipped, gold_words)
    limits = beside_limits(ours, corpus_words)
    grows = (
        f"Time grows with the length of an article to the power of {lengths.power:.2f} ({lengths.sizes[0]:,} bytes to "
        f"{lengths.sizes[-1]:,}) and with the number of articles to the power of {numbers.power:.2f}; 1 is linear."
    )
    figures = "\n\n".join(
        [
            f"Measured on one core of this machine: {machine()}.",
            "### Beside its peers\n\n" + beside,
            rates(results, len(articles)),
            "### Beside the limits\n\n" + limits,
            stages(ours),
            "### Growth\n\n" + grows,
            curve("bytes", lengths),
            curve("articles", numbers),
        ]
    )
    print(figures)
    if given.write:
        put(README, "tables", f"{beside}\n\n{limits}\n\n{grows}")
        put(PAGE, "figures", figures)
        said(f"written into {README.name} and {PAGE.parent.name}/{PAGE.name}")


def beside_peers(
    results: dict[Tool, Result], scores: dict[Tool, Score], skipped: dict[Tool, str], gold_words: str
) -> str:
    rows = []
    for tool, result in results.items():
        base = results.get(OUR_DATES if tool.apart or tool is OUR_DATES else OURS, result)
        columns = [share(value(scores[tool], one)) if one in tool.kinds else share(None) for one in MEASURES]
        rows.append([tool.name, *columns, ratio(result.seconds / base.seconds)])
    said_why = "".join(f" {tool.name} was left out: {reason}." for tool, reason in skipped.items())
    return (
        table(["", *MEASURES, "time"], rows)
        + f"\n\nOn {gold_words}, in one run: F1 by kind (names: the share of the officials' mentions found with their "
        "very span), and the time per article, vn-extract being 1 (beside tools for dates, its dates alone being 1)."
        + said_why
    )


def value(result: Score, measure: str) -> float:
    return result.kinds["officials.mention"].recall if measure == "names" else result.kinds[measure].f1


def rates(results: dict[Tool, Result], articles: int) -> str:
    rows = [[tool.name, f"{articles / result.seconds:,.1f}", f"{result.peak:,.0f}"] for tool, result in results.items()]
    return table(["", "articles/s", "peak MB"], rows)


def beside_limits(ours: speed.Speed, corpus_words: str) -> str:
    rows = [
        ["parsing the articles' JSON and writing the records'", ratio(ours.total / ours.json)],
        ["one plain scan of the texts by an Aho-Corasick automaton with all forms", ratio(ours.total / ours.scan)],
    ]
    return (
        table(["all kinds take, times the cost of", ""], rows)
        + f"\n\nOn {corpus_words}, {ours.megabytes / ours.articles * 1e3:.1f} KB each."
    )


def stages(ours: speed.Speed) -> str:
    timed = [*ours.stages.items(), ("**all kinds**", ours.total), ("JSON", ours.json), ("plain scan", ours.scan)]
    rows = [
        [
            stage,
            f"{seconds / ours.articles * 1e3:.2f}",
            f"{seconds / ours.total:.0%}",
            f"{ours.articles / seconds:,.0f}",
            f"{ours.megabytes / seconds:.2f}",
        ]
        for stage, seconds in timed
    ]
    return (
        table(["", "ms an article", "share", "articles/s", "MB/s"], rows)
        + f"\n\nFrom a new interpreter to the first record {ours.start:.2f} s, `import extract` {ours.load:.2f} s; "
        f"peak memory {ours.peak:,.0f} MB with all articles in it."
    )


def curve(what: str, grown: growth.Growth) -> str:
    pairs = zip(grown.sizes, grown.seconds, strict=True)
    rows = [
        [f"{size:,}", f"{took:.3f}", f"{took / size * grown.sizes[-1] / grown.seconds[-1]:.2f}"] for size, took in pairs
    ]
    return table([what, "seconds", f"per {what[:-1]}, the last being 1"], rows)


def machine() -> str:
    """The machine in general words: nothing that names it."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    python = f"Python {platform.python_version()}"
    return f"{platform.machine()}, {os.cpu_count()} cores, {pages:.0f} GB of memory, {platform.system()}, {python}"


def said(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

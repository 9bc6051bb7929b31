"""How records compare with gold as one HTML page: the figures, then every error in its sentence."""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from typing import BinaryIO

from extract.evaluate import COLUMNS, Error, Intervals, Score
from extract.looks import counted
from extract.text.sentences import sentences

_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>vn-extract score</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 70rem; margin: 1.5rem auto; padding: 0 1rem }
table { border-collapse: collapse; margin: 0 0 2rem; width: 100% }
th, td { border-bottom: 1px solid #8886; padding: .25rem .6rem; text-align: left; vertical-align: top }
.n { text-align: right; font-variant-numeric: tabular-nums }
mark { border-radius: .2rem; padding: 0 .15rem }
</style>
"""


def write_errors(out: BinaryIO, score: Score, intervals: Intervals, texts: Mapping[str, str]) -> None:
    """Write the page.

    Args:
        out: takes UTF-8.
        score: what `extract.evaluate.score` said.
        intervals: the F1's bounds by measure.
        texts: the articles' texts by id, as far as they are known.
    """
    out.write("".join(_page(score, intervals, texts)).encode("utf-8", "replace"))


def _page(score: Score, intervals: Intervals, texts: Mapping[str, str]) -> Iterator[str]:
    yield f"{_HEAD}<h1>{counted(score.articles, 'articles')}, macro F1 {score.macro:.3f}</h1>\n"
    yield f"<table><thead><tr>{''.join(f'<th>{column}' for column in COLUMNS)}</thead>\n"
    for measure, *figures in score.shown(intervals):
        yield f"<tr><td>{escape(measure)}" + "".join(f'<td class="n">{figure}' for figure in figures) + "\n"
    yield "</table>\n"
    for article, errors in groupby(score.errors, key=lambda error: error.article):
        yield f"<h2>{escape(article)}</h2>\n<table><thead><tr><th>measure<th>what<th>gold<th>found<th>rule<th>sentence"
        yield "</thead>\n"
        spans = sentences(texts.get(article, ""))
        for error in errors:
            cells = (error.kind, error.what, error.gold or "", error.found or "", error.rule or "")
            yield "<tr>" + "".join(f"<td>{escape(cell)}" for cell in cells)
            yield f"<td>{_in_place(error, texts.get(article), spans)}\n"
        yield "</table>\n"


def _in_place(error: Error, text: str | None, spans: list[tuple[int, int]]) -> str:
    """The sentence of an error, with its words marked; the words alone where the text is not known."""
    around = next((span for span in spans if span[0] <= error.start < span[1]), None)
    if text is None or around is None:
        return escape(error.text)
    start, end = around[0], max(around[1], error.end)
    parts = text[start : error.start], text[error.start : error.end], text[error.end : end]
    before, marked, after = map(escape, parts)
    return f"{before}<mark>{marked}</mark>{after}"

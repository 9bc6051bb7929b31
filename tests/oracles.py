"""What has to hold for any input: asked by the properties' tests with made-up text, and by the fuzz targets."""

import json
import math
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from extract import Extractor, Lexicon, LexiconError, Record, from_json, to_json
from extract.article import Article
from extract.document import Document
from extract.kinds.dates import DateExtractor
from extract.lexicon import default_lexicon
from extract.text.encodings import DecodingError, decode
from extract.text.fold import fold
from extract.text.normalise import normalise
from extract.text.numbers import find_numbers, read_number, read_roman
from extract.text.sentences import sentences

_TIMEX = re.compile(
    r"[\dX]{4}(?:-(?:Q[\dX]|H[12]|W\d\d|SP|SU|FA|WI|[\dX]{2}(?:-[\dX]{2}|-WX+-?\d?)?))?(?:T(?:[A-Z]{2}|[\d:X]+))?"
    r"|BC\d{2}(?:\d\d|XX)|\d{2}XX|\d{3}X|[\dX]{2}|P[T\d.XYMWDHS]+[A-Z]*|T(?:[A-Z]{2}|[\d:]+)|[A-Z]+_REF|XXXX-WXX-\d(?:T.*)?"
)


@cache
def extractor() -> Extractor:
    """One extractor for all that ask."""
    return Extractor()


@cache
def _dates() -> DateExtractor:
    return DateExtractor(default_lexicon())


def spans_are_true(record: Record, text: str) -> None:
    for kind, item in record.items():
        assert 0 <= item.start < item.end <= len(text), (kind, item)
        assert text[item.start : item.end] == item.text, (kind, item)


def values(record: Record) -> dict[str, Any]:
    """The record without what must differ between two spellings of one text: the words as written and their places."""

    def strip(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: strip(value) for key, value in node.items() if key not in ("start", "end", "text", "id")}
        return [strip(child) for child in node] if isinstance(node, list) else node

    stripped: dict[str, Any] = strip(json.loads(to_json(record)))
    return stripped


def apart_and_in_order(spans: list[tuple[int, int]], length: int) -> None:
    assert all(0 <= start < end <= length for start, end in spans), spans
    assert all(one[1] <= two[0] for one, two in pairwise(spans)), spans


def normalising(text: str) -> None:
    """The result is final, its alignment covers both texts, and folding and sentences fit it."""
    result = normalise(text)
    again = normalise(result.text)
    assert again.text == result.text
    assert again.encoding is None
    assert result.alignment.source_length == len(text)
    assert result.alignment.target_length == len(result.text)
    reached = 0
    for offset in range(len(result.text)):
        start, end = result.alignment.source(offset, offset + 1)
        assert 0 <= start < end <= len(text)
        assert start >= reached or result.alignment.source(offset - 1, offset) == (start, end)
        reached = start
    folded = fold(result.text)
    assert len(folded) == len(result.text)
    assert fold(folded) == folded
    found = sentences(result.text)
    apart_and_in_order(found, len(result.text))
    # Only blanks lie between sentences.
    assert not "".join(_left_out(result.text, found)).strip()


def _left_out(text: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return (text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def decoding(data: bytes) -> None:
    """Bytes give text or an error that says why not."""
    try:
        text, encoding = decode(data)
    except DecodingError as error:
        assert "unknown encoding" in str(error)
    else:
        assert isinstance(text, str)
        assert encoding


def numbers(text: str) -> None:
    """Numbers lie apart and in order, and have values that JSON and databases take."""
    folded = fold(normalise(text).text)
    found = find_numbers(folded)
    apart_and_in_order([(number.start, number.end) for number in found], len(folded))
    for number in found:
        for value in (number.value, number.value_max, number.total):
            _fits(value)
    _fits(read_number(folded))
    _fits(read_roman(text))


def _fits(value: float | None) -> None:
    assert value is None or (math.isfinite(value) and (isinstance(value, float) or -(2**63) <= value < 2**63)), value


def dates(text: str, published: str | None = None) -> None:
    """Dates lie apart and in order, their values are TIMEX3, and their days are days."""
    if not text.strip():
        return
    document = Document(Article(text=text, published=published))
    found = _dates()(document)
    apart_and_in_order([(item.start, item.end) for item in found], len(document.text))
    for item in found:
        assert all(_TIMEX.fullmatch(part) for part in item.value.split("/")), item.value
        if item.begin is not None and item.finish is not None:
            assert date.fromisoformat(item.begin) <= date.fromisoformat(item.finish), item


def extraction(article: str | Article) -> Record | None:
    """The record of any text is true to it, refers only to what it has, goes through JSON, and comes out the same."""
    text = article if isinstance(article, str) else article.text
    if not text.strip():
        return None
    record = extractor()(article)
    spans_are_true(record, text)
    line = to_json(record)
    assert from_json(line) == record
    assert to_json(from_json(line)) == line
    assert to_json(extractor()(article)) == line
    officials = [official.id for official in record.officials]
    assert len(set(officials)) == len(officials)
    for award in record.awards:
        assert award.presenter is None or award.presenter in officials
        assert award.quantity is None or award.quantity >= 0
    for figure in record.statistics:
        assert figure.period is None or 0 <= figure.period < len(record.dates)
        for value in (figure.value, figure.value_max, figure.total, figure.before, figure.after):
            _fits(value)
    return record


def rules(text: str) -> None:
    """A rule file is read, or refused with the place and what is wrong."""
    try:
        lexicon = Lexicon.of({"own.yaml": text})
    except LexiconError as error:
        assert str(error).startswith(("own.yaml:", "own.yaml "))
    else:
        assert len(lexicon)

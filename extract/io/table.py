"""Articles from CSV and TSV: one a row, the columns named as the contract's input fields."""

import csv
import io
import sys
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from extract.article import Article, ArticleError
from extract.io.incoming import Arrival, Incoming, Place, Reject
from extract.text.encodings import decode


def read(stream: BinaryIO, file: str, delimiter: str) -> Iterator[Incoming]:
    """The articles of a stream, row by row. The first row names the columns; `text` has to be among them."""
    csv.field_size_limit(sys.maxsize)
    # Bytes that are no UTF-8 come through as lone surrogates, so that each row can be decoded for itself.
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Reject(Place(file, line), f"broken row: {error}; check its quotes", b"")
            continue
        if row is None:
            return
        if header is None:
            header = [name.strip() for name in row]
            if "text" not in header:
                named = ", ".join(map(repr, header))
                yield Reject(Place(file, line), f"no column 'text' in the first row; the columns are {named}", b"")
                return
        elif row:
            yield _article(header, row, Place(file, line))


def _article(header: list[str], row: list[str], place: Place) -> Incoming:
    raw = msgspec.json.encode([cell.encode("utf-8", "surrogateescape").decode("latin-1") for cell in row])
    try:
        cells = [cell if cell.isascii() else decode(cell.encode("utf-8", "surrogateescape"))[0] for cell in row]
        raw = msgspec.json.encode(dict(zip(header, cells, strict=False)))
        if len(cells) != len(header):
            return Reject(place, f"{len(cells)} cells in a table of {len(header)} columns; check its quotes", raw)
        return Arrival(place, Article.from_mapping(dict(zip(header, cells, strict=True))), raw)
    except UnicodeError as error:
        return Reject(place, f"unknown encoding: {error}; save the file as UTF-8", raw)
    except ArticleError as error:
        return Reject(place, str(error), raw)

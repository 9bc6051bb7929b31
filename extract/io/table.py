"""Articles from CSV and TSV: one a row, the columns named as the contract's input fields."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from extract.article import ArticleError
from extract.io.fields import Fields
from extract.io.incoming import MOST_BYTES, Arrival, Incoming, Place, Reject
from extract.io.streams import as_utf8
from extract.text.encodings import decode


class _Lines:
    """Lines, of which those handed out since the last row are remembered, so that a broken row can be kept."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.since: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.since.append(line)
        return line

    def raw(self) -> bytes:
        return "".join(self.since).rstrip("\r\n").encode("utf-8", "surrogateescape")


def read(stream: BinaryIO, file: str, fields: Fields, delimiter: str) -> Iterator[Incoming]:
    """The articles of a stream, row by row. The first row names the columns; the text has to be among them."""
    csv.field_size_limit(MOST_BYTES)
    # Bytes that are no UTF-8 come through as lone surrogates, so that each row can be decoded for itself.
    lines = _Lines(io.TextIOWrapper(as_utf8(stream), encoding="utf-8-sig", errors="surrogateescape", newline=""))
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    while True:
        line = rows.line_num + 1
        lines.since.clear()
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Reject(Place(file, line), f"broken row: {error}; check its quotes", lines.raw())
            continue
        if row is None:
            return
        if header is None:
            header = [name.strip() for name in row]
            if fields.text not in header:
                named = ", ".join(map(repr, header))
                reason = f"no column '{fields.text}' in the first row; the columns are {named}"
                yield Reject(Place(file, line), reason, lines.raw())
                return
        elif row:
            yield _article(header, row, Place(file, line), fields, lines.raw)


def _article(header: list[str], row: list[str], place: Place, fields: Fields, raw: Callable[[], bytes]) -> Incoming:
    if len(row) != len(header):
        reason = f"{len(row)} cells in a table of {len(header)} columns; check its quotes"
        return Reject(place, reason, raw())
    try:
        cells = [cell if cell.isascii() else decode(cell.encode("utf-8", "surrogateescape"))[0] for cell in row]
        return Arrival(place, fields.article(dict(zip(header, cells, strict=True))), raw())
    except UnicodeError as error:
        return Reject(place, f"unknown encoding: {error}; save the file as UTF-8", raw())
    except ArticleError as error:
        return Reject(place, str(error), raw())

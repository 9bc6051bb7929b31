"""Articles from CSV and TSV: one a row, the columns named as articles' fields usually are.

What parts the cells is found out by the columns' names: the sign by which one of them is the text. (`csv.Sniffer` looks
at the signs alone, and takes the commas of the texts.)
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, TextIO

from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Incoming, Place, Reject, too_long
from extract.io.rows import NoTextError, TableRow, headed
from extract.io.streams import as_utf8
from extract.text.encodings import decode

_SAMPLE = 1 << 16
_SKIPPED = 1 << 20
_TOO_LONG = "a line without end"
_DELIMITERS = ",;\t|"
_TOLD = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
"""The line by which Excel is told the delimiter."""


class _Lines:
    """Lines, of which those handed out since the last row are remembered, so that a broken row can be kept."""

    def __init__(self, lines: TextIO) -> None:
        self._lines = lines
        self._ready: list[str] = []
        self.since: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._ready.pop(0) if self._ready else self._lines.readline(MOST_BYTES + 1)
        if not line:
            raise StopIteration
        self.since.append(line)
        if len(line) > MOST_BYTES:
            rest = line
            while rest and not rest.endswith("\n"):
                rest = self._lines.readline(_SKIPPED)
            raise csv.Error(_TOO_LONG)
        return line

    def sample(self) -> list[str]:
        """Some lines from the beginning, which are handed out all the same."""
        size = 0
        while size < _SAMPLE and (line := self._lines.readline(MOST_BYTES + 1)):
            self._ready.append(line)
            size += len(line)
        return list(self._ready)

    def told(self) -> str | None:
        """The delimiter that the first line says, which is no row then."""
        match = _TOLD.fullmatch(self._ready[0]) if self._ready else None
        if match is None:
            return None
        del self._ready[0]
        return match[1]

    def raw(self) -> bytes:
        return "".join(self.since).rstrip("\r\n").encode("utf-8", "surrogateescape")


def read(stream: BinaryIO, file: str, mapper: Mapper, delimiter: str | None = None) -> Iterator[Incoming]:
    """The articles of a stream, row by row. A row at the top names the columns; the text has to be among them.

    Args:
        stream: the bytes.
        file: their name.
        mapper: makes articles of the rows.
        delimiter: what parts the cells where nothing else is said; None to find it out.
    """
    csv.field_size_limit(MOST_BYTES)
    # Bytes that are no UTF-8 come through as lone surrogates, so that each row can be decoded for itself.
    lines = _Lines(io.TextIOWrapper(as_utf8(stream), encoding="utf-8-sig", errors="surrogateescape", newline=""))
    sample = lines.sample()
    skipped = lines.told()
    form = _form("".join(sample), mapper, mapper.fields.delimiter or skipped or delimiter)
    try:
        names, rows = headed(_rows(lines, form, Place(file, 1 + (skipped is not None))), mapper)
    except NoTextError as error:
        if sample:
            yield Reject(Place(file, 1), str(error), sample[0].rstrip("\r\n").encode("utf-8", "surrogateescape"))
        return
    for row in rows:
        yield row if isinstance(row, Reject) else _article(names, row, file, mapper, form["delimiter"])


def _rows(lines: _Lines, form: dict[str, Any], first: Place) -> Iterator[TableRow | Reject]:
    """The rows that are not blank, in Unicode."""
    rows = csv.reader(lines, strict=True, **form)
    before = first.line or 1
    while True:
        place = Place(first.file, rows.line_num + before)
        lines.since.clear()
        try:
            row = next(rows, None)
            if row is None:
                return
            if row:
                yield TableRow(place.line or 1, _decoded(row), lines.raw())
        except csv.Error as error:
            if str(error) == _TOO_LONG:
                yield too_long(place, lines.raw())
                before += rows.line_num + 1
                rows = csv.reader(lines, strict=True, **form)  # it has the row's beginning still
                continue
            yield Reject(place, f"broken row: {error}; check its quotes", lines.raw())
        except UnicodeError as error:
            yield Reject(place, f"unknown encoding: {error}; save the file as UTF-8", lines.raw())


def _form(sample: str, mapper: Mapper, delimiter: str | None) -> dict[str, Any]:
    """How the cells are parted and quoted, as arguments of `csv.reader`."""
    form: dict[str, Any] = {"delimiter": delimiter or _delimiter(sample, mapper)}
    if sample.count('\\"') > sample.count('""'):
        form |= {"escapechar": "\\", "doublequote": False}  # as MySQL and Spark write a quotation mark
    if sample[:1] == "'" and f"'{form['delimiter']}'" in sample:
        form["quotechar"] = "'"
    return form


def _delimiter(sample: str, mapper: Mapper) -> str:
    """The sign by which the rows at the top have a text among their columns, and most others beside it."""

    def fits(delimiter: str) -> tuple[bool, int]:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        try:
            top = [row for row, _ in zip(rows, range(10), strict=False)]
        except csv.Error:
            return False, 0
        named = [row for row in top if mapper.has_text([cell.strip() for cell in row])]
        return bool(named), len(named[0]) if named else len(top[0] if top else [])

    return max(_DELIMITERS, key=fits)


def _article(names: list[str], row: TableRow, file: str, mapper: Mapper, delimiter: str) -> Incoming:
    place = Place(file, row.number)
    cells, warning = row.cells, None
    if len(cells) != len(names):
        cells, warning = _fitted(cells, names, mapper.text_field(dict.fromkeys(names)), delimiter)
    if not cells:
        return Reject(place, warning or "", row.raw)
    beyond = [f"column {number}" for number in range(len(names) + 1, len(cells) + 1)]
    return mapper.incoming(dict(zip([*names, *beyond], cells, strict=False)), place, row.raw, warning)


def _fitted(
    cells: Sequence[str], names: list[str], text: str | None, delimiter: str
) -> tuple[Sequence[str], str | None]:
    """A row's cells where they are fewer or more than the columns, and what is to be told of it.

    Programs leave out empty cells at the end, or write too many of them. Other cells too many are part of a text
    that stands last and was not quoted, or the text is the longest cell, or the row is shifted: no cells then.
    """
    width = len(names)
    filled, beyond = [*cells, *[""] * (width - len(cells))], cells[width:]
    if beyond and not any(map(str.strip, beyond)):
        return filled[:width], None
    warning = f"{len(cells)} cells in a table of {width} columns; check its quotes"
    if beyond and names[-1] == text and any(cell.startswith(" ") for cell in beyond):
        return [*filled[: width - 1], delimiter.join(filled[width - 1 :])], warning
    if beyond and text is not None and filled[names.index(text)] != max(filled, key=len):
        return [], warning
    return filled, warning


def _decoded(cells: Sequence[str]) -> list[str]:
    """The cells in Unicode. They are of one encoding, which can be told from all of them more surely than from each."""
    if all(map(str.isascii, cells)) or _UNDECODED.search("".join(cells)) is None:
        return [cell if cell.isascii() else decode(cell.encode("utf-8", "surrogateescape"))[0] for cell in cells]
    return decode(_PART.join(cells).encode("utf-8", "surrogateescape"))[0].split(_PART)


_UNDECODED = re.compile("[\udc80-\udcff]")
_PART = "\n\x1f\n"

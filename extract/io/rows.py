"""Tables without types, as people keep them: which row names the columns, and what they are where none does.

Above the names there may be a title; there may be no names at all. Then the longest cell is the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from extract.io.fields import Mapper
from extract.io.incoming import Reject
from extract.naming import is_blank
from extract.text.moments import publication_day

_ABOVE = 10
"""Among how many rows the names are looked for."""

_LONG = 100
"""Characters: a cell as long as this is the text of an article and no name of a column."""

_ADDRESS = re.compile(r"https?://\S+")


class TableRow(NamedTuple):
    """A row: its number, its cells, and what it was read from, as a broken row is kept."""

    number: int
    cells: Sequence[Any]
    raw: bytes


class NoTextError(Exception):
    """A table has no column for the text; the message says what it has."""


def headed(rows: Iterable[TableRow | Reject], mapper: Mapper) -> tuple[list[str], Iterator[TableRow | Reject]]:
    """The names of the columns, and the rows below with those that are broken.

    Raises:
        NoTextError: no column holds the text.
    """
    rows = iter(rows)
    above = list(islice(rows, _ABOVE))
    broken: list[TableRow | Reject] = []
    for place, row in enumerate(above):
        if isinstance(row, Reject):
            broken.append(row)
        elif _is_article(row.cells):
            return _guessed(row.cells, mapper), chain(broken, above[place:], rows)
        elif mapper.has_text(names := _names(row.cells)):
            below = above[place + 1 :]
            return names, chain(broken, below[1:] if below and _is_numbering(below[0]) else below, rows)
    shown = next((row.cells for row in above if isinstance(row, TableRow)), [])
    raise NoTextError(mapper.no_text(_names(shown)))


def is_below(names: Sequence[str], cells: Sequence[Any]) -> bool:
    """Whether a row is a sum or a signature below the table: one short cell of many, and no sentence."""
    told = [cell for cell in cells if not is_blank(cell)]
    said = str(told[0]).strip() if len(told) == 1 else ""
    return len(names) > 2 and 0 < len(said) < _LONG and not said.endswith((".", "!", "?", "…"))


def _is_numbering(row: TableRow | Reject) -> bool:
    """Whether a row numbers the columns: (1), (2), (3), as official forms do below the names."""
    cells = [] if isinstance(row, Reject) else [str(cell).strip("() ") for cell in row.cells if not is_blank(cell)]
    return len(cells) > 1 and cells == list(map(str, range(1, len(cells) + 1)))


def _names(cells: Sequence[Any]) -> list[str]:
    """The names that the cells are, each once."""
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = "" if is_blank(cell) else str(cell).strip()
        names.append(name if name and name not in names else f"{name or 'column'} {number}")
    return names


def _is_article(cells: Sequence[Any]) -> bool:
    """Whether this is a row of the table itself, since it holds a text."""
    return any(isinstance(cell, str) and len(cell) >= _LONG for cell in cells)


def _guessed(cells: Sequence[Any], mapper: Mapper) -> list[str]:
    """Names of the columns of a table that has none, by the cells of its first row."""
    names = [f"column {number}" for number in range(1, len(cells) + 1)]
    if mapper.fields.text is not None:
        return names
    texts = ["" if is_blank(cell) else str(cell).strip() for cell in cells]
    text = max(range(len(texts)), key=lambda place: len(texts[place]))
    mapper.guess("text", names[text])
    for place, cell in enumerate(texts):
        if place == text or not cell:
            continue
        if _ADDRESS.fullmatch(cell):
            mapper.guess("url", names[place])
        elif _is_day(cell):
            mapper.guess("published", names[place])
        elif place < text and " " in cell:
            mapper.guess("title", names[place])
    return names


def _is_day(cell: str) -> bool:
    try:
        publication_day(cell)
    except ValueError:
        return False
    return not cell.isdigit() or len(cell) >= 8

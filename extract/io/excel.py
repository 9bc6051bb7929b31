"""Articles from workbooks of Excel and LibreOffice: one a row of a sheet, the columns named as in a CSV file."""

import zipfile
from collections.abc import Iterator
from datetime import date, time
from typing import Any, BinaryIO

import msgspec

from extract.io.extras import load
from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Incoming, Place, Reject, too_long
from extract.io.rows import NoTextError, TableRow, headed, is_below
from extract.io.streams import MOST_RATIO, RATIO_FROM, BombError, seekable


def read(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The articles of a workbook, sheet by sheet and row by row. A sheet's place is `FILE!SHEET`.

    Sheets without a column for the text are passed over where another has one.

    Raises:
        MissingExtraError: python-calamine is not installed.
        BombError: the workbook unpacks to more than any would.
    """
    calamine = load("python_calamine", "excel")
    with seekable(stream) as whole:
        _measure(whole)
        try:
            book = calamine.CalamineWorkbook.from_filelike(whole)
            sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        except (calamine.CalamineError, OSError, ValueError) as error:
            yield Reject(Place(file), f"the workbook cannot be read: {error}; open it and save it as .xlsx", b"")
            return
    found, reasons = False, []
    for name, sheet in sheets:
        try:
            names, rows = headed(_rows(sheet), mapper)
        except NoTextError as error:
            reasons.append(f"sheet '{name}': {error}")
            continue
        found = True
        for row in rows:
            yield row if isinstance(row, Reject) else _article(names, row, f"{file}!{name}", mapper)
    if not found:
        yield Reject(Place(file), "; ".join(reasons) or "the workbook is empty", b"")


def _measure(stream: BinaryIO) -> None:
    """See that a workbook, which is a .zip, does not unpack past all measure."""
    if not zipfile.is_zipfile(stream):  # the older .xls is none
        stream.seek(0)
        return
    with zipfile.ZipFile(stream) as archive:
        packed = sum(member.compress_size for member in archive.infolist())
        size = sum(member.file_size for member in archive.infolist())
    if size > RATIO_FROM and size > MOST_RATIO * packed:
        raise BombError(f"it unpacks to more than {MOST_RATIO} times its size")
    stream.seek(0)


def _rows(sheet: Any) -> Iterator[TableRow]:
    """The rows that are not blank, numbered as in the sheet."""
    first = sheet.start[0] if sheet.start else 0
    for number, cells in enumerate(sheet.iter_rows(), start=first + 1):
        plain = [_plain(cell) for cell in cells]
        if any(cell is not None for cell in plain):
            yield TableRow(number, plain, msgspec.json.encode(plain))


def _plain(cell: Any) -> Any:
    """A cell as JSON has it: dates in ISO 8601, whole numbers without a point."""
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if cell is None or isinstance(cell, str | bool | int | float):
        return None if cell == "" else cell
    return str(cell)


def _article(names: list[str], row: TableRow, sheet: str, mapper: Mapper) -> Incoming:
    place = Place(sheet, row.number)
    if len(row.raw) > MOST_BYTES:
        return too_long(place, row.raw)
    if is_below(names, row.cells):
        return Reject(place, "one short cell alone: a sum or a signature below the table, and no article", row.raw)
    return mapper.incoming(dict(zip(names, row.cells, strict=False)), place, row.raw)

"""Excel: one workbook with a sheet a table.

A sheet has room for a million rows: what is more goes on in a sheet of the same name with a number. Texts are texts,
whatever they begin with, so no formula is in it; characters that a workbook cannot hold are left out.
"""

import os
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from extract.io.extras import load
from extract.io.streams import reopened
from extract.io.tables import TABLES, Row
from extract.io.writers.base import Form, OutputError, State
from extract.io.writers.existing import foreign, see_writable, target
from extract.io.writers.payload import unpacked

_MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LENGTH = 8  # bytes, of the length in front of each piece that is kept until the end
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class ExcelWriter:
    """`OUT`, an .xlsx file. What is committed is kept beside it until the end, when the workbook is made of it.

    Raises:
        MissingExtraError: openpyxl is not installed.
    """

    form: Form = "rows"
    batch = 500

    def __init__(self, output: str) -> None:
        self._openpyxl: Any = load("openpyxl", "excel")
        self._path = target(output)
        self._kept = self._path.with_name(f"{self._path.name}.part")
        self._book = self._path.with_name(f"{self._path.name}.book.part")
        self._file: BinaryIO | None = None

    def check(self, *, force: bool) -> None:
        """See that the file is missing, or a workbook of these tables."""
        if self._path.is_dir():
            raise OutputError(f"'{self._path}' is a folder; give the name of a file")
        see_writable(self._path)
        if self._path.is_file() and not force and not _holds_tables(self._path):
            raise foreign(self._path)

    def open(self, run: Row, state: State | None) -> None:
        """Begin, or cut what is kept back to the last commit."""
        self._file = reopened(self._kept, state["size"]) if state else self._kept.open("wb")

    def write(self, payload: bytes) -> None:
        """Take the rows of some articles."""
        assert self._file is not None
        self._file.write(len(payload).to_bytes(_LENGTH, "big") + payload)

    def commit(self) -> State:
        """See that the rows are on the disk."""
        assert self._file is not None
        self._file.flush()
        os.fsync(self._file.fileno())
        return {"size": self._file.tell()}

    def end(self, run: Row) -> None:
        """Make the workbook."""
        book = self._openpyxl.Workbook(write_only=True)
        sheets = [_Sheet(book, table.name, [column.name for column in table.columns]) for table in TABLES]
        sheets[0].add(run)
        for payload in self._payloads():
            for sheet, rows in zip(sheets, unpacked(payload), strict=True):
                for row in rows:
                    sheet.add(row)
        plain = self._book.with_name(f"{self._book.name}.plain")
        book.save(plain)
        _without_clock(plain, self._book)
        plain.unlink()

    def _payloads(self) -> Iterator[bytes]:
        with self._kept.open("rb") as kept:
            while head := kept.read(_LENGTH):
                yield kept.read(int.from_bytes(head, "big"))

    def publish(self) -> None:
        """Give the workbook its name."""
        self.close()
        if self._book.exists():
            self._book.replace(self._path)
        self._kept.unlink(missing_ok=True)

    def close(self) -> None:
        """Close what is kept; it stays."""
        if self._file is not None:
            self._file.close()

    def discard(self) -> None:
        """Take what is kept away."""
        self.close()
        self._kept.unlink(missing_ok=True)


class _Sheet:
    """A table's sheet, and where that is full the next."""

    def __init__(self, book: Any, name: str, head: list[str]) -> None:
        self._book, self._name, self._head = book, name, head
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        name = self._name if self._number == 1 else f"{self._name} {self._number}"
        self._sheet = self._book.create_sheet(name)
        self._sheet.append(self._head)
        self._rows = 1

    def add(self, row: Row) -> None:
        """Write a row."""
        if self._rows == _MOST_ROWS:
            self._begin()
        self._sheet.append([self._cell(value) for value in row])
        self._rows += 1

    def _cell(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        text = _ILLEGAL.sub("", value)[:_MOST_CHARACTERS]
        if not text.startswith("="):
            return text
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"  # or it would be a formula
        return cell


def _holds_tables(path: Path) -> bool:
    """Whether a file is empty, or a workbook with a sheet for every table."""
    if path.stat().st_size == 0:
        return True
    try:
        with zipfile.ZipFile(path) as book:
            sheets = book.read("xl/workbook.xml").decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError):
        return False
    return all(f'name="{table.name}"' in sheets for table in TABLES)


def _without_clock(plain: Path, written: Path) -> None:
    """Write a workbook again without the time of day, so that the same run gives the same bytes."""
    never = datetime(*_NO_DAY).isoformat().encode() + b"Z"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(written, "w") as result:
        for member in source.infolist():
            told = zipfile.ZipInfo(member.filename, _NO_DAY)
            told.compress_type = zipfile.ZIP_DEFLATED
            if member.filename == "docProps/core.xml":
                result.writestr(told, _CLOCK.sub(rb"\g<1>" + never, source.read(member)))
                continue
            with source.open(member) as inside, result.open(told, "w", force_zip64=True) as outside:
                while data := inside.read(1 << 18):
                    outside.write(data)

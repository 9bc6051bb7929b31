"""What goes from workers to writers, as bytes: lines of JSON, or rows by table."""

import marshal

from extract.io.tables import TABLES, Row, Rows, rows
from extract.io.writers.base import Form
from extract.record import Record, to_json


class Packer:
    """Gathers records in the form that a writer takes."""

    def __init__(self, form: Form, run_id: str) -> None:
        self._form = form
        self._wants_rows = form != "json"
        self._run_id = run_id
        self._lines: list[bytes] = []
        self._rows: Rows = {table.name: [] for table in TABLES}

    def add(self, record: Record) -> None:
        """Take a record in. If it raises, nothing of the record was taken."""
        line = to_json(record) + b"\n"
        if self._wants_rows:
            for name, found in rows(record, self._run_id).items():
                self._rows[name] += found
        if self._form != "rows":
            self._lines.append(line)

    def pack(self) -> bytes:
        """What was taken in, as one piece."""
        lines = b"".join(self._lines)
        if self._form == "json":
            return lines
        # Both ends run the same Python, and nothing else packs tuples of texts and numbers as fast.
        packed = marshal.dumps([self._rows[table.name] for table in TABLES])
        return marshal.dumps((lines, packed)) if self._form == "both" else packed


def parted(data: bytes) -> dict[Form, bytes]:
    """The pieces of one for several writers, by what each is."""
    lines, packed = marshal.loads(data)
    return {"json": lines, "rows": packed}


def unpacked(data: bytes) -> list[list[Row]]:
    """The rows of a piece, table by table in the order of `TABLES`."""
    found: list[list[Row]] = marshal.loads(data)
    return found

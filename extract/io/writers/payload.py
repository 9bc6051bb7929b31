"""What goes from workers to writers, as bytes: lines of JSON, or rows by table."""

import marshal

from extract.io.tables import TABLES, Row, Rows, rows
from extract.io.writers.base import Form
from extract.record import Record, to_json


class Packer:
    """Gathers records in the form that a writer takes."""

    def __init__(self, form: Form, run_id: str) -> None:
        self._form = form
        self._run_id = run_id
        self._lines: list[bytes] = []
        self._rows: Rows = {table.name: [] for table in TABLES}

    def add(self, record: Record) -> None:
        """Take a record in. If it raises, nothing of the record was taken."""
        if self._form == "json":
            self._lines.append(to_json(record) + b"\n")
            return
        for name, found in rows(record, self._run_id).items():
            self._rows[name] += found

    def pack(self) -> bytes:
        """What was taken in, as one piece."""
        if self._form == "json":
            return b"".join(self._lines)
        # Both ends run the same Python, and nothing else packs tuples of texts and numbers as fast.
        return marshal.dumps([self._rows[table.name] for table in TABLES])


def unpacked(data: bytes) -> list[list[Row]]:
    """The rows of a piece, table by table in the order of `TABLES`."""
    found: list[list[Row]] = marshal.loads(data)
    return found

"""Articles from Parquet: one a row, the columns named as the contract's input fields."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from extract.io import wrapped
from extract.io.extras import load
from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Incoming, Place, Reject, too_long
from extract.io.streams import seekable
from extract.text.encodings import decode

_ROWS = 64
_FOLDER = re.compile(r"(?:^|[/!\\])([\w-]+)=([^/\\!]+)(?=[/\\])")


def read(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The articles of a stream, row by row (`line` of a place is the row's number).

    Folders that are called as columns and their values ("ngay=2025-10-16/") are columns, as Spark and Hive write them.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    parquet = load("pyarrow.parquet", "parquet")
    with seekable(stream) as whole:
        row_number = 0
        try:
            table = parquet.ParquetFile(whole)
            folders = dict(_FOLDER.findall(file))
            names = table.schema_arrow.names
            if not mapper.has_text(names):
                yield Reject(Place(file), mapper.no_text(names), b"")
                return
            for batch in table.iter_batches(batch_size=_ROWS):
                for row in rows(batch):
                    row_number += 1
                    yield from _articles(folders | row, Place(file, row_number), mapper)
        except load("pyarrow", "parquet").ArrowException as error:
            yield Reject(Place(file, row_number + 1), f"the file is damaged from here on: {error}", b"")


def _articles(row: dict[str, Any], place: Place, mapper: Mapper) -> Iterator[Incoming]:
    # Dates, decimals and bytes become what they are in JSON, since the record is JSON in the end.
    plain: dict[str, Any] = msgspec.to_builtins(row, enc_hook=str)
    raw = msgspec.json.encode(plain)
    if len(raw) > MOST_BYTES:
        yield too_long(place, raw)
        return
    for one in wrapped.rows(plain, mapper) or [plain]:
        yield mapper.incoming(one, place, raw)


def rows(batch: Any) -> list[dict[str, Any]]:
    """The rows of an Arrow batch in Python's types, also where these cannot hold a value.

    Nanoseconds are cut to microseconds, bytes that are no UTF-8 are decoded as what they are, and a moment beyond the
    year 9999 is its number.
    """
    columns = [_values(column) for column in batch.columns]
    names = batch.schema.names
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: Any) -> list[Any]:
    arrow = load("pyarrow", "parquet")
    kind = column.type
    if arrow.types.is_timestamp(kind) and kind.unit == "ns":
        column = column.cast(arrow.timestamp("us", kind.tz), safe=False)
    try:
        found: list[Any] = column.to_pylist()
        return found
    except _UNHELD:
        return [_value(one) for one in column]


def _value(one: Any) -> Any:
    """One value that Python may not be able to hold, in another form; what lies in it is each by itself."""
    arrow = load("pyarrow", "parquet")
    kind = one.type
    try:
        return one.as_py()
    except UnicodeDecodeError as error:
        if not arrow.types.is_nested(kind) and not arrow.types.is_dictionary(kind):
            return _text(error.object)
    except _UNHELD:
        pass
    if arrow.types.is_dictionary(kind):
        return _value(one.value)
    if arrow.types.is_struct(kind):
        return {name: _value(inner) for name, inner in one.items()}
    if arrow.types.is_nested(kind):
        return [_value(inner) for inner in one.values]
    wide = arrow.int32() if arrow.types.is_date32(kind) or arrow.types.is_time32(kind) else arrow.int64()
    try:
        return str(one.cast(wide).as_py())
    except (arrow.ArrowException, *_UNHELD):
        return str(one)


_UNHELD = (ValueError, OverflowError, ArithmeticError, LookupError)
"""What pyarrow raises where Python cannot hold a value, or does not know its time zone."""


def _text(raw: bytes) -> str:
    try:
        return decode(raw)[0]
    except UnicodeError:
        return raw.decode("utf-8", "replace")

"""Articles from Parquet: one a row, the columns named as the contract's input fields."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from extract.article import ArticleError
from extract.io.extras import load
from extract.io.fields import Fields
from extract.io.incoming import MOST_BYTES, Arrival, Incoming, Place, Reject, too_long
from extract.io.streams import seekable

_ROWS = 64


def read(stream: BinaryIO, file: str, fields: Fields) -> Iterator[Incoming]:
    """The articles of a stream, row by row (`line` of a place is the row's number).

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    parquet = load("pyarrow.parquet", "parquet")
    with seekable(stream) as whole:
        row_number = 0
        try:
            table = parquet.ParquetFile(whole)
            names = table.schema_arrow.names
            if fields.text not in names:
                named = ", ".join(map(repr, names))
                yield Reject(Place(file), f"no column '{fields.text}'; the columns are {named}", b"")
                return
            for batch in table.iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    row_number += 1
                    yield _article(row, Place(file, row_number), fields)
        except load("pyarrow", "parquet").ArrowException as error:
            yield Reject(Place(file, row_number + 1), f"the file is damaged from here on: {error}", b"")


def _article(row: dict[str, Any], place: Place, fields: Fields) -> Incoming:
    # Dates, decimals and bytes become what they are in JSON, since the record is JSON in the end.
    plain: dict[str, Any] = msgspec.to_builtins(row)
    raw = msgspec.json.encode(plain)
    if len(raw) > MOST_BYTES:
        return too_long(place, raw)
    try:
        return Arrival(place, fields.article(plain), raw)
    except ArticleError as error:
        return Reject(place, str(error), raw)

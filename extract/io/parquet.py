"""Articles from Parquet: one a row, the columns named as the contract's input fields."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from extract.article import ArticleError
from extract.io.extras import load
from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Arrival, Incoming, Place, Reject, too_long
from extract.io.streams import seekable

_ROWS = 64


def read(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
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
            if not mapper.has_text(names):
                yield Reject(Place(file), mapper.no_text(names), b"")
                return
            for batch in table.iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    row_number += 1
                    yield _article(row, Place(file, row_number), mapper)
        except load("pyarrow", "parquet").ArrowException as error:
            yield Reject(Place(file, row_number + 1), f"the file is damaged from here on: {error}", b"")


def _article(row: dict[str, Any], place: Place, mapper: Mapper) -> Incoming:
    # Dates, decimals and bytes become what they are in JSON, since the record is JSON in the end.
    plain: dict[str, Any] = msgspec.to_builtins(row)
    raw = msgspec.json.encode(plain)
    if len(raw) > MOST_BYTES:
        return too_long(place, raw)
    try:
        return Arrival(place, mapper.article(plain), raw)
    except ArticleError as error:
        return Reject(place, str(error), raw)

"""Articles from JSON Lines: one object a line with the contract's input fields."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from extract.article import ArticleError
from extract.io.fields import Fields
from extract.io.incoming import MOST_BYTES, Arrival, Incoming, Place, Reject, too_long
from extract.io.streams import as_utf8
from extract.record import loads
from extract.text.encodings import decode

_SKIPPED = 1 << 20


def read(stream: BinaryIO, file: str, fields: Fields) -> Iterator[Incoming]:
    """The articles of a stream, line by line; blank lines are passed over."""
    stream = as_utf8(stream)
    number = 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        if len(line) > MOST_BYTES:
            yield too_long(Place(file, number), line)
            while line and not line.endswith(b"\n"):
                line = stream.readline(_SKIPPED)
        elif not line.isspace():
            yield parse(line.rstrip(b"\r\n"), Place(file, number), fields)


def parse(raw: bytes, place: Place, fields: Fields) -> Arrival | Reject:
    """The article in one JSON object, or why there is none."""
    try:
        row = _row(raw)
        if not isinstance(row, dict):
            reason = f"the JSON is {type(row).__name__}, it has to be an object with '{fields.text}'"
            return Reject(place, reason, raw)
        return Arrival(place, fields.article(row), raw)
    except UnicodeError as error:
        return Reject(place, f"unknown encoding: {error}; save the file as UTF-8", raw)
    except (msgspec.DecodeError, RecursionError) as error:
        return Reject(place, f"broken JSON: {error}; it has to be one whole JSON object", raw)
    except ArticleError as error:
        return Reject(place, str(error), raw)


def _row(raw: bytes) -> Any:
    try:
        return loads(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):  # no UTF-8, or broken
        return loads(decode(raw)[0])

"""Articles from JSON Lines: one object a line with the contract's input fields."""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from extract.article import Article, ArticleError
from extract.io.incoming import Arrival, Incoming, Place, Reject
from extract.record import loads
from extract.text.encodings import decode


def read(stream: BinaryIO, file: str) -> Iterator[Incoming]:
    """The articles of a stream, line by line; blank lines are passed over."""
    for number, line in enumerate(stream, start=1):
        raw = line.rstrip(b"\r\n")
        if raw.strip():
            yield _article(raw, Place(file, number))


def _article(raw: bytes, place: Place) -> Incoming:
    try:
        text, _ = decode(raw)
        fields = loads(text)
        if not isinstance(fields, dict):
            return Reject(place, f"the line is a JSON {type(fields).__name__}, it has to be an object with 'text'", raw)
        return Arrival(place, Article.from_mapping(fields), raw)
    except UnicodeError as error:
        return Reject(place, f"unknown encoding: {error}; save the file as UTF-8", raw)
    except msgspec.DecodeError as error:
        return Reject(place, f"broken JSON: {error}; each line has to be one whole JSON object", raw)
    except ArticleError as error:
        return Reject(place, str(error), raw)

"""One article from a text file."""

from collections.abc import Iterator
from typing import BinaryIO

from extract.article import Article, ArticleError
from extract.io.fields import Fields
from extract.io.incoming import MOST_BYTES, Arrival, Incoming, Place, Reject, too_long
from extract.text.encodings import decode


def read(stream: BinaryIO, file: str, fields: Fields) -> Iterator[Incoming]:
    """The stream's whole text as one article; `source` says which file it was."""
    raw = stream.read(MOST_BYTES + 1)
    place = Place(file)
    if len(raw) > MOST_BYTES:
        yield too_long(place, raw)
        return
    try:
        text, _ = decode(raw)
        yield Arrival(place, Article.from_mapping({"text": text, "file": file}), raw)
    except UnicodeError as error:
        yield Reject(place, f"unknown encoding: {error}; save the file as UTF-8", raw)
    except ArticleError as error:
        yield Reject(place, str(error), raw)

"""One article from a text file."""

from collections.abc import Iterator
from typing import BinaryIO

from extract.article import Article, ArticleError
from extract.io.incoming import Arrival, Incoming, Place, Reject
from extract.text.encodings import decode


def read(stream: BinaryIO, file: str) -> Iterator[Incoming]:
    """The stream's whole text as one article; `source` says which file it was."""
    raw = stream.read()
    place = Place(file)
    try:
        text, _ = decode(raw)
        yield Arrival(place, Article.from_mapping({"text": text, "file": file}), raw)
    except UnicodeError as error:
        yield Reject(place, f"unknown encoding: {error}; save the file as UTF-8", raw)
    except ArticleError as error:
        yield Reject(place, str(error), raw)

"""Articles from text files: one a file, or several, parted by a line."""

from collections.abc import Iterator
from typing import BinaryIO

from extract.article import Article, ArticleError
from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Arrival, Incoming, Place, Reject, too_long, whole
from extract.io.streams import as_utf8
from extract.text.encodings import decode

EACH_LINE = "line"
"""What `split` is where each line is an article."""


def read(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The stream's whole text as one article, or its parts; `source` says which file it was."""
    if mapper.fields.split is None:
        yield _article(whole(stream), Place(file))
    else:
        for number, raw in _parts(as_utf8(stream), mapper.fields.split):
            yield _article(raw, Place(file, number))


def _parts(stream: BinaryIO, split: str) -> Iterator[tuple[int, bytes]]:
    """The parts that are not blank, with the numbers of their first lines."""
    mark, held, size, first, number = split.strip().encode(), list[bytes](), 0, 1, 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        parts_here = split == EACH_LINE or _is_mark(line.strip(), mark)
        if not parts_here or split == EACH_LINE:
            if size <= MOST_BYTES:
                held.append(line)
            size += len(line)
        if parts_here:
            if b"".join(held).strip():
                yield first, b"".join(held)
            held, size, first = [], 0, number + 1
    if b"".join(held).strip():
        yield first, b"".join(held)


def _is_mark(line: bytes, mark: bytes) -> bool:
    """Whether a line parts articles: it is the mark, or a longer row of the sign that the mark is a row of."""
    return line == mark or (len(set(mark)) == 1 and len(line) > len(mark) > 1 and set(line) == set(mark))


def _article(raw: bytes, place: Place) -> Incoming:
    if len(raw) > MOST_BYTES:
        return too_long(place, raw)
    try:
        text, _ = decode(raw)
        return Arrival(place, Article.from_mapping({"text": text, "file": place.file}), raw)
    except UnicodeError as error:
        return Reject(place, f"unknown encoding: {error}; save the file as UTF-8", raw)
    except ArticleError as error:
        return Reject(place, str(error), raw)

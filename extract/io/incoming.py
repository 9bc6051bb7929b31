"""What readers hand out: articles, and what could not be read as one, each with its place."""

from typing import NamedTuple

from extract.article import Article


class Place(NamedTuple):
    """Where something stands in the input: a file, and a line in it where the format has lines (from 1)."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


class Reject(NamedTuple):
    """A piece of input that yields no record: where it stands, why, and its own bytes, so that nothing is lost."""

    place: Place
    reason: str
    raw: bytes


class Arrival(NamedTuple):
    """An article with its place and the bytes that it was read from."""

    place: Place
    article: Article
    raw: bytes


Incoming = Arrival | Reject

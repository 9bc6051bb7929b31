"""What readers hand out: articles, web pages, and what could not be read as either, each with its place."""

from typing import Any, BinaryIO, NamedTuple

from extract.article import Article

MOST_BYTES = 64 << 20
"""The most that one article may take, in bytes: what is longer is set aside, so that memory stays bounded."""

KEPT_BYTES = 1 << 16
"""How much is kept in the rejects of a piece that is too long to be read."""


class Place(NamedTuple):
    """Where something stands in the input.

    Attributes:
        file: the file's name; a file in an archive is `ARCHIVE!NAME`.
        line: the line, row or record in it, where the format has such (from 1).
    """

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
    """An article with its place and the bytes that it was read from.

    `carried` says that the article's text is not the input's own, so that its record has to carry it; `warning` is what
    the record is to say of how it was read.
    """

    place: Place
    article: Article
    raw: bytes
    carried: bool = False
    warning: str | None = None


class Page(NamedTuple):
    """A saved web page: `extract.io.html.parse` takes its article out, which is work for another process.

    Attributes:
        place: where it stands.
        raw: the page's bytes.
        url: its address, where the container says it.
        charset: the encoding that the server named.
        source: what else is known of it; a title, date or author is taken where the page itself says none.
        skip_lists: whether it is set aside where it is a list of articles.
    """

    place: Place
    raw: bytes
    url: str | None
    charset: str | None
    source: dict[str, Any]
    skip_lists: bool = False


Incoming = Arrival | Page | Reject


def whole(stream: BinaryIO) -> bytes:
    """All bytes of a stream, or one more than an article may have.

    Raises:
        OSError, EOFError and others of a damaged stream: half an article is none.
    """
    data = stream.read(MOST_BYTES + 1)
    return data + stream.read(1) if len(data) <= MOST_BYTES else data


def too_long(place: Place, start: bytes) -> Reject:
    """The reject of a piece that is longer than `MOST_BYTES`."""
    reason = f"longer than {MOST_BYTES >> 20} MiB; only its first {KEPT_BYTES >> 10} KiB are kept here"
    return Reject(place, reason, start[:KEPT_BYTES])

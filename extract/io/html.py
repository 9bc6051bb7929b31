"""Articles from saved web pages: main text, title, date and author, taken out by trafilatura.

Offsets in the record are those of the text that was taken out, so such a record carries it.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any, BinaryIO

from extract.article import Article, ArticleError
from extract.io.extras import load
from extract.io.fields import Fields
from extract.io.incoming import MOST_BYTES, Arrival, Incoming, Page, Place, Reject, too_long
from extract.text.encodings import decode

# Without a last day of its own, htmldate asks the clock, and a page would read differently tomorrow.
_DATES = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d", "max_date": "2100-01-01"}


def read(stream: BinaryIO, file: str, fields: Fields) -> Iterator[Incoming]:
    """The page of a stream; `source` says which file it was.

    Raises:
        MissingExtraError: trafilatura is not installed.
    """
    available()
    raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        yield too_long(Place(file), raw)
    else:
        yield Page(Place(file), raw, None, None, {"file": file})


def available() -> None:
    """See that pages can be parsed, without loading what parses them.

    Raises:
        MissingExtraError: trafilatura is not installed.
    """
    if find_spec("trafilatura") is None:
        load("trafilatura", "html")


def parse(page: Page) -> Arrival | Reject:
    """The article of a page, or why there is none.

    Raises:
        MissingExtraError: trafilatura is not installed.
    """
    trafilatura = load("trafilatura", "html")
    try:
        markup = _decoded(page)
    except UnicodeError as error:
        return Reject(page.place, f"unknown encoding: {error}; save the page as UTF-8", page.raw)
    found = trafilatura.bare_extraction(
        markup, url=page.url, with_metadata=True, include_comments=False, date_extraction_params=_DATES
    )
    if found is None or not (found.text or "").strip():
        return Reject(page.place, "no main text was found in the page", page.raw)
    row: dict[str, Any] = {
        **page.source,
        "text": found.text,
        "title": found.title,
        "published": found.date,
        "author": found.author,
        "url": page.url or found.url,
    }
    try:
        return Arrival(page.place, Article.from_mapping(row), page.raw, carried=True)
    except ArticleError as error:
        return Reject(page.place, str(error), page.raw)


def _decoded(page: Page) -> str:
    """The page's characters: in the encoding that can be told from the bytes, else in the one that the server named."""
    try:
        return decode(page.raw)[0]
    except UnicodeError:
        if page.charset is None:
            raise
        try:
            return page.raw.decode(page.charset, "replace")
        except LookupError as error:
            raise UnicodeError(f"the server named the encoding '{page.charset}'") from error

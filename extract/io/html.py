"""Articles from saved web pages: headline, lead, text, author and date.

trafilatura says where the text of a page is and htmldate what its date is, where the page itself does not say; what
papers of Vietnam do that these do not know is in `extract.io.pages`. Offsets in the record are those of the text that
was taken out, so such a record carries it.
"""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any, BinaryIO

from extract.article import Article, ArticleError
from extract.io.extras import load
from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Arrival, Incoming, Page, Place, Reject, too_long, whole
from extract.text.encodings import decode

PAGES = ("text/html", "application/xhtml+xml")

LIST = "the page looks like a list of articles, not like one"

# Without a last day of its own, htmldate asks the clock, and a page would read differently tomorrow.
_DATES = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d", "max_date": "2100-01-01"}
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding=["']([\w-]+)""", re.IGNORECASE
)
_HEAD = 4096
_FEW = 20
"""How many letters beyond ASCII there have to be for each broken byte of a page in UTF-8."""


def read(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The page of a stream; `source` says which file it was.

    Raises:
        MissingExtraError: trafilatura is not installed.
    """
    available()
    raw = whole(stream)
    if len(raw) > MOST_BYTES:
        yield too_long(Place(file), raw)
    else:
        yield Page(Place(file), raw, None, None, {"file": file}, mapper.fields.skip_lists)


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
    load("trafilatura", "html")
    from extract.io.pages.article import taken_out

    try:
        markup = _decoded(page)
    except UnicodeError as error:
        return Reject(page.place, f"unknown encoding: {error}; save the page as UTF-8", page.raw)
    found = taken_out(markup, page.url, _DATES)
    if found is None or not found.text.strip():
        return Reject(page.place, "no main text was found in the page", page.raw)
    if found.is_list and page.skip_lists:
        return Reject(page.place, LIST, page.raw)
    row: dict[str, Any] = {
        **page.source,
        "text": found.text,
        "title": found.title or page.source.get("title"),
        "published": found.published or page.source.get("published"),
        "author": found.author or page.source.get("author"),
        "url": page.url or found.url,
    }
    try:
        return Arrival(page.place, Article.from_mapping(row), page.raw, True, LIST if found.is_list else None)
    except ArticleError as error:
        return Reject(page.place, str(error), page.raw)


def _decoded(page: Page) -> str:
    """The page's characters: in the encoding that the bytes tell, else in the one that page or server name."""
    mended = page.raw.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    if broken and sum(map(_is_beyond, mended)) >= _FEW * broken:
        return mended  # a byte or two were lost on the way
    try:
        return decode(page.raw)[0]
    except UnicodeError:
        named = _CHARSET.search(page.raw[:_HEAD])
        charset = (named[1] or named[2]).decode("ascii") if named else page.charset
        if charset is None:
            raise
        try:
            return page.raw.decode(charset, "replace")
        except LookupError as error:
            raise UnicodeError(f"the page is said to be in the encoding '{charset}'") from error


def _is_beyond(character: str) -> bool:
    return "\x7f" < character != "\ufffd"

"""Articles from WARC: the web pages of a crawl, and the plain text of WET files."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from extract.article import Article, ArticleError
from extract.io import html
from extract.io.extras import load
from extract.io.fields import Fields
from extract.io.incoming import MOST_BYTES, Arrival, Incoming, Page, Place, Reject, too_long

_PAGES = ("text/html", "application/xhtml+xml")


def read(stream: BinaryIO, file: str, fields: Fields) -> Iterator[Incoming]:
    """The pages and texts of a stream (`line` of a place is the record's number); other records are passed over.

    Answers that are no success, and what is not HTML or plain text (pictures, scripts), hold no article.

    Raises:
        MissingExtraError: fastwarc or trafilatura is not installed.
    """
    warc = load("fastwarc.warc", "warc")
    html.available()
    types = warc.WarcRecordType
    for number, record in enumerate(warc.ArchiveIterator(stream, parse_http=True), start=1):
        place = Place(file, number)
        if record.record_type == types.response and record.is_http:
            if record.http_headers.status_code == 200 and record.http_content_type in _PAGES:
                yield _page(record, place)
        elif record.record_type == types.conversion:
            yield _text(record, place)


def _source(record: Any, place: Place) -> dict[str, Any]:
    crawled = record.record_date.isoformat() if record.record_date else None
    return {"file": place.file, "crawled": crawled, "warc_record": record.record_id}


def _page(record: Any, place: Place) -> Incoming:
    raw = record.reader.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        return too_long(place, raw)
    return Page(place, raw, record.headers.get("WARC-Target-URI"), record.http_charset, _source(record, place))


def _text(record: Any, place: Place) -> Incoming:
    raw = record.reader.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        return too_long(place, raw)
    row = {**_source(record, place), "text": raw.decode("utf-8", "replace")}
    try:
        article = Article.from_mapping({**row, "url": record.headers.get("WARC-Target-URI")})
        return Arrival(place, article, raw, carried=True)
    except ArticleError as error:
        return Reject(place, str(error), raw)

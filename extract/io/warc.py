"""Articles from WARC: the web pages of a crawl, and the plain text of WET files.

Bodies are unpacked here, one by one: fastwarc's own way (`auto_decode`) ends an archive in silence behind a body that
is chunked and packed.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from extract.article import Article, ArticleError
from extract.io import html
from extract.io.bodies import BodyError, plain
from extract.io.extras import MissingExtraError, load
from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Arrival, Incoming, Page, Place, Reject, too_long

_STARTS = (b"<!doctype html", b"<html")


def read(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The pages and texts of a stream (`line` of a place is the record's number); other records are passed over.

    Answers that are no success, and what is not HTML or plain text (pictures, scripts), hold no article.

    Raises:
        MissingExtraError: fastwarc or trafilatura is not installed.
    """
    warc = load("fastwarc.warc", "warc")
    html.available()
    types = warc.WarcRecordType
    for number, record in enumerate(_records(warc.ArchiveIterator(stream, parse_http=True)), start=1):
        place = Place(file, number)
        if isinstance(record, OSError):
            yield Reject(place, f"{_DAMAGED}: {record}", b"")
            return
        # fastwarc hands out records that are cut, and lines that are none, and ends in silence.
        if record.record_id is None or record.headers.get("Content-Length") is None:
            yield Reject(place, f"{_DAMAGED}: no whole record of WARC; its lines have to end in CR LF", b"")
            return
        found = None
        if record.record_type == types.conversion:
            found = _text(record, place)
        elif _may_be_page(record, types):
            found = _page(record, place, mapper)
        if found is not None:
            yield found
        if _ends_early(record):
            yield Reject(place, f"{_DAMAGED}: the file ends inside this record", b"")
            return


def _records(archive: Iterator[Any]) -> Iterator[Any]:
    """The records, and behind them the error that ends them early, if one does."""
    try:
        yield from archive
    except OSError as error:
        yield error


_DAMAGED = "damaged from here on"


def _ends_early(record: Any) -> bool:
    """Whether the file ends before the record does; reads what is left of it."""
    while record.reader.read(1 << 20):
        pass
    return bool(record.reader.tell() < record.content_length)


def _may_be_page(record: Any, types: Any) -> bool:
    """Whether a record is a page, or may be one since its kind is not said."""
    if record.record_type == types.resource:
        return _kind(record.headers.get("Content-Type")) in html.PAGES
    if record.record_type != types.response or not record.is_http:
        return False
    return record.http_headers.status_code == 200 and _kind(record.http_headers.get("Content-Type")) in (
        *html.PAGES,
        "",
    )


def _kind(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower()


def _source(record: Any, place: Place) -> dict[str, Any]:
    crawled = record.record_date.isoformat() if record.record_date else None
    return {"file": place.file, "crawled": crawled, "warc_record": record.record_id}


def _address(record: Any) -> str | None:
    """The page's address, which wget writes in angle brackets."""
    address = record.headers.get("WARC-Target-URI")
    return address.strip("<> ") if address else None


def _page(record: Any, place: Place, mapper: Mapper) -> Incoming | None:
    packed = record.reader.read(MOST_BYTES + 1)
    if len(packed) > MOST_BYTES:
        return too_long(place, packed)
    if len(packed) < record.content_length:
        return None  # half an article is none
    head = record.http_headers
    try:
        raw = (
            plain(packed, head.get("Transfer-Encoding"), head.get("Content-Encoding"), MOST_BYTES)
            if head is not None
            else packed
        )
    except (BodyError, MissingExtraError) as error:
        return Reject(place, f"the body of the answer cannot be unpacked: {error}", packed)
    if len(raw) > MOST_BYTES:
        return too_long(place, raw)
    if head is not None and not _kind(head.get("Content-Type")) and not raw.lstrip()[:20].lower().startswith(_STARTS):
        return None
    charset = record.http_charset if head is not None else None
    return Page(place, raw, _address(record), charset, _source(record, place), mapper.fields.skip_lists)


def _text(record: Any, place: Place) -> Incoming | None:
    raw = record.reader.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        return too_long(place, raw)
    if len(raw) < record.content_length:
        return None
    row = {**_source(record, place), "text": raw.decode("utf-8", "replace")}
    try:
        article = Article.from_mapping({**row, "url": _address(record)})
        return Arrival(place, article, raw, carried=True)
    except ArticleError as error:
        return Reject(place, str(error), raw)

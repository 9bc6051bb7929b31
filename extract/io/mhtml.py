"""A page that a browser saved with its pictures in one file (.mhtml)."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import BinaryIO

from extract.io import html
from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Incoming, Page, Place, Reject, too_long, whole


def read(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The page of a stream; its pictures are passed over.

    Raises:
        MissingExtraError: trafilatura is not installed.
    """
    html.available()
    raw = whole(stream)
    if len(raw) > MOST_BYTES:
        yield too_long(Place(file), raw)
        return
    message = message_from_bytes(raw, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in html.PAGES:
            url = message.get("Snapshot-Content-Location") or part.get("Content-Location")
            body = part.get_payload(decode=True)
            assert isinstance(body, bytes)  # as it is in every part that is none of several
            source = {"file": file}
            yield Page(Place(file), body, url, part.get_content_charset(), source, mapper.fields.skip_lists)
            return
    yield Reject(Place(file), "no page in the file", b"")

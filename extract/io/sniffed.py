"""What a file is by its beginning, where its name says nothing, or something else."""

import re

SEEN = 1 << 12
"""How many bytes of the beginning tell it."""

_SIGNS = (
    (b"PAR1", ".parquet"),
    (b"WARC/", ".warc"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
)
_TEXTS = (
    (re.compile(rb"<!doctype html|<html\b", re.IGNORECASE), ".html"),
    (re.compile(rb"<\?xml[^>]*>\s*(<!--.*?-->\s*)*<!doctype html", re.IGNORECASE | re.DOTALL), ".html"),
    (re.compile(rb"<\?xml\b|<rss\b|<feed\b"), ".xml"),
    (re.compile(rb"""(\[\s*)?\{\s*["}]|\[\s*\["""), ".jsonl"),
    (re.compile(rb"From: <Saved by |MIME-Version: ", re.IGNORECASE), ".mhtml"),
)

_MISNAMED = {
    "": (".parquet", ".warc", ".xls", ".xlsx", ".html", ".xml", ".jsonl", ".mhtml"),
    **dict.fromkeys(
        (".txt", ".text", ".csv", ".tsv"), (".xls", ".xlsx", ".parquet", ".html", ".xml", ".jsonl", ".mhtml")
    ),
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), (".html", ".xml", ".parquet")),
    **dict.fromkeys((".html", ".htm"), (".mhtml",)),
    **dict.fromkeys((".xml", ".rss"), (".html", ".jsonl")),
}
"""What files of an ending often are instead: programs save what they got under the name that they were given."""


def compressions(start: bytes) -> tuple[str, ...]:
    """The ending of the compression that a file which is not called so begins with, if it does."""
    return next(((kind,) for sign, kind in _PACKED if start.startswith(sign)), ())


_PACKED = ((b"\x1f\x8b\x08", ".gz"), (b"\x28\xb5\x2f\xfd", ".zst"), (b"BZh", ".bz2"), (b"\xfd7zXZ\0", ".xz"))


def ending(named: str, start: bytes) -> str:
    """The ending that a file should have: its own unless its beginning tells another that such files often are.

    Args:
        named: its own; "" where it says nothing.
        start: its first `SEEN` bytes, or all of them.
    """
    found = _told(start)
    return found if found in _MISNAMED.get(named, ()) else named


def _told(start: bytes) -> str:
    if start[:4] == b"PK\x03\x04":
        return ".xlsx" if b"xl/" in start or b"[Content_Types].xml" in start else ".zip"
    signed = next((kind for sign, kind in _SIGNS if start.startswith(sign)), "")
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return signed or next((kind for sign, kind in _TEXTS if sign.match(text)), "")

"""Articles from JSON Lines: one object a line with the article's fields."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Incoming, Place, Reject, too_long
from extract.io.streams import as_utf8
from extract.io.wrapped import rows
from extract.record import loads
from extract.text.encodings import decode

SPARK_COLUMNS = ["value"]
"""The columns in which Spark gives the lines of text files."""
_SKIPPED = 1 << 20


def read(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The articles of a stream, line by line; blank lines, comments and the brackets of an array are passed over."""
    stream = as_utf8(stream)
    number = 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        if len(line) > MOST_BYTES:
            yield too_long(Place(file, number), line)
            while line and not line.endswith(b"\n"):
                line = stream.readline(_SKIPPED)
        elif line.strip(b" \t\r\n,") not in (b"", b"[", b"]") and not line.lstrip().startswith((b"//", b"#")):
            yield from articles(line.rstrip(b"\r\n"), Place(file, number), mapper)


def articles(raw: bytes, place: Place, mapper: Mapper) -> Iterator[Incoming]:
    """The article in one JSON value, those that it holds instead, or why there is none."""
    try:
        found = value(raw)
    except (UnicodeError, msgspec.DecodeError, RecursionError) as error:
        yield broken(error, raw, place)
        return
    within = rows(found, mapper)
    for row in within:
        yield of_row(row, msgspec.json.encode(row), place, mapper)
    if not within:
        yield of_row(found, raw, place, mapper)


def parse(raw: bytes, place: Place, mapper: Mapper) -> Incoming:
    """The article in one JSON value, or why there is none."""
    one, *more = articles(raw, place, mapper)
    if more:
        return Reject(place, f"{1 + len(more)} articles in one line; give each a line of its own", raw)
    return one


def broken(error: Exception, raw: bytes, place: Place) -> Reject:
    """What is wrong with a value that cannot be read."""
    if isinstance(error, UnicodeError):
        return Reject(place, f"unknown encoding: {error}; save the file as UTF-8", raw)
    return Reject(place, f"broken JSON: {error}; it has to be one whole JSON object", raw)


def of_row(row: Any, raw: bytes, place: Place, mapper: Mapper) -> Incoming:
    """The article in what a JSON value was read as, or why there is none."""
    if not isinstance(row, dict):
        kind = "a list" if isinstance(row, list) else f"{type(row).__name__}"
        reason = f"the JSON is {kind}, it has to be an object with '{mapper.fields.text or 'text'}'"
        return Reject(place, reason, raw)
    return mapper.incoming(row, place, raw)


def value(raw: bytes) -> Any:
    """What a JSON value is in Python, whatever its encoding and with the faults of programs that write it.

    Raises:
        UnicodeError: it is in no known encoding.
        msgspec.DecodeError: it is broken.
    """
    found = _value(raw)
    if raw.count(b"[") + raw.count(b"{") > MOST_NESTED and _nested(found):
        raise msgspec.DecodeError(f"nested deeper than {MOST_NESTED} levels")
    return found


MOST_NESTED = 100
"""How deep values may lie one in another: what takes them on later gives up at some depth of its own."""


def _nested(value: Any) -> bool:
    level = [value]
    for _ in range(MOST_NESTED):
        inner = (one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list))
        level = [value for values in inner for value in values]
        if not level:
            return False
    return True


def _value(raw: bytes) -> Any:
    try:
        return loads(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:  # no UTF-8, or broken
        text = decode(raw)[0]
        try:
            return loads(text)
        except msgspec.DecodeError:
            return _mended(text, error)


_NOTE = re.compile(r'"(?:[^"\\]|\\.)*+"|(?P<note>//[^\n]*|/\*.*?\*/)', re.DOTALL)
"""A string, or a comment."""

# What programs write that is no JSON: commas before a closing bracket and behind the object, numbers that are none,
# MongoDB's shell types. Strings are matched first, and stay as they are.
_ODD = re.compile(
    r'"(?:[^"\\]|\\.)*+"|(?P<type>(?:new )?(?:ISODate|ObjectId|Number(?:Long|Int)|Date|UUID)\((?P<of>"[^"]*"|-?\d+)\))'
    r"|(?P<nothing>-?\b(?:NaN|Infinity|undefined|None)\b)|(?P<word>\b(?:True|False)\b)|(?P<comma>,(?=\s*(?:[}\]]|$)))",
    re.DOTALL,
)


def _mended(text: str, error: Exception) -> Any:
    """JSON with the faults of programs that write it.

    Raises:
        msgspec.DecodeError: it has other faults.
    """
    text = _NOTE.sub(lambda match: " " if match["note"] else match[0], text)
    try:
        return json.loads(_ODD.sub(_plain, text), strict=False)  # with line breaks and tabs inside strings
    except ValueError:
        raise (error if isinstance(error, msgspec.DecodeError) else msgspec.DecodeError(str(error))) from None


def _plain(match: re.Match[str]) -> str:
    match match.lastgroup:
        case "type" | "of":
            return match["of"]
        case "nothing":
            return "null"
        case "word":
            return match[0].lower()
        case "comma":
            return ""
        case _:
            return match[0]

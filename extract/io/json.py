"""Articles from a JSON file: an array of objects, however large, objects one after another, or an array in one."""

import re
from collections.abc import Iterator, Mapping
from io import BufferedReader
from typing import Any, BinaryIO, cast

import msgspec

from extract.io import jsonl
from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Incoming, Place, Reject, too_long
from extract.io.streams import as_utf8
from extract.naming import find

_CHUNK = 1 << 18
_PEEKED = 256

# What decides where a value ends: strings, whole, and brackets; and a string that the chunk cuts off.
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+(?P<closed>")?|[\[\]{}]|[^\s,:"\[\]{}]+', re.DOTALL)


def read(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The articles of a stream: the objects of its array, or its objects. Never more than one is held in memory.

    An object that is no article but holds some (`{"articles": [...]}`) gives those.
    """
    for line, raw, whole in _values(as_utf8(stream)):
        place = Place(file, line)
        if len(raw) > MOST_BYTES:
            yield too_long(place, raw)
        elif not whole:
            yield Reject(place, "damaged from here on: broken JSON, the file ends inside this value", raw)
        else:
            found = jsonl.parse(raw, place, mapper)
            within = _within(raw) if isinstance(found, Reject) else []
            if within:
                for row in within:
                    yield jsonl.of_row(row, msgspec.json.encode(row), place, mapper)
            else:
                yield found


def read_lines(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The articles of a .jsonl file, which may be JSON over several lines all the same."""
    stream = as_utf8(stream)
    start = cast(BufferedReader, stream).peek(_PEEKED)[:_PEEKED].lstrip()
    if start[:1] == b"[" or start.splitlines()[:1] == [b"{"]:
        return read(stream, file, mapper)
    return jsonl.read(stream, file, mapper)


def _within(raw: bytes) -> list[Any]:
    """The rows that an object holds in one of its fields, or in one of those of an object in it."""
    try:
        return _rows(jsonl.value(raw), 0)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return []


def _rows(value: Any, depth: int) -> list[Any]:
    if not isinstance(value, Mapping) or depth > _DEEPEST:
        return []
    table = _table(value)
    if table:
        return table
    lists = [inner for inner in value.values() if isinstance(inner, list) and any(map(_is_object, inner))]
    if lists:
        return [row.get("_source", row) if _is_object(row) else row for row in max(lists, key=len)]
    return next((rows for inner in value.values() if (rows := _rows(inner, depth + 1))), [])


def _table(value: Mapping[str, Any]) -> list[Any]:
    """The rows of a table as pandas writes it (by columns, or with its columns apart), and of articles by their ids."""
    names, data = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(data, list):
        return [dict(zip(map(str, names), cells, strict=False)) for cells in data if isinstance(cells, list)]
    inner = list(value.values())
    if not inner or not all(map(_is_object, inner)):
        return []
    if all(one.keys() == inner[0].keys() for one in inner) and "text" in find(value, {}):
        return [{name: column[row] for name, column in value.items()} for row in inner[0]]
    return inner if all("text" in find(one, {}) for one in inner) else []


_DEEPEST = 3  # {"response": {"hits": {"hits": [...]}}}


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)


def _values(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """The values with the lines that they begin on, and whether they are whole, without the brackets of the array."""
    line, depth, outer = 1, 0, 0
    data, position, start = b"", 0, 0
    ended = False
    while True:
        token = _TOKEN.search(data, position)
        # A token that touches the end of the data may go on in the next chunk.
        if token is None or (token.end() == len(data) and not ended and data[token.start()] not in b"[]{}"):
            keep = start if depth > outer else (token.start() if token else len(data))
            line += data.count(b"\n", 0, keep)
            position = (token.start() if token else len(data)) - keep
            if len(data) - keep > 2 * MOST_BYTES:
                yield line, data[keep:], True  # too long, whatever comes
                yield line, b"", False
                return
            # Reading as much again as is held keeps the work linear where one string is enormous.
            more = stream.read(max(_CHUNK, len(data) - keep))
            data, start, ended = data[keep:] + more, 0, not more
            if ended and token is None:
                break
            continue
        position = token.end()
        sign = token.group()
        if sign == b"[" and depth == outer == 0:
            outer = depth = 1
        elif sign in (b"[", b"{"):
            if depth == outer:
                start = token.start()
            depth += 1
        elif sign in (b"]", b"}"):
            depth -= 1
            if depth < outer:
                outer = depth = 0
            elif depth == outer:
                yield line + data.count(b"\n", 0, start), data[start:position], True
        elif depth == outer:
            yield line + data.count(b"\n", 0, token.start()), sign, True
            if sign.startswith(b'"') and not token["closed"]:  # the file ends inside it
                return
        if ended and position >= len(data):
            break
    if depth:
        yield line, data if depth > outer else b"", False

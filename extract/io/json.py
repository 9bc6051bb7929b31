"""Articles from a JSON file: an array of objects, however large, objects one after another, or an array in one."""

import re
from collections.abc import Iterator
from io import BufferedReader
from itertools import chain
from typing import BinaryIO, NamedTuple, cast

import msgspec

from extract.io import jsonl
from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Incoming, Place, Reject, too_long
from extract.io.rows import NoTextError, TableRow, headed
from extract.io.streams import as_utf8

_CHUNK, _MOST_CHUNK = 1 << 18, 1 << 24
_PEEKED = 256

# What decides where a value ends: strings, whole, and brackets; and a string that the chunk cuts off.
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+(?P<closed>")?|[\[\]{}]|[^\s,:"\[\]{}]+', re.DOTALL)


def read(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The articles of a stream: the objects of its array, or its objects. Never more than one is held in memory.

    An object that is no article but holds some (`{"articles": [...]}`) gives those. An array of arrays is a table.
    """
    values = _checked(stream, file)
    first = next(values, None)
    if first is None:
        return
    values = chain([first], values)
    if isinstance(first, Reject) or not first.raw.startswith(b"["):
        for one in values:
            yield from [one] if isinstance(one, Reject) else jsonl.articles(one.raw, one.place, mapper)
        return
    try:
        names, rows = headed(map(_row, values), mapper)
    except NoTextError as error:
        yield Reject(Place(file), str(error), b"" if isinstance(first, Reject) else first.raw)
        return
    for row in rows:
        if isinstance(row, Reject):
            yield row
        else:
            cells = dict(zip(names, row.cells, strict=False))
            yield jsonl.of_row(cells, row.raw, Place(file, row.number), mapper)


class _Value(NamedTuple):
    place: Place
    raw: bytes


def _checked(stream: BinaryIO, file: str) -> Iterator[_Value | Reject]:
    """The values, and what is wrong with those that are none."""
    for line, raw, whole in _values(as_utf8(stream)):
        place = Place(file, line)
        if len(raw) > MOST_BYTES:
            yield too_long(place, raw)
        elif not whole:
            yield Reject(place, "damaged from here on: broken JSON, the file ends inside this value", raw)
        else:
            yield _Value(place, raw)


def _row(value: _Value | Reject) -> TableRow | Reject:
    """The row of a table that a value is."""
    if isinstance(value, Reject):
        return value
    try:
        cells = jsonl.value(value.raw)
    except (UnicodeError, msgspec.DecodeError, RecursionError) as error:
        return jsonl.broken(error, value.raw, value.place)
    if not isinstance(cells, list):
        return Reject(value.place, f"the JSON is {type(cells).__name__} among the rows of a table", value.raw)
    return TableRow(value.place.line or 1, cells, value.raw)


def read_lines(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The articles of a .jsonl file, which may be JSON over several lines all the same."""
    stream = as_utf8(stream)
    start = cast(BufferedReader, stream).peek(_PEEKED)[:_PEEKED].lstrip()
    if start[:1] == b"[" or start.splitlines()[:1] == [b"{"]:
        return read(stream, file, mapper)
    return jsonl.read(stream, file, mapper)


def _goes_on(token: re.Match[bytes], end: int) -> bool:
    """Whether a token may go on in the next chunk: a string that is cut behind a backslash ends before the chunk."""
    first = token.string[token.start() : token.start() + 1]
    if first == b'"':
        return token["closed"] is None
    return token.end() == end and first not in b"[]{}"


def _values(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """The values with the lines that they begin on, and whether they are whole, without the brackets of the array.

    Of a value that is longer than any article and has an array of objects in it, the values of that array come instead.
    """
    line, data, position, start = 1, b"", 0, 0
    opened: list[bytes] = []  # the brackets that are open
    outers = [0]  # how many of them there are around the values, and around those of the array in a long value
    array: tuple[int, list[bytes]] | None = None  # the first object of an array in the value, and what is open there
    long = False  # whether the value is longer than any article
    passing = ended = False  # passing: the array of a long value is done, its rest is not
    while True:
        if long and array is not None:
            position, opened, array, long = array[0], array[1], None, False
            outers.append(len(opened))
        token = _TOKEN.search(data, position)
        if token is None or (not ended and token.end() + 1 >= len(data) and _goes_on(token, len(data))):
            keep = start if len(opened) > outers[-1] and not passing else (token.start() if token else len(data))
            held = len(data) - keep
            long = held > MOST_BYTES
            if long and array is not None:
                continue
            line += data.count(b"\n", 0, keep)
            if long:
                yield line, data[keep:], True  # too long, whatever comes
                yield line, b"", False
                return
            position = (token.start() if token else len(data)) - keep
            array = array and (array[0] - keep, array[1])
            # Reading as much again as is held keeps the work linear where one string is enormous.
            more = stream.read(min(max(_CHUNK, held), _MOST_CHUNK))
            data, start, ended = data[keep:] + more, 0, not more
            if ended and token is None:
                break
            continue
        position = token.end()
        sign = token.group()
        if sign == b"[" and not opened and outers == [0]:
            opened, outers = [sign], [0, 1]
        elif sign in (b"[", b"{"):
            if len(opened) == outers[-1]:
                start, array = token.start(), None
            elif array is None and sign == b"{" and opened[-1] == b"[":
                array = token.start(), list(opened)
            opened.append(sign)
        elif sign in (b"]", b"}") and opened:
            opened.pop()
            if len(opened) < outers[-1]:
                outers.pop()
                passing = len(opened) > outers[-1]
            elif len(opened) == outers[-1] and passing:
                passing = False
            elif len(opened) == outers[-1] and position - start > MOST_BYTES and array is not None:
                long = True
            elif len(opened) == outers[-1]:
                yield line + data.count(b"\n", 0, start), data[start:position], True
        elif len(opened) == outers[-1] and sign not in (b"]", b"}"):
            yield line + data.count(b"\n", 0, token.start()), sign, True
            if sign.startswith(b'"') and not token["closed"]:  # the file ends inside it
                return
        if ended and position >= len(data) and not long:
            break
    if opened:
        yield line, data if len(opened) > outers[-1] and not passing else b"", False

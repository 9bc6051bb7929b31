"""Articles from text files: one a file, or several, parted by a line; Markdown's head says what it says of them."""

import codecs
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any, BinaryIO, cast

from extract.article import ArticleError
from extract.io import table
from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Arrival, Incoming, Place, Reject, too_long, whole
from extract.io.streams import as_utf8
from extract.naming import find
from extract.text.encodings import decode

EACH_LINE = "line"
"""What `split` is where each line is an article."""


def read(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The stream's whole text as one article, or its parts; `source` says which file it was.

    A table that was saved as text is read as one.
    """
    if mapper.fields.split is not None:
        for number, raw in _parts(as_utf8(stream), mapper.fields.split):
            yield _article(raw, Place(file, number), mapper)
    elif _is_table(cast(BufferedReader, stream).peek(_PEEKED)[:_PEEKED], mapper):
        yield from table.read(stream, file, mapper)
    else:
        yield _article(whole(stream), Place(file), mapper)


_PEEKED = 1 << 12


def _is_table(start: bytes, mapper: Mapper) -> bool:
    """Whether the first line names columns: a text and something else that articles have."""
    wide = start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    first, *_ = start[: len(start) & ~1].decode("utf-16" if wide else "utf-8-sig", "replace").splitlines() or [""]
    for delimiter in (mapper.fields.delimiter,) if mapper.fields.delimiter else "\t|;,":
        names = [name.strip().strip('"') for name in first.split(delimiter)]
        if len(names) > 1 and mapper.has_text(names) and mapper.is_told(names):
            return True
    return False


def _parts(stream: BinaryIO, split: str) -> Iterator[tuple[int, bytes]]:
    """The parts that are not blank, with the numbers of their first lines."""
    mark, held, size, first, number = split.strip().encode(), list[bytes](), 0, 1, 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        parts_here = split == EACH_LINE or _is_mark(line.strip(), mark)
        if not parts_here or split == EACH_LINE:
            if size <= MOST_BYTES:
                held.append(line)
            size += len(line)
        if parts_here:
            if b"".join(held).strip():
                yield first, b"".join(held)
            held, size, first = [], 0, number + 1
    if b"".join(held).strip():
        yield first, b"".join(held)


def _is_mark(line: bytes, mark: bytes) -> bool:
    """Whether a line parts articles: it is the mark, or a longer row of the sign that the mark is a row of."""
    return line == mark or (len(set(mark)) == 1 and len(line) > len(mark) > 1 and set(line) == set(mark))


def _article(raw: bytes, place: Place, mapper: Mapper) -> Incoming:
    if len(raw) > MOST_BYTES:
        return too_long(place, raw)
    try:
        text, _ = decode(raw)
        said, body = _head(text)
        return Arrival(place, mapper.article_of(body, place.file, said), raw, bool(said), _warning(body, mapper))
    except UnicodeError as error:
        return Reject(place, f"unknown encoding: {error}; save the file as UTF-8", raw)
    except ArticleError as error:
        return Reject(place, str(error), raw)


def _head(text: str) -> tuple[dict[str, Any], str]:
    """What a head says, in YAML as in Markdown or in lines, and the text below; nothing where there is none."""
    match = _HEAD.match(text)
    if match is None:
        return _lines_above(text)
    said = (_yaml if match["sign"] == "---" else _toml)(match["head"])
    if not isinstance(said, dict) or find(said, {}).keys().isdisjoint(("title", "published", "url", "author")):
        return {}, text
    return said, text[match.end() :].lstrip()


def _yaml(head: str) -> Any:
    """What a head in YAML says, as strings, lists and mappings; None where it is none."""
    import yaml  # only here: it takes a sixth of the package's import time

    try:
        # Each once: an alias of aliases would grow past all measure.
        aliases = any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(head, yaml.BaseLoader))
        return None if aliases else yaml.BaseLoader(head).get_single_data()
    except (yaml.YAMLError, RecursionError):
        return None


def _toml(head: str) -> Any:
    """What a head in TOML says, as Hugo writes it; None where it is none."""
    import tomllib

    try:
        return tomllib.loads(head.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _lines_above(text: str) -> tuple[dict[str, str], str]:
    """What the lines above a text say, each behind the name of a field: "Ngày đăng: 16/10/2025"."""
    said: dict[str, str] = {}
    place = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    while match := _NAMED.match(text, place):
        found = find({match[1]: match[2]}, {})
        if "text" in found:
            return (said, text[match.start(2) :].lstrip()) if said else ({}, text)
        if found.keys().isdisjoint(("title", "published", "url", "author", "id")):
            break
        said[match[1]] = match[2].strip()
        place = match.end()
    return (said, text[place:].lstrip()) if len(said) > 1 else ({}, text)


_NAMED = re.compile(r"[ \t]*([^\n:]{2,30}?)[ \t]*:[ \t]*([^\n]*)(?:\n\s*|$)")

_HEAD = re.compile(
    r"\ufeff?(?P<sign>---|\+\+\+)[ \t]*\r?\n(?P<head>.{1,20000}?)\r?\n(?P=sign)[ \t]*(?:\r?\n|$)", re.DOTALL
)


def _warning(text: str, mapper: Mapper) -> str | None:
    """What is to be told of a text that looks like several."""
    marks = [match[0].strip() for match in _MARKS.finditer(text)] if mapper.fields.split is None else []
    if len(marks) < 2:
        return None
    mark = min(marks, key=len)
    return f"{len(marks)} lines '{mark}' part the text; if they part articles, --split '{mark}' reads each for itself"


_MARKS = re.compile(r"^[ \t]*([-=*_#~+])\1{2,}[ \t]*\r?$", re.MULTILINE)

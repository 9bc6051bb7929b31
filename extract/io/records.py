"""Records read back from the .jsonl files that a run wrote."""

from collections.abc import Iterator

import msgspec

from extract.io.streams import DAMAGE, BombError, endings, reading, unpacked
from extract.record import Record, from_json, loads


class RecordsError(Exception):
    """A file of records cannot be read; the message says where and why."""


def records(name: str) -> Iterator[Record]:
    """The records of a file, in order; `-` is standard input.

    Raises:
        RecordsError: it is missing, damaged, or no file of records.
    """
    ending, _ = endings(name)
    if ending not in ("", ".jsonl"):
        raise RecordsError(
            f"{name}: records are read from .jsonl, .jsonl.gz and .jsonl.zst files; "
            f"if it holds articles, make some of them: {_ADVICE.format(name)}"
        )
    for line, place in lines(name):
        try:
            yield _record(line, place)
        except msgspec.DecodeError as error:
            raise RecordsError(f"{place}: no record: {error}") from error


def lines(name: str) -> Iterator[tuple[bytes, str]]:
    """The lines of a file, also packed, each with its place ("FILE:NUMBER") as messages name it.

    Raises:
        RecordsError: it is missing or damaged.
    """
    _, packed = endings(name)
    number = 0
    try:
        with reading(name) as stream:
            for line in unpacked(stream, packed):
                number += 1
                yield line, f"{name}:{number}"
    except OSError as error:
        raise RecordsError(f"{name}: {error.strerror or error}") from error
    except (*DAMAGE, BombError) as error:
        raise RecordsError(f"{name}: damaged behind line {number}: {error}") from error


_ADVICE = "vn-extract run '{}' -o records.jsonl"


def _record(line: bytes, place: str) -> Record:
    """The record in a line. An article may have all the fields that a record must have, but not the schema's version.

    Raises:
        RecordsError: it is an article, or something else that is no record.
        msgspec.DecodeError: it is no JSON, or misshapen.
    """
    if b'"schema_version"' not in line and isinstance(loads(line), dict):
        name = place.rpartition(":")[0]
        raise RecordsError(
            f"{place}: an article or something else, no record: it has no 'schema_version'; "
            f"records are what a run makes of articles: {_ADVICE.format(name)}"
        )
    return from_json(line)

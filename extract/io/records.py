"""Records read back from the .jsonl files that a run wrote."""

from collections.abc import Iterator

import msgspec

from extract.io.streams import DAMAGE, BombError, endings, reading, unpacked
from extract.record import Record, from_json


class RecordsError(Exception):
    """A file of records cannot be read; the message says where and why."""


def records(name: str) -> Iterator[Record]:
    """The records of a file, in order; `-` is standard input.

    Raises:
        RecordsError: it is missing, damaged, or no file of records.
    """
    ending, packed = endings(name)
    if ending not in ("", ".jsonl"):
        raise RecordsError(f"{name}: records are read from .jsonl, .jsonl.gz and .jsonl.zst files")
    number = 0
    try:
        with reading(name) as stream:
            for line in unpacked(stream, packed):
                number += 1
                yield from_json(line)
    except msgspec.DecodeError as error:
        raise RecordsError(f"{name}:{number}: no record: {error}") from error
    except OSError as error:
        raise RecordsError(f"{name}: {error.strerror or error}") from error
    except (*DAMAGE, BombError) as error:
        raise RecordsError(f"{name}: damaged behind line {number}: {error}") from error

"""Any input to a stream of articles: files of every known format, directories of them, and standard input."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

import zstandard

from extract.io import jsonl, plain, table
from extract.io.incoming import Incoming, Place, Reject
from extract.io.streams import STANDARD, format_of, reading

Reader = Callable[[BinaryIO, str], Iterator[Incoming]]

READERS: dict[str, Reader] = {
    ".txt": plain.read,
    ".jsonl": jsonl.read,
    ".csv": partial(table.read, delimiter=","),
    ".tsv": partial(table.read, delimiter="\t"),
}


def read(inputs: Iterable[str], standard_format: str = ".jsonl") -> Iterator[Incoming]:
    """The articles of files and directories in the order given, those of a directory by name; `-` is standard input.

    What cannot be read comes as a `Reject`; the rest goes on. `standard_format` is the format of standard input.
    """
    for name in inputs:
        if name != STANDARD and Path(name).is_dir():
            files = [str(file) for file in sorted(Path(name).rglob("*")) if format_of(str(file)) in READERS]
            if not files:
                yield Reject(Place(name), f"no file there ends in {', '.join(READERS)} (or those with .gz, .zst)", b"")
            for file in files:
                yield from _file(file, READERS[format_of(file)])
        else:
            known = READERS.get(standard_format if name == STANDARD else format_of(name))
            if known is None:
                reason = (
                    f"unknown format; the name has to end in {', '.join(READERS)}, with .gz or .zst where compressed"
                )
                yield Reject(Place(name), reason, b"")
            else:
                yield from _file(name, known)


def _file(name: str, reader: Reader) -> Iterator[Incoming]:
    shown = "<stdin>" if name == STANDARD else name
    try:
        with reading(name) as stream:
            yield from reader(stream, shown)
    except FileNotFoundError:
        yield Reject(Place(shown), "no such file; check the path", b"")
    except (EOFError, zlib.error, zstandard.ZstdError) as error:
        yield Reject(Place(shown), f"the archive is damaged from here on: {error}; what came before was read", b"")
    except OSError as error:
        yield Reject(Place(shown), f"cannot be read: {error.strerror or error}", b"")

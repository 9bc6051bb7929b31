"""Opens files and the standard streams as bytes, with compression told by the name's ending."""

import gzip
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

COMPRESSIONS = (".gz", ".zst")
STANDARD = "-"


def format_of(name: str) -> str:
    """The ending that tells the format, without that of a compression: `.jsonl` for `news.jsonl.gz`."""
    path = Path(name)
    return Path(path.stem).suffix.lower() if path.suffix.lower() in COMPRESSIONS else path.suffix.lower()


@contextmanager
def reading(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file, decompressed; `-` is standard input.

    Raises:
        OSError: the file is missing, may not be read, or is no valid archive.
    """
    if name == STANDARD:
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as raw:
        if name.lower().endswith(".gz"):
            with gzip.open(raw, "rb") as unpacked:
                yield cast(BinaryIO, unpacked)
        elif name.lower().endswith(".zst"):
            with zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True) as stream:
                yield cast(BinaryIO, io.BufferedReader(stream))
        else:
            yield raw


@contextmanager
def writing(name: str) -> Iterator[BinaryIO]:
    """A file to write bytes to, compressed as its name says; `-` is standard output.

    The file takes its name only when all is written: a run that breaks off leaves `NAME.part` and the old file alone.

    Raises:
        OSError: the folder is missing or may not be written to.
    """
    if name == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = Path(f"{name}.part")
    with part.open("wb") as raw:
        if name.lower().endswith(".gz"):
            # Neither the time nor the name of the file goes into the archive: same records, same bytes.
            with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
                yield cast(BinaryIO, packed)
        elif name.lower().endswith(".zst"):
            with zstandard.ZstdCompressor().stream_writer(raw, closefd=False) as stream:
                yield cast(BinaryIO, stream)
        else:
            yield raw
    part.replace(name)

"""Opens files and the standard streams as bytes, with compression told by the name's ending."""

import bz2
import codecs
import gzip
import io
import lzma
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import zstandard

COMPRESSIONS = (".gz", ".zst", ".bz2", ".xz")
STANDARD = "-"

MOST_RATIO = 200
"""How many times its packed size a stream may unpack to: news text packs to a quarter, a bomb to a thousandth."""

RATIO_FROM = 64 << 20
"""From how many unpacked bytes on the ratio is held against a stream."""

MOST_UNPACKED = 1 << 40
"""How many bytes one stream may unpack to."""

_SHORT_ENDINGS = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}
_BUFFER = 1 << 18
_IN_MEMORY = 32 << 20

DAMAGE = (EOFError, zlib.error, zstandard.ZstdError, lzma.LZMAError)
"""What the unpackers raise where packed bytes are damaged, beside OSError."""


class BombError(Exception):
    """An archive unpacks to more than any dump of news would; the message says so."""


class Positioned(Protocol):
    """A stream that knows how far it has been read."""

    @property
    def closed(self) -> bool:
        """Whether it is closed, by a reader that is done with it."""

    def tell(self) -> int:
        """The bytes read so far."""


class Meter:
    """How much of the input has been read, in bytes as they lie on the disk.

    Attributes:
        total: the size of all files, None where it cannot be known (standard input).
    """

    def __init__(self, total: int | None) -> None:
        self.total = total
        self._finished = 0
        self._current: Positioned | None = None

    @property
    def done(self) -> int:
        """The bytes read so far."""
        return self._finished + (self._current.tell() if self._current and not self._current.closed else 0)

    def start(self, stream: Positioned) -> None:
        """Count the bytes of `stream` from here on."""
        self._current = stream

    def stop(self, size: int) -> None:
        """The stream, of `size` bytes, is done with; it may be closed already."""
        self._finished, self._current = self._finished + size, None


def endings(name: str) -> tuple[str, tuple[str, ...]]:
    """The ending that tells the format, and those of compressions behind it: `.jsonl`, `(".gz",)`."""
    name = Path(name).name.lower()
    for short, long in _SHORT_ENDINGS.items():
        if name.endswith(short):
            name = name.removesuffix(short) + long
    packed: list[str] = []
    while (ending := Path(name).suffix) in COMPRESSIONS:
        packed.insert(0, ending)
        name = name.removesuffix(ending)
    return Path(name).suffix, tuple(packed)


def format_of(name: str) -> str:
    """The ending that tells the format, without that of a compression: `.jsonl` for `news.jsonl.gz`."""
    return endings(name)[0]


class _Counted(io.RawIOBase):
    """A stream that knows how much was read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Unpacked(_Counted):
    """An unpacked stream that ends with an error where it grows past all measure."""

    def __init__(self, stream: BinaryIO, packed: Callable[[], int]) -> None:
        super().__init__(stream)
        self._packed = packed

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = super().readinto(buffer)
        if self.count > RATIO_FROM and self.count > MOST_RATIO * self._packed():
            raise BombError(f"it unpacks to more than {MOST_RATIO} times its size")
        if self.count > MOST_UNPACKED:
            raise BombError(f"it unpacks to more than {MOST_UNPACKED >> 30} GiB")
        return size


def unpacked(stream: BinaryIO, compressions: tuple[str, ...]) -> BinaryIO:
    """The stream's bytes with the compressions undone, the last of them first.

    Raises (while it is read):
        BombError: it grows past all measure.
        EOFError, OSError, zlib.error, zstandard.ZstdError, lzma.LZMAError: it is damaged.
    """
    for ending in reversed(compressions):
        stream = _undone(stream, ending)
    return stream


def _undone(stream: BinaryIO, ending: str) -> BinaryIO:
    packed = _Counted(stream)
    source = io.BufferedReader(packed, _BUFFER)
    opened: object
    if ending == ".gz":
        opened = gzip.GzipFile(fileobj=source, mode="rb")
    elif ending == ".zst":
        opened = zstandard.ZstdDecompressor().stream_reader(source, read_across_frames=True)
    elif ending == ".bz2":
        opened = bz2.BZ2File(source)
    else:
        opened = lzma.LZMAFile(source)  # noqa: SIM115 - it is closed with what it reads from
    return cast(BinaryIO, io.BufferedReader(_Unpacked(cast(BinaryIO, opened), lambda: packed.count), _BUFFER))


@contextmanager
def reading(name: str, meter: Meter | None = None) -> Iterator[BinaryIO]:
    """The bytes of a file as they are, packed or not; `-` is standard input.

    Raises:
        OSError: the file is missing or may not be read.
    """
    if name == STANDARD:
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as raw:
        size = os.fstat(raw.fileno()).st_size
        if meter:
            meter.start(raw)
        try:
            yield raw
        finally:
            if meter:
                meter.stop(size)


def reopened(path: Path, size: int) -> BinaryIO:
    """A file that is gone on with behind its first `size` bytes; what stands behind them is dropped.

    Raises:
        OSError: the file is gone, or shorter than that.
    """
    file = path.open("r+b")
    if os.fstat(file.fileno()).st_size < size:
        file.close()
        raise OSError(0, f"it is shorter than it was when the run broke off ({size} bytes); begin anew", str(path))
    file.truncate(size)
    file.seek(size)
    return file


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream itself where it can be read from any place, else a copy of it without a name, in memory if small."""
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        while data := stream.read(_BUFFER):
            copy.write(data)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def as_utf8(stream: BinaryIO) -> BinaryIO:
    """The stream in UTF-8 without a byte order mark where it begins with UTF-8's or UTF-16's, else as it is.

    Lines cannot be told apart in UTF-16 bytes; all other encodings are told line by line, or field by field.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Counted(stream), _BUFFER)
    start = buffered.peek(3)
    if start[:3] == codecs.BOM_UTF8:
        buffered.read(3)
    elif start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        buffered = io.BufferedReader(_FromUtf16(buffered), _BUFFER)
    return cast(BinaryIO, buffered)


def measured(stream: BinaryIO, packed: int) -> BinaryIO:
    """An unpacked stream that was `packed` bytes long, guarded as in `unpacked`."""
    return cast(BinaryIO, io.BufferedReader(_Unpacked(stream, lambda: packed), _BUFFER))


class _FromUtf16(io.RawIOBase):
    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            data = self._stream.read(_BUFFER)
            self._ready = self._decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

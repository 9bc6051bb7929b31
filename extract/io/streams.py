"""Opens files and the standard streams as bytes, with compression told by the name's ending."""

import bz2
import codecs
import io
import lzma
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

import zstandard

COMPRESSIONS = (".gz", ".zst", ".bz2", ".xz")
STANDARD = "-"

MOST_RATIO = 200
"""How many times its packed size a stream may unpack to: news text packs to a quarter, a bomb to a thousandth."""

RATIO_FROM = 64 << 20
"""From how many unpacked bytes on the ratio is held against a stream."""

MOST_UNPACKED = 1 << 40
"""How many bytes one stream may unpack to."""

TOTAL_FROM = 1 << 28
"""From how many unpacked bytes on, over all levels, the ratio is held against a file: one bomb in it costs itself."""

KEPT_FROM, KEPT_RATIO, KEPT_BEGINNING = 64 << 20, 20, 1 << 10
"""Rejects of one file keep their bytes up to so many or so many times its size; behind that, so many of each."""

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
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class Budget:
    """What one file of the input may unpack to over all levels of archives in it, and how much of it rejects may keep.

    Args:
        packed: the file's size, or of a stream how much of it has been read.
    """

    def __init__(self, packed: Callable[[], int]) -> None:
        self._packed = packed
        self._unpacked = 0
        self._kept = 0

    @property
    def spent(self) -> bool:
        """Whether all of it is used up."""
        return self._unpacked > max(TOTAL_FROM, MOST_RATIO * self._packed())

    def spend(self, size: int) -> None:
        """Count some unpacked bytes.

        Raises:
            BombError: they are too many.
        """
        self._unpacked += size
        if self.spent:
            raise BombError(f"what lies in it unpacks to more than {MOST_RATIO} times its size, all levels together")

    def keep(self, raw: bytes) -> bytes:
        """As much of a reject's bytes as may be kept: all, until a bomb would fill the disk with its pieces."""
        self._kept += len(raw)
        return raw if self._kept <= max(KEPT_FROM, KEPT_RATIO * self._packed()) else raw[:KEPT_BEGINNING]


class _Unpacked(_Counted):
    """An unpacked stream that ends with an error where it grows past all measure."""

    def __init__(self, stream: BinaryIO, packed: Callable[[], int], budget: Budget | None) -> None:
        super().__init__(stream)
        self._packed = packed
        self._budget = budget

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = super().readinto(buffer)
        # A damage that comes soon is told first.
        if self.count > RATIO_FROM + _BUFFER and self.count > MOST_RATIO * self._packed():
            raise BombError(f"it unpacks to more than {MOST_RATIO} times its size")
        if self.count > MOST_UNPACKED:
            raise BombError(f"it unpacks to more than {MOST_UNPACKED >> 30} GiB")
        if self._budget is not None:
            self._budget.spend(size)
        return size


class Steady(io.BufferedReader):
    """A stream that hands out all that comes before a damage: `read` is short there, and fails when it is asked again.

    What it reads from has to fail again whenever it is asked for what it does not have.
    """

    def read(self, size: int | None = -1) -> bytes:
        """Up to `size` bytes, less only at the end or before a damage."""
        left = sys.maxsize if size is None or size < 0 else size
        parts: list[bytes] = []
        while left:
            try:
                data = self.read1(min(left, _BUFFER))
            except Exception:
                if parts:
                    break
                raise
            if not data:
                break
            parts.append(data)
            left -= len(data)
        return b"".join(parts)


class _Undone(io.RawIOBase):
    """A compression undone piece by piece, so that nothing of what comes before a damage is lost.

    Args:
        source: the packed bytes.
        fresh: what undoes the compression of one frame: frames stand one behind another.
        step: how many packed bytes to undo at once.
    """

    def __init__(self, source: BinaryIO, fresh: Callable[[], Any], step: int) -> None:
        self._source = source
        self._fresh = fresh
        self._step = step
        self._frame: Any = None
        self._packed = b""
        self._ready = memoryview(b"")
        self._damage: Exception | None = None
        self._began = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready and self._damage is None and self._more():
            pass
        if not self._ready and self._damage is not None:
            raise self._damage
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _more(self) -> bool:
        """Undo some more; whether there may be more behind that."""
        try:
            if not self._packed and (self._frame is None or getattr(self._frame, "needs_input", True)):
                self._packed = self._source.read(self._step)
            if self._frame is None:
                self._packed = self._packed.lstrip(b"\0")  # frames may be filled up with zeros
                if not self._packed:
                    return bool(self._source.peek(1))  # type: ignore[attr-defined]
                self._frame = self._fresh()
            elif not self._packed and getattr(self._frame, "needs_input", True):
                raise EOFError("it ends too early")
            self._undo()
        except Exception as error:
            # What does not even begin as it should is no such file at all.
            began = self._began or not isinstance(error, zlib.error)
            self._damage = error if began else OSError(f"no such compression: {error}")
        return True

    def _undo(self) -> None:
        frame, packed = self._frame, self._packed
        self._packed = b""
        if isinstance(frame, bz2.BZ2Decompressor | lzma.LZMADecompressor):
            try:
                self._ready = memoryview(frame.decompress(packed, _BUFFER))
            except OSError as error:  # how bz2 says it
                raise EOFError(str(error)) from error
        else:
            self._ready = memoryview(frame.decompress(packed))
        self._began = True
        if frame.eof:
            self._packed, self._frame = frame.unused_data, None


def unpacked(stream: BinaryIO, compressions: tuple[str, ...], budget: Budget | None = None) -> BinaryIO:
    """The stream's bytes with the compressions undone, the last of them first. All that comes before a damage is read.

    Raises (while it is read):
        BombError: it grows past all measure.
        EOFError, OSError, zlib.error, zstandard.ZstdError, lzma.LZMAError: it is damaged.
    """
    for ending in reversed(compressions):
        packed = _Counted(stream)
        source = cast(BinaryIO, Steady(packed, _BUFFER))
        undone = cast(BinaryIO, _Undone(source, *_UNDOING[ending]))
        stream = cast(BinaryIO, Steady(_Unpacked(undone, partial(getattr, packed, "count"), budget), _BUFFER))
    return stream


_MOST_WINDOW = 1 << 28
_UNDOING: dict[str, tuple[Callable[[], Any], int]] = {
    # How much one step may unpack to at most is a matter of its size: 1000 times for .gz, 30,000 times for .zst.
    ".gz": (partial(zlib.decompressobj, 31), 1 << 14),
    ".zst": (lambda: zstandard.ZstdDecompressor().decompressobj(), 1 << 11),
    ".bz2": (bz2.BZ2Decompressor, 1 << 16),
    ".xz": (partial(lzma.LZMADecompressor, memlimit=_MOST_WINDOW), 1 << 16),
}


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


def measured(stream: BinaryIO, packed: int, budget: Budget | None = None) -> BinaryIO:
    """An unpacked stream that was `packed` bytes long, guarded as in `unpacked`."""
    return cast(BinaryIO, Steady(_Unpacked(stream, lambda: packed, budget), _BUFFER))


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

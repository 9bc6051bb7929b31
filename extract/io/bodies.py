"""The bodies of HTTP answers as servers send them: in chunks, packed, and often not as the head says."""

import gzip
import io
import re
import zlib
from collections.abc import Callable
from typing import BinaryIO, cast

import zstandard

from extract.io.extras import load
from extract.io.streams import DAMAGE

_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_ZSTD, _GZIP = b"\x28\xb5\x2f\xfd", b"\x1f\x8b"


class BodyError(Exception):
    """A body cannot be unpacked; the message says why."""


def plain(body: bytes, transfer: str | None, content: str | None, most: int) -> bytes:
    """A body with chunks joined and packing undone, whatever of it is there. It is at most `most` + 1 bytes long.

    Crawlers keep bodies as they came, or plain under the head that they came with: nothing is undone that is not there.

    Args:
        body: the bytes behind the head.
        transfer: the head's Transfer-Encoding.
        content: the head's Content-Encoding: gzip, deflate, br, zstd, or several, the last to be undone first.
        most: how long it may become.

    Raises:
        BodyError: it is packed in an unknown way, or damaged from the start.
        MissingExtraError: it is packed with br, and brotli is not installed.
    """
    if "chunked" in (transfer or "").lower():
        body = _joined(body)
    for name in reversed((content or "").lower().split(",")):
        unpack = _UNPACKERS.get(name.strip())
        if unpack is None:
            raise BodyError(f"it is packed as '{name.strip()}', which is not known")
        body = unpack(body, most + 1)
    return body[: most + 1]


def _joined(body: bytes) -> bytes:
    """The data of the chunks; the body itself where there are none."""
    pieces: list[bytes] = []
    position = 0
    while match := _CHUNK.match(body, position):
        size = int(match[1], 16)
        if not size:
            return b"".join(pieces)
        pieces.append(body[match.end() : match.end() + size])
        position = match.end() + size
        position += 2 if body[position : position + 2] == b"\r\n" else 0
    return b"".join([*pieces, body[position:]])


def _gunzip(body: bytes, most: int) -> bytes:
    return _read(gzip.GzipFile(fileobj=io.BytesIO(body)), most) if body.startswith(_GZIP) else body


def _inflated(body: bytes, most: int) -> bytes:
    """Deflate, which servers send with zlib's head or without."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(window).decompress(body, most)
        except zlib.error:
            continue
    return body


def _unzstd(body: bytes, most: int) -> bytes:
    if not body.startswith(_ZSTD):
        return body
    return _read(zstandard.ZstdDecompressor().stream_reader(io.BytesIO(body), read_across_frames=True), most)


def _unbrotli(body: bytes, most: int) -> bytes:
    brotli = load("brotli", "warc")
    unpacker, pieces, size = brotli.Decompressor(), [], 0
    try:
        for start in range(0, len(body), _STEP):
            piece = unpacker.process(body[start : start + _STEP])
            pieces.append(piece)
            size += len(piece)
            if size > most:
                break
    except brotli.error:
        if not pieces:
            return body  # brotli has no sign at its beginning; what is plain is none
    return b"".join(pieces)


_STEP = 1 << 12


def _read(stream: object, most: int) -> bytes:
    """What can be unpacked: a body that was cut off gives what came before."""
    source, pieces, size = cast(BinaryIO, stream), list[bytes](), 0
    try:
        while size < most and (piece := source.read(min(_PIECE, most - size))):
            pieces.append(piece)
            size += len(piece)
    except (*DAMAGE, OSError) as error:
        if not pieces:
            raise BodyError(f"it is damaged: {error}") from error
    return b"".join(pieces)


_PIECE = 1 << 14

_UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "": lambda body, most: body,
    "identity": lambda body, most: body,
    "utf-8": lambda body, most: body,  # which some servers mistake for one
    "none": lambda body, most: body,
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflated,
    "br": _unbrotli,
    "zstd": _unzstd,
}

"""What lies in .zip and .tar archives: read where it lies, in the archive's order, never unpacked to the disk."""

import io
import os
import shutil
import struct
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, cast

from extract.io.streams import MOST_RATIO, RATIO_FROM, BombError, Budget, measured, seekable

ARCHIVES = (".zip", ".tar")

MOST_DEPTH = 3
"""How many archives may lie one in another."""

ZIP_RATIO_FROM = 1 << 30
"""From how many unpacked bytes on the ratio is held against a whole .zip: a bomb in it costs itself, not the rest."""

DAMAGE = (tarfile.TarError, zipfile.BadZipFile)
"""What is raised where an archive is damaged, beside OSError."""


Sparse = list[tuple[int, int]]
"""Where the pieces of a sparse file lie in it, and their sizes."""

Member = tuple[str, Callable[[], BinaryIO]]
"""A file's name and what opens it: OSError is raised where it is damaged, encrypted or packed in an unknown way."""


@contextmanager
def members(stream: BinaryIO, ending: str, budget: Budget) -> Iterator[Iterator[Member]]:
    """The names and bytes of the files in an archive, one after another; each is to be read before the next.

    `budget` is that of the whole file of the input.

    Raises (on entering, or while they are read):
        tarfile.TarError, zipfile.BadZipFile, OSError: the archive is damaged.
        BombError: it unpacks to more than any dump would.
    """
    if ending == ".tar":
        forward = _Forward(stream)
        # What stands behind the end of an archive is read too: others joined to it, or all of it where the end is none.
        with tarfile.open(fileobj=cast(BinaryIO, forward), mode="r:", tarinfo=_Header, ignore_zeros=True) as tar:
            yield _tar(tar, forward, budget)
    else:
        with seekable(stream) as whole, _opened_zip(whole) as archive:
            yield _zip(archive, whole.seek(0, os.SEEK_END), budget)


def _tar(tar: tarfile.TarFile, stream: "_Forward", budget: Budget) -> Iterator[Member]:
    for member in tar:
        tar.members = []  # type: ignore[attr-defined]  # it would remember each, and a tar can hold millions
        if member.issparse():
            # A sparse file's holes take no room in the archive, and could be read for ever.
            stored = sum(size for _, size in cast(Sparse, member.sparse))
            yield member.name, partial(measured, cast(BinaryIO, tar.extractfile(member)), stored, budget)
        elif member.isfile():
            yield member.name, partial(measured, cast(BinaryIO, _Part(stream, member.size)), member.size, budget)


class _Forward:
    """A stream for `tarfile`, which goes forward only and says so where it ends too early."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def tell(self) -> int:
        return self._position

    def seek(self, position: int) -> int:
        while self._position < position and self.read(min(position - self._position, 1 << 18)):
            pass
        return self._position

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._position += len(data)
        return data


class _Part(io.RawIOBase):
    """A file in a tar: the next so many bytes."""

    def __init__(self, stream: _Forward, size: int) -> None:
        self._stream = stream
        self._left = size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, self._left) if size >= 0 else self._left)
        if not data and self._left and size:
            raise tarfile.ReadError("it ends inside this file")
        self._left -= len(data)
        return data


class _Header(tarfile.TarInfo):
    """A header that says where it is damaged: `tarfile` takes a damaged one for the archive's end."""

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> "_Header":
        try:
            header = super().fromtarfile(tarfile)
        except _ZEROS:
            tarfile.ended = True  # type: ignore[attr-defined]
            raise
        except _NOTHING as error:
            if getattr(tarfile, "ended", False):
                raise
            raise _DAMAGED("it ends too early") from error
        except _HEADER_ERROR as error:
            raise _DAMAGED(str(error)) from error
        tarfile.ended = False  # type: ignore[attr-defined]
        return header

    def _proc_member(self, tar: tarfile.TarFile) -> "_Header":
        if self.size < 0:
            raise _DAMAGED(f"a header announces {self.size} bytes")
        if self.type in _EXTENSIONS and self.size > _MOST_HEADER:
            raise _DAMAGED(f"a header announces {self.size} bytes of names")
        return cast(_Header, super()._proc_member(tar))  # type: ignore[misc]


_ZEROS = tarfile.EOFHeaderError  # type: ignore[attr-defined]
_NOTHING = tarfile.EmptyHeaderError  # type: ignore[attr-defined]
_HEADER_ERROR = tarfile.HeaderError
_DAMAGED = tarfile.ReadError
_MOST_HEADER = 1 << 20
_EXTENSIONS = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)


def _opened_zip(whole: BinaryIO) -> zipfile.ZipFile:
    """The archive; where it says a wrong size of its directory, that is found from where it begins and ends.

    Raises:
        zipfile.BadZipFile: it is damaged.
    """
    try:
        return zipfile.ZipFile(whole)
    except zipfile.BadZipFile:
        size = whole.seek(0, os.SEEK_END)
        whole.seek(max(0, size - _MOST_TAIL))
        tail = whole.read()
        end = tail.rfind(b"PK\5\6")
        if end < 0 or len(tail) < end + _END_OF_ZIP.size:
            raise
        *head, said, offset, comment = _END_OF_ZIP.unpack_from(tail, end)
        length = size - len(tail) + end - offset
        if length <= 0 or length == said:
            raise
        mended = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=1 << 25))  # noqa: SIM115 - it goes with the archive
        whole.seek(0)
        shutil.copyfileobj(whole, mended)
        mended.seek(size - len(tail) + end)
        mended.write(_END_OF_ZIP.pack(*head, length, offset, comment))
        return zipfile.ZipFile(mended)


_MOST_TAIL = (1 << 16) + 22
_END_OF_ZIP = struct.Struct("<4s4H2LH")


def _zip(archive: zipfile.ZipFile, size: int, budget: Budget) -> Iterator[Member]:
    total = 0
    for member in archive.infolist():
        if member.is_dir():
            continue
        packed = min(member.compress_size, size)
        # The same bytes can be the content of thousands of files: what reading all of them takes is bounded too.
        total += min(member.file_size, max(RATIO_FROM, MOST_RATIO * packed))
        if total > ZIP_RATIO_FROM and total > MOST_RATIO * size:
            raise BombError(f"it unpacks to more than {MOST_RATIO} times its size")
        yield member.filename, partial(_zip_member, archive, member, packed, budget)


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, packed: int, budget: Budget) -> BinaryIO:
    try:
        return measured(cast(BinaryIO, archive.open(member)), packed, budget)
    except Exception as error:  # "encrypted" is a RuntimeError to zipfile, and damage may be anything
        raise OSError(str(error)) from error

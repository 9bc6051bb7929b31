"""What lies in .zip and .tar archives: read where it lies, in the archive's order, never unpacked to the disk."""

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, cast

from extract.io.streams import MOST_UNPACKED, BombError, counted, measured, seekable

ARCHIVES = (".zip", ".tar")

MOST_DEPTH = 3
"""How many archives may lie one in another."""

DAMAGE = (tarfile.TarError, zipfile.BadZipFile)
"""What is raised where an archive is damaged, beside OSError."""


Member = tuple[str, Callable[[], BinaryIO]]
"""A file's name and what opens it, which raises OSError where it is encrypted or packed in an unknown way."""


@contextmanager
def members(stream: BinaryIO, ending: str) -> Iterator[Iterator[Member]]:
    """The names and bytes of the files in an archive, one after another; each is to be read before the next.

    Raises (on entering, or while they are read):
        tarfile.TarError, zipfile.BadZipFile, OSError: the archive is damaged.
        BombError: it unpacks to more than any dump would.
    """
    if ending == ".tar":
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            yield _tar(tar)
    else:
        with seekable(stream) as whole, zipfile.ZipFile(whole) as archive:
            yield _zip(archive)


def _tar(tar: tarfile.TarFile) -> Iterator[Member]:
    for member in tar:
        tar.members = []  # type: ignore[attr-defined]  # it would remember each, and a tar can hold millions
        file = tar.extractfile(member) if member.isfile() else None
        if file is not None:
            yield member.name, partial(counted, cast(BinaryIO, file))


def _zip(archive: zipfile.ZipFile) -> Iterator[Member]:
    total = 0
    for member in archive.infolist():
        total += member.file_size
        if total > MOST_UNPACKED:
            raise BombError(f"it unpacks to more than {MOST_UNPACKED >> 30} GiB")
        if not member.is_dir():
            yield member.filename, partial(_zip_member, archive, member)


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    try:
        return measured(cast(BinaryIO, archive.open(member)), member.compress_size)
    except (RuntimeError, NotImplementedError) as error:  # how zipfile says "encrypted" and "unknown compression"
        raise OSError(str(error)) from error

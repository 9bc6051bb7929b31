"""What lies in .zip and .tar archives: read where it lies, in the archive's order, never unpacked to the disk."""

import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, cast

from extract.io.streams import MOST_RATIO, RATIO_FROM, BombError, measured, seekable

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
            yield _zip(archive, whole.seek(0, os.SEEK_END))


def _tar(tar: tarfile.TarFile) -> Iterator[Member]:
    for member in tar:
        tar.members = []  # type: ignore[attr-defined]  # it would remember each, and a tar can hold millions
        file = tar.extractfile(member) if member.isfile() else None
        if file is not None:
            # A sparse file's holes take no room in the archive, and could be read for ever.
            stored = sum(size for _, size in cast(Sparse, member.sparse)) if member.issparse() else member.size
            yield member.name, partial(measured, cast(BinaryIO, file), stored)


def _zip(archive: zipfile.ZipFile, size: int) -> Iterator[Member]:
    total = 0
    for member in archive.infolist():
        if member.is_dir():
            continue
        packed = min(member.compress_size, size)
        # The same bytes can be the content of thousands of files: what reading all of them takes is bounded too.
        total += min(member.file_size, max(RATIO_FROM, MOST_RATIO * packed))
        if total > ZIP_RATIO_FROM and total > MOST_RATIO * size:
            raise BombError(f"it unpacks to more than {MOST_RATIO} times its size")
        yield member.filename, partial(_zip_member, archive, member, packed)


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, packed: int) -> BinaryIO:
    try:
        return measured(cast(BinaryIO, archive.open(member)), packed)
    except (RuntimeError, NotImplementedError) as error:  # how zipfile says "encrypted" and "unknown compression"
        raise OSError(str(error)) from error

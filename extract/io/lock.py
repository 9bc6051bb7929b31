"""One writer at a time: a file that is locked as long as the process lives that writes beside it, however it ends."""

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LockedError(Exception):
    """Somebody else writes there; the message says what and who."""


class Lock:
    """The right to write something, from entering to leaving. A lock that a killed process left is in nobody's way.

    Args:
        path: the file that is locked, beside what is written; it is removed in the end.
        what: what is written, as the error is to name it.
    """

    def __init__(self, path: Path, what: str) -> None:
        self._path = path
        self._what = what
        self._handle: int | None = None

    def __enter__(self) -> "Lock":
        """Lock.

        Raises:
            LockedError: another process, or another part of this one, has it.
            OSError: the file cannot be made.
        """
        while self._handle is None:
            try:
                handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError as error:
                raise OSError(error.errno, f"unable to open: {error.strerror}", str(self._path)) from error
            try:
                _lock(handle)
            except (BlockingIOError, PermissionError):
                holder = os.read(handle, 20).decode("ascii", "replace").strip()
                os.close(handle)
                process = f" (process {holder})" if holder else ""
                raise LockedError(
                    f"another run{process} is writing '{self._what}'; wait for it, or give another OUT"
                ) from None
            if self._is_there(handle):
                self._handle = handle
                os.ftruncate(handle, 0)
                with suppress(OSError):  # a full disk does not keep the lock from holding
                    os.write(handle, str(os.getpid()).encode())
            else:  # whoever had it before removed the file between its being opened and locked here
                os.close(handle)
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle is not None:
            with suppress(OSError):
                self._path.unlink()
            os.close(self._handle)
            self._handle = None

    def _is_there(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False

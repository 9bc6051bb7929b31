"""What a run has to remember: the ids and texts it has met, and how far it has come, so that it can be gone on with.

An SQLite database beside the output. It is written once a batch, after the output; what stands in it is always true
of what is on the disk, whenever the run is killed.
"""

import errno
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from extract.batch.summary import Summary
from extract.io.writers import State

_SHOWN = 5
"""How many of the things that differ are named."""

_TABLES = """
CREATE TABLE made_of (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE progress (inputs INTEGER NOT NULL, state TEXT NOT NULL);
CREATE TABLE ids (id BLOB PRIMARY KEY, input INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE texts (digest BLOB PRIMARY KEY, id BLOB NOT NULL, input INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE copies (id BLOB PRIMARY KEY, count INTEGER NOT NULL, input INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE lost (id BLOB PRIMARY KEY) WITHOUT ROWID;
"""


class Progress(msgspec.Struct):
    """How far a run has come.

    Attributes:
        inputs: how many pieces of input are done with, articles and rejects.
        writer: where the writer goes on.
        rejects_size: the size of the rejects file, in bytes.
        summary: the counts so far.
        written: all is written, only names are still to be given.
    """

    inputs: int
    writer: State
    rejects_size: int
    summary: Summary
    written: bool = False


class Claim(NamedTuple):
    """What is known of an article among those before it.

    Attributes:
        id: its id, which no article before it has.
        duplicate_of: the id of the first with the same text.
    """

    id: str
    duplicate_of: str | None


class JournalError(Exception):
    """A run cannot be gone on with; the message says why and what to do."""


class Journal:
    """The memory of a run. It is on the disk from `settle` on: until then, that of a run before is not touched.

    Args:
        path: where it lies; None for one that goes with the process.
        made_of: what the run does with what, by the names that users have for it; a run can only be gone on with as it
            was begun.
        resume: go on with the run whose journal is there, if there is one.

    Attributes:
        progress: where to go on, None at the beginning.

    Raises:
        JournalError: the journal is of another run.
        OSError: it cannot be read or written.
    """

    def __init__(self, path: Path | None, made_of: Mapping[str, str], *, resume: bool) -> None:
        self._path = path
        self._made_of = made_of
        self._kept = False
        self.progress: Progress | None = None
        with self._told():
            if path is not None and resume and path.exists():
                self._database = _connected(path)
                self._kept = self._load()
                if not self._kept:
                    self._database.close()
            if not self._kept:
                self._database = _connected("")
                self._begin()

    def settle(self) -> None:
        """The run begins to write: keep the journal where it can be gone on with, in the place of an older run's."""
        if self._path is None or self._kept:
            return
        _remove(self._path)
        with self._told():
            self._database.execute("COMMIT")
            kept = _connected(self._path)
            self._database.backup(kept)
            self._database.close()
            self._database = kept
            self._kept = True
            self._database.execute("BEGIN")

    def claim(self, identifier: str, text: str, number: int) -> Claim:
        """The id for an article, and the earlier one with its text; `number` counts the pieces of input from 0."""
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        with self._told():
            run = self._database.execute
            claimed = identifier
            if run("INSERT OR IGNORE INTO ids VALUES (?, ?)", (_bytes(claimed), number)).rowcount == 0:
                claimed = self._copy(identifier, number)
            new = run("INSERT OR IGNORE INTO texts VALUES (?, ?, ?)", (digest, _bytes(claimed), number)).rowcount
            if new:
                return Claim(claimed, None)
            (first,) = run("SELECT id FROM texts WHERE digest = ?", (digest,)).fetchone()
            return Claim(claimed, first.decode("utf-8", "surrogatepass"))

    def _copy(self, identifier: str, number: int) -> str:
        """The first free of `ID~2`, `ID~3` …; where to look from is remembered, or many of one id would take long."""
        run = self._database.execute
        row = run("SELECT count FROM copies WHERE id = ?", (_bytes(identifier),)).fetchone()
        count: int = row[0] if row else 1
        inserted = 0
        while not inserted:
            count += 1
            claimed = f"{identifier}~{count}"
            inserted = run("INSERT OR IGNORE INTO ids VALUES (?, ?)", (_bytes(claimed), number)).rowcount
        run("INSERT OR REPLACE INTO copies VALUES (?, ?, ?)", (_bytes(identifier), count, number))
        return claimed

    def lose(self, identifier: str) -> None:
        """Remember that an article was claimed and could not be read."""
        with self._told():
            self._database.execute("INSERT OR IGNORE INTO lost VALUES (?)", (_bytes(identifier),))

    def is_lost(self, identifier: str) -> bool:
        """Whether the article could not be read."""
        with self._told():
            row = self._database.execute("SELECT 1 FROM lost WHERE id = ?", (_bytes(identifier),)).fetchone()
        return row is not None

    def commit(self, progress: Progress) -> None:
        """Remember where to go on."""
        state = msgspec.json.encode(progress).decode()
        with self._told():
            self._database.execute("DELETE FROM progress")
            self._database.execute("INSERT INTO progress VALUES (?, ?)", (progress.inputs, state))
            self._database.execute("COMMIT")
            self._database.execute("BEGIN")
        self.progress = progress

    def close(self) -> None:
        """Let go of the journal; it stays."""
        self._database.close()

    def remove(self) -> None:
        """The run is over, or never began to write: nothing is left to go on with."""
        self.close()
        if self._path is not None and self._kept:
            _remove(self._path)

    def _begin(self) -> None:
        self._database.execute("BEGIN")
        for statement in _TABLES.split(";"):
            self._database.execute(statement)
        self._database.executemany("INSERT INTO made_of VALUES (?, ?)", self._made_of.items())
        self._database.execute("COMMIT")
        self._database.execute("BEGIN")

    def _load(self) -> bool:
        """Take the progress from the journal; False where the run was killed before it could begin."""
        known = {name for (name,) in self._database.execute("SELECT name FROM sqlite_master")}
        if not known:
            return False
        if "made_of" not in known:
            raise JournalError(
                f"{self._path} is of another version of vn-extract: finish that run with it, or leave --resume away to "
                "begin anew"
            )
        before = dict(self._database.execute("SELECT name, value FROM made_of").fetchall())
        differing = [name for name in {**before, **self._made_of} if before.get(name) != self._made_of.get(name)]
        if differing:
            more = f" and {len(differing) - _SHOWN} more" if len(differing) > _SHOWN else ""
            raise JournalError(
                f"the run that broke off had other inputs, options or rules: {', '.join(differing[:_SHOWN])}{more} "
                "changed; repeat that one with --resume, or leave --resume away to begin anew"
            )
        row = self._database.execute("SELECT state FROM progress").fetchone()
        if row is None:
            return False
        self.progress = msgspec.json.decode(row[0], type=Progress)
        self._database.execute("BEGIN")
        for table in ("ids", "texts", "copies"):
            self._database.execute(f"DELETE FROM {table} WHERE input >= ?", (self.progress.inputs,))
        return True

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            full = error.sqlite_errorcode == sqlite3.SQLITE_FULL if hasattr(error, "sqlite_errorcode") else False
            raise OSError(errno.ENOSPC if full else errno.EIO, str(error), str(self._path or "")) from error


def _connected(path: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")  # the last step, giving names, relies on it
    return database


def _bytes(identifier: str) -> bytes:
    """An id as bytes: one with a lone surrogate is no text for SQLite."""
    return identifier.encode("utf-8", "surrogatepass")


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()

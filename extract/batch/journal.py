"""What a run has to remember: the ids and texts it has met, and how far it has come, so that it can be gone on with.

An SQLite database beside the output. It is written once a batch, after the output; what stands in it is always true
of what is on the disk, whenever the run is killed.
"""

import sqlite3
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from extract.batch.summary import Summary
from extract.io.writers import State

_REMEMBERED = 10_000

_TABLES = """
CREATE TABLE run (fingerprint TEXT NOT NULL);
CREATE TABLE progress (inputs INTEGER NOT NULL, state TEXT NOT NULL);
CREATE TABLE ids (id BLOB PRIMARY KEY, input INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE texts (digest BLOB PRIMARY KEY, id BLOB NOT NULL, input INTEGER NOT NULL) WITHOUT ROWID;
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
    """The memory of a run.

    Args:
        path: where it lies; None for one that goes with the process.
        fingerprint: what the run does with what; a run can only be gone on with as it was begun.
        resume: go on with the run whose journal is there, if there is one.

    Attributes:
        progress: where to go on, None at the beginning.

    Raises:
        JournalError: the journal is of another run.
        OSError: it cannot be written.
    """

    def __init__(self, path: Path | None, fingerprint: str, *, resume: bool) -> None:
        self._path = path
        self.progress: Progress | None = None
        self._next: dict[str, int] = {}
        known = path is not None and path.exists()
        if path is not None and known and not resume:
            _remove(path)
        try:
            self._database = sqlite3.connect(path or "", isolation_level=None)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = FULL")  # the last step, giving names, relies on it
            if not (known and resume and self._load(fingerprint)):
                self._begin(fingerprint)
        except sqlite3.Error as error:
            raise OSError(0, str(error), str(path)) from error

    def claim(self, identifier: str, text: str, number: int) -> Claim:
        """The id for an article, and the earlier one with its text; `number` counts the pieces of input from 0."""
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        run = self._database.execute
        claimed = identifier
        while run("INSERT OR IGNORE INTO ids VALUES (?, ?)", (_bytes(claimed), number)).rowcount == 0:
            if len(self._next) > _REMEMBERED:  # it only saves looking for the first number that is free
                self._next.clear()
            self._next[identifier] = count = self._next.get(identifier, 1) + 1
            claimed = f"{identifier}~{count}"
        new = run("INSERT OR IGNORE INTO texts VALUES (?, ?, ?)", (digest, _bytes(claimed), number)).rowcount
        if new:
            return Claim(claimed, None)
        (first,) = run("SELECT id FROM texts WHERE digest = ?", (digest,)).fetchone()
        return Claim(claimed, first.decode("utf-8", "surrogatepass"))

    def lose(self, identifier: str) -> None:
        """Remember that an article was claimed and could not be read."""
        self._database.execute("INSERT OR IGNORE INTO lost VALUES (?)", (_bytes(identifier),))

    def is_lost(self, identifier: str) -> bool:
        """Whether the article could not be read."""
        row = self._database.execute("SELECT 1 FROM lost WHERE id = ?", (_bytes(identifier),)).fetchone()
        return row is not None

    def commit(self, progress: Progress) -> None:
        """Remember where to go on."""
        self.progress = progress
        state = msgspec.json.encode(progress).decode()
        self._database.execute("DELETE FROM progress")
        self._database.execute("INSERT INTO progress VALUES (?, ?)", (progress.inputs, state))
        self._database.execute("COMMIT")
        self._database.execute("BEGIN")

    def close(self) -> None:
        """Let go of the journal; it stays."""
        self._database.close()

    def remove(self) -> None:
        """The run is over: nothing is left to go on with."""
        self.close()
        if self._path is not None:
            _remove(self._path)

    def _begin(self, fingerprint: str) -> None:
        self._database.execute("BEGIN")
        for statement in _TABLES.split(";"):
            self._database.execute(statement)
        self._database.execute("INSERT INTO run VALUES (?)", (fingerprint,))
        self._database.execute("COMMIT")
        self._database.execute("BEGIN")

    def _load(self, fingerprint: str) -> bool:
        """Take the progress from the journal; False where the run was killed before it could begin."""
        tables = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables == (0,):
            return False
        if self._database.execute("SELECT fingerprint FROM run").fetchone() != (fingerprint,):
            raise JournalError(
                f"{self._path} is of a run with other inputs, options or rules: "
                "repeat that one with --resume, or leave --resume away to begin anew"
            )
        row = self._database.execute("SELECT state FROM progress").fetchone()
        self.progress = msgspec.json.decode(row[0], type=Progress) if row else None
        done = self.progress.inputs if self.progress else 0
        self._database.execute("BEGIN")
        for table in ("ids", "texts"):
            self._database.execute(f"DELETE FROM {table} WHERE input >= ?", (done,))
        return True


def _bytes(identifier: str) -> bytes:
    """An id as bytes: one with a lone surrogate is no text for SQLite."""
    return identifier.encode("utf-8", "surrogatepass")


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()

"""What a run is asked to do, and where what it writes lies."""

from pathlib import Path

import msgspec

from extract.batch.summary import Summary
from extract.io.fields import Fields
from extract.io.streams import STANDARD
from extract.io.writers import REJECTS, beside, is_database, target

_WRITTEN = ("", ".part", ".old", ".book.part")
"""What stands behind an output's name while it is written."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a run does.

    Attributes:
        inputs: names of files and directories, patterns, and `-`.
        output: where the records go; see `extract.io.writers`.
        also: where else they go.
        rejects: where goes what could not be read; None for a file beside the output.
        standard_format: the format of standard input (`.jsonl`).
        fields: which of the input's fields are the article's.
        rules: directories with rules of the user's own.
        workers: how many processes read articles.
        chunk: how many articles a worker is given at once.
        seconds: how long one article may take; None for as long as it likes.
        memory: how much memory a worker may take, in bytes; None for as much as there is.
        carry_text: whether every record carries its text.
        resume: go on with a run that was killed.
        force: write also over what this package did not write.
    """

    inputs: tuple[str, ...]
    output: str
    also: tuple[str, ...] = ()
    rejects: Path | None = None
    standard_format: str = ".jsonl"
    fields: Fields = Fields()
    rules: tuple[str, ...] = ()
    workers: int = 1
    chunk: int = 40
    seconds: float | None = 60.0
    memory: int | None = 2 << 30
    carry_text: bool = False
    resume: bool = False
    force: bool = False

    @property
    def outputs(self) -> tuple[str, ...]:
        """Everywhere that the records go."""
        return (self.output, *self.also)

    def rejects_path(self) -> Path:
        """Where the rejects go."""
        return self.rejects or beside(self.output, REJECTS)

    def kept_in(self, summary: Summary) -> Path:
        """Where the rejects of a run with these counts are: one that read nothing leaves OUT and its rejects alone."""
        there = self.output != STANDARD and not is_database(self.output) and target(self.output).exists()
        if summary.articles or self.rejects or not there:
            return self.rejects_path()
        return beside(self.output, f".failed{REJECTS}")

    def journal_path(self) -> Path | None:
        """Where the run's memory lies; None where there is nothing to go on with."""
        return None if STANDARD in self.outputs else beside(self.output, ".journal")

    def lock_paths(self) -> list[Path]:
        """The files that are locked while the run lives, one for each output."""
        return [beside(output, ".lock") for output in self.outputs if output != STANDARD]

    def own(self) -> frozenset[Path]:
        """The files and folders that the run writes, also while it goes on, as resolved paths: no inputs of its own."""
        written = [self.rejects_path()]
        written += [target(output) for output in self.outputs if output != STANDARD and not is_database(output)]
        found = [path.with_name(f"{path.name}{ending}") for path in written for ending in _WRITTEN]
        journal = self.journal_path()
        if journal:
            found += [journal.with_name(f"{journal.name}{ending}") for ending in ("", "-wal", "-shm")]
        return frozenset(path.resolve() for path in (*found, *self.lock_paths()))

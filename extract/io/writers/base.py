"""What every writer does: takes what the workers made of records, and makes it last batch by batch."""

from typing import Any, Literal, Protocol

from extract.io.tables import Row

Form = Literal["json", "rows", "both"]
"""What workers make of a record for a writer: its line of JSON, its rows in the tables, or both."""

State = dict[str, Any]
"""What a writer has to know to go on behind its last commit; goes into the journal as JSON."""


class OutputError(Exception):
    """The output cannot be written; the message says why and what to do."""


class BrokenOffError(OutputError):
    """Writing broke off, as where a disk is full: what was committed stays, to be gone on with."""


class Writer(Protocol):
    """Takes records in order. What was written since the last commit may be lost; what was committed stays.

    Attributes:
        form: what `write` takes.
        batch: how many articles there are between commits. It decides where files are cut, so it is part of the output.
    """

    form: Form
    batch: int

    def check(self, *, force: bool) -> None:
        """See that the output may be written, before anything is opened or changed.

        Args:
            force: write also what this package did not write.

        Raises:
            OutputError: something stands there that is not to be replaced.
        """

    def open(self, run: Row, state: State | None) -> None:
        """Begin, or go on where `state` says.

        Args:
            run: the row of this run in the table `runs`, its counts still null.
            state: what the last commit of a run that broke off gave; None to begin.

        Raises:
            OutputError, OSError: it cannot be written to.
        """

    def write(self, payload: bytes) -> None:
        """Take the payload of some articles, as `extract.io.writers.payload` makes it."""

    def commit(self) -> State:
        """Make what was written last; returns where to go on from here."""

    def end(self, run: Row) -> None:
        """All articles are committed: write the run's row with its counts."""

    def publish(self) -> None:
        """All is written: give the output its name. Needs no `open`, and doing it again changes nothing."""

    def close(self) -> None:
        """Let go of files and connections; what was committed can be gone on with."""

    def discard(self) -> None:
        """Nothing was committed: take away what was begun. The output stays as it was."""

"""Several outputs of one run: each gets every record, and what is committed is committed in all."""

from collections.abc import Sequence

from extract.io.tables import Row
from extract.io.writers.base import Form, State, Writer
from extract.io.writers.payload import parted


class SeveralWriter:
    """Writers as one. Commits come as often as the one that commits most often needs them."""

    form: Form = "both"

    def __init__(self, writers: Sequence[Writer]) -> None:
        self._writers = writers
        self.batch = min(writer.batch for writer in writers)

    def check(self, *, force: bool) -> None:
        """See that each may be written."""
        for writer in self._writers:
            writer.check(force=force)

    def open(self, run: Row, state: State | None) -> None:
        """Begin all, or go on with all."""
        states: list[State | None] = state["writers"] if state else [None] * len(self._writers)
        for writer, one in zip(self._writers, states, strict=True):
            writer.open(run, one)

    def write(self, payload: bytes) -> None:
        """Give each what it takes."""
        parts = parted(payload)
        for writer in self._writers:
            writer.write(parts[writer.form])

    def commit(self) -> State:
        """Make what was written last, in all."""
        return {"writers": [writer.commit() for writer in self._writers]}

    def end(self, run: Row) -> None:
        """Write the run's row in all."""
        for writer in self._writers:
            writer.end(run)

    def publish(self) -> None:
        """Give all their names."""
        for writer in self._writers:
            writer.publish()

    def close(self) -> None:
        """Let go of all."""
        for writer in self._writers:
            writer.close()

    def discard(self) -> None:
        """Take away what was begun of all."""
        for writer in self._writers:
            writer.discard()

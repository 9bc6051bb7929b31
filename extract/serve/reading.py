"""Reads one article at a time in a process of its own: what takes too long costs that process, not the app."""

from extract.article import Article
from extract.batch.messages import Setup, Task
from extract.batch.pool import Pool
from extract.record import Record, from_json

MOST_SECONDS = 30.0
"""How long one article may take."""

MEMORY = 2 << 30
"""How much memory a process that reads may take, in bytes."""


class UnreadableError(Exception):
    """An article cannot be read within the limits; the message says why."""


class Reading:
    """Reads articles.

    Args:
        rules: directories with rules of the user's own.
        seconds: how long one article may take.
    """

    def __init__(self, rules: tuple[str, ...] = (), seconds: float = MOST_SECONDS) -> None:
        self._pool = Pool(Setup(rules=rules, memory=MEMORY), 1, seconds)

    def __call__(self, article: Article) -> Record:
        """The article's record.

        Raises:
            UnreadableError: it takes too long, too much memory, or trips the extractor.
        """
        (done,) = next(self._pool.map(self._pool.extract, [[Task(article)]]))
        if done.failures:
            raise UnreadableError(done.failures[0][1])
        return from_json(done.payload or b"")

    def close(self) -> None:
        """End the process."""
        self._pool.__exit__()

"""Worker processes under supervision: an article that hangs, crashes or eats memory costs its worker, never the run.

Limits of time are kept from outside, by killing the process: nothing inside it could interrupt C code.
"""

import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any, BinaryIO, Literal, TypeVar, cast

from extract.article import Article, ArticleError
from extract.batch.messages import Done, Setup, Task, receive, send
from extract.batch.summary import Summary
from extract.io.incoming import Arrival, Page, Reject
from extract.record import Record

Verb = Literal["parse", "extract", "read"]
"""What a worker can be asked to do."""

J = TypeVar("J")
R = TypeVar("R")

AHEAD = 3
"""How many jobs a worker may be ahead of the writer."""

_SECONDS_AN_ARTICLE = 0.1
_START = "import sys; sys.path[:] = {path!r}; from extract.batch.worker import main; main()"


def batched(items: Iterable[J], size: int) -> Iterator[list[J]]:
    """Items in portions of at most `size`, for `Pool.map`."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


class SetupError(Exception):
    """A worker cannot start; the message says why."""


class LostError(Exception):
    """A worker died over its work; the message says how.

    Attributes:
        late: it was killed for taking too long.
    """

    def __init__(self, reason: str, late: bool) -> None:
        super().__init__(reason)
        self.late = late


class _Worker:
    """One worker process."""

    def __init__(self, setup: Setup) -> None:
        path = [entry for entry in sys.path if entry != ""]
        if "" in sys.path:
            path.insert(0, "")
        command = [sys.executable, "-c", _START.format(path=path)]
        try:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        except OSError as error:
            raise SetupError(f"a worker process could not start: {error}") from error
        self._in = cast(BinaryIO, self._process.stdin)
        self._out = cast(BinaryIO, self._process.stdout)
        self._setup = setup

    def ask(self, verb: Verb, argument: Any, seconds: float | None) -> Any:
        """The worker's answer.

        Raises:
            LostError: it died, or was killed after `seconds`.
        """
        late = threading.Event()

        def kill() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, kill) if seconds is not None else None
        if timer:
            timer.daemon = True
            timer.start()
        try:
            send(self._in, (verb, argument))
            return receive(self._out)
        except (EOFError, OSError):
            status = self._process.wait()
            if late.is_set():
                raise LostError(f"it took longer than {seconds:g} s", late=True) from None
            how = f"signal {-status}" if status < 0 else f"exit status {status}"
            raise LostError(f"the process that read it died ({how})", late=False) from None
        finally:
            if timer:
                timer.cancel()

    def start(self) -> None:
        """Wait until it can be asked.

        Raises:
            SetupError: it cannot start.
        """
        try:
            send(self._in, self._setup)
            problem = receive(self._out)
        except (EOFError, OSError):
            status = self._process.wait()
            raise SetupError(f"a worker process could not start (exit status {status}); is memory short?") from None
        if problem is not None:
            raise SetupError(problem)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._in, self._out):
            try:
                pipe.close()
            except OSError:  # what was still to be sent has nobody to read it
                continue


class Pool:
    """Some worker processes, started when there is work for them and replaced when they die.

    Args:
        setup: what each worker is told.
        workers: how many.
        seconds: how long one article may take; None for as long as it likes.
    """

    def __init__(self, setup: Setup, workers: int, seconds: float | None) -> None:
        self._setup = setup
        self._seconds = seconds
        self._ahead = AHEAD * workers
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="vn-extract-worker")
        self._local = threading.local()
        self._workers: list[_Worker] = []
        self._closing = False

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        for worker in list(self._workers):
            worker.close()
        self._threads.shutdown(cancel_futures=True)

    def start(self) -> None:
        """Start one worker and wait for it: what is wrong with a rule is known before anything is opened.

        Raises:
            SetupError: it cannot start.
        """
        self._threads.submit(self._worker).result()

    def map(self, work: Callable[[J], R], jobs: Iterable[J]) -> Iterator[R]:
        """What `work` makes of each job, in their order; only so many jobs are taken in as are soon to be done."""
        ahead: deque[Future[R]] = deque()
        for job in jobs:
            ahead.append(self._threads.submit(work, job))
            while ahead and (len(ahead) >= self._ahead or ahead[0].done()):
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    def extract(self, tasks: list[Task]) -> list[Done]:
        """What becomes of the tasks, in one or more parts; to be called through `map`.

        A worker that dies leaves unknown which article it died of: each is then read by itself.
        """
        if not tasks:
            return []
        try:
            return [self._ask("extract", tasks)]
        except LostError as lost:
            if len(tasks) > 1:
                alone = [self.extract([task])[0] for task in tasks]
                return [
                    done._replace(failures=[(number, reason) for _, reason in done.failures])
                    for number, done in enumerate(alone)
                ]
            if not lost.late:
                # It may have died of what was read before: a fresh one decides.
                try:
                    return [self._ask("extract", tasks)]
                except LostError as again:
                    lost = again
            return [Done(None, Summary(), [(0, f"extraction failed: {lost}")])]

    def parse(self, pages: list[Page]) -> list[Arrival | Reject]:
        """The articles of pages; to be called through `map`."""

        def lost(page: Page, how: LostError) -> Reject:
            return Reject(page.place, f"the page cannot be parsed: {how}", page.raw)

        return self._each("parse", pages, lost)

    def read(self, articles: list[Article]) -> list[Record | ValueError]:
        """The record of each article, or why there is none; to be called through `map`."""

        def lost(article: Article, how: LostError) -> ArticleError:
            return ArticleError(f"the article '{article.identifier()}' cannot be read: {how}")

        return self._each("read", articles, lost)

    def _each(self, verb: Verb, items: list[J], lost: Callable[[J, LostError], R]) -> list[Any]:
        """What becomes of each item; of one over which a worker dies by itself what `lost` makes of it."""
        if not items:
            return []
        try:
            found: list[Any] = self._ask(verb, items)
            return found
        except LostError as how:
            if len(items) > 1:
                return [one for item in items for one in self._each(verb, [item], lost)]
            return [lost(items[0], how)]

    def _ask(self, verb: Verb, argument: list[Any]) -> Any:
        worker = self._worker()
        # Many articles may take longer than one; if they do, each is given its own time after all.
        more = _SECONDS_AN_ARTICLE * (len(argument) - 1)
        try:
            return worker.ask(verb, argument, None if self._seconds is None else self._seconds + more)
        except LostError:
            self._drop(worker)
            raise

    def _worker(self) -> _Worker:
        """This thread's worker, ready."""
        worker: _Worker | None = getattr(self._local, "worker", None)
        if worker is None:
            if self._closing:
                raise LostError("the run is over", late=False)
            worker = self._local.worker = _Worker(self._setup)
            self._workers.append(worker)
            try:
                worker.start()
            except SetupError:
                self._drop(worker)
                raise
        return worker

    def _drop(self, worker: _Worker) -> None:
        self._local.worker = None
        self._workers.remove(worker)
        worker.close()

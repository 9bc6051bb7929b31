"""Files on their way through the batch, one after the other, each with how far it is and what becomes of it."""

import secrets
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import Any, Literal

import msgspec

from extract.batch.run import Options, run
from extract.batch.summary import Summary
from extract.io.incoming import Reject
from extract.io.readers import measure
from extract.io.records import RecordsError
from extract.io.restored import stored_records
from extract.io.streams import Meter
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.report import View, write_report
from extract.report.sources import Views
from extract.report.view import rules_of
from extract.serve.reading import MEMORY, MOST_SECONDS

State = Literal["waiting", "reading", "writing", "done", "failed", "stopped"]
_SHOWN_REJECTS = 500
_UNSAFE = compiled(r"[^\w.\- ]")
_LONGEST_NAME = 80
_PATIENCE = 3.0
"""How long the app's end waits for the file that is being read, in seconds."""


class Told(msgspec.Struct):
    """How far a file is.

    Attributes:
        articles: how many were read.
        rejected: how many pieces of it yielded no article.
        share: how much of the file has been read, from 0 to 1.
        rejects: the first of what was rejected, with place and reason.
        error: why there is no report.
        view: what the page shows of it, where it is one article.
        rules: the rules behind that article's finds.
    """

    name: str
    state: State = "waiting"
    articles: int = 0
    rejected: int = 0
    share: float = 0.0
    rejects: list[str] = []
    error: str | None = None
    view: View | None = None
    rules: dict[str, Any] = {}


class _StoppedError(Exception):
    pass


class Job:
    """One file: where it lies, how far it is, and its report once that is made."""

    def __init__(self, folder: Path, name: str) -> None:
        safe = _UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).lstrip(".")[-_LONGEST_NAME:] or "file"
        self.path = folder / safe
        self.records = folder / ".records.jsonl"
        self.report = folder / ".report.html"
        self.told = Told(safe)
        self.stopped = False

    def advance(self, meter: Meter, summary: Summary) -> None:
        """Note how far it is."""
        if self.stopped:
            raise _StoppedError
        self.told.articles, self.told.rejected = summary.articles, summary.rejected
        self.told.share = min(1.0, meter.done / meter.total) if meter.total else 0.0

    def reject(self, rejected: Reject) -> None:
        """Note what yields no article."""
        if len(self.told.rejects) < _SHOWN_REJECTS:
            self.told.rejects.append(f"{rejected.place}: {rejected.reason}".replace(f"{self.path.parent}/", ""))

    def fail(self, error: Exception) -> None:
        """Note why there is no report."""
        self.told.state = "failed"
        self.told.error = str(error).replace(f"{self.path.parent}/", "")


class Jobs:
    """All files of one session. They lie in a folder of their own, which goes with it.

    Args:
        rules: directories with rules of the user's own.
        lexicon: what knows them.
        seconds: how long one article may take.
    """

    def __init__(self, rules: tuple[str, ...], lexicon: Lexicon, seconds: float = MOST_SECONDS) -> None:
        self._rules = rules
        self._lexicon = lexicon
        self._seconds = seconds
        self._folder = TemporaryDirectory(prefix="vn-extract-", ignore_cleanup_errors=True)
        self._jobs: dict[str, Job] = {}
        self._turn = Lock()

    def add(self, name: str) -> tuple[str, Job]:
        """A place for a file that is called so, and what it is asked for by: nobody guesses it."""
        key = secrets.token_urlsafe(12)
        folder = Path(self._folder.name) / key
        folder.mkdir()
        self._jobs[key] = Job(folder, name)
        return key, self._jobs[key]

    def get(self, key: str) -> Job | None:
        """The file that is asked for so."""
        return self._jobs.get(key)

    def forget(self, key: str) -> None:
        """Remove a file that has not been started, with its place: it did not come whole."""
        rmtree(self._jobs.pop(key).path.parent)

    def start(self, job: Job) -> None:
        """Read the file that lies at its place now, once those before it are done."""
        Thread(target=self._work, args=(job,), daemon=True).start()

    def close(self) -> None:
        """Stop all, and remove the folder."""
        for job in self._jobs.values():
            job.stopped = True
        # One that reads a long article looks up when it is done with it; nobody waits for that.
        self._turn.acquire(timeout=_PATIENCE)
        self._folder.cleanup()

    def _work(self, job: Job) -> None:
        with self._turn:
            try:
                self._made(job)
            except _StoppedError:
                job.told.state = "stopped"
            except Exception as error:
                # Whatever it is: whoever waits has to be told.
                job.fail(error)

    def _made(self, job: Job) -> None:
        told = job.told
        names = [str(job.path)] if _holds_records(job.path) else [str(self._extracted(job))]
        told.state = "writing"
        views: list[View] = []
        with job.report.open("wb") as out:
            seen = _seen(Views(names), views, told)
            told.articles = write_report(out, seen, title=told.name, lexicon=self._lexicon)
        if told.articles == 1 and not told.rejected:
            told.view = views[0]
            told.rules = msgspec.to_builtins(rules_of(views[0].record, self._lexicon))
        told.share, told.state = 1.0, "done"

    def _extracted(self, job: Job) -> Path:
        told = job.told
        told.state = "reading"
        inputs = (str(job.path),)
        meter = measure(inputs)
        options = Options(
            inputs=inputs,
            output=str(job.records),
            rules=self._rules,
            workers=1,
            seconds=self._seconds,
            memory=MEMORY,
            carry_text=True,
        )
        job.advance(meter, Summary())
        summary = run(options, rejected=job.reject, advanced=partial(job.advance, meter), meter=meter)
        job.advance(meter, summary)
        if not summary.articles:
            raise ValueError(told.rejects[0] if told.rejects else f"there are no articles in {told.name}")
        return job.records


def _holds_records(path: Path) -> bool:
    """Whether a run wrote the file: then it is shown as it is."""
    try:
        return next(stored_records(str(path)), None) is not None
    except RecordsError:
        return False


def _seen(views: Views, first: list[View], told: Told) -> Iterator[View]:
    """The views as they come, the first of them kept, and counted for who waits."""
    for told.articles, one in enumerate(views, start=1):
        if not first:
            first.append(one)
        yield one

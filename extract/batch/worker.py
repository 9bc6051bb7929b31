"""A worker process: reads articles for the process that started it, which kills it where one takes too long.

Requests come on standard input and answers go to standard output.
"""

import gc
import os
import signal
import sys

from extract.article import Article, ArticleError
from extract.batch.messages import Done, Setup, Task, receive, send
from extract.batch.summary import Summary
from extract.io import html
from extract.io.incoming import Arrival, Page, Reject
from extract.io.writers.payload import Packer
from extract.lexicon import LexiconError
from extract.pipeline import Extractor
from extract.record import Record
from extract.text.moments import publication_day

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Reading:
    """Answers requests: tasks become records, pages become articles."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._extractor = setup.extractor or Extractor(rules=setup.rules)

    def parse(self, pages: list[Page]) -> list[Arrival | Reject]:
        """The articles of web pages, in order."""
        found: list[Arrival | Reject] = []
        for page in pages:
            try:
                found.append(html.parse(page))
            except Exception as error:  # a page that trips the parser must not stop the others
                found.append(Reject(page.place, f"the page cannot be parsed: {_shown(error)}", page.raw))
        return found

    def extract(self, tasks: list[Task]) -> Done:
        """The records of articles, in order."""
        packer = Packer(self._setup.form, self._setup.run_id)
        summary = Summary()
        failures = []
        for index, (task, read) in enumerate(zip(tasks, self._together(tasks), strict=True)):
            try:
                record = self._record(task, read)
                packer.add(record)
            except LexiconError as error:  # a rule of the user's own
                failures.append((index, f"extraction failed: {error}"))
            except Exception as error:  # an article that trips the extractor must not stop a hundred thousand others
                reason = f"extraction failed: {_shown(error)}; please report it with this article"
                failures.append((index, reason))
            else:
                summary.count(record)
                given = task.article.published
                if given and _published(given) is None:
                    summary.date_unread(given)
                summary.dateless += given is None and record.published is None
        return Done(packer.pack(), summary, failures)

    def read(self, articles: list[Article]) -> list[Record | ValueError]:
        """The record of each article, or why there is none, as an `ArticleError` or a `LexiconError`."""
        try:
            found: list[Record | ValueError] = [*self._extractor.together(articles)]
        except Exception:  # each by itself will tell which one it is
            found = [self._read(article) for article in articles]
        if self._setup.carry_text:
            for article, record in zip(articles, found, strict=True):
                if isinstance(record, Record):
                    record.text = article.text
        return found

    def _read(self, article: Article) -> Record | ValueError:
        try:
            return self._extractor(article)
        except LexiconError as error:
            return LexiconError(str(error))
        except Exception as error:  # an article that trips the extractor must not stop a hundred thousand others
            return ArticleError(str(error) if isinstance(error, ArticleError) else _shown(error))

    def _together(self, tasks: list[Task]) -> list[Record | None]:
        """The records of the tasks' articles that are no repetitions; of none of them where one cannot be read."""
        fresh = [task.article for task in tasks if task.duplicate_of is None]
        try:
            found = iter(self._extractor.together(fresh))
        except Exception:  # each by itself will tell which one it is
            return [None] * len(tasks)
        return [next(found) if task.duplicate_of is None else None for task in tasks]

    def _record(self, task: Task, read: Record | None) -> Record:
        """The record of a task; `read` is what its article was read into, if it was."""
        article = task.article
        if task.duplicate_of is not None:
            record = Record(
                id=article.identifier(),
                url=article.url,
                title=article.title,
                author=article.author,
                published=_published(article.published),
                duplicate_of=task.duplicate_of,
                source=article.source,
            )
        else:
            record = self._extractor(article) if read is None else read
            if task.carried or self._setup.carry_text:
                record.text = article.text
        if task.warning:
            record.warnings.append(task.warning)
        return record


def _published(given: str | None) -> str | None:
    try:
        return publication_day(given).isoformat() if given else None
    except ValueError:
        return None


def _shown(error: Exception) -> str:
    return "out of memory" if isinstance(error, MemoryError) else f"{type(error).__name__}: {error}"


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    # The data segment, not the address space: libraries and what threads only reserve do not count.
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def _end_with_parent() -> None:
    """See that this process ends when the one that started it is killed, even in the midst of an article."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> None:
    """Answer requests until there are no more."""
    _end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one decides when to stop
    source = sys.stdin.buffer
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    try:
        setup: Setup = receive(source)
        if setup.memory is not None:
            _limit_memory(setup.memory)  # patterns of the user's own are compiled within it too
        try:
            reading = Reading(setup)
        except LexiconError as error:
            send(sink, str(error))
            return
        except Exception as error:  # said where it can be read, not on a worker's standard error
            send(sink, f"a worker process could not start: {_shown(error)}")
            return
        gc.collect()
        gc.freeze()  # the lexicon stays as long as the process: the collector need not look at it again
        send(sink, None)
        while True:
            verb, argument = receive(source)
            send(sink, getattr(reading, verb)(argument))
    except (EOFError, OSError):
        return

"""The main loop: what comes in goes through the workers to the writer, or to the rejects with its reason.

Everything that decides the output's bytes is a matter of the input's order alone: ids and duplicates are settled
while articles are read in, and commits are made after fixed numbers of articles. How many workers there are, how much
each is given at once, and whether the run was killed in between, leaves no trace.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from typing import NamedTuple, cast

import msgspec

from extract.batch.checks import made_of, run_row, see_apart
from extract.batch.ids import stored_id
from extract.batch.journal import Journal, Progress
from extract.batch.messages import Done, Setup, Task
from extract.batch.options import Options
from extract.batch.pool import Pool, batched
from extract.batch.summary import Summary
from extract.io.fields import Mapper
from extract.io.incoming import Arrival, Incoming, Page, Place, Reject
from extract.io.lock import Lock
from extract.io.readers import read, see_readable
from extract.io.rejects import RejectsFile
from extract.io.streams import STANDARD, Meter
from extract.io.tables import Row
from extract.io.writers import State, Writer, open_writers

__all__ = ["Options", "run"]

CHUNK_BYTES = 1 << 20
"""How much text a worker is given at once, at most, unless one article is longer."""

BATCH_BYTES = 64 << 20
"""How much input lies between two commits, at most, unless one article is longer."""

_PAGES_AT_ONCE = 4


class _Entry(NamedTuple):
    """A piece of input on its way: a task with what is kept of it if it fails, or a reject."""

    place: Place
    raw: bytes
    task: Task | None
    reason: str = ""


class _Chunk(NamedTuple):
    """Entries that go to a worker together, and whether a batch ends with them."""

    entries: list[_Entry]
    last: bool


def run(
    options: Options,
    *,
    rejected: Callable[[Reject], None] = lambda reject: None,
    advanced: Callable[[Summary], None] = lambda summary: None,
    meter: Meter | None = None,
    mapper: Mapper | None = None,
    passed_over: Counter[str] | None = None,
) -> Summary:
    """Read all articles and write their records. Where there is none, and something was rejected, OUT stays as it was.

    Args:
        options: what to do.
        rejected: called with everything that yields no record, beside its being kept.
        advanced: called as articles are done with, for progress.
        meter: told how much of the input has been read.
        mapper: made of the options' fields, where the caller wants to know from which fields articles came.
        passed_over: told how many files of folders were passed over, by their endings.

    Raises:
        ValueError: the output's name asks for no known format, or what is written is also read.
        InputError: none of the inputs can be read.
        MissingExtraError: what the output needs is not installed.
        LockedError: another run writes there.
        OutputError, OSError: the output cannot be written.
        JournalError: the run cannot be gone on with.
        SetupError: the workers cannot start, because a rule file is wrong, say.
    """
    see_apart(options)
    see_readable(options.inputs, options.standard_format, options.own())
    writer = open_writers(options.outputs)
    rejects = RejectsFile(options.rejects_path())
    start = run_row(options)
    setup = Setup(options.rules, writer.form, start[0], options.carry_text, options.memory)
    with ExitStack() as stack:
        for path, output in zip(options.lock_paths(), [o for o in options.outputs if o != STANDARD], strict=True):
            stack.enter_context(Lock(path, output))
        if not options.resume:
            writer.check(force=options.force)
            rejects.check(force=options.force)
        journal = Journal(options.journal_path(), made_of(options), resume=options.resume)
        stack.callback(_let_go, journal, writer, rejects)
        if journal.progress is None or not journal.progress.written:
            pool = stack.enter_context(Pool(setup, options.workers, options.seconds))
            pool.start()
            loop = _Loop(options, pool, journal, writer, rejects)
            incoming = read(
                options.inputs,
                options.standard_format,
                None,
                meter,
                options.own(),
                mapper or Mapper(options.fields),
                passed_over,
            )
            if not loop.run(start, incoming, rejected, advanced):
                rejects.finish(options.kept_in(loop.summary))
                return loop.summary
        assert journal.progress is not None
        summary = journal.progress.summary
        rejects.count = summary.rejected
        writer.publish()
        rejects.finish()
        journal.remove()
        return summary


def _let_go(journal: Journal, writer: Writer, rejects: RejectsFile) -> None:
    """Close all, whatever goes wrong with one; what cannot be gone on with is taken away."""
    with ExitStack() as stack:
        if journal.progress is None:
            stack.callback(rejects.discard)
            stack.callback(writer.discard)
            stack.callback(journal.remove)
        stack.callback(journal.close)
        stack.callback(rejects.close)
        stack.callback(writer.close)


class _Loop:
    """One run, from where its journal says to the end."""

    def __init__(self, options: Options, pool: Pool, journal: Journal, writer: Writer, rejects: RejectsFile) -> None:
        self._chunk = options.chunk
        self._pool = pool
        self._journal = journal
        self._writer = writer
        self._rejects = rejects
        self._done = journal.progress.inputs if journal.progress else 0
        self.summary = journal.progress.summary if journal.progress else Summary()
        self._opened = False

    def run(
        self,
        start: Row,
        incoming: Iterable[Incoming],
        rejected: Callable[[Reject], None],
        advanced: Callable[[Summary], None],
    ) -> bool:
        """Read, extract and write all that is left; whether there is anything to write.

        Nothing is opened before there is an article.
        """
        progress = self._journal.progress
        self._rejects.open(progress.rejects_size if progress else 0, self.summary.rejected)
        if progress:
            self._open(start, progress.writer)
        for chunk, parts in self._pool.map(self._extract, self._chunks(self._entries(incoming))):
            for done in self._settled(chunk, parts):
                if done.payload is not None and done.summary.articles:
                    self._open(start, None)
                    self._writer.write(done.payload)
                self.summary.add(done.summary)
            for entry in chunk.entries:
                if entry.reason:
                    self.summary.rejected += 1
                    reject = Reject(entry.place, entry.reason, entry.raw)
                    self._rejects.add(reject)
                    rejected(reject)
            self._done += len(chunk.entries)
            if chunk.last:
                self._commit()
            advanced(self.summary)
        if self.summary.rejected and not self.summary.articles:
            self._rejects.flush()
            return False
        self._open(start, None)
        self._commit()
        self._writer.end((*start[:5], self.summary.articles, self.summary.rejected))
        self._commit(written=True)
        return True

    def _open(self, start: Row, state: State | None) -> None:
        if not self._opened:
            self._journal.settle()
            self._writer.open(start, state)
            self._opened = True

    def _commit(self, *, written: bool = False) -> None:
        size = self._rejects.flush()
        if self._opened:
            state = self._writer.commit()
            self._journal.commit(Progress(self._done, state, size, self.summary, written))

    def _parsed(self, incoming: Iterable[Incoming]) -> Iterator[Arrival | Reject]:
        """What comes in, with the pages among it parsed by the workers."""
        for pages, group in groupby(incoming, key=lambda one: isinstance(one, Page)):
            if pages:
                for found in self._pool.map(self._pool.parse, batched(cast(Iterator[Page], group), _PAGES_AT_ONCE)):
                    yield from found
            else:
                yield from cast(Iterator[Arrival | Reject], group)

    def _entries(self, incoming: Iterable[Incoming]) -> Iterator[_Entry]:
        """What is left of the input, each article with an id of its own and the one that it repeats."""
        left = islice(incoming, self._done, None)
        for number, one in enumerate(self._parsed(left), start=self._done):
            if isinstance(one, Reject):
                yield _Entry(one.place, one.raw, None, one.reason)
                continue
            given, renamed = stored_id(one.article.identifier())
            claimed, first = self._journal.claim(given, one.article.text, number)
            warnings = [told for told in (one.warning, renamed) if told]
            if claimed != given and first is None:
                warnings.append(f"id {given!r} is that of an earlier article too: this one became {claimed!r}")
            article = msgspec.structs.replace(one.article, id=claimed)
            yield _Entry(
                one.place, one.raw, Task(article, first, "; ".join(warnings) or None, one.carried or article.composed)
            )

    def _chunks(self, entries: Iterable[_Entry]) -> Iterator[_Chunk]:
        """The entries in portions for the workers, none of which reaches over the end of a batch."""
        chunk: list[_Entry] = []
        chunk_bytes = batch_bytes = batch_entries = 0
        for entry in entries:
            chunk.append(entry)
            chunk_bytes += len(entry.raw)
            batch_bytes += len(entry.raw)
            batch_entries += 1
            last = batch_entries >= self._writer.batch or batch_bytes >= BATCH_BYTES
            if last or len(chunk) >= self._chunk or chunk_bytes >= CHUNK_BYTES:
                yield _Chunk(chunk, last)
                chunk, chunk_bytes = [], 0
            if last:
                batch_bytes = batch_entries = 0
        if chunk:
            yield _Chunk(chunk, False)

    def _extract(self, chunk: _Chunk) -> tuple[_Chunk, list[Done]]:
        """The chunk with what became of it; what could not be read is a reject in it."""
        numbers = [number for number, entry in enumerate(chunk.entries) if entry.task is not None]
        parts = self._pool.extract([entry.task for entry in chunk.entries if entry.task is not None])
        for done in parts:
            for index, reason in done.failures:
                number = numbers[index]
                chunk.entries[number] = chunk.entries[number]._replace(reason=reason)
        return chunk, parts

    def _settled(self, chunk: _Chunk, parts: list[Done]) -> list[Done]:
        """What became of the chunk once it is known which articles were lost: repetitions of those are lost too."""
        for entry in chunk.entries:
            if entry.task and entry.reason:
                self._journal.lose(entry.task.article.identifier())
        orphans = [
            number
            for number, entry in enumerate(chunk.entries)
            if entry.task and entry.task.duplicate_of and self._journal.is_lost(entry.task.duplicate_of)
        ]
        if not orphans:
            return parts
        for number in orphans:
            entry = chunk.entries[number]
            assert entry.task is not None
            reason = f"the same text as article {entry.task.duplicate_of!r}, which could not be read"
            chunk.entries[number] = entry._replace(reason=reason)
        return self._pool.extract([entry.task for entry in chunk.entries if entry.task and not entry.reason])

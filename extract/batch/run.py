"""The main loop: what comes in goes through the workers to the writer, or to the rejects with its reason.

Everything that decides the output's bytes is a matter of the input's order alone: ids and duplicates are settled
while articles are read in, and commits are made after fixed numbers of articles. How many workers there are, how much
each is given at once, and whether the run was killed in between, leaves no trace.
"""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from importlib.metadata import version
from itertools import groupby, islice
from pathlib import Path
from typing import NamedTuple, cast

import msgspec

from extract.batch.journal import Journal, Progress
from extract.batch.messages import Done, Setup, Task
from extract.batch.pool import Pool
from extract.batch.summary import Summary
from extract.io.fields import Fields, Mapper
from extract.io.incoming import Arrival, Incoming, Page, Place, Reject
from extract.io.readers import files, read
from extract.io.rejects import RejectsFile
from extract.io.streams import STANDARD, Meter
from extract.io.tables import SCHEMA_VERSION as TABLES_VERSION
from extract.io.tables import Row
from extract.io.writers import REJECTS, Writer, beside, is_database, open_writer
from extract.record import SCHEMA_VERSION
from extract.resources import RULES

CHUNK_BYTES = 1 << 20
"""How much text a worker is given at once, at most, unless one article is longer."""

BATCH_BYTES = 64 << 20
"""How much input lies between two commits, at most, unless one article is longer."""

_PAGES_AT_ONCE = 4


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a run does.

    Attributes:
        inputs: names of files and directories, patterns, and `-`.
        output: where the records go; see `extract.io.writers`.
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
    """

    inputs: tuple[str, ...]
    output: str
    rejects: Path | None = None
    standard_format: str = ".jsonl"
    fields: Fields = Fields()
    rules: tuple[str, ...] = ()
    workers: int = 1
    chunk: int = 20
    seconds: float | None = 60.0
    memory: int | None = 2 << 30
    carry_text: bool = False
    resume: bool = False

    def rejects_path(self) -> Path:
        """Where the rejects go."""
        return self.rejects or beside(self.output, REJECTS)

    def journal_path(self) -> Path | None:
        """Where the run's memory lies; None where there is nothing to go on with."""
        return None if self.output == STANDARD else beside(self.output, ".journal")

    def own(self) -> frozenset[Path]:
        """The files and folders that the run writes, also while it goes on, as resolved paths: no inputs of its own."""
        written = [self.rejects_path()]
        if self.output != STANDARD and not is_database(self.output):
            written.append(Path(self.output))
        found = [path.with_name(f"{path.name}{ending}") for path in written for ending in ("", ".part", ".old")]
        journal = self.journal_path()
        if journal:
            found += [journal.with_name(f"{journal.name}{ending}") for ending in ("", "-wal", "-shm")]
        return frozenset(path.resolve() for path in found)


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
) -> Summary:
    """Read all articles and write their records.

    Args:
        options: what to do.
        rejected: called with everything that yields no record, beside its being kept.
        advanced: called as articles are done with, for progress.
        meter: told how much of the input has been read.
        mapper: made of the options' fields, where the caller wants to know from which fields articles came.

    Raises:
        ValueError: the output's name asks for no known format, or what is written is also read.
        MissingExtraError: what the output needs is not installed.
        OutputError, OSError: the output cannot be written.
        JournalError: the run cannot be gone on with.
        SetupError: the workers cannot start, because a rule file is wrong, say.
    """
    _keep_apart(options)
    writer = open_writer(options.output)
    start = _run_row(options)
    setup = Setup(options.rules, writer.form, start[0], options.carry_text, options.memory)
    journal = Journal(options.journal_path(), _fingerprint(options, start[0]), resume=options.resume)
    rejects = RejectsFile(options.rejects_path())
    try:
        if journal.progress is None or not journal.progress.written:
            with Pool(setup, options.workers, options.seconds) as pool:
                loop = _Loop(options, pool, journal, writer, rejects)
                loop.run(start, rejected, advanced, meter, mapper or Mapper(options.fields))
        assert journal.progress is not None
        summary = journal.progress.summary
        rejects.count = summary.rejected
        writer.publish()
        rejects.finish()
        journal.remove()
        return summary
    finally:
        writer.close()
        rejects.close()
        if journal.progress is None:  # nothing was written yet that could be gone on with
            journal.remove()
        else:
            journal.close()


class _Loop:
    """One run, from where its journal says to the end."""

    def __init__(self, options: Options, pool: Pool, journal: Journal, writer: Writer, rejects: RejectsFile) -> None:
        self._options = options
        self._pool = pool
        self._journal = journal
        self._writer = writer
        self._rejects = rejects
        self._done = journal.progress.inputs if journal.progress else 0
        self._summary = journal.progress.summary if journal.progress else Summary()

    def run(
        self,
        start: Row,
        rejected: Callable[[Reject], None],
        advanced: Callable[[Summary], None],
        meter: Meter | None,
        mapper: Mapper,
    ) -> None:
        """Read, extract and write all that is left."""
        progress = self._journal.progress
        self._writer.open(start, progress.writer if progress else None)
        self._rejects.open(progress.rejects_size if progress else 0, self._summary.rejected)
        options = self._options
        incoming = read(options.inputs, options.standard_format, None, meter, options.own(), mapper)
        for chunk, parts in self._pool.map(self._extract, self._chunks(self._entries(incoming))):
            for done in self._settled(chunk, parts):
                if done.payload is not None:
                    self._writer.write(done.payload)
                self._summary.add(done.summary)
            for entry in chunk.entries:
                if entry.reason:
                    self._summary.rejected += 1
                    reject = Reject(entry.place, entry.reason, entry.raw)
                    self._rejects.add(reject)
                    rejected(reject)
            self._done += len(chunk.entries)
            if chunk.last:
                self._commit()
            advanced(self._summary)
        self._commit()
        self._writer.end((*start[:5], self._summary.articles, self._summary.rejected))
        self._commit(written=True)

    def _commit(self, *, written: bool = False) -> None:
        state = self._writer.commit()
        size = self._rejects.flush()
        self._journal.commit(Progress(self._done, state, size, self._summary, written))

    def _parsed(self, incoming: Iterable[Incoming]) -> Iterator[Arrival | Reject]:
        """What comes in, with the pages among it parsed by the workers."""
        for pages, group in groupby(incoming, key=lambda one: isinstance(one, Page)):
            if pages:
                for found in self._pool.map(self._pool.parse, _batched(cast(Iterator[Page], group), _PAGES_AT_ONCE)):
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
            given = one.article.identifier()
            claimed, first = self._journal.claim(given, one.article.text, number)
            warning = one.warning
            if claimed != given and first is None:
                told = f"id {given!r} is that of an earlier article too: this one became {claimed!r}"
                warning = f"{warning}; {told}" if warning else told
            article = msgspec.structs.replace(one.article, id=claimed)
            yield _Entry(one.place, one.raw, Task(article, first, warning, one.carried or article.composed))

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
            if last or len(chunk) >= self._options.chunk or chunk_bytes >= CHUNK_BYTES:
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


def _batched(items: Iterable[Page], size: int) -> Iterator[list[Page]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _keep_apart(options: Options) -> None:
    """See that nothing is written over what is read, nor two things over each other.

    Raises:
        ValueError: it would be.
    """
    own = options.own()
    for name in options.inputs:
        path = Path(name).resolve()
        if name != STANDARD and not own.isdisjoint((path, *path.parents)):
            raise ValueError(f"'{name}' is an INPUT and is written to as well; give another OUT or --rejects")
    if options.rejects and options.output != STANDARD and not is_database(options.output):
        output, rejects = Path(options.output).resolve(), options.rejects.resolve()
        if output in (rejects, *rejects.parents):
            raise ValueError(f"'{options.rejects}' is OUT or lies in it; give another --rejects")


def _run_row(options: Options) -> Row:
    """The run's row in the table `runs`. It holds no time of day: the same run has the same id."""
    rules = blake2b(digest_size=12)
    for directory in (RULES, *map(Path, options.rules)):
        for file in sorted(directory.rglob("*.yaml")):
            rules.update(file.relative_to(directory).as_posix().encode() + b"\0" + file.read_bytes())
    told = (version("vn-extract"), SCHEMA_VERSION, rules.hexdigest(), " ".join(options.inputs))
    made_of = (*told, TABLES_VERSION, options.fields, options.carry_text)
    return (blake2b(msgspec.json.encode(made_of), digest_size=8).hexdigest(), *told, None, None)


def _fingerprint(options: Options, run_id: str) -> str:
    """What a run has to have in common with the one that it goes on with."""
    seen = blake2b(msgspec.json.encode((run_id, options.output, options.standard_format)), digest_size=16)
    for name in files(options.inputs, options.own()):
        if isinstance(name, str) and name != STANDARD and Path(name).is_file():
            known = Path(name).stat()
            seen.update(f"{name}\0{known.st_size}\0{known.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return seen.hexdigest()

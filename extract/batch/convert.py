"""Records from one form into another: what a run wrote is written again as if the run had gone there."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import msgspec

from extract.io.annotations import Form, write_annotations
from extract.io.annotations.spans import see_text
from extract.io.lock import Lock
from extract.io.records import RecordsError
from extract.io.restored import stored_records
from extract.io.streams import STANDARD
from extract.io.tables import SCHEMA_VERSION as TABLES_VERSION
from extract.io.tables import Row
from extract.io.writers import Writer, beside, is_database, open_writers, target
from extract.io.writers.payload import Packer
from extract.record import SCHEMA_VERSION, Record

_LOCK = ".convert.lock"


def convert(sources: Sequence[str], outputs: Sequence[str], to: Form | None = None, *, force: bool = False) -> int:
    """Write the records of SOURCES into each of `outputs`, in order; how many there were.

    All of them are read before anything is opened, so that an output stays as it was where one cannot be.

    Args:
        sources: files of records, or outputs of a run that hold tables.
        outputs: as those of a run.
        to: the form in which people are to annotate them; None for the one that an output's name asks for.
        force: write also over what this package did not write.

    Raises:
        ValueError: an output's name asks for no known format, or is a source or another output.
        RecordsError: a source cannot be read, or two records have one id.
        MissingExtraError: what a format needs is not installed.
        LockedError: another process writes there.
        OutputError, OSError: an output cannot be written.
    """
    _see_apart(sources, outputs)
    if to is not None:
        if len(outputs) > 1:
            raise ValueError("with --to, give one OUT")
        found = list(_distinct(sources))
        for record in found:
            if record.duplicate_of is None:
                see_text(record)
        return write_annotations(found, outputs[0], to, force=force)
    writer = open_writers(outputs)
    kept = list(_distinct(sources)) if STANDARD in sources else None
    count = len(kept) if kept is not None else sum(1 for _ in _distinct(sources))
    run = _run_row(sources)
    with ExitStack() as stack:
        for output in outputs:
            if output != STANDARD:
                stack.enter_context(Lock(beside(output, _LOCK), output))
        writer.check(force=force)
        written = False
        try:
            writer.open(run, None)
            _write(writer, run, iter(kept) if kept is not None else _distinct(sources))
            writer.end((*run[:5], count, 0))
            writer.commit()
            writer.publish()
            written = True
        finally:
            writer.close()
            if not written:
                writer.discard()
    return count


def _write(writer: Writer, run: Row, found: Iterator[Record]) -> None:
    packer, waiting = Packer(writer.form, run[0]), 0
    for record in found:
        packer.add(record)
        waiting += 1
        if waiting == writer.batch:
            writer.write(packer.pack())
            writer.commit()
            packer, waiting = Packer(writer.form, run[0]), 0
    if waiting:
        writer.write(packer.pack())
        writer.commit()


def _distinct(sources: Sequence[str]) -> Iterator[Record]:
    seen: dict[str, str] = {}
    for source in sources:
        for record in stored_records(source):
            if record.id in seen:
                raise RecordsError(
                    f"{source}: the id {record.id!r} is in {seen[record.id]} already; leave one of them out"
                )
            seen[record.id] = source
            yield record


def _see_apart(sources: Sequence[str], outputs: Sequence[str]) -> None:
    """See that nothing is written over what is read, nor two things over each other."""

    def places(names: Sequence[str]) -> list[str]:
        return [name if name == STANDARD or is_database(name) else str(target(name).resolve()) for name in names]

    written = places(outputs)
    if len(set(written)) < len(written):
        raise ValueError("two OUTs are the same; give each once")
    read = set(places(sources)) - {STANDARD}
    for place, output in zip(written, outputs, strict=True):
        if place in read or any(Path(place) in Path(one).parents for one in read if not is_database(one)):
            raise ValueError(f"'{output}' is read and would be written over; give another OUT")


def _run_row(sources: Sequence[str]) -> Row:
    """The row of the table `runs`. The same records by the same names have the same id."""
    told = (version("vn-extract"), SCHEMA_VERSION, "", " ".join(sources))
    return (
        blake2b(msgspec.json.encode((*told, TABLES_VERSION, "convert")), digest_size=8).hexdigest(),
        *told,
        None,
        None,
    )

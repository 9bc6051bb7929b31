"""The command's work: records in, the register out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from extract.io.lock import Lock
from extract.io.restored import stored_records
from extract.io.stored import holds_tables
from extract.io.writers import OutputError, beside
from extract.record import Record
from extract.registry import CORRECTIONS
from extract.registry.build import Register, decoded
from extract.registry.corrections import Corrections, read_corrections
from extract.registry.observation import Observation, observe
from extract.registry.stores import open_store


class Summary(NamedTuple):
    """What was registered: articles read now and in all, persons in articles and joined, organisations, awards.

    `unknown` are persons of the corrections that no article has.
    """

    read: int
    articles: int
    seen: int
    people: int
    organizations: int
    awards: int
    unknown: tuple[str, ...]


def register(sources: Sequence[str], output: str | None = None, corrections: Path | None = None) -> Summary:
    """Join what is in SOURCES, and what OUT remembers, into the register in OUT.

    Args:
        sources: files of records, or outputs of a run that hold tables.
        output: where the register goes; None for the one source, if that holds tables.
        corrections: a file of corrections; None for the one beside the output, if there is one.

    Raises:
        ValueError: the output is none, or none is given and there is not one source with tables.
        RecordsError, CorrectionsError: something cannot be read.
        OutputError, LockedError: OUT cannot be written.
        MissingExtraError: what a format needs is not installed.
    """
    if output is None:
        if len(sources) != 1 or not holds_tables(sources[0]):
            raise ValueError(
                "without an OUT the register goes into the one SOURCE, which has to be a database or folder"
            )
        output = sources[0]
    store = open_store(output)
    with ExitStack() as stack:
        stack.enter_context(Lock(beside(output, ".register.lock"), output))
        store.check()
        said = _corrections(corrections, output)
        read = Counter[str]()
        told = (observe(record) for source in sources for record in _counted(stored_records(source), read))
        made = Register(chain(_remembered(store.remembered(), output), told), said)
        store.write(made.tables())
    return Summary(
        read=read.total(),
        articles=len(made.observations),
        seen=sum(len(person.members) for person in made.people),
        people=len(made.people),
        organizations=len(made.organizations),
        awards=len(made.events),
        unknown=tuple(made.unknown_corrections()),
    )


def _counted(found: Iterator[Record], read: Counter[str]) -> Iterator[Record]:
    for record in found:
        read["records"] += 1
        yield record


def _remembered(lines: Iterator[str], output: str) -> Iterator[Observation]:
    try:
        for line in lines:
            yield decoded(line)
    except msgspec.DecodeError as error:
        raise OutputError(f"{output}: what the register remembers cannot be read ({error}); make it anew") from error


def _corrections(path: Path | None, output: str) -> Corrections:
    if path is None:
        path = beside(output, CORRECTIONS)
        if not path.exists():
            return Corrections()
    return read_corrections(path)

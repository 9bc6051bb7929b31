"""Any input to a stream of articles: files of every known format, directories, archives, patterns, standard input."""

import glob
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from extract.io import archives, excel, html, json, mhtml, parquet, plain, sniffed, table, warc, xml
from extract.io.extras import MissingExtraError
from extract.io.fields import Fields, Mapper
from extract.io.incoming import Incoming, Place, Reject
from extract.io.streams import (
    COMPRESSIONS,
    DAMAGE,
    STANDARD,
    BombError,
    Budget,
    Meter,
    endings,
    format_of,
    reading,
    unpacked,
)
from extract.io.writers import REJECTS
from extract.io.writers.folder import MARK

Reader = Callable[[BinaryIO, str, Mapper], Iterator[Incoming]]

READERS: dict[str, Reader] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": plain.read,
    ".markdown": plain.read,
    ".jsonl": json.read_lines,
    ".ndjson": json.read_lines,
    ".json": json.read,
    ".csv": table.read,
    ".tsv": partial(table.read, delimiter="\t"),
    ".xlsx": excel.read,
    ".xlsm": excel.read,
    ".xlsb": excel.read,
    ".xls": excel.read,
    ".ods": excel.read,
    ".xml": xml.read,
    ".rss": xml.read,
    ".atom": xml.read,
    ".parquet": parquet.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".shtml": html.read,
    ".mhtml": mhtml.read,
    ".mht": mhtml.read,
    ".warc": warc.read,
    ".wet": warc.read,
}

KNOWN = (*READERS, *archives.ARCHIVES)
"""The endings of what can be read; those of `COMPRESSIONS` may stand behind each."""


class InputError(Exception):
    """None of the inputs can be read; the message says of each why, one a line."""


def see_readable(inputs: Iterable[str], standard_format: str, own: Collection[Path] = ()) -> None:
    """See that some input can be opened, before anything is done; `own` as for `files`.

    Raises:
        InputError: there is none.
    """
    problems = []
    for name in files(inputs, own):
        problem = name if isinstance(name, Reject) else _problem(name, standard_format)
        if problem is None:
            return
        problems.append(f"{problem.place}: {problem.reason}")
    if problems:
        more = [f"… and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        raise InputError("\n".join([*problems[:_SHOWN], *more]))


_SHOWN = 10


def _problem(name: str, standard_format: str) -> Reject | None:
    """Why a file cannot be opened, as far as can be seen without reading it."""
    place = Place("<stdin>" if name == STANDARD else name)
    if name != STANDARD and not Path(name).exists():
        return Reject(place, "no such file; check the path", b"")
    if name != STANDARD and not os.access(name, os.R_OK):
        return Reject(place, "cannot be read: Permission denied", b"")
    ending = format_of(f"stdin{standard_format}" if name == STANDARD else name)
    if ending in KNOWN or (name != STANDARD and _sniffed(Path(name))):
        return None
    advice = _SAVED_AS.get(ending, f"the name has to end in {_endings()}")
    return Reject(place, f"unknown format '{ending}'; {advice}", b"")


_SAVED_AS = {
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pdf", ".epub", ".eml", ".msg"), "save it as .txt or .html"),
    ".mbox": "save its letters as .txt or .html",
    **dict.fromkeys((".sql", ".db", ".sqlite", ".sqlite3", ".duckdb"), "export its table as .csv or .jsonl"),
    **dict.fromkeys((".arrow", ".feather", ".orc", ".avro", ".pkl", ".pickle"), "write it as .parquet or .jsonl"),
    **dict.fromkeys((".yaml", ".yml", ".json5", ".bson"), "write it as .jsonl"),
    **dict.fromkeys((".rar", ".7z"), "unpack it, or pack it as .zip"),
}
"""What to do with files of formats that are not read."""


def _sniffed(path: Path) -> str:
    """The format of a file whose name tells none, by its beginning; "" where that tells none either."""
    ending, compressions = endings(path.name)
    if ending and not ending[1:].isdigit():
        return ""
    try:
        with path.open("rb") as packed:
            return sniffed.ending("", unpacked(packed, compressions).read(sniffed.SEEN))
    except (OSError, *DAMAGE):
        return ""


def files(
    inputs: Iterable[str], own: Collection[Path] = (), passed_over: Counter[str] | None = None
) -> Iterator[str | Reject]:
    """The names of the files that `inputs` stand for, in the order given; those of a directory or pattern by name.

    What runs write is no input of theirs: rejects and folders of tables are left out of directories and patterns, and
    so is `own`, resolved paths of files and folders of the run that asks.
    """
    for name in inputs:
        if name == STANDARD or Path(name).is_file():
            yield name
        elif Path(name).is_dir():
            inside = list(map(str, _inside(name, own, passed_over)))
            if not inside:
                yield Reject(Place(name), f"no file there ends in {_endings()}", b"")
            yield from inside
        elif glob.has_magic(name):
            matching = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - the pattern may begin anywhere
            matching = [one for one in matching if not _is_own(Path(one), own)]
            if not matching:
                yield Reject(Place(name), "no file matches; check the pattern", b"")
            # "**" matches directories and what is in them too.
            found = files(matching, own, passed_over)
            yield from {os.path.normpath(one) if isinstance(one, str) else one: one for one in found}.values()
        else:
            yield name


_ABOUT = frozenset(("readme.md", "license.md", "changelog.md"))
"""Files that tell of a folder; they are read where they are named themselves."""


def _inside(directory: str, own: Collection[Path], passed_over: Counter[str] | None) -> list[Path]:
    """The files in a directory and those below that can be read, by name."""
    found = []
    for folder, below, names in os.walk(directory):
        if MARK in names:
            below.clear()
            continue
        resolved = Path(folder).resolve()
        for name in names:
            if name.endswith(REJECTS) or resolved / name in own:
                continue
            about = name.casefold() in _ABOUT
            if not about and (format_of(name) in KNOWN or _sniffed(Path(folder, name))):
                found.append(Path(folder, name))
            elif passed_over is not None:
                passed_over[format_of(name)] += 1
    return sorted(found)


def _is_own(path: Path, own: Collection[Path]) -> bool:
    resolved = path.resolve()
    return path.name.endswith(REJECTS) or any(one in own or _is_tables(one) for one in (resolved, *resolved.parents))


def _is_tables(folder: Path) -> bool:
    return (folder / MARK).exists()


def measure(inputs: Iterable[str], own: Collection[Path] = ()) -> Meter:
    """A meter for what `inputs` hold, in bytes on the disk; `own` as for `files`."""
    total = 0
    for name in files(inputs, own):
        if name == STANDARD:
            return Meter(None)
        if isinstance(name, str) and Path(name).is_file():
            total += Path(name).stat().st_size
    return Meter(total)


def read(
    inputs: Iterable[str],
    standard_format: str = ".jsonl",
    fields: Fields | None = None,
    meter: Meter | None = None,
    own: Collection[Path] = (),
    mapper: Mapper | None = None,
    passed_over: Counter[str] | None = None,
) -> Iterator[Incoming]:
    """The articles of files, directories, archives and patterns in the order given; `-` is standard input.

    What cannot be read comes as a `Reject`; the rest goes on.

    Args:
        inputs: names of files and directories, patterns (`dumps/**/*.jsonl.gz`), and `-`.
        standard_format: the format of standard input, with compressions: `.csv.gz`.
        fields: what is known of the input.
        meter: told how much has been read.
        own: as for `files`.
        mapper: made of `fields`, where the caller wants to know later from which fields articles came.
        passed_over: as for `files`.
    """
    mapper = mapper or Mapper(fields)
    for name in files(inputs, own, passed_over):
        if isinstance(name, Reject):
            yield name
            continue
        shown = "<stdin>" if name == STANDARD else name
        named = f"stdin{standard_format}" if name == STANDARD else name
        problem = _problem(name, standard_format)
        if problem is not None:
            yield problem
            continue
        try:
            with reading(name, meter) as stream:
                budget = Budget(_size(name, stream))
                for incoming in _file(stream, named, shown, mapper, budget, 0):
                    yield _kept(incoming, budget) if isinstance(incoming, Reject) else incoming
        except OSError as error:
            yield Reject(Place(shown), f"cannot be read: {error.strerror or error}", b"")


def _size(name: str, stream: BinaryIO) -> Callable[[], int]:
    """The size of a file, or of standard input how much of it was read."""
    if name == STANDARD:
        return stream.tell if stream.seekable() else _endless
    size = os.fstat(stream.fileno()).st_size
    return lambda: size


def _endless() -> int:
    """A pipe's size is unknown; each level in it is measured by itself."""
    return 1 << 50


def _kept(reject: Reject, budget: Budget) -> Reject:
    raw = budget.keep(reject.raw)
    if len(raw) == len(reject.raw):
        return reject
    return Reject(reject.place, f"{reject.reason}; only its first {len(raw)} bytes are kept here", raw)


def _file(stream: BinaryIO, name: str, shown: str, mapper: Mapper, budget: Budget, depth: int) -> Iterator[Incoming]:
    ending, compressions = endings(name)
    try:
        if ending in archives.ARCHIVES:
            yield from _archive(unpacked(stream, compressions, budget), ending, shown, mapper, budget, depth)
        else:
            # WARC is packed record by record, and fastwarc undoes that itself.
            mapper.begin()
            packed = () if ending in (".warc", ".wet") and compressions == (".gz",) else compressions
            data = cast(BufferedReader, unpacked(stream, packed, budget))
            if ending not in (".warc", ".wet"):
                more = sniffed.compressions(data.peek(sniffed.SEEN))
                data = cast(BufferedReader, unpacked(cast(BinaryIO, data), more, budget))
            known = ending if ending in READERS else ""
            yield from READERS[sniffed.ending(known, data.peek(sniffed.SEEN))](cast(BinaryIO, data), shown, mapper)
    except (*DAMAGE, *archives.DAMAGE) as error:
        yield Reject(Place(shown), f"damaged from here on: {error}; what came before was read", b"")
    except BombError as error:
        yield Reject(Place(shown), f"not read any further: {error}; unpack it yourself if you trust it", b"")
    except MissingExtraError as error:
        yield Reject(Place(shown), str(error), b"")
    except OSError:
        raise
    except (
        Exception
    ) as error:  # whatever bytes trip a reader, or the library behind it, cost their file and not the run
        what = f"{type(error).__name__}: {error}"
        yield Reject(Place(shown), f"not read any further: {what}; what came before was read", b"")


def _archive(
    stream: BinaryIO, ending: str, shown: str, mapper: Mapper, budget: Budget, depth: int
) -> Iterator[Incoming]:
    if depth == archives.MOST_DEPTH:
        yield Reject(Place(shown), f"more than {archives.MOST_DEPTH} archives lie one in another", b"")
        return
    found = False
    with archives.members(stream, ending, budget) as members:
        for name, opened in members:
            if format_of(name) not in KNOWN:
                continue
            if found and budget.spent:
                return
            found = True
            inside = f"{shown}!{name}"
            try:
                yield from _file(opened(), name, inside, mapper, budget, depth + 1)
            except OSError as error:
                yield Reject(Place(inside), f"cannot be read: {error.strerror or error}", b"")
    if not found:
        yield Reject(Place(shown), f"no file in it ends in {_endings()}", b"")


def _endings() -> str:
    return f"{', '.join(KNOWN)} (also with {', '.join(COMPRESSIONS)} behind it)"

"""What is looked at before a run opens anything, and what makes a run the one that it is."""

from collections.abc import Iterator
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import msgspec

from extract.batch.options import Options
from extract.io.readers import files
from extract.io.streams import STANDARD
from extract.io.tables import SCHEMA_VERSION as TABLES_VERSION
from extract.io.tables import Row
from extract.io.writers import is_database, target
from extract.record import SCHEMA_VERSION
from extract.resources import RULES, rule_paths

_NAMED_FILES = 10_000
"""Up to so many input files, the journal knows each; of more, only all together."""

_OPTIONS = {"published": "date"}


def see_apart(options: Options) -> None:
    """See that nothing is written over what is read, nor two things over each other.

    Raises:
        ValueError: it would be.
    """
    own = options.own()
    for name in options.inputs:
        path = Path(name).resolve()
        if name != STANDARD and not own.isdisjoint((path, *path.parents)):
            raise ValueError(f"'{name}' is an INPUT and is written to as well; give another OUT or --rejects")
    written = [target(output).resolve() for output in options.outputs if _is_path(output)]
    if len(set(options.outputs)) < len(options.outputs) or len(set(written)) < len(written):
        raise ValueError("two OUTs are the same; give each once")
    if options.resume and STANDARD in options.outputs:
        raise ValueError("what went to standard output cannot be gone on with; leave --resume away")
    if options.rejects:
        rejects = options.rejects.resolve()
        if any(output in (rejects, *rejects.parents) for output in written):
            raise ValueError(f"'{options.rejects}' is OUT or lies in it; give another --rejects")
    if options.force:
        _see_no_article(options)


def _see_no_article(options: Options) -> None:
    """See that what is forced to be written over is none of the articles in a folder that is read."""
    own = options.own()
    there = [path for path in own if path.is_file()]
    if there:
        read = {Path(name).resolve() for name in files(options.inputs) if isinstance(name, str) and name != STANDARD}
        for path in there:
            if path in read:
                raise ValueError(f"'{path}' is in an INPUT folder and would be written over; give another OUT")


def _is_path(output: str) -> bool:
    return output != STANDARD and not is_database(output)


def run_row(options: Options) -> Row:
    """The run's row in the table `runs`. It holds no time of day: the same run has the same id."""
    rules = blake2b(digest_size=12)
    for directory in (RULES, *map(Path, options.rules)):
        for file in rule_paths(directory):
            rules.update(file.relative_to(directory).as_posix().encode() + b"\0" + file.read_bytes())
    told = (version("vn-extract"), SCHEMA_VERSION, rules.hexdigest(), " ".join(options.inputs))
    made_of = (*told, TABLES_VERSION, options.fields, options.carry_text)
    return (blake2b(msgspec.json.encode(made_of), digest_size=8).hexdigest(), *told, None, None)


def made_of(options: Options) -> dict[str, str]:
    """What a run has to have in common with the one that it goes on with, by the names that users have for it."""
    found = {
        "the version of vn-extract": version("vn-extract"),
        "the list of inputs": "\n".join(options.inputs),
        "--output": "\n".join(options.outputs),
        "--format": options.standard_format,
        "--with-text": str(options.carry_text),
        "the package's rules": _digest(rule_paths(RULES)),
    }
    for name, value in msgspec.structs.asdict(options.fields).items():
        found[f"--{_option(name)}"] = repr(value)
    for directory in map(Path, options.rules):
        found |= {f"rule file '{file}'": _digest([file]) for file in rule_paths(directory)}
    return found | _inputs(options)


def _option(field: str) -> str:
    name = _OPTIONS.get(field, field).replace("_", "-")
    return name if name in ("date-format", "delimiter", "record-tag", "split", "skip-lists") else f"{name}-field"


def _inputs(options: Options) -> dict[str, str]:
    found: dict[str, str] = {}
    all_of_them = blake2b(digest_size=16)
    count = 0
    for name, state in _states(options):
        count += 1
        all_of_them.update(f"{name}\0{state}\0".encode("utf-8", "surrogateescape"))
        if count <= _NAMED_FILES:
            found[f"input '{name}'".encode("utf-8", "replace").decode()] = state
    return found if count <= _NAMED_FILES else {"the input files": f"{count} {all_of_them.hexdigest()}"}


def _states(options: Options) -> Iterator[tuple[str, str]]:
    for name in files(options.inputs, options.own()):
        if isinstance(name, str) and name != STANDARD and Path(name).is_file():
            known = Path(name).stat()
            yield name, f"{known.st_size} {known.st_mtime_ns}"


def _digest(paths: list[Path]) -> str:
    found = blake2b(digest_size=12)
    for path in paths:
        found.update(path.as_posix().encode("utf-8", "surrogateescape") + b"\0" + path.read_bytes())
    return found.hexdigest()

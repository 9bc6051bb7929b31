"""`make mutate`: which operands of and/or, and which patterns and productions, the tests of their kind would not miss.

One change at a time: an operand of an `and` becomes True, one of an `or` False, an entry of a rule file that is a
pattern or a production goes. Then the tests of that kind alone are run, in a copy of the tree, up to the first that
fails. What no test notices is either not needed or not tested. A sample is tried, the same one for the same code and
seed.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).resolve().parents[1]
KINDS = ("officials", "dates", "statistics", "awards", "names", "grammar")
TESTS = {kind: (f"tests/kinds/test_{kind}.py",) for kind in KINDS} | {
    "dates": ("tests/kinds/test_dates.py", "tests/kinds/test_dates_evidence.py"),
    "grammar": ("tests/grammar",),
}
SEED = 2020
SECONDS = 120
"""How long the tests may take; a change that makes them hang is noticed."""


class Change(NamedTuple):
    """One change to a file, from byte `start` to byte `end`."""

    kind: str
    file: str
    line: int
    start: int
    end: int
    text: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {' '.join(self.text.split())[:90]} -> {self.instead or 'nothing'}"


def operands(kind: str, file: str) -> Iterator[Change]:
    """The operands of the and/or of a module. One that binds a name is left out: without it nothing would run."""
    source = (HERE / file).read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.BoolOp):
            continue
        for one in node.values:
            if any(isinstance(part, ast.NamedExpr) for part in ast.walk(one)):
                continue
            assert one.end_lineno is not None and one.end_col_offset is not None
            start, end = starts[one.lineno - 1] + one.col_offset, starts[one.end_lineno - 1] + one.end_col_offset
            instead = str(isinstance(node.op, ast.And))
            yield Change(kind, file, one.lineno, start, end, source[start:end].decode(), instead)


def entries(file: str) -> Iterator[Change]:
    """The entries of a rule file that are patterns of dates, about runs of names, or productions of any kind."""
    text = (HERE / file).read_text(encoding="utf-8")
    top = _fields(yaml.compose(text, Loader=yaml.CSafeLoader))
    nodes = top["entries"].value
    group = top["group"].value
    if group not in ("date_patterns", "productions", "runs") or len(nodes) < 2:
        return
    for node in nodes:
        start, end = text.rindex("-", 0, node.start_mark.index), node.end_mark.index
        grammar = _fields(node).get("grammar")
        kind = grammar.value if grammar else "names" if group == "runs" else "dates"
        first, last = (len(text[:at].encode()) for at in (start, end))
        yield Change(kind, file, node.start_mark.line + 1, first, last, text[start:end], "")


def _fields(node: Any) -> dict[str, Any]:
    return {key.value: value for key, value in node.value}


def changes(kinds: list[str]) -> Iterator[Change]:
    for kind in kinds:
        folder = HERE / "extract" / ("" if kind == "grammar" else "kinds") / kind
        for path in sorted(folder.glob("*.py")):
            yield from operands(kind, path.relative_to(HERE).as_posix())
    for path in sorted((HERE / "rules").rglob("*.yaml")):
        yield from (one for one in entries(path.relative_to(HERE).as_posix()) if one.kind in kinds)


def noticed(change: Change, tree: Path) -> bool:
    """Whether a test of the kind fails on the copy in `tree` with the change made."""
    path = tree / change.file
    source = path.read_bytes()
    path.write_bytes(source[: change.start] + change.instead.encode() + source[change.end :])
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    try:
        done = subprocess.run(
            [*command, "-k", "not effort", *TESTS[change.kind]],
            cwd=tree,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
        return done.returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_bytes(source)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.operands", description=__doc__)
    parser.add_argument("kinds", nargs="*", default=KINDS, help=f"of {', '.join(KINDS)}")
    parser.add_argument("--sample", type=int, default=40, help="changes to try in each kind")
    parser.add_argument("--seed", type=int, default=SEED, help="of the sample: another one gives another sample")
    given = parser.parse_args()
    every = list(changes(list(given.kinds)))
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name)
        for folder in ("extract", "rules", "tests"):
            shutil.copytree(HERE / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
        for rest in ("data", "pyproject.toml"):
            (tree / rest).symlink_to(HERE / rest)
        for kind in given.kinds:
            of_kind = [change for change in every if change.kind == kind]
            sample = random.Random(given.seed).sample(of_kind, min(given.sample, len(of_kind)))
            lived = [change for change in sample if not noticed(change, tree)]
            print(*lived, sep="\n")
            share = 1 - len(lived) / len(sample)
            print(f"{kind}: {len(of_kind)} possible, {len(sample)} tried, {share:.0%} noticed", flush=True)


if __name__ == "__main__":
    main()

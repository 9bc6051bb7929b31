"""A run that is killed, whenever and however often, and gone on with writes what an undisturbed run writes."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from extract.batch.run import Options, run
from extract.batch.summary import Summary
from extract.io.tables import TABLES
from extract.io.writers.folder import Folder
from tests.batch.stub import dump, ran
from tests.io.stored import table

pytestmark = pytest.mark.usefixtures("small_batches")

KILLS = int(os.environ.get("VN_EXTRACT_KILLS", "8"))
"""Kills at any moment: `make kills` makes 200, of which a quarter hits two runs at once."""

ARTICLES = 200
HANGS = 600
"""Seconds after which something that is waited for will not come any more, however busy the machine is."""

# Commits are made often, so that there are many places to be killed at; `nth` dies at that many calls of what commits.
RUN = """
import os, signal, sqlite3, sys
from extract.batch.journal import Journal
from extract.batch.run import Options, run
from extract.io.writers import lines, csv, duckdb, parquet, postgres, sqlite
for writer in (
    lines.LinesWriter, csv.CsvWriter, sqlite.SqliteWriter,
    duckdb.DuckdbWriter, parquet.ParquetWriter, postgres.PostgresWriter,
):
    writer.batch = 25
left = {nth}
def dying(call):
    def called(*arguments, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(0, signal.SIGKILL)
        return call(*arguments, **named)
    return called
if left:
    Journal.commit = dying(Journal.commit)
    Journal.remove = dying(Journal.remove)
    os.fsync = dying(os.fsync)
    os.replace = dying(os.replace)
    os.rename = dying(os.rename)
    import pathlib
    pathlib.Path.replace = dying(pathlib.Path.replace)
    pathlib.Path.unlink = dying(pathlib.Path.unlink)
run(Options(inputs=({source!r},), output={output!r}, workers={workers}, chunk={chunk}, resume={resume}))
"""


def start(
    source: Path, output: Path, *, nth: int = 0, chunk: int = 7, resume: bool = True, workers: int = 2
) -> subprocess.Popen[bytes]:
    code = RUN.format(
        source=str(source),
        output=str(output),
        nth=nth,
        chunk=chunk,
        resume=resume,
        workers=workers,
    )
    return subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stderr=subprocess.PIPE)


def finish(process: subprocess.Popen[bytes], *, may_be_refused: bool = False) -> bool:
    """Wait for the run; whether it ended by itself, and well."""
    _, errors = process.communicate(timeout=HANGS)
    refused = may_be_refused and b"LockedError" in errors
    assert process.returncode in (0, -signal.SIGKILL) or refused, errors.decode()
    return process.returncode == 0


def kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def content(output: Path) -> Any:
    """All that a run left: bytes of files, rows of databases; and the rejects."""
    rejects = output.with_name(f"{output.name}.rejects.jsonl").read_bytes()
    if output.is_dir():
        return rejects, {str(file.relative_to(output)): file.read_bytes() for file in sorted(output.rglob("*.*"))}
    if output.suffix in (".sqlite", ".duckdb"):
        return rejects, [table(str(output), one.name) for one in TABLES]
    return rejects, output.read_bytes()


def undisturbed(source: Path, output: Path) -> Any:
    assert finish(start(source, output, chunk=20, resume=False))
    expected = content(output)
    for file in (output, output.with_name(f"{output.name}.rejects.jsonl")):
        file.rename(file.with_name(f"whole-{file.name}"))
    return expected


def leftovers(folder: Path) -> list[str]:
    return [
        path.name for path in folder.iterdir() if path.suffix in (".part", ".old", ".lock") or ".journal" in path.name
    ]


def test_killed_at_random_and_gone_on_with_gives_the_same_bytes(tmp_path: Path) -> None:
    rng = random.Random(20200605)
    source = dump(tmp_path / "a.jsonl.gz", ARTICLES)
    output = tmp_path / "out.jsonl"
    expected = undisturbed(source, output)
    size = len(expected[1])
    part = tmp_path / "out.jsonl.part"
    kills = finished = 0
    while kills < KILLS - KILLS // 4:
        process = start(source, output, chunk=rng.choice((1, 7, 50)))
        # Half of the kills come after some time, half when the output has grown so far.
        seconds, grown = rng.uniform(0.1, 2.5), rng.uniform(0, 1.1) * size
        by_time, began = rng.random() < 0.5, time.monotonic()
        while process.poll() is None:
            if (by_time and time.monotonic() - began > seconds) or (
                not by_time and part.exists() and part.stat().st_size >= grown
            ):
                break
            time.sleep(0.005)
        kill(process)
        if finish(process):
            finished += 1
            assert content(output) == expected
            output.unlink()
        else:
            kills += 1
    assert finish(start(source, output))
    assert content(output) == expected
    assert leftovers(tmp_path) == []


CONTENDED = ["out.jsonl", "out.sqlite", "out.csv", "out.jsonl.gz", "out.duckdb", "out.parquet"]


def test_killed_while_two_runs_contend_and_gone_on_with_gives_the_same(tmp_path: Path) -> None:
    """Two runs into one output, both going on with what is there, both killed, over and over."""
    for module in ("pyarrow", "duckdb"):
        pytest.importorskip(module, reason=f"{module} is not installed")
    rng = random.Random(20200606)
    source = dump(tmp_path / "a.jsonl", 60)
    kills = KILLS // 4
    for name in CONTENDED[:kills]:
        folder = tmp_path / name.replace(".", "-")
        folder.mkdir()
        output = folder / name
        expected = undisturbed(source, output)
        for _ in range(kills // len(CONTENDED) + 1):
            runs = [start(source, output, workers=1) for _ in range(2)]
            time.sleep(rng.uniform(0.3, 2.5))
            for process in runs:
                kill(process)
            for process in runs:
                finish(process, may_be_refused=True)
        assert finish(start(source, output, workers=1))
        assert content(output) == expected
        assert leftovers(folder) == []


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.csv", "out.parquet", "out.sqlite"])
def test_killed_at_every_kind_of_step(tmp_path: Path, name: str) -> None:
    if name == "out.parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    source = dump(tmp_path / "a.jsonl", 60)
    output = tmp_path / name
    expected = undisturbed(source, output)
    kills = 0
    # Each time a step further: before the first commit, between the output's and the journal's, while names are given.
    for nth in (1, 2, 3, 5, 2, 1) if name in ("out.jsonl", "out.sqlite") else (2, 4, 1):
        kills += not finish(start(source, output, nth=nth, workers=1))
    assert kills >= 2
    assert finish(start(source, output, workers=1))
    assert content(output) == expected
    assert leftovers(tmp_path) == []


def test_workers_end_when_the_run_is_killed(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"text": "hang in C code"}\n' * 2 + '{"text": "hang too"}\n', encoding="utf-8")
    code = (
        f"import tests.batch.test_run as test; test.pool._START = test.HOSTILE\n"
        f"test.ran(test.Path({str(source)!r}), {str(tmp_path / 'out.jsonl')!r}, workers=2, chunk=1)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("this system does not list a process's children")
    workers: list[str] = []
    deadline = time.monotonic() + HANGS
    while len(workers) < 2 and time.monotonic() < deadline:
        workers = [
            child
            for task in Path(f"/proc/{process.pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
        time.sleep(0.01)
    assert len(workers) == 2
    time.sleep(2)  # by now they hang
    process.kill()
    process.communicate()
    while any(Path(f"/proc/{worker}/cmdline").exists() and _runs(worker) for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _runs(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def stopped(source: Path, output: Path) -> None:
    """A run that broke off behind its first commit."""

    class StopError(Exception):
        pass

    def stop(summary: Summary) -> None:
        if summary.articles > 50:
            raise StopError

    with pytest.raises(StopError):
        run(Options(inputs=(str(source),), output=str(output)), advanced=stop)


def test_a_run_begins_where_an_older_folder_was_only_half_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = dump(tmp_path / "a.jsonl", 80)
    output = tmp_path / "out.csv"
    stopped(source, output)

    class KilledError(Exception):
        pass

    left = 3

    def unlink(path: Path) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise KilledError
        kept(path)

    kept = Path.unlink
    monkeypatch.setattr(Path, "unlink", lambda path, missing_ok=False: unlink(path))
    with pytest.raises(KilledError):
        Folder(output).begin()
    monkeypatch.undo()
    assert (tmp_path / "out.csv.part").is_dir()
    ran(source, output)
    ran(source, tmp_path / "whole.csv")
    assert content(output)[1] == content(tmp_path / "whole.csv")[1]


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv"])
def test_what_was_cut_short_is_not_gone_on_with(tmp_path: Path, name: str) -> None:
    source = dump(tmp_path / "a.jsonl", 80)
    stopped(source, tmp_path / name)
    part = tmp_path / f"{name}.part"
    os.truncate(part / "dates.csv" if part.is_dir() else part, 100)
    with pytest.raises(OSError, match="begin anew"):
        ran(source, tmp_path / name, resume=True)
    ran(source, tmp_path / name)


def test_resuming_what_was_never_begun_just_runs(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", 5)
    summary, _ = ran(source, tmp_path / "out.jsonl", resume=True)
    assert summary.articles == 5

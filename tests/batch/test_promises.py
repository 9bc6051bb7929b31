"""One writer at a time, and failure keeps what was there: the promises of docs/batch.md and SECURITY.md, one by one."""

import json
import multiprocessing
import os
import pickle
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract import Extractor, to_json
from extract.batch.journal import Journal, JournalError
from extract.batch.run import Options, run
from extract.batch.summary import Summary
from extract.io.lock import Lock, LockedError
from extract.io.records import records
from extract.io.tables import TABLES
from extract.io.writers import OutputError, open_writer
from tests.batch.stub import article, command, dump, ran, vn_extract
from tests.io.stored import table

pytestmark = pytest.mark.usefixtures("small_batches")

FILES = ["out.jsonl", "out.jsonl.gz", "out.csv", "out.parquet", "out.sqlite", "out.duckdb"]
NEEDS = {".duckdb": ("duckdb", "pyarrow"), ".parquet": ("pyarrow",)}


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    def output(name: str) -> str:
        if name == "postgresql":
            return str(request.getfixturevalue("postgres"))
        for module in NEEDS.get(Path(name).suffix, ()):
            pytest.importorskip(module, reason=f"{module} is not installed")
        return str(tmp_path / name)

    return output


class StopError(Exception):
    pass


def stopped(source: Path, output: str | Path, behind: int = 50, **options: Any) -> None:
    """A run that breaks off behind its first commit."""

    def stop(summary: Summary) -> None:
        if summary.articles + summary.rejected > behind:
            raise StopError

    with pytest.raises(StopError):
        run(Options(inputs=(str(source),), output=str(output), **options), advanced=stop)


def ids(output: str) -> list[str]:
    if ".jsonl" in output:
        return [record.id for record in records(output)]
    return [row[0] for row in table(output, "articles")]


# Two runs into one output


@pytest.mark.parametrize("name", [*FILES, "postgresql"])
def test_of_two_runs_one_wins_and_one_is_refused(
    name: str, place: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    output = place(name)
    source = dump(tmp_path / "a.jsonl", 30)
    other = tmp_path / "b.jsonl"
    other.write_text(json.dumps({"id": "other", "text": "Ngày 5/6/2020, họp."}) + "\n", encoding="utf-8")
    refused = []

    def second(summary: Summary) -> None:
        if not refused:
            if name == "postgresql":  # from another folder, where no lock lies
                (tmp_path / "elsewhere").mkdir()
                monkeypatch.chdir(tmp_path / "elsewhere")
            with pytest.raises(LockedError, match="another run") as told:
                ran(other, output)
            refused.append(str(told.value))
            monkeypatch.chdir(tmp_path)

    run(Options(inputs=(str(source),), output=output), advanced=second)
    assert refused
    assert len(ids(output)) == 30
    assert "other" not in ids(output)
    ran(other, output)
    assert "other" in ids(output)
    assert not list(tmp_path.glob("*.lock")) and not list(tmp_path.glob("*.journal*"))


def test_a_lock_left_by_a_kill_is_not_in_the_way(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from extract.io.lock import Lock\n"
        f"Lock(Path({str(tmp_path / 'out.jsonl.lock')!r}), 'out').__enter__(); os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    assert (tmp_path / "out.jsonl.lock").exists()
    assert ran(dump(tmp_path / "a.jsonl", 3), tmp_path / "out.jsonl")[0].articles == 3
    with Lock(tmp_path / "x.lock", "x"), pytest.raises(LockedError, match=f"process {os.getpid()}"):
        Lock(tmp_path / "x.lock", "x").__enter__()


# Failure keeps what was there


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


WRONG: dict[str, Callable[[Path], dict[str, Any]]] = {
    "a mistyped path": lambda folder: {"inputs": (str(folder / "no.jsonl"),)},
    "a missing column": lambda folder: {"inputs": (str(folder / "column.csv"),)},
    "an empty folder": lambda folder: {"inputs": (str(folder / "empty"),)},
    "an unreadable format": lambda folder: {"inputs": (str(folder / "picture.png"),)},
    "a wrong rule": lambda folder: {"inputs": (str(folder / "a.jsonl"),), "rules": (str(folder / "rules"),)},
}


@pytest.mark.parametrize("name", FILES)
def test_a_failed_command_leaves_the_output_byte_for_byte(
    name: str, place: Callable[[str], str], tmp_path: Path
) -> None:
    output = place(f"there/{name}")
    (tmp_path / "there").mkdir()
    dump(tmp_path / "a.jsonl", 12)
    ran(tmp_path / "a.jsonl", output)
    (tmp_path / "column.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "picture.png").write_bytes(b"PNG")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yml").write_text("group: nothing\nentries: []\n", encoding="utf-8")
    before = state(tmp_path / "there")
    for wrong, options in WRONG.items():
        try:
            summary = run(Options(output=output, **options(tmp_path)))
            assert summary.articles == 0 and summary.rejected, wrong
        except Exception as error:
            assert not isinstance(error, AssertionError), wrong
        after = {name: data for name, data in state(tmp_path / "there").items() if ".failed." not in name}
        assert after == before, wrong


@pytest.mark.parametrize("name", FILES)
def test_what_vn_extract_did_not_write_is_refused(name: str, place: Callable[[str], str], tmp_path: Path) -> None:
    output = Path(place(name))
    source = dump(tmp_path / "a.jsonl", 4)
    if name == "out.sqlite":
        with sqlite3.connect(output) as database:
            database.execute("CREATE TABLE mine (x)")
    elif name == "out.duckdb":
        import duckdb

        with duckdb.connect(str(output)) as own:
            own.execute("CREATE TABLE mine (x INTEGER)")
    else:
        output.write_bytes(source.read_bytes())  # articles
    before = output.read_bytes()
    with pytest.raises(OutputError, match="not written by vn-extract"):
        ran(source, output)
    assert output.read_bytes() == before
    assert ran(source, output, force=True)[0].articles == 4
    assert len(ids(str(output))) == 4


def test_write_protection_is_respected_and_a_link_followed(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", 3)
    output = tmp_path / "out.jsonl"
    ran(source, output)
    output.chmod(0o444)
    with pytest.raises(OutputError, match="write-protected"):
        ran(source, output, force=True)
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "there" / "real.jsonl")
    ran(source, link)
    assert link.is_symlink()
    assert (tmp_path / "there" / "real.jsonl").read_bytes() == output.read_bytes()


def test_an_article_in_an_input_folder_is_not_written_over(tmp_path: Path) -> None:
    dump(tmp_path / "a.jsonl", 3)
    dump(tmp_path / "b.jsonl", 3)
    before = state(tmp_path)
    with pytest.raises(OutputError, match="not written by vn-extract"):
        ran([str(tmp_path)], tmp_path / "b.jsonl")
    with pytest.raises(ValueError, match="would be written over"):
        ran([str(tmp_path)], tmp_path / "b.jsonl", force=True)
    with pytest.raises(OutputError, match="not written by vn-extract"):
        ran(tmp_path / "a.jsonl", tmp_path / "out.jsonl", rejects=tmp_path / "b.jsonl")
    assert state(tmp_path) == before


def test_several_outputs_are_all_written(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", 30)
    names = ["x.jsonl", "x.csv", "x.sqlite"]
    summary, _ = ran(source, tmp_path / names[0], also=tuple(str(tmp_path / name) for name in names[1:]))
    ran(source, tmp_path / "alone.jsonl")
    assert summary.articles == 30
    assert (tmp_path / "x.jsonl").read_bytes() == (tmp_path / "alone.jsonl").read_bytes()
    assert table(str(tmp_path / "x.csv"), "awards") == table(str(tmp_path / "x.sqlite"), "awards") != []
    with pytest.raises(ValueError, match="the same"):
        ran(source, tmp_path / "x.jsonl", also=(str(tmp_path / "x.jsonl"),))


# Going on


@pytest.mark.parametrize("name", ["out.sqlite", "out.duckdb", "postgresql"])
@pytest.mark.parametrize("how", ["removed", "restored"])
def test_a_database_that_changed_meanwhile_is_not_gone_on_with(
    name: str, how: str, place: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    output = place(name)
    source = dump(tmp_path / "a.jsonl", 80)
    stopped(source, output)
    clear(output, remove=how == "removed")
    with pytest.raises(OutputError, match="leave --resume away"):
        ran(source, output, resume=True)


def clear(output: str, *, remove: bool) -> None:
    if remove and Path(output).exists():
        Path(output).unlink()
        return
    statements = [f"DELETE FROM {one.name}" for one in reversed(TABLES) if one.name != "runs"]
    statements += ["DELETE FROM runs"] if remove else []
    if output.endswith(".sqlite"):
        with sqlite3.connect(output) as database:
            for statement in statements:
                database.execute(statement)
        database.close()
        return
    if output.endswith(".duckdb"):
        import duckdb

        with duckdb.connect(output) as own:
            for statement in statements:
                own.execute(statement)
        return
    import psycopg

    with psycopg.connect(output) as server_:
        for statement in statements:
            server_.execute(statement.encode())


def test_what_differs_is_named(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", 80)
    rules = tmp_path / "rules"
    rules.mkdir()
    entry = "{id: my.title, forms: [Đại trang chủ], kind: management}"
    (rules / "a.yml").write_text(f"group: titles\nentries:\n  - {entry}\n", encoding="utf-8")
    stopped(source, tmp_path / "out.jsonl", rules=(str(rules),))
    with pytest.raises(JournalError, match=r"--with-text changed"):
        ran(source, tmp_path / "out.jsonl", resume=True, carry_text=True, rules=(str(rules),))
    with (rules / "a.yml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    with pytest.raises(JournalError, match=r"rule file '.*a\.yml' changed"):
        ran(source, tmp_path / "out.jsonl", resume=True, rules=(str(rules),))
    with source.open("ab") as lines:
        lines.write(b"\n")
    with pytest.raises(JournalError, match=r"input '.*a\.jsonl'"):
        ran(source, tmp_path / "out.jsonl", resume=True, rules=(str(rules),))


def test_nothing_to_resume_is_said(tmp_path: Path) -> None:
    done = vn_extract("run", dump(tmp_path / "a.jsonl", 2), "-o", tmp_path / "out.jsonl", "--resume")
    assert (done.returncode, b"nothing to resume" in done.stderr) == (0, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = dump(tmp_path / "a.jsonl", 600)
    full = "PRAGMA max_page_count = 8"
    code = (
        "import extract.batch.journal as journal; connected = journal._connected\n"
        "def small(path):\n    database = connected(path)\n"
        f"    if path: database.execute({full!r})\n    return database\n"
        "journal._connected = small; from extract.cli import main; main()"
    )
    arguments = ["run", str(source), "-o", str(tmp_path / "out.jsonl"), "-w", "1"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"cannot write {tmp_path / 'out.jsonl'}: " in done.stderr


@pytest.mark.parametrize("name", ["out.sqlite", "out.duckdb"])
def test_a_database_on_a_full_disk_is_gone_on_with(name: str, place: Callable[[str], str], tmp_path: Path) -> None:
    output = place(name)
    source = dump(tmp_path / "a.jsonl", 60)
    code = (
        "import errno, sys; from extract.cli import main\n"
        "from extract.io.writers.sqlite import SqliteWriter, sqlite3\n"
        "from extract.io.writers.duckdb import DuckdbWriter\n"
        "for writer in (SqliteWriter, DuckdbWriter):\n"
        "    writer.batch = 20\n"
        "    def commit(self, commit=writer.commit):\n"
        "        self.commits = getattr(self, 'commits', 0) + 1\n"
        "        if self.commits > 3:\n"
        "            with self._told():\n"
        "                raise getattr(self, '_duckdb', sqlite3).OperationalError('database or disk is full')\n"
        "        return commit(self)\n"
        "    writer.commit = commit\n"
        "main()"
    )
    arguments = ["run", str(source), "-o", output, "-w", "1"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert f"cannot write {output}: database or disk is full; the same command with --resume goes on" in done.stderr
    assert vn_extract(*arguments, "--resume").returncode == 3
    ran(source, tmp_path / "whole.jsonl")
    assert sorted(ids(output)) == sorted(ids(str(tmp_path / "whole.jsonl")))


def test_head_leaves_nothing_behind(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", 300)
    (tmp_path / "here").mkdir()
    line = " ".join(command("run", source, "-o", "-", "-w", "1"))
    done = subprocess.run(f"{line} | head -n 1", shell=True, cwd=tmp_path / "here", capture_output=True, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert b"Traceback" not in done.stderr
    assert list((tmp_path / "here").iterdir()) == []


def test_ctrl_c_inside_duckdb_is_ctrl_c(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    writer: Any = open_writer(str(tmp_path / "out.duckdb"))
    for raised in (writer._duckdb.InterruptException("x"), RuntimeError("Query interrupted")):
        with pytest.raises(KeyboardInterrupt), writer._told():
            raise raised


def test_without_a_terminal_a_line_says_how_far_it_is(tmp_path: Path) -> None:
    code = "import extract.cli as cli; cli.LINE_SECONDS = 0; cli.main()"
    arguments = ["run", str(dump(tmp_path / "a.jsonl", 90)), "-o", str(tmp_path / "out.jsonl"), "-w", "1"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert "40 articles, " in done.stderr


@pytest.mark.parametrize(
    "limit", [("--time-limit", "nan"), ("--time-limit", "inf"), ("--memory-limit", str(1 << 60)), ("-w", "9999999")]
)
def test_limits_that_are_none_are_wrong_usage(limit: tuple[str, str], tmp_path: Path) -> None:
    done = vn_extract("run", tmp_path, "-o", tmp_path / "out.jsonl", *limit)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])


# Articles are not records


def test_articles_are_not_records(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps(article(1)) + "\n", encoding="utf-8")
    ran(source, tmp_path / "out.jsonl")
    page = tmp_path / "page.html"
    for arguments in (("stats", source), ("diff", source, source), ("report", source, "-o", page)):
        done = vn_extract(*arguments)
        assert (done.returncode, b"vn-extract run" in done.stderr) == (1, True), done.stderr
    for articles in (tmp_path / "none.jsonl", tmp_path / "out.jsonl"):
        done = vn_extract("report", tmp_path / "out.jsonl", "-o", page, "--articles", articles)
        assert (done.returncode, str(articles).encode() in done.stderr) == (1, True), done.stderr
    assert not page.exists()


def test_files_that_are_passed_over_are_counted(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    dump(tmp_path / "in" / "a.jsonl", 2)
    for name in ("a.pdf", "b.pdf", "c.docx"):
        (tmp_path / "in" / name).write_bytes(b"")
    done = vn_extract("run", tmp_path / "in", "-o", tmp_path / "out.jsonl")
    assert "3 files of other kinds were passed over: 2 .pdf, 1 .docx" in done.stderr.decode()


# One article never costs the run


@pytest.mark.parametrize("name", [*FILES, "postgresql"])
def test_ids_that_databases_do_not_take(
    name: str, place: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "a.jsonl"
    given = ["a\0", "a\ufffd", "a\ud800", "x" * 9000, "x" * 9001, "ở" * 3000]
    rows = [{"id": one, "text": f"Bài {number}."} for number, one in enumerate(given)]
    rows.append({"id": "nested", "text": "Bài cuối.", "deep": json.loads("[" * 90 + "]" * 90)})
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with source.open("a", encoding="utf-8") as file:
        file.write(f'{{"text": "Sâu quá.", "deep": {"[" * 400}{"]" * 400}}}\n')
    found = []
    for chunk in (1, 20):
        summary, rejected = ran(source, place(name), chunk=chunk)
        assert (summary.articles, len(rejected)) == (7, 1)
        assert "nested deeper than 100 levels" in rejected[0].reason
        found.append(sorted(ids(place(name))))
    assert found[0] == found[1]
    assert {"a\ufffd", "a\ufffd~2", "a\ufffd~3"} <= set(found[0])
    assert max(map(len, found[0])) < 200


def test_claims_of_one_id_take_linear_time(tmp_path: Path) -> None:
    journal = Journal(None, {}, resume=False)
    for number in range(3000):
        claimed = journal.claim("x", f"text {number}", number).id
    assert claimed == "x~3000"
    asked: list[str] = []
    journal._database.set_trace_callback(asked.append)
    assert journal.claim("x", "one more", 3000).id == "x~3001"
    assert len(asked) < 8
    journal.close()


def test_extractors_travel_to_other_processes() -> None:
    from concurrent.futures import ProcessPoolExecutor

    extractor = Extractor()
    articles = [article(number) for number in range(4)]
    here = [to_json(extractor(one)) for one in articles]
    for method in ("spawn", "fork"):
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(method)) as pool:  # type: ignore[arg-type]
            assert list(map(to_json, pool.map(extractor, articles))) == here
    again = Extractor(lexicon=pickle.loads(pickle.dumps(extractor.lexicon)))
    assert [to_json(again(one)) for one in articles] == here


FORK = """
import os, signal, sys, threading
from extract import Extractor
from tests.batch.stub import article

extractor = Extractor()
stop = False
def extracting():
    number = 0
    while not stop:
        number += 1
        extractor(article(number))
thread = threading.Thread(target=extracting, daemon=True)
thread.start()  # all that is made only once it is needed is being made now
for number in range(5):
    child = os.fork()
    if not child:
        signal.alarm(100)  # a child that waits for a lock is ended
        extractor(article(number))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
stop = True
thread.join()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_fork_while_another_thread_extracts_does_not_hang() -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-c", FORK], check=True, timeout=300)


def test_names_grades_and_words_of_one_text_take_near_linear_time() -> None:
    extractor = Extractor()
    kinds = {
        "names": lambda count: ", ".join(
            f"Nguyễn Văn {chr(0x41 + n % 26)}{chr(0x61 + n // 26 % 26)}n" for n in range(count)
        ),
        "officials": lambda count: "; ".join(
            f"ông Lê Văn {chr(0x41 + n % 26)}a, Giám đốc Sở {n}" for n in range(count)
        ),
        "grades": lambda count: (
            "Tặng Huân chương Lao động " + ", ".join(("hạng Nhất", "hạng Ba")[n % 2] for n in range(count))
        ),
        "words": lambda count: " ".join(f"từ{n}" for n in range(count)),
    }
    for name, text in kinds.items():
        times = []
        for count in (400, 1600):
            given = text(count)
            extractor(given)
            began = time.process_time()
            extractor(given)
            times.append(time.process_time() - began)
        assert times[1] < 10 * times[0] + 0.1, (name, times)  # four times as long; quadratic would be 16

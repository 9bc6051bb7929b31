import gzip
import json
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent / "data" / "samples"


def vn_extract(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "extract.cli", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, check=False)


def test_run_writes_one_record_an_article_and_says_so(tmp_path: Path) -> None:
    out = tmp_path / "records.jsonl"
    done = vn_extract("run", SAMPLES, "-o", out)
    assert done.returncode == 0, done.stderr.decode()
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(records) >= 15
    assert f"{len(records)} articles" in done.stderr.decode()
    assert {path.name for path in tmp_path.iterdir()} == {"records.jsonl"}


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_compressed_output_is_the_same_bytes_every_time(tmp_path: Path, ending: str) -> None:
    files = []
    for name in ("one", "two"):
        files.append(tmp_path / f"{name}.jsonl{ending}")
        assert vn_extract("run", SAMPLES / "samples.jsonl", "-o", files[-1]).returncode == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    if ending == ".gz":
        assert len(gzip.decompress(files[0].read_bytes()).splitlines()) == 5


def test_standard_streams_are_quiet_and_pure(tmp_path: Path) -> None:
    done = vn_extract("run", "-", "-o", "-", stdin='{"text": "Ngày 5/6/2020, họp."}\n'.encode(), cwd=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["dates"][0]["value"] == "2020-06-05"
    assert done.stderr == b""
    text = vn_extract("run", "-", "--format", "txt", "-o", "-", stdin="Ngày 5/6/2020, họp.".encode(), cwd=tmp_path)
    assert json.loads(text.stdout)["dates"] == json.loads(done.stdout)["dates"]


def test_bad_input_is_named_kept_and_told_by_the_exit_status(tmp_path: Path) -> None:
    file, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    file.write_bytes(b'{"text": "M\xe1\xbb\x99t."}\n{"text": \n{"doc": "x"}\n')
    done = vn_extract("run", file, tmp_path / "missing.csv", "-o", out)
    assert done.returncode == 3
    messages = done.stderr.decode()
    for named in (f"{file}:2: broken JSON", f"{file}:3: no field 'text'", "missing.csv: no such file", "3 rejected"):
        assert named in messages
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1
    kept = [
        json.loads(line) for line in (tmp_path / "out.jsonl.rejects.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [(row["line"], row["raw"]) for row in kept] == [(2, '{"text": '), (3, '{"doc": "x"}'), (None, "")]


def test_exit_statuses_of_failure_and_wrong_usage(tmp_path: Path) -> None:
    assert vn_extract("run", tmp_path / "missing.txt", "-o", tmp_path / "out.jsonl").returncode == 1
    assert vn_extract("run", SAMPLES, "-o", tmp_path / "no" / "folder" / "out.jsonl").returncode == 1
    assert vn_extract("run", SAMPLES, "-o", tmp_path / "out.xml").returncode == 2
    assert vn_extract("run", SAMPLES).returncode == 2
    own = tmp_path / "own.jsonl"
    own.write_text('{"text": "a"}', encoding="utf-8")
    assert vn_extract("run", own, "-o", own).returncode == 2
    assert own.read_text(encoding="utf-8") == '{"text": "a"}'


def test_an_old_output_stays_when_a_run_breaks_off(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text(old := '{"schema_version":"1.1","id":"a"}\n', encoding="utf-8")
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "a.yaml").write_text("group: nothing\nentries: []\n", encoding="utf-8")
    done = vn_extract("run", SAMPLES, "-o", out, "--rules", rules)
    assert done.returncode == 1
    assert "a.yaml:1: unknown group 'nothing'" in done.stderr.decode()
    assert out.read_text(encoding="utf-8") == old


def test_users_rules_take_effect(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    entry = "{id: my.title, forms: [Đại trang chủ], kind: management} # head of a manor"
    (rules / "titles.yaml").write_text(f"group: titles\nentries:\n  - {entry}\n", encoding="utf-8")
    article = "Chiều qua, Đại trang chủ Nguyễn Văn Mẫu đến dự.".encode()
    plain = vn_extract("run", "-", "--format", "txt", "-o", "-", stdin=article, cwd=tmp_path)
    assert json.loads(plain.stdout)["officials"] == []
    ruled = vn_extract("run", "-", "--format", "txt", "-o", "-", "--rules", rules, stdin=article, cwd=tmp_path)
    (official,) = json.loads(ruled.stdout)["officials"]
    assert (official["name"], official["titles"][0]["rule"]) == ("Nguyễn Văn Mẫu", "my.title")
    listed = vn_extract("rules", "manor", "--rules", rules).stdout.decode()
    assert listed == f"my.title\ttitles\tĐại trang chủ\t{rules}/titles.yaml:3\thead of a manor\n"


def test_show_prints_the_article_its_finds_and_why() -> None:
    done = vn_extract("show", SAMPLES / "police-conference.txt", "--explain")
    assert done.returncode == 0, done.stderr.decode()
    shown = done.stdout.decode()
    for part in ("Officials", "Dates", "Statistics", "Awards", "Why"):
        assert part in shown
    assert vn_extract("show", SAMPLES / "samples.jsonl", "--id", "no-such-id").returncode == 1


def test_show_does_not_let_an_article_command_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Ngày 5/6/2020 \x1b[2J\x9b2J họp.", encoding="utf-8")
    shown = vn_extract("show", file).stdout.decode()
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "2020-06-05" in shown


def test_schema_and_version() -> None:
    assert json.loads(vn_extract("schema").stdout)["title"] == "vn-extract record"
    assert vn_extract("--version").stdout.startswith(b"vn-extract, version ")


def test_rules_lists_and_searches() -> None:
    rows = [line.split("\t") for line in vn_extract("rules", "--group", "titles").stdout.decode().splitlines()]
    assert len(rows) > 50
    assert {row[1] for row in rows} == {"titles"}
    assert any("thứ trưởng" in row[2].lower() for row in rows)
    assert vn_extract("rules", "không-có-luật-này").returncode == 1


def test_fields_text_and_formats_of_standard_input(tmp_path: Path) -> None:
    row = b"key,body\n7,Ng\xc3\xa0y 5/6/2020.\n"
    options = ("--text-field", "body", "--id-field", "key", "--with-text", "--format", "csv.gz")
    done = vn_extract("run", "-", "-o", "-", *options, stdin=gzip.compress(row), cwd=tmp_path)
    record = json.loads(done.stdout)
    assert (record["id"], record["text"], len(record["dates"])) == ("7", "Ngày 5/6/2020.", 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["out.sqlite", "out.csv", "folder/"])
def test_the_name_chooses_the_writer(tmp_path: Path, name: str) -> None:
    done = vn_extract("run", SAMPLES, "-o", f"{tmp_path}/{name}", "--workers", "2")
    assert done.returncode == 0, done.stderr.decode()
    out = tmp_path / name
    if name == "out.sqlite":
        with sqlite3.connect(out) as database:
            ((count,),) = database.execute("SELECT count(*) FROM articles")
        assert count >= 15
    else:
        assert {"articles", "awards"} <= {path.name.removesuffix(".csv") for path in out.iterdir()}


def test_a_run_that_was_stopped_goes_on_and_says_how(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl.journal").write_bytes(b"")
    done = vn_extract("run", SAMPLES, "-o", tmp_path / "out.jsonl")
    assert done.returncode == 0
    assert "--resume goes on with it" in done.stderr.decode()
    process = subprocess.Popen(
        [sys.executable, "-m", "extract.cli", "run", "-", "-o", str(tmp_path / "more.jsonl")],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # tests in the background ignore it
    )
    assert process.stdin
    deadline = time.monotonic() + 30
    while not (tmp_path / "more.jsonl.lock").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    assert process.stderr
    assert b"interrupted, nothing was written yet" in process.stderr.read()
    process.stdin.close()
    assert process.wait() == 130
    assert {path.name for path in tmp_path.iterdir()} == {"out.jsonl"}


def test_a_worker_that_cannot_start_is_told(tmp_path: Path) -> None:
    code = "import sys; sys.executable = '/no/python'; from extract.cli import main; main()"
    command = [sys.executable, "-c", code, "run", str(SAMPLES), "-o", str(tmp_path / "out.jsonl")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1
    assert "a worker process could not start: " in done.stderr.decode() and "/no/python" in done.stderr.decode()


def test_an_extra_that_is_missing_is_named(tmp_path: Path) -> None:
    blocked = "import sys; sys.modules['psycopg'] = None; from extract.cli import main; main()"
    command = [sys.executable, "-c", blocked, "run", str(SAMPLES), "-o", "postgresql://localhost/x"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert "pip install 'vn-extract[postgres]'" in done.stderr.decode()


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The same articles without and with a rule of the user's own, and one with a rule switched off."""
    folder = tmp_path_factory.mktemp("runs")
    rules = folder / "rules"
    rules.mkdir()
    own = "{id: my.title, forms: [Đại trang chủ], kind: management}"
    (rules / "titles.yaml").write_text(f"group: titles\nentries:\n  - {own}\n", encoding="utf-8")
    rows = [
        {"id": "a", "text": "Ngày 5/6/2020, Đại trang chủ Nguyễn Văn Mẫu đến dự."},
        {"id": "b", "text": "Ngày 6/6/2020, tăng 5%."},
    ]
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "other.jsonl").write_text(json.dumps({**rows[1], "id": "c"}) + "\n", encoding="utf-8")
    vn_extract("run", folder / "in.jsonl", "-o", folder / "old.jsonl")
    new = (folder / "other.jsonl", folder / "in.jsonl")
    vn_extract("run", *new, "-o", folder / "new.jsonl.gz", "--rules", rules)
    return folder / "old.jsonl", folder / "new.jsonl.gz", rules


def test_a_page_is_not_written_over_what_it_is_made_of(two_runs: tuple[Path, Path, Path], tmp_path: Path) -> None:
    records, page = tmp_path / "records.jsonl", tmp_path / "page.html"
    records.write_bytes(two_runs[0].read_bytes())
    before = records.read_bytes()
    assert vn_extract("report", records, "-o", page).returncode == 0
    for arguments in ((records, "-o", records), (records, "--articles", tmp_path, "-o", page)):
        done = vn_extract("report", *arguments)
        assert (done.returncode, b"would be written over" in done.stderr) == (2, True), done.stderr.decode()
    assert records.read_bytes() == before


def test_a_wrong_rule_is_named_with_file_and_line(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    entry = '{id: date.context.street, name: before_place, pattern: "(["}'
    (rules / "a.yaml").write_text(f"group: date_parts\nentries:\n  - {entry}\n", encoding="utf-8")
    for command in (
        ("show", SAMPLES / "police-conference.txt"),
        ("run", SAMPLES, "-o", tmp_path / "out.jsonl"),
        ("serve", "--port", "0"),
    ):
        done = vn_extract(*command, "--rules", rules)
        said = done.stderr.decode()
        assert done.returncode == 1
        assert f"{rules}/a.yaml:3: " in said
        assert "the pattern does not compile" in said
        assert len(said.splitlines()) == 1


def test_diff_says_what_changed(two_runs: tuple[Path, Path, Path]) -> None:
    old, new, _ = two_runs
    found = json.loads(vn_extract("diff", old, new, "--json", "--list", "9").stdout)
    assert (found["articles"], found["only_old"], found["only_new"]) == (2, [], ["c"])
    assert found["kinds"]["title"] == {"gained": 1, "lost": 0, "changed": 0, "same": 0}
    assert found["rules"]["my.title"]["gained"] == 1
    assert found["kinds"]["date"]["gained"] == 0
    gained = [change for change in found["changes"] if change["rule"] == "my.title"]
    assert [(row["article"], row["what"], row["text"]) for row in gained] == [("a", "gained", "Đại trang chủ")]
    shown = vn_extract("diff", old, new, "--list", "9").stdout.decode()
    for part in ("2 articles in both", "1 only in the new run: c", "my.title", "gained", "Đại trang"):
        assert part in shown
    assert vn_extract("diff", old, SAMPLES / "samples.csv").returncode == 1
    assert vn_extract("diff", old, old.parent / "none.jsonl").returncode == 1


def test_stats_counts_and_names_the_silent(two_runs: tuple[Path, Path, Path]) -> None:
    old, new, rules = two_runs
    found = json.loads(vn_extract("stats", new, "--rules", rules, "--json").stdout)
    assert (found["summary"]["articles"], found["summary"]["duplicates"]) == (3, 1)
    assert found["rules"]["my.title"] == 1
    assert sum(found["items"].values()) == sum(found["rules"].values())
    assert "my.title" not in found["silent"]
    assert len(found["silent"]) > 100
    assert "my.title" in json.loads(vn_extract("stats", old, "--rules", rules, "--json").stdout)["silent"]
    shown = vn_extract("stats", new, "--rules", rules).stdout.decode()
    assert "3 articles, 1 of them duplicates" in shown
    assert "never fired" in shown
    assert "my.title" not in shown
    assert "my.title" in vn_extract("stats", new, "--rules", rules, "--all").stdout.decode()
    assert vn_extract("run", new.parent / "in.jsonl", "-o", new.parent / "new.sqlite").returncode == 0
    stored = json.loads(vn_extract("stats", new.parent / "new.sqlite", "--json").stdout)
    assert stored == json.loads(vn_extract("stats", old, "--json").stdout)
    assert vn_extract("stats", new.parent / "none.sqlite").returncode == 1


def test_the_rejects_file_is_never_an_input_or_the_output(tmp_path: Path) -> None:
    own, out = tmp_path / "own.jsonl", tmp_path / "out.jsonl"
    own.write_text('{"text": "a"}', encoding="utf-8")
    assert vn_extract("run", own, "-o", out, "--rejects", own).returncode == 2
    assert vn_extract("run", own, "-o", out, "--rejects", out).returncode == 2
    assert own.read_text(encoding="utf-8") == '{"text": "a"}'


def test_the_summary_says_from_which_fields_articles_came_and_which_dates_were_not_read(tmp_path: Path) -> None:
    file, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    rows = "Tiêu đề;Nội dung;Ngày đăng\nA;Hôm qua, xã họp.;16/10/2025\nB;Hai.;mười sáu\nC;Ba.;ten\nD;Bốn.;\n"
    file.write_text(rows, encoding="utf-8")
    done = vn_extract("run", file, "-o", out, "-w", "1")
    said = done.stderr.decode()
    assert "text from 'Nội dung', title from 'Tiêu đề', published from 'Ngày đăng'" in said
    assert "2 dates of publication could not be read, such as 'mười sáu': --date-format" in said
    assert "1 article has no date of publication: 'Ngày đăng' says nothing there" in said
    published = [json.loads(line)["published"] for line in out.read_bytes().splitlines()]
    assert published == ["2025-10-16", None, None, None]


def test_input_is_described_by_options(tmp_path: Path) -> None:
    table, text, out = tmp_path / "in.csv", tmp_path / "in.txt", tmp_path / "out.jsonl"
    table.write_text("loi~luc\nXã họp.~03/04/2025\n", encoding="utf-8")
    text.write_text("Một.\n---\nHai.\n", encoding="utf-8")
    options = (
        "--text-field",
        "loi",
        "--date-field",
        "luc",
        "--delimiter",
        "~",
        "--date-format",
        "%m/%d/%Y",
        "--split",
        "---",
    )
    assert vn_extract("run", table, text, "-o", out, "-w", "1", *options).returncode == 0
    records = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert [record["published"] for record in records] == ["2025-03-04", None, None]
    wrong = vn_extract("run", table, "-o", out, "--delimiter", "ab")
    assert wrong.returncode == 2
    assert "one sign, or 'tab'" in wrong.stderr.decode()


def test_lists_of_articles_are_warned_of_and_may_be_skipped(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="trafilatura is not installed")
    page, out = Path(__file__).parent / "io" / "gallery" / "list-section.html", tmp_path / "out.jsonl"
    assert vn_extract("run", page, "-o", out, "-w", "1").returncode == 0
    assert "looks like a list of articles" in json.loads(out.read_bytes())["warnings"][-1]
    skipped = vn_extract("run", page, "-o", out, "-w", "1", "--skip-lists")
    assert skipped.returncode == 1
    assert "looks like a list of articles" in skipped.stderr.decode()

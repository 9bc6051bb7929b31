import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard

from extract import Extractor, to_json
from extract.batch import pool
from extract.batch.journal import JournalError
from extract.batch.pool import SetupError
from extract.batch.run import Options, run
from extract.batch.summary import Summary
from extract.io.records import records
from extract.io.writers import OutputError
from extract.record import from_json
from tests.batch.stub import article, dump, ran

pytestmark = pytest.mark.usefixtures("small_batches")

HOSTILE = (
    "import sys; sys.path[:] = {path!r}; import tests.batch.hostile; from extract.batch.worker import main; main()"
)


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_START", HOSTILE)


def lines(path: Path, texts: list[str]) -> Path:
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return path


def test_records_are_those_of_the_extractor(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps(article(number)) + "\n" for number in range(30)), encoding="utf-8")
    summary, rejected = ran(source, tmp_path / "out.jsonl")
    extractor = Extractor()
    expected = [to_json(extractor(article(number))) for number in range(30)]
    assert (tmp_path / "out.jsonl").read_bytes().splitlines() == expected
    assert (summary.articles, summary.rejected, rejected) == (30, 0, [])
    assert summary.finds["awards"] > 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "out.jsonl"]


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_the_same_bytes_whatever_the_workers_and_chunks(tmp_path: Path, ending: str) -> None:
    source = dump(tmp_path / "a.jsonl.gz", 130)
    outputs = []
    settings = [(1, 20), (2, 1), (2, 500)]
    for workers, chunk in settings if ending == "jsonl" else settings[1:]:
        output = tmp_path / f"{workers}-{chunk}.{ending}"
        summary, _ = ran(source, output, workers=workers, chunk=chunk)
        rejects = output.with_name(f"{output.name}.rejects.jsonl").read_bytes()
        outputs.append((output.read_bytes(), rejects))
        assert (summary.articles, summary.rejected) == (130, 6)
    assert outputs.count(outputs[0]) == len(outputs)
    if ending == "jsonl.gz":
        assert len(gzip.decompress(outputs[0][0]).splitlines()) == 130
    if ending == "jsonl.zst":
        with zstandard.ZstdDecompressor().stream_reader(outputs[0][0], read_across_frames=True) as stream:
            assert len(stream.read().splitlines()) == 130


def test_duplicates_are_read_once_and_linked(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    text = article(0)["text"]
    rows = [
        {"text": text, "url": "https://a.example"},
        {"text": text, "url": "https://b.example", "published": "2020-06-09T08:00:00"},
        {"text": text, "id": "x"},
        {"text": "Ngày 5/6/2020, họp.", "id": "x"},
        {"text": "Ngày 6/6/2020, họp.", "id": "x~2"},
        {"text": text, "id": "x"},
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    summary, _ = ran(source, tmp_path / "out.jsonl")
    found = list(records(str(tmp_path / "out.jsonl")))
    first = found[0].id
    assert [record.id for record in found] == [first, f"{first}~2", "x", "x~2", "x~2~2", "x~3"]
    assert [record.duplicate_of for record in found] == [None, first, first, None, None, first]
    assert [record.url for record in found[:2]] == ["https://a.example", "https://b.example"]
    assert [bool(record.items()) for record in found] == [True, False, False, True, True, False]
    assert found[1].published == "2020-06-09"
    assert found[3].warnings == ["id 'x' is that of an earlier article too: this one became 'x~2'"]
    assert (summary.articles, summary.duplicates) == (6, 3)


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("chunk", [1, 50])
def test_poisoned_articles_are_set_aside_and_the_rest_is_read(tmp_path: Path, chunk: int) -> None:
    texts = [f"good {number}" for number in range(20)]
    poison = {3: "hang", 4: "crash", 9: "raise", 12: "eat", 19: "print, which is none"}
    for place, word in poison.items():
        texts[place] = f"{word} {place}"
    texts.append(texts[3])
    source = lines(tmp_path / "a.jsonl", texts)
    summary, rejected = ran(source, tmp_path / "out.jsonl", workers=2, chunk=chunk, seconds=1.0, memory=1 << 30)
    assert [(row.place.line, row.raw) for row in rejected] == [
        (line + 1, json.dumps({"text": texts[line]}).encode()) for line in (3, 4, 9, 12, 20)
    ]
    says = ["longer than 1 s", "died (signal 11)", "RuntimeError: tripped", "out of memory", "the same text as article"]
    for row, reason in zip(rejected, says, strict=True):
        assert reason in row.reason
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == summary.articles == 16
    kept = (tmp_path / "out.jsonl.rejects.jsonl").read_bytes().splitlines()
    assert [json.loads(line)["reason"] for line in kept] == [row.reason for row in rejected]


@pytest.mark.usefixtures("hostile")
def test_slow_articles_together_are_not_too_slow(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", [f"wait {number}" for number in range(12)])
    summary, rejected = ran(source, tmp_path / "out.jsonl", chunk=12, seconds=0.5)
    assert (summary.articles, rejected) == (12, [])


def test_the_bad_and_the_hostile_end_in_the_rejects_and_the_good_are_all_written(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", 100)
    hostile = [
        "1" * 1_000_000,
        "(" * 1_000_000,
        "Nguyễn Văn " * 33_334,
        "A" * 100_000,
        " ".join("B" * 100_000),
        (article(5)["text"] + "\n") * 30_000,  # ten megabytes
    ]
    with source.open("ab") as file:
        for text in hostile:
            file.write(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n")
    good = tmp_path / "b.jsonl"
    good.write_text(json.dumps(article(3000)) + "\n", encoding="utf-8")
    summary, rejected = ran([str(source), str(good)], tmp_path / "out.jsonl", workers=2, seconds=5.0)
    assert summary.articles + summary.rejected == 105 + len(hostile) + 1
    bad_lines = [row for row in rejected if "extraction failed" not in row.reason]
    assert len(bad_lines) == 5
    assert all(row.reason and row.raw and row.place.line for row in rejected)
    assert {row.place.line for row in rejected if row not in bad_lines} <= set(range(106, 112))
    assert [record.id for record in records(str(tmp_path / "out.jsonl"))][-1] == "a-3000"


def test_web_pages_are_parsed_by_the_workers(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="trafilatura is not installed")
    body = "<html><head><title>Hội nghị</title></head><body><article>{}</article></body></html>"
    for number in range(9):
        paragraphs = "".join(f"<p>{line}</p>" for line in article(number % 8)["text"].split("\n") * 2)
        (tmp_path / f"{number}.html").write_text(body.format(paragraphs), encoding="utf-8")
    (tmp_path / "9.html").write_text("<html></html>", encoding="utf-8")
    outputs = []
    for workers, chunk in ((1, 20), (2, 1)):
        output = tmp_path / f"{workers}.jsonl"
        summary, rejected = ran([f"{tmp_path}/*.html"], output, workers=workers, chunk=chunk)
        outputs.append(output.read_bytes())
        assert (summary.articles, summary.duplicates, summary.rejected) == (9, 1, 1)
        assert "no main text" in rejected[0].reason
    assert outputs[0] == outputs[1]
    for line in outputs[0].splitlines():
        record = from_json(line)
        if record.duplicate_of is None:
            assert record.text
            assert record.dates
            assert all(item.text == record.text[item.start : item.end] for _, item in record.items())


def test_the_text_is_carried_where_it_is_asked_for(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", 5)
    ran(source, tmp_path / "out.jsonl", carry_text=True)
    assert [record.text for record in records(str(tmp_path / "out.jsonl"))] == [article(n)["text"] for n in range(5)]


def test_what_cannot_run_says_why(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", 5)
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "a.yaml").write_text("group: nothing\nentries: []\n", encoding="utf-8")
    with pytest.raises(SetupError, match="unknown group 'nothing'"):
        ran(source, tmp_path / "out.jsonl", rules=(str(rules),))
    with pytest.raises(ValueError, match="cannot write"):
        ran(source, tmp_path / "out.xml")
    with pytest.raises(OSError, match="unable to open"):
        ran(source, tmp_path / "no" / "out.jsonl")
    precious = tmp_path / "folder"
    precious.mkdir()
    (precious / "thesis.txt").write_text("mine", encoding="utf-8")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    with pytest.raises(OutputError, match="not written by vn-extract"):
        ran(source, precious)
    assert (precious / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_a_run_is_only_gone_on_with_as_it_was_begun(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", 80)
    output = tmp_path / "out.jsonl"

    class StopError(Exception):
        pass

    def stop(summary: Summary) -> None:
        if summary.articles + summary.rejected > 50:  # behind the first commit
            raise StopError

    with pytest.raises(StopError):
        run(Options(inputs=(str(source),), output=str(output)), advanced=stop)
    assert (tmp_path / "out.jsonl.journal").exists()
    with pytest.raises(JournalError, match="--resume"):
        ran(source, output, resume=True, carry_text=True)
    ran(source, output, resume=True)
    ran(source, tmp_path / "whole.jsonl")
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not list(tmp_path.glob("*.journal*"))


def test_what_runs_write_is_no_input(tmp_path: Path) -> None:
    dump(tmp_path / "a.jsonl", 30)
    ran([str(tmp_path)], tmp_path / "tables.csv")
    for _ in range(2):
        for inputs in (str(tmp_path), f"{tmp_path}/*", f"{tmp_path}/**"):
            summary, rejected = ran([inputs], tmp_path / "out.jsonl", carry_text=True)
            assert (summary.articles, summary.rejected) == (30, 1), rejected
    summary, rejected = ran([str(tmp_path)], tmp_path / "more.csv", rejects=tmp_path / "bad.json")
    assert summary.articles > 50  # the records of another run are a file like any other
    out = str(tmp_path / "more.csv")
    for inputs, output, rejects in (
        ([f"{out}/articles.csv"], out, None),
        ([out], out, None),
        ([str(tmp_path / "a.jsonl")], out, tmp_path / "a.jsonl"),
        ([str(tmp_path / "a.jsonl")], out, Path(out, "bad.jsonl")),
        ([str(tmp_path / "x.jsonl.rejects.jsonl")], str(tmp_path / "x.jsonl"), None),
    ):
        with pytest.raises(ValueError, match="give another"):
            ran(inputs, output, rejects=rejects)
    assert summary == ran([str(tmp_path)], tmp_path / "more.csv", rejects=tmp_path / "bad.json")[0]


def test_a_run_loads_no_more_than_it_needs(tmp_path: Path) -> None:
    source = dump(tmp_path / "a.jsonl", 2)
    code = (
        "import sys; from extract.cli import main\n"
        f"try: main(['run', {str(source)!r}, '-o', {str(tmp_path / 'b.jsonl')!r}])\n"
        "except SystemExit as done: assert not done.code, done.code\n"
        "heavy = {'extract.pipeline', 'extract.lexicon', 'yaml'}\n"
        "heavy |= {'pyarrow', 'duckdb', 'psycopg', 'pyspark', 'trafilatura', 'fastwarc', 'pandas', 'numpy', 'spacy'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

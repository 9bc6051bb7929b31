"""Records from one form into another."""

import json
from pathlib import Path

import pytest

from extract import Extractor, to_json
from extract.batch.convert import convert
from extract.io.records import RecordsError, records
from extract.io.restored import restored
from extract.io.writers import OutputError
from tests.batch.stub import vn_extract

TEXTS = [
    "Ngày 5/6/2020, ông Lê Văn Mẫu, Giám đốc Sở Y tế, nhận Bằng khen của Bộ Y tế; doanh thu tăng 5%.",
    "Bà Lò Thị Sen, Chủ tịch UBND xã, nói: năm 2019 có 12 hộ nghèo.",
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    extractor = Extractor(ner=None)
    path = tmp_path / "a.jsonl"
    made = [extractor({"id": f"a{number}", "text": text}) for number, text in enumerate(TEXTS)]
    path.write_bytes(b"".join(to_json(record) + b"\n" for record in made))
    return path


def test_there_and_back_again(source: Path, tmp_path: Path) -> None:
    outputs = [str(tmp_path / name) for name in ("b.sqlite", "b.parquet", "b.duckdb", "b.jsonl.gz")]
    assert convert([str(source)], outputs) == 2
    wanted = list(records(str(source)))
    for output in outputs[:3]:
        assert list(restored(output)) == wanted
        back = tmp_path / "back.jsonl"
        convert([output], [str(back)], force=True)
        assert back.read_bytes() == source.read_bytes()
    assert list(records(outputs[3])) == wanted


def test_what_is_wrong_leaves_the_output_as_it_was(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "b.jsonl"
    convert([str(source)], [str(output)])
    before = output.read_bytes()
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(source.read_bytes().replace(b'"a1"', b'"a9"') + b'{"id":\n')
    for sources, error, message in (
        ([str(broken)], RecordsError, "broken.jsonl:3: no record"),
        ([str(source), str(source)], RecordsError, "the id 'a0' is in"),
        ([str(tmp_path / "none.sqlite")], RecordsError, "no such file"),
        ([str(output)], ValueError, "is read and would be written over"),
    ):
        with pytest.raises(error, match=message):
            convert(sources, [str(output)])
        assert output.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if ".lock" not in path.name) == [
        "a.jsonl", "b.jsonl", "broken.jsonl"
    ]  # fmt: skip


def test_what_cannot_be_annotated_leaves_the_annotations_as_they_were(tmp_path: Path) -> None:
    extractor = Extractor(ner=None)
    made = [extractor({"id": f"a{n}", "text": text}, with_text=n == 0) for n, text in enumerate(TEXTS)]
    source, folder = tmp_path / "a.jsonl", tmp_path / "brat"
    source.write_bytes(b"".join(to_json(record) + b"\n" for record in made))
    folder.mkdir()
    (folder / "a0.ann").write_text("what somebody annotated", encoding="utf-8")
    with pytest.raises(OutputError, match="'a1' does not carry its text"):
        convert([str(source)], [str(folder)], "brat", force=True)
    assert [path.read_text("utf-8") for path in folder.iterdir()] == ["what somebody annotated"]


def test_annotations_are_converted_and_scored(tmp_path: Path) -> None:
    found = tmp_path / "found.jsonl"
    extractor = Extractor(ner=None)
    made = [extractor({"id": f"a{number}", "text": text}, with_text=True) for number, text in enumerate(TEXTS)]
    found.write_bytes(b"".join(to_json(record) + b"\n" for record in made))
    for to, name, macro in (("brat", "brat", True), ("label-studio", "tasks.json", True), ("conll", "a.conll", False)):
        output = str(tmp_path / name)
        done = vn_extract("convert", found, "-o", output, "--to", to)
        assert (done.returncode, done.stderr.decode()) == (0, f"{output}: 2 records\n")
        again = vn_extract("convert", found, "-o", output, "--to", to)
        assert again.returncode == 1
        assert "somebody may have annotated it" in again.stderr.decode()
        back = tmp_path / "back.jsonl"
        assert convert([output], [str(back)], force=True) == 2
        scored = vn_extract("score", output, found, "--json")
        assert scored.returncode == 0, scored.stderr.decode()
        measures = json.loads(scored.stdout)["kinds"]
        assert {one["right"] - one["gold"] for one in measures.values()} == {0}
        assert ("dates" in measures, "officials" in measures) == (macro, macro)
        assert {"dates.found", "officials.mention", "statistics.found", "awards.found"} <= measures.keys()
    unsaid = vn_extract("convert", found, "-o", tmp_path / "x.json")
    assert (unsaid.returncode, "--to label-studio" in unsaid.stderr.decode()) == (2, True)
    two = vn_extract("convert", found, "-o", tmp_path / "x", "-o", tmp_path / "y", "--to", "brat")
    assert (two.returncode, "with --to, give one OUT" in two.stderr.decode()) == (2, True)

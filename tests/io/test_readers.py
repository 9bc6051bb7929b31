import gzip
import json
from pathlib import Path

import pytest
import zstandard

from extract.io.incoming import Arrival, Incoming, Reject
from extract.io.readers import read

TEXT = "Ông Lê Văn Mẫu dự họp."


def texts(incoming: list[Incoming]) -> list[str]:
    return [row.article.text for row in incoming if isinstance(row, Arrival)]


def rejects(incoming: list[Incoming]) -> list[tuple[str, str]]:
    return [(str(row.place), row.reason) for row in incoming if isinstance(row, Reject)]


def test_jsonl_keeps_order_other_fields_and_places(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    rows = [{"text": TEXT, "id": 7, "views": [1]}, {"text": "Hai.", "published": "2020-06-05", "url": None}]
    file.write_text("\n\n".join(map(json.dumps, rows)), encoding="utf-8")
    one, two = (row for row in read([str(file)]) if isinstance(row, Arrival))
    assert (one.article.id, one.article.source, str(one.place)) == ("7", {"views": [1]}, f"{file}:1")
    assert (two.article.published, two.article.url, str(two.place)) == ("2020-06-05", None, f"{file}:3")


@pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
@pytest.mark.parametrize("kind", ["a.txt", "a.jsonl", "a.csv", "a.tsv"])
def test_every_format_plain_and_compressed(tmp_path: Path, kind: str, ending: str) -> None:
    body = {
        "a.txt": TEXT,
        "a.jsonl": json.dumps({"text": TEXT}),
        "a.csv": f'id,text\r\n1,"{TEXT}"\r\n',
        "a.tsv": f"text\tid\n{TEXT}\t1\n",
    }[kind].encode()
    packed = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}[ending](body)
    (tmp_path / (kind + ending)).write_bytes(packed)
    assert texts(list(read([str(tmp_path / (kind + ending))]))) == [TEXT]
    assert texts(list(read([str(tmp_path)]))) == [TEXT]


def test_directories_are_read_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "b/1.txt", "a/notes.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert texts(list(read([str(tmp_path)]))) == ["a/1.txt", "b/1.txt", "b/2.txt"]


def test_bad_lines_are_rejected_with_place_reason_and_bytes(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    lines = [
        b'{"text": "T\xe1\xbb\x91t."}',
        b'{"text": "cut',
        b'["text"]',
        b'{"body": "x"}',
        b'{"text": " "}',
        b'{"text": 3}',
    ]
    file.write_bytes(b"\n".join(lines))
    incoming = list(read([str(file)]))
    assert texts(incoming) == ["Tốt."]
    found = [row for row in incoming if isinstance(row, Reject)]
    assert [(row.place.line, row.raw) for row in found] == list(enumerate(lines, start=1))[1:]
    for row, says in zip(
        found,
        ["broken JSON", "has to be an object", "no field 'text'; the fields are 'body'", "empty", "is int"],
        strict=True,
    ):
        assert says in row.reason


def test_a_line_in_another_encoding_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"text": "Ch\xc3\xadnh."}\n')
    assert texts(list(read([str(file)]))) == ["Chính."]


def test_lone_surrogates_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "cut \\ud83d emoji"}', encoding="utf-8")
    assert texts(list(read([str(file)]))) == ["cut \ud83d emoji"]


def test_files_that_cannot_be_read_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text(TEXT, encoding="utf-8")
    empty.write_text("  \n", encoding="utf-8")
    damaged = tmp_path / "damaged.jsonl.gz"
    damaged.write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode() * 200)[:-20])
    fake = tmp_path / "fake.jsonl.gz"
    fake.write_bytes(b"no archive")
    bare = tmp_path / "bare"
    bare.mkdir()
    names = [tmp_path / "missing.txt", empty, damaged, fake, tmp_path / "a.docx", bare, good]
    incoming = list(read(map(str, names)))
    assert texts(incoming) == [TEXT]
    assert [place for place, _ in rejects(incoming)] == [str(name) for name in names[:-1]]
    for (_, reason), says in zip(
        rejects(incoming),
        ["no such file", "empty", "damaged", "cannot be read", "unknown format", "no file there"],
        strict=True,
    ):
        assert says in reason


def test_csv_rows_that_are_no_articles(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('id,text\n1,Một.\n2\n3,"Ba,\nbốn."\n4,\n', encoding="utf-8")
    incoming = list(read([str(file)]))
    assert texts(incoming) == ["Một.", "Ba,\nbốn."]
    assert [place for place, _ in rejects(incoming)] == [f"{file}:3", f"{file}:6"]
    no_text = tmp_path / "b.csv"
    no_text.write_text("id,body\n1,Một.\n", encoding="utf-8")
    ((place, reason),) = rejects(list(read([str(no_text)])))
    assert place == f"{no_text}:1"
    assert "the columns are 'id', 'body'" in reason

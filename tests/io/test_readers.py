import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
import zstandard

from extract.io import archives, streams
from extract.io import incoming as limits
from extract.io.fields import Fields
from extract.io.html import parse
from extract.io.incoming import Arrival, Incoming, Page, Reject
from extract.io.readers import measure, read

TEXT = "Ông Lê Văn Mẫu dự họp."
PACKERS = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstandard.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


def texts(incoming: list[Incoming]) -> list[str]:
    return [row.article.text for row in incoming if isinstance(row, Arrival)]


def rejects(incoming: list[Incoming]) -> list[tuple[str, str]]:
    return [(str(row.place), row.reason) for row in incoming if isinstance(row, Reject)]


def written(path: Path, data: bytes | str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


def test_jsonl_keeps_order_other_fields_and_places(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    rows = [{"text": TEXT, "id": 7, "views": [1]}, {"text": "Hai.", "published": "2020-06-05", "url": None}]
    file.write_text("\n\n".join(map(json.dumps, rows)), encoding="utf-8")
    one, two = (row for row in read([str(file)]) if isinstance(row, Arrival))
    assert (one.article.id, one.article.source, str(one.place)) == ("7", {"views": [1]}, f"{file}:1")
    assert (two.article.published, two.article.url, str(two.place)) == ("2020-06-05", None, f"{file}:3")


@pytest.mark.parametrize("ending", PACKERS)
@pytest.mark.parametrize("kind", ["a.txt", "a.jsonl", "a.json", "a.csv", "a.tsv"])
def test_every_format_plain_and_compressed(tmp_path: Path, kind: str, ending: str) -> None:
    body = {
        "a.txt": TEXT,
        "a.jsonl": json.dumps({"text": TEXT}),
        "a.json": json.dumps([{"text": TEXT}], indent=2),
        "a.csv": f'id,text\r\n1,"{TEXT}"\r\n',
        "a.tsv": f"text\tid\n{TEXT}\t1\n",
    }[kind].encode()
    (tmp_path / (kind + ending)).write_bytes(PACKERS[ending](body))
    assert texts(list(read([str(tmp_path / (kind + ending))]))) == [TEXT]
    assert texts(list(read([str(tmp_path)]))) == [TEXT]


def test_directories_and_patterns_are_read_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "b/1.txt", "a/notes.pdf"):
        written(tmp_path / name, name)
    assert texts(list(read([str(tmp_path)]))) == ["a/1.txt", "b/1.txt", "b/2.txt"]
    assert texts(list(read([f"{tmp_path}/**/1.txt"]))) == ["a/1.txt", "b/1.txt"]
    assert "no file matches" in rejects(list(read([f"{tmp_path}/*.json"])))[0][1]


def test_bad_lines_are_rejected_with_place_reason_and_bytes(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    lines = [
        b'{"text": "T\xe1\xbb\x91t."}',
        b'{"text": "cut',
        b'["text"]',
        b'{"doc": "x"}',
        b'{"text": " "}',
        b'{"text": 3}',
        b"[" * 200_000,
        b'{"text": "\x8f\x8f"}',
    ]
    file.write_bytes(b"\n".join(lines))
    incoming = list(read([str(file)]))
    assert texts(incoming) == ["Tốt."]
    found = [row for row in incoming if isinstance(row, Reject)]
    assert [(row.place.line, row.raw) for row in found] == list(enumerate(lines, start=1))[1:]
    says = ["broken JSON", "it has to be an object", "no field 'text'; the fields are 'doc'", "empty", "is int"]
    for row, reason in zip(found, [*says, "broken JSON", "unknown encoding"], strict=True):
        assert reason in row.reason


def test_what_is_too_long_is_set_aside_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = json.dumps({"text": "x" * 3000})
    rows = [json.dumps({"text": "Một."}), long, json.dumps({"text": "Hai."})]
    names = [
        written(tmp_path / "a.jsonl", "\n".join(rows)),
        written(tmp_path / "a.json", f"[{','.join(rows)}]"),
        written(tmp_path / "a.txt", "x" * 3000),
    ]
    for module in ("jsonl", "json", "plain"):
        monkeypatch.setattr(f"extract.io.{module}.MOST_BYTES", 1000)
    monkeypatch.setattr(limits, "KEPT_BYTES", 100)
    incoming = list(read(names))
    assert texts(incoming) == ["Một.", "Hai."] * 2
    assert [place for place, _ in rejects(incoming)] == [f"{names[0]}:2", f"{names[1]}:1", names[2]]
    assert all(len(row.raw) == 100 for row in incoming if isinstance(row, Reject))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('[{"text": "a]}\\"[{", "x": [1, {"y": "}"}]},\n {"text": "b"}]', [("1", 'a]}"[{'), ("2", "b")]),
        ('{"text": "a"}', [("1", "a")]),
        ('{"text": "a"}\n\n{"text": "b"}\n', [("1", "a"), ("3", "b")]),
        ("[]", []),
        ("", []),
        ('[{"text": "a"}, 3, {"text": "b"}]', [("1", "a"), ("1", "!object"), ("1", "b")]),
        ('[{"text": "a"}, {"text": "b"', [("1", "a"), ("1", "!ends inside")]),
        ('[{"text": "a"}, {"tex": "b"}, "c', [("1", "a"), ("1", "!no field"), ("1", "!broken JSON")]),
    ],
)
@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_json_arrays_and_objects_at_any_chunk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int, body: str, expected: list[tuple[str, str]]
) -> None:
    monkeypatch.setattr("extract.io.json._CHUNK", chunk)
    found = []
    for row in read([written(tmp_path / "a.json", body)]):
        assert not isinstance(row, Page)
        found.append((str(row.place.line), row.article.text if isinstance(row, Arrival) else f"!{row.reason}"))
    assert len(found) == len(expected)
    for (line, text), (wanted_line, wanted) in zip(found, expected, strict=True):
        assert line == wanted_line
        assert wanted[1:] in text if wanted.startswith("!") else text == wanted


def test_an_enormous_string_in_json_takes_linear_time(tmp_path: Path) -> None:
    text = 'x\\" ' * 3_000_000
    assert len(texts(list(read([written(tmp_path / "a.json", f'[{{"text": "{text}"}}]')])))[0]) == 9_000_000


def test_encodings_are_told_row_by_row(tmp_path: Path) -> None:
    utf16 = f'{{"text": "{TEXT}"}}\n{{"text": "Hai."}}\n'.encode("utf-16")
    names = [
        written(tmp_path / "a.jsonl", utf16),
        written(tmp_path / "b.csv", f"id,text\n1,{TEXT}\n".encode("utf-16")),
        written(tmp_path / "c.txt", TEXT.encode("utf-16")),
        written(tmp_path / "d.json", f'[{{"text": "{TEXT}"}}]'.encode("utf-8-sig")),
        written(tmp_path / "e.csv", b"id,text\n1,T\xe1\xbb\x91t.\n2,\x8f\x8f\x8f\n"),
    ]
    incoming = list(read(names))
    assert texts(incoming) == [TEXT, "Hai.", TEXT, TEXT, TEXT, "Tốt."]
    assert [place for place, _ in rejects(incoming)] == [f"{names[-1]}:3"]


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
    (tmp_path / "a.docx").write_bytes(b"PK")
    names = [tmp_path / "missing.txt", empty, damaged, fake, tmp_path / "a.docx", bare, good]
    incoming = list(read(map(str, names)))
    assert texts(incoming) == [TEXT]
    assert [place for place, _ in rejects(incoming)] == [str(name) for name in names[:-1]]
    for (_, reason), says in zip(
        rejects(incoming),
        [
            "no such file",
            "empty",
            "damaged",
            "cannot be read",
            "unknown format '.docx'; save it as .txt",
            "no file there",
        ],
        strict=True,
    ):
        assert says in reason


def test_csv_rows_that_are_no_articles(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('id,text\n1,Một.\n2\n3,"Ba,\nbốn."\n4,\n5,"a"b\n6,Sáu.\n', encoding="utf-8")
    incoming = list(read([str(file)]))
    assert texts(incoming) == ["Một.", "Ba,\nbốn.", "Sáu."]
    assert [place for place, _ in rejects(incoming)] == [f"{file}:3", f"{file}:6", f"{file}:7"]
    assert [row.raw for row in incoming if isinstance(row, Reject)] == [b"2", b"4,", b'5,"a"b']
    no_text = tmp_path / "b.csv"
    no_text.write_text("id,doc\n1,Một.\n", encoding="utf-8")
    ((place, reason),) = rejects(list(read([str(no_text)])))
    assert place == f"{no_text}:1"
    assert "the columns are 'id', 'doc'; --text-field NAME" in reason


def test_fields_are_mapped_and_the_rest_is_carried_along(tmp_path: Path) -> None:
    row = {"body": TEXT, "text": "teaser", "pub_time": 1591315200, "key": 7, "published": "never", "x": 1}
    fields = Fields(text="body", published="pub_time", id="key")
    for name, data in (("a.jsonl", json.dumps(row)), ("a.json", json.dumps([row]))):
        (found,) = read([written(tmp_path / name, data)], fields=fields)
        assert isinstance(found, Arrival)
        article = found.article
        assert (article.text, article.id, article.published) == (TEXT, "7", "2020-06-05T07:00:00+07:00")
        assert article.source == {"text": "teaser", "published": "never", "x": 1}
    ((_, reason),) = rejects(list(read([written(tmp_path / "b.jsonl", '{"text": "x"}')], fields=fields)))
    assert reason == "no field 'body'; the fields are 'text'; --text-field NAME says which it is"


def test_parquet_rows(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    moment = arrow.array([1591315200000, None, None], arrow.timestamp("ms"))
    table = arrow.table({"id": [1, 2, 3], "body": [TEXT, None, "Ba."], "published": moment, "tags": [["a"], [], None]})
    file = tmp_path / "a.parquet"
    parquet.write_table(table, file)
    incoming = list(read([str(file)], fields=Fields(text="body")))
    assert texts(incoming) == [TEXT, "Ba."]
    first = incoming[0]
    assert isinstance(first, Arrival)
    assert (first.article.id, first.article.published, first.article.source) == (
        "1",
        "2020-06-05T00:00:00",
        {"tags": ["a"]},
    )
    assert [place for place, _ in rejects(incoming)] == [f"{file}:2"]
    assert texts(list(read([str(file)]))) == [TEXT, "Ba."]
    assert "the columns are 'id'" in rejects(list(read([str(file)], fields=Fields(text="doc"))))[0][1]
    packed = written(tmp_path / "b.parquet.gz", gzip.compress(file.read_bytes()))
    assert len(texts(list(read([packed], fields=Fields(text="body"))))) == 2
    assert "damaged" in rejects(list(read([written(tmp_path / "c.parquet", b"PAR1 no")])))[0][1]


PAGE = """<html lang="vi"><head><title>Hội nghị tổng kết</title><meta name="author" content="Lê Thị Mẫu">
<meta property="article:published_time" content="2020-06-05T10:00:00+07:00"></head><body>
<nav><a href="/">Trang chủ</a> <a href="/thoi-su">Thời sự</a></nav><article><h1>Hội nghị tổng kết</h1>
<p>Sáng 05/6/2020, Công an tỉnh tổ chức hội nghị tổng kết phong trào thi đua với sự tham dự của 250 đại biểu.</p>
<p>Dự hội nghị có đồng chí Nguyễn Văn Thử, Giám đốc Công an tỉnh, và đại diện các đơn vị trong toàn ngành.</p>
<p>Tại hội nghị, 12 tập thể và 30 cá nhân được tặng Bằng khen vì thành tích xuất sắc trong công tác năm qua.</p>
</article><footer>Bản quyền thuộc về báo mẫu</footer></body></html>"""


def test_web_pages_give_their_main_text_and_metadata(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="trafilatura is not installed")
    (page,) = read([written(tmp_path / "a.html", PAGE)])
    assert isinstance(page, Page)
    found = parse(page)
    assert isinstance(found, Arrival)
    assert found.carried
    article = found.article
    assert "250 đại biểu" in article.text
    assert "Trang chủ" not in article.text
    assert (article.title, article.author, article.published) == (
        "Hội nghị tổng kết",
        "Lê Thị Mẫu",
        "2020-06-05T10:00:00+07:00",
    )
    assert article.source == {"file": str(tmp_path / "a.html")}
    (empty,) = read([written(tmp_path / "b.htm", "<html><body></body></html>")])
    assert isinstance(empty, Page)
    nothing = parse(empty)
    assert isinstance(nothing, Reject)
    assert "no main text" in nothing.reason


def warc(tmp_path: Path, name: str) -> str:
    records = pytest.importorskip("fastwarc.warc", reason="fastwarc is not installed")
    sink = io.BytesIO()
    for status, kind, url, body in (
        ("200 OK", "text/html; charset=utf-8", "https://bao.example/1", PAGE),
        ("404 Not Found", "text/html", "https://bao.example/2", PAGE),
        ("200 OK", "image/png", "https://bao.example/3", "PNG"),
        ("200 OK", "text/html", "https://bao.example/4", PAGE.replace("250", "260")),
    ):
        record = records.WarcRecord()
        record.init_headers(record_type=records.WarcRecordType.response)
        record.headers["WARC-Target-URI"] = url
        record.headers["Content-Type"] = "application/http; msgtype=response"
        data = body.encode()
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode()
        record.set_bytes_content(head + data)
        record.write(sink)
    return written(tmp_path / name, PACKERS[Path(name).suffix.replace(".warc", "")](sink.getvalue()))


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_of_a_crawl(tmp_path: Path, name: str) -> None:
    pytest.importorskip("trafilatura", reason="trafilatura is not installed")
    file = warc(tmp_path, name)
    pages = list(read([file]))
    assert [str(page.place) for page in pages] == [f"{file}:1", f"{file}:4"]
    for page, url, words in zip(pages, ("1", "4"), ("250 đại biểu", "260 đại biểu"), strict=True):
        assert isinstance(page, Page)
        found = parse(page)
        assert isinstance(found, Arrival)
        assert found.article.url == f"https://bao.example/{url}"
        assert words in found.article.text


def tar(members: dict[str, bytes], mode: str) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:  # type: ignore[call-overload]
        for name, body in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return data.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return data.getvalue()


def test_archives_are_read_where_they_lie(tmp_path: Path) -> None:
    members = {
        "../../escape.txt": "Một.".encode(),
        "b.jsonl.gz": gzip.compress(b'{"text": "Hai."}\n{"tex'),
        "notes.pdf": b"no",
        "inner.zip": zipped({"c.csv": b"text\nBa.\n"}),
        "inner.tgz": tar({"d.json": b'[{"text": "4."}]'}, "w:gz"),
    }
    before = sorted(tmp_path.rglob("*"))
    assert before == []
    for name, data in (("a.zip", zipped(members)), ("a.tar", tar(members, "w")), ("a.tar.xz", tar(members, "w:xz"))):
        file = written(tmp_path / name, data)
        incoming = list(read([file]))
        assert texts(incoming) == ["Một.", "Hai.", "Ba.", "4."]
        assert [place for place, _ in rejects(incoming)] == [f"{file}!b.jsonl.gz:2"]
        places = [str(row.place) for row in incoming]
        assert places[0] == f"{file}!../../escape.txt"
        assert places[3] == f"{file}!inner.zip!c.csv:2"
    assert not (tmp_path.parent / "escape.txt").exists()
    assert len(list(tmp_path.iterdir())) == 3


def test_bombs_and_damaged_archives_are_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "RATIO_FROM", 1 << 16)
    zeros = (b'{"text": "' + b"0" * 2000 + b'"}\n') * 1000
    deep = zipped({"a.txt": b"deep"})
    for _ in range(4):
        deep = zipped({"in.zip": deep})
    encrypted = bytearray(zipped({"a.txt": b"secret"}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        encrypted[encrypted.find(signature) + flags] |= 1
    cases = {
        "bomb.jsonl.xz": (lzma.compress(zeros), "not read any further"),
        "bomb.jsonl.bz2": (bz2.compress(zeros), "not read any further"),
        "bomb.zip": (zipped({"a.jsonl": zeros * 10}), "not read any further"),
        "deep.zip": (deep, "more than 3 archives"),
        "cut.zip": (zipped({"a.txt": b"x"})[:-30], "damaged"),
        "cut.tar.gz": (tar({"a.txt": b"x" * 100_000}, "w:gz")[:200], "damaged"),
        "encrypted.zip": (bytes(encrypted), "encrypted"),
        "nothing.zip": (zipped({"a.pdf": b"x"}), "no file in it"),
        "bad.jsonl.xz": (b"no xz", "damaged"),
    }
    for name, (data, says) in cases.items():
        incoming = list(read([written(tmp_path / name, data)]))
        assert rejects(incoming), name
        assert says in rejects(incoming)[-1][1], (name, rejects(incoming)[-1])
        assert len(incoming) < 10_000, name


def sparse(name: str, size: int) -> bytes:
    """A tar with a file that is one hole, and a good one behind it."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=tarfile.GNU_FORMAT) as archive:
        hole = tarfile.TarInfo(name)
        hole.type = tarfile.GNUTYPE_SPARSE
        head = bytearray(hole.tobuf(tarfile.GNU_FORMAT))
        # One piece of no bytes at the very end; the file's real size behind the map; the sum over all again.
        head[386:410] = b"%011o\0" % size + b"%011o\0" % 0
        head[483:495] = b"%011o\0" % size
        head[148:156] = b" " * 8
        head[148:156] = b"%06o\0 " % sum(head)
        data.write(head)
        archive.offset = data.tell()  # type: ignore[attr-defined]
        good = tarfile.TarInfo("good.txt")
        good.size = len(TEXT.encode())
        archive.addfile(good, io.BytesIO(TEXT.encode()))
    return data.getvalue()


@pytest.mark.parametrize("name", ["hole.txt", "hole.jsonl", "hole.csv", "hole.json"])
def test_a_sparse_file_is_not_read_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(streams, "RATIO_FROM", 1 << 20)
    file = written(tmp_path / "a.tar", sparse(name, 1 << 32))
    incoming = list(read([file]))
    assert texts(incoming) == [TEXT]
    assert rejects(incoming)[-1][0].startswith(f"{file}!{name}")
    assert "not read any further" in rejects(incoming)[-1][1]


def test_a_bomb_in_a_zip_costs_itself_and_many_together_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (streams, archives):
        monkeypatch.setattr(module, "RATIO_FROM", 1 << 16)
    bomb = (b'{"text": "' + b"0" * 2000 + b'"}\n') * 300
    incoming = list(read([written(tmp_path / "a.zip", zipped({"a.jsonl": bomb, "b.txt": TEXT.encode()}))]))
    assert texts(incoming)[-1] == TEXT
    assert [(place, "more than 200 times" in reason) for place, reason in rejects(incoming)] == [
        (f"{tmp_path}/a.zip!a.jsonl", True)
    ]
    monkeypatch.setattr(archives, "ZIP_RATIO_FROM", 1 << 20)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "0" * (1 << 16))
        archive.filelist *= 1000  # the same bytes, a thousand times
    incoming = list(read([written(tmp_path / "b.zip", data.getvalue())]))
    assert len(incoming) < 500
    assert "more than 200 times" in rejects(incoming)[-1][1]


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> Any:
        raise ImportError(f"No module named '{name}'")

    monkeypatch.setattr("extract.io.extras.import_module", gone)
    names = [written(tmp_path / "a.parquet", b"x"), written(tmp_path / "a.warc", b"x")]
    reasons = [reason for _, reason in rejects(list(read(names)))]
    assert "pip install 'vn-extract[parquet]'" in reasons[0]
    assert "pip install 'vn-extract[warc]'" in reasons[1]


def test_the_meter_counts_bytes_on_the_disk(tmp_path: Path) -> None:
    written(tmp_path / "a.jsonl.gz", gzip.compress(b'{"text": "Mot."}\n'))
    written(tmp_path / "b.txt", TEXT)
    written(tmp_path / "c.csv", "text\nMot.\n")
    size = sum(file.stat().st_size for file in tmp_path.iterdir())
    meter = measure([str(tmp_path)])
    assert meter.total == size
    assert len(list(read([str(tmp_path)], meter=meter))) == 3
    assert meter.done == size
    assert measure(["-"]).total is None

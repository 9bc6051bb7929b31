"""Damage is told and what came before it is kept; whatever bytes there are, one file never costs the others."""

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from extract.io import incoming, readers, streams
from extract.io.incoming import Arrival, Incoming, Reject
from extract.io.readers import read
from tests.io.test_readers import TEXT, rejects, tar, texts, warc, written, zipped

FILES = {f"{number:02}.txt": f"Bài {number}, {'xã họp ' * 80}".encode() for number in range(9)}
ALL = [body.decode() for body in FILES.values()]


def beside(tmp_path: Path, name: str, data: bytes) -> list[Incoming]:
    """What is read of a file; a good one behind it is read whatever that holds."""
    found = list(read([written(tmp_path / name, data), written(tmp_path / "z.txt", TEXT)]))
    assert texts(found[-1:]) == [TEXT]
    return found[:-1]


# Packed streams


@pytest.mark.parametrize(
    ("ending", "pack"),
    [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", zstandard.compress)],
)
def test_whole_lines_before_a_cut_are_read(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    lines = [json.dumps({"text": f"Bài {number}: {number * 7919 % 10007:x}."}).encode() + b"\n" for number in range(40)]
    packed = pack(b"".join(lines[:20])) + pack(b"".join(lines[20:]))
    found = beside(tmp_path, f"a.jsonl{ending}", packed[:-3])
    # The second frame is cut in its last bytes: what unpacks lies in blocks, of which those before the cut are whole.
    assert len(texts(found)) >= 20
    ((place, reason),) = rejects(found)
    assert place.endswith(ending) and reason.startswith("damaged from here on")
    for damaged in (packed[: len(packed) // 2 + 5], packed + b"no frame"):
        found = beside(tmp_path, f"a.jsonl{ending}", damaged)
        assert len(texts(found)) >= 20
        assert rejects(found)[-1][1].startswith("damaged from here on")


@pytest.mark.parametrize("ending", [".gz", ".xz"])
def test_a_stream_cut_in_its_last_bytes_hands_out_every_line(tmp_path: Path, ending: str) -> None:
    lines = b"".join(json.dumps({"text": f"Bài {number}."}).encode() + b"\n" for number in range(4000))
    packed = gzip.compress(lines) if ending == ".gz" else lzma.compress(lines)
    found = beside(tmp_path, f"a.jsonl{ending}", packed[: -len(packed) // 1000])
    assert len(texts(found)) >= 3990
    assert rejects(found)[-1][1].startswith("damaged from here on")


def test_half_an_article_is_none(tmp_path: Path) -> None:
    found = beside(tmp_path, "a.txt.gz", gzip.compress(b" ".join(FILES.values()))[:-20])
    assert (texts(found), len(rejects(found))) == ([], 1)


# Archives


def headers(data: bytes, name: str) -> int:
    return data.index(name.encode())


def with_bytes(data: bytes, at: int, put: bytes) -> bytes:
    return data[:at] + put + data[at + len(put) :]


def announcing(kind: bytes, size: int) -> bytes:
    header = tarfile.TarInfo("x.txt")
    header.type, header.size = kind, max(size, 0)
    head = bytearray(header.tobuf(tarfile.GNU_FORMAT))
    if size < 0:
        head[124:136] = b"\xff" * 12
        head[148:156] = b" " * 8
        head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head)


TAR = tar(FILES, "w")
FIFTH = headers(TAR, "05.txt")
TARS = {
    "a sum that is wrong": (with_bytes(TAR, FIFTH + 150, b"9"), 5),
    "a header of other bytes": (with_bytes(TAR, FIFTH, b"\xff" * 512), 5),
    "a header of zeros": (with_bytes(TAR, FIFTH, b"\0" * 512), 5),
    "cut in a header": (TAR[: FIFTH + 100], 5),
    "cut in front of a header": (TAR[:FIFTH], 5),
    "cut in a file": (TAR[: FIFTH + 600], 5),
    "less than no bytes": (TAR[:FIFTH] + announcing(tarfile.REGTYPE, -1) + TAR[FIFTH:], 5),
    "gigabytes of a file": (TAR[:FIFTH] + announcing(tarfile.REGTYPE, 7 << 30) + TAR[FIFTH:], 5),
    "gigabytes of a name": (TAR[:FIFTH] + announcing(tarfile.GNUTYPE_LONGNAME, 7 << 30) + TAR[FIFTH:], 5),
    "gigabytes of a header": (TAR[:FIFTH] + announcing(tarfile.XHDTYPE, 7 << 30) + TAR[FIFTH:], 5),
    "no tar": (b"no tar at all" * 100, 0),
    "nothing": (b"", 0),
}


@pytest.mark.parametrize("damage", TARS)
@pytest.mark.parametrize("ending", ["tar", "tar.gz"])
def test_a_damaged_tar_is_told_and_the_files_before_are_read(tmp_path: Path, damage: str, ending: str) -> None:
    data, before = TARS[damage]
    found = beside(tmp_path, f"a.{ending}", gzip.compress(data) if ending == "tar.gz" else data)
    assert texts(found) == ALL[:before]
    assert rejects(found)[-1][1].startswith("damaged from here on")


def test_tars_that_were_joined_are_all_read(tmp_path: Path) -> None:
    found = beside(tmp_path, "a.tar", TAR + TAR + b"\0" * 5120)
    assert (texts(found), rejects(found)) == (ALL * 2, [])


ZIP = zipped(FILES)
END, HEADER, ENTRY = ZIP.rindex(b"PK\5\6"), ZIP.index(b"05.txt") - 30, ZIP.rindex(b"05.txt") - 46
ZIPS = {
    "a directory that counts too few": (with_bytes(ZIP, END + 8, struct.pack("<2H", 3, 3)), None),
    "a directory of another size": (with_bytes(ZIP, END + 12, struct.pack("<L", 138)), None),
    "bytes in front": (b"no zip" * 50 + ZIP, None),
    "bytes behind": (ZIP + b"no zip" * 50, None),
    "a file's own header": (with_bytes(ZIP, HEADER, b"\0"), 5),
    "a file's bytes": (with_bytes(ZIP, HEADER + 45, b"\xff\xff"), 5),
    "a file beyond the end": (with_bytes(ZIP, ENTRY + 42, struct.pack("<L", len(ZIP) + 999)), 5),
    "an unknown compression": (with_bytes(ZIP, ENTRY + 10, b"\x63"), 5),
}


@pytest.mark.parametrize("damage", ZIPS)
def test_a_damaged_zip_costs_the_files_that_are_damaged(tmp_path: Path, damage: str) -> None:
    data, lost = ZIPS[damage]
    found = beside(tmp_path, "a.zip", data)
    assert texts(found) == [text for number, text in enumerate(ALL) if number != lost]
    assert [place for place, _ in rejects(found)] == ([] if lost is None else [f"{tmp_path}/a.zip!05.txt"])


@pytest.mark.parametrize("data", [ZIP[: len(ZIP) // 2], ZIP[:-5], with_bytes(ZIP, ENTRY, b"\0"), b"no zip", b""])
def test_a_zip_without_its_directory_is_told(tmp_path: Path, data: bytes) -> None:
    assert rejects(beside(tmp_path, "a.zip", data))[-1][1].startswith("damaged from here on")


def test_bombs_of_many_levels_have_one_bound_and_rejects_keep_a_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "TOTAL_FROM", 1 << 20)
    monkeypatch.setattr(streams, "KEPT_FROM", 1 << 14)
    bad = (b"{broken " + b"x" * 2000 + b"\n") * 100
    inner = zipped({f"{number}.jsonl": bad for number in range(3)})
    nested = zipped({f"{number}.zip": zipped({f"{n}.zip": inner for n in range(9)}) for number in range(9)})
    found = beside(tmp_path, "a.zip", nested)
    assert "all levels together" in rejects(found)[-1][1]
    kept = sum(len(one.raw) for one in found if isinstance(one, Reject))
    assert kept < (2 << 20) < 81 * 3 * len(bad)
    assert "only its first 1024 bytes are kept here" in rejects(found)[-5][1]


# Formats


@pytest.mark.parametrize(
    ("name", "data", "articles"),
    [
        ("a.json", b'[{"text": "a"}, {"text": "b"},', 2),
        ("a.json", b'[{"text": "a"}\n', 1),
        ("a.json", b'[{"text": "a"}, {"te', 1),
        ("a.json", b"[", 0),
        ("a.xml", b"<r><item><text>a</text></item><item><text>b", 1),
    ],
)
def test_a_cut_file_is_told(tmp_path: Path, name: str, data: bytes, articles: int) -> None:
    found = beside(tmp_path, name, data)
    assert len(texts(found)) == articles
    assert "from here on" in rejects(found)[-1][1]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_cut_crawl_is_told(tmp_path: Path, name: str) -> None:
    pytest.importorskip("trafilatura", reason="trafilatura is not installed")
    data = Path(warc(tmp_path, name)).read_bytes()
    found = beside(tmp_path, name, data[:-40])
    assert len(found) >= 2 and not isinstance(found[0], Reject)
    assert rejects(found)[-1][1].startswith("damaged from here on")
    assert rejects(beside(tmp_path, name, data[: len(data) // 2 + 7]))[-1][1].startswith("damaged from here on")


def test_a_crawl_with_lines_of_unix_is_read_or_told(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="trafilatura is not installed")
    data = Path(warc(tmp_path, "crawl.warc")).read_bytes().replace(b"\r\n", b"\n")
    assert beside(tmp_path, "crawl.warc", data) != []


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("a.csv", b"id,text\n1,a\n2,", b"\n3,b\n"),
        ("a.jsonl", b'{"text": "a"}\n"', b'"\n{"text": "b"}\n'),
        ("a.json", b'"', b""),
        ("a.json", b"[7", b""),
        ("a.txt", b"", b""),
    ],
)
def test_what_has_no_end_takes_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: bytes, end: bytes
) -> None:
    most, size = 1 << 18, 48 << 18
    for module in ("jsonl", "json", "plain", "table", "incoming"):
        monkeypatch.setattr(f"extract.io.{module}.MOST_BYTES", most)
    monkeypatch.setattr(incoming, "KEPT_BYTES", 100)
    (tmp_path / name).write_bytes(start + b"7" * size + end)
    tracemalloc.start()
    found = list(read([str(tmp_path / name)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 24 * most < size
    assert "longer than" in rejects(found)[0][1]
    assert texts(found) == (["a", "b"] if end else [])


def test_what_trips_a_reader_costs_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def trips(stream: object, file: str, mapper: object) -> object:
        yield Reject(incoming.Place(file, 1), "one", b"")
        raise OverflowError("a number that nobody thought of")

    monkeypatch.setitem(readers.READERS, ".csv", trips)
    found = beside(tmp_path, "a.csv", b"x")
    assert [reason for _, reason in rejects(found)] == [
        "one",
        "not read any further: OverflowError: a number that nobody thought of; what came before was read",
    ]


def test_values_of_parquet_that_python_does_not_hold(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    raw = arrow.array([b"T\xf3t \xff\xfe\x80", b"ok"], arrow.binary()).view(arrow.string())
    far, big = arrow.array([1, 2**62], arrow.timestamp("us")), arrow.array([1591315200123456789, 2**62])
    columns = {
        "nanoseconds": big.cast(arrow.timestamp("ns")),
        "beyond the year 9999": far,
        "before the year 1": arrow.array([1, -(2**62)], arrow.timestamp("ms")),
        "far days": arrow.array([1, 2**31 - 1], arrow.date32()),
        "a zone that is none": arrow.array([1, 2], arrow.timestamp("us", "No/Where")),
        "no UTF-8": raw,
        "list": arrow.ListArray.from_arrays(arrow.array([0, 1, 2]), raw),
        "struct": arrow.StructArray.from_arrays([raw, far], ["name", "when"]),
        "map": arrow.MapArray.from_arrays(arrow.array([0, 1, 2]), raw, far),
        "bytes": arrow.array([b"\xff", None]),
        "no number": arrow.array([float("nan"), float("inf")]),
    }
    for name, column in columns.items():
        parquet.write_table(arrow.table({"text": ["Một.", "Hai."], "x": column}), tmp_path / "a.parquet")
        found = beside(tmp_path, "a.parquet", (tmp_path / "a.parquet").read_bytes())
        assert texts(found) == ["Một.", "Hai."], (name, rejects(found))
        assert all(isinstance(one, Arrival) and "x" in one.article.source for one in found), name
    parquet.write_table(arrow.table({"text": raw}), tmp_path / "a.parquet")
    assert len(beside(tmp_path, "a.parquet", (tmp_path / "a.parquet").read_bytes())) == 2


def test_a_zip_with_a_name_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    """Where the directory says that it is, Python's reader of zips trips over it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("à.txt", TEXT)
    damaged = data.getvalue().replace("à".encode(), b"\xff\xfe")
    assert rejects(beside(tmp_path, "a.zip", damaged)) != []

"""Crawls: bodies as servers send them, in archives made by wget and warcio over loopback."""

import gzip
import io
import shutil
import subprocess
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import zstandard

from extract.io import bodies
from extract.io.html import parse
from extract.io.incoming import Arrival, Incoming, Page, Reject
from extract.io.readers import read

pytest.importorskip("fastwarc", reason="fastwarc is not installed")
pytest.importorskip("trafilatura", reason="trafilatura is not installed")
brotli = pytest.importorskip("brotli", reason="brotli is not installed")

PARAGRAPH = (
    "<p>Bà Sương, Chủ tịch UBND xã An Hòa, cho biết cầu dài 120 m, rộng 7 m, nối hai bờ sông Cái trong mùa mưa lũ.</p>"
)
HTML = (
    f'<html><head><meta charset="utf-8"></head><body><h1>Xã khánh thành cầu</h1>{PARAGRAPH * 3}</body></html>'.encode()
)


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "": bytes,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate-raw": deflated,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


def chunked(data: bytes, size: int = 100) -> bytes:
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("transfer", [None, "chunked", "Chunked"])
def test_bodies_are_unpacked(packing: str, transfer: str | None) -> None:
    packed = PACKERS[packing](HTML)
    name = packing.partition("-")[0]
    assert bodies.plain(chunked(packed) if transfer else packed, transfer, name, 1 << 20) == HTML
    assert bodies.plain(packed, transfer, name, 1 << 20) == HTML  # the crawler has joined the chunks already
    assert bodies.plain(HTML, transfer, name, 1 << 20) == HTML  # and has unpacked it


def test_bodies_that_are_cut_off_or_too_long() -> None:
    assert HTML.startswith(bodies.plain(chunked(HTML)[:250], "chunked", None, 1 << 20)[:150])
    assert HTML.startswith(part := bodies.plain(gzip.compress(HTML * 50)[:-20], None, "gzip", 1 << 20)[: len(HTML)])
    assert part
    for packing, packer in PACKERS.items():
        found = bodies.plain(packer(b"0" * (1 << 20)), None, packing.partition("-")[0], 1000)
        assert len(found) == 1001, packing
    with pytest.raises(bodies.BodyError, match="'compress'"):
        bodies.plain(HTML, None, "compress", 1000)
    with pytest.raises(bodies.BodyError, match="damaged"):
        bodies.plain(b"\x1f\x8b damaged", None, "gzip", 1000)
    assert bodies.plain(gzip.compress(deflated(HTML)), None, "deflate, gzip", 1 << 20) == HTML


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        packing, _, form = self.path.strip("/").partition(".")
        self.send_response(200)
        self.send_header("Content-Type", "Text/HTML; charset=utf-8")
        data = PACKERS[packing](HTML)
        if packing:
            self.send_header("Content-Encoding", packing.partition("-")[0])
        if form == "chunked":
            data = chunked(data)
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()
    thread.join()


PATHS = [packing + form for packing in PACKERS for form in ("", ".chunked")]


def holds_all(incoming: list[Incoming], server: str, paths: list[str]) -> None:
    assert [one.reason for one in incoming if isinstance(one, Reject)] == []
    pages = [one for one in incoming if isinstance(one, Page)]
    assert [page.url for page in pages] == [f"{server}/{path}" for path in paths]
    for page in pages:
        found = parse(page)
        assert isinstance(found, Arrival)
        assert "Bà Sương, Chủ tịch UBND xã An Hòa" in found.article.text


def test_an_archive_made_by_wget(tmp_path: Path, server: str) -> None:
    wget = shutil.which("wget")
    if wget is None:
        pytest.skip("wget is not installed")
    urls = [f"{server}/{path}" for path in PATHS]
    command = [
        wget,
        "-q",
        "--no-proxy",
        f"--warc-file={tmp_path / 'crawl'}",
        "--header=Accept-Encoding: gzip",
        "-O",
        "-",
        *urls,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    holds_all(list(read([str(tmp_path / "crawl.warc.gz")])), server, PATHS)


def test_an_archive_made_by_warcio(tmp_path: Path, server: str) -> None:
    capture = pytest.importorskip("warcio.capture_http", reason="warcio is not installed")
    import http.client

    file = tmp_path / "crawl.warc.gz"
    with capture.capture_http(str(file)):
        for path in PATHS:
            connection = http.client.HTTPConnection(server.removeprefix("http://"))
            connection.request("GET", f"/{path}")
            connection.getresponse().read()
            connection.close()
    holds_all(list(read([str(file)])), server, PATHS)


def test_archives_that_are_no_gzip_and_other_records(tmp_path: Path) -> None:
    records = pytest.importorskip("fastwarc.warc")
    sink = io.BytesIO()
    types = records.WarcRecordType

    def add(kind: Any, url: str, content: bytes, content_type: str) -> None:
        record = records.WarcRecord()
        record.init_headers(record_type=kind)
        record.headers["WARC-Target-URI"] = url
        record.headers["Content-Type"] = content_type
        record.set_bytes_content(content)
        record.write(sink)

    answer = "application/http; msgtype=response"
    head = b"HTTP/1.1 200 OK\r\n"
    add(
        types.response,
        "<https://bao.example/1>",
        head + b"Content-Type: text/html\r\nContent-Encoding: rot13\r\n\r\n" + HTML,
        answer,
    )
    add(types.resource, "https://bao.example/2", HTML, "text/html")
    add(types.response, "https://bao.example/3", head + b"\r\n" + HTML, answer)
    add(types.response, "https://bao.example/4", head + b"\r\n\x89PNG", answer)
    file = tmp_path / "a.warc"
    file.write_bytes(sink.getvalue())
    rejected, *pages = list(read([str(file)]))
    assert isinstance(rejected, Reject)
    assert "packed as 'rot13'" in rejected.reason
    assert [page.url for page in pages if isinstance(page, Page)] == ["https://bao.example/2", "https://bao.example/3"]

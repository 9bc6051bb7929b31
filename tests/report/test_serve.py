"""The local app: over the wire, and in a real browser."""

import http.client
import json
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract import Extractor
from extract.batch import pool
from extract.record import to_json
from extract.serve import LOOPBACK, MOST_BYTES, PortError, listen, serve
from tests.report.browser import Watched, needs_chromium
from tests.report.conftest import SAMPLES

TEXT = "Chiều 5/6/2020 😀, Thiếu tướng Lê Văn Mẫu trao Bằng khen cho 12 cá nhân."
HOSTILE = "<script>alert('text')</script><img src=x onerror=alert(1)> \"'&lt; \u202edcba\u202c \x00\x1b[31m </script>"
JSON = {"Content-Type": "application/json"}
FILE = {"Content-Type": "application/octet-stream"}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A running app."""
    sock = listen(0)
    threading.Thread(target=serve, args=(Extractor(), sock), daemon=True).start()
    yield sock.getsockname()[1]
    sock.close()


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(port: int, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=60)
    try:
        connection.request(method, path, body, headers or {})
        return Answer(connection.getresponse())
    finally:
        connection.close()


def test_extract_answers_with_the_record(port: int) -> None:
    article = {"text": TEXT, "id": "a", "published": "2020-06-06", "section": "Tin"}
    answer = ask(port, "POST", "/extract", json.dumps(article).encode(), JSON)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.body == to_json(Extractor()(article))


@pytest.mark.parametrize(
    ("body", "headers", "status", "words"),
    [
        (b"{", JSON, 400, "broken JSON"),
        (b"[" * 100_000, JSON, 400, "broken JSON"),
        (b"[]", JSON, 400, "object"),
        (b"{}", JSON, 422, "no field 'text'"),
        (b'{"text": " "}', JSON, 422, "empty"),
        (b'{"text": 5}', JSON, 422, "has to be a string"),
        (b'{"text": "\xff"}', JSON, 400, "broken JSON"),
        (b"x", {"Content-Type": "text/plain"}, 415, "application/json"),
        (b"x", {}, 415, "application/json"),
        (b'{"text": "x"}', {**JSON, "Origin": "http://example.org"}, 403, "own page"),
        (b'{"text": "x"}', {**JSON, "Origin": "null"}, 403, "own page"),
        (b"x" * (MOST_BYTES + 1), JSON, 413, "8 MB"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", FILE, 422, "unknown encoding"),
        (b"\xff\xff\xff\xff", FILE, 422, "encoding"),
        (b"", FILE, 422, "empty"),
    ],
)
def test_errors_are_answered_in_words(port: int, body: bytes, headers: dict[str, str], status: int, words: str) -> None:
    answer = ask(port, "POST", "/show", body, headers)
    assert (answer.status, words in answer.json["error"]) == (status, True), answer.body


def test_an_article_that_takes_too_long_is_told_and_the_app_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    start = (
        "import sys; sys.path[:] = {path!r}; import tests.batch.hostile; from extract.batch.worker import main; main()"
    )
    monkeypatch.setattr(pool, "_START", start)
    sock = listen(0)
    threading.Thread(target=serve, args=(Extractor(), sock), kwargs={"seconds": 2.0}, daemon=True).start()
    port = sock.getsockname()[1]
    late: list[Answer] = []
    body = json.dumps({"text": "hang in C code"}).encode()
    asking = threading.Thread(target=lambda: late.append(ask(port, "POST", "/extract", body, JSON)))
    asking.start()
    assert ask(port, "GET", "/").status == 200  # while the article hangs
    assert not late
    asking.join(60)
    assert (late[0].status, "longer than 2 s" in late[0].json["error"]) == (422, True)
    assert ask(port, "POST", "/extract", json.dumps({"text": "good"}).encode(), JSON).status == 200


def test_unknown_paths_and_methods(port: int) -> None:
    assert ask(port, "GET", "/extract").status == 405
    assert ask(port, "GET", "/../../etc/passwd").status == 404
    assert ask(port, "POST", "/").status == 405


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "0.0.0.0", ""])
def test_other_names_for_this_computer_are_refused(port: int, host: str) -> None:
    for method, path in (("GET", "/"), ("POST", "/show")):
        assert ask(port, method, path, b"{}", {**JSON, "Host": host}).status == 400


def test_page_may_run_only_its_own_script_and_nothing_is_kept(port: int) -> None:
    for path in ("/", "/nothing"):
        headers = ask(port, "GET", path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'sha256-")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_a_file_in_another_encoding_is_read(port: int) -> None:
    text = (SAMPLES / "storm-damage.txt").read_text("utf-8")
    answer = ask(port, "POST", "/show?name=storm.txt", text.encode("utf-16"), FILE).json
    assert answer["view"]["record"]["text"] == text
    assert answer["view"]["entry"]["id"] == "storm.txt"
    assert answer["view"]["record"]["dates"]


def test_it_listens_on_loopback_only_and_says_when_it_cannot(port: int) -> None:
    with pytest.raises(PortError, match=r"--port 0"):
        listen(port)
    sock = listen(0)
    assert sock.getsockname()[0] == "127.0.0.1"
    sock.close()


def test_command_says_where_it_is_and_ends_when_told() -> None:
    command = [sys.executable, "-m", "extract.cli", "serve", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line
        assert b"What does an article say" in ask(int(found[1]), "GET", "/").body
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def watched(browser: Any, port: int) -> Iterator[Watched]:
    watched = Watched(browser, f"http://{LOOPBACK}:{port}/")
    yield watched
    watched.close()
    assert watched.complaints == []


@needs_chromium
def test_pasted_article_is_shown_with_its_finds(watched: Watched, port: int) -> None:
    page = watched.open(f"http://{LOOPBACK}:{port}/")
    page.fill("#paste", (SAMPLES / "police-conference.txt").read_text("utf-8"))
    page.click("button.primary")
    page.wait_for_selector("main mark.k-award")
    assert page.inner_text("#count") == "1 article"
    page.locator("mark.k-title").first.click()
    assert page.locator(".to.chosen").count() == 1
    page.keyboard.press("o")
    page.fill("#paste", TEXT)
    page.fill("#paste-title", "Trao thưởng")
    page.fill("#paste-date", "2020-06-06")
    page.focus("#paste")
    page.keyboard.press("Control+Enter")
    page.wait_for_function("() => document.querySelector('main .headline')?.textContent === 'Trao thưởng'")
    assert page.inner_text("#count") == "2 articles"
    assert page.locator("mark.k-mention").inner_text() == "Lê Văn Mẫu"
    page.fill("#query", '"do khac mien"')
    page.wait_for_function("() => document.getElementById('count').textContent === '1 of 2 articles'")


@needs_chromium
def test_dropped_and_opened_files_are_shown(watched: Watched, port: int) -> None:
    page = watched.open(f"http://{LOOPBACK}:{port}/")
    page.set_input_files("#paste-file", str(SAMPLES / "storm-damage.txt"))
    page.wait_for_selector("main mark")
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        TEXT,
    )
    page.wait_for_function("() => document.querySelector('.facts .id')?.textContent === 'dropped.txt'")
    assert page.inner_text("#count") == "2 articles"


@needs_chromium
def test_what_cannot_be_read_is_said_in_words(browser: Any, port: int) -> None:
    watched = Watched(browser, f"http://{LOOPBACK}:{port}/")
    page = watched.open(f"http://{LOOPBACK}:{port}/")
    page.click("button.primary")
    assert "no text" in page.inner_text(".status")
    page.set_input_files(
        "#paste-file", {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"}
    )
    page.wait_for_function("() => document.querySelector('.status').textContent.includes('unknown encoding')")
    big = {"name": "big.txt", "mimeType": "text/plain", "buffer": b"x" * (MOST_BYTES + 1)}
    page.set_input_files("#paste-file", big)
    page.wait_for_function("() => document.querySelector('.status').textContent.includes('at most 8 MB')")
    watched.close()
    # The browser itself names the refused request; nothing else may be there.
    assert all("422" in complaint for complaint in watched.complaints), watched.complaints


@needs_chromium
def test_hostile_article_of_five_megabytes_is_shown_as_it_is(watched: Watched, port: int, tmp_path: Path) -> None:
    """Nothing in it runs, and what its finds are made of is shown too."""
    line = HOSTILE + " và một câu dài của bài báo về thời tiết ở trong vùng " * 40 + "Ngày 5/6/2020 😀\n"
    text = line * (5_000_000 // len(line.encode()) + 1)
    assert len(text.encode()) > 5_000_000
    path = tmp_path / "long.txt"
    path.write_bytes(text.encode())
    page = watched.open(f"http://{LOOPBACK}:{port}/")
    page.set_default_timeout(60_000)
    page.set_input_files("#paste-file", str(path))
    page.wait_for_selector("main mark")
    shown = page.locator(".text p").first
    assert shown.inner_text().startswith("<script>alert('text')</script><img src=x onerror=alert(1)> \"'&lt;")
    assert [one.get_attribute("data-name") for one in shown.locator(".control").all()] == [
        "RLO",
        "PDF",
        "U+0000",
        "U+001B",
    ]
    assert page.locator("main img").count() == 0
    assert page.evaluate("document.querySelectorAll('*').length") < 20_000
    assert page.locator("mark.k-date", has_text="Ngày 5/6/2020").count() >= 1

"""The local app: over the wire, and in a real browser."""

import gzip
import http.client
import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from extract import Extractor
from extract.batch import pool
from extract.cli import main
from extract.io.gold import gold as read_gold
from extract.record import dumps, loads, to_json
from extract.serve import LOOPBACK, MOST_BYTES, PortError, listen, serve
from extract.serve.jobs import Job, Jobs
from tests.report.browser import Watched, needs_chromium, violations
from tests.report.conftest import SAMPLES, records_in

TEXT = "Chiều 5/6/2020 😀, Thiếu tướng Lê Văn Mẫu trao Bằng khen cho 12 cá nhân."
HOSTILE = "<script>alert('text')</script><img src=x onerror=alert(1)> \"'&lt; \u202edcba\u202c \x00\x1b[31m </script>"
JSON = {"Content-Type": "application/json"}
FILE = {"Content-Type": "application/octet-stream"}


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the running app keeps corrections."""
    return tmp_path_factory.mktemp("app") / "gold"


@pytest.fixture(scope="module")
def port(gold: Path) -> Iterator[int]:
    """A running app."""
    sock = listen(0)
    threading.Thread(target=serve, args=(Extractor(), sock), kwargs={"gold": gold}, daemon=True).start()
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
        (b"x", FILE, 415, "application/json"),
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


def sent(port: int, name: str, body: bytes) -> Any:
    """What becomes of a file: what is told of it at its end, and under `report` its report's address."""
    job = ask(port, "POST", f"/files?name={quote(name)}", body, FILE).json["job"]
    for _ in range(600):
        told = ask(port, "GET", f"/jobs/{job}").json
        if told["state"] in ("done", "failed", "stopped"):
            return told | {"report": f"/reports/{job}"}
        time.sleep(0.1)
    raise AssertionError(told)


def test_a_file_with_one_article_is_shown_whatever_its_encoding(port: int) -> None:
    text = (SAMPLES / "storm-damage.txt").read_text("utf-8")
    told = sent(port, "storm.txt", text.encode("utf-16"))
    assert (told["state"], told["articles"]) == ("done", 1)
    assert told["view"]["record"]["text"] == text
    assert told["view"]["record"]["dates"]
    assert all(rule["origin"].startswith("rules/") for rule in told["rules"].values())


@pytest.mark.parametrize("name", ["dump.jsonl.gz", "../../etc/dump.jsonl.gz", ".jsonl.gz"])
def test_a_dump_goes_through_the_batch_and_ends_in_a_report(port: int, name: str) -> None:
    lines = [{"id": f"a{number}", "text": f"{TEXT} Bài {number}."} for number in range(30)]
    body = "".join(json.dumps(line) + "\n" for line in lines) + "{broken\n"
    told = sent(port, name, gzip.compress(body.encode()))
    assert (told["state"], told["articles"], told["rejected"], told["view"]) == ("done", 30, 1, None)
    assert re.fullmatch(r"[\w.]+:31: .*", told["rejects"][0]), told["rejects"]
    answer = ask(port, "GET", told["report"])
    assert "connect-src 'none'" in answer.headers["content-security-policy"]
    assert [record["id"] for record in records_in(answer.body.decode())] == [line["id"] for line in lines]


def test_records_open_as_a_report(port: int) -> None:
    extractor = Extractor()
    records = [extractor({"id": name, "text": TEXT}) for name in "ab"]
    told = sent(port, "records.jsonl", b"".join(to_json(record) + b"\n" for record in records))
    assert (told["state"], told["articles"]) == ("done", 2)
    assert records_in(ask(port, "GET", told["report"]).body.decode()) == [json.loads(to_json(one)) for one in records]


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png"),
        ("a.txt", b"\xff\xff\xff\xff", "encoding"),
        ("a.txt", b"", "empty"),
        ("a.jsonl", b"{}\n", "text"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(port: int, name: str, body: bytes, words: str) -> None:
    told = sent(port, name, body)
    assert told["state"] == "failed"
    assert words in told["error"]
    assert "/tmp" not in told["error"]
    assert ask(port, "GET", told["report"]).status == 404


def test_a_file_can_be_stopped(port: int) -> None:
    body = "".join(json.dumps({"text": f"{TEXT} {number}"}) + "\n" for number in range(20_000)).encode()
    job = ask(port, "POST", "/files?name=a.jsonl", body, FILE).json["job"]
    assert ask(port, "DELETE", f"/jobs/{job}", headers={"Origin": "http://example.org"}).status == 403
    assert ask(port, "DELETE", f"/jobs/{job}").status == 200
    for _ in range(300):
        if ask(port, "GET", f"/jobs/{job}").json["state"] == "stopped":
            return
        time.sleep(0.1)
    raise AssertionError("it goes on")


def test_of_a_file_that_is_too_large_nothing_stays(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[str, Job]] = []
    add = Jobs.add

    def noted(jobs: Jobs, name: str) -> tuple[str, Job]:
        made.append(add(jobs, name))
        return made[-1]

    monkeypatch.setattr(Jobs, "add", noted)
    monkeypatch.setattr(sys.modules[serve.__module__], "MOST_FILE_BYTES", 3)
    assert ask(port, "POST", "/files?name=a.txt", b"four", FILE).status == 413
    [(key, job)] = made
    assert not job.path.parent.exists()
    assert ask(port, "GET", f"/jobs/{key}").status == 404


def test_other_sites_send_no_files_and_guess_none(port: int) -> None:
    assert ask(port, "POST", "/files?name=a.txt", b"x", {**FILE, "Origin": "http://example.org"}).status == 403
    assert ask(port, "POST", "/files?name=a.txt", b"x", {"Content-Type": "text/plain"}).status == 415
    for path in ("/jobs/1", "/reports/1", "/reports/..%2f..%2fetc%2fpasswd"):
        assert ask(port, "GET", path).status == 404


def test_why_tells_what_the_grammars_tried(port: int) -> None:
    text = "Ông Lê Văn Mẫu, Giám đốc Sở Tài chính tỉnh Hà Giang, phát biểu."
    body = json.dumps({"text": text, "offset": text.index("Sở")}).encode()
    (trace,) = ask(port, "POST", "/why", body, JSON).json
    assert trace == loads(dumps(Extractor().why(text, text.index("Sở"))[0]))
    for offset in (-1, len(text), None, "x"):
        assert ask(port, "POST", "/why", json.dumps({"text": text, "offset": offset}).encode(), JSON).status == 422


def test_a_corrected_record_is_kept_as_gold_that_is_scored(port: int, gold: Path, tmp_path: Path) -> None:
    record = Extractor()({"id": "báo/1", "text": TEXT})
    record.text = TEXT
    record.dates.clear()
    answer = ask(port, "POST", "/gold?kinds=officials,dates,awards", to_json(record), JSON).json
    (path,) = gold.glob("*.json")
    assert answer["kept"] == path.name
    (kept,) = (one for one in read_gold(str(gold)))
    assert [official.name for official in kept.record.officials] == ["Lê Văn Mẫu"]
    assert json.loads(path.read_text("utf-8"))["gold"]["officials"][0]["titles"] == ["Thiếu tướng"]
    assert kept.record.dates == []
    assert {"officials", "dates", "awards", "awards.presenter"} <= kept.stated
    assert kept.stated.isdisjoint({"documents", "statistics", "own"})
    assert kept.record.awards[0].presenter == kept.record.officials[0].id
    found = tmp_path / "records.jsonl"
    found.write_bytes(to_json(Extractor()({"id": "báo/1", "text": TEXT})) + b"\n")
    done = CliRunner().invoke(main, ["score", str(gold), str(found), "--json"])
    assert done.exit_code == 0, done.output
    for kinds in ("", "?kinds=", "?kinds=people"):
        assert "looked through" in ask(port, "POST", f"/gold{kinds}", to_json(record), JSON).json["error"]
    record.awards[0].start += 1
    assert "where it says" in ask(port, "POST", "/gold?kinds=awards", to_json(record), JSON).json["error"]
    assert ask(port, "POST", "/gold?kinds=dates", b'{"id": 5}', JSON).status == 422


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
        assert b"vn-extract" in ask(int(found[1]), "GET", "/").body
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
def test_an_example_is_read_explained_shown_as_json_and_changed(browser: Any, port: int) -> None:
    home = f"http://{LOOPBACK}:{port}/"
    watched = Watched(browser, home, permissions=["clipboard-read", "clipboard-write"])
    page = watched.open(home)
    assert violations(page) == []
    page.click("#example")
    page.click("button.primary")
    page.locator("mark.k-title", has_text="Thứ trưởng Bộ Công an").first.click()
    page.locator(".panel button", has_text="Why?").click()
    page.wait_for_selector(".trace .token")
    assert "scope." in page.inner_text(".trace")
    page.click("#json-open")
    record = json.loads(page.inner_text("#json-text"))
    assert record["officials"][0]["titles"][1]["text"] == "Thứ trưởng Bộ Công an"
    assert violations(page) == []
    page.click("#json-copy")
    page.wait_for_function("() => document.getElementById('json-told').textContent === 'Copied'")
    assert json.loads(page.evaluate("navigator.clipboard.readText()")) == record
    with page.expect_download() as download:
        page.click("#json-save")
    assert json.loads(Path(download.value.path()).read_bytes()) == record
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Change the text").click()
    assert page.input_value("#paste") == record["text"]
    assert page.input_value("#paste-title") == record["title"]
    assert page.input_value("#paste-date") == record["published"]
    watched.close()
    assert watched.complaints == []


@needs_chromium
def test_finds_are_added_changed_and_removed_and_kept_as_gold(watched: Watched, port: int, gold: Path) -> None:
    """By mouse and by keyboard; the text has a character that two units of UTF-16 stand for."""
    page = watched.open(f"http://{LOOPBACK}:{port}/")
    page.fill(
        "#paste", f"{TEXT} Theo Nghị định 15/2020/NĐ-CP, hội nghị của Sở Y tế bàn về dịch bệnh. Hội nghị đã xong."
    )
    page.fill("#paste-title", "Sửa")
    page.click("button.primary")
    page.click("#correct")
    page.locator("mark.k-statistic").first.click()
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1440, "height": 900})
    page.fill("#field-subject", "cá nhân tiêu biểu")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('field-subject')?.value === 'cá nhân tiêu biểu'")
    page.locator("mark.k-mention").first.click()
    page.fill("#field-name", "Lê Văn Mẫu (con)")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.g-people th .to')?.textContent === 'Lê Văn Mẫu (con)'")
    page.locator("mark.k-date").first.focus()
    page.keyboard.press("Enter")
    page.locator("mark.k-date").first.focus()
    page.keyboard.press("Delete")
    page.wait_for_function("() => !document.querySelector('mark.k-date')")
    page.locator("mark.k-document").click()
    page.click("#remove")
    page.wait_for_function("() => !document.querySelector('mark.k-document')")
    page.evaluate(
        """() => {
            const node = [...document.querySelectorAll(".text p")].pop().lastChild;
            const start = node.data.indexOf("Sở Y tế");
            getSelection().setBaseAndExtent(node, start, node, start + 5);
        }"""
    )
    page.keyboard.press("5")
    page.wait_for_function("() => document.querySelector('mark.chosen')?.textContent === 'Sở Y'")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_function("() => document.querySelector('mark.chosen')?.textContent === 'Sở Y tế'")
    page.fill("#new-words", "Hội nghị")
    page.click("[data-add=date]")
    page.wait_for_function("() => document.querySelector('mark.chosen')?.textContent === 'Hội nghị'")
    page.click("#keep")
    page.wait_for_function("() => document.querySelector('.correcting')?.textContent.includes('Kept as')")
    assert page.inner_text(".row .g-awards").split() == ["A", "2"]
    (kept,) = (one for one in read_gold(str(gold)) if one.record.title == "Sửa")
    assert [date.text for date in kept.record.dates] == ["Hội nghị"]
    assert [award.text for award in kept.record.awards] == ["Bằng khen", "Sở Y tế"]
    assert [figure.subject for figure in kept.record.statistics] == ["cá nhân tiêu biểu"]
    assert [official.name for official in kept.record.officials] == ["Lê Văn Mẫu (con)"]
    assert kept.record.documents == []


@needs_chromium
def test_lines_not_drawn_anew_yet_need_no_sideways_scrolling(watched: Watched, port: int) -> None:
    """A browser reports a new size some time after it has laid the page out."""
    watched.page.add_init_script("window.ResizeObserver = class { observe() {} disconnect() {} }")
    page = watched.open(f"http://{LOOPBACK}:{port}/")
    page.fill("#paste", TEXT)
    page.click("button.primary")
    page.locator("mark.k-award").first.click()
    page.wait_for_selector(".lines path")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@needs_chromium
def test_dropped_and_opened_files_are_shown_and_what_cannot_be_read_is_said(browser: Any, port: int) -> None:
    home = f"http://{LOOPBACK}:{port}/"
    watched = Watched(browser, home)
    page = watched.open(home)
    page.click("button.primary")
    assert "no text" in page.inner_text(".status")
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
    page.wait_for_function("() => document.querySelector('main .headline')?.textContent.startsWith('Chiều 5/6/2020')")
    assert page.inner_text("#count") == "2 articles"
    page.keyboard.press("o")
    png = {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    dump = "".join(json.dumps({"id": f"a{number}", "text": f"{TEXT} {number}"}) + "\n" for number in range(40))
    page.set_input_files("#paste-file", [png, {"name": "a.jsonl", "mimeType": "x/y", "buffer": dump.encode()}])
    assert page.locator(".jobs progress").count() == 2
    page.wait_for_selector(".jobs .wrong")
    assert "unknown format" in page.inner_text(".jobs .wrong")
    page.wait_for_selector(".jobs a")
    assert page.inner_text(".jobs a") == "Open the report of 40 articles"
    report = watched.open(home + str(page.get_attribute(".jobs a", "href")))
    assert report.inner_text("#count") == "40 articles"
    report.locator(".row").first.click()
    report.wait_for_selector("main mark")
    watched.close()
    assert watched.complaints == []


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


@needs_chromium
def test_periods_bases_presenters_and_documents_are_corrected(watched: Watched, port: int, gold: Path) -> None:
    """Only of what somebody has looked through does gold say what there is."""
    page = watched.open(f"http://{LOOPBACK}:{port}/")
    page.fill(
        "#paste",
        f"{TEXT} Năm 2019, sản lượng tăng 5% so với mức của tỉnh. Bà Lò Thị Sen, Giám đốc Sở Y tế, nêu Nghị định "
        "15/2020/NĐ-CP và Nghị định 16/2020/NĐ-CP.",
    )
    page.fill("#paste-title", "Liên kết")
    page.click("button.primary")
    page.click("#correct")

    def chosen(words: str, kind: str) -> None:
        page.locator(f"mark.k-{kind}", has_text=words).first.click()
        page.wait_for_selector("#remove")

    @contextmanager
    def changing() -> Iterator[None]:
        """What is done in it changes the record: wait until the page shows it."""
        page.evaluate("document.querySelector('.correcting').dataset.before = 'yes'")
        yield
        page.wait_for_function("() => document.querySelector('.correcting:not([data-before])')")

    def write(field: str, words: str) -> None:
        page.fill(f"#field-{field}", words)
        page.keyboard.press("Enter")

    chosen("5%", "statistic")
    with changing():
        page.select_option("#field-period", label="Chiều 5/6/2020 (2020-06-05TAF)")
    write("base", "mức của huyện")
    assert (
        page.evaluate("document.getElementById('field-base').validationMessage") == "These words are not in the text."
    )
    with changing():
        write("base", "mức của tỉnh")
    chosen("Bằng khen", "award")
    with changing():
        page.select_option("#field-presenter", label="Lò Thị Sen")
    with changing():
        write("reason", "thành tích")
    chosen("Nghị định 16", "document")
    with changing():
        write("issuer", "Bộ Y tế")
    with changing():
        write("year", "2021")
    page.fill("#new-words", "Sở Y tế, nêu")
    with changing():
        page.click("[data-add=document]")
    with changing():
        page.select_option("#field-document", label="Nghị định 15/2020/NĐ-CP")
    assert page.locator("#field-document option").count() == 3
    with changing():
        page.click("#remove")
    assert violations(page) == []
    ticked = page.locator("[name=looked]")
    assert {box.get_attribute("value"): box.is_checked() for box in ticked.all()} == {
        "officials": True,
        "dates": True,
        "statistics": True,
        "awards": True,
        "documents": True,
    }
    page.uncheck("[name=looked][value=documents]")
    page.click("#keep")
    page.wait_for_selector(".correcting [role=status]:text('Kept as')")
    (kept,) = (one for one in read_gold(str(gold)) if one.record.title == "Liên kết")
    assert "documents" not in kept.stated
    (figure,) = (one for one in kept.record.statistics if one.text == "5%")
    assert (figure.period, figure.base and figure.base.text) == (0, "mức của tỉnh")
    people = {one.id: one.name for one in kept.record.officials}
    assert [people[one.presenter or ""] for one in kept.record.awards] == ["Lò Thị Sen"]
    page.check("[name=looked][value=documents]")
    with page.expect_response("**/gold?*"):
        page.click("#keep")
    (kept,) = (one for one in read_gold(str(gold)) if one.record.title == "Liên kết")
    assert [(one.number, one.year, one.issuer) for one in kept.record.documents] == [
        ("15", 2020, "Chính phủ"),
        ("16", 2021, "Bộ Y tế"),
    ]
    chosen("Bằng khen", "award")
    with changing():
        page.click("#remove")
    with page.expect_response("**/gold?*"):
        page.click("#keep")
    (kept,) = (one for one in read_gold(str(gold)) if one.record.title == "Liên kết")
    assert "awards" in kept.stated and not kept.record.awards
    for box in ticked.all():
        box.uncheck()
    page.click("#keep")
    page.wait_for_selector(".correcting [role=status]:text('Tick what you have looked through')")

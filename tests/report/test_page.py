"""The page as a file: nothing of the data can become markup or leave it, and nothing is asked of the network."""

import io
import json
from html.parser import HTMLParser

import pytest
import regex

from extract.lexicon import default_lexicon
from extract.record import Date, Record
from extract.report import app_page, policy, view, write_report

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>&lt;/script&gt;",
    "\u2028\u2029\x00\x1b[31m",
    "\u202eabc\u202c \u2066x\u2069",
    "\ud83d lone",
    "\"quotes\" 'single' `back` ${x} {{script}} {{title}}",
]


def page_of(text: str) -> str:
    record = Record(
        id=text, title=text, dates=[Date(text=text, start=0, end=len(text), rule=text, type="date", value="x")]
    )
    out = io.BytesIO()
    write_report(out, [view(record, text)], title=text, lexicon=default_lexicon())
    return out.getvalue().decode()


class Elements(HTMLParser):
    """The page's script elements, by id, and the names of all elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.scripts: dict[str | None, str] = {}
        self._script: str | None = None
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        if self._inside:
            raise AssertionError("an element inside a script")
        self._inside = tag == "script"
        self._script = dict(attrs).get("id")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[self._script] = self.scripts.get(self._script, "") + data


@pytest.mark.parametrize("text", HOSTILE)
def test_data_stays_data(text: str) -> None:
    hostile, harmless = Elements(page_of(text)), Elements(page_of("x"))
    assert hostile.names == harmless.names
    record = json.loads(hostile.scripts["article-0"])
    assert (record["text"], record["title"], record["dates"][0]["text"]) == (text, text, text)
    assert json.loads(hostile.scripts["index"])["entries"][0]["id"] == text
    assert hostile.scripts[None] == harmless.scripts[None]


def test_page_names_no_address() -> None:
    page = page_of("x")
    assert set(regex.findall(r"https?://[^\s\"'`)]+", page)) <= {"http://www.w3.org/2000/svg", r"https?:\/\/"}
    assert not regex.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=(?!\"data:)", page)


def test_policy_lets_only_the_pages_own_script_run() -> None:
    for app in (False, True):
        header, meta = policy(app=app)
        assert "unsafe" not in header
        assert header.startswith("default-src 'none'; script-src 'sha256-")
        assert "frame-ancestors 'none'" in header
        assert "frame-ancestors" not in meta
        assert ("connect-src 'self'" in header) == app


def test_same_records_give_the_same_bytes() -> None:
    assert page_of("Một bài") == page_of("Một bài")


def test_app_page_is_the_report_without_articles() -> None:
    elements = Elements(app_page("vn-extract", most_bytes=5).decode())
    assert json.loads(elements.scripts["index"]) == {
        "settings": {"title": "vn-extract", "app": True, "most_bytes": 5},
        "entries": [],
        "rules": {},
    }

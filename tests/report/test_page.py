"""The page as a file: nothing of the data can become markup or leave it, and nothing is asked of the network."""

import io
import json
from html.parser import HTMLParser
from importlib.resources import files

import pytest
import regex

from extract import Extractor
from extract.lexicon import default_lexicon
from extract.record import Date, Record, to_json
from extract.report import app_page, policy, view, write_report
from extract.report.facets import TABLES
from extract.report.words import Words
from tests.report.conftest import held, records_in

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
        id=text,
        title=text,
        text=text,
        dates=[Date(text=text, start=0, end=len(text), rule=text, type="date", value="x")],
    )
    return page([record], text)


def page(records: list[Record], title: str = "x") -> str:
    out = io.BytesIO()
    write_report(out, [view(record, record.text) for record in records], title=title, lexicon=default_lexicon())
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
    assert hostile.scripts[None] == harmless.scripts[None]
    (record,) = records_in(page_of(text))
    assert (record["text"], record["title"], record["dates"][0]["text"]) == (text, text, text)
    assert json.loads(held(page_of(text))["entries"])["entries"][0]["id"] == text


def test_records_are_held_byte_for_byte() -> None:
    """What the page saves is what the run wrote."""
    record = Extractor()({"id": "a", "text": "Chiều 5/6/2020 😀, tăng 7,0% so với năm 2019."})
    record.text = "Chiều 5/6/2020 😀, tăng 7,0% so với năm 2019."
    line = to_json(record)
    assert held(page([record]))["part-0"] == line


def test_many_records_are_parted() -> None:
    parts = held(page([Record(id=str(number), text="Một bài dài. " * 1000) for number in range(30)]))
    assert sum(name.startswith("part-") for name in parts) > 1
    assert [record["id"] for record in records_in(page([Record(id="a"), Record(id="b")]))] == ["a", "b"]


def test_index_of_words_names_the_articles_of_each() -> None:
    texts = ["Hà Nội, Việt Nam", "Nam Định", "Hà Nam"]
    parts = held(page([Record(id=f"x{number}", text=text) for number, text in enumerate(texts)]))
    found: dict[str, list[int]] = {}
    numbers = iter(parts["places"])
    for word in parts["words"].decode().split("\n"):
        place = 0
        found[word] = [place := place + next(numbers) for _ in range(next(numbers))]
    assert (found["nam"], found["hà"], found["định"], found["x1"]) == ([0, 1, 2], [0, 2], [1], [1])


def test_long_steps_in_the_index() -> None:
    words = Words()
    for article in (0, 127, 128, 300, 70_000):
        words.add(article, ["Hà"])
    assert words.packed() == (["hà"], bytes((5, 0, 127, 1, 172, 1, 0xC4, 0xA0, 4)))


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


def test_everything_that_the_page_says_is_said_in_both_languages() -> None:
    template = files("extract.report") / "template"
    scripts = {one.name: one.read_text("utf-8") for one in template.iterdir() if one.name.endswith((".js", ".html"))}
    english, vietnamese = regex.fullmatch(
        r".*?  en: \{\n(.*?)\n  \},\n  vi: \{\n(.*?)\n  \},\n\};.*", scripts["said.js"], regex.DOTALL
    ).groups()
    said = [set(regex.findall(r'(\w+): (?=["(])', words)) for words in (english, vietnamese)]
    assert said[0] == said[1]
    asked = r'(?:\bt\(|data-(?:said|label|placeholder)"?[:=] ?)"(\w+)"'
    assert {name for text in scripts.values() for name in regex.findall(asked, text)} - {"state_"} <= said[0]
    assert {facet for columns in TABLES.values() for facet in columns} <= said[0]


def test_same_records_give_the_same_bytes() -> None:
    assert page_of("Một bài") == page_of("Một bài")


def test_app_page_is_the_report_without_articles() -> None:
    index = json.loads(Elements(app_page("vn-extract", most_bytes=5).decode()).scripts["index"])
    assert index["settings"] == {"title": "vn-extract", "app": True, "most_bytes": 5}
    assert index["parts"] == []
    assert records_in(app_page("vn-extract").decode()) == []

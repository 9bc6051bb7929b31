"""What a notebook shows is well-formed, escaped, and small even for a large article."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from extract import Extractor, Record
from extract.integrations.notebook import SHOWN_ROWS, SHOWN_TEXT

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples").glob("*.txt"))
HOSTILE = "<script>alert('x')</script> & \"ngày\" \u202engày 5/6/2020\x00 tăng 5% </pre></div>\ud83d. "


class Page(HTMLParser):
    """The text of the first <pre>, all tags, and every mark's class, hint and text; fails on tags left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.pre = ""
        self.marks: list[list[str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "br":
            self.open.append(tag)
        if tag == "mark" and "pre" in self.open:
            values = dict(attrs)
            self.marks.append([values["class"] or "", values["title"] or "", ""])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "pre" in self.open and "small" not in self.open:
            self.pre += data
            if "mark" in self.open:
                self.marks[-1][2] += data


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_text_is_shown_whole_with_every_find_marked(extractor: Extractor, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    record = extractor(text, with_text=True)
    page = Page(record._repr_html_())
    assert page.pre == text.replace("\r", "\ufffd")
    marked = {line for _, hint, _ in page.marks for line in hint.split("\n")}
    for kind, item in record.items():
        assert any(hint.startswith(f"{kind}: ") and f"[{item.rule}]" in hint for hint in marked), (kind, item)


def test_hovering_says_value_and_rule(extractor: Extractor) -> None:
    page = Page(extractor("Họp ngày 5/6/2020.", with_text=True)._repr_html_())
    ((kind, hint, text),) = page.marks
    assert (kind, text) == ("vnx-date", "ngày 5/6/2020")
    assert hint.startswith("date: 2020-06-05 [date.")


def test_a_figure_says_what_it_measures_and_of_whom(extractor: Extractor) -> None:
    record = extractor("Tỷ lệ hộ nghèo của xã Mẫu còn 3,4%.")
    record.statistics[0].subject, record.statistics[0].entity = "Tỷ lệ hộ nghèo", "xã Mẫu"
    html = record._repr_html_()
    assert "<td>Tỷ lệ hộ nghèo</td>" in html
    assert "<td>xã Mẫu</td>" in html


def test_what_comes_from_an_article_is_escaped(extractor: Extractor) -> None:
    record = extractor({"text": HOSTILE, "title": HOSTILE, "author": HOSTILE, "id": "<b>"}, with_text=True)
    assert record.statistics
    html = record._repr_html_()
    html.encode()
    page = Page(html)
    assert not {"script", "b>"} & set(page.tags)
    assert "\u202e" not in html
    assert "\x00" not in html
    assert page.pre == HOSTILE.replace("\u202e", "\ufffd").replace("\x00", "\ufffd").replace("\ud83d", "\ufffd")


def test_a_large_article_is_cut(extractor: Extractor) -> None:
    text = "Tăng 5% năm 2019. " * 5000
    html = extractor(text, with_text=True)._repr_html_()
    page = Page(html)
    assert page.pre == text[:SHOWN_TEXT]
    assert f"{len(text) - SHOWN_TEXT:,} characters more" in html
    assert page.tags.count("tr") == 2 + 2 * SHOWN_ROWS


def test_without_the_text_there_are_tables_alone(extractor: Extractor) -> None:
    record = extractor("Họp ngày 5/6/2020.")
    assert record.text is None
    assert "pre" not in Page(record._repr_html_()).tags
    assert "2020-06-05" in record._repr_html_()
    assert "table" not in Page(Record(id="a", warnings=["published unknown"])._repr_html_()).tags


def test_an_extractor_says_what_rules_it_has(extractor: Extractor) -> None:
    html = extractor._repr_html_()
    Page(html)
    assert f"{len(extractor.lexicon):,} rules and entries; names by crf" in html
    assert "<td>awards</td>" in html
    assert "names by rules alone" in Extractor(ner=None)._repr_html_()

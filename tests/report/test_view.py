"""The entries of the index: what lists, filters and the search know of an article."""

from typing import Any

import pytest

from extract import Extractor
from extract.lexicon import default_lexicon
from extract.looks import GROUPS
from extract.record import Record
from extract.report.view import fits, rules_of, searched, view

TEXT = "Chiều 5/6/2020 😀, Thiếu tướng Lê Văn Mẫu 🇻🇳 trao Bằng khen cho 12 cá nhân."


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def test_text_has_to_be_the_records_own(extractor: Extractor) -> None:
    record = extractor(TEXT)
    assert fits(record, TEXT)
    assert not fits(record, " " + TEXT)
    assert not fits(record, "")


def test_entry_says_what_lists_and_filters_need(extractor: Extractor) -> None:
    entry = view(extractor({"text": TEXT, "id": "a", "title": "Trao thưởng", "published": "2020-06-06"}), TEXT).entry
    assert entry.counts == [1, 1, 1, 1, 1, 0, 0]
    assert entry.rows == {
        "article": [(None, None, "2020")],
        "titles": [("Lê Văn Mẫu", "Thiếu tướng", None, None, None, "rank")],
        "statistics": [("count", "cá nhân", None)],
        "awards": [("Bằng khen", None)],
    }
    assert entry.spans == [("2020-06-05", "2020-06-05")]
    assert (entry.id, entry.title, entry.published) == ("a", "Trao thưởng", "2020-06-06")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Một  hai\nba.", "Một hai ba."),
        ("từ " * 100, "từ " * 29 + "…"),
        ("x" * 5000, "…"),
        (None, None),
    ],
)
def test_entry_without_headline_begins_like_the_text(text: str | None, title: str | None) -> None:
    assert view(Record(id="a"), text).entry.title == title


def test_rules_come_with_their_place_and_comment(extractor: Extractor) -> None:
    record = extractor(TEXT)
    lexicon = default_lexicon()
    rules = rules_of(record, lexicon)
    assert set(rules) == {item.rule for _, item in record.items() if item.rule in lexicon}
    assert all(rule.origin.startswith("rules/") for rule in rules.values())


def test_documents_are_counted_once_and_told_by_their_number(extractor: Extractor) -> None:
    text = "Chính phủ ban hành Nghị định 15/2020/NĐ-CP. Theo khoản 2 Điều 15 Nghị định 15, mức phạt tăng."
    entry = view(extractor(text), text).entry
    assert entry.rows["documents"] == [("Nghị định 15/2020/NĐ-CP", "Chính phủ")]
    assert entry.counts[list(GROUPS).index("documents")] == 1


def test_where_an_office_is(extractor: Extractor) -> None:
    record = extractor("Ông Lê Văn Mẫu, Giám đốc Công an tỉnh Hà Giang, và ông Joe Bide, Tổng thống Mỹ, gặp nhau.")
    (*_, place, province, _), (*_, country, nowhere, _) = view(record, None).entry.rows["titles"]
    assert (place, province, country, nowhere) == ("tỉnh Hà Giang", "tỉnh Tuyên Quang", "Mỹ", None)


@pytest.mark.parametrize(
    ("source", "url", "expected"),
    [
        ({"source": "Báo Mẫu", "section": "Thời sự"}, None, ("Báo Mẫu", "Thời sự", None)),
        ({"category": "Thể thao"}, "https://bao.example/a.html", ("bao.example", "Thể thao", None)),
        ({"source": 5, "section": " "}, None, None),
    ],
)
def test_where_an_article_is_from(source: dict[str, Any], url: str | None, expected: Any) -> None:
    rows = view(Record(id="a", source=source, url=url), None).entry.rows
    assert rows == ({"article": [expected]} if expected else {})


def test_the_search_looks_through_texts_and_what_was_found(extractor: Extractor) -> None:
    shown = view(extractor({"text": TEXT, "id": "a", "title": "Trao thưởng"}), TEXT)
    assert searched(shown)[:3] == [TEXT, "Trao thưởng", "a"]
    assert {"Lê Văn Mẫu", "Thiếu tướng", "Bằng khen", "cá nhân"} <= set(searched(shown))

"""Offsets as JavaScript counts them, and the entries of the index."""

import pytest

from extract import Extractor
from extract.lexicon import default_lexicon
from extract.record import Record
from extract.report.view import fits, rules_of, view

TEXT = "Chiều 5/6/2020 😀, Thiếu tướng Lê Văn Mẫu 🇻🇳 trao Bằng khen cho 12 cá nhân."


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("text", [TEXT, "😀" + TEXT, TEXT.replace("😀", ""), TEXT.replace("😀", "\ud83d")])
def test_offsets_count_utf16_units(extractor: Extractor, text: str) -> None:
    shown = view(extractor(text), text)
    units = text.encode("utf-16-le", "surrogatepass")
    items = shown.record.items()
    assert {kind for kind, _ in items} >= {"mention", "title", "date", "statistic", "award"}
    for _, item in items:
        assert units[2 * item.start : 2 * item.end] == item.text.encode("utf-16-le", "surrogatepass")


def test_text_has_to_be_the_records_own(extractor: Extractor) -> None:
    record = extractor(TEXT)
    assert fits(record, TEXT)
    assert not fits(record, " " + TEXT)
    assert not fits(record, "")


def test_entry_says_what_lists_and_filters_need(extractor: Extractor) -> None:
    entry = view(extractor({"text": TEXT, "id": "a", "title": "Trao thưởng", "published": "2020-06-06"}), TEXT).entry
    assert entry.counts == (1, 1, 1, 1, 1)
    assert entry.people == [("Lê Văn Mẫu", [("Thiếu tướng", None)])]
    assert [name for name, _, _ in entry.awards] == ["Bằng khen"]
    assert entry.spans == [("2020-06-05", "2020-06-05")]
    assert entry.figures == {"count": 1}
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

"""Documents: mentions, numbers, issuers, and which mentions are one document's, from tables of examples."""

from typing import Any

import pytest
import regex

from extract import Extractor, Lexicon
from extract.kinds.documents import DocumentExtractor
from extract.record import DocumentMention, LegalDocument
from tests.kinds.tables import rows, stated, values

MARK = regex.compile(r"\[(?P<span>[^\[\]]+)\]\{(?P<document>D\d+)(?: \| (?P<fields>[^{}]*))?\}")
Mentions = list[tuple[int, int, str, dict[str, Any]]]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def expected(line: str) -> tuple[str, Mentions, dict[str, dict[str, Any]]]:
    """The plain text of a marked line, its mentions with their documents, and the stated fields of these."""
    plain, read = "", 0
    mentions: Mentions = []
    documents: dict[str, dict[str, Any]] = {}
    for mark in MARK.finditer(line):
        plain += line[read : mark.start()]
        read = mark.end()
        parts = (mark["fields"] or "").split(" | ") if mark["fields"] else []
        own = [part for part in parts if part.startswith("provision")]
        start, plain = len(plain), plain + mark["span"]
        mentions.append((start, len(plain), mark["document"], stated(own, DocumentMention)))
        documents.setdefault(mark["document"], {}).update(stated([p for p in parts if p not in own], LegalDocument))
    return plain + line[read:], mentions, documents


@pytest.mark.parametrize("line", rows("documents_examples.txt"))
def test_examples(extractor: Extractor, line: str) -> None:
    text, mentions, wanted = expected(line)
    found = extractor(text).documents
    places = sorted((m.start, m.end, one.id) for one in found for m in one.mentions)
    assert places == [(start, end, document) for start, end, document, _ in mentions]
    by_place = {m.start: m for one in found for m in one.mentions}
    for start, _, _, fields in mentions:
        assert values(by_place[start], fields, text) == fields
    for one in found:
        fields = wanted[one.id]
        assert values(one, fields, text) == fields


@pytest.mark.parametrize("line", rows("documents_negatives.txt"))
def test_negatives(extractor: Extractor, line: str) -> None:
    assert extractor(line).documents == []


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("Nghị định 15/2021/NĐ-BTC đã có.", "its code is that of Bộ Tài chính, but Chính phủ alone issues it"),
        ("Nghị quyết 15/2021/NĐ-CP đã có.", "its code is that of a Nghị định"),
        ("Luật 5/2010/QH15 đã có.", "the National Assembly of its code, number 15, did not sit in 2010"),
        ("Thông tư 32/2091/TT-BTC đã có.", "its year is behind the day of publication"),
        ("Thông tư 32/1931/TT-BTC đã có.", "its year is before 1945"),
        ("Thông tư 32/2019/TT-BTC ngày 5/6/2018 đã có.", "it is said to be of 2018-06-05"),
    ],
)
def test_impossible_numbers_are_warned_of(extractor: Extractor, text: str, warning: str) -> None:
    record = extractor({"text": text, "published": "2022-03-01"})
    assert len(record.documents) == 1
    assert [one.partition("': ")[2] for one in record.warnings if one.startswith("document '")] == [warning]


@pytest.mark.parametrize("text", ["Luật 5/2017/QH14 đã có.", "Nghị định 15/2021/NĐ-CP ngày 5/6/2021 đã có."])
def test_possible_numbers_are_not(extractor: Extractor, text: str) -> None:
    assert extractor({"text": text, "published": "2022-03-01"}).warnings == []


def test_a_law_of_an_article_about_another_country_is_that_countrys(extractor: Extractor) -> None:
    text = "Quốc hội Nhật Bản bàn việc sửa Hiến pháp. Mỹ và Hàn Quốc theo dõi."
    assert [one.issuer for one in extractor(text).documents] == [None]
    text += " Tại Hà Nội, Thông tư 12/2019/TT-BCA được bàn."
    assert [one.issuer for one in extractor(text).documents] == ["Quốc hội", "Bộ Công an"]


def test_a_body_of_ones_own_issues_documents() -> None:
    rule = "{id: my.issuer, class: document.issuer, value: Sở Văn hóa, forms: [SVH]}"
    lexicon = Lexicon.of({"my.yaml": f"group: words\nentries:\n  - {rule}\n"})
    (found,) = Extractor(lexicon=lexicon)("Quyết định 7/QĐ-SVH đã có.").documents
    assert found.issuer == "Sở Văn hóa"


def test_heads_of_bodies_without_end_are_read(extractor: Extractor) -> None:
    (found,) = extractor("Thông tư 5 của " + "Ban " * 3000).documents
    assert found.issuer is not None and len(found.issuer) < 250
    assert len(extractor("Ban ban " * 3000 + "ban hành Thông tư 5.").documents) == 1


@pytest.mark.parametrize("line", rows("documents_decided.txt"))
def test_what_a_document_decides(extractor: Extractor, line: str) -> None:
    """A line marks what a document decides with the document's place among those of the article, or `none`."""
    mark = regex.compile(r"\[(?P<span>[^\[\]]+)\]\{(?P<by>D\d+|none)\}")
    wanted = [(found["span"], None if found["by"] == "none" else found["by"]) for found in mark.finditer(line)]
    assert wanted
    record = extractor(mark.sub(r"\g<span>", line))
    titles = [title for official in record.officials for title in official.titles]
    by = {item.text: item.decided_by for item in (*record.awards, *record.statistics, *titles)}
    assert [(text, by[text]) for text, _ in wanted] == wanted


def test_effort_is_linear(extractor: Extractor) -> None:
    reader = DocumentExtractor(extractor.lexicon)
    assert reader.grammar in extractor.grammars
    text = "Theo khoản 2 Điều 5 Nghị định 15/2020/NĐ-CP của UBND tỉnh Nghệ An, Nghị định 15 và Luật Đất đai. " * 400
    (decree, law) = extractor(text).documents
    assert (len(decree.mentions), len(law.mentions)) == (800, 400)

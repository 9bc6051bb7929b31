"""Officials: persons, titles and mentions from tables of examples, the parts of a title, what a person is called."""

from typing import Any, get_args

import pytest
import regex

from extract.article import Article
from extract.document import Document
from extract.kinds.names import NameTagger
from extract.kinds.officials import OfficialExtractor
from extract.lexicon import default_lexicon
from extract.record import Official, Title, TitleKind
from tests.kinds.tables import rows, stated, values

MARK = regex.compile(r"\{(?P<who>\d) (?P<name>[^:|}]+)(?: \| (?P<fields>[^:}]+))?(?:: (?P<titles>[^}]+))?\}")
ALIASES = {"org": "organization"} | {kind: f"kind={kind}" for kind in get_args(TitleKind)}

Person = tuple[list[tuple[int, str]], dict[str, Any], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def names() -> NameTagger:
    return NameTagger(default_lexicon())


@pytest.fixture(scope="module")
def officials() -> OfficialExtractor:
    return OfficialExtractor(default_lexicon())


def find(names: NameTagger, officials: OfficialExtractor, text: str) -> tuple[Document, list[Official]]:
    document = Document(Article(text=text))
    return document, officials(document, names(document))


def expected(line: str) -> tuple[str, dict[str, Person]]:
    """The text of an example and its officials: where they are named, what is said of them, and their titles."""
    text, read = "", 0
    persons: dict[str, Person] = {}
    for mark in MARK.finditer(line):
        text += line[read : mark.start()]
        mentions, fields, titles = persons.setdefault(mark["who"], ([], {}, []))
        mentions.append((len(text), mark["name"]))
        fields.update(stated(mark["fields"].split(" | ") if mark["fields"] else [], Official))
        titles += [title(words) for words in mark["titles"].split("; ")] if mark["titles"] else []
        text += mark["name"]
        read = mark.end()
    return text + line[read:], persons


def title(words: str) -> dict[str, Any]:
    """The fields of a marked title; one that says its kind says all, so that it is former only where it says so."""
    text, *parts = words.split(" | ")
    fields = stated(parts, Title, ALIASES)
    return {"text": text} | ({"former": False} if "kind" in fields else {}) | fields


def ordered(titles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(titles, key=lambda one: str(one["text"]))


@pytest.mark.parametrize("line", rows("officials_examples.txt"))
def test_examples(line: str, names: NameTagger, officials: OfficialExtractor) -> None:
    text, persons = expected(line)
    document, found = find(names, officials, text)
    assert document.text == text
    by_mentions = {tuple(mentions): (fields, ordered(titles)) for mentions, fields, titles in persons.values()}
    got = {}
    for official in found:
        mentions = tuple((mention.start, text[mention.start : mention.end]) for mention in official.mentions)
        fields, titles = by_mentions.get(mentions, ({}, []))
        got[mentions] = values(official, fields, text), compared(official, titles, text)
    assert got == by_mentions


def compared(official: Official, wanted: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The titles of an official in the fields that are wanted of each."""
    titles = [(text[title.start : title.end], title) for title in official.titles]
    titles.sort(key=lambda one: one[0])
    asked = wanted + [{}] * (len(titles) - len(wanted))
    return [
        values(title, fields, text) | {"text": words} for (words, title), fields in zip(titles, asked, strict=False)
    ]


@pytest.mark.parametrize("text", rows("officials_negatives.txt"))
def test_negatives(text: str, names: NameTagger, officials: OfficialExtractor) -> None:
    document, found = find(names, officials, text)
    assert [[document.text[title.start : title.end] for title in official.titles] for official in found] == []


@pytest.mark.parametrize(
    ("title", "role", "organization", "kind", "former"),
    [
        ("Thượng tá", "Thượng tá", None, "rank", False),
        ("Phó Chủ tịch Thường trực Hội đồng nhân dân tỉnh Cao Bằng", "Phó Chủ tịch Thường trực",
         "Hội đồng nhân dân tỉnh Cao Bằng", "legislature", False),
        ("PCT UBND huyện Mường Lát", "Phó Chủ tịch", "UBND huyện Mường Lát", "state", False),
        ("nguyên Bí thư Tỉnh ủy Bến Tre", "Bí thư", "Tỉnh ủy Bến Tre", "party", True),
        ("cựu Giám đốc Công ty Đại Phát", "Giám đốc", "Công ty Đại Phát", "management", True),
        ("Chủ tịch Hội Nông dân xã", "Chủ tịch", "Hội Nông dân xã", "mass_organization", False),
        ("Chủ tịch Đà Nẵng", "Chủ tịch", "Đà Nẵng", "state", False),
        ("Chánh án TAND tỉnh", "Chánh án", "TAND tỉnh", "judiciary", False),
        ("Bộ trưởng Tài chính Úc", "Bộ trưởng", "Tài chính Úc", "foreign", False),
        ("Đại sứ Việt Nam tại Úc", "Đại sứ", "Việt Nam tại Úc", "state", False),
        ("UVBCT", "Ủy viên", "Bộ Chính trị", "party", False),
        ("đại biểu Quốc hội", "Đại biểu", "Quốc hội", "legislature", False),
        ("Giám đốc của Sở Nội vụ", "Giám đốc", "Sở Nội vụ", "state", False),
        ("Hòa thượng", "Hòa thượng", None, "religious", False),
        ("Quyền Cục trưởng Cục Đê điều", "Quyền Cục trưởng", "Cục Đê điều", "state", False),
        ("tân Chủ tịch UBND phường", "Chủ tịch", "UBND phường", "state", False),
    ],
)  # fmt: skip
def test_parts_of_a_title(
    names: NameTagger, officials: OfficialExtractor, title: str, role: str, organization: str, kind: str, former: bool
) -> None:
    _, [official] = find(names, officials, f"Sáng nay, {title} Trần Quang Khởi đến dự.")
    [found] = official.titles
    assert (found.role, found.organization, found.kind, found.former) == (role, organization, kind, former)


@pytest.mark.parametrize(
    "title",
    [
        "Đại tướng", "Thượng tướng", "Trung tướng", "Thiếu tướng", "Đại tá", "Trung tá", "Thiếu tá", "Đại úy",
        "Thượng úy", "Trung úy", "Thiếu úy", "Chuẩn úy", "Thượng sĩ", "Trung sĩ", "Hạ sĩ", "Binh nhất", "Đô đốc",
        "Phó Đô đốc", "Chuẩn Đô đốc", "Tổng Bí thư", "Ủy viên Bộ Chính trị", "Ủy viên dự khuyết Trung ương Đảng",
        "Bí thư Chi bộ", "Bí thư Đảng ủy xã", "Chủ tịch nước", "Thủ tướng", "Thống đốc Ngân hàng Nhà nước",
        "Tổng Kiểm toán Nhà nước", "Tổng Thanh tra Chính phủ", "Tổng cục trưởng", "Chủ tịch UBND đặc khu Côn Đảo",
        "Trưởng thôn", "Kiểm sát viên", "Thẩm phán", "Chấp hành viên", "Chủ tịch MTTQ", "Bí thư Đoàn xã",
        "Tổng phụ trách Đội", "Hiệu trưởng", "Trưởng khoa", "Viện trưởng", "Tổng Biên tập", "Chủ tịch HĐQT", "TGĐ",
        "Kế toán trưởng", "Chủ nhiệm HTX", "Trụ trì chùa Hương", "Giám mục", "Đại sứ", "Tham tán",
        "Tùy viên quân sự", "Tổng thống Pháp", "Quốc vương", "Thủ hiến", "Đặc khu trưởng", "Tư lệnh", "Chính ủy",
        "Tham mưu trưởng", "Trung đoàn trưởng", "Đồn trưởng", "Đặc phái viên", "Người phát ngôn",
    ],
)  # fmt: skip
def test_title_is_known(names: NameTagger, officials: OfficialExtractor, title: str) -> None:
    document, [official] = find(names, officials, f"Theo {title} Lê Hữu Toản, việc đã xong.")
    assert [document.text[found.start : found.end] for found in official.titles] == [title]


def test_gender(names: NameTagger, officials: OfficialExtractor) -> None:
    text = (
        "Bà Đỗ Kim Nhã, Giám đốc Sở, ông Hồ Bá Lượng, Phó Giám đốc, và Chánh Văn phòng Mai Thị Sen, Thứ trưởng Vũ Tiệp."
    )
    _, found = find(names, officials, text)
    assert [official.gender for official in found] == ["female", "male", "female", None]


def test_misspelled_title_is_warned_of(names: NameTagger, officials: OfficialExtractor) -> None:
    document, [official] = find(names, officials, "Thủ tưởng Trần Quang Khởi phát biểu.")
    assert official.titles[0].role == "Thủ tướng"
    assert document.warnings == ["title 'Thủ tưởng' read as 'Thủ tướng'"]


def test_ids_follow_the_first_mention(names: NameTagger, officials: OfficialExtractor) -> None:
    _, found = find(names, officials, "Ông Lê Toản gặp Thứ trưởng Hồ Bá Lượng. Ông Toản là Giám đốc Sở Y tế.")
    assert [(official.id, official.name) for official in found] == [("P1", "Lê Toản"), ("P2", "Hồ Bá Lượng")]


def test_short_name_is_of_the_one_named_last(names: NameTagger, officials: OfficialExtractor) -> None:
    text = "Giám đốc Sở Trần Văn Kiên báo cáo. Chủ tịch huyện Lê Hữu Kiên nghe. Ông Kiên gật đầu."
    _, found = find(names, officials, text)
    assert [len(official.mentions) for official in found] == [1, 2]


def test_who_is_named_in_the_title_is_meant_by_a_short_name(names: NameTagger, officials: OfficialExtractor) -> None:
    text = "Ông Khởi làm Thứ trưởng từ 2016. Công ty thỏa thuận với Hà Công Khởi mua thuốc giả."
    for title, name in ((None, "Hà Công Khởi"), ("Thứ trưởng Lò Văn Khởi bị khởi tố", "Khởi")):
        document = Document(Article(text=text, title=title))
        assert [official.name for official in officials(document, names(document))] == [name]


def test_headline_completes_a_title(names: NameTagger, officials: OfficialExtractor) -> None:
    text = "Thủ tướng Na Uy thăm Hà Nội\n\nSáng nay, Thủ tướng Trần Quang Khởi đón Thủ tướng Erik Solberg."
    document, found = find(names, officials, text)
    assert [[document.text[title.start : title.end] for title in official.titles] for official in found] == [
        ["Thủ tướng"],
        ["Thủ tướng"],
    ]
    document, [official] = find(names, officials, text.replace("Thủ tướng Trần Quang Khởi", "Hà Nội"))
    assert [document.text[title.start : title.end] for title in official.titles] == ["Thủ tướng Na Uy"]


def test_nothing_in_a_text_without_names(names: NameTagger, officials: OfficialExtractor) -> None:
    assert find(names, officials, "Giám đốc vắng mặt.")[1] == []

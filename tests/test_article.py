"""The input: what an article is made from."""

import math
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from extract.article import Article, ArticleError
from extract.document import Document


def test_a_mapping_gives_its_known_fields_and_carries_the_others() -> None:
    article = Article.from_mapping({"text": "Xã họp.", "id": 7, "url": "", "published": None, "views": 12})
    assert (article.id, article.url, article.published, article.source) == ("7", None, None, {"views": 12})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "no field 'text'; the fields are none"),
        ({"doc": "Xã họp."}, "no field 'text'; the fields are 'doc'"),
        ({"text": None}, "the field 'text' has no value"),
        ({"text": 5}, "'text' is int, it has to be a string"),
        ({"text": " \n"}, "'text' is empty"),
        ({"text": {"words": 3}}, "'text' is empty"),
        ({"Nội dung": ""}, "'Nội dung' is empty"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        Article.from_mapping(fields)


def test_an_article_without_id_gets_one_from_its_text() -> None:
    assert Article(text="Xã họp.", id="a").identifier() == "a"
    assert Article(text="Xã họp.").identifier() == Article(text="Xã họp.", title="Họp").identifier()
    assert Article(text="Xã họp.").identifier() != Article(text="Xã họp").identifier()
    assert Article(text="\ud800").identifier()


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({"author": {"@type": "Person", "name": "Hà Mẫn"}}, "author", "Hà Mẫn"),
        ({"author": [{"name": "Hà Mẫn"}, "Đỗ Công Lực", None]}, "author", "Hà Mẫn, Đỗ Công Lực"),
        ({"authors": []}, "author", None),
        ({"title": {"rendered": "Xã họp"}}, "title", "Xã họp"),
        ({"title": ["Xã họp", "Họp xã"]}, "title", "Xã họp"),
        ({"_id": {"$oid": "5f"}}, "id", "5f"),
        ({"id": np.int64(7)}, "id", "7"),
        ({"id": Decimal(7)}, "id", "7"),
        ({"url": {"@id": "https://bao.example/1"}}, "url", "https://bao.example/1"),
        ({"published": {"$date": "2025-10-16T01:00:00Z"}}, "published", "2025-10-16T01:00:00Z"),
        ({"published": {"$date": {"$numberLong": "1760574600000"}}}, "published", "1760574600000"),
        ({"published": 1591315200}, "published", "2020-06-05T07:00:00+07:00"),
        ({"published": 1591315200000.0}, "published", "2020-06-05T07:00:00+07:00"),
        ({"published": np.int64(1591315200)}, "published", "2020-06-05T07:00:00+07:00"),
        ({"published": 45946}, "published", "45946"),
        ({"published": 1e300}, "published", "1e+300"),
        ({"published": date(2025, 10, 16)}, "published", "2025-10-16"),
        ({"published": datetime(2025, 10, 16, 8)}, "published", "2025-10-16T08:00:00"),
        ({"published": pd.Timestamp("2025-10-16")}, "published", "2025-10-16T00:00:00"),
        ({"published": np.datetime64("2025-10-16")}, "published", "2025-10-16"),
        ({"published": pd.NaT}, "published", None),
        ({"published": pd.NA}, "published", None),
        ({"published": np.datetime64("NaT")}, "published", None),
        ({"author": math.nan}, "author", None),
        ({"title": pd.NA}, "title", None),
    ],
)
def test_metadata_comes_as_json_python_numpy_and_pandas_have_it(given: dict[str, Any], field: str, value: Any) -> None:
    article = Article.from_mapping({"text": "Xã họp."} | given)
    assert getattr(article, field) == value
    assert article.source == {}


@pytest.mark.parametrize("given", [{"title": True}, {"title": 7}, {"id": True}, {"author": {"x": 1}}, {"url": [[]]}])
def test_what_cannot_be_read_as_metadata_costs_no_article_and_is_carried_along(given: dict[str, Any]) -> None:
    article = Article.from_mapping({"text": "Xã họp."} | given)
    assert article.source == given


@pytest.mark.parametrize(
    "given",
    [
        {
            "Content": "Xã họp.",
            "Headline": "Họp",
            "pubDate": "1/6/2020",
            "Link": "https://bao.example/1",
            "creator": "Hà Mẫn",
        },
        {
            "noi_dung": "Xã họp.",
            "tieu_de": "Họp",
            "ngay_dang": "1/6/2020",
            "duong_dan": "https://bao.example/1",
            "tac_gia": "Hà Mẫn",
        },
        {
            "Nội dung": "Xã họp.",
            "Tiêu đề": "Họp",
            "Ngày đăng": "1/6/2020",
            "Đường dẫn": "https://bao.example/1",
            "TÁC GIẢ": "Hà Mẫn",
        },
        {
            "Nội dung bài đăng": "Xã họp.",
            "Tiêu đề bài": "Họp",
            "ngày đăng tin": "1/6/2020",
            "news_url": "https://bao.example/1",
            "Tác giả bài viết": "Hà Mẫn",
        },
        {
            "articleBody": "Xã họp.",
            "headline": "Họp",
            "datePublished": "1/6/2020",
            "url": "https://bao.example/1",
            "author": {"name": "Hà Mẫn"},
        },
    ],
)
def test_fields_are_found_by_the_names_that_people_give_them(given: dict[str, Any]) -> None:
    article = Article.from_mapping(given)
    assert article == Article(
        text="Xã họp.", title="Họp", published="1/6/2020", url="https://bao.example/1", author="Hà Mẫn"
    )


def test_the_likeliest_name_with_something_in_it_is_taken() -> None:
    assert Article.from_mapping({"content": "Một.", "body": "Hai."}).text == "Một."
    assert Article.from_mapping({"content": " ", "body": "Hai."}).text == "Hai."
    assert Article.from_mapping({"content": None, "body": pd.NA, "noi_dung": "Ba."}).text == "Ba."
    assert Article.from_mapping({"text": "Một.", "Text": "Hai.", "date": "x", "published": None}).source == {
        "Text": "Hai.",
        "published": None,
    }


LEAD = "Sáng 7/3, Phó Chủ tịch UBND xã Tạ Thị Lụa khai trương chợ nổi."


@pytest.mark.parametrize(
    ("given", "text", "composed"),
    [
        ({"sapo": LEAD, "content": "Chợ có 60 ghe."}, f"{LEAD}\n\nChợ có 60 ghe.", True),
        (
            {"description": LEAD, "body": f"Chợ nổi\n\n{LEAD} Chợ có 60 ghe."},
            f"Chợ nổi\n\n{LEAD} Chợ có 60 ghe.",
            False,
        ),
        ({"description": f"<p>{LEAD[:45]} [&hellip;]</p>", "body": f"<p>{LEAD}</p>"}, f"<p>{LEAD}</p>", False),
        ({"description": LEAD[:50] + "…", "body": f"<p>{LEAD}</p>"}, f"<p>{LEAD}</p>", False),
        ({"description": LEAD}, LEAD, False),
        ({"description": LEAD, "content": ""}, LEAD, False),
        ({"description": LEAD, "text": "Chợ có 60 ghe."}, "Chợ có 60 ghe.", False),
        ({"content": ["Một.", "Hai."]}, "Một.\n\nHai.", True),
    ],
)
def test_a_lead_of_its_own_is_joined_where_offsets_allow_it(given: dict[str, Any], text: str, composed: bool) -> None:
    article = Article.from_mapping(given)
    assert (article.text, article.composed) == (text, composed)


@pytest.mark.parametrize(
    ("published", "day", "warnings"),
    [
        ("2020-06-01", date(2020, 6, 1), 0),
        ("1/6/2020", date(2020, 6, 1), 0),
        ("2 giờ trước", date(2020, 6, 5), 1),
        (None, date(2020, 6, 5), 0),
    ],
)
def test_metadata_goes_before_the_dateline(published: str | None, day: date, warnings: int) -> None:
    document = Document(Article(text="Xã mở chợ\n05/06/2020\nChợ mở sáng nay.", published=published))
    assert document.published == day
    assert len(document.warnings) == warnings


def test_bylines_and_furniture_are_skipped() -> None:
    document = Document(Article(text="Xã mở chợ\n\nChợ mở sáng nay.\n\nBà con vui.\n\nThu Hà\nTìm kiếm"))
    assert [document.text[start:end] for start, end in document.skipped] == ["Thu Hà", "Tìm kiếm"]
    assert document.headline == "Xã mở chợ"

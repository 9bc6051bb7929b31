"""The input: what an article is made from, and its day of publication."""

from datetime import date
from typing import Any

import pytest

from extract.article import Article, ArticleError, publication_day
from extract.document import Document


def test_a_mapping_gives_its_known_fields_and_carries_the_others() -> None:
    article = Article.from_mapping({"text": "Xã họp.", "id": 7, "url": "", "published": None, "views": 12})
    assert (article.id, article.url, article.published, article.source) == ("7", None, None, {"views": 12})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "no field 'text'; the fields are none"),
        ({"body": "Xã họp."}, "no field 'text'; the fields are 'body'"),
        ({"text": None}, "no field 'text'"),
        ({"text": 5}, "'text' is int, it has to be a string"),
        ({"text": " \n"}, "'text' is empty"),
        ({"text": "Xã họp.", "title": ["a"]}, "'title' is list, it has to be a string or null"),
        ({"text": "Xã họp.", "id": True}, "'id' is bool"),
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
    ("published", "day"),
    [
        ("2020-06-05", date(2020, 6, 5)),
        (" 2020-06-05T14:30 ", date(2020, 6, 5)),
        ("2020-06-05 23:59:59", date(2020, 6, 5)),
        ("2020-06-05T23:30:00+07:00", date(2020, 6, 5)),
        ("2020-06-05T18:30:00Z", date(2020, 6, 6)),
        ("2020-06-05T00:30:00+09:00", date(2020, 6, 4)),
    ],
)
def test_the_day_of_publication_is_that_of_vietnam(published: str, day: date) -> None:
    assert publication_day(published) == day


@pytest.mark.parametrize("published", ["", "hôm qua", "05/06/2020", "2020-02-30", "0001-01-01T00:00:00+09:00"])
def test_what_is_no_iso_date_is_refused(published: str) -> None:
    with pytest.raises(ValueError):
        publication_day(published)


@pytest.mark.parametrize(
    ("published", "day", "warnings"),
    [
        ("2020-06-01", date(2020, 6, 1), 0),
        ("1/6/2020", date(2020, 6, 5), 1),
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

"""Saved pages: the gallery of layouts, and what single parts of a page decide."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.article import Article
from extract.io import html
from extract.io.incoming import Arrival, Page, Place, Reject

pytest.importorskip("trafilatura", reason="trafilatura is not installed")

from benchmarks import pages as bench

GALLERY = Path(__file__).parent / "gallery"
LAYOUTS = sorted(path.stem for path in GALLERY.glob("*.json"))


def parsed(data: bytes | str, url: str | None = None, charset: str | None = None, *, skip_lists: bool = False) -> Any:
    raw = data if isinstance(data, bytes) else data.encode()
    return html.parse(Page(Place("a.html"), raw, url, charset, {}, skip_lists))


def article(data: bytes | str, **said: Any) -> Article:
    found = parsed(data, **said)
    assert isinstance(found, Arrival), found
    return found.article


def of_gallery(name: str) -> tuple[Article, dict[str, Any]]:
    found = parsed((GALLERY / f"{name}.html").read_bytes())
    assert isinstance(found, Arrival)
    assert found.warning is None
    return found.article, json.loads((GALLERY / f"{name}.json").read_text(encoding="utf-8"))


def test_the_gallery_is_large_enough() -> None:
    assert len(LAYOUTS) >= 14


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_gives_headline_author_date_lead_and_body(name: str) -> None:
    found, expected = of_gallery(name)
    assert (found.title, found.author) == (expected["headline"], expected["author"])
    assert bench.same_day(expected, found.published)
    paragraphs = found.text.split("\n\n")
    assert expected["sapo"] in paragraphs[0] or expected["sapo"] in paragraphs[1]
    places = [paragraphs.index(one) for one in expected["body"]]
    assert places == sorted(places)
    assert [one for one in (*expected["captions"], *expected["rows"]) if one not in paragraphs] == []
    assert bench.body_f1(expected, found.text) >= 0.85
    for alien in ("Tổng Biên tập", "Trang chủ", "lạc trong rừng già", "Mời quý độc giả", "Tải ứng dụng", "Ý kiến"):
        assert alien not in found.text


def test_the_bodies_are_ahead_of_trafilatura() -> None:
    from benchmarks.peers import readers

    pages = bench.gallery()
    import base64

    documents = [{"html": base64.b64encode(data).decode()} for data, _ in pages]
    ours, theirs = (bench.scores(pages, tool(documents)[0])[0] for tool in (readers.ours, readers.trafilatura))
    assert ours > max(theirs, 0.95)


@pytest.mark.parametrize("name", ["list-front", "list-section"])
def test_lists_are_told_from_articles(name: str) -> None:
    data = (GALLERY / f"{name}.html").read_bytes()
    found = parsed(data)
    assert isinstance(found, Arrival)
    assert found.warning == html.LIST
    skipped = parsed(data, skip_lists=True)
    assert isinstance(skipped, Reject)
    assert skipped.reason == html.LIST


BODY = (
    "<p>Cầu dài 120 m, rộng 7 m, nối hai bờ sông Cái, giúp người dân hai thôn đi lại thuận tiện hơn trong mùa lũ.</p>"
    "<p>Theo Ban quản lý dự án, công trình do ngân sách tỉnh đầu tư và vượt tiến độ ba tháng so với kế hoạch đầu.</p>"
    "<p>Người dân cho biết trước đây học sinh phải đi đò qua sông, rất nguy hiểm vào những ngày nước lớn kéo dài.</p>"
)


def page(*, head: str = "", above: str = "", below: str = "", site: str = "Báo Mẫu") -> str:
    return (
        f'<html><head><meta charset="utf-8"><title>Xã An Hòa khánh thành cầu mới - {site}</title>{head}</head><body>'
        f'<div class="top">Thứ Hai, 30/11/2026</div><div class="detail"><h1>Xã An Hòa khánh thành cầu mới</h1>{above}'
        f'<div class="content">{BODY}{below}</div></div></body></html>'
    )


@pytest.mark.parametrize(
    ("head", "below", "author"),
    [
        ('<meta name="author" content="baomau.vn">', '<p class="author">HÀ MẪN</p>', "HÀ MẪN"),
        ('<meta name="author" content="BAO MAU ONLINE">', '<p align="right"><b>Hà Mẫn</b></p>', "Hà Mẫn"),
        ('<meta name="author" content="Công ty Cổ phần Mẫu">', '<p style="text-align: right">Sơn</p>', "Sơn"),
        ('<meta property="article:author" content="https://facebook.example/mau">', "", None),
        ('<meta name="author" content="Theo Hà Mẫn">', "", "Hà Mẫn"),
        (
            '<meta name="author" content="admin">',
            '<div class="tac-gia">Bài và ảnh: Hà Mẫn - Đỗ Lực</div>',
            "Hà Mẫn, Đỗ Lực",
        ),
        ('<meta name="author" content="Hà Mẫn; Báo Mẫu">', "", "Hà Mẫn"),
    ],
)
def test_the_author_is_no_paper(head: str, below: str, author: str | None) -> None:
    found = article(page(head=head, below=below))
    assert found.author == author
    assert "Mẫn" not in found.text


@pytest.mark.parametrize(
    ("head", "above", "published"),
    [
        ("", '<span class="date">Thứ năm, 16/10/2025, 08:30 (GMT+7)</span>', "Thứ năm, 16/10/2025, 08:30 (GMT+7)"),
        ("", "<div>Ngày đăng: 16/10/2025 | 10:15</div>", "Ngày đăng: 16/10/2025 | 10:15"),
        ("", '<time datetime="2025-10-16T22:30:00Z">hôm qua</time>', "2025-10-16T22:30:00Z"),
        (
            '<meta property="article:published_time" content="2025-10-16T22:30:00Z">',
            "<i>1/1/2020</i>",
            "2025-10-16T22:30:00Z",
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-10-16",}</script>',
            "",
            "2025-10-16",
        ),
    ],
)
def test_the_date_is_that_of_the_page_or_printed_by_the_headline(head: str, above: str, published: str) -> None:
    assert article(page(head=head, above=above)).published == published


def test_a_date_in_utc_is_a_day_of_vietnam() -> None:
    from extract.pipeline import Extractor

    head = '<meta property="article:published_time" content="2025-10-16T22:30:00Z">'
    assert Extractor(ner=None)(article(page(head=head))).published == "2025-10-17"


def test_related_links_and_adverts_are_left_out_and_tables_are_rows() -> None:
    below = (
        '<p>Xem thêm: <a href="/1">Tỉnh khởi công đường ven sông dài 20 km</a></p><ul><li><a href="/2">Người dân nhận '
        'gạo</a></li><li><a href="/3">Hội chợ nông sản mở cửa</a></li></ul><p>Mời bạn đọc theo dõi trên Zalo</p>'
        "<table><tr><td>1</td><td>Lê Văn Mẫu</td><td>Giám đốc Sở Y tế</td></tr></table>"
        '<table class="picture"><tr><td><img src="a.jpg"></td></tr><tr><td>Cầu mới. Ảnh: Đỗ Lực</td></tr></table>'
    )
    paragraphs = article(page(below=below)).text.split("\n\n")
    assert paragraphs[3:] == ["1. Lê Văn Mẫu, Giám đốc Sở Y tế", "Cầu mới. Ảnh: Đỗ Lực"]


def test_rows_of_tables_give_officials_and_figures() -> None:
    from extract.pipeline import Extractor

    table = "<table><tr><td>1</td><td>Lê Văn Mẫu</td><td>Giám đốc Sở Y tế</td><td>95%</td></tr></table>"
    record = Extractor(ner=None)(article(page(below=table)))
    assert [(one.name, one.titles[0].role) for one in record.officials] == [("Lê Văn Mẫu", "Giám đốc")]
    assert 95 in [one.value for one in record.statistics]


def test_broken_bytes_and_encodings_that_the_page_names() -> None:
    raw = page().encode()
    at = raw.find("Người dân".encode())
    assert "công trình do ngân sách" in article(raw[:at] + b"\xe1\xbb" + raw[at:]).text
    legacy = page().replace("utf-8", "windows-1258").encode("utf-8").decode("utf-8")
    import unicodedata

    decomposed = unicodedata.normalize("NFD", legacy)
    for mark, code in (
        ("\u0300", b"\xcc"),
        ("\u0309", b"\xd2"),
        ("\u0303", b"\xde"),
        ("\u0301", b"\xec"),
        ("\u0323", b"\xf2"),
    ):
        decomposed = decomposed.replace(mark, code.decode("cp1258"))
    encoded = b"".join(_cp1258(letter) for letter in unicodedata.normalize("NFC", decomposed))
    assert "nối hai bờ sông" in unicodedata.normalize("NFC", article(encoded).text)
    named = page().replace("utf-8", "euc-kr").encode("utf-8").replace("Cầu".encode(), b"\xff\xfe\xff")
    assert "120 m" in article(named).text


def _cp1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        import unicodedata

        base = unicodedata.normalize("NFD", letter)
        shaped = unicodedata.normalize(
            "NFC", "".join(one for one in base if one not in "\u0300\u0301\u0303\u0309\u0323")
        )
        return (shaped + "".join(one for one in base if one in "\u0300\u0301\u0303\u0309\u0323")).encode("cp1258")


@pytest.mark.parametrize("data", ["", "<html></html>", "<html><body><p></p></body></html>", "<!-- -->"])
def test_a_page_without_text_is_named(data: str) -> None:
    found = parsed(data)
    assert isinstance(found, Reject)
    assert "no main text" in found.reason

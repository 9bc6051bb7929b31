"""Files in the shapes that people have: other names of fields, other delimiters, workbooks, feeds, odd JSON."""

import bz2
import datetime
import gzip
import json
import lzma
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from extract.article import Article
from extract.io import html
from extract.io.fields import Fields, Mapper
from extract.io.incoming import Arrival, Incoming, Page, Reject
from extract.io.readers import read

TEXT = "Ngày 3/2/2021, Chủ tịch UBND xã Lò Văn Khởi khánh thành cầu; cầu dài 120 m, trị giá 25 tỷ đồng, do tỉnh đầu tư."
ARTICLE = Article(text=TEXT, title="Cầu mới; đường mới", published="16/10/2025")


def written(path: Path, data: bytes | str) -> str:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


def articles(incoming: list[Incoming]) -> list[Article]:
    assert not [one for one in incoming if isinstance(one, Reject)]
    return [one.article for one in incoming if isinstance(one, Arrival)]


def reasons(incoming: list[Incoming]) -> list[str]:
    return [one.reason for one in incoming if isinstance(one, Reject)]


def known(article: Article) -> tuple[str, str | None, str | None]:
    return article.text, article.title, article.published


# --- Tables ---

ROWS = [
    ["Tiêu đề", "Nội dung", "Ngày đăng"],
    ["Cầu mới; đường mới", TEXT, "16/10/2025"],
    ["Hai", 'Xã "An Hòa", họp.', ""],
]


def csv_of(delimiter: str, *, quote: str = '"', escape: str = "") -> str:
    def cell(text: str) -> str:
        return quote + text.replace(quote, (escape or quote) + quote) + quote

    return "".join(delimiter.join(map(cell, row)) + "\r\n" for row in ROWS)


@pytest.mark.parametrize(
    "data",
    [
        csv_of(",").encode(),
        csv_of(";").encode(),
        csv_of("\t").encode(),
        csv_of("|").encode(),
        csv_of(";").encode("utf-8-sig"),
        csv_of("\t").encode("utf-16"),
        ("sep=;\r\n" + csv_of(";")).encode(),
        ("sep=^\r\n" + csv_of("^")).encode("utf-8-sig"),
        csv_of(";", escape="\\").encode(),
        csv_of(",", quote="'").encode(),
        ("BÁO CÁO TIN BÀI\r\n\r\n" + csv_of(";")).encode(),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.csv.txt.csv"])
def test_how_cells_are_parted_and_quoted_is_found_out(tmp_path: Path, name: str, data: bytes) -> None:
    one, two = articles(list(read([written(tmp_path / name, data)])))
    assert known(one) == known(ARTICLE)
    assert known(two) == ('Xã "An Hòa", họp.', "Hai", None)


def test_a_table_is_read_by_the_encoding_of_all_its_cells(tmp_path: Path) -> None:
    data = ("title;content\r\n" + "Hội nghị;Sáng nay, Ủy ban nhân dân tỉnh tổ chức hội nghị tổng kết năm.\r\n").encode(
        "utf-8"
    )
    legacy = "title;content\r\nHéi nghÞ;S¸ng nay, ñy ban nh©n d©n tØnh tæ chøc héi nghÞ tæng kÕt.\r\n".encode(
        "latin-1", "replace"
    )
    assert articles(list(read([written(tmp_path / "a.csv", data)])))[0].title == "Hội nghị"
    (article,) = articles(list(read([written(tmp_path / "b.csv", legacy)])))
    assert (article.title, article.text[:18]) == ("Hội nghị", "Sáng nay, ủy ban n")


def test_the_delimiter_may_be_said(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", csv_of("~"))
    assert "--delimiter" in reasons(list(read([file])))[0]
    assert known(articles(list(read([file], fields=Fields(delimiter="~"))))[0]) == known(ARTICLE)


def test_a_table_without_names_is_read_by_what_its_cells_are(tmp_path: Path) -> None:
    rows = f'7,"Cầu mới; đường mới",16/10/2025,"{TEXT}",https://bao.example/7\n8,Hai,,Xã họp.,\n'
    mapper = Mapper()
    one, two = articles(list(read([written(tmp_path / "a.csv", rows)], mapper=mapper)))
    assert known(one) == known(ARTICLE)
    assert one.url == "https://bao.example/7"
    assert known(two) == ("Xã họp.", "Hai", None)
    assert mapper.told().startswith("text from 'column 4', title from 'column 2', published from 'column 3'")
    (other,) = articles(list(read([written(tmp_path / "b.csv", "column 4,text\na,Xã họp.\n")], mapper=mapper)))
    assert other.text == "Xã họp."


@pytest.mark.parametrize(
    ("row", "text", "told"),
    [
        ("Cầu;16/10/2025", None, "2 cells in a table of 4 columns"),
        (f"Cầu;16/10/2025;{TEXT.replace(';', ',')}", TEXT.replace(";", ","), "3 cells in a table of 4 columns"),
        ("Cầu;16/10/2025;Xã họp.;A;;", "Xã họp.", None),
        ("Cầu;16/10/2025;Xã họp bàn việc cầu.;A;thừa", "Xã họp bàn việc cầu.", "5 cells in a table of 4 columns"),
        ("Cầu; đường mới và nhiều việc khác;16/10/2025;Xã họp.;A", None, "5 cells in a table of 4 columns"),
    ],
)
def test_rows_of_other_lengths_are_told(tmp_path: Path, row: str, text: str | None, told: str | None) -> None:
    file = written(tmp_path / "a.csv", f"tieu_de;ngay;noi_dung;muc\nMột;1/2/2025;Huyện họp.;A\n{row}\n")
    _, one = read([file])
    if text is None:
        assert isinstance(one, Reject)
        assert told is not None
        assert told in one.reason
    else:
        assert isinstance(one, Arrival)
        assert (one.article.text, one.article.published) == (text, "16/10/2025")
        assert one.warning is None if told is None else told in str(one.warning)


def test_a_text_that_stands_last_need_not_be_quoted(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "tieu_de,noi_dung\nCầu,Sáng nay, xã họp, bàn việc cầu.\n")
    (one,) = read([file])
    assert isinstance(one, Arrival)
    assert one.article.text == "Sáng nay, xã họp, bàn việc cầu."
    assert "4 cells in a table of 2 columns" in str(one.warning)


def test_the_numbers_of_columns_are_no_article(tmp_path: Path) -> None:
    rows = "tieu_de;noi_dung;ngay\n(1);(2);(3)\nCầu;Xã họp.;16/10/2025\n"
    (one,) = articles(list(read([written(tmp_path / "a.csv", rows)])))
    assert one.text == "Xã họp."


def test_a_list_of_authors_may_be_one_cell(tmp_path: Path) -> None:
    rows = """authors;text\n"['Hà Mẫn', ""Đỗ Lực""]";Một.\n[Hà Mẫn];Hai.\n[];Ba.\n"""
    found = articles(list(read([written(tmp_path / "a.csv", rows)])))
    assert [one.author for one in found] == ["Hà Mẫn, Đỗ Lực", "[Hà Mẫn]", "[]"]


def test_names_and_dates_of_the_users_own(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "bai,luc\nXã họp.,10/03/2025\nHai.,2025-03-10\nBa.,hôm qua\n")
    fields = Fields(text="BAI", published="luc", date_format="%m/%d/%Y")
    assert [one.published for one in articles(list(read([file], fields=fields)))] == [
        "2025-10-03T00:00:00",
        "2025-03-10",
        "hôm qua",
    ]


# --- Workbooks ---


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> str:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    pytest.importorskip("python_calamine", reason="python-calamine is not installed")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return str(path)


def test_rows_of_workbooks(tmp_path: Path) -> None:
    day = datetime.datetime(2025, 10, 16, 8, 30)
    rows = [
        ["DANH SÁCH BÀI VIẾT"],
        [],
        ["Mã", "Tiêu đề", "Nội dung", "Ngày đăng", "Lượt xem"],
        [7, "Cầu mới", TEXT, day, 12.5],
        [8, "Hai", "Xã họp.", 45946, None],
        [9, None, None, None, 3],
    ]
    file = workbook(tmp_path / "a.xlsx", {"Hướng dẫn": [["Mở trang sau"]], "Bài": rows})
    incoming = list(read([file]))
    one, two, three = incoming
    assert isinstance(one, Arrival)
    assert isinstance(two, Arrival)
    assert isinstance(three, Reject)
    assert (one.article.id, one.article.published, one.article.source) == (
        "7",
        "2025-10-16T08:30:00",
        {"Lượt xem": 12.5},
    )
    assert (two.article.text, two.article.published, str(two.place)) == ("Xã họp.", "45946", f"{file}!Bài:5")
    assert str(three.place) == f"{file}!Bài:6"


def test_workbooks_that_hold_no_articles_are_named(tmp_path: Path) -> None:
    nothing = workbook(tmp_path / "a.xlsx", {"Trang": [["a", "b"], [1, 2]]})
    assert (
        "sheet 'Trang': no column 'text'; the columns are 'a', 'b'; --text-field" in reasons(list(read([nothing])))[0]
    )
    assert "cannot be read" in reasons(list(read([written(tmp_path / "b.xlsx", b"PK no")])))[0]
    zeros = tmp_path / "c.xlsx"
    import zipfile

    with zipfile.ZipFile(zeros, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (70 << 20))
    assert "more than 200 times" in reasons(list(read([str(zeros)])))[0]


# --- Feeds and XML ---

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Báo Mẫu</title><link>https://bao.example</link>
<description>Tin mới của báo, đọc mỗi ngày</description>
<item><title>Cầu mới; đường mới</title><link>https://bao.example/1</link><guid>bao-1</guid>
<pubDate>Thu, 16 Oct 2025 08:00:00 +0700</pubDate>
<dc:creator>Hà Mẫn</dc:creator><media:content url="https://bao.example/1.jpg"/>
<content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded></item>
<item><title>Hai</title><link>https://bao.example/2</link><pubDate>16/10/2025</pubDate>
<description><![CDATA[<a href="https://bao.example/2"><img src="2.jpg"></a></br>Xã họp.]]></description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo Mẫu</title><entry>
<id>tag:1</id><title>Cầu mới; đường mới</title>
<link rel="replies" href="https://bao.example/1/replies"/><link href="https://bao.example/1"/>
<updated>2025-10-16T08:00:00Z</updated>
<author><name>Hà Mẫn</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></content></entry></feed>"""


@pytest.mark.parametrize("name", ["a.xml", "a.rss"])
def test_rss(tmp_path: Path, name: str) -> None:
    one, two = articles(list(read([written(tmp_path / name, RSS)])))
    assert (one.text, one.title, one.author, one.url, one.id) == (
        f"<p>{TEXT}</p>",
        "Cầu mới; đường mới",
        "Hà Mẫn",
        "https://bao.example/1",
        "bao-1",
    )
    assert one.published == "Thu, 16 Oct 2025 08:00:00 +0700"
    assert two.text.endswith("Xã họp.")


def test_atom(tmp_path: Path) -> None:
    (one,) = articles(list(read([written(tmp_path / "a.atom", ATOM)])))
    assert (one.text, one.author, one.url) == (f"<div><p>{TEXT}</p></div>", "Hà Mẫn", "https://bao.example/1")
    assert one.published == "2025-10-16T08:00:00Z"


def test_wordpress_has_its_excerpt_beside_the_text(tmp_path: Path) -> None:
    spaces = "".join(f' xmlns:{name}="http://wordpress.org/export/1.2/{name}/"' for name in ("excerpt", "content"))
    item = f"<content:encoded>{TEXT}</content:encoded><excerpt:encoded>Có cầu mới.</excerpt:encoded>"
    data = f"<rss{spaces}><channel><item>{item}</item><item><content:encoded/></item></channel></rss>"
    one, empty = read([written(tmp_path / "a.xml", data)])
    assert isinstance(one, Arrival)
    assert one.article.text == f"Có cầu mới.\n\n{TEXT}"
    assert reasons([empty]) == ["the field 'encoded' has no value: there is no text to read"]


@pytest.mark.parametrize("root", ["urlset", "sitemapindex"])
def test_a_sitemap_is_told(tmp_path: Path, root: str) -> None:
    news = "<news><title>Cầu mới</title><publication_date>2025-10-16</publication_date></news>"
    data = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://x</loc>{news}</url></{root}>'
    (reason,) = reasons(list(read([written(tmp_path / "a.xml", data)])))
    assert "fetch the pages" in reason


def test_xml_of_any_kind(tmp_path: Path) -> None:
    bai = f'<bai ma="7"><tieu_de>Cầu mới</tieu_de><noi_dung>{TEXT}</noi_dung><tac_gia>Hà Mẫn</tac_gia>'
    bai += "<tac_gia>Đỗ Lực</tac_gia></bai>"
    file = written(tmp_path / "a.xml", f"<kho><nguon>Báo Mẫu</nguon>{bai}{bai.replace('7', '8')}</kho>")
    one, two = articles(list(read([file])))
    assert (one.id, one.title, one.text, one.author) == ("7", "Cầu mới", TEXT, "Hà Mẫn, Đỗ Lực")
    assert two.id == "8"
    solr = '<doc><str name="id">1</str><arr name="content"><str>Xã họp.</str></arr></doc>'
    (row,) = articles(list(read([written(tmp_path / "s.xml", f"<response><result>{solr}</result></response>")])))
    assert (row.id, row.text) == ("1", "Xã họp.")
    dump = '<row><field name="id">1</field><field name="content">Xã họp.</field><field name="x"/></row>'
    (row,) = articles(list(read([written(tmp_path / "d.xml", f"<mysqldump><table>{dump}</table></mysqldump>")])))
    assert (row.id, row.text) == ("1", "Xã họp.")
    named = written(tmp_path / "b.xml", "<kho><tin><loi>Xã họp.</loi></tin><tin><loi>Hai.</loi></tin></kho>")
    assert "its elements are 'loi', 'tin', 'kho'; --text-field NAME" in reasons(list(read([named])))[0]
    assert len(articles(list(read([named], fields=Fields(text="loi"))))) == 2
    fields = Fields(record_tag="tin", text="loi")
    assert [one.text for one in articles(list(read([named], fields=fields)))] == ["Xã họp.", "Hai."]
    incoming = list(read([written(tmp_path / "c.xml", f"<kho>{bai}<bai><noi_dung>cut")]))
    assert "broken XML" in reasons(incoming)[0]
    assert len(incoming) == 2


@pytest.mark.parametrize("size", [0, 5, 30, 16000])
def test_what_breaks_xml_is_mended(tmp_path: Path, size: int) -> None:
    told = "A &amp; B & C&nbsp;&#7879;&x; &"
    link = "<link>https://bao.example/?a=1&b=2</link>"
    cdata = "<content><![CDATA[<p>Xã & huyện&nbsp;họp &lt;\x0b.</p>]]></content>"
    item = f"<item><title>{told}</title>{link}{cdata}</item>"
    data = f"<rss><channel><copyright>{'o' * size}</copyright>{item}</channel></rss>"
    (one,) = articles(list(read([written(tmp_path / "a.xml", data)])))
    assert (one.title, one.url) == ("A & B & C\xa0ệ&x; &", "https://bao.example/?a=1&b=2")
    assert one.text == "<p>Xã & huyện&nbsp;họp &lt;.</p>"


def test_xml_in_utf16(tmp_path: Path) -> None:
    data = f'<?xml version="1.0" encoding="utf-16"?><rss><item><text>{TEXT}</text></item></rss>'.encode("utf-16")
    assert [one.text for one in articles(list(read([written(tmp_path / "a.xml", data)])))] == [TEXT]


def test_xml_brings_nothing_in(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    for number, kind in enumerate((f'SYSTEM "file://{tmp_path}/secret.txt"', '"x"')):
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        data = f"<!DOCTYPE a [<!ENTITY l0 {kind}>{laughs}]><rss><item><text>&l{11 * number};</text></item></rss>"
        incoming = list(read([written(tmp_path / "a.xml", data)]))
        assert "secret" not in str(incoming).replace("secret.txt", "")
        assert "broken XML" in reasons(incoming)[0]


# --- JSON ---


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", '{"status": "ok", "articles": [{"content": "Một."}, {"content": "Hai."}]}'),
        (
            "a.json",
            '{"took": 3, "hits": {"total": 2, "hits": [{"_source": {"body": "Một."}}, {"_source": {"body": "Hai."}}]}}',
        ),
        ("a.json", '[{"text": "Một.",}, {"text": "Hai.", "views": NaN},]'),
        ("a.json", '{"_id": ObjectId("5f"), "text": "Một."}\n{"_id": 2, "text": "Hai.", "at": ISODate("2025-10-16")}'),
        ("a.json", '{"content": {"0": "Một.", "1": "Hai."}, "date": {"0": 1760574600000, "1": null}}'),
        ("a.json", '{"columns": ["title", "content"], "index": [0, 1], "data": [["A", "Một."], ["B", "Hai."]]}'),
        ("a.json", '{"bai1": {"content": "Một."}, "bai2": {"content": "Hai.", "date": "16/10/2025"}}'),
        ("a.json", '[["ngay", "noi_dung"], ["16/10/2025", "Một."], ["", "Hai."]]'),
        ("a.json", '{"range": "A1:B3", "values": [["Tiêu đề", "Nội dung"], ["A", "Một."], ["B", "Hai."]]}'),
        ("a.json", '{"schema": [{"name": "id"}, {"name": "content"}], "rows": [[1, "Một."], [2, "Hai."]]}'),
        ("a.json", '{"title": "Tin", "description": "Tin mới", "items": [{"content": "Một."}, {"content": "Hai."}]}'),
        ("a.json", '{"data": {"tags": [{"n": 1}, {"n": 2}, {"n": 3}], "new": [{"text": "Một."}, {"text": "Hai."}]}}'),
        ("a.json", '{"top": [{"text": "Một."}], "rest": [{"text": "Hai."}]}'),
        ("a.json", '{"news": [{"title": "A", "text": "Một."}, {"title": "B", "text": "Hai."}]}'),
        ("a.json", '{"data": [{"id": 1, "attributes": {"content": "Một."}}, {"attributes": {"content": "Hai."}}]}'),
        ("a.json", '{"pages": [{"edges": [{"node": {"text": "Một."}}]}, {"edges": [{"node": {"text": "Hai."}}]}]}'),
        ("a.json", '[{"@graph": [{"@type": "WebPage"}, {"text": "Một."}]}, {"@graph": [{"text": "Hai."}]}]'),
        ("a.jsonl", '{"hits": {"hits": [{"_source": {"text": "Một."}}]}}\n{"_id": "7", "_source": {"text": "Hai."}}'),
        ("a.jsonl", '{\n "text": "Một."\n}\n{\n "text": "Hai."\n}\n'),
        ("a.jsonl", '[{"text": "Một."}, {\n "text": "Hai."}]'),
        ("a.jsonl", '{"text": "Một."},\n{"text": "Hai.", "views": NaN},\n'),
        ("a.jsonl", '[\n{"text": "Một."},\n{"text": "Hai."}\n]\n'),
        ("a.jsonl", '// xuất ngày 1/2\n{"text": "Một.", "u": "a//b",} // một\n# hết\n{"text": /* hai */ "Hai.",}\n'),
        ("a.ndjson", '{"text": "Một.", "x": [1, -Infinity,]}\n{"text": "Hai."}\n'),
    ],
)
def test_json_as_programs_write_it(tmp_path: Path, name: str, data: str) -> None:
    found = articles(list(read([written(tmp_path / name, data)])))
    assert [one.text for one in found] == ["Một.", "Hai."]


def test_the_types_of_dynamo_are_undone(tmp_path: Path) -> None:
    data = '{"Item": {"id": {"N": "7"}, "content": {"S": "Xã họp."}, "published": {"N": "1760574600"}}}'
    (one,) = articles(list(read([written(tmp_path / "a.jsonl", data)])))
    assert (one.id, one.text, one.published) == ("7", "Xã họp.", "1760574600")


def test_what_an_envelope_says_is_kept(tmp_path: Path) -> None:
    data = '{"_index": "news", "_id": "7", "_source": {"content": "Xã họp.", "published": "16/10/2025"}}'
    (one,) = articles(list(read([written(tmp_path / "a.jsonl", data)])))
    assert (one.id, one.published, one.source) == ("7", "16/10/2025", {"_index": "news"})
    data = '{"article": {"title": "Họp", "text": "Xã họp."}, "views": 3}'
    (one,) = articles(list(read([written(tmp_path / "b.jsonl", data)])))
    assert (one.title, one.text, one.source) == ("Họp", "Xã họp.", {"views": 3})


def test_what_a_row_says_of_its_text_may_lie_in_an_object(tmp_path: Path) -> None:
    row = {
        "text": TEXT,
        "title": "Cầu",
        "metadata": {"title": "Đường", "published": "16/10/2025", "a": {"luc": "17/10/2025"}},
    }
    file, mapper = written(tmp_path / "a.jsonl", json.dumps(row)), Mapper()
    (one,) = articles(list(read([file], mapper=mapper)))
    assert (one.title, one.published, one.source) == ("Cầu", "16/10/2025", {"metadata": row["metadata"]})
    assert mapper.told() == "published from 'metadata.published'"
    (one,) = articles(list(read([file], fields=Fields(published="metadata.a.luc"))))
    assert one.published == "17/10/2025"
    file = written(tmp_path / "b.jsonl", '{"x": {"loi": "Xã họp."}, "y": {"text": "Khác."}}')
    assert [one.text for one in articles(list(read([file], fields=Fields(text="x.loi"))))] == ["Xã họp."]


def test_an_article_with_lists_in_it_is_one(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"content": "Xã họp.", "related": [{"title": "Khác", "content": "Huyện họp."}]},
        {"content": [{"type": "p", "text": "Xã họp."}]},
        {"content": {"rendered": "Xã họp."}, "title": {"rendered": "Họp"}},
    ]
    found = articles(list(read([written(tmp_path / "a.json", json.dumps(rows))])))
    assert [one.text for one in found] == ["Xã họp."] * 3


@pytest.mark.parametrize("chunk", [1, 7, 64])
@pytest.mark.parametrize("limit", [120, 300, 10_000])
def test_an_array_in_an_object_is_read_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int, limit: int
) -> None:
    monkeypatch.setattr("extract.io.json.MOST_BYTES", limit)
    monkeypatch.setattr("extract.io.json._CHUNK", chunk)
    items = [{"text": f'Xã họp {number} [\\{{ "to".'} for number in range(9)]
    page = {"ok": [1, [2]], "data": {"total": 9, "items": items, "next": [None]}, "took": 3}
    file = written(tmp_path / "a.json", json.dumps([page, page], indent=1))
    found = articles(list(read([file])))
    assert [one.text for one in found] == [one["text"] for one in items] * 2


def test_a_chunk_may_end_behind_a_backslash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = json.dumps({"text": 'Xã "họp" \\ \n.'})
    for chunk in range(20, 60):
        monkeypatch.setattr("extract.io.json._CHUNK", chunk)
        assert len(articles(list(read([written(tmp_path / "a.json", f"[{row}, {row}]")])))) == 2


def test_strings_are_left_alone_where_json_is_mended(tmp_path: Path) -> None:
    (one,) = articles(list(read([written(tmp_path / "a.jsonl", '{"text": "NaN, ] \\",}\\" None", "x": NaN}')])))
    assert (one.text, one.source) == ('NaN, ] ",}" None', {"x": None})
    assert "broken JSON" in reasons(list(read([written(tmp_path / "b.jsonl", '{"text": NaN nothing}')])))[0]


def test_mongo_dates_and_authors_of_any_shape(tmp_path: Path) -> None:
    row = {
        "_id": {"$oid": "5f"},
        "content": TEXT,
        "date": {"$date": "2025-10-16T18:00:00Z"},
        "author": [{"name": "Hà Mẫn"}],
    }
    (one,) = articles(list(read([written(tmp_path / "a.jsonl", json.dumps(row))])))
    assert (one.id, one.published, one.author) == ("5f", "2025-10-16T18:00:00Z", "Hà Mẫn")


# --- Text files with several articles ---


@pytest.mark.parametrize(
    ("split", "data", "places"),
    [
        ("---", "Một.\n---\nHai.\ndòng\n-----\n\n---\nBa.", ["1", "3", "8"]),
        ("###", "###\nMột.\n###\nHai.\ndòng\n###\nBa.\n###\n", ["2", "4", "7"]),
        ("line", "Một.\n\nHai.\nBa.", ["1", "3", "4"]),
    ],
)
def test_a_text_file_may_hold_several_articles(tmp_path: Path, split: str, data: str, places: list[str]) -> None:
    incoming = list(read([written(tmp_path / "a.txt", data)], fields=Fields(split=split)))
    assert [one.text.split()[0] for one in articles(incoming)] == ["Một.", "Hai.", "Ba."]
    assert [str(one.place).rpartition(":")[2] for one in incoming] == places


def test_lines_that_may_part_articles_are_told(tmp_path: Path) -> None:
    (one,) = read([written(tmp_path / "a.txt", "Một.\n-----\nHai.\n------\nBa.")])
    assert isinstance(one, Arrival)
    assert "--split '-----'" in str(one.warning)
    (one,) = read([written(tmp_path / "b.txt", "Một.\n***\nHai.")])
    assert isinstance(one, Arrival)
    assert one.warning is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", ["\t", "|", ";"])
def test_a_table_may_be_called_txt(tmp_path: Path, delimiter: str, encoding: str) -> None:
    one, two = articles(list(read([written(tmp_path / "a.txt", csv_of(delimiter).encode(encoding))])))
    assert known(one) == known(ARTICLE)
    assert two.title == "Hai"
    (text,) = articles(list(read([written(tmp_path / "b.txt", f"Nội dung, kết quả; tin | bài\n{TEXT}")])))
    assert text.text.endswith(TEXT)


def test_what_stands_below_a_table_is_no_article(tmp_path: Path) -> None:
    rows = [["Tiêu đề", "Nội dung", "Ngày"], ["Cầu", "Xã họp.", "16/10/2025"], [None, "Người lập bảng", None]]
    rows.append([None, "Xã nghỉ.", None])
    article, below, short = read([workbook(tmp_path / "a.xlsx", {"Bài": rows})])
    assert isinstance(article, Arrival) and article.article.text == "Xã họp."
    assert isinstance(below, Reject) and "a sum or a signature" in below.reason
    assert isinstance(short, Arrival) and short.article.text == "Xã nghỉ."


def test_snippets_of_a_search_are_no_articles(tmp_path: Path) -> None:
    hit = {"_id": "7", "_source": {"text": "Xã họp.", "title": "Cầu"}, "highlight": {"text": ["Xã <em>họp</em>."]}}
    (one,) = read([written(tmp_path / "a.json", json.dumps({"hits": {"hits": [hit]}}))])
    assert isinstance(one, Arrival) and (one.article.text, one.article.id) == ("Xã họp.", "7")


def test_a_head_in_toml_and_files_that_tell_of_the_folder(tmp_path: Path) -> None:
    written(tmp_path / "README.md", "# Bài viết\nNhững bài của xã.")
    written(tmp_path / "a.md", f'+++\ntitle = "Cầu mới"\ndate = 2025-10-16T08:00:00+07:00\n+++\n\n{TEXT}\n')
    passed_over = Counter[str]()
    (one,) = read([str(tmp_path)], passed_over=passed_over)
    assert isinstance(one, Arrival)
    assert (one.article.title, one.article.published, one.article.text.strip()) == (
        "Cầu mới",
        "2025-10-16T08:00:00+07:00",
        TEXT,
    )
    assert passed_over == {".md": 1}


def test_the_head_of_markdown_says_what_it_says_of_the_text(tmp_path: Path) -> None:
    head = 'title: "Cầu mới: đường mới"\ndate: 2025-10-16T23:30:00Z\nauthor: [Hà Mẫn, Đỗ Lực]\ntags: [cầu]'
    (one,) = read([written(tmp_path / "a.md", f"---\n{head}\n---\n\n{TEXT}\n")])
    assert isinstance(one, Arrival)
    article = one.article
    assert (article.text, article.title, article.author) == (f"{TEXT}\n", "Cầu mới: đường mới", "Hà Mẫn, Đỗ Lực")
    assert (article.published, article.source["tags"], one.carried) == ("2025-10-16T23:30:00Z", ["cầu"], True)
    bomb = "title: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"
    for head in (TEXT, "ghi: [", bomb, f"title: {'[' * 9000}{']' * 9000}"):
        text = f"---\n{head}\n---\n{TEXT}"
        (one,) = read([written(tmp_path / "b.md", text)])
        assert isinstance(one, Arrival)
        assert (one.article.text, one.carried) == (text, False)


def test_lines_above_a_text_say_what_they_say_of_it(tmp_path: Path) -> None:
    said = "Tiêu đề: Cầu mới: đường mới\nNgày đăng: 16/10/2025\n\n"
    parts = [f"{said}Nội dung: {TEXT}", f"{said}{TEXT}", f"Thời gian: 8h\nĐịa điểm: xã\n{TEXT}"]
    file = written(tmp_path / "a.txt", "\n====\n".join(parts))
    one, two, three = articles(list(read([file], fields=Fields(split="===="))))
    assert known(one) == known(two) == (f"{TEXT}\n", "Cầu mới: đường mới", "16/10/2025")
    assert (three.text, three.published) == (parts[2], None)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2025-10-16_cau.txt", "2025-10-16"),
        ("20251016-cau.txt", "2025-10-16"),
        ("16.10.2025 - cau.txt", "2025-10-16"),
        ("cau 123456789.txt", None),
        ("2025-99-16.txt", None),
    ],
)
def test_the_day_may_be_in_the_names_of_files(tmp_path: Path, name: str, day: str | None) -> None:
    file = written(tmp_path / name, TEXT)
    assert [one.published for one in articles(list(read([file])))] == [None]
    assert [one.published for one in articles(list(read([file], fields=Fields(published="file"))))] == [day]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", '{"text": "Một."}\n{"text": "Hai."}\n'),
        ("a.csv", '[{"text": "Một."}, {"text": "Hai."}]'),
        ("a.json", '<?xml version="1.0"?><rss><item><text>Một.</text></item><item><text>Hai.</text></item></rss>'),
        ("part-00000", '{"text": "Một."}\n{"text": "Hai."}\n'),
        ("a.jsonl.1", '{"text": "Một."}\n{"text": "Hai."}\n'),
    ],
)
def test_a_file_is_what_it_begins_as(tmp_path: Path, name: str, data: str) -> None:
    file = written(tmp_path / name, data)
    for named in (file, str(tmp_path)):
        assert [one.text for one in articles(list(read([named])))] == ["Một.", "Hai."]


@pytest.mark.parametrize("packing", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_a_packed_file_need_not_be_called_so(tmp_path: Path, packing: Callable[[bytes], bytes]) -> None:
    for name in ("a.jsonl", "b.csv"):
        data = packing(b'{"text": "X."}' if name == "a.jsonl" else b"text,title\nX.,A\n")
        assert [one.text for one in articles(list(read([written(tmp_path / name, data)])))] == ["X."]


def test_a_row_may_hold_a_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="trafilatura is not installed")
    page = f"<!DOCTYPE html><html><body><h1>Cầu mới</h1><p>{TEXT}</p></body></html>"
    row = {
        "id": 7,
        "url": "https://bao.example/7",
        "html": page,
        "date": "16/10/2025",
        "description": "Có cầu.",
        "status": 200,
    }
    (one,) = read([written(tmp_path / "a.jsonl", json.dumps(row))])
    assert isinstance(one, Page)
    found = html.parse(one)
    assert isinstance(found, Arrival)
    assert (found.article.text, found.article.title, found.article.id) == (TEXT, "Cầu mới", "7")
    assert (found.article.published, found.article.url) == ("16/10/2025", "https://bao.example/7")
    assert (found.article.source["status"], found.carried) == (200, True)


def test_columns_may_be_objects(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    import pyarrow

    table = pyarrow.table({"article": [{"title": "Cầu", "body": TEXT}], "lang": ["vi"]})
    parquet.write_table(table, tmp_path / "a.parquet")
    (one,) = articles(list(read([str(tmp_path / "a.parquet")])))
    assert (one.text, one.title, one.source) == (TEXT, "Cầu", {"lang": "vi"})


def test_folders_may_be_called_as_columns_and_their_values(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    import pyarrow

    (tmp_path / "ngay=2025-10-16").mkdir()
    parquet.write_table(pyarrow.table({"text": [TEXT]}), tmp_path / "ngay=2025-10-16" / "a.parquet")
    (one,) = articles(list(read([str(tmp_path)])))
    assert (one.text, one.published) == (TEXT, "2025-10-16")


def test_what_cannot_be_told_by_its_beginning_is_not_read(tmp_path: Path) -> None:
    assert "unknown format ''" in reasons(list(read([written(tmp_path / "a", TEXT)])))[0]
    assert "'.bin'" in reasons(list(read([written(tmp_path / "a.bin", '{"text": "Một."}')])))[0]
    (one,) = articles(list(read([written(tmp_path / "a.txt", f"[Ảnh] {TEXT}")])))
    assert one.text == f"[Ảnh] {TEXT}"


def test_a_page_saved_with_its_pictures(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="trafilatura is not installed")
    import quopri

    body = quopri.encodestring(f"<html><body><h1>Cầu mới</h1><p>{TEXT}</p></body></html>".encode()).decode()
    data = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://bao.example/1\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\n'
        "Content-Type: text/html; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n--x\r\n"
        "Content-Type: image/png\r\n\r\nPNG\r\n--x--\r\n"
    )
    (page,) = read([written(tmp_path / "a.mhtml", data)])
    assert isinstance(page, Page)
    assert (page.url, TEXT.encode() in page.raw) == ("https://bao.example/1", True)
    assert "no page" in reasons(list(read([written(tmp_path / "b.mht", "Content-Type: text/plain\r\n\r\nx")])))[0]

"""Text as other programs write it, read with offsets of the text as given."""

import time

import pytest

from extract.pipeline import Extractor
from extract.text.normalise import normalise

EXTRACTOR = Extractor(ner=None)

WRAPPED = (
    "Sáng 5/6, Chủ tịch UBND tỉnh Lò Văn Khởi cùng Phó Chủ tịch UBND tỉnh Lê\nVăn Mẫu đã đến dự lễ khánh thành cây "
    "cầu nối hai bờ sông Cái của huyện\nAn Hòa, có đông đảo người dân hai bờ sông tham dự.\nDòng sau."
)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("Ông Mẫu , Giám đốc Sở ( Hà Nội ) , nói : có .", "Ông Mẫu, Giám đốc Sở (Hà Nội), nói: có."),
        ("Giá 2,5 tỷ , .NET và , 5 xe", "Giá 2,5 tỷ, .NET và, 5 xe"),
        ("Chủ_tịch UBND xã Lê_Văn_Mẫu ở Quang_Minh", "Chủ tịch UBND xã Lê Văn Mẫu ở Quang Minh"),
        ("Gửi le_mau@bao.vn, http://bao.vn/a_b và Chủ_tịch", "Gửi le_mau@bao.vn, http://bao.vn/a_b và Chủ tịch"),
        ("biến ten_bien và file_name", "biến ten_bien và file_name"),
        ("**Chủ tịch** <b>Lê Văn</b> Mẫu và __Bí thư__ *Khởi*", "Chủ tịch Lê Văn Mẫu và Bí thư Khởi"),
        ("2*3*4 và a ** b, 5 < 7 > 3", "2*3*4 và a ** b, 5 < 7 > 3"),
        ("# Cầu mới\n> [Lê Văn Mẫu](https://bao.vn/a_b) nói", "Cầu mới\nLê Văn Mẫu nói"),
        ("![ảnh cầu](a.jpg) [1] (2)", "ảnh cầu [1] (2)"),
        ("<p>Một.</p><p class='x'>Hai<br/>ba</p>", "\nMột.\n\nHai\nba\n"),
        ("<style>p {color: red}</style>Một<!-- hai --><script>if (a<b) c()</script>.", "Một."),
        ("<tr><td>1</td><td>Lê Văn Mẫu</td></tr>", "\n1, Lê Văn Mẫu\n"),
        ("&lt;p&gt;Một&lt;/p&gt;", "\nMột\n"),
        ("Ông Mẫu,Giám đốc Sở.Ông nói;bà nghe 2020.Theo", "Ông Mẫu, Giám đốc Sở. Ông nói; bà nghe 2020. Theo"),
        ("TP.HCM, baomau.Com, A.B, 1.000,5, 2,5", "TP.HCM, baomau.Com, A.B, 1.000,5, 2,5"),
        (WRAPPED, WRAPPED.replace("Lê\n", "Lê ").replace("huyện\n", "huyện ")),
        ("Một dòng ngắn.\nHai dòng cũng ngắn.\nBa", "Một dòng ngắn.\nHai dòng cũng ngắn.\nBa"),
    ],
)
def test_what_other_programs_leave_is_put_right(given: str, text: str) -> None:
    found = normalise(given)
    assert found.text == text
    assert normalise(text).text == text


@pytest.mark.parametrize(
    "given",
    [
        "Ông Lê Văn Mẫu , Giám đốc Sở Y tế tỉnh Lạng Sơn , dự họp .",
        "Ông Lê_Văn_Mẫu , Giám_đốc Sở Y_tế tỉnh Lạng_Sơn , dự họp .",
        "<p><b>Ông Lê Văn Mẫu</b>, <i>Giám đốc Sở Y tế</i> tỉnh Lạng Sơn, dự họp.</p>",
        "**Ông Lê Văn Mẫu**, *Giám đốc Sở Y tế* tỉnh Lạng Sơn, dự họp.",
        "Ông Lê Văn Mẫu,Giám đốc Sở Y tế tỉnh Lạng Sơn,dự họp.Ông nói.",
    ],
)
def test_officials_are_found_in_it_with_offsets_of_the_text_as_given(given: str) -> None:
    record = EXTRACTOR(given)
    assert [official.name for official in record.officials] == ["Lê Văn Mẫu"]
    assert record.officials[0].titles[0].role == "Giám đốc"
    for _, item in record.items():  # noqa: PERF102 - it is no dictionary
        assert given[item.start : item.end] == item.text


def test_a_name_that_a_line_break_parts_is_one() -> None:
    assert "Lê Văn Mẫu" in [official.name for official in EXTRACTOR(WRAPPED).officials]


@pytest.mark.parametrize("piece", ["<p ", "<!--", "<script>", "[a](", "**a", "*a ", "a_", "a ,", "<b>*[", "# "])
def test_effort_grows_with_length(piece: str) -> None:
    def took(times: int) -> float:
        text = piece * times
        began = time.process_time()
        normalise(text)
        return time.process_time() - began

    took(1000)
    assert took(8000) < 8 * took(2000) + 0.3


TONED = "Sáng nay, Chủ tịch UBND xã Lê Văn Mẫu đã đến dự lễ khánh thành cây cầu nối hai bờ sông Cái của huyện An Hòa. "
BARE = "Sang nay, Chu tich UBND xa Le Van Mau da den du le khanh thanh cay cau noi hai bo song Cai cua huyen An Hoa. "


@pytest.mark.parametrize(("text", "warned"), [(TONED * 3, 0), (BARE * 3, 1), (BARE[:60], 0), ("12 34, 56. " * 90, 0)])
def test_text_without_its_marks_is_warned_of(text: str, warned: int) -> None:
    assert sum("without its marks" in warning for warning in EXTRACTOR(text).warnings) == warned


@pytest.mark.parametrize("text", ["tRo*ros tRo*\u0302\u0309", "a <b>\u0301 c", "[x](y)\u0323 z"])
def test_a_mark_behind_a_sign_never_comes_to_stand_on_a_letter(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once

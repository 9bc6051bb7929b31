import codecs
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text.encodings import MISREAD, DecodingError, decode, repair
from extract.text.fonts import FONTS, detect
from extract.text.normalise import normalise
from tests.news import encode, misread
from tests.shared import DEV, needs_gold

PROPERTY = settings(max_examples=100, derandomize=True, deadline=None, database=None)

TEXT = (
    "Sáng 4/9, ông Đặng Hữu Quỳnh, Bí thư Huyện ủy Khe Lũy, đã dự lễ khánh thành trường mầm non xã Thượng Ổ.\n\n"
    "Công trình có tổng mức đầu tư 12,4 tỷ đồng, gồm 8 phòng học, nhà bếp và khu vui chơi ngoài trời; "
    "phụ huynh nhường đất, góp thêm 350 ngày công.\n"
    "Nhân dịp này, huyện tặng giấy khen cho 3 tập thể, 5 cá nhân có thành tích xuất sắc trong vận động quỹ khuyến học."
)
# The same words in the three encodings, written by hand from the tables of the standards.
MOTTO = "Độc lập - Tự do - Hạnh phúc, nước Việt Nam"
MOTTOES = {
    "TCVN3": "§éc lËp - Tù do - H¹nh phóc, n\xadíc ViÖt Nam",
    "VNI": "Ñoäc laäp - Töï do - Haïnh phuùc, nöôùc Vieät Nam",
    "VISCII": "Ðµc l§p - Tñ do - HÕnh phúc, nß¾c Vi®t Nam",
}
BY_NAME = {font.name: font for font in FONTS}


@pytest.mark.parametrize("name", MOTTOES)
def test_tells_the_encodings_apart(name: str) -> None:
    repaired = repair(MOTTOES[name])
    assert repaired.encoding == name
    assert repaired.text == MOTTO


@pytest.mark.parametrize("name", MOTTOES)
def test_tables_hold_all_letters(name: str) -> None:
    letters = {
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in "aăâeêioôơuưy"
        for tone in ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    } | {"đ"}
    have = set(BY_NAME[name].letters.values()) | {chr(code) for code in range(0x100)}
    assert letters <= have
    if name != "TCVN3":
        assert {letter.upper() for letter in letters} <= have


@pytest.mark.parametrize("name", MOTTOES)
def test_converts_an_article_and_maps_back(name: str) -> None:
    text = encode(TEXT, BY_NAME[name])
    result = normalise(text)
    assert result.encoding == name
    assert result.text == TEXT
    for word in ("Đặng Hữu Quỳnh", "Huyện ủy", "12,4 tỷ đồng", "giấy khen"):
        start = result.text.index(word)
        source = result.alignment.source(start, start + len(word))
        assert text[slice(*source)] == encode(word, BY_NAME[name])


def test_capitals_of_tcvn3_fonts_are_read_from_the_letters_around() -> None:
    text = "Së GI¸O DôC Vµ §µO T¹O TØNH HßA KH£, UBND x· Hßa Mü vµ TP Hµ Khª"
    assert repair(text).text == "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH HÒA KHÊ, UBND xã Hòa Mỹ và TP Hà Khê"


def test_capitals_of_viscii_that_come_as_punctuation() -> None:
    # Ộ is the byte 93, which CP1252 reads as a quotation mark.
    assert repair("B“ CÔNG TH߽NG, Bµ Công thß½ng ðã h÷p v¾i tïnh ðßþc").text.startswith("BỘ CÔNG TH")


@pytest.mark.parametrize("times", [1, 2, 3])
def test_converts_misread_text(times: int) -> None:
    text = misread(TEXT, times)
    result = normalise(text)
    assert result.encoding == MISREAD
    assert result.text == TEXT
    start = TEXT.index("Đặng")
    assert text[slice(*result.alignment.source(start, start + 14))] == misread("Đặng Hữu Quỳnh", times)


def test_converts_misread_lines_and_leaves_the_others() -> None:
    first, _, *others = TEXT.split("\n")
    mixed = "\n".join([first, *map(misread, others), 'Ông nói: "ĐÃ” xong.', first])
    assert repair(mixed).text == "\n".join([first, *others, 'Ông nói: "ĐÃ” xong.', first])
    one_line = f"Tin mới nhận được: {misread(TEXT)}"
    assert repair(one_line).text == f"Tin mới nhận được: {TEXT}"


@pytest.mark.parametrize("lines", [[TEXT, "Chó con"], ["Chó con", TEXT], [TEXT, "Chó con", TEXT]])
def test_one_misread_letter_is_enough_where_it_has_a_line_of_its_own(lines: list[str]) -> None:
    assert repair("\n".join(map(misread, lines))).text == "\n".join(lines)


def test_one_pair_inside_a_line_proves_nothing_even_before_misread_lines() -> None:
    assert repair(f'Ông được gọi "ĐÃ” về.\n{misread(TEXT)}').text == f'Ông được gọi "ĐÃ” về.\n{TEXT}'


def test_leaves_what_is_no_utf8_in_misread_text() -> None:
    assert repair(misread("Đồng Lũy: ") + "à€€").text == "Đồng Lũy: à€€"


def test_converts_misread_text_with_lost_characters() -> None:
    text = misread("Ngày này, toàn tỉnh có 5 xã làm đường mới; dự án đã thử tải, vận hành.")
    cleaned = text.replace("\xa0", " ").replace("\xad", "")
    assert normalise(cleaned).text == "Ngày này, toàn tỉnh có 5 xã làm đường mới; dự án đã thử tải, vận hành."


def test_converts_legacy_lines_and_leaves_the_others() -> None:
    font = BY_NAME["TCVN3"]
    text = f"Trang chủ - Thời sự\n{encode(TEXT, font)}\nÝ kiến bạn đọc"
    assert repair(text).text == f"Trang chủ - Thời sự\n{TEXT}\nÝ kiến bạn đọc"


CLEAN = [
    "",
    "Ông Müller gặp bà Gößner ở Köln, sau đó bay đi Zürich, Malmö và Tromsø.",
    "Müller, Gößner, Köln, Zürich, Malmö, Tromsø, Besançon",
    "Le général a été reçu à l'hôtel; où sont passés les élèves? Très bien, ça va.",
    "“ĐÃ” – “LÃ” – “XÃ” – “BÃ”",
    "5 km², 3 m³, 30°C, ½ giờ, ±2 µm, © 2020, ®, ™, § 5, ¶ 2",
    "MU mua Bale: £50m, £60m, £70 hay £80?",
    "30°, 40°, 50°; ½, ¾; 5 µm, 6 µm, 7 µg, 8 m², 9 cm², 3 km²",
    "«Má» … «à» … «lá»…",
    "Là gì? Có ai nói là có, có ai nói không có à?",
    "São Paulo, Piñol, Muñoz, Besançon, Ibrahimović, Beyoğlu, Ålesund, Škoda",
    "ÃÃÃ ÂÂÂ ááá ººº »»»",
]


@pytest.mark.parametrize("text", CLEAN)
def test_leaves_clean_text_alone(text: str) -> None:
    repaired = repair(text)
    assert repaired.encoding is None
    assert repaired.text == text
    assert repaired.alignment.is_identity


@needs_gold
def test_leaves_real_articles_alone() -> None:
    for path in sorted(DEV.glob("*.json")):
        assert repair(path.read_text("utf-8")).encoding is None


@PROPERTY
@given(st.text() | st.text([chr(code) for code in range(0x20, 0x100)] + list("…‘’“”•–—\n")))
def test_repairing_any_text_gives_a_fitting_alignment(text: str) -> None:
    repaired = repair(text)
    assert repaired.alignment.source_length == len(text)
    assert repaired.alignment.target_length == len(repaired.text)


def test_short_text_is_not_judged() -> None:
    assert detect("Hµ Néi") is None


# --- Bytes ---


def to_cp1258(text: str) -> bytes:
    encoded = b""
    for character in text:
        letter, *marks = unicodedata.normalize("NFD", character)
        shapes = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
        tones = [mark for mark in marks if mark not in "\u0302\u0306\u031b"]
        encoded += (unicodedata.normalize("NFC", letter + "".join(shapes)) + "".join(tones)).encode("cp1258")
    return encoded


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (to_cp1258(TEXT), "CP1258"),
        (encode(TEXT, BY_NAME["VNI"]).encode("latin-1"), "VNI"),
        (b"", "UTF-8"),
        (b"abc", "UTF-8"),
    ],
)
def test_decodes_bytes(data: bytes, name: str) -> None:
    text, encoding = decode(data)
    assert encoding == name
    if data[3:]:
        assert unicodedata.normalize("NFC", text) == TEXT


@pytest.mark.parametrize("name", MOTTOES)
def test_decodes_bytes_of_legacy_files(name: str) -> None:
    assert decode(MOTTOES[name].encode("latin-1")) == (MOTTO, name)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\x80abc", "not UTF-8 (byte 0xff at offset 0"),
        ("Été à la plage, où ça? Ménage évident, très bête.".encode("cp1252"), "not UTF-8 (byte 0xc9 at offset 0"),
        (TEXT.encode()[:-1] + b"\xe1", "not UTF-8 (byte 0xe1"),
        (b"\xff\xfea\x00b", "not UTF-16 (byte 0x62 at offset"),
        (bytes(range(0x80, 0x100)) * 20, "not UTF-8 (byte 0x80 at offset 0"),
    ],
)
def test_says_where_bytes_are_no_text(data: bytes, message: str) -> None:
    with pytest.raises(DecodingError) as caught:
        decode(data)
    assert message in str(caught.value)


@PROPERTY
@given(st.binary())
def test_any_bytes_give_text_or_a_decoding_error(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except DecodingError:
        return
    assert isinstance(text, str)

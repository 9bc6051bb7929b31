"""Sentences as news has them, put together from parts that are made up, and the disguises that text comes in."""

import unicodedata
from collections.abc import Callable
from types import MappingProxyType

import regex
from hypothesis import strategies as st

from extract.text.fonts import FONTS, Font

_DAYS = ("Sáng 12/6/2020", "Chiều ngày 5 tháng 9 năm 2021", "Hôm qua", "Ngày 27/7", "Trong quý II/2019", "Đầu năm 2018")
_RANKS = ("Thiếu tướng", "Đại tá", "Ông", "Bà", "Đồng chí", "Trung tá")
_NAMES = ("Lê Văn Mẫu", "Trần Thị Thúy", "Nông Văn Khuể", "Đỗ Khắc Miên", "Nguyễn Hòa Thử", "Vàng Thị Sính")
_OFFICES = (
    "Giám đốc Công an tỉnh Hà Giang",
    "Phó Chủ tịch UBND huyện",
    "Bí thư Huyện ủy Khe Lũy",
    "Thứ trưởng Bộ Công an",
    "Ủy viên Ban Thường vụ Tỉnh ủy",
)
_DEEDS = (
    "đã dự lễ khánh thành trường học",
    "phát biểu tại hội nghị",
    "trao Bằng khen của Bộ trưởng Bộ Công an cho 8 tập thể",
    "được tặng Huân chương Lao động hạng Nhì",
)
FIGURES = (
    "Tỷ lệ hộ nghèo giảm từ 5,2% xuống 3,1%.",
    "Thu ngân sách đạt 1.027 tỷ đồng, tăng 12,5% so với cùng kỳ.",
    "Xã có 27 hộ, trồng được 3,5 ha lúa và nuôi hơn hai nghìn con gà.",
    "Kinh phí 2,5 triệu đồng, dài 14 km, trong 3 năm 2018, 2019 và 2020.",
)
NEUTRAL = ("Mọi người đều vui mừng.", "Trời mát mẻ và nhiều mây.", "Con đường ấy rất đẹp.")
"""Sentences with no number, no date, no name, no title and no award."""

_events: st.SearchStrategy[str] = st.builds(
    "{}, {} {}, {}, {}.".format,
    st.sampled_from(_DAYS),
    st.sampled_from(_RANKS),
    st.sampled_from(_NAMES),
    st.sampled_from(_OFFICES),
    st.sampled_from(_DEEDS),
)
sentences: st.SearchStrategy[str] = st.one_of(_events, st.sampled_from(FIGURES), st.sampled_from(NEUTRAL))
articles: st.SearchStrategy[str] = st.lists(st.lists(sentences, min_size=1, max_size=3), min_size=1, max_size=4).map(
    lambda paragraphs: "\n".join(map(" ".join, paragraphs))
)
debris: st.SearchStrategy[str] = st.text(
    alphabet=st.one_of(
        st.characters(codec=None, exclude_categories=()),
        st.sampled_from("0123456789/.,-%&;#:()\"' \n\r\t\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\u0301\u0323aAđĐệỔÃµß"),
    ),
    max_size=60,
)
texts: st.SearchStrategy[str] = st.lists(
    st.one_of(sentences, debris, sentences.map(lambda s: s[5:-9])), max_size=6
).map("".join)
"""Any text: whole sentences, pieces of them, and characters of every kind between."""

# --- Disguises: other ways to write the same words ---

_OLD = unicodedata.normalize("NFC", "".join(v + t for v in "ouOU" for t in "\u0300\u0301\u0309\u0303\u0323"))
_OPEN_SYLLABLE = regex.compile(rf"(?<![qQ])[{_OLD}][aeyAEY](?!\p{{L}})")


def new_style(text: str) -> str:
    """The tone mark of open oa, oe and uy on the second letter: "hoà" for "hòa"."""

    def moved(match: "regex.Match[str]") -> str:
        first, tone = unicodedata.normalize("NFD", match.group()[0])
        second = match.group()[1]
        pair = first.lower() + second.lower()
        return unicodedata.normalize("NFC", first + second + tone) if pair in ("oa", "oe", "uy") else match.group()

    return _OPEN_SYLLABLE.sub(moved, text)


def misread(text: str, times: int = 1) -> str:
    """UTF-8 read as CP1252."""
    for _ in range(times):
        read = text.encode().decode("latin-1")
        text = "".join(c.encode("latin-1").decode("cp1252", "ignore") or c for c in read)
    return text


def encode(text: str, font: Font) -> str:
    """Write a text in a font encoding; a capital that it has no code for as the small letter."""
    codes: dict[str, str] = {}
    for written, letter in font.letters.items():
        codes.setdefault(letter, written)
    return "".join(codes.get(c) or codes.get(c.lower(), c) for c in text)


DISGUISES: MappingProxyType[str, Callable[[str], str]] = MappingProxyType(
    {
        "NFD": lambda text: unicodedata.normalize("NFD", text),
        "new tone style": new_style,
        "two spaces": lambda text: text.replace(" ", "  "),
        "no-break spaces": lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
        "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
        "entities": lambda text: "".join(f"&#{ord(c)};" if c > "\x7f" else c for c in text),
        "zero-width spaces": lambda text: text.replace(" ", "\N{ZERO WIDTH SPACE} "),
        "all at once": lambda text: unicodedata.normalize("NFD", new_style(text)).replace(" ", " \N{NO-BREAK SPACE}"),
    }
)
"""Spellings that give the same values as the clean text, whatever the text."""

LEGACY: MappingProxyType[str, Callable[[str], str]] = MappingProxyType(
    {font.name: lambda text, font=font: encode(text, font) for font in FONTS} | {"UTF-8 read as CP1252": misread}
)
"""Encodings that are told by the words, for which it takes a few."""

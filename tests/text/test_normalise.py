import json
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text.alignment import Alignment
from extract.text.normalise import normalise
from tests.shared import DEV, needs_gold

PROPERTY = settings(max_examples=250, derandomize=True, deadline=None, database=None)


def examples() -> list[tuple[str, str]]:
    found = []
    for line in Path(__file__).with_name("normalise_examples.txt").read_text("utf-8").splitlines():
        if line and line[0] != "#":
            given_text, _, expected = regex.sub(r"\\(?:u.{4}|x.{2}|n|r|t)", _escape, line).partition(" => ")
            found.append((given_text, expected or given_text))
    return found


def _escape(match: regex.Match[str]) -> str:
    return match.group().encode("ascii").decode("unicode_escape")


@pytest.mark.parametrize(("text", "expected"), examples())
def test_examples(text: str, expected: str) -> None:
    assert normalise(text).text == expected
    assert normalise(expected).text == expected


def test_spaces_outside_are_dropped() -> None:
    result = normalise("  a \u200b ")
    assert result.text == "a"
    assert result.alignment.source(0, 1) == (2, 3)


def test_clean_text_is_given_back_as_it_is() -> None:
    text = 'Sáng 12/3, ông Đỗ Văn Khải đến thăm xã Hòa Mỹ; "quý" I tăng 3,5% - rất khá…\n\nHết.'
    result = normalise(text)
    assert result.text == text
    assert result.alignment.is_identity
    assert result.encoding is None


def test_one_for_one_changes_keep_the_identity() -> None:
    result = normalise("“Uỷ ban” – Hoà\u00a0Mỹ, Ðồng Tâm")
    assert result.text == '"Ủy ban" - Hòa Mỹ, Đồng Tâm'
    assert result.alignment.is_identity


def test_maps_back_exactly() -> None:
    text = "Ông  Le\u0302 Va\u0306n\u200b Hoa\u0300, Gia\u0301m đ&#7889;c &amp; Sở\r\n Y tế"
    result = normalise(text)
    assert result.text == "Ông Lê Văn Hòa, Giám đốc & Sở\nY tế"
    for word, original in (
        ("Lê", "Le\u0302"),
        ("Lê Văn Hòa", "Le\u0302 Va\u0306n\u200b Hoa\u0300"),
        ("Văn", "Va\u0306n"),
        ("đốc", "đ&#7889;c"),
        ("&", "&amp;"),
        ("Sở\nY", "Sở\r\n Y"),
    ):
        start = result.text.index(word)
        source = result.alignment.source(start, start + len(word))
        assert text[slice(*source)] == original
        assert result.alignment.target(*source) == (start, start + len(word))


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\u200b", "&", "&;", "&#;", "\ud800", "a\udfff\ud83d", "\u0301", "\x00" * 9]
)
def test_odd_texts(text: str) -> None:
    result = normalise(text)
    assert result.alignment.target_length == len(result.text)
    assert not regex.search(r"[\ud800-\udfff]", result.text)


# --- Properties ---

PIECES = [
    *("Hoà", "thuỷ", "quý", "Nguyễn", "đồng", "UBND", "12.500", "3,5%", "a", "Q", "o", "u", "ờ", "ý", "à"),
    *(
        " ",
        "  ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\u00a0",
        "\u3000",
        "\u2028",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\u202e",
        "\x00",
    ),
    *("\u0300", "\u0301", "\u0302", "\u0306", "\u0309", "\u031b", "\u0323", "\u0308", "\u0327"),
    *("–", "“", "’", "«", "Ð", "ð", "а", "о", "Х", "Ж", "ο", "μ", "ﬁ", "Ａ", "＆", "Ⅳ", "²", "°", "…", "•"),
    *("&amp;", "&nbsp;", "&#7879;", "&", "amp;", "#38;", ";", "&agrave;", "&x;", "\ud800", "각", "\u1100\u1161", "Å"),
    *("Viá»‡t", "HÃ\xa0", "Ä‘", "Ã", "ViÖt", "µ", "¸", "Vieät", "ñ", "Vi®t"),
]
DIRTY = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=30)


@PROPERTY
@given(DIRTY)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    twice = normalise(once.text)
    assert twice.text == once.text
    assert twice.alignment.is_identity


@PROPERTY
@given(DIRTY)
def test_result_is_in_nfc_without_blanks_to_drop(text: str) -> None:
    result = normalise(text).text
    assert unicodedata.is_normalized("NFC", result)
    assert not regex.search(r"  | \n|\n |^ | $|[\t\r\xa0\u200b\xad]", result)


@PROPERTY
@given(DIRTY)
def test_alignment_stays_in_bounds_and_in_order(text: str) -> None:
    result = normalise(text)
    alignment = result.alignment
    assert (alignment.source_length, alignment.target_length) == (len(text), len(result.text))
    last = (0, 0)
    for i in range(len(result.text)):
        start, end = alignment.source(i, i + 1)
        assert 0 <= start < end <= len(text)
        assert last == (start, end) or last[1] <= start
        last = start, end
        target = alignment.target(start, end)
        assert target[0] <= i < target[1]


SENTENCES = [
    "Chiều 12/3/2021, ông Đỗ Quang Huỳnh, Phó Giám đốc Sở Nông nghiệp tỉnh Hòa Khê, trao 25 triệu đồng cho xã Lũy Mới.",
    "Theo Ủy ban nhân dân huyện, quý III có 1.204 hộ thoát nghèo, tăng 7,5% so với cùng kỳ - mức khá nhất khu vực.",
    'Bà Nguyễn Thị Thúy Ngoãn nói: "Kỷ niệm chương là niềm vui lớn, được ghi nhận sau mười năm làm việc ở bệnh viện".',
]
LOOK_ALIKES = str.maketrans("aoecABHKMT", "аоесАВНКМТ")


def _marks_swapped(character: str) -> str:
    letter, *marks = unicodedata.normalize("NFD", character)
    return letter + "".join(reversed(marks))


def _doubled(character: str) -> str:
    return character + "".join(unicodedata.normalize("NFD", character)[1:]) if character not in "đĐ" else character


def _new_style(text: str) -> str:
    def moved(match: regex.Match[str]) -> str:
        letter, *tone = unicodedata.normalize("NFD", match[1])
        return unicodedata.normalize("NFC", letter + match[2] + "".join(tone))

    return regex.sub(r"(?<![qQ])([òóỏõọùúủũụÒÓỎÕỌÙÚỦŨỤ])([aeyAEY])(?!\p{L})", moved, text)


def _letters(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "".join(change(character) if character.isalpha() else character for character in text)


DISGUISES: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "marks swapped": _letters(_marks_swapped),
    "marks doubled": _letters(_doubled),
    "new tone style": _new_style,
    "new tone style, decomposed": lambda text: unicodedata.normalize("NFD", _new_style(text)),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "thin and double spaces": lambda text: text.replace(" ", " \u2009"),
    "zero width": lambda text: "\ufeff" + "\u200b".join(text),
    "soft hyphens": lambda text: regex.sub(r"(?<=\p{L})(?=\p{L})", "\u00ad", text),
    "decimal entities": lambda text: "".join(c if c.isascii() else f"&#{ord(c)};" for c in text),
    "named and hexadecimal entities": lambda text: (
        text.replace('"', "&quot;").replace("à", "&agrave;").replace("ế", "&#x1ebf;")
    ),
    "escaped twice": lambda text: "".join(c if c.isascii() else f"&amp;#{ord(c)};" for c in text),
    "eth": lambda text: text.replace("Đ", "Ð").replace("đ", "ð"),
    "curly quotes and dashes": lambda text: text.replace(' "', " “").replace('"', "”").replace("-", "–"),
    "wide digits": lambda text: text.translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    "look-alikes": lambda text: regex.sub(
        r"\p{L}{2,}", lambda m: m[0][0] + m[0][1:].translate(LOOK_ALIKES) if m[0][0] not in "aoecABHKMT" else m[0], text
    ),
    "misread": lambda text: _misread(text),
    "misread twice": lambda text: _misread(_misread(text)),
    "misread as Latin-1": lambda text: text.encode().decode("latin-1"),
}


def _misread(text: str) -> str:
    read = text.encode().decode("latin-1")
    return "".join(c.encode("latin-1").decode("cp1252", "ignore") or c for c in read)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("disguise", DISGUISES)
def test_disguises_come_off(disguise: str, sentence: str) -> None:
    text = DISGUISES[disguise](sentence)
    assert normalise(text).text == sentence


@pytest.mark.parametrize("disguise", DISGUISES)
def test_disguises_are_disguises(disguise: str) -> None:
    assert any(DISGUISES[disguise](sentence) != sentence for sentence in SENTENCES)


DECODED_WORD_BY_WORD = sorted(name for name in DISGUISES if not name.startswith("misread"))


@PROPERTY
@given(
    st.lists(
        st.tuples(st.sampled_from(" ".join(SENTENCES).split()), st.sampled_from(DECODED_WORD_BY_WORD)), max_size=12
    ),
    st.lists(
        st.sampled_from([" ", "  ", "\u00a0", "\n", " \r\n", "\u200b ", "\t", "\u3000\u00ad"]), min_size=12, max_size=12
    ),
)
def test_every_word_is_found_again(words: list[tuple[str, str]], gaps: list[str]) -> None:
    disguised = [DISGUISES[disguise](word) for word, disguise in words]
    text = "".join(word + gap for word, gap in zip(disguised, gaps, strict=False))
    result = normalise(text)
    found = [match.span() for match in regex.finditer(r"\S+", result.text)]
    assert [result.text[start:end] for start, end in found] == [word for word, _ in words]
    for (start, end), original in zip(found, disguised, strict=True):
        source_start, source_end = result.alignment.source(start, end)
        assert text[source_start:source_end] == original.strip("\ufeff\u200b")


def test_effort_is_linear_in_length() -> None:
    hard = [
        "o",
        "a ",
        " \n",
        "&amp;",
        "&",
        "e\u0301\u0302",
        "á»‡",
        "Ã ",
        "ViÖt ",
        "µ",
        "о",
        "\u0301",
        " \u0301",
        "\r",
        "ð",
        "&#38;",
    ]
    for piece in hard:
        short, long = piece * 2_000, piece * 20_000
        times = []
        for text in (short, long):
            began = time.perf_counter()
            normalise(text)
            times.append(time.perf_counter() - began)
        assert times[1] < 40 * times[0] + 0.2, piece


@needs_gold
def test_clean_articles_keep_their_words() -> None:
    for path in sorted(DEV.glob("*.json")):
        text = json.loads(path.read_text("utf-8"))["text"]
        result = normalise(text)
        assert result.encoding is None
        assert result.alignment.target_length == len(result.text)
        for match in regex.finditer(r"\S+", result.text):
            start, end = result.alignment.source(*match.span())
            assert normalise(text[start:end]).text == match.group()


def test_empty_alignment_is_of_the_whole_text() -> None:
    assert normalise("ab").alignment == Alignment(2)

"""The sentence splitter against its table, and what has to hold for any text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.sentences import sentences

TABLE = Path(__file__).with_name("sentences_examples.txt").read_text(encoding="utf-8")
EXAMPLES = [line.replace("⏎", "\n") for line in TABLE.splitlines() if line and not line.startswith("#")]
PADDING = "Cơn mưa kéo dài làm nhiều tuyến đường bị ngập sâu và giao thông bị chia cắt, " * 7

pieces = st.sampled_from(["Ông", "bà", "TP", "Th", "v.v", *".…?\"'()-;% \n", "12", "..", "\n\n", "  "])


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples(example: str) -> None:
    assert split(example.replace("‖", "")) == [piece.strip() for piece in example.split("‖")]


@pytest.mark.parametrize(
    "example",
    [
        "Thủ đô ngập nặng - Ảnh: AFP‖ Theo hãng tin này, nước đang rút.",
        "Đội bóng ăn mừng Ảnh: KHẢ TÂM‖ Tuy nhiên, trận sau mới khó.",
        "Người dân sơ tán (Ảnh: Hà An)‖ Tại khu vực này, điện đã có.",
        "Hồ nước cạn‖ Trong nhiều ngày qua, không có mưa.",
        "Lúa chín 90%‖ Tuy nhiên, bão đang về.",
        "Đội về nhất‖ Theo hãng tin này, dân vui mừng‖ Trong nhiều ngày qua, trời đẹp.",
        'Vở "Mưa" ra mắt‖ Tuy nhiên, vở "Nắng" còn hay hơn.',
        'Vở "Mưa" ra mắt‖ Tuy nhiên, vở "Nắng Trong mưa giông" hay‖ Ngoài ra, có "Gió".',
        "Hồ nước cạn, Trong nhiều ngày qua, không có mưa.",
        "Tổ chức Theo dõi Nhân quyền ra báo cáo.",
        'Vở diễn "Chuyện xưa Trong mưa giông thấy nắng" ra mắt.',
        "Tòa án Tối cao họp.",
        "Bộ Nông nghiệp và Phát triển nông thôn báo cáo.",
    ],
)
def test_beginnings_betray_lost_line_breaks_only_in_long_lines(example: str) -> None:
    text, expected = PADDING + example.replace("‖", ""), [piece.strip() for piece in (PADDING + example).split("‖")]
    assert split(text) == expected
    short = example.replace("‖", "")
    assert split(short) == [short]


def test_a_lost_line_break_splits_only_the_sentence_that_it_stands_in() -> None:
    assert split(f"{PADDING}Hồ cạn. Dân lo Trong nhiều ngày qua, không có mưa.") == [
        f"{PADDING}Hồ cạn.",
        "Dân lo",
        "Trong nhiều ngày qua, không có mưa.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n \n"])
def test_nothing_has_no_sentences(text: str) -> None:
    assert sentences(text) == []


@given(st.one_of(st.text(), st.lists(pieces).map("".join)))
def test_sentences_hold_every_character_once_and_no_outer_space(text: str) -> None:
    spans = sentences(text)
    reached = 0
    for start, end in spans:
        assert reached <= start < end <= len(text)
        assert not text[reached:start].strip()
        assert text[start:end] == text[start:end].strip()
        reached = end
    assert not text[reached:].strip()

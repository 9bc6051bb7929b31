import pytest

from extract.text.syllable import is_syllable

SYLLABLES = (
    "a ở ý yêu nghiêng nghề gì giêng giặt quý quốc quyết quạnh khuỷu khuya ngoẹo loắt xoong boóc thuở huơ tuýp huých "
    "huênh tuếch cước hươu mượn đường ĐÔNG Nguyễn hòa hoà thúy uỷ kẹp sách lịch nhạc nhất ướp sượt ngoằng"
)
OTHERS = "b ng kc Stalin wifi zu đfa chat sach hỏc nhẫt quy3 nguyenx aé ưv oô bêng ươh Müller été là-là kràm café"


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", *OTHERS.split()])
def test_other_words(word: str) -> None:
    assert not is_syllable(word)

import pytest

from extract.text.syllable import is_syllable, may_be_syllable

SYLLABLES = (
    "a ở ý yêu nghiêng nghề gì giêng giặt quý quốc quyết quạnh khuỷu khuya ngoẹo loắt xoong boóc thuở huơ tuýp huých "
    "huênh tuếch cước hươu mượn đường ĐÔNG Nguyễn Quỳnh hoà thúy uỷ kẹp sách lịch nhạc nhất ướp sượt ngoằng quýt huỳnh"
)
OTHERS = "b ng kc Stalin wifi zu đfa chat sach hỏc nhẫt quy3 nguyenx aé ưv oô bêng ươh Müller été là-là kràm café"


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", *OTHERS.split()])
def test_other_words(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", ["BOT", "duc", "phat", "nguyễn", "quỳnh", "thuở"])
def test_a_tone_may_be_left_out(word: str) -> None:
    assert may_be_syllable(word)


@pytest.mark.parametrize("word", ["hỏc", "trump", "Putin", "lee", "abe", "jong-un", "park", "yun"])
def test_a_wrong_tone_or_another_form_is_none(word: str) -> None:
    assert not may_be_syllable(word)

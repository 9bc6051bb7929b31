"""The phrases around an award: where they begin and end, lists and what is in them, pronouns and titles."""

import pytest

from extract.article import Article
from extract.document import Document
from extract.kinds.awards import AwardExtractor
from extract.kinds.awards.features import Candidate, Decided, Features, Place
from extract.kinds.awards.ranking import best, weights
from extract.kinds.names import NameTagger
from extract.lexicon import default_lexicon
from extract.scoring import OF, Which

NAMED = Features[list[str]](lambda names: names)


@pytest.fixture(scope="module")
def readers() -> tuple[AwardExtractor, NameTagger]:
    return AwardExtractor(default_lexicon()), NameTagger(default_lexicon())


def places(readers: tuple[AwardExtractor, NameTagger], text: str) -> list[Place]:
    document = Document(Article(text=text))
    return readers[0].places(document, readers[1](document))


@pytest.mark.parametrize(
    ("text", "receivers"),
    [
        ("Hội tặng Giấy khen cho 9 tổ và 4 hộ.", ("9 tổ", "4 hộ")),
        (
            "Hội tặng Giấy khen cho chị Sùng Thị Mai, anh Giàng A Páo cùng tổ thêu.",
            ("chị Sùng Thị Mai", "anh Giàng A Páo", "tổ thêu"),
        ),
        ("Hội tặng Giấy khen cho em Hà Thu An (lớp 9) và em Lê Chi Mai.", ("em Hà Thu An", "em Lê Chi Mai")),
        ("Hai người nhận Giấy khen gồm: ông Hà Văn Sang, chủ quán; bà Lê Thị Mơ.", ("Hà Văn Sang", "Lê Thị Mơ")),
        (
            "Hội tặng Giấy khen cho ông Vi Văn Lả, nguyên Trưởng bản và cô giáo Hà Thị Nụ.",
            ("ông Vi Văn Lả", "cô giáo Hà Thị Nụ"),
        ),
        ("Xã trao Giấy khen cho thân nhân liệt sĩ Vi Văn Tý.", ("thân nhân liệt sĩ Vi Văn Tý",)),
        ("Xã trao Giấy khen cho đội cứu hộ của bến Vạn.", ("đội cứu hộ của bến Vạn",)),
        ("Hội trao Huy chương Hữu nghị cho nguyên trưởng phòng kỹ thuật nhà máy cũ Hà Văn Sang.", ("Hà Văn Sang",)),
    ],
)  # fmt: skip
def test_receivers_are_among_the_answers(
    readers: tuple[AwardExtractor, NameTagger], text: str, receivers: tuple[str, ...]
) -> None:
    (place,) = places(readers, text)
    assert receivers in {candidate.recipients for candidate in place.candidates(NAMED)}


def test_a_pronoun_stands_for_who_was_named_last_by_it(readers: tuple[AwardExtractor, NameTagger]) -> None:
    text = "Bà Tô Thị Lụa gặp ông Hà Văn Sang. Bà được tặng Giấy khen."
    (place,) = places(readers, text)
    assert ("Tô Thị Lụa",) in {candidate.recipients for candidate in place.candidates(NAMED)}


def test_a_verb_keeps_its_place_in_front_of_the_award_that_takes_its_last_syllable(
    readers: tuple[AwardExtractor, NameTagger],
) -> None:
    (place,) = places(readers, "Hà Thu An đoạt giải Nhất.")
    assert place.marks[place.at - 1 :] == ["receive", "award", "."]


def test_who_took_the_picture_is_no_answer(readers: tuple[AwardExtractor, NameTagger]) -> None:
    (place,) = places(readers, "Trao Giấy khen cho chị Mai - Ảnh: Hà Thu An.")
    assert not any("An" in text for candidate in place.candidates(NAMED) for text in candidate.recipients)


def test_a_list_of_different_kinds_ends_at_a_semicolon(readers: tuple[AwardExtractor, NameTagger]) -> None:
    (place,) = places(readers, "Bộ trao Giấy khen cho Sở Y tế; tỷ lệ tiêm đạt 9%.")
    assert ("Sở Y tế", "tỷ lệ tiêm") not in {candidate.recipients for candidate in place.candidates(NAMED)}


def test_no_phrase_holds_its_award(readers: tuple[AwardExtractor, NameTagger]) -> None:
    (place,) = places(readers, "Sở Y tế tặng Bằng khen cho chị Mai.")
    phrases = [one.phrase for one in place.candidates(NAMED) if one.phrase and one.sentence is place.sentence]
    assert phrases
    assert all(not phrase.first <= place.at <= phrase.last for phrase in phrases)


def test_the_giver_of_an_award_is_the_one_told_where_it_is_named_again(
    readers: tuple[AwardExtractor, NameTagger],
) -> None:
    text = "Hà Thu An nhận Giải thưởng Sông Rinh. Quỹ Mái Ấm trao Giải thưởng Sông Rinh cho hai em."
    document = Document(Article(text=text))
    awards = readers[0](document, [], readers[1](document))
    assert [award.giver for award in awards] == ["Quỹ Mái Ấm", "Quỹ Mái Ấm"]


def test_spellings_of_one_name_are_alike(readers: tuple[AwardExtractor, NameTagger]) -> None:
    text = "Bà Lò Thị Mơ nhận Giải thưởng Sông Rinh. Ông Hà Văn Sang từng nhận giải Sông Rinh. Cả hai có Bằng khen."
    one, other, another = places(readers, text)
    assert one.award.key == other.award.key != another.award.key
    names = {
        name for candidate in other.carried(NAMED, [Decided(one.award, 0, ("Hội",))], None) for name in candidate.told
    }
    assert any(name.startswith("same|") for name in names)


def test_the_heaviest_answer_wins_and_the_first_of_equals() -> None:
    light, heavy, equal = Candidate(0.5 + 9j), Candidate(1.5 + 1j), Candidate(1.5 + 2j)
    assert best([light, heavy, equal], OF[0]) is heavy
    assert best([light, heavy, equal], OF[1]) is light


@pytest.mark.parametrize("which", [0, 1])
def test_the_weights_name_features_that_there_are(which: Which, readers: tuple[AwardExtractor, NameTagger]) -> None:
    (place,) = places(readers, "Sở Y tế tặng Bằng khen cho chị Mai.")
    known = weights()
    assert sum(bool(OF[which](known([name]))) for one in place.candidates(NAMED) for name in one.told) > 100

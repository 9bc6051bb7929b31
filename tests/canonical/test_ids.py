"""The ids that the record has: one for all spellings, null where nothing is known."""

import pytest

from extract.canonical.ids import award_id, measure_id
from extract.io.restored import records_of
from extract.io.tables import BY_NAME, rows
from extract.lexicon import Lexicon, default_lexicon
from extract.pipeline import Extractor
from extract.record import Record
from extract.registry.observation import observe

TEXT = (
    "(Lai Châu) Sáng 5/6/2019, thừa ủy quyền của Chủ tịch nước, ông Lê Văn Mẫu, Giám đốc Công an tỉnh, tặng huân "
    "chương Lao động cho NSND Bùi Thị Thử; xe chạy 30 km/giờ, có 5 người."
)


@pytest.fixture(scope="module")
def record() -> Record:
    return Extractor()({"id": "a", "text": TEXT, "published": "2019-06-05"})


def test_titles_awards_and_figures_have_ids(record: Record) -> None:
    (title,) = next(one for one in record.officials if one.name == "Lê Văn Mẫu").titles
    assert (title.organization_id, title.office_id) == ("công-an@lai-châu", "giám đốc@công-an@lai-châu")
    assert (title.place, title.inferred) == ("12", True)
    (award,) = record.awards
    assert (award.award_id, award.giver_id) == ("huân-chương-lao-động", "chu-tich-nuoc")
    assert [figure.unit_id for figure in record.statistics] == ["km/h", None]


def test_what_is_normalised_away_moves_no_place() -> None:
    found = Extractor()({"text": TEXT.replace(" ", "   "), "published": "2019-06-05"})
    assert found.officials[0].titles[0].place == "12"


def test_the_register_takes_from_the_record_what_the_text_told(record: Record) -> None:
    assert record.text is None
    (held,) = observe(record).people[0].titles
    assert (held.organization, held.place, held.inferred) == ("công-an@lai-châu", "12", True)


def test_tables_keep_the_ids(record: Record) -> None:
    made = {
        name: [dict(zip((column.name for column in BY_NAME[name].columns), row, strict=True)) for row in found]
        for name, found in rows(record, "r").items()
    }
    assert made["titles"][0]["place_id"] == "12"
    assert made["awards"][0]["canonical_id"] == "huân-chương-lao-động"
    assert list(records_of(made)) == [record]


@pytest.mark.parametrize(
    "names",
    [
        ["NSND", "Nghệ sĩ nhân dân", "nghệ sĩ Nhân dân"],
        ["giải thưởng Pulitzer", "Giải Pulitzer", "Pulitzer"],
        ["tượng vàng Oscar", "giải Oscar"],
        ["Anh hùng LLVTND", "Anh hùng lực lượng vũ trang", "anh hùng Lực lượng vũ trang nhân dân"],
        ["Mẹ VNAH", "Bà mẹ Việt Nam Anh hùng"],
        ['huy hiệu "Tuổi trẻ dũng cảm"', "huy hiệu Tuổi trẻ dũng cảm"],
        ["HCLĐ", "Huân chương Lao động"],
        ["bằng Tổ quốc ghi công", "Tổ quốc ghi công"],
    ],
    ids=lambda names: names[0],
)
def test_spellings_of_one_award(names: list[str]) -> None:
    assert len({award_id(name) for name in names}) == 1
    assert award_id(names[0])


@pytest.mark.parametrize("names", [["Huân chương Lao động", "Anh hùng Lao động"], ["giải Bông mẫu", "cờ Bông mẫu"]])
def test_names_of_several_awards(names: list[str]) -> None:
    assert len({award_id(name) for name in names}) == len(names)


@pytest.mark.parametrize("name", ["giải", "Giải thưởng", "danh hiệu"])
def test_words_for_any_award_have_no_id(name: str) -> None:
    assert award_id(name) is None


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("km/giờ", "km/h"),
        ("km/h", "km/h"),
        ("mg/lít", "mg/l"),
        ("MW", "MW"),
        ("m3/giây", "m3/s"),
        ("%", "%"),
        ("người", None),
        ("con/kg", None),
        ("", None),
    ],
)
def test_symbols_of_units(unit: str, expected: str | None) -> None:
    assert measure_id(unit, default_lexicon()) == expected


def test_a_unit_of_ones_own_has_its_symbol() -> None:
    entry = "group: units\nentries:\n  - {id: my.sai, kind: measure, unit: sai, forms: [sải]}\n"
    record = Extractor(lexicon=Lexicon.of({"mine.yaml": entry}))("Cột cao 20 sải.")
    assert [(one.unit, one.unit_id) for one in record.statistics] == [("sải", "sai")]

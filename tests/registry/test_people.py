"""Who of those with one name is one: what joins, what keeps apart, and what the user says."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.canonical.people import person_key
from extract.record import Official, Record
from extract.registry.corrections import Corrections, CorrectionsError, read_corrections
from extract.registry.names import is_vietnamese, name_key, share
from extract.registry.observation import observe
from extract.registry.people import Joined, join
from extract.registry.scorer import weights
from extract.registry.topic import named
from tests.registry.articles import ARTICLES, person, record


def joined(records: Sequence[Record], corrections: Corrections | None = None) -> set[frozenset[str]]:
    """Who is one, by the ids of the mentions."""
    found = join([observe(one) for one in records], corrections or Corrections())
    return {members(one) for one in found}


def members(one: Joined) -> frozenset[str]:
    return frozenset(member.seen.id for member in one.members)


def pair(one: Official, other: Official, days: tuple[str | None, str | None] = (None, None)) -> bool:
    """Whether two persons of two articles are joined."""
    records = [record("a", one, published=days[0]), record("b", other, published=days[1])]
    return len(joined(records)) == 1


HEALTH, CHAIR = "Giám đốc|Sở Y tế Sơn La|state", "Chủ tịch|UBND tỉnh Sơn La|state"
POLICE, SCHOOL = "Trưởng Công an|huyện Mường Tè|state", "Hiệu trưởng|Trường THPT Bến Thử|management"
KIM, PRESIDENT = "Tổng thống|Triều Tiên|foreign", "Tổng thống|Mỹ|foreign"

SAME = [
    (("Lê Văn Mẫu", "Giám đốc|Công an tỉnh Sơn La|state"), ("Lê Văn Mẫu", "Giám đốc|Công an Sơn La|state")),
    (("LÊ VĂN MẪU", "Bộ trưởng|Y tế|state"), ("Lê Văn Mẫu", "Bộ trưởng|Bộ Y tế|state")),
    (("Lê Văn Mẫu", HEALTH), ("Lê Văn Mẫu", "Phó Giám đốc|Sở Y tế tỉnh Sơn La|state")),
    (("Thào A Khuể", CHAIR), ("Thào A Khuể", "Bộ trưởng|Bộ Nội vụ|state")),
    (("Kim Mau-thu", KIM), ("Kim Mau Thu", KIM)),
    (("Mauthu", PRESIDENT), ("Donal Mauthu", PRESIDENT)),
    (("Hòa Thị Thúy", HEALTH), ("Hoà Thị Thuý", HEALTH)),
    (("Võ Đăng Thử", "Thiếu tướng||rank"), ("Võ Đăng Thử", "Thiếu tướng||rank")),
    (("Hãn Thử", "Chủ tịch|Hội Nhà thơ Bến Thử|mass_organization"), ("Hãn Thử", "Nghệ sĩ Ưu tú||honour")),
    (("Maria Maudler", "Ngoại trưởng|Mỹ|foreign"), ("Maria Maudler", "Ngoại trưởng|Nga|foreign")),
    (("Lê Văn Mẫu", "Tổng Giám đốc|Công ty CP Bến Thử|management"), ("Lê Văn Mẫu", "Giám đốc|Bến Thử|management")),
    (
        ("Jerom Maudler", "Chủ tịch|Ủy ban Tư pháp Hạ viện Mỹ|foreign"),
        ("Jerom Maudler", "Chủ tịch|Ủy ban Tư pháp|state"),
    ),
]
APART = [
    (("Nguyễn Văn Hùng", POLICE), ("Nguyễn Văn Hùng", SCHOOL)),
    (("Nguyễn Văn Hùng", CHAIR), ("Nguyễn Văn Hùng", "Chủ tịch|UBND tỉnh Lai Châu|state")),
    (("Nguyễn Văn Hùng", "Đại tá||rank"), ("Nguyễn Văn Hùng", "Đại tá||rank")),
    (("Nguyễn Văn Hùng", "Giám đốc|sở|state"), ("Nguyễn Văn Hùng", "Giám đốc|sở|state")),
    (("Hùng", HEALTH), ("Nguyễn Văn Hùng", POLICE)),
    (("S.T.", "Giám đốc|Công ty Bến Thử|management"), ("S.T.", "Giám đốc|Công ty Bến Thử|management")),
    (("Hùng", "Trưởng|văn phòng luật sư|management"), ("Hùng", "Trưởng|văn phòng luật sư|management")),
    (("Trần Minh Mẫu", "Hòa thượng||religious"), ("Trần Minh Mẫu", "Tổng Giám đốc|Công ty CP Bến Thử|management")),
    (("Trần Thị Mẫu", HEALTH), ("Trần Văn Mẫu", HEALTH)),
    (("S.", "Giám đốc|Công ty Bến Thử|management"), ("S.T.", "Giám đốc|Công ty Bến Thử|management")),
    (("Nguyễn Văn Hùng", "Giám đốc||management"), ("Nguyễn Văn Hùng", "Giám đốc||management")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_who_is_one(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert pair(person(*one), person(*other))


@pytest.mark.parametrize(("one", "other"), APART)
def test_who_is_not(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not pair(person(*one), person(*other))


def test_two_in_one_article_stay_two() -> None:
    title = HEALTH
    both = record("a", person("Lê Văn Mẫu", title), person("Lê Văn Mẫu", title, number=2, at=1000))
    other = record("b", person("Lê Văn Mẫu", title))
    assert {len(one) for one in joined([both, other])} == {1, 2}
    assert len(joined([both])) == 2


def test_who_appears_with_the_same_people_may_be_one() -> None:
    def told(name: str) -> Record:
        return record(
            name, person("Trần Đình Mẫu", "Đại tá||rank"), person("Vàng Mí Khuể", "Thượng tá||rank", number=2, at=900)
        )

    assert len(joined([told("a"), told("b")])) == 2


def test_what_the_article_is_about_tells_whose_a_bare_office_is() -> None:
    def told(name: str, title: str, text: str) -> Record:
        found = record(name, person("Nguyễn Văn Hùng", title))
        found.text = text
        return found

    full = told(
        "a", "Tổng Giám đốc|Ngân hàng Bến Thử|management", "Ông Hùng của Ngân hàng Bến Thử nói về bà Vàng Mí Khuể."
    )
    bare = "Tổng Giám đốc||management"
    same = told("b", bare, "Ngân hàng Bến Thử mất tiền của bà Vàng Mí Khuể. Tổng giám đốc Nguyễn Văn Hùng xin lỗi.")
    other = told("c", bare, "Ngân hàng Đồi Mẫu mất tiền. Tổng giám đốc Nguyễn Văn Hùng xin lỗi.")
    assert joined([full, same, other]) == {frozenset(("a/P1", "b/P1")), frozenset(("c/P1",))}


def test_names_in_an_article() -> None:
    text = "Ông Trần Đình Thử của Thủy sản Nam Bến Mẫu nói với SEABANK và Maubank hôm qua."
    assert named(text) == tuple(
        sorted(("ông trần", "trần đình", "đình thử", "nam bến", "bến mẫu", "seabank", "maubank"))
    )
    assert named(unicodedata.normalize("NFD", text)) == named(text)


def test_gender_tells_apart() -> None:
    one, other = (
        person("Trần Minh Hà", "Đại biểu|Quốc hội|legislature", gender=gender) for gender in ("female", "male")
    )
    assert not pair(one, other)


def test_a_name_of_two_longer_ones_stays_alone() -> None:
    title = "Tổng thống|Mỹ|foreign"
    records = [
        record(name, person(who, title)) for name, who in (("a", "Mauthu"), ("b", "Donal Mauthu"), ("c", "Joe Mauthu"))
    ]
    assert len(joined(records)) == 3


def test_every_join_says_why() -> None:
    found = join([observe(one) for one in ARTICLES], Corrections())
    (most,) = (one for one in found if len(one.members) == 3)
    assert [member.seen.id for member in most.members] == ["a1/P1", "a2/P1", "a3/P1"]
    assert all(member.why and member.score >= weights()["threshold"] for member in most.members)
    assert any("organization ủy-ban-nhân-dân@sơn-la" in member.why for member in most.members)


def test_the_order_of_articles_does_not_matter() -> None:
    observations = [observe(one) for one in ARTICLES]
    assert join(observations, Corrections()) == join(observations[::-1], Corrections())


def test_the_user_joins_and_parts() -> None:
    assert {"a4/P1"} in joined(ARTICLES) and {"a5/P1"} in joined(ARTICLES)
    said = Corrections(same=(("a4/P1", "a5/P1"),), not_same=(("a1/P1", "a3/P1"),))
    found = joined(ARTICLES, said)
    assert {"a4/P1", "a5/P1"} in found
    assert not any({"a1/P1", "a3/P1"} <= one for one in found)


def test_corrections_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    path.write_text("same:\n- [a1/P1, a2/P1]\nnot_same:\n- [a1/P1, a3/P1]\n", encoding="utf-8")
    assert read_corrections(path) == Corrections((("a1/P1", "a2/P1"),), (("a1/P1", "a3/P1"),))


@pytest.mark.parametrize(
    "text",
    ["same: [a]", "same:\n- [a/P1]", "samme: []", "same:\n- [a, b]\nnot_same:\n- [b, a]", "same: [", "- a"],
)
def test_corrections_that_cannot_be_used(tmp_path: Path, text: str) -> None:
    path = tmp_path / "people.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionsError, match=r"people\.yaml"):
        read_corrections(path)


def test_names() -> None:
    assert person_key("Kim Jong-un") == person_key("KIM JONG UN")
    assert name_key("Đinh La Thăng") == name_key("ĐINH  LA THĂNG") == "dinh la thang"
    assert is_vietnamese(person_key("Lò Thị Thử")) and not is_vietnamese(person_key("Donal Mauthu"))
    assert share("nguyễn văn hùng") > 100 * share("thào a khuể")

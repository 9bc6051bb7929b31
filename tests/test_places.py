"""The administrative units of Vietnam: how many there are, and what became of those that were."""

from collections import Counter

import pytest

from extract.places import unit_ends, units


@pytest.mark.parametrize(
    ("day", "count"),
    [
        ("2024-12-31", {2: 63, 3: 696, 5: 10035}),
        ("2025-06-30", {2: 63, 3: 696, 5: 10035}),
        ("2025-07-01", {2: 34, 5: 3321}),
        ("2026-12-01", {2: 34, 5: 3321}),
    ],
)
def test_counts(day: str, count: dict[int, int]) -> None:
    assert Counter(len(unit.code) for unit in units() if unit.exists(day)) == count


@pytest.mark.parametrize(
    ("day", "cities"), [("2024-12-31", 5), ("2025-01-01", 6), ("2026-04-30", 7), ("2026-09-19", 8), ("2026-09-20", 9)]
)
def test_cities_under_the_centre(day: str, cities: int) -> None:
    assert sum(len(unit.code) == 2 and unit.type == "thành phố" and unit.exists(day) for unit in units()) == cities


def test_communes_by_type() -> None:
    types = Counter(unit.type for unit in units() if len(unit.code) == 5 and unit.exists("2025-07-01"))
    assert types == {"xã": 2621, "phường": 687, "đặc khu": 13}


def test_territory_goes_to_units_that_are() -> None:
    now = {unit.code: unit for unit in units() if unit.exists("2025-07-01")}
    ended = [unit for unit in units() if unit.until == "2025-06-30" and len(unit.code) != 3]
    assert all(unit.successors for unit in ended)
    assert all(code in now for unit in ended for code in unit.successors)
    assert {now[code].name for unit in ended if unit.code == "70" for code in unit.successors} == {"Đồng Nai"}
    parents = {unit.code for unit in units()}
    assert all(unit.parent in parents for unit in units() if unit.parent)


@pytest.mark.parametrize(
    ("text", "unit", "names"),
    [
        ("hà giang 1 trần văn a", "phường", ["hà giang 1", "hà giang"]),
        ("phan rang-tháp chàm, ninh thuận", "thành phố", ["phan rang-tháp chàm"]),
        ("giảng võ, hà nội", "phường", ["giảng võ"]),
        ("giảng võ", "tỉnh", []),
        ("tân\nphú", "xã", []),
        ("giảng võ", "làng", []),
    ],
)
def test_names_by_level(text: str, unit: str, names: list[str]) -> None:
    assert [text[:end] for end in unit_ends(text, 0, unit)] == names

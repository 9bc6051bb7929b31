"""The calendar: Tết of known years, leap months, the cycle of sixty, weeks and ends of months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.calendar import (
    Lunar,
    is_day,
    last_day,
    new_year,
    sexagenary_name,
    sexagenary_year,
    shift_months,
    to_lunar,
    to_solar,
    week_begin,
)

# The first day of the lunar year in Vietnam. In 1968, 1985 and 2007 China began its year on another day.
TET = {
    1945: (2, 13), 1968: (1, 29), 1975: (2, 11), 1985: (1, 21), 2000: (2, 5), 2007: (2, 17), 2012: (1, 23),
    2013: (2, 10), 2014: (1, 31), 2015: (2, 19), 2016: (2, 8), 2017: (1, 28), 2018: (2, 16), 2019: (2, 5),
    2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2030: (2, 2),
}  # fmt: skip


# The month that is doubled, in Vietnam. China doubled another one in 1984 and 1987.
LEAP_MONTHS = {
    1968: 7, 1971: 5, 1974: 4, 1976: 8, 1979: 6, 1982: 4, 1985: 2, 1987: 7, 1990: 5, 1993: 3, 1995: 8, 1998: 5, 2001: 4,
    2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11,
    2036: 6, 2039: 5, 2042: 2, 2044: 7, 2047: 5, 2050: 3,
}  # fmt: skip


# Months that begin on another day than by UTC+8, for the calendar went by Peking's own time until 1928, or than by a
# formula that is a minute off.
NEAR_MIDNIGHT = {
    (1914, 11, 17): (1914, 10), (1916, 2, 3): (1916, 1), (1920, 11, 10): (1920, 10), (2072, 12, 9): (2072, 11),
}  # fmt: skip


@pytest.mark.parametrize(("day", "month"), NEAR_MIDNIGHT.items())
def test_months_that_begin_near_midnight(day: tuple[int, int, int], month: tuple[int, int]) -> None:
    assert to_lunar(date(*day)) == Lunar(*month, 1)
    assert to_solar(Lunar(*month, 1)) == date(*day)


def test_leap_months() -> None:
    days = (date.fromordinal(day) for day in range(date(1968, 3, 1).toordinal(), date(2051, 1, 1).toordinal()))
    assert {lunar.year: lunar.month for lunar in map(to_lunar, days) if lunar.leap} == LEAP_MONTHS


@pytest.mark.parametrize(("year", "day"), TET.items())
def test_tet(year: int, day: tuple[int, int]) -> None:
    assert new_year(year) == date(year, *day)
    assert to_lunar(date(year, *day)) == Lunar(year, 1, 1)


@pytest.mark.parametrize(
    ("solar", "lunar"),
    [
        (date(2020, 5, 23), Lunar(2020, 4, 1, leap=True)),
        (date(2023, 3, 22), Lunar(2023, 2, 1, leap=True)),
        (date(2014, 11, 7), Lunar(2014, 9, 15, leap=True)),
        (date(2018, 2, 21), Lunar(2018, 1, 6)),
        (date(2018, 2, 14), Lunar(2017, 12, 29)),
        (date(2020, 4, 2), Lunar(2020, 3, 10)),
        (date(2019, 9, 13), Lunar(2019, 8, 15)),
        (date(2019, 12, 25), Lunar(2019, 11, 30)),
        (date(2019, 12, 31), Lunar(2019, 12, 6)),
        (date(2033, 12, 31), Lunar(2033, 11, 10, leap=True)),
    ],
)
def test_known_days(solar: date, lunar: Lunar) -> None:
    assert to_lunar(solar) == lunar
    assert to_solar(lunar) == solar


@pytest.mark.parametrize(
    "lunar",
    [
        Lunar(2020, 5, 1, leap=True),
        Lunar(2021, 4, 1, leap=True),
        Lunar(2020, 1, 31),
        Lunar(2020, 13, 1),
        Lunar(2018, 1, 0),
        Lunar(2018, 0, 1),
        Lunar(1, 1, 1),
        Lunar(9999, 1, 1),
    ],
)
def test_days_that_do_not_exist(lunar: Lunar) -> None:
    assert to_solar(lunar) is None


@pytest.mark.parametrize("lunar", [Lunar(2, 1, 1), Lunar(9998, 12, 1)])
def test_the_first_and_the_last_year(lunar: Lunar) -> None:
    solar = to_solar(lunar)
    assert solar is not None
    assert to_lunar(solar) == lunar


def test_a_short_month_has_no_thirtieth() -> None:
    assert to_solar(Lunar(2015, 12, 30)) is None
    assert to_solar(Lunar(2015, 12, 29)) == date(2016, 2, 7)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_there_and_back(day: date) -> None:
    lunar = to_lunar(day)
    assert 1 <= lunar.day <= 30
    assert 1 <= lunar.month <= 12
    assert to_solar(lunar) == day


@given(st.dates(date(1900, 1, 1), date(2099, 12, 30)))
def test_the_next_day_is_the_next_lunar_day(day: date) -> None:
    today, tomorrow = to_lunar(day), to_lunar(date.fromordinal(day.toordinal() + 1))
    assert tomorrow.day == today.day + 1 or (tomorrow.day == 1 and today.day in (29, 30))


@pytest.mark.parametrize(
    ("year", "name"),
    [(1945, "ất dậu"), (1968, "mậu thân"), (1984, "giáp tí"), (2018, "mậu tuất"), (2019, "kỉ hợi"), (2020, "canh tí")],
)
def test_cycle(year: int, name: str) -> None:
    assert sexagenary_name(year) == name
    stem, branch = name.split()
    assert sexagenary_year(stem, branch, year + 20) == year
    assert sexagenary_year(stem, branch, year + 40) == year + 60


def test_the_cycle_has_no_such_pair() -> None:
    assert sexagenary_year("giáp", "sửu", 2000) is None


@pytest.mark.parametrize(("near", "year"), [(1930, 1900), (1990, 1960), (2050, 2020), (2051, 2080)])
def test_of_two_equally_near_years_the_earlier(near: int, year: int) -> None:
    assert sexagenary_year("canh", "tí", near) == year


@given(st.integers(1, 9998), st.integers(1, 12))
def test_last_day(year: int, month: int) -> None:
    day = last_day(year, month)
    assert is_day(year, month, day)
    assert not is_day(year, month, day + 1)


@pytest.mark.parametrize("day", [(0, 1, 1), (10000, 1, 1), (2020, 0, 1), (2020, 13, 1), (2020, 1, 0), (2020, 1, 32)])
def test_days_beyond_the_calendar(day: tuple[int, int, int]) -> None:
    assert not is_day(*day)


def test_leap_years() -> None:
    assert [last_day(year, 2) for year in (1900, 2000, 2019, 2020)] == [28, 29, 28, 29]


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(-100, 100))
def test_shift_months(year: int, month: int, by: int) -> None:
    moved = shift_months(year, month, by)
    assert (moved[0] - year) * 12 + moved[1] - month == by
    assert 1 <= moved[1] <= 12


def test_weeks() -> None:
    assert week_begin(2020, 23) == date(2020, 6, 1)
    with pytest.raises(ValueError, match="53"):
        week_begin(2019, 53)

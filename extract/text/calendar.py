"""The solar and the Vietnamese lunar calendar: conversion, years of the sexagenary cycle, ends of months, ISO weeks.

The lunar part follows the algorithm that Hồ Ngọc Đức published ("Thuật toán tính âm lịch",
https://www.informatik.uni-leipzig.de/~duc/amlich/calrules.html), with the formulas for new moons and the sun's
longitude from Jean Meeus, "Astronomical Algorithms" (1998). Months begin on the day of the new moon in Vietnam's
official time: UTC+7 since 1968; before, the calendar was China's: by UTC+8 since 1929 and by Peking's own time,
UTC+7:46, until then (Helmer Aslaksen, "The Mathematics of the Chinese Calendar", 2010). So Tết of 1968, 1985 and 2007
was on another day than in China.
"""

from calendar import isleap
from datetime import date
from functools import lru_cache
from math import floor, pi, sin
from typing import NamedTuple

STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỉ", "canh", "tân", "nhâm", "quý")
BRANCHES = ("tí", "sửu", "dần", "mão", "thìn", "tị", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")

_FEBRUARY = 2
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SYNODIC_MONTH = 29.530588853
_EPOCH_NEW_MOON = 2415021.076998695  # Julian day of the first new moon of 1900
_TO_JULIAN = 1721425  # what to add to `date.toordinal` for the Julian day number
_RADIANS = pi / 180
# New moons that the formula, right within a minute, puts on the wrong side of midnight: by the full theory of the moon
# (VSOP87 and ELP, as in Don Cross's Astronomy Engine 2.1) that of December 2072 is at 23:59:23 on the 9th in Vietnam.
_CLOSE_TO_MIDNIGHT = {2139: -1}
# The local mean time of Peking, 116°25' east, by which the calendar was made until 1928.
_PEKING = 7 + 46 / 60


class Lunar(NamedTuple):
    """A day of the lunar calendar; `leap` marks the doubled month of a leap year."""

    year: int
    month: int
    day: int
    leap: bool = False


def last_day(year: int, month: int) -> int:
    """The number of the last day of a month of the Gregorian calendar."""
    return 29 if month == _FEBRUARY and isleap(year) else _LENGTHS[month - 1]


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= last_day(year, month)


def week_begin(year: int, week: int) -> date:
    """The Monday of an ISO week.

    Raises:
        ValueError: the year has no such week.
    """
    return date.fromisocalendar(year, week, 1)


def shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    """The year and month that lie `by` months after (before, if negative) the one given."""
    count = year * 12 + month - 1 + by
    return count // 12, count % 12 + 1


def sexagenary_name(year: int) -> str:
    """The folded name of a year in the cycle of sixty: `sexagenary_name(2020)` is "canh tí"."""
    return f"{STEMS[(year + 6) % 10]} {BRANCHES[(year + 8) % 12]}"


def sexagenary_year(stem: str, branch: str, near: int) -> int | None:
    """The year of that (folded) name which is nearest to `near`; None where the cycle has no such pair.

    Of two equally near, the earlier one.
    """
    stem_index, branch_index = STEMS.index(stem), BRANCHES.index(branch)
    if (stem_index - branch_index) % 2:
        return None
    in_cycle = (6 * stem_index - 5 * branch_index) % 60
    first = 4 + in_cycle
    year = first + round((near - first) / 60) * 60
    return year - 60 if near - (year - 60) == year - near else year


def to_lunar(day: date) -> Lunar:
    """The lunar date of a solar one.

    Raises:
        ValueError: it is of the year 1 or late in 9999: Python's calendar does not have the years beside them.
    """
    number = day.toordinal() + _TO_JULIAN
    index = floor((number - _EPOCH_NEW_MOON) / _SYNODIC_MONTH) + 1
    zone = _zone(day.year)
    while (start := _new_moon(index, zone)) > number:
        index -= 1
    eleventh = _eleventh_month(day.year)
    if eleventh >= start:
        year, before, after = day.year, _eleventh_month(day.year - 1), eleventh
    else:
        year, before, after = day.year + 1, eleventh, _eleventh_month(day.year + 1)
    distance = (start - before) // 29
    month, leap = distance + 11, False
    if after - before > 365:
        leap_distance = _leap_month(before, zone)
        if distance >= leap_distance:
            month, leap = distance + 10, distance == leap_distance
    if month > 12:
        month -= 12
    if month >= 11 and distance < 4:
        year -= 1
    return Lunar(year, month, number - start + 1, leap)


def to_solar(lunar: Lunar) -> date | None:
    """The solar date of a lunar one; None where the year has no such day or no such leap month, or is not 2 to 9998."""
    if not (1 <= lunar.month <= 12 and 1 <= lunar.day <= 30 and 2 <= lunar.year <= 9998):
        return None
    first = lunar.year - 1 if lunar.month < 11 else lunar.year
    before, after = _eleventh_month(first), _eleventh_month(first + 1)
    zone = _zone(lunar.year)
    offset = (lunar.month - 11) % 12
    if after - before > 365:
        leap_distance = _leap_month(before, zone)
        leap_month = (leap_distance + 9) % 12 + 1
        if lunar.leap and lunar.month != leap_month:
            return None
        if lunar.leap or offset >= leap_distance:
            offset += 1
    elif lunar.leap:
        return None
    index = floor(0.5 + (before - _EPOCH_NEW_MOON) / _SYNODIC_MONTH) + offset
    start = _new_moon(index, zone)
    if lunar.day > _new_moon(index + 1, zone) - start:
        return None
    return date.fromordinal(start + lunar.day - 1 - _TO_JULIAN)


def new_year(year: int) -> date:
    """The first day of the lunar year: mùng 1 Tết."""
    day = to_solar(Lunar(year, 1, 1))
    assert day is not None
    return day


def _zone(year: int) -> float:
    return 7 if year >= 1968 else 8 if year >= 1929 else _PEKING


@lru_cache(maxsize=4096)
def _new_moon(index: int, zone: float) -> int:
    """The Julian day number of the `index`-th new moon since 1900, in the time of `zone` hours east."""
    t = index / 1236.85
    t2, t3 = t * t, t * t * t
    mean = 2415020.75933 + 29.53058868 * index + 0.0001178 * t2 - 0.000000155 * t3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t2) * _RADIANS)
    sun = (359.2242 + 29.10535608 * index - 0.0000333 * t2 - 0.00000347 * t3) * _RADIANS
    moon = (306.0253 + 385.81691806 * index + 0.0107306 * t2 + 0.00001236 * t3) * _RADIANS
    latitude = (21.2964 + 390.67050646 * index - 0.0016528 * t2 - 0.00000239 * t3) * _RADIANS
    correction = (
        (0.1734 - 0.000393 * t) * sin(sun)
        + 0.0021 * sin(2 * sun)
        - 0.4068 * sin(moon)
        + 0.0161 * sin(2 * moon)
        - 0.0004 * sin(3 * moon)
        + 0.0104 * sin(2 * latitude)
        - 0.0051 * sin(sun + moon)
        - 0.0074 * sin(sun - moon)
        + 0.0004 * sin(2 * latitude + sun)
        - 0.0004 * sin(2 * latitude - sun)
        - 0.0006 * sin(2 * latitude + moon)
        + 0.0010 * sin(2 * latitude - moon)
        + 0.0005 * sin(2 * moon + sun)
    )
    if t < -11:
        dynamical = 0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
    else:
        dynamical = -0.000278 + 0.000265 * t + 0.000262 * t2
    return floor(mean + correction - dynamical + 0.5 + zone / 24) + _CLOSE_TO_MIDNIGHT.get(index, 0)


def _sun_sector(number: int, zone: float) -> int:
    """Which twelfth of the ecliptic the sun is in at midnight before the day `number` (0 from the March equinox)."""
    t = (number - 2451545.5 - zone / 24) / 36525
    t2 = t * t
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2) * _RADIANS
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t2) * sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor(longitude % 360 / 30)


@lru_cache(maxsize=512)
def _eleventh_month(year: int) -> int:
    """The Julian day number on which the lunar month with the winter solstice of `year` begins."""
    zone = _zone(year)
    days = date(year, 12, 31).toordinal() + _TO_JULIAN - 2415021
    index = floor(days / _SYNODIC_MONTH)
    start = _new_moon(index, zone)
    return _new_moon(index - 1, zone) if _sun_sector(start, zone) >= 9 else start


@lru_cache(maxsize=512)
def _leap_month(eleventh: int, zone: float) -> int:
    """How many months after the eleventh the leap month comes: the first in which the sun enters no new sector."""
    index = floor((eleventh - _EPOCH_NEW_MOON) / _SYNODIC_MONTH + 0.5)
    previous = _sun_sector(_new_moon(index + 1, zone), zone)
    for distance in range(2, 14):
        sector = _sun_sector(_new_moon(index + distance, zone), zone)
        if sector == previous:
            return distance - 1
        previous = sector
    return 13

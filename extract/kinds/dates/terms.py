"""What the words of `rules/dates/terms.yaml` stand for: months, weekdays, quarters, units, distances."""

from collections.abc import Mapping

from extract.lexicon import Lexicon
from extract.text.calendar import sexagenary_year
from extract.text.fold import fold_key
from extract.text.numbers import read_number, read_roman

Groups = Mapping[str, str | None]
# Two digits of a year stand for 1930 to 2029.
_PIVOT = 30
_CENTURIES = 30
# Years of the cycle without a number lie within thirty years of this one.
_CYCLE_MIDDLE = 1997


class Terms:
    """The words of dates by their classes, with their values."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.months = _numbers(lexicon, "date.month", "date.lunar-month")
        self.lunar_months = frozenset(_numbers(lexicon, "date.lunar-month"))
        self.weekdays = _numbers(lexicon, "date.weekday")
        self.quarters = _numbers(lexicon, "date.quarter")
        self.shifts = _numbers(lexicon, "date.shift", "date.shift-mention")
        self.mentions = frozenset(_numbers(lexicon, "date.shift-mention"))
        self.scales = _numbers(lexicon, "date.scale")
        self.parts = _letters(lexicon, "date.part-of-day")
        self.seasons = _letters(lexicon, "date.season")
        self.units = _letters(lexicon, "date.unit")
        self._cycle = _letters(lexicon, "date.cycle")

    def month(self, text: str) -> int | None:
        """The number of a month in figures or words."""
        return int(text) if text.isdigit() else self.months.get(text)

    def weekday(self, text: str) -> int | None:
        """The ISO number of a weekday in words; "thứ 2" is Monday."""
        return int(text) - 1 if text.isdigit() else self.weekdays.get(text)

    def quarter(self, text: str) -> int | None:
        """The number of a quarter in figures, Roman or Arabic, or words."""
        return int(text) if text.isdigit() else self.quarters.get(text)

    def year_of_cycle(self, name: str) -> int | None:
        """The year of 1968 to 2027 that has the name, a stem and a branch."""
        stem, branch = (self._cycle.get(word, word) for word in name.split())
        return sexagenary_year(stem, branch, _CYCLE_MIDDLE)

    def part_of_day(self, words: str | None) -> str | None:
        """The TIMEX3 part of the day that the words name; the last word tells ("sáng sớm" is as "sớm")."""
        return next((self.parts[word] for word in reversed((words or "").split()) if word in self.parts), None)


def whole(text: str) -> int | None:
    """A whole number in figures or words."""
    value = int(text) if text.isdigit() else read_number(text)
    return value if isinstance(value, int) else None


def full_year(two_digits: str) -> int:
    """The year that two digits stand for."""
    return int(two_digits) + (2000 if int(two_digits) < _PIVOT else 1900)


def century(text: str | None) -> int | None:
    """The number of a century in figures, Roman or Arabic, or words."""
    number = text and (whole(text) or read_roman(text.upper()))
    return number if number and number <= _CENTURIES else None


def _numbers(lexicon: Lexicon, *classes: str) -> dict[str, int]:
    return {
        fold_key(form): entry.value
        for entry in lexicon.words(*classes)
        for form in entry.forms
        if isinstance(entry.value, int)
    }


def _letters(lexicon: Lexicon, name: str) -> dict[str, str]:
    return {
        fold_key(form): entry.value
        for entry in lexicon.words(name)
        for form in entry.forms
        if isinstance(entry.value, str)
    }

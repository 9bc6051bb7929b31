"""Vietnamese numbers, against tables of examples."""

from pathlib import Path

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from extract.text.numbers import find_numbers, read_number, read_roman

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    rows = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


@pytest.mark.parametrize("row", lines("numbers_examples.txt"))
def test_value(row: str) -> None:
    text, _, value = row.partition(" = ")
    found = read_number(text)
    assert str(found).lower() == value


@pytest.mark.parametrize("row", lines("numbers_in_text.txt"))
def test_found_in_text(row: str) -> None:
    wanted: list[tuple[int, int, str]] = []
    text = ""
    for part in regex.split(r"(\[[^]]+\])", row):
        if part.startswith("["):
            form, _, value = part[1:-1].partition("|")
            wanted.append((len(text), len(text) + len(form), value))
            text += form
        else:
            text += part
    found = [
        (
            number.start,
            number.end,
            f"{number.value}"
            + (f"..{number.value_max}" if number.value_max is not None else "")
            + (f"/{number.total}" if number.total is not None else ""),
        )
        for number in find_numbers(text)
    ]
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "spelled", "scaled"),
    [
        ("7", False, False),
        ("5 trăm", False, False),
        ("5 triệu", False, True),
        ("5-10 triệu", False, True),
        ("1 tỉ - 2 tỉ", False, True),
        ("7/10", False, False),
        ("hai", True, False),
        ("hai trăm", True, False),
        ("hai ba người", True, False),
        ("hai phần ba", True, False),
        ("trăm tuổi", True, False),
        ("ba bốn nghìn", True, True),
        ("năm triệu đến 10 triệu", True, True),
    ],
)
def test_whether_words_are_part_of_it(text: str, spelled: bool, scaled: bool) -> None:
    (number,) = find_numbers(text)
    assert (number.spelled, number.scaled) == (spelled, scaled)


def test_occupied_spans_are_left_out_before_ranges_are_made() -> None:
    text = "ngày 5 - 10 người"
    assert [n.value for n in find_numbers(text, [(0, 6)])] == [10]
    assert [(n.value, n.value_max) for n in find_numbers(text)] == [(5, 10)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("MCMXC", 1990), ("IIX", None), ("", None), ("A", None)],
)
def test_roman(text: str, value: int | None) -> None:
    assert read_roman(text) == value


def test_scale_words_multiply_exactly() -> None:
    for tenths in range(1, 1000):
        text = f"{tenths // 10},{tenths % 10} tỉ"
        assert read_number(text) == tenths * 10**8


def test_effort_is_linear_in_length() -> None:
    text = "một nghìn " * 20000
    assert find_numbers(text)
    assert find_numbers("1." * 50000) is not None


@pytest.mark.parametrize("text", ["1" * 1_000_000, "5 " + "tỉ " * 20_000, "chín " + "trăm nghìn tỉ " * 5_000])
def test_no_number_is_too_long_for_a_record(text: str) -> None:
    for number in find_numbers(text):
        assert abs(number.value) < 10**40


def test_a_number_beyond_64_bits_is_a_float_that_databases_take() -> None:
    assert read_number("9 tỉ tỉ") == 9 * 10**18
    assert isinstance(read_number("20 tỉ tỉ"), float)
    assert isinstance(read_number("55555555555555555550,0"), float)


UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def below_thousand(number: int, full: bool) -> list[str]:
    """A group of three digits in words; `full` says its hundreds and tens even where they are none."""
    hundreds, tens, unit = number // 100, number // 10 % 10, number % 10
    words = [UNITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        return words + (["linh"] * bool(words) + [UNITS[unit]] if unit else [])
    words += ["mười"] if tens == 1 else [UNITS[tens], "mươi"]
    special = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return words + ([special.get(unit, UNITS[unit])] if unit else [])


def spelled(number: int) -> str:
    """A whole number below 10^12 as a careful speaker says it."""
    words: list[str] = []
    for power, scale in ((9, "tỉ"), (6, "triệu"), (3, "nghìn"), (0, "")):
        group = number // 10**power % 1000
        if group:
            words += [*below_thousand(group, bool(words)), *[scale][: bool(scale)]]
    return " ".join(words)


@given(st.integers(1, 10**12 - 1))
@example(150)
@example(23_500)
@example(1_055)
def test_number_words_are_read_back(number: int) -> None:
    words = spelled(number)
    # A last "năm" is the word for year, but behind "linh" and by itself.
    assert read_number(words) == number or (words.endswith("năm") and not words.endswith("linh năm"))
    sentence = f"xã có hơn {words} hộ."
    assert [(sentence[n.start : n.end], n.value) for n in find_numbers(sentence)] == [(words, number)]

"""Reads numbers in words, and the scale words that follow figures. The words are a closed class of the language."""

from collections.abc import Sequence
from typing import NamedTuple

from extract.text.numbers.exact import Exact

# Digits by themselves or before a scale word.
DIGITS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
ONE, FIVE = "một", "năm"
"""The digits that are other words too: the article, and the year."""
# Digits behind mười and mươi; "năm" is missing on purpose: "hai mươi năm" is twenty years.
_AFTER_TENS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9,
}  # fmt: skip
# Digits that only stand behind tens, so that "mươi" may be left out: "hai mốt", "ba lăm".
_SPOKEN = ("mốt", "lăm", "nhăm")
# Digits behind linh, lẻ and phẩy.
_AFTER_MARK = {**DIGITS, **_AFTER_TENS, "không": 0}

# The power of ten of each scale word; trăm and chục also follow figures ("3 trăm", "2 chục").
SCALES = {"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỉ": 9}
SMALL_SCALES = {"chục": 1, "trăm": 2}
_GAP = ("linh", "lẻ")

# Every word that may continue a number; used by the scanner.
CONTINUING = sorted({*_AFTER_MARK, "mười", "mươi", *SCALES, *SMALL_SCALES, *_GAP, "phẩy", "rưỡi"})


class Words(NamedTuple):
    """What was read: the number, how many words it took, and whether a scale word (nghìn and up) was among them."""

    number: Exact
    taken: int
    scaled: bool


def read_words(words: Sequence[str]) -> Words | None:
    """The longest number in words at the start of `words`, or None; "triệu rưỡi" and "nửa triệu" too.

    A last "năm" is the word for year and is left out ("hai mươi năm", "một trăm năm"), but for "lẻ năm", "phẩy năm".
    """
    if _word(words, 1) == "rưỡi" and (scale := {**SCALES, **SMALL_SCALES}.get(words[0])):
        return Words(Exact(15, scale - 1), 2, words[0] in SCALES)
    if words[:1] == ["nửa"] and (scale := SCALES.get(_word(words, 1))):
        return _with_scales(words, Exact(5, -1), 1)
    first = (0, 1) if words[:2] == ["không", "phẩy"] else _below_thousand(words, 0)
    if first is None:
        return None
    value, at = first
    number = Exact(value)
    if _word(words, at) == "phẩy":
        decimals = _digits(words, at + 1)
        if decimals:
            number, at = Exact(int(f"{value}{decimals}"), -len(decimals)), at + 1 + len(decimals)
    return _with_scales(words, number, at)


def read_scales(words: Sequence[str], number: Exact) -> Words:
    """What `number`, written as a figure, becomes with the scale words at the start of `words`."""
    if not words:
        return Words(number, 0, False)
    scale = SMALL_SCALES.get(_word(words, 0))
    if scale is None:
        return _with_scales(words, number, 0)
    return _with_scales(words, number.shifted(scale), 1, last=scale)


def _with_scales(words: Sequence[str], number: Exact, at: int, last: int | None = None) -> Words:
    """`number` with the scale words from `at` on, and the lower numbers behind those."""
    done, part, scaled = Exact(0), number, False
    while True:
        scale = SCALES.get(_word(words, at))
        if scale is not None:
            at += 1
            # "hai nghìn ba trăm tỉ": tỉ counts all that stands before it, triệu what stands behind the last tỉ.
            if last is None or scale > last:
                part, done = done.plus(part).shifted(scale), Exact(0)
            else:
                part = part.shifted(scale)
            last, scaled = scale, True
            continue
        if last is None:
            return Words(number, at, False)
        if _word(words, at) == "rưỡi":
            return Words(done.plus(part).plus(Exact(5, last - 1)), at + 1, scaled)
        rest = _rest(words, at, last) if scaled else None
        if rest is None:
            return Words(done.plus(part), at, scaled)
        done, (part, at) = done.plus(part), rest


def _rest(words: Sequence[str], at: int, scale: int) -> tuple[Exact, int] | None:
    """The lower part behind a scale word: "(hai nghìn) ba trăm", "(nghìn) lẻ một", "(ba triệu) hai"."""
    gap = _word(words, at) in _GAP
    if gap:
        value = _AFTER_MARK.get(_word(words, at + 1))
        return None if value is None else (Exact(value), at + 2)
    found = _below_thousand(words, at)
    if found is None:
        return None
    value, end = found
    if end - at == 1 and value < 10 and _word(words, end) not in SCALES:
        return Exact(value, scale - 1), end
    return None if SCALES.get(_word(words, end)) == scale else (Exact(value), end)


def _below_thousand(words: Sequence[str], at: int) -> tuple[int, int] | None:
    word, following = _word(words, at), _word(words, at + 1)
    if following == "trăm" and (word in DIGITS or word == "không"):
        hundreds, end = 100 * DIGITS.get(word, 0), at + 2
        if _word(words, end) in _GAP and _word(words, end + 1) in _AFTER_MARK:
            return hundreds + _AFTER_MARK[_word(words, end + 1)], end + 2
        if _word(words, end) == "rưỡi":
            return hundreds + 50, end + 1
        tens = _below_hundred(words, end)
        if tens is None:
            return hundreds, end
        # "trăm hai" is a hundred and twenty.
        return hundreds + (10 * tens[0] if tens[1] - end == 1 and tens[0] < 10 else tens[0]), tens[1]
    return _below_hundred(words, at)


def _below_hundred(words: Sequence[str], at: int) -> tuple[int, int] | None:
    word, following = _word(words, at), _word(words, at + 1)
    if word == "mười":
        return _tens(words, 10, at + 1)
    digit = DIGITS.get(word)
    if digit is None:
        return None
    if following == "mươi":
        return _tens(words, 10 * digit, at + 2)
    if following in _SPOKEN:
        return 10 * digit + _AFTER_TENS[following], at + 2
    if following == "chục":
        return 10 * digit, at + 2
    if word == "năm" and at and following not in SCALES:
        return None
    return digit, at + 1


def _tens(words: Sequence[str], tens: int, at: int) -> tuple[int, int]:
    unit = _AFTER_TENS.get(_word(words, at))
    if unit is None and _word(words, at) == "năm" and _word(words, at + 1) in SCALES:
        unit = 5
    return (tens, at) if unit is None else (tens + unit, at + 1)


def _digits(words: Sequence[str], at: int) -> str:
    """The digits of the words from `at` on, as figures."""
    found = ""
    while _word(words, at) in _AFTER_MARK:
        found += str(_AFTER_MARK[_word(words, at)])
        at += 1
    return found


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""

"""Reads one whole number that is given as text."""

from extract.patterns import compiled
from extract.text.numbers.figures import FIGURE, read_figure
from extract.text.numbers.words import SCALES, Words, read_scales, read_words

_FIGURE = compiled(FIGURE)
_ROMAN = compiled(r"(M{0,3})(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def read_number(text: str) -> int | float | None:
    """The value of a folded figure, number in words, or figure with scale words; None if `text` is something else.

    `read_number("1.027")` is 1027, `read_number("1,68 triệu")` 1680000, `read_number("âm ba phẩy năm")` -3.5.
    """
    words = text.split()
    if not words:
        return None
    negative = words[0] == "âm"
    if negative:
        words = words[1:]
    elif words[0][0] == "-":
        negative, words = True, [words[0][1:], *words[1:]]
    figures = 0
    while figures < len(words) and words[figures][:1].isdigit():
        figures += 1
    figure = " ".join(words[:figures])
    if figures and not _FIGURE.fullmatch(figure):
        return None
    found = read_figure_with_scales(figure, words[figures:]) if figures else read_words(words)
    if found is None or found.taken != len(words) - figures:
        return None
    return (found.number.negated() if negative else found.number).plain()


def read_figure_with_scales(figure: str, words: list[str], *, share: bool = False) -> Words | None:
    """The figure with the scale words at the start of `words`; `taken` counts those. None if its marks make no number.

    `share` says that a percent sign follows.
    """
    number = read_figure(figure, decimal_comma=bool(words) and SCALES.get(words[0], 0) >= 6, share=share)
    return None if number is None else read_scales(words, number)


def read_roman(text: str) -> int | None:
    """The value of a Roman numeral in capitals, written as the rules ask ("XIV"; not "IIX"), or None."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))

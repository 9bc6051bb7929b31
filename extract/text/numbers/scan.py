"""Finds the numbers of a text in one pass and joins what belongs together: ranges ("10-15", "3 đến 5") and n/m."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import ahocorasick_rs
import regex

from extract.patterns import compiled
from extract.text.numbers.exact import Exact
from extract.text.numbers.figures import FIGURE
from extract.text.numbers.reading import read_figure_with_scales
from extract.text.numbers.words import CONTINUING, DIGITS, SCALES, SMALL_SCALES, Words, read_words
from extract.text.spans import Span


class Number(NamedTuple):
    """A number found in a text.

    Attributes:
        start, end: its span in the folded text, with sign, scale words and, for a range, both ends.
        value: the number; of a range the first end, of a fraction or ratio the upper part.
        value_max: the second end of a range.
        total: the lower part of a fraction or ratio ("7/10", "hai phần ba").
        spelled: it begins with a word, not with a figure.
        scaled: a scale word (nghìn and up) is part of it.
        scale: the power of ten that the scale words behind its only figure stand for.
    """

    start: int
    end: int
    value: int | float
    value_max: int | float | None = None
    total: int | float | None = None
    spelled: bool = False
    scaled: bool = False
    scale: int = 0


class _Single(NamedTuple):
    """One number; `scale` is the power of ten that its scale words alone stand for."""

    start: int
    end: int
    number: Exact
    spelled: bool
    scaled: bool
    scale: int
    upper: Exact | None = None


# Words that scale words are the first syllable of: "tỉ lệ", "triệu chứng".
_COMPOUNDS = {
    "tỉ": r"(?! (?:lệ|số|giá|trọng|suất|phú|mỉ)\b)",
    "triệu": r"(?! (?:phú|chứng(?! chỉ)|tập|hồi)\b)",
    "vạn": r"(?! (?:vật|sự|niên)\b)",
}
_WORDS = "|".join(word + _COMPOUNDS.get(word, "") for word in CONTINUING)
_STARTS = "|".join(sorted({*DIGITS, "mười"} - {"năm"}))
_LARGE = "|".join(word + _COMPOUNDS.get(word, "") for word in [*SCALES, *SMALL_SCALES])
_DECIMAL = f"(?:không|{'|'.join(DIGITS)})"
_FIRST_WORD = (
    rf"(?:{_STARTS})\b|năm(?= \p{{Ll}})|không(?= phẩy {_DECIMAL}\b)|nửa(?= (?:{_LARGE})\b)|(?:{_LARGE})(?= rưỡi\b)"
    r"|trăm(?= tuổi\b)"
)
# Codes of ISO 4217 that are written without a space in front of their amount.
_CODES = "usd|vnd|eur|gbp|jpy|aud|sgd"
_SCAN = compiled(
    rf"(?:\b|(?<=\b(?:{_CODES})))(?:(?P<figure>{FIGURE})(?P<scales>(?: ?(?:{_LARGE}|rưỡi)\b){{0,3}}+)"
    rf"|(?P<words>(?:{_FIRST_WORD})(?: (?:{_WORDS})\b){{0,24}}+))"
)
_DIGITS = compiled(r"\d+")
# What a number in words may begin with; scale words and "trăm" only where the word behind says so.
_OPENING = (
    *sorted({*DIGITS, "mười"}), "không phẩy ", "nửa ", "trăm tuổi",
    *(f"{word} rưỡi" for word in (*SCALES, *SMALL_SCALES))
)  # fmt: skip
_OPENINGS = ahocorasick_rs.AhoCorasick(_OPENING, matchkind=ahocorasick_rs.MatchKind.Standard)
_THOUSAND = 3
_TIMES = compiled(r"(?<=\d ?)x(?= ?\d)")
# Behind such a hyphen a range goes on ("50.000đ-100.000đ"); behind others a name does ("F-16").
_UNIT_HYPHEN = compiled(r"\d ?(?:\p{L}{2,5} )?(?:[đmg]|\p{L}{2,5})-\Z")
# "âm" is the sign of a number in words with these units or a scale word; else it is sound ("dư âm hai mươi năm").
_SIGNED_UNITS = (" độ", " phần trăm")
_LOWER = compiled(rf" (\d{{1,3}}) ({'|'.join(SCALES)})\b")
# Behind thousands the rest may stand by itself: "12 nghìn 300 cây".
_HUNDREDS = compiled(r" (\d{3})(?![\d.,/%])")
_SHARE = compiled(r"(?: ?- ?\d+(?:[.,]\d+)?)? ?(?:%|‰|(?:điểm )?phần (?:trăm|nghìn|ngàn)\b|điểm %)")
_QUARTERS = compiled(r" phần tư\b")
_VAGUE = compiled(r"\b(?:hàng|vài|mấy|cả|trên) \Z")
_RANGE = compiled(r" ?[-~] ?| (?:đến|tới) (?:(?:hơn|gần|khoảng|trên) )?|, ?| hoặc ")
_RATIO = compiled(r" ?/ ?")
_FRACTION = compiled(" phần ")


def find_numbers(folded: str, occupied: Sequence[Span] = ()) -> list[Number]:
    """The numbers of a folded text, in order, not overlapping.

    Numbers that share a character with the sorted spans `occupied` are left out before ranges are made. A figure that
    is glued to letters in front of it ("U23", "F-16") is a name and left out too.
    """
    singles = list(_singles(folded, occupied))
    numbers: list[Number] = []
    index = 0
    while index < len(singles):
        here = singles[index]
        joined = _joined(folded, here, singles[index + 1]) if index + 1 < len(singles) else None
        quarters = _QUARTERS.match(folded, here.end)
        if quarters and here.upper is None:
            joined = Number(here.start, quarters.end(), here.number.plain(), None, 4, here.spelled)
            index += 1
        elif joined is None:
            upper = here.upper.plain() if here.upper else None
            joined = Number(
                here.start, here.end, here.number.plain(), upper, None, here.spelled, here.scaled, here.scale
            )
            index += 1
        else:
            index += 2
        numbers.append(joined)
    return numbers


def _singles(folded: str, occupied: Sequence[Span]) -> Iterator[_Single]:
    # In "15x7cm" no syllable begins at the 7; the sign of multiplication, of the same length, makes it one.
    folded = _TIMES.sub("×", folded)
    at, last, spans = 0, -1, iter(occupied)
    span = next(spans, None)
    for candidate in _candidates(folded):
        match = _SCAN.match(folded, candidate) if candidate >= at else None
        if match is None:
            continue
        start, at = match.span()
        words = match["words"]
        while span is not None and span[1] <= start:
            span = next(spans, None)
        if span is not None and span[0] < at:
            at = at if words else max(at, span[1])
            continue
        if words == "năm" and (start == last + 1 or folded[start - 1 : start] == "/"):
            continue
        found = _words(match) if words else _figure(folded, match)
        if found is not None:
            at = last = found.end
            yield found


def _candidates(folded: str) -> list[int]:
    """Where a number may begin, in order. Looking for the few words by themselves is quicker than one large pattern."""
    starts = [match.start() for match in _DIGITS.finditer(folded)]
    for _, start, end in _OPENINGS.find_matches_as_indexes(folded, overlapping=True):
        if not folded[end : end + 1].isalpha() or folded[end - 1] == " ":
            starts.append(start)
    starts.sort()
    return starts


def _figure(folded: str, match: regex.Match[str]) -> _Single | None:
    start, end = match.span()
    before = folded[start - 1] if start else " "
    glued = before in "-_" and start > 1 and folded[start - 2].isalpha()
    if glued and not _UNIT_HYPHEN.search(folded, max(0, start - 14), start):
        return None
    scales = match["scales"].split()
    found = read_figure_with_scales(match["figure"], scales, share=_SHARE.match(folded, end) is not None)
    if found is None:
        return None
    number, scale = found.number, 0
    if scales and "rưỡi" not in scales:
        scale = sum(SCALES.get(word) or SMALL_SCALES[word] for word in scales[: found.taken])
        lower = _LOWER.match(folded, end)
        if lower and SCALES[lower[2]] < scale:
            number, end = number.plus(Exact(int(lower[1]), SCALES[lower[2]])), lower.end()
        hundreds = _HUNDREDS.match(folded, end) if scale == _THOUSAND else None
        if hundreds:
            number, end = number.plus(Exact(int(hundreds[1]))), hundreds.end()
    if before == "-" and start > 1 and folded[start - 2] in " (":
        start, number = start - 1, number.negated()
    elif _is_signed(folded, start):
        start, number = start - 3, number.negated()
    return _Single(start, end, number, False, found.scaled, scale)


def _is_signed(folded: str, start: int) -> bool:
    """Whether "âm" stands in front."""
    return folded.endswith("âm ", 0, start) and (start == 3 or not folded[start - 4].isalnum())


def _words(match: regex.Match[str]) -> _Single | None:
    words = match["words"].split(" ")
    if words == ["trăm"]:
        vague = _VAGUE.search(match.string, max(0, match.start() - 6), match.start())
        return None if vague else _Single(*match.span(), Exact(100), True, False, 0)
    found = (
        Words(Exact(DIGITS[words[0]]), 1, scaled=False) if words[0] in DIGITS and words[1:] == [] else read_words(words)
    )
    if found is None:
        return None
    start = match.start()
    following = _neighbour(words, found)
    if following is None:
        end, number = start + len(" ".join(words[: found.taken])), found.number
        if _is_signed(match.string, start) and (found.scaled or match.string.startswith(_SIGNED_UNITS, end)):
            start, number = start - 3, number.negated()
        return _Single(start, end, number, True, found.scaled, 0)
    end = start + len(" ".join(words[: following.taken + 1]))
    lower = Exact(found.number.mantissa * int(following.number.plain()) // DIGITS[words[1]])
    return _Single(start, end, lower, True, following.scaled, 0, following.number)


def _neighbour(words: list[str], found: Words) -> Words | None:
    """The second end of "ba bốn (người)", "hai ba (trăm)": a digit and the one that follows it are a range."""
    if found.taken != 1 or found.number.exponent or len(words) < 2 or words[1] == "năm":
        return None
    return read_words(words[1:]) if DIGITS.get(words[1]) == found.number.mantissa + 1 else None


def _joined(folded: str, first: _Single, second: _Single) -> Number | None:
    """The range, ratio or fraction that two neighbours make, or None."""
    if second.start - first.end > 12 or first.upper or second.upper:
        return None
    between = folded[first.end : second.start]
    # A minus sign that was taken for the second number's is the dash of the range.
    upper, dash = second.number, folded[second.start] == "-"
    if dash:
        between, upper = between + "-", upper.negated()
    if _RATIO.fullmatch(between) and second.scale and not first.scaled:
        return _share(first, second)
    if _RATIO.fullmatch(between) and not (first.scaled or second.scaled or first.spelled or second.spelled):
        # Three figures with slashes are a date or a list ("16/32/64GB"), not a ratio.
        if folded.endswith("/", 0, first.start) or folded[second.end : second.end + 1] == "/":
            return None
        total = second.number.plain()
        return Number(first.start, second.end, first.number.plain(), None, total) if total else None
    if _FRACTION.fullmatch(between):
        return Number(first.start, second.end, first.number.plain(), None, second.number.plain(), first.spelled)
    if not _RANGE.fullmatch(between):
        return None
    digits = second.end - second.start == 1 or second.spelled
    neighbours = first.spelled == second.spelled and digits and upper.plain() == first.number.plain() + 1
    if between.strip() in (",", "hoặc") and not neighbours:
        return None
    lower = first.number
    if second.scale and not first.scale and lower.mantissa:
        lower = lower.shifted(second.scale) if lower.plain() < upper.shifted(-second.scale).plain() else lower
    if not lower.plain() < upper.plain():
        return None
    return Number(
        first.start, second.end, lower.plain(), upper.plain(), None, first.spelled, first.scaled or second.scaled
    )


def _share(first: _Single, second: _Single) -> Number | None:
    """A part of a whole that share a scale word ("7.410/14.236 tỉ"); one digit is a fraction's ("1/4 triệu")."""
    part, whole = first.number.shifted(second.scale).plain(), second.number.plain()
    if first.end - first.start < 2 or not 0 < part <= whole:
        return None
    return Number(first.start, second.end, part, None, whole, scaled=True)

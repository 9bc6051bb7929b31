"""Reads figures: which of the dots, commas and spaces part thousands and which one marks the decimals.

Vietnamese writes 1.234.567,89 (Circular 01/2011/TT-BNV and common use); English-style 1,234,567.89 and
1 234 567 occur too. The form decides: three digits behind every mark are thousands, anything else decimals, and a
figure that begins with 0 has no thousands ("0,125").
"""

from extract.patterns import compiled
from extract.text.numbers.exact import Exact

# A figure with its marks; what `read_figure` says no to (a version 2.3.5, an address) is no number. Spaces part
# thousands only where there are two groups or the one is 000, for "quận 1 300 hộ" has two numbers.
FIGURE = r"\d{1,3}(?:(?: \d{3}){2,4}| 000)(?!\d|[.,]\d)|\d+(?:[.,]\d+)*"

_MARKS = str.maketrans("", "", "., ")
_GROUPED = compiled(r"([1-9]\d{0,2}(?:([., ])\d{3})(?:\2\d{3})*)(?:[.,](\d+))?")
_DECIMAL = compiled(r"(\d+)[.,](\d+)")

# A longer run of digits counts nothing: it is an identifier or debris. With its marks, this holds 15 digits and more,
# as many as a JSON number keeps exactly.
_LONGEST = 24


def read_figure(text: str, *, decimal_comma: bool = False, share: bool = False) -> Exact | None:
    """The number that a figure writes, or None if its marks make no number.

    Args:
        text: digits with dots, commas or spaces, nothing else.
        decimal_comma: read one comma before three digits as the decimal mark ("1,234 tỉ" is 1.234 thousand million),
            unless the digits end in 0, which decimals seldom do. A single dot before three digits parts thousands.
        share: the figure stands before a percent sign, where one comma always is the decimal mark ("7,125%").
    """
    if len(text) > _LONGEST:
        return None
    if text.isdecimal():
        return Exact(int(text))
    grouped = _GROUPED.fullmatch(text)
    if grouped and _consistent(text, grouped.group(1), grouped.group(2)):
        one_comma = text.count(",") == 1 and "." not in text and " " not in text
        if not (one_comma and (share or (decimal_comma and not text.endswith("0")))):
            whole, decimals = grouped.group(1), grouped.group(3) or ""
            return Exact(int(whole.translate(_MARKS) + decimals), -len(decimals))
    decimal = _DECIMAL.fullmatch(text)
    if decimal:
        return Exact(int(decimal.group(1) + decimal.group(2)), -len(decimal.group(2)))
    return None


def _consistent(text: str, whole: str, mark: str) -> bool:
    """Whether the mark behind the groups, if there is one, differs from the one between them."""
    return len(whole) == len(text) or text[len(whole)] != mark

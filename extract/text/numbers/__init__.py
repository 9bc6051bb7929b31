"""Vietnamese numbers: figures ("1.027", "2,5 triệu"), words ("hai mươi mốt nghìn"), fractions, ranges, Roman numerals.

All functions but `read_roman` read *folded* text (`extract.text.fold`). Values are exact: an `int` where the number is
whole, else the `float` nearest to the decimal that is written.
"""

from extract.text.numbers.reading import read_number, read_roman
from extract.text.numbers.scan import Number, find_numbers
from extract.text.numbers.words import FIVE, ONE

__all__ = ["FIVE", "ONE", "Number", "find_numbers", "read_number", "read_roman"]

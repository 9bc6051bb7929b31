"""Decimal numbers without rounding: an integer and a power of ten."""

from typing import NamedTuple


class Exact(NamedTuple):
    """`mantissa * 10 ** exponent`. Never a float, so that 1,1 tỉ is exactly 1100000000."""

    mantissa: int
    exponent: int = 0

    def shifted(self, places: int) -> "Exact":
        """This number times `10 ** places`."""
        return Exact(self.mantissa, self.exponent + places)

    def plus(self, other: "Exact") -> "Exact":
        """The sum."""
        low = min(self.exponent, other.exponent)
        return Exact(
            self.mantissa * _ten(self.exponent - low) + other.mantissa * _ten(other.exponent - low),
            low,
        )

    def negated(self) -> "Exact":
        """The number below zero."""
        return Exact(-self.mantissa, self.exponent)

    def plain(self) -> int | float:
        """An `int` where the number is whole and fits 64 bits, as databases have them; else the nearest `float`."""
        if self.exponent >= 0:
            whole, rest = self.mantissa * _ten(self.exponent), 0
        else:
            whole, rest = divmod(self.mantissa, _ten(-self.exponent))
        if rest:
            return self.mantissa / _ten(-self.exponent)
        return whole if abs(whole) < _BEYOND else float(whole)


_BEYOND = 2**63


def _ten(power: int) -> int:
    return int(10**power)

"""Log-linear scorers: what features tell, added up for two questions at once.

Every feature has a name ("bd=L1": the phrase begins one word in front of the figure). What is told of the same things
is one row of a table: a few words stand beside each other again and again, so that hardly any name is made twice. A row
is whatever `Tell` makes of the names: to choose, the sum of their weights; to learn, the names themselves or their
numbers. So what is learned and what is asked is made by the same lines.
"""

from collections.abc import Callable, Mapping
from itertools import repeat
from operator import attrgetter
from typing import Any, Generic, Literal, Protocol, Self, TypeVar

from extract.lazy import Table, lazy


class Sum(Protocol):
    """What some features tell, which can be put together with what others tell."""

    def __add__(self, other: Self, /) -> Self: ...


T = TypeVar("T")
V = TypeVar("V", bound=Sum)
Tell = Callable[[list[str]], V]
Rows = Table[tuple[Any, ...], V]
"""What is told, by the things that it is told of."""

Which = Literal[0, 1]
"""Which of a scorer's two questions is asked."""
OF: tuple[Callable[[complex], float], Callable[[complex], float]] = (attrgetter("real"), attrgetter("imag"))
"""What a sum says of each question."""

_NONE = 0j
"""The sum of no weights, one object for all that have none."""
_NOTHING = repeat(_NONE)
_REMEMBERED = 150_000
"""Sums that tables may remember, so that a long run does not fill the memory."""


def rows(tell: Tell[V], names: Callable[..., list[str]]) -> Rows[V]:
    """A table of what is told, whose features are named by a function of the things that it is told of."""
    return Table(lambda things: tell(names(*things)))


class Weights:
    """The weights of features for two questions: the real and the imaginary part of one number.

    Attributes:
        asked: how many sums were asked for.
    """

    def __init__(self, one: Mapping[str, float], other: Mapping[str, float]) -> None:
        weights = {name: complex(weight, other.get(name, 0.0)) for name, weight in one.items()}
        for name, weight in other.items():
            weights.setdefault(name, complex(0.0, weight))
        self._weight = weights.get
        self.asked = 0

    def __call__(self, names: list[str]) -> complex:
        """The sum of the weights of some features."""
        self.asked += 1
        return sum(map(self._weight, names, _NOTHING), _NONE) or _NONE


class Scorer(Generic[T]):
    """The tables of a scorer's sums.

    Args:
        read: gives the weights; it is called when the scorer is first asked.
        tables: makes the tables, which are filled as they are asked, and made anew when they have become large.
    """

    def __init__(self, read: Callable[[], Weights], tables: Callable[[Weights], T]) -> None:
        self._read = read
        self._made = tables

    @lazy
    def _weights(self) -> Weights:
        return self._read()

    @lazy
    def _tables(self) -> T:
        return self._made(self._weights)

    def __call__(self) -> T:
        """The tables as they are now."""
        if self._weights.asked > _REMEMBERED:
            self._weights.asked = 0
            self._tables = self._made(self._weights)
        return self._tables

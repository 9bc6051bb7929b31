"""Questions about sorted spans: `(start, end)` pairs, half-open, in order, not overlapping."""

from bisect import bisect_left
from collections.abc import Sequence

Span = tuple[int, int]

# A tuple of one number sorts right before the spans that begin there: no key function is called for every comparison.


def within(spans: Sequence[Span], offset: int) -> int | None:
    """The index of the span that holds `offset`, or None."""
    index = bisect_left(spans, (offset + 1,)) - 1
    return index if index >= 0 and offset < spans[index][1] else None


def overlapping(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether any of the spans shares a character with `start:end`."""
    index = bisect_left(spans, (end,)) - 1
    return index >= 0 and spans[index][1] > start


def met(spans: Sequence[Span], start: int, end: int) -> slice:
    """Which of the spans share a character with `start:end`."""
    first = bisect_left(spans, (start,))
    if first and spans[first - 1][1] > start:
        first -= 1
    return slice(first, bisect_left(spans, (end,)))

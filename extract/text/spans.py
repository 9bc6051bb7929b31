"""Questions about sorted spans: `(start, end)` pairs, half-open, in order, not overlapping."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

Span = tuple[int, int]


def within(spans: Sequence[Span], offset: int) -> int | None:
    """The index of the span that holds `offset`, or None."""
    index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return index if index >= 0 and offset < spans[index][1] else None


def overlapping(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether any of the spans shares a character with `start:end`."""
    index = bisect_left(spans, end, key=lambda span: span[0]) - 1
    return index >= 0 and spans[index][1] > start

"""The date that a figure belongs to."""

from bisect import bisect_right

from extract.record import Date, Statistic
from extract.text.spans import Span


def period(
    spans: list[Span],
    starts: list[int],
    dates: list[Date],
    statistic: Statistic,
    sentence: Span,
    previous: Statistic | None,
    ceiling: int,
) -> int | None:
    """The date that the figure belongs to: the nearest in front in its sentence, else the first behind its clause."""
    index = bisect_right(starts, statistic.start) - 1
    while index >= 0 and spans[index][0] >= sentence[0]:
        if dates[index].type in ("date", "interval"):
            return index
        index -= 1
    index = bisect_right(starts, statistic.end - 1)
    if index < len(starts) and starts[index] < ceiling and dates[index].type in ("date", "interval"):
        base = statistic.base
        if base is None or not base.start <= starts[index] < base.end:
            return index
    return previous.period if previous is not None else None

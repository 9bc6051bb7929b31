"""The main loop: what comes in goes through the extractor to the writer, or to the rejects with its reason."""

from collections.abc import Callable, Iterable
from typing import BinaryIO

import msgspec

from extract.article import Article
from extract.io.incoming import Arrival, Incoming, Reject
from extract.record import Record, to_json


class Summary(msgspec.Struct):
    """What a run did, in counts."""

    articles: int = 0
    rejected: int = 0
    officials: int = 0
    dates: int = 0
    statistics: int = 0
    awards: int = 0
    warnings: int = 0

    def add(self, record: Record) -> None:
        """Count one record's items."""
        self.articles += 1
        self.officials += len(record.officials)
        self.dates += len(record.dates)
        self.statistics += len(record.statistics)
        self.awards += len(record.awards)
        self.warnings += len(record.warnings)


def run(
    extractor: Callable[[Article], Record],
    incoming: Iterable[Incoming],
    output: BinaryIO,
    rejected: Callable[[Reject], None],
    advanced: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Write the records of all incoming articles to `output` as JSON Lines.

    Args:
        extractor: reads one article.
        incoming: what the readers hand out.
        output: where the records go.
        rejected: called with everything that yields no record.
        advanced: called after each article, for progress.
    """
    summary = Summary()
    for arrival in incoming:
        outcome = _extract(extractor, arrival) if isinstance(arrival, Arrival) else arrival
        if isinstance(outcome, Reject):
            summary.rejected += 1
            rejected(outcome)
        else:
            output.write(to_json(outcome) + b"\n")
            summary.add(outcome)
        advanced(summary)
    return summary


def _extract(extractor: Callable[[Article], Record], arrival: Arrival) -> Record | Reject:
    try:
        return extractor(arrival.article)
    except Exception as error:  # one article that trips the extractor must not stop a hundred thousand others
        reason = f"extraction failed: {type(error).__name__}: {error}; please report it with this article"
        return Reject(arrival.place, reason, arrival.raw)

"""What the reader of a whole record should be warned of."""

from extract.record import Record


def resolve(record: Record) -> None:
    """Add the warnings that only the whole record shows, in place."""
    undated = sum("XXXX" in date.value for date in record.dates)
    if undated and not record.published:
        record.warnings.append(f"published unknown: {undated} date{'s' * (undated > 1)} left without a year")
    inferred = sum(date.inferred for date in record.dates)
    if inferred:
        record.warnings.append(f"published unknown: the year of {inferred} date{'s' * (inferred > 1)} was inferred")

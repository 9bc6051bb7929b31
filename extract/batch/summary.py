"""What a run did, in counts."""

import msgspec

from extract.record import Record


class Summary(msgspec.Struct):
    """Counts of articles, of their items, and of what was rejected. Duplicates are among the articles.

    `undated` are those whose date of publication could not be read, `undated_as` is one such date; `dateless` are those
    without one. These three are known of a run alone, not of its records.
    """

    articles: int = 0
    duplicates: int = 0
    rejected: int = 0
    officials: int = 0
    dates: int = 0
    statistics: int = 0
    awards: int = 0
    warnings: int = 0
    undated: int = 0
    undated_as: str | None = None
    dateless: int = 0

    def count(self, record: Record) -> None:
        """Count one record's items."""
        self.articles += 1
        self.duplicates += record.duplicate_of is not None
        self.officials += len(record.officials)
        self.dates += len(record.dates)
        self.statistics += len(record.statistics)
        self.awards += len(record.awards)
        self.warnings += len(record.warnings)

    def add(self, other: "Summary") -> None:
        """Count what another summary counts."""
        for name in self.__struct_fields__:
            if name != "undated_as":
                setattr(self, name, getattr(self, name) + getattr(other, name))
        self.undated_as = self.undated_as or other.undated_as

    def date_unread(self, published: str) -> None:
        """Count a date of publication that could not be read."""
        self.undated += 1
        self.undated_as = self.undated_as or published

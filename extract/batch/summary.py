"""What a run did, in counts."""

import msgspec

from extract.looks import counted
from extract.record import KINDS, Record


class Summary(msgspec.Struct):
    """Counts of articles, of their finds by kind, and of what was rejected. Duplicates are among the articles.

    `undated` are those whose date of publication could not be read, `undated_as` is one such date; `dateless` are those
    without one. These three are known of a run alone, not of its records.
    """

    articles: int = 0
    duplicates: int = 0
    rejected: int = 0
    finds: dict[str, int] = msgspec.field(default_factory=lambda: {kind.name: 0 for kind in KINDS})
    warnings: int = 0
    undated: int = 0
    undated_as: str | None = None
    dateless: int = 0

    @property
    def told(self) -> str:
        """The finds in words ("3 officials, 5 dates"); kinds without any are left out."""
        return ", ".join(counted(number, kind) for kind, number in self.finds.items() if number) or "nothing found"

    def count(self, record: Record) -> None:
        """Count one record's items."""
        self.articles += 1
        self.duplicates += record.duplicate_of is not None
        for kind in self.finds:
            self.finds[kind] += len(getattr(record, kind))
        self.warnings += len(record.warnings)

    def add(self, other: "Summary") -> None:
        """Count what another summary counts."""
        for name in self.__struct_fields__:
            if name not in ("finds", "undated_as"):
                setattr(self, name, getattr(self, name) + getattr(other, name))
        for kind, number in other.finds.items():
            self.finds[kind] += number
        self.undated_as = self.undated_as or other.undated_as

    def date_unread(self, published: str) -> None:
        """Count a date of publication that could not be read."""
        self.undated += 1
        self.undated_as = self.undated_as or published

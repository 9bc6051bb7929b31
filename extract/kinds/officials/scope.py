"""What follows a role: the organisation or place that it goes with ("Sở Y tế Hà Nội")."""

from collections.abc import Mapping
from typing import NamedTuple

from extract.entries import PlaceEntry, TitleEntry
from extract.kinds.names import Name
from extract.kinds.officials.roles import Role
from extract.record import TitleKind
from extract.text.spans import Span

HOME = "place.country.viet-nam"
"""The country whose offices are those of the state."""

Stops = Mapping[int, Role | Name]
"""The roles and the names of persons of a document, by their starts: there a scope ends."""


class Scope(NamedTuple):
    """What follows a role.

    Attributes:
        start, end: its span; `start == end` where there is none.
        kind: the kind of title that the organisation makes of the role, None where it says nothing.
        key: its words in normal form, folded: abbreviations written out, small words left out.
        place: the entry of the first place in it.
        inner: the role of another in it ("Trợ lý Ngoại trưởng").
        name: the span of a person's name behind it that was not known as one, or None.
    """

    start: int
    end: int
    kind: TitleKind | None
    key: tuple[str, ...]
    place: PlaceEntry | None
    inner: Role | None
    name: Span | None


def fits(entry: TitleEntry, scope: Scope) -> bool:
    """Whether a scope is one that the role needs."""
    return bool(scope.key) and (not entry.bodies or " ".join(scope.key).startswith(entry.bodies))

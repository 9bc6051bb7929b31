"""Outlines of Vietnam's provinces as they are today, and which of them a unit lies or lay in; for maps."""

from functools import cache

from extract.canonical.places import above
from extract.places import Unit, units
from extract.resources import rows

SIZE = (730, 1520)
"""Width and height in which the outlines are drawn; see data/places/outlines.tsv."""


@cache
def outlines() -> dict[str, str]:
    """The outlines as paths of SVG, by the codes of provinces and cities under the centre."""
    return dict(rows("places/outlines.tsv"))


@cache
def provinces() -> dict[str, Unit]:
    """The provinces and cities under the centre as they are now, by code."""
    return {unit.code: unit for unit in units() if unit.code in outlines() and not unit.until}


def province(unit: Unit) -> Unit | None:
    """Of now, the province or city under the centre in which a unit lies, or what became of the one in which it lay."""
    around: Unit | None = unit
    while around is not None and around.parent:
        around = above(around)
    if around is None:
        return None
    # Provinces went whole into what there is since July 2025; cities that were made since keep the code.
    return provinces().get(around.successors[0] if around.successors else around.code)

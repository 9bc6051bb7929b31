"""How each sort of find looks, wherever finds are shown: the report, the app, the terminal, notebooks, displaCy.

The colours keep their distance for people who do not see red and green apart: lightness differs where the hue does not.
"""

from collections.abc import Iterator
from typing import Literal

from extract.declared.kind import Look, Mark
from extract.record import KINDS


def _look(kind: str, mark: Mark) -> Look:
    """The look of a mark; one that declares none is grey and called by its own name."""
    named, many = mark.label.capitalize(), kind.capitalize()
    return mark.look or Look(
        letter=(named[0], named[0]),
        line="solid",
        light=("#4d4d4d", "#f2f2f2"),
        dark=("#cccccc", "#2a2a2a"),
        strokes="bold",
        label=(named, named),
        plural=(many, many),
        group=kind,
    )


LOOKS: dict[str, Look] = {mark.label: _look(kind.name, mark) for kind in KINDS for mark in kind.marks}
"""The looks, by the labels of marks."""

GROUPS: dict[str, tuple[str, ...]] = {
    group: tuple(label for label, look in LOOKS.items() if look.group == group)
    for kind in KINDS
    for group in sorted({LOOKS[mark.label].group for mark in kind.marks})
}
"""The labels of marks that are shown and hidden together, the one that they are named after first."""


def stylesheet() -> str:
    """The kinds' colours and lines as CSS: `.k-KIND` and `.g-GROUP` set --hue, --hue-bg and --decoration."""
    light = "".join(_variables(0))
    dark = "".join(_variables(1))
    rules = [
        f":root{{{light}}}",
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}",
        f"@media print{{:root{{{light}}}}}",
    ]
    for kind, look in LOOKS.items():
        selectors = [f".k-{kind}", *(f".g-{group}" for group, kinds in GROUPS.items() if kinds[0] == kind)]
        rules.append(
            f"{','.join(selectors)}{{--hue:var(--{kind});--hue-bg:var(--{kind}-bg);--decoration:{look.decoration}}}"
        )
        rules.append(f".o-{kind}{{--edge:var(--{kind})}}")
    return "\n".join(rules)


def _variables(scheme: Literal[0, 1]) -> Iterator[str]:
    for kind, look in LOOKS.items():
        ink, ground = (look.light, look.dark)[scheme]
        yield f"--{kind}:{ink};--{kind}-bg:{ground};"


def counted(number: int, many: str) -> str:
    """A number with what is counted ("3 officials", "1 official"); `many` is its word for many."""
    return f"{number} {many.removesuffix('s') if number == 1 else many}"

"""Markdown tables, and the places in the pages where they stand."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, the first column to the left and the others to the right."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def ratio(value: float) -> str:
    """A ratio with two figures that mean something: 0.34, 1, 2.6, 41, 1,300."""
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10 else f"{rounded:g}"


def share(value: float | None) -> str:
    """An F1 or a share, as .953; a dash where there is none."""
    return "–" if value is None else f"{value:.3f}".replace("0.", ".", 1)


def put(page: Path, name: str, words: str) -> None:
    """Write `words` between the page's markers `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`.

    Raises:
        ValueError: the page has no such markers.
    """
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- bench:{name} -->\n", f"<!-- /bench:{name} -->"
    place = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if len(place.findall(text)) != 1:
        raise ValueError(f"{page}: the markers {begin.strip()} and {end} have to stand there once")
    page.write_text(place.sub(lambda _: f"{begin}{words.strip()}\n{end}", text), encoding="utf-8")

"""Pictures of frames and registers, with matplotlib: when, who in which office, which awards, how figures moved, where.

Every function draws into the axes that it is given, or into new ones, and returns them.

>>> import extract
>>> from extract import plots
>>> record = extract.Extractor()("Từ 2/9/2018 đến 5/9/2018 và ngày 1/3/2019, tỉnh tổ chức lễ hội.")
>>> axes = plots.timeline(extract.frames([record]))
>>> [int(bar.get_height()) for bar in axes.patches]
[1, 0, 0, 0, 0, 0, 1]
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from extract.canonical.places import unit_key
from extract.io.extras import load
from extract.outlines import SIZE, outlines, province
from extract.registry.names import name_key

Frames = Mapping[str, pd.DataFrame]

_MONTHS = 36
"""Months in a picture, above which its bars are years."""
_ROW = 0.3
"""Inches of height that a row takes."""


class NothingToShowError(ValueError):
    """The frames hold nothing of what is to be drawn; the message says what was looked for."""


def timeline(frames: Frames, *, axes: Any = None) -> Any:
    """How many of the dates named fall into each month, or into each year where there are many months.

    Args:
        frames: of `extract.frames`.
        axes: of matplotlib, to draw into.

    Raises:
        NothingToShowError: no date has a first day.
        MissingExtraError: matplotlib is not installed.
    """
    days = _frame(frames, "dates")["begin_date"].dropna()
    if days.empty:
        raise NothingToShowError("no date with a first day is in frames.dates")
    months = days.dt.to_period("M")
    span = (months.max() - months.min()).n + 1
    periods = months if span <= _MONTHS else days.dt.to_period("Y")
    every = pd.period_range(periods.min(), periods.max())
    counts = periods.value_counts().reindex(every, fill_value=0)
    axes = _axes(axes)
    axes.bar([str(period) for period in every], counts)
    axes.tick_params(axis="x", rotation=90)
    axes.set(ylabel="dates named")
    axes.yaxis.get_major_locator().set_params(integer=True)
    return axes


def offices(register: Frames, *, place: str | None = None, most: int = 20, axes: Any = None) -> Any:
    """Who held which office, from the first article to the last that has them in it, a line for each.

    Args:
        register: of `extract.register`.
        place: the id of a unit or country, to show the offices of its bodies alone.
        most: the offices held that are shown: those that most articles tell of.
        axes: of matplotlib, to draw into.

    Raises:
        NothingToShowError: nobody is said to hold an office on a known day.
        MissingExtraError: matplotlib is not installed.
    """
    held = _frame(register, "offices_held").dropna(subset=["office_id", "first_held"])
    if place is not None:
        held = held[held["place_id"] == place]
    if held.empty:
        raise NothingToShowError("nobody holds an office on a known day" + (f" in '{place}'" if place else ""))
    shown = held.sort_values(["articles", "id"], ascending=[False, True]).head(most)
    shown = shown.merge(
        register["people"][["id", "name"]], left_on="person_id", right_on="id", suffixes=("", "_person")
    )
    shown = shown.sort_values(["office", "first_held"], ascending=False)
    rows = range(len(shown))
    axes = _axes(axes, height=1 + _ROW * len(shown))
    axes.hlines(rows, shown["first_held"], shown["last_held"], lw=4)
    axes.plot(shown["first_held"], rows, "o", color="C0")
    axes.plot(shown["last_held"], rows, "o", color="C0")
    names = zip(shown["name"], shown["office"], strict=True)
    axes.set_yticks(rows, [f"{name}\n{office}" for name, office in names], fontsize=7)
    axes.set(xlabel="first and last article that has them in office")
    axes.tick_params(axis="x", rotation=45)
    return axes


def awards(register: Frames, *, most: int = 6, axes: Any = None) -> Any:
    """How many awards each giver gave in each year; one that several articles tell of counts once.

    Args:
        register: of `extract.register`.
        most: givers with a colour of their own: those that gave most.
        axes: of matplotlib, to draw into.

    Raises:
        NothingToShowError: no award has a giver and a year.
        MissingExtraError: matplotlib is not installed.
    """
    given = _frame(register, "award_events").dropna(subset=["giver", "year"])
    if given.empty:
        raise NothingToShowError("no award with a giver and a year is in register.award_events")
    givers = given["giver"].value_counts().head(most).index
    names = given["giver"].where(given["giver"].isin(givers), "others")
    counts = given.groupby([given["year"].astype(int), names]).size().unstack(fill_value=0)
    years = range(counts.index.min(), counts.index.max() + 1)
    counts = counts.reindex(years, fill_value=0)
    axes = _axes(axes)
    below = pd.Series(0, index=counts.index)
    for giver in (*givers, *(["others"] if "others" in counts else [])):
        axes.bar([str(year) for year in years], counts[giver], bottom=below, label=giver)
        below = below + counts[giver]
    axes.set(ylabel="awards")
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(0, -0.1))
    return axes


def series(register: Frames, subject: str, *, entity: str | None = None, axes: Any = None) -> Any:
    """How a figure moved: its values at the ends of the periods that they belong to, else on the days of the articles.

    There is a line for each place, or else for each entity, and unit.

    Args:
        register: of `extract.register`.
        subject: words of what is measured, with or without their marks ("tỷ lệ hộ nghèo", "ho ngheo").
        entity: words of whose quantity it is, likewise.
        axes: of matplotlib, to draw into.

    Raises:
        NothingToShowError: no figure on a known day has these words.
        MissingExtraError: matplotlib is not installed.
    """
    figures = _frame(register, "figures").copy()
    figures["day"] = figures["period_finish"].fillna(figures["published"])
    figures = figures.dropna(subset=["day"])
    for column, words in (("subject_key", subject), ("entity_key", entity)):
        if words is not None:
            figures = figures[figures[column].str.contains(name_key(words), regex=False, na=False)]
    if figures.empty:
        raise NothingToShowError(
            f"no figure on a known day measures '{subject}'" + (f" of '{entity}'" if entity else "")
        )
    axes = _axes(axes)
    places = register["places"].set_index("id")["full_name"]
    whose = figures["place_id"].map(places).fillna(figures["entity"]).fillna("")
    figures["label"] = (whose + ", " + figures["unit"]).str.strip(", ")
    for label, same in figures.groupby("label", sort=True):
        points = same.sort_values(["day", "id"])
        axes.plot(points["day"], points["value"], "o-", label=label or subject)
    axes.set(title=subject)
    axes.legend(frameon=False, fontsize=8)
    axes.tick_params(axis="x", rotation=45)
    return axes


def provinces(frames: Frames, *, axes: Any = None) -> Any:
    """In how many articles officials of each province's bodies stand, as a map of the provinces as they are today.

    Units below count for their province, and provinces of before July 2025 for what they became. Hoàng Sa
    and Trường Sa, which the outlines do not hold, count with Đà Nẵng and Khánh Hòa.

    Args:
        frames: of `extract.frames`.
        axes: of matplotlib, to draw into.

    Raises:
        NothingToShowError: no title is of a unit of Vietnam.
        MissingExtraError: matplotlib is not installed.
    """
    known = unit_key()
    titles = _frame(frames, "titles").dropna(subset=["place_id"])
    around = titles["place_id"].map(
        {key: getattr(province(known[key]), "code", None) for key in known.keys() & set(titles["place_id"])}
    )
    counts = titles.groupby(around)["article_id"].nunique()
    if counts.empty:
        raise NothingToShowError("no title of a body of a Vietnamese unit is in frames.titles")
    axes = _axes(axes, height=8.0)
    shades = load("matplotlib.cm", "plots").ScalarMappable(cmap="Blues")
    shades.set_clim(0, counts.max())
    patches = load("matplotlib.patches", "plots")
    for code, path in outlines().items():
        count = int(counts.get(code, 0))
        for ring in _rings(path):
            color = shades.to_rgba(count) if count else "white"
            axes.add_patch(patches.Polygon(ring, facecolor=color, edgecolor="0.5", lw=0.5, gid=f"{code}:{count}"))
    axes.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0), aspect="equal")
    axes.set_axis_off()
    whole = load("matplotlib.ticker", "plots").MaxNLocator(integer=True)
    axes.figure.colorbar(shades, ax=axes, shrink=0.4, label="articles", ticks=whole)
    return axes


def _frame(frames: Frames, name: str) -> pd.DataFrame:
    """One of the frames.

    Raises:
        NothingToShowError: the others were given.
    """
    if name not in frames:
        meant = "extract.frames" if name in ("dates", "titles") else "extract.register"
        raise NothingToShowError(f"there is no frame '{name}' among these; give those of {meant}(records)")
    return frames[name]


def _rings(path: str) -> Iterator[list[tuple[int, int]]]:
    """The rings of an outline, point by point."""
    for ring in path.rstrip("z").split("z"):
        begin, _, steps = ring.removeprefix("M").partition("l")
        x, y = map(int, begin.split(","))
        points = [(x, y)]
        for step in steps.split():
            across, down = map(int, step.split(","))
            x, y = x + across, y + down
            points.append((x, y))
        yield points


def _axes(given: Any, height: float = 4.0) -> Any:
    """The axes to draw into."""
    if given is not None:
        return given
    _, axes = load("matplotlib.pyplot", "plots").subplots(figsize=(8, height), layout="constrained")
    return axes

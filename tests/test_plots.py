"""Pictures hold what the frames hold, and say where there is nothing to show."""

from typing import Any

import pandas as pd
import pytest

import extract
from extract import plots
from extract.integrations.frames import Frames
from tests.registry.articles import ARTICLES

pytest.importorskip("matplotlib", reason="matplotlib is not installed").use("Agg")


@pytest.fixture(scope="module")
def register() -> Frames:
    return extract.register(ARTICLES)


@pytest.fixture(autouse=True)
def closed() -> Any:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def heights(axes: Any) -> dict[str, list[int]]:
    return {bars.get_label(): [int(bar.get_height()) for bar in bars] for bars in axes.containers}


def test_dates_of_few_months_are_counted_by_month_and_of_many_by_year() -> None:
    days = ["2018-09-02", "2018-09-05", "2018-11-01"]
    frames = {"dates": pd.DataFrame({"begin_date": pd.to_datetime(pd.Series([*days, None]))})}
    axes = plots.timeline(frames)
    assert [label.get_text() for label in axes.get_xticklabels()] == ["2018-09", "2018-10", "2018-11"]
    assert [int(bar.get_height()) for bar in axes.patches] == [2, 0, 1]
    frames = {"dates": pd.DataFrame({"begin_date": pd.to_datetime(pd.Series([*days, "2011-01-01"]))})}
    assert [int(bar.get_height()) for bar in plots.timeline(frames).patches] == [1, 0, 0, 0, 0, 0, 0, 3]


def test_offices_are_lines_from_the_first_article_to_the_last(register: Frames) -> None:
    axes = plots.offices(register, place="14")
    labels = [label.get_text() for label in axes.get_yticklabels()]
    chair = labels.index("Đinh Xuân Mẫu\nChủ tịch Ủy ban nhân dân tỉnh Sơn La")
    begin, end = axes.collections[0].get_segments()[chair][:, 0]
    days = pd.to_datetime([begin, end], unit="D")
    assert [str(day.date()) for day in days] == ["2018-03-01", "2019-06-01"]
    assert not [label for label in labels if "Mường Tè" in label]
    assert len(plots.offices(register, most=2).get_yticklabels()) == 2


def test_awards_are_stacked_by_giver(register: Frames) -> None:
    axes = plots.awards(register)
    (told,) = heights(axes).items()
    assert told == ("Chủ tịch nước", [1])
    events = pd.DataFrame({"giver": list("aabbbc"), "year": pd.array([2018, 2020, 2018, 2018, 2020, 2019], "Int64")})
    assert heights(plots.awards({"award_events": events}, most=1)) == {"b": [2, 0, 1], "others": [1, 1, 1]}


def test_a_series_is_found_without_marks_and_names_whose_it_is(register: Frames) -> None:
    (line,) = plots.series(register, "ho ngheo", entity="son la").lines
    assert line.get_label() == "tỉnh Sơn La, %"
    assert list(line.get_ydata()) == [12.5]


def test_pictures_go_where_they_are_told(register: Frames) -> None:
    import matplotlib.pyplot as plt

    _, axes = plt.subplots()
    assert plots.awards(register, axes=axes) is axes
    assert extract.plots is plots


def test_nothing_to_show_is_said() -> None:
    nothing, dates = extract.register([]), extract.frames([])
    with pytest.raises(plots.NothingToShowError, match="no date"):
        plots.timeline(dates)
    with pytest.raises(plots.NothingToShowError, match="in '14'"):
        plots.offices(nothing, place="14")
    with pytest.raises(plots.NothingToShowError, match="no award"):
        plots.awards(nothing)
    with pytest.raises(plots.NothingToShowError, match="'rate' of 'nobody'"):
        plots.series(nothing, "rate", entity="nobody")


def test_articles_are_counted_by_the_provinces_of_today() -> None:
    titles = pd.DataFrame(
        {"article_id": ["a", "a", "b", "c", "d"], "place_id": ["15-2025-07-01", "15", "10", "LA", None]}
    )
    axes = plots.provinces({"titles": titles})
    drawn = dict(patch.get_gid().split(":") for patch in axes.patches)
    assert len(drawn) == 34
    assert {code: count for code, count in drawn.items() if count != "0"} == {"15": "2"}
    with pytest.raises(plots.NothingToShowError, match="no title of a body of a Vietnamese unit"):
        plots.provinces({"titles": titles[3:]})


def test_the_other_frames_are_told() -> None:
    with pytest.raises(plots.NothingToShowError, match=r"no frame 'offices_held' .* extract.register\(records\)"):
        plots.offices({"dates": pd.DataFrame()})
    with pytest.raises(plots.NothingToShowError, match=r"no frame 'dates' .* extract.frames\(records\)"):
        plots.timeline({})

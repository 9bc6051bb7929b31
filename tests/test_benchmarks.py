"""The benchmarks run wherever the checkout lies, and write only where they should."""

import math
import sys
from pathlib import Path

import pytest

from benchmarks import articles, growth, speed, tables, tools
from benchmarks.measure import exponent
from benchmarks.peers import dates, patterns
from extract.evaluate import score

ROOT = Path(__file__).parent.parent
TEXT = (
    "Chiều 12/6/2020, Thứ trưởng Bộ Công an Trần Khắc Miên trao Huân chương Lao động hạng Nhì cho 15 cá nhân; "
    "doanh thu tăng 5,5%, đạt 1,2 tỷ đồng."
)


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where there is no folder `shared` beside the checkout."""
    for name in ("CORPUS", "ANNOTATED"):
        monkeypatch.setattr(articles, name, Path("nowhere"))


@pytest.mark.usefixtures("samples")
def test_without_shared_articles_the_samples_take_their_place() -> None:
    rows, words = articles.corpus(1000)
    assert len(rows) == 18
    assert "data/samples" in words
    annotated, gold, words = articles.annotated()
    assert [row["id"] for row in annotated] == [record.id for record in gold]
    assert len(gold) == 4
    assert "data/gold" in words
    for row, record in zip(annotated, gold, strict=True):
        for official in record.officials:
            assert {row["text"][one.start : one.end] for one in official.mentions}


@pytest.mark.usefixtures("samples")
@pytest.mark.parametrize("tool", [tool for tool in tools.TOOLS if not tool.apart], ids=lambda tool: tool.function)
def test_tools_of_our_environment_find_something(tool: tools.Tool) -> None:
    rows, gold, _ = articles.annotated()
    (at,) = [at for at, row in enumerate(rows) if "Công an tỉnh Hà Giang" in row["text"]]
    result = tools.run(tool, rows[at : at + 1], peers_python=None)
    assert isinstance(result, tools.Result), result
    assert result.seconds > 0
    assert result.peak > 10
    scored = score([gold[at]], [articles.record(gold[at].id, result.found[0])])
    for kind in tool.kinds:
        counts = scored.kinds["officials.mention" if kind == "names" else kind]
        assert counts.found > 0


def test_a_tool_that_is_not_there_says_so(tmp_path: Path) -> None:
    (apart,) = (tool for tool in tools.TOOLS if tool.function == "duckling")
    assert "make bench" in str(tools.run(apart, [], peers_python=None))
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'raise SystemExit(\"no module named duckling\")'\n")
    python.chmod(0o755)
    assert tools.run(apart, [], peers_python=str(python)) == "no module named duckling"


def test_the_expressions_read_what_they_should() -> None:
    found = patterns.read(TEXT, None)
    assert [(one["name"], one["titles"]) for one in found["officials"]] == [
        ("Trần Khắc Miên", ["Thứ trưởng Bộ Công an"])
    ]
    assert [one["value"] for one in found["dates"]] == ["2020-06-12"]
    assert [(one["value"], one["unit"]) for one in found["statistics"]] == [(15, "cá nhân"), (5.5, "%"), (1.2e9, "VND")]
    assert [(one["name"], one["grade"]) for one in found["awards"]] == [("Huân chương Lao động", "hạng Nhì")]
    for kind in ("dates", "statistics", "awards"):
        assert all(TEXT[one["start"] : one["end"]].strip() for one in found[kind])
    assert [one["value"] for one in patterns.read("Hôm qua, quý II/2019", "2020-03-01")["dates"]] == [
        "2020-02-29",
        "2019-Q2",
    ]


def test_the_fitted_power_is_that_of_the_growth() -> None:
    sizes = [10, 100, 1000, 10_000]
    assert math.isclose(exponent(sizes, [3 * size for size in sizes]), 1)
    assert math.isclose(exponent(sizes, [size**2 / 7 for size in sizes]), 2)


@pytest.mark.usefixtures("samples")
def test_growth_is_measured_on_texts_of_the_asked_length() -> None:
    rows, _ = articles.corpus(18)
    grown = growth.with_length(rows, (1000, 30_000))
    assert all(0 <= asked - size < 4 for asked, size in zip((1000, 30_000), grown.sizes, strict=True))
    assert grown.seconds[1] > grown.seconds[0] > 0
    assert growth.with_number(rows, (1, 20)).sizes == [1, 20]


@pytest.mark.usefixtures("samples")
def test_stages_add_up_to_the_whole() -> None:
    rows, _ = articles.corpus(3)
    measured = speed.measure(rows)
    assert math.isclose(sum(measured.stages.values()), measured.total)
    assert set(speed.STAGES.values()) < set(measured.stages)
    assert min(measured.stages.values()) > 0
    assert measured.total > measured.scan > 0
    assert measured.total > measured.json > 0
    assert measured.start > measured.load


@pytest.mark.parametrize(
    ("value", "shown"), [(0.337, "0.34"), (1, "1"), (2.64, "2.6"), (41.2, "41"), (99.9, "100"), (1290, "1,300")]
)
def test_ratios_are_short(value: float, shown: str) -> None:
    assert tables.ratio(value) == shown


def test_tables_stand_between_their_markers(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- bench:a -->\nold\n<!-- /bench:a -->\nafter\n", encoding="utf-8")
    for _ in range(2):
        tables.put(page, "a", tables.table(["", "F1"], [["x", r"\1"]]))
        assert page.read_text("utf-8") == (
            "before\n<!-- bench:a -->\n|  | F1 |\n| --- | ---: |\n| x | \\1 |\n<!-- /bench:a -->\nafter\n"
        )
    with pytest.raises(ValueError, match="bench:b"):
        tables.put(page, "b", "")


@pytest.mark.parametrize(("page", "name"), [("README.md", "tables"), ("docs/benchmarks.md", "figures")])
def test_the_pages_have_the_markers(page: str, name: str) -> None:
    words = (ROOT / page).read_text(encoding="utf-8")
    assert words.count(f"<!-- bench:{name} -->\n") == words.count(f"<!-- /bench:{name} -->") == 1


def test_values_of_chrono_are_as_fine_as_what_it_is_certain_of() -> None:
    moment = {"year": 2013, "month": 10, "day": 5, "hour": 12, "minute": 0}
    for certain, value in (
        (["year"], "2013"),
        (["month"], "2013-10"),
        (["day", "month"], "2013-10-05"),
        (["hour", "minute", "day"], "2013-10-05T12:00"),
        ([], "2013-10-05"),
    ):
        assert dates.chrono_value({**moment, "certain": certain}) == value
    month = {**moment, "certain": ["month"]}
    row = {"start": 3, "end": 20, "from": month, "to": {**month, "month": 11}}
    assert dates.chrono_item(row) == {"start": 3, "end": 20, "type": "interval", "value": "2013-10/2013-11"}

"""Frames have every column with its type, join by their keys, and are the same from every place they are read from."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pandas as pd
import pytest

import extract
from extract.batch.run import Options, run
from extract.integrations import frames as module
from extract.integrations.frames import Frames
from extract.io.extras import MissingExtraError
from extract.io.records import RecordsError, records
from extract.io.tables import TABLES
from extract.record import Award, Date, Mention, Official, Record, Statistic, Title
from tests.io.postgres import programs, server

SAMPLES = Path(__file__).parents[2] / "data" / "samples"

RECORD = Record(
    id="a",
    published="2020-06-05",
    officials=[
        Official(
            id="P1",
            name="Lê Văn Mẫu",
            titles=[Title(text="Đại tá", start=0, end=6, rule="r", role="Đại tá", kind="rank")],
            mentions=[Mention(text="Lê Văn Mẫu", start=7, end=17, rule="r")],
        )
    ],
    dates=[Date(text="năm 1010", start=20, end=28, rule="r", type="date", value="1010", begin="1010-01-01")],
    statistics=[Statistic(text="5%", start=30, end=32, rule="r", kind="percentage", value=5, unit="%", period=0)],
    awards=[
        Award(text="Bằng khen", start=40, end=49, rule="r", name="Bằng khen", presenter="P1", recipients=["X", "Y"])
    ],
)


def written(tmp_path: Path, name: str) -> str:
    output = str(tmp_path / name)
    run(Options(inputs=(str(SAMPLES),), output=output, workers=1))
    return output


def test_every_column_of_the_tables_has_its_type() -> None:
    found = extract.frames([RECORD])
    assert list(found) == [table.name for table in TABLES if table.name != "runs"]
    for table in TABLES[1:]:
        assert list(found[table.name]) == [column.name for column in table.columns if column.name != "run_id"]
    assert {str(dtype) for frame in found.values() for dtype in frame.dtypes} == {
        "string",
        "category",
        "Int64",
        "float64",
        "boolean",
        "datetime64[s]",
    }
    assert found.statistics["kind"].cat.categories.tolist() == ["count", "measure", "money", "percentage", "ratio"]
    assert found.officials["gender"].isna().all()
    assert found.officials["gender"].dtype == pd.CategoricalDtype(["female", "male"])
    assert found.dates["begin_date"].item() == pd.Timestamp("1010-01-01")
    assert found.dates["finish_date"].isna().item()


def test_frames_join_by_their_keys() -> None:
    found = extract.frames([RECORD, Record(id="b")])
    given = (
        found.award_recipients.merge(found.awards, left_on="award_id", right_on="id", suffixes=("", "_award"))
        .merge(found.officials, left_on="presenter_id", right_on="id", suffixes=("", "_presenter"))
        .merge(found.articles, left_on="article_id", right_on="id", suffixes=("", "_article"))
    )
    assert given[["recipient", "name", "name_presenter"]].to_numpy().tolist() == [
        ["X", "Bằng khen", "Lê Văn Mẫu"],
        ["Y", "Bằng khen", "Lê Văn Mẫu"],
    ]
    assert given["published"].dt.year.tolist() == [2020, 2020]
    when = found.statistics.merge(found.dates, left_on="period_id", right_on="id", suffixes=("", "_date"))
    assert when["value_date"].tolist() == ["1010"]
    assert found.titles.merge(found.officials, left_on="official_id", right_on="id")["name"].tolist() == ["Lê Văn Mẫu"]


def test_no_records_give_empty_frames_of_the_same_types() -> None:
    empty, full = extract.frames([]), extract.frames([RECORD])
    for name, frame in empty.items():
        assert len(frame) == 0
        assert frame.dtypes.to_dict() == full[name].dtypes.to_dict()


@pytest.fixture(scope="module")
def jsonl(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("frames"), "samples.jsonl.zst")


def same(from_lines: Frames, from_store: Frames) -> None:
    assert len(from_lines.awards) > 50
    assert list(from_lines) == list(from_store)
    for table in from_lines:
        expected, found = (frames[table].sort_values("id", ignore_index=True) for frames in (from_lines, from_store))
        pd.testing.assert_frame_equal(expected, found)


@pytest.mark.parametrize("name", ["samples.sqlite", "samples.duckdb", "samples.parquet"])
def test_every_store_gives_the_same_frames(tmp_path: Path, jsonl: str, name: str) -> None:
    same(extract.frames(jsonl), extract.frames(Path(written(tmp_path, name))))


@pytest.mark.skipif(programs() is None, reason="no PostgreSQL server is installed (Debian: postgresql)")
def test_a_database_server_gives_the_same_frames(tmp_path: Path, jsonl: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # where a run into a server keeps its journal
    with server() as address:
        run(Options(inputs=(str(SAMPLES),), output=address, workers=1))
        same(extract.frames(jsonl), extract.frames(address))
    with pytest.raises(RecordsError, match="connection"):
        extract.frames(address)


def test_a_file_of_records_and_its_records_give_the_same_frames(jsonl: str) -> None:
    by_name, by_record = extract.frames(jsonl), extract.frames(records(jsonl))
    for table in by_name:
        pd.testing.assert_frame_equal(by_name[table], by_record[table])


def test_frames_are_attributes_and_a_wrong_name_says_which_there_are() -> None:
    found = extract.frames([RECORD])
    assert found.awards is found["awards"]
    assert "awards" in dir(found)
    assert "award_recipients         2 rows: id, article_id" in repr(found)
    with pytest.raises(AttributeError, match="no frame 'award'; there are articles, warnings, officials"):
        _ = found.award


def test_text_is_python_strings_where_pyarrow_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    module._text.cache_clear()
    try:
        assert extract.frames([RECORD]).awards["name"].dtype == pd.StringDtype("python")
    finally:
        module._text.cache_clear()
    monkeypatch.undo()
    assert extract.frames([RECORD]).awards["name"].dtype == pd.StringDtype("pyarrow")


@pytest.mark.parametrize("name", ["none.jsonl", "none.sqlite", "none.duckdb", "none", "none.parquet"])
def test_what_is_missing_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(RecordsError, match="none"):
        extract.frames(tmp_path / name)


def test_what_is_no_output_of_a_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="no folder of Parquet that vn-extract wrote"):
        extract.frames(tmp_path)
    for name, message in [("a.sqlite", "not a database"), ("a.duckdb", "a.duckdb"), ("a.xlsx", "tables are read from")]:
        (tmp_path / name).write_bytes(b"no database at all" * 100)
        with pytest.raises(RecordsError, match=message):
            extract.frames(tmp_path / name)
    (tmp_path / "empty.sqlite").write_bytes(b"")
    with pytest.raises(RecordsError, match="not readable as what a run wrote: no such table"):
        extract.frames(tmp_path / "empty.sqlite")


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.duckdb").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'vn-extract\[duckdb\]'"):
        extract.frames(tmp_path / "a.duckdb")


def test_frames_are_there_without_importing_pandas() -> None:
    code = (
        "import sys, extract; assert 'frames' in dir(extract) or 'frames' in extract.__all__; "
        "assert 'pandas' not in sys.modules; extract.frames; assert 'pandas' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert isinstance(extract.frames([]), Frames)


def test_records_with_one_id_are_told_apart() -> None:
    found = extract.frames([RECORD, RECORD, msgspec.structs.replace(RECORD, id="a~2"), RECORD])
    assert found.articles["id"].tolist() == ["a", "a~2", "a~2~2", "a~3"]
    joined = found.officials.merge(found.articles, left_on="article_id", right_on="id")
    assert len(joined) == 4

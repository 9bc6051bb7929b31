"""The register in every store: the same tables, however the articles come; found by every spelling of a name."""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extract.cli import main
from extract.io.restored import restored
from extract.io.writers import OutputError, open_writer
from extract.io.writers.payload import Packer
from extract.record import Record, to_json
from extract.registry.build import Register
from extract.registry.observation import observe
from extract.registry.run import register
from extract.registry.tables import BY_NAME, TABLES, VIEWS
from tests.io.stored import query
from tests.registry.articles import ARTICLES

STORES = ["out.sqlite", "out.duckdb", "out.parquet", "postgresql"]
DATABASES = ["out.sqlite", "out.duckdb", "postgresql"]


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)

    def output(name: str) -> str:
        if name != "postgresql":
            for module in {".duckdb": ("duckdb", "pyarrow"), ".parquet": ("pyarrow",)}.get(Path(name).suffix, ()):
                pytest.importorskip(module, reason=f"{module} is not installed")
            return str(tmp_path / name)
        address: str = request.getfixturevalue("postgres")
        import psycopg

        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return address

    return output


def written(path: Path, records: tuple[Record, ...] = ARTICLES) -> str:
    path.write_bytes(b"".join(to_json(one) + b"\n" for one in records))
    return str(path)


def ran(output: str, records: tuple[Record, ...] = ARTICLES) -> None:
    """What a run of these records writes."""
    writer = open_writer(output)
    run = ("r1", "0", "1", "h", "[]", None, None)
    writer.check(force=False)
    writer.open(run, None)
    packer = Packer(writer.form, "r1")
    for one in records:
        packer.add(one)
    writer.write(packer.pack())
    writer.commit()
    writer.end(run)
    writer.close()
    writer.publish()


def stored(output: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the register's tables."""
    found = {}
    for table in TABLES:
        if output.endswith(".parquet"):
            import pyarrow.parquet

            rows = [tuple(row.values()) for row in pyarrow.parquet.read_table(Path(output) / table.name).to_pylist()]
        else:
            rows = query(output, f"SELECT {', '.join(column.name for column in table.columns)} FROM {table.name}")
        plain = (tuple(_plain(value) for value in row) for row in rows)
        found[table.name] = sorted(plain, key=lambda row: str(row[0]))
    return found


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


@cache
def expected(first: int = 0) -> dict[str, list[tuple[Any, ...]]]:
    made = Register([observe(one) for one in ARTICLES[first:]]).tables()
    found = {table.name: [tuple(_plain(value) for value in row) for row in rows] for table, rows in made}
    return {name: sorted(rows, key=lambda row: str(row[0])) for name, rows in found.items()}


@pytest.mark.parametrize("name", STORES)
def test_every_store_has_the_same_tables_in_one_run_or_in_two(name: str, place: Any, tmp_path: Path) -> None:
    output = place(name)
    register([written(tmp_path / "first.jsonl", ARTICLES[4:])], output)
    assert stored(output) == expected(4)
    register([written(tmp_path / "second.jsonl", ARTICLES[:4])], output)
    assert stored(output) == expected()
    register([str(tmp_path / "second.jsonl")], output)
    assert stored(output) == expected()


@pytest.mark.parametrize("name", STORES)
def test_the_tables_of_a_run_get_their_register(name: str, place: Any) -> None:
    output = place(name)
    ran(output)
    assert list(restored(output)) == list(ARTICLES)
    summary = register([output])
    assert (summary.read, summary.people) == (8, 5)
    inside = f"{output}/register" if name.endswith(".parquet") else output
    found = {}
    if name.endswith(".parquet"):
        Path(inside).rename(f"{inside}.parquet")
        inside += ".parquet"
    found = stored(inside)
    assert found == expected()


SPELLINGS = ["dinh xuan mau", "Đinh Xuân Mẫu", unicodedata.normalize("NFD", "Đinh Xuân Mẫu"), "ĐINH XUÂN"]
FIND = {
    "out.sqlite": "SELECT name FROM register_names WHERE register_names MATCH '{}' AND kind = 'person'",
    "out.duckdb": "SELECT name FROM register_find('{}') WHERE kind = 'person'",
    "postgresql": "SELECT name FROM register_names WHERE search @@ plainto_tsquery('simple', vn_key('{}')) "
    "AND kind = 'person'",
}


@pytest.mark.parametrize("name", DATABASES)
def test_the_views_answer_and_a_name_is_found_by_every_spelling(name: str, place: Any, tmp_path: Path) -> None:
    output = place(name)
    register([written(tmp_path / "records.jsonl")], output)
    for view in VIEWS:
        assert query(output, f"SELECT * FROM {view.name}"), view.name
    for words in SPELLINGS:
        assert query(output, FIND[name].format(words)) == [("Đinh Xuân Mẫu",)], words


def told(table: str) -> list[dict[str, Any]]:
    """The rows of a table, by column."""
    names = [column.name for column in BY_NAME[table].columns]
    return [dict(zip(names, row, strict=True)) for row in expected()[table]]


def test_offices_have_their_time() -> None:
    (office,) = (row for row in told("offices_held") if row["office"] == "Chủ tịch Ủy ban nhân dân tỉnh Sơn La")
    assert office["office_id"] == "chủ tịch@ủy-ban-nhân-dân@sơn-la"
    assert (office["first_held"], office["last_held"], office["over_by"]) == ("2018-03-01", "2019-06-01", "2021-01-10")
    assert (office["place_id"], office["articles"]) == ("14", 3)


def test_one_ceremony_told_twice_is_one_event() -> None:
    (event,) = told("award_events")
    assert (event["giver_id"], event["event_date"], event["year"]) == ("chu-tich-nuoc", "2018-02-27", 2018)
    assert event["articles"] == 2
    assert [row["organization_id"] for row in told("award_event_recipients")] == ["công-an@sơn-la"]
    assert len(told("award_evidence")) == 2


def test_a_figure_has_its_place_its_period_and_its_sentence() -> None:
    (figure,) = (row for row in told("figures") if row["unit"] == "%")
    assert (figure["place_id"], figure["period_begin"]) == ("14", "2019-01-01")
    assert figure["subject_key"] == "ty le ho ngheo"
    assert figure["context"].startswith("Tỷ lệ hộ nghèo") and figure["context"].endswith("nói.")


def test_all_rows_have_ids_of_their_own_and_what_they_refer_to() -> None:
    found = expected()
    ids = {name: {row[0] for row in rows} for name, rows in found.items()}
    for table in TABLES:
        assert len(ids[table.name]) == len(found[table.name])
        for place, column in enumerate(table.columns):
            values = {row[place] for row in found[table.name]}
            assert not column.required or None not in values, (table.name, column.name)
            if column.references:
                assert values - {None} <= ids[column.references], (table.name, column.name)


def test_the_command(place: Any, tmp_path: Path) -> None:
    output = place("out.sqlite")
    records = written(tmp_path / "records.jsonl")
    (tmp_path / "out.sqlite.people.yaml").write_text("same:\n- [a4/P1, a5/P1]\n- [a4/P1, zz/P1]\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["register", records, "-o", output])
    assert done.exit_code == 0, done.output
    assert "8 articles" in done.output and "4 people" in done.output and "'zz/P1'" in done.output


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["records.jsonl"], 2, "without an OUT"),
        (["records.jsonl", "-o", "out.xlsx"], 2, "OUT has to be"),
        (["missing.jsonl", "-o", "out.sqlite"], 1, "missing.jsonl"),
        (["missing.sqlite"], 1, "missing.sqlite"),
        (["records.jsonl", "-o", "foreign.sqlite"], 1, "not written by vn-extract"),
        (["records.jsonl", "-o", "out.sqlite", "--people", "bad.yaml"], 1, "bad.yaml"),
    ],
)
def test_what_the_command_refuses(
    arguments: list[str], status: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    monkeypatch.chdir(tmp_path)
    written(tmp_path / "records.jsonl")
    (tmp_path / "bad.yaml").write_text("same: 3", encoding="utf-8")
    connection = sqlite3.connect(tmp_path / "foreign.sqlite")
    connection.execute("CREATE TABLE mine (x)")
    connection.close()
    done = CliRunner().invoke(main, ["register", *arguments])
    assert (done.exit_code, said in done.output) == (status, True), done.output


def test_a_register_of_another_version_is_left_alone(place: Any, tmp_path: Path) -> None:
    output = place("out.sqlite")
    records = written(tmp_path / "records.jsonl")
    register([records], output)
    import sqlite3

    with sqlite3.connect(output) as connection:
        connection.execute("UPDATE vn_extract_register SET version = 99")
    with pytest.raises(OutputError, match="version 99"):
        register([records], output)

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extract import Record
from extract.batch.stats import count, count_tables
from extract.io import tables
from extract.io.records import RecordsError, records
from extract.io.restored import restored
from extract.io.stored import tables as stored_tables
from extract.io.tables import TABLES, Column, Table, View, rows
from extract.io.writers import OutputError, open_writer
from extract.io.writers.payload import Packer
from extract.lexicon import default_lexicon
from extract.record import Award, Date, DocumentMention, Item, LegalDocument, Mention, Official, Own, Statistic, Title
from tests.batch.stub import article, dump, ran
from tests.io.stored import changed, query, table, views
from tests.shared import CORPUS, needs_corpus

pytestmark = pytest.mark.usefixtures("small_batches")

LOCAL = ["out.sqlite", "out.duckdb", "out.parquet", "out.csv", "out.xlsx"]
ALL = [*LOCAL, "postgresql"]
DATABASES = ["out.sqlite", "out.duckdb", "postgresql"]


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    def output(name: str) -> str:
        if name != "postgresql":
            for module in {".duckdb": ("duckdb", "pyarrow"), ".parquet": ("pyarrow",), ".xlsx": ("openpyxl",)}.get(
                Path(name).suffix, ()
            ):
                pytest.importorskip(module, reason=f"{module} is not installed")
            return str(tmp_path / name)
        address: str = request.getfixturevalue("postgres")
        query_all = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
        import psycopg

        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(query_all)
        return address

    return output


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


# The schema is the record's


def test_every_field_of_a_record_is_in_the_schema() -> None:
    elsewhere = {
        Record: {"officials", "dates", "statistics", "awards", "documents", "own", "warnings"},
        Official: {"titles", "mentions", "id"},
        Award: {"recipients"},
        LegalDocument: {"mentions", "id"},
        Own: {"columns"},
    }
    keys = {Record: {"id"}}
    for kind in (Record, Official, Title, Mention, Date, Statistic, Award, LegalDocument, DocumentMention, Own):
        (found,) = (one for one in TABLES if one.source is kind)
        columns = {column.field or column.name for column in (*found.plain, *found.made)}
        missing = set(kind.__struct_fields__) - columns - elsewhere.get(kind, set()) - keys.get(kind, set())
        assert not missing, f"{kind.__name__}: {missing} not in table {found.name}"
        assert not columns - set(kind.__struct_fields__)
    assert set(msgspec.structs.asdict(item()).keys()) == {"text", "start", "end", "rule"}


def test_every_table_and_view_is_documented() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "database.md").read_text(encoding="utf-8")
    for one in (*TABLES, *tables.VIEWS):
        assert f"| `{one.name}` |" in manual, one.name


def item() -> Item:
    return Item(text="a", start=0, end=1, rule="r")


def full() -> Record:
    """A record with every field set."""
    span: dict[str, Any] = {"text": "a", "start": 0, "end": 1, "rule": "r"}
    title = Title(**span, role="Giám đốc", organization="Công an", kind="management", former=True)
    title.organization_id, title.office_id, title.place = "công-an@sơn-la", "giám đốc@công-an@sơn-la", "14"
    title.decided_by = "D1"
    return Record(
        id="x/y",
        url="u",
        title="t",
        author="au",
        published="2020-06-05",
        officials=[Official(id="P1", name="Mẫu", gender="male", titles=[title, title], mentions=[Mention(**span)])],
        dates=[Date(**span, type="date", value="2020-06-05", begin="2020-06-05", finish="2020-06-05")],
        statistics=[
            Statistic(
                **span,
                kind="count",
                value=1,
                value_max=2.5,
                total=2**60,
                unit="vụ",
                modifier="approx",
                change="increase",
                subject="án",
                entity="tỉnh",
                normalised_unit="vụ",
                before=3,
                after=4,
                base=tables_base(),
                period=0,
                unit_id="km",
                decided_by="D1",
            ),
            Statistic(**span, kind="count", value=1, unit="vụ"),
        ],
        awards=[
            Award(
                **span,
                name="Huân chương",
                grade="hạng Ba",
                giver="Chủ tịch nước",
                presenter="P1",
                recipients=["một", "hai"],
                quantity=2,
                reason="vì",
                event="E1",
                event_date="2020-06-05",
                posthumous=True,
                award_id="huân-chương",
                giver_id="chu-tich-nuoc",
                decided_by="D1",
            ),
            Award(**span, name="Bằng khen", presenter="P9", quantity=2**64 - 1),
        ],
        documents=[
            LegalDocument(
                id="D1",
                type="Nghị định",
                number="15",
                year=2020,
                code="NĐ-CP",
                name="x",
                issuer="Chính phủ",
                date="2020-02-03",
                subject="y",
                mentions=[DocumentMention(**span, provision="Điều 5")],
            )
        ],
        own=[Own(**span, kind="plates", columns={"province": "51"})],
        warnings=["w"],
        duplicate_of=None,
        text="a\0\ud83d",
        source={"k": ["\ud83d", 1]},
    )


def tables_base() -> Any:
    from extract.record import Base

    return Base(text="cùng kỳ", start=5, end=12, rule="b")


def test_rows_have_stable_ids_and_nothing_a_database_cannot_hold() -> None:
    found = rows(full(), "run")
    assert set(found) == {one.name for one in TABLES[1:]}
    for one in TABLES[1:]:
        assert all(len(row) == len(one.columns) for row in found[one.name])
        ids = [row[0] for row in found[one.name]]
        assert len(set(ids)) == len(ids)
    named = {
        name: [dict(zip([c.name for c in tables.BY_NAME[name].columns], row, strict=True)) for row in found[name]]
        for name in found
    }
    assert named["articles"][0]["text"] == "a\ufffd\ufffd"
    assert json.loads(named["articles"][0]["source"]) == {"k": ["\ufffd", 1]}
    assert [row["id"] for row in named["titles"]] == ["x/y/0-1", "x/y/0-1.2"]
    assert named["statistics"][0]["period_id"] == named["dates"][0]["id"] == "x/y/0-1"
    assert (named["statistics"][0]["base_text"], named["statistics"][0]["base_rule"]) == ("cùng kỳ", "b")
    assert [row["presenter_id"] for row in named["awards"]] == ["x/y/P1", None]
    assert [row["quantity"] for row in named["awards"]] == [2, None]
    assert [row["recipient"] for row in named["award_recipients"]] == ["một", "hai"]
    every = {
        name: {key for row in some for key, value in row.items() if value is not None} for name, some in named.items()
    }
    for one in TABLES[1:]:
        assert every[one.name] >= {column.name for column in one.columns} - {"duplicate_of"}


@pytest.mark.parametrize("name", ALL)
def test_every_column_comes_back(name: str, place: Any) -> None:
    output = place(name)
    writer = open_writer(output)
    packer = Packer(writer.form, "run")
    packer.add(full())
    run = ("run", "0", "1.0", "rules", "inputs", None, None)
    writer.open(run, None)
    writer.write(packer.pack())
    writer.commit()
    writer.end((*run[:5], 1, 0))
    writer.publish()
    writer.close()
    expected = rows(full(), "run")
    for one in TABLES[1:]:
        wanted = []
        for row in expected[one.name]:
            plain = [
                float(v) if c.type == "real" and v is not None else v for c, v in zip(one.columns, row, strict=True)
            ]
            wanted.append(tuple(int(value) if isinstance(value, bool) else value for value in plain))
        assert table(output, one.name) == sorted(wanted), one.name
    assert table(output, "runs") == [(*run[:5], 1, 0)]


# Runs


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dump(tmp_path_factory.mktemp("dump") / "a.jsonl", 80)


def expected_counts(output: Path) -> dict[str, int]:
    found = {one.name: 0 for one in TABLES}
    for record in records(str(output)):
        for name, some in rows(record, "r").items():
            found[name] += len(some)
    return {**found, "runs": 1}


def test_counts_are_equal_everywhere_and_a_second_run_doubles_nothing(source: Path, place: Any, tmp_path: Path) -> None:
    ran(source, tmp_path / "out.jsonl", workers=2)
    expected = expected_counts(tmp_path / "out.jsonl")
    assert expected["articles"] == 80
    contents: list[dict[str, Any]] = []
    outputs = {name: place(name) for name in ALL}
    for name, output in outputs.items():
        for _ in range(2 if name in DATABASES else 1):
            summary, _ = ran(source, output, workers=2)
            assert (summary.articles, summary.rejected) == (80, 4)
            stored = {one.name: table(output, one.name) for one in TABLES}
            assert {key: len(found) for key, found in stored.items()} == expected, name
            contents.append(stored)
    for stored in contents[1:]:
        for name, found in stored.items():
            assert found == contents[0][name], name
    lexicon = default_lexicon()
    counted = count(records(str(tmp_path / "out.jsonl")), lexicon)
    assert counted.items["base"] > 0
    for name in (*DATABASES, "out.parquet"):
        assert count_tables(stored_tables(outputs[name]), lexicon) == counted
    seen = [views(outputs[name]) for name in DATABASES]
    assert seen[0] == seen[1] == seen[2]
    assert all(seen[0].values())


@pytest.mark.parametrize("name", DATABASES)
def test_an_article_that_changed_is_replaced_with_all_its_rows(name: str, place: Any, tmp_path: Path) -> None:
    output = place(name)
    first = tmp_path / "a.jsonl"
    other = {"id": "other", "text": "Ngày 1/6/2020, họp."}
    first.write_text(json.dumps(article(1)) + "\n" + json.dumps(other) + "\n", encoding="utf-8")
    ran(first, output)
    assert table(output, "statistics")
    changed = tmp_path / "b.jsonl"
    changed.write_text(json.dumps({"id": "a-1", "text": "Ngày 7/6/2020, họp."}) + "\n", encoding="utf-8")
    ran(changed, output)
    assert [row[0] for row in table(output, "articles")] == ["a-1", "other"]
    assert table(output, "statistics") == table(output, "awards") == table(output, "officials") == []
    assert {row[8] for row in table(output, "dates")} >= {"2020-06-07", "2020-06-01"}
    assert len(table(output, "runs")) == 2


def test_the_tables_answer_questions(place: Any, tmp_path: Path) -> None:
    output = place("out.sqlite")
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps(article(number)) + "\n" for number in range(8)), encoding="utf-8")
    ran(source, output)
    (row,) = query(output, "SELECT articles, first_published FROM officials_by_title WHERE role = 'Giám đốc'")
    assert row == (8, "2020-06-01")
    (row,) = query(output, "SELECT times_given, articles FROM award_league WHERE name LIKE 'Bằng khen%'")
    assert row == (8, 8)
    found = query(
        output, "SELECT value, published FROM statistics_by_subject WHERE subject LIKE '%điều tra%' AND value > 50"
    )
    assert len(found) == 8
    with sqlite3.connect(output) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO warnings VALUES ('x', 'no such article', 1, 'w')")


def test_a_duckdb_file_has_nothing_that_makes_replacing_slow(place: Any, tmp_path: Path) -> None:
    output = place("out.duckdb")
    ran(dump(tmp_path / "a.jsonl", 3), output)
    assert query(output, "SELECT constraint_type FROM duckdb_constraints() WHERE constraint_type LIKE '%KEY'") == []
    assert query(output, "SELECT index_name FROM duckdb_indexes()") == []


# Schema versions


@pytest.mark.parametrize("name", DATABASES)
def test_an_older_schema_is_brought_up_to_date(
    name: str, place: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = place(name)
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps(article(1)) + "\n", encoding="utf-8")
    ran(source, output)
    before = table(output, "articles")
    later = tables.SCHEMA_VERSION + 1
    notes = Table("notes", keys=(Column("id", required=True, since=later),), since=later)
    runs = TABLES[0]._replace(keys=(*TABLES[0].keys, Column("note", "integer", since=later)))
    newer = (runs, *TABLES[1:], notes)
    extra = View("noted", "SELECT note FROM runs")
    monkeypatch.setattr("extract.io.writers.sql.SCHEMA_VERSION", later)
    monkeypatch.setattr("extract.io.writers.sql.TABLES", newer)
    monkeypatch.setattr("extract.io.writers.sql.VIEWS", (*tables.VIEWS, extra))
    ran(source, output)
    assert query(output, "SELECT note FROM noted") == [(None,)]
    assert query(output, "SELECT count(*) FROM notes") == [(0,)]
    assert query(output, "SELECT version FROM vn_extract_schema") == [(later,)]
    assert table(output, "articles") == before
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match=f"schema version {later}"):
        ran(source, output)


@pytest.fixture
def of_version_1(source: Path, tmp_path: Path) -> Path:
    """An SQLite database as the first schema had it."""
    path = tmp_path / "old.sqlite"
    ran(source, str(path))
    with sqlite3.connect(path) as database:
        for view in tables.VIEWS:
            database.execute(f"DROP VIEW {view.name}")
        for one in [one for one in TABLES if one.since > 1][::-1]:
            database.execute(f"DROP TABLE {one.name}")
        for one in [one for one in TABLES if one.since == 1]:
            for column in one.columns:
                if column.since > 1:
                    database.execute(f"ALTER TABLE {one.name} DROP COLUMN {column.name}")
        database.execute("UPDATE vn_extract_schema SET version = 1")
    return path


def test_a_database_of_the_first_version_is_read_as_it_is_and_gains_the_later_columns(
    of_version_1: Path, source: Path
) -> None:
    columns = tables.BY_NAME["statistics"].columns
    old = {one.name: found for one, found in stored_tables(str(of_version_1))}["statistics"]
    assert all(set(found) == {None} for column, found in zip(columns, old, strict=True) if column.since > 1)
    ran(source, str(of_version_1))
    new = {one.name: found for one, found in stored_tables(str(of_version_1))}["statistics"]
    for column, before, after in zip(columns, old, new, strict=True):
        assert before == after or column.since > 1, column.name
    both = "SELECT count(*) FROM statistics WHERE subject IS NOT NULL AND entity IS NOT NULL"
    assert query(str(of_version_1), "SELECT count(entity) FROM statistics_by_subject") == query(str(of_version_1), both)
    assert query(str(of_version_1), "SELECT count(unit_id) > 0 FROM statistics") == [(1,)]


def test_a_folder_of_the_first_version_is_read_with_nulls(source: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    output = tmp_path / "old.parquet"
    ran(source, str(output))
    now = list(stored_tables(str(output)))
    for part in (output / "statistics").iterdir():
        parquet.write_table(parquet.read_table(part).drop_columns(["entity"]), part)
    old = list(stored_tables(str(output)))
    assert [one for one, _ in old] == [one for one, _ in now]
    for (one, before), (_, after) in zip(now, old, strict=True):
        for column, kept, found in zip(one.columns, before, after, strict=True):
            missing = (one.name, column.name) == ("statistics", "entity")
            assert set(found) == {None} if missing else list(found) == list(kept), column.name


@pytest.mark.parametrize("name", [*DATABASES, "out.parquet"])
def test_what_a_newer_version_wrote_is_refused_in_words(name: str, place: Any, source: Path) -> None:
    output = place(name)
    ran(source, output)
    newer = tables.SCHEMA_VERSION + 1
    if name == "out.parquet":
        mark = Path(output) / "_vn_extract.json"
        assert json.loads(mark.read_bytes()) == {"tables": tables.SCHEMA_VERSION}
        mark.write_text(json.dumps({"tables": newer}), encoding="utf-8")
    else:
        changed(output, f"UPDATE vn_extract_schema SET version = {newer}")
    for reading in (stored_tables, restored):
        with pytest.raises(RecordsError, match=f"version {newer}, this vn-extract reads up to .* upgrade vn-extract"):
            list(reading(output))


@pytest.mark.parametrize("name", DATABASES)
def test_tables_of_no_known_version_are_told(name: str, place: Any, source: Path) -> None:
    output = place(name)
    ran(source, output)
    changed(output, "DELETE FROM vn_extract_schema")
    for reading in (stored_tables, restored):
        with pytest.raises(RecordsError, match="no run made its tables"):
            list(reading(output))
    changed(output, "DROP TABLE vn_extract_schema")
    for reading in (stored_tables, restored):
        with pytest.raises(RecordsError, match="not readable as what a run wrote"):
            list(reading(output))


def test_a_server_that_is_not_there_is_named_without_the_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    source = dump(tmp_path / "a.jsonl", 3)
    with pytest.raises(OutputError, match="cannot write postgresql://localhost:1/news") as caught:
        ran(source, "postgresql://me:secret@localhost:1/news?connect_timeout=2")
    assert "secret" not in str(caught.value)
    assert not list(tmp_path.glob("news*"))


@needs_corpus
def test_real_articles_are_stored_alike(place: Any, tmp_path: Path) -> None:
    import gzip
    from itertools import islice

    with gzip.open(CORPUS, "rb") as corpus:
        (tmp_path / "a.jsonl").write_bytes(b"".join(islice(corpus, 300)))
    ran(tmp_path / "a.jsonl", tmp_path / "out.jsonl", workers=2)
    expected = expected_counts(tmp_path / "out.jsonl")
    contents = []
    for name in ALL:
        output = place(name)
        ran(tmp_path / "a.jsonl", output, workers=2)
        contents.append({one.name: table(output, one.name) for one in TABLES})
        assert {key: len(found) for key, found in contents[-1].items()} == expected, name
    for stored in contents[1:]:
        for name, found in stored.items():
            assert found == contents[0][name], name


# Tables that spreadsheets open

FORMULAS = ["=1+1", "+84 912 345 678", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x.example")']


def test_spreadsheets_run_nothing_that_articles_say(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    rows = [{"id": str(number), "text": "Xã họp.", "title": title} for number, title in enumerate(FORMULAS)]
    rows[0]["text"] = "Xã họp sáng nay."
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ran(source, str(tmp_path / "out.csv"))
    raw = (tmp_path / "out.csv" / "articles.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid,")
    cells = [cell for row in csv.reader(raw.decode("utf-8-sig").splitlines()) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert "'=1+1" in cells


def test_a_workbook_holds_texts_and_no_formulas(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    source = tmp_path / "a.jsonl"
    rows = [
        {"id": str(number), "text": f"Xã họp lần {number}.", "title": title} for number, title in enumerate(FORMULAS)
    ]
    rows.append({"id": "x", "text": "Xã họp.", "title": "a\u0001\ud83d" + "b" * 40_000})
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ran(source, str(tmp_path / "out.xlsx"))
    first = (tmp_path / "out.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b"}
    head, *lines = book["articles"].iter_rows(values_only=True)
    titles = [row[head.index("title")] for row in lines]
    assert "=1+1" in titles
    assert len(max((title for title in titles if title), key=len)) == 32_767
    (tmp_path / "out.xlsx").unlink()
    ran(source, str(tmp_path / "out.xlsx"))
    assert (tmp_path / "out.xlsx").read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "out.xlsx"]


def test_a_full_sheet_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    monkeypatch.setattr("extract.io.writers.excel._MOST_ROWS", 3)
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps(article(number)) + "\n" for number in range(5)), encoding="utf-8")
    ran(source, str(tmp_path / "out.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    found = [row[0] for name in ("articles", "articles 2", "articles 3") for row in list(book[name].values)[1:]]
    assert found == [article(number)["id"] for number in range(5)]

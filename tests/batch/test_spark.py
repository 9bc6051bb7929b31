import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.io.tables import TABLES, rows
from extract.record import from_json
from tests.batch.stub import article, dump, ran

pytest.importorskip("pyspark", reason="pyspark is not installed")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Java, which Spark needs, is not installed")


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").appName("vn-extract tests")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "100",
    }.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_the_same_bytes_as_on_one_machine(session: Any, tmp_path: Path) -> None:
    from extract.batch import spark

    dump(tmp_path / "a.jsonl", 120)
    rules = tmp_path / "rules"
    rules.mkdir()
    entry = "{id: my.title, forms: [Đại trang chủ], kind: management} # head of a manor"
    (rules / "titles.yaml").write_text(f"group: titles\nentries:\n  - {entry}\n", encoding="utf-8")
    own = {"id": "own", "text": "Chiều qua, Đại trang chủ Nguyễn Văn Mẫu đến dự."}
    with (tmp_path / "a.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps(own) + "\n")
    lines = session.read.text(str(tmp_path / "a.jsonl")).repartition(1)
    read = spark.records(lines, rules=[rules]).orderBy("position").cache()
    found = read.collect()
    ran(tmp_path / "a.jsonl", tmp_path / "out.jsonl", rules=(str(rules),))
    expected = (tmp_path / "out.jsonl").read_bytes()
    assert b"".join(row.record.encode() + b"\n" for row in found if row.record is not None) == expected
    assert b'"rule":"my.title"' in expected
    rejected = [row.reason for row in found if row.record is None]
    kept = (tmp_path / "out.jsonl.rejects.jsonl").read_bytes().splitlines()
    assert len(rejected) == len(kept) == 6

    tables = spark.tables(read, "r")
    records = [from_json(line) for line in expected.splitlines()]
    for table in TABLES[1:]:
        wanted = [row for record in records for row in rows(record, "r")[table.name]]
        assert tables[table.name].count() == len(wanted)
    awards = {row.id: (row.name, row.quantity, row.start_char) for row in tables["awards"].collect()}
    assert awards == {
        f"{record.id}/{award.start}-{award.end}": (award.name, award.quantity, award.start)
        for record in records
        for award in record.awards
    }


def test_columns_are_fields(session: Any) -> None:
    from extract.batch import spark
    from extract.io.fields import Fields

    given = [(article(n)["text"], n, None if n else "x", n, None) for n in range(3)] + [(None, 9, None, 3, 4)]
    columns = "body string, key long, `a.note` string, position long, `a ``b` long"
    frame = session.createDataFrame(given, columns).repartition(1)
    found = spark.records(frame, fields=Fields(text="body", id="key"), carry_text=True).orderBy("position").collect()
    assert [row.id for row in found] == ["0", "1", "2", None]
    first = from_json(found[0].record)
    assert (first.text, first.source) == (given[0][0], {"a.note": "x", "position": 0})
    assert found[3].reason.startswith("no field 'body'")


def test_the_package_travels_with_the_job(session: Any, tmp_path: Path) -> None:
    from pyspark import SparkFiles

    from extract.batch import spark

    name = spark._ship(session, [])
    shutil.unpack_archive(SparkFiles.get(name), tmp_path / "unpacked")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'unpacked')!r}); import extract\n"
        f"assert extract.__file__.startswith({str(tmp_path)!r}), extract.__file__\n"
        "print(extract.Extractor()('Ngày 5/6/2020, họp.').dates[0].value)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "2020-06-05"), done.stderr

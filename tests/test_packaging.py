"""The wheel, installed alone, runs: what the package reads at run time travels in it."""

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# The checkout's own package must not come first.
ALONE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    # The dependencies are those of the environment that runs the tests; the package itself must come from the wheel.
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    site = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
    )
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    paths = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(paths), encoding="utf-8")
    return python


def test_wheel_installed_alone_runs(python: Path, tmp_path: Path) -> None:
    code = (
        "import extract, json, pathlib; "
        f"assert pathlib.Path(extract.__file__).is_relative_to({str(python.parent.parent)!r}), extract.__file__; "
        "print(extract.to_json(extract.Extractor()('Ngày 5/6/2020, tăng 5%.')).decode())"
    )
    done = subprocess.run([python, "-c", code], cwd=tmp_path, env=ALONE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert [date["value"] for date in record["dates"]] == ["2020-06-05"]
    assert [figure["value"] for figure in record["statistics"]] == [5]
    command = subprocess.run(
        [python, "-m", "extract.cli", "rules", "thứ trưởng"],
        cwd=tmp_path,
        env=ALONE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert command.returncode == 0, command.stderr
    assert "rules/" in command.stdout


SPARK = """
import sys
from pathlib import Path
import extract
from pyspark.sql import SparkSession
from extract.batch import spark

assert Path(extract.__file__).is_relative_to(sys.prefix), extract.__file__
builder = SparkSession.builder.master("local-cluster[2,1,1024]")
for name, value in {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.executor.memory": "512m",
    "spark.sql.shuffle.partitions": "2",
}.items():
    builder = builder.config(name, value)
session = builder.getOrCreate()
text = "Chiều qua, Đại trang chủ Lê Văn Mẫu, Giám đốc Sở Y tế, trao Bằng khen cho 3 tập thể."
rows = [(str(number), f"Bài {number}. {text}") for number in range(6)] + [("none", " ")]
read = spark.records(session.createDataFrame(rows, "id string, text string").repartition(2), rules="rules").cache()
found = read.collect()
assert sum(row.record is None for row in found) == 1, found
assert all("my.title" in row.record for row in found if row.record), found
assert spark.tables(read)["awards"].count() == 6
session.stop()
"""


@pytest.mark.skipif(shutil.which("java") is None, reason="Java, which Spark needs, is not installed")
def test_spark_runs_to_the_end_from_the_wheel_on_two_executors(python: Path, tmp_path: Path) -> None:
    pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
    (tmp_path / "rules").mkdir()
    entry = "{id: my.title, forms: [Đại trang chủ], kind: management} # head of a manor"
    (tmp_path / "rules" / "a.yml").write_text(f"group: titles\nentries:\n  - {entry}\n", encoding="utf-8")
    environment = ALONE | {"PYSPARK_PYTHON": str(python), "SPARK_HOME": str(Path(pyspark.__file__).parent)}
    done = subprocess.run(
        [python, "-c", SPARK], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_import_is_light() -> None:
    heavy = {"spacy", "pandas", "torch", "underthesea", "numpy", "rich", "yaml"}
    code = f"import sys, extract; extract.Extractor; loaded = {heavy!r} & set(sys.modules); assert not loaded, loaded"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_is_there() -> None:
    import extract

    assert {name for name in extract.__all__ if getattr(extract, name, None) is None} == set()
    assert set(extract.__all__) == {name for name in dir(extract) if not name.startswith("__")}

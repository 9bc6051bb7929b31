"""Many articles on Spark: a DataFrame of articles to DataFrames of records and of tables.

>>> from pyspark.sql import SparkSession
>>> from extract.batch import spark as vn
>>> session = SparkSession.builder.master("local[*]").getOrCreate()
>>> read = vn.records(session.read.text("dumps/"), rules=["my-rules"])
>>> read.where("record IS NOT NULL").select("record").write.text("records")
>>> vn.tables(read)["awards"].write.parquet("awards")

The package's code and rules, its model and the user's rules travel with the job; what has to be on the cluster is
Python with the package's dependencies. Articles are read under the same supervision as on one machine: what hangs,
crashes or eats memory becomes a reject. In the order of `position`, the lines are byte for byte those of
`vn-extract run` on the same .jsonl files, ids and links of duplicates included, but for two rare things: a given id
that has the form of one made here ("x~2") may come twice, and what repeats an article that could not be read is
linked to it all the same.
"""

import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from extract.io.extras import load
from extract.io.fields import Fields
from extract.io.jsonl import SPARK_COLUMNS
from extract.io.tables import BY_NAME
from extract.lexicon import LexiconError
from extract.resources import DATA, RULES, rule_paths

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

_PARSED = "position long, given string, digest string, raw binary"
_READ = "position long, id string, record string, reason string, raw binary"
_TYPES = {"text": "string", "integer": "long", "real": "double", "boolean": "boolean", "date": "date"}
_PACKAGE = Path(__file__).resolve().parents[1]


def records(
    articles: "DataFrame",
    *,
    rules: str | Path | Iterable[str | Path] = (),
    fields: Fields | None = None,
    seconds: float | None = 60.0,
    memory: int | None = 2 << 30,
    carry_text: bool = False,
) -> "DataFrame":
    """The record of each article.

    Args:
        articles: one article a row, in columns named as the input's fields (a null is a field that the article does
            not have); or one column `value` with a JSON object a row, as `read.text` gives of .jsonl files.
        rules: a directory with rules of the user's own, or several.
        fields: which of the columns are the article's fields.
        seconds: how long one article may take; None for as long as it likes.
        memory: how much memory a process that reads articles may take, in bytes; None for as much as there is.
        carry_text: whether every record carries its text.

    Returns:
        `position` (grows in the order of the input), `id`, `record` (one line of JSON), and for what could not be read
        `reason` and `raw` (its bytes) instead. Not computed until it is asked for.

    Raises:
        MissingExtraError: pyspark or pyarrow is not installed.
        LexiconError: a directory of `rules` holds none.
    """
    sql: Any = load("pyspark.sql.functions", "spark")
    window: Any = load("pyspark.sql.window", "spark").Window
    load("pyarrow", "spark")
    own = [Path(directory) for directory in ([rules] if isinstance(rules, str | Path) else rules)]
    for directory in own:
        if not rule_paths(directory):
            raise LexiconError(f"{directory}: no rule files (*.yaml, *.yml) there; give a directory that holds some")
    archive = _ship(articles.sparkSession, own)
    named = msgspec.structs.astuple(fields or Fields())
    columns = [sql.col(f"`{name.replace('`', '``')}`") for name in articles.columns]
    if articles.columns == SPARK_COLUMNS:
        # The lines' own bytes: they need not be UTF-8.
        columns = [columns[0].cast("binary")]
    # Names of ours on the way: `mapInArrow` takes a dot in a name for a field within a field.
    numbered = [column.alias(f"c{number}") for number, column in enumerate(columns)]
    placed = articles.select(sql.monotonically_increasing_id().alias("position"), *numbered)
    parsed = placed.mapInArrow(_task(archive, "parse", (named, tuple(articles.columns))), _PARSED)
    # What is no article has neither id nor text, and is like nothing else.
    alone = sql.concat(sql.lit("\0"), sql.col("position").cast("string"))
    alike = window.partitionBy(sql.coalesce("given", alone)).orderBy("position")
    same = window.partitionBy(sql.coalesce("digest", alone)).orderBy("position")
    copy = sql.row_number().over(alike)
    claimed = sql.when(copy > 1, sql.concat_ws("~", "given", copy.cast("string"))).otherwise(sql.col("given"))
    linked = parsed.withColumn("id", claimed).withColumn("first", sql.first("id").over(same))
    settings = (named, len(own), seconds, memory, carry_text)
    reading = _task(archive, "read", settings)
    return linked.select("position", "given", "id", "first", "raw").mapInArrow(reading, _READ)


def tables(read: "DataFrame", run_id: str = "") -> "dict[str, DataFrame]":
    """The rows of every table but `runs`, by its name, from what `records` gave.

    Each table is computed by itself: cache or write `read` first where several are wanted.

    Raises:
        MissingExtraError: pyspark or pyarrow is not installed.
    """
    archive = _ship(read.sparkSession, [])
    lines = read.where("record IS NOT NULL").select("record")
    found = {}
    for name, table in BY_NAME.items():
        if name != "runs":
            columns = ", ".join(f"{column.name} {_TYPES[column.type]}" for column in table.columns)
            found[name] = lines.mapInArrow(_task(archive, "rows", (name, run_id)), columns)
    return found


Batches = Iterator["pyarrow.RecordBatch"]


def _task(archive: str, verb: str, settings: tuple[Any, ...]) -> Callable[[Batches], Batches]:
    """What runs on the executors. It names nothing of this package before it has unpacked what travelled with it."""

    def task(batches: Batches) -> Batches:
        import shutil
        import sys
        import tempfile
        from pathlib import Path

        from pyspark import SparkFiles

        place = Path(SparkFiles.get(archive))
        unpacked = place.with_suffix(".unpacked")
        if str(unpacked) not in sys.path:
            if not unpacked.is_dir():
                fresh = Path(tempfile.mkdtemp(dir=place.parent))
                shutil.unpack_archive(place, fresh)
                try:
                    fresh.rename(unpacked)
                except OSError:  # another process of this executor was faster
                    shutil.rmtree(fresh)
            sys.path.insert(0, str(unpacked))
        from extract.batch import spark_tasks

        return spark_tasks.run(verb, batches, str(unpacked), settings)

    return task


def _ship(session: "SparkSession", own: list[Path]) -> str:
    """Send the package, its rules and data and the user's rules to the executors; returns the archive's name there."""
    files = [(f"extract/{_within(file, _PACKAGE)}", file) for file in _files(_PACKAGE, ".py")]
    files += [(f"rules/{_within(file, RULES)}", file) for file in _files(RULES, "")]
    files += [(f"data/{_within(file, DATA)}", file) for file in _files(DATA, "") if "samples" not in file.parts]
    for number, directory in enumerate(own):
        files += [(f"own/{number}/{_within(file, directory)}", file) for file in _files(directory, "")]
    content = blake2b(digest_size=12)
    for name, file in files:
        content.update(name.encode() + b"\0" + file.read_bytes())
    name = f"vn-extract-{content.hexdigest()}.zip"
    if name not in (Path(known).name for known in session.sparkContext.listFiles):
        folder = tempfile.mkdtemp(prefix="vn-extract-")
        with zipfile.ZipFile(Path(folder) / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for inside, file in files:
                archive.write(file, inside)
        session.sparkContext.addFile(str(Path(folder) / name))
    return name


def _files(folder: Path, ending: str) -> list[Path]:
    """The files in a folder and below; `_resources` in the package is where an installed one has rules and data."""
    inside = ((file, file.relative_to(folder).parts) for file in folder.rglob(f"*{ending}") if file.is_file())
    return sorted(file for file, parts in inside if parts[0] != "_resources" and "__pycache__" not in parts)


def _within(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()

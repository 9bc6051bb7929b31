"""What the executors of a Spark job do, on Arrow batches."""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import msgspec
import pyarrow

from extract.article import ArticleError
from extract.batch.ids import stored_id
from extract.batch.messages import Done, Setup, Task
from extract.batch.pool import Pool
from extract.io import html, jsonl
from extract.io.arrow import batch as arrow_batch
from extract.io.fields import Fields, Mapper
from extract.io.incoming import Arrival, Page, Place, Reject
from extract.io.parquet import rows as plain_rows
from extract.io.tables import BY_NAME, rows
from extract.record import from_json

_AT_ONCE = 20

Batches = Iterator[pyarrow.RecordBatch]


def run(verb: str, batches: Batches, unpacked: str, settings: tuple[Any, ...]) -> Batches:
    """Do one of the tasks of `extract.batch.spark` over some batches; `unpacked` is where the job's files are."""
    if verb == "parse":
        named, names = settings
        return _parse(batches, Mapper(Fields(*named)), names)
    if verb == "read":
        return _read(batches, unpacked, settings)
    return _rows(batches, *settings)


def _parse(batches: Batches, mapper: Mapper, names: tuple[str, ...]) -> Batches:
    for batch in batches:
        found: list[tuple[Any, ...]] = []
        for position, raw in _raw(batch, names):
            if raw is None:
                continue
            one = _parsed(raw, mapper)
            if isinstance(one, Reject):
                found.append((position, None, None, raw))
            else:
                text = one.article.text.encode("utf-8", "surrogatepass")
                given, _ = stored_id(one.article.identifier())
                found.append((position, given, blake2b(text, digest_size=16).hexdigest(), raw))
        types = (pyarrow.int64(), pyarrow.string(), pyarrow.string(), pyarrow.binary())
        yield _batch(("position", "given", "digest", "raw"), types, found)


def _parsed(raw: bytes, mapper: Mapper) -> Arrival | Reject:
    """The article in a line, which may hold a whole page."""
    one = jsonl.parse(raw, Place("", None), mapper)
    return html.parse(one) if isinstance(one, Page) else one


def _raw(batch: pyarrow.RecordBatch, names: tuple[str, ...]) -> Iterator[tuple[int, bytes | None]]:
    """Each row's position and its JSON, of the columns behind it by their `names`; None for a blank line."""
    for position, *values in (row.values() for row in plain_rows(batch)):
        if list(names) == jsonl.SPARK_COLUMNS:
            raw = values[0] or b""
            yield position, None if not raw or raw.isspace() else raw.rstrip(b"\r\n")
        else:
            row = {name: value for name, value in zip(names, values, strict=True) if value is not None}
            yield position, msgspec.json.encode(row, enc_hook=str)


@lru_cache(maxsize=1)
def _pool(unpacked: str, own: int, seconds: float | None, memory: int | None, carry_text: bool) -> Pool:
    """The process that reads articles for this one, started once; it ends when this one does."""
    directories = tuple(f"{unpacked}/own/{number}" for number in range(own))
    return Pool(Setup(rules=directories, carry_text=carry_text, memory=memory), 1, seconds)


def _read(batches: Batches, unpacked: str, settings: tuple[Any, ...]) -> Batches:
    named, *rest = settings
    pool, mapper = _pool(unpacked, *rest), Mapper(Fields(*named))
    types = (pyarrow.int64(), pyarrow.string(), pyarrow.string(), pyarrow.string(), pyarrow.binary())
    for batch in batches:
        rows = batch.to_pylist()
        portions = (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))
        for found in pool.map(lambda portion: _portion(pool, portion, mapper), portions):
            yield _batch(("position", "id", "record", "reason", "raw"), types, found)


def _portion(pool: Pool, portion: list[dict[str, Any]], mapper: Mapper) -> list[tuple[Any, ...]]:
    tasks: list[tuple[dict[str, Any], Task]] = []
    found: list[tuple[Any, ...]] = []
    for row in portion:
        try:
            one = _parsed(row["raw"], mapper)
        except ArticleError as error:
            one = Reject(Place("", None), str(error), row["raw"])
        if isinstance(one, Arrival):
            tasks.append((row, _task(row, one)))
        else:
            found.append((row["position"], None, None, one.reason, row["raw"]))
    done = _lines(pool.extract([task for _, task in tasks]), len(tasks))
    for (row, _), (line, reason) in zip(tasks, done, strict=True):
        kept = row["raw"] if line is None else None
        found.append((row["position"], row["id"], line, reason, kept))
    return found


def _task(row: dict[str, Any], one: Arrival) -> Task:
    warning = None
    if row["id"] != row["given"] and row["first"] == row["id"]:
        warning = f"id {row['given']!r} is that of an earlier article too: this one became {row['id']!r}"
    article = msgspec.structs.replace(one.article, id=row["id"])
    return Task(article, row["first"] if row["first"] != row["id"] else None, warning)


def _lines(parts: list[Done], count: int) -> Iterator[tuple[str | None, str | None]]:
    """For each of the tasks its line, or the reason why there is none."""
    failures = {index: reason for done in parts for index, reason in done.failures}
    lines = iter([line for done in parts for line in (done.payload or b"").splitlines()])
    for index in range(count):
        yield (None, failures[index]) if index in failures else (next(lines).decode(), None)


def _rows(batches: Batches, name: str, run_id: str) -> Batches:
    table = BY_NAME[name]
    for batch in batches:
        found = [row for line in batch.column("record").to_pylist() for row in rows(from_json(line), run_id)[name]]
        yield from arrow_batch(table, found, "spark").to_batches()


def _batch(names: tuple[str, ...], types: tuple[Any, ...], found: list[tuple[Any, ...]]) -> pyarrow.RecordBatch:
    columns = zip(*found, strict=True) if found else [()] * len(names)
    arrays = [pyarrow.array(list(column), form) for column, form in zip(columns, types, strict=True)]
    return pyarrow.record_batch(arrays, names=list(names))

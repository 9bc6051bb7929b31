"""A whole dump into every kind of output, twice: the counts of every table are equal everywhere, and nothing doubles.

    python -m benchmarks.whole ARTICLES.jsonl[.gz] [--limit N] [--workers 2] [--postgres ADDRESS]

Run it from the repository's root. Without --postgres, a server of its own is started from Debian's package and torn
down after. Each run's seconds, articles a second and peak memory are printed; the exit status is 1 where counts differ.
"""

import argparse
import gzip
import itertools
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks.batch import measure
from extract.io.records import records
from extract.io.stored import tables
from extract.io.tables import TABLES, rows
from tests.io.postgres import server

OUTPUTS = ("sqlite", "parquet", "duckdb")


def of_records(file: Path) -> dict[str, int]:
    """How many rows each table has to have."""
    found = dict.fromkeys((table.name for table in TABLES), 0) | {"runs": 1}
    for record in records(str(file)):
        for name, some in rows(record, "").items():
            found[name] += len(some)
    return found


def of_tables(output: str) -> dict[str, int]:
    """How many rows each table has, and how many ids, which have to be as many."""
    found = {}
    for table, columns in tables(output):
        ids = columns[0] if columns else []
        found[table.name] = len(ids) if len(set(ids)) == len(ids) else -1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dump", type=Path)
    parser.add_argument("--limit", type=int, help="only the first N articles")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--times", type=int, default=2, help="how often into each")
    parser.add_argument("--postgres", metavar="ADDRESS", help="an empty database, instead of a server of its own")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        source = folder / "articles.jsonl"
        opened = stack.enter_context((gzip.open if arguments.dump.suffix == ".gz" else open)(arguments.dump, "rb"))
        source.write_bytes(b"".join(itertools.islice(opened, arguments.limit)))
        outputs = {"jsonl": str(folder / "out.jsonl")}
        outputs["postgresql"] = arguments.postgres or stack.enter_context(server())
        outputs |= {name: str(folder / f"out.{name}") for name in OUTPUTS}
        expected: dict[str, int] = {}
        for name, output in outputs.items():
            for time in range(1 if name == "jsonl" else arguments.times):
                run = measure(source, output, arguments.workers)
                counts = of_records(Path(output)) if name == "jsonl" else of_tables(output)
                expected = expected or counts
                rate = counts["articles"] / run.seconds
                print(
                    f"{name:11} run {time + 1}: {run.seconds:7.1f} s, {rate:5.0f} articles/s, "
                    f"main {run.main:6.1f} s CPU, workers {run.workers:7.1f} s CPU, peak {run.peak:4.0f} MB, "
                    + ("counts equal" if counts == expected else f"counts differ: {counts}, expected {expected}"),
                    flush=True,
                )
                if counts != expected:
                    sys.exit(1)
        print(", ".join(f"{count} {name}" for name, count in expected.items()))


if __name__ == "__main__":
    main()

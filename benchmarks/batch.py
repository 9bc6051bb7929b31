"""How a run scales: articles a second, CPU time and peak memory with one and more workers, for each kind of output.

    python -m benchmarks.batch ARTICLES.jsonl[.gz] [--limit N] [--workers 1 2] [--outputs jsonl sqlite parquet ...]

Memory is the sum over the run's processes of what lies in memory (RSS, pages that they share counted for each),
sampled twenty times a second. Seconds are the best of --repeat runs. On a machine that others use too, read `allowed`:
the speedup that the CPU times of the main process and of the workers leave room for on this machine's cores.
"""

import argparse
import gzip
import itertools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import memory


class Measured(NamedTuple):
    """Seconds of one run, CPU seconds of its main process and of its workers, and peak memory in MB."""

    seconds: float
    main: float
    workers: float
    peak: float


def own_cpu(process: int) -> float:
    """The CPU seconds of the process itself, without its children's."""
    times = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def measure(source: Path, output: str, workers: int) -> Measured:
    command = [sys.executable, "-m", "extract.cli", "run", str(source), "-o", output, "-w", str(workers), "--quiet"]
    began = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    peak = main = 0.0
    while True:
        done, status, used = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        peak = max(peak, memory(process.pid))
        main = max(main, own_cpu(process.pid))
        time.sleep(0.05)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"the run into {output} failed")
    return Measured(time.perf_counter() - began, main, used.ru_utime + used.ru_stime - main, peak)


def allowed(one: Measured, more: Measured, workers: int) -> float:
    """The speedup that the CPU times leave room for: one worker keeps busy while the main process writes."""
    cores = os.cpu_count() or 1
    return one.workers / max(more.workers / workers, (more.main + more.workers) / cores, more.main)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dump", type=Path)
    parser.add_argument("--limit", type=int, default=2000, help="only the first N articles")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--outputs", nargs="+", default=["jsonl", "jsonl.gz", "sqlite", "parquet", "csv", "duckdb"])
    parser.add_argument("--postgres", metavar="ADDRESS", help="also into this database")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="run each N times, take the fastest")
    arguments = parser.parse_args()
    opened = gzip.open if arguments.dump.suffix == ".gz" else open
    columns = ("workers", "seconds", "articles/s", "speedup", "allowed", "main CPU s", "workers CPU s", "peak MB")
    print(f"{'output':12}" + "".join(f"{column:>{len(column) + 2}}" for column in columns))
    with tempfile.TemporaryDirectory() as folder, opened(arguments.dump, "rb") as dump:
        source = Path(folder) / "articles.jsonl"
        source.write_bytes(b"".join(itertools.islice(dump, arguments.limit)))
        outputs = {name: f"{folder}/out.{name}" for name in arguments.outputs}
        if arguments.postgres:
            outputs["postgresql"] = arguments.postgres
        for name, output in outputs.items():
            first = None
            for workers in arguments.workers:
                best = min(measure(source, output, workers) for _ in range(arguments.repeat))
                first = first or best
                print(
                    f"{name:12}{workers:9}{best.seconds:9.1f}{arguments.limit / best.seconds:12.0f}"
                    f"{first.seconds / best.seconds:9.2f}{allowed(first, best, workers):9.2f}"
                    f"{best.main:12.1f}{best.workers:15.1f}{best.peak:9.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()

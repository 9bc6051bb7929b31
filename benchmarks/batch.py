"""How a run scales: articles a second and peak memory with one and more workers, for each kind of output.

    python -m benchmarks.batch ARTICLES.jsonl[.gz] [--limit N] [--workers 1 2] [--outputs jsonl sqlite parquet ...]

Memory is the sum over the run's processes of what lies in memory (RSS, pages that they share counted for each),
sampled twenty times a second. Machines are noisy: read the ratios.
"""

import argparse
import gzip
import itertools
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import memory


def measure(source: Path, output: str, workers: int) -> tuple[float, float, float]:
    """Seconds, CPU seconds of the writing process alone, and peak memory in MB."""
    command = [sys.executable, "-m", "extract.cli", "run", str(source), "-o", output, "-w", str(workers), "--quiet"]
    began = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    peak = writer = 0.0
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        try:
            times = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            writer = max(writer, (int(times[11]) + int(times[12])) / 100)
        except OSError:
            continue
        time.sleep(0.05)
    if process.returncode not in (0, 3):
        raise SystemExit(f"the run into {output} failed")
    return time.perf_counter() - began, writer, peak


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dump", type=Path)
    parser.add_argument("--limit", type=int, default=2000, help="only the first N articles")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--outputs", nargs="+", default=["jsonl", "jsonl.gz", "sqlite", "parquet", "csv", "duckdb"])
    parser.add_argument("--postgres", metavar="ADDRESS", help="also into this database")
    arguments = parser.parse_args()
    opened = gzip.open if arguments.dump.suffix == ".gz" else open
    print(
        f"{'output':12}{'workers':>8}{'seconds':>9}{'articles/s':>12}{'speedup':>9}{'writer CPU s':>14}{'peak MB':>9}"
    )
    with tempfile.TemporaryDirectory() as folder, opened(arguments.dump, "rb") as dump:
        source = Path(folder) / "articles.jsonl"
        source.write_bytes(b"".join(itertools.islice(dump, arguments.limit)))
        outputs = {name: f"{folder}/out.{name}" for name in arguments.outputs}
        if arguments.postgres:
            outputs["postgresql"] = arguments.postgres
        for name, output in outputs.items():
            first = None
            for workers in arguments.workers:
                seconds, writer, peak = measure(source, output, workers)
                first = first or seconds
                rate = arguments.limit / seconds
                print(
                    f"{name:12}{workers:8}{seconds:9.1f}{rate:12.0f}{first / seconds:9.2f}{writer:14.1f}{peak:9.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()

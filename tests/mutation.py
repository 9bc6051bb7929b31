"""`make mutants`: how many small changes to `extract/text` and `extract/kinds/dates` the tests notice.

All changes that mutmut can make are some nine thousand: of them a sample is tried, the same one for the same code and
seed. What survived can be looked at with `mutmut show NAME`; with `--again` only those are tried. Tests that were
written with one sample in view are judged by a sample of another `--seed`.
"""

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

WORK = Path("mutants")
SEED = 2020
# Exit statuses that mutmut keeps: a test failed, or it crashed, timed out or was killed; see its `status_by_exit_code`.
SURVIVED, UNTESTED = 0, 33
AT_IMPORT = ("extract.text.fonts.x__tcvn3", "extract.text.fonts.x__vni", "extract.text.fonts.x__viscii")
"""Functions that run while the package is imported, which is before a fork can have changed them."""


def statuses() -> Iterator[tuple[str, int | None]]:
    for path in sorted(WORK.rglob("*.meta")):
        yield from json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items()


def mutmut(*names: str, processes: int) -> None:
    subprocess.run([sys.executable, "-m", "mutmut", "run", "--max-children", str(processes), *names], check=False)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description="Try a sample of mutants.")
    parser.add_argument("--sample", type=int, default=400, help="how many")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=SEED, help="of the sample: another one gives another sample")
    parser.add_argument("--again", action="store_true", help="only those that survived")
    given = parser.parse_args()
    if not list(WORK.rglob("*.meta")):
        mutmut("extract.text.spans.x_within__mutmut_1", processes=given.processes)  # makes them all
    sample = sorted(name for name, _ in statuses() if not name.startswith(AT_IMPORT))
    sample = random.Random(given.seed).sample(sample, min(given.sample, len(sample)))
    known = dict(statuses())
    chosen = [name for name in sample if not given.again or known[name] in (SURVIVED, UNTESTED)]
    mutmut(*chosen, processes=given.processes)
    known = {name: status for name, status in statuses() if name in set(sample) and status is not None}
    lived = sorted(name for name, status in known.items() if status in (SURVIVED, UNTESTED))
    print(*lived, sep="\n")
    print(f"{len(known)} of the sample tried, {len(known) - len(lived)} noticed: {1 - len(lived) / len(known):.1%}")


if __name__ == "__main__":
    main()

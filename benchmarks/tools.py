"""The tools of the comparison, and how each runs: in a process of its own, on one core.

    python -m benchmarks.tools MODULE FUNCTION < ARTICLES.json

is such a process: it prints what was found, the seconds of the fastest pass and the memory that it came to need.
"""

import importlib
import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.measure import memory, one_core, peak


class Tool(NamedTuple):
    """One tool.

    Attributes:
        name: how the tables call it.
        module: its module in `benchmarks.peers`.
        function: takes articles, gives what was found and the seconds of a pass.
        kinds: what it finds, of the record's kinds.
        apart: True where it needs the peers' interpreter.
    """

    name: str
    module: str
    function: str
    kinds: tuple[str, ...]
    apart: bool = False


OURS = Tool("**vn-extract**", "ours", "everything", ("officials", "names", "dates", "statistics", "awards"))
OUR_DATES = Tool("**vn-extract**, dates alone", "ours", "dates", ("dates",))
TOOLS = (
    OURS,
    Tool("an afternoon's regular expressions", "patterns", "all_kinds", OURS.kinds),
    Tool("spaCy blank + PhraseMatcher", "phrases", "titles_and_awards", ("officials", "names", "awards")),
    Tool("underthesea `ner`", "stock", "names", ("names",)),
    OUR_DATES,
    Tool("HeidelTime", "dates", "heideltime", ("dates",), apart=True),
    Tool("Duckling", "dates", "duckling", ("dates",), apart=True),
    Tool("chrono", "dates", "chrono", ("dates",), apart=True),
    Tool("dateparser", "dates", "dateparser", ("dates",), apart=True),
)


class Result(NamedTuple):
    """What a tool found in each article, the seconds of its fastest pass, and its peak memory in MB."""

    found: list[dict[str, list[dict[str, Any]]]]
    seconds: float
    peak: float


def run(tool: Tool, articles: list[dict[str, Any]], peers_python: str | None) -> Result | str:
    """The tool's result, or the reason why there is none."""
    if tool.apart and peers_python is None:
        return "no environment for it (`make bench` makes one)"
    python = peers_python if tool.apart and peers_python else sys.executable
    command = [python, "-m", "benchmarks.tools", tool.module, tool.function]
    process = subprocess.Popen(
        command, cwd=Path(__file__).parents[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    watch = Watch(process.pid)
    out, err = process.communicate(json.dumps(articles).encode())
    seen = watch.stop()
    if process.returncode:
        return (err.decode(errors="replace").strip().splitlines() or ["it ended without a word"])[-1]
    result = json.loads(out.splitlines()[-1])
    return Result(result["found"], result["seconds"], max(seen, result["peak"]))


class Watch:
    """Samples the memory of a process and of those that it starts, as HeidelTime's is Java's."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._peak = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def _sample(self) -> None:
        while not self._ended.is_set():
            self._peak = max(self._peak, memory(self._process))
            time.sleep(0.1)

    def stop(self) -> float:
        """The most that was seen, in MB."""
        self._ended.set()
        self._thread.join()
        return self._peak


def main(module: str, function: str) -> None:
    """Be the process of one tool."""
    one_core()
    articles = json.load(sys.stdin)
    found, seconds = getattr(importlib.import_module(f"benchmarks.peers.{module}"), function)(articles)
    print(json.dumps({"found": found, "seconds": seconds, "peak": peak()}))


if __name__ == "__main__":
    main(*sys.argv[1:3])

"""How time and memory are measured. Imports nothing of the package, for peers have an interpreter of their own."""

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import linear_regression
from typing import TypeVar

T = TypeVar("T")

PASSES = 3
ENOUGH = 5.0
"""Seconds after which a pass is not tried again: what takes so long is not made quicker by luck."""


def best_of(
    work: Callable[[], T], passes: int = PASSES, clock: Callable[[], float] = time.process_time
) -> tuple[T, float]:
    """The result of `work` and the seconds of its fastest pass, by default of the processor's time.

    That time does not count what else the machine does meanwhile, as far as a clock can tell.
    """
    best = math.inf
    for _ in range(passes):
        began = clock()
        result = work()
        best = min(best, clock() - began)
        if best > ENOUGH:
            break
    return result, best


def one_core() -> None:
    """Keep this process and those that it starts on one core, where the system lets us."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The power of size with which time grows, fitted to the logarithms: 1 is linear."""
    return linear_regression([math.log(size) for size in sizes], [math.log(took) for took in seconds]).slope


def fresh(code: str, passes: int = 7) -> float:
    """The seconds that a new interpreter takes from its start to its end with `code`: the fastest of some."""

    def run() -> None:
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

    return best_of(run, passes, clock=time.perf_counter)[1]


def family(process: int) -> list[int]:
    """The process and all its descendants."""
    found = [process]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def peak() -> float:
    """The most memory that this process has had, in MB.

    `getrusage` does not tell it: a process begins there with the peak of the one that started it.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6


def memory(process: int) -> float:
    """What the process and its descendants have in memory, in MB."""
    total = 0
    for one in family(process):
        try:
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1])
        except (OSError, IndexError):
            continue
    return total * os.sysconf("SC_PAGE_SIZE") / 1e6

"""No pattern of the package takes more than about quadratic time, whatever text is made to keep it busy.

Every pattern is given strings made of its own words and signs, repeated, that nearly fit. Those that are quick with the
longest are done with; of the others the growth is fitted over doubling lengths. (That time is linear in the length of
an article is asked of the kinds as a whole, in their own tests: most patterns are only tried around a hit.)
"""

import json
import math
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import regex

ROOT = Path(__file__).parent.parent
LENGTH = 400
SUSPECT = 3e-3
"""Seconds for a string of that length; a quadratic pattern takes about one millisecond, an exponential one for ever."""
MOST = 2.3

# What patterns here repeat: digits, capitals, small letters, and what stands between them.
_COMMON = ("1", "1.", "1 ", "1/", " ", "A", "A ", "Aa ", "Aa, ", "a", "a ", "a-", ", ", "à ", '"', "(")
_NO_WORD = regex.compile(r"\\p\{\^?\w+\}|\\.|\(\?P?[<=!:>a-zA-Z]*|\{[\d,]*\}")
_WORD = regex.compile(r"\p{L}[\p{L} ]*")
_SIGN = regex.compile(r"[^\w\s\\?*+|\[\](){}^$]")


class Pattern(NamedTuple):
    engine: str
    pattern: str
    flags: int
    place: str


def patterns() -> list[Pattern]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.patterns"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [Pattern(*json.loads(line)) for line in done.stdout.splitlines()]


def adversaries(pattern: str) -> Iterator[tuple[str, str]]:
    """A beginning and what is repeated behind it."""
    plain = _NO_WORD.sub("|", pattern)
    words = list(dict.fromkeys(word.strip() for word in _WORD.findall(plain)))[:40]
    own = [f"{word} " for word in words[:3]] + _SIGN.findall(plain)[:3] + [" ".join(words[:8]) + " "]
    for repeated in dict.fromkeys([*_COMMON, *own]):
        yield "", repeated
    for word in words[:2]:
        for repeated in ("1 ", "a ", "Aa "):
            yield f"{word} ", repeated


def text(start: str, repeated: str, length: int) -> str:
    return (start + repeated * (length // len(repeated) + 1))[:length] + "\x01"


def seconds(pattern: "regex.Pattern[str]", string: str, limit: float = 0.5) -> float:
    """The time that the slower of a search forwards and a match from the other end takes, at most `limit`."""
    began = time.process_time()
    try:
        pattern.search(string, timeout=limit)
        pattern.match(string, 0, len(string) - 1, timeout=limit)
    except TimeoutError:
        return limit
    return time.process_time() - began


def exponent(pattern: "regex.Pattern[str]", start: str, repeated: str) -> float:
    """How time grows with length: 1 is linear, 2 quadratic. Fitted over the longer of some doubling lengths.

    Lengths begin where the time can be measured and end where the pattern takes seconds.
    """
    measured: list[tuple[float, float]] = []
    length = 25
    while length <= 4 * LENGTH and (not measured or measured[-1][1] < 0.2):
        string = text(start, repeated, length)
        measured.append((length, min(seconds(pattern, string, limit=2.0) for _ in range(3))))
        length *= 2
    # What is too fast to be measured says nothing about growth.
    points = [(math.log(size), math.log(took)) for size, took in measured if took > 1e-4][-3:]
    if len(points) < 2:
        return math.inf if measured[-1][1] >= 0.2 else 0.0
    (first, low), (last, high) = points[0], points[-1]
    return (high - low) / (last - first)


def slow(pattern: str, flags: int = 0, engine: str = "regex") -> list[str]:
    """What is wrong with a pattern: the strings for which its time grows too fast."""
    # Both engines backtrack alike; only `regex` can be stopped.
    compiled = regex.compile(pattern, flags if engine == "regex" else 0)
    found = []
    for start, repeated in adversaries(pattern):
        string = text(start, repeated, LENGTH)
        if seconds(compiled, string) > SUSPECT and seconds(compiled, string) > SUSPECT:
            growth = exponent(compiled, start, repeated)
            if growth > MOST:
                found.append(f"{start + repeated!r} repeated: time grows as length to the {growth:.1f}")
    return found


@pytest.mark.parametrize(
    "pattern",
    [r"(?:a|a ?)+b\d", r"(?:\w+ ?)+!", r"(?:\p{Lu}\p{L}* ?)*\d", r"\d+\d+\d+-", r"(?:ngày (?:hôm )?)*x|(?:a* )*\d"],
)
def test_a_pattern_that_backtracks_is_told(pattern: str) -> None:
    assert slow(pattern)


@pytest.mark.parametrize("pattern", [r"\d+", r"(?:\w++ ?)*+!", r"[^.]{0,40}?\bso", r"(?:a|b)*c", r"\w+ \w+ !"])
def test_one_that_does_not_is_let_through(pattern: str) -> None:
    assert not slow(pattern)


def test_no_pattern_of_the_package_backtracks() -> None:
    found = patterns()
    assert len(found) > 400
    bad = [
        f"{pattern.place}: {why}" for pattern in found for why in slow(pattern.pattern, pattern.flags, pattern.engine)
    ]
    assert not bad, "\n".join(bad)

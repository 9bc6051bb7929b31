"""No pattern of the package takes more than about quadratic time, whatever text is made to keep it busy.

Every pattern is given strings made of its own words and signs, repeated, that nearly fit. Those that are quick with all
are done with; of the others the growth is fitted over doubling lengths. (That time is linear in the length of
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
"""Seconds for such a string that call for a closer look; quadratic patterns take a few, exponential ones for ever."""
LIMIT = 2.0
"""Seconds that one search is given, by the clock: on a busy machine they are few of the process."""
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


def seconds(pattern: "regex.Pattern[str]", string: str, limit: float = LIMIT) -> float:
    """The time that the slower of a search forwards and a match from the other end takes, at most `limit`."""
    began = time.process_time()
    try:
        pattern.search(string, timeout=limit)
        pattern.match(string, 0, len(string) - 1, timeout=limit)
    except TimeoutError:
        return limit
    return time.process_time() - began


def exponent(pattern: "regex.Pattern[str]", start: str, repeated: str) -> float:
    """How time grows with length: 1 is linear, 2 quadratic; over the last two doublings that end in time."""
    took: list[float] = []
    for length in (LENGTH // 16, LENGTH // 8, LENGTH // 4, LENGTH // 2, LENGTH):
        took.append(seconds(pattern, text(start, repeated, length)))
        if took[-1] > 0.2:
            break
        took[-1] = min(took[-1], *(seconds(pattern, text(start, repeated, length)) for _ in range(2)))
    return math.log2(took[-1] / took[-3]) / 2 if len(took) > 2 else math.inf


def slow(pattern: str, flags: int = 0, engine: str = "regex") -> list[str]:
    """What is wrong with a pattern: the strings for which its time grows too fast."""
    # Both engines backtrack alike; only `regex` can be stopped.
    compiled = regex.compile(pattern, flags if engine == "regex" else 0)
    found: list[tuple[float, tuple[str, str]]] = []
    for pieces in adversaries(pattern):
        took = seconds(compiled, text(*pieces, LENGTH))
        if took > SUSPECT:
            found.append((took, pieces))
        if took >= LIMIT:
            break
    bad = []
    for _, pieces in sorted(found)[-2:]:
        # One measurement may be disturbed; a pattern that backtracks does in all.
        growth = min(exponent(compiled, *pieces) for _ in range(3))
        if growth > MOST:
            bad.append(f"{''.join(pieces)!r} repeated: time grows as length to the {growth:.1f}")
    return bad


@pytest.mark.parametrize("pattern", [r"(?:a|a ?)+b\d", r"(?:\w+ ?)+[?!]", r"(?:\p{Lu}\p{L}* ?)*\d", r"\d+\d+\d+[-a]"])
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

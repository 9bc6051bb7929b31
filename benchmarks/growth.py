"""How time grows with the length of an article and with their number."""

import itertools
from typing import Any, NamedTuple

from benchmarks.measure import best_of, exponent
from extract import Extractor, to_json

KB = 1000
LENGTHS = tuple(size * KB for size in (1, 4, 16, 64, 256, 1_000, 4_000, 10_000))
NUMBERS = (10, 30, 100, 300, 1_000)


class Growth(NamedTuple):
    """Sizes, the seconds of each, and the fitted power: 1 is linear."""

    sizes: list[int]
    seconds: list[float]
    power: float


def with_length(rows: list[dict[str, Any]], lengths: tuple[int, ...] = LENGTHS) -> Growth:
    """Articles of so many bytes in UTF-8, each made of articles in a row."""
    extractor = Extractor()
    extractor(rows[0]["text"])
    sizes, seconds = [], []
    for length in lengths:
        text = _of_length([row["text"] for row in rows], length)
        sizes.append(len(text.encode()))
        seconds.append(best_of(lambda text=text: to_json(extractor(text)))[1])
    return Growth(sizes, seconds, exponent(sizes, seconds))


def with_number(rows: list[dict[str, Any]], numbers: tuple[int, ...] = NUMBERS) -> Growth:
    """So many articles, one after the other; where there are fewer, they come again."""
    extractor = Extractor()
    extractor(rows[0]["text"])
    seconds = []
    for number in numbers:
        some = list(itertools.islice(itertools.cycle(rows), number))
        seconds.append(best_of(lambda some=some: [to_json(extractor(row)) for row in some])[1])
    return Growth(list(numbers), seconds, exponent(numbers, seconds))


def _of_length(texts: list[str], length: int) -> str:
    """Texts in a row, cut between characters at `length` bytes."""
    parts, have = [], 0
    for text in itertools.cycle(texts):
        parts.append(text)
        have += len(text.encode()) + 2
        if have >= length:
            break
    return "\n\n".join(parts).encode()[:length].decode(errors="ignore")

"""What stands beside what in news: python data/ner/clusters.py NEWS.jsonl.gz LABELLED.jsonl

Writes clusters.tsv and collocations.tsv to data/names and words.tsv to data/statistics. NEWS has one article a line
with id and text; articles that are in LABELLED too are left out. The tables hold nothing but common syllables and
common pairs of them, so that no text can be read back from them. The same input gives the same tables. Needs numpy.

- Clusters: a word is one syllable, a capitalised one being another word than one in lower case. Words are described by
  the positive pointwise mutual information with the most frequent words on their left and right, cut to the strongest
  directions by an eigenvalue decomposition, and sorted by k-means from a fixed seed.
- Collocations: pairs of syllables with a high normalised pointwise mutual information that mostly hold together more
  than either does with its other neighbour ("công an huyện": "công an", not "an huyện").
- Words: clusters of syllables and of pairs that keep together, which are one word; and clusters of the clusters.
"""

import sys
from collections import Counter
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt
import regex
from train import read, unlabelled

from extract.resources import DATA
from extract.text.fold import fold
from extract.text.normalise import normalise

ARTICLES, STEP = 8000, 3
"""How many articles are read, and every how many-th."""
OCCURRENCES = 40
"""How often a word has to occur to be sorted into a cluster."""
CONTEXTS, DIRECTIONS, CLUSTERS = 1500, 60, 160
ROUNDS, SEED = 30, 7
PAIRS, COHESION, HOLDING = 60, 0.35, 0.6
"""How often a pair has to occur, its least cohesion, and the share of its places where it holds together."""

WORDS, WIDER, WORD_OCCURRENCES, WORD_PAIRS, WORD_COHESION = 250, 50, 25, 40, 0.25
"""The clusters of words and those of clusters, how often a word and a pair have to occur, and a pair's cohesion."""

_TOKEN = regex.compile(r"[\p{L}\p{M}]+|\d+|[^\s\p{L}\p{M}\d]")

Floats = npt.NDArray[np.float64]


def tokens(text: str) -> list[str]:
    """The words of a text, folded; a capitalised one with a circumflex in front."""
    text = normalise(text).text
    folded = fold(text)
    return [
        "^" + folded[m.start() : m.end()] if m[0][0].isupper() else folded[m.start() : m.end()]
        for m in _TOKEN.finditer(text)
    ]


def vectors(streams: list[list[str]], words: list[str]) -> Floats:
    """A unit vector for each word, from the words beside it."""
    index = {word: number for number, word in enumerate(words)}
    width = min(CONTEXTS, len(words))
    counts = np.zeros((len(words), 2 * width))
    for stream in streams:
        numbers = np.array([index.get(word, -1) for word in stream])
        left, right = numbers[:-1], numbers[1:]
        seen = (left >= 0) & (right >= 0)
        left, right = left[seen], right[seen]
        np.add.at(counts, (right[left < width], left[left < width]), 1)
        np.add.at(counts, (left[right < width], width + right[right < width]), 1)
    expected = counts.sum(1, keepdims=True) * counts.sum(0, keepdims=True) / counts.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.nan_to_num(np.log(counts / expected), nan=0.0, neginf=0.0, posinf=0.0)
    positive = np.maximum(information, 0)
    values, directions = np.linalg.eigh(positive.T @ positive)
    reduced = positive @ directions[:, np.argsort(values)[::-1][:DIRECTIONS]]
    unit: Floats = reduced / np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-9)
    return unit


def clusters(points: Floats, count: int = CLUSTERS) -> list[int]:
    """The number of the cluster of each point, by k-means."""
    random = np.random.default_rng(SEED)
    centres = points[random.choice(len(points), count, replace=False)]
    for _ in range(ROUNDS):
        nearest = np.argmax(points @ centres.T, axis=1)
        for number in range(count):
            members = points[nearest == number]
            if len(members):
                mean = members.mean(0)
                centres[number] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return [int(number) for number in np.argmax(points @ centres.T, axis=1)]


def collocations(streams: list[list[str]], occurrences: int = PAIRS, least: float = COHESION) -> list[str]:
    """The pairs of syllables that keep together, whatever their case."""
    plain = [[word.lstrip("^") for word in stream] for stream in streams]
    single = Counter(word for stream in plain for word in stream)
    pairs = Counter(pair for stream in plain for pair in pairwise(stream))
    total = sum(single.values())
    together = {
        (first, second): log(count * total / (single[first] * single[second])) / log(total / count)
        for (first, second), count in pairs.items()
        if count >= occurrences and first.isalpha() and second.isalpha()
    }
    held: Counter[tuple[str, str]] = Counter()
    for stream in plain:
        beside = [0.0, *(together.get(pair, 0.0) for pair in pairwise(stream)), 0.0]
        for number, pair in enumerate(pairwise(stream), 1):
            if beside[number] > beside[number - 1] and beside[number] > beside[number + 1]:
                held[pair] += 1
    return sorted(
        " ".join(pair)
        for pair, cohesion in together.items()
        if cohesion >= least and held[pair] > HOLDING * pairs[pair]
    )


def joined(stream: list[str], pairs: frozenset[str]) -> list[str]:
    """A text with pairs as one word, and numbers as one; no pair goes on with a capitalised syllable only."""
    found: list[str] = []
    index = 0
    while index < len(stream):
        word, after = stream[index], stream[index + 1] if index + 1 < len(stream) else ""
        pair = f"{word.lstrip('^')} {after.lstrip('^')}"
        together = pair in pairs and (word[0] == "^" or after[0] != "^")
        found.append("#" if word[0].isdigit() else f"{'^' * (word[0] == '^')}{pair}" if together else word)
        index += 1 + together
    return found


def words(streams: list[list[str]]) -> list[str]:
    """The clusters of words, each behind the number of the wider cluster that it is in."""
    pairs = frozenset(collocations(streams, WORD_PAIRS, WORD_COHESION))
    streams = [joined(stream, pairs) for stream in streams]
    frequent = Counter(word for stream in streams for word in stream)
    common = sorted((w for w in frequent if frequent[w] >= WORD_OCCURRENCES), key=lambda w: (-frequent[w], w))
    points = vectors(streams, common)
    numbers = np.array(clusters(points, WORDS))
    used = sorted(set(numbers.tolist()))
    means = np.array([points[numbers == number].mean(0) for number in used])
    wider = clusters(means / np.linalg.norm(means, axis=1, keepdims=True), WIDER)
    found: list[str] = []
    for number, coarse in zip(used, wider, strict=True):
        members = [
            w.replace(" ", "_") for w, of in zip(common, numbers, strict=True) if of == number and w[-1].isalpha()
        ]
        if members:
            found.append(f"{coarse}\t{' '.join(sorted(members))}")
    return found


def write(name: str, comment: list[str], column: str, rows: list[str], folder: str = "names") -> None:
    """Write one table."""
    lines = [*(f"# {line}" for line in comment), column, *rows]
    (DATA / folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Count, sort and write."""
    news, labelled = map(Path, sys.argv[1:])
    streams = [tokens(text) for _, text in unlabelled(news, ARTICLES, STEP, read(labelled))]
    write(
        "collocations",
        [
            f"Pairs of syllables, folded, that keep together in Vietnamese news: seen at least {PAIRS} times in",
            f"{ARTICLES} articles, with a normalised pointwise mutual information of at least {COHESION}.",
            "Made by data/ner/clusters.py.",
        ],
        "pair",
        collocations(streams),
    )
    write(
        "words",
        [
            "Words of like neighbours in Vietnamese news, a cluster a line, behind the number of the wider cluster:",
            "syllables and pairs that are one word, folded, ^ in front of a capitalised one, that occur at least",
            f"{WORD_OCCURRENCES} times in {ARTICLES} articles.",
            "Made by data/ner/clusters.py.",
        ],
        "wider\twords",
        words(streams),
        "statistics",
    )
    frequent = Counter(word for stream in streams for word in stream)
    common = [
        word for word in sorted(frequent, key=lambda word: (-frequent[word], word)) if frequent[word] >= OCCURRENCES
    ]
    members: list[list[str]] = [[] for _ in range(CLUSTERS)]
    for number, word in zip(clusters(vectors(streams, common)), common, strict=True):
        if word[-1].isalpha():
            members[number].append(word)
    write(
        "clusters",
        [
            "Words of like neighbours in Vietnamese news, a cluster a line: single syllables, folded, ^ in front of",
            f"a capitalised one, that occur at least {OCCURRENCES} times in {ARTICLES} articles.",
            "Made by data/ner/clusters.py.",
        ],
        "words",
        [" ".join(sorted(cluster)) for cluster in members if cluster],
    )


if __name__ == "__main__":
    main()

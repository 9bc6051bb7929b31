"""Sorts the words of news into clusters by the words that stand beside them: python data/names/clusters.py NEWS.jsonl.gz LABELLED.jsonl

Writes clusters.tsv beside this file. NEWS has one article a line with id and text; those that are in LABELLED too are left
out. A word is one syllable, a capitalised one being another word than one in lower case; only words of at least
`OCCURRENCES` occurrences are sorted, so that the table holds nothing but common words and no text can be read back from it.

Words are described by the positive pointwise mutual information with the most frequent words on their left and right, cut
to the strongest directions by a singular value decomposition, and sorted by k-means from a fixed seed. Needs numpy.
"""

import sys
from collections import Counter
from math import log
from pathlib import Path

import numpy as np
import regex

from extract.text.fold import fold
from extract.text.normalise import normalise

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "ner"))
from train import read, unlabelled

ARTICLES, STEP = 8000, 3
"""How many articles are read, and every how many-th."""
OCCURRENCES = 40
PAIRS, COHESION = 60, 0.35
HERE = Path(__file__).parent
CONTEXTS, DIRECTIONS, CLUSTERS = 1500, 60, 160
ROUNDS, SEED = 30, 7
_TOKEN = regex.compile(r"[\p{L}\p{M}]+|\d+|[^\s\p{L}\p{M}\d]")


def tokens(text: str) -> list[str]:
    """The words of a text, folded; a capitalised one with a circumflex in front."""
    text = normalise(text).text
    folded = fold(text)
    return [
        "^" + folded[m.start() : m.end()] if m[0][0].isupper() else folded[m.start() : m.end()]
        for m in _TOKEN.finditer(text)
    ]


def vectors(streams: list[list[str]], words: list[str]) -> np.ndarray:
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
    values, directions = np.linalg.eigh(np.maximum(information, 0).T @ np.maximum(information, 0))
    strongest = directions[:, np.argsort(values)[::-1][:DIRECTIONS]]
    reduced = np.maximum(information, 0) @ strongest
    return reduced / np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-9)


def clusters(points: np.ndarray) -> np.ndarray:
    """The number of the cluster of each point, by k-means."""
    random = np.random.default_rng(SEED)
    centres = points[random.choice(len(points), CLUSTERS, replace=False)]
    for _ in range(ROUNDS):
        nearest = np.argmax(points @ centres.T, axis=1)
        for number in range(CLUSTERS):
            members = points[nearest == number]
            if len(members):
                mean = members.mean(0)
                centres[number] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return np.argmax(points @ centres.T, axis=1)


def _write_pairs(streams: list[list[str]]) -> None:
    """Write the pairs of syllables that keep together, whatever their case."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for stream in streams:
        plain = [word.lstrip("^") for word in stream]
        single.update(plain)
        pairs.update(zip(plain, plain[1:], strict=False))
    total = sum(single.values())
    together = {
        (first, second): log(count * total / (single[first] * single[second])) / log(total / count)
        for (first, second), count in pairs.items()
        if count >= PAIRS and first.isalpha() and second.isalpha()
    }
    held: Counter[tuple[str, str]] = Counter()
    for stream in streams:
        plain = [word.lstrip("^") for word in stream]
        scores = [0.0, *(together.get(pair, 0.0) for pair in zip(plain, plain[1:], strict=False)), 0.0]
        for number in range(1, len(scores) - 1):
            if scores[number] > scores[number - 1] and scores[number] > scores[number + 1]:
                held[plain[number - 1], plain[number]] += 1
    kept = [" ".join(pair) for pair, score in together.items() if score >= COHESION and held[pair] > 0.6 * pairs[pair]]
    with (HERE / "collocations.tsv").open("w", encoding="utf-8") as output:
        output.write(f"# Pairs of syllables, folded, that keep together: seen at least {PAIRS} times in {ARTICLES} articles of Vietnamese news, with a\n")
        output.write(f"# normalised pointwise mutual information of at least {COHESION}. Made by clusters.py.\n")
        output.write("pair\n" + "".join(pair + "\n" for pair in sorted(kept)))


def main() -> None:
    """Count, sort and write."""
    news, labelled = map(Path, sys.argv[1:])
    streams = [tokens(text) for _, text in unlabelled(news, ARTICLES, STEP, read(labelled))]
    frequent = Counter(word for stream in streams for word in stream)
    words = [word for word, count in sorted(frequent.items(), key=lambda item: (-item[1], item[0])) if count >= OCCURRENCES]
    _write_pairs(streams)
    numbers = clusters(vectors(streams, words))
    rows = sorted((int(number), word) for number, word in zip(numbers, words, strict=True) if word[-1].isalpha())
    with (HERE / "clusters.tsv").open("w", encoding="utf-8") as output:
        output.write("# Words (single syllables, folded; ^ in front of a capitalised one) of like neighbours in Vietnamese news, a cluster a\n")
        output.write(f"# line: made by clusters.py from the words that occur at least {OCCURRENCES} times in {ARTICLES} articles.\n")
        output.write("words\n")
        for number in range(CLUSTERS):
            members = [word for cluster, word in rows if cluster == number]
            if members:
                output.write(" ".join(members) + "\n")


if __name__ == "__main__":
    main()

"""Trains the scorer of subjects and entities and measures it: python data/statistics/train.py TEXTS... [--folds N]

TEXTS are files that hold the labelled articles: `.jsonl` or `.jsonl.gz`, one JSON object a line with "id" and "text".
`labels.jsonl` beside this file has one article a line, {"id", "digest", "figures": [[start, end, subject, entity]]},
where subject and entity are [start, end] or null, all in code points of the text; the digest says that the text is
the same. Figures are found by the package's own rules and take the label of the same place.

Without --folds the weights are written: `subject.json` and `entity.json`. With it, the articles are parted into so many
sets by a hash of their ids, each is answered by weights trained on the others, and only the figures are printed.

The softmax over all phrases of a sentence and none is fitted by stochastic gradient descent with steps by feature
(AdaGrad: Duchi, Hazan & Singer, JMLR 12, 2011) in a fixed order. A feature must occur in three articles, so that no
text can be read back from the features' names; weights are rounded, so that the same input gives the same bytes.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from extract.article import Article
from extract.document import Document
from extract.kinds.statistics.features import (
    Carried,
    Figure,
    Templates,
    begin_keys,
    carried,
    end_keys,
    flag,
    place_keys,
)
from extract.kinds.statistics.measured import Measured
from extract.kinds.statistics.ranking import (
    NAMES,
    QUESTIONS,
    Ranker,
    Which,
    beginnings,
    endings,
    nothing_keys,
    whole_keys,
)
from extract.kinds.statistics.words import Words
from extract.pipeline import Extractor
from extract.text.spans import Span

HERE = Path(__file__).parent
EPOCHS, RATE, PENALTY, SEED = 12, 0.15, 1e-5, 1
AVERAGED = 6
"""The weights are the mean of those after so many last epochs."""
ARTICLES = 3
"""Articles that a feature must occur in."""
DIGITS = 3

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int32]]


class Label(NamedTuple):
    """What a figure measures and whose quantity it is, as words of its sentence; None: not said, -1, -1: elsewhere."""

    subject: Span | None
    entity: Span | None


class Labelled(NamedTuple):
    """A sentence of an article with a label for each figure that has one."""

    article: str
    words: Words
    figures: list[Figure]
    labels: list[Label | None]


ELSEWHERE = (-1, -1)


def digest(text: str) -> str:
    """What tells that an article's text is the one that was labelled."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def read_texts(paths: Iterable[Path], wanted: set[str]) -> dict[str, dict[str, Any]]:
    """The articles that are wanted, by id."""
    found: dict[str, dict[str, Any]] = {}
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                if article["id"] in wanted:
                    found[article["id"]] = article
    return found


def labelled(paths: Iterable[Path]) -> Iterator[Labelled]:
    """The labelled sentences, in the order of the labels."""
    rows = [json.loads(line) for line in (HERE / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = read_texts(paths, {row["id"] for row in rows})
    extractor = Extractor()
    for row in rows:
        article = texts.get(row["id"])
        if article is None or digest(article["text"]) != row["digest"]:
            print(f"{row['id']}: no such article, or another text: left out")
            continue
        given = Article.from_mapping({key: article.get(key) for key in ("id", "text", "title", "published")})
        document = Document(given, extractor.lexicon)
        place = document.normalised.alignment.target
        figures = {place(start, end)[0]: (subject, entity) for start, end, subject, entity in row["figures"]}
        for sentence in extractor.measured(document):
            labels = [
                _label(document, sentence, figures[item.start]) if item.start in figures else None
                for item in sentence.statistics
            ]
            yield Labelled(row["id"], sentence.words, sentence.figures, labels)


def _label(document: Document, sentence: Measured, phrases: tuple[list[int] | None, list[int] | None]) -> Label:
    spans: list[Span | None] = []
    for phrase in phrases:
        if phrase is None:
            spans.append(None)
            continue
        start, end = document.normalised.alignment.target(*phrase)
        first, stop = sentence.words.touched(start, end)
        inside = sentence.words.starts[0] <= start and end <= sentence.words.ends[-1]
        spans.append((first, stop - 1) if inside and first < stop else ELSEWHERE)
    return Label(*spans)


class Example:
    """One figure with the features of all its phrases, as numbers."""

    def __init__(
        self,
        sentence: Labelled,
        index: int,
        which: Which,
        names: Templates,
        number: "Numbers",
        on: Carried | None,
        subject: Span | None,
    ) -> None:
        words, figure = sentence.words, sentence.figures[index]
        self.article = sentence.article
        self.phrases: list[Span] = []
        begins: dict[int, int] = {}
        ends: dict[int, int] = {}
        begin_rows: list[list[int]] = []
        end_rows: list[list[int]] = []
        phrase_rows: list[list[int]] = []
        self.begin: list[int] = []
        self.end: list[int] = []
        for first in beginnings(words, figure):
            for last in endings(words, figure, first):
                if first not in begins:
                    begins[first] = len(begin_rows)
                    keys = place_keys(words, first)[0] + begin_keys(words, figure, first)
                    begin_rows.append(number(name for key in keys for name in names(key)))
                if last not in ends:
                    ends[last] = len(end_rows)
                    keys = place_keys(words, last)[1] + end_keys(words, figure, last)
                    end_rows.append(number(name for key in keys for name in names(key)))
                inner = tuple(sorted({flag(word) for word in words.words[first + 1 : last + 1]} - {""}))
                keys = whole_keys(which, words, figure, (first, last), inner, on, subject)
                phrase_rows.append(number(name for key in keys for name in names(key)))
                self.phrases.append((first, last))
                self.begin.append(begins[first])
                self.end.append(ends[last])
        keys = nothing_keys(which, words, figure, on, subject)
        rows = [*begin_rows, *end_rows, *phrase_rows, number(name for key in keys for name in names(key))]
        self.sizes = (len(begin_rows), len(end_rows), len(phrase_rows))
        self.features = np.array([name for row in rows for name in row], np.int32)
        self.owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows]).astype(np.int32)
        self.begins, self.ends = np.array(self.begin, np.int32), np.array(self.end, np.int32)

    def scores(self, weights: Floats) -> Floats:
        """The scores of the phrases and, last, of none."""
        rows = np.bincount(self.owners, weights[self.features], minlength=sum(self.sizes) + 1)
        b, e, _ = self.sizes
        return np.append(rows[:b][self.begins] + rows[b : b + e][self.ends] + rows[b + e : -1], rows[-1])

    def gradient(self, errors: Floats) -> tuple[Ints, Floats]:
        """The features and how much each is to blame."""
        b, e, _ = self.sizes
        rows = np.concatenate(
            [
                np.bincount(self.begins, errors[:-1], minlength=b),
                np.bincount(self.ends, errors[:-1], minlength=e),
                errors,
            ]
        )
        names, inverse = np.unique(self.features, return_inverse=True)
        return names, np.bincount(inverse, rows[self.owners])


class Numbers:
    """Numbers the names of features."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def __call__(self, names: Iterable[str]) -> list[int]:
        """The numbers of some names, new ones for new names."""
        return [self.names.setdefault(name, len(self.names)) for name in names]


def examples(sentences: list[Labelled], which: Which, names: Templates, numbers: Numbers) -> list[tuple[Example, int]]:
    """The figures whose answer is among their phrases, each with its number, or that of none."""
    found: list[tuple[Example, int]] = []
    for sentence in sentences:
        for index, label in enumerate(sentence.labels):
            answer = label[which] if label is not None else None
            if label is None or answer == ELSEWHERE:
                continue
            on = _carried(sentence, index, which)
            subject = label.subject if label.subject != ELSEWHERE else None
            example = Example(sentence, index, which, names, numbers, on, subject)
            if answer is None:
                found.append((example, len(example.phrases)))
            elif answer in example.phrases:
                found.append((example, example.phrases.index(answer)))
    return found


def _carried(sentence: Labelled, index: int, which: Which) -> Carried | None:
    if not index:
        return None
    before = sentence.labels[index - 1]
    phrase = before[which] if before is not None else None
    figures = sentence.figures
    return carried(sentence.words, figures[index - 1], figures[index], phrase if phrase != ELSEWHERE else None)


def fit(rows: list[tuple[Example, int]], size: int) -> Floats:
    """The weights, by feature number."""
    seen: Counter[int] = Counter()
    by_article: dict[str, set[int]] = {}
    for example, _ in rows:
        by_article.setdefault(example.article, set()).update(example.features.tolist())
    for names in by_article.values():
        seen.update(names)
    kept = np.zeros(size)
    kept[[name for name, articles in seen.items() if articles >= ARTICLES]] = 1.0
    weights, squares, mean = np.zeros(size), np.full(size, 1e-6), np.zeros(size)
    order = list(range(len(rows)))
    chance = random.Random(SEED)
    for epoch in range(EPOCHS):
        chance.shuffle(order)
        for index in order:
            example, answer = rows[index]
            scores = example.scores(weights)
            errors = np.exp(scores - scores.max())
            errors /= errors.sum()
            errors[answer] -= 1.0
            names, gradient = example.gradient(errors)
            gradient = (gradient + PENALTY * weights[names]) * kept[names]
            squares[names] += gradient * gradient
            weights[names] -= RATE * gradient / np.sqrt(squares[names])
        if epoch >= EPOCHS - AVERAGED:
            mean += weights / AVERAGED
    return mean


def named(weights: Floats, numbers: Numbers) -> dict[str, float]:
    """The weights that are not nothing, by the names of the features, in order."""
    rounded = {name: round(float(weights[index]), DIGITS) for name, index in numbers.names.items()}
    return {name: rounded[name] for name in sorted(rounded) if rounded[name]}


def agree(label: Span | None, answer: Span | None) -> bool:
    """Whether an answer is the label, or shares most of its words."""
    if label is None or answer is None:
        return label is answer
    shared = min(label[1], answer[1]) - max(label[0], answer[0]) + 1
    return shared > 0 and 4 * shared >= label[1] - label[0] + answer[1] - answer[0] + 2


class Prepared(NamedTuple):
    """The examples of one question."""

    rows: list[tuple[Example, int]]
    numbers: Numbers

    def train(self, articles: set[str]) -> dict[str, float]:
        """The weights that the examples of some articles give."""
        rows = [row for row in self.rows if row[0].article in articles]
        return named(fit(rows, len(self.numbers.names)), self.numbers)


def prepare(sentences: list[Labelled], ranker: Ranker) -> list[Prepared]:
    """The examples of both questions."""
    prepared = []
    for which in QUESTIONS:
        numbers = Numbers()
        prepared.append(Prepared(examples(sentences, which, ranker.templates, numbers), numbers))
    return prepared


def measure(sentences: list[Labelled], ranker: Ranker, folds: int) -> None:
    """Print how many answers agree with the labels where the article was not trained on."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    part = {item.article: int(digest(item.article), 16) % folds for item in sentences}
    prepared = prepare(sentences, ranker)
    for fold in range(folds):
        articles = {article for article, number in part.items() if number != fold}
        subject, entity = (question.train(articles) for question in prepared)
        trained = ranker.weighted(subject, entity)
        for item in [item for item in sentences if part[item.article] == fold]:
            for label, answers in zip(item.labels, trained(item.words, item.figures), strict=True):
                if label is None:
                    continue
                source = "corpus" if item.article.startswith(("news-", "dated-")) else "gold"
                for name, wanted, answer in zip(NAMES, label, answers, strict=True):
                    for key in (name, f"{name} {source}"):
                        asked[key] += 1
                        right[key] += agree(wanted, answer.phrase)
        print(
            f"fold {fold + 1} of {folds}:",
            {key: round(right[key] / asked[key], 3) for key in sorted(asked)},
            flush=True,
        )
    for key in sorted(asked):
        print(f"{key:16}{right[key] / asked[key]:7.3f}{asked[key]:7}")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, help="measure by cross-validation over articles instead")
    parser.add_argument("--every", type=int, default=1, help="train on every so many articles, for the learning curve")
    args = parser.parse_args()
    sentences = list(labelled(args.texts))
    articles = sorted({item.article for item in sentences}, key=digest)[:: args.every]
    sentences = [item for item in sentences if item.article in set(articles)]
    figures = sum(label is not None for item in sentences for label in item.labels)
    print(f"{figures} figures of {len(articles)} articles")
    ranker = Ranker(Extractor().lexicon)
    if args.folds:
        measure(sentences, ranker, args.folds)
        return
    for name, question in zip(NAMES, prepare(sentences, ranker), strict=True):
        weights = question.train(set(articles))
        text = json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True)
        (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{name}.json: {len(weights)} features")


if __name__ == "__main__":
    main()

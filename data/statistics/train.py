"""Trains the scorer of subjects and entities and measures it: python data/statistics/train.py TEXTS... [--folds N]

TEXTS are files that hold the labelled articles: `.jsonl` or `.jsonl.gz`, one JSON object a line with "id" and "text".
`labels.jsonl` beside this file has one article a line, {"id", "digest", "figures": [[start, end, subject, entity]]},
where subject and entity are [start, end] or null, all in code points of the text; the digest says that the text is
the same. Figures are found by the package's own rules and take the label of the same place.

Without --folds the weights are written: `begin.json` and `end.json`, which tell at which words phrases may begin and
end, and `subject.json` and `entity.json`. With it, the articles are parted into so many sets by a hash of their ids,
each is answered by weights trained on the others, and only the figures are printed.

Begins and ends are learned by logistic regression on all words of the labelled sentences. The softmax over all phrases
that are left and none is fitted by stochastic gradient descent with steps by feature (AdaGrad: Duchi, Hazan & Singer,
JMLR 12, 2011) in a fixed order; what it should make likely is, in equal parts, the label and whatever agrees with it.
Short steps and a heavy penalty keep rare features from being learned by heart. A feature must occur in three
articles, so that no text can be read back from the features' names; weights are rounded, so that the same input gives
the same bytes.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from extract.article import Article
from extract.document import Document
from extract.kinds.statistics.features import Features, Figure, carried, sift
from extract.kinds.statistics.measured import Measured
from extract.kinds.statistics.phrases import On, Phrases, Sentence, beside, goes_on
from extract.kinds.statistics.ranking import NAMES, PLACES, QUESTIONS, Ranker, Sieve
from extract.kinds.statistics.words import Words
from extract.pipeline import Extractor
from extract.record import Statistic
from extract.scoring import Weights, Which
from extract.text.spans import Span

HERE = Path(__file__).parent
EPOCHS, RATE, PENALTY, SEED = 10, 0.05, 0.02, 1
AVERAGED = 4
"""The weights are the mean of those after so many last epochs."""
STEPS, SEEN = 60, 4
"""The steps in which the places are learned, and how often a feature of theirs must occur."""
ARTICLES = 3
"""Articles that a feature must occur in."""
DIGITS = 3

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int32]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]


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
                _label(document, sentence, item, figures[item.start]) if item.start in figures else None
                for item in sentence.statistics
            ]
            yield Labelled(row["id"], sentence.words, sentence.figures, labels)


def _label(
    document: Document, sentence: Measured, figure: Statistic, phrases: tuple[list[int] | None, list[int] | None]
) -> Label:
    """The label as words: of a phrase of another sentence those that say the same in this one, if there are any."""
    spans: list[Span | None] = []
    low, high = sentence.words.starts[0], sentence.words.ends[-1]
    for phrase in phrases:
        if phrase is None:
            spans.append(None)
            continue
        start, end = document.normalised.alignment.target(*phrase)
        if not low <= start < end <= high:
            said = document.folded[start:end]
            start = document.folded.rfind(said, low, figure.start)
            start = start if start >= 0 else document.folded.find(said, figure.end, high)
            end = start + len(said)
        first, stop = sentence.words.touched(start, end)
        spans.append((first, stop - 1) if low <= start and first < stop else ELSEWHERE)
    return Label(*spans)


class Example:
    """One figure with the features of all its phrases, as numbers."""

    def __init__(
        self, article: str, phrases: Phrases[list[int]], which: Which, on: On[list[int]] | None, subject: Span | None
    ) -> None:
        self.article = article
        self.phrases: list[Span] = []
        begins: dict[int, int] = {}
        ends: dict[int, int] = {}
        begin_rows: list[list[int]] = []
        end_rows: list[list[int]] = []
        self.begin: list[int] = []
        self.end: list[int] = []
        for first, begun, reach in phrases.begins:
            for last, ended in phrases.ends[reach]:
                if subject is not None and not beside(subject, first, last):
                    continue
                if first not in begins:
                    begins[first] = len(begin_rows)
                    begin_rows.append(begun)
                if last not in ends:
                    ends[last] = len(end_rows)
                    end_rows.append(ended)
                self.phrases.append((first, last))
                self.begin.append(begins[first])
                self.end.append(ends[last])
        phrase_rows = phrases.told(which, self.phrases, on, subject)
        rows = [*begin_rows, *end_rows, *phrase_rows, phrases.none(which, on, subject)]
        self.sizes = (len(begin_rows), len(end_rows), len(phrase_rows))
        self.features = np.array([name for row in rows for name in row], np.int32)
        self.owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows]).astype(np.int32)
        self.begins, self.ends = np.array(self.begin, np.int32), np.array(self.end, np.int32)

    def keep(self, kept: Bools) -> None:
        """Forget the features that are not kept."""
        mask = kept[self.features]
        self.owners = self.owners[mask]
        self.names, self.features = np.unique(self.features[mask], return_inverse=True)

    def scores(self, weights: Floats) -> Floats:
        """The scores of the phrases and, last, of none."""
        rows = np.bincount(self.owners, weights[self.names][self.features], minlength=sum(self.sizes) + 1)
        b, e, _ = self.sizes
        return np.append(rows[:b][self.begins] + rows[b : b + e][self.ends] + rows[b + e : -1], rows[-1])

    def gradient(self, errors: Floats) -> Floats:
        """How much each of the names is to blame."""
        b, e, _ = self.sizes
        begins = np.bincount(self.begins, errors[:-1], minlength=b)
        ends = np.bincount(self.ends, errors[:-1], minlength=e)
        rows = np.concatenate([begins, ends, errors])
        return np.bincount(self.features, rows[self.owners], minlength=len(self.names))


class Numbers:
    """Numbers the names of features."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def __call__(self, names: list[str]) -> list[int]:
        """The numbers of some features, new ones for new names."""
        return [self.names.setdefault(name, len(self.names)) for name in names]


class Target(NamedTuple):
    """The answer to an example, as numbers of its phrases, or that of none.

    Attributes:
        agreeing: those that share most of their words with the label.
        same: the label itself; if the phrases do not have it, those that agree.
    """

    agreeing: Ints
    same: Ints


Answers = Mapping[tuple[int, int], Label]
"""What figures measure and whose they are, by the numbers of the sentence and of the figure in it."""


def examples(
    sentences: list[Labelled], which: Which, sieve: Sieve, numbers: Numbers, answers: Answers
) -> list[tuple[Example, Target]]:
    """The figures whose answer is among their phrases, or one that agrees with it.

    Args:
        answers: what is taken for the answers to the figure before and, of the entity, to what the figure measures.
    """
    found: list[tuple[Example, Target]] = []
    features = Features(numbers)
    for place, labelled in enumerate(sentences):
        sentence = Sentence(labelled.words, sieve(labelled.words), features)
        for index, (figure, label) in enumerate(zip(labelled.figures, labelled.labels, strict=True)):
            answer = label[which] if label is not None else None
            if label is None or answer == ELSEWHERE:
                continue
            on = None
            if index:
                before = labelled.figures[index - 1]
                gone = carried(labelled.words.words, before, figure)
                on = goes_on(features, gone, figure, answers[place, index - 1][which])
            subject = answers[place, index].subject if which else None
            example = Example(labelled.article, Phrases(sentence, figure), which, on, subject)
            target = _target(example, answer)
            if len(target.agreeing):
                found.append((example, target))
    return found


def _target(example: Example, answer: Span | None) -> Target:
    phrases: list[Span | None] = [*example.phrases, None]
    agreeing = [number for number, phrase in enumerate(phrases) if agree(answer, phrase)]
    same = [number for number in agreeing if phrases[number] == answer]
    return Target(np.array(agreeing, np.int32), np.array(same or agreeing, np.int32))


def told(sentences: list[Labelled]) -> dict[tuple[int, int], Label]:
    """The labels as answers; what is elsewhere or not labelled is no phrase."""
    return {
        (place, index): Label(*(None if phrase == ELSEWHERE else phrase for phrase in label or (None, None)))
        for place, sentence in enumerate(sentences)
        for index, label in enumerate(sentence.labels)
    }


def fit(rows: list[tuple[Example, Target]], size: int) -> Floats:
    """The weights, by feature number."""
    by_article: dict[str, set[int]] = {}
    for example, _ in rows:
        by_article.setdefault(example.article, set()).update(example.features.tolist())
    seen = Counter(name for names in by_article.values() for name in names)
    kept = np.array([seen[name] >= ARTICLES for name in range(size)])
    for example, _ in rows:
        example.keep(kept)
    weights, squares, mean = np.zeros(size), np.full(size, 1e-6), np.zeros(size)
    order = list(range(len(rows)))
    chance = random.Random(SEED)
    for epoch in range(EPOCHS):
        chance.shuffle(order)
        for index in order:
            example, target = rows[index]
            scores = example.scores(weights)
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            errors = chances.copy()
            for right in target:
                errors[right] -= chances[right] / chances[right].sum() / 2
            names = example.names
            gradient = example.gradient(errors) + PENALTY * weights[names]
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


def places(sentences: list[Labelled]) -> list[dict[str, float]]:
    """The weights that tell where phrases begin and where they end: logistic regression on all words."""
    numbers = Numbers()
    rows: list[list[int]] = []
    answers: tuple[list[bool], list[bool]] = [], []
    for sentence in sentences:
        words, edges = sentence.words, _edges(sentence.labels)
        for index in range(len(words)):
            around = zip(("-", "", "+"), (words.at(index + step) for step in (-1, 0, 1)), strict=True)
            rows.append(numbers([name for where, word in around for name in sift(where, word)]))
            for found, at in zip(answers, edges, strict=True):
                found.append(index in at)
    features = np.array([name for row in rows for name in row], np.int32)
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    return [named(_logistic(features, owners, np.array(found)), numbers) for found in answers]


def _edges(labels: Iterable[Label | None]) -> tuple[set[int], set[int]]:
    """The first words of the labels' phrases, and the last ones."""
    phrases = [phrase for label in labels for phrase in label or () if phrase and phrase != ELSEWHERE]
    return {first for first, _ in phrases}, {last for _, last in phrases}


def _logistic(features: Ints, owners: Ints, answers: Bools) -> Floats:
    seen = np.bincount(features)
    weights, squares = np.zeros(len(seen)), np.ones(len(seen))
    for _ in range(STEPS):
        errors = 1 / (1 + np.exp(-np.bincount(owners, weights[features]))) - answers
        gradient = (np.bincount(features, errors[owners]) + weights) * (seen >= SEEN)
        squares += gradient * gradient
        weights -= gradient / np.sqrt(squares) / 2
    return weights


Files = dict[str, dict[str, float]]
"""The weights of each file, by the names of features."""


def ranker(files: Files) -> Ranker:
    """What reads with some weights."""
    return Ranker(lambda names: Weights(*(files[name] for name in names)))


def trained(sentences: list[Labelled], answers: Answers) -> Files:
    """The weights that some sentences give."""
    files = dict(zip(PLACES, places(sentences), strict=True))
    sieve = Sieve(Weights(*(files[name] for name in PLACES)))
    for which, name in zip(QUESTIONS, NAMES, strict=True):
        numbers = Numbers()
        rows = examples(sentences, which, sieve, numbers, answers)
        files[name] = named(fit(rows, len(numbers.names)), numbers)
    return files


def answered(sentences: list[Labelled], folds: int) -> dict[tuple[int, int], Label]:
    """What the figures of each article measure by weights that others give."""
    found: dict[tuple[int, int], Label] = {}
    part = [int(digest(sentence.article), 16) % folds for sentence in sentences]
    for fold in range(folds):
        rest = [sentence for sentence, number in zip(sentences, part, strict=True) if number != fold]
        read = ranker(trained(rest, told(rest)))
        for place, sentence in enumerate(sentences):
            if part[place] == fold:
                for index, choices in enumerate(read(sentence.words, sentence.figures)):
                    found[place, index] = Label(*choices)
        print(f"fold {fold + 1} of {folds}", flush=True)
    return found


def measure(sentences: list[Labelled], folds: int) -> None:
    """Print how many answers agree with the labels where the article was not trained on."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for (place, index), answers in answered(sentences, folds).items():
        label = sentences[place].labels[index]
        if label is None:
            continue
        source = "corpus" if sentences[place].article.startswith(("news-", "dated-")) else "gold"
        for name, wanted, answer in zip(NAMES, label, answers, strict=True):
            for key in (name, f"{name} {source}"):
                asked[key] += 1
                right[key] += agree(wanted, answer)
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
    if args.folds:
        measure(sentences, args.folds)
        return
    for name, weights in trained(sentences, told(sentences)).items():
        text = json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True)
        (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{name}.json: {len(weights)} features")


if __name__ == "__main__":
    main()

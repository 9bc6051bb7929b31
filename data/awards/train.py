"""Trains the model of who gives and who receives: python data/awards/train.py TEXTS... [--measure]

TEXTS are JSONL files, or .jsonl.gz, with {"id", "text"}: of the articles in labels.jsonl, and of others. A label has
the spans in the normalised text of the award, its giver and its receivers; null is nobody, a missing field unknown.
The examples of tests/kinds/awards_examples.txt train too. With --measure, nothing is written: each of five parts of
the articles is measured by a model that has not seen it.

No step draws random numbers: the same input gives the same bytes.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np
import regex

from extract.article import Article
from extract.document import Document
from extract.kinds.awards import AwardExtractor
from extract.kinds.awards.features import Candidate, Decided, Features, Place
from extract.kinds.awards.ranking import FOLDER, PASSES, TASKS, answers
from extract.kinds.names import NameTagger
from extract.lexicon import default_lexicon
from extract.scoring import Which
from extract.text.fold import fold

HERE = Path(__file__).parent
LABELS = HERE / "labels.jsonl"
EXAMPLES = HERE.parents[1] / "tests" / "kinds" / "awards_examples.txt"
PARTS = 5
EXAMPLE_WEIGHT, SILVER_WEIGHT = 0.9, 0.4
"""What an example of our own, and one labelled by the rules before this model, count beside one labelled by hand."""
L2 = {"giver": 0.5, "recipients": 3.0}
"""The penalty on great weights."""
ITERATIONS, ENOUGH = 60, 1e-4
LEAST_ARTICLES = 2
"""In how many articles or examples a feature has to be seen: the awards of one article are often alike."""
LEAST = {"giver": 0.6, "recipients": 0.5}
"""The share of words that an answer has to have in common with the label."""
SMALLEST = 0.01
"""A smaller weight is left out."""
ADDRESS = regex.compile(
    rf"(?i:{'|'.join(form for form in default_lexicon().forms('honorific') if ' ' not in form)}) (?=\p{{Lu}})"
)
"""A form of address in front of a name."""
_MARK = regex.compile(r"\[(?P<span>[^\[\]]+)\]\{(?P<fields>[^{}]*)\}|<(?P<official>[^<>]+)>")

NAMED = Features[list[str]](lambda names: names)
"""Tells features by their names."""
Answer = tuple[str, ...] | None
"""The wanted words; none of them is nobody, None is not known."""


class Asked(NamedTuple):
    """An award that the model is asked about."""

    article: str
    place: Place
    around: list[Candidate[list[str]]]
    wanted: dict[str, Answer]
    weight: float


class Question(NamedTuple):
    """The features of all answers to one question of an article, and which answers are right."""

    article: str
    features: list[list[str]]
    right: list[bool]
    weight: float


def digest(text: str) -> str:
    """What tells that a text is the one that was labelled."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def texts(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The ids and texts of the files."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield row["id"], row["text"]


def examples() -> Iterator[tuple[str, str, dict[int, dict[str, Answer]]]]:
    """The examples of our own: a name, the text, and the answers by where the award begins."""
    for number, line in enumerate(EXAMPLES.read_text(encoding="utf-8").splitlines()):
        if not line.strip() or line.startswith("#"):
            continue
        line, plain, read = line.replace("\\n", "\n"), "", 0
        wanted: dict[int, dict[str, Answer]] = {}
        for mark in _MARK.finditer(line):
            plain += line[read : mark.start()]
            read = mark.end()
            if mark["span"]:
                fields = dict(part.partition("=")[::2] for part in mark["fields"].split(" | "))
                giver = fields.get("giver", "-")
                wanted[len(plain)] = {
                    "giver": () if giver == "-" else (giver,),
                    "recipients": tuple(fields["to"].split(" + ")) if fields.get("to") else (),
                }
            plain += mark["span"] or mark["official"]
        yield f"example {number}", plain + line[read:], wanted


def labelled(row: Mapping[str, Any], text: str) -> dict[int, dict[str, Answer]]:
    """The answers of a row of labels by where the award begins."""
    wanted: dict[int, dict[str, Answer]] = {}
    for label in row["awards"]:
        answers: dict[str, Answer] = {}
        if "giver" in label:
            answers["giver"] = (text[slice(*label["giver"])],) if label["giver"] else ()
        if "recipients" in label:
            answers["recipients"] = tuple(text[slice(*span)] for span in label["recipients"])
        wanted[label["award"][0]] = answers
    return wanted


def ask(paths: Sequence[Path]) -> list[Asked]:
    """All awards with known answers, in their places."""
    lexicon = default_lexicon()
    extractor, tagger = AwardExtractor(lexicon), NameTagger(lexicon)
    rows = {row["id"]: row for row in map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())}
    asked: list[Asked] = []

    def add(name: str, document: Document, wanted: dict[int, dict[str, Answer]], weight: float) -> None:
        for place in extractor.places(document, tagger(document)):
            answers = wanted.get(place.award.start, {})
            known = {task: answers.get(task) for task in TASKS}
            asked.append(Asked(name, place, list(place.candidates(NAMED)), known, weight))

    for name, text in texts(paths):
        row = rows.pop(name, None)
        if row is None:
            continue
        document = Document(Article(text=text))
        if digest(document.text) != row["digest"]:
            raise SystemExit(f"the text of {name} is not the one that was labelled")
        add(name, document, labelled(row, document.text), SILVER_WEIGHT if row.get("silver") else 1.0)
    if rows:
        raise SystemExit(f"no text of {len(rows)} labelled articles, the first is {min(rows)}")
    for name, text, wanted in examples():
        add(name, Document(Article(text=text)), wanted, EXAMPLE_WEIGHT)
    return asked


def agreement(one: str, other: str) -> float:
    """The F1 of the words of two phrases."""
    a, b = Counter(fold(one).split()), Counter(fold(other).split())
    return 2 * (a & b).total() / max(a.total() + b.total(), 1)


def rightness(task: str, wanted: Sequence[str], answer: Sequence[str]) -> float:
    """How well an answer gives the wanted words; 0 if it is wrong."""
    if len(wanted) != len(answer):
        return 0.0
    left, shares = list(answer), []
    for phrase in wanted:
        nearest = max(left, key=lambda other: agreement(phrase, other))
        shares.append(agreement(phrase, nearest))
        left.remove(nearest)
    return 0.0 if min(shares, default=1.0) < LEAST[task] else sum(shares, 1e-9) / max(len(shares), 1)


def named(answer: Sequence[str]) -> tuple[str, ...]:
    """The answer without the forms of address that stand in front of a name in the text, and not in the label."""
    return tuple(ADDRESS.sub("", text) for text in answer)


def question(
    task: str, one: Asked, earlier: Sequence[Decided], later: Sequence[Decided] | None
) -> tuple[list[Candidate[list[str]]], list[bool]]:
    """All answers, and which are right: the best of the sentence, else what was said before, else those beside."""
    wanted = one.wanted[task]
    assert wanted is not None
    carried = list(one.place.carried(NAMED, earlier, later))
    candidates = [*one.around, *carried]
    shares = [
        (0 if not answer and not wanted else rightness(task, wanted, answer)) or float(not answer and not wanted)
        for answer in (getattr(candidate, task) for candidate in candidates)
    ]
    tiers: list[list[int]] = [[], [], []]
    for index, candidate in enumerate(candidates):
        if shares[index]:
            own = candidate.sentence is one.place.sentence or candidate.phrase is None
            tiers[1 if index >= len(one.around) else 0 if own else 2].append(index)
    chosen: set[int] = set()
    for tier in tiers:
        if tier:
            top = max(shares[index] for index in tier)
            best = {index for index in tier if shares[index] >= top - 1e-9}
            texts = {getattr(candidates[index], task) for index in best}
            chosen = best | {index for index in tier if named(getattr(candidates[index], task)) in texts}
            break
    here = earlier and earlier[-1].sentence == one.place.number
    if chosen and chosen <= set(tiers[0]) and here:
        chosen |= {index for index in tiers[1] if shares[index] >= 0.9}
    kept = [index for index in range(len(candidates)) if index in chosen or shares[index] < 0.9]
    return [candidates[index] for index in kept], [index in chosen for index in kept]


def questions(task: str, asked: Iterable[Asked]) -> Iterator[Question]:
    """The questions of a task, with the labels as what is said of the other awards of the article."""
    for article, group in groupby(asked, key=attrgetter("article")):
        every = list(group)
        labels = [Decided(one.place.award, one.place.number, one.wanted[task] or ()) for one in every]
        for number, one in enumerate(every):
            if one.wanted[task] is not None:
                later = labels[:number:-1] if PASSES[task] > 1 else None
                candidates, right = question(task, one, labels[:number], later)
                if any(right):
                    yield Question(article, [candidate.told for candidate in candidates], right, one.weight)


def train(asked: Sequence[Question], penalty: float) -> dict[str, float]:
    """The weights with the greatest likelihood of the right answers, by L-BFGS with an L2 penalty."""
    by_article: dict[str, set[str]] = defaultdict(set)
    for one in asked:
        by_article[one.article].update(*one.features)
    seen = Counter(feature for features in by_article.values() for feature in features)
    known = sorted(feature for feature, articles in seen.items() if articles >= LEAST_ARTICLES)
    index = {feature: number for number, feature in enumerate(known)}
    columns, rows, group, right = [], [], [], []
    for number, one in enumerate(asked):
        for features, good in zip(one.features, one.right, strict=True):
            there = [index[feature] for feature in features if feature in index]
            columns += there
            rows += [len(group)] * len(there)
            group.append(number)
            right.append(good)
    column, row, of, good = np.array(columns), np.array(rows), np.array(group), np.array(right, float)
    starts = np.searchsorted(of, np.arange(len(asked)))
    weight = np.array([one.weight for one in asked])

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        scores = np.bincount(row, at[column], minlength=len(of))
        scores = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        every, those = np.add.reduceat(scores, starts), np.add.reduceat(scores * good, starts)
        slope = (scores / every[of] - scores * good / those[of]) * weight[of]
        value = float(weight @ (np.log(every) - np.log(those))) + penalty / 2 * float(at @ at)
        return value, np.bincount(column, slope[row], minlength=len(index)) + penalty * at

    found = descend(loss, np.zeros(len(index)))
    return {feature: float(found[number]) for feature, number in index.items()}


def descend(loss: Any, at: np.ndarray, kept: int = 8) -> np.ndarray:
    """The least of a smooth function by L-BFGS with backtracking."""
    value, slope = loss(at)
    steps: list[tuple[np.ndarray, np.ndarray]] = []
    for _ in range(ITERATIONS):
        way, factors = slope.copy(), []
        for step, change in reversed(steps):
            factors.append((step @ way) / (change @ step))
            way -= factors[-1] * change
        way *= (
            (steps[-1][0] @ steps[-1][1]) / (steps[-1][1] @ steps[-1][1])
            if steps
            else 1 / max(1.0, np.abs(slope).max())
        )
        for (step, change), factor in zip(steps, reversed(factors), strict=True):
            way += step * (factor - (change @ way) / (change @ step))
        size, down = 1.0, slope @ way
        while True:
            there = at - size * way
            new, other = loss(there)
            if new <= value - 1e-4 * size * down or size < 1e-6:
                break
            size /= 2
        if (there - at) @ (other - slope) > 1e-10:
            steps = [*steps, (there - at, other - slope)][-kept:]
        done = abs(value - new) < ENOUGH * abs(value)
        at, value, slope = there, new, other
        if done:
            break
    return at


def measure(asked: Sequence[Asked]) -> None:
    """Print for each task how many answers are right, each article by a model that has not seen it."""
    part = {one.article: int(digest(one.article), 16) % PARTS for one in asked}
    for which, task in zip(get_args(Which), TASKS, strict=True):
        right: dict[str, list[bool]] = defaultdict(list)
        for number in range(PARTS):
            model = train(list(questions(task, [one for one in asked if part[one.article] != number])), L2[task])
            left = [one for one in asked if part[one.article] == number and one.weight != SILVER_WEIGHT]
            for one, answer in answered(left, model, which):
                wanted = one.wanted[task]
                if wanted is not None:
                    kind = "examples" if one.weight == EXAMPLE_WEIGHT else "articles"
                    right[kind].append(bool(rightness(task, wanted, answer)) or answer == wanted)
        for kind, verdicts in sorted(right.items()):
            print(f"{task:12}{kind:10}{sum(verdicts) / len(verdicts):.3f} of {len(verdicts)}")


def answered(
    asked: Iterable[Asked], model: Mapping[str, float], which: Which
) -> Iterator[tuple[Asked, tuple[str, ...]]]:
    """The awards with the answers of the model."""

    def weight(names: list[str]) -> float:
        return sum(model.get(name, 0.0) for name in names)

    for _, group in groupby(asked, key=attrgetter("article")):
        every = list(group)
        places, around = [one.place for one in every], [one.around for one in every]
        yield from zip(every, answers(places, around, NAMED, weight, which), strict=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    asked = ask(given.texts)
    if given.measure:
        measure(asked)
        return
    for task in TASKS:
        model = train(list(questions(task, asked)), L2[task])
        rows = [f"{feature}\t{weight:.3f}" for feature, weight in sorted(model.items()) if abs(weight) >= SMALLEST]
        (FOLDER / f"{task}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        print(f"{task}: {len(rows)} weights")


if __name__ == "__main__":
    main()

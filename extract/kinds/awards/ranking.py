"""Chooses the answer with the most weight: a log-linear model of the features, trained by data/awards/train.py."""

from collections.abc import Iterable

from extract.kinds.awards.features import Candidate
from extract.resources import DATA
from extract.scoring import OF, Weights, Which

FOLDER = DATA / "awards"
TASKS = ("giver", "recipients")


def weights() -> Weights:
    """The weights of the features for who gives an award and who receives it."""
    return Weights(*(_read(task) for task in TASKS))


def _read(task: str) -> dict[str, float]:
    lines = (FOLDER / f"{task}.tsv").read_text(encoding="utf-8").splitlines()
    return {feature: float(weight) for feature, weight in (line.split("\t") for line in lines)}


def best(candidates: Iterable[Candidate[complex]], which: Which) -> Candidate[complex]:
    """The candidate that the most tells for, the first of equals."""
    of = OF[which]
    return max(candidates, key=lambda candidate: of(candidate.told))

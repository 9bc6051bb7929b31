"""Chooses the answer with the most weight: a log-linear model of the features, trained by data/awards/train.py."""

from collections.abc import Iterable, Mapping
from functools import cache

from extract.kinds.awards.features import Candidate
from extract.resources import DATA

WEIGHTS = DATA / "awards"


@cache
def weights(task: str) -> Mapping[str, float]:
    """The weights of the features for a task, `giver` or `recipients`."""
    lines = (WEIGHTS / f"{task}.tsv").read_text(encoding="utf-8").splitlines()
    return {feature: float(weight) for feature, weight in (line.split("\t") for line in lines)}


def best(candidates: Iterable[Candidate], table: Mapping[str, float]) -> Candidate:
    """The candidate whose features weigh the most, the first of equals."""
    return max(candidates, key=lambda candidate: sum(table.get(feature, 0.0) for feature in candidate.features))

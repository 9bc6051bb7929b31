"""Chooses the answer with the most weight: a log-linear model of the features, trained by data/awards/train.py."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from extract.kinds.awards.features import Candidate, Decided, Features, Place
from extract.resources import DATA
from extract.scoring import V, Weights, Which

FOLDER = DATA / "awards"
TASKS = ("giver", "recipients")
PASSES = {"giver": 2, "recipients": 1}
"""How often each award is asked about."""
REACH = 60
"""How many awards before and behind are looked at."""


def weights() -> Weights:
    """The weights of the features for who gives an award and who receives it."""
    return Weights(*(_read(task) for task in TASKS))


def _read(task: str) -> dict[str, float]:
    lines = (FOLDER / f"{task}.tsv").read_text(encoding="utf-8").splitlines()
    return {feature: float(weight) for feature, weight in (line.split("\t") for line in lines)}


def answers(
    places: Sequence[Place],
    around: Sequence[Sequence[Candidate[V]]],
    features: Features[V],
    weight: Callable[[V], float],
    which: Which,
) -> list[tuple[str, ...]]:
    """Who gives the awards of an article, or who receives them: for each the answer that the most tells for.

    Each is asked with the answers for those before it. Who gives is asked once more, with the answers for those behind
    too: an award that is named again has the giver it had, wherever that is said. Who receives is another mostly.

    Args:
        places: the awards.
        around: of each, the answers in the sentences around it.
        features: makes the features of further answers.
        weight: how much the features tell.
        which: who gives, or who receives.
    """
    answer, passes = attrgetter(TASKS[which]), PASSES[TASKS[which]]
    near = [[best(candidates, weight)] if candidates else [] for candidates in around]
    decided: list[Decided] = []
    for _ in range(passes):
        behind, decided = decided, []
        for number, place in enumerate(places):
            later = behind[number + REACH : number : -1] if passes > 1 else None
            chosen = best([*near[number], *place.carried(features, decided[-REACH:], later)], weight)
            decided.append(Decided(place.award, place.number, answer(chosen)))
    return [one.texts for one in decided]


def best(candidates: Iterable[Candidate[V]], weight: Callable[[V], float]) -> Candidate[V]:
    """The candidate that the most tells for, the first of equals."""
    return max(candidates, key=lambda candidate: weight(candidate.told))

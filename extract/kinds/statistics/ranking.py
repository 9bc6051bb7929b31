"""Chooses what a figure measures, and whose quantity it is, among all phrases of its sentence and none.

The scorer is log-linear: a phrase's score is the sum of the weights of its features, its probability the softmax over
all phrases of the sentence and "none" (McCullagh & Nelder, Generalized Linear Models, 1989, ch. 5). What is chosen is
the likeliest of those phrases that together are likelier than others and than "none": phrases that share most of their
words hold together (minimum Bayes risk under the agreement that the score asks for).

Weights are in `data/statistics/`, with a model card; `python data/statistics/train.py` makes them.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import exp
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from extract.kinds.names.gazetteer import gazetteer
from extract.kinds.statistics.features import (
    LONGEST,
    Carried,
    Figure,
    Key,
    Templates,
    begin_keys,
    carried,
    end_keys,
    flag,
    none_keys,
    none_owner_keys,
    owner_keys,
    phrase_keys,
    place_keys,
)
from extract.kinds.statistics.words import Words
from extract.lazy import lazy
from extract.lexicon import Lexicon
from extract.resources import DATA
from extract.text.spans import Span

Which = Literal[0, 1]
"""What is asked: 0, what the figure measures (the subject); 1, whose quantity it is (the entity)."""
QUESTIONS: tuple[Which, Which] = (0, 1)
NAMES = ("subject", "entity")

_LEFT, _RIGHT = 60, 30
"""Words in front of and behind a figure among which phrases are looked for."""
_PLACES, _BEGINNINGS, _ENDINGS = 14, 6, 3
"""So many places to begin, fewer of them, and for each of these so many to end are looked at ever more closely."""
_LIKELY = 8
"""So many phrases are the choice; twice as many say what is likely."""
_FAR_BELOW = 10.0
"""What scores so much less than the best is left out of the choice: it is e^10 times less likely."""
_REMEMBERED = 400_000
"""Sums that are remembered, so that a long run does not fill the memory."""
_STOPS = frozenset(";.!?")
_CLOSING = frozenset((")", '"', "'", "%", "”", "’"))

Pair = tuple[float, float]
"""A score for each of the two questions."""


class Choice(NamedTuple):
    """A phrase, by its first and last word, or None, and how likely it is that it is right or nearly so."""

    phrase: Span | None
    probability: float


class Weights:
    """The weights for both questions, and their sums for the keys that were asked for."""

    def __init__(self, subject: Mapping[str, float], entity: Mapping[str, float], templates: Templates) -> None:
        self.templates = templates
        self._weights: dict[str, Pair] = {name: (weight, entity.get(name, 0.0)) for name, weight in subject.items()}
        for name, weight in entity.items():
            self._weights.setdefault(name, (0.0, weight))
        self._sums: dict[Key, Pair] = {}

    def totals(self, keys: Iterable[Key]) -> Pair:
        """The sums of the weights of all features of some keys, for both questions."""
        sums = self._sums
        subject = entity = 0.0
        for key in keys:
            found = sums.get(key)
            if found is None:
                found = self._add_up(key)
            subject += found[0]
            entity += found[1]
        return subject, entity

    def total(self, which: Which, keys: Iterable[Key]) -> float:
        """The sum for one question."""
        sums, total = self._sums, 0.0
        for key in keys:
            found = sums.get(key)
            if found is None:
                found = self._add_up(key)
            total += found[which]
        return total

    def _add_up(self, key: Key) -> Pair:
        if len(self._sums) > _REMEMBERED:
            self._sums.clear()
        get = self._weights.get
        subject = entity = 0.0
        for name in self.templates(key):
            weights = get(name)
            if weights is not None:
                subject += weights[0]
                entity += weights[1]
        found = self._sums[key] = subject, entity
        return found


class Sentence:
    """A sentence with what does not depend on the figure added up."""

    def __init__(self, words: Words, weights: Weights) -> None:
        self.words = words
        self.flags = [flag(word) for word in words.words]
        places = [place_keys(words, index) for index in range(len(words))]
        self.begins = [weights.totals(begins) for begins, _ in places]
        self.ends = [weights.totals(ends) for _, ends in places]

    def inner(self, first: int, last: int) -> tuple[str, ...]:
        """The flags of the words behind the first of a phrase, each once."""
        flags = self.flags[first + 1 : last + 1]
        return tuple(sorted({*flags} - {""})) if any(flags) else ()


def beginnings(words: Words, figure: Figure) -> list[int]:
    """The words at which a phrase may begin."""
    reach = range(max(figure.first - _LEFT, 0), min(figure.last + _RIGHT, len(words)))
    return [
        index
        for index in reach
        if words.words[index].shape != "P" and not (figure.first <= index <= figure.last and index != figure.unit)
    ]


def endings(words: Words, figure: Figure, first: int) -> list[int]:
    """The words at which a phrase that begins at `first` may end; one that begins with the unit holds it whole."""
    found: list[int] = []
    stop = figure.first if first < figure.first else len(words)
    for index in range(first, min(first + LONGEST, stop)):
        word = words.words[index]
        if word.shape == "P":
            if word.word in _STOPS:
                break
            if word.word not in _CLOSING:
                continue
        if first == figure.unit and index < figure.last:
            continue
        found.append(index)
    return found


def whole_keys(
    which: Which,
    words: Words,
    figure: Figure,
    phrase: Span,
    inner: tuple[str, ...],
    carried: Carried | None,
    subject: Span | None,
) -> list[Key]:
    """What tells of a whole phrase. Of the entity it also matters how it stands to the `subject`."""
    keys = phrase_keys(words, figure, *phrase, inner, carried)
    return keys + owner_keys(words, figure, *phrase, subject) if which else keys


def nothing_keys(
    which: Which, words: Words, figure: Figure, carried: Carried | None, subject: Span | None
) -> list[Key]:
    """What tells of there being no phrase."""
    keys = none_keys(words, figure, carried)
    return keys + none_owner_keys(figure, subject) if which else keys


class _Asked:
    """One figure of a sentence, with the scores of places that both questions share."""

    def __init__(self, sentence: Sentence, figure: Figure, weights: Weights) -> None:
        self.sentence = sentence
        self.figure = figure
        self.weights = weights
        self._begins: dict[int, Pair] = {}
        self._ends: dict[int, Pair] = {}
        self._places = beginnings(sentence.words, figure)

    def choose(self, which: Which, carried: Carried | None, subject: Span | None) -> Choice:
        """The phrase that answers, or none."""
        words, figure, weights = self.sentence.words, self.figure, self.weights
        scores: list[tuple[float, Span]] = []
        for begin, first in self._likely_beginnings(which):
            for end, last in self._likely_endings(which, first):
                inner = self.sentence.inner(first, last)
                keys = whole_keys(which, words, figure, (first, last), inner, carried, subject)
                scores.append((begin + end + weights.total(which, keys), (first, last)))
        none = weights.total(which, nothing_keys(which, words, figure, carried, subject))
        return _decide(scores, none)

    def _likely_beginnings(self, which: Which) -> list[tuple[float, int]]:
        begins = self.sentence.begins
        likely: list[tuple[float, int]] = []
        for index in sorted(self._places, key=lambda index: -begins[index][which])[:_PLACES]:
            there = self._begins.get(index)
            if there is None:
                keys = begin_keys(self.sentence.words, self.figure, index)
                there = self._begins[index] = self.weights.totals(keys)
            likely.append((begins[index][which] + there[which], index))
        likely.sort(reverse=True)
        return likely[:_BEGINNINGS]

    def _likely_endings(self, which: Which, first: int) -> list[tuple[float, int]]:
        ends = self.sentence.ends
        likely: list[tuple[float, int]] = []
        for index in endings(self.sentence.words, self.figure, first):
            there = self._ends.get(index)
            if there is None:
                there = self._ends[index] = self.weights.totals(end_keys(self.sentence.words, self.figure, index))
            likely.append((ends[index][which] + there[which], index))
        likely.sort(reverse=True)
        return likely[:_ENDINGS]


def _decide(scores: list[tuple[float, Span]], none: float) -> Choice:
    """What agrees best with what is likely."""
    scores = sorted(scores, reverse=True)[: 2 * _LIKELY]
    top = max(none, scores[0][0]) if scores else none
    chances = [(exp(score - top), phrase) for score, phrase in scores if score > top - _FAR_BELOW]
    nothing = exp(none - top)
    best, agreed = nothing, None
    for chance, phrase in chances[:_LIKELY]:
        agreeing = chance * 1e-3 + sum(other for other, read in chances if _agree(phrase, read))
        if agreeing > best:
            best, agreed = agreeing, phrase
    choice = agreed and max((chance, phrase) for chance, phrase in chances if _agree(agreed, phrase))[1]
    total = sum(chance for chance, _ in chances) + nothing
    return Choice(choice, min(best / total, 1.0))


def _agree(a: Span, b: Span) -> bool:
    """Whether two phrases share most of their words: an F1 of at least one half."""
    shared = (a[1] if a[1] < b[1] else b[1]) - (a[0] if a[0] > b[0] else b[0]) + 1
    return 4 * shared >= a[1] - a[0] + b[1] - b[0] + 2


class Ranker:
    """Reads what figures measure, and whose quantities they are."""

    def __init__(self, lexicon: Lexicon, folder: Path = DATA / "statistics") -> None:
        """Args: folder: where the weights are; they are read when the first figure is asked about."""
        self._lexicon = lexicon
        self._folder = folder

    @lazy
    def _weights(self) -> Weights:
        decode = msgspec.json.Decoder(dict[str, float]).decode
        subject, entity = (decode((self._folder / f"{name}.json").read_bytes()) for name in NAMES)
        return Weights(subject, entity, self.templates)

    @lazy
    def templates(self) -> Templates:
        """What makes the names of features."""
        lists = gazetteer(self._lexicon)
        return Templates(lists.collocations | lists.compounds)

    def weighted(self, subject: Mapping[str, float], entity: Mapping[str, float]) -> "Ranker":
        """A ranker with other weights, by the names of features."""
        other = Ranker(self._lexicon)
        other.__dict__["_weights"] = Weights(subject, entity, self.templates)
        return other

    def __call__(self, words: Words, figures: Sequence[Figure]) -> list[tuple[Choice, Choice]]:
        """For each figure of a sentence what it measures and whose quantity it is."""
        sentence = Sentence(words, self._weights)
        chosen: list[tuple[Choice, Choice]] = []
        for index, figure in enumerate(figures):
            on_subject = on_entity = None
            if index:
                on_subject = carried(words, figures[index - 1], figure, chosen[-1][0].phrase)
                on_entity = carried(words, figures[index - 1], figure, chosen[-1][1].phrase)
            asked = _Asked(sentence, figure, self._weights)
            subject = asked.choose(0, on_subject, None)
            chosen.append((subject, asked.choose(1, on_entity, subject.phrase)))
        return chosen

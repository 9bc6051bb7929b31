"""Chooses what a figure measures, and whose quantity it is, among all phrases of its sentence and none.

The scorer is log-linear: a phrase's score is the sum of the weights of its features, its probability the softmax over all
phrases of the sentence and "none" (McCullagh & Nelder, Generalized Linear Models, 1989, ch. 5). What is chosen is the
phrase that is expected to agree best with the right one (minimum Bayes risk), where two phrases agree if they share most
of their words; so several readings that differ in a word hold together against "none".

Weights are in `data/statistics/`, with a model card; `python data/statistics/train.py` makes them.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import exp
from pathlib import Path
from typing import NamedTuple

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
from extract.lexicon import Lexicon
from extract.resources import DATA
from extract.text.spans import Span

_LEFT, _RIGHT = 60, 30
"""Words in front of and behind a figure among which phrases are looked for."""
_BEGINNINGS, _ENDINGS = 8, 4
"""So many places to begin, and for each of them to end, are looked at more closely."""
_LIKELY = 12
"""So many phrases take part in the choice."""
_REMEMBERED = 400_000
"""Sums that are remembered, so that a long run does not fill the memory."""
_STOPS = frozenset(";.!?")
_CLOSING = frozenset((")", '"', "'", "%", "”", "’"))


class Choice(NamedTuple):
    """A phrase, by its first and last word, with its probability and the features that spoke for it most."""

    phrase: Span | None
    probability: float


class Weights:
    """The weights of one question, and the sums of those of the keys that were asked for."""

    def __init__(self, weights: Mapping[str, float], templates: Templates) -> None:
        self.weights = weights
        self.templates = templates
        self._sums: dict[Key, float] = {}

    def total(self, keys: Sequence[Key]) -> float:
        """The sum of the weights of all features of some keys."""
        sums, total = self._sums, 0.0
        for key in keys:
            found = sums.get(key)
            if found is None:
                if len(sums) > _REMEMBERED:
                    sums.clear()
                get = self.weights.get
                found = sums[key] = sum(get(name, 0.0) for name in self.templates(key))
            total += found
        return total


class Sentence:
    """A sentence with what does not depend on the figure added up for one question."""

    def __init__(self, words: Words, weights: Weights) -> None:
        self.words = words
        self.weights = weights
        self.begins: list[float] = []
        self.ends: list[float] = []
        for index in range(len(words)):
            begins, ends = place_keys(words, index)
            self.begins.append(weights.total(begins))
            self.ends.append(weights.total(ends))


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
    for index in range(first, min(first + LONGEST, len(words))):
        word = words.words[index]
        if word.word in _STOPS or (first < figure.first <= index):
            break
        if (word.shape == "P" and word.word not in _CLOSING) or (first == figure.unit and index < figure.last):
            continue
        found.append(index)
    return found


class Question:
    """What is asked of a figure: what it measures (`subject`), or whose quantity it is (`entity`)."""

    def __init__(self, weights: Weights, *, owner: bool) -> None:
        self.weights = weights
        self._owner = owner

    def keys(
        self,
        words: Words,
        figure: Figure,
        phrase: Span,
        inner: tuple[str, ...],
        carried: Carried | None,
        subject: Span | None,
    ) -> list[Key]:
        """What tells of a whole phrase."""
        keys = phrase_keys(words, figure, *phrase, inner, carried)
        return keys + owner_keys(words, figure, *phrase, subject) if self._owner else keys

    def none(self, words: Words, figure: Figure, carried: Carried | None, subject: Span | None) -> list[Key]:
        """What tells of there being no phrase."""
        keys = none_keys(words, figure, carried)
        return keys + none_owner_keys(figure, subject) if self._owner else keys

    def choose(
        self, sentence: Sentence, figure: Figure, carried: Carried | None, subject: Span | None = None
    ) -> Choice:
        """The phrase that answers, or none.

        Args:
            carried: what the figure before in the sentence measured.
            subject: the phrase that names the quantity, where its owner is asked for.
        """
        scores = self._scores(sentence, figure, carried, subject)
        none = self.weights.total(self.none(sentence.words, figure, carried, subject))
        return _decide(scores, none)

    def _scores(
        self, sentence: Sentence, figure: Figure, carried: Carried | None, subject: Span | None
    ) -> list[tuple[float, Span]]:
        """The likeliest phrases with their scores: those that begin and end at likely places, looked at as a whole."""
        words, total = sentence.words, self.weights.total
        begins = [
            (sentence.begins[index] + total(begin_keys(words, figure, index)), index)
            for index in beginnings(words, figure)
        ]
        begins.sort(reverse=True)
        ends: dict[int, float] = {}
        scores: list[tuple[float, Span]] = []
        for begin, first in begins[:_BEGINNINGS]:
            likely: list[tuple[float, int]] = []
            for last in endings(words, figure, first):
                if last not in ends:
                    ends[last] = sentence.ends[last] + total(end_keys(words, figure, last))
                likely.append((ends[last], last))
            likely.sort(reverse=True)
            for end, last in likely[:_ENDINGS]:
                inner = inner_flags(words, first, last)
                keys = self.keys(words, figure, (first, last), inner, carried, subject)
                scores.append((begin + end + total(keys), (first, last)))
        return scores


def inner_flags(words: Words, first: int, last: int) -> tuple[str, ...]:
    """The flags of the words behind the first of a phrase, each once."""
    return tuple(sorted({flag(word) for word in words.words[first + 1 : last + 1]} - {""}))


def _decide(scores: list[tuple[float, Span]], none: float) -> Choice:
    """What agrees best with what is likely."""
    scores = sorted(scores, reverse=True)[: 2 * _LIKELY]
    top = max(none, scores[0][0]) if scores else none
    chances = [(exp(score - top), phrase) for score, phrase in scores]
    total = sum(chance for chance, _ in chances) + exp(none - top)
    best, choice = exp(none - top), None
    for chance, phrase in chances[:_LIKELY]:
        agreeing = chance * 1e-3 + sum(other for other, read in chances if _agree(phrase, read))
        if agreeing > best:
            best, choice = agreeing, phrase
    return Choice(choice, min(best / total, 1.0))


def _agree(a: Span, b: Span) -> bool:
    """Whether two phrases share most of their words: an F1 of at least one half."""
    shared = min(a[1], b[1]) - max(a[0], b[0]) + 1
    return shared > 0 and 4 * shared >= (a[1] - a[0] + 1) + (b[1] - b[0] + 1)


class Ranker:
    """Reads what figures measure, and whose quantities they are."""

    def __init__(self, lexicon: Lexicon, folder: Path = DATA / "statistics") -> None:
        """Args: folder: where the weights are; they are read when the first figure is asked about."""
        self._lexicon = lexicon
        self._folder = folder

    @cached_property
    def _questions(self) -> tuple[Question, Question]:
        decode = msgspec.json.Decoder(dict[str, float]).decode
        return self._asking(*(decode((self._folder / f"{name}.json").read_bytes()) for name in ("subject", "entity")))

    def _asking(self, subject: Mapping[str, float], entity: Mapping[str, float]) -> tuple[Question, Question]:
        lists = gazetteer(self._lexicon)
        templates = Templates(lists.collocations | lists.compounds)
        return Question(Weights(subject, templates), owner=False), Question(Weights(entity, templates), owner=True)

    def blank(self) -> tuple[Question, Question]:
        """Both questions without weights, for training."""
        return self._asking({}, {})

    def weighted(self, subject: Mapping[str, float], entity: Mapping[str, float]) -> "Ranker":
        """A ranker with other weights, by the names of features."""
        other = Ranker(self._lexicon)
        other.__dict__["_questions"] = self._asking(subject, entity)
        return other

    def __call__(self, words: Words, figures: Sequence[Figure]) -> list[tuple[Choice, Choice]]:
        """For each figure of a sentence what it measures and whose quantity it is."""
        subjects, entities = self._questions
        by_subject, by_entity = Sentence(words, subjects.weights), Sentence(words, entities.weights)
        chosen: list[tuple[Choice, Choice]] = []
        for index, figure in enumerate(figures):
            on_subject = on_entity = None
            if index:
                before = figures[index - 1]
                on_subject = carried(words, before, figure, chosen[-1][0].phrase)
                on_entity = carried(words, before, figure, chosen[-1][1].phrase)
            subject = subjects.choose(by_subject, figure, on_subject)
            entity = entities.choose(by_entity, figure, on_entity, subject.phrase)
            chosen.append((subject, entity))
        return chosen

"""Chooses what a figure measures, and whose quantity it is, among all phrases of its sentence and none.

First the words are sifted: where hardly any phrase that is asked for begins or ends, none is looked for. The scorer
is log-linear: a phrase's score is the sum of the weights of its features, its probability the softmax over
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

from extract.kinds.statistics.features import (
    LONGEST,
    Carried,
    Figure,
    Key,
    Templates,
    begin_keys,
    begins_keys,
    carried,
    carried_key,
    end_keys,
    ends_keys,
    flag,
    middle,
    middle_key,
    none_carried_key,
    none_keys,
    none_owner_key,
    owner_key,
    phrase_keys,
    side_key,
    side_of,
    sift_keys,
)
from extract.kinds.statistics.words import EDGE, Word, Words
from extract.lazy import lazy
from extract.resources import DATA
from extract.text.spans import Span

Which = Literal[0, 1]
"""What is asked: 0, what the figure measures (the subject); 1, whose quantity it is (the entity)."""
QUESTIONS: tuple[Which, Which] = (0, 1)
NAMES = ("subject", "entity")
PLACES = ("begin", "end")
"""What is asked of a word alone: whether phrases begin, and whether they end there."""

_LEFT, _RIGHT = 32, 16
"""Words in front of and behind a figure among which phrases are looked for."""
UNLIKELY = -4.3
"""The log-odds below which a word is sifted out: six of ten words are, and three or four of 100 edges of phrases."""
_BEGINNINGS, _ENDINGS = 8, 4
"""So many places to begin, and for each of them so many to end, are put together."""
_PHRASES = 10
"""So many phrases, by what tells of their first and their last word, are looked at as a whole."""
_LIKELY = 8
"""So many phrases are the choice; twice as many say what is likely."""
_FAR_BELOW = 5.0
"""What scores so much less than the best is left out of the choice: it is e^5 times less likely."""
_REMEMBERED = 150_000
"""Sums that are remembered, so that a long run does not fill the memory."""
_STOPS = frozenset(";.!?")
_NO_OWNER = frozenset(("aux", "change", "level", "verb"))
"""The classes of words that no name of an owner begins with: 9 of 2,707 labels do."""
_CLOSING = frozenset((")", '"', "'", "%", "”", "’"))

Pair = tuple[float, float]
"""A score for each of the two questions."""


class Choice(NamedTuple):
    """A phrase, by its first and last word, or None, and how likely it is that it is right or nearly so."""

    phrase: Span | None
    probability: float


class Weights:
    """The weights for two questions, and their sums for the keys that were asked for."""

    def __init__(self, one: Mapping[str, float], other: Mapping[str, float]) -> None:
        self._templates = Templates()
        self._weights: dict[str, Pair] = {name: (weight, other.get(name, 0.0)) for name, weight in one.items()}
        for name, weight in other.items():
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

    def of(self, key: Key) -> Pair:
        """The sums of the weights of all features of a key, for both questions."""
        return self._sums.get(key) or self._add_up(key)

    def _add_up(self, key: Key) -> Pair:
        if len(self._sums) > _REMEMBERED:
            self._sums.clear()
        get = self._weights.get
        subject = entity = 0.0
        for name in self._templates(key):
            weights = get(name)
            if weights is not None:
                subject += weights[0]
                entity += weights[1]
        found = self._sums[key] = subject, entity
        return found


class Sieve:
    """Tells at which words of a sentence the phrases that are asked for may begin and end."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._scores: dict[Word, tuple[Pair, Pair, Pair]] = {EDGE: self._score(EDGE)}

    def _score(self, word: Word) -> tuple[Pair, Pair, Pair]:
        behind, there, before = (self._weights.of(key) for key in sift_keys(word))
        return behind, there, before

    def __call__(self, words: Words) -> tuple[list[int], list[int]]:
        """The words at which a phrase may begin, and those at which it may end."""
        scores = self._scores
        if len(scores) > _REMEMBERED:
            scores.clear()
            scores[EDGE] = self._score(EDGE)
        edge = scores[EDGE]
        rows = [scores.get(word) or scores.setdefault(word, self._score(word)) for word in words.words]
        behind, here, before = zip(edge, *rows, edge, strict=True)
        begins: list[int] = []
        ends: list[int] = []
        for index, word in enumerate(words.words):
            (begin, end), (begin_here, end_here), (begin_on, end_on) = behind[index], here[index + 1], before[index + 2]
            if begin + begin_here + begin_on > UNLIKELY and word.shape != "P":
                begins.append(index)
            if end + end_here + end_on > UNLIKELY and (word.shape != "P" or word.word in _CLOSING):
                ends.append(index)
        return begins, ends


class Sentence:
    """A sentence with its places where phrases may begin and end.

    Attributes:
        words: its words.
        flags: what makes each word telling inside a phrase.
        stops: for each word the index of the next mark that no phrase goes beyond.
    """

    def __init__(self, words: Words, sieve: Sieve) -> None:
        self.words = words
        self.flags = [flag(word) for word in words.words]
        self._begins, self._ends = sieve(words)
        stop = len(words)
        self.stops = [0] * stop
        for index in range(stop - 1, -1, -1):
            if words.words[index].word in _STOPS:
                stop = index
            self.stops[index] = stop

    def inner(self, first: int, last: int) -> tuple[str, ...]:
        """The flags of the words behind the first of a phrase, each once."""
        flags = self.flags[first + 1 : last + 1]
        return tuple(sorted({*flags} - {""})) if any(flags) else ()

    def beginnings(self, figure: Figure) -> list[int]:
        """The words at which a phrase may begin that the figure measures."""
        low, high = figure.first - _LEFT, figure.last + _RIGHT
        found = [i for i in self._begins if low <= i < high and not figure.first <= i <= figure.last]
        goes_on = figure.unit not in found and self.words.at(figure.unit).shape not in "P-"
        return [*found, figure.unit] if goes_on else found

    def endings(self, figure: Figure, first: int) -> list[int]:
        """The words at which a phrase may end that begins at `first`; one that begins with the unit holds it whole."""
        stop = min(first + LONGEST, self.stops[first], figure.first if first < figure.first else len(self.words))
        least = max(first, figure.last) if first == figure.unit else first
        found = [index for index in self._ends if least <= index < stop]
        whole = first == figure.unit <= figure.last < stop and figure.last not in found
        return [figure.last, *found] if whole else found


def end_and_middle_keys(words: Words, figure: Figure, index: int) -> list[Key]:
    """All that tells of a word as the end of a phrase, beside what tells of it whatever the figure."""
    return end_keys(words, figure, index) + [
        middle_key(word) for word in words.words[slice(*middle(words, figure, index))]
    ]


def beside(phrase: Span, subject: Span | None) -> bool:
    """Whether a phrase may be whose quantity it is: nearly always that stands beside what is measured, not in it."""
    return subject is None or phrase[1] < subject[0] or phrase[0] > subject[1]


def context_keys(
    which: Which, words: Words, figure: Figure, phrase: Span, carried: Carried | None, subject: Span | None
) -> list[Key]:
    """What tells of a phrase beside other answers: those of the figure before and, for the entity, the subject."""
    keys = [] if carried is None else [carried_key(figure, *phrase, carried)]
    return [*keys, owner_key(words, figure, *phrase, subject)] if which else keys


def nothing_keys(which: Which, figure: Figure, carried: Carried | None, subject: Span | None) -> list[Key]:
    """What other answers tell of there being no phrase."""
    keys = [] if carried is None else [none_carried_key(carried)]
    return [*keys, none_owner_key(figure, subject)] if which else keys


class _Asked:
    """One figure of a sentence, with the scores that both questions share."""

    def __init__(self, sentence: "Scored", figure: Figure) -> None:
        self.sentence = sentence
        self.figure = figure
        self.weights = sentence.weights
        words, of = sentence.words, self.weights.of
        sides = {side: of(side_key(words, figure, side)) for side in "LUR"}
        self._begins: list[tuple[int, Pair]] = []
        for index in sentence.beginnings(figure):
            side = sides[side_of(figure, index, index)]
            there, anywhere = self.weights.totals(begin_keys(words, figure, index)), sentence.begin(index)
            self._begins.append((index, (side[0] + there[0] + anywhere[0], side[1] + there[1] + anywhere[1])))
        self._none = self.weights.totals(none_keys(words, figure))
        self._ends: dict[int, Pair] = {}
        self._by_beginning: dict[int, list[tuple[int, Pair]]] = {}
        self._phrases: dict[Span, Pair] = {}

    def choose(self, which: Which, carried: Carried | None, subject: Span | None) -> Choice:
        """The phrase that answers, or none."""
        words, figure, weights = self.sentence.words, self.figure, self.weights
        scores: list[tuple[float, Span]] = []
        for edges, phrase in self._likely(which, subject):
            whole = self._phrases.get(phrase)
            if whole is None:
                keys = phrase_keys(words, figure, *phrase, self.sentence.inner(*phrase))
                whole = self._phrases[phrase] = weights.totals(keys)
            score = edges + whole[which]
            for key in context_keys(which, words, figure, phrase, carried, subject):
                score += weights.of(key)[which]
            scores.append((score, phrase))
        none = self._none[which]
        for key in nothing_keys(which, figure, carried, subject):
            none += weights.of(key)[which]
        return _decide(scores, none)

    def _likely(self, which: Which, subject: Span | None) -> list[tuple[float, Span]]:
        """The likeliest phrases by their first and last words, each with what these tell."""
        words = self.sentence.words.words
        begins = sorted(
            [
                (scored[which], first)
                for first, scored in self._begins
                if not which or words[first].kind not in _NO_OWNER
            ],
            reverse=True,
        )
        found: list[tuple[float, Span]] = []
        for begin, first in begins[:_BEGINNINGS]:
            ends = sorted([(scored[which], last) for last, scored in self._endings(first)], reverse=True)
            found += [(begin + end, (first, last)) for end, last in ends[:_ENDINGS]]
        if which:
            found = [item for item in found if beside(item[1], subject)]
        found.sort(reverse=True)
        return found[:_PHRASES]

    def _endings(self, first: int) -> list[tuple[int, Pair]]:
        """Where a phrase that begins at `first` may end."""
        found = self._by_beginning.get(first)
        if found is None:
            found = self._by_beginning[first] = []
            for index in self.sentence.endings(self.figure, first):
                scored = self._ends.get(index)
                if scored is None:
                    scored = self._ends[index] = self._end(index)
                found.append((index, scored))
        return found

    def _end(self, index: int) -> Pair:
        words, figure, sentence = self.sentence.words, self.figure, self.sentence
        there, anywhere = self.weights.totals(end_keys(words, figure, index)), sentence.end(index)
        subject, entity = there[0] + anywhere[0], there[1] + anywhere[1]
        if index < figure.first:
            first, stop = middle(words, figure, index)
            before, all_of_them = sentence.middles[first], sentence.middles[stop]
            return subject + all_of_them[0] - before[0], entity + all_of_them[1] - before[1]
        return subject, entity


class Scored(Sentence):
    """A sentence with the scores of what does not depend on the figure.

    Attributes:
        middles: the sums of what words between a phrase and a figure tell, up to each word.
    """

    def __init__(self, words: Words, sieve: Sieve, weights: Weights) -> None:
        super().__init__(words, sieve)
        self.weights = weights
        self._begin: dict[int, Pair] = {}
        self._end: dict[int, Pair] = {}
        subject = entity = 0.0
        self.middles = [(subject, entity)]
        for word in words.words:
            told = weights.of(middle_key(word))
            subject, entity = subject + told[0], entity + told[1]
            self.middles.append((subject, entity))

    def begin(self, index: int) -> Pair:
        """What a word tells as the beginning of a phrase."""
        found = self._begin.get(index)
        if found is None:
            found = self._begin[index] = self.weights.totals(begins_keys(self.words, index))
        return found

    def end(self, index: int) -> Pair:
        """What a word tells as the end of a phrase."""
        found = self._end.get(index)
        if found is None:
            found = self._end[index] = self.weights.totals(ends_keys(self.words, index))
        return found


def _decide(scores: list[tuple[float, Span]], none: float) -> Choice:
    """What agrees best with what is likely."""
    scores = sorted(scores, reverse=True)[: 2 * _LIKELY]
    top = max(none, scores[0][0]) if scores else none
    chances = [(exp(score - top), phrase) for score, phrase in scores if score > top - _FAR_BELOW]
    best = nothing = exp(none - top)
    total = sum([chance for chance, _ in chances])
    choice: Span | None = None
    asked = 0 if total <= nothing else 1 if chances[0][0] > total + nothing - chances[0][0] else _LIKELY
    for chance, phrase in chances[:asked]:
        agreeing = chance * 1e-3 + sum([other for other, read in chances if _agree(phrase, read)])
        if agreeing > best:
            best, choice = agreeing, phrase
    if choice is not None:
        choice = next(phrase for _, phrase in chances if _agree(choice, phrase))
    return Choice(choice, min(best / (total + nothing), 1.0))


def _agree(a: Span, b: Span) -> bool:
    """Whether two phrases share most of their words: an F1 of at least one half."""
    first, last = a
    begin, end = b
    shared = (last if last < end else end) - (first if first > begin else begin) + 1
    return 4 * shared >= last - first + end - begin + 2


class Ranker:
    """Reads what figures measure, and whose quantities they are."""

    def __init__(self, folder: Path = DATA / "statistics") -> None:
        """Args: folder: where the weights are; they are read when the first figure is asked about."""
        self._folder = folder

    @lazy
    def _weights(self) -> Weights:
        return self._read(NAMES)

    @lazy
    def _sieve(self) -> Sieve:
        return Sieve(self._read(PLACES))

    def _read(self, names: tuple[str, str]) -> Weights:
        decode = msgspec.json.Decoder(dict[str, float]).decode
        one, other = (decode((self._folder / f"{name}.json").read_bytes()) for name in names)
        return Weights(one, other)

    @classmethod
    def weighted(cls, sieve: Sieve, weights: Weights) -> "Ranker":
        """A ranker with other weights."""
        ranker = cls()
        ranker.__dict__.update(_sieve=sieve, _weights=weights)
        return ranker

    def __call__(self, words: Words, figures: Sequence[Figure]) -> list[tuple[Choice, Choice]]:
        """For each figure of a sentence what it measures and whose quantity it is."""
        sentence = Scored(words, self._sieve, self._weights)
        chosen: list[tuple[Choice, Choice]] = []
        for index, figure in enumerate(figures):
            on_subject = on_entity = None
            if index:
                on_subject = carried(words, figures[index - 1], figure, chosen[-1][0].phrase)
                on_entity = carried(words, figures[index - 1], figure, chosen[-1][1].phrase)
            asked = _Asked(sentence, figure)
            subject = asked.choose(0, on_subject, None)
            chosen.append((subject, asked.choose(1, on_entity, subject.phrase)))
        return chosen

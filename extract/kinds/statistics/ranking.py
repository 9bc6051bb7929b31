"""Chooses what a figure measures, and whose quantity it is, among all phrases of its sentence and none.

First the words are sifted: where hardly any phrase that is asked for begins or ends, none is looked for. The scorer
is log-linear: a phrase's score is the sum of the weights of its features, its probability the softmax over
all phrases of the sentence and "none" (McCullagh & Nelder, Generalized Linear Models, 1989, ch. 5). What is chosen is
the likeliest of those phrases that together are likelier than others and than "none": phrases that share most of their
words hold together (minimum Bayes risk under the agreement that the score asks for).

Weights are in `data/statistics/`, with a model card; `python data/statistics/train.py` makes them.
"""

from collections.abc import Callable, Sequence
from math import exp, inf

import msgspec

from extract.kinds.statistics.features import Features, Figure, carried, sift
from extract.kinds.statistics.phrases import On, Phrases, Places, Sentence, beside, goes_on
from extract.kinds.statistics.words import EDGE, Word, Words
from extract.lazy import Table
from extract.resources import DATA
from extract.scoring import OF, Scorer, Weights, Which
from extract.text.spans import Span

QUESTIONS: tuple[Which, Which] = (0, 1)
"""What the figure measures (the subject), and whose quantity it is (the entity)."""
NAMES = ("subject", "entity")
PLACES = ("begin", "end")
"""What is asked of a word alone: whether phrases begin, and whether they end there."""

UNLIKELY = -4.3
"""The log-odds below which a word is sifted out: six of ten words are, and three or four of 100 edges of phrases."""
_BEGINNINGS, _ENDINGS = 8, 4
"""So many places to begin, and for each of them so many to end, are put together."""
_PHRASES = 10
"""So many phrases, by what tells of their first and their last word, are looked at as a whole."""
_LIKELY = 8
"""So many phrases are the choice; all say what is likely."""
_FAR_BELOW = 5.0
"""What scores so much less than the best is left out of the choice: it is e^5 times less likely."""
_CLOSING = frozenset((")", '"', "'", "%", "”", "’"))


class Sieve:
    """Tells at which words of a sentence the phrases that are asked for may begin and end."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._rows = Table(self._row)

    def _row(self, word: Word) -> tuple[complex, complex, complex]:
        """What a word tells, as log-odds, of the one behind it, of itself, and of the one in front of it."""
        behind, here, before = (self._weights(sift(where, word)) for where in ("-", "", "+"))
        if word.shape == "P":
            here = complex(-inf, here.imag if word.word in _CLOSING else -inf)
        return behind, here, before

    def __call__(self, words: Words) -> Places:
        """The words at which a phrase may begin, and those at which it may end."""
        rows = self._rows
        behind, here, before = zip(*[rows[word] for word in (EDGE, *words.words, EDGE)], strict=True)
        odds = [a + b + c for a, b, c in zip(behind, here[1:-1], before[2:], strict=False)]
        begins = [index for index, told in enumerate(odds) if told.real > UNLIKELY]
        return Places(begins, [index for index, told in enumerate(odds) if told.imag > UNLIKELY])


Scored = tuple[float, int, int]
"""A phrase, by its first and last word, behind its score."""


def choose(phrases: Phrases[complex], which: Which, on: On[complex] | None, subject: Span | None) -> Span | None:
    """The phrase that answers, or none."""
    of = OF[which]
    likely = _likely(phrases, which, subject)
    told = phrases.told(which, [(first, last) for _, first, last in likely], on, subject)
    scores = [(edges + of(more), first, last) for (edges, first, last), more in zip(likely, told, strict=True)]
    return _decide(scores, of(phrases.none(which, on, subject)))


def _likely(phrases: Phrases[complex], which: Which, subject: Span | None) -> list[Scored]:
    """The likeliest phrases by their first and last words."""
    of = OF[which]
    begins = [(of(told), first, reach) for first, told, reach in phrases.of(which)]
    begins.sort(reverse=True)
    ends = [(of(told), last) for last, told in phrases.ends]
    found: list[Scored] = []
    for begin, first, reach in begins[:_BEGINNINGS]:
        within = ends[reach]
        if len(within) > _ENDINGS:
            within.sort(reverse=True)
            del within[_ENDINGS:]
        found += [(begin + end, first, last) for end, last in within]
    if subject is not None:
        found = [item for item in found if beside(subject, item[1], item[2])]
    found.sort(reverse=True)
    return found[:_PHRASES]


def _decide(scores: list[Scored], none: float) -> Span | None:
    """What agrees best with what is likely."""
    if not scores:
        return None
    best = max(scores)
    top = max(none, best[0])
    likely = [item for item in scores if item[0] > top - _FAR_BELOW]
    nothing, total = exp(none - top), sum([exp(score - top) for score, _, _ in likely])
    if total <= nothing:
        return None
    if 2 * exp(best[0] - top) > total + nothing:
        return best[1:]
    likely.sort(reverse=True)
    chances = [(exp(score - top), first, last) for score, first, last in likely]
    most, choice = nothing, None
    for chance, first, last in chances[:_LIKELY]:
        agreeing = chance * 1e-3 + sum([other for other, a, b in chances if _agree(first, last, a, b)])
        if agreeing > most:
            most, choice = agreeing, (first, last)
    return None if choice is None else next((a, b) for _, a, b in chances if _agree(*choice, a, b))


def _agree(first: int, last: int, begin: int, end: int) -> bool:
    """Whether two phrases share most of their words: an F1 of at least one half."""
    shared = (last if last < end else end) - (first if first > begin else begin) + 1
    return 4 * shared >= last - first + end - begin + 2


def _read(names: tuple[str, str]) -> Weights:
    """The weights for two questions, by the names of their files."""
    decode = msgspec.json.Decoder(dict[str, float]).decode
    return Weights(*(decode((DATA / "statistics" / f"{name}.json").read_bytes()) for name in names))


class Ranker:
    """Reads what figures measure, and whose quantities they are.

    Args:
        read: gives the weights for `PLACES` and for `NAMES`; it is called when the first figure is asked about.
    """

    def __init__(self, read: Callable[[tuple[str, str]], Weights] = _read) -> None:
        self._sieve = Scorer(lambda: read(PLACES), Sieve)
        self._features = Scorer(lambda: read(NAMES), Features[complex])

    def __call__(self, words: Words, figures: Sequence[Figure]) -> list[tuple[Span | None, Span | None]]:
        """For each figure of a sentence the phrase that it measures and that of whose quantity it is, or None."""
        features = self._features()
        sentence = Sentence(words, self._sieve()(words), features)
        chosen: list[tuple[Span | None, Span | None]] = []
        for index, figure in enumerate(figures):
            on_subject = on_entity = None
            if index:
                on = carried(words.words, figures[index - 1], figure)
                on_subject, on_entity = (goes_on(features, on, figure, phrase) for phrase in chosen[-1])
            phrases = Phrases(sentence, figure)
            subject = choose(phrases, 0, on_subject, None)
            chosen.append((subject, choose(phrases, 1, on_entity, subject)))
        return chosen

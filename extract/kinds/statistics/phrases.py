"""The phrases of a sentence that a figure may measure, with what tells of their ends, of the whole, and of none."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, NamedTuple

from extract.kinds.statistics.features import SHORT_GAP, Beside, Carried, Features, Figure
from extract.kinds.statistics.words import EDGE, Words
from extract.lazy import Table, lazy
from extract.scoring import V, Which
from extract.text.spans import Span

_LONGEST = 10
"""Words of the longest phrase."""
_LEFT, _RIGHT = 32, 16
"""Words in front of and behind a figure among which phrases are looked for."""
_MIDDLE = 10
"""Words in front of a figure that tell whether a phrase ends before them."""
_BETWEEN = 2
"""Words between the answers to the two questions that are looked at one by one."""
_NO_OWNER = frozenset(("aux", "change", "level", "verb"))
"""The classes of words that no name of an owner begins with: 9 of 2,707 labels do."""
_STOPS = frozenset(";.!?")


class Places(NamedTuple):
    """The words of a sentence at which a phrase may begin, and those at which it may end, in order."""

    begins: list[int]
    ends: list[int]


class Sentence(Generic[V]):
    """A sentence with what its figures share.

    Attributes:
        words: its words.
        padded: the same with an edge on both sides, so that the word at an index stands one further.
        begins, ends: the words at which a phrase may begin, and those at which it may end, in order.
        features: what tells of phrases.
        stops: the marks that no phrase goes beyond, and the sentence's end.
        head, name: the first word that is the head of what is measured, and the first in a name; if none, one beyond.
    """

    def __init__(self, words: Words, places: Places, features: Features[V]) -> None:
        self.words = words
        self.padded = [EDGE, *words.words, EDGE]
        self.begins, self.ends = places
        self.features = features
        size = len(words)
        self.stops = [index for index, word in enumerate(words.words) if word.word in _STOPS]
        self.stops.append(size)
        self.head = next((index for index, word in enumerate(words.words) if word.kind == "head"), size)
        self.name = next((index for index, word in enumerate(words.words) if word.name), size)


def beside(subject: Span, first: int, last: int) -> bool:
    """Whether a phrase may be whose quantity it is: nearly always that stands beside what is measured, not in it."""
    return last < subject[0] or first > subject[1]


def _relation(phrase: Span | None, first: int, last: int) -> str:
    """How the words from `first` to `last` stand to another phrase."""
    if phrase is None:
        return "none"
    if phrase == (first, last):
        return "same"
    return "apart" if last < phrase[0] or first > phrase[1] else "part"


class On(NamedTuple, Generic[V]):
    """What goes on from the answer of the figure before.

    Attributes:
        phrase: that answer.
        relations: what tells of a phrase by its relation to it.
        none: what tells of there being no phrase.
    """

    phrase: Span | None
    relations: Table[str, V]
    none: V


def goes_on(features: Features[V], carried: Carried, figure: Figure, phrase: Span | None) -> On[V]:
    """What goes on from the figure before, whose answer is `phrase`."""
    return On(phrase, features.carried[carried, figure.kind], features.none_carried[phrase is None, carried])


Begun = tuple[int, V, slice]
"""Where a phrase may begin, what tells of it, and which of the ends it may have."""


class Phrases(Generic[V]):
    """The phrases of a sentence that one figure may measure.

    Attributes:
        begins: the words at which a phrase may begin.
        ends: the words at which a phrase may end, each with what tells of it.
    """

    def __init__(self, sentence: Sentence[V], figure: Figure) -> None:
        self._sentence = sentence
        self._words = sentence.words
        self._figure = figure
        self._left, self._right, self._unit = sentence.features.beside[figure.kind]
        begins = self._beginnings()
        self.ends = self._endings(begins[0][0]) if begins else []
        self._lasts = [last for last, _ in self.ends]
        self.begins = [(first, told, self._reach(first)) for first, told in begins]

    def _beginnings(self) -> list[tuple[int, V]]:
        sentence, figure, ways = self._sentence, self._figure, self._words.ways
        first, last, unit = figure.first, figure.last, figure.unit
        places = sentence.begins
        low, high = bisect_left(places, first - _LEFT), bisect_left(places, first)
        here, beyond = ways[first], ways[last + 1]
        left, right, whole = sentence.features.sides[figure.counted, sentence.padded[first].word]
        found = self._began(left, self._left, [(at, here - ways[at]) for at in places[low:high]])
        low, high = bisect_left(places, last + 1, high), bisect_left(places, last + _RIGHT, high)
        behind = [(at, ways[at] - beyond) for at in places[low:high]]
        goes_on = unit not in places[low : low + 1] and self._words.at(unit).shape not in "P-"
        if goes_on and unit > last:
            behind.append((unit, 0))
        found += self._began(right, self._right, behind)
        return found + self._began(whole, self._unit, [(unit, 0)]) if goes_on and unit <= last else found

    def _began(self, told: V, beside: Beside[V], places: list[tuple[int, int]]) -> list[tuple[int, V]]:
        padded, ways, words = self._sentence.padded, beside.begins, beside.begin_word
        begins = self._sentence.features.begins
        return [
            (at, told + there + words[word] + behind[before] + tags[tag] + begins[before.tag, tag, padded[at + 2].tag])
            for at, way in places
            for before, word, (there, behind, tags) in ((padded[at], padded[at + 1], ways[way]),)
            for tag in (word.tag,)
        ]

    def _endings(self, least: int) -> list[tuple[int, V]]:
        sentence, figure, ways, words = self._sentence, self._figure, self._words.ways, self._words.words
        places, features, gaps = sentence.ends, sentence.features, self._left.gaps
        first, last = figure.first, figure.last
        middle = [features.middle[word] for word in reversed(words[max(first - _MIDDLE, 0) : first])]
        middles = [*accumulate(middle, initial=features.nothing)]
        here, beyond, near, nothing = ways[first], ways[last + 1], first - 1 - SHORT_GAP, features.nothing
        low, high = bisect_left(places, least), bisect_left(places, first)
        found = [
            (
                at,
                told
                + middles[first - at - 1 if first - at <= _MIDDLE else _MIDDLE]
                + (gaps[tuple(words[at + 1 : first])] if at >= near else nothing),
            )
            for at, told in self._ended(self._left, [(at, here - ways[at + 1]) for at in places[low:high]])
        ]
        if figure.unit <= last:
            found += self._ended(self._unit, [(last, 0)])
        low, high = bisect_left(places, last + 1, high), bisect_left(places, last + _RIGHT + _LONGEST, high)
        return found + self._ended(self._right, [(at, ways[at] - beyond) for at in places[low:high]])

    def _ended(self, beside: Beside[V], places: list[tuple[int, int]]) -> list[tuple[int, V]]:
        padded, ways, behind = self._sentence.padded, beside.ends, beside.end_before
        words, ends = self._sentence.features.end_word, self._sentence.features.ends
        return [
            (at, words[word] + ends[padded[at].tag, word.tag, after.tag] + ways[way] + behind[after])
            for at, way in places
            for word, after in ((padded[at + 1], padded[at + 2]),)
        ]

    def _reach(self, first: int) -> slice:
        """Which of the ends a phrase may have that begins at a word; a unit is whole."""
        figure, stops, lasts = self._figure, self._sentence.stops, self._lasts
        stop = stops[bisect_left(stops, first)]
        if first + _LONGEST < stop:
            stop = first + _LONGEST
        if first < figure.first < stop:
            stop = figure.first
        low = bisect_left(lasts, figure.last if first == figure.unit < figure.last else first)
        return slice(low, bisect_left(lasts, stop, low))

    def of(self, which: Which) -> list[Begun[V]]:
        """The words at which an answer may begin."""
        if which:
            words = self._words.words
            return [begin for begin in self.begins if words[begin[0]].kind not in _NO_OWNER]
        return self.begins

    def told(self, which: Which, spans: Iterable[Span], on: On[V] | None, subject: Span | None) -> list[V]:
        """What tells of phrases beside where they begin and end: of the whole, and beside other answers.

        Args:
            which: what is asked.
            spans: the phrases.
            on: the answer to the same question of the figure before.
            subject: the phrase that names the quantity, if it is asked whose that is.
        """
        figure, words, inside, flags = self._figure, self._words.words, self._words.inside, self._words.flags
        padded, verb, flagged = self._sentence.padded, self._words.at(self._verb), self._words.flagged
        at, end = figure.first, figure.last
        found: list[V] = []
        for first, last in spans:
            side = self._left if last < at else self._right if first > end else self._unit
            head = words[first]
            holds = inside[last + 1] > inside[first] and side is not self._unit
            told = side.phrases[last - first + 1, head.kind, words[last].kind, holds, first == 0]
            within = flags[last + 1] - flags[first + 1]
            if within:
                told = told + side.inner[flagged[within]]
            if first == last and head.name:
                told = told + side.named[head.name, figure.name]
            if side is self._unit:
                told = told + self._sentence.features.units[figure.name, min(last - end, 3)]
            if on is not None:
                told = told + on.relations[_relation(on.phrase, first, last)]
            if which:
                told = told + self._owner(side, first, last, subject)
            told = told + side.governed[verb, self._from_verb(first, last)]
            before, after = padded[first], padded[last + 2]
            told = told + side.frames[before.part, before.kind, after.part, after.kind]
            found.append(told + side.heads[head.part, words[last].part])
        return found

    @lazy
    def _verb(self) -> int:
        """The nearest verb in front of the figure, or one in front of the sentence."""
        words = self._words.words
        for index in range(self._figure.first - 1, -1, -1):
            word = words[index]
            if word.part == "V" or word.kind == "verb":
                return index
            if word.word in _STOPS:
                break
        return -1

    def _from_verb(self, first: int, last: int) -> str:
        """Where a phrase stands to the verb in front of the figure: before, at or behind it, and whether beside it."""
        verb, figure = self._verb, self._figure
        if first > figure.last:
            return "|" if first == figure.last + 1 else ""
        if last < verb:
            return "<|" if last == verb - 1 else "<"
        return "=" if first <= verb else ">|" if first == verb + 1 else ">"

    def _owner(self, side: Beside[V], first: int, last: int, subject: Span | None) -> V:
        """What tells of a phrase as the one whose quantity it is, beside the phrase that names the quantity."""
        if subject is None:
            return side.no_subject
        before, behind = subject
        if first > behind:
            size = first - behind - 1
            return side.behind_subject[tuple(self._words.words[behind + 1 : first]) if size <= _BETWEEN else size]
        size = before - last - 1
        return side.before_subject[tuple(self._words.words[last + 1 : before]) if size <= _BETWEEN else size]

    def none(self, which: Which, on: On[V] | None, subject: Span | None) -> V:
        """What tells that there is no phrase."""
        features, figure = self._sentence.features, self._figure
        told = self._nothing if on is None else self._nothing + on.none
        return told + features.none_subject[subject is None, figure.kind, figure.name] if which else told

    @lazy
    def _nothing(self) -> V:
        """What tells that the sentence does not say what the figure measures."""
        sentence, figure, words, features = self._sentence, self._figure, self._words, self._sentence.features
        first, kind, counted = figure.first, figure.kind, figure.counted
        return (
            features.none[kind, counted, figure.change, sentence.head < first, sentence.name < first]
            + features.none_after[kind, counted, words.at(figure.last + 1)]
            + features.none_before[kind, words.at(first - 2).word, words.at(first - 1)]
            + features.none_governed[words.at(self._verb), kind]
            + features.none_size[min(len(words) // 8, 5), min(first, 3)]
        )

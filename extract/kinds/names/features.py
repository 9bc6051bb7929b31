"""Turns the parts of a text that hold capitalised words into sequences of syllables with features, for the CRF."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from extract.document import Document
from extract.entries import OrganizationEntry
from extract.kinds.names.gazetteer import gazetteer, is_syllable
from extract.kinds.names.name import Name
from extract.kinds.names.rules import Reading
from extract.lexicon import Lexicon

_TOKEN = regex.compile(r"[\p{L}\p{M}]+|\d+|[^\s\p{L}\p{M}\d]")
_BEFORE, _AFTER = 4, 5
"""Tokens before and after a capitalised one that belong to its sequence: heads and ends of names in lower case."""

_REMEMBERED = 50_000
"""Words whose features are kept, so that a long run does not fill the memory."""
_VERDICTS = {
    (kind, sure): letter + ("+" if sure else "-")
    for kind, letter in (("person", "P"), ("organization", "O"), ("place", "L"))
    for sure in (True, False)
}


class Sequence(NamedTuple):
    """Consecutive tokens: their spans in the text and the features of each."""

    spans: list[tuple[int, int]]
    features: list[list[str]]


class _Marks:
    """Spans of a text, in order, that give the tokens in them and right behind them a feature."""

    def __init__(self, marks: Iterable[tuple[int, int, str]]) -> None:
        self._marks = list(marks)
        self._starts = [mark[0] for mark in self._marks]

    def add(self, sequence: Sequence) -> None:
        """Add the features of the spans that touch a sequence."""
        spans, features = sequence
        low = max(bisect_right(self._starts, spans[0][0]) - 1, 0)
        high = bisect_left(self._starts, spans[-1][1])
        index, count = 0, len(spans)
        for start, end, label in self._marks[low:high]:
            while index < count and spans[index][1] <= start:
                index += 1
            began = index
            while index < count and spans[index][0] < end:
                features[index].append(f"{'B' if spans[index][0] == start else 'I'}{label}")
                index += 1
            if began < index < count:
                features[index].append("A" + label)


class FeatureBuilder:
    """Builds the features. What depends on a word alone is built once a word."""

    def __init__(self, lexicon: Lexicon) -> None:
        lists = self._lists = gazetteer(lexicon)
        self._bodies = lexicon.matcher(OrganizationEntry)
        self._own: dict[str, tuple[list[str], str]] = {}
        self._near: dict[str, tuple[list[str], list[str], str, str]] = {}
        self._starts = {name.split(" ", 1)[0] for name in (*lists.places, *lists.organizations)}

    def __call__(self, document: Document, spans: Iterable[tuple[int, int]], reading: Reading) -> Iterator[Sequence]:
        """The sequences of tokens around capitalised words in the given spans of a document.

        `reading` is what the rules made of it, which gives features too.
        """
        text, folded = document.text, document.folded
        verdicts = _Marks((name.start, name.end, _VERDICTS[name.kind, name.score >= 0.95]) for name in reading.names)
        composed = _Marks((start, end, "q") for start, end in reading.composed)
        bodies = _Marks((hit.start, hit.end, "o") for hit in document.hits(self._bodies))
        known = self._known(folded, reading.names)
        for start, end in spans:
            tokens = [match.span() for match in _TOKEN.finditer(text, start, end)]
            capitals = [index for index, (at, _) in enumerate(tokens) if text[at].isupper()]
            for first, last in _windows(capitals, len(tokens)):
                sequence = self._sequence(text, folded, tokens, first, last, known)
                verdicts.add(sequence)
                bodies.add(sequence)
                composed.add(sequence)
                yield sequence

    def _known(self, folded: str, names: list[Name]) -> set[str]:
        words: set[str] = set()
        for name in names:
            if name.kind == "person":
                parts = folded[name.start : name.end].split(" ")
                words.add(parts[-1])
                if not is_syllable(parts[0]):
                    words.add(parts[0])
        return words

    def _sequence(
        self,
        text: str,
        folded: str,
        tokens: list[tuple[int, int]],
        first: int,
        last: int,
        known: set[str],
    ) -> Sequence:
        spans = tokens[first:last]
        words = [folded[start:end] for start, end in spans]
        padded = [folded[start:end] for start, end in tokens[max(first - 2, 0) : last + 2]]
        padded[:0] = ["<"] * max(2 - first, 0)
        padded += [">"] * max(last + 2 - len(tokens), 0)
        own = [self._own.get(word) or self._own_of(word) for word in [text[start:end] for start, end in spans]]
        near = [self._near.get(word) or self._near_of(word) for word in padded]
        shapes = "_" + "".join([shape for _, shape in own]) + "_"
        features: list[list[str]] = []
        capitals: list[int] = []
        for index, (mine, shape) in enumerate(own):
            row = [
                *mine,
                *near[index + 1][0],
                *near[index + 3][1],
                near[index][2],
                near[index + 4][3],
                "s" + shapes[index : index + 3],
            ]
            if shape in "UFAI":
                capitals.append(index)
                before_last, before, word, after = padded[index : index + 4]
                row += (f"x{before_last} {before}", f"y{before} {word}", f"z{word} {after}")
                if word in known:
                    row.append("k")
            features.append(row)
        self._lookup(words, capitals, features)
        return Sequence(spans, features)

    def _lookup(self, words: list[str], capitals: list[int], features: list[list[str]]) -> None:
        """Features from the longest names of the lists that begin at each capitalised word."""
        lists, starts = self._lists, self._starts
        reached = 0
        for index in capitals:
            if index < reached or words[index] not in starts:
                continue
            for count in range(min(5, len(words) - index), 0, -1):
                phrase = " ".join(words[index : index + count])
                kind = "L" if phrase in lists.places else "O" if phrase in lists.organizations else ""
                if kind:
                    features[index].append("gB" + kind)
                    for inner in range(index + 1, index + count):
                        features[inner].append("gI" + kind)
                    reached = index + count
                    if reached < len(words):
                        features[reached].append("gA" + kind)
                    break

    def _own_of(self, word: str) -> tuple[list[str], str]:
        """The features that a word gives itself, and the letter of its shape."""
        if len(self._own) > _REMEMBERED:
            self._own.clear()
        self._own[word] = list(self._word_features(word)), _shape(word)
        return self._own[word]

    def _near_of(self, folded: str) -> tuple[list[str], list[str], str, str]:
        """The features that a word gives the next one, the previous one, the next but one, the previous but one."""
        if len(self._near) > _REMEMBERED:
            self._near.clear()
        left = ["a" + folded]
        role = self._lists.cues.get(folded)
        if role:
            left.append("ac" + role[:4])
        self._near[folded] = left, ["b" + folded], "c" + folded, "d" + folded
        return self._near[folded]

    def _word_features(self, word: str) -> Iterator[str]:
        folded = word.lower()
        yield "w" + folded
        if not word[0].isupper():
            role = self._lists.cues.get(folded)
            if role:
                yield "wc" + role[:4]
            return
        yield "W" + folded
        lists = self._lists
        if folded in lists.family:
            yield f"f{lists.family[folded]}"
        if folded in lists.given:
            yield "gl" if lists.given[folded][0] > 4 else "gr"
            if lists.given[folded][1] > 9:
                yield "gm"
        if folded in lists.foreign:
            yield "ff" + lists.foreign[folded][:2]
        if folded in lists.religious:
            yield "rel"
        if len(folded) > 2 and not is_syllable(folded):
            yield "<" + folded[:3]
            yield ">" + folded[-3:]
            yield ">" + folded[-2:]


def _windows(capitals: list[int], count: int) -> Iterator[tuple[int, int]]:
    """The stretches of tokens around the capitalised ones, joined where they touch."""
    if not capitals:
        return
    first, last = max(capitals[0] - _BEFORE, 0), capitals[0] + 1 + _AFTER
    for index in capitals[1:]:
        if index - _BEFORE > last:
            yield first, min(last, count)
            first = index - _BEFORE
        last = index + 1 + _AFTER
    yield first, min(last, count)


def _shape(word: str) -> str:
    """One letter for how a word is written."""
    if word[0].isupper():
        if len(word) == 1:
            return "I"
        if word.isupper():
            return "A"
        return "U" if is_syllable(word.lower()) else "F"
    if word.isalpha():
        return "l"
    return "d" if word.isdigit() else word

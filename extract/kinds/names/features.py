"""Turns the parts of a text that hold capitalised words into sequences of syllables with features, for the CRF."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from extract.document import Document
from extract.entries import OrganizationEntry
from extract.kinds.names.gazetteer import gazetteer, is_syllable
from extract.kinds.names.name import Name
from extract.lexicon import Lexicon

_TOKEN = regex.compile(r"[\p{L}\p{M}]+|\d+|[^\s\p{L}\p{M}\d]")
_BEFORE, _AFTER = 4, 5
"""Tokens before and after a capitalised one that belong to its sequence: heads and ends of names in lower case."""

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
        self._own: dict[str, list[str]] = {}
        self._left: dict[str, list[str]] = {}
        self._left2: dict[str, str] = {}
        self._right: dict[str, list[str]] = {}
        self._right2: dict[str, str] = {}
        self._starts = {name.split(" ", 1)[0] for name in (*lists.places, *lists.organizations)}

    def __call__(self, document: Document, spans: Iterable[tuple[int, int]], names: list[Name]) -> Iterator[Sequence]:
        """The sequences of tokens around capitalised words in the given spans of a document.

        `names` are those that rules have found; they give features too.
        """
        text, folded = document.text, document.folded
        verdicts = _Marks((name.start, name.end, _VERDICTS[name.kind, name.score >= 0.95]) for name in names)
        bodies = _Marks((hit.start, hit.end, "o") for hit in document.hits(self._bodies))
        known = self._known(folded, names)
        for start, end in spans:
            tokens = [match.span() for match in _TOKEN.finditer(text, start, end)]
            capitals = [index for index, (at, _) in enumerate(tokens) if text[at].isupper()]
            for first, last in _windows(capitals, len(tokens)):
                sequence = self._sequence(text, folded, tokens, first, last, known)
                verdicts.add(sequence)
                bodies.add(sequence)
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
        surface = [text[start:end] for start, end in spans]
        words = [folded[start:end] for start, end in spans]
        before = [folded[start:end] for start, end in tokens[max(first - 2, 0) : first]]
        after = [folded[start:end] for start, end in tokens[last : last + 2]]
        padded = ["<"] * (2 - len(before)) + before + words + after + [">"] * (2 - len(after))
        own, left, right, left2, right2 = self._own, self._left, self._right, self._left2, self._right2
        features: list[list[str]] = []
        for index, word in enumerate(surface):
            previous, following = padded[index + 1], padded[index + 3]
            try:
                row = own[word] + left[previous] + right[following]
                row.append(left2[padded[index]])
                row.append(right2[padded[index + 4]])
            except KeyError:
                row = self._own_of(word) + self._left_of(previous) + self._right_of(following)
                row.append(left2.setdefault(padded[index], "c" + padded[index]))
                row.append(right2.setdefault(padded[index + 4], "d" + padded[index + 4]))
            if word[0].isupper():
                row.append(f"x{padded[index]} {previous}")
                row.append(f"y{previous} {padded[index + 2]}")
                row.append(f"z{padded[index + 2]} {following}")
                if padded[index + 2] in known:
                    row.append("k")
            features.append(row)
        shapes = ["_", *map(_shape, surface), "_"]
        for index, row in enumerate(features):
            row.append("s" + "".join(shapes[index : index + 3]))
        self._lookup(words, surface, features)
        return Sequence(spans, features)

    def _lookup(self, words: list[str], surface: list[str], features: list[list[str]]) -> None:
        """Features from the longest names of the lists that begin at each word."""
        lists, starts = self._lists, self._starts
        reached = 0
        for index, word in enumerate(words):
            if index < reached or word not in starts or not surface[index][0].isupper():
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

    def _own_of(self, word: str) -> list[str]:
        row = self._own.get(word)
        if row is None:
            row = self._own[word] = list(self._word_features(word))
        return row

    def _left_of(self, folded: str) -> list[str]:
        row = self._left.get(folded)
        if row is None:
            row = self._left[folded] = ["a" + folded]
            role = self._lists.cues.get(folded)
            if role:
                row.append("ac" + role[:4])
        return row

    def _right_of(self, folded: str) -> list[str]:
        row = self._right.get(folded)
        if row is None:
            row = self._right[folded] = ["b" + folded]
        return row

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

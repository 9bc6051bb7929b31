"""Turns the parts of a text that hold capitalised words into sequences of syllables with features, for the CRF."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from extract.document import Document
from extract.entries import OrganizationEntry
from extract.kinds.names.gazetteer import gazetteer
from extract.kinds.names.name import Name
from extract.kinds.names.rules import Reading
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.text.fold import fold
from extract.text.spans import overlapping
from extract.text.syllable import may_be_syllable

_TOKEN = compiled(r"[\p{L}\p{M}]+|\d+|[^\s\p{L}\p{M}\d]")
_BEFORE, _AFTER = 4, 5
"""Tokens before and after a capitalised one that belong to its sequence: heads and ends of names in lower case."""

_LONGEST = 5
"""Words of the longest names of the lists that give features."""
_REMEMBERED = 10_000
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


class _Word(NamedTuple):
    """The features that a word gives itself and the words beside it, its folded form, the letter of its shape.

    `partners` are the folded words that it keeps together with where they stand behind it.
    """

    own: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_but_one: tuple[str, ...]
    right_but_one: tuple[str, ...]
    folded: str
    shape: str
    partners: Collection[str]


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
    """Builds the features. What depends on a word alone is built once a word.

    Args:
        lexicon: its entries and the tables of names give features.
        weighed: the features that weigh anything; where they are known, most of a word's others are left out.
    """

    def __init__(self, lexicon: Lexicon, weighed: Collection[str] | None = None) -> None:
        lists = self._lists = gazetteer(lexicon)
        self._bodies = lexicon.matcher(OrganizationEntry)
        self._weighed = weighed
        self._seen: dict[str, _Word] = {}
        self._partners: dict[str, set[str]] = {}
        for pair in lists.collocations:
            first, _, second = pair.partition(" ")
            self._partners.setdefault(first, set()).add(second)
        self._longest: dict[str, int] = {}
        for name in (*lists.places, *lists.organizations):
            first, count = name.split(" ", 1)[0], name.count(" ") + 1
            self._longest[first] = max(count, self._longest.get(first, 0))

    def __call__(
        self, document: Document, spans: Iterable[tuple[int, int]], reading: Reading, *, every: bool = False
    ) -> Iterator[Sequence]:
        """The sequences of tokens around capitalised words in the given spans of a document.

        `reading` is what the rules made of it, which gives features too. Sequences without a run that it leaves open
        are left out, unless `every` one is wanted.
        """
        text = document.text
        verdicts = _Marks((name.start, name.end, _VERDICTS[name.kind, name.score >= 0.95]) for name in reading.names)
        composed = _Marks((start, end, "q") for start, end in reading.composed)
        bodies = _Marks((hit.start, hit.end, "o") for hit in document.hits(self._bodies))
        known = self._known(document.folded, reading.names)
        for start, end in spans:
            words, starts = _tokens(text, start, end)
            capitals = [index for index, word in enumerate(words) if word[0].isupper()]
            for first, last in _windows(capitals, len(words)):
                if not every and not overlapping(reading.open, starts[first], starts[last - 1] + len(words[last - 1])):
                    continue
                sequence = Sequence(
                    [(at, at + len(word)) for at, word in zip(starts[first:last], words[first:last], strict=True)],
                    self._rows(words, first, last, known),
                )
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
                if not may_be_syllable(parts[0]):
                    words.add(parts[0])
        return words

    def _rows(self, tokens: list[str], first: int, last: int, known: set[str]) -> list[list[str]]:
        """The features of the tokens from `first` to `last` of a sentence."""
        seen = self._seen
        padded = tokens[max(first - 2, 0) : last + 2]
        if first < 2:
            padded[:0] = ["<"] * (2 - first)
        if last + 2 > len(tokens):
            padded += [">"] * (last + 2 - len(tokens))
        words = [seen.get(word) or self._word(word) for word in padded]
        own, left, right, left_but_one, right_but_one, plain, shape, partners = zip(*words, strict=True)
        shapes = "_" + "".join(shape[2:-2]) + "_"
        features = [
            [*here, *before, *after, *before_last, *after_next, "s" + shapes[index : index + 3]]
            for index, (before_last, before, here, after, after_next) in enumerate(
                zip(left_but_one, left[1:], own[2:], right[3:], right_but_one[4:], strict=False)
            )
        ]
        count = len(features)
        for index in [at for at, word in enumerate(plain[2:-1]) if word in partners[at + 1]]:
            if index < count:
                features[index].append("j")
            if index:
                features[index - 1].append("J")
        capitals = [at for at, letter in enumerate(shape[2:-2]) if letter in "UFAI"]
        for index in capitals:
            before_last, before, here, after = plain[index : index + 4]
            features[index] += (f"x{before_last} {before}", f"y{before} {here}", f"z{here} {after}")
            if here in known:
                features[index].append("k")
        self._lookup(plain[2:-2], capitals, features)
        return features

    def _lookup(self, words: tuple[str, ...], capitals: list[int], features: list[list[str]]) -> None:
        """Features from the longest names of the lists that begin at each capitalised word."""
        lists, longest = self._lists, self._longest
        reached = 0
        for index in capitals:
            if index < reached or words[index] not in longest:
                continue
            for count in range(min(_LONGEST, longest[words[index]], len(words) - index), 0, -1):
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

    def _word(self, word: str) -> _Word:
        """What a word as it is written gives itself and its neighbours."""
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        folded = fold(word)
        capital = word[0].isupper()
        own, left, right = ["w" + folded], ["a" + folded], ["b" + folded]
        role = self._lists.cues.get(folded)
        if role:
            left.append("ac" + role[:4])
        cluster = None if role else self._lists.clusters.get("^" + folded if capital else folded)
        if cluster:
            own.append("u" + cluster)
            left.append("au" + cluster)
            right.append("bu" + cluster)
        if capital:
            own += self._capitalised(folded)
        elif role:
            own.append("wc" + role[:4])
        self._seen[word] = known = _Word(
            self._kept(own),
            self._kept(left),
            self._kept(right),
            self._kept(["c" + folded]),
            self._kept(["d" + folded]),
            folded,
            _shape(word, folded),
            self._partners.get(folded, ()),
        )
        return known

    def _kept(self, features: list[str]) -> tuple[str, ...]:
        """The features that weigh anything, as far as it is known which do."""
        return tuple(features if self._weighed is None else [name for name in features if name in self._weighed])

    def _capitalised(self, folded: str) -> Iterator[str]:
        """The features that only a capitalised word gives itself."""
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
        if len(folded) > 2 and not may_be_syllable(folded):
            yield "<" + folded[:3]
            yield ">" + folded[-3:]
            yield ">" + folded[-2:]


def _tokens(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """The tokens of a stretch of text, and where each begins."""
    words: list[str] = []
    starts: list[int] = []
    for piece in text[start:end].split():
        start = text.index(piece, start)
        if piece.isalpha():
            words.append(piece)
            starts.append(start)
        else:
            for match in _TOKEN.finditer(piece):
                words.append(match[0])
                starts.append(start + match.start())
        start += len(piece)
    return words, starts


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


def _shape(word: str, folded: str) -> str:
    """One letter for how a word is written."""
    if word[0].isupper():
        if len(word) == 1:
            return "I"
        if word.isupper():
            return "A"
        return "U" if may_be_syllable(folded) else "F"
    if word.isalpha():
        return "l"
    return "d" if word.isdigit() else word[0]

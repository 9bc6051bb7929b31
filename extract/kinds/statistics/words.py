"""The words of a sentence as the scorer sees them: each with its shape, its class and the kind of name it is in."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from extract.entries import UnitEntry
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.resources import DATA
from extract.text.fold import fold_key
from extract.text.spans import Span

_WORD = compiled(r"\p{N}+(?:[.,/]\p{N}+)*+%?|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*+(?:[.&/-][\p{L}\p{N}]++)*+|\S")
_CLASSES = (
    "statistic.head",
    "statistic.aux",
    "statistic.change",
    "statistic.level",
    "statistic.state",
    "statistic.verb",
    "statistic.phrase-end",
    "statistic.lead",
    "statistic.yardstick",
    "statistic.time",
    "statistic.modifier",
    "statistic.compare",
    "statistic.motion",
    "statistic.generic",
    "statistic.filler",
    "statistic.trail",
    "statistic.stop",
)
"""The classes that tell what a word is; of two the first counts."""
_WHOLES = ("statistic.compound", "statistic.keep")
"""The classes of words of two syllables that are something else than the two by themselves."""
_CLAUSE = frozenset(';:()".')
_VERBAL = frozenset(("aux", "verb", "level", "change"))
_REMEMBERED = 20_000
_NO_CLUSTER = ("0", "c0")
_STANDING_FOR = {"#": "#", "person": "@", "date": "@"}
"""What stands for all numbers, for all persons, and for all dates."""
NOTHING = "0000"
"""What stands between two words that are neighbours."""
_UP_TO_TWO = ["0", "1", *["2"] * 4000]


class Tag(NamedTuple):
    """What a word is like, without what it is.

    Attributes:
        kind: its class, "" if it has none.
        shape: N(umber), P(unctuation), A(ll capitals), C(apital), l(ower case).
        name: the kind of the name that it is, "date" for a date, or "".
    """

    kind: str
    shape: str
    name: str


class Word:
    """One word, number, name, date or mark of a text; words that are alike are one object.

    Attributes:
        word: folded; "#" for a number, "@" for a person or a date; a body or place is known by its first word.
        cluster: the cluster of words that it is used like, "0" if it is in none.
        coarse: the wider cluster.
        tag: what it is like; words that are like each other share one object.
        kind, shape, name: as in the tag.
    """

    __slots__ = ("cluster", "coarse", "kind", "name", "shape", "tag", "word")

    def __init__(self, word: str, clusters: tuple[str, str], tag: Tag) -> None:
        self.word = word
        self.cluster, self.coarse = clusters
        self.tag = tag
        self.kind = tag.kind
        self.shape = tag.shape
        self.name = tag.name


EDGE = Word("", _NO_CLUSTER, Tag("", "-", ""))
"""Stands in front of the first word and behind the last."""


Mark = tuple[int, int, str]
"""Where a name or a date stands in the text, and what it is: the kind of a name, or "date"."""


class Quantity(NamedTuple):
    """Where a figure stands in the text, and how many words at its end are its unit."""

    start: int
    end: int
    units: int


class Words:
    """A sentence as words.

    Attributes:
        words: the words and marks, in order.
        starts: their first offsets in the normalised text.
        ends: the offsets behind them.
        figures: for each word the index of the figure that it is a part of, or -1.
    """

    def __init__(self, words: list[Word], spans: list[Span], figures: Sequence[Span]) -> None:
        self.words = words
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.figures = [-1] * len(words)
        for number, (start, end) in enumerate(figures):
            for index in range(*self.touched(start, end)):
                self.figures[index] = number
        self._counts = self._count()

    def __len__(self) -> int:
        return len(self.words)

    def at(self, index: int) -> Word:
        """The word at `index`, an edge beyond the ends."""
        return self.words[index] if 0 <= index < len(self.words) else EDGE

    def touched(self, start: int, end: int) -> Span:
        """The words that a span of the text touches: the first, and the one behind the last."""
        return _touched(self.starts, self.ends, start, end)

    def between(self, first: int, stop: int) -> str:
        """The commas, figures, marks that end a clause, and verbal words from `first` up to `stop`, each up to two."""
        if stop <= first:
            return NOTHING
        (a, b, c, d), (e, f, g, h) = self._counts[first], self._counts[stop]
        return _UP_TO_TWO[e - a] + _UP_TO_TWO[f - b] + _UP_TO_TWO[g - c] + _UP_TO_TWO[h - d]

    def holds_figure(self, first: int, last: int) -> bool:
        """Whether a figure stands among the words from `first` to `last`."""
        return self.figures[first] >= 0 or self._counts[last + 1][1] > self._counts[first][1]

    def _count(self) -> list[tuple[int, int, int, int]]:
        """The sums of what `between` counts, up to each word."""
        counts = [(0, 0, 0, 0)]
        last = -1
        for word, figure in zip(self.words, self.figures, strict=True):
            commas, figures, marks, verbs = counts[-1]
            commas += word.word == ","
            figures += figure >= 0 and figure != last
            marks += word.word in _CLAUSE
            verbs += word.kind in _VERBAL
            counts.append((commas, figures, marks, verbs))
            last = figure
        return counts


def _touched(starts: Sequence[int], ends: Sequence[int], start: int, end: int) -> Span:
    """The pieces that a span touches: the first, and the one behind the last."""
    first = bisect_right(ends, start)
    return first, bisect_left(starts, end, lo=first)


class WordReader:
    """Reads the words of sentences, each with what the rules and tables know of it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._kinds: dict[str, str] = {}
        for name in _CLASSES:
            for form in lexicon.forms(name):
                self._kinds.setdefault(form, name.removeprefix("statistic."))
        for unit in lexicon.entries(UnitEntry):
            if unit.kind == "count":
                for form in unit.forms:
                    self._kinds.setdefault(fold_key(form), "noun")
        self._clusters = _clusters()
        wholes = frozenset(lexicon.forms(*_WHOLES))
        self._pairs = wholes | {word for word in self._clusters if " " in word and word[0] != "^"}
        self._tags: dict[Tag, Tag] = {}
        self._read = lru_cache(maxsize=_REMEMBERED)(self._read_word)

    def __call__(
        self, text: str, folded: str, sentence: Span, figures: Sequence[Quantity], marks: Iterable[Mark]
    ) -> Words:
        """The words of `sentence`; `figures` and `marks`, the names and dates, stand in it."""
        pieces = [match.span() for match in _WORD.finditer(text, *sentence)]
        starts, ends = [start for start, _ in pieces], [end for _, end in pieces]
        wholes, walls = _wholes(starts, ends, figures, marks)
        words: list[Word] = []
        spans: list[Span] = []
        index = 0
        while index < len(pieces):
            start, end = pieces[index]
            stop, name = wholes.get(index, (index + 1, ""))
            form = _STANDING_FOR.get(name, folded[start:end])
            if index + 1 < len(pieces) and name not in _STANDING_FOR and index + 1 not in walls:
                second = starts[index + 1]
                pair = f"{form} {folded[second : ends[index + 1]]}"
                if pair in self._pairs and (text[start].isupper() or not text[second].isupper()):
                    form, stop = pair, max(stop, index + 2)
            words.append(self._read(text[start:end], form, name))
            spans.append((start, ends[stop - 1]))
            index = stop
        return Words(words, spans, [(figure.start, figure.end) for figure in figures])

    def _read_word(self, written: str, folded: str, name: str) -> Word:
        kind = self._kinds.get(folded, "")
        if folded == "@":
            return Word(folded, (folded, folded), self._tag("", "C", name))
        if folded == "#" or written[0].isdigit():
            return Word("#", ("#", "#"), self._tag("", "N", "" if name == "#" else name))
        if not written[0].isalpha():
            return Word(folded, (folded, folded), self._tag(kind, "C" if name else "P", name))
        shape = "A" if len(written) > 1 and written.isupper() else "C" if written[0].isupper() else "l"
        written = f"^{folded}" if shape != "l" else folded
        clusters = self._clusters.get(written) or self._clusters.get(folded, _NO_CLUSTER)
        return Word(folded, clusters, self._tag(kind, shape, name))

    def _tag(self, kind: str, shape: str, name: str) -> Tag:
        tag = Tag(kind, shape, name)
        return self._tags.setdefault(tag, tag)


def _clusters() -> dict[str, tuple[str, str]]:
    """The clusters, fine and coarse, of words."""
    rows = (DATA / "statistics" / "words.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in rows if not line.startswith("#")][1:]
    return {
        word.replace("_", " "): (str(number), "c" + coarse)
        for number, (coarse, words) in enumerate(table)
        for word in words.split(" ")
    }


def _wholes(
    starts: list[int], ends: list[int], figures: Sequence[Quantity], marks: Iterable[Mark]
) -> tuple[dict[int, tuple[int, str]], set[int]]:
    """What is one word, by its first piece: the one behind its last, and what it is; and where no pair goes on."""
    wholes: dict[int, tuple[int, str]] = {}
    walls: set[int] = set()
    taken: set[int] = set()
    for figure in figures:
        first, stop = _touched(starts, ends, figure.start, figure.end)
        number = max(stop - figure.units, first + 1)
        wholes[first] = number, "#"
        walls |= {first, number, stop}
        taken.update(range(first, stop))
    for start, end, kind in marks:
        first, stop = _touched(starts, ends, start, end)
        if first < stop and taken.isdisjoint(range(first, stop)):
            wholes[first] = stop, kind
            walls |= {first, stop}
            taken.update(range(first, stop))
    return wholes, walls

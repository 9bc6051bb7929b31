"""The words of a sentence as the scorer sees them: each with its shape, its class and the kind of name it is in."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from extract.entries import UnitEntry
from extract.kinds.names.gazetteer import gazetteer
from extract.lexicon import Lexicon
from extract.patterns import compiled
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
_WHOLE = "compound"
_CLAUSE = frozenset(';:()".')
_VERBAL = frozenset(("aux", "verb", "level", "change"))
_REMEMBERED = 20_000


class Word:
    """One word or mark of a text; words that are alike are one object.

    Attributes:
        word: folded; "#" for a number.
        shape: N(umber), P(unctuation), A(ll capitals), C(apital), l(ower case).
        kind: its class, "" if it has none.
        cluster: the number of the cluster of words that it is used like, "0" if it is in none.
        name: the kind of the name that it is a part of, "date" for one of a date, or "".
    """

    __slots__ = ("cluster", "kind", "name", "shape", "word")

    def __init__(self, word: str, shape: str, kind: str = "", cluster: str = "0", name: str = "") -> None:
        self.word = word
        self.shape = shape
        self.kind = kind
        self.cluster = cluster
        self.name = name


EDGE = Word("", "-")
"""Stands in front of the first word and behind the last."""


class Between(NamedTuple):
    """What stands between two words: commas, figures, marks that end a clause, verbal words; each counted up to two."""

    commas: int
    figures: int
    marks: int
    verbs: int


NOTHING = Between(0, 0, 0, 0)


Mark = tuple[int, int, str]
"""Where a name or a date stands in the text, and what it is: the kind of a name, or "date"."""


class Words:
    """A sentence as words.

    Attributes:
        words: the words and marks, in order.
        starts: their first offsets in the normalised text.
        ends: the offsets behind them.
        figures: for each word the index of the figure that it is a part of, or -1.
        names: the kind of each name or date by its first and last word.
    """

    def __init__(self, words: list[Word], spans: list[Span], figures: Sequence[Span], names: dict[Span, str]) -> None:
        self.words = words
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.names = names
        self.figures = [-1] * len(words)
        for number, (start, end) in enumerate(figures):
            for index in range(*_touched(spans, start, end)):
                self.figures[index] = number
        self._counts = self._count()
        self._goes_on = [False] * (len(words) + 1)  # whether a name that began before the word goes on with it
        for first, last in names:
            for index in range(first + 1, last + 1):
                self._goes_on[index] = True

    def __len__(self) -> int:
        return len(self.words)

    def at(self, index: int) -> Word:
        """The word at `index`, an edge beyond the ends."""
        return self.words[index] if 0 <= index < len(self.words) else EDGE

    def touched(self, start: int, end: int) -> Span:
        """The words that a span of the text touches: the first, and the one behind the last."""
        return _touched(list(zip(self.starts, self.ends, strict=True)), start, end)

    def between(self, first: int, stop: int) -> Between:
        """What stands among the words from `first` up to `stop`, which is left out."""
        if stop <= first:
            return NOTHING
        a, b = self._counts[first], self._counts[stop]
        return Between(min(b[0] - a[0], 2), min(b[1] - a[1], 2), min(b[2] - a[2], 2), min(b[3] - a[3], 2))

    def holds_figure(self, first: int, last: int) -> bool:
        """Whether a figure stands among the words from `first` to `last`."""
        return self.figures[first] >= 0 or self._counts[last + 1][1] > self._counts[first][1]

    def cuts(self, first: int, last: int) -> bool:
        """Whether the words from `first` to `last` begin or end inside of a name."""
        return self._goes_on[first] or self._goes_on[last + 1]

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


def _touched(spans: Sequence[Span], start: int, end: int) -> Span:
    first = 0
    while first < len(spans) and spans[first][1] <= start:
        first += 1
    stop = first
    while stop < len(spans) and spans[stop][0] < end:
        stop += 1
    return first, stop


class WordReader:
    """Reads the words of sentences, each with what the rules and tables know of it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._kinds: dict[str, str] = {}
        for name in _CLASSES:
            for form in lexicon.forms(name):
                self._kinds.setdefault(form, name.removeprefix("statistic."))
        self._wholes = frozenset(lexicon.forms(*_WHOLES))
        for unit in lexicon.entries(UnitEntry):
            if unit.kind == "count":
                for form in unit.forms:
                    self._kinds.setdefault(fold_key(form), "noun")
        self._clusters = gazetteer(lexicon).clusters
        self._word = lru_cache(maxsize=_REMEMBERED)(self._read_word)
        self._variant = lru_cache(maxsize=_REMEMBERED)(_variant)

    def __call__(self, text: str, folded: str, sentence: Span, figures: Sequence[Span], marks: Iterable[Mark]) -> Words:
        """The words of `sentence`; `figures` are the spans of its figures, `marks` the names and dates of the text."""
        spans = [match.span() for match in _WORD.finditer(text, *sentence)]
        words = [self._word(text[start:end], folded[start:end]) for start, end in spans]
        for index in range(len(words) - 1):
            pair = f"{words[index].word} {words[index + 1].word}"
            if pair in self._wholes:
                words[index : index + 2] = [self._variant(word, _WHOLE, "") for word in words[index : index + 2]]
            elif not words[index].kind and pair in self._kinds:
                words[index] = self._variant(words[index], self._kinds[pair], "")
        kinds: dict[Span, str] = {}
        for start, end, kind in marks:
            if start < sentence[1] and end > sentence[0]:
                first, stop = _touched(spans, start, end)
                for index in range(first, stop):
                    words[index] = self._variant(words[index], words[index].kind, kind)
                if first < stop:
                    kinds[first, stop - 1] = kind
        return Words(words, spans, figures, kinds)

    def _read_word(self, written: str, folded: str) -> Word:
        first = written[0]
        if first.isdigit():
            return Word("#", "N")
        kind = self._kinds.get(folded, "")
        if not first.isalpha():
            return Word(folded, "P", kind)
        shape = "A" if len(written) > 1 and written.isupper() else "C" if first.isupper() else "l"
        return Word(folded, shape, kind, self._clusters.get(("^" if first.isupper() else "") + folded, "0"))


def _variant(word: Word, kind: str, name: str) -> Word:
    return Word(word.word, word.shape, kind, word.cluster, name)

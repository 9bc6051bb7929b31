"""The words of a sentence as the scorer sees them: each with its shape, its class and the kind of name it is in."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress, product
from typing import NamedTuple

from extract.entries import UnitEntry
from extract.lazy import Table
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.resources import rows
from extract.text.fold import fold, fold_key
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
ONE_WORD, ONE_COMMA, ONE_FIGURE, ONE_MARK, ONE_VERB, ONE_ACT, ONE_PREPOSITION = (64**place for place in range(7))
"""What stands between two words is counted in one number, with six bits for each: it is asked of less than 64 words.

Verbal words are those of the classes; acts are those that are verbs by their part of speech.
"""
_ONES = (ONE_COMMA, ONE_MARK, ONE_VERB, ONE_ACT, ONE_PREPOSITION)
_STEPS = {are: ONE_WORD + sum(compress(_ONES, are)) for are in product((False, True), repeat=len(_ONES))}
_MARKS = (",", ":", ";", "(", ")", ".", '"', "-")
_INNER = ("aux", "verb", "level", "change", "head", "stop", "lead")
_LINKING = frozenset(("level", "change", "modifier"))


class Tag:
    """What a word is like, without what it is; words that are like each other share one object.

    Attributes:
        kind: its class, "" if it has none.
        shape: N(umber), P(unctuation), A(ll capitals), C(apital), l(ower case).
        name: the kind of the name that it is, "date" for a date, or "".
        part: its part of speech: what `parts.tsv` says of the word, "Np" for a name, "M" for a number,
            "" for a date or a mark; what it does not hold is taken for a noun, or for a name if capitalised.
    """

    __slots__ = ("kind", "name", "part", "shape")

    def __init__(self, kind: str, shape: str, name: str, part: str) -> None:
        self.kind, self.shape, self.name, self.part = kind, shape, name, part


_NO_PAIRS: dict[str, "Word"] = {}


class Word:
    """One word, number, name, date or mark of a text; words that are alike are one object.

    Attributes:
        word: folded; "#" for a number, "@" for a person or a date; a body or place is known by its first word.
        cluster: the cluster of words that it is used like, "0" if it is in none.
        coarse: the wider cluster.
        tag: what it is like.
        kind, shape, name, part: as in the tag.
        step: what the word adds to a way that leads over it.
        flag: what makes it telling inside a phrase: that it is a mark or joins two, or a word no phrase should hold;
            flags are counted in one number, with four bits for each: it is asked of less than sixteen words.
        between: what it is told as where it stands between two figures.
        pairs: the words that it is together with a second syllable, by that.
    """

    __slots__ = (
        "between", "cluster", "coarse", "flag", "kind", "name", "pairs", "part", "shape", "step", "tag", "word"
    )  # fmt: skip

    def __init__(self, word: str, clusters: tuple[str, str], tag: Tag, flag: int = 0, *, links: bool = False) -> None:
        self.word = word
        self.pairs: dict[str, Word] = _NO_PAIRS
        self.cluster, self.coarse = clusters
        self.tag = tag
        self.kind = tag.kind
        self.shape = tag.shape
        self.name = tag.name
        self.part = tag.part
        self.step = _STEPS[word == ",", word in _CLAUSE, tag.kind in _VERBAL, tag.part == "V", tag.part == "E"]
        self.flag = flag
        self.between = word if links or tag.shape == "P" or tag.kind in _LINKING else tag.kind or "w"


EDGE = Word("", _NO_CLUSTER, Tag("", "-", "", "-"))
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
        ways: how much there is in front of each word: words, commas, figures, marks that end a clause, verbal words.
        flags: the flags of the words in front of each word, added up.
        flagged: the names of the flags that a difference of two such sums holds.
        inside: how many of the words in front of each word are parts of figures.
    """

    def __init__(
        self, words: list[Word], spans: list[Span], figures: Sequence[Span], flagged: Table[int, tuple[str, ...]]
    ) -> None:
        self.words = words
        self.flagged = flagged
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        figure_of = [-1] * len(words)
        for number, (start, end) in enumerate(figures):
            first, stop = self.touched(start, end)
            figure_of[first:stop] = [number] * (stop - first)
        steps = [word.step for word in words]
        last = -1
        for index, number in enumerate(figure_of):
            if number != last:
                last = number
                steps[index] += ONE_FIGURE * (number >= 0)
        self.ways = [0, *accumulate(steps)]
        self.flags = [0, *accumulate([word.flag for word in words])]
        self.inside = [0, *accumulate([number >= 0 for number in figure_of])]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, index: int) -> Word:
        """The word at `index`, an edge beyond the ends."""
        return self.words[index] if 0 <= index < len(self.words) else EDGE

    def touched(self, start: int, end: int) -> Span:
        """The words that a span of the text touches: the first, and the one behind the last."""
        return _touched(self.starts, self.ends, start, end)


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
        self._marked = (*_MARKS, *lexicon.forms("statistic.joint"))
        flags = (*self._marked, *_INNER)
        self._flags = {flag: 16**number for number, flag in enumerate(flags)}
        self._flagged = Table[int, tuple[str, ...]](
            lambda told: tuple(flag for flag, count in zip(flags, reversed(f"{told:x}"), strict=False) if count != "0")
        )
        self._links = frozenset(lexicon.forms("statistic.link"))
        self._parts = {word: part for part, words in rows("statistics/parts.tsv") for word in words.split(" ")}
        self._seconds: dict[str, list[str]] = {}
        for pair in sorted({*lexicon.forms(*_WHOLES), *self._clusters}):
            first, space, second = pair.partition(" ")
            if space and first[0] != "^":
                self._seconds.setdefault(first, []).append(second)
        self._tags = Table[tuple[str, str, str, str], Tag](lambda told: Tag(*told))
        self._named = Table[tuple[str, str], Word](lambda told: self._read(*told))
        self._plain = Table[str, Word](lambda written: self._read(written, ""))

    def __call__(self, text: str, sentence: Span, figures: Sequence[Quantity], marks: Iterable[Mark]) -> Words:
        """The words of `sentence`; `figures` and `marks`, the names and dates, stand in it."""
        if len(self._plain) > _REMEMBERED:
            self._plain.clear()
            self._named.clear()
        pieces = [match.span() for match in _WORD.finditer(text, *sentence)]
        starts, ends = [start for start, _ in pieces], [end for _, end in pieces]
        plain = [self._plain[text[start:end]] for start, end in pieces]
        wholes, walls = _wholes(starts, ends, figures, marks)
        words: list[Word] = []
        spans: list[Span] = []
        index = 0
        while index < len(pieces):
            word, stop = plain[index], index + 1
            if index in wholes:
                stop, name = wholes[index]
                word = self._named[text[starts[index] : ends[index]], name]
            if word.pairs and index + 1 < len(pieces) and index + 1 not in walls:
                second = plain[index + 1]
                if second.word in word.pairs and (word.shape != "l" or second.shape == "l"):
                    word, stop = word.pairs[second.word], max(stop, index + 2)
            words.append(word)
            spans.append((starts[index], ends[stop - 1]))
            index = stop
        return Words(words, spans, [(figure.start, figure.end) for figure in figures], self._flagged)

    def _read(self, written: str, name: str) -> Word:
        form = _STANDING_FOR.get(name) or fold(written)
        word = self._word(written, form, name)
        if form in self._seconds and name not in _STANDING_FOR:
            word.pairs = {second: self._word(written, f"{form} {second}", name) for second in self._seconds[form]}
        return word

    def _word(self, written: str, folded: str, name: str) -> Word:
        tag, clusters = self._like(written, folded, name)
        word = "#" if tag.shape == "N" else folded
        flag = self._flags.get(word if word in self._marked else tag.kind, 0)
        return Word(word, clusters or (word, word), tag, flag, links=word in self._links)

    def _like(self, written: str, folded: str, name: str) -> tuple[Tag, tuple[str, str] | None]:
        """What a word is like, and the clusters that it is in; a mark, a number and what stands for many is its own."""
        kind, part = self._kinds.get(folded, ""), "Np" if name else ""
        if folded == "@":
            return self._tags["", "C", name, "" if name == "date" else part], None
        if folded == "#" or written[0].isdigit():
            return self._tags["", "N", "" if name == "#" else name, "M"], None
        if not written[0].isalpha():
            return self._tags[kind, "C" if name else "P", name, part], None
        shape, known = _case(written), self._clusters
        form, unread = (folded, "N") if shape == "l" else (f"^{folded}", "Np")
        part = part or self._parts.get(form.replace(" ", "_"), unread)
        return self._tags[kind, shape, name, part], known.get(form) or known.get(folded, _NO_CLUSTER)


def _case(written: str) -> str:
    """The shape of a word of letters."""
    if not written[0].isupper():
        return "l"
    return "A" if len(written) > 1 and written.isupper() else "C"


def _clusters() -> dict[str, tuple[str, str]]:
    """The clusters, fine and coarse, of words."""
    return {
        word.replace("_", " "): clusters
        for number, (coarse, words) in enumerate(rows("statistics/words.tsv"))
        for clusters in ((str(number), "c" + coarse),)
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

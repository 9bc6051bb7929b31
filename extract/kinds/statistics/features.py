"""What the scorer looks at: features of where a phrase begins and ends, of the phrase, and of there being none.

A *key* is a tuple: the name of a template below and what it depends on. A template makes the names of the features of
a key; the scorer adds up their weights once and remembers the sum, for the same few words stand beside each other
again and again. So a key costs one look-up, however many names its template makes.
"""

from collections.abc import Callable
from typing import NamedTuple

from extract.kinds.statistics.words import NOTHING, Tag, Word, Words
from extract.text.spans import Span

Key = tuple[object, ...]

LONGEST = 10
"""Words of the longest phrase."""
_MIDDLE = 10
"""Words in front of a figure that tell whether a phrase ends before them."""
_GAP = 4
"""Words between a phrase and the figure that are looked at one by one."""
_NEAR = 6
"""Words between two figures that are looked at one by one."""
_MARKED = frozenset((",", ":", ";", "(", ")", ".", '"', "và", "của", "ở", "tại", "trong", "cho", "-", "với", "về"))
_INNER = frozenset(("aux", "verb", "level", "change", "head", "stop", "lead"))
_LINKS = frozenset(("và", "còn", "là"))
_LINKING = frozenset(("level", "change", "modifier"))


class Figure(NamedTuple):
    """A figure among the words of its sentence.

    Attributes:
        first, last: its first and last word.
        unit: the first word of its unit where the unit is a counted noun or a measure; else the word behind it.
        kind, name, change: kind, unit and change of the statistic.
        number: its index among the sentence's figures.
    """

    first: int
    last: int
    unit: int
    kind: str
    name: str
    change: str | None
    number: int

    @property
    def counted(self) -> str:
        """Its kind, with the unit where many units are of that kind."""
        return f"{self.kind}:{self.name}" if self.kind in ("count", "measure") else self.kind


class Carried(NamedTuple):
    """What the figure before measured: its phrase or None, how alike the two figures are, what stands between them."""

    phrase: Span | None
    likeness: str
    gap: str


def carried(words: Words, before: Figure, figure: Figure, phrase: Span | None) -> Carried:
    """What goes on from the figure `before`, which measured `phrase`."""
    likeness = ("K" if before.kind == figure.kind else "k") + ("U" if before.name == figure.name else "u")
    between = words.words[before.last + 1 : figure.first]
    if len(between) > _NEAR:
        return Carried(phrase, likeness, "far;" if any(word.word == ";" for word in between) else "far")
    telling = [
        word.word if word.shape == "P" or word.kind in _LINKING or word.word in _LINKS else word.kind or "w"
        for word in between
    ]
    return Carried(phrase, likeness, " ".join(telling))


def flag(word: Word) -> str:
    """What makes a word inside a phrase telling: that it is a mark or preposition, or a word no phrase should hold."""
    if word.word in _MARKED:
        return word.word
    return word.kind if word.kind in _INNER else ""


def side_of(figure: Figure, first: int, last: int) -> str:
    """L(eft of the figure), R(ight of it), U(nit: the phrase begins with it)."""
    return "L" if last < figure.first else "R" if first > figure.last else "U"


def sift_keys(word: Word) -> tuple[Key, Key, Key]:
    """What tells that a phrase may begin or end behind a word, at it, and before it."""
    return ("sift", "-", word), ("sift", "", word), ("sift", "+", word)


def begins_keys(words: Words, index: int) -> list[Key]:
    """What tells that a phrase may begin at a word, whatever the figure."""
    before, word, after = words.at(index - 1), words.words[index], words.at(index + 1)
    return [("begins", word), ("begins_behind", before), ("begin", before.tag, word.tag, after.tag)]


def ends_keys(words: Words, index: int) -> list[Key]:
    """What tells that a phrase may end at a word, whatever the figure."""
    before, word, after = words.at(index - 1), words.words[index], words.at(index + 1)
    return [("ends", word), ("ends_before", after), ("end", before.tag, word.tag, after.tag)]


def middle_key(word: Word) -> Key:
    """What a word tells that stands between a phrase and the figure behind it."""
    return ("middle", word)


def side_key(words: Words, figure: Figure, side: str) -> Key:
    """What tells of a side of the figure."""
    return ("side", side, figure.counted, words.at(figure.first - 1).word)


def begin_keys(words: Words, figure: Figure, index: int) -> list[Key]:
    """What tells of a word as the beginning of a phrase that a figure measures."""
    word = words.words[index]
    side = side_of(figure, index, index)
    if side == "L":
        away, between = _distance(figure.first - index), words.between(index, figure.first)
    elif side == "R":
        away, between = _distance(index - figure.last), words.between(figure.last + 1, index)
    else:
        away, between = "0", NOTHING
    return [
        ("begin_there", side, away, between, figure.kind),
        ("begin_word", side, figure.kind, word),
        ("begin_tag", side, away, figure.kind, between[1], word.tag),
        ("begin_behind", side, between[:2], words.at(index - 1).word),
    ]


def end_keys(words: Words, figure: Figure, index: int) -> list[Key]:
    """What tells of a word as the end of a phrase that a figure measures."""
    side = side_of(figure, index, index)
    gap = kinds = ""
    if side == "L":
        size = figure.first - 1 - index
        away, between = _distance(size), words.between(index + 1, figure.first)
        inner = words.words[index + 1 : figure.first] if size <= _GAP + 1 else []
        gap = " ".join([word.word for word in inner]) if size <= _GAP else "far"
        kinds = " ".join([word.kind or word.shape for word in inner])
    elif side == "R":
        away, between = _distance(index - figure.last), words.between(figure.last + 1, index)
    else:
        away, between = "0", NOTHING
    return [
        ("end_there", side, away, between, figure.kind),
        ("end_gap", side, gap, kinds, figure.kind),
        ("end_before", side, figure.kind, words.at(index + 1)),
    ]


def middle(words: Words, figure: Figure, index: int) -> Span:
    """The words between a phrase that ends at `index` and the figure: the first, and the one behind the last."""
    return max(index + 1, figure.first - _MIDDLE), figure.first


def phrase_keys(words: Words, figure: Figure, first: int, last: int, inner: tuple[str, ...]) -> list[Key]:
    """What tells of a whole phrase; `inner` are the flags of its words behind the first."""
    side = side_of(figure, first, last)
    head, tail = words.words[first].kind, words.words[last].kind
    holds = side != "U" and words.holds_figure(first, last)
    keys: list[Key] = [("phrase", side, figure.kind, last - first + 1, head, tail, holds, first == 0)]
    if inner:
        keys.append(("phrase_inner", side, inner))
    name = words.words[first].name if first == last else ""
    if name:
        keys.append(("named", side, name, figure.kind, figure.name))
    if side == "U":
        keys.append(("unit", figure.name, min(last - figure.last, 3)))
    return keys


def carried_key(figure: Figure, first: int, last: int, carried: Carried) -> Key:
    """What tells of a phrase after what the figure before measured."""
    return ("carried", _relation(carried.phrase, first, last), carried.likeness, carried.gap, figure.kind)


def owner_key(words: Words, figure: Figure, first: int, last: int, subject: Span | None) -> Key:
    """What tells of a phrase as the one whose quantity it is, beside the phrase that names the quantity."""
    side = side_of(figure, first, last)
    if subject is None:
        return ("no_subject", side)
    if first > subject[1]:
        gap = words.words[subject[1] + 1 : first]
        return ("behind_subject", side, _words(gap), _distance(first - subject[1]))
    gap = words.words[last + 1 : subject[0]]
    return ("before_subject", side, _words(gap), _distance(subject[0] - last))


def none_keys(words: Words, figure: Figure) -> list[Key]:
    """What tells that the sentence does not say what the figure measures."""
    before, after = words.at(figure.first - 1), words.at(figure.last + 1)
    headed = any(word.kind == "head" for word in words.words[: figure.first])
    named = any(word.name for word in words.words[: figure.first])
    return [
        ("none", figure.kind, figure.counted, figure.change, headed, named),
        ("none_after", figure.kind, figure.counted, after),
        ("none_before", figure.kind, words.at(figure.first - 2).word, before),
        ("none_size", min(len(words) // 8, 5), min(figure.first, 3)),
    ]


def none_carried_key(carried: Carried) -> Key:
    """What tells, after what the figure before measured, that the sentence does not say it of this one."""
    return ("none_carried", carried.phrase is None, carried.likeness, carried.gap)


def none_owner_key(figure: Figure, subject: Span | None) -> Key:
    """What tells that nobody's quantity it is, beside whether a phrase names the quantity."""
    return ("none_subject", subject is None, figure.kind, figure.name)


class Templates:
    """Makes the names of a key's features."""

    def __init__(self) -> None:
        self._templates: dict[object, Callable[..., list[str]]] = {
            name: getattr(self, f"_{name}") for name in _TEMPLATES
        }

    def __call__(self, key: Key) -> list[str]:
        """The names of the features of a key."""
        return self._templates[key[0]](*key[1:])

    def _sift(self, where: str, w: Word) -> list[str]:
        names = [f"c{where}={w.cluster}", f"C{where}={w.coarse}{w.shape}", f"k{where}={w.kind}{w.name}"]
        return names + ["0"] * (not where) + [f"w{where}={w.word}"] * (w.kind != "" or w.shape == "P")

    def _begins(self, w: Word) -> list[str]:
        return [f"b={w.word}", f"bc0={w.cluster}"]

    def _begins_behind(self, b: Word) -> list[str]:
        return [f"b-={b.word}", f"bc-={b.cluster}"]

    def _begin(self, b: Tag, w: Tag, a: Tag) -> list[str]:
        return [f"bs={b.shape}{w.shape}", f"bs+={w.shape}{a.shape}", f"bk={b.kind}|{w.kind}", f"bn={b.name}|{w.name}"]

    def _ends(self, w: Word) -> list[str]:
        return [f"e={w.word}", f"ec0={w.cluster}"]

    def _ends_before(self, a: Word) -> list[str]:
        return [f"e+={a.word}", f"ec+={a.cluster}"]

    def _end(self, b: Tag, w: Tag, a: Tag) -> list[str]:
        return [f"es={w.shape}{a.shape}", f"es-={b.shape}{w.shape}", f"ek={w.kind}|{a.kind}", f"en={w.name}|{a.name}"]

    def _middle(self, w: Word) -> list[str]:
        return [f"m={w.word}", f"mc={w.cluster}", f"mC={w.coarse}"]

    def _side(self, side: str, counted: str, cue: str) -> list[str]:
        return [f"bu={side}{counted}", f"bq={side} {cue}"]

    def _begin_there(self, side: str, away: str, between: str, kind: str) -> list[str]:
        return [f"bd={side}{away}", f"bdk={side}{away}{kind}", f"bm={side}{between}", f"bmk={side}{between[:3]}{kind}"]

    def _begin_word(self, side: str, kind: str, w: Word) -> list[str]:
        return [f"bw={side}{kind} {w.word}"]

    def _begin_tag(self, side: str, away: str, kind: str, figures: str, w: Tag) -> list[str]:
        return [f"bwd={side}{away}{w.kind}", f"bwn={side}{kind}{w.name}{figures}"]

    def _begin_behind(self, side: str, between: str, before: str) -> list[str]:
        return [f"bb={side}{between} {before}"]

    def _end_there(self, side: str, away: str, between: str, kind: str) -> list[str]:
        return [f"ed={side}{away}", f"edk={side}{away}{kind}", f"em={side}{between}", f"emk={side}{between[:3]}{kind}"]

    def _end_gap(self, side: str, gap: str, kinds: str, kind: str) -> list[str]:
        return [f"eg={side} {gap}", f"egk={side}{kind} {gap}", f"egc={side}{kind} {kinds}"]

    def _end_before(self, side: str, kind: str, a: Word) -> list[str]:
        return [f"ea={side}{kind} {a.word}"]

    def _phrase(self, side: str, kind: str, size: int, head: str, tail: str, holds: bool, opens: bool) -> list[str]:
        names = [f"p={side}{min(size, 9)}", f"pk={side}{min(size, 4)}{kind}", f"pc={side}{head}|{tail}"]
        return names + [f"pf={side}"] * holds + [f"po={kind}"] * opens

    def _phrase_inner(self, side: str, inner: tuple[str, ...]) -> list[str]:
        return [f"pi={side}{one}" for one in inner]

    def _named(self, side: str, name: str, kind: str, unit: str) -> list[str]:
        return [f"n={side}{name}{kind}", f"nu={name}{unit}"]

    def _unit(self, unit: str, more: int) -> list[str]:
        return [f"u={min(more, 1)}", f"uu={unit}{more}"]

    def _carried(self, relation: str, likeness: str, gap: str, kind: str) -> list[str]:
        return [f"c={relation}{likeness}", f"cg={relation} {gap}", f"ck={relation}{likeness}{kind}"]

    def _no_subject(self, side: str) -> list[str]:
        return [f"o0={side}"]

    def _behind_subject(self, side: str, gap: str, away: str) -> list[str]:
        return [f"o+={gap}", f"o+d={side}{away}"]

    def _before_subject(self, side: str, gap: str, away: str) -> list[str]:
        return [f"o-={gap}", f"o-d={side}{away}"]

    def _none(self, kind: str, counted: str, change: str | None, headed: bool, named: bool) -> list[str]:
        return [
            "0",
            f"0k={kind}",
            f"0u={counted}",
            f"0c={change}",
            f"0h={headed}",
            f"0n={named}",
        ]

    def _none_after(self, kind: str, counted: str, a: Word) -> list[str]:
        return [f"0+={a.word}", f"0+u={counted} {a.word}", f"0+k={kind}{a.kind}", f"0+s={kind}{a.shape}"]

    def _none_before(self, kind: str, second: str, b: Word) -> list[str]:
        return [f"0-={b.word}", f"0-k={kind} {b.word}", f"0-2={second} {b.word}", f"0-c={kind}{b.kind}"]

    def _none_size(self, size: int, first: int) -> list[str]:
        return [f"0l={size}", f"0f={first}"]

    def _none_carried(self, none: bool, likeness: str, gap: str) -> list[str]:
        return [f"0p={none}{likeness}", f"0pg={none} {gap}"]

    def _none_subject(self, none: bool, kind: str, unit: str) -> list[str]:
        return [f"0s={none}{kind}", f"0su={none}{unit}"]


_TEMPLATES = [name.removeprefix("_") for name in vars(Templates) if name.startswith("_") and not name.startswith("__")]


_COARSE = ((3, ""), (5, "4-5"), (8, "6-8"), (13, "9-13"), (20, "14-20"))
_DISTANCES = [next(name or str(count) for most, name in _COARSE if count <= most) for count in range(21)]


def _distance(count: int) -> str:
    """A number of words, coarser the more they are."""
    return _DISTANCES[count] if count < len(_DISTANCES) else "21+"


def _words(gap: list[Word]) -> str:
    return " ".join(word.word for word in gap) if len(gap) <= 2 else "far"


def _relation(phrase: Span | None, first: int, last: int) -> str:
    """How the words from `first` to `last` stand to another phrase."""
    if phrase is None:
        return "none"
    if phrase == (first, last):
        return "same"
    return "apart" if last < phrase[0] or first > phrase[1] else "part"

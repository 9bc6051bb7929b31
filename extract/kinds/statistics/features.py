"""What the scorer looks at: features of where a phrase begins and ends, of the phrase, and of there being none.

A feature has a name, such as "bd=L1": the phrase begins one word in front of the figure.
"""

from typing import Generic, NamedTuple

from extract.kinds.statistics.words import ONE_COMMA, Tag, Word
from extract.lazy import Table
from extract.scoring import T, Tell, V

Gap = tuple[Word, ...] | int
"""The words between two phrases, or how many they are if they are many."""

SHORT_GAP = 5
"""Words between a phrase and the figure behind it whose kinds are looked at one by one."""
_WORDS_OF_GAP = 4
"""Words between a phrase and the figure behind it that are looked at one by one."""
_NEAR = 6
"""Words between two figures that are looked at one by one."""
_COARSE = ((3, ""), (5, "4-5"), (8, "6-8"), (13, "9-13"), (20, "14-20"))
_DISTANCES = [next(name or str(count) for most, name in _COARSE if count <= most) for count in range(21)]


class Figure(NamedTuple):
    """A figure among the words of its sentence.

    Attributes:
        first, last: its first and last word.
        unit: the first word of its unit where the unit is a counted noun or a measure; else the word behind it.
        kind, name, change: kind, unit and change of the statistic.
    """

    first: int
    last: int
    unit: int
    kind: str
    name: str
    change: str | None

    @property
    def counted(self) -> str:
        """Its kind, with the unit where many units are of that kind."""
        return f"{self.kind}:{self.name}" if self.kind in ("count", "measure") else self.kind


class Carried(NamedTuple):
    """What goes on from one figure to the next: how alike the two are, and what stands between them."""

    likeness: str
    gap: str


def carried(words: list[Word], before: Figure, figure: Figure) -> Carried:
    """What goes on from the figure `before`."""
    likeness = ("K" if before.kind == figure.kind else "k") + ("U" if before.name == figure.name else "u")
    between = words[before.last + 1 : figure.first]
    if len(between) > _NEAR:
        return Carried(likeness, "far;" if any(word.word == ";" for word in between) else "far")
    return Carried(likeness, " ".join(word.between for word in between))


def _distance(count: int) -> str:
    """A number of words, coarser the more they are."""
    return _DISTANCES[count] if count < len(_DISTANCES) else "21+"


def _crossed(things: int) -> str:
    """The commas, figures, marks that end a clause, verbal words, verbs and prepositions on a way, each up to two."""
    return "".join(str(min(things // 64**place % 64, 2)) for place in range(6))


_CROSSED = Table(_crossed)


def _acts(crossed: str) -> str:
    """Of what is crossed the commas, verbs and prepositions."""
    return crossed[0] + crossed[4:]


class Sides(NamedTuple, Generic[T]):
    """Something for each side of a figure: to its left, to its right, and for a phrase that begins with its unit."""

    L: T
    R: T
    U: T


Begun = tuple[V, Table[Word, V], Table[Tag, V]]
"""What a way to the first word of a phrase tells, and the tables of the word in front of it and of what it is like."""


class Beside(Generic[V]):
    """What tells of words and phrases on one side of the figures of one kind.

    Attributes:
        begins: by the way between the figure and the first word of a phrase.
        begin_word: of the first word of a phrase.
        ends: of the way between the figure and the last word of a phrase.
        gaps: of the words between the last word of a phrase and the figure behind it, if they are few.
        end_before: of the word behind a phrase.
        phrases: of the number of a phrase's words, the kinds of its first and last word, whether it holds a figure,
            and whether it opens the sentence.
        inner: of the flags of a phrase's words behind the first.
        frames: of the part of speech and the kind of the word in front of a phrase, and of the word behind it.
        heads: of the parts of speech of its first and its last word.
        governed: of the verb in front of the figure, and where the phrase stands to it.
        named: of the kind of the name that a phrase is, and the figure's unit.
        no_subject: of one that may be whose quantity it is, where no phrase names the quantity.
        behind_subject, before_subject: the same by the words between it and the phrase that names the quantity, or how
            many they are.
    """

    def __init__(self, side: str, kind: str, tell: Tell[V]) -> None:
        self._side, self._kind, self._tell = side, kind, tell
        self._behind = Table(self._words_behind)
        self._tags = Table(self._tags_at)
        self._acts = Table[tuple[str, str], V](lambda told: tell(self._acts_on(*told)))
        self._places = Table(self._begin)
        self._begin_places = Table[tuple[str, str], V](lambda told: tell(self._place("b", *told)))
        self.begins = Table[int, Begun[V]](lambda way: self._places[self._away(way), _CROSSED[way // ONE_COMMA]])
        self.begin_word = Table[Word, V](
            lambda w: tell([f"bw={side}{kind} {w.word}", f"b={w.word}", f"bc0={w.cluster}"])
        )
        self._end_places = Table[tuple[str, str, bool], V](lambda told: tell(self._end(*told)))
        self.ends = Table[int, V](self._ends)
        self.gaps = Table[tuple[Word, ...], V](lambda words: tell(self._gap_of(words)))
        self.end_before = Table[Word, V](
            lambda a: tell([f"ea={side}{kind} {a.word}", f"e+={a.word}", f"ec+={a.cluster}"])
        )
        self.phrases = Table[tuple[int, str, str, bool, bool], V](lambda told: tell(self._phrase(*told)))
        self.inner = Table[tuple[str, ...], V](lambda flags: tell([f"pi={side}{flag}" for flag in flags]))
        self.frames = Table[tuple[str, str, str, str], V](lambda told: tell(self._frame(*told)))
        self.heads = Table[tuple[str, str], V](lambda told: tell([f"fh={side}{told[0]}|{told[1]}"]))
        self.governed = Table[tuple[Word, str], V](lambda told: tell(self._governed(*told)))
        self.named = Table[tuple[str, str], V](
            lambda told: tell([f"n={side}{told[0]}{kind}", f"nu={told[0]}{told[1]}"])
        )
        self.no_subject = tell([f"o0={side}"])
        self.behind_subject = Table[Gap, V](lambda gap: tell(self._apart("+", gap)))
        self.before_subject = Table[Gap, V](lambda gap: tell(self._apart("-", gap)))

    def _begin(self, told: tuple[str, str]) -> Begun[V]:
        away, crossed = told
        tags = self._tags[away, crossed[1]]
        return self._begin_places[away, crossed[:4]] + self._acts["b", _acts(crossed)], self._behind[crossed[:2]], tags

    def _ends(self, way: int) -> V:
        crossed = _CROSSED[way // ONE_COMMA]
        return (
            self._end_places[self._away(way), crossed[:4], way % ONE_COMMA > SHORT_GAP]
            + self._acts["e", _acts(crossed)]
        )

    def _words_behind(self, near: str) -> Table[Word, V]:
        return Table(lambda b: self._tell([f"bb={self._side}{near} {b.word}", f"b-={b.word}", f"bc-={b.cluster}"]))

    def _tags_at(self, at: tuple[str, str]) -> Table[Tag, V]:
        away, figures = f"bwd={self._side}{at[0]}", at[1]
        return Table(lambda tag: self._tell([f"{away}{tag.kind}", f"bwn={self._side}{self._kind}{tag.name}{figures}"]))

    def _away(self, way: int) -> str:
        """How far a word is from the figure; a way to the right begins behind it."""
        return _distance(way % ONE_COMMA + (self._side == "R"))

    def _place(self, edge: str, away: str, crossed: str) -> list[str]:
        side, kind = self._side, self._kind
        places = [f"{edge}d={side}{away}", f"{edge}dk={side}{away}{kind}"]
        return [*places, f"{edge}m={side}{crossed}", f"{edge}mk={side}{crossed[:3]}{kind}"]

    def _acts_on(self, edge: str, crossed: str) -> list[str]:
        """The features of the verbs and prepositions on the way to an edge."""
        side, commas, verbs, prepositions = self._side, *crossed
        names = [f"{edge}mv={side}{verbs}{self._kind}", f"{edge}mp={side}{verbs}{prepositions}"]
        return [*names, f"{edge}mc={side}{verbs}{commas}"]

    def _end(self, away: str, crossed: str, many: bool) -> list[str]:
        """The features of an end, with those of what stands between it and the figure if not each word is looked at."""
        places = self._place("e", away, crossed)
        if self._side != "L":
            return [*places, *self._gaps("", "")]
        return [*places, *self._gaps("far", "")] if many else places

    def _gap_of(self, words: tuple[Word, ...]) -> list[str]:
        told = " ".join(word.word for word in words) if len(words) <= _WORDS_OF_GAP else "far"
        return self._gaps(told, " ".join(word.kind or word.shape for word in words))

    def _gaps(self, words: str, kinds: str) -> list[str]:
        side, kind = self._side, self._kind
        return [f"eg={side} {words}", f"egk={side}{kind} {words}", f"egc={side}{kind} {kinds}"]

    def _phrase(self, size: int, head: str, tail: str, holds: bool, opens: bool) -> list[str]:
        side, kind = self._side, self._kind
        names = [f"p={side}{min(size, 9)}", f"pk={side}{min(size, 4)}{kind}", f"pc={side}{head}|{tail}"]
        return names + [f"pf={side}"] * holds + [f"po={kind}"] * opens

    def _frame(self, before: str, before_kind: str, after: str, after_kind: str) -> list[str]:
        side = self._side
        return [f"fx={side}{before}{before_kind}|{after}{after_kind}", f"fk={side}{self._kind}{before}|{after}"]

    def _governed(self, verb: Word, how: str) -> list[str]:
        way = f"{self._side}{how}"
        return [f"g={way}{verb.word}", f"gc={way}{verb.cluster}", f"gk={way}{verb.kind}"]

    def _apart(self, way: str, gap: Gap) -> list[str]:
        told, size = ("far", gap) if isinstance(gap, int) else (" ".join(word.word for word in gap), len(gap))
        return [f"o{way}={told}", f"o{way}d={self._side}{_distance(size + 1)}"]


class Features(Generic[V]):
    """What tells of the phrases of sentences and of there being none.

    Attributes:
        nothing: what no feature tells.
        middle: of a word between a phrase and the figure behind it.
        begins: of what a phrase's first word and those on both sides of it are like.
        ends: of what a phrase's last word and those on both sides of it are like.
        end_word: of the last word of a phrase.
        sides: of each side, by what is counted and the word in front of the figure.
        beside: by the figure's kind.
        units: of the unit and the number of words behind it, where a phrase begins with the unit.
        carried: by what goes on from the figure before and this one's kind, of the relation to the answer of that.
        none, none_after, none_before, none_governed, none_size, none_carried, none_subject: of there being no phrase.
    """

    def __init__(self, tell: Tell[V]) -> None:
        self.nothing = tell([])
        self.middle = Table[Word, V](lambda w: tell([f"m={w.word}", f"mc={w.cluster}", f"mC={w.coarse}"]))
        self.begins = Table[tuple[Tag, Tag, Tag], V](lambda tags: tell(_begin(*tags)))
        self.ends = Table[tuple[Tag, Tag, Tag], V](lambda tags: tell(_end(*tags)))
        self.end_word = Table[Word, V](lambda w: tell([f"e={w.word}", f"ec0={w.cluster}"]))
        self.sides = Table[tuple[str, str], Sides[V]](
            lambda told: Sides(*(tell([f"bu={side}{told[0]}", f"bq={side} {told[1]}"]) for side in Sides._fields))
        )
        self.beside = Table[str, Sides[Beside[V]]](
            lambda kind: Sides(*(Beside(side, kind, tell) for side in Sides._fields))
        )
        self.units = Table[tuple[str, int], V](lambda told: tell([f"u={min(told[1], 1)}", f"uu={told[0]}{told[1]}"]))
        self.carried = Table[tuple[Carried, str], Table[str, V]](
            lambda told: Table(lambda how: tell(_carried(how, *told))),
        )
        self.none = Table[tuple[str, str, str | None, bool, bool], V](lambda told: tell(_none(*told)))
        self.none_after = Table[tuple[str, str, Word], V](lambda told: tell(_none_after(*told)))
        self.none_before = Table[tuple[str, str, Word], V](lambda told: tell(_none_before(*told)))
        self.none_governed = Table[tuple[Word, str], V](
            lambda told: tell([f"0g={told[0].word}", f"0gc={told[0].cluster}", f"0gk={told[1]}{told[0].word}"])
        )
        self.none_size = Table[tuple[int, int], V](lambda told: tell([f"0l={told[0]}", f"0f={told[1]}"]))
        self.none_carried = Table[tuple[bool, Carried], V](lambda told: tell(_none_carried(*told)))
        self.none_subject = Table[tuple[bool, str, str], V](
            lambda told: tell([f"0s={told[0]}{told[1]}", f"0su={told[0]}{told[2]}"]),
        )


def sift(where: str, w: Word) -> list[str]:
    """The features that tell whether a phrase begins or ends behind a word ("-"), at it (""), before it ("+")."""
    names = [f"c{where}={w.cluster}", f"C{where}={w.coarse}{w.shape}", f"k{where}={w.kind}{w.name}"]
    return names + ["0"] * (not where) + [f"w{where}={w.word}"] * (w.kind != "" or w.shape == "P")


def _begin(b: Tag, w: Tag, a: Tag) -> list[str]:
    names = [f"bs={b.shape}{w.shape}", f"bs+={w.shape}{a.shape}", f"bk={b.kind}|{w.kind}", f"bn={b.name}|{w.name}"]
    return [*names, f"bp={b.part}|{w.part}", f"bp3={b.part}|{w.part}|{a.part}"]


def _end(b: Tag, w: Tag, a: Tag) -> list[str]:
    names = [f"es={w.shape}{a.shape}", f"es-={b.shape}{w.shape}", f"ek={w.kind}|{a.kind}", f"en={w.name}|{a.name}"]
    return [*names, f"ep={w.part}|{a.part}", f"ep3={b.part}|{w.part}|{a.part}"]


def _carried(how: str, carried: Carried, kind: str) -> list[str]:
    return [f"c={how}{carried.likeness}", f"cg={how} {carried.gap}", f"ck={how}{carried.likeness}{kind}"]


def _none(kind: str, counted: str, change: str | None, headed: bool, named: bool) -> list[str]:
    return ["0", f"0k={kind}", f"0u={counted}", f"0c={change}", f"0h={headed}", f"0n={named}"]


def _none_after(kind: str, counted: str, a: Word) -> list[str]:
    return [f"0+={a.word}", f"0+u={counted} {a.word}", f"0+k={kind}{a.kind}", f"0+s={kind}{a.shape}"]


def _none_before(kind: str, second: str, b: Word) -> list[str]:
    return [f"0-={b.word}", f"0-k={kind} {b.word}", f"0-2={second} {b.word}", f"0-c={kind}{b.kind}"]


def _none_carried(none: bool, carried: Carried) -> list[str]:
    return [f"0p={none}{carried.likeness}", f"0pg={none} {carried.gap}"]

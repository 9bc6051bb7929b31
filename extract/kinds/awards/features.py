"""The answers that there may be to "who gives it", "who receives it", each with its features.

A feature is a name and a value in plain words ("before=R|object:cho": behind the award, right behind "cho"). Positions
are told in units and their marks, never in characters.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.kinds.awards.finding import Found
from extract.kinds.awards.phrases import FRAME, Phrase, Sentence, Unit

_SILENT = frozenset(["word", "number", "quote", "aside"])
_PARTING = frozenset(["verb", "say", "when", "place", "link", ";", ":", "time", "not"])
_TELLING = frozenset(["adverb", "when", "not", "propose", "event"])
_VERBS = ("give", "receive", "have", "passive")
_NEAR, _LONG, _FAR = 6, 4, 4


class Candidate(NamedTuple):
    """An answer: the sentence and the phrase that it is in, or the words said before; neither is nobody.

    Attributes:
        features: what tells for it or against it.
        sentence, phrase: where it stands.
        said: the answer to an award before.
    """

    features: tuple[str, ...]
    sentence: Sentence | None = None
    phrase: Phrase | None = None
    said: tuple[str, ...] = ()

    @property
    def giver(self) -> tuple[str, ...]:
        """The giver, as written; empty if there is none."""
        if self.sentence is None or self.phrase is None:
            return self.said
        text = self.sentence.text(self.phrase.first, self.phrase.last)
        return (text,) if text else ()

    @property
    def recipients(self) -> tuple[str, ...]:
        """The receivers, one by one."""
        if self.sentence is None or self.phrase is None:
            return self.said
        texts = (self.sentence.receiver(first, last) for first, last in self.phrase.pieces)
        return tuple(text for text in texts if text)


class Decided(NamedTuple):
    """An award with its answer and the number of its sentence."""

    award: Found
    sentence: int
    texts: tuple[str, ...]


class Place:
    """An award in its sentence, and what surrounds it.

    Args:
        award: the award.
        number: the number of its sentence.
        sentence: its sentence.
        before, after: the sentences around it.
    """

    def __init__(
        self, award: Found, number: int, sentence: Sentence, before: Sentence | None, after: Sentence | None
    ) -> None:
        self.award, self.number, self.sentence = award, number, sentence
        self.units = sentence.units
        self._others = (("before", before), ("after", after))
        self.at = sentence.index(award.start)
        self._kind = award.entry.kind
        self._state = award.entry.authority
        self.marks = sentence.marks
        awards = sentence.awards
        before_this, behind_this = bisect_left(awards, self.at), bisect_right(awards, self.at)
        self.floor = awards[before_this - 1] if before_this else -1
        self._ceiling = awards[behind_this] if behind_this < len(awards) else len(self.units)
        self._sign = self._signature(self.floor + 1, self.at) or self._signature(0, self.at) + "*"
        self._later = self._signature(self.at + 1, self._ceiling)
        self._voice = self._voiced()
        self._ahead = self._signs(self.at + 1, 2)
        self._behind = self._signs(self.at - 1, 1)
        self._lead = self._led()
        self._framed = bool(FRAME.intersection(self.marks[self.floor + 1 : self._ceiling]))
        self._dead = sentence.dead

    # what surrounds the award

    def _signature(self, first: int, last: int) -> str:
        """The last three marks of frames in the stretch."""
        marks: list[str] = []
        frames = self.sentence.frames
        for place in range(bisect_left(frames, last) - 1, bisect_left(frames, first) - 1, -1):
            mark = self.marks[frames[place]]
            if not marks or marks[-1] != mark:
                marks.append(mark)
                if len(marks) == 3:
                    break
        return ".".join(reversed(marks))

    def _voiced(self) -> str:
        """Whether the clause gives, is given, receives or has; with a star if it is the clause of an award before."""
        marks = self._sign.rstrip("*").split(".")
        verb = next((mark for mark in reversed(marks) if mark in _VERBS), "none")
        if verb == "give" and "passive" in marks:
            verb = "passive"
        return verb + ("*" if self._sign.endswith("*") else "")

    def _led(self) -> str:
        """What the sentence begins with: the type of its first phrase, or the mark in front of it."""
        first = self.sentence.phrases[0] if self.sentence.phrases else None
        return first.type if first and not first.first and self.at else self.marks[0]

    def _signs(self, index: int, count: int) -> str:
        return ",".join(self.units[at].sign if 0 <= at < len(self.units) else "#" for at in range(index, index + count))

    def _between(self, first: int, last: int) -> list[str]:
        """The signs in the stretch, those next to the award if there are many."""
        signs = [self.units[index].sign for index in range(first, last) if self.marks[index] not in _SILENT]
        return signs if len(signs) <= _NEAR else ["+", *signs[-_NEAR:]]

    # the answers

    def candidates(self) -> Iterator[Candidate]:
        """Nobody, and the phrases of the sentence and those around it."""
        yield Candidate(tuple(self._nobody()))
        for phrase in self.sentence.phrases:
            if not phrase.first <= self.at <= phrase.last:
                yield Candidate(tuple(self._inside(phrase)), self.sentence, phrase)
        for name, other in self._others:
            if other:
                for phrase in other.phrases:
                    yield Candidate(tuple(self._beside(name, other, phrase)), other, phrase)

    def carried(self, earlier: Sequence[Decided]) -> Iterator[Candidate]:
        """The answers for the award before, and for the last one of this name."""
        same = next((one for one in reversed(earlier) if one.texts and self._alike(one.award)), None)
        for name, one in (("last", earlier[-1] if earlier else None), ("same", same)):
            if one and one.texts:
                yield Candidate(tuple(self._again(name, one)), said=one.texts)

    def _alike(self, other: Found) -> bool:
        return other.name.casefold() == self.award.name.casefold()

    def _nobody(self) -> Iterator[str]:
        yield "0"
        yield f"0voice={self._voice}"
        for name, value in (
            ("sign", self._sign), ("later", self._later), ("kind", self._kind), ("ahead", self._ahead),
            ("behind", self._behind), ("lead", self._lead), ("first", self.at == 0), ("only", len(self.units) < 8),
            ("both", f"{self._sign}|{self._later}"), ("signkind", f"{self._sign}|{self._kind}"), ("state", self._state),
            ("signahead", f"{self._sign}|{self._ahead}"), ("signbehind", f"{self._sign}|{self._behind}"),
            ("shares", self.award.shares),
        ):  # fmt: skip
            yield f"0{name}={value}"
        for value in (self._kind, self._ahead, self._behind, self._lead, self._later, self.at == 0):
            yield f"0voice={self._voice}|{value}"
        clause = self.units[max(self.floor, 0) : self._ceiling]
        yield from (f"0has={mark}" for mark in sorted({unit.mark for unit in clause} & FRAME))
        yield from (f"0word={word}" for word in sorted({unit.word for unit in clause if unit.mark in _TELLING}))

    def _inside(self, phrase: Phrase) -> Iterator[str]:
        """The features of a phrase of the award's own sentence."""
        first, last, kind = phrase.first, phrase.last, phrase.type
        left = last < self.at
        gap = (last + 1, self.at) if left else (self.at + 1, first)
        own = self.floor < first if left else last < self._ceiling
        where = ("L" if left else "R") + ("" if own else "!")
        path = self._between(*gap)
        route = ".".join(path)
        short = ".".join(path[-_LONG:] if left else path[:_LONG])
        before, after = self._signs(first - 1, 1), self._signs(last + 1, 1)
        sign = self._sign if left else f"{self._sign}~{self._later}"
        near = min(self._nearer(kind, *gap), 2)
        runs = min(self._runs(*gap), 3)
        parted = min(sum(mark in _PARTING for mark in path), 3)
        head, opens = self.units[first], first == 0
        owner = f"{self._state}|{'state-authority' in head.roles}"
        for name, value in (
            ("side", ""), ("type", kind), ("form", f"{phrase.form}|{kind}"), ("before", before), ("after", after),
            ("around", f"{before}|{after}"), ("sign", sign), ("signbefore", f"{sign}|{before}"),
            ("signafter", f"{sign}|{after}"), ("signtype", f"{sign}|{kind}"), ("path", route),
            ("short", f"{short}|{kind}"),
            ("pathbefore", f"{route}|{before}"), ("near", f"{near}|{kind}"), ("runs", f"{runs}|{sign}"),
            ("first", f"{opens}|{kind}"), ("firstsign", f"{opens}|{sign}"), ("headside", head.word),
            ("kind", f"{self._kind}|{kind}"), ("kindsign", f"{self._kind}|{sign}"), ("state", f"{self._state}|{kind}"),
            ("ownersign", f"{owner}|{sign}"), ("lead", f"{self._lead}|{kind}"),
            ("roleside", f"{before}|{'.'.join(sorted(head.roles))}"), ("beforesize", f"{before}|{min(runs, 2)}"),
            ("parted", f"{parted}|{kind}"),
        ):  # fmt: skip
            yield f"{name}={where}|{value}"
        for name, told in (
            ("", ""), ("type", kind), ("before", before), ("after", after), ("parted", parted),
            ("first", f"{opens}|{kind}"),
            ("near", near), ("runs", runs), ("form", f"{phrase.form}|{kind}"), ("partedtype", f"{parted}|{kind}"),
            ("around", f"{before}|{after}"), ("partedbefore", f"{parted}|{before}"),
            ("ahead", f"{self._ahead}|{before}"),
            ("path1", f"{path[0] if path else '#'}|{kind}"), ("path9", f"{path[-1] if path else '#'}|{kind}"),
            ("owner", owner), ("partedafter", f"{parted}|{after}"), ("lead", self._lead), ("head", head.word),
        ):  # fmt: skip
            yield f"voice={self._voice}|{where}|{name}={told}"
        yield from self._contents(phrase, before, after)
        yield f"owner={owner}"
        yield from (f"via={where[0]}|{sign}" for sign in sorted(set(path)))

    def _contents(self, phrase: Phrase, before: str, after: str) -> Iterator[str]:
        """The features of the phrase itself."""
        first, last, kind = phrase.first, phrase.last, phrase.type
        units = self.units[first : last + 1]
        previous = self.units[first - 1] if first else None
        for name, value in (
            ("head", units[0].word), ("tail", units[-1].word), ("typebefore", f"{kind}|{before}"),
            ("typeafter", f"{kind}|{after}"), ("size", f"{min(last - first, 12) // 2}|{kind}"),
            ("pieces", f"{phrase.form}|{min(len(phrase.pieces), 4)}|{after}"),
            ("prev", f"{self._dead}|{previous.word if previous else '#'}"),
            ("prevmark", f"{previous.mark if previous else '#'}|{kind}"),
            ("open", f"{phrase.form}|{self._goes_on(last)}|{kind}"),
        ):  # fmt: skip
            yield f"{name}={value}"
        yield from (f"in={mark}|{phrase.form}" for mark in sorted({unit.mark for unit in units} - {"word", "number"}))
        yield from (f"role={role}" for role in sorted(units[0].roles))
        if len(units) < _FAR:
            yield f"whole={_words(units)}"

    def _goes_on(self, last: int) -> bool:
        """Whether a joint with a further phrase follows."""
        return self.marks[last + 1 : last + 2] in ([","], ["and"]) and self.marks[last + 2 : last + 3] in (
            ["word"],
            ["number"],
        )

    def _nearer(self, kind: str, first: int, last: int) -> int:
        """How many phrases of the type begin in the stretch."""
        starts = {phrase.first for phrase in self.sentence.phrases if phrase.type == kind and phrase.form == "one"}
        return sum(first <= start < last for start in starts)

    def _runs(self, first: int, last: int) -> int:
        """How many runs of words begin in the stretch behind a mark."""
        silent = [mark in _SILENT for mark in self.marks[first:last]]
        return sum(after and not before for before, after in pairwise(silent))

    def _beside(self, name: str, other: Sentence, phrase: Phrase) -> Iterator[str]:
        """The features of a phrase of the sentence before or after."""
        first, last, kind = phrase.first, phrase.last, phrase.type
        marks = [unit.mark for unit in other.units]
        before = other.units[first - 1].sign if first else "#"
        after = other.units[last + 1].sign if last + 1 < len(marks) else "#"
        for key, value in (
            ("", ""), ("type", kind), ("form", f"{phrase.form}|{kind}"), ("before", before), ("after", after),
            ("around", f"{before}|{after}"), ("sign", f"{self._sign}|{kind}"), ("first", f"{first == 0}|{kind}"),
            ("award", f"{'award' in marks}|{kind}"),
            ("follows", ".".join(mark for mark in marks[last + 1 :] if mark in FRAME)[:30]),
            ("lead", f"{self._lead}|{kind}"), ("signfirst", f"{self._sign}|{first == 0}|{before}"),
            ("kind", f"{self._kind}|{kind}"),
            ("nobody", f"{self.at == 0}|{kind}|{first == 0}"), ("ahead", f"{self._ahead}|{kind}"),
            ("head", other.units[first].word), ("size", min(last - first, 12) // 2),
        ):  # fmt: skip
            yield f"{name}{key}={value}"

    def _again(self, name: str, one: Decided) -> Iterator[str]:
        """The features of the answer for an award before."""
        away = min(self.number - one.sentence, _FAR)
        alike = self._alike(one.award)
        signs = self._between(self.sentence.index(one.award.start) + 1, self.at) if not away else [str(away)]
        quiet = not away and not FRAME.intersection(signs)
        gap = ".".join(signs)
        for value in (
            "", away, gap, f"{alike}|{away}", self._sign, f"{self._sign}|{away}|{alike}", self.award.shares,
            f"{self._kind}|{away}|{alike}", f"{self._behind}|{away}", f"{gap}|{self._sign}", f"{self._lead}|{away}",
            f"quiet={quiet}|{';' in signs}", f"quiet={quiet}|{self._ahead}",
            f"use={one.award.entry.use}|{away}|{alike}",
            f"has={self._framed}|{away}", f"quiet={quiet}|{self._behind}", f"{quiet}|{self._sign}|{self._later}",
        ):  # fmt: skip
            yield f"{name}|{value}"


def _words(units: Iterable[Unit]) -> str:
    return " ".join(unit.word for unit in units)

"""The answers that there may be to "who gives it", "who receives it", each with its features.

A feature is a name and a value in plain words ("before=R|object:cho": behind the award, right behind "cho"). Positions
are told in units and their marks, never in characters.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.kinds.awards.finding import Found
from extract.kinds.awards.phrases import FRAME, Phrase, Sentence

_SILENT = frozenset(["word", "number", "quote", "aside"])
_PARTING = frozenset(["verb", "say", "when", "place", "link", ";", ":", "time", "not", "revoke"])
_TELLING = frozenset(["adverb", "when", "not", "revoke", "propose", "event"])
_VERBS = ("give", "receive", "have", "passive")
_NEAR, _FAR = 6, 4
_RANKED = ("P", "#P", "#N", "#C", "#l", "N", "C", "l")
"""Shapes of phrases, those first that are likeliest to be meant."""


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
        clause = self.units[max(self.floor, 0) : self._ceiling]
        self._tellings = sorted({unit.word for unit in clause if unit.mark in _TELLING})
        self._offer = f"{self._offered(self.floor + 1, self.at)}|{self._offered(self.at + 1, self._ceiling)}"

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

    def _offered(self, first: int, last: int) -> str:
        """The first in rank of the shapes of phrases that begin in the stretch."""
        shapes = {phrase.shape for phrase in self.sentence.phrases if first <= phrase.first < last}
        return next((kind for kind in _RANKED if kind in shapes), "-")

    def _signs(self, index: int, count: int) -> str:
        signs = self.sentence.signs
        return ",".join(signs[at] if 0 <= at < len(signs) else "#" for at in range(index, index + count))

    def _between(self, first: int, last: int) -> list[str]:
        """The signs in the stretch, those next to the award if there are many."""
        every = self.sentence.signs
        signs = [every[index] for index in range(first, last) if self.marks[index] not in _SILENT]
        return signs if len(signs) <= _NEAR else ["+", *signs[-_NEAR:]]

    # the answers

    def candidates(self) -> Iterator[Candidate]:
        """Nobody, and the phrases of the sentence and those around it."""
        yield Candidate(tuple(self._nobody()))
        for number, phrase in enumerate(self.sentence.phrases):
            if not phrase.first <= self.at <= phrase.last:
                yield Candidate((*self._inside(phrase), *self.sentence.contents(number)), self.sentence, phrase)
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
            ("shares", self.award.shares), ("offer", self._offer), ("offersign", f"{self._offer}|{self._sign}"),
            ("section", self.sentence.section), ("sectionvoice", f"{self.sentence.section}|{self._voice}"),
            ("entry", self.award.entry.id), ("grade", f"{self._kind}|{self.award.grade is None}"),
            ("next", self._cluster(self.at + 1)), ("last", self._cluster(self.at - 1)),
            ("nextvoice", f"{self._voice}|{self._cluster(self.at + 1)}"),
        ):  # fmt: skip
            yield f"0{name}={value}"
        for value in (self._kind, self._ahead, self._behind, self._lead, self._later, self.at == 0, self._offer):
            yield f"0voice={self._voice}|{value}"
        clause = self.marks[max(self.floor, 0) : self._ceiling]
        yield from (f"0has={mark}" for mark in sorted(FRAME.intersection(clause)))
        yield from (f"0word={word}" for word in self._tellings)

    def _cluster(self, index: int) -> str:
        return self.sentence.clusters[index] if 0 <= index < len(self.units) else "#"

    def _inside(self, phrase: Phrase) -> Iterator[str]:
        """The features of a phrase of the award's own sentence."""
        first, last, kind, shape = phrase.first, phrase.last, phrase.type, phrase.shape
        left = last < self.at
        gap = (last + 1, self.at) if left else (self.at + 1, first)
        own = self.floor < first if left else last < self._ceiling
        where = ("L" if left else "R") + ("" if own else "!")
        path = self._between(*gap)
        before, after = self._signs(first - 1, 1), self._signs(last + 1, 1)
        sign = self._sign if left else f"{self._sign}~{self._later}"
        parted = min(sum(mark in _PARTING for mark in path), 3)
        head = self.units[first]
        led, follows, kin = phrase.led, phrase.follows, self._cluster(first)
        then = follows.partition(":")[0]
        owner = f"{self._state}|{'state-authority' in head.roles}"
        whole = kind if phrase.form == "one" else f"{kind}|{phrase.form}"
        for name, value in (
            ("before", before), ("after", after), ("around", f"{before}|{after}"),
            ("signbefore", f"{sign}|{before}"), ("ownersign", f"{owner}|{sign}"), ("slot", f"{led}|{follows}"),
            ("slotvoice", f"{self._voice}|{led}|{then}"),
            ("led", f"{led}|{whole}"), ("follows", follows), ("followsvoice", f"{self._voice}|{follows}"),
            ("followstype", f"{then}|{whole}"), ("kin", kin), ("kinvoice", f"{self._voice}|{kin}"),
            ("kinslot", f"{kin}|{then}"), ("kinbefore", f"{before}|{kin}"),
            ("kinprevious", self._cluster(first - 1)), ("kinnext", self._cluster(last + 1)),
            ("gap", f"{min(gap[1] - gap[0], 3)}|{after if left else before}|{self._behind if left else self._ahead}"),
            ("gaptype", f"{min(gap[1] - gap[0], 3)}|{kind}"), ("offer", f"{self._offer}|{kind}"),
        ):  # fmt: skip
            yield f"{name}={where}|{value}"
        for name, told in (
            ("before", before), ("after", after), ("form", f"{phrase.form}|{kind}"), ("around", f"{before}|{after}"),
            ("partedbefore", f"{parted}|{before}"), ("ahead", f"{self._ahead}|{before}"),
            ("path1", f"{path[0] if path else '#'}|{kind}"), ("path9", f"{path[-1] if path else '#'}|{kind}"),
            ("partedafter", f"{parted}|{after}"), ("lead", self._lead), ("head", head.word),
        ):  # fmt: skip
            yield f"voice={self._voice}|{where}|{name}={told}"
        for name, value in (
            ("led", f"{where}|{led}"), ("follows", f"{where}|{then}"),
            ("slot", f"{self._voice}|{where}|{led}|{then}"),
            ("kind", f"{self._kind}|{where}"), ("sign", f"{where}|{sign}"), ("before", f"{where}|{before}"),
        ):  # fmt: skip
            yield f"shape{name}={shape}|{value}"
        previous = self.units[first - 1].word if first else "#"
        yield f"prev={self._dead}|{previous}"
        yield f"owner={owner}"
        yield from (f"told={shape}|{where[0]}|{word}" for word in self._tellings)

    def _beside(self, name: str, other: Sentence, phrase: Phrase) -> Iterator[str]:
        """The features of a phrase of the sentence before or after."""
        first, last, kind = phrase.first, phrase.last, phrase.type
        marks = other.marks
        before = other.signs[first - 1] if first else "#"
        after = other.signs[last + 1] if last + 1 < len(marks) else "#"
        for key, value in (
            ("form", f"{phrase.form}|{kind}"), ("before", before), ("after", after),
            ("follows", ".".join(mark for mark in marks[last + 1 :] if mark in FRAME)[:30]),
            ("sign", f"{self._sign}|{kind}"), ("lead", f"{self._lead}|{kind}"),
            ("signfirst", f"{self._sign}|{first == 0}|{before}"), ("kind", f"{self._kind}|{kind}"),
            ("ahead", f"{self._ahead}|{kind}"), ("head", other.units[first].word),
            ("size", min(last - first, 12) // 2), ("offer", f"{self._offer}|{kind}|{first == 0}"),
            ("kin", other.clusters[first]), ("then", f"{phrase.follows}|{kind}"), ("led", f"{phrase.led}|{kind}"),
            ("section", f"{self.sentence.section}|{other.section}|{kind}"),
            ("shapeoffer", f"{phrase.shape}|{self._offer}"),
            ("shapefirst", f"{phrase.shape}|{first == 0}|{phrase.follows}"),
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
            f"has={self._framed}|{away}", f"offer={self._offer}|{away}", f"voice={self._voice}|{away}|{alike}",
            f"section={self.sentence.section}|{away}|{alike}", f"quiet={quiet}|{self._behind}",
            f"{quiet}|{self._sign}|{self._later}",
        ):  # fmt: skip
            yield f"{name}|{value}"

"""The answers that there may be to "who gives it", "who receives it", each with its features.

A feature is a name and a value in plain words ("before=R|object:cho": behind the award, right behind "cho"). Positions
are told in units and their marks, never in characters.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Generic, NamedTuple

from extract.kinds.awards.finding import Found
from extract.kinds.awards.phrases import FRAME, Phrase, Sentence
from extract.scoring import Tell, V, rows

_SILENT = frozenset(["word", "number", "quote", "aside"])
_PLAIN = frozenset(["word", "number"])
_PARTING = frozenset(["verb", "say", "when", "place", "link", ";", ":", "time", "not", "revoke"])
_TELLING = frozenset(["adverb", "when", "not", "revoke", "propose", "event"])
_VERBS = ("give", "receive", "have", "passive")
_NEAR, _FAR = 6, 4
_RANKED = ("P", "#P", "#N", "#C", "#l", "N", "C", "l")
"""Shapes of phrases, those first that are likeliest to be meant."""


class Candidate(NamedTuple, Generic[V]):
    """An answer: the sentence and the phrase that it is in, or the words said before; neither is nobody.

    Attributes:
        told: what tells for it or against it.
        sentence, phrase: where it stands.
        said: the answer to an award before.
    """

    told: V
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


class Features(Generic[V]):
    """What tells of the answers, by what it depends on: of those in the award's own sentence, then of the others."""

    def __init__(self, tell: Tell[V]) -> None:
        self.tell = tell
        self.edges = rows(tell, _edges)
        self.signs = rows(tell, _signs)
        self.owners = rows(tell, lambda at, sign, owner: [f"ownersign={at}|{owner}|{sign}", f"owner={owner}"])
        self.slots = rows(tell, _slots)
        self.shapes = rows(tell, _shapes)
        self.kins = rows(tell, _kins)
        self.neighbours = rows(tell, lambda at, before, after: [f"kinprevious={at}|{before}", f"kinnext={at}|{after}"])
        self.gaps = rows(tell, _gaps)
        self.paths = rows(tell, _paths)
        self.ahead = rows(tell, _ahead)
        self.heads = rows(tell, lambda at, voice, word: [f"voice={voice}|{at}|head={word}"])
        self.offers = rows(tell, lambda at, offer, kind: [f"offer={at}|{offer}|{kind}"])
        self.kinds = rows(tell, _kinds)
        self.previous = rows(tell, lambda dead, word: [f"prev={dead}|{word}"])
        self._types = rows(tell, _types)
        self._forms = rows(tell, _forms)
        self._words = rows(tell, lambda head, tail, kin: [f"head={head}", f"tail={tail}", f"kin={kin}"])
        self._inner = rows(tell, _inner)
        self.other_edges = rows(tell, _other_edges)
        self.other_words = rows(
            tell, lambda at, word, kin, size: [f"{at}head={word}", f"{at}kin={kin}", f"{at}size={size}"]
        )
        self.other_follows = rows(tell, lambda at, marks: [f"{at}follows={marks}"])
        self.other_slots = rows(tell, _other_slots)
        self.other_signs = rows(tell, _other_signs)
        self.other_kinds = rows(tell, _other_kinds)
        self.other_offers = rows(tell, _other_offers)
        self.other_sections = rows(tell, lambda at, kind, one, other: [f"{at}section={one}|{other}|{kind}"])

    def contents(self, sentence: Sentence, phrase: Phrase, before: str, after: str) -> V:
        """What tells of a phrase by itself, whichever award is asked about."""
        first, last, kind = phrase.first, phrase.last, phrase.type
        units = sentence.units[first : last + 1]
        previous = sentence.marks[first - 1] if first else "#"
        inner = frozenset(sentence.marks[first : last + 1])
        return (
            self._types[kind, before, after, previous, min(last - first, 12) // 2]
            + self._forms[phrase.form, len(phrase.pieces), phrase.shape, kind, after, sentence.goes_on(last)]
            + self._words[units[0].word, units[-1].word, sentence.clusters[first]]
            + self._inner[inner, phrase.form, units[0].roles]
        )


def _edges(at: str, voice: str, parted: int, before: str, after: str) -> list[str]:
    told, voiced = f"{at}|", f"voice={voice}|{at}|"
    return [
        f"before={told}{before}", f"after={told}{after}", f"around={told}{before}|{after}",
        f"{voiced}before={before}", f"{voiced}after={after}", f"{voiced}around={before}|{after}",
        f"{voiced}partedbefore={parted}|{before}", f"{voiced}partedafter={parted}|{after}",
    ]  # fmt: skip


def _signs(at: str, sign: str, before: str, shape: str) -> list[str]:
    return [f"signbefore={at}|{sign}|{before}", f"shapesign={shape}|{at}|{sign}", f"shapebefore={shape}|{at}|{before}"]


def _slots(at: str, voice: str, led: str, follows: str, kind: str) -> list[str]:
    then = follows.partition(":")[0]
    names = [f"slot={at}|{led}|{follows}", f"slotvoice={at}|{voice}|{led}|{then}", f"led={at}|{led}|{kind}"]
    return [
        *names,
        f"follows={at}|{follows}",
        f"followsvoice={at}|{voice}|{follows}",
        f"followstype={at}|{then}|{kind}",
    ]


def _shapes(at: str, voice: str, led: str, then: str, shape: str) -> list[str]:
    return [
        f"shapeled={shape}|{at}|{led}",
        f"shapefollows={shape}|{at}|{then}",
        f"shapeslot={shape}|{voice}|{at}|{led}|{then}",
    ]


def _kins(at: str, voice: str, kin: str, then: str, before: str) -> list[str]:
    names = [f"kin={at}|{kin}", f"kinvoice={at}|{voice}|{kin}"]
    return [*names, f"kinslot={at}|{kin}|{then}", f"kinbefore={at}|{before}|{kin}"]


def _gaps(at: str, size: int, beyond: str, beside: str, kind: str) -> list[str]:
    return [f"gap={at}|{size}|{beyond}|{beside}", f"gaptype={at}|{size}|{kind}"]


def _paths(at: str, voice: str, form: str, kind: str, one: str, other: str) -> list[str]:
    voiced = f"voice={voice}|{at}|"
    return [f"{voiced}form={form}|{kind}", f"{voiced}path1={one}|{kind}", f"{voiced}path9={other}|{kind}"]


def _ahead(at: str, voice: str, ahead: str, before: str, lead: str) -> list[str]:
    return [f"voice={voice}|{at}|ahead={ahead}|{before}", f"voice={voice}|{at}|lead={lead}"]


def _kinds(at: str, kind: str, shape: str, tellings: tuple[str, ...]) -> list[str]:
    return [f"shapekind={shape}|{kind}|{at}", *[f"told={shape}|{at[0]}|{word}" for word in tellings]]


def _types(kind: str, before: str, after: str, previous: str, size: int) -> list[str]:
    names = [f"typebefore={kind}|{before}", f"typeafter={kind}|{after}"]
    return [*names, f"size={size}|{kind}", f"prevmark={previous}|{kind}"]


def _forms(form: str, pieces: int, shape: str, kind: str, after: str, goes_on: bool) -> list[str]:
    names = [f"pieces={form}|{min(pieces, 4)}|{after}", f"open={form}|{goes_on}|{kind}"]
    return [*names, f"shapeform={shape}|{form}|{pieces}"]


def _inner(marks: frozenset[str], form: str, roles: frozenset[str]) -> list[str]:
    return [*[f"in={mark}|{form}" for mark in sorted(marks - _PLAIN)], *[f"role={role}" for role in sorted(roles)]]


def _other_edges(at: str, kind: str, form: str, before: str, after: str) -> list[str]:
    return [f"{at}form={form}|{kind}", f"{at}before={before}", f"{at}after={after}"]


def _other_slots(at: str, kind: str, led: str, follows: str, shape: str, opens: bool) -> list[str]:
    names = [f"{at}then={follows}|{kind}", f"{at}led={led}|{kind}"]
    return [*names, f"{at}shapefirst={shape}|{opens}|{follows}"]


def _other_signs(at: str, kind: str, sign: str, opens: bool, before: str) -> list[str]:
    return [f"{at}sign={sign}|{kind}", f"{at}signfirst={sign}|{opens}|{before}"]


def _other_kinds(at: str, kind: str, lead: str, award: str, ahead: str) -> list[str]:
    return [f"{at}lead={lead}|{kind}", f"{at}kind={award}|{kind}", f"{at}ahead={ahead}|{kind}"]


def _other_offers(at: str, kind: str, offer: str, opens: bool, shape: str) -> list[str]:
    return [f"{at}offer={offer}|{kind}|{opens}", f"{at}shapeoffer={shape}|{offer}"]


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
        self._others = [(name, other) for name, other in (("before", before), ("after", after)) if other]
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
        self._signs_around = f"{self._sign}~{self._later}"
        self._voice = self._voiced()
        self._ahead = self._signs(self.at + 1, 2)
        self._behind = self._signs(self.at - 1, 1)
        self._lead = self._led()
        self._framed = bool(FRAME.intersection(self.marks[self.floor + 1 : self._ceiling]))
        self._dead = sentence.dead
        clause = self.units[max(self.floor, 0) : self._ceiling]
        self._tellings = tuple(sorted({unit.word for unit in clause if unit.mark in _TELLING}))
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

    def candidates(self, features: Features[V]) -> Iterator[Candidate[V]]:
        """The phrases of the sentence and those around it."""
        for phrase in self.sentence.phrases:
            if not phrase.first <= self.at <= phrase.last:
                yield Candidate(self._inside(features, phrase), self.sentence, phrase)
        for name, other in self._others:
            for phrase in other.phrases:
                yield Candidate(self._beside(features, name, other, phrase), other, phrase)

    def carried(
        self, features: Features[V], earlier: Sequence[Decided], later: Sequence[Decided] | None
    ) -> Iterator[Candidate[V]]:
        """Nobody, and the answers for the awards before and behind, and for the nearest ones of this name.

        `earlier` and `later` are the other awards of the article, those nearest to this one last; without `later`,
        whether nobody was answered before does not count.
        """
        yield Candidate(features.tell([*self._nobody(), *(() if later is None else self._left(earlier))]))
        told = (("last", earlier[-1:]), ("same", self._again(earlier)), ("then", self._again(later or ())))
        for name, nearest in told:
            for one in nearest:
                if one.texts:
                    yield Candidate(features.tell([*self._told(name, one)]), said=one.texts)

    def _again(self, others: Sequence[Decided]) -> Sequence[Decided]:
        """The nearest of the others that has this name and an answer, if there is one."""
        return [*islice((one for one in reversed(others) if one.texts and self._alike(one.award)), 1)]

    def _alike(self, other: Found) -> bool:
        """Whether the other's name is this one's, or begins or ends it or the other way round."""
        one, another = self.award.key, other.key
        return one == another or any(
            " " in part and f" {whole} ".find(f" {part} ") in (0, len(whole) - len(part))
            for whole, part in ((one, another), (another, one))
        )

    def _left(self, earlier: Sequence[Decided]) -> Iterator[str]:
        """What tells for nobody in the answers for the awards before."""
        last = earlier[-1] if earlier else None
        away = min(self.number - last.sentence, _FAR) if last else "-"
        said = bool(last and last.texts)
        silent = next((back for back, one in enumerate(reversed(earlier[-_FAR:])) if one.texts), _FAR)
        yield f"0after={said}|{away}"
        yield f"0after={said}|{away}|{self._voice}"
        yield f"0after={said}|{away}|{self._kind}"
        yield f"0alike={said}|{away}|{bool(last and self._alike(last.award))}"
        yield f"0silent={silent if earlier else '-'}|{away}"

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

    def _inside(self, features: Features[V], phrase: Phrase) -> V:
        """What tells of a phrase of the award's own sentence."""
        sentence, at = self.sentence, self.at
        first, last, kind, shape, form = phrase.first, phrase.last, phrase.type, phrase.shape, phrase.form
        led, follows, voice = phrase.led, phrase.follows, self._voice
        left = last < at
        if left:
            where, sign, gap = "L" if self.floor < first else "L!", self._sign, (last + 1, at)
        else:
            where, sign, gap = "R" if last < self._ceiling else "R!", self._signs_around, (at + 1, first)
        path = self._between(*gap)
        before, after = sentence.edges(first, last)
        parted = min(sum([mark in _PARTING for mark in path]), 3)
        head, kin, then = self.units[first], sentence.clusters[first], follows.partition(":")[0]
        owner = f"{self._state}|{'state-authority' in head.roles}"
        whole = kind if form == "one" else f"{kind}|{form}"
        beyond, beside = (after, self._behind) if left else (before, self._ahead)
        previous = self.units[first - 1].word if first else "#"
        one, other = path[0] if path else "#", path[-1] if path else "#"
        return (
            features.edges[where, voice, parted, before, after]
            + features.signs[where, sign, before, shape]
            + features.owners[where, sign, owner]
            + features.slots[where, voice, led, follows, whole]
            + features.shapes[where, voice, led, then, shape]
            + features.kins[where, voice, kin, then, before]
            + features.neighbours[where, self._cluster(first - 1), self._cluster(last + 1)]
            + features.gaps[where, min(gap[1] - gap[0], 3), beyond, beside, kind]
            + features.paths[where, voice, form, kind, one, other]
            + features.ahead[where, voice, self._ahead, before, self._lead]
            + features.heads[where, voice, head.word]
            + features.offers[where, self._offer, kind]
            + features.kinds[where, self._kind, shape, self._tellings]
            + features.previous[self._dead, previous]
            + features.contents(sentence, phrase, before, after)
        )

    def _beside(self, features: Features[V], name: str, other: Sentence, phrase: Phrase) -> V:
        """What tells of a phrase of the sentence before or after."""
        first, last, kind, opens = phrase.first, phrase.last, phrase.type, phrase.first == 0
        before, after = other.edges(first, last)
        return (
            features.other_edges[name, kind, phrase.form, before, after]
            + features.other_words[name, other.units[first].word, other.clusters[first], min(last - first, 12) // 2]
            + features.other_follows[name, other.told_behind(last)[:30]]
            + features.other_slots[name, kind, phrase.led, phrase.follows, phrase.shape, opens]
            + features.other_signs[name, kind, self._sign, opens, before]
            + features.other_kinds[name, kind, self._lead, self._kind, self._ahead]
            + features.other_offers[name, kind, self._offer, opens, phrase.shape]
            + features.other_sections[name, kind, self.sentence.section, other.section]
        )

    def _told(self, name: str, one: Decided) -> Iterator[str]:
        """The features of the answer for another award."""
        away = max(min(self.number - one.sentence, _FAR), -_FAR)
        alike = self._alike(one.award)
        other = self.sentence.index(one.award.start)
        signs = self._between(min(other, self.at) + 1, max(other, self.at)) if not away else [str(away)]
        quiet = not away and not FRAME.intersection(signs)
        gap = ".".join(signs)
        for value in (
            "", away, gap, f"{alike}|{away}", self._sign, f"{self._sign}|{away}|{alike}", self.award.shares,
            f"{self._kind}|{away}|{alike}", f"{self._behind}|{away}", f"{gap}|{self._sign}", f"{self._lead}|{away}",
            f"quiet={quiet}|{';' in signs}", f"quiet={quiet}|{self._ahead}",
            f"use={one.award.entry.use}|{away}|{alike}",
            f"has={self._framed}|{away}", f"offer={self._offer}|{away}", f"voice={self._voice}|{away}|{alike}",
            f"section={self.sentence.section}|{away}|{alike}", f"quiet={quiet}|{self._behind}",
            f"grade={one.award.grade == self.award.grade}|{away}|{alike}", f"kind={self._kind}|{alike}",
            f"{quiet}|{self._sign}|{self._later}",
        ):  # fmt: skip
            yield f"{name}|{value}"

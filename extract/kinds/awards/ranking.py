"""Which of the phrases around an award says who gives it, which who receives it: a log-linear model over candidates.

Every candidate, and the answer that nobody is said, has features; a candidate's score is the sum of their weights, and the
highest score wins. The weights are in data/awards, made by its train.py.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from extract.kinds.awards.finding import Found
from extract.kinds.awards.phrases import Phrase, Sentence
from extract.resources import DATA

Weights = Mapping[str, float]
WEIGHTS = {task: DATA / "awards" / f"{task}.tsv" for task in ("giver", "recipients")}
_FRAME = frozenset(["give", "receive", "passive", "propose", "decide", "delegate", "not", "have", "event", "say"])
_DIRT = frozenset(["verb", "say", "when", "place", "link", ";", ":", "time", "not"])
_SILENT = frozenset(["word", "number", "quote", "aside"])
_NEAR, _LONG = 6, 4


class Candidate(NamedTuple):
    """An answer: its receivers (or the giver alone) as written, and its features."""

    texts: tuple[str, ...]
    features: tuple[str, ...]


class Place(NamedTuple):
    """An award in its sentence, with what is known from the awards before it.

    Attributes:
        award: the award.
        sentence: its sentence.
        before, after: the sentences around it.
        earlier: the awards before it in the document with what was decided, the nearest last.
    """

    award: Found
    sentence: Sentence
    before: Sentence | None
    after: Sentence | None
    earlier: Sequence["Decided"]


class Decided(NamedTuple):
    """An award with its answer, and the number of its sentence."""

    award: Found
    sentence: int
    texts: tuple[str, ...]


@cache
def weights(task: str) -> Weights:
    """The weights of a task, `giver` or `recipients`."""
    table = {}
    for line in WEIGHTS[task].read_text(encoding="utf-8").splitlines():
        feature, _, weight = line.partition("\t")
        table[feature] = float(weight)
    return table


def score(candidate: Candidate, table: Weights) -> float:
    """The sum of the weights of the candidate's features."""
    return sum(table.get(feature, 0.0) for feature in candidate.features)


def best(candidates: Iterable[Candidate], table: Weights) -> Candidate:
    """The candidate with the highest score, the first of equals."""
    return max(candidates, key=lambda candidate: score(candidate, table))


def candidates(place: Place, index: int) -> Iterator[Candidate]:
    """The answers for an award in the document's sentence `index`: nobody, phrases around it, what was said before."""
    here = _Here(place.sentence, place.award)
    yield Candidate((), tuple(here.nobody()))
    for phrase in place.sentence.phrases:
        if not phrase.first <= here.at <= phrase.last:
            yield Candidate(_texts(place.sentence, phrase), tuple(here.features(phrase)))
    for other, name in ((place.before, "before"), (place.after, "after")):
        if other:
            for phrase in other.phrases:
                yield Candidate(_texts(other, phrase), tuple(here.beside(other, phrase, name)))
    yield from _carried(place, here, index)


def _texts(sentence: Sentence, phrase: Phrase) -> tuple[str, ...]:
    return tuple(text for first, last in phrase.pieces if (text := sentence.receiver(first, last)))


def _carried(place: Place, here: "_Here", index: int) -> Iterator[Candidate]:
    """The answers of the award before, and of the last one with this name."""
    named = place.award.name.casefold()
    same = next((one for one in reversed(place.earlier) if one.texts and one.award.name.casefold() == named), None)
    last = place.earlier[-1] if place.earlier else None
    for one, name in ((last, "last"), (same, "same")):
        if one and one.texts:
            away = min(index - one.sentence, 4)
            alike = "=" if one.award.name.casefold() == named else "/"
            marks = here.gap(one.award) if not away else [str(away)]
            gap = ".".join(marks)
            quiet = away == 0 and not _FRAME.intersection(marks)
            use = f"{one.award.entry.use}|{away}|{alike}"
            yield Candidate(
                one.texts,
                tuple(
                    f"{name}{feature}"
                    for feature in (
                        "", f"|{away}", f"|{gap}", f"|{alike}|{away}", f"|{here.sign}", f"|{here.sign}|{away}|{alike}",
                        f"|{here.award.shares}", f"|{here.kind}|{away}|{alike}", f"|{here.behind}|{away}", f"|{gap}|{here.sign}",
                        f"|{here.lead}|{away}", f"|quiet={quiet}|{';' in marks}", f"|quiet={quiet}|{here.ahead}", f"|use={use}", f"|has={here.frames}|{away}",
                        f"|quiet={quiet}|{here.behind}", f"|{quiet}|{here.sign}|{here.later}",
                    )
                ),
            )  # fmt: skip


class _Here:
    """An award in its sentence: what surrounds it."""

    def __init__(self, sentence: Sentence, award: Found) -> None:
        self.sentence = sentence
        self.units = sentence.units
        self.award = award
        self.at = sentence.index(award.start)
        self.kind = award.entry.kind
        self.marks = [unit.mark for unit in self.units]
        others = [index for index, mark in enumerate(self.marks) if mark == "award" and index != self.at]
        self.floor = max((index for index in others if index < self.at), default=-1)
        self.ceiling = min((index for index in others if index > self.at), default=len(self.units))
        self.sign = self._signature(range(self.floor + 1, self.at)) or self._signature(range(self.at)) + "*"
        self.voice = self._voice()
        self.later = self._signature(range(self.at + 1, self.ceiling))
        self.ahead = self._signs(self.at + 1, 2)
        self.behind = self._signs(self.at - 1, 1)
        self.lead = self._lead() if self.at else "award"
        self.frames = bool(_FRAME.intersection(self.marks[self.floor + 1 : self.ceiling]))
        self.dead = any(unit.word.startswith("truy ") for unit in self.units)

    def _signature(self, span: range) -> str:
        marks: list[str] = []
        for index in span:
            mark = self.marks[index]
            if mark in _FRAME and (not marks or marks[-1] != mark):
                marks.append(mark)
        return ".".join(marks[-3:])

    def _voice(self) -> str:
        marks = self.sign.rstrip("*").split(".")
        far = "*" if self.sign.endswith("*") else ""
        verb = next((mark for mark in reversed(marks) if mark in ("give", "receive", "have", "passive")), "none")
        if verb == "give" and "passive" in marks:
            verb = "passive"
        return verb + far

    def _signs(self, index: int, count: int) -> str:
        signs = []
        for at in range(index, index + count):
            signs.append(self.units[at].sign if 0 <= at < len(self.units) else "#")
        return ",".join(signs)

    def _lead(self) -> str:
        """What the sentence begins with: the type of its first phrase, or the mark in front of it."""
        first = self.sentence.phrases[0] if self.sentence.phrases else None
        return first.type if first and first.first == 0 else self.units[0].mark

    def gap(self, other: Found) -> list[str]:
        """The marks between an earlier award of the sentence and this one."""
        return self._between(self.sentence.index(other.start) + 1, self.at)

    def _between(self, first: int, last: int) -> list[str]:
        marks = [self.units[index].sign for index in range(first, last) if self.marks[index] not in _SILENT]
        return marks if len(marks) <= _NEAR else ["+", *marks[-_NEAR:]]

    def nobody(self) -> Iterator[str]:
        """The features of the answer that nobody is said."""
        yield "0"
        for name, value in (
            ("sign", self.sign), ("later", self.later), ("kind", self.kind), ("ahead", self.ahead), ("behind", self.behind),
            ("lead", self.lead), ("first", str(self.at == 0)), ("only", str(len(self.units) < 8)),
            ("both", f"{self.sign}|{self.later}"), ("signkind", f"{self.sign}|{self.kind}"), ("state", str(self.award.entry.authority)),
            ("signahead", f"{self.sign}|{self.ahead}"), ("signbehind", f"{self.sign}|{self.behind}"), ("shares", str(self.award.shares)),
        ):  # fmt: skip
            yield f"0{name}={value}"
        clause = self.units[max(self.floor, 0) : self.ceiling]
        for value in (self.kind, self.ahead, self.behind, self.lead, self.later, str(self.at == 0)):
            yield f"0voice={self.voice}|{value}"
        yield f"0voice={self.voice}"
        for mark in sorted({unit.mark for unit in clause} & _FRAME):
            yield f"0has={mark}"
        for word in sorted({unit.word for unit in clause if unit.mark in ("adverb", "when", "not", "propose", "event")}):
            yield f"0word={word}"

    def features(self, phrase: Phrase) -> Iterator[str]:
        """The features of a phrase of the award's own sentence."""
        first, last = phrase.first, phrase.last
        left = last < self.at
        side = "L" if left else "R"
        inside = (self.floor < first) if left else (last < self.ceiling)
        path = self._between(last + 1, self.at) if left else self._between(self.at + 1, first)
        short = ".".join(path[-_LONG:] if left else path[:_LONG])
        before, after = self._signs(first - 1, 1), self._signs(last + 1, 1)
        sign = self.sign if left else f"{self.sign}~{self.later}"
        type_ = phrase.type
        near = len({unit for unit in self._starts(type_) if (last < unit < self.at if left else self.at < unit < first)})
        runs = min(self._runs(last + 1, self.at) if left else self._runs(self.at + 1, first), 3)
        where = f"{side}{'' if inside else '!'}"
        yield from (f"{name}={value}" for name, value in (
            ("side", where), ("type", f"{where}|{type_}"), ("form", f"{where}|{phrase.form}|{type_}"),
            ("before", f"{where}|{before}"), ("after", f"{where}|{after}"), ("around", f"{where}|{before}|{after}"),
            ("sign", f"{where}|{sign}"), ("signbefore", f"{where}|{sign}|{before}"), ("signafter", f"{where}|{sign}|{after}"),
            ("signtype", f"{where}|{sign}|{type_}"), ("path", f"{where}|{'.'.join(path)}"), ("short", f"{where}|{short}|{type_}"),
            ("pathbefore", f"{where}|{'.'.join(path)}|{before}"), ("near", f"{where}|{min(near, 2)}|{type_}"),
            ("runs", f"{where}|{runs}|{sign}"), ("first", f"{first == 0}|{where}|{type_}"), ("firstsign", f"{first == 0}|{where}|{sign}"),
            ("head", self.units[first].word), ("headside", f"{where}|{self.units[first].word}"),
            ("tail", self.units[last].word), ("typebefore", f"{type_}|{before}"), ("typeafter", f"{type_}|{after}"),
            ("size", f"{min(last - first, 12) // 2}|{type_}"), ("form1", f"{phrase.form}|{min(len(phrase.pieces), 4)}|{after}"),
            ("kind", f"{where}|{self.kind}|{type_}"), ("kindsign", f"{where}|{self.kind}|{sign}"),
            ("state", f"{self.award.entry.authority}|{where}|{type_}"),
            ("prev", f"{self.dead}|{self.units[first - 1].word if first else '#'}"), ("prevmark", f"{self.marks[first - 1] if first else '#'}|{type_}"),
            ("owner", f"{self.award.entry.authority}|{'state-authority' in self.units[first].roles}"),
            ("ownersign", f"{self.award.entry.authority}|{'state-authority' in self.units[first].roles}|{where}|{sign}"),
            ("lead", f"{self.lead}|{where}|{type_}"), ("roleside", f"{where}|{before}|{'.'.join(sorted(self.units[first].roles))}"),
            ("open", f"{phrase.form}|{self._open(last)}|{type_}"), ("beforesize", f"{before}|{min(runs, 2)}|{where}"),
        ))  # fmt: skip
        dirt = min(sum(mark in _DIRT for mark in path), 3)
        voice = f"voice={self.voice}|{where}"
        yield from (f"{voice}|{name}={value}" for name, value in (
            ("", ""), ("type", type_), ("before", before), ("after", after), ("dirt", dirt), ("first", f"{first == 0}|{type_}"),
            ("near", min(near, 2)), ("runs", runs), ("form", f"{phrase.form}|{type_}"), ("dirttype", f"{dirt}|{type_}"), ("around", f"{before}|{after}"),
            ("dirtbefore", f"{dirt}|{before}"), ("ahead", f"{self.ahead}|{before}"), ("path1", f"{path[0] if path else '#'}|{type_}"),
            ("path9", f"{path[-1] if path else '#'}|{type_}"), ("owner", f"{self.award.entry.authority}|{'state-authority' in self.units[first].roles}"),
            ("dirtafter", f"{dirt}|{after}"), ("lead", self.lead), ("head", self.units[first].word),
        ))  # fmt: skip
        yield f"dirt={where}|{dirt}|{type_}"
        yield from self._contents(phrase)
        for mark in set(path):
            yield f"via={side}|{mark}"

    def _contents(self, phrase: Phrase) -> Iterator[str]:
        units = self.units[phrase.first : phrase.last + 1]
        for mark in sorted({unit.mark for unit in units} - {"word", "number"}):
            yield f"in={mark}|{phrase.form}"
        for role in sorted(units[0].roles):
            yield f"role={role}"
        if len(units) <= 3:
            yield f"whole={' '.join(unit.word for unit in units)}"

    def _open(self, last: int) -> bool:
        """Whether the phrase stops although its last word goes on, or a joint with another phrase follows."""
        after = last + 1
        return after + 1 < len(self.units) and self.marks[after] in (",", "and") and self.marks[after + 1] in ("word", "number")

    def _starts(self, type_: str) -> list[int]:
        return [phrase.first for phrase in self.sentence.phrases if phrase.type == type_ and phrase.form == "one"]

    def _runs(self, first: int, last: int) -> int:
        """How many runs of words lie between."""
        return sum(
            self.marks[index] not in _SILENT and index + 1 < last and self.marks[index + 1] in _SILENT for index in range(first, last)
        )

    def beside(self, other: Sentence, phrase: Phrase, name: str) -> Iterator[str]:
        """The features of a phrase of the sentence before or after."""
        marks = [unit.mark for unit in other.units]
        first, last = phrase.first, phrase.last
        before = other.units[first - 1].sign if first else "#"
        after = other.units[last + 1].sign if last + 1 < len(marks) else "#"
        follows = ".".join(mark for mark in marks[last + 1 :] if mark in _FRAME)[:30]
        type_ = phrase.type
        yield from (f"{name}{key}={value}" for key, value in (
            ("", ""), ("type", type_), ("form", f"{phrase.form}|{type_}"), ("before", before), ("after", after),
            ("around", f"{before}|{after}"), ("sign", f"{self.sign}|{type_}"), ("first", f"{first == 0}|{type_}"),
            ("award", f"{'award' in marks}|{type_}"), ("follows", follows), ("lead", f"{self.lead}|{type_}"),
            ("signfirst", f"{self.sign}|{first == 0}|{before}"), ("kind", f"{self.kind}|{type_}"), ("nobody", f"{self.at == 0}|{type_}|{first == 0}"),
            ("ahead", f"{self.ahead}|{type_}"), ("head", other.units[first].word), ("size", f"{min(last - first, 12) // 2}"),
        ))  # fmt: skip

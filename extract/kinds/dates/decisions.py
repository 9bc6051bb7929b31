"""The lists of `rules/dates/decisions.yaml`, which tell whether a form is a date where it stands."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby
from typing import Literal, NamedTuple

from extract.entries import DateDecisionEntry
from extract.kinds.dates.facts import SHAPES, Fact
from extract.kinds.dates.passage import OF_TIME, REACH, Cues, Passage
from extract.kinds.dates.times import Time
from extract.lexicon import Lexicon, LexiconError, Pattern
from extract.words import nearest

Answer = Literal["date", "none", "length"]
_NOT = "not "


class _Asked(NamedTuple):
    """A fact, and whether it must hold."""

    fact: Fact
    wanted: bool


class _Decision(NamedTuple):
    """The rest of a line behind its first fact."""

    facts: list[_Asked]
    answer: Answer


_ALWAYS = _Asked(lambda _, __: True, True)


class Decisions:
    """The lists, by what they are about.

    Raises:
        LexiconError: a line asks for a fact that there is not.
    """

    def __init__(self, lexicon: Lexicon, cues: Cues) -> None:
        asked = {cue: pattern for cue, pattern in cues.patterns.items() if cue.startswith(OF_TIME)}
        known = {**SHAPES, **{cue.replace("_", " ", 1): _asks(cue, pattern) for cue, pattern in asked.items()}}
        lines: defaultdict[str, list[tuple[_Asked, _Decision]]] = defaultdict(list)
        for entry in lexicon.entries(DateDecisionEntry):
            first, *rest = [_read(name, known, entry, lexicon) for name in entry.when] or [_ALWAYS]
            lines[entry.about].append((first, _Decision(rest, entry.answer)))
        # Lines that begin with the same fact are passed over together.
        self._lists = {
            about: [(first, [line for _, line in group]) for first, group in groupby(those, key=lambda pair: pair[0])]
            for about, those in lines.items()
        }

    def ask(self, about: str, time: Time, passage: Passage) -> Answer | None:
        """The answer of the first line of the list `about` whose facts all hold; None where there is none."""
        for (first, first_wanted), lines in self._lists.get(about, ()):
            if first(time, passage) is first_wanted:
                for facts, answer in lines:
                    for fact, wanted in facts:
                        if fact(time, passage) is not wanted:
                            break
                    else:
                        return answer
        return None


def _read(name: str, known: Mapping[str, Fact], entry: DateDecisionEntry, lexicon: Lexicon) -> _Asked:
    fact = name.removeprefix(_NOT)
    if fact not in known:
        origin = lexicon.origin(entry.id)
        raise LexiconError(f"{origin}: '{entry.id}': no fact '{fact}' of a time{nearest(fact, known)}")
    return _Asked(known[fact], fact == name)


def _asks(cue: str, pattern: Pattern) -> Fact:
    """Whether the cue stands before, behind or inside a time."""
    match = pattern.match
    if cue.startswith("before_"):
        return lambda time, passage: match(passage.folded, max(0, time.start - REACH), time.start) is not None
    if cue.startswith("after_"):
        return lambda time, passage: match(passage.folded, time.end) is not None
    return lambda time, passage: match(passage.folded, time.start, time.end) is not None

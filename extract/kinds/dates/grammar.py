"""Compiles the date rules and scans text with them: one automaton pass for the beginnings, patterns tried only there."""

from typing import NamedTuple

import ahocorasick_rs
import regex

from extract.entries import DatePatternEntry, DateWordEntry, HolidayEntry
from extract.kinds.dates.parts import Parts
from extract.kinds.dates.reading import READINGS, Reading, read_holiday, read_word, take_left
from extract.kinds.dates.times import Time
from extract.lexicon import Lexicon, LexiconError
from extract.text.fold import fold_key

_LEFT_REACH = 60
Match = regex.Match[str]


class _Rule(NamedTuple):
    entry: DatePatternEntry
    read: Reading
    left: regex.Pattern[str] | None


class _Union(NamedTuple):
    """Rules as one pattern; the empty group that closes each branch, named as in `marks`, tells which one matched."""

    pattern: regex.Pattern[str]
    marks: list[tuple[str, _Rule]]


class _Opener(NamedTuple):
    """What is tried where one literal beginning stands."""

    union: _Union | None
    word: DateWordEntry | None
    holiday: HolidayEntry | None


class Grammar:
    """The compiled date rules.

    Raises:
        LexiconError: a pattern does not compile, or names a piece or a reading that does not exist.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._parts = Parts(lexicon)
        self._left: dict[str, regex.Pattern[str]] = {}
        openers: dict[str, list[_Rule]] = {}
        for entry in lexicon.entries(DatePatternEntry):
            read = READINGS.get(entry.reading)
            if read is None:
                known = ", ".join(READINGS)
                raise LexiconError(f"{lexicon.origin(entry.id)}: no reading '{entry.reading}'; use one of {known}")
            rule = _Rule(entry, read, self._left_of(entry, entry.left))
            for form in entry.forms:
                for literal in _expand(form):
                    openers.setdefault(literal, []).append(rule)
        words = {fold_key(form): entry for entry in lexicon.entries(DateWordEntry) for form in entry.forms}
        holidays = {fold_key(form): entry for entry in lexicon.entries(HolidayEntry) for form in entry.forms}
        self._word_left = {entry.id: self._left_of(entry, entry.left) for entry in lexicon.entries(DateWordEntry)}
        unions: dict[tuple[str, ...], _Union] = {}
        literals = list({**openers, **words, **holidays})
        self._openers: list[_Opener] = []
        for literal in literals:
            rules = openers.get(literal, [])
            key = tuple(rule.entry.id for rule in rules)
            if rules and key not in unions:
                unions[key] = self._union(rules)
            self._openers.append(_Opener(unions.get(key), words.get(literal), holidays.get(literal)))
        self._automaton = ahocorasick_rs.AhoCorasick(literals, matchkind=ahocorasick_rs.MatchKind.Standard)

    def scan(self, folded: str) -> list[Time]:
        """The times that stand in the text, in order, not overlapping, each with the words in front that belong to it."""
        hits = sorted(
            [
                (start, -end, index)
                for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True)
            ]
        )
        found: list[Time] = []
        reached = 0
        size = len(folded)
        for start, end, index in hits:
            if start < reached or (start and not _free(folded, start, reached)):
                continue
            opener = self._openers[index]
            times: list[Time] = []
            left: regex.Pattern[str] | None = None
            if opener.word is not None or opener.holiday is not None:
                end = -end
                if end < size and folded[end].isalnum():
                    continue
                if opener.word is not None:
                    times = [read_word(opener.word, start, end)]
                    left = self._word_left[opener.word.id]
                elif opener.holiday is not None:
                    times = read_holiday(opener.holiday, folded, start, end)
            elif opener.union is not None:
                match = opener.union.pattern.match(folded, start)
                if match is None:
                    continue
                groups = match.groupdict()
                rule = next(rule for mark, rule in opener.union.marks if groups[mark] is not None)
                times = rule.read(match, groups, rule.entry.id)
                left = rule.left
            if not times:
                continue
            if left is not None:
                _extend_left(times[0], left, folded, reached)
                for time in times[1:]:
                    time.sure = time.sure or times[0].sure
            reached = times[-1].end
            found += times
        return found

    def _union(self, rules: list[_Rule]) -> _Union:
        branches = [f"(?:{self._parts.filled(rule.entry)})(?P<mark{number}>)" for number, rule in enumerate(rules)]
        return _Union(regex.compile("|".join(branches)), [(f"mark{number}", rule) for number, rule in enumerate(rules)])

    def _left_of(self, entry: DatePatternEntry | DateWordEntry, name: str | None) -> regex.Pattern[str] | None:
        if name is None:
            return None
        if name not in self._left:
            self._left[name] = regex.compile(rf"(?r)(?<!\w){self._parts.named(name, entry)}")
        return self._left[name]


def _expand(form: str) -> list[str]:
    return [form.replace("#", digit) for digit in "0123456789"] if "#" in form else [form]


def _free(folded: str, start: int, reached: int) -> bool:
    """Whether an expression may begin at `start`: not inside a word, a figure, a version or an identifier."""
    before = folded[start - 1]
    if before.isalnum():
        return False
    if before in " \n(\"'":
        return True
    if before in "+$#&@_":
        return False
    if before in "-./:,":
        # After an expression this is the second half of a range; after a letter or digit a part of something else.
        return (
            start - 1 == reached
            or start < 2
            or not folded[start - 2].isalnum()
            or (before == "," and not folded[start].isdigit())
        )
    return True


def _extend_left(time: Time, left: regex.Pattern[str], folded: str, reached: int) -> None:
    """Take in the words in front that belong to the expression."""
    match = left.match(folded, max(reached, time.start - _LEFT_REACH), time.start)
    if match is None or match.start() == time.start:
        return
    take_left(time, match)

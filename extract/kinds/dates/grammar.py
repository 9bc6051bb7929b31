"""Compiles the date rules and scans text with them: one automaton pass, then patterns only where one can begin."""

from collections.abc import Sequence
from typing import NamedTuple

import ahocorasick_rs
import regex

from extract.entries import DatePatternEntry, DateWordEntry, HolidayEntry
from extract.kinds.dates.parts import Parts
from extract.kinds.dates.reading import READINGS, Reading, read_holiday, read_word, take_left
from extract.kinds.dates.times import Time
from extract.lexicon import Lexicon, LexiconError, Pattern
from extract.patterns import compiled
from extract.text.fold import fold_key

_LEFT_REACH = 60
_NUMBER = "#"
_YEAR = "####"
_YEAR_DIGITS = 4
_DIGITS = "0123456789"
# A number, over its thousands and decimals, and the mark or the word that follows it.
_FIGURE = compiled(r"(\d+)(?:(?:\.\d{3}(?!\d))+(?:,\d+)?|,\d+)?( ?[-/:.,~&\\]| ?\p{L}+)?")
Match = regex.Match[str]


class _Left(NamedTuple):
    """A pattern for the words in front and the names of its groups, in order."""

    pattern: Pattern
    names: list[str]


class _Rule(NamedTuple):
    entry: DatePatternEntry
    read: Reading
    pattern: Pattern


class _Opener:
    """What is tried where one literal beginning stands: rules, or one word."""

    def __init__(
        self,
        rules: Sequence[_Rule],
        years: Sequence[_Rule] = (),
        word: DateWordEntry | None = None,
        holiday: HolidayEntry | None = None,
        *,
        conditional: bool = False,
    ) -> None:
        self.word = word
        self.holiday = holiday
        self.conditional = conditional
        self._rules = rules
        self._years = years
        self._followed = {token for rule in rules for token in rule.entry.followed_by}
        self.preceded = frozenset(word for rule in rules for word in rule.entry.preceded_by)
        self.preceded_sizes = sorted({len(word) for word in self.preceded})
        self._chosen: dict[tuple[str, str, bool], list[_Rule]] = {}

    def rules(self, token: str = "", word: str = "", year: bool = False) -> list[_Rule]:
        """The rules for what follows (`token`) and stands in front (`word`), in order."""
        key = (token if token in self._followed else "", word, year)
        if key not in self._chosen:
            chosen = [rule for rule in self._rules if not self.conditional or _applies(rule.entry, *key[:2])]
            self._chosen[key] = [*chosen, *(self._years if year else ())]
        return self._chosen[key]


class Grammar:
    """The compiled date rules.

    Raises:
        LexiconError: a pattern does not compile, or names a piece or a reading that does not exist.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._parts = Parts(lexicon)
        self._lefts = self._left_patterns(lexicon)
        self._unless = {
            entry.id: self._parts.named(entry.unless, entry, "%s")
            for entry in lexicon.entries(DateWordEntry)
            if entry.unless
        }
        rules: dict[str, list[_Rule]] = {}
        for entry in lexicon.entries(DatePatternEntry):
            read = READINGS.get(entry.reading)
            if read is None:
                known = ", ".join(READINGS)
                raise LexiconError(f"{lexicon.origin(entry.id)}: no reading '{entry.reading}'; use one of {known}")
            rule = _Rule(entry, read, self._parts.compiled(entry))
            for form in entry.forms:
                for literal in [form] if form in (_NUMBER, _YEAR) else _expand(form, entry.followed_by):
                    rules.setdefault(literal, []).append(rule)
        words = {fold_key(form): entry for entry in lexicon.entries(DateWordEntry) for form in entry.forms}
        holidays = {fold_key(form): entry for entry in lexicon.entries(HolidayEntry) for form in entry.forms}
        figure = _Opener(rules.pop(_NUMBER, []), rules.pop(_YEAR, []), conditional=True)
        openers = dict.fromkeys(_DIGITS, figure)
        for literal in {**rules, **words, **holidays}:
            openers[literal] = _Opener(
                rules.get(literal, []),
                word=words.get(literal),
                holiday=holidays.get(literal),
            )
        self._openers = list(openers.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(openers),
            matchkind=ahocorasick_rs.MatchKind.Standard,
            implementation=ahocorasick_rs.Implementation.DFA,
        )

    def scan(self, folded: str) -> list[Time]:
        """The times in the text, in order, not overlapping, each with the words in front that belong to it."""
        found: list[Time] = []
        reached = 0
        # At one place the longest beginning comes first.
        for start, negative_end, index in sorted(
            [
                (start, -end, index)
                for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True)
            ]
        ):
            if start < reached:
                continue
            if folded[start] in _DIGITS:
                figure = _FIGURE.match(folded, start)
                if figure is None:
                    continue
                # One try per figure: what begins inside it is none.
                reached = figure.end(1)
                if start and not _free(folded, start, found[-1].end if found else -1):
                    continue
                times = self._read_figure(folded, figure, self._openers[index])
            elif start and not _free(folded, start, reached):
                continue
            else:
                times = self._read(folded, start, -negative_end, self._openers[index], reached)
            if times:
                self._extend_left(times, folded, found[-1].end if found else 0)
                reached = times[-1].end
                found += times
        return found

    def _read_figure(self, folded: str, figure: Match, opener: _Opener) -> list[Time]:
        start, digits_end = figure.span(1)
        token = (figure[2] or "").lstrip()
        word = ""
        if start and folded[start - 1] == " ":
            for size in opener.preceded_sizes:
                in_front = folded[max(0, start - 1 - size) : start - 1]
                if in_front in opener.preceded:
                    word = in_front
                    break
        return _match(folded, start, opener.rules(token, word, digits_end - start == _YEAR_DIGITS))

    def _read(self, folded: str, start: int, end: int, opener: _Opener, reached: int) -> list[Time]:
        if opener.word is not None or opener.holiday is not None:
            if end < len(folded) and folded[end].isalnum():
                return []
            if opener.word is None:
                assert opener.holiday is not None
                return read_holiday(opener.holiday, folded, start, end)
            unless = self._unless.get(opener.word.id)
            return [] if unless and unless.match(folded, end) else [read_word(opener.word, start, end)]
        return _match(folded, start, opener.rules())

    def _extend_left(self, times: list[Time], folded: str, floor: int) -> None:
        """Take in the words in front that belong to the first of the times, none before `floor`."""
        first = times[0]
        left = self._lefts.get(first.rule)
        # Words in front end with a space or an opening bracket.
        if left is None or folded[first.start - 1 : first.start] not in (" ", "("):
            return
        pattern, names = left
        match = pattern.match(folded, max(floor, first.start - _LEFT_REACH), first.start)
        if match is None or match.start() == first.start:
            return
        take_left(first, match.start(), dict(zip(names, match.groups(), strict=True)))
        for time in times[1:]:
            time.sure = time.sure or first.sure

    def _left_patterns(self, lexicon: Lexicon) -> dict[str, _Left]:
        """For each rule that has one, the pattern of the words in front, to be matched backwards."""
        compiled: dict[str, _Left] = {}
        lefts: dict[str, _Left] = {}
        entries: list[DatePatternEntry | DateWordEntry] = [
            *lexicon.entries(DatePatternEntry),
            *lexicon.entries(DateWordEntry),
        ]
        for entry in entries:
            if entry.left is not None:
                if entry.left not in compiled:
                    pattern = self._parts.named(entry.left, entry, r"(?r)(?<!\w)%s")
                    names = sorted(pattern.groupindex, key=pattern.groupindex.__getitem__)
                    compiled[entry.left] = _Left(pattern, names)
                lefts[entry.id] = compiled[entry.left]
        return lefts


def _applies(entry: DatePatternEntry, token: str, word: str) -> bool:
    if not entry.followed_by and not entry.preceded_by:
        return True
    return token in entry.followed_by or word in entry.preceded_by


def _match(folded: str, start: int, rules: Sequence[_Rule]) -> list[Time]:
    for rule in rules:
        match = rule.pattern.match(folded, start)
        if match is not None:
            return rule.read(match, match.groupdict(), rule.entry.id)
    return []


def _expand(form: str, followed_by: Sequence[str]) -> list[str]:
    """The literals that a form stands for; a number in words only with what may follow it."""
    if "#" in form:
        return [form.replace("#", digit) for digit in _DIGITS]
    if " " in form or not followed_by:
        return [form]
    return [f"{form}{'' if token == ',' else ' '}{token}" for token in followed_by if token.isalpha() or token in ",-"]


def _free(folded: str, start: int, reached: int) -> bool:
    """Whether an expression may begin at `start`: not inside a word, a figure, a version or an identifier."""
    before = folded[start - 1]
    if before in " \n(\"'":
        return True
    if before.isalnum() or before in "+$#&@_":
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

"""What was tried at a place of a text, and why one production was chosen there."""

import msgspec

from extract.grammar.language import Attempt, Match
from extract.lexicon import Lexicon


class Shown(msgspec.Struct, frozen=True):
    """A token: its words, its span in the normalised text, its classes, in alphabetical order."""

    text: str
    start: int
    end: int
    classes: tuple[str, ...]


class Tried(msgspec.Struct, frozen=True):
    """A production that matches.

    Attributes:
        rule: its id.
        origin: its file and line.
        text: what it takes, with what continues it.
        why: why it was chosen, or why not.
        more: the ids of the productions that continue it, in order.
    """

    rule: str
    origin: str
    text: str
    why: str
    more: tuple[str, ...]


class Trace(msgspec.Struct, frozen=True):
    """A place at which a grammar was asked.

    Attributes:
        grammar: the grammar ("scope").
        tokens: from two in front of the place to two behind what was taken.
        tried: the productions that match there, the chosen one first; empty where none does.
    """

    grammar: str
    tokens: tuple[Shown, ...]
    tried: tuple[Tried, ...]


def trace(attempt: Attempt, lexicon: Lexicon) -> Trace:
    """What was tried at a place."""
    line, found = attempt.line, attempt.language.matches(attempt.line, attempt.place, attempt.limit)
    last = max((match.last for match in found), default=attempt.place)
    shown = range(max(attempt.place - 2, 0), min(last + 2, len(line.starts)))
    return Trace(
        attempt.language.grammar,
        tuple(_shown(attempt, index) for index in shown),
        tuple(_tried(match, found, lexicon) for match in found),
    )


def _shown(attempt: Attempt, index: int) -> Shown:
    token = attempt.line.token(index)
    return Shown(attempt.line.text[token.start : token.end], token.start, token.end, tuple(sorted(token.classes)))


def _tried(match: Match, found: list[Match], lexicon: Lexicon) -> Tried:
    return Tried(
        match.rule.id,
        str(lexicon.origin(match.rule.id)),
        match.line.text[match.start : match.end],
        _why(match, found),
        tuple(part.rule.id for part in match.more),
    )


def _why(match: Match, found: list[Match]) -> str:
    best = found[0]
    if match is best:
        return "chosen" if len(found) == 1 else f"chosen: {_reason(best, found[1])}"
    return f"not chosen: {best.rule.id} has {_reason(best, match)}"


def _reason(best: Match, other: Match) -> str:
    """What the better of two matches has."""
    if best.rule.priority != other.rule.priority:
        return f"priority {best.rule.priority}, not {other.rule.priority}"
    own, others = (match.more[0].first if match.more else match.last for match in (best, other))
    return "more words" if own > others else "its place further ahead in the files"

"""Offsets of a rewritten text against the text that it was made from.

An alignment keeps the edits that changed the length of the text and nothing else: between two edits every character
corresponds to one character. So the alignment of an unchanged text, or of one where characters were replaced one by
one, costs nothing, and a look-up is a binary search among the edits.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

import regex

Edit = tuple[int, int, int]
"""Start and end in the source (half-open, code points), and the length of what stands there instead."""

Replacement = tuple[int, int, str]
"""Start and end in the source, and what stands there instead."""


class Alignment:
    """Maps spans between a source text and the target text that was made from it. Immutable.

    All spans are half-open and in code points. Inside an edit there is no finer correspondence: any part of its target
    comes from the whole of its source, and the other way round.

    Attributes:
        source_length: length of the source text.
        target_length: length of the target text.
    """

    __slots__ = ("_source_ends", "_source_starts", "_target_ends", "_target_starts", "source_length", "target_length")

    def __init__(self, source_length: int, edits: Iterable[Edit] = ()) -> None:
        """Make the alignment of a text of `source_length` with `edits`, which are in order and do not overlap.

        An edit with an empty source (an insertion) is not allowed.
        """
        source_starts: list[int] = []
        source_ends: list[int] = []
        target_starts: list[int] = []
        target_ends: list[int] = []
        shift = 0
        for start, end, length in edits:
            source_starts.append(start)
            source_ends.append(end)
            target_starts.append(start + shift)
            shift += length - (end - start)
            target_ends.append(end + shift)
        self._source_starts = tuple(source_starts)
        self._source_ends = tuple(source_ends)
        self._target_starts = tuple(target_starts)
        self._target_ends = tuple(target_ends)
        self.source_length = source_length
        self.target_length = source_length + shift

    @property
    def is_identity(self) -> bool:
        """Whether every offset is the same in both texts."""
        return not self._source_starts

    @property
    def edits(self) -> list[Edit]:
        """The edits, in order."""
        return [
            (start, end, target_end - target_start)
            for start, end, target_start, target_end in zip(
                self._source_starts, self._source_ends, self._target_starts, self._target_ends, strict=True
            )
        ]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the source that the target's span was made from.

        What was deleted at the edges of the span is left outside; an empty span gives an empty one.

        Raises:
            ValueError: the span is not inside the target text.
        """
        _check(start, end, self.target_length)
        if not self._source_starts:
            return start, end
        return _map(start, end, self._target_starts, self._target_ends, self._source_starts, self._source_ends)

    def target(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the target that holds all that was made from the source's span.

        Empty where everything in the span was deleted.

        Raises:
            ValueError: the span is not inside the source text.
        """
        _check(start, end, self.source_length)
        if not self._source_starts:
            return start, end
        return _map(start, end, self._source_starts, self._source_ends, self._target_starts, self._target_ends)

    def then(self, following: "Alignment") -> "Alignment":
        """The alignment of this one's source with the target of `following`, whose source is this one's target.

        Raises:
            ValueError: the lengths do not fit.
        """
        if self.target_length != following.source_length:
            raise ValueError(f"alignments do not fit: {self.target_length} != {following.source_length}")
        if following.is_identity:
            return self
        if self.is_identity:
            return following
        return Alignment(self.source_length, self._joined(following))

    def _joined(self, following: "Alignment") -> Iterator[Edit]:
        """Merge the edits of both, in the text between them: those that overlap become one, others stay as they are."""
        first = [*zip(self._target_starts, self._target_ends, self._source_starts, self._source_ends, strict=True)]
        second = [
            *zip(
                following._source_starts,
                following._source_ends,
                following._target_starts,
                following._target_ends,
                strict=True,
            )
        ]
        i = j = shift = 0
        while i < len(first) or j < len(second):
            if j == len(second) or (i < len(first) and first[i][:2] <= second[j][:2]):
                start, end, source_start, source_end = first[i]
                i += 1
                shift = source_end - end
                if j == len(second) or second[j][0] >= end:
                    yield source_start, source_end, end - start
                    continue
            else:
                start, end, target_start, target_end = second[j]
                j += 1
                if i == len(first) or first[i][0] >= end:
                    yield start + shift, end + shift, target_end - target_start
                    continue
            while True:
                if i < len(first) and first[i][0] < end:
                    end = max(end, first[i][1])
                    shift = first[i][3] - first[i][1]
                    i += 1
                elif j < len(second) and second[j][0] < end:
                    end = max(end, second[j][1])
                    j += 1
                else:
                    break
            target_start, target_end = following.target(start, end)
            yield *self.source(start, end), target_end - target_start

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Alignment):
            return NotImplemented
        return self.source_length == other.source_length and self.edits == other.edits

    def __hash__(self) -> int:
        return hash((self.source_length, self._source_starts, self._target_starts))

    def __repr__(self) -> str:
        return f"Alignment({self.source_length}, {self.edits})"


def replace(text: str, replacements: Iterable[Replacement]) -> tuple[str, Alignment]:
    """Put new strings in the place of spans of `text`; give the new text and its alignment.

    The replacements are in order, do not overlap and are not of empty spans. One that has the length of its span is
    taken to correspond to it character by character.
    """
    pieces: list[str] = []
    edits: list[Edit] = []
    done = 0
    for start, end, new in replacements:
        pieces += text[done:start], new
        if len(new) != end - start:
            edits.append((start, end, len(new)))
        done = end
    pieces.append(text[done:])
    return "".join(pieces), Alignment(len(text), edits)


def substitute(
    pattern: re.Pattern[str] | regex.Pattern[str], replacement: Callable[[str], str], text: str
) -> tuple[str, Alignment]:
    """Replace every match of `pattern` by what `replacement` makes of it, as `replace` does.

    The pattern has one capturing group, around all of it, and matches no empty string.
    """
    pieces = pattern.split(text)
    if len(pieces) == 1:
        return text, Alignment(len(text))
    # A text has hundreds of these where it is decomposed: no Python code for each but `replacement`, if that is Python.
    old_lengths = list(map(len, pieces))
    ends = list(accumulate(old_lengths))
    pieces[1::2] = map(replacement, pieces[1::2])
    edits = [
        (end - old, end, new)
        for end, old, new in zip(ends[1::2], old_lengths[1::2], map(len, pieces[1::2]), strict=True)
        if old != new
    ]
    return "".join(pieces), Alignment(len(text), edits)


def _check(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise ValueError(f"span {start}:{end} is not inside a text of {length} characters")


def _map(
    start: int,
    end: int,
    from_starts: tuple[int, ...],
    from_ends: tuple[int, ...],
    to_starts: tuple[int, ...],
    to_ends: tuple[int, ...],
) -> tuple[int, int]:
    after = bisect_right(from_ends, start)
    if after < len(from_starts) and from_starts[after] <= start:
        left = to_starts[after]
    elif after:
        left = to_ends[after - 1] + start - from_ends[after - 1]
    else:
        left = start
    if start == end:
        return left, left
    before = bisect_left(from_starts, end) - 1
    if before < 0:
        return left, end
    return left, to_ends[before] + max(0, end - from_ends[before])

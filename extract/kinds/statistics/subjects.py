"""Finds what a figure measures, by the structure of its clause."""

import itertools

import regex

from extract.kinds.statistics.cues import CueReader
from extract.text.spans import Span, overlapping

_BREAKS = regex.compile(r"[;:!?()\n\"]|[.,](?= |\Z)| - ")
_CLAUSE = regex.compile(
    r"\b(?:trong khi đó|trong khi|còn|nhưng|song|đồng thời|trong đó|cho thấy|cho biết|cho hay|rằng|nhờ|khi|và) "
)
_WORD = regex.compile(r"\S+")
_AFTER = regex.compile(r" (?:\p{L}[\p{L}\p{M}\d/-]*+(?: |(?=[^\w])|\Z)){1,14}")
_LONGEST = 90


class SubjectReader:
    """Reads subjects in front of and behind figures."""

    def __init__(self, cues: CueReader) -> None:
        roles = cues.roles
        self._lead = set(roles["lead"])
        self._trail = set(roles["trail"]) | set(roles["filler"])
        self._level = set(roles["level"])
        self._change = set(roles["change"])
        self._end = set(roles["stop"]) - {"của", "và", "cả", "đầu", "thành", "hàng", "vốn", "sinh", "mất", "chi", "thu"}
        self._base = set(roles["base"])

    def before(self, text: str, folded: str, floor: int, end: int, dates: list[Span]) -> str | None:
        """The subject in front of the cue words that begin at `end`; the sentence or last figure ends at `floor`."""
        start = floor
        for found in _BREAKS.finditer(folded, floor, end):
            start = found.end()
        if not folded[start:end].strip() and start > floor:
            return None
        for found in _CLAUSE.finditer(folded, start, end):
            if found[0] != "và " or found.start() <= start + 1:
                start = found.end()
        words = [(m.start(), m.end()) for m in _WORD.finditer(folded, start, end)]
        words = [word for word in words if not overlapping(dates, *word)]
        while words and self._leads(folded, words):
            words.pop(0)
        while words and folded[words[-1][0] : words[-1][1]].strip(",") in self._trail:
            words.pop()
        if not words:
            return None
        subject = text[words[0][0] : words[-1][1]]
        if len(subject) > _LONGEST or any(b[0] - a[1] > 1 for a, b in itertools.pairwise(words)):
            subject = " ".join(text[a:b] for a, b in words[-12:])
        subject = subject.strip(" ,.:;\"'-*•+")
        return subject if any(c.isalpha() for c in subject) else None

    def after(self, text: str, folded: str, end: int, ceiling: int) -> str | None:
        """The noun phrase right behind a unit that ends at `end`."""
        match = _AFTER.match(folded, end, ceiling)
        if match is None:
            return None
        words = [(m.start(), m.end()) for m in _WORD.finditer(folded, match.start(), match.end())]
        taken: list[Span] = []
        for index, (a, b) in enumerate(words):
            word = folded[a:b]
            pair = folded[a : words[index + 1][1]] if index + 1 < len(words) else ""
            if word in self._end or pair in self._end or pair in self._base or word in self._base:
                break
            if taken and (word in self._level or word in self._change):
                break
            if not taken and (word in ("của", "và", "mỗi", "cả") or word in self._level or word in self._change):
                break
            taken.append((a, b))
        while taken and folded[taken[-1][0] : taken[-1][1]] in ("của", "và", "cả"):
            taken.pop()
        return text[taken[0][0] : taken[-1][1]] if taken else None

    def _leads(self, folded: str, words: list[Span]) -> bool:
        for size in (3, 2, 1):
            if len(words) >= size and folded[words[0][0] : words[size - 1][1]].strip(",:") in self._lead:
                del words[1:size]
                return True
        return False

"""Organisations put together from words of the lexicon: head, field and scope ("Sở" + "Y tế" + "tỉnh Lạng Sơn")."""

from collections.abc import Sequence

import regex

from extract.document import Document
from extract.entries import OrganizationEntry
from extract.kinds.names.gazetteer import Gazetteer
from extract.kinds.names.shape import place_prefix
from extract.lexicon import Hit, Lexicon
from extract.patterns import compiled

Span = tuple[int, int]

_JOINTS = frozenset((" - ", "-", " & "))
_WORD = r"\p{Lu}[\p{L}\p{M}]*+(?:['-]\p{L}+)*+"


class OrganizationFinder:
    """Finds organisations whose names are made of words that the lexicon knows."""

    def __init__(self, lexicon: Lexicon, lists: Gazetteer) -> None:
        self._matcher = lexicon.matcher(OrganizationEntry)
        self._lists = lists
        units = lexicon.units("province", "district", "commune", "hamlet", "area")
        # Written small, but for abbreviations ("Tp.", "TP").
        written = {form if form.islower() else f"(?i:{regex.escape(form)})" for unit in units for form in unit.forms}
        unit = "|".join(sorted(written, key=lambda form: (-len(form), form))) or "(?!)"
        self._scope_of = compiled(
            rf" (?:(?<unit>{unit}) ?)?"
            rf"(?<name>{_WORD}(?: (?:- )?{_WORD}){{0,4}}|(?<=[\p{{L}}.] ?)\d{{1,3}}(?!\d|[.,]\d))"
        )

    def __call__(self, document: Document) -> list[tuple[Span, bool]]:
        """The spans of such names, in order, not overlapping, and whether each is sure to be a whole name.

        It is where a body's word ("Sở", "UBND") has its field or scope behind it and the name does not go on.
        """
        text, folded = document.text, document.folded
        hits = document.hits(self._matcher)
        found: list[tuple[Span, bool]] = []
        index = reached = 0
        while index < len(hits):
            first = hits[index]
            last = self._chain(text, hits, index)
            index = last + 1
            if first.start < reached:
                continue
            end = self._scope(text, folded, *hits[last][:2])
            reached = max(end, first.end)
            if _is_name(text, first, hits[last].end, end):
                found.append(((first.start, end), self._sure(text, folded, first, end)))
        return found

    def _sure(self, text: str, folded: str, head: Hit[OrganizationEntry], end: int) -> bool:
        """Whether what a head begins is sure to be a whole name."""
        if end == head.end or not text[head.start].isupper():
            return False
        body = self._lists.cues.get(folded[head.start : head.end]) == "organization"
        return body and self._lists.patterns.further.match(text, end) is None

    def _chain(self, text: str, hits: Sequence[Hit[OrganizationEntry]], index: int) -> int:
        """The index of the last of the hits that go on with the name that the hit at `index` begins."""
        while index + 1 < len(hits) and self._joins(text, hits[index], hits[index + 1]):
            index += 1
        return index

    def _joins(self, text: str, here: Hit[OrganizationEntry], following: Hit[OrganizationEntry]) -> bool:
        """Whether two hits belong to one name, by what parts them and by whether they are written small."""
        gap = text[here.end : following.start]
        if gap == " ":
            return text[following.start].isupper() or text[here.start].isupper()
        if gap in self._lists.ands:
            return not following.entry.open
        return gap in _JOINTS and not text[following.start].islower()

    def _scope(self, text: str, folded: str, begin: int, end: int) -> int:
        """The end of the place or number behind the head at `begin:end`, which belongs to its name; else `end`."""
        match = self._scope_of.match(text, end)
        if match is None:
            return end
        start, stop = match.span("name")
        if text[start].isdigit():
            return stop if match["unit"] or folded.endswith(self._lists.numbered, begin, end) else end
        words = folded[start:stop].split(" ")
        count = place_prefix(words, self._lists)
        if count:
            return start + len(" ".join(words[:count]))
        return stop if match["unit"] else end


def _is_name(text: str, head: Hit[OrganizationEntry], words: int, end: int) -> bool:
    """Whether a head's words, which end at `words`, and the scope behind them to `end` are the name of a body."""
    if text[head.start].isupper():
        return end > head.end or (not head.entry.open and " " in text[head.start : end])
    return end > words

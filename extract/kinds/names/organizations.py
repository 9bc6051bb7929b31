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

_JOINTS = (" ", " - ", "-", " và ", ", ", " & ")
_WORD = r"\p{Lu}[\p{L}\p{M}]*+(?:['-]\p{L}+)*+"
_NUMBERED = ("quân khu", "quân đoàn", "sư đoàn", "lữ đoàn", "trung đoàn", "tiểu đoàn", "đại đội")
"""Forces that have a number for a name: "Quân khu 7"."""
# "Sở Giáo dục - Đào tạo", "Bộ Nông nghiệp và Môi trường", "Sở Công thương TP"
_GOES_ON = compiled(r" ?[-&] ?\p{L}| và \p{Lu}\p{Ll}+ \p{Ll}| \p{Lu}{2}|/")


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
        index = 0
        while index < len(hits):
            first = hits[index]
            last = _chain(text, hits, index)
            end = self._scope(text, folded, *hits[last][:2])
            capital = text[first.start].isupper()
            longer = end > first.end
            if (longer and (capital or end > hits[last].end)) or (
                capital and not first.entry.open and " " in text[first.start : end]
            ):
                body = self._lists.cues.get(folded[first.start : first.end]) == "organization"
                sure = capital and longer and body and _GOES_ON.match(text, end) is None
                found.append(((first.start, end), sure))
            index = last + 1
            while index < len(hits) and hits[index].start < end:
                index += 1
        return found

    def _scope(self, text: str, folded: str, begin: int, end: int) -> int:
        """The end of the place or number behind the head at `begin:end`, which belongs to its name; else `end`."""
        match = self._scope_of.match(text, end)
        if match is None:
            return end
        start, stop = match.span("name")
        if text[start].isdigit():
            return stop if match["unit"] or folded.endswith(_NUMBERED, begin, end) else end
        words = folded[start:stop].split(" ")
        count = place_prefix(words, self._lists)
        if count:
            return start + len(" ".join(words[:count]))
        return stop if match["unit"] else end


def _chain(text: str, hits: Sequence[Hit[OrganizationEntry]], index: int) -> int:
    """The index of the last of the hits that go on with the name that the hit at `index` begins."""
    while index + 1 < len(hits):
        here, following = hits[index], hits[index + 1]
        gap = text[here.end : following.start]
        if gap not in _JOINTS or (gap != " " and text[following.start].islower() and gap != " và "):
            break
        if gap == " " and text[following.start].islower() and text[here.start].islower():
            break
        if gap == ", " or (gap == " và " and following.entry.open):
            break
        index += 1
    return index

"""Finds the roles in a text: a title word with the modifiers around it ("nguyên Phó Chủ tịch Thường trực")."""

from collections.abc import Iterable
from typing import NamedTuple

from extract.document import Document
from extract.entries import TitleEntry
from extract.kinds.officials.modifiers import Modifiers
from extract.lexicon import Hit, Lexicon

_AHEAD = 24
"""Characters behind a title in which a longer one may end."""


class Role(NamedTuple):
    """A role in the text.

    Attributes:
        start, end: its span, with the modifiers that belong to the title.
        outer: where its unlisted modifiers begin ("tân Chủ tịch"), else `start`.
        entry: the title entry that it is.
        name: its normal form ("PCT" is "Phó Chủ tịch"), without "nguyên" and the like.
        former: a modifier says that the office is no longer held.
    """

    start: int
    end: int
    outer: int
    entry: TitleEntry
    name: str
    former: bool


class RoleFinder:
    """Finds roles by the title lexicon."""

    def __init__(self, lexicon: Lexicon, modifiers: Modifiers, no_titles: Iterable[str]) -> None:
        self._titles = lexicon.matcher(TitleEntry)
        self._modifiers = modifiers
        self._duties = tuple(f"{form} " for form in lexicon.forms("official.duty"))
        self._duty_ends = tuple(sorted({f"{form.split()[-1]} " for form in self._duties}))
        self._no_titles = tuple(sorted(no_titles))
        self._no_parts: dict[str, list[tuple[int, str]]] = {}
        for form in self._no_titles:
            words = form.split(" ")
            for index in range(1, len(words)):
                before = len(" ".join(words[:index])) + 1
                self._no_parts.setdefault(words[index], []).append((before, form))

    def __call__(self, document: Document) -> list[Role]:
        """The roles of the document in order, not overlapping."""
        text, folded = document.text, document.folded
        roles: list[Role] = []
        reached = 0
        for hit in document.hits(self._titles):
            if folded.startswith(self._duty_ends, hit.start) and text[hit.start].islower():
                behind = self._behind_duty(folded, hit)
                if behind is None:
                    continue
                hit = behind
            start, end, entry = hit
            written = text[start:end]
            if (entry.upper and not written.isupper()) or (
                not written[0].isupper() and folded[start:end] in self._modifiers.abbreviations
            ):
                continue
            if folded.startswith(self._no_titles, start) or self._in_another(folded, start):
                continue
            role = self._read(text, folded, start, end, entry, reached)
            roles.append(role)
            reached = role.end
        return roles

    def _in_another(self, folded: str, start: int) -> bool:
        """Whether the word at `start` goes on with others that are no title: "thuyền trưởng tàu A"."""
        word = folded[start : start + _AHEAD].split(" ", 1)[0].rstrip(",.;:)")
        return any(
            start >= before
            and folded.startswith(form, start - before)
            and not folded[max(start - before - 1, 0) : start - before].isalpha()
            for before, form in self._no_parts.get(word, ())
        )

    def _behind_duty(self, folded: str, hit: Hit[TitleEntry]) -> Hit[TitleEntry] | None:
        """The hit, or the title in it where "vụ" belongs to the word before: "chức vụ phó chủ tịch", or None."""
        start = folded.index(" ", hit.start) + 1
        duty = folded.endswith(self._duties, 0, start)
        if not duty or folded.startswith(self._duty_ends, hit.end + 1):
            return hit
        inner = self._titles.find(folded[start : hit.end + _AHEAD])
        if not inner:
            return hit
        if inner[0].start:
            return None
        return Hit(start, start + inner[0].end, inner[0].entry)

    def _read(self, text: str, folded: str, start: int, end: int, entry: TitleEntry, reached: int) -> Role:
        outer, former = start, False
        name = entry.role or entry.forms[0]
        while found := self._modifiers.in_front(folded, outer, reached):
            outer, modifier = found
            former = former or modifier.former
            if modifier.listed:
                start = outer
                if not modifier.former:
                    name = f"{modifier.forms[0]} {name}"
        while after := self._modifiers.behind(text, folded, end):
            end, modifier = after
            former = former or modifier.former
            if modifier.listed:
                name = f"{name} {modifier.forms[0]}"
        return Role(start, end, outer, entry, name, former)

"""Finds the roles in a text: a title word with the modifiers around it ("nguyên Phó Chủ tịch Thường trực")."""

from typing import NamedTuple

from extract.document import Document
from extract.entries import ModifierEntry, TitleEntry
from extract.lexicon import Lexicon
from extract.text.fold import fold_key

_LONGEST_MODIFIER = 4
"""Syllables of the longest modifier."""


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

    def __init__(self, lexicon: Lexicon) -> None:
        self._titles = lexicon.matcher(TitleEntry)
        self._before: dict[str, ModifierEntry] = {}
        self._after: dict[str, ModifierEntry] = {}
        for modifier in lexicon.entries(ModifierEntry):
            for form in modifier.forms:
                if modifier.place != "after":
                    self._before[fold_key(form)] = modifier
                if modifier.place != "before":
                    self._after[fold_key(form)] = modifier
        self._abbreviations = frozenset(
            fold_key(form)
            for entry in (*lexicon.entries(TitleEntry), *lexicon.entries(ModifierEntry))
            for form in entry.forms
            if sum(letter.isupper() for letter in form) > 1 and " " not in form.strip()
        )

    def __call__(self, document: Document) -> list[Role]:
        """The roles of the document in order, not overlapping."""
        text, folded = document.text, document.folded
        roles: list[Role] = []
        reached = 0
        for start, end, entry in document.hits(self._titles):
            written = text[start:end]
            if (entry.upper and not written.isupper()) or (
                folded[start:end] in self._abbreviations and not written[0].isupper()
            ):
                continue
            role = self._read(text, folded, start, end, entry, reached)
            roles.append(role)
            reached = role.end
        return roles

    def _read(self, text: str, folded: str, start: int, end: int, entry: TitleEntry, reached: int) -> Role:
        outer, former = start, False
        name = entry.role or entry.forms[0]
        while found := self._in_front(folded, outer, reached):
            at, modifier = found
            outer = at
            former = former or modifier.former
            if modifier.listed:
                start = at
                if not modifier.former:
                    name = f"{modifier.forms[0]} {name}"
        while after := self._behind(text, folded, end):
            end, modifier = after
            former = former or modifier.former
            name = f"{name} {modifier.forms[0]}"
        return Role(start, end, outer, entry, name, former)

    def _in_front(self, folded: str, start: int, reached: int) -> tuple[int, ModifierEntry] | None:
        """The modifier that ends right before `start`, and where it begins."""
        end = start - 1 if start and folded[start - 1] == " " else start
        at = max(folded.rfind(" ", reached, end), folded.rfind("\n", reached, end)) + 1
        for _ in range(2):
            at = max(at, reached)
            word = folded[at:end].lstrip("\"'([-")
            modifier = self._before.get(word)
            if modifier is not None:
                return end - len(word), modifier
            if at <= reached:
                break
            at = folded.rfind(" ", reached, at - 1) + 1
        return None

    def _behind(self, text: str, folded: str, end: int) -> tuple[int, ModifierEntry] | None:
        """The modifier that begins right behind `end`, and where it ends."""
        if not folded.startswith(" ", end):
            return None
        stop = end
        best: tuple[int, ModifierEntry] | None = None
        for _ in range(_LONGEST_MODIFIER):
            stop += 1
            while stop < len(folded) and folded[stop].isalnum():
                stop += 1
            word = folded[end + 1 : stop]
            modifier = self._after.get(word)
            if modifier is not None and not (word in self._abbreviations and not text[end + 1].isupper()):
                best = stop, modifier
            if not folded.startswith(" ", stop):
                break
        return best

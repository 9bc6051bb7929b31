"""Looks up the words that begin an organisation's or a place's name ("Sở", "huyện", "Quốc hội", "Nga")."""

from typing import NamedTuple

import msgspec

from extract.entries import OrganizationEntry, PlaceEntry
from extract.kinds.names.gazetteer import Gazetteer
from extract.kinds.names.units import unit_end
from extract.kinds.officials.cues import Cues
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.text.fold import fold_key

_FIRST = compiled(r"[\p{L}\p{M}\p{N}]+")
_MARKS = ",;:.)\"'!?-"
_SHORT = 4
"""Letters from which a form in capitals only is told by its letters alone."""


class Head(NamedTuple):
    """A word that begins an organisation's or a place's name.

    Attributes:
        end: where it ends.
        entry: what it is.
        words: its words in normal form, folded: "UBND" is "ủy ban nhân dân".
    """

    end: int
    entry: OrganizationEntry | PlaceEntry
    words: tuple[str, ...]

    @property
    def body(self) -> OrganizationEntry | None:
        """The entry, if it is an organisation's."""
        return self.entry if isinstance(self.entry, OrganizationEntry) else None

    @property
    def place(self) -> PlaceEntry | None:
        """The entry, if it is a place's."""
        return self.entry if isinstance(self.entry, PlaceEntry) else None

    @property
    def unit(self) -> bool:
        """Whether it is an administrative unit, with its name or without."""
        return isinstance(self.entry, PlaceEntry) and self.entry.kind in ("unit", "district")


class _Form(NamedTuple):
    form: str
    entry: OrganizationEntry | PlaceEntry | None
    words: tuple[str, ...]
    capitals: bool


class Heads:
    """The organisation words and places of the lexicon, by the word that they begin with."""

    def __init__(self, lexicon: Lexicon, cues: Cues, lists: Gazetteer) -> None:
        self._lists = lists
        forms: dict[str, list[_Form]] = {}
        places = lexicon.entries(PlaceEntry)
        entries: list[OrganizationEntry | PlaceEntry] = [
            *(place for place in places if place.kind == "polity"),
            *lexicon.entries(OrganizationEntry),
            *(place for place in places if place.kind != "polity"),
        ]
        for entry in entries:
            first = tuple(fold_key(entry.forms[0]).replace(",", "").split())
            apart = isinstance(entry, OrganizationEntry) and entry.apart
            for written in entry.forms:
                form = fold_key(written)
                words = tuple(form.replace(",", "").split()) if apart else first
                capitals = len(form) < _SHORT and written.isalpha() and written.isupper()
                forms.setdefault(form.split(" ", 1)[0], []).append(_Form(form, entry, words, capitals))
        for form in sorted(cues.no_bodies):
            forms.setdefault(form.split(" ", 1)[0], []).append(_Form(form, None, (), False))
        self._forms = {first: sorted(known, key=lambda form: -len(form.form)) for first, known in forms.items()}

    def _beginning(self, folded: str, start: int) -> list[_Form]:
        """The forms that begin with the word at `start`, longest first."""
        space = folded.find(" ", start)
        word = folded[start:space] if space > 0 else folded[start:]
        known = self._forms.get(word) or self._forms.get(word.rstrip(_MARKS))
        if known is not None:
            return known
        first = _FIRST.match(folded, start)
        if first is None:
            return []
        dotted = self._forms.get(f"{first.group()}.") if folded.startswith(".", first.end()) else None
        return dotted or self._forms.get(first.group(), [])

    def at(self, text: str, folded: str, start: int) -> Head | None:
        """The longest one that begins at `start`."""
        for form, entry, words, capitals in self._beginning(folded, start):
            end = start + len(form)
            if not folded.startswith(form, start) or (form[-1] != "." and folded[end : end + 1].isalnum()):
                continue
            written = text[start:end]
            if entry is None:
                if written[1:].islower() or written.isupper():
                    return None
                continue  # "phường Hội An", but "phường hội"
            if capitals and written.islower():
                continue
            if isinstance(entry, PlaceEntry) and not _written_as_place(entry, written):
                continue
            head = Head(end, entry, words)
            if head.place and head.place.kind == "polity":
                state = self._state(text, folded, head)
                if state is None:
                    continue
                return state
            return self._with_name(text, folded, head, form)
        return None

    def _state(self, text: str, folded: str, head: Head) -> Head | None:
        """The country whose name follows what it calls itself: "Cộng hòa Áo"."""
        country = self.at(text, folded, head.end + 1)
        if country is None or country.place is None or country.place.kind != "country":
            return None
        return country._replace(words=(*head.words, *country.words))

    def _with_name(self, text: str, folded: str, head: Head, form: str) -> Head:
        """The word for an administrative unit together with the name behind it, where that is a known one."""
        if not isinstance(head.entry, PlaceEntry) or head.entry.kind != "unit":
            return head
        start = head.end + (folded[head.end : head.end + 1] == " ")
        if not (text[start : start + 1].isupper() or text[start : start + 1].isdigit()):
            return head
        end = unit_end(text, folded, start, form, self._lists)
        if end is None:
            return head
        entry = msgspec.structs.replace(head.entry, kind="district", level=None)
        return Head(end, entry, (*head.words, *folded[start:end].split()))


def _written_as_place(entry: PlaceEntry, written: str) -> bool:
    """Whether a place is written as one: "nga" is no country; words for units, and "châu Âu", begin in lower case."""
    return (
        entry.kind in ("unit", "polity") or written[0].isupper() or (entry.kind == "region" and not written.islower())
    )

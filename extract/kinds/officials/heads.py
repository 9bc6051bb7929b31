"""Looks up the words that begin an organisation's or a place's name ("Sở", "huyện", "Quốc hội", "Nga")."""

from typing import NamedTuple

from extract.entries import OrganizationEntry, PlaceEntry
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


class _Form(NamedTuple):
    form: str
    entry: OrganizationEntry | PlaceEntry | None
    words: tuple[str, ...]
    capitals: bool


class Heads:
    """The organisation words and places of the lexicon, by the word that they begin with."""

    def __init__(self, lexicon: Lexicon, cues: Cues) -> None:
        forms: dict[str, list[_Form]] = {}
        entries: list[OrganizationEntry | PlaceEntry] = [
            *lexicon.entries(OrganizationEntry),
            *lexicon.entries(PlaceEntry),
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

    def at(self, text: str, folded: str, start: int) -> Head | None:
        """The longest one that begins at `start`."""
        space = folded.find(" ", start)
        word = folded[start:space] if space > 0 else folded[start:]
        known = self._forms.get(word) or self._forms.get(word.rstrip(_MARKS))
        if known is None:
            first = _FIRST.match(folded, start)
            if first is None:
                return None
            known = self._forms.get(f"{first.group()}.") if folded.startswith(".", first.end()) else None
            known = known or self._forms.get(first.group())
            if known is None:
                return None
        for form, entry, words, capitals in known:
            end = start + len(form)
            if not folded.startswith(form, start) or (form[-1] != "." and folded[end : end + 1].isalnum()):
                continue
            if entry is None:
                return None
            written = text[start:end]
            if capitals and written.islower():
                continue
            if isinstance(entry, PlaceEntry) and not _written_as_place(entry, written):
                continue
            return Head(end, entry, words)
        return None


def _written_as_place(entry: PlaceEntry, written: str) -> bool:
    """Whether a place is written as one: "nga" is no country; words for units, and "châu Âu", begin in lower case."""
    return entry.kind == "unit" or written[0].isupper() or (entry.kind == "region" and not written.islower())

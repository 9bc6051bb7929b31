"""The sentence around an award as units (words with what they do there), and the phrases that may say who gives or receives."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.document import Document
from extract.entries import AwardCueEntry, Entry
from extract.kinds.awards.finding import Found
from extract.kinds.names import Name
from extract.lexicon import Lexicon, Matcher
from extract.patterns import compiled
from extract.text.fold import fold_key

_TOKEN = compiled(
    r"\((?P<aside>[^()\n]{0,200})\)|\"(?P<quote>[^\"\n]{1,140})\""
    r"|(?P<number>\p{N}+(?:[.,/-]\p{N}+)*%?)|(?P<word>[\p{L}\p{M}\p{N}'&]++(?:[.&/-](?=\p{L})[\p{L}\p{N}]+)*+\.?+)|\S"
)
_TRIM = " ,;:.\"'-–/()\n"
_CONTENT = frozenset(["word", "number", "quote"])
# What a phrase may run through; each is also a place where it may end.
_THROUGH = frozenset(["of", "place", "verb", "adverb", "aside", "-", "with"])
_INNER = frozenset(["of", "aside"])
_JOINTS = frozenset([",", ";", "and"])
_MOST_UNITS, _MOST_ENDS, _MOST_PIECES = 24, 4, 14


class Unit(NamedTuple):
    """A word, or words that belong together.

    Attributes:
        start, end: its span in the normalised text.
        mark: what it does: a frame's role (`give`, `object`, `verb` ...), `word`, `number`, `quote`, `aside`, `award`,
            or the punctuation mark itself.
        word: its folded text.
        roles: the roles of the phrases that it can begin (`person`, `authority`, `group` ...).
        name: the kind of the name that begins here, with where it ends.
    """

    start: int
    end: int
    mark: str
    word: str
    roles: frozenset[str] = frozenset()
    name: Name | None = None

    @property
    def sign(self) -> str:
        """Its mark, with the word where the mark is that of many small words."""
        return f"{self.mark}:{self.word}" if self.mark in ("of", "object", "by", "place", "and", "link") else self.mark


class Phrase(NamedTuple):
    """A phrase that may name who gives or receives.

    Attributes:
        first, last: its units, inclusive.
        pieces: the phrases in it, one for each receiver.
        form: `one`, `list` of phrases alike, `loose` list of others, `whole` list left unsplit, `colon` list.
        type: what its first piece is: `person`, `name`, `body`, `group`, `counted`, `pronoun`, `other`.
    """

    first: int
    last: int
    pieces: tuple[tuple[int, int], ...]
    form: str
    type: str


class _Word(Entry, frozen=True, kw_only=True):
    roles: frozenset[str]


class Sentence:
    """The units of one sentence with its awards in their places."""

    def __init__(self, document: Document, units: list[Unit], persons: Sequence[Name]) -> None:
        self._document = document
        self.units = units
        self._persons = persons
        self.phrases = list(self._phrases())

    def index(self, offset: int) -> int:
        """The index of the unit at an offset."""
        return max(bisect_right(self.units, offset, key=_start) - 1, 0)

    def text(self, first: int, last: int) -> str:
        """The words of the units, inclusive, without asides."""
        parts = [self._document.text[first_.start : last_.end] for first_, last_ in self._runs(first, last)]
        return " ".join(" ".join(parts).split()).strip(_TRIM)

    def receiver(self, first: int, last: int) -> str:
        """The words as they go into the record: a name without a title longer than it, who a pronoun stands for."""
        units = self.units[first : last + 1]
        if len(units) == 1 and {"pronoun", "person"} <= units[0].roles:
            return self._stands_for(units[0])
        for index, unit in enumerate(units):
            if unit.name and unit.name.kind == "person" and unit.name.end >= units[-1].end:
                words = self.text(first + index, last)
                title = self.text(first, first + index - 1) if index else ""
                return words if title.count(" ") >= words.count(" ") + 1 else f"{title} {words}".strip()
        return self.text(first, last)

    def _stands_for(self, unit: Unit) -> str:
        """Who was named last before a pronoun, with the same word in front if anybody was."""
        text, folded = self._document.text, self._document.folded
        before = [name for name in self._persons if name.end <= unit.start]
        called = [name for name in before if folded.endswith(f"{unit.word} ", 0, name.start)]
        for name in (called or before)[-1:]:
            return text[name.start : name.end]
        return text[unit.start : unit.end]

    def _runs(self, first: int, last: int) -> Iterator[tuple[Unit, Unit]]:
        begin: Unit | None = None
        end: Unit | None = None
        for unit in self.units[first : last + 1]:
            if unit.mark == "aside":
                if begin and end:
                    yield begin, end
                begin = end = None
            else:
                begin, end = begin or unit, unit
        if begin and end:
            yield begin, end

    def type(self, first: int) -> str:
        """What the phrase that begins with the unit is."""
        unit = self.units[first]
        if "pronoun" in unit.roles and self._ends(first):
            return "pronoun"
        if unit.name and unit.name.kind != "place":
            return "name" if unit.name.kind == "person" else "body"
        for role, type_ in (("person", "person"), ("authority", "body"), ("group", "group")):
            if role in unit.roles:
                return type_
        if unit.mark == "number" or "counted" in unit.roles:
            return "counted"
        return "name" if self._document.text[unit.start].isupper() and first else "other"

    def _ends(self, index: int) -> bool:
        return index + 1 >= len(self.units) or self.units[index + 1].mark not in _CONTENT

    def _begins(self, index: int) -> bool:
        unit = self.units[index]
        if unit.mark not in _CONTENT:
            return False
        before = self.units[index - 1] if index else None
        return (
            before is None or before.mark not in _CONTENT or unit.name is not None or bool(unit.roles) or unit.mark == "number"
        )

    def _stops(self, first: int) -> Iterator[int]:
        """Where a phrase from `first` on may end: before each word that it may run through, and before what ends it."""
        last = first
        for index in range(first, min(first + _MOST_UNITS, len(self.units))):
            mark = self.units[index].mark
            if mark in _CONTENT:
                last = index
                continue
            if self.units[index - 1].mark in _CONTENT:
                yield last
            if mark not in _THROUGH:
                return
        if self.units[last].mark in _CONTENT and last == min(first + _MOST_UNITS, len(self.units)) - 1:
            yield last

    def _piece(self, first: int) -> int | None:
        """The end of the next phrase of a list."""
        if first >= len(self.units) or self.units[first].mark not in _CONTENT:
            return None
        last = first
        for index in range(first, min(first + _MOST_UNITS, len(self.units))):
            mark = self.units[index].mark
            if mark in _CONTENT:
                last = index
            elif mark not in _INNER:
                break
        return last

    def _list(self, first: int, last: int, loose: bool) -> list[tuple[int, int]]:
        pieces = [(first, last)]
        type_ = self.type(first)
        while len(pieces) < _MOST_PIECES:
            at = pieces[-1][1] + 1
            while at < len(self.units) and self.units[at].mark == "aside":
                at += 1
            joint = at
            while at < len(self.units) and self._joint(at, type_):
                at += 1
            end = self._piece(at) if at > joint else None
            if end is None or not (loose or self.type(at) == type_):
                break
            pieces.append((at, end))
        return pieces

    def _joint(self, index: int, type_: str) -> bool:
        mark = self.units[index].mark
        return mark in _JOINTS or (mark == "-" and type_ == "name")

    def _phrases(self) -> Iterator[Phrase]:
        seen: set[tuple[tuple[int, int], ...]] = set()
        for first in range(len(self.units)):
            if self.units[first].mark == ":":
                yield from self._colon(first + 1)
            if not self._begins(first):
                continue
            type_ = self.type(first)
            for last in list(self._stops(first))[:_MOST_ENDS]:
                yield Phrase(first, last, ((first, last),), "one", type_)
                for form in ("list", "loose"):
                    pieces = tuple(self._list(first, last, form == "loose"))
                    if len(pieces) > 1 and pieces not in seen:
                        seen.add(pieces)
                        yield Phrase(first, pieces[-1][1], pieces, form, type_)
                        yield Phrase(first, pieces[-1][1], ((first, pieces[-1][1]),), "whole", type_)

    def _colon(self, first: int) -> Iterator[Phrase]:
        """The list behind a colon; of each item the person's name, or else its first phrase."""
        rest = self.units[first:]
        joint = {";"} if any(unit.mark == ";" for unit in rest) else _JOINTS
        pieces: list[tuple[int, int]] = []
        item: list[int] = []
        for index in range(first, len(self.units) + 1):
            if index < len(self.units) and self.units[index].mark not in joint:
                item.append(index)
                continue
            named = [i for i in item if (name := self.units[i].name) and name.kind == "person"]
            begin = named[0] if named else next((i for i in item if self.units[i].mark in _CONTENT), None)
            if begin is not None:
                end = self._named(begin) if named else self._piece(begin)
                pieces.append((begin, end if end is not None else begin))
            item = []
        if len(pieces) > 1:
            yield Phrase(first, len(self.units) - 1, tuple(pieces[:40]), "colon", self.type(pieces[0][0]))

    def _named(self, first: int) -> int:
        """The last unit of the name that begins at `first`."""
        name = self.units[first].name
        last = first
        while name and last + 1 < len(self.units) and self.units[last + 1].end <= name.end:
            last += 1
        return last


class PhraseReader:
    """Makes the sentences of documents, with the words of rules/awards."""

    def __init__(self, lexicon: Lexicon) -> None:
        roles: dict[str, set[str]] = {}
        for entry in lexicon.entries(AwardCueEntry):
            for form in entry.forms:
                roles.setdefault(fold_key(form), set()).add(entry.role)
        self._matcher = Matcher(
            _Word(id=form, forms=(form,), roles=frozenset(having)) for form, having in roles.items() if having & _HEADS or _frame(having)
        )

    def sentence(self, document: Document, span: tuple[int, int], found: Sequence[Found], names: Sequence[Name]) -> Sentence:
        """The sentence at `span` with those of the awards and names that are in it."""
        start, end = span
        awards = {award.start: award for award in found if start <= award.start < end}
        named = {name.start: name for name in names if start <= name.start < end}
        inside = {offset for name in named.values() for offset in range(name.start + 1, name.end)}
        hits = {hit.start: hit for hit in document.hits(self._matcher) if start <= hit.start < end}
        units: list[Unit] = []
        position = start
        while position < end:
            if document.text[position].isspace():
                position += 1
                continue
            unit = None
            if position in awards:
                award = awards[position]
                unit = Unit(position, award.end, "award", document.folded[position : award.end])
            elif position in hits and position not in inside:
                hit = hits[position]
                unit = self._hit(document, hit.start, hit.end, hit.entry.roles, units, named.get(position))
            if unit is None:
                unit = self._token(document, position, end, awards, named.get(position))
            units.append(unit)
            position = max(unit.end, position + 1)
        return Sentence(document, units, [name for name in names if name.kind == "person"])

    def _hit(
        self, document: Document, start: int, end: int, roles: frozenset[str], units: list[Unit], name: Name | None
    ) -> Unit | None:
        frame = _frame(roles)
        proper = document.text[start].isupper() and units and units[-1].mark not in _OPENERS
        if name and name.end > end:
            proper = True
        mark = "word" if proper or not frame else frame
        if proper and not roles & _HEADS:
            return None
        return Unit(start, end, mark, document.folded[start:end], roles & _HEADS, name)

    def _token(
        self, document: Document, position: int, limit: int, awards: dict[int, Found], name: Name | None
    ) -> Unit:
        match = _TOKEN.match(document.text, position, limit)
        assert match
        end = match.end()
        mark = match.lastgroup or match.group()
        if mark in ("aside", "quote") and any(position < start < end for start in awards):
            mark, end = document.text[position], position + 1
        if mark == "word" and document.text[end - 1] == "." and (end >= limit or end - position > 4):
            end -= 1
        return Unit(position, end, {"–": "-"}.get(mark, mark), document.folded[position:end], frozenset(), name)


def _frame(roles: frozenset[str] | set[str]) -> str:
    frame = next((role.removeprefix("frame.") for role in _FRAMES if role in roles), "")
    return "word" if frame == "inert" else frame


def _start(unit: Unit) -> int:
    return unit.start


_OPENERS = frozenset([":", '"', "-", "(", "award"])
_HEADS = frozenset(
    ["person", "pronoun", "authority", "group", "deputy", "person-role", "receiver", "counted", "no-recipient", "award-word", "state-authority"]
)
_FRAMES = (
    "frame.inert",
    "frame.propose",
    "frame.decide",
    "frame.delegate",
    "frame.give",
    "frame.receive",
    "frame.passive",
    "frame.not",
    "frame.object",
    "frame.of",
    "frame.by",
    "frame.and",
    "frame.say",
    "frame.time",
    "frame.place",
    "frame.when",
    "frame.link",
    "frame.have",
    "frame.event",
    "frame.with",
    "frame.adverb",
    "frame.verb",
)

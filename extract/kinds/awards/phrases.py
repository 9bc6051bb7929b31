"""The sentence around an award as units, words with what they do there, and the phrases in it that may be meant."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from extract.document import Document
from extract.entries import Entry
from extract.kinds.awards.finding import Found
from extract.kinds.names import Name
from extract.kinds.names.gazetteer import gazetteer
from extract.lazy import lazy
from extract.lexicon import Hit, Lexicon, Matcher
from extract.patterns import compiled
from extract.text.fold import fold_key
from extract.text.spans import Span

_TOKEN = compiled(
    r"\((?P<aside>[^()\n]{0,200})\)|\"(?P<quote>[^\"\n]{1,140})\""
    r"|(?P<number>\p{N}+(?:[.,/-]\p{N}+)*%?)"
    r"|(?P<word>[\p{L}\p{M}\p{N}'&]++(?:[.&/-](?=\p{L})[\p{L}\p{N}]+)*+\.?+)|\S"
)
_DOTTED = compiled(r"(?:\.\p{Lu}[\p{L}]*+)+\.?|\.(?= \p{Lu})")
_TRIM = " ,;:.\"'-–/()\n"
_FRAME = "award.frame."
_CONTENT = frozenset(["word", "number", "quote"])
# What a phrase may run through; in front of each it may also end.
_THROUGH = frozenset(["of", "place", "verb", "adverb", "aside", "-", "with"])
_INNER = frozenset(["of", "aside"])
_JOINTS = frozenset([",", ";", "and"])
# Behind a semicolon what is of another type belongs to another clause.
_MIXED = frozenset([",", "and"])
# What stands between the names of a list in which each has its office or place behind it.
_BESIDE = _JOINTS | {"of", "place", "aside", "-"}
# What the next piece of a list may stand behind.
_LISTING = _JOINTS | {"aside", "-"}
_OPENERS = frozenset([":", '"', "-", "(", "award"])
_LIGHT = frozenset(["adverb", "aside", "time", "number"])
_SPOKEN = frozenset(["receive", "not", "have"])
_LEXICAL = frozenset(["of", "object", "by", "place", "and", "link"])
_MOST_UNITS, _MOST_ENDS, _MOST_PIECES, _MOST_ITEMS = 24, 4, 14, 40
# An abbreviation keeps its full stop ("TP.").
_ABBREVIATION = 4
_HEADS = {
    f"award.{role}": role
    for role in (
        "person", "pronoun", "authority", "group", "deputy", "person-role", "receiver", "counted", "no-recipient",
        "award-word", "state-authority", "hand-over", "many",
    )
}  # fmt: skip
# Heads of titles: a longer title is left out in front of its holder's name, "thân nhân", "tác phẩm của" are not.
_TITLED = frozenset(["person", "deputy", "person-role"])
_KINDS = {"person": "name", "organization": "body", "place": "place"}
_TYPES = (("person", "person"), ("authority", "body"), ("group", "group"), ("counted", "counted"))


class Unit(NamedTuple):
    """A word, or words that belong together.

    Attributes:
        start, end: its span in the normalised text.
        mark: what it does: the frame's role (`give`, `object`, `verb` ...), `word`, `number`, `quote`, `aside`,
            `award`, or the punctuation mark itself.
        word: its folded text.
        roles: of the phrases that it can begin (`person`, `authority`, `group` ...).
        name: the name that begins here.
    """

    start: int
    end: int
    mark: str
    word: str
    roles: frozenset[str] = frozenset()
    name: Name | None = None

    @property
    def sign(self) -> str:
        """Its mark, with the word where the mark is that of different small words."""
        return f"{self.mark}:{self.word}" if self.mark in _LEXICAL else self.mark


class Phrase(NamedTuple):
    """A phrase that may name who gives or receives.

    Attributes:
        first, last: its units, inclusive.
        pieces: the phrases in it, one for each receiver.
        form: `one`, a `list` of phrases alike, a `loose` list of others, a `whole` list unsplit, a `colon` list, the
            names of persons `spread` among what is told of each.
        type: what its first piece is: `person`, `name`, `body`, `group`, `counted`, `pronoun`, `place` or `other`.
        shape: what makes it definite: `P` a person's name, `N` another name, `C` a capital, `q` quotes, `l` nothing;
            `#` in front if it is counted.
        led, follows: what stands before and behind it, adverbs, asides and times left out.
    """

    first: int
    last: int
    pieces: tuple[Span, ...]
    form: str
    type: str
    shape: str = ""
    led: str = ""
    follows: str = ""


FRAME = frozenset(
    ["give", "receive", "passive", "propose", "decide", "delegate", "not", "revoke", "have", "event", "say"]
)
"""Marks of units that tell what happens to an award."""


class Sentence:
    """The units of one sentence, its awards among them, and its phrases."""

    def __init__(
        self, document: Document, units: list[Unit], persons: Sequence[Name], clusters: Mapping[str, str]
    ) -> None:
        self._document = document
        self._persons = persons
        self.units = units
        self.marks = [unit.mark for unit in units]
        self.signs = [unit.sign for unit in units]
        self._contents = [*[mark in _CONTENT for mark in self.marks], False]
        self._edged = ["#", *self.signs, "#"]
        self.section = document.section_at(units[0].start).kind if units else ""
        self._named_kinds = [unit.name.kind if unit.name else "" for unit in units]
        self._capitals = [document.text[unit.start].isupper() for unit in units]
        # The cluster of each unit's first syllable.
        syllables = [unit.word.partition(" ")[0] for unit in units]
        self.clusters = [
            clusters.get(f"^{syllable}" if capital else syllable, "-")
            for syllable, capital in zip(syllables, self._capitals, strict=True)
        ]
        self._led, self._follows = self._neighbours()
        self.phrases = list(self._phrases())

    def edges(self, first: int, last: int) -> tuple[str, str]:
        """The signs in front of and behind a phrase, "#" where the sentence ends."""
        return self._edged[first], self._edged[last + 2]

    def told_behind(self, last: int) -> str:
        """The marks of frames behind a phrase."""
        frames = self.frames
        return ".".join([self.marks[frame] for frame in frames[bisect_right(frames, last) :]])

    def goes_on(self, last: int) -> bool:
        """Whether a joint with a further phrase follows."""
        return self.marks[last + 1 : last + 2] in ([","], ["and"]) and self.marks[last + 2 : last + 3] in (
            ["word"],
            ["number"],
        )

    def _shape(self, first: int, last: int) -> str:
        names = self._named_kinds[first : last + 1]
        if any(names):
            told = "P" if "person" in names else "N"
        else:
            told = "C" if True in self._capitals[first or 1 : last + 1] else "q" if self.marks[last] == "quote" else "l"
        counted = self.marks[first] == "number" or "counted" in self.units[first].roles
        return f"#{told}" if counted else told

    def _neighbours(self) -> tuple[list[str], list[str]]:
        """What stands before and behind each unit, adverbs, asides, times and numbers left out."""
        led, follows = ["#"], ["#"]
        for mark, sign in zip(self.marks, self.signs, strict=True):
            led.append(led[-1] if mark in _LIGHT else sign)
        for unit, sign in zip(reversed(self.units), reversed(self.signs), strict=True):
            told = f"{sign}:{unit.word}" if unit.mark in _SPOKEN else sign
            follows.append(follows[-1] if unit.mark in _LIGHT else told)
        return led, follows[-2::-1]

    @lazy
    def awards(self) -> list[int]:
        """The indices of the awards."""
        return [index for index, mark in enumerate(self.marks) if mark == "award"]

    @lazy
    def frames(self) -> list[int]:
        """The indices of what tells what happens to an award."""
        return [index for index, mark in enumerate(self.marks) if mark in FRAME]

    @lazy
    def only_awards(self) -> bool:
        """Whether the sentence says nothing but awards."""
        return not any(mark in _CONTENT or mark in FRAME for mark in self.marks)

    @lazy
    def names_person(self) -> bool:
        """Whether a person is named."""
        return "person" in self._named_kinds

    @lazy
    def dead(self) -> bool:
        """Whether something is given after death."""
        return any(unit.word.startswith("truy ") for unit in self.units)

    def index(self, offset: int) -> int:
        """The index of the unit at an offset."""
        return max(bisect_right(self.units, offset, key=_start) - 1, 0)

    def text(self, first: int, last: int) -> str:
        """The words of the units, inclusive, without asides."""
        parts = [self._document.text[begin.start : end.end] for begin, end in self._runs(first, last)]
        return " ".join(" ".join(parts).split()).strip(_TRIM)

    def receiver(self, first: int, last: int) -> str:
        """The words as they go into the record: a name without a title longer than it, who a pronoun stands for."""
        units = self.units[first : last + 1]
        if len(units) == 1 and {"pronoun", "person"} <= units[0].roles:
            return self._stands_for(units[0])
        index = next((index for index, unit in enumerate(units) if unit.name and unit.name.kind == "person"), None)
        name = units[index].name if index is not None else None
        if index is not None and name and name.end >= units[-1].end:
            words = self.text(first + index, last)
            several = bool(index) and "many" in units[0].roles
            title = self.text(first + several, first + index - 1) if index > several else ""
            long = title.count(" ") > max(words.count(" "), 1) and _TITLED.intersection(units[0].roles)
            return words if long else f"{title} {words}".strip()
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
        """The first and last units of the stretches between asides."""
        run: list[Unit] = []
        for unit in self.units[first : last + 1]:
            if unit.mark != "aside":
                run.append(unit)
            elif run:
                yield run[0], run[-1]
                run = []
        if run:
            yield run[0], run[-1]

    def type(self, first: int) -> str:
        """What the phrase is that begins with the unit."""
        unit = self.units[first]
        if "pronoun" in unit.roles and not self._contents[first + 1]:
            return "pronoun"
        if unit.name:
            return _KINDS[unit.name.kind]
        for role, kind in _TYPES:
            if role in unit.roles:
                return kind
        if unit.mark == "number":
            return "counted"
        capital = self._capitals[first]
        # At the start of a sentence every word has a capital: the next one tells.
        return "name" if capital and (first or self._capital(first + 1)) else "other"

    def _capital(self, index: int) -> bool:
        return self._contents[index] and self._capitals[index]

    def _begins(self, index: int) -> bool:
        """Whether a phrase may begin with the unit: behind no content, or with a name, a number, a known head."""
        unit = self.units[index]
        if not self._contents[index]:
            return False
        return not self._contents[index - 1] or bool(unit.name or unit.roles) or unit.mark == "number"

    def _stops(self, first: int) -> Iterator[int]:
        """Where a phrase may end: before each word that it may run through, and before what ends it."""
        last = first
        limit = min(first + _MOST_UNITS, len(self.units))
        for index in range(first, limit):
            if self._contents[index]:
                if index > first and "counted" in self.units[index].roles:
                    yield last
                last = index
                continue
            if self._contents[index - 1]:
                yield last
            if self.marks[index] not in _THROUGH:
                return
        if last == limit - 1:
            yield last

    def _piece(self, first: int) -> int | None:
        """The end of a phrase in a list."""
        if not self._contents[first]:
            return None
        last = first
        for index in range(first, min(first + _MOST_UNITS, len(self.units))):
            if self._contents[index]:
                last = index
            elif self.marks[index] not in _INNER:
                break
        return last

    def _list(self, first: int, last: int, kind: str, loose: bool) -> tuple[Span, ...]:
        """The phrases of the list that the phrase begins: those of its type, or `loose` all."""
        pieces = [(first, last)]
        joints = _MIXED if loose else _JOINTS | {"-"} if kind == "name" else _JOINTS
        while len(pieces) < _MOST_PIECES:
            joint = self._past(pieces[-1][1] + 1, {"aside"})
            at = self._past(joint, joints)
            end = self._piece(at) if at > joint else None
            if end is None or not (loose or self.type(at) == kind):
                break
            pieces.append((at, end))
        return tuple(pieces)

    def _past(self, index: int, marks: frozenset[str] | set[str]) -> int:
        while index < len(self.units) and self.marks[index] in marks:
            index += 1
        return index

    def _phrase(self, first: int, last: int, pieces: tuple[Span, ...], form: str, kind: str) -> Phrase:
        shape = self._shape(first, last)
        return Phrase(first, last, pieces, form, kind, shape, self._led[first], self._follows[last])

    def _phrases(self) -> Iterator[Phrase]:
        seen: set[tuple[Span, ...]] = set()
        reached = -1
        for first in range(len(self.units)):
            if first > reached and (self._is_person(first) or "person" in self.units[first].roles):
                for phrase in self._spread(first):
                    reached = phrase.last
                    yield phrase
            if self.marks[first] == ":":
                yield from self._colon(first + 1)
            if not self._begins(first):
                continue
            kind = self.type(first)
            for last in islice(self._stops(first), _MOST_ENDS):
                yield self._phrase(first, last, ((first, last),), "one", kind)
                if self.marks[last + 1 : last + 2] and self.marks[last + 1] not in _LISTING:
                    continue
                for form in ("list", "loose"):
                    pieces = self._list(first, last, kind, form == "loose")
                    if len(pieces) > 1 and pieces not in seen:
                        seen.add(pieces)
                        end = pieces[-1][1]
                        yield self._phrase(first, end, pieces, form, kind)
                        if ";" not in self.marks[first:end]:
                            yield self._phrase(first, end, ((first, end),), "whole", kind)

    def _colon(self, first: int) -> Iterator[Phrase]:
        """The list behind a colon: of each item the person's name, or else its first phrase."""
        joints = {";"} if ";" in self.marks[first:] else _JOINTS
        pieces: list[tuple[int, int]] = []
        item: list[int] = []
        for index in range(first, len(self.units) + 1):
            if index < len(self.units) and self.marks[index] not in joints:
                item.append(index)
                continue
            piece = self._item(item)
            if piece:
                pieces.append(piece)
            item = []
        if any(self._is_person(piece[0]) for piece in pieces[:1]):
            # "A, giám đốc Sở B; C, ...": what stands beside a name is told of it.
            pieces = [piece for piece in pieces if self._is_person(piece[0])]
        if len(pieces) > 1:
            yield self._phrase(
                first, len(self.units) - 1, tuple(pieces[:_MOST_ITEMS]), "colon", self.type(pieces[0][0])
            )

    def _spread(self, first: int) -> Iterator[Phrase]:
        """The names of persons that begin with the unit's, where each has an office or a place behind it."""
        pieces: list[tuple[int, int]] = []
        for index in range(first, len(self.units)):
            if self._is_person(index):
                pieces.append((self._called(index, pieces[-1][1] + 1 if pieces else first), self._named(index)))
            elif not (self._contents[index] or self.marks[index] in _BESIDE):
                break
        if 1 < len(pieces) <= _MOST_PIECES:
            yield self._phrase(first, pieces[-1][1], tuple(pieces), "spread", "name")

    def _called(self, index: int, limit: int) -> int:
        """Where the words begin that a person's name is called with, no earlier than `limit` ("cô giáo H'Lan")."""
        begin = index
        for at in range(index - 1, limit - 1, -1):
            if not self._contents[at]:
                break
            if "person" in self.units[at].roles:
                begin = at
        return begin

    def _item(self, item: Sequence[int]) -> tuple[int, int] | None:
        named = next((index for index in item if self._is_person(index)), None)
        if named is not None:
            return named, self._named(named)
        begin = next((index for index in item if self._contents[index]), None)
        return None if begin is None else (begin, self._piece(begin) or begin)

    def _is_person(self, index: int) -> bool:
        name = self.units[index].name
        return name is not None and name.kind == "person"

    def _named(self, first: int) -> int:
        """The last unit of the name that begins with the unit."""
        name = self.units[first].name
        last = first
        while name and last + 1 < len(self.units) and self.units[last + 1].end <= name.end:
            last += 1
        return last


class _Word(Entry, frozen=True, kw_only=True):
    """A form with the frame's role and the heads' roles that it has."""

    frame: str
    roles: frozenset[str]


class PhraseReader:
    """Makes the sentences of documents, by the words of rules/awards."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._clusters = gazetteer(lexicon).clusters
        classes: dict[str, set[str]] = {}
        for name in (*_HEADS, *(_FRAME + role for role in _FRAMES)):
            for form in lexicon.forms(name):
                classes.setdefault(form, set()).add(name)
        self._words = {
            fold_key(form): _Word(
                id=form,
                forms=(form,),
                frame=_frame(having),
                roles=frozenset(_HEADS[one] for one in having & _HEADS.keys()),
            )
            for form, having in classes.items()
        }
        self._matcher = Matcher(self._words.values())

    def sentence(
        self,
        document: Document,
        span: tuple[int, int],
        found: Sequence[Found],
        names: Sequence[Name],
        persons: Sequence[Name],
    ) -> Sentence:
        """The sentence at `span` with those of the awards and names that are in it; `persons` are the text's."""
        start, end = span
        awards = {award.start: award for award in found if start <= award.start < end}
        named = {
            name.start: name
            for name in names[bisect_left(names, start, key=_start) : bisect_left(names, end, key=_start)]
            if not any(name.start < at < name.end for at in awards)  # it runs on too far
        }
        hits = self._hits(document, span, awards, named)
        units: list[Unit] = []
        position = start
        while position < end:
            if document.text[position].isspace():
                position += 1
                continue
            unit = self._unit(document, position, end, units, hits, awards, named)
            if unit.mark == "credit" and position > max(awards, default=0):
                break
            if unit.mark == "time" and units and units[-1].mark == "number":
                units[-1] = units[-1]._replace(mark="time")
            units.append(unit)
            position = max(unit.end, position + 1)
        return Sentence(document, units, persons, self._clusters)

    def _hits(
        self, document: Document, span: Span, awards: Mapping[int, Found], named: Mapping[int, Name]
    ) -> Mapping[int, Hit[_Word]]:
        """The known words of the sentence, by where they start: none inside a name, cut where an award is."""
        start, end = span
        inside = {offset for name in named.values() for offset in range(name.start + 1, name.end)}
        every = document.hits(self._matcher)
        here = every[bisect_left(every, start, key=_start) : bisect_left(every, end, key=_start)]
        clear = map(partial(self._clear, document, [awards[at] for at in sorted(awards)]), here)
        return {hit.start: hit for hit in clear if hit and hit.start not in inside}

    def _unit(
        self,
        document: Document,
        position: int,
        limit: int,
        units: list[Unit],
        hits: Mapping[int, Hit[_Word]],
        awards: Mapping[int, Found],
        named: Mapping[int, Name],
    ) -> Unit:
        """The unit at a position: an award, a known word, or whatever word or mark stands there."""
        if position in awards:
            end = awards[position].end
            return Unit(position, end, "award", document.folded[position:end])
        name = named.get(position)
        known = self._known(document, position, units, hits, name) if position in hits else None
        return known or self._token(document, position, limit, awards, name)

    def _clear(self, document: Document, awards: Sequence[Found], hit: Hit[_Word]) -> Hit[_Word] | None:
        """The hit, cut where an award begins or ends in it: "đoạt giải" and "nhất là" around "giải Nhất"."""
        at = bisect_right(awards, hit.start, key=_start)
        start = awards[at - 1].end if at and awards[at - 1].end > hit.start else hit.start
        end = awards[at].start if at < len(awards) else hit.end
        if start == hit.start and end >= hit.end:
            return hit
        rest = document.folded[start : min(end, hit.end)]
        word = self._words.get(rest.strip())
        start += len(rest) - len(rest.lstrip())
        return hit._replace(start=start, end=start + len(rest.strip()), entry=word) if word else None

    def _known(
        self, document: Document, start: int, units: list[Unit], hits: Mapping[int, Hit[_Word]], name: Name | None
    ) -> Unit | None:
        """The unit of a known word; one with a capital inside a sentence is no word of a frame."""
        hit = hits[start]
        capital = document.text[start].isupper() and bool(units) and units[-1].mark not in _OPENERS
        capital = capital and hit.entry.frame != "credit"
        proper = capital or (name is not None and name.end > hit.end)
        if proper and not hit.entry.roles:
            return None
        mark = "word" if proper else hit.entry.frame or "word"
        end = self._abbreviated(document.text, start, hit.end)
        return Unit(start, end, mark, document.folded[start : hit.end], hit.entry.roles, name)

    def _abbreviated(self, text: str, start: int, end: int) -> int:
        """The end of the word with the abbreviations joined to it ("ThS.BS") and its full stop ("TP. Huế")."""
        match = _DOTTED.match(text, end) if end - start < _ABBREVIATION else None
        return match.end() if match else end

    def _token(
        self, document: Document, position: int, limit: int, awards: Mapping[int, Found], name: Name | None
    ) -> Unit:
        match = _TOKEN.match(document.text, position, limit)
        assert match
        end = match.end()
        mark = match.lastgroup or match.group()
        if mark in ("aside", "quote") and any(position < start < end for start in awards):
            mark, end = document.text[position], position + 1
        if mark == "word" and document.text[end - 1] == "." and (end >= limit or end - position > _ABBREVIATION):
            end -= 1
        return Unit(position, end, "-" if mark == "–" else mark, document.folded[position:end], frozenset(), name)


def _frame(classes: set[str]) -> str:
    """The role in a frame that a form with these classes has: the first of the list that is any."""
    role = next((role for role in _FRAMES if _FRAME + role in classes), "")
    return "word" if role == "inert" else role


def _start(one: Unit | Hit[_Word] | Name | Found) -> int:
    return one.start


_FRAMES = (
    "inert", "credit", "propose", "revoke", "decide", "delegate", "give", "receive", "passive", "not", "object", "of",
    "by", "and", "kind", "say", "time", "place", "when", "link", "have", "event", "with", "adverb", "money", "verb",
)  # fmt: skip

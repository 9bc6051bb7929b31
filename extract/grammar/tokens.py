"""Typed tokens: the words of a text with their classes, one letter each.

A line of text is cut into tokens once, when the first production asks: the longest form of an entry that begins at a
word is one token, every other word and mark is one by itself. The set of a token's classes, as far as the grammar's
patterns speak of them, is one letter of the grammar's alphabet, so that a line is a string of letters.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from extract.entries import Entry, OrganizationEntry, PlaceEntry, TitleEntry, UnitEntry, WordEntry
from extract.grammar.classes import WRITTEN, classes_of
from extract.grammar.pattern import One
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.text.fold import fold, fold_key
from extract.text.spans import Span
from extract.text.syllable import may_be_syllable
from extract.words import CLASSES

_TOKEN = compiled(
    r"(?:(?:\p{Lu}{1,3}|[Tt][pPxX])\.(?=[\p{L}\p{N}])|St\. (?=\p{Lu}))*+"
    r"[\p{L}\p{M}\p{N}]++(?:[&/'.-][\p{L}\p{N}]++)*+|[^\s]"
)
_FIRST = compiled(r"[\p{L}\p{M}\p{N}]++|[^\s]")
_ONES = compiled("1++")
_SHORT = 4
"""Letters from which a form in capitals only is told by its letters alone."""
_FIRST_LETTER = 0xE000
_NONE: frozenset[str] = frozenset()
_KEPT = 8_000
"""Words of which it is kept how they are written, and with which letter: the same ones come again."""


class Given(NamedTuple):
    """What another part of the program knows of a stretch of text: one token, with these classes.

    Attributes:
        end: where it ends.
        classes: of `extract.grammar.classes.GIVEN`.
        item: what it is to whoever gave it.
        firm: it stands against a longer form that begins at the same place.
    """

    end: int
    classes: frozenset[str]
    item: Any
    firm: bool = True


class Form(NamedTuple):
    """A written form: one token wherever it stands and is written as its entry asks.

    Attributes:
        form: folded.
        classes: of all the entries that have it.
        entries: these entries, in the order of files.
        words: its words in normal form: "UBND" is "ủy ban nhân dân".
        written: how it has to be written: "capital" (places: "Nga"), "upper" (no small letters alone: "TU"), "word"
            (no capital behind a small letter: "xã Hội An" has not the word "xã hội"), or "any".
    """

    form: str
    classes: frozenset[str]
    entries: tuple[Entry, ...]
    words: tuple[str, ...]
    written: str

    def stands(self, text: str, folded: str, at: int) -> bool:
        """Whether the form is what begins at a character: it ends where a syllable does and is written as it asks."""
        end = at + len(self.form)
        if folded[end : end + 1].isalnum() and self.form[-1] != "." and self.form[-1].isalnum():
            return False
        if self.written == "any":
            return True
        if self.written == "capital":
            return text[at].isupper()
        if self.written == "upper":
            return not text[at:end].islower()
        if self.written == "mixed":
            return text[at].isupper() or not text[at:end].islower()
        return not text[at].islower() or text[at:end].islower()


Grown = Callable[[int, Form], tuple[int, Form] | None]
"""Given where a form ends and the form: where the longer one ends, and that, or None."""


class Token(NamedTuple):
    """A token as it is shown: its span, its classes, the entries that it is a form of, what was given of it."""

    start: int
    end: int
    classes: frozenset[str]
    entries: tuple[Entry, ...]
    item: Any


class Alphabet:
    """The letters of a grammar: tokens that its patterns cannot tell apart have the same.

    Args:
        lexicon: its entries' forms are the tokens.
        sets: the sets of tokens that the patterns speak of, the most used first: a token of a set is one of several.
        given: the sets of classes that tokens may be given.
    """

    def __init__(self, lexicon: Lexicon, sets: Iterable[frozenset[One]], given: Iterable[frozenset[str]] = ()) -> None:
        self._sets = tuple(sets)
        asked = frozenset(name for ones in self._sets for one in ones for name in one.wanted | one.barred)
        by_form = _forms(lexicon, asked)
        self.forms: dict[str, list[Form]] = {}
        for form in by_form:
            first = _FIRST.match(form.form)
            self.forms.setdefault(first[0] if first else form.form, []).append(form)
        for forms in self.forms.values():
            forms.sort(key=lambda form: (-len(form.form), form.form))
        alike = {(form.classes, *_look(form.form)) for form in by_form}
        classes = {one | shape for one, phrase, kind in alike for shape in _shapes(phrase, kind)}
        classes |= {one | shape for one in (frozenset[str](), *given) for shape in WRITTEN}
        self._combined = list(classes)
        self._holding: dict[str, int] = {}  # in which of them a class is, as bits
        for index, one in enumerate(self._combined):
            for name in one:
                self._holding[name] = self._holding.get(name, 0) | 1 << index
        members = [format(self._members(ones), f"0{len(classes)}b")[::-1] for ones in self._sets]
        told = ["".join(bits) for bits in zip(*members, strict=True)] or [""] * len(classes)
        # In the order of a Gray code few sets are parted into many ranges.
        order = sorted(set(told), key=_gray)
        self._letters = {one: chr(_FIRST_LETTER + index) for index, one in enumerate(order)}
        in_order = ["".join(bits) for bits in zip(*order, strict=True)]
        self._in_order = dict(zip(self._sets, in_order, strict=True))  # of each set, which letters are in it
        self._of_combined = [self._letters[sets] for sets in told]
        self._by_classes = dict(zip(self._combined, self._of_combined, strict=True))
        self._known: dict[tuple[frozenset[str], str], str] = {}

    def fitting(self, ones: Iterable[One]) -> frozenset[str]:
        """The letters of all tokens that one of `ones` may be."""
        members = self._members(ones)
        return frozenset(letter for index, letter in enumerate(self._of_combined) if members >> index & 1)

    def _members(self, ones: Iterable[One]) -> int:
        """Which combinations of classes one of `ones` may have, as bits."""
        every, found = (1 << len(self._combined)) - 1, 0
        for one in ones:
            fit = every
            for name in one.wanted:
                fit &= self._holding.get(name, 0)
            for name in one.barred:
                fit &= ~self._holding.get(name, 0)
            found |= fit
        return found

    def _told(self, classes: frozenset[str]) -> str:
        """Which of the patterns' sets a token with these classes is in ("1"), and in which not ("0")."""
        return "".join(
            "01"[any(one.wanted <= classes and not one.barred & classes for one in ones)] for ones in self._sets
        )

    def letter(self, classes: frozenset[str], written: str) -> str:
        """The letter of a token with these classes, besides those of how it is written."""
        key = classes, written
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            every = classes | shape(written)
            if every not in self._by_classes:
                self._by_classes[every] = self._letters[self._told(every)]
            known = self._known[key] = self._by_classes[every]
        return known

    def letters(self, ones: frozenset[One]) -> str:
        """The letters of the tokens in one of the patterns' sets, as a set of a regular expression."""
        runs = [(match.start(), match.end() - 1) for match in _ONES.finditer(self._in_order.get(ones, ""))]
        letters = [(chr(_FIRST_LETTER + first), chr(_FIRST_LETTER + last)) for first, last in runs]
        ranges = "".join(first if first == last else f"{first}-{last}" for first, last in letters)
        return f"[{ranges}]" if ranges else "(?!)"

    def form(self, text: str, folded: str, at: int, word: str | None = None) -> Form | None:
        """The longest form that begins at a character, written as it asks; `word` is the folded token there."""
        forms = self.forms.get(word) if word else None
        if forms is None:
            first = _FIRST.match(folded, at) if word is None or not word.isalnum() else None
            if first is None:
                return None
            forms = self.forms.get(first[0], [])
        for form in forms:
            if folded.startswith(form.form, at) and form.stands(text, folded, at):
                return form
        return None


def _look(form: str) -> tuple[bool, int]:
    """Whether a form is of several words, and whether it begins with a letter (0), a digit (1) or a mark (2)."""
    return " " in form, 0 if form[0].isalpha() else 1 if form[0].isdigit() else 2


def _shapes(phrase: bool, kind: int) -> Iterator[frozenset[str]]:
    """How forms can be written that look so."""
    for shape in WRITTEN:
        if ("phrase" in shape) == phrase and kind == ("number" in shape) + 2 * ("mark" in shape):
            yield shape


def _gray(bits: str) -> int:
    """The place of binary digits in the order of the Gray code, in which neighbours differ in few."""
    number, shift = int(bits or "0", 2), 1
    while shift < len(bits):
        number ^= number >> shift
        shift *= 2
    return number


def _forms(lexicon: Lexicon, asked: frozenset[str]) -> list[Form]:
    """The forms of the entries that give a class of `asked`, and the words that it names."""
    found: dict[str, list[tuple[Entry, frozenset[str], str]]] = {}
    entries = [
        entry for kind in (TitleEntry, OrganizationEntry, PlaceEntry, UnitEntry) for entry in lexicon.entries(kind)
    ]
    for entry in (*entries, *lexicon.words(*sorted(asked & CLASSES.keys()))):
        classes = classes_of(entry)
        if classes & asked:
            for written in entry.forms:
                found.setdefault(fold_key(written), []).append((entry, classes, written))
    for literal in sorted(name[1:-1] for name in asked if name[0] == '"'):
        found.setdefault(literal, [])
    return [_form(form, entries, asked) for form, entries in found.items()]


def _form(form: str, found: list[tuple[Entry, frozenset[str], str]], asked: frozenset[str]) -> Form:
    classes = frozenset({f'"{form}"'} & asked).union(*(classes for _, classes, _ in found))
    entries = tuple(entry for entry, _, _ in found)
    named = next((entry for entry in entries if isinstance(entry, OrganizationEntry | PlaceEntry)), None)
    apart = named is None or (isinstance(named, OrganizationEntry) and named.apart)
    words = form if apart or named is None else fold_key(named.forms[0])
    demands = {_demand(entry, form, written) for entry, _, written in found} or {"word"}
    return Form(form, classes, entries, tuple(words.replace(",", "").split()), min(demands))


def _demand(entry: Entry, form: str, written: str) -> str:
    """How a form of an entry has to be written; of several entries' the first in the alphabet, the mildest, holds."""
    if isinstance(entry, WordEntry):
        return "word"
    if len(form) < _SHORT and written.isalpha() and written.isupper():
        return "upper"
    if isinstance(entry, PlaceEntry) and entry.kind == "region":
        return "mixed"
    return "capital" if isinstance(entry, PlaceEntry) and entry.kind != "unit" else "any"


class Tokens:
    """The typed tokens of a text, line by line as they are asked for.

    Args:
        text: the text.
        folded: its folded form, of the same length.
        alphabet: the grammar's.
        given: what is known of it already, by the starts.
        parts: spans, in order, that are typed each by itself, such as sentences; by default the lines.
        grown: makes a form that is found longer by what stands behind it ("xã" by the known name of a commune).
    """

    def __init__(
        self,
        text: str,
        folded: str,
        alphabet: Alphabet,
        given: Mapping[int, Given] | None = None,
        parts: Sequence[Span] = (),
        grown: Grown | None = None,
    ) -> None:
        self.text = text
        self.folded = folded
        self.alphabet = alphabet
        self._given: Mapping[int, Given] = given or {}
        self._parts = parts
        self.grown = grown
        self._lines: dict[int, Line] = {}

    def line(self, at: int) -> "Line":
        """The line, or the part, that holds the character `at`."""
        start, end = self._span(at)
        if start not in self._lines:
            self._lines[start] = Line(self, start, end)
        return self._lines[start]

    def _span(self, at: int) -> Span:
        index = bisect_right(self._parts, at, key=itemgetter(0)) - 1
        if index >= 0 and at < self._parts[index][1]:
            return self._parts[index]
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return start, len(self.text) if end < 0 else end

    def tail(self, at: int) -> "Line":
        """The rest of a line from the character `at`, which begins a token whatever stands in front."""
        return Line(self, at, self.line(at).end)

    def lines(self) -> Iterator["Line"]:
        """All lines in order."""
        start = 0
        while start < len(self.text):
            line = self.line(start)
            yield line
            start = line.end + 1


class Line:
    """The tokens of one line.

    Attributes:
        text: the whole text.
        start, end: the line's span in it.
        starts, ends: the tokens' spans.
        forms: the form that each is, or None.
        items: what was given of each, or None.
        letters: the letters, as one string.
    """

    def __init__(self, tokens: Tokens, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.forms: list[Form | None] = []
        self.items: list[Any] = []
        self._tokens = tokens
        self.text = tokens.text
        self.letters = "".join(self._read(start))

    def _read(self, at: int) -> list[str]:
        """Read the tokens from a character on; their letters."""
        text, folded, end = self._tokens.text, self._tokens.folded, self.end
        given, alphabet, grown = self._tokens._given, self._tokens.alphabet, self._tokens.grown
        form_at, letter, token_at = alphabet.form, alphabet.letter, _TOKEN.match
        starts, ends, forms, items = self.starts, self.ends, self.forms, self.items
        letters: list[str] = []
        while at < end:
            if text[at] == " ":
                at += 1
            token = token_at(text, at, end)
            if token is None:
                at += 1
                continue
            told, reached, item = given.get(at), token.end(), None
            form = form_at(text, folded, at, folded[at:reached]) if told is None or not told.firm else None
            if form is not None:
                reached = at + len(form.form)
                if grown is not None:
                    reached, form = grown(reached, form) or (reached, form)
            if told is not None and (form is None or reached <= told.end):
                reached, form, classes, item = told.end, None, told.classes, told.item
            else:
                classes = _NONE if form is None else form.classes
            starts.append(at)
            ends.append(reached)
            forms.append(form)
            items.append(item)
            letters.append(letter(classes, text[at:reached]))
            at = reached
        return letters

    def index(self, at: int) -> int:
        """The index of the first token that begins at or behind `at`."""
        return bisect_left(self.starts, at)

    def words(self, index: int) -> tuple[str, ...]:
        """A token's words in normal form; none for a mark."""
        form = self.forms[index]
        if form is not None and form.entries:
            return form.words
        words = self._tokens.folded[self.starts[index] : self.ends[index]]
        return tuple(words.split()) if words[0].isalnum() else ()

    def classes(self, index: int) -> frozenset[str]:
        """The classes that a token has of its form."""
        form = self.forms[index]
        return form.classes if form is not None else frozenset()

    def is_lower(self, index: int) -> bool:
        """Whether a token begins with a small letter and is no form that is known."""
        return self.forms[index] is None and self.text[self.starts[index]].islower()

    def is_plain(self, index: int) -> bool:
        """Whether there is such a token, and it is one capitalised syllable and no form that is known."""
        if not 0 <= index < len(self.starts) or self.forms[index] is not None or self.items[index] is not None:
            return False
        return shape(self.text[self.starts[index] : self.ends[index]]) <= {"any", "cap"}

    def is_mark(self, index: int, mark: str) -> bool:
        """Whether a token is this mark."""
        return self._tokens.text[self.starts[index]] == mark

    def token(self, index: int) -> Token:
        """A token as it is shown."""
        start, end, form = self.starts[index], self.ends[index], self.forms[index]
        told = self._tokens._given.get(start) if self.items[index] is not None else None
        classes = told.classes if told else form.classes if form else frozenset()
        return Token(start, end, classes | shape(self.text[start:end]), form.entries if form else (), self.items[index])


@lru_cache(maxsize=_KEPT)
def shape(written: str) -> frozenset[str]:
    """The classes of how a token is written."""
    first = written[0]
    phrase = " " in written
    if first.islower():
        return WRITTEN[8 + phrase]
    if first.isdigit():
        return WRITTEN[10 + phrase]
    if not first.isalpha():
        return WRITTEN[12 + phrase]
    upper = len(written) > 1 and written.isupper()
    foreign = not phrase and len(written) > 2 and not may_be_syllable(fold(written))
    return WRITTEN[2 * (upper + 2 * foreign) + phrase]

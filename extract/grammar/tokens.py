"""Typed tokens: the words of a text with their classes, one letter each.

A line of text is cut into tokens once, when the first production asks: the longest form of an entry that begins at a
word is one token, every other word and mark is one by itself. The set of a token's classes, as far as the grammar's
patterns speak of them, is one letter of the grammar's alphabet, so that a line is a string of letters.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from extract.entries import Entry, OrganizationEntry, PlaceEntry, WordEntry
from extract.grammar.classes import classes_of
from extract.grammar.pattern import One
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.text.fold import fold_key
from extract.text.syllable import is_syllable

_TOKEN = compiled(
    r"(?:(?:\p{Lu}{1,3}|[Tt][pPxX])\.(?=[\p{L}\p{N}])|St\. (?=\p{Lu}))*+"
    r"[\p{L}\p{M}\p{N}]++(?:[&/'.-][\p{L}\p{N}]++)*+|[^\s]"
)
_FIRST = compiled(r"[\p{L}\p{M}\p{N}]++|[^\s]")
_SHORT = 4
"""Letters from which a form in capitals only is told by its letters alone."""
_FIRST_LETTER = 0xE000

_SHAPES = tuple(
    frozenset(("any", *shape, *more))
    for shape in (("cap",), ("cap", "caps"), ("cap", "foreign"), ("cap", "caps", "foreign"), ("lower",), ("number",),
                  ("mark",))
    for more in ((), ("phrase",))
)  # fmt: skip


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

    def fits(self, text: str) -> bool:
        """Whether `text` is written as the form asks."""
        if self.written == "any":
            return True
        if self.written == "capital":
            return text[0].isupper()
        if self.written == "upper":
            return not text.islower()
        if self.written == "mixed":
            return text[0].isupper() or not text.islower()
        return text[0].isupper() or text.islower() or not text[0].islower()


class Token(NamedTuple):
    """A token as it is shown: its span, its classes, the entries that it is a form of, what was given of it."""

    start: int
    end: int
    classes: frozenset[str]
    entries: tuple[Entry, ...]
    item: Any


class Alphabet:
    """The letters of a grammar: one for each set of classes that a token can have, of those that it speaks of.

    Args:
        lexicon: its entries' forms are the tokens.
        asked: the classes that the grammar's patterns speak of; a word in quotes is one too.
        given: the sets of classes that tokens may be given.
    """

    def __init__(self, lexicon: Lexicon, asked: Iterable[str], given: Iterable[frozenset[str]] = ()) -> None:
        self.asked = frozenset(asked)
        by_form = _forms(lexicon, self.asked)
        self.forms: dict[str, list[Form]] = {}
        for form in by_form:
            first = _FIRST.match(form.form)
            self.forms.setdefault(first[0] if first else form.form, []).append(form)
        for forms in self.forms.values():
            forms.sort(key=lambda form: (-len(form.form), form.form))
        kept = {frozenset(), *(form.classes & self.asked for form in by_form), *(one & self.asked for one in given)}
        sets = {classes | (shape & self.asked) for classes in kept for shape in _SHAPES}
        ordered = sorted(sets, key=lambda classes: sorted(classes))
        self._letters = {classes: chr(_FIRST_LETTER + index) for index, classes in enumerate(ordered)}
        self._known: dict[tuple[frozenset[str], frozenset[str]], str] = {}

    def letter(self, classes: frozenset[str], shape: frozenset[str]) -> str:
        """The letter of a token with these classes, written so."""
        key = classes, shape
        if key not in self._known:
            self._known[key] = self._letters[(classes | shape) & self.asked]
        return self._known[key]

    def letters(self, one: One) -> str:
        """The letters that a token of a pattern may have, as a set of a regular expression."""
        fitting = [
            ord(letter)
            for classes, letter in self._letters.items()
            if one.wanted <= classes and not one.barred & classes
        ]
        return f"[{_ranges(fitting)}]" if fitting else "(?!)"


def _ranges(numbers: list[int]) -> str:
    """Characters, given by ascending numbers, as ranges of a set."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "".join(chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in runs)


def _forms(lexicon: Lexicon, asked: frozenset[str]) -> list[Form]:
    """The forms of the entries that give a class of `asked`, and the words that it names."""
    found: dict[str, list[tuple[Entry, frozenset[str], str]]] = {}
    for entry in lexicon:
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
    """

    def __init__(self, text: str, folded: str, alphabet: Alphabet, given: Mapping[int, Given] | None = None) -> None:
        self.text = text
        self.folded = folded
        self.alphabet = alphabet
        self._given: Mapping[int, Given] = given or {}
        self._lines: dict[int, Line] = {}

    def line(self, at: int) -> "Line":
        """The line that holds the character `at`."""
        start = self.text.rfind("\n", 0, at) + 1
        if start not in self._lines:
            end = self.text.find("\n", start)
            self._lines[start] = Line(self, start, len(self.text) if end < 0 else end)
        return self._lines[start]

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
        end: where the line ends.
        starts, ends: the tokens' spans.
        forms: the form that each is, or None.
        items: what was given of each, or None.
        letters: the letters, as one string.
    """

    def __init__(self, tokens: Tokens, start: int, end: int) -> None:
        self.end = end
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.forms: list[Form | None] = []
        self.items: list[Any] = []
        self._tokens = tokens
        self.letters = "".join(self._read(start))

    def _read(self, at: int) -> Iterator[str]:
        text, folded, end = self._tokens.text, self._tokens.folded, self.end
        given, alphabet = self._tokens._given, self._tokens.alphabet
        while at < end:
            if text[at] == " ":
                at += 1
                continue
            token = _TOKEN.match(text, at, end)
            if token is None:
                at += 1
                continue
            told = given.get(at)
            form = self._form(at, folded, text, token.end()) if told is None or not told.firm else None
            if told is not None and form is not None and at + len(form.form) > told.end:
                told = None
            reached = told.end if told else at + len(form.form) if form else token.end()
            self.starts.append(at)
            self.ends.append(reached)
            self.forms.append(None if told else form)
            self.items.append(told.item if told else None)
            classes = told.classes if told else form.classes if form else frozenset()
            yield alphabet.letter(classes, shape(text, at, reached))
            at = reached

    def _form(self, at: int, folded: str, text: str, token_end: int) -> Form | None:
        """The longest form that begins at `at`."""
        forms = self._tokens.alphabet.forms.get(folded[at:token_end])
        if forms is None:
            first = _FIRST.match(folded, at)
            forms = self._tokens.alphabet.forms.get(first[0]) if first else None
            if forms is None:
                return None
        for form in forms:
            end = at + len(form.form)
            if (
                folded.startswith(form.form, at)
                and (form.form[-1] == "." or not (folded[end : end + 1].isalnum() and form.form[-1].isalnum()))
                and form.fits(text[at:end])
            ):
                return form
        return None

    def index(self, at: int) -> int:
        """The index of the first token that begins at or behind `at`."""
        return bisect_left(self.starts, at)

    def token(self, index: int) -> Token:
        """A token as it is shown."""
        start, end, form = self.starts[index], self.ends[index], self.forms[index]
        told = self._tokens._given.get(start) if self.items[index] is not None else None
        classes = told.classes if told else form.classes if form else frozenset()
        written = shape(self._tokens.text, start, end)
        return Token(start, end, classes | written, form.entries if form else (), self.items[index])


def shape(text: str, start: int, end: int) -> frozenset[str]:
    """The classes of how a token is written."""
    first = text[start]
    phrase = 1 if text.find(" ", start, end) >= 0 else 0
    if first.islower():
        return _SHAPES[8 + phrase]
    if first.isdigit():
        return _SHAPES[10 + phrase]
    if not first.isalpha():
        return _SHAPES[12 + phrase]
    upper = end - start > 1 and text[start:end].isupper()
    foreign = not phrase and _foreign(text[start:end])
    return _SHAPES[2 * (upper + 2 * foreign) + phrase]


@lru_cache(maxsize=8192)
def _foreign(word: str) -> bool:
    """Whether a word of three letters or more is not spelled like a syllable of Vietnamese."""
    return len(word) > 2 and not is_syllable(word)

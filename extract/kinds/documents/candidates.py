"""Where documents are mentioned: the productions of the grammar `document`, at words and numbers that may begin one."""

from bisect import bisect_left
from collections.abc import Container, Iterable
from typing import NamedTuple

import regex

from extract.document import Document
from extract.entries import WordEntry
from extract.grammar import Attempt, Given, Language, Match, Tokens
from extract.grammar.tokens import Line
from extract.kinds.documents.values import CODED, PLAIN, YEAR, Codes, Number, number_of
from extract.lexicon import Lexicon, Matcher
from extract.text.spans import overlapping

TYPES = (
    "document.firm",
    "document.letter",
    "document.other",
    "document.law",
    "document.constitution",
    "document.short",
)
_COMMON = ("document.letter", "document.other")
_NUMBERED = ("document.firm", *_COMMON)
_NEAR = 150
"""Characters between a type and its number, at most."""
_IN_FRONT = {"document.number-word", "document.year-word"}
_CODED = frozenset(("document.coded",))
_TYPED = frozenset(("document.coded", "document.typed"))
_PLAIN = frozenset(("document.plain",))
_YEAR = frozenset(("document.plain", "document.year"))


class Mentioned(NamedTuple):
    """A mention: its span, the production that read it, and what it says by itself.

    `type` is None where only a list around it or the code can say it; `foreign` is a law with a country's name,
    `nameless` a type that needs no name ("Hiến pháp"),
    `again` one that is a mention only where the document is named before.
    """

    start: int
    end: int
    rule: str
    type: str | None
    number: Number | None
    name: str | None
    year: int | None
    foreign: bool
    nameless: bool
    again: bool


class _Law(NamedTuple):
    """A law that letters stand for."""

    type: str
    name: str


class Reader:
    """Reads mentions by the productions of the lexicon."""

    def __init__(self, lexicon: Lexicon, codes: Codes) -> None:
        self.language = Language(lexicon, "document", {_CODED, _TYPED, _PLAIN, _YEAR})
        self._begins = Matcher(lexicon.words(*TYPES, "document.none"))
        self._words = tuple(lexicon.forms("document.number-word"))
        short = lexicon.words("document.short")
        self._short = frozenset(form for word in short for form in word.forms)
        self._laws = {word.id: _law(str(word.value)) for word in short}
        self._codes = codes

    def __call__(self, document: Document, seen: list[Attempt] | None = None) -> list[Mentioned]:
        """The mentions of a document, in text order; what was tried is added to `seen`."""
        coded = list(CODED.finditer(document.text))
        numbers = [match for match in coded if match["code"] not in self._short]
        places = self._places(document, [match.start() for match in numbers])
        if not places:
            return []
        tokens = Tokens(
            document.text, document.folded, self.language.alphabet, self._given(document, coded), document.sentences
        )
        found: list[Mentioned] = []
        reached = 0
        for place in places:
            if place < reached or overlapping(document.skipped, place, place + 1):
                continue
            attempt = self._attempt(tokens, place)
            if attempt is not None and seen is not None:
                seen.append(attempt)
            if attempt is not None and attempt.match is not None:
                found.append(self._read(document, attempt.match))
                reached = attempt.match.end
        return found

    def _attempt(self, tokens: Tokens, place: int) -> Attempt | None:
        """What the grammar reads at a place; None where no token begins there."""
        line = tokens.line(place)
        index = line.index(place)
        if index == len(line.starts) or line.starts[index] != place:
            return None
        return Attempt(self.language, line, index, None, self.language.match(line, index))

    def _places(self, document: Document, numbers: list[int]) -> list[int]:
        """Where a mention may begin: at a type that a number or a name may follow, or at a number with a code."""
        text, folded = document.text, document.folded
        found = {self._with_word(folded, number) for number in numbers}
        for hit in document.hits(self._begins):
            if hit.entry.word_class in _NUMBERED:
                index = bisect_left(numbers, hit.end)
                near = index < len(numbers) and numbers[index] - hit.end < _NEAR
                if not (
                    near or text[hit.end + 1 : hit.end + 2].isdigit() or folded.startswith(self._words, hit.end + 1)
                ):
                    continue
            if hit.entry.word_class != "document.none":
                found.add(hit.start)
        return sorted(found)

    def _with_word(self, folded: str, number: int) -> int:
        """Where a number begins together with the word in front of it ("số")."""
        word = next((word for word in self._words if folded.endswith(f"{word} ", 0, number)), None)
        return number - len(word) - 1 if word else number

    def _given(self, document: Document, coded: Iterable[regex.Match[str]]) -> dict[int, Given]:
        """The numbers that documents may have, as tokens."""
        text = document.text
        given: dict[int, Given] = {}
        for match in PLAIN.finditer(text):
            year = YEAR.match(text, match.start())
            given[match.start()] = Given(match.end(), _YEAR if year else _PLAIN, number_of(match[0]))
        for match in coded:
            number = number_of(match[0])
            if match["code"] in self._short:  # "điều 128/BLHS"
                given[match.start()] = Given(match.end("number"), _PLAIN, number_of(match["number"]))
            elif number is not None:
                typed = self._codes.type_of(number) is not None
                given[match.start()] = Given(match.end(), _TYPED if typed else _CODED, number)
        return given

    def _read(self, document: Document, match: Match) -> Mentioned:
        held = {field: match.line.items[first] for field, (first, _) in match.fields.items()}
        number: Number | None = held.get("number") or held.get("again")
        year: Number | None = held.get("year")
        word = next(iter(_words(match.line, match.first, TYPES)), None)
        named = number is None or "name" in match.fields
        return Mentioned(
            match.start,
            match.end,
            match.rule.id,
            self._type(word, number),
            number,
            self._name(document, match, word) if named else None,
            int(year.number) if year is not None else getattr(number, "year", None),
            "country" in match.fields,
            word is not None and word.word_class == "document.constitution",
            "again" in match.fields,
        )

    def _type(self, word: WordEntry | None, number: Number | None) -> str | None:
        """The type that the word in front says, or the code where there is none or a common one ("văn bản")."""
        by_code = self._codes.type_of(number) if number is not None else None
        if word is None or (word.word_class in _COMMON and by_code is not None):
            return by_code
        return self._laws[word.id].type if word.id in self._laws else str(word.value)

    def _name(self, document: Document, match: Match, word: WordEntry | None) -> str | None:
        """The name of a law: the whole of what stands between its type and its number or year."""
        if word is not None and word.id in self._laws:
            return self._laws[word.id].name
        line = match.line
        ends = [first for field, (first, _) in match.fields.items() if field in ("number", "year")]
        first, last = match.first + 1, min([*ends, match.last])
        while last > first and line.classes(last - 1) & _IN_FRONT:
            last -= 1
        if last <= first:
            return None
        words = [one for index in range(first, last) for one in _words(line, index, ("document.law-name",))]
        known = next((str(one.value) for one in words if one.value), None)
        return _capital(known or document.text[line.starts[first] : line.ends[last - 1]])


def _words(line: Line, index: int, classes: Container[str]) -> list[WordEntry]:
    """The words of some classes that a token is a form of."""
    form = line.forms[index]
    entries = form.entries if form is not None else ()
    return [entry for entry in entries if isinstance(entry, WordEntry) and entry.word_class in classes]


def _law(value: str) -> _Law:
    """What letters stand for ("Bộ luật / Hình sự"): the type and the name."""
    kind, _, name = value.partition(" / ")
    return _Law(kind, name)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]

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

TYPES = ("document.firm", "document.other", "document.law", "document.constitution", "document.short")
_NUMBERED = ("document.firm", "document.other")
_NEAR = 150
"""Characters between a type and its number, at most."""
_CODED = frozenset(("document.coded",))
_TYPED = frozenset(("document.coded", "document.typed"))
_PLAIN = frozenset(("document.plain",))
_YEAR = frozenset(("document.plain", "document.year"))


class Mentioned(NamedTuple):
    """A mention: its span, the production that read it, and what it says by itself.

    `type` is None where only a list around it or the code can say it; `foreign` is a law with a country's name.
    """

    start: int
    end: int
    rule: str
    type: str | None
    number: Number | None
    name: str | None
    year: int | None
    foreign: bool


class Reader:
    """Reads mentions by the productions of the lexicon."""

    def __init__(self, lexicon: Lexicon, codes: Codes) -> None:
        self.language = Language(lexicon, "document", {_CODED, _TYPED, _PLAIN, _YEAR})
        self._begins = Matcher(lexicon.words(*TYPES, "document.none"))
        self._words = tuple(lexicon.forms("document.number-word"))
        self._short = frozenset(form for word in lexicon.words("document.short") for form in word.forms)
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
            line = tokens.line(place)
            index = line.index(place)
            if index == len(line.starts) or line.starts[index] != place:
                continue
            match = self.language.match(line, index)
            if seen is not None:
                seen.append(Attempt(self.language, line, index, None, match))
            if match is not None:
                found.append(self._read(document, match))
                reached = match.end
        return found

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
        line = match.line
        held = {field: line.items[first] for field, (first, _) in match.fields.items()}
        number: Number | None = held.get("number")
        year: Number | None = held.get("year")
        word = next(iter(_words(line, match.first, TYPES)), None)
        told = str(word.value) if word is not None else None
        name = None
        if word is not None and word.word_class == "document.short":
            told, name = _parted(told or "")
        elif number is None or "name" in match.fields:
            name = self._name(document, match)
        by_code = self._codes.type_of(number) if number is not None and number.code else None
        if told is None or (word is not None and word.word_class == "document.other" and by_code):
            told = by_code
        return Mentioned(
            match.start,
            match.end,
            match.rule.id,
            told,
            number,
            name,
            int(year.number) if year is not None else number.year if number is not None else None,
            "country" in match.fields,
        )

    def _name(self, document: Document, match: Match) -> str | None:
        """The name of a law: the whole of what stands between its type and its number or year."""
        line = match.line
        ends = [first for field, (first, _) in match.fields.items() if field in ("number", "year")]
        first, last = match.first + 1, min([*ends, match.last])
        while last > first and line.classes(last - 1) & {"document.number-word", "document.year-word"}:
            last -= 1
        if last <= first:
            return None
        words = [word for index in range(first, last) for word in _words(line, index, ("document.law-name",))]
        known = next((str(word.value) for word in words if word.value), None)
        name = known or document.text[line.starts[first] : line.ends[last - 1]]
        return name[:1].upper() + name[1:]


def _words(line: Line, index: int, classes: Container[str]) -> list[WordEntry]:
    """The words of some classes that a token is a form of."""
    form = line.forms[index]
    entries = form.entries if form is not None else ()
    return [entry for entry in entries if isinstance(entry, WordEntry) and entry.word_class in classes]


def _parted(value: str) -> tuple[str, str]:
    """ "Bộ luật Hình sự": the type and the name."""
    words = value.split(" ")
    return " ".join(words[:2]), " ".join(words[2:])[:1].upper() + " ".join(words[2:])[1:]

"""What the names of organisations and places that an engine finds cannot hold: they are cut before it or behind it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.kinds.names.gazetteer import Gazetteer
from extract.kinds.names.name import Name
from extract.kinds.names.shape import foreign_start, is_foreign
from extract.patterns import compiled
from extract.text.spans import Span

_MEASURE = compiled(r"\d++\p{L}{2,}+[- ]")
_BEHIND = 6
"""Characters behind a name in which the unit of a figure at its end may stand."""
_BODIES = ("organization", "bearer")
_LONGEST_HEAD = 3
_LONGEST_FOREIGN = 4
_FOREIGN = 0.85
"""The score of a foreign person whose name the engine took for a part of a body's."""


class Limits:
    """Cuts the names that an engine has found in one text.

    A name of an organisation or a place begins behind the title or occupation that the engine took into it, and behind
    the rest of a word that begins before it ("cơ | sở ..."). It ends before a person whom the rules have found, before
    a foreign person's name behind a body of the state, before a figure with its unit, and where a second body begins.
    """

    def __init__(
        self, text: str, folded: str, persons: Sequence[Name], titles: Sequence[Span], lists: Gazetteer
    ) -> None:
        self._text = text
        self._folded = folded
        self._persons = [(person.start, person.end) for person in persons]
        self._titles = dict(titles)
        self._lists = lists

    def __call__(self, name: Name) -> Iterator[Name]:
        """What remains of the name, and the names that were part of it, in order."""
        if name.kind == "place":
            start, end = self._start(name.start, name.end), self._before_person(name.start, name.end)
            yield from self._remaining(name, start, end)
            return
        start = name.start
        for joint in self._lists.patterns.bodies.finditer(self._folded, name.start, name.end):
            if self._head(joint.end(), name.end) in _BODIES:
                yield from self._organization(name, start, joint.start())
                start = joint.end()
        yield from self._organization(name, start, name.end)

    def _organization(self, name: Name, start: int, end: int) -> Iterator[Name]:
        start = self._behind_word(self._start(start, end), end)
        end = self._before_person(start, end)
        if _MEASURE.match(self._text, start, end):
            return
        figure = self._lists.patterns.figure.search(self._folded, start, end + _BEHIND)
        end = min(figure.start(), end) if figure else end
        foreign = self._before_foreign(start, end)
        body = foreign - (foreign < end)
        if not self._is_portfolio(start, body):
            yield from self._remaining(name, start, body)
        elif (place := self._last_place(start, body)) < body:
            yield Name("place", place, body, name.score, name.rule)
        if foreign < end:
            yield Name("person", foreign, end, _FOREIGN, "name.person.foreign")

    def _remaining(self, name: Name, start: int, end: int) -> Iterator[Name]:
        """The name cut to a span; nothing, where that has no capital."""
        if (start, end) == (name.start, name.end):
            yield name
        elif any(map(str.isupper, self._text[start:end])):
            yield name._replace(start=start, end=end)

    def _start(self, start: int, end: int) -> int:
        """Where the name begins, behind what stands before it; the end, where nothing is left of it."""
        while start < end:
            behind = self._titles.get(start) or self._behind_occupation(start, end)
            if behind == start or self._head(start, end) in _BODIES:
                break
            start = min(behind + 1, end)
        return start

    def _behind_occupation(self, start: int, end: int) -> int:
        space = self._folded.find(" ", start, end)
        return space if self._lists.cues.get(self._folded[start : max(space, start)]) == "occupation" else start

    def _behind_word(self, start: int, end: int) -> int:
        """The first capital or head behind the second syllable of a word whose first stands before the name."""
        text, folded = self._text, self._folded
        if not text[start : start + 1].islower() or text[start - 1 : start] != " " or self._head(start, end) in _BODIES:
            return start
        before = folded[folded.rfind(" ", 0, start - 1) + 1 : start]
        space = folded.find(" ", start, end)
        if space < 0 or before + folded[start:space] not in self._lists.collocations:
            return start
        while 0 <= space < end:
            if text[space + 1].isupper() or self._head(space + 1, end) in _BODIES:
                return space + 1
            space = folded.find(" ", space + 1, end)
        return end

    def _head(self, start: int, end: int) -> str | None:
        """What the words at `start` say of the name that they begin, unless they are another word's first syllable."""
        words = self._folded[start:end].split(" ", _LONGEST_HEAD + 1)
        for count in range(min(_LONGEST_HEAD, len(words) - 1), 0, -1):
            role = self._lists.cues.get(" ".join(words[:count]))
            if role is not None:
                return None if f"{words[count - 1]} {words[count]}" in self._lists.collocations else role
        return None

    def _before_person(self, start: int, end: int) -> int:
        """The end of the name before the person, found by the rules, whose name it ends with or breaks off in."""
        index = bisect_left(self._persons, (end,)) - 1
        if index < 0 or not (start < self._persons[index][0] and end <= self._persons[index][1]):
            return end
        return start + len(self._text[start : self._persons[index][0]].rstrip(" -–,"))

    def _before_foreign(self, start: int, end: int) -> int:
        """Where the name of a foreign person begins that ends the name of a body of the state, or the name's end."""
        words = self._folded[start:end].split(" ")
        first = foreign_start(words, self._lists)
        if (
            first is None
            or not 1 < len(words) - first <= _LONGEST_FOREIGN
            or self._head(start, end) not in ("organization", "portfolio")
        ):
            return end
        begin = start + len(" ".join(words[:first])) + 1
        return begin if self._text[begin:end].istitle() and all(map(is_foreign, words[first:])) else end

    def _is_portfolio(self, start: int, end: int) -> bool:
        """Whether the words are what a minister is responsible for."""
        if not self._folded.endswith(self._lists.ministers, 0, start):
            return False
        return self._lists.cues.get(" ".join(self._folded[start:end].split(" ")[:2])) == "portfolio"

    def _last_place(self, start: int, end: int) -> int:
        """Where the longest known place begins that ends the name; its end for none."""
        words = self._folded[start:end].split(" ")
        for index in range(1, len(words)):
            place = " ".join(words[index:])
            if place in self._lists.places:
                return end - len(place)
        return end

"""What follows a role: the organisation or place that it goes with ("Sở Y tế Hà Nội").

How scopes are built is said by the productions of the grammar `scope` (rules/titles/scopes.yaml); here their tokens
are made into what a title needs to know.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from extract.document import Document
from extract.entries import OrganizationEntry, PlaceEntry, TitleEntry
from extract.grammar import Attempt, Given, Language, Match, Tokens
from extract.grammar.classes import classes_of
from extract.grammar.tokens import Form, Line
from extract.kinds.names import Name
from extract.kinds.names.gazetteer import Gazetteer
from extract.kinds.names.units import unit_end
from extract.kinds.officials.modifiers import Modifiers
from extract.kinds.officials.roles import Role
from extract.kinds.officials.untold import UntoldNames
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.record import TitleKind
from extract.text.fold import fold_key
from extract.text.spans import Span

HOME = "place.country.viet-nam"
"""The country whose offices are those of the state."""

_VAGUE = ("unit", "polity", "region")
"""Kinds of places that say less of an office than a place behind them does."""
_UNIT_ROLE = frozenset(("role.unit",))
_NAMED_UNIT = classes_of(PlaceEntry(id="", kind="district"))
_PERSONS = tuple(
    frozenset(("person", *kind, *apart, *untitled))
    for kind in ((), ("person.two",))
    for apart in ((), ("person.apart",))
    for untitled in ((), ("person.untitled",))
)
_FAR = 120
"""Characters from a title beyond which it is no title of the name."""
_SHORT = 2
"""Words of a short name."""


class Scope(NamedTuple):
    """What follows a role.

    Attributes:
        start, end: its span; `start == end` where there is none.
        kind: the kind of title that the organisation makes of the role, None where it says nothing.
        key: its words in normal form, folded: abbreviations written out, marks left out.
        place: the entry of the first place in it.
        inner: the role of another in it ("Trợ lý Ngoại trưởng").
        name: the span of a person's name behind it that was not known as one, or None.
        rule: the id of the production that read it, None where there is none.
    """

    start: int
    end: int
    kind: TitleKind | None = None
    key: tuple[str, ...] = ()
    place: PlaceEntry | None = None
    inner: Role | None = None
    name: Span | None = None
    rule: str | None = None


def fits(entry: TitleEntry, scope: Scope) -> bool:
    """Whether a scope is one that the role needs."""
    return bool(scope.key) and (not entry.bodies or " ".join(scope.key).startswith(entry.bodies))


class Scopes:
    """Reads scopes by the productions of the lexicon."""

    def __init__(self, lexicon: Lexicon, modifiers: Modifiers, lists: Gazetteer) -> None:
        roles = {_role_classes(entry) for entry in lexicon.entries(TitleEntry)}
        roles |= {classes | _UNIT_ROLE for classes in roles}
        self._seats = {
            classes_of(body) | _NAMED_UNIT
            for body in lexicon.entries(OrganizationEntry)
            if not lists.seats.keys().isdisjoint(map(fold_key, body.forms))
        }
        self.language = Language(lexicon, "scope", {*roles, *_PERSONS, _NAMED_UNIT, *self._seats})
        self._modifiers = modifiers
        self._untold = UntoldNames(lists)
        self._lists = lists
        # What parts a name from a title further ahead
        self._apart = compiled(rf"[,;:!?()\[\]\"\n-]|\. | {lexicon.one_of('official.of')} ")

    def tokens(self, document: Document, roles: Sequence[Role], persons: Sequence[Name]) -> Tokens:
        """The tokens of a document in which these roles and names of persons are known."""
        text, folded = document.text, document.folded
        given = {
            role.outer: Given(self._role_end(document, role), self._classes(document, role), role, firm=False)
            for role in roles
        }
        for name, classes in self._persons(document, sorted(role.end for role in roles), persons):
            given[name.start] = Given(name.end, classes, name)

        def grown(end: int, form: Form) -> tuple[int, Form] | None:
            named = "place.unit" in form.classes or form.form in self._lists.seats
            return self._with_name(text, folded, end, form) if named else None

        return Tokens(text, folded, self.language.alphabet, given, document.sentences, grown)

    def _persons(
        self, document: Document, titles: Sequence[int], persons: Sequence[Name]
    ) -> Iterator[tuple[Name, frozenset[str]]]:
        """The names of persons with the classes of their tokens; `titles` are the ends of the roles."""
        words = {name: document.folded[name.start : name.end].split(" ") for name in persons}
        parts = {
            " ".join(full[at : at + count])
            for full in words.values()
            for count in range(1, min(_SHORT + 1, len(full)))
            for at in range(len(full) - count + 1)
        }
        for name in persons:
            classes = {"person"}
            if len(words[name]) == _SHORT:
                classes.add("person.two")
            if len(words[name]) <= _SHORT and " ".join(words[name]) not in parts:
                classes.add("person.apart")
            before = bisect_right(titles, name.start) - 1
            if (
                before < 0
                or name.start - titles[before] > _FAR
                or self._apart.search(document.text, titles[before], name.start)
            ):
                classes.add("person.untitled")
            yield name, frozenset(classes)

    def _with_name(self, text: str, folded: str, end: int, form: Form) -> tuple[int, Form] | None:
        """The word for a unit, or its body ("Huyện ủy"), with the unit's name behind it, where that is known."""
        start = end + (folded[end : end + 1] == " ")
        if not (text[start : start + 1].isupper() or text[start : start + 1].isdigit()):
            return None
        seat = self._lists.seats.get(form.form)
        reached = unit_end(text, folded, start, seat or form.form, self._lists)
        if reached is None:
            return None
        words = (*form.words, *folded[start:reached].split())
        if seat is not None:
            classes = form.classes | _NAMED_UNIT
            return (reached, form._replace(classes=classes, words=words)) if classes in self._seats else None
        unit = next(entry for entry in form.entries if isinstance(entry, PlaceEntry))
        named = msgspec.structs.replace(unit, kind="district", level=None)
        return reached, Form("", _NAMED_UNIT, (named,), words, "any")

    def _classes(self, document: Document, role: Role) -> frozenset[str]:
        words = document.folded[role.start : role.end].split(" ")
        classes = _role_classes(role.entry)
        unit = any(" ".join(words[-count:]) in self._lists.units for count in (1, 2, 3))
        return classes | _UNIT_ROLE if unit else classes

    def _role_end(self, document: Document, role: Role) -> int:
        """Where a role's token ends: before the last word where that begins a body ("Trưởng Ban Thư ký")."""
        last = document.folded.rfind(" ", role.start, role.end) + 1
        form = self.language.alphabet.form(document.text, document.folded, last) if last else None
        body = form is not None and last + len(form.form) > role.end and "body" in form.classes
        return last - 1 if body else role.end

    def __call__(self, document: Document, tokens: Tokens, role: Role, seen: list[Attempt] | None = None) -> Scope:
        """The scope of a role; `tokens` are those of the document. What was tried is added to `seen`."""
        attempt, name = self._attempt(document, tokens, role)
        if seen is not None:
            seen.append(attempt)
        if attempt.match is None:
            return Scope(role.end, role.end, name=name)
        scope = _scope(attempt.match, role, name)
        if scope.place is not None:
            behind = self._modifiers.behind(document.text, document.folded, scope.end)
            if behind is not None and behind[1].listed:
                return scope._replace(end=behind[0])
        return scope

    def _attempt(self, document: Document, tokens: Tokens, role: Role) -> tuple[Attempt, Span | None]:
        """The production that reads the scope of a role, and the name of a person behind it that was not known."""
        line = tokens.line(role.outer)
        index = line.index(role.outer) + 1
        if index > len(line.starts) or line.items[index - 1] is not role:
            line, index = tokens.tail(role.outer), 1  # the role is the end of a longer form: "Bộ Tư lệnh"
        limit: int | None = None
        match = self.language.match(line, index)
        name = self._untold(document, line, index, match, role)
        if name is not None and match is not None and match.end > name[0]:
            limit = line.index(name[0])
            match = self.language.match(line, index, limit)
        return Attempt(self.language, line, index, limit, match), name


def _role_classes(entry: TitleEntry) -> frozenset[str]:
    """The classes of a role's token."""
    classes = {"role", f"role.{entry.scope}", f"role.{entry.kind}"}
    classes.update(f"role.{feature}" for feature in ("aide", "office") if getattr(entry, feature))
    return frozenset(classes)


def _scope(match: Match, role: Role, name: Span | None) -> Scope:
    """What the tokens of a match tell."""
    line = match.line
    kind: TitleKind | None = None
    place: PlaceEntry | None = None
    inner: Role | None = None
    key: list[str] = []
    first, _ = match.fields.get("scope", (match.first, match.last))
    depth = 0
    for index in range(first, match.last):
        item, form = line.items[index], line.forms[index]
        if isinstance(item, Role):
            inner, kind = inner or item, kind or item.entry.kind
            key += fold_key(item.name).split()
        depth += line.is_mark(index, "(") - line.is_mark(index, ")")
        if depth:
            continue
        for entry in form.entries if form is not None else ():
            if isinstance(entry, OrganizationEntry):
                kind = kind or entry.kind
            elif isinstance(entry, PlaceEntry) and _may_be_told(place) and _stands(line, index, entry):
                place = entry
        if not isinstance(item, Role) and not _joins(form):
            key += line.words(index)
    start = max(line.starts[first], role.end)
    start += line.text[start : start + 1] == " "
    return Scope(start, match.end, kind, tuple(key), place, inner, name, match.rule.id)


def _may_be_told(place: PlaceEntry | None) -> bool:
    """Whether another place may say more of an office than the one before it, if there is one."""
    return place is None or (place.kind in _VAGUE and not place.abroad)


def _joins(form: Form | None) -> bool:
    """Whether a token only joins: it tells no scope from another."""
    return form is not None and "official.join" in form.classes


def _stands(line: Line, index: int, place: PlaceEntry) -> bool:
    """Whether a place's word is that place and no syllable of another name ("xã Anh Sơn", "Công ty Tú Anh")."""
    if place.kind != "country" or len(line.words(index)) > 1:
        return True
    return not any(line.is_plain(beside) for beside in (index - 1, index + 1))

"""Finds officials: persons with the titles of office that an article gives them."""

from collections.abc import Sequence

from extract.document import Document
from extract.entries import OrganizationEntry
from extract.kinds.names import Name
from extract.kinds.names.gazetteer import gazetteer
from extract.kinds.officials.cues import Cues
from extract.kinds.officials.linking import Expression, Linker
from extract.kinds.officials.modifiers import Modifiers
from extract.kinds.officials.people import Person, PersonFinder
from extract.kinds.officials.roles import Role, RoleFinder
from extract.kinds.officials.scope import ScopeReader, fits
from extract.kinds.officials.titles import Held
from extract.lexicon import Lexicon
from extract.record import Mention, Official
from extract.text.spans import overlapping, within


class OfficialExtractor:
    """Finds officials in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = Cues(lexicon)
        self._lexicon = lexicon
        modifiers = Modifiers(lexicon)
        self._roles = RoleFinder(lexicon, modifiers, cues.no_titles)
        self._scopes = ScopeReader(lexicon, cues, modifiers)
        self._linker = Linker(cues)
        self._persons = PersonFinder(cues, gazetteer(lexicon))

    def __call__(self, document: Document, names: list[Name]) -> list[Official]:
        """The officials of the document, in text order, with offsets of its normalised text."""
        persons = [name for name in names if name.kind == "person" and self._stands(document, name)]
        roles = self._roles(document) if persons else []
        if not roles:
            return []
        expressions, persons = self._expressions(document, roles, persons)
        links = self._linker(document, expressions, [(name.start, name.end) for name in persons])
        held: dict[int, Held] = {}
        offices: set[int] = set()
        people = self._persons(document, persons, links.inside)
        owner = {index: number for number, person in enumerate(people) for index in person.names}
        for link in links.made:
            if link.name not in owner:
                continue
            number = owner[link.name]
            held.setdefault(number, Held()).add(document, link.expression, link.former)
            entry = link.expression.role.entry
            if entry.office:
                offices.add(number)
            if entry.typo:
                self._warn(document, link.expression.role)
        for expression in links.free:
            holders = [number for number in held if held[number].has(expression)]
            if len(holders) == 1 and held[holders[0]].lacks(expression):
                held[holders[0]].add(document, expression, False)
        return [
            _official(f"P{count}", document, people[number], persons, held[number])
            for count, number in enumerate(sorted(offices), 1)
        ]

    def _stands(self, document: Document, name: Name) -> bool:
        """Whether a name is one to look at: not in page furniture, nor the beginning of an organisation's name."""
        if overlapping(document.skipped, name.start, name.end):
            return False
        head = self._scopes.head(document.text, document.folded, name.start)
        if head is None or not isinstance(head[1], OrganizationEntry) or head[0] < name.end:
            return True
        return head[0] == name.end and document.text[name.start : name.end].isalpha()

    def _expressions(
        self, document: Document, roles: Sequence[Role], persons: list[Name]
    ) -> tuple[list[Expression], list[Name]]:
        """The titles of the document, and the persons without those that turned out to be part of a scope.

        A title is a role with its scope; roles inside another title's scope are left out.
        """
        spans = [(name.start, name.end) for name in persons]
        roles = [
            role for role in roles if (index := within(spans, role.start)) is None or spans[index][0] == role.start
        ]
        stops: dict[int, Role | Name] = {name.start: name for name in persons}
        stops.update((role.outer, role) for role in roles)
        expressions: list[Expression] = []
        reached = 0
        for role in roles:
            if role.start < reached:
                continue
            scope = self._scopes(document, role, stops)
            end = max(role.end, scope.end)
            reached = role.end if scope.inner is not None else end
            if role.entry.scope == "needed" and not fits(role.entry, scope):
                continue
            expressions.append(Expression(role.start, end, role, scope))
        scopes = [(expression.scope.start, expression.scope.end) for expression in expressions]
        return expressions, [name for name in persons if within(scopes, name.start) is None]

    @staticmethod
    def _warn(document: Document, role: Role) -> None:
        warning = f"title '{document.text[role.start : role.end]}' read as '{role.name}'"
        if warning not in document.warnings:
            document.warnings.append(warning)


def _official(number: str, document: Document, person: Person, names: Sequence[Name], held: Held) -> Official:
    mentions = [
        Mention(start=names[index].start, end=names[index].end, rule=names[index].rule) for index in person.names
    ]
    fullest = max(mentions, key=lambda mention: mention.end - mention.start)
    return Official(
        id=number,
        name=document.text[fullest.start : fullest.end],
        gender=person.gender,
        titles=held.titles,
        mentions=mentions,
    )

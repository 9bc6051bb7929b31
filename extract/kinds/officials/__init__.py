"""Finds officials: persons with the titles of office that an article gives them."""

from collections import Counter
from collections.abc import Mapping, Sequence

from extract.document import Document
from extract.entries import OrganizationEntry
from extract.grammar import Attempt
from extract.kinds.names import Name
from extract.kinds.names.crf import RULE
from extract.kinds.names.gazetteer import gazetteer
from extract.kinds.names.shape import is_rare_name
from extract.kinds.officials.apposed import Apposed
from extract.kinds.officials.cues import Cues
from extract.kinds.officials.heads import Head, Heads
from extract.kinds.officials.linking import Expression, Linker, Links
from extract.kinds.officials.mentions import full_mentions, short_mentions
from extract.kinds.officials.modifiers import Modifiers
from extract.kinds.officials.people import Person, PersonFinder, name_words
from extract.kinds.officials.roles import Role, RoleFinder
from extract.kinds.officials.scopes import Scopes, fits
from extract.kinds.officials.titles import Held, RoleForms
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.record import Mention, Official
from extract.text.spans import Span, overlapping, within
from extract.text.syllable import may_be_syllable

_ABBREVIATION = 4
"""Letters of the longest word in capitals that is no person's name."""
_APPOSES = (",", "-", "(")
"""What stands between a name and a title in apposition to it."""
_TYPE = compiled(r" ?-\d")


class OfficialExtractor:
    """Finds officials in a document; `grammar` is the one that it asks."""

    grammar = "scope"

    def __init__(self, lexicon: Lexicon) -> None:
        self._cues = cues = Cues(lexicon)
        self._lists = gazetteer(lexicon)
        modifiers = Modifiers(lexicon)
        self._roles = RoleFinder(lexicon, modifiers, cues.no_titles)
        self._heads = Heads(lexicon, cues, self._lists)
        self._scopes = Scopes(lexicon, modifiers, self._lists)
        self._apposed = Apposed(lexicon, cues, self._lists)
        self._linker = Linker(cues)
        self._persons = PersonFinder(cues, self._lists)
        self._forms = RoleForms(lexicon)

    def __call__(self, document: Document, names: list[Name], seen: list[Attempt] | None = None) -> list[Official]:
        """The officials of the document, in text order, with offsets of its normalised text.

        What the grammar of scopes tried is added to `seen`.
        """
        roles = self._roles(document)
        if not roles:
            return []
        expressions, persons = self._expressions(document, roles, self._named(document, names, roles), seen)
        persons = self._apposed.settled(document, persons, expressions)
        links = self._linker(document, expressions, [(name.start, name.end) for name in persons])
        titled: dict[int, set[str]] = {}
        for link in links.made:
            titled.setdefault(link.name, set()).add(link.expression.role.name)
        people = self._persons(document, persons, frozenset(links.inside), titled)
        held, offices = self._held(document, people, links)
        taken = sorted({(name.start, name.end) for name in (*names, *persons)})
        called = Counter(person.words[-1] for person in people)
        officials = [
            self._official(
                document, people[number], persons, taken, held[number], called[people[number].words[-1]] == 1
            )
            for number in sorted(offices)
        ]
        officials.sort(key=lambda official: official.mentions[0].start)
        for count, official in enumerate(officials, 1):
            official.id = f"P{count}"
        return officials

    def _named(self, document: Document, names: Sequence[Name], roles: Sequence[Role]) -> list[Name]:
        """The names of persons, in order: those known, those that the titles show, and those found again."""
        persons = [
            standing
            for name in names
            if name.kind == "person" and (standing := self._stands(document, name)) is not None
        ]
        sure = sorted((name.start, name.end) for name in names if name.kind != "person" and name.rule != RULE)
        told = sorted([*sure, *((name.start, name.end) for name in names if name.kind == "person")])
        beside = list(self._apposed.beside(document, roles, told))
        known = sorted((name.start, name.end) for name in (*names, *beside))
        persons = sorted([*persons, *beside], key=lambda name: name.start)
        persons += self._apposed.listed(document, roles, persons, sure)
        return sorted([*persons, *full_mentions(document, self._cues, persons, known)], key=lambda name: name.start)

    def _held(self, document: Document, people: Sequence[Person], links: Links) -> tuple[dict[int, Held], set[int]]:
        """What the persons hold, by their place in `people`, and the places of those who have an office."""
        owner = {index: number for number, person in enumerate(people) for index in person.names}
        held: dict[int, Held] = {}
        offices: set[int] = set()
        for link in links.made:
            number = owner.get(link.name)
            if number is None:
                continue
            held.setdefault(number, Held(self._forms)).add(document, link.expression, link.former, gained=link.gained)
            entry = link.expression.role.entry
            if entry.office:
                offices.add(number)
            if entry.typo:
                self._warn(document, link.expression.role)
        _complete(document, held, links.free)
        return held, offices

    def _stands(self, document: Document, name: Name) -> Name | None:
        """A name as it is looked at, or None: not in page furniture, nor the name of an organisation or a place."""
        if overlapping(document.skipped, name.start, name.end):
            return None
        if self._is_abbreviation(document, name) or self._cues.counts(document.folded, name.start, name.end):
            return None
        first = document.text.find(" ", name.start, name.end)
        in_capitals = document.text[name.start : name.end].isupper()
        if first >= 0 and not in_capitals and self._is_abbreviation(document, name._replace(end=first)):
            name = name._replace(start=first + 1)
        head = self._heads.at(document.text, document.folded, name.start)
        return name if head is None else self._without_head(document, name, head)

    def _without_head(self, document: Document, name: Name, head: Head) -> Name | None:
        """A name that begins with the word of an organisation or a place, as it is looked at, or None."""
        end, entry, _ = head
        if end > name.end:
            return None
        if isinstance(entry, OrganizationEntry):
            return None if self._is_body(document, name, end) else name
        single = document.folded.find(" ", name.start, name.end) < 0
        if entry.kind == "unit" or single or self._cues.addressed(document.folded, name.start):
            return name
        if end == name.end:
            return None
        behind = document.text[end + 1 : name.end]
        family = self._lists.family.get(document.folded[name.start : end])
        words = document.folded[name.start : name.end].split(" ")
        if (family and all(map(may_be_syllable, behind.lower().split()))) or is_rare_name(words, self._lists):
            return name  # "Thái Bá Trường", "Hàn Gia Bảo"
        return name._replace(start=end + 1) if entry.kind == "country" and " " in behind else name

    def _is_abbreviation(self, document: Document, name: Name) -> bool:
        """Whether a name is but a few capitals, as of a newspaper ("TTO") or a type ("A-10"), where all else is not."""
        text = document.text
        word = text[name.start : name.end]
        if any(map(str.isdigit, word)):
            return True  # "Phó trưởng phòng PC67", "Trưởng đoàn U18"
        if len(word) > _ABBREVIATION or not (word.isalpha() and word.isupper()):
            return False
        if len(word) == 1:
            return _TYPE.match(text, name.end) is not None
        before = text[max(name.start - 20, 0) : name.start].split()[-1:]
        return bool(before) and not before[0].isupper() and not self._cues.addressed(document.folded, name.start)

    def _is_body(self, document: Document, name: Name, end: int) -> bool:
        """Whether a name is the organisation word that ends at `end`, or goes on behind it ("Sở GD-ĐT").

        One word may be a given name, and a family name may go on.
        """
        if end < name.end:
            return document.folded[name.start : end] not in self._lists.family
        return not document.text[name.start : name.end].isalpha()

    def _parted(
        self, document: Document, roles: Sequence[Role], persons: Sequence[Name]
    ) -> tuple[list[Role], list[Name]]:
        """The roles that are no part of a name, and the names that are no word of a title behind its role."""
        spans = [(name.start, name.end) for name in persons]
        roles = [
            role for role in roles if (index := within(spans, role.start)) is None or spans[index][0] == role.start
        ]
        opened = {role.end + 1 for role in roles if role.entry.scope == "open"}
        persons = [
            name
            for name in persons
            if name.start not in opened or not self._cues.half_word(document.folded, *name[1:3])
        ]
        return roles, persons

    def _expressions(
        self, document: Document, roles: Sequence[Role], persons: list[Name], seen: list[Attempt] | None
    ) -> tuple[list[Expression], list[Name]]:
        """The titles of the document, and the persons without those that turned out to be part of a scope.

        A title is a role with its scope; roles inside another title's scope are left out.
        """
        roles, persons = self._parted(document, roles, persons)
        tokens = self._scopes.tokens(document, roles, persons)
        expressions: list[Expression] = []
        scopes: list[Span] = []
        reached = 0
        for role in roles:
            if role.start < reached:
                continue
            scope = self._scopes(document, tokens, role, seen)
            end = max(role.end, scope.end)
            reached = role.end if scope.inner is not None else end
            if role.entry.scope == "needed" and not fits(role.entry, scope):
                continue
            expressions.append(Expression(role.start, end, role, scope))
            scopes.append((scope.start, reached))
            if scope.name is not None:
                start, end = scope.name
                persons = [name for name in persons if not start < name.start < end]
                persons.append(Name("person", start, end, 0.8, role.entry.id))
        persons.sort(key=lambda name: name.start)
        return expressions, [name for name in persons if within(scopes, name.start) is None]

    @staticmethod
    def _warn(document: Document, role: Role) -> None:
        warning = f"title '{document.text[role.start : role.end]}' read as '{role.name}'"
        if warning not in document.warnings:
            document.warnings.append(warning)

    def _official(
        self,
        document: Document,
        person: Person,
        names: Sequence[Name],
        taken: Sequence[Span],
        held: Held,
        alone: bool,
    ) -> Official:
        """The record of one person, without an id; `alone`: nobody else shares the last word of the name."""
        mentions = [
            Mention(start=names[index].start, end=names[index].end, rule=names[index].rule) for index in person.names
        ]
        span = _fullest(document, mentions)
        if alone:
            mentions += short_mentions(document, self._cues, span, taken)
        return Official(
            id="",
            name=document.text[span[0] : span[1]].replace("\n", " "),
            gender=person.gender,
            titles=held.titles,
            mentions=sorted(mentions, key=lambda mention: mention.start),
        )


def _fullest(document: Document, mentions: Sequence[Mention]) -> Span:
    """The span of the name with most words; of several, the first that is written as most are."""
    written = Counter(document.folded[mention.start : mention.end] for mention in mentions)
    fullest = max(
        mentions,
        key=lambda mention: (
            len(name_words(document.folded[mention.start : mention.end])),
            written[document.folded[mention.start : mention.end]],
        ),
    )
    return fullest.start, fullest.end


def _complete(document: Document, held: Mapping[int, Held], free: Sequence[Expression]) -> None:
    """Give the titles that belong to no name beside them to the only one who holds a shorter form of each."""
    holders: dict[str, list[Held]] = {}
    for titles in held.values():
        for role in titles.roles:
            holders.setdefault(role, []).append(titles)
    for expression in free:
        having = holders.get(expression.role.name, [])
        if len(having) == 1 and having[0].lacks(expression):
            having[0].add(document, expression, False)

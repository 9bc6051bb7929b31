"""Persons across articles: who of those with one name is one.

Persons with one name are compared, each with what the articles say of the offices, the places, the company; those that
are surely one are joined, the likeliest first. After that a shorter name ("Trump") is joined with the one longer name
that held the same office. All of it depends on the set of articles alone, not on their order.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extract.canonical.people import is_foreign
from extract.canonical.places import PROVINCE, around, country_names, unit_key
from extract.registry.corrections import Corrections
from extract.registry.names import is_common, name_key, share
from extract.registry.observation import Body, Held, Observation, Person
from extract.registry.scorer import SECTORS, Profile, Rarity, Reason, reasons, score, weights
from extract.text.fold import fold_key
from extract.text.syllable import may_be_syllable

_NO_OFFICES = ("rank", "academic", "honour")
"""Kinds of titles that one is, and does not hold."""
_VIETNAM = "viet-nam"
_OUTWEIGHS = 10
"""How many times as many articles as others the person has whom a shorter name means, where there are several."""
_SHOWN = 4
"""Reasons that are told of a join."""


class Seen(NamedTuple):
    """A person in an article."""

    observation: Observation
    person: Person

    @property
    def id(self) -> str:
        """As in the table `officials`."""
        return f"{self.observation.article}/{self.person.id}"


class Member(NamedTuple):
    """A person in an article as one of somebody's: how sure that is, and why."""

    seen: Seen
    score: float
    why: str


class Joined(NamedTuple):
    """Somebody, with all articles that name them."""

    id: str
    members: tuple[Member, ...]


class _Group:
    """Persons that are one."""

    def __init__(self, key: str, seen: list[Seen], profile: Profile) -> None:
        self.key = key
        self.seen = seen
        self.profile = profile
        self.parts: list[tuple[list[Seen], Profile]] = [(seen, profile)]

    def take(self, other: "_Group") -> None:
        """Join another."""
        self.seen = [*self.seen, *other.seen]
        self.profile = self.profile.with_(other.profile)
        self.parts += other.parts


def join(observations: Sequence[Observation], corrections: Corrections) -> list[Joined]:
    """Everybody, sorted by id."""
    return _Joiner(observations, corrections).joined()


class _Joiner:
    """The joining of all persons of some articles."""

    def __init__(self, observations: Sequence[Observation], corrections: Corrections) -> None:
        self._apart = corrections.apart()
        self._same = {one: group[0] for group in corrections.same for one in group}
        self._parents: dict[str, str | None] = {}
        blocks: dict[str, list[tuple[Seen, Profile]]] = defaultdict(list)
        for observation in sorted(observations, key=lambda one: one.article):
            bodies = {body.id: body for body in observation.bodies}
            keys = Counter(person.key for person in observation.people)
            for person in observation.people:
                company = frozenset(key for key in keys if key != person.key and " " in key)
                profile = _profile(observation, person, bodies, company)
                blocks[person.key].append((Seen(observation, person), profile))
        self._blocks = blocks
        self._rarity = _rarity(blocks)

    def joined(self) -> list[Joined]:
        """Everybody."""
        groups = [group for key in sorted(self._blocks) for group in self._block(key)]
        groups = self._corrected(self._shorter(groups))
        return sorted((self._told(group) for group in groups), key=lambda one: one.id)

    def _block(self, key: str) -> list[_Group]:
        """Those of one name, joined. One syllable ("Hùng") or initials are too little of a name to join by."""
        if is_common(key):
            return [_Group(key, [seen], profile) for seen, profile in self._blocks[key]]
        alike: dict[object, list[_Group]] = defaultdict(list)
        for seen, profile in self._blocks[key]:
            signature = profile.offices, profile.organizations, profile.places, profile.ranks, profile.genders
            alike[signature].append(_Group(key, [seen], profile))
        groups: list[_Group] = []
        for same in alike.values():
            groups += self._merged(same) if self._joins(same[0], same[0]) else same
        return self._closest(groups)

    def _merged(self, groups: Sequence[_Group]) -> list[_Group]:
        """All as one, but for those that cannot be."""
        found: list[_Group] = []
        for group in groups:
            into = next((one for one in found if not self._forbidden(one, group)), None)
            if into is None:
                found.append(group)
            else:
                into.seen.extend(group.seen)
                into.profile = into.profile.with_(group.profile)
                into.parts = [(into.seen, into.profile)]
        return found

    def _closest(self, groups: list[_Group]) -> list[_Group]:
        """Groups joined two by two, the likeliest first, as long as it is likely enough."""
        scores = {
            (one, other): self._score(groups[one], groups[other])
            for one, other in self._candidates(groups)
            if not self._forbidden(groups[one], groups[other])
        }
        alive = dict(enumerate(groups))
        while scores:
            (one, other), best = min(scores.items(), key=lambda pair: (-pair[1], pair[0]))
            if best < weights()["threshold"]:
                break
            alive[one].take(alive.pop(other))
            scores = {pair: value for pair, value in scores.items() if one not in pair and other not in pair}
            for third, group in alive.items():
                if third != one and not self._forbidden(alive[one], group):
                    scores[min(one, third), max(one, third)] = self._score(alive[one], group)
        return list(alive.values())

    def _candidates(self, groups: Sequence[_Group]) -> Iterable[tuple[int, int]]:
        """The pairs that may be one: all where the name says much, else those that have something in common."""
        if not groups or self._name_alone(groups[0].key):
            return [(one, other) for other in range(len(groups)) for one in range(other)]
        by_trait: dict[str, list[int]] = defaultdict(list)
        for place, group in enumerate(groups):
            for trait in _traits(group.profile):
                by_trait[trait].append(place)
        pairs = {
            (one, other) for places in by_trait.values() for index, other in enumerate(places) for one in places[:index]
        }
        return sorted(pairs)

    def _name_alone(self, key: str) -> bool:
        return score(reasons(Profile(), Profile(), share(key), self._rarity)) >= 0

    def _joins(self, one: _Group, other: _Group) -> bool:
        return self._score(one, other) >= weights()["threshold"]

    def _score(self, one: _Group, other: _Group) -> float:
        return score(self._reasons(one.key, one.profile, other.profile))

    def _reasons(self, key: str, one: Profile, other: Profile) -> list[Reason]:
        return reasons(one, other, share(key), self._rarity)

    def _forbidden(self, one: _Group, other: _Group) -> bool:
        """Whether one article has both, or the user says that they are not one."""
        if one.profile.articles & other.profile.articles:
            return True
        return bool(self._apart) and any((a.id, b.id) in self._apart for a in one.seen for b in other.seen)

    def _shorter(self, groups: list[_Group]) -> list[_Group]:
        """Groups of a shorter name joined with the one longer name that has the same office."""
        longer = _Longer(groups)
        gone: set[int] = set()
        for group in sorted(groups, key=lambda one: (len(one.key.split()), one.key)):
            found = [
                other
                for other in longer.of(group)
                if id(other) not in gone
                and not self._forbidden(group, other)
                and not _conflicts(self._reasons(other.key, group.profile, other.profile))
            ]
            found.sort(key=lambda one: (-len(one.seen), one.key, min(seen.id for seen in one.seen)))
            if found and (len(found) == 1 or len(found[0].seen) >= _OUTWEIGHS * len(found[1].seen)):
                found[0].take(group)
                gone.add(id(group))
        return [group for group in groups if id(group) not in gone]

    def _corrected(self, groups: list[_Group]) -> list[_Group]:
        """Groups joined as the user says."""
        if not self._same:
            return groups
        found: dict[object, _Group] = {}
        for group in groups:
            said = sorted({self._same[seen.id] for seen in group.seen if seen.id in self._same})
            into = found.get(said[0]) if said else None
            if into is None:
                found[said[0] if said else id(group)] = group
            else:
                into.take(group)
            for name in said[1:]:
                found.setdefault(name, found[said[0]])
        return list({id(group): group for group in found.values()}.values())

    def _told(self, group: _Group) -> Joined:
        members = []
        for seen, profile in group.parts:
            rest = [other for other in group.parts if other[1] is not profile]
            others = profile
            if rest:
                others = rest[0][1]
                for _, more in rest[1:]:
                    others = others.with_(more)
            alone = len(group.seen) == 1
            found = [] if alone else self._reasons(group.key, profile, others)
            shown = sorted(found, key=lambda reason: -abs(reason.value))[:_SHOWN]
            why = "the only article" if alone else "; ".join(map(str, shown))
            members += [Member(one, round(score(found), 1), why) for one in seen]
        members.sort(key=lambda member: _when(member.seen))
        return Joined(_person_id(members[0].seen), tuple(members))


def _when(seen: Seen) -> tuple[str, str]:
    return seen.observation.published or "9999", seen.id


def _person_id(first: Seen) -> str:
    """An id made from the first article that names somebody."""
    digest = hashlib.sha256(first.id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{name_key(first.person.name).replace(' ', '-')}-{digest}"


def _profile(observation: Observation, person: Person, bodies: dict[str, Body], company: frozenset[str]) -> Profile:
    held = person.titles
    organizations = {title.organization for title in held if title.organization}
    around_them = organizations | {parent for one in organizations for parent in _above(one, bodies)}
    places = [title.place for title in held if title.place]
    states = {place for place in places if place in country_names()}
    if any(_is_vietnamese(title, person) for title in held if title.place not in states):
        states.add(_VIETNAM)
    return Profile(
        offices=frozenset(title.office for title in held if title.office),
        ones=frozenset(title.office for title in held if title.office and title.one),
        organizations=frozenset(around_them),
        places=frozenset(name for place in places for name in _provinces(place)),
        states=frozenset(states) if len(states) == 1 else frozenset(),
        national=any(title.organization in bodies and bodies[title.organization].place is None for title in held),
        company=company,
        roles=frozenset(fold_key(title.role) for title in held if title.kind not in _NO_OFFICES),
        ranks=frozenset(fold_key(title.role) for title in held if title.kind == "rank"),
        sectors=frozenset(SECTORS[title.kind] for title in held if title.kind in SECTORS),
        genders=frozenset((person.gender,) if person.gender else ()),
        years=frozenset((int(observation.published[:4]),) if observation.published else ()),
        articles=frozenset((observation.article,)),
    )


def _is_vietnamese(title: Held, person: Person) -> bool:
    """Whether a title is of Vietnam: a foreigner's is where its unit is one, others' unless they say otherwise."""
    known = title.organization is not None and title.kind != "foreign"
    return known and (title.place is not None or not is_foreign(person.name))


def _above(organization: str, bodies: dict[str, Body]) -> Iterator[str]:
    parent = bodies[organization].parent if organization in bodies else None
    while parent:
        yield parent
        parent = bodies[parent].parent if parent in bodies else None


def _provinces(place: str) -> Iterator[str]:
    """The names of the provinces that a unit was or lies in, or the id of a state."""
    unit = unit_key().get(place)
    if unit is None:
        yield place
    elif len(unit.code) == PROVINCE:
        yield fold_key(unit.name)
    else:
        yield from around(unit).provinces


def _rarity(blocks: dict[str, list[tuple[Seen, Profile]]]) -> Rarity:
    """Of how many names each trait is true."""
    counts: Counter[str] = Counter()
    for block in blocks.values():
        counts.update({trait for _, profile in block for trait in _traits(profile)})
    return Rarity(dict(counts), len(blocks))


def _traits(profile: Profile) -> Iterator[str]:
    yield from profile.offices
    yield from profile.organizations
    yield from profile.places
    yield from profile.roles
    yield from profile.company


class _Longer:
    """Finds groups of longer names."""

    def __init__(self, groups: Sequence[_Group]) -> None:
        self._by_word: dict[str, list[_Group]] = defaultdict(list)
        for group in groups:
            for word in set(_edges(group.key)):
                self._by_word[word].append(group)

    def of(self, group: _Group) -> list[_Group]:
        """The groups of longer names that have an office in common, of those that have one at a time.

        A foreign name's part without an office is enough with the role: there is one "Obama" who is a president.
        """
        foreign = " " not in group.key and not may_be_syllable(group.key)
        by_role = foreign and not group.profile.offices
        near = {id(other): other for word in _edges(group.key) for other in self._by_word[word]}
        return [
            other
            for other in near.values()
            if _is_part(group.key, other.key)
            and (group.profile.ones & other.profile.ones or (by_role and group.profile.roles & other.profile.roles))
        ]


def _edges(key: str) -> tuple[str, str]:
    words = key.split()
    return words[0], words[-1]


def _is_part(shorter: str, longer: str) -> bool:
    """Whether a name is the beginning or the end of a longer one, or that without the names between."""
    few, many = shorter.split(), longer.split()
    if len(few) >= len(many):
        return False
    between = len(few) == 2 and _edges(shorter) == _edges(longer)
    return many[: len(few)] == few or many[-len(few) :] == few or between


def _conflicts(found: Iterable[Reason]) -> bool:
    return any(reason.value < weights()["other_organization"] for reason in found if reason.name != "name")

"""Persons across articles: who of those with one name is one.

Persons with one name are compared, each with what the articles say of the offices, the places, the company; those that
are surely one are joined, the likeliest first. After that a shorter name ("Trump") is joined with the one longer name
that held the same office. All of it depends on the set of articles alone, not on their order.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations
from typing import NamedTuple

from extract.canonical.people import is_foreign, person_key
from extract.canonical.places import PROVINCE, around, country_names, unit_key
from extract.registry.corrections import Corrections
from extract.registry.names import is_common, is_initials, name_key, share
from extract.registry.observation import Body, Held, Observation, Person
from extract.registry.scorer import SECTORS, Profile, Reason, conflict, rarity, reasons, score, weights
from extract.registry.topic import named
from extract.text.fold import fold_key
from extract.text.syllable import may_be_syllable

_NO_OFFICES = ("rank", "academic", "honour")
"""Kinds of titles that one is, and does not hold."""
_VIETNAM = "viet-nam"
_OUTWEIGHS = 10
"""How many times as many articles as others the person has whom a shorter name means, where there are several."""
_SHOWN = 4
"""Reasons that are told of a join."""
_ALONE = "the only article"
"""What is told of somebody whom one article names."""


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
    """Persons that are one, each with what joined them."""

    def __init__(self, key: str, seen: Seen, profile: Profile) -> None:
        self.key = key
        self.profile = profile
        self.members = [Member(seen, 0.0, _ALONE)]

    def take(self, other: "_Group", why: Sequence[Reason]) -> None:
        """Join another, which is told of those that were joined with nobody yet."""
        sure, told = round(score(why), 1), _why(why)
        self.members = [
            Member(one.seen, sure, told) if one.why == _ALONE else one for one in (*self.members, *other.members)
        ]
        self.profile = self.profile.with_(other.profile)

    @property
    def first(self) -> str:
        """The first id of its members."""
        return min(member.seen.id for member in self.members)


def join(observations: Sequence[Observation], corrections: Corrections) -> list[Joined]:
    """Everybody, sorted by id."""
    return _Joiner(observations, corrections).joined()


class _Joiner:
    """The joining of all persons of some articles."""

    def __init__(self, observations: Sequence[Observation], corrections: Corrections) -> None:
        self._apart = corrections.apart()
        self._same = {one: group[0] for group in corrections.same for one in group}
        self._blocks: dict[str, list[_Group]] = defaultdict(list)
        for observation in sorted(observations, key=lambda one: one.article):
            for person in observation.people:
                seen = Seen(observation, person)
                self._blocks[person.key].append(_Group(person.key, seen, profile(seen)))
        profiles = [[group.profile for group in block] for block in self._blocks.values()]
        self._rarity = rarity(observations, profiles)

    def joined(self) -> list[Joined]:
        """Everybody."""
        groups = [group for key in sorted(self._blocks) for group in self._block(key)]
        groups = self._corrected(self._shorter(groups))
        return sorted((_joined(group) for group in groups), key=lambda one: one.id)

    def _block(self, key: str) -> list[_Group]:
        """Those of one name, joined. One syllable ("Hùng") or initials are too little of a name to join by."""
        groups = self._blocks[key]
        if len(groups) == 1 or is_common(key):
            return groups
        for group in groups:
            group.profile = group.profile._replace(names=names_beside(group.members[0].seen))
        groups = self._closest(self._alike(groups))
        for group in groups:
            # Names are many, and nothing else asks for them.
            group.profile = group.profile._replace(names=frozenset())
        return groups

    def _alike(self, groups: Sequence[_Group]) -> list[_Group]:
        """Those of the same titles joined, where these alone tell enough."""
        alike: dict[object, list[_Group]] = defaultdict(list)
        for group in groups:
            told = group.profile
            alike[told.offices, told.organizations, told.places, told.ranks, told.genders].append(group)
        found: list[_Group] = []
        for same in alike.values():
            bare = same[0].profile._replace(names=frozenset())
            why = self._reasons(same[0].key, bare, bare)
            found += self._merged(same, why) if _is_enough(why) else same
        return found

    def _merged(self, groups: Sequence[_Group], why: Sequence[Reason]) -> list[_Group]:
        """All as one, but for those that cannot be."""
        found: list[_Group] = []
        for group in groups:
            into = next((one for one in found if not self._forbidden(one, group)), None)
            if into is None:
                found.append(group)
            else:
                into.take(group, why)
        return found

    def _closest(self, groups: Sequence[_Group]) -> list[_Group]:
        """Groups joined two by two, the likeliest first, as long as it is likely enough."""
        alive = dict(enumerate(groups))
        likely = [found for pair in self._candidates(groups) for found in self._likely(alive, *pair)]
        heapify(likely)
        made = len(groups)
        while likely:
            _, one, other = heappop(likely)
            if one in alive and other in alive:
                group, taken = alive.pop(one), alive.pop(other)
                group.take(taken, self._reasons(group.key, group.profile, taken.profile))
                alive[made] = group
                for third in list(alive)[:-1]:
                    for found in self._likely(alive, third, made):
                        heappush(likely, found)
                made += 1
        return list(alive.values())

    def _likely(self, groups: Mapping[int, _Group], one: int, other: int) -> Iterator[tuple[float, int, int]]:
        """Two of some groups with how unlikely it is that they are one, if it is likely enough."""
        if not self._forbidden(groups[one], groups[other]):
            why = self._reasons(groups[one].key, groups[one].profile, groups[other].profile)
            if _is_enough(why):
                yield -score(why), one, other

    def _candidates(self, groups: Sequence[_Group]) -> Iterable[tuple[int, int]]:
        """The pairs that may be one: all where the name says much, else those that have something rare in common."""
        if share(groups[0].key) * weights()["people"] < 1:
            return combinations(range(len(groups)), 2)
        by_trait: dict[str, list[int]] = defaultdict(list)
        for place, group in enumerate(groups):
            for trait in self._rarity.telling(group.profile):
                by_trait[trait].append(place)
        return sorted({pair for places in by_trait.values() for pair in combinations(places, 2)})

    def _reasons(self, key: str, one: Profile, other: Profile) -> list[Reason]:
        return reasons(one, other, share(key), self._rarity)

    def _forbidden(self, one: _Group, other: _Group) -> bool:
        """Whether one article has both, or the user says that they are not one."""
        if not one.profile.articles.isdisjoint(other.profile.articles):
            return True
        return bool(self._apart) and any(
            (a.seen.id, b.seen.id) in self._apart for a in one.members for b in other.members
        )

    def _shorter(self, groups: list[_Group]) -> list[_Group]:
        """Groups of a shorter name joined with the one longer name that has the same office."""
        longer = _Longer(groups)
        gone: set[int] = set()
        short = [group for group in groups if not is_initials(group.key)]
        for group in sorted(short, key=lambda one: (len(one.key.split()), one.key)):
            found = [
                (other, why)
                for other in longer.of(group)
                if id(other) not in gone
                and not self._forbidden(group, other)
                and not conflict(why := self._reasons(other.key, group.profile, other.profile))
            ]
            found.sort(key=lambda one: (-len(one[0].members), one[0].key, one[0].first))
            sizes = [len(other.members) for other, _ in found]
            if found and (len(found) == 1 or sizes[0] >= _OUTWEIGHS * sizes[1]):
                other, why = found[0]
                other.take(group, why)
                gone.add(id(group))
        return [group for group in groups if id(group) not in gone]

    def _corrected(self, groups: list[_Group]) -> list[_Group]:
        """Groups joined as the user says."""
        if not self._same:
            return groups
        found: dict[object, _Group] = {}
        for group in groups:
            ids = [member.seen.id for member in group.members]
            said = sorted({self._same[one] for one in ids if one in self._same})
            into = found.get(said[0]) if said else None
            if into is None:
                found[said[0] if said else id(group)] = group
            else:
                into.take(group, self._reasons(group.key, into.profile, group.profile))
            for name in said[1:]:
                found.setdefault(name, found[said[0]])
        return list({id(group): group for group in found.values()}.values())


def _is_enough(why: Sequence[Reason]) -> bool:
    return score(why) >= weights()["threshold"]


def _why(reasons: Sequence[Reason]) -> str:
    """The reasons that say most."""
    return "; ".join(map(str, sorted(reasons, key=lambda reason: -abs(reason.value))[:_SHOWN]))


def _joined(group: _Group) -> Joined:
    members = sorted(group.members, key=lambda member: _when(member.seen))
    return Joined(_person_id(members[0].seen), tuple(members))


def _when(seen: Seen) -> tuple[str, str]:
    return seen.observation.published or "9999", seen.id


def _person_id(first: Seen) -> str:
    """An id made from the first article that names somebody."""
    digest = hashlib.sha256(first.id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{name_key(first.person.name).replace(' ', '-')}-{digest}"


def profile(seen: Seen) -> Profile:
    """What one article says of a person, without the names in it."""
    observation, person = seen
    bodies = {body.id: body for body in observation.bodies}
    held = person.titles
    organizations = {title.organization for title in held if title.organization}
    around_them = organizations | {parent for one in organizations for parent in _above(one, bodies)}
    places = [title.place for title in held if title.place]
    states = {place for place in places if place in country_names()}
    if any(_is_vietnamese(title, person, bodies) for title in held if title.place not in states):
        states.add(_VIETNAM)
    return Profile(
        offices=frozenset(title.office for title in held if title.office),
        ones=frozenset(title.office for title in held if title.office and title.one),
        organizations=frozenset(around_them),
        places=frozenset(name for place in places for name in _provinces(place)),
        states=frozenset(states) if len(states) == 1 else frozenset(),
        national=any(_is_national(bodies.get(title.organization or "")) for title in held),
        roles=frozenset(fold_key(title.role) for title in held if title.kind not in _NO_OFFICES),
        words=frozenset(word for title in held for word in person_key(title.name).split()),
        bodies=frozenset(name for title in held if title.kind not in _NO_OFFICES for name in named(title.quote.text)),
        ranks=frozenset(fold_key(title.role) for title in held if title.kind in _NO_OFFICES),
        sectors=frozenset(SECTORS[title.kind] for title in held if title.kind in SECTORS),
        genders=frozenset((person.gender,) if person.gender else ()),
        years=frozenset((int(observation.published[:4]),) if observation.published else ()),
        articles=frozenset((observation.article,)),
    )


def _is_vietnamese(title: Held, person: Person, bodies: Mapping[str, Body]) -> bool:
    """Whether a title is of Vietnam: of one of its units, or of a known body, if it is not a foreigner's."""
    body = bodies.get(title.organization or "")
    if body is None or body.kind in (None, "foreign") or title.kind == "foreign":
        return False
    return title.place is not None or not is_foreign(person.name)


def _is_national(body: Body | None) -> bool:
    """Whether it is a known body of the whole country."""
    return body is not None and body.place is None and not body.candidates and body.kind not in (None, "foreign")


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


def names_beside(seen: Seen) -> frozenset[str]:
    """The names in an article, without those that have a part of the person's own ("ông Đinh")."""
    own = set(seen.person.key.split())
    return frozenset(name for name in seen.observation.names if own.isdisjoint(name.split()))


class _Longer:
    """Finds groups of longer names."""

    def __init__(self, groups: Sequence[_Group]) -> None:
        self._by_part: dict[str, list[_Group]] = defaultdict(list)
        for group in groups:
            for part in _parts(group.key):
                self._by_part[part].append(group)

    def of(self, group: _Group) -> list[_Group]:
        """The groups of longer names that have an office in common, of those that have one at a time.

        A foreign name's part without an office is enough with the role: there is one "Obama" who is a president.
        """
        foreign = " " not in group.key and not may_be_syllable(group.key)
        by_role = foreign and not group.profile.offices
        return [
            other
            for other in self._by_part.get(group.key, ())
            if group.profile.ones & other.profile.ones or (by_role and group.profile.roles & other.profile.roles)
        ]


def _parts(key: str) -> set[str]:
    """The names that may be short for a longer one: its beginnings, its ends, and the first word with the last."""
    words = key.split()
    sizes = range(1, len(words))
    ends = {" ".join(words[:size]) for size in sizes} | {" ".join(words[size:]) for size in sizes}
    return ends | {f"{words[0]} {words[-1]}"} if len(words) > 2 else ends

"""How likely it is that two persons of one name are one, and why: a sum of log-odds, each of which has a name."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import or_
from typing import Literal, NamedTuple

from extract.registry.observation import Observation
from extract.resources import rows

SECTORS = {
    "party": "public",
    "state": "public",
    "legislature": "public",
    "judiciary": "public",
    "mass_organization": "public",
    "management": "business",
    "academic": "learning",
    "religious": "clergy",
}
"""The walks of life that kinds of titles tell; the others tell none."""

CONFLICTS = frozenset(
    (
        "other gender",
        "other state",
        "other place",
        "other place then",
        "other sector",
        "clergy and another",
        "years apart",
        "far apart",
    )
)
"""What keeps a shorter name apart from a longer one."""
_SPREAD = 30
"""How much sooner a little likeness of the names around tells than much tells more."""
_TELLING = 3.0
"""How rare it has to be what two of one common name have in common, that they are compared at all: one in twenty."""
_SOON, _LONG, _LONGEST = 2, 12, 25
"""Years: in which nobody moves to another province, in which few stay the same, in which nobody does."""


@cache
def weights() -> dict[str, float]:
    """The weights of `data/register/weights.tsv` by their names."""
    return {name: float(value) for name, value, *_ in rows("register/weights.tsv")}


class Profile(NamedTuple):
    """What is known of one person from some articles.

    Attributes:
        offices: ids of offices; `ones` are those that have one holder at a time.
        organizations: ids of the organisations of the offices, and of those that they are part of.
        places: names of provinces and ids of other states, where the offices are.
        states: the state whose offices they are, where it is one.
        national: has an office of a known body of the whole country.
        roles: the folded roles.
        words: the folded words of the offices' names.
        bodies: the names in the titles, as `extract.registry.topic.named` tells.
        names: those in the articles beside the person's own.
        ranks: the folded ranks, degrees and honours.
        sectors, genders: as told.
        years: of publication.
        articles: where the person is named.
    """

    offices: frozenset[str] = frozenset()
    ones: frozenset[str] = frozenset()
    organizations: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    national: bool = False
    roles: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    articles: frozenset[str] = frozenset()

    @property
    def traits(self) -> tuple[str, ...]:
        """What may be true of others, too."""
        return (*self.organizations, *self.places, *self.roles, *self.ranks)

    def with_(self, other: "Profile") -> "Profile":
        """Both as one person."""
        return Profile(*map(or_, self, other))


class Reason(NamedTuple):
    """One thing that speaks for or against, and how much.

    Attributes:
        name: what it is, as in `weights.tsv`.
        value: what it says, in log-odds.
        told: which one they share, where that is one ("chủ tịch").
    """

    name: str
    value: float
    told: str = ""

    def __str__(self) -> str:
        return f"{' '.join(filter(None, (self.name, self.told)))} {self.value:+.1f}"


class Evidence(NamedTuple):
    """One thing that two profiles have in common or not, before it is weighed: an amount, 1 where there is no more."""

    name: str
    amount: float = 1.0
    told: str = ""


class Rare(dict[str, float]):
    """How much it says to share something, in natural logarithms, by what it is: worked out where it is asked for.

    Args:
        counts: of how many it is true.
        of: how many there are.
        shares: the share that it usually is true of, where that is known.
    """

    def __init__(self, counts: Mapping[str, int], of: int, shares: Mapping[str, float]) -> None:
        self.counts, self.of, self._shares = counts, of, shares
        self._length = lru_cache(maxsize=1 << 12)(self._squared)

    def __missing__(self, key: str) -> float:
        usual = weights()["smoothing"]
        often = self.counts.get(key, 0) + usual * self._shares.get(key, 0) + 1
        self[key] = math.log((self.of + usual) / often)
        return self[key]

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The cosine of two sets, 0 to 1, in which everything is as long as it is rare."""
        shared = self._squared(one & other)
        return shared / math.sqrt(self._length(one) * self._length(other)) if shared else 0.0

    def _squared(self, words: frozenset[str]) -> float:
        return math.fsum(map(_square, map(self.__getitem__, words)))


def _square(value: float) -> float:
    return value * value


class Rarity(NamedTuple):
    """How rare what people agree in is: `traits` with words of offices, counted by people's names, and `names` around,
    counted by articles.
    """

    traits: Rare
    names: Rare

    def telling(self, one: Profile) -> Iterator[str]:
        """What is true of somebody and of few others."""
        yield from (trait for trait in one.traits if self.traits[trait] > _TELLING)
        yield from (name for name in one.names if self.names[name] > _TELLING)


def rarity(observations: Sequence[Observation], people: Collection[Iterable[Profile]]) -> Rarity:
    """How rare everything is in some articles, where `people` are the profiles of each name."""
    traits, names = Counter[str](), Counter[str]()
    for block in people:
        traits.update({trait for one in block for trait in (*one.traits, *one.words)})
    for observation in observations:
        names.update(observation.names)
    return Rarity(Rare(traits, len(people), usual("trait")), Rare(names, len(observations), usual("name")))


@cache
def usual(kind: Literal["trait", "name"]) -> dict[str, float]:
    """The shares of people, or articles, in `data/register/common.tsv`: a few articles do not tell what is rare."""
    return {key: float(share) for found, key, share in rows("register/common.tsv") if found == kind}


def reasons(one: Profile, other: Profile, share: float, rarity: Rarity) -> list[Reason]:
    """What speaks for and against their being one person.

    Args:
        share: the share of people who bear the name.
        rarity: how rare what they agree in is.
    """
    said = weights()
    found = (Reason(each.name, said[each.name] * each.amount, each.told) for each in evidence(one, other, rarity))
    return [Reason("name", -math.log(share * said["people"])), Reason("nothing told", said["nothing told"]), *found]


def score(found: Iterable[Reason]) -> float:
    """The sum of reasons."""
    return sum(reason.value for reason in found)


def conflict(found: Iterable[Reason]) -> bool:
    """Whether something keeps two apart unless much speaks for them."""
    return any(reason.name in CONFLICTS for reason in found)


def evidence(one: Profile, other: Profile, rarity: Rarity) -> list[Evidence]:
    """What two profiles have in common, and in what they differ."""
    return [*_agreement(one, other, rarity), *_conflict(one, other)]


def _agreement(one: Profile, other: Profile, rarity: Rarity) -> Iterator[Evidence]:
    around = one.names & other.names
    for name, rare, shared in (
        ("organization", rarity.traits, one.organizations & other.organizations),
        ("role", rarity.traits, one.roles & other.roles),
        ("rank", rarity.traits, one.ranks & other.ranks),
        ("body", rarity.names, around & (one.bodies | other.bodies)),
    ):
        if shared:
            yield Evidence(name, *max((rare[trait], trait) for trait in shared))
    if words := rarity.traits.likeness(one.words, other.words):
        yield Evidence("words of the office", words)
    if around:
        told = max((rarity.names[name], name) for name in around)[1]
        yield Evidence("names around", math.log1p(_SPREAD * rarity.names.likeness(one.names, other.names)), told)


def _conflict(one: Profile, other: Profile) -> Iterator[Evidence]:
    if _differ(one.genders, other.genders):
        yield Evidence("other gender")
    if _differ(one.states, other.states):
        yield Evidence("other state")
    elif _differ(one.places, other.places):
        yield Evidence("other place then" if _years_between(one, other) <= _SOON else "other place")
    elif (one.national and not other.national and other.places) or (other.national and not one.national and one.places):
        yield Evidence("national and local")
    if _differ(one.sectors, other.sectors):
        yield Evidence("clergy and another" if "clergy" in one.sectors | other.sectors else "other sector")
    apart = _years_between(one, other) if one.years and other.years else 0
    if apart > _LONG:
        yield Evidence("far apart" if apart > _LONGEST else "years apart")


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both are known and have nothing in common."""
    return bool(one and other) and one.isdisjoint(other)


def _years_between(one: Profile, other: Profile) -> int:
    """The years between the articles of the one and of the other; many where they have no dates."""
    if not one.years or not other.years:
        return 99
    return max(0, min(one.years) - max(other.years), min(other.years) - max(one.years))

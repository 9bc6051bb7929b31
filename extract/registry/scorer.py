"""How likely it is that two persons of one name are one, and why: a sum of log-odds, each of which has a name."""

import math
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extract.canonical.facts import rows

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


@cache
def weights() -> dict[str, float]:
    """The weights of `data/register/weights.tsv` by their names."""
    return {name: float(value) for name, value, _ in rows("weights.tsv")}


class Profile(NamedTuple):
    """What is known of one person from some articles.

    Attributes:
        offices: ids of offices; `ones` are those that have one holder at a time.
        organizations: ids of the organisations of the offices, and of those that they are part of.
        places: names of provinces and ids of other states, where the offices are.
        states: the state whose offices they are, where it is one.
        national: has an office of the whole country.
        company: the names of others in the articles.
        roles: the folded roles.
        ranks, sectors, genders: as told.
        years: of publication.
        articles: where the person is named.
    """

    offices: frozenset[str] = frozenset()
    ones: frozenset[str] = frozenset()
    organizations: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    national: bool = False
    company: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    articles: frozenset[str] = frozenset()

    def with_(self, other: "Profile") -> "Profile":
        """Both as one person."""
        return Profile(
            self.offices | other.offices,
            self.ones | other.ones,
            self.organizations | other.organizations,
            self.places | other.places,
            self.states | other.states,
            self.national or other.national,
            self.company | other.company,
            self.roles | other.roles,
            self.ranks | other.ranks,
            self.sectors | other.sectors,
            self.genders | other.genders,
            self.years | other.years,
            self.articles | other.articles,
        )


class Reason(NamedTuple):
    """One thing that speaks for or against, and how much."""

    name: str
    value: float

    def __str__(self) -> str:
        return f"{self.name} {self.value:+.1f}"


class Rarity(NamedTuple):
    """Of how many people of the input something is true, by what it is: offices, organisations, places, company."""

    counts: dict[str, int]
    people: int

    def agreement(self, name: str, shared: float, found: Iterable[str]) -> list[Reason]:
        """What sharing each of some things says, the most telling first."""
        smoothing = weights()["smoothing"]
        made = (
            Reason(f"{name} {one}", math.log(shared * (self.people + smoothing) / (self.counts.get(one, 0) + 1)))
            for one in found
        )
        return sorted(made, key=lambda reason: (-reason.value, reason.name))


def reasons(one: Profile, other: Profile, share: float, rarity: Rarity) -> list[Reason]:
    """What speaks for and against their being one person.

    Args:
        share: the share of people who bear the name.
        rarity: how rare what they agree in is.
    """
    said = weights()
    most = said["most_name"]
    name = max(-most, min(most, -math.log(share * said["people"])))
    return [Reason("name", name), *_agreement(one, other, rarity), *_conflict(one, other)]


def score(found: Iterable[Reason]) -> float:
    """The sum of reasons."""
    return sum(reason.value for reason in found)


def _agreement(one: Profile, other: Profile, rarity: Rarity) -> list[Reason]:
    said = weights()
    same = one.offices & other.offices
    offices = rarity.agreement("office", said["shared_office"], same)
    bodies = rarity.agreement("organization", said["shared_organization"], one.organizations & other.organizations)
    places = rarity.agreement("place", said["shared_place"], one.places & other.places)
    # Further agreement says mostly the same again: who has one office is in one organisation and one place.
    roles = rarity.agreement("role", said["shared_role"], one.roles & other.roles)
    best = sorted([*offices[:1], *bodies[:1], *places[:1], *roles[:1]], key=lambda reason: -reason.value)
    found = best[:1] + [Reason(reason.name, reason.value * said["second"]) for reason in best[1:]]
    if same & one.ones:
        found.append(Reason("one holder", said["one_holder"]))
    company = rarity.agreement("company", said["shared_company"], one.company & other.company)
    found += [
        Reason(reason.name, min(reason.value, said["most_company"])) for reason in company[:1] if reason.value > 0
    ]
    if one.ranks & other.ranks:
        found.append(Reason("rank", said["same_rank"]))
    if one.sectors & other.sectors:
        found.append(Reason("sector", said["same_sector"]))
    return found


def _conflict(one: Profile, other: Profile) -> list[Reason]:
    said = weights()
    found = []
    if one.genders and other.genders and one.genders != other.genders and not one.genders & other.genders:
        found.append(Reason("gender", said["other_gender"]))
    if one.states and other.states and not one.states & other.states:
        found.append(Reason("other state", said["other_state"]))
    elif one.places and other.places and not one.places & other.places:
        then = _years_between(one, other) <= 2
        found.append(Reason("other place", said["other_place_then" if then else "other_place"]))
    elif (one.national and not other.national and other.places) or (other.national and not one.national and one.places):
        found.append(Reason("national and local", said["national"]))
    if one.organizations and other.organizations and not one.organizations & other.organizations:
        found.append(Reason("other organization", said["other_organization"]))
    if one.sectors and other.sectors and not one.sectors & other.sectors:
        far = "clergy" in one.sectors | other.sectors
        found.append(Reason("other sector", said["far_sector" if far else "other_sector"]))
    apart = _years_between(one, other) if one.years and other.years else 0
    if apart > 12:
        found.append(Reason("years apart", said["far_apart" if apart > 25 else "years_apart"]))
    return found


def _years_between(one: Profile, other: Profile) -> int:
    """The years between the articles of the one and of the other; many where they have no dates."""
    if not one.years or not other.years:
        return 99
    return max(0, min(one.years) - max(other.years), min(other.years) - max(one.years))

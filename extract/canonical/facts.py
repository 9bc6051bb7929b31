"""The tables of `data/register/`: what is known of bodies, abbreviations and roles."""

from functools import cache
from typing import Literal, NamedTuple, get_args

from extract.resources import rows
from extract.text.fold import fold_key

Trait = Literal["board", "part", "home", "company", "brand", "state", "abroad"]
"""What `nouns.tsv` says of a word that begins names."""


class Body(NamedTuple):
    """A body of the whole country, for as long as it had its name.

    Attributes:
        id: its own, in ASCII.
        name: its full name.
        kind: as the kinds of titles.
        parent: the id of the body that it belongs to, empty where there is none.
        since, until: its first and last day (ISO 8601), empty where not recorded or not over.
        successors: the ids of the bodies that took its tasks.
        aliases: its other names.
        country: the id of the state whose body it is, empty for Vietnam and for several.
        alone: names by which it is known without that of its state.
    """

    id: str
    name: str
    kind: str
    parent: str
    since: str
    until: str
    successors: tuple[str, ...]
    aliases: tuple[str, ...]
    country: str = ""
    alone: tuple[str, ...] = ()

    def exists(self, day: str) -> bool:
        """Whether there is the body on a day (ISO 8601)."""
        return self.since <= day and (not self.until or day <= self.until)


class Head(NamedTuple):
    """The first words of the names of bodies that every unit of a level has.

    Attributes:
        name: the words as written.
        unit: the word for the unit whose body it is, `province`, or `any`.
        more: further words may follow before the place ("Sở Y tế").
        kind: as the kinds of titles.
        committee: it is the Party's, which is called by its unit.
    """

    name: str
    unit: str
    more: bool
    kind: str
    committee: bool


class Role(NamedTuple):
    """What a role says of the body that it is in.

    Attributes:
        head: the first words of the body's name, which the title leaves out ("Bộ trưởng Y tế"), or empty.
        of_place: the body where the title names a unit alone, or empty.
        body: the id of the body of the whole country that it is an office of where the title names none, or empty.
        one: the body has one at a time.
    """

    head: str
    of_place: str
    body: str
    one: bool


@cache
def abbreviations() -> dict[str, tuple[str, bool]]:
    """By the folded letters of an abbreviation its words, and whether it counts in any case."""
    return {
        fold_key(short).replace(" ", ""): (words, case == "any")
        for short, words, case in rows("register/abbreviations.tsv")
    }


@cache
def bodies() -> tuple[Body, ...]:
    """All bodies of the whole country, and others that have several names."""
    dated = (
        Body(key, name, kind, parent, since, until, tuple(_listed(successors)), tuple(_listed(aliases)))
        for key, name, kind, parent, since, until, successors, aliases, _ in rows("register/bodies.tsv")
    )
    others = (
        Body(key, name, kind, "", "", "", (), tuple(_listed(aliases)), country, tuple(_listed(alone)))
        for key, name, kind, country, aliases, alone in rows("register/others.tsv")
    )
    return (*dated, *others)


@cache
def heads() -> tuple[Head, ...]:
    """The bodies that every unit has, the longest name first."""
    found = (
        Head(name, unit, more == "words", kind, committee == "yes")
        for name, unit, more, kind, committee in rows("register/heads.tsv")
    )
    return tuple(sorted(found, key=lambda head: (-len(head.name), head.name)))


@cache
def roles() -> dict[str, Role]:
    """What roles say, by the folded role."""
    return {
        fold_key(role): Role(head, of_place, body, one == "yes")
        for role, head, of_place, body, one in rows("register/roles.tsv")
    }


@cache
def nouns() -> frozenset[str]:
    """The folded words that begin the names of bodies."""
    return frozenset(fold_key(noun) for noun, *_ in rows("register/nouns.tsv"))


@cache
def nouns_of(trait: Trait) -> frozenset[str]:
    """Those that have a trait, which the table explains."""
    column = 1 + get_args(Trait).index(trait)
    return frozenset(fold_key(cells[0]) for cells in rows("register/nouns.tsv") if cells[column])


@cache
def words_of(kind: str) -> frozenset[str]:
    """The folded words of a class of `words.tsv`."""
    return frozenset(fold_key(word) for word, found in rows("register/words.tsv") if found == kind)


@cache
def word_of(kind: str) -> str:
    """The one folded word of a class of `words.tsv`."""
    (found,) = words_of(kind)
    return found


@cache
def committees() -> dict[str, str]:
    """What the Party's committee of a unit is called, by the folded word for the unit."""
    return {fold_key(unit): name for unit, name in rows("register/committees.tsv")}


@cache
def award_words() -> dict[str, str]:
    """By folded names of awards, and words that begin them, what they stand for; empty where they name no award."""
    return {fold_key(name): fold_key(meaning) for name, meaning in rows("register/awards.tsv")}


@cache
def time_units() -> dict[str, str]:
    """The symbols of units of time, by the words for them."""
    return dict(rows("register/time.tsv"))


def role_of(role: str | None) -> Role | None:
    """What a role says of its body, None where nothing is known of it."""
    return roles().get(fold_key(role)) if role else None


def _listed(cell: str) -> list[str]:
    return [one for one in cell.split(";") if one]

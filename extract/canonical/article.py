"""Organisations, places and offices as one article names them: what a name leaves out is taken from beside it.

A bare "UBND tỉnh" is the body of the province that its sentence and the one before name, else the headline and the
dateline, else the article's other titles; where these name two, it stays open. What was so concluded says `inferred`.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extract.canonical.facts import Body, bodies, committees, nouns, roles, word_of
from extract.canonical.organizations import Form, form
from extract.canonical.people import is_foreign
from extract.canonical.places import (
    COMMUNE,
    PROVINCE,
    Place,
    around,
    candidates,
    country_names,
    full_name,
    line_id,
    mentioned,
    province_names,
    same_line,
    unit_id,
    unit_key,
)
from extract.lazy import lazy
from extract.places import Unit, unit_levels
from extract.record import Official, Record, Title
from extract.text.fold import fold_key
from extract.text.normalise import normalise

_BEFORE, _BEHIND = 300, 120
"""Characters before and behind a name in which the unit that it leaves out is looked for."""
_VIETNAM = "viet-nam"
"""The id of the country."""
_LEAD = 300
"""Characters at the beginning of a text, in which a dateline and a lead say where it is."""
_LONGEST_PLACE = 50
"""Characters of the longest name of a unit with its word, which must not be cut."""


class Organization(NamedTuple):
    """An organisation as an article names it.

    Attributes:
        id: one for all spellings; None where the article does not say which it is.
        key: the folded words of its name without the place, for comparing.
        name: its name in full, with its unit.
        kind: as the kinds of titles, None where the name does not say.
        place: the id of its unit, or of its country; None where open.
        candidates: the ids of the units that it may be, where there are several.
        inferred: whether the unit was concluded from the article around.
        parent: the organisation that it is part of, as far as said.
        since, until: its first and last day, empty where not recorded or not over.
    """

    id: str | None
    key: str
    name: str
    kind: str | None = None
    place: str | None = None
    candidates: tuple[str, ...] = ()
    inferred: bool = False
    parent: "Organization | None" = None
    since: str = ""
    until: str = ""


class Office(NamedTuple):
    """An office as an article names it: a role in an organisation.

    Attributes:
        id: one for all spellings; None where the article does not say which organisation it is in.
        role: the folded role.
        name: the role and its organisation.
        organization: None where none is named.
        one: it has one holder at a time.
    """

    id: str | None
    role: str
    name: str
    organization: Organization | None
    one: bool


class Where(NamedTuple):
    """What was found of the unit of a name: the units that it may be, and whether they were concluded."""

    units: tuple[Unit, ...]
    inferred: bool


class Reading:
    """The names of one article.

    Args:
        record: its record.
        text: the normalised text that the record's offsets count in; None for what the record carries, if it does.
            Without a text fewer places are known.
    """

    def __init__(self, record: Record, text: str | None = None) -> None:
        self._record = record
        self._given = text
        self.day = record.published or _latest_day(record)

    def office(self, title: Title, holder: Official | None = None) -> Office:
        """The office that a title names.

        Args:
            title: the title. What it says by itself of its place, which was concluded from the text, is taken.
            holder: whose it is: a foreigner has one of another state, though the title may not say of which.
        """
        role = fold_key(title.role)
        said = roles().get(role)
        foreign = title.kind == "foreign" or (holder is not None and is_foreign(holder.name))
        found: Organization | None = None
        if title.organization or (said and " " in said.head):
            made = form(title.organization or "", title.role)
            concluded = unit_key().get(title.place) if title.place and title.inferred else None
            told = _Told(title.start, concluded, of_state=title.kind == "foreign")
            found = self._organization(made, told, foreign)
        if said and said.body and not foreign and (found is None or found.id == _state(_VIETNAM)):
            found = _of_body(next(body for body in bodies() if body.id == said.body))
        known = found is not None and found.id is not None
        name = _called(title.role, found.name) if found and found.name else title.role
        return Office(f"{role}@{found.id}" if found and known else None, role, name, found, bool(said and said.one))

    def organization(self, text: str) -> Organization:
        """The organisation that a name means."""
        return self._organization(form(text), _Told(), foreign=False)

    def giver(self, text: str) -> Office:
        """Whose award it is: an office ("Chủ tịch UBND tỉnh …"), or an organisation, as an office without a role."""
        folded = fold_key(text)
        role = next((role for role in _by_length() if folded == role or folded.startswith(f"{role} ")), None)
        if role is None:
            found = self.organization(text)
            return Office(None, "", found.name or text, found, one=False)
        size = len(role.split())
        words = text.split()
        title = Title(
            start=-1,
            end=-1,
            rule="",
            role=" ".join(words[:size]),
            organization=" ".join(words[size:]) or None,
            kind="state",
        )
        return self.office(title)

    def _organization(self, made: Form, told: "_Told", foreign: bool) -> Organization:
        parent = self._organization(made.parent, told, foreign) if made.parent else None
        fitting = [body for body in made.bodies if (not foreign or body.kind == "foreign") and self._existed(body)]
        if len(fitting) == 1:
            return _of_body(fitting[0])
        if made.country:
            return _of_state(made, made.country, parent)
        if ((told.of_state and made.of_state) or made.abroad) and not made.places:
            # Not the state that is named beside: that is as often the one that it deals with.
            return Organization(None, made.key, made.name, parent=parent)
        if (foreign and (made.bodies or made.vague)) or (made.vague and (made.head is None or made.key in nouns())):
            return Organization(None, made.key, made.name, parent=parent)
        where = self._where(made, told)
        if where is None:
            return Organization(_slug(made.key), made.key, made.name, parent=parent)
        return _of_unit(made, where, parent)

    def _existed(self, body: Body) -> bool:
        """Whether there was a body when the article was written, as far as known."""
        return self.day is None or body.exists(self.day)

    def _where(self, made: Form, told: "_Told") -> Where | None:
        """The unit of a body; None where it has none, no units where it is not known."""
        chain = made.places
        if chain and chain[0].name is not None:
            return Where(self._candidates(chain, told.at), inferred=False)
        if made.head is None and not chain:
            return None
        if told.unit:
            return Where((told.unit,), inferred=True)
        word = chain[0].word if chain else made.head.unit if made.head else ""
        names = self._names_beside(word, told.at) if word != "any" else set()
        if len(names) != 1:
            return Where((), inferred=False)
        return Where(self._candidates((next(iter(names)),), told.at), inferred=True)

    def _candidates(self, chain: tuple[Place, ...], at: int | None) -> tuple[Unit, ...]:
        """The units that a chain of places may mean; the provinces named nearest are asked where there are several."""
        found = candidates(chain, self.day)
        if len(found) > 1:
            return candidates(chain, self.day, self._provinces(at))
        return () if found and len(chain) == 1 and self._is_elsewhere(found[0], at) else found

    def _is_elsewhere(self, unit: Unit, at: int | None) -> bool:
        """Whether an article that names a commune alone is of other provinces: others may have had one of the name."""
        named = {place.name for tier in self._tiers(at) for place in tier if _is_province(place)}
        return len(unit.code) == COMMUNE and bool(named) and named.isdisjoint(around(unit).provinces)

    def _provinces(self, at: int | None) -> frozenset[str]:
        """The provinces named nearest."""
        for tier in self._tiers(at):
            if names := {place.name for place in tier if _is_province(place)}:
                return frozenset(name for name in names if name)
        return frozenset()

    def _names_beside(self, word: str, at: int | None) -> set[Place]:
        """The units of a kind that are named nearest."""
        for tier in self._tiers(at):
            if found := {_plain(place, word) for place in tier if _fits(place, word)}:
                return found
        return set()

    def _tiers(self, at: int | None) -> Iterator[Sequence[Place]]:
        """The places that are named: beside, in headline and lead, in all titles."""
        if at is not None and at >= 0:
            yield (
                *(place for start, place in self._titles if -_BEFORE <= start - at <= _BEHIND),
                *self._in_text(at - _BEFORE, at + _BEHIND),
            )
        yield self._in_front
        yield [place for _, place in self._titles]

    @lazy
    def _titles(self) -> list[tuple[int, Place]]:
        found = []
        for official in self._record.officials:
            for title in official.titles:
                if title.organization:
                    places = form(title.organization, title.role).places
                    found += [(title.start, place) for place in places if place.name is not None]
        return found

    @lazy
    def _text(self) -> str:
        return normalise(self._record.text or "").text if self._given is None else self._given

    def _in_text(self, begin: int, end: int) -> list[Place]:
        """The places named from one character to another."""
        first = max(begin - _LONGEST_PLACE, 0)
        if first:
            first = self._text.find(" ", first) + 1 or len(self._text)
        found = mentioned(self._text[first : end + _LONGEST_PLACE])
        return [place for start, place in found if begin <= start + first <= end]

    @lazy
    def _in_front(self) -> list[Place]:
        return [*(place for _, place in mentioned(self._headline)), *self._in_text(0, _LEAD)]

    @lazy
    def _headline(self) -> str:
        return normalise(self._record.title or "").text


class _Told(NamedTuple):
    """What stands beside a name.

    Attributes:
        at: where it is in the text.
        unit: the unit that was concluded of it already.
        of_state: its title is one of another state.
    """

    at: int | None = None
    unit: Unit | None = None
    of_state: bool = False


def _called(role: str, organization: str) -> str:
    """A role and its organisation, without words that end the one and begin the other ("Trưởng phòng", "Phòng …")."""
    words, more = role.split(), organization.split()
    for size in range(min(len(words), len(more)), 0, -1):
        if fold_key(" ".join(words[-size:])) == fold_key(" ".join(more[:size])):
            return " ".join((*words, *more[size:]))
    return f"{role} {organization}"


def _latest_day(record: Record) -> str | None:
    """The latest day that an article without a day of publication names with its year."""
    days = [date.begin for date in record.dates if date.begin and date.begin == date.finish and not date.inferred]
    return max(days, default=None)


def _is_province(place: Place) -> bool:
    name = province_names().get(place.name or "")
    return (
        name is not None
        and (not place.word or PROVINCE in unit_levels()[place.word])
        and any(len(unit.code) == PROVINCE for unit in candidates((Place(place.word, name),), None))
    )


def _fits(place: Place, word: str) -> bool:
    """Whether a place is a unit of the kind that a word, or `province`, stands for."""
    if word == "province":
        return _is_province(place)
    if place.word:
        return place.word == word
    return PROVINCE in unit_levels().get(word, ()) and any(unit.type == word for unit in candidates((place,), None))


def _plain(place: Place, word: str) -> Place:
    """A place as one that is equal to others of its unit."""
    if word == "province" or not place.word:
        return Place("", province_names().get(place.name or "", place.name or ""))
    if _is_province(place):
        return Place("", province_names()[place.name or ""])
    return place


def _of_body(body: Body) -> Organization:
    parent = next((_of_body(one) for one in bodies() if one.id == body.parent), None)
    key = form(body.name).key
    return Organization(
        id=body.id,
        key=key,
        name=body.name,
        kind=body.kind,
        place=body.country or None,
        parent=parent,
        since=body.since,
        until=body.until,
    )


def _of_state(made: Form, country: str, parent: Organization | None) -> Organization:
    label = _label(made.places)
    name = ", ".join(part for part in (made.name, label) if part)
    words = _slug(fold_key(name) if label else made.key)
    key = f"{words}@{country}" if words else _state(country)
    return Organization(key, made.key, f"{name} {country_names()[country]}".strip(), place=country, parent=parent)


def _state(country: str) -> str:
    """The id of a state itself as an organisation ("Thủ tướng Việt Nam")."""
    return f"{_slug(word_of('state'))}@{country}"


def _of_unit(made: Form, where: Where, parent: Organization | None) -> Organization:
    """The body of a unit, or the unit itself. Its id is that of the place through time; which unit it is depends on
    the day.
    """
    units, chain = where.units, made.places
    one = bool(units) and same_line(units)
    label = full_name(units[0]) if one else _label(chain)
    line = line_id(units[0]) if one else None
    if not units and chain and chain[0].name is not None:
        # A unit that the table does not know is known by its name, unless it is a commune's alone.
        alone = len(chain) == 1 and COMMUNE in unit_levels().get(chain[0].word, ())
        line = None if alone else _slug(fold_key(label))
    ids = tuple(unit_id(unit) for unit in units)
    word = units[0].type if one else chain[0].word if chain else ""
    committee = committees().get(word) if made.head and made.head.committee and made.parent is None else None
    name, key = (committee, fold_key(committee)) if committee else (made.name, made.key)
    # A body that not every unit has may bear a province's name without the word for it ("Hội Du lịch Sơn La").
    link = "-" if made.head is None and one and len(units[0].code) == PROVINCE else "@"
    return Organization(
        id=f"{_slug(key)}{link}{line}".removeprefix("@") if line else None,
        key=key,
        name=f"{name} {label}".strip(),
        kind=made.head.kind if made.head and made.parent is None else None,
        place=ids[0] if len(ids) == 1 else None,
        candidates=ids if len(ids) > 1 else (),
        inferred=where.inferred,
        parent=parent,
    )


def _label(chain: Sequence[Place]) -> str:
    return ", ".join(f"{place.word} {_titled(place.name or '')}".strip() for place in chain)


def _titled(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def _slug(key: str) -> str:
    """Words as part of an id."""
    return "-".join(key.replace(",", " ").split())


@cache
def _by_length() -> tuple[str, ...]:
    return tuple(sorted(roles(), key=lambda role: (-len(role), role)))

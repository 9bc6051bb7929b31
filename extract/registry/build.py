"""The rows of the register's tables, made of what all articles tell."""

import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from typing import IO, Any, NamedTuple

import msgspec

from extract.canonical.facts import bodies
from extract.canonical.places import (
    COMMUNE,
    DISTRICT,
    PROVINCE,
    above,
    country_names,
    full_name,
    successors,
    unit_id,
    unit_key,
)
from extract.io.tables import Row, Table, storable
from extract.places import Unit
from extract.registry.awards import Event, Told
from extract.registry.awards import join as join_awards
from extract.registry.corrections import Corrections
from extract.registry.names import name_key
from extract.registry.observation import Body, Held, Observation, Quote
from extract.registry.people import Joined, Member
from extract.registry.people import join as join_people
from extract.registry.tables import TABLES

_FACTS = ("places", "place_successors")
"""Tables that no article writes."""
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")
_LEVELS = {PROVINCE: "province", DISTRICT: "district", COMMUNE: "commune"}


class Office(NamedTuple):
    """A person's titles of one office."""

    id: str
    person: Joined
    titles: tuple[tuple[Observation, Held], ...]


def encoded(observation: Observation) -> str:
    """An observation as it is remembered in `register_articles`."""
    return msgspec.json.encode(observation).decode()


def decoded(line: str) -> Observation:
    """The observation that `encoded` wrote.

    Raises:
        msgspec.DecodeError: it is none.
    """
    return msgspec.json.decode(line, type=Observation)


class _Lines:
    """Lines by a key, in a file that goes with them; the last of a key counts."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it goes with this
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def __setitem__(self, key: str, line: str) -> None:
        content = line.encode("utf-8", "surrogatepass")
        self._file.seek(self._end)
        self._file.write(content)
        self._places[key] = self._end, len(content)
        self._end += len(content)

    def __getitem__(self, key: str) -> str:
        start, size = self._places[key]
        self._file.seek(start)
        return self._file.read(size).decode("utf-8", "surrogatepass")


class Register:
    """Everything joined of some articles.

    Args:
        observations: what each article tells; of those with one id the last counts.
        corrections: what the user says of persons.
    """

    def __init__(self, observations: Iterable[Observation], corrections: Corrections | None = None) -> None:
        # Figures are most of what articles tell, and are not joined.
        self._lines = _Lines()
        light: dict[str, Observation] = {}
        for one in observations:
            self._lines[one.article] = encoded(one)
            names = tuple(map(sys.intern, one.names))
            light[one.article] = msgspec.structs.replace(one, figures=(), names=names)
        self.observations: Sequence[Observation] = [light[key] for key in sorted(light)]
        self.corrections = corrections or Corrections()

    @cached_property
    def people(self) -> list[Joined]:
        """Everybody."""
        return join_people(self.observations, self.corrections)

    @cached_property
    def _person_of(self) -> dict[str, str]:
        return {member.seen.id: person.id for person in self.people for member in person.members}

    @cached_property
    def events(self) -> list[Event]:
        """All awards."""
        return join_awards(self.observations, self._person_of)

    def unknown_corrections(self) -> list[str]:
        """Persons whom the corrections name and no article has."""
        return sorted({name for name in self.corrections.named() if name not in self._person_of})

    def tables(self) -> Iterator[tuple[Table, Iterable[Row]]]:
        """Every table with its rows, tuples in the order of the table's columns; each is to be used before the next."""
        made: dict[str, Callable[[], Iterable[Row]]] = {
            "register_articles": self._articles,
            "places": _places,
            "place_successors": _place_successors,
            "organizations": self._organizations,
            "organization_successors": self._organization_successors,
            "people": self._people,
            "person_articles": self._person_articles,
            "offices_held": self._offices_held,
            "office_evidence": self._office_evidence,
            "award_events": self._award_events,
            "award_event_recipients": self._award_event_recipients,
            "award_evidence": self._award_evidence,
            "figures": self._figures,
        }
        for table in TABLES:
            rows = made[table.name]()
            yield table, rows if table.name in _FACTS else (tuple(map(_storable, row)) for row in rows)

    def _articles(self) -> Iterator[Row]:
        for one in self.observations:
            key = name_key(one.title) if one.title else None
            yield one.article, day(one.published), one.title, key, one.url, self._lines[one.article]

    @property
    def organizations(self) -> list[str]:
        """The ids of all organisations."""
        return sorted(self._bodies)

    @cached_property
    def _bodies(self) -> dict[str, list[tuple[str, Body]]]:
        """The articles that name each organisation, with what they tell of it."""
        found: dict[str, list[tuple[str, Body]]] = defaultdict(list)
        for observation in self.observations:
            for body in observation.bodies:
                found[body.id].append((observation.article, body))
        return found

    def _organizations(self) -> Iterator[Row]:
        for key, told in sorted(self._bodies.items()):
            same = [body for _, body in told]
            name = _most(body.name for body in same)
            places = {body.place for body in same if body.place}
            maybe = {one for body in same for one in body.candidates} if not places else set()
            spellings = sorted({body.spelling for body in same})
            yield (
                key,
                name,
                name_key(name),
                next((body.kind for body in same if body.kind), None),
                _most_or_none(body.parent for body in same),
                max(places, key=_since, default=None),
                _list(maybe),
                day(same[0].since),
                day(same[0].until),
                _list(spellings),
                len({article for article, _ in told}),
            )

    def _organization_successors(self) -> Iterator[Row]:
        for body in bodies():
            if body.id in self._bodies:
                for later in body.successors:
                    yield f"{body.id}/{later}", body.id, later

    def _people(self) -> Iterator[Row]:
        for person in self.people:
            seen = [member.seen for member in person.members]
            name = _most(one.person.name for one in seen)
            days = [one.observation.published for one in seen if one.observation.published]
            yield (
                person.id,
                name,
                name_key(name),
                _list({one.person.name for one in seen} - {name}),
                _list({spelling for one in seen for spelling in one.person.spellings}),
                _most_or_none(one.person.gender for one in seen),
                day(min(days, default=None)),
                day(max(days, default=None)),
                len(seen),
            )

    def _person_articles(self) -> Iterator[Row]:
        for person in self.people:
            for member in person.members:
                yield _person_article(person, member)

    @cached_property
    def _held(self) -> list[Office]:
        """Every office of everybody, with the titles that tell of it."""
        found = []
        for person in self.people:
            offices: dict[str, list[tuple[Observation, Held]]] = defaultdict(list)
            for member in person.members:
                for held in member.seen.person.titles:
                    offices[held.office or f"{name_key(held.name)}?"].append((member.seen.observation, held))
            found += [Office(f"{person.id}/{key}", person, tuple(titles)) for key, titles in offices.items()]
        return found

    def _offices_held(self) -> Iterator[Row]:
        for office in self._held:
            titles = office.titles
            held = titles[0][1]
            name = _most(one.name for _, one in titles)
            now = [seen.published for seen, one in titles if seen.published and not one.former]
            over = [seen.published for seen, one in titles if seen.published and one.former]
            places = {one.place for _, one in titles if one.place}
            yield (
                office.id,
                office.person.id,
                held.office,
                name,
                name_key(name),
                _most(one.role for _, one in titles),
                held.kind,
                held.organization,
                max(places, key=_since, default=None),
                all(one.inferred for _, one in titles),
                day(min(now, default=None)),
                day(max(now, default=None)),
                day(min((one for one in over if not now or one > max(now)), default=None)),
                len({seen.article for seen, _ in titles}),
            )

    def _office_evidence(self) -> Iterator[Row]:
        for office in self._held:
            for seen, held in office.titles:
                quote = held.quote
                yield quote.id, office.id, seen.article, day(seen.published), held.former, *_quoted(quote)

    def _award_events(self) -> Iterator[Row]:
        for event in self.events:
            same = [told.given for told in event.told]
            name = _most(given.name for given in same)
            days = sorted({given.day for given in same if given.day}, key=lambda one: (-len(one), one))
            published = [told.observation.published for told in event.told if told.observation.published]
            year = (days[0] if days else min(published, default=""))[:4]
            yield (
                event.id,
                name,
                name_key(f"{name} {next((given.grade for given in same if given.grade), '')}"),
                next((given.grade for given in same if given.grade), None),
                next((given.giver for given in same if given.giver), None),
                next((given.giver_name for given in same if given.giver_name), None),
                next((found for told in event.told if (found := self._presenter(told))), None),
                day(days[0] if days else None),
                int(year) if year.isdigit() else None,
                next((given.quantity for given in same if given.quantity), None),
                next((given.reason for given in same if given.reason), None),
                any(given.posthumous for given in same),
                len({told.observation.article for told in event.told}),
            )

    def _presenter(self, told: Told) -> str | None:
        return self._person_of.get(f"{told.observation.article}/{told.given.presenter}")

    def _award_event_recipients(self) -> Iterator[Row]:
        for event in self.events:
            found: dict[str, tuple[str, str | None, str | None]] = {}
            for told in event.told:
                for text, organization, official in told.given.recipients:
                    person = self._person_of.get(f"{told.observation.article}/{official}")
                    found.setdefault(person or organization or name_key(text), (text, organization, person))
            for position, (text, organization, person) in enumerate(found.values(), start=1):
                yield f"{event.id}/{position}", event.id, position, text, name_key(text), organization, person

    def _award_evidence(self) -> Iterator[Row]:
        for event in self.events:
            for told in event.told:
                for quote in told.given.quotes:
                    yield quote.id, event.id, told.observation.article, day(told.observation.published), *_quoted(quote)

    def _figures(self) -> Iterator[Row]:
        for observation in self.observations:
            seen = decoded(self._lines[observation.article])
            for figure in seen.figures:
                yield (
                    figure.quote.id,
                    seen.article,
                    day(seen.published),
                    figure.subject,
                    name_key(figure.subject),
                    figure.entity,
                    name_key(figure.entity) if figure.entity else None,
                    figure.organization,
                    figure.place,
                    figure.kind,
                    figure.value,
                    figure.value_max,
                    figure.unit,
                    figure.change,
                    day(figure.begin),
                    day(figure.finish),
                    *_quoted(figure.quote),
                )


def day(value: str | None) -> str | None:
    """A calendar day as databases take it, None where a value is none."""
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        return None


def _person_article(person: Joined, member: Member) -> Row:
    seen = member.seen
    return (
        seen.id,
        person.id,
        seen.observation.article,
        seen.person.name,
        day(seen.observation.published),
        seen.person.mentions,
        member.score,
        member.why,
        *_quoted(seen.person.quote),
    )


@cache
def _places() -> tuple[Row, ...]:
    return (
        *(_place(key, unit) for key, unit in unit_key().items()),
        *(
            (country, None, "quốc gia", name, name, name_key(name), "country", None, None, None)
            for country, name in country_names().items()
        ),
    )


def _place(key: str, unit: Unit) -> Row:
    outer = above(unit)
    return (
        key,
        unit.code,
        unit.type,
        unit.name,
        full_name(unit),
        name_key(unit.name),
        _LEVELS[len(unit.code)],
        unit_id(outer) if outer else None,
        day(unit.since),
        day(unit.until),
    )


@cache
def _place_successors() -> tuple[Row, ...]:
    return tuple(
        (f"{key}/{unit_id(later)}", key, unit_id(later))
        for key, unit in unit_key().items()
        for later in successors(unit)
    )


def _storable(value: Any) -> Any:
    """A value as databases take it."""
    return storable(value) if isinstance(value, str) and _UNSTORABLE.search(value) else value


def _quoted(quote: Quote) -> Row:
    return quote.text, quote.start, quote.end, quote.context


def _since(place: str) -> tuple[str, str]:
    return place.partition("-")[2], place


def _list(values: Iterable[str]) -> str:
    return msgspec.json.encode(sorted(values)).decode()


def _most(values: Iterable[str]) -> str:
    """The commonest of some values, the longest of those, the first by code points of those."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], -len(value), value))


def _most_or_none(values: Iterable[str | None]) -> str | None:
    known = [value for value in values if value]
    return _most(known) if known else None

"""What one article tells the register: its people, offices, awards and figures, in canonical names."""

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from extract.canonical.article import Organization, Reading
from extract.canonical.ids import award_id
from extract.canonical.organizations import form
from extract.canonical.people import person_key
from extract.canonical.places import candidates, mentioned, unit_id
from extract.record import Award, Item, Official, Record, Statistic
from extract.registry.topic import named
from extract.text.fold import fold_key
from extract.text.normalise import normalise
from extract.text.sentences import sentences

_LONGEST_CONTEXT = 400
"""Characters of a sentence that are kept beside an item."""


class Quote(msgspec.Struct, frozen=True, array_like=True):
    """The words of an item: its id in the tables of the run, its span, and the sentence around it where known."""

    id: str
    text: str
    start: int
    end: int
    context: str | None = None


class Body(msgspec.Struct, frozen=True, array_like=True):
    """An organisation that an article names, as `extract.canonical.article.Organization` tells it."""

    id: str
    name: str
    spelling: str
    kind: str | None = None
    parent: str | None = None
    place: str | None = None
    candidates: tuple[str, ...] = ()
    inferred: bool = False
    since: str = ""
    until: str = ""


class Held(msgspec.Struct, frozen=True, array_like=True):
    """A title of a person: the office, and the organisation that it is in as far as known."""

    quote: Quote
    role: str
    kind: str
    former: bool
    office: str | None = None
    name: str = ""
    organization: str | None = None
    place: str | None = None
    inferred: bool = False
    one: bool = False


class Person(msgspec.Struct, frozen=True, array_like=True):
    """A person in an article."""

    id: str
    name: str
    key: str
    gender: str | None
    spellings: tuple[str, ...]
    mentions: int
    quote: Quote
    titles: tuple[Held, ...]


class Given(msgspec.Struct, frozen=True, array_like=True):
    """An award that an article tells of. Several mentions of one event are one."""

    quotes: tuple[Quote, ...]
    key: str
    name: str
    grade: str | None
    giver: str | None
    giver_name: str | None
    recipients: tuple[tuple[str, str | None, str | None], ...]
    """As quoted, each with the id of the organisation and of the article's official that it is, as far as known."""
    quantity: int | None
    reason: str | None
    day: str | None
    presenter: str | None
    posthumous: bool


class Figure(msgspec.Struct, frozen=True, array_like=True):
    """A figure with what it measures, its period and its place."""

    quote: Quote
    subject: str
    entity: str | None
    kind: str
    value: float
    value_max: float | None
    unit: str
    change: str | None
    begin: str | None
    finish: str | None
    organization: str | None
    place: str | None


class Observation(msgspec.Struct, frozen=True, array_like=True):
    """What is joined of one article."""

    article: str
    published: str | None
    title: str | None
    url: str | None
    people: tuple[Person, ...] = ()
    bodies: tuple[Body, ...] = ()
    awards: tuple[Given, ...] = ()
    figures: tuple[Figure, ...] = ()
    names: tuple[str, ...] = ()
    """What is named in it, as `extract.registry.topic.named` tells."""


def observe(record: Record) -> Observation:
    """What a record tells the register."""
    return _Observer(record).observation()


class _Observer:
    """Reads one record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._reading = Reading(record)
        self._bodies: dict[str, Body] = {}
        self._ids: dict[str, int] = {}
        self._text = record.text or ""
        self._sentences = sentences(self._text) if self._text else []
        self._starts = [start for start, _ in self._sentences]

    def observation(self) -> Observation:
        """Everything of the record."""
        record = self._record
        people = tuple(self._person(official) for official in record.officials)
        awards = self._awards()
        figures = tuple(self._figure(figure) for figure in record.statistics if figure.subject)
        return Observation(
            article=record.id,
            published=record.published[:10] if record.published else None,
            title=record.title,
            url=record.url,
            people=people,
            bodies=tuple(self._bodies.values()),
            awards=awards,
            figures=figures,
            names=named(self._text or self._told()),
        )

    def _told(self) -> str:
        """The words of the article that the record has without its text."""
        record = self._record
        titles = (title.text for official in record.officials for title in official.titles)
        people = (official.name for official in record.officials)
        entities = (figure.entity or "" for figure in record.statistics)
        recipients = (name for award in record.awards for name in award.recipients)
        return "\n".join(dict.fromkeys((record.title or "", *titles, *people, *entities, *recipients)))

    def _person(self, official: Official) -> Person:
        titles = tuple(self._held(official, place) for place in range(len(official.titles)))
        mentions = sorted(official.mentions, key=lambda mention: mention.start)
        first = mentions[0] if mentions else official.titles[0]
        return Person(
            id=official.id,
            name=official.name,
            key=person_key(official.name),
            gender=official.gender,
            spellings=tuple(sorted({mention.text for mention in mentions})),
            mentions=len(mentions),
            quote=self._quote(first, "mentions"),
            titles=titles,
        )

    def _held(self, official: Official, place: int) -> Held:
        title = official.titles[place]
        office = self._reading.office(title, official)
        found = office.organization
        return Held(
            quote=self._quote(title, "titles"),
            role=title.role,
            kind=title.kind,
            former=title.former,
            office=office.id,
            name=office.name,
            organization=self._body(found, title.organization) if found else None,
            place=found.place if found else None,
            inferred=found.inferred if found else False,
            one=office.one,
        )

    def _awards(self) -> tuple[Given, ...]:
        """The awards, mentions of one event together."""
        together: dict[str, list[tuple[Award, Quote]]] = {}
        for award in self._record.awards:
            quote = self._quote(award, "awards")
            together.setdefault(award.event or quote.id, []).append((award, quote))
        return tuple(self._given(same) for same in together.values())

    def _given(self, same: Sequence[tuple[Award, Quote]]) -> Given:
        awards = [award for award, _ in same]
        giver = next((award.giver for award in awards if award.giver), None)
        giver_id, giver_name = self._giver(giver) if giver else (None, None)
        recipients = dict.fromkeys(name for award in awards for name in award.recipients)
        return Given(
            quotes=tuple(quote for _, quote in same),
            key=award_id(awards[0].name) or fold_key(awards[0].name),
            name=awards[0].name,
            grade=next((award.grade for award in awards if award.grade), None),
            giver=giver_id,
            giver_name=giver_name,
            recipients=tuple((name, self._known(name), self._official(name)) for name in recipients),
            quantity=next((award.quantity for award in awards if award.quantity), None),
            reason=next((award.reason for award in awards if award.reason), None),
            day=next((award.event_date for award in awards if award.event_date), None),
            presenter=next((award.presenter for award in awards if award.presenter), None),
            posthumous=any(award.posthumous for award in awards),
        )

    def _official(self, text: str) -> str | None:
        """The official whose name a phrase ends with."""
        return next((one.id for one in self._record.officials if f" {text}".endswith(f" {one.name}")), None)

    def _giver(self, giver: str) -> tuple[str | None, str]:
        named = next((one.name for one in self._record.officials if giver.endswith(f" {one.name}")), "")
        office = self._reading.giver(giver.removesuffix(named).strip())
        return self._body(office.organization, giver) if office.organization else None, office.name

    def _figure(self, figure: Statistic) -> Figure:
        dates = self._record.dates
        period = dates[figure.period] if figure.period is not None and figure.period < len(dates) else None
        return Figure(
            quote=self._quote(figure, "statistics"),
            subject=figure.subject or "",
            entity=figure.entity,
            kind=figure.kind,
            value=float(figure.value),
            value_max=None if figure.value_max is None else float(figure.value_max),
            unit=figure.normalised_unit or figure.unit,
            change=figure.change,
            begin=period.begin if period else None,
            finish=period.finish if period else None,
            organization=self._known(figure.entity) if figure.entity else None,
            place=self._place(figure),
        )

    def _place(self, figure: Statistic) -> str | None:
        """The unit that a figure's phrases name, if they name one."""
        named = [place for _, place in mentioned(normalise(f"{figure.entity or ''}; {figure.subject}").text)]
        found = candidates(named, self._reading.day) if named else ()
        return unit_id(found[0]) if len(found) == 1 else None

    def _known(self, name: str) -> str | None:
        """The id of a body that a phrase is the name of: one that every unit has, or one of the whole country."""
        made = form(name)
        return self._body(self._reading.organization(name), name) if made.head or made.bodies else None

    def _body(self, found: Organization, spelling: str | None) -> str | None:
        """The id of an organisation, which is kept with those that it is part of."""
        if found.id is None:
            return None
        parent = self._body(found.parent, None) if found.parent else None
        known = self._bodies.get(found.id)
        if known is None or (known.place is None and found.place):
            self._bodies[found.id] = Body(
                id=found.id,
                name=found.name,
                spelling=spelling or found.name,
                kind=found.kind,
                parent=parent if parent != found.id else None,
                place=found.place,
                candidates=found.candidates,
                inferred=found.inferred,
                since=found.since,
                until=found.until,
            )
        return found.id

    def _quote(self, item: Item, table: str) -> Quote:
        """An item's words, with its id as `extract.io.tables` makes it."""
        key = f"{self._record.id}/{item.start}-{item.end}"
        count = self._ids[f"{table}:{key}"] = self._ids.get(f"{table}:{key}", 0) + 1
        return Quote(
            key if count == 1 else f"{key}.{count}", item.text, item.start, item.end, self._context(item.start)
        )

    def _context(self, start: int) -> str | None:
        place = bisect_right(self._starts, start) - 1
        if place < 0:
            return None
        begin, end = self._sentences[place]
        return " ".join(self._text[begin : min(end, begin + _LONGEST_CONTEXT)].split())

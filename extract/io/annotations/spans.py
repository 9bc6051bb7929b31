"""What annotation tools hold: spans with a label and values, and links between them; made of records, and gold of them.

Labels are those of spaCy's spans (`DATE`, `PERCENTAGE`, `TITLE` ...), and `BASE` for what a figure is compared with.
Every other label is a find of a kind of one's own that is called so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple, get_args, get_type_hints

import msgspec

from extract.declared.kind import Item, Kind, Mark
from extract.io.records import RecordsError
from extract.io.writers import OutputError
from extract.patterns import compiled
from extract.record import KINDS, Record

TITLE_OF, SAME, PERIOD, BASE = "TitleOf", "Same", "Period", "Base"
PRESENTER, DECIDED_BY = "Presenter", "DecidedBy"

_ABOUT = ("id", "title", "url", "author", "published")
_ELSEWHERE = frozenset({"text", "start", "end", "titles", "mentions", "period", "base", "presenter", "decided_by"})
"""Fields that are no values of a span: where it stands, what is marked by itself, and links."""


class Span(NamedTuple):
    """A marked stretch of a text, in code points, and what is said of it by the names of fields."""

    label: str
    start: int
    end: int
    values: dict[str, Any]


class Link(NamedTuple):
    """A link between two spans, by their places among those of the article; `place` is the file and line, if known."""

    name: str
    source: int
    target: int
    place: str = ""


class Annotated(NamedTuple):
    """An article with its annotations.

    Attributes:
        about: its id, and what else is known of it.
        text: what the spans are in.
        spans: what is marked.
        links: what belongs together.
        place: the file and the place in it, for messages.
    """

    about: dict[str, Any]
    text: str
    spans: Sequence[Span]
    links: Sequence[Link]
    place: str = ""


class Sort(NamedTuple):
    """What a label stands for: a kind, a sort of its items, and the value that the label tells."""

    kind: Kind
    mark: Mark
    told: dict[str, str]

    @property
    def fields(self) -> dict[str, Any]:
        """The types of what can be said of such a span, by field."""
        hints = get_type_hints(self.kind.find)
        if self.mark.field is not None:
            part = next(one for one in get_args(hints[self.mark.field]) if one is not type(None))
            # What is said of a find as a whole stands at the first of its mentions.
            hints = {**(hints if self.mark.field == "mentions" else {}), **get_type_hints(part)}
        return {name: hint for name, hint in hints.items() if name not in _ELSEWHERE and name != self.mark.told_by}


def _sorts() -> Iterator[tuple[str, Sort]]:
    for kind in KINDS:
        for mark in kind.marks:
            for label in mark.span_labels(kind.find) or (mark.label.upper(),):
                yield label, Sort(kind, mark, {mark.told_by: label.lower()} if mark.told_by else {})


SORTS: Mapping[str, Sort] = {label: sort for label, sort in _sorts() if sort.kind.name != "own"}
"""What each label stands for that is no kind of one's own."""


class Ends(NamedTuple):
    """The labels that a link leads from, and those that it leads to."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]


_MENTIONS = tuple(label for label, sort in SORTS.items() if sort.mark.field == "mentions")
_FIGURES = tuple(label for label, sort in SORTS.items() if sort.kind.name == "statistics" and sort.told)
_TIMES = tuple(label for label, sort in SORTS.items() if sort.kind.name == "dates")
LINKS: Mapping[str, Ends] = {
    TITLE_OF: Ends(("TITLE",), ("OFFICIAL",)),
    SAME: Ends(_MENTIONS, _MENTIONS),
    PERIOD: Ends(_FIGURES, _TIMES),
    BASE: Ends(_FIGURES, ("BASE",)),
    PRESENTER: Ends(("AWARD",), ("OFFICIAL",)),
    DECIDED_BY: Ends(("TITLE", "AWARD", *_FIGURES), ("DOCUMENT",)),
}
"""The links: whose a title is, another name of the same, the time of a figure and what it is compared with, who
presents an award, which document decides something."""


def annotated(record: Record) -> Annotated:
    """A record as spans and links.

    Raises:
        OutputError: it does not carry its text.
    """
    text = see_text(record)
    spans: list[Span] = []
    places: dict[int, int] = {}
    for kind in KINDS:
        for mark, _, find, item in kind.items(getattr(record, kind.name)):
            places[id(item)] = len(spans)
            label = mark.span_label(item) or mark.label.upper()
            spans.append(Span(label, item.start, item.end, _values(find, item, mark)))
    about = {name: value for name in _ABOUT if (value := getattr(record, name)) is not None}
    links = [Link(name, places[id(source)], places[id(target)]) for name, source, target in _links(record)]
    return Annotated(about, text, spans, links)


def see_text(record: Record) -> str:
    """The text that a record carries.

    Raises:
        OutputError: it carries none.
    """
    if record.text is None:
        raise OutputError(
            f"the record '{record.id}' does not carry its text, which is what is annotated: make it with "
            "with_text=True, or 'vn-extract run --with-text'"
        )
    return record.text


def _values(find: Any, item: Item, mark: Mark) -> dict[str, Any]:
    """What is said of an item; of its find as a whole too where it is its first mention."""
    told: dict[str, Any] = msgspec.to_builtins(item)
    if mark.field == "mentions" and item is find.mentions[0]:
        told = {**msgspec.to_builtins(find), **told}
    told |= told.pop("columns", {})
    return {
        name: value
        for name, value in told.items()
        if name not in _ELSEWHERE and name != mark.told_by and value not in (None, []) and value is not False
    }


def _links(record: Record) -> Iterator[tuple[str, Item, Item]]:
    people = {official.id: official.mentions[0] for official in record.officials}
    for official in record.officials:
        yield from ((TITLE_OF, title, official.mentions[0]) for title in official.titles)
    finds: list[Any] = [*record.officials, *record.documents]
    for find in finds:
        yield from ((SAME, mention, find.mentions[0]) for mention in find.mentions[1:])
    for figure in record.statistics:
        if figure.period is not None:
            yield PERIOD, figure, record.dates[figure.period]
        if figure.base is not None:
            yield BASE, figure, figure.base
    for award in record.awards:
        if award.presenter in people:
            yield PRESENTER, award, people[award.presenter]
    documents = {document.id: document.mentions[0] for document in record.documents}
    decided: list[Any] = [title for official in record.officials for title in official.titles]
    for one in (*decided, *record.statistics, *record.awards):
        if one.decided_by in documents:
            yield DECIDED_BY, one, documents[one.decided_by]


def row(article: Annotated) -> dict[str, Any]:
    """An annotated article as a gold file has it, with the kinds of which something is marked.

    Mentions that are not linked are of one find where their words are the same. A title, or what a figure is compared
    with, that is not linked belongs to the nearest person or figure.

    Raises:
        msgspec.ValidationError: there is none.
        RecordsError: a link leads from or to what it cannot; the message names its place.
    """
    for link in article.links:
        _see_ends(article, link)
    found = _Assembly(article).gold()
    return {**article.about, "text": article.text, "gold": {name: finds for name, finds in found.items() if finds}}


def _see_ends(article: Annotated, link: Link) -> None:
    """See that a link leads from and to what it may. Between finds of one's own kinds it is a link of one's own."""
    source, target = (article.spans[end].label for end in (link.source, link.target))
    if link.name not in LINKS or (source not in SORTS and target not in SORTS):
        return
    ends = LINKS[link.name]
    if source not in ends.sources or target not in ends.targets or (link.name == SAME and source != target):
        wanted = "between two of one label" if link.name == SAME else f"to {' or '.join(ends.targets)}"
        raise RecordsError(
            f"{link.place or article.place}: {link.name} leads from {source} to {target}; "
            f"it has to lead from {' or '.join(ends.sources)} {wanted}"
        )


def completed(found: Mapping[str, Any]) -> dict[str, Any]:
    """What `row` gives with what nobody said filled in, so that it makes records."""
    return {
        **found,
        "gold": {name: [_unsaid(name, one) | one for one in finds] for name, finds in found["gold"].items()},
    }


def _unsaid(kind: str, find: Mapping[str, Any]) -> dict[str, Any]:
    words = max((one["text"] for one in find.get("mentions", ())), key=len, default=find.get("text", ""))
    if kind == "dates":
        return {"type": "date", "value": "XXXX"}
    if kind == "statistics":
        # Its patterns take time to compile, which whoever only reads records need not spend.
        from extract.text.fold import fold
        from extract.text.numbers import find_numbers

        return {"kind": "count", "value": next((one.value for one in find_numbers(fold(words))), 0)}
    return {"name": words} if kind in ("officials", "awards") else {"type": _TYPE.match(words)[0].strip() or words}  # type: ignore[index]


_TYPE = compiled(r"[^\d]*+")
"""What stands before a document's number."""


class _Assembly:
    """Puts finds together from an article's spans and links.

    `_items` are the spans as items of gold; `_owners` are, by place, those that others may belong to: of a mention its
    find, of a figure itself.
    """

    def __init__(self, article: Annotated) -> None:
        self._article = article
        self._items = [self._item(span) for span in article.spans]
        self._finds: dict[str, list[dict[str, Any]]] = {kind.name: [] for kind in KINDS}
        self._owners: dict[int, dict[str, Any]] = {}

    def gold(self) -> dict[str, list[dict[str, Any]]]:
        """The finds by kind."""
        mentions: dict[str, list[int]] = {}
        parts: list[int] = []
        for place, span in enumerate(self._article.spans):
            sort = SORTS.get(span.label)
            if sort is None:
                self._finds["own"].append(self._items[place])
            elif sort.mark.field is None:
                self._finds[sort.kind.name].append(self._items[place])
                self._owners[place] = self._items[place]
            elif sort.mark.field == "mentions":
                mentions.setdefault(sort.kind.name, []).append(place)
            else:
                parts.append(place)
        for kind, places in mentions.items():
            self._join(kind, places)
        for place in parts:
            self._give(place)
        for link in self._article.links:
            self._link(link)
        return self._finds

    def _item(self, span: Span) -> dict[str, Any]:
        where = {"text": self._article.text[span.start : span.end], "start": span.start, "end": span.end}
        sort = SORTS.get(span.label)
        if sort is not None:
            return where | sort.told | span.values
        rule = {name: value for name, value in span.values.items() if name == "rule"}
        columns = {name: str(value) for name, value in span.values.items() if name != "rule"}
        return where | rule | {"kind": span.label.lower(), "columns": columns}

    def _join(self, kind: str, places: Sequence[int]) -> None:
        """Make the finds of mentions. What is said of one as a whole may stand at any of them; the first counts."""
        find_type = next(one.find for one in KINDS if one.name == kind)
        whole = set(get_type_hints(find_type)) - _ELSEWHERE
        finds = self._finds[kind]
        for group in _groups(self._article, places):
            find: dict[str, Any] = {}
            for place in reversed(group):
                item = self._items[place]
                find |= {name: item.pop(name) for name in whole & item.keys()}
            finds.append(find | {"mentions": [self._items[place] for place in group]})
            self._owners |= dict.fromkeys(group, finds[-1])
        letter = {"officials": "P", "documents": "D"}[kind]
        taken: set[str] = set()
        for find in finds:
            if find.get("id") in taken:
                del find["id"]
            taken.add(find.get("id", ""))
        free = (name for number in count(1) if (name := f"{letter}{number}") not in taken)
        for find in finds:
            find.setdefault("id", None)
            find["id"] = find["id"] or next(free)

    def _give(self, place: int) -> None:
        """Give a title to its person, what a figure is compared with to the figure."""
        label = self._article.spans[place].label
        kind = SORTS[label].kind
        ends = (
            link.target if (link.name, link.source) == (TITLE_OF, place) else link.source
            for link in self._article.links
            if (link.name, link.source) == (TITLE_OF, place) or (link.name, link.target) == (BASE, place)
        )
        able = [one for one in self._owners if SORTS[self._article.spans[one].label].kind is kind]
        owner = self._owners[next((end for end in ends if end in able), None) or _nearest(self._article, place, able)]
        if kind.name == "officials":
            owner.setdefault("titles", []).append(self._items[place])
        else:
            owner["base"] = {"rule": "gold", **self._items[place]}

    def _link(self, link: Link) -> None:
        """Say of a find what it is linked to."""
        source, target = self._items[link.source], self._items[link.target]
        if link.name == PERIOD:
            source["period"] = next((at for at, one in enumerate(self._finds["dates"]) if one is target), None)
        elif link.name == PRESENTER:
            source["presenter"] = self._owners.get(link.target, {}).get("id")
        elif link.name == DECIDED_BY:
            source["decided_by"] = self._owners.get(link.target, {}).get("id")


def _groups(article: Annotated, places: Sequence[int]) -> Iterable[list[int]]:
    """Mentions by what they are mentions of: those that are linked, and those of the same words as others."""
    leader = {place: place for place in places}

    def lead(place: int) -> int:
        while leader[place] != place:
            place = leader[place]
        return place

    def bind(one: int, other: int) -> None:
        first, second = sorted((lead(one), lead(other)))
        leader[second] = first

    linked = set()
    for link in article.links:
        if link.name == SAME and link.source in leader and link.target in leader:
            bind(link.source, link.target)
            linked |= {link.source, link.target}
    named: dict[str, int] = {}
    for place in sorted(places, key=lambda one: one not in linked):
        first = named.setdefault(article.text[slice(*article.spans[place][1:3])], place)
        if place not in linked:
            bind(first, place)
    groups: dict[int, list[int]] = {}
    for place in places:
        groups.setdefault(lead(place), []).append(place)
    return groups.values()


def _nearest(article: Annotated, place: int, owners: Sequence[int]) -> int:
    """Of what a span may belong to the nearest, in its own line if there is any.

    Raises:
        msgspec.ValidationError: there is none.
    """
    span = article.spans[place]
    if not owners:
        words = article.text[span.start : span.end]
        whose = "figure" if span.label == "BASE" else "person's name"
        raise msgspec.ValidationError(
            f"the {span.label} {words!r} at {span.start}-{span.end} belongs to nobody: mark a {whose} too"
        )

    def distance(other: int) -> tuple[bool, int]:
        one = article.spans[other]
        start, end = (one.end, span.start) if one.start < span.start else (span.end, one.start)
        return "\n" in article.text[start:end], end - start

    return min(owners, key=distance)

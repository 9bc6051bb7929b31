"""What articles are filtered by: tables of values, in which the values of one row belong together.

A person and an office that are asked for together have to stand in one row: the office is that person's.
"""

from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import urlsplit

from extract.canonical.places import country_names, unit_key
from extract.declared.documents import document_name
from extract.outlines import province
from extract.places import Unit
from extract.record import Record

Row = tuple[str | None, ...]

TABLES: dict[str, dict[str, str]] = {
    "titles": {
        "person": "people",
        "office": "titles",
        "organization": "titles",
        "place": "titles",
        "province": "titles",
        "title_kind": "titles",
    },
    "statistics": {"figure": "statistics", "unit": "statistics", "subject": "statistics"},
    "awards": {"award": "awards", "giver": "awards"},
    "documents": {"document": "documents", "issuer": "documents"},
    "article": {"source": "articles", "section": "articles", "year": "articles"},
}
"""The columns of each table, each with the group of kinds that it is shown with; each column is a facet."""

_SOURCES = ("source", "source_name", "site", "publisher", "domain", "newspaper")
_SECTIONS = ("section", "category", "topic")


def rows_of(record: Record) -> dict[str, list[Row]]:
    """The rows of a record, each once and in the order of the record; tables without any are left out."""
    found = {name: list(dict.fromkeys(row for row in rows(record) if any(row))) for name, rows in _ROWS.items()}
    return {name: rows for name, rows in found.items() if rows}


def award_name(name: str, grade: str | None) -> str:
    """An award with its grade."""
    return f"{name} {grade}" if grade else name


def _article(record: Record) -> Iterator[Row]:
    source = _said(record, _SOURCES) or (urlsplit(record.url).hostname if record.url else None)
    yield source, _said(record, _SECTIONS), (record.published or "")[:4] or None


def _said(record: Record, names: tuple[str, ...]) -> str | None:
    values = (record.source.get(name) for name in names)
    return next((value for value in values if isinstance(value, str) and value.strip()), None)


def _titles(record: Record) -> Iterator[Row]:
    for official in record.officials:
        for title in official.titles:
            place, province = _places(title.place)
            yield official.name, title.role, title.organization, place, province, title.kind
        if not official.titles:
            yield official.name, None, None, None, None, None


def unit_name(unit: Unit | None) -> str | None:
    """What a unit is called in lists and on the map."""
    return f"{unit.type} {unit.name}" if unit else None


@cache
def _places(identifier: str | None) -> tuple[str | None, str | None]:
    """The name of an administrative unit or a country by its id; and of the unit's province as it is today."""
    unit = unit_key().get(identifier or "")
    return unit_name(unit) or country_names().get(identifier or ""), unit_name(province(unit)) if unit else None


def _statistics(record: Record) -> Iterator[Row]:
    for figure in record.statistics:
        yield figure.kind, figure.normalised_unit or figure.unit or None, figure.subject


def _awards(record: Record) -> Iterator[Row]:
    for award in record.awards:
        yield award_name(award.name, award.grade), award.giver


def _documents(record: Record) -> Iterator[Row]:
    for document in record.documents:
        yield document_name(document), document.issuer


_ROWS: dict[str, Callable[[Record], Iterator[Row]]] = {
    "titles": _titles,
    "statistics": _statistics,
    "awards": _awards,
    "documents": _documents,
    "article": _article,
}

"""Articles that lie inside another JSON value: in arrays of an answer, in envelopes, in tables of columns or cells."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from extract.io.fields import Mapper
from extract.io.incoming import Reject
from extract.io.rows import NoTextError, TableRow, headed
from extract.naming import find

_DEEPEST = 4  # {"responses": [{"hits": {"hits": [{"_source": {...}}]}}]}

_OF_ARTICLES = {"title", "published", "url"}
"""What articles have beside a text, and the paragraphs of one do not."""


def rows(value: Any, mapper: Mapper) -> list[Any]:
    """The rows that a value holds instead of being an article; none where it is one, or holds none.

    They may lie in arrays of an object, however deep (`{"data": {"items": [...]}}`), each in an envelope
    (`{"_id": 1, "_source": {...}}`, whose other fields are joined to it), in columns or cells as pandas writes them, or
    under their ids.
    """
    if isinstance(value, list):
        return _cells(value, None, mapper) if _is_table(value) else []
    if not isinstance(value, Mapping):
        return []
    text = mapper.text_field(value)
    if text is not None:
        inner = value.get(text)
        if isinstance(inner, Mapping):
            return [_joined(value, text)] if _is_article(inner) else _columns(value)
        return list(inner) if isinstance(inner, list) and inner and all(map(_is_article, inner)) else []
    return _table(value, mapper) or _opened(value, mapper, 0)


def _opened(value: Mapping[str, Any], mapper: Mapper, depth: int) -> list[Any]:
    """The articles in an object that is none: the one that it is an envelope of, or those of its arrays."""
    if depth > _DEEPEST:
        return []
    objects = {name: inner for name, inner in value.items() if _is_object(inner)}
    with_text = [name for name, inner in objects.items() if _has_text(inner, mapper)]
    if with_text and len(objects) == len(value):
        return list(objects.values())
    whole = [name for name in with_text if isinstance(objects[name][mapper.text_field(objects[name])], str)]
    if len(with_text) == 1 or len(whole) == 1:  # beside the article, a search's answer has snippets in lists
        return [_joined(value, (whole or with_text)[0])]
    if with_text:
        return [objects[name] for name in with_text]
    arrays = [inner for inner in value.values() if isinstance(inner, list) and any(map(_is_object, inner))]
    of_arrays = [[one for row in array for one in _of_array(row, mapper, depth)] for array in arrays]
    of_articles = [array for array in of_arrays if any(_has_text(row, mapper) for row in array)]
    if of_articles:
        return [row for array in of_articles for row in array if _has_text(row, mapper) or "@type" not in row]
    deeper = [_table(inner, mapper) or _opened(inner, mapper, depth + 1) for inner in objects.values()]
    return next(filter(None, deeper), max(of_arrays, key=len, default=[]))


def _joined(envelope: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What lies in an envelope, with the envelope's other fields where it has none of that name."""
    return {**{other: value for other, value in envelope.items() if other != name}, **envelope[name]}


def _of_array(row: Any, mapper: Mapper, depth: int) -> list[Any]:
    if not _is_object(row) or mapper.text_field(row) is not None:
        return [row]
    return _opened(row, mapper, depth + 1) or [row]


def _table(value: Mapping[str, Any], mapper: Mapper) -> list[Any]:
    """The rows of a table of cells, with the names of its columns beside it or in its first row."""
    for cells in value.values():
        if isinstance(cells, list) and _is_table(cells):
            named = (names for one in value.values() if (names := _names(one)) and len(names) == len(cells[0]))
            return _cells(cells, next(named, None), mapper)
    return []


def _is_table(value: list[Any]) -> bool:
    return bool(value) and all(isinstance(row, list) and row for row in value)


def _names(value: Any) -> list[str]:
    """The names of columns that a value is: strings, or objects that have a name."""
    if not isinstance(value, list):
        return []
    names = [one.get("name") if _is_object(one) else one for one in value]
    return names if all(isinstance(name, str) for name in names) else []


def _cells(cells: list[list[Any]], names: Sequence[str] | None, mapper: Mapper) -> list[Any]:
    """Rows of cells as objects; where nothing names the columns, the first row does, or what the cells are."""
    if names is not None:
        return [dict(zip(names, row, strict=False)) for row in cells]
    try:
        names, below = headed(_numbered(cells), mapper)
    except NoTextError:
        return []
    return [dict(zip(names, row.cells, strict=False)) for row in below if not isinstance(row, Reject)]


def _numbered(cells: list[list[Any]]) -> Iterator[TableRow]:
    for number, row in enumerate(cells, start=1):
        yield TableRow(number, row, msgspec.json.encode(row))


def _columns(value: Mapping[str, Any]) -> list[Any]:
    """The rows of a table that has each column's cells under the rows' names."""
    columns = list(value.values())
    if not all(_is_object(column) and column.keys() == columns[0].keys() for column in columns):
        return []
    if len(columns) == 1 and not all(map(str.isdigit, columns[0])):
        return []
    return [{name: column[row] for name, column in value.items()} for row in columns[0]]


def _is_article(value: Any) -> bool:
    return _is_object(value) and "text" in (found := find(value, {})) and not _OF_ARTICLES.isdisjoint(found)


def _has_text(value: Any, mapper: Mapper) -> bool:
    return _is_object(value) and mapper.text_field(value) is not None


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)

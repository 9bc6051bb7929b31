"""Which of the fields of a row are the article's: found by the names that people give them, or named by the user."""

import math
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from extract.resources import DATA

OWN = ("text", "id", "title", "published", "url", "author")
"""The fields of an article, by the names that the contract has for them."""

LEAD = "lead"
"""What stands above the text in a field of its own."""

Found = dict[str, str]
"""For each of an article's fields that a row has, the row's name for it."""


def find(row: Mapping[str, Any], given: Mapping[str, str | None]) -> Found:
    """For each of the article's fields the name of the row's field that holds it.

    Where several could be it, it is the likeliest with something in it.

    Args:
        row: values by name.
        given: for some of the fields the name that the user says; nothing else is taken for those.
    """
    found: Found = {}
    known = _known(tuple(row))
    for field in (*OWN, LEAD):
        name = given.get(field)
        names = known[field] if name is None else _alike(tuple(row), name)
        names = tuple(one for one in names if one not in found.values())
        if names:
            found[field] = next((one for one in names if not is_blank(row[one])), names[0])
    has_text = given.get("text") is not None or ("text" in found and not is_blank(row[found["text"]]))
    if LEAD in found and not has_text and not is_blank(row[found[LEAD]]):
        found["text"] = found.pop(LEAD)
    return found


def is_blank(value: Any) -> bool:
    """Whether a field holds nothing: null, what numpy and pandas have for it, or a string or list without content."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, float):
        return math.isnan(value)
    if type(value).__name__ in _NOTHING or (isinstance(value, list | dict) and not value):
        return True
    return value is None or (type(value).__name__ == "datetime64" and value.tolist() is None)


_NOTHING = ("NaTType", "NAType")  # of pandas, which need not be imported for this


@lru_cache(maxsize=256)
def _known(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """For each of the article's fields the row's names that may be it, the likeliest first."""
    keys: dict[str, list[str]] = {}
    for name in names:
        keys.setdefault(_key(name), []).append(name)
    known = {}
    for field, usual in _usual().items():
        own = [name for name in names if name == field]
        known[field] = tuple(dict.fromkeys(own + [name for one in usual for name in keys.get(one, ())]))
    return known


@lru_cache(maxsize=256)
def _alike(names: tuple[str, ...], given: str) -> tuple[str, ...]:
    return (given,) if given in names else tuple(name for name in names if _key(name) == _key(given))


def _key(name: str) -> str:
    """A field's name without case, marks and signs."""
    letters = unicodedata.normalize("NFD", str(name).casefold()).replace("đ", "d")
    return "".join(letter for letter in letters if letter.isalnum())


@cache
def _usual() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads((DATA / "input" / "fields.toml").read_text(encoding="utf-8"))
    return {field: tuple(map(_key, names)) for field, names in data.items()}

"""The parts of an article's page by the names of their elements and their first words, from `data/input/pages.toml`."""

import re
import tomllib
from functools import cache
from typing import Any

from extract.resources import DATA

_JOINTS = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z0-9]+")
_NAMING = ("class", "id", "itemprop", "rel", "data-role")
_MOST = 300
"""Characters; longer names of an element are generated, and say nothing."""


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    data: dict[str, dict[str, list[str]]] = tomllib.loads((DATA / "input" / "pages.toml").read_text(encoding="utf-8"))
    return data


@cache
def _classes(part: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[ -])(?:{'|'.join(_data()[part]['classes'])})(?=[ -]|$)")


@cache
def _phrases(part: str) -> re.Pattern[str]:
    words = sorted(_data()[part]["phrases"], key=len, reverse=True)
    return re.compile(rf"\W{{0,4}}(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def words(part: str, of: str = "phrases") -> list[str]:
    """The words that tell a part."""
    return _data()[part][of]


def named(element: Any, *parts: str) -> bool:
    """Whether an element's class, id or role names it as one of these parts."""
    names = _names(element)
    return bool(names) and any(_classes(part).search(names) for part in parts)


def begins(text: str, part: str) -> re.Match[str] | None:
    """The words at the beginning of a line by which it belongs to a part."""
    return _phrases(part).match(text)


def _names(element: Any) -> str:
    given = " ".join(element.get(name, "") for name in _NAMING)
    if not given.strip() or len(given) > _MOST:
        return ""
    return " ".join("-".join(filter(None, _JOINTS.split(name))).lower() for name in given.split())

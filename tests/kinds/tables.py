"""What the tables of examples share: their lines, and the fields that a mark states of a find.

A mark gives the words of a find and then, in any order, what else has to be true of it: `name=value`, with the names of
`extract.record`; "-" is a value that is null, " + " joins the members of a list, and a name alone is true. What a mark
does not state is not compared, but where the head of a table says that it is empty.
"""

import types
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extract.record import Item

HERE = Path(__file__).parent
NULL = ("-", "None")
NO_ALIASES: Mapping[str, str] = types.MappingProxyType({})


def lines(name: str) -> list[str]:
    """The lines of a table without comments; "\\n" in it is a line break."""
    return [
        line.replace("\\n", "\n")
        for line in (HERE / name).read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]


def rows(name: str) -> list[Any]:
    """The lines of a table as parameters of a test, each with its place in the file as its name."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [
        pytest.param(line.replace("\\n", "\n"), id=f"{name}:{number}")
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    ]


def stated(
    parts: Iterable[str], item: type[msgspec.Struct], aliases: Mapping[str, str] = NO_ALIASES, words: Sequence[str] = ()
) -> dict[str, Any]:
    """The fields that the parts of a mark state ("former", "giver=Bộ Y tế"), as values of `item`.

    `aliases` are short names, or a whole part ("party") for another ("kind=party"); `words` are fields that are other
    finds and are stated by their words.

    Raises:
        ValueError: `item` has no such field; it is told which there are.
        msgspec.ValidationError: the field cannot have this value.
    """
    kinds = {field.name: field.type for field in msgspec.structs.fields(item)}
    fields = {}
    for part in parts:
        name, equals, value = aliases.get(part, part).partition("=")
        name = aliases.get(name, name)
        if name not in kinds:
            raise ValueError(f"no field {name!r} in {part!r}: {item.__name__} has {', '.join(kinds)}")
        plain = _plain(value if equals else "true", kinds[name])
        fields[name] = plain if name in words else msgspec.convert(plain, kinds[name], strict=False)
    return fields


def _plain(value: str, kind: Any) -> object:
    if kind == list[str]:
        return value.split(" + ") if value else []
    return None if value in NULL else value


def values(found: msgspec.Struct | None, wanted: Mapping[str, Any], text: str) -> dict[str, Any]:
    """What `found` has in the fields of `wanted`; a find within it (a figure's base) by its words in `text`."""
    return {name: _shown(getattr(found, name, None), text) for name in wanted}


def _shown(value: object, text: str) -> object:
    return text[value.start : value.end] if isinstance(value, Item) else value

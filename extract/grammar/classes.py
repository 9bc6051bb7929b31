"""The classes of tokens that patterns are written in: a closed list.

A token has the classes of every entry that has its form, those of how it is written, and, where another part of the
program knows more of it, the classes that it is given ("a person's name stands here").
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import get_args, get_type_hints

from extract.entries import Entry, OrganizationEntry, PlaceEntry, TitleEntry, UnitEntry, WordEntry
from extract.record import TitleKind
from extract.words import CLASSES

SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "any": "every token",
        "cap": "begins with a capital",
        "caps": 'of capitals alone, more than one ("VCCI", "XIII")',
        "foreign": 'one capitalised word that is not spelled like a syllable of Vietnamese ("Globex")',
        "lower": "begins with a small letter",
        "number": 'begins with a digit ("5", "12/3")',
        "mark": 'a punctuation mark (a single one is written in quotes: ",")',
        "phrase": "has more than one word",
    }
)
"""How a token is written."""

WRITTEN = tuple(
    frozenset(("any", *shape, *more))
    for shape in (("cap",), ("cap", "caps"), ("cap", "foreign"), ("cap", "caps", "foreign"), ("lower",), ("number",),
                  ("mark",))
    for more in ((), ("phrase",))
)  # fmt: skip
"""The sets of these classes that a token can have; `extract.grammar.tokens.shape` says which it has."""

GIVEN: Mapping[str, str] = MappingProxyType(
    {
        "person": "a person's name",
        "person.two": "a person's name of two words",
        "person.apart": "a person's name of one word or two that is no part of a longer one in the text",
        "person.untitled": "a person's name with no title in front of it",
        "role": "a role, with the modifiers around it",
        **{f"role.{scope}": f"a role whose entry says `scope: {scope}`" for scope in get_args(
            get_type_hints(TitleEntry)["scope"]
        )},
        **{f"role.{kind}": f"a role of kind {kind}" for kind in get_args(TitleKind)},
        "role.unit": 'a role whose last word is one for an administrative unit ("Trưởng thôn")',
        "role.aide": "a role whose scope may be another's office",
        "role.office": "a role that is an office, not a degree or an honour",
        "document.coded": 'the number of a document with its code ("15/2020/NĐ-CP")',
        "document.typed": "... whose code says the type",
        "document.plain": 'a number that a document may have ("15", "46/2016")',
        "document.year": 'a year ("2015")',
    }
)  # fmt: skip
"""What kinds tell of tokens."""

_PLACES = get_args(get_type_hints(PlaceEntry)["kind"])

ENTRIES: Mapping[str, str] = MappingProxyType(
    {
        "body": "a word that begins an organisation's name, or is one",
        "body.open": "... that words in lower case may go on with",
        "body.named": "... that a proper name belongs to",
        "body.fixed": "... that is neither",
        "body.proper": "... that is a whole name by itself",
        "body.apart": "... each form of which is a word of its own",
        **{f"body.{kind}": f"... that makes titles of kind {kind}" for kind in get_args(TitleKind)},
        "place": "a place's name, or the word for an administrative unit",
        **{f"place.{kind}": f"a place that is a {kind}" for kind in _PLACES},
        "title": "a word for a role, whatever stands around it",
        **{f"title.{kind}": f"... of kind {kind}" for kind in get_args(TitleKind)},
        "measure": "a unit of measure, currency or counted noun",
    }
)
"""What the entries of titles, organisations, places and units give their forms."""


@cache
def known() -> Mapping[str, str]:
    """Every class with what it says."""
    return {**SHAPES, **GIVEN, **ENTRIES, **{name: word.says for name, word in CLASSES.items()}}


def classes_of(entry: Entry) -> frozenset[str]:
    """The classes that an entry gives each of its forms; none for an entry whose forms are no tokens."""
    if isinstance(entry, WordEntry):
        return frozenset((entry.word_class,))
    if isinstance(entry, PlaceEntry):
        return frozenset(("place", f"place.{entry.kind}"))
    if isinstance(entry, OrganizationEntry):
        return _body(entry)
    if isinstance(entry, TitleEntry):
        return frozenset(("title", f"title.{entry.kind}"))
    return frozenset(("measure",)) if isinstance(entry, UnitEntry) else frozenset()


def _body(entry: OrganizationEntry) -> frozenset[str]:
    classes = {"body", "body.named" if entry.named else "body.open" if entry.open else "body.fixed"}
    classes.update(f"body.{feature}" for feature in ("proper", "apart") if getattr(entry, feature))
    if entry.kind is not None:
        classes.add(f"body.{entry.kind}")
    return frozenset(classes)

"""The input: an article's text and metadata, and the parts that its raw text falls into."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Literal, NamedTuple

import msgspec

SectionKind = Literal["headline", "dateline", "lead", "body", "caption", "byline", "furniture"]


class ArticleError(ValueError):
    """An article cannot be read; the message says what is wrong with it and what to do."""


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article as it came in. `source` holds the input's fields that the contract does not name."""

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None
    source: dict[str, Any] = {}

    @classmethod
    def from_mapping(cls, fields: Mapping[str, Any]) -> "Article":
        """An article from a mapping with the contract's input fields.

        Raises:
            ArticleError: `text` is missing, not a string or blank, or a known field has the wrong type.
        """
        text = fields.get("text")
        if text is None:
            raise ArticleError(f"no field 'text'; the fields are {', '.join(map(repr, fields)) or 'none'}")
        if not isinstance(text, str):
            raise ArticleError(f"'text' is {type(text).__name__}, it has to be a string")
        if not text.strip():
            raise ArticleError("'text' is empty")
        known: dict[str, str | None] = {}
        for name in ("id", "title", "published", "url", "author"):
            value = fields.get(name)
            if name == "id" and isinstance(value, int) and not isinstance(value, bool):
                value = str(value)
            if value is not None and not isinstance(value, str):
                raise ArticleError(f"'{name}' is {type(value).__name__}, it has to be a string or null")
            known[name] = value or None
        rest = {name: value for name, value in fields.items() if name != "text" and name not in known}
        return cls(text=text, source=rest, **known)

    def identifier(self) -> str:
        """The article's own id, else one made from its content: the same text gives the same id."""
        return self.id or blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


class Section(NamedTuple):
    """A part of an article: `start` and `end` are offsets of the normalised text."""

    kind: SectionKind
    start: int
    end: int


class Layout(NamedTuple):
    """What the raw text of an article turned out to be made of.

    `dateline` is the day that the text itself says it was published (ISO 8601), `author` the byline, as written.
    """

    sections: list[Section]
    dateline: str | None
    author: str | None


def layout(text: str, folded: str, title: str | None = None) -> Layout:
    """Tell the parts of a normalised text apart; every non-space character is in exactly one section."""
    return Layout([Section("body", 0, len(text))], None, None)

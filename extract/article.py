"""The input: an article's text and metadata."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from hashlib import blake2b
from typing import Any

import msgspec

_VIETNAM = timezone(timedelta(hours=7))  # all year round, since 1975


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


def publication_day(published: str) -> date:
    """The calendar day in Vietnam of a publication date from an article's metadata.

    Args:
        published: an ISO 8601 date or date-time; a time with an offset ("2020-06-05T18:30Z") is moved to Vietnam's.

    Raises:
        ValueError: it is no such date.
    """
    moment = datetime.fromisoformat(published.strip())
    if moment.tzinfo is None:
        return moment.date()
    try:
        return moment.astimezone(_VIETNAM).date()
    except OverflowError as error:
        raise ValueError(str(error)) from error

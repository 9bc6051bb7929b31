"""The input: an article's text and metadata."""

import math
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from hashlib import blake2b
from typing import Any

import msgspec

_VIETNAM = timezone(timedelta(hours=7))  # all year round, since 1975
_FIRST_YEAR, _LAST_YEAR = 1800, 2199


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
            value = _plain(fields.get(name))
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


def _plain(value: Any) -> Any:
    """A metadata value as text where Python or pandas holds it otherwise: dates in ISO 8601, NaN and NaT as None."""
    if (isinstance(value, float) and math.isnan(value)) or type(value).__name__ == "NaTType":
        return None
    return value.isoformat() if isinstance(value, date) else value


def publication_day(published: str) -> date:
    """The calendar day in Vietnam of a publication date from an article's metadata.

    Args:
        published: an ISO 8601 date or date-time; a time with an offset ("2020-06-05T18:30Z") is moved to Vietnam's.

    Raises:
        ValueError: it is no such date, or lies outside of the years of newspapers ("0001-01-01" stands for none).
    """
    moment = datetime.fromisoformat(published.strip())
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"the year {moment.year} is no newspaper's")
    return moment.date() if moment.tzinfo is None else moment.astimezone(_VIETNAM).date()

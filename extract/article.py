"""The input: an article's text and metadata."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from hashlib import blake2b
from html import unescape
from typing import Any

import msgspec

from extract.naming import LEAD, OWN, Found, find, is_blank

_VIETNAM = timezone(timedelta(hours=7))  # all year round, since 1975
_MILLISECONDS = 100_000_000_000  # as seconds, this would be the year 5138
_FIRST_EPOCH = 100_000_000  # below, a number is no time since 1970 but one of Excel's days, or a year
_LAST_EPOCH = 1e19  # in nanoseconds, the year 2286
_SAME = 40
"""Letters and digits; a lead of which the text has these at its beginning is in the text already."""

_INNER = (
    "name",
    "rendered",
    "#text",
    "@value",
    "$date",
    "$oid",
    "$numberLong",
    "$numberInt",
    "value",
    "text",
    "html",
    "@id",
    "url",
    "href",
    "S",
    "N",
)
"""Where objects of JSON-LD, WordPress, MongoDB, DynamoDB and XML have the value that they are about."""


class ArticleError(ValueError):
    """An article cannot be read; the message says what is wrong with it and what to do."""


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article as it came in.

    Attributes:
        text: the text that offsets are of.
        id: as given; see `identifier`.
        title: the headline.
        published: the date of publication as written; `extract.text.moments` reads it.
        url: the address.
        author: the names.
        source: the input's fields that the contract does not name.
        composed: whether the text was put together from several fields or values, so that its record has to carry it.
    """

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None
    source: dict[str, Any] = {}
    composed: bool = False

    @classmethod
    def from_mapping(cls, fields: Mapping[str, Any], found: Found | None = None) -> "Article":
        """An article from a mapping with the contract's input fields, or the names that others have for them.

        Values come as JSON, Python, numpy and pandas have them. A lead in a field of its own is joined in front of a
        text that does not begin with it, unless that is called "text": offsets in "text" are those of the user's own
        field. What is none of the article's fields, or cannot be read as one, is carried along in `source`.

        Args:
            fields: values by name.
            found: which of them are which, where that is known already.

        Raises:
            ArticleError: the text is missing, no string or blank.
        """
        found = find(fields, {}) if found is None else found
        rest = dict(fields)
        text, composed = _text(fields, found, rest)
        known: dict[str, str | None] = {}
        for name in OWN[1:]:
            theirs = found.get(name)
            known[name] = None if theirs is None else _metadata(name, fields[theirs])
            if theirs is not None and (known[name] is not None or is_blank(fields[theirs])):
                rest.pop(theirs)
        return cls(text=text, source=_as_json(rest), composed=composed, **known)

    def identifier(self) -> str:
        """The article's own id, else one made from its content: the same text gives the same id."""
        return self.id or blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _text(fields: Mapping[str, Any], found: Found, rest: dict[str, Any]) -> tuple[str, bool]:
    """The text, and whether it is composed; what it is made of is taken out of `rest`."""
    theirs = found.get("text")
    if theirs is not None and fields[theirs] is None:
        raise ArticleError(f"the field {theirs!r} has no value: there is no text to read")
    if theirs is None:
        raise ArticleError(f"no field 'text'; the fields are {', '.join(map(repr, fields)) or 'none'}")
    del rest[theirs]
    text = _within(fields[theirs])
    composed = isinstance(text, list)
    if isinstance(text, list):
        text = "\n\n".join(part for part in map(_within, text) if isinstance(part, str))
    if text is None:
        raise ArticleError(f"'{theirs}' is empty")
    if not isinstance(text, str):
        raise ArticleError(f"'{theirs}' is {type(text).__name__}, it has to be a string")
    lead = _within(fields[found[LEAD]]) if LEAD in found else None
    if isinstance(lead, str) and lead.strip() and theirs != "text" and not _begins(text, lead):
        return f"{lead}\n\n{text}", True
    if not text.strip():
        raise ArticleError(f"'{theirs}' is empty")
    return text, composed


def _begins(text: str, lead: str) -> bool:
    """Whether the text begins with its lead, whole or in the beginning, below a headline perhaps."""
    start = _letters(lead[: 4 * _SAME])[:_SAME]
    return start in _letters(text[: 4 * len(lead) + 1000])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unescape(_TAGS.sub("", text)).casefold()))


_TAGS = re.compile(r"<[^<>]{0,500}>")


def _as_json(source: dict[str, Any]) -> dict[str, Any]:
    """What is carried along, with the values of numpy and pandas as JSON has them."""
    return {
        name: _plain(value) if type(value).__module__.startswith(_FOREIGN) else value for name, value in source.items()
    }


_FOREIGN = ("numpy", "pandas")


def _plain(value: Any) -> Any:
    value = _within(value)
    return value.isoformat() if isinstance(value, date) else value


def _within(value: Any) -> Any:
    """The value that an object is about, and what a numpy value is in Python."""
    if isinstance(value, Mapping):
        value = next((value[name] for name in _INNER if name in value), None)
        return _within(value) if isinstance(value, Mapping) else value
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        value = value.tolist()
    return None if is_blank(value) and not isinstance(value, str) else value


_QUOTED = re.compile(r"""'([^']+)'|"([^"]+)\"""")
_LISTED = re.compile(r"""\[(?:\s*(?:'[^']*'|"[^"]*")\s*,?)*\]""")
"""A list as Python and JSON write it, which tables have in one cell."""


def _metadata(name: str, value: Any) -> str | None:
    """A field of the metadata as text; None where it is none."""
    value = _within(value)
    if isinstance(value, list | tuple | set):
        return _joined(name, value)
    if isinstance(value, str):
        listed = _QUOTED.findall(value) if name == "author" and _LISTED.fullmatch(value) else []
        return ", ".join(one or other for one, other in listed) or value or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, date):
        return value.isoformat()
    if name == "published" and isinstance(value, int | float):
        return _moment(value)
    return str(value) if name in ("id", "published") else None


def _joined(name: str, values: Iterable[Any]) -> str | None:
    """Several authors as one string; of several other values the first."""
    plain = [text for one in values if (text := _metadata(name, one))]
    return ", ".join(plain) or None if name == "author" else next(iter(plain), None)


def _moment(number: float) -> str:
    """A number of seconds or milliseconds since 1970 as a date-time in Vietnam; another (Excel's) as it is."""
    if not _FIRST_EPOCH <= abs(number) <= _LAST_EPOCH:
        return str(number)
    try:
        scaled = number
        while abs(scaled) >= _MILLISECONDS:
            scaled /= 1000
        return datetime.fromtimestamp(scaled, _VIETNAM).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return str(number)

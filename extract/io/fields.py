"""What the input calls the article's fields, and how it writes them: `body` for `text`, `pub_time` for `published`."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from extract.article import Article, ArticleError
from extract.io.incoming import Arrival, Incoming, Page, Place, Reject
from extract.naming import LEAD, OWN, Found, find
from extract.text.moments import day_in, publication_day


class Fields(msgspec.Struct, frozen=True):
    """The names that the input has for the article's fields, None for the usual ones, and how it is written.

    Attributes:
        text, id, title, published, url, author, lead: names of fields or columns.
        date_format: how dates of publication are written, as for `datetime.strptime`.
        delimiter: what parts the cells of a CSV file; None to find it out.
        record_tag: the element of an XML file that is one article; None to find it out.
        split: the line that parts the articles of a text file; None where a file is one article.
        skip_lists: whether pages that are lists of articles are set aside.
    """

    text: str | None = None
    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None
    lead: str | None = None
    date_format: str | None = None
    delimiter: str | None = None
    record_tag: str | None = None
    split: str | None = None
    skip_lists: bool = False


class Mapper:
    """Makes articles of rows of named values, and remembers from which fields.

    Attributes:
        fields: what is known of the input.
        taken: how many articles had which of their fields from which of the input's, where the names differ.
    """

    def __init__(self, fields: Fields | None = None) -> None:
        self.fields = fields or Fields()
        self.taken: Counter[tuple[str, str]] = Counter()
        self._names = msgspec.structs.asdict(self.fields)
        self._paths = [name for own in (*OWN, LEAD) if "." in (name := self._names[own] or "")]
        self._guessed: dict[str, str] = {}
        self._text_of: dict[tuple[str, ...], str | None] = {}

    def begin(self) -> None:
        """Begin a file: what was guessed of the one before does not hold for it."""
        self._guessed = {}
        self._text_of.clear()

    def guess(self, own: str, theirs: str) -> None:
        """Take a column without a telling name for one of the article's fields, in this file."""
        self._guessed.setdefault(own, theirs)
        self._text_of.clear()

    def _find(self, row: Mapping[str, Any]) -> dict[str, str]:
        return find(row, self._names | {own: theirs for own, theirs in self._guessed.items() if theirs in row})

    def article(self, row: Mapping[str, Any]) -> Article:
        """The article in a row of named values; what is none of its fields goes to `source` untouched.

        Raises:
            ArticleError: there is no text in it.
        """
        row, found = self._with_inner(row)
        if "text" not in found:
            named = ", ".join(map(repr, row)) or "none"
            advice = "--text-field NAME says which it is"
            raise ArticleError(f"no field '{self.fields.text or 'text'}'; the fields are {named}; {advice}")
        return self._made(row, found)

    def incoming(self, row: Mapping[str, Any], place: Place, raw: bytes, warning: str | None = None) -> Incoming:
        """The article in a row, the page where its text is the markup of a whole one, or why there is none."""
        try:
            article = self.article(row)
        except ArticleError as error:
            return Reject(place, f"{warning}; {error}" if warning else str(error), raw)
        page = _PAGE.search(article.text, 0, _FIRST) if article.text.find("<", 0, _FIRST) >= 0 else None
        if page is None:
            return Arrival(place, article, raw, warning=warning)
        said = {name: getattr(article, name) for name in ("id", "title", "published", "author")}
        source = article.source | {name: value for name, value in said.items() if value is not None}
        markup = article.text[page.end("above") :].encode("utf-8", "surrogatepass")
        return Page(place, markup, article.url, "utf-8", source, self.fields.skip_lists)

    def _with_inner(self, row: Mapping[str, Any]) -> tuple[Mapping[str, Any], Found]:
        """The row with those fields of the objects in it that the user names or that it lacks, and which is which."""
        if self._paths:
            row = {**{path: _at(row, path) for path in self._paths}, **row}
        found = self._find(row)
        about = [name for name in _ABOUT if isinstance(row.get(name), Mapping)]
        if not about or found.keys() >= set(OWN):
            return row, found
        inner = {f"{name}.{key}": value for name in about for key, value in row[name].items()}
        keys = {path.partition(".")[2]: path for path in inner}
        lacking = {own: keys[key] for own, key in find({key: inner[path] for key, path in keys.items()}, {}).items()}
        lacking = {own: path for own, path in lacking.items() if own not in (*found, LEAD) and self._names[own] is None}
        return {**row, **{path: inner[path] for path in lacking.values()}}, lacking | found

    def article_of(self, text: str, file: str, said: Mapping[str, Any]) -> Article:
        """The article in a text file; `said` is what stands about it in the file's head.

        Raises:
            ArticleError: the text is blank.
        """
        row = {**said, "text": text, "file": file}
        found = self._find({name: value for name, value in row.items() if name != "text"})
        found = {own: theirs for own, theirs in found.items() if own not in ("text", LEAD)}
        if found.get("published") == "file":
            row["day in the file's name"], found["published"] = day_in(file), "day in the file's name"
        return self._made(row, {"text": "text", **found})

    def _made(self, row: Mapping[str, Any], found: Found) -> Article:
        article = Article.from_mapping(row, found)
        self.taken.update((own, theirs) for own, theirs in found.items() if own != theirs)
        if article.published and self.fields.date_format:
            return msgspec.structs.replace(article, published=_formatted(article.published, self.fields.date_format))
        return article

    def has_text(self, names: list[str]) -> bool:
        """Whether one of the names is that of the text."""
        return self.text_field(dict.fromkeys(names)) is not None

    def text_field(self, row: Mapping[str, Any]) -> str | None:
        """The row's name for the text, where it has one: a lead alone is none."""
        names = tuple(row)
        if names not in self._text_of:
            if len(self._text_of) >= _REMEMBERED:
                self._text_of.clear()
            self._text_of[names] = self._text_field(row)
        return self._text_of[names]

    def _text_field(self, row: Mapping[str, Any]) -> str | None:
        given = self.fields.text
        if given in self._paths and given not in row:
            return given if str(given).partition(".")[0] in row else None
        return self._find(dict.fromkeys(row)).get("text")

    def is_told(self, names: list[str]) -> bool:
        """Whether one of the names is that of something else that articles have."""
        return not {"id", "title", "published", "url", "author"}.isdisjoint(self._find(dict.fromkeys(names)))

    def no_text(self, names: list[str]) -> str:
        """What is wrong with a table that has no column for the text."""
        named = ", ".join(map(repr, names)) or "none"
        advice = "--text-field NAME says which it is"
        if len(names) < 2:
            advice += ", --delimiter SIGN what parts the cells of CSV"
        return f"no column '{self.fields.text or 'text'}'; the columns are {named}; {advice}"

    def told(self) -> str:
        """From which fields the articles came, where those are not called as the contract has it."""
        order = {own: place for place, own in enumerate((*OWN, "lead"))}
        pairs = sorted(self.taken, key=lambda pair: (order[pair[0]], -self.taken[pair], pair[1]))
        return ", ".join(f"{own} from '{theirs}'" for own, theirs in pairs)


_PAGE = re.compile(r"(?P<above>\A|\n\n)\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html[\s>])", re.IGNORECASE)
_REMEMBERED = 256
"""Rows of how many shapes are remembered by the names of their fields."""

_FIRST = 4000
"""Characters among which a page's markup begins, which may have a lead in front."""

_ABOUT = ("metadata", "meta", "properties", "info")
"""Objects in which programs put what they know of a text."""


def _at(row: Any, path: str) -> Any:
    """What stands at a path of names with points between; None where nothing does."""
    for name in path.split("."):
        row = row.get(name) if isinstance(row, Mapping) else None
    return row


def _formatted(published: str, form: str) -> str:
    """A date in ISO 8601 by the user's own form, or where it is not in that by what can be told from it."""
    try:
        return datetime.strptime(published.strip(), form).isoformat()
    except ValueError:
        month, day = form.find("%m"), form.find("%d")
    try:
        return publication_day(published, month_first=0 <= month < day).isoformat()
    except ValueError:
        return published

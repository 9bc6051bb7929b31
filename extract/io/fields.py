"""Which of the input's fields are the article's: `body` for `text`, `pub_time` for `published`."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import msgspec

from extract.article import Article, ArticleError

_VIETNAM = timezone(timedelta(hours=7))
_MILLISECONDS = 100_000_000_000  # as seconds, this would be the year 5138


class Fields(msgspec.Struct, frozen=True):
    """The names that the input has for the contract's fields."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    published: str = "published"
    url: str = "url"
    author: str = "author"

    def article(self, row: Mapping[str, Any]) -> Article:
        """The article in a row of named values; what the contract does not name goes to `source` untouched.

        A number for `published` is seconds or milliseconds since 1970 and becomes a date-time in Vietnam.

        Raises:
            ArticleError: there is no text, or a field is not what it has to be.
        """
        named = dict(row)
        published = named.get(self.published)
        if isinstance(published, int | float) and not isinstance(published, bool):
            named[self.published] = _moment(published)
        if self == Fields():
            return Article.from_mapping(named)
        if self.text not in named:
            raise ArticleError(f"no field '{self.text}'; the fields are {', '.join(map(repr, row)) or 'none'}")
        given = {name: named.pop(theirs, None) for name, theirs in msgspec.structs.asdict(self).items()}
        # What is left may have a contract's name ("text" beside the "body" that is read): it is the input's own.
        return msgspec.structs.replace(Article.from_mapping(given), source=named)


def _moment(seconds: float) -> str:
    try:
        scaled = seconds / 1000 if abs(seconds) >= _MILLISECONDS else seconds
        return datetime.fromtimestamp(scaled, _VIETNAM).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError) as error:
        raise ArticleError(f"published is {seconds}, which is no time: {error}") from error

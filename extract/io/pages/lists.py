"""Front pages and lists of articles, told apart from articles."""

from typing import Any

from extract.io.pages.body import letters, link_share
from extract.io.pages.metadata import Machine

_LINKS = 8
_HEADLINE = 25  # characters
_PARAGRAPH = 80
_TEXT = 500
_LONG_TEXT = 1500


def is_list(root: Any, told: Machine, headline: Any | None) -> bool:
    """Whether a page holds links to many articles, and no article.

    An article's paragraphs stand beside each other; the teasers of a list each stand in a box of its own.
    """
    links = sum(1 for link in root.iter("a") if letters(link) >= _HEADLINE)
    if links < _LINKS:
        return False
    said = "article" in " ".join(told.metas.get("og:type", ())).lower() or any(
        "WebPage" not in str(one.get("@type")) for one in told.things
    )
    beside: dict[Any, int] = {}
    for paragraph in root.iter("p"):
        if letters(paragraph) >= _PARAGRAPH and link_share(paragraph) < 0.3:
            beside[paragraph.getparent()] = beside.get(paragraph.getparent(), 0) + letters(paragraph)
    longest = max(beside.values(), default=0)
    return longest < (_TEXT if headline is not None or said else _LONG_TEXT) and not (said and longest)

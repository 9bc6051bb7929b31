"""An article taken out of a page."""

from copy import deepcopy
from typing import Any, NamedTuple

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from extract.io.pages import body as bodies
from extract.io.pages import metadata
from extract.io.pages.body import Block
from extract.io.pages.lists import is_list
from extract.io.pages.parts import named

_SHORT = 120  # characters
_ENOUGH = 0.5
"""The share of the text that trafilatura finds which ours has to have, to be taken for the whole."""


class Found(NamedTuple):
    """What a page holds."""

    text: str
    title: str | None
    author: str | None
    published: str | None
    url: str | None
    is_list: bool


def taken_out(markup: str, url: str | None, dates: dict[str, Any]) -> Found | None:
    """The article of a page, or None where it has no text.

    Args:
        markup: the page.
        url: its address, where it is known.
        dates: htmldate's settings.
    """
    try:
        root: HtmlElement = document_fromstring(
            markup.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (etree.ParserError, ValueError):
        return None
    told = metadata.machine(root)
    papers = metadata.sites(root, told, url)
    title, element = metadata.headline(root, told)
    a_list = is_list(root, told, element)
    whole = deepcopy(root)  # what is taken out of the text may say when it was published
    if not a_list:
        bodies.without_asides(root, element)
    found = trafilatura.bare_extraction(
        deepcopy(root),  # which it changes
        url=url,
        with_metadata=True,
        include_comments=False,
        favor_recall=True,
        date_extraction_params=dates,
    )
    assert not isinstance(found, dict)  # which it is where it is asked to be
    known = (found.text or "") if found is not None else ""
    within = root if a_list else bodies.container(root, element, known)
    if within is None:
        return None
    between = bodies.between(root, element, within)
    blocks = bodies.blocks(within)
    writer = metadata.author(told, root, blocks, papers)
    opening = [block for block in between if bodies.is_opening(block)]
    text = bodies.text_of([*opening, *_article(blocks, element, writer, papers)])
    if len(text) < _ENOUGH * len(known):
        text = known
    return Found(
        text,
        title or (found.title if found is not None else None),
        writer,
        metadata.published(told, whole, _same(whole, element), between) or (found.date if found is not None else None),
        found.url if found is not None else None,
        a_list,
    )


def _article(blocks: list[Block], headline: Any | None, writer: str | None, papers: list[str]) -> list[Block]:
    """The blocks of the body behind the headline, without date and byline where these are set apart."""
    inside = set(headline.iter()) if headline is not None else set()
    first = next((place + 1 for place, block in enumerate(blocks) if block.element in inside), 0)
    return [block for block in blocks[first:] if not _is_apart(block) and not metadata.signs(block, writer, papers)]


def _is_apart(block: Block) -> bool:
    """Whether a block is the date or byline, as its element says."""
    around = (block.element, *list(block.element.iterancestors())[:1])
    return len(block.text) <= _SHORT and any(named(one, "author", "date") for one in around)


def _same(whole: Any, element: Any | None) -> Any | None:
    """The element in the untouched copy of the page that has the headline's text."""
    if element is None:
        return None
    text = element.text_content()
    return next((one for one in whole.iter(element.tag) if one.text_content() == text), None)

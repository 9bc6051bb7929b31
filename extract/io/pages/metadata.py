"""Headline, author and date of an article's page: what it says to machines, and what is printed beside the headline."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec

from extract.io import jsonl
from extract.io.pages.body import Block, letters, link_share
from extract.io.pages.parts import begins, named, words
from extract.naming import is_blank
from extract.text.fold import fold_key
from extract.text.moments import publication_day

_ARTICLES = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "WebPage", "VideoObject", "Report")
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "article:published",
    "og:published_time",
    "publish-date",
    "publish_date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.issued",
    "date",
    "dc.date.created",
    "sailthru.date",
    "published_time",
    "og:article:published_time",
    "cxenseparse:recs:publishtime",
)
_WRITTEN_BY = (
    "author",
    "article:author",
    "dable:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "og:article:author",
    "cxenseparse:author",
)
_SUFFIX = re.compile(r"\s+[|–—»-]\s+|\s*\|\s*")
_NAMES = re.compile(r"\s*(?:[;,/&|]| - | – | và )\s*")
_DOMAIN = re.compile(r"\S+\.(?:vn|com|net|org|info|tv|news)\b\S*|https?://\S+|\S+@\S+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_](?:[\w.'’-]|\s(?=\S))*")
_LONGEST_NAME = 60
_HEADLINE = 15  # characters; what is shorter is the name of a paper or section


class Machine(msgspec.Struct):
    """What a page says to machines: its meta elements and JSON-LD."""

    metas: dict[str, list[str]]
    things: list[dict[str, Any]]

    def first(self, names: Iterable[str]) -> Iterator[str]:
        """What the meta elements of these names say, in the order of the names."""
        return (value for name in names for value in self.metas.get(name, ()) if value.strip())


def machine(root: Any) -> Machine:
    """Read what the page says to machines."""
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            if meta.get(key):
                metas.setdefault(meta.get(key).strip().lower(), []).append(meta.get("content") or "")
    return Machine(metas, list(_things(root)))


def _things(root: Any) -> Iterator[dict[str, Any]]:
    """The articles that JSON-LD describes; NewsArticle before the page as such."""
    found: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                found += _flat(jsonl.value((script.text_content() or "").strip().encode("utf-8", "replace")))
            except (msgspec.DecodeError, UnicodeError, RecursionError):
                continue
    return iter(sorted((one for one in found if _types(one) & {*_ARTICLES}), key=lambda one: "WebPage" in _types(one)))


def _flat(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [one for inner in value for one in _flat(inner)]
    return [value, *_flat(value.get("@graph", []))] if isinstance(value, dict) else []


def _types(thing: dict[str, Any]) -> set[str]:
    types = thing.get("@type", ())
    return {types} if isinstance(types, str) else {one for one in types if isinstance(one, str)}


def _said(things: Iterable[dict[str, Any]], name: str) -> Iterator[str]:
    """The strings that things have under a name, objects being meant by their own names."""
    for thing in things:
        values = thing.get(name)
        for value in values if isinstance(values, list) else [values]:
            text = value.get("name") if isinstance(value, dict) else value
            if isinstance(text, str) and text.strip():
                yield text


# --- Headline ---


def sites(root: Any, told: Machine, url: str | None) -> list[str]:
    """The names that the paper has, folded and without spaces: those that it gives itself, and its domain's."""
    names = [
        *told.first(("og:site_name", "application-name", "publisher", "dc.publisher", "copyright")),
        *_said(told.things, "publisher"),
    ]
    address = (
        url
        or next(told.first(("og:url",)), None)
        or next((one.get("href") for one in root.iter("link") if one.get("rel") == "canonical"), None)
    )
    if address:
        names.append(_host(address))
    title = _title(root)
    names += _SUFFIX.split(title)[1:]
    return [bare for name in names if len(bare := _bare(name)) >= 3]


def _host(address: str) -> str:
    """The telling part of a domain: "baomau" of "www.baomau.com.vn"."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    parts = [part for part in host.split(".") if part not in ("www", "com", "net", "org", "gov", "vn", "m", "amp")]
    return parts[-1] if parts else ""


def _title(root: Any) -> str:
    title = next(root.iter("title"), None)
    return " ".join((title.text_content() if title is not None else "").split())


def headline(root: Any, told: Machine) -> tuple[str | None, Any | None]:
    """The headline and its element, where it is printed."""
    claimed = [
        *_said(told.things, "headline"),
        *told.first(("og:title", "twitter:title", "dc.title", "title")),
        _title(root),
    ]
    keys = [fold_key(one) for one in claimed if one.strip()]
    best: tuple[tuple[bool, bool, bool, int], str, Any] | None = None
    for place, element in enumerate(root.iter("h1", "h2", "h3", "div", "p", "span", "td", "strong", "font", "b")):
        if element.tag not in ("h1", "h2", "h3") and not _titled(element):
            continue
        text = " ".join(element.text_content().split())
        if not _HEADLINE <= len(text) <= 300:
            continue
        key = fold_key(text)
        said = any(key in one or (one in key and len(one) * 10 >= len(key) * 8) for one in keys)
        if not said and link_share(element) > 0.8:
            continue
        if not said and element.tag in ("h2", "h3"):
            continue
        rank = (said, element.tag == "h1", link_share(element) < 0.8, -place)
        if best is None or rank > best[0]:
            best = rank, text, element
    if best:
        return best[1], best[2]
    return next((_without_paper(one) for one in claimed if one.strip()), None), None


_TITLES = re.compile(r"(?:^|[ _-])(?:title|tieude|headline|heading)|title(?:[ _-]|$)|headline|tieude", re.IGNORECASE)


def _titled(element: Any) -> bool:
    return (
        bool(_TITLES.search(f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"))
        and len(element) <= 3
    )


def _without_paper(title: str) -> str:
    """A page's title without the paper's name behind it."""
    parts = _SUFFIX.split(" ".join(title.split()))
    return parts[0] if len(parts[0]) >= _HEADLINE or len(parts) == 1 else title


# --- Author ---


def author(told: Machine, root: Any, body: list[Block], papers: list[str]) -> str | None:
    """Who wrote it: never the paper, its company or its server."""
    printed = [
        one
        for one in root.iter()
        if isinstance(one.tag, str) and named(one, "author") and 0 < letters(one) <= 2 * _LONGEST_NAME
    ]
    said = [*_said(told.things, "author"), *told.first(_WRITTEN_BY)]
    for text in (*said, *(one.text_content() for one in printed), *_last(body)):
        names = _persons(text, papers)
        if names:
            return names
    return None


def _last(body: list[Block]) -> Iterator[str]:
    """The last line of an article where it is set as a byline is: to the right, or in bold or italics alone."""
    for block in [block for block in body[-3:] if block.kind == "text"][::-1]:
        if is_signature(block):
            yield block.text


def signs(block: Block, writer: str | None, papers: list[str]) -> bool:
    """Whether a block is the byline of these names and nothing else."""
    return writer is not None and len(block.text) <= 2 * _LONGEST_NAME and _persons(block.text, papers) == writer


def is_signature(block: Block) -> bool:
    """Whether a block is nothing but a name that signs what stands above it."""
    if len(block.text) > _LONGEST_NAME or block.text[-1] in ".:?!…" or "\n" in block.text:
        return False
    element = block.element
    if element is None or not block.text[:1].isupper():
        return False
    styles = " ".join(
        f"{one.get('style', '')} {one.get('align', '')} {one.get('class', '')}"
        for one in (element, *list(element.iterancestors())[:2])
    )
    set_apart = "right" in styles.lower() or named(element, "author") or element.tag in ("strong", "b", "em", "i")
    return set_apart and all(word[:1].isupper() or word in ("-", "–", "&", "và", "/") for word in block.text.split())


def _persons(text: str, papers: list[str]) -> str | None:
    """The names in what is said of an author, without words before them and without papers."""
    text = " ".join(text.split())
    label = begins(text, "author")
    if label and (
        text[label.end() : label.end() + 1] in (":", "") or text[: label.end()].casefold().startswith(("theo", "by"))
    ):
        text = text[label.end() :].lstrip(" :-–")
    text = re.sub(r"\s*\([^()]*\)|\s+thực hiện$|^bởi\s+", "", text).strip(" .:-–|")
    names = [name for name in _NAMES.split(text) if _is_person(name, papers)]
    return ", ".join(dict.fromkeys(names)) or None


def _is_person(name: str, papers: list[str]) -> bool:
    if (
        not 2 <= len(name) <= _LONGEST_NAME
        or _DOMAIN.search(name)
        or _NAME.fullmatch(name) is None
        or len(name.split()) > 7
    ):
        return False
    bare = _bare(name)
    if any(bare == paper or (len(bare) > 5 and (bare in paper or paper in bare)) for paper in papers):
        return False
    folded = name.casefold()
    if (
        begins(name, "paper")
        or folded.split()[-1] in words("paper", "endings")
        or any(folded.endswith(f" {one}") for one in words("paper", "endings"))
    ):
        return False
    return name[:1].isupper()


def _bare(name: str) -> str:
    """A name without case, tone marks and spaces: "Báo Mẫu" is "baomau" as in the paper's domain."""
    import unicodedata

    plain = unicodedata.normalize("NFD", name.casefold()).replace("đ", "d")
    return "".join(one for one in plain if one.isalnum())


# --- Date ---


def published(told: Machine, root: Any, headline_element: Any | None, between: list[Block]) -> str | None:
    """The date of publication as written: to machines, else printed beside the headline."""
    said = [*_said(told.things, "datePublished"), *told.first(_PUBLISHED), *_said(told.things, "dateCreated")]
    for text in (*said, *_marked(root), *_printed(root, headline_element, between)):
        if _is_day(text):
            return " ".join(text.split())
    return None


def _marked(root: Any) -> Iterator[str]:
    """The dates of elements that say what they are."""
    for element in root.iter():
        if isinstance(element.tag, str) and (element.get("itemprop") or "").lower() == "datepublished":
            yield element.get("content") or element.get("datetime") or element.text_content()
    for element in root.iter("time"):
        if element.get("datetime"):
            yield element.get("datetime")


def _printed(root: Any, headline_element: Any | None, between: list[Block]) -> Iterator[str]:
    """Short lines behind the headline, then those around it, then what is called a date: not the day's date on top."""
    yield from (block.text for block in between if len(block.text) <= 120)
    if headline_element is not None:
        for around in list(headline_element.iterancestors())[:3]:
            yield from _short(around, headline_element)
    yield from (
        " ".join(one.text_content().split())
        for one in root.iter("span", "div", "p", "time", "td", "li", "em", "small", "i")
        if named(one, "date") and 0 < letters(one) <= 120
    )


def _short(around: Any, headline_element: Any) -> Iterator[str]:
    """The short lines of an element, first those behind the headline, then those before it."""
    before: list[str] = []
    behind: list[str] = []
    seen = False
    for element in around.iter():
        if element is headline_element:
            seen = True
        if isinstance(element.tag, str) and 0 < letters(element) <= 80 and not len(element):
            (behind if seen else before).append(" ".join(element.text_content().split()))
    yield from behind[:6]
    yield from before[::-1][:3]


def _is_day(text: Any) -> bool:
    if is_blank(text) or not isinstance(text, str):
        return False
    try:
        publication_day(text)
    except ValueError:
        return False
    return True

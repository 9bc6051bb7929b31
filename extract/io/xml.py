"""Articles from feeds (RSS, Atom) and other XML: one an element, its children and attributes being the fields."""

from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from xml.etree import ElementTree

import msgspec

from extract.io.fields import Mapper
from extract.io.incoming import MOST_BYTES, Incoming, Place, Reject, too_long
from extract.io.mended import Mended

if TYPE_CHECKING:
    from _typeshed import SupportsRead

_MARKUP = frozenset(
    {"p", "div", "br", "span", "b", "i", "a", "em", "strong", "img", "ul", "ol", "table", "figure", "h2"}
)
_APART = ("http://search.yahoo.com/mrss/", "http://www.itunes.com/dtds/podcast-1.0.dtd")
"""Vocabularies whose `content` and `title` are those of pictures and sounds."""

_EXCERPT = "/excerpt/"
"""In the namespace of the excerpt of WordPress, of any version."""

_CALLED = ("field", "column", "property", "data", "str", "date", "int", "long", "arr")
"""Elements whose attribute `name` is that of the field, as MySQL and Solr write them."""

_FEEDS = ("item", "entry")

_SHOWN = 20

_SITEMAP = "a sitemap, which has addresses and no texts: fetch the pages that it names and read those (.html or .warc)"
_OTHERS = {
    "urlset": _SITEMAP,
    "sitemapindex": _SITEMAP,
    "Workbook": "a workbook of Excel 2003; open it and save it as .xlsx",
    "opml": "a list of feeds and no texts; fetch the feeds that it names and read those (.rss)",
}
"""The outermost elements of XML that has no articles, and what to do."""

_EXCERPT = "/excerpt/"
"""In the namespace of the excerpt of WordPress, of any version."""

_CALLED = ("field", "column", "property", "data", "str", "date", "int", "long", "arr")
"""Elements whose attribute `name` is that of the field, as MySQL and Solr write them."""

_FEEDS = ("item", "entry")

_SHOWN = 20

_SITEMAPS = ("urlset", "sitemapindex")
_SITEMAP = "a sitemap, which has addresses and no texts: fetch the pages that it names and read those (.html or .warc)"


def read(stream: BinaryIO, file: str, mapper: Mapper) -> Iterator[Incoming]:
    """The articles of a stream, element by element (`line` of a place is the article's number).

    They are the elements of `record_tag`, else those of a feed, else the first that have a text among their children
    and all of the same name.
    """
    tag, number = mapper.fields.record_tag, 0
    seen: dict[str, None] = {}
    path: list[ElementTree.Element] = []
    try:
        for event, element in ElementTree.iterparse(_readable(stream), events=("start", "end")):
            if event == "start":
                if not path and _name(element.tag) in _OTHERS:
                    yield Reject(Place(file), _OTHERS[_name(element.tag)], b"")
                    return
                path.append(element)
                continue
            path.pop()
            name = _name(element.tag)
            if len(seen) < _SHOWN:
                seen[name] = None
            if tag is None and (name in _FEEDS or (path and mapper.has_text(list(_row(element))))):
                tag = name
            if name == tag:
                number += 1
                yield _article(element, Place(file, number), mapper)
            if name == tag and path:
                path[-1].remove(element)  # else memory grows with the file
    except ElementTree.ParseError as error:
        reason = f"broken XML from here on: {error}; what came before was read"
        yield Reject(Place(file, number + 1), reason, b"")
        return
    if not number:
        wanted = f"no element '{tag}'" if tag else "no element with a text"
        named = ", ".join(map(repr, seen))
        advice = "--text-field NAME says which is the text, or --record-tag NAME which is one article"
        yield Reject(Place(file), f"{wanted} in the XML; its elements are {named}; {advice}", b"")


def _readable(stream: BinaryIO) -> "SupportsRead[bytes]":
    """The stream, mended where it declares no entities of its own and has bytes of ASCII."""
    start = cast(BufferedReader, stream).peek(_START)[:_START]
    return stream if b"\0" in start or b"<!ENTITY" in start else Mended(stream)


_START = 1 << 12


def _article(element: ElementTree.Element, place: Place, mapper: Mapper) -> Incoming:
    row = _row(element)
    raw = msgspec.json.encode(row)
    if len(raw) > MOST_BYTES:
        return too_long(place, raw)
    return mapper.incoming(row, place, raw)


def _row(element: ElementTree.Element) -> dict[str, Any]:
    """An element's attributes and children by name; of those that come more than once a list."""
    row: dict[str, Any] = {_name(name): value for name, value in element.attrib.items()}
    for child in element:
        name, value = _name(child.tag), _value(child)
        if name in _CALLED and child.get("name"):
            name = child.get("name", "")
        if name == "link" and child.get("rel", "alternate") != "alternate":
            continue  # Atom's links to other things than the article
        if name in row and name not in element.attrib:
            known = row[name]
            row[name] = [*known, value] if isinstance(known, list) else [known, value]
        else:
            row[name] = value
    return row


def _value(element: ElementTree.Element) -> Any:
    """What an element holds: its text, with the markup if it has some, its children, or what its attributes say."""
    children = {_name(child.tag) for child in element}
    if _name(element.tag) == "arr":
        return [_value(child) for child in element]
    if children & _MARKUP:
        return (element.text or "") + "".join(_markup(child) for child in element)
    if children:
        return _row(element)
    text = element.text or ""
    return text if text.strip() else element.get("href") or (dict(element.attrib) or None)


def _markup(element: ElementTree.Element) -> str:
    """An element of a page as markup, without namespaces."""
    for one in element.iter():
        one.tag = _name(one.tag)
    return ElementTree.tostring(element, encoding="unicode")


def _name(tag: Any) -> str:
    """A tag without its namespace, unless that is of pictures and sounds."""
    space, _, local = str(tag).rpartition("}")
    if _EXCERPT in space:
        return "excerpt"  # which has the same name as the text
    return f"media:{local}" if space[1:] in _APART else local

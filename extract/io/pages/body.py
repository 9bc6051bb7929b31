"""The text of an article's page: where it is, what is no part of it, and how it is written out.

One block of the page (a paragraph, caption or row of a table) is one paragraph of the text. Elements are judged by
their names, by how much of them is links, and by where they stand beside the headline.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from extract.io.pages.parts import begins, named, words

_DROPPED = frozenset(words("elements", "dropped"))
_BLOCKS = frozenset(words("elements", "blocks"))
_SENTENCE_END = re.compile(r"[.!?…:;\"”’')\]]\s*\Z")
_PARAGRAPH = 60
"""Characters: a block as long as this is running text."""

_CAPTION = 10
_MUCH = 200
_MOSTLY = 0.6
"""The share of a block's characters in links by which it is a list of links."""


class Block(NamedTuple):
    """A piece of the page's text, and the element that it stands in."""

    text: str
    element: Any
    kind: str = "text"  # or "caption", "row"
    linked: int = 0
    """How many of its characters are links."""


def without_asides(root: Any, headline: Any | None) -> None:
    """Take out of a page what is no part of its article, whatever is in it: menus, related links, adverts, comments."""
    all_text = max(_running(root), 1)
    kept = set(headline.iterancestors()) | {headline} if headline is not None else set()
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element in kept or element.getparent() is None:
            continue
        if element.tag in _DROPPED or _hidden(element):
            if _running(element) < all_text / 2:
                _drop(element)
        elif (named(element, "aside") or _is_links(element)) and _running(element) < all_text / 2:
            _drop(element)


def _hidden(element: Any) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None


def _drop(element: Any) -> None:
    """Take an element out, but not the text behind it."""
    parent = element.getparent()
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)


def letters(element: Any) -> int:
    """How many characters an element's text has."""
    return sum(len(text.strip()) for text in element.itertext(with_tail=False) if isinstance(text, str))


def _running(element: Any) -> int:
    """How many characters of running text an element has."""
    return sum(
        size for one in element.iter("p", "div", "td") if not _has_blocks(one) and (size := letters(one)) >= _PARAGRAPH
    )


def _has_blocks(element: Any) -> bool:
    return any(isinstance(child.tag, str) and child.tag in _BLOCKS for child in element)


def link_share(element: Any) -> float:
    """The share of an element's characters that are links."""
    size = letters(element)
    return sum(letters(link) for link in element.iter("a")) / size if size else 0.0


def _is_links(element: Any) -> bool:
    """Whether an element is a list of links, or a paragraph that is one link to another article."""
    if element.tag not in ("ul", "ol", "dl", "p", "div", "table", "section", "h2", "h3", "h4", "li"):
        return False
    links = [link for link in element.iter("a") if letters(link) >= 15]
    if not links or letters(element) < 20:
        return False
    return link_share(element) > (0.85 if len(links) == 1 else _MOSTLY) and not any(
        letters(one) >= 2 * _PARAGRAPH and link_share(one) < 0.3 for one in element.iter("p")
    )


def container(root: Any, headline: Any | None, found: str) -> Any | None:
    """The element that holds the article's text.

    Args:
        root: the page.
        headline: the headline's element, where it is known.
        found: the text that trafilatura took out of the page; it knows pages of the whole world.
    """
    running = max(_running(root), 1)
    known = [
        one
        for one in root.iter("div", "section", "article", "td", "main", "span")
        if named(one, "body") and _running(one) >= running / 3
    ]
    if known:
        return (
            known[-1]
            if headline is None
            else next((one for one in reversed(known) if headline not in one.iter()), known[-1])
        )
    lines = {_key(line) for line in found.splitlines() if len(line) >= _PARAGRAPH}
    wanted = [
        one
        for one in root.iter("p", "div", "td", "li", "blockquote", "span")
        if not _has_blocks(one) and _key(_inline(one)) in lines
    ]
    if sum(map(letters, wanted)) < _MUCH:
        wanted = [
            max(root.iter("p", "div", "td", "section", "article", "body", "font", "span"), key=_own, default=root)
        ]
    return _smallest(wanted)


def _own(element: Any) -> int:
    """How many characters of text stand in an element itself, and not in blocks inside it or in links."""
    size = len((element.text or "").strip())
    for child in element:
        inline = isinstance(child.tag, str) and child.tag not in _BLOCKS and child.tag != "a"
        size += len((child.tail or "").strip()) + (letters(child) if inline else 0)
    return size


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))[:80]


def _smallest(elements: list[Any]) -> Any | None:
    """The smallest element that holds four fifths of the others' text."""
    if not elements:
        return None
    held: dict[Any, int] = {}
    for element in elements:
        size = letters(element)
        for one in (element, *element.iterancestors()):
            held[one] = held.get(one, 0) + size
    enough = 0.8 * sum(letters(element) for element in elements)
    fitting = [one for one, size in held.items() if size >= enough]
    return max(fitting, key=lambda one: sum(1 for _ in one.iterancestors()))


def between(root: Any, headline: Any | None, body: Any) -> list[Block]:
    """The blocks behind the headline and before the body, in the part of the page that holds both."""
    if headline is None or body is root:
        return []
    if headline in body.iter():
        return []
    above = {body, *body.iterancestors()}
    shared = next((one for one in headline.iterancestors() if one in above), None)
    if shared is None:
        return []
    order = {element: place for place, element in enumerate(shared.iter())}
    if order[headline] > order[body]:
        return []
    inside = set(headline.iter())
    return [
        block
        for block in blocks(shared, stop=body)
        if block.element not in inside and order.get(block.element, 0) > order[headline]
    ]


def _is_linked(block: Block) -> bool:
    """Whether a block is links to other pages rather than text."""
    return block.linked >= _CAPTION and block.linked > _MOSTLY * len(block.text)


def is_opening(block: Block) -> bool:
    """Whether a block between headline and body is the article's first paragraph or picture, which papers set apart."""
    if block.kind == "caption":
        return len(block.text) >= _CAPTION
    named_so = any(named(one, "sapo") for one in (block.element, *list(block.element.iterancestors())[:2]))
    other = any(
        named(one, "date", "author", "caption") for one in (block.element, *list(block.element.iterancestors())[:1])
    )
    if named_so and len(block.text) >= 20:
        return True
    return not other and len(block.text) >= _PARAGRAPH and not _is_linked(block)


def blocks(element: Any, stop: Any | None = None) -> list[Block]:
    """The text of an element in blocks, up to the element `stop`."""
    writer = _Writer(stop)
    writer.walk(element)
    writer.flush()
    return writer.blocks


def _inline(element: Any) -> str:
    return " ".join("".join(text for text in element.itertext(with_tail=False) if isinstance(text, str)).split())


_GLUED = re.compile(r"[^\W\d_A-ZĐ]?[a-zà-ỹ][A-ZÀ-ỸĐ]\Z")
"""A place name and the sentence behind it, which a page shows apart."""


class _Writer:
    """Writes an element out as blocks."""

    def __init__(self, stop: Any | None) -> None:
        self.blocks: list[Block] = []
        self._stop = stop
        self._pieces: list[str] = []
        self._linked = 0
        self._element: Any = None
        self.stopped = False

    def walk(self, element: Any, kind: str = "text") -> None:
        """Write what is in an element."""
        if element is self._stop:
            self.flush(kind)
            self.stopped = True
        if self.stopped or not isinstance(element.tag, str):
            return
        if element.tag == "table" and not _is_layout(element):
            self._table(element)
            return
        kind = "caption" if kind == "caption" or _is_caption(element) else kind
        self._add(element.text, element)
        for child in element:
            if self.stopped:
                return
            if child.tag == "br":
                self._pieces.append("\n")
            elif isinstance(child.tag, str):
                is_block = child.tag in _BLOCKS
                if is_block:
                    self.flush(kind)
                self.walk(child, kind)
                if is_block and not self.stopped:
                    self.flush("caption" if _is_caption(child) else kind)
            if not self.stopped:
                self._add(child.tail, element)

    def _add(self, text: str | None, element: Any) -> None:
        if text:
            if text.strip() and not any(piece.strip() for piece in self._pieces):
                self._element = element
            if self._pieces and _GLUED.search(self._pieces[-1][-1:] + text[:1]):
                self._pieces.append(" ")
            self._pieces.append(re.sub(r"\s+", " ", text))
            if element.tag == "a":
                self._linked += len(text.strip())

    def flush(self, kind: str = "text") -> None:
        """End a block."""
        text = re.sub(r" *\n *", "\n", "".join(self._pieces))
        text = re.sub(r"[ \xa0]{2,}", " ", text)
        linked, self._pieces, self._linked = self._linked, [], 0
        # Two line breaks are how editors without paragraphs part them.
        parts = [part for part in re.split(r"\n{2,}", text.strip()) if part.strip()]
        for part in parts:
            # Of several it cannot be told which has the links; they come last.
            self.blocks.append(Block(part.strip(), self._element, kind, linked if part is parts[-1] else 0))

    def _table(self, table: Any) -> None:
        """A table of people or figures: one row a paragraph, its cells parted as an enumeration is."""
        self.flush()
        for caption in table.iter("caption"):
            self.blocks.append(Block(_inline(caption), caption, "caption"))
        for row in table.iter("tr"):
            cells = [text for cell in row.iter("td", "th") if (text := _inline(cell))]
            if cells:
                self.blocks.append(Block(_row(cells), row, "row"))


def _row(cells: list[str]) -> str:
    """A row as a phrase: "Lê Văn Mẫu, Giám đốc Sở Y tế". A number in front is that of the row."""
    number = (
        f"{cells.pop(0).rstrip('.')}. "
        if len(cells) > 1 and cells[0].rstrip(".").isdigit() and len(cells[0]) < 5
        else ""
    )
    return number + ", ".join(cell.rstrip(" ,;") for cell in cells)


def _is_layout(table: Any) -> bool:
    """Whether a table only arranges: it holds a picture with its caption, or running text, or a single column."""
    rows = [[cell for cell in row.iter("td", "th") if letters(cell)] for row in table.iter("tr")]
    most = max((len(row) for row in rows), default=0)
    texts = [one for one in table.iter("p", "div", "td") if not _has_blocks(one) and letters(one) >= 5 * _PARAGRAPH]
    return (
        most < 2
        or bool(texts)
        or (next(table.iter("table"), table) is not table and any(True for _ in _inner_tables(table)))
    )


def _inner_tables(table: Any) -> Iterator[Any]:
    return (one for one in table.iter("table") if one is not table)


def _is_caption(element: Any) -> bool:
    if element.tag == "figcaption" or named(element, "caption"):
        return True
    # Old editors put a picture into a table, and its caption below.
    return element.tag == "table" and next(element.iter("img"), None) is not None and letters(element) < 6 * _PARAGRAPH


def text_of(given: list[Block]) -> str:
    """The blocks as a text, without those that belong to no article."""
    return "\n\n".join(block.text for block in given if not _is_notice(block))


def _is_notice(block: Block) -> bool:
    """Whether a block is a notice of the paper's: an advert for its app, related articles, a heading of such."""
    if block.kind != "text":
        return False
    match = begins(block.text, "aside")
    if match is None:
        return _is_linked(block)
    behind = block.text[match.end() :].strip()
    return 3 * block.linked > len(block.text) or (
        len(block.text) < 2 * _PARAGRAPH and not _SENTENCE_END.search(behind or "x")
    )

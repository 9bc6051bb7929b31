"""Puts the page together: template, data packed in script elements, and a policy that lets nothing else run."""

import zlib
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any, BinaryIO, NamedTuple

import msgspec

from extract.lexicon import Lexicon
from extract.looks import GROUPS, LOOKS, stylesheet
from extract.outlines import SIZE, outlines, provinces
from extract.record import KINDS, dumps, to_json
from extract.report.facets import TABLES, unit_name
from extract.report.view import Entry, Rule, View, rules_of, searched
from extract.report.words import Words

_SCRIPTS = (
    *("text", "said", "warned", "query", "store", "facets", "values", "saved", "list"),
    *("marks", "relations", "panel", "tables", "record", "correct", "article", "overview", "compose", "app"),
)
_PROVINCE = list(TABLES["titles"]).index("province")
_STYLES = ("page", "article", "print")
_PART_BYTES = 1 << 17
"""How many bytes of records are packed together: few enough to be unpacked at a click."""


class Policy(NamedTuple):
    """The Content-Security-Policy of a page, as an HTTP header has it and as a `meta` element may have it."""

    header: str
    meta: str


class _Template(NamedTuple):
    before: str
    after: str
    style: str
    script: str


@cache
def _template() -> _Template:
    folder = files("extract.report") / "template"

    def joined(names: Iterable[str], ending: str) -> str:
        return "\n".join((folder / f"{name}.{ending}").read_text("utf-8") for name in names)

    before, _, after = (folder / "page.html").read_text("utf-8").partition("{{articles}}")
    return _Template(before, after, f"{stylesheet()}\n{joined(_STYLES, 'css')}", joined(_SCRIPTS, "js"))


@cache
def policy(*, app: bool) -> Policy:
    """The policy of the page: its own style and script by their hashes; as an app, requests to where it came from."""
    template = _template()
    meta = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(template.script)}'",
            f"style-src '{_hash(template.style)}'",
            "img-src data:",
            "connect-src 'self'" if app else "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    # A meta element must not say who may frame the page; browsers complain of it.
    return Policy(f"{meta}; frame-ancestors 'none'", meta)


def write_report(out: BinaryIO, views: Iterable[View], *, title: str, lexicon: Lexicon) -> int:
    """Write the page of many articles and return how many there were.

    A few articles are held at a time; what the page's lists and its search need of each is kept and written last.

    Args:
        out: where the page goes, as UTF-8.
        views: the articles, in the order in which the page lists them.
        title: the page's heading.
        lexicon: what knows the rules behind the items.

    Raises:
        OSError: the page cannot be written.
    """
    out.write(_before(title, app=False))
    index = _Index()
    lines: list[bytes] = []
    for view in views:
        lines.append(to_json(view.record))
        index.add(view)
        index.rules |= rules_of(view.record, lexicon)
        if sum(map(len, lines)) >= _PART_BYTES:
            out.write(index.part(lines))
            lines = []
    if lines:
        out.write(index.part(lines))
    out.write(_after({"title": title, "app": False}, index))
    return len(index.entries)


def app_page(title: str, **settings: Any) -> bytes:
    """The page as an app: empty, with a place to paste or drop articles.

    Args:
        title: the page's heading.
        settings: what else the page's scripts are told.
    """
    return _before(title, app=True) + _after({"title": title, "app": True, **settings}, _Index())


class _Index:
    """What is written behind the records: what the page's lists, filters and search need."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.rules: dict[str, Rule] = {}
        self.parts: list[int] = []
        self.words = Words()
        self.has_provinces = False
        self._strings: dict[str | None, int] = {None: 0}

    def add(self, view: View) -> None:
        self.words.add(len(self.entries), searched(view))
        self.entries.append(self._numbered(view.entry))
        self.has_provinces |= any(row[_PROVINCE] for row in view.entry.rows.get("titles", ()))

    def part(self, lines: list[bytes]) -> bytes:
        """The element of some records, one a line; a line is byte for byte what a run writes."""
        self.parts.append(len(lines))
        return _packed(f"part-{len(self.parts) - 1}", b"\n".join(lines))

    def packed(self) -> bytes:
        strings = [value or "" for value in self._strings]
        words, places = self.words.packed()
        return b"".join(
            (
                _packed("entries", dumps({"strings": strings, "entries": self.entries})),
                _packed("words", "\n".join(words).encode("utf-8", "replace")),
                _packed("places", places),
            )
        )

    def _numbered(self, entry: Entry) -> dict[str, Any]:
        """The entry with numbers of strings in its rows, for the same strings stand in many."""
        rows = {
            name: [[self._strings.setdefault(value, len(self._strings)) for value in row] for row in rows]
            for name, rows in entry.rows.items()
        }
        return {**msgspec.to_builtins(entry), **({"rows": rows} if rows else {})}


def _before(title: str, *, app: bool) -> bytes:
    template = _template()
    page = template.before
    for name, value in (
        ("title", escape(_printable(title))),
        ("policy", escape(policy(app=app).meta)),
        ("style", template.style),
    ):
        page = page.replace(f"{{{{{name}}}}}", value)
    return page.encode()


def _after(settings: dict[str, Any], index: _Index) -> bytes:
    known = {
        "settings": settings,
        "rules": index.rules,
        "parts": index.parts,
        "tables": TABLES,
        "groups": GROUPS,
        "map": _map() if index.has_provinces or settings["app"] else None,
        "marks": {kind.name: [(mark.label, mark.field) for mark in kind.marks] for kind in KINDS},
        "kinds": {
            kind: {"letter": look.letter, "label": look.label, "plural": look.plural} for kind, look in LOOKS.items()
        },
    }
    data = index.packed() + _element("application/json", "index", _harmless(dumps(known)))
    return data + _template().after.replace("{{script}}", _template().script).encode()


def _map() -> dict[str, Any]:
    """The outlines of provinces by what the facet calls them."""
    paths = {unit_name(provinces()[code]): path for code, path in outlines().items()}
    return {"size": SIZE, "paths": paths}


def _packed(identifier: str, data: bytes) -> bytes:
    """A script element with `data` deflated, in base 64: a third of its size, and nothing in it can be markup."""
    return _element("text/plain", identifier, b64encode(zlib.compress(data)))


def _harmless(encoded: bytes) -> bytes:
    """JSON in which nothing can end the element that holds it: no `<`, `>` or `&` as such."""
    for character in (b"<", b">", b"&"):
        encoded = encoded.replace(character, b"\\u%04x" % ord(character))
    return encoded


def _element(kind: str, identifier: str, content: bytes) -> bytes:
    return b'<script type="%s" id="%s">%s</script>\n' % (kind.encode(), identifier.encode(), content)


def _printable(title: str) -> str:
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in title)


def _hash(inline: str) -> str:
    return f"sha256-{b64encode(sha256(inline.encode()).digest()).decode()}"

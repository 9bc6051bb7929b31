"""Puts the page together: template, data as JSON in script elements, and a policy that lets nothing else run."""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any, BinaryIO, NamedTuple

from extract.lexicon import Lexicon
from extract.record import dumps
from extract.report.view import Entry, Rule, View, rules_of

_SCRIPTS = ("text", "store", "values", "list", "article", "overview", "compose", "app")
_STYLES = ("page", "article", "print")


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
    return _Template(before, after, joined(_STYLES, "css"), joined(_SCRIPTS, "js"))


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

    One article is held at a time; what the page's lists need of each is kept and written last.

    Args:
        out: where the page goes, as UTF-8.
        views: the articles, in the order in which the page lists them.
        title: the page's heading.
        lexicon: what knows the rules behind the items.

    Raises:
        OSError: the page cannot be written.
    """
    out.write(_before(title, app=False))
    entries: list[Entry] = []
    rules: dict[str, Rule] = {}
    for view in views:
        out.write(_data(f"article-{len(entries)}", view.record))
        entries.append(view.entry)
        rules |= rules_of(view.record, lexicon)
    out.write(_after({"title": title, "app": False}, entries, rules))
    return len(entries)


def app_page(title: str, *, most_bytes: int) -> bytes:
    """The page as an app: empty, with a place to paste or drop an article of at most `most_bytes` bytes."""
    return _before(title, app=True) + _after({"title": title, "app": True, "most_bytes": most_bytes}, [], {})


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


def _after(settings: dict[str, Any], entries: list[Entry], rules: dict[str, Rule]) -> bytes:
    data = _data("index", {"settings": settings, "entries": entries, "rules": rules})
    return data + _template().after.replace("{{script}}", _template().script).encode()


def _data(identifier: str, value: Any) -> bytes:
    """A script element with `value` as JSON, in which nothing can end the element: no `<`, `>` or `&` as such."""
    encoded = dumps(value)
    for character in (b"<", b">", b"&"):
        encoded = encoded.replace(character, b"\\u%04x" % ord(character))
    return b'<script type="application/json" id="%s">%s</script>\n' % (identifier.encode(), encoded)


def _printable(title: str) -> str:
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in title)


def _hash(inline: str) -> str:
    return f"sha256-{b64encode(sha256(inline.encode()).digest()).decode()}"

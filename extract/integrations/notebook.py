"""Records and extractors as HTML, for notebooks. Whatever comes from an article is escaped.

`Record` and `Extractor` hand over here only when a notebook asks them for HTML.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from extract.looks import LOOKS
from extract.patterns import compiled
from extract.record import KINDS, Item, Record

if TYPE_CHECKING:
    from extract.pipeline import Extractor

SHOWN_TEXT = 20_000
"""How many code points of an article are shown; a browser with more of them in every cell becomes slow."""
SHOWN_ROWS = 200

_STYLE = (
    "<style>.vnx{max-width:64em;line-height:1.5}.vnx pre{white-space:pre-wrap;font:inherit;max-height:32em;"
    "overflow:auto;padding:.6em .8em;border:1px solid #8886;border-radius:6px;unicode-bidi:isolate}"
    ".vnx mark{color:inherit;padding:.1em .15em;border-radius:3px}.vnx table{text-align:left;margin:.3em 0}"
    ".vnx td,.vnx th{text-align:left!important;vertical-align:top;unicode-bidi:isolate}"
    ".vnx summary{cursor:pointer;font-weight:600}.vnx small{opacity:.75}"
    + "".join(
        f".vnx .vnx-{kind}{{color:{look.light[0]};background:{look.light[1]};"
        f"text-decoration:{look.decoration} 2px {look.light[0]};text-underline-offset:.25em}}"
        for kind, look in LOOKS.items()
    )
    + "</style>"
)
_HINTS = {mark.label: mark.hint for kind in KINDS for mark in kind.marks}
# Characters that a page may not hold (lone surrogates, controls), or that turn the direction of what follows them.
_UNSHOWN = compiled(r"[\p{Cs}\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\t\n]")


def html(value: object) -> str:
    """A record or an extractor."""
    return record_html(value) if isinstance(value, Record) else extractor_html(cast("Extractor", value))


def record_html(record: Record) -> str:
    """A record: its text with the finds marked, where it carries the text, and a table of each kind."""
    about = [record.published, record.author, record.url, record.id]
    parts = [
        f"<b>{_text(record.title or 'Record')}</b><br><small>{_text(' · '.join(one for one in about if one))}</small>",
        _marked(record.text, record.items()) if record.text is not None else "",
        *(_warning(warning) for warning in record.warnings),
        *(
            _table(
                kind.name.capitalize(),
                kind.marks[0].label,
                tuple(heading for heading, _ in kind.shown),
                [tuple(shown(record, find) for _, shown in kind.shown) for find in getattr(record, kind.name)],
            )
            for kind in KINDS
        ),
    ]
    return f'{_STYLE}<div class="vnx">{"".join(parts)}</div>'


def extractor_html(extractor: "Extractor") -> str:
    """An extractor: how many entries of each group its lexicon has, and its engine for names."""
    groups = Counter(entry.group for entry in extractor.lexicon)
    rows = sorted(groups.items(), key=lambda row: (-row[1], row[0]))
    about = f"{sum(groups.values()):,} rules and entries; names by {extractor.ner or 'rules alone'}"
    table = _table("Rules and entries by group", "base", ("group", "entries"), rows)
    return f'{_STYLE}<div class="vnx"><b>Extractor</b><br><small>{_text(about)}</small>{table}</div>'


def _marked(text: str, items: Iterable[tuple[str, Item]]) -> str:
    """The text with the finds marked, each stretch by the shortest find that holds it; hovering tells of all."""
    shown = text[:SHOWN_TEXT]
    finds = sorted(items, key=lambda row: (row[1].start, -row[1].end))
    cuts = sorted({0, len(shown), *(min(at, len(shown)) for _, item in finds for at in (item.start, item.end))})
    parts: list[str] = []
    open_finds: list[tuple[str, Item]] = []
    reached = 0
    for start, end in pairwise(cuts):
        while reached < len(finds) and finds[reached][1].start <= start:
            open_finds.append(finds[reached])
            reached += 1
        open_finds = [find for find in open_finds if find[1].end > start]
        stretch = _text(shown[start:end])
        if open_finds:
            kind, _ = min(open_finds, key=lambda find: find[1].end - find[1].start)
            hint = "\n".join(f"{kind}: {_HINTS[kind](item)} [{item.rule}]" for kind, item in open_finds)
            stretch = f'<mark class="vnx-{kind}" title="{_text(hint)}">{stretch}</mark>'
        parts.append(stretch)
    more = len(text) - len(shown)
    legend = " ".join(f'<mark class="vnx-{kind}">{look.label[0]}</mark>' for kind, look in LOOKS.items())
    rest = f"<small>… and {more:,} characters more, not shown here</small>" if more else ""
    return f"<div>{legend}</div><pre>{''.join(parts)}{rest}</pre>"


def _table(title: str, kind: str, head: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> str:
    if not rows:
        return ""
    heads = "".join(f"<th>{_text(one)}</th>" for one in head)
    body = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in rows[:SHOWN_ROWS])
    rest = f"<small>… and {len(rows) - SHOWN_ROWS:,} more</small>" if len(rows) > SHOWN_ROWS else ""
    summary = f'<summary><mark class="vnx-{kind}">{title}</mark> {len(rows)}</summary>'
    return f"<details>{summary}<table><tr>{heads}</tr>{body}</table>{rest}</details>"


def _warning(warning: str) -> str:
    return f"<div><small>⚠ {_text(warning)}</small></div>"


def _text(value: object) -> str:
    """Any value as HTML text."""
    return "" if value is None else escape(_UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", str(value)))

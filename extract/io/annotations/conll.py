"""CoNLL: a token a line with its tag in the last column, an empty line between sentences, `-DOCSTART-` before articles.

Tags are BIO; BIOES, BILOU and IOB1 are read too. Of finds within each other the longest is written. Written files have
the tokens' offsets in columns of their own, so that spans are true to the article when they come back; files without
them are read as their tokens with a space between. Values, and what belongs together, the form does not hold.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from urllib.parse import quote, unquote

import regex

from extract.io.annotations.spans import SORTS, Annotated, Span
from extract.io.records import RecordsError
from extract.io.tables import storable
from extract.patterns import compiled

_START = "-DOCSTART-"
_TOKEN = compiled(r"\p{N}+(?:[.,/:]\p{N}+)*+|[\p{L}\p{M}]++(?:['’][\p{L}\p{M}]++)*+|[^\s\p{L}\p{M}\p{N}]")
_INSIDE = frozenset("IELM")
_TAG = compiled(r"O|[BIOESULM]-(?<label>\S+)")


def write(articles: Iterable[Annotated], target: Path) -> None:
    """Write one file."""
    unfinished = target.with_name(f"{target.name}.part")
    with unfinished.open("w", encoding="utf-8", newline="\n") as out:
        for article in articles:
            out.write(f"{_START}\t{quote(storable(article.about['id']), safe='/:')}\t-\tO\n\n")
            before = 0
            for word, start, end, tag in _tagged(storable(article.text), _flat(article.spans)):
                if "\n" in article.text[before:start] and before:
                    out.write("\n")
                out.write(f"{word}\t{start}\t{end}\t{tag}\n")
                before = end
            out.write("\n")
    unfinished.replace(target)


def read(name: str) -> Iterator[Annotated]:
    """The articles of a file."""
    rows: list[tuple[int, list[str]]] = []
    key, begun, numbers = "", 1, count(1)
    stem = Path(name).name.partition(".")[0]
    with Path(name).open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            columns = line.rstrip("\r\n").split("\t") if "\t" in line else line.split()
            if columns and columns[0] == _START:
                if any(row for _, row in rows):
                    yield _article(rows, key or f"{stem}-{next(numbers)}", name, begun)
                rows, begun = [], number
                key = unquote(columns[1]) if len(columns) > 3 and columns[2] == "-" else ""
            elif columns and columns[0] == "" and len(columns) > 1:
                raise RecordsError(f"{name}:{number}: a tag without a token")
            else:
                rows.append((number, columns if any(columns) else []))
    if any(row for _, row in rows) or key:
        yield _article(rows, key or f"{stem}-{next(numbers)}", name, begun)


def _flat(spans: Sequence[Span]) -> list[Span]:
    """Spans that do not overlap, the longest first, of those that have a label in spaCy too."""
    taken: list[Span] = []
    marked = [one for one in spans if one.end > one.start and (one.label not in SORTS or SORTS[one.label].mark.table)]
    for span in sorted(marked, key=lambda one: (one.start - one.end, one.start)):
        if all(span.end <= one.start or one.end <= span.start for one in taken):
            taken.append(span)
    return sorted(taken, key=lambda one: one.start)


def _tagged(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, int, int, str]]:
    """The tokens of a text with their tags; none reaches over the edge of a span."""
    before = 0
    for span in spans:
        yield from ((*token, "O") for token in _tokens(text, before, span.start))
        for first, token in zip(_begin(), _tokens(text, span.start, span.end), strict=False):
            yield (*token, f"{first}-{span.label}")
        before = span.end
    yield from ((*token, "O") for token in _tokens(text, before, len(text)))


def _begin() -> Iterator[str]:
    yield "B"
    while True:
        yield "I"


def _tokens(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    found: regex.Match[str]
    for found in _TOKEN.finditer(text, start, end):
        yield found[0], found.start(), found.end()


def _article(rows: Sequence[tuple[int, list[str]]], key: str, name: str, begun: int) -> Annotated:
    """An article of its lines; an empty line is a sentence's end."""
    parts: list[str] = []
    spans: list[Span] = []
    length, sentence_ends, before = 0, False, "O"
    for number, columns in rows:
        if not columns:
            sentence_ends, before = True, "O"
            continue
        place = f"{name}:{number}"
        word, tag = columns[0], columns[-1]
        found = _TAG.fullmatch(tag)
        if found is None or len(columns) < 2:
            raise RecordsError(f"{place}: {tag!r} is no tag as in 'Huế B-PLACE'; the tag has to be the last column")
        start = int(columns[1]) if len(columns) == 4 and columns[1].isdigit() else length + bool(length)
        if start < length:
            raise RecordsError(f"{place}: {word!r} begins at {start}, before the token in front of it ends")
        gap = start - length
        parts += (
            "\n" if sentence_ends and gap and length else "",
            " " * (gap - bool(sentence_ends and gap and length)),
            word,
        )
        length = start + len(word)
        label = found["label"]
        if label and tag[0] in _INSIDE and before[1:] == tag[1:] and before[0] not in "ELSU":
            spans[-1] = spans[-1]._replace(end=length)
        elif label:
            spans.append(Span(label, start, length, {}))
        sentence_ends, before = False, tag
    return Annotated({"id": key}, "".join(parts), spans, [], f"{name}:{begun}")

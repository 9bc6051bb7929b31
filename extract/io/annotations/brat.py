"""brat standoff (brat.nlplab.org/standoff.html): a folder with the text of each article and its annotations beside it.

What is said of a span is JSON in its note (`#1 AnnotatorNotes T1 {"value": "2019-11-20"}`), since attributes hold no
free text. Spans that reach over lines have a piece a line, as brat wants it. Equivalences (`*`) are mentions of one
find.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from extract.io.annotations.spans import LINKS, SAME, SORTS, Annotated, Link, Span
from extract.io.records import RecordsError
from extract.io.tables import storable
from extract.patterns import compiled
from extract.record import dumps

_UNSAFE = compiled(r"[^\w.\- ]|^\.")
_LONGEST_NAME = 120
_SPACE = compiled(r"\s+")
_OFFSETS = compiled(r"\d+ \d+(?:;\d+ \d+)*")


def write(articles: Iterable[Annotated], target: Path) -> None:
    """Write `ID.txt` and `ID.ann` for each article into a folder, and brat's `annotation.conf`."""
    target.mkdir(parents=True, exist_ok=True)
    labels = dict.fromkeys(SORTS)
    for article in articles:
        labels |= dict.fromkeys(span.label for span in article.spans)
        path = target / f"{_file_name(article.about['id'])}.ann"
        # No line may end otherwise than the text says, or offsets would be others.
        path.with_suffix("").with_name(path.name[:-4] + ".txt").write_bytes(storable(article.text).encode())
        path.write_bytes("".join(f"{line}\n" for line in _lines(article)).encode())
    (target / "annotation.conf").write_text(_configuration(list(labels)), encoding="utf-8")


def read(name: str) -> Iterator[Annotated]:
    """The articles of a folder, or of one `.ann` file; their ids are the files' names."""
    path = Path(name)
    files = sorted(path.glob("*.ann")) if path.is_dir() else [path]
    if not files:
        raise RecordsError(f"{name}: no .ann file in this folder")
    for file in files:
        yield _Reading(file, _decoded(file.with_name(file.name[:-4] + ".txt"))).article()


def _decoded(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise RecordsError(f"{file}: not in UTF-8: {error}") from error


def _file_name(key: str) -> str:
    """A file's name that tells the id again; of ids too long for one, its beginning and what tells it from others."""
    name = _UNSAFE.sub(lambda found: "".join(f"={byte:02X}" for byte in found[0].encode()), storable(key))
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    cut = name.encode()[: _LONGEST_NAME - 20].decode(errors="ignore")
    return f"{cut}-{blake2b(name.encode(), digest_size=8).hexdigest()}"


def _id(name: str) -> str:
    """The id that a file's name tells."""
    return _CODED.sub(lambda found: bytes.fromhex(found[0].replace("=", "")).decode(errors="replace"), name)


_CODED = compiled(r"(?:=[0-9A-F]{2})+")


def _lines(article: Annotated) -> Iterator[str]:
    text = storable(article.text)
    for number, span in enumerate(article.spans, start=1):
        pieces = [
            (span.start + one.start(), span.start + one.end()) for one in _LINE.finditer(text[span.start : span.end])
        ]
        offsets = ";".join(f"{start} {end}" for start, end in pieces)
        yield f"T{number}\t{span.label} {offsets}\t{' '.join(text[start:end] for start, end in pieces)}"
    noted = [(number, span.values) for number, span in enumerate(article.spans, start=1) if span.values]
    for note, (number, values) in enumerate(noted, start=1):
        yield f"#{note}\tAnnotatorNotes T{number}\t{dumps(storable(values)).decode()}"
    yield from (f"*\t{SAME} T{one.source + 1} T{one.target + 1}" for one in article.links if one.name == SAME)
    for number, one in enumerate((one for one in article.links if one.name != SAME), start=1):
        yield f"R{number}\t{one.name} Arg1:T{one.source + 1} Arg2:T{one.target + 1}"


_LINE = compiled(r"[^\r\n]+")


def _configuration(labels: list[str]) -> str:
    relations = [
        f"{name}\tArg1:{'|'.join(ends.sources)}, Arg2:{'|'.join(ends.targets)}"
        for name, ends in LINKS.items()
        if name != SAME
    ]
    same = "<REL-TYPE>:symmetric-transitive"
    relations += [f"{SAME}\tArg1:{label}, Arg2:{label}, {same}" for label in LINKS[SAME].sources]
    return "\n".join(("[entities]", *labels, "", "[relations]", *relations, "", "[events]", "", "[attributes]", ""))


class _Reading:
    """One `.ann` file, read line by line."""

    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        self._text = text
        self._place = f"{file}:1"
        self._spans: dict[str, Span] = {}
        self._triggers: dict[str, str] = {}
        self._named: list[tuple[str, str, str, str]] = []

    def article(self) -> Annotated:
        """The article.

        Raises:
            RecordsError: a line is misshapen.
        """
        rows = enumerate(_decoded(self._file).split("\n"), start=1)
        # What is said of a span may stand before it.
        for number, line in sorted(rows, key=lambda one: {"T": 0, "E": 1}.get(one[1][:1], 2)):
            self._place = f"{self._file}:{number}"
            try:
                self._line(line.removesuffix("\r"))
            except (ValueError, msgspec.DecodeError) as error:
                raise RecordsError(f"{self._place}: no line of brat's: {error}") from error
        places = {key: place for place, key in enumerate(self._spans)}
        links = [
            Link(name, places[self._span(one, place)], places[self._span(other, place)], place)
            for name, one, other, place in self._named
        ]
        about = {"id": _id(self._file.name[:-4])}
        return Annotated(about, self._text, list(self._spans.values()), links, str(self._file))

    def _span(self, key: str, place: str) -> str:
        """The key of a span; that of an event is its trigger's.

        Raises:
            RecordsError: there is no such span.
        """
        found = self._triggers.get(key, key)
        if found not in self._spans:
            raise RecordsError(f"{place}: there is no {found!r} in this file; add its line, or take this one out")
        return found

    def _line(self, line: str) -> None:
        kind = line[:1]
        key, _, rest = line.partition("\t")
        if kind == "T":
            self._text_bound(key, rest)
        elif kind == "R":
            name, one, other = rest.split()[:3]
            self._named.append((name, one.partition(":")[2], other.partition(":")[2], self._place))
        elif kind == "*":
            name, first, *others = rest.split()
            self._named += [(name if name in LINKS else SAME, other, first, self._place) for other in others]
        elif kind == "E":
            trigger, *roles = rest.split()
            self._triggers[key] = trigger.partition(":")[2]
            self._named += [(role.partition(":")[0], key, role.partition(":")[2], self._place) for role in roles]
        elif kind in ("A", "M"):
            name, of, *value = rest.split(maxsplit=2)
            self._say(of, {name: value[0] if value else True})
        elif kind == "#":
            (_, of), (_, _, note) = rest.split("\t")[0].split(), rest.partition("\t")
            self._say(of, msgspec.json.decode(note, type=dict[str, Any]) if note.startswith("{") else {"note": note})
        elif line.strip() and kind != "N":
            raise ValueError("it begins with none of T, R, E, A, M, N, * and #")

    def _say(self, of: str, values: dict[str, Any]) -> None:
        if of[:1] in "TE":  # what is said of a relation has no place in a record
            self._spans[self._span(of, self._place)].values.update(values)

    def _text_bound(self, key: str, rest: str) -> None:
        told, _, words = rest.partition("\t")
        label, _, offsets = told.partition(" ")
        if not _OFFSETS.fullmatch(offsets):
            raise ValueError(f"{key} has no offsets")
        pieces = [tuple(map(int, piece.split())) for piece in offsets.split(";")]
        bounds = [bound for piece in pieces for bound in piece]
        if bounds != sorted(bounds) or bounds[-1] > len(self._text):
            raise RecordsError(
                f"{self._place}: {key} is at {offsets}; offsets have to rise, "
                f"up to the {len(self._text)} characters of the .txt file"
            )
        there = " ".join(self._text[start:end] for start, end in pieces)
        if _SPACE.sub(" ", there).strip() != _SPACE.sub(" ", words).strip():
            raise RecordsError(
                f"{self._place}: {key} is {words!r}, but at {offsets} of the .txt file stands {there!r}; "
                "one of the two was changed"
            )
        if key in self._spans:
            raise RecordsError(f"{self._place}: there is a {key} already; give one of the two another number")
        self._spans[key] = Span(label, bounds[0], bounds[-1], {})

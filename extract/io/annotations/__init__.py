"""Records as annotation tools hold them, and back: brat standoff, Label Studio, CoNLL.

Each form has a module that reads and writes `Annotated` articles; `extract.io.annotations.spans` makes them of records
and makes gold of them. What comes from a tool states no more than was annotated, as gold files do.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from extract.io.annotations.spans import Annotated, annotated, completed, row
from extract.io.gold import Gold, gold_of, stated
from extract.io.records import RecordsError
from extract.io.streams import STANDARD
from extract.io.writers import OutputError, is_database
from extract.record import Record, checked

__all__ = ["FORMS", "Form", "annotations", "form_of", "read_annotations", "write_annotations"]

Form = Literal["brat", "label-studio", "conll"]
FORMS: tuple[Form, ...] = get_args(Form)

_CONCLUDED: Mapping[Form, frozenset[str]] = {"conll": frozenset({"officials.titles"})}
"""What a form does not hold, so that nobody has annotated it."""

_CONLL = (".conll", ".bio", ".iob", ".iob2", ".bioes")


def form_of(name: str) -> Form | None:
    """In which form a file or folder is annotated, by its name; a folder by what is in it. None if in none of them."""
    if name == STANDARD or is_database(name):
        return None
    path = Path(name)
    if path.suffix == ".ann" or (path.is_dir() and any(path.glob("*.ann"))):
        return "brat"
    if path.suffix in _CONLL:
        return "conll"
    return "label-studio" if path.suffix == ".json" and _holds_tasks(path) else None


_TASKS = re.compile(rb'[\s\xef\xbb\xbf]*\[\s*\{.*?"(?:data|annotations|predictions)"\s*:\s*[\[{]', re.DOTALL)


def _holds_tasks(path: Path) -> bool:
    """Whether a file of JSON begins as Label Studio's do; others may be dumps of any size."""
    try:
        with path.open("rb") as file:
            return _TASKS.match(file.read(1 << 12)) is not None
    except OSError:
        return False


def annotations(name: str, form: Form) -> Iterator[Gold]:
    """The annotated articles of a file or folder as gold, in its order.

    Args:
        name: a folder of `.ann` and `.txt` files, one of these `.ann`, a JSON export of Label Studio, or a CoNLL file.
        form: which of these it is.

    Raises:
        RecordsError: it is missing or misshapen; the message names the file and the place in it.
    """
    found: Iterator[Annotated] = _module(form).read(name)
    try:
        for article in found:
            try:
                told = row(article)
                yield Gold(
                    gold_of(completed(told)).record, frozenset(stated(told["gold"])) - _CONCLUDED.get(form, frozenset())
                )
            except msgspec.ValidationError as error:
                raise RecordsError(f"{article.place}: {error}") from error
    except OSError as error:
        raise RecordsError(f"{error.filename or name}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise RecordsError(f"{name}: not in UTF-8: {error}") from error


def read_annotations(path: Path | str, form: Form | None = None) -> Iterator[Record]:
    """The records that people annotated in brat, Label Studio or as CoNLL, with their texts.

    What was not annotated is filled in as well as can be: a date whose value nobody wrote is "XXXX".

    Args:
        path: a folder of brat's, a JSON export of Label Studio, or a CoNLL file.
        form: which of these it is; by default told by its name.

    Raises:
        RecordsError: it is missing or misshapen, or no such file.
        ValueError: there is no such form.
    """
    known = form or form_of(str(path))
    if known is None:
        raise RecordsError(
            f"{path}: neither a folder with .ann files, nor tasks of Label Studio in .json, nor {', '.join(_CONLL)}"
        )
    return (one.record for one in annotations(str(path), known))


def write_annotations(records: Iterable[Record], path: Path | str, form: Form, *, force: bool = False) -> int:
    """Write records for people to annotate; how many there were.

    Args:
        records: they have to carry their texts (`with_text=True`, `vn-extract run --with-text`).
        path: the folder for brat, else the file. Label Studio's configuration goes beside it, as `NAME.config.xml`.
        form: brat, Label Studio or CoNLL. Of finds within each other CoNLL holds the longest, of all no more than
            their label.
        force: write over what is there, which somebody may have annotated.

    Raises:
        OutputError: a record has no text, or something stands there already.
        ValueError: there is no such form.
        OSError: it cannot be written.
    """
    target, count = Path(path), 0
    if not force and target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise OutputError(f"'{path}' is there, and somebody may have annotated it; give another OUT, or --force")

    def counted() -> Iterator[Annotated]:
        nonlocal count
        for record in checked(records):
            if record.duplicate_of is None:
                count += 1
                yield annotated(record)

    _module(form).write(counted(), target)
    return count


def _module(form: Form) -> Any:
    if form not in FORMS:
        raise ValueError(f"form is {form!r}; it has to be {' or '.join(map(repr, FORMS))}")
    return import_module(f"extract.io.annotations.{form.replace('-', '_')}")

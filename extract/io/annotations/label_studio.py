"""Label Studio: a JSON list of tasks, and the configuration of a project that shows them.

Finds go there as predictions, which people take over and correct; what they annotated comes back from its export as
JSON. Every field has a control of its own for the spans that it is said of. Offsets are code points, as since 2021;
those of older versions count UTF-16 units, and are known by the words that stand there.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin
from xml.sax.saxutils import quoteattr

import msgspec

from extract.article import Article, ArticleError
from extract.io.annotations.spans import LINKS, SORTS, Annotated, Link, Span
from extract.io.records import RecordsError
from extract.looks import LOOKS
from extract.patterns import compiled
from extract.record import dumps, loads

_LABELS, _TEXT = "label", "text"
_SPACE = compiled(r"\s+|\\n")


def write(articles: Iterable[Annotated], target: Path) -> None:
    """Write the tasks, and the configuration beside them."""
    labels: dict[str, dict[str, None]] = {label: dict.fromkeys(sort.fields) for label, sort in SORTS.items()}
    unfinished = target.with_name(f"{target.name}.part")
    with unfinished.open("wb") as out:
        before = b"[\n"
        for article in articles:
            for span in article.spans:
                labels.setdefault(span.label, {}).update(dict.fromkeys(span.values))
            out.write(before + dumps(_task(article)))
            before = b",\n"
        out.write((b"[" if before == b"[\n" else b"\n") + b"]\n")
    unfinished.replace(target)
    configuration(target).write_text(_configuration(labels), encoding="utf-8")


def configuration(target: Path) -> Path:
    """Where the configuration of the tasks in a file lies."""
    return target.with_name(f"{target.name.removesuffix('.json')}.config.xml")


def read(name: str) -> Iterator[Annotated]:
    """The annotated tasks of an export; of a file in which nobody annotated any, the predictions."""
    try:
        tasks = loads(Path(name).read_bytes())
    except msgspec.DecodeError as error:
        raise RecordsError(f"{name}: broken JSON: {error}") from error
    if not isinstance(tasks, list) or not all(isinstance(task, dict) and "data" in task for task in tasks):
        raise RecordsError(f"{name}: no tasks of Label Studio; export them as JSON (not JSON-MIN, which loses links)")
    by = "annotations" if any(task.get("annotations") for task in tasks) else "predictions"
    for number, task in enumerate(tasks, start=1):
        place = f"{name}: task {task.get('id', number)}"
        try:
            done = [one for one in task.get(by) or () if isinstance(one, dict) and not one.get("was_cancelled")]
            article = _article(task, max(done, key=lambda one: bool(one.get("ground_truth"))), place) if done else None
        except (AttributeError, TypeError) as error:
            raise RecordsError(f"{place}: misshapen, export it again as JSON: {error}") from error
        except (ArticleError, KeyError, ValueError, OverflowError) as error:
            told = f"it has no {error}" if isinstance(error, KeyError) else str(error)
            raise RecordsError(f"{place}: {told}") from error
        if article is not None:
            yield article


def _task(article: Annotated) -> dict[str, Any]:
    result: list[dict[str, Any]] = []
    for place, span in enumerate(article.spans):
        where = {"start": span.start, "end": span.end, "text": article.text[span.start : span.end]}
        result.append(_said(place, _LABELS, "labels", where | {"labels": [span.label]}))
        for name, value in span.values.items():
            control = _control(span.label, name)
            written = [_written(one) for one in (value if isinstance(value, list) else [value])]
            kind = "choices" if _choices(_type(span.label, name)) else "textarea"
            held = {"choices": written} if kind == "choices" else {"text": written}
            result.append(_said(place, control, kind, where | held))
    for link in article.links:
        ends = {"from_id": f"s{link.source}", "to_id": f"s{link.target}"}
        result.append({"type": "relation", **ends, "direction": "right", "labels": [link.name]})
    return {
        "data": {**article.about, "text": article.text},
        "predictions": [{"model_version": "vn-extract", "result": result}],
    }


def _said(place: int, control: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"s{place}", "from_name": control, "to_name": _TEXT, "type": kind, "value": value}


def _written(value: Any) -> str:
    return value if isinstance(value, str) else dumps(value).decode()


def _type(label: str, name: str) -> Any:
    """The type of a field that is said of spans of a label; kinds of one's own have texts."""
    return SORTS[label].fields.get(name, str) if label in SORTS else str


def _choices(hint: Any) -> tuple[str, ...]:
    """The values of a closed list, or of yes and no; none where the field is free."""
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    lists = [get_args(one) for one in options if get_origin(one) is Literal]
    return lists[0] if lists else ("true",) if hint is bool else ()


def _control(label: str, name: str) -> str:
    """A field's control: one for all labels that have it, of a kind of one's own one for each."""
    return name if label in SORTS else f"{label}.{name}"


def _configuration(labels: dict[str, dict[str, None]]) -> str:
    shown: dict[str, list[str]] = {}
    for label, names in labels.items():
        for name in names:
            shown.setdefault(_control(label, name), []).append(label)
    lines = ["<View>", f'  <Labels name="{_LABELS}" toName="{_TEXT}">']
    lines += [f"    <Label value={quoteattr(label)} background={quoteattr(_colour(label))}/>" for label in labels]
    lines += ["  </Labels>", "  <Relations>", *(f'    <Relation value="{name}"/>' for name in LINKS), "  </Relations>"]
    # Or spaces would be trimmed, and offsets be others.
    lines += ["  <Style>.htx-text { white-space: pre-wrap; }</Style>", f'  <Text name="{_TEXT}" value="$text"/>']
    for control, of in shown.items():
        told = (
            f'name={quoteattr(control)} toName="{_TEXT}" perRegion="true" whenTagName="{_LABELS}" '
            f"whenLabelValue={quoteattr(','.join(of))}"
        )
        if choices := _choices(_type(of[0], control)):
            options = "".join(f"<Choice value={quoteattr(one)}/>" for one in choices)
            lines.append(f'  <Choices {told} choice="single">{options}</Choices>')
        else:
            lines.append(f'  <TextArea {told} placeholder={quoteattr(control)} editable="true"/>')
    return "\n".join((*lines, "</View>", ""))


def _colour(label: str) -> str:
    return LOOKS[SORTS[label].mark.label if label in SORTS else "own"].light[1]


def _article(task: dict[str, Any], done: dict[str, Any], place: str) -> Annotated:
    article = Article.from_mapping(task["data"])
    spans: list[Span] = []
    places: dict[str, int] = {}
    result: Sequence[dict[str, Any]] = done["result"]
    for one in result:
        if one.get("type") == "labels":
            places[one["id"]] = len(spans)
            start, end = _place(article.text, one["value"])
            spans += [Span(label, start, end, {}) for label in one["value"]["labels"]]
    for one in result:
        if one.get("type") in ("textarea", "choices", "number") and one.get("id") in places:
            span = spans[places[one["id"]]]
            held = one["value"].get({"textarea": "text"}.get(one["type"], one["type"]))
            name = one["from_name"].removeprefix(f"{span.label}.")
            span.values[name] = _value(held, _type(span.label, name))
    links = [
        Link(name, places[one[source]], places[one[target]])
        for one in result
        if one.get("type") == "relation" and {one["from_id"], one["to_id"]} <= places.keys()
        for source, target in [_TURNED if one.get("direction") == "left" else ("from_id", "to_id")]
        for name in one.get("labels") or ()
    ]
    known = {"id": article.id or str(task.get("id") or article.identifier())}
    about = {name: value for name in ("title", "url", "author", "published") if (value := getattr(article, name))}
    return Annotated(known | about, article.text, spans, links, place)


_TURNED = ("to_id", "from_id")
"""From which region to which an arrow leads that was turned round."""


def _value(held: Any, hint: Any) -> Any:
    """A value as its field has it, from the texts or the choice that a control holds."""
    values = held if isinstance(held, list) else [held]
    options = (
        {one for one in get_args(hint) if one is not NoneType} if get_origin(hint) in (Union, UnionType) else {hint}
    )
    if any(get_origin(one) is list for one in options):
        return values
    value = "; ".join(map(str, values))
    return value if options == {str} else msgspec.convert(value, hint, strict=False)


def _place(text: str, value: dict[str, Any]) -> tuple[int, int]:
    """Where a region stands, in code points.

    Raises:
        ValueError: its words do not stand there.
    """
    start, end, words = int(value["start"]), int(value["end"]), value.get("text")
    if not 0 <= start <= end:
        raise ValueError(f"the region {words!r} is at {start}-{end}; offsets have to rise")
    units = text.encode("utf-16-le", "surrogatepass")
    before, within = (units[2 * a : 2 * b].decode("utf-16-le", "replace") for a, b in ((0, start), (start, end)))
    for at, there in ((start, text[start:end]), (len(before), within)):
        if words is None or _SPACE.sub("", words) == _SPACE.sub("", there):
            return at, at + len(there)
    raise ValueError(f"the region {words!r} is not at {start}-{end}: there stands {text[start:end]!r}")

"""Every kind of find as a spaCy component, in anybody's pipeline.

    >>> import spacy
    >>> nlp = spacy.blank("vi")
    >>> component = nlp.add_pipe("vn_dates")
    >>> doc = nlp("Họp ngày 5/6/2020.")
    >>> [(span.text, span.label_, span._.vn_item.value) for span in doc.spans["dates"]]
    [('ngày 5/6/2020', 'DATE', '2020-06-05')]

The factories are `vn_` and the name of a kind (`vn_officials`, `vn_dates` …), and `vn_extract` for all of them. Each
puts its finds in `doc.spans` under its kind and, where nothing is there yet, in `doc.ents`. Spans end where tokens do,
so a span may be a little wider than the find; `span._.vn_item` is the find itself, with its own
offsets, value and rule.

Extension attributes: `Doc._.vn_record` (`extract.Record`), `Span._.vn_item` (`extract.Item`), `Span._.vn_official`
(`extract.Official`, for titles and mentions), and `Doc._.published`, the date of publication, which may be set before a
doc is read. It is taken, too, from what goes beside a text through `nlp.pipe(..., as_tuples=True)`, as are the
article's id, title, author and url:

    >>> article = ("Chiều qua, mưa lớn.", {"id": "a1", "published": "2020-06-05"})
    >>> ((doc, context),) = nlp.pipe([article], as_tuples=True)
    >>> [span._.vn_item.value for span in doc.spans["dates"]]
    ['2020-06-04TAF']
    >>> doc._.published, doc._.vn_record.id
    ('2020-06-05', 'a1')
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec
import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from extract.article import Article
from extract.kinds.names import Engine
from extract.lazy import lazy
from extract.lexicon import Lexicon, rule_files
from extract.looks import LOOKS
from extract.record import KINDS as DECLARED
from extract.record import Item, Official, Record

if TYPE_CHECKING:
    from extract.pipeline import Extractor

KINDS = tuple(kind.name for kind in DECLARED)
COLORS = {
    label: LOOKS[mark.label].light[1]
    for kind in DECLARED
    for mark in kind.marks
    for label in mark.span_labels(kind.find)
}
"""Colours for displaCy by label: `displacy.render(doc, style="ent", options={"colors": COLORS})`."""

_BY_NAME = {kind.name: kind for kind in DECLARED}
_KEY, _PUBLISHED = "vn_extract", "vn_published"
_DEFAULTS: dict[str, Any] = {"rules": [], "ner": "crf", "published": None}


class Component:
    """Runs the extractor over a doc's text and adds the finds of some kinds to it.

    Several components with the same rules in one pipeline read the text once.

    Args:
        kinds: which of `KINDS` to add.
        rules: directories with rule files of one's own; their texts travel with the pipeline to disk and to bytes.
        ner: as for `extract.Extractor`.
        published: the date of publication of docs that do not say theirs.

    The rules are read with the first doc, since spaCy makes a component before it gives back what was saved with it.
    """

    def __init__(
        self,
        kinds: Iterable[str],
        rules: Iterable[str] = (),
        ner: Engine | None = "crf",
        published: str | None = None,
    ) -> None:
        self.kinds = tuple(kinds)
        self.ner = ner
        self.published = published
        self._directories = tuple(rules)

    @lazy
    def _layers(self) -> list[dict[str, str]]:
        return [rule_files(directory) for directory in self._directories]

    @lazy
    def _extractor(self) -> "Extractor":
        # spaCy imports every registered component for any pipeline, also one in which ours is not.
        from extract.pipeline import Extractor

        return Extractor(lexicon=Lexicon.of(*self._layers) if self._layers else None, ner=self.ner)

    def __call__(self, doc: Doc) -> Doc:
        """Add the finds to `doc.spans` and, where nothing is there yet, to `doc.ents`.

        Raises:
            LexiconError: a rule file is wrong.
        """
        article = self._article(doc)
        made_by = [self.ner, self._layers, _told(article)]
        cached = doc.user_data.get(_KEY)
        if cached is None or cached["made_by"] != made_by or cached["text"] != doc.text:
            record = self._extractor(article) if article else Record(id="")
            cached = {"made_by": made_by, "text": doc.text, "record": msgspec.to_builtins(record)}
            doc.user_data[_KEY] = cached
        if article:
            doc.user_data[_PUBLISHED] = article.published
        _annotate(doc, msgspec.convert(cached["record"], Record), self.kinds)
        return doc

    def _article(self, doc: Doc) -> Article | None:
        """The article that a doc is, with what is said beside it; None where it has no text."""
        if not doc.text.strip():
            return None
        beside = doc._context if isinstance(doc._context, Mapping) else {}
        fields = {name: value for name, value in beside.items() if isinstance(name, str)}
        article = Article.from_mapping({**fields, "text": doc.text})
        published = _day(doc._.published) or article.published or self.published
        # The rest stays in the context, which spaCy hands out again beside the doc.
        return msgspec.structs.replace(article, published=published, source={})

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The texts of the user's rules."""
        state = {"layers": self._layers, "ner": self.ner, "published": self.published}
        return cast(bytes, srsly.msgpack_dumps(state))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Component":
        """Take over the rules that `to_bytes` wrote."""
        state = srsly.msgpack_loads(data)
        self.ner, self.published = state["ner"], state.get("published")
        self._layers = state["layers"]
        self.__dict__.pop("_extractor", None)
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the texts of the user's rules to a file in the pipeline's folder."""
        path.mkdir(exist_ok=True)
        (path / "rules.msgpack").write_bytes(self.to_bytes())

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "Component":
        """Take over the rules that `to_disk` wrote."""
        return self.from_bytes((path / "rules.msgpack").read_bytes())

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.kinds, self.to_bytes())


def _told(article: Article | None) -> dict[str, str | None]:
    """What an article says beside its text."""
    names = ("id", "title", "published", "url", "author")
    return {name: getattr(article, name) for name in names} if article else {}


def _day(value: object) -> str | None:
    """A date as text, as spaCy can keep it."""
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def annotate(doc: Doc, record: Record, kinds: Iterable[str] = KINDS) -> Doc:
    """Add the finds of a record that was read from the doc's text, just as the components do."""
    doc.user_data[_KEY] = {"made_by": None, "text": doc.text, "record": msgspec.to_builtins(record)}
    doc.user_data[_PUBLISHED] = record.published
    _annotate(doc, record, tuple(kinds))
    return doc


def _annotate(doc: Doc, record: Record, kinds: tuple[str, ...]) -> None:
    for kind in kinds:
        doc.spans[kind] = [
            cast(Span, doc.char_span(item.start, item.end, label=label, span_id=path, alignment_mode="expand"))
            for path, label, item in _items(record, kind)
        ]
    fresh = filter_spans([span for kind in kinds for span in doc.spans[kind]])
    taken = {token.i for span in doc.ents for token in span}
    doc.ents = [*doc.ents, *(span for span in fresh if not any(token.i in taken for token in span))]


def _restored(kinds: tuple[str, ...], state: bytes) -> Component:
    return Component(kinds).from_bytes(state)


def _items(record: Record, kind: str) -> Iterator[tuple[str, str, Item]]:
    """The items of one kind with the path that finds each again in the record, and its label."""
    for mark, path, _, item in _BY_NAME[kind].items(getattr(record, kind)):
        label = mark.span_label(item)
        if label:
            yield f"{kind}/{path}", label, item


def _record(doc: Doc) -> Record | None:
    cached = doc.user_data.get(_KEY)
    return None if cached is None else msgspec.convert(cached["record"], Record)


def _find(span: Span, path: list[str]) -> Any:
    """The find that a path leads to or into."""
    kind = _BY_NAME[path[0]]
    return msgspec.convert(span.doc.user_data[_KEY]["record"][kind.name][int(path[1])], kind.find)


def _item(span: Span) -> Item | None:
    path = span.id_.split("/") if span.id_ else []
    if len(path) < 2 or _KEY not in span.doc.user_data:
        return None
    node = _find(span, path)
    for step in path[2:]:
        node = node[int(step)] if step.isdigit() else getattr(node, step)
    return cast(Item, node)


def _official(span: Span) -> Official | None:
    path = span.id_.split("/")
    return _find(span, path) if path[0] == "officials" else None


def _extend() -> None:
    """Make the extension attributes, once in a process."""
    if not Doc.has_extension("vn_record"):
        Doc.set_extension("vn_record", getter=_record)
        Span.set_extension("vn_item", getter=_item)
        Span.set_extension("vn_official", getter=_official)
    if not Doc.has_extension("published"):  # somebody's own of that name will do as well
        Doc.set_extension(
            "published",
            getter=lambda doc: doc.user_data.get(_PUBLISHED),
            setter=lambda doc, value: doc.user_data.__setitem__(_PUBLISHED, _day(value)),
        )


def _factory(name: str, kinds: tuple[str, ...]) -> Any:
    @Language.factory(name, default_config=_DEFAULTS, assigns=["doc.spans", "doc.ents", "doc._.vn_record"])
    def make(nlp: Language, name: str, rules: list[str], ner: Engine | None, published: str | None) -> Component:
        return Component(kinds, rules, ner, published)

    return make


_extend()
# The entry points of the package name these.
globals().update({f"vn_{kind}": _factory(f"vn_{kind}", (kind,)) for kind in KINDS})
vn_extract = _factory("vn_extract", KINDS)

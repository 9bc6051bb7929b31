"""Other engines for names, to compare our own with: stock underthesea and spaCy."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from extract.document import Document
from extract.kinds.names.name import Name, NameKind

_UNDERTHESEA: dict[str, NameKind] = {"PER": "person", "ORG": "organization", "LOC": "place"}
_SPACY: dict[str, NameKind] = {
    "PER": "person",
    "PERSON": "person",
    "ORG": "organization",
    "ORGANIZATION": "organization",
    "LOC": "place",
    "LOCATION": "place",
    "GPE": "place",
}
SPACY_MODEL = "xx_ent_wiki_sm"
"""The spaCy package that `ner="spacy"` loads: spaCy's multilingual model, for it has none of Vietnamese."""

Span = tuple[int, int]
Peer = Callable[[Document, Iterable[Span]], list[Name]]


class EngineError(RuntimeError):
    """An engine, or its model, is not installed; the message says what to install."""


def underthesea() -> Peer:
    """Stock underthesea; its models come with the package.

    Raises:
        EngineError: underthesea is not installed.
    """
    try:
        from underthesea import ner
    except ImportError as error:
        raise EngineError(f"ner='underthesea' needs the package underthesea: {error}; or choose ner='crf'") from error

    def tag(document: Document, spans: Iterable[Span]) -> list[Name]:
        return [name for start, end in spans for name in _from_words(document.text, start, end, ner)]

    return tag


def _from_words(text: str, start: int, end: int, ner: Callable[[str], list[Any]]) -> Iterator[Name]:
    at = start
    kind: NameKind | None = None
    begin = stop = start
    for word, *_, label in ner(text[start:end]):
        found = text.find(word, at, end)
        if found < 0:
            continue
        here = _UNDERTHESEA.get(label[2:])
        if kind is not None and (here != kind or label[0] == "B"):
            yield Name(kind, begin, stop, 0.5, "name.underthesea")
            kind = None
        if here is not None and kind is None:
            kind, begin = here, found
        at = stop = found + len(word)
    if kind is not None:
        yield Name(kind, begin, stop, 0.5, "name.underthesea")


def spacy(model: str = SPACY_MODEL) -> Peer:
    """A spaCy pipeline with a component for named entities.

    Raises:
        EngineError: spaCy or the model is not installed.
    """
    try:
        from spacy import load
    except ImportError as error:
        raise EngineError(f"ner='spacy' needs the package spacy: {error}; or choose ner='crf'") from error
    try:
        pipeline = load(model)
    except OSError as error:
        raise EngineError(
            f"ner='spacy' needs spaCy's model {model}: install it with 'python -m spacy download {model}',"
            " or choose ner='crf', which needs no other model"
        ) from error

    def tag(document: Document, spans: Iterable[Span]) -> list[Name]:
        return [
            Name(_SPACY[entity.label_], start + entity.start_char, start + entity.end_char, 0.5, "name.spacy")
            for start, end in spans
            for entity in pipeline(document.text[start:end]).ents
            if entity.label_ in _SPACY
        ]

    return tag

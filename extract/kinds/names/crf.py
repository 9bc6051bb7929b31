"""The CRF: labels the syllables of sentences in which the rules leave a capitalised run open."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from struct import Struct, unpack_from
from typing import Any

from extract.document import Document
from extract.kinds.names.features import FeatureBuilder, Sequence
from extract.kinds.names.name import Name, NameKind
from extract.kinds.names.peers import EngineError
from extract.kinds.names.rules import Reading
from extract.kinds.names.runs import person_end
from extract.lexicon import Lexicon
from extract.resources import DATA
from extract.text.spans import Span

MODEL = DATA / "ner" / "names.crf"
RULE = "name.crf"
LABELS: dict[NameKind, str] = {"person": "PER", "organization": "ORG", "place": "LOC"}
PRECISION: dict[NameKind, float] = {"person": 0.96, "organization": 0.81, "place": 0.96}
"""Share of the model's names that are right, measured on the articles set aside: their score."""
_KINDS: dict[str, NameKind] = {label: kind for kind, label in LABELS.items()}


class CrfTagger:
    """Tags names with the model in data/ner.

    Args:
        lexicon: the lexicon whose entries give features.
        model: a model file of one's own, in CRFsuite's format.

    Raises:
        EngineError: underthesea_core is not installed or there is no model file.
    """

    def __init__(self, lexicon: Lexicon, model: Path = MODEL) -> None:
        try:
            import underthesea_core  # here, so that nobody pays for it who does not use it
        except ImportError as error:
            raise EngineError(f"ner='crf' needs the package underthesea_core: {error}; or choose ner=None") from error
        if not model.is_file():
            raise EngineError(f"{model}: no model there; train one with 'python data/ner/train.py' or choose ner=None")
        self._features = FeatureBuilder(lexicon, frozenset(weighed(model.read_bytes())))
        self._tagger: Any = underthesea_core.CRFTagger()
        self._tagger.load(str(model))

    def __call__(self, document: Document, spans: Iterable[Span], reading: Reading) -> tuple[list[Name], list[Span]]:
        """The names that the model finds in the spans of a document, and the parts of these that it has looked at.

        `reading` is what the rules made of it; the model looks at the surroundings of the runs that they leave open.
        """
        found: list[Name] = []
        read: list[Span] = []
        for sequence in self._features(document, spans, reading):
            found += self._decode(document.text, sequence)
            read.append((sequence.spans[0][0], sequence.spans[-1][1]))
        return found, read

    def _decode(self, text: str, sequence: Sequence) -> Iterator[Name]:
        """The names that the labels of a sequence's tokens make up."""
        labels: list[str] = self._tagger.tag(sequence.features)
        for first, last in _stretches(labels):
            start, end = sequence.spans[first][0], sequence.spans[last - 1][1]
            kind = _KINDS[labels[first][2:]]
            if kind == "person":
                end = person_end(text, start, end)
            if not text[start:end].islower():
                yield Name(kind, start, end, PRECISION[kind], RULE)


def weighed(model: bytes) -> Iterator[str]:
    """The features that have a weight in a model of CRFsuite's format; many only have a name there."""
    *_, names, _, uses = _HEADER.unpack_from(model)
    count, place = unpack_from("<II", model, names + _TABLE)
    places = unpack_from(f"<{count}I", model, names + place)
    for place, use in zip(places, unpack_from(f"<{count}I", model, uses + _CHUNK), strict=True):
        if any(model[use : use + 4]):
            start = names + place + 8
            yield model[start : model.index(0, start)].decode()


_HEADER = Struct("<4sI4sIIIIIIIII")
_TABLE, _CHUNK = 16, 12
"""Bytes in front of a table's number of strings and their place, and in front of the uses of features."""


def _stretches(labels: list[str]) -> Iterator[tuple[int, int]]:
    """The stretches of labels that belong to one name each: first index, index behind the last."""
    first: int | None = None
    for index, label in enumerate(labels):
        if first is not None and (label[0] != "I" or label[2:] != labels[first][2:]):
            yield first, index
            first = None
        if first is None and label != "O":
            first = index
    if first is not None:
        yield first, len(labels)

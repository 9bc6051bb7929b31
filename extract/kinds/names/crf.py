"""The CRF: labels the syllables of sentences in which the rules leave a capitalised run open."""

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.document import Document
from extract.kinds.names.features import FeatureBuilder
from extract.kinds.names.name import Name, NameKind
from extract.kinds.names.rules import Reading
from extract.kinds.names.shape import is_foreign
from extract.lexicon import Lexicon
from extract.resources import DATA
from extract.text.spans import overlapping

MODEL = DATA / "ner" / "names.crf"
LABELS: dict[NameKind, str] = {"person": "PER", "organization": "ORG", "place": "LOC"}
_KINDS: dict[str, NameKind] = {label: kind for kind, label in LABELS.items()}


class CrfTagger:
    """Tags names with the model in data/ner.

    Args:
        lexicon: the lexicon whose entries give features.
        model: a model file of one's own, in CRFsuite's format.

    Raises:
        FileNotFoundError: there is no model file.
    """

    def __init__(self, lexicon: Lexicon, model: Path = MODEL) -> None:
        import underthesea_core  # here, so that nobody pays for it who does not use it

        if not model.is_file():
            raise FileNotFoundError(f"{model}: no model there; train one with 'python data/ner/train.py' or use ner=None")
        self._features = FeatureBuilder(lexicon)
        self._tagger: Any = underthesea_core.CRFTagger()
        self._tagger.load(str(model))
        self._labels: list[str] = self._tagger.labels()

    def __call__(self, document: Document, reading: Reading) -> list[Name]:
        """The names of a document: those of the rules, with the model's in the sentences that have an open run."""
        spans = open_sentences(document, reading)
        if not spans:
            return reading.names
        found: list[Name] = []
        for sequence in self._features(document, spans, reading.names):
            found += self._decode(sequence.spans, self._tagger.tag(sequence.features))
        names = _merge(reading.names, found, spans)
        return _recall(document, names, reading.open)

    def _decode(self, spans: list[tuple[int, int]], labels: list[str]) -> Iterator[Name]:
        """The names that the labels of the tokens make up."""
        kind: NameKind | None = None
        start = end = 0
        for (at, to), label in zip(spans, labels, strict=True):
            here = _KINDS.get(label[2:])
            if kind is not None and (here != kind or label[0] == "B"):
                yield Name(kind, start, end, 0.8, "name.crf")
                kind = None
            if here is None:
                continue
            if kind is None:
                kind, start = here, at
            end = to
        if kind is not None:
            yield Name(kind, start, end, 0.8, "name.crf")


SURE = 0.95
"""Rules' names of this score or more stand against the model's."""


def open_sentences(document: Document, reading: Reading) -> list[tuple[int, int]]:
    """The sentences that hold a run that the rules left open."""
    sentences = document.sentences
    chosen: dict[int, None] = {}
    for start, _ in reading.open:
        chosen[document.sentence_index(start)] = None
    return [sentences[index] for index in sorted(chosen)]


def _merge(ruled: list[Name], found: list[Name], spans: list[tuple[int, int]]) -> list[Name]:
    """The model's names inside `spans` and the rules' outside; those that the rules are sure of everywhere."""
    starts = [start for start, _ in spans]
    sure: list[Name] = []
    outside: list[Name] = []
    for name in ruled:
        if name.kind == "person" and name.score >= SURE:
            sure.append(name)
        else:
            index = bisect_right(starts, name.start) - 1
            if index < 0 or name.start >= spans[index][1]:
                outside.append(name)
    taken = [(name.start, name.end) for name in sure]
    kept = [name for name in found if not overlapping(taken, name.start, name.end)]
    return sorted(sure + outside + kept, key=lambda name: name.start)


def _recall(document: Document, names: list[Name], runs: list[tuple[int, int]]) -> list[Name]:
    """Take open runs that nobody named for the persons that the rest of the text names in the same words."""
    folded = document.folded
    persons: set[str] = set()
    for name in names:
        if name.kind == "person":
            words = folded[name.start : name.end].split(" ")
            persons.add(" ".join(words))
            persons.update(word for word in words if is_foreign(word))
    taken = [(name.start, name.end) for name in names]
    more = [
        Name("person", start, end, 0.8, "name.person.known")
        for start, end in runs
        if folded[start:end] in persons and not overlapping(taken, start, end)
    ]
    return sorted(names + more, key=lambda name: name.start) if more else names

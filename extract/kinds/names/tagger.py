"""The name tagger: rules first, an engine where they leave a run of capitalised words open."""

from pathlib import Path
from typing import Literal

from extract.document import Document
from extract.kinds.names import peers
from extract.kinds.names.crf import MODEL, CrfTagger
from extract.kinds.names.merge import merge, open_sentences
from extract.kinds.names.name import Name
from extract.kinds.names.rules import RuleTagger
from extract.lexicon import Lexicon

Engine = Literal["crf", "underthesea", "spacy"]


class NameTagger:
    """Tags names in a document.

    Args:
        lexicon: titles, places, organisations and cue words.
        ner: the engine that is asked about sentences with a run of capitalised words that the rules leave open: our
            own CRF, stock underthesea, spaCy, or None for the rules alone.
        model: the CRF's model file.
        spacy_model: spaCy's model, a package or a path.

    Raises:
        EngineError: the engine or its model is not installed.
        ValueError: there is no such engine.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        *,
        ner: Engine | None = None,
        model: Path = MODEL,
        spacy_model: str = peers.SPACY_MODEL,
    ) -> None:
        self._rules = RuleTagger(lexicon)
        self._crf: CrfTagger | None = None
        self._peer: peers.Peer | None = None
        if ner == "crf":
            self._crf = CrfTagger(lexicon, model)
        elif ner == "underthesea":
            self._peer = peers.underthesea()
        elif ner == "spacy":
            self._peer = peers.spacy(spacy_model)
        elif ner is not None:
            raise ValueError(f"ner={ner!r}: there is no such engine; use 'crf', 'underthesea', 'spacy' or None")

    def __call__(self, document: Document) -> list[Name]:
        """The names in the document, in order, not overlapping, with offsets of its normalised text."""
        reading = self._rules(document)
        if self._crf is None and self._peer is None:
            return reading.names
        spans = open_sentences(document, reading)
        if not spans:
            return reading.names
        if self._crf is not None:
            found, spans = self._crf(document, spans, reading)
        else:
            assert self._peer is not None
            found = self._peer(document, spans)
        return merge(document, reading, found, spans, self._rules.gazetteer)

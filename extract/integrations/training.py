"""The finds as training data for spaCy: docs, `Example`s, and a `DocBin` that `spacy train` reads.

    >>> import spacy
    >>> from extract.integrations.training import doc_bin, examples
    >>> nlp = spacy.blank("vi")
    >>> (example,) = examples(["Họp ngày 5/6/2020."], nlp, kinds=["dates"])
    >>> [(span.text, span.label_) for span in example.reference.ents]
    [('ngày 5/6/2020', 'DATE')]
    >>> len(doc_bin(["Họp ngày 5/6/2020.", "Tăng 5%."], nlp))
    2

Entities (`doc.ents`) do not overlap, and of two finds that do the longer one stays; `doc.spans` has them all, under the
names of the kinds, for a `spancat` with that `spans_key`. Finds that end inside a token are widened to it.
"""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from extract.integrations.components import KINDS, annotate
from extract.pipeline import Extractor, Input
from extract.record import Record


def docs(
    articles: Iterable[Input | Record],
    nlp: Language,
    *,
    kinds: Iterable[str] = KINDS,
    extractor: Extractor | None = None,
) -> Iterator[Doc]:
    """A doc for each article, cut into tokens by `nlp` and with the finds as its annotations.

    Args:
        articles: articles to be read, or records, corrected by hand perhaps, that carry their text.
        nlp: the pipeline that is to be trained; only its tokenizer is used.
        kinds: which of `officials`, `dates`, `statistics` and `awards` to annotate.
        extractor: what reads the articles; by default one with the package's own rules.

    Raises:
        ValueError: a record does not carry its text.
        ArticleError: as for `extract.Extractor`.
    """
    wanted = tuple(kinds)
    for article in articles:
        if isinstance(article, Record):
            record = article
        else:
            extractor = extractor or Extractor()
            record = extractor(article, with_text=True)
        if record.text is None:
            raise ValueError(f"record '{record.id}' does not carry its text; extract it with_text")
        yield annotate(nlp.make_doc(record.text), record, wanted)


def examples(
    articles: Iterable[Input | Record],
    nlp: Language,
    *,
    kinds: Iterable[str] = KINDS,
    extractor: Extractor | None = None,
) -> Iterator[Example]:
    """An `Example` for each article, for `nlp.update` and `nlp.evaluate`; arguments and errors as for `docs`."""
    for reference in docs(articles, nlp, kinds=kinds, extractor=extractor):
        yield Example(nlp.make_doc(reference.text), reference)


def doc_bin(
    articles: Iterable[Input | Record],
    nlp: Language,
    *,
    kinds: Iterable[str] = KINDS,
    extractor: Extractor | None = None,
) -> DocBin:
    """The docs as a `DocBin`, whose `to_disk("train.spacy")` gives what `spacy train` reads; arguments as for `docs`.

    The records travel along: `doc._.vn_record` is there again when the docs are read back.
    """
    found = docs(articles, nlp, kinds=kinds, extractor=extractor)
    return DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True, docs=found)

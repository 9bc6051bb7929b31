"""From an article to its record: the kinds in their order, links between them, offsets of the original."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from graphlib import TopologicalSorter
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Literal, NamedTuple, overload

from extract import patterns
from extract.article import Article, ArticleError
from extract.canonical.ids import identify
from extract.collector import uncollected
from extract.declared.kind import Kind
from extract.display import html
from extract.document import Document
from extract.explain import Explanation, explain
from extract.grammar import Attempt
from extract.grammar.trace import Trace, trace
from extract.kinds.documents.decided import Decider
from extract.kinds.names import Engine, Name, NameTagger
from extract.kinds.statistics.measured import Measured
from extract.layout import layout
from extract.lexicon import Lexicon, LexiconError, default_lexicon
from extract.record import KINDS, Item, Record
from extract.resolve import resolve
from extract.text.normalise import normalise

Input = str | Mapping[str, Any] | Article
Articles = Iterable[Input] | Any
"""Articles, or a pandas DataFrame with one a row."""

OnError = Literal["raise", "reject"]
_ROWS = 1000  # of a DataFrame, turned into Python's values at once


class Rejected(NamedTuple):
    """An article that could not be read, as it was given, and why."""

    article: Input
    reason: str


class Extractor:
    """Reads articles into records.

    Args:
        rules: a directory with rule files of one's own, or several, merged over the package's in turn.
        lexicon: a lexicon already loaded, instead of `rules`.
        ner: the engine for names that the rules leave open: "crf" (the package's own), "underthesea", "spacy", or
            None for the rules alone.

    Raises:
        LexiconError: a rule file is wrong.
        ValueError: both `rules` and `lexicon` are given.
        EngineError: the engine or its model is not installed.
    """

    def __init__(
        self,
        rules: Path | str | Iterable[Path | str] = (),
        *,
        lexicon: Lexicon | None = None,
        ner: Engine | None = "crf",
    ) -> None:
        directories = [rules] if isinstance(rules, Path | str) else list(rules)
        if lexicon is None:
            lexicon = Lexicon.load(*directories) if directories else default_lexicon()
        elif directories:
            raise ValueError("give 'rules' or 'lexicon', not both: a lexicon is already merged")
        self.lexicon = lexicon
        self.ner = ner
        with uncollected():
            self._names = NameTagger(self.lexicon, ner=ner)
            self._readers: dict[str, Any] = {kind.name: resolve_name(kind.reader)(self.lexicon) for kind in _ORDER}
            self._decide = Decider(lexicon)
            layout("", "", lexicon=lexicon)  # makes its patterns, for which the first article need not wait
            patterns.keep()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as what it is made of, and made again where it is unpickled."""
        return _extractor, (self.lexicon, self.ner)

    def __call__(self, article: Input, *, with_text: bool = False) -> Record:
        """The record of one article: its text, a mapping with the contract's fields, or an `Article`.

        Args:
            article: the article.
            with_text: carry the text in the record, as notebooks need it to show the finds in their place.

        Raises:
            ArticleError: the article has no text, or a field of the wrong type.
        """
        document = Document(_article(article), self.lexicon)
        [record] = self._read([document])
        if with_text:
            record.text = document.article.text
        return record

    def together(self, articles: Iterable[Input]) -> list[Record]:
        """The records of a few articles, in order, each kind read in all of them before the next.

        That takes a tenth less time than one article after the other, for what a kind needs stays at hand in the
        processor, and the memory of all the articles at once: give it some tens.

        Raises:
            ArticleError: as for one article; then there is no record of the others either.
        """
        return self._read([Document(_article(article), self.lexicon) for article in articles])

    @overload
    def stream(self, articles: Articles, *, with_text: bool = False, n_process: int = 1) -> Iterator[Record]: ...

    @overload
    def stream(
        self, articles: Articles, *, with_text: bool = False, n_process: int = 1, on_error: Literal["raise"]
    ) -> Iterator[Record]: ...

    @overload
    def stream(
        self, articles: Articles, *, with_text: bool = False, n_process: int = 1, on_error: Literal["reject"]
    ) -> "Iterator[Record | Rejected]": ...

    def stream(
        self, articles: Articles, *, with_text: bool = False, n_process: int = 1, on_error: OnError = "raise"
    ) -> "Iterator[Record] | Iterator[Record | Rejected]":
        """The records of many articles, lazily and in order.

        Args:
            articles: articles, or a pandas DataFrame with one a row, its columns named as the fields.
            with_text: as for one article.
            n_process: how many processes read, as for spaCy's `nlp.pipe`: 1 is this one, -1 is one for each core. Each
                takes a second to start. They begin when the first record is asked for, and run ahead of what is.
            on_error: "raise", or "reject" to go on behind an article that cannot be read and to hand it out with its
                reason, as a `Rejected`, in its place.

        Raises:
            ArticleError: as for one article; what was read before it has been handed out by then. Or `articles` is a
                single one.
            ValueError: `on_error` is neither of them, or `n_process` no number of processes.
        """
        if not isinstance(n_process, int) or (n_process < 1 and n_process != -1):
            raise ValueError(f"n_process is {n_process!r}; it has to be 1 or more, or -1 for one for each core")
        if on_error not in ("raise", "reject"):
            raise ValueError(f"on_error is {on_error!r}; it has to be 'raise' or 'reject'")
        if not isinstance(articles, Iterable) or isinstance(articles, str | bytes | Mapping | Article):
            raise ArticleError(
                f"{_named(articles)} is not many articles: give a list of them, or call the extractor for a single one"
                "; files are read by 'vn-extract run', or by pandas into a DataFrame"
            )
        given = _rows(articles) if type(articles).__name__ == "DataFrame" else articles
        if n_process != 1:
            # A run's processes are made by what builds on this module.
            in_processes = resolve_name("extract.batch.parallel:stream")
            count = n_process if n_process > 1 else os.cpu_count() or 1
            found: Iterator[Any] = in_processes(
                self, given, _article, count, with_text=with_text, reject=on_error == "reject"
            )
            return found
        if on_error == "raise":
            return (self(article, with_text=with_text) for article in given)
        return (self._or_rejected(article, with_text) for article in given)

    def _or_rejected(self, article: Input, with_text: bool) -> "Record | Rejected":
        try:
            return self(article, with_text=with_text)
        except LexiconError:  # a rule is wrong, and no article
            raise
        except Exception as error:  # an article that trips the extractor must not stop a hundred thousand others
            reason = str(error) if isinstance(error, ArticleError) else f"{type(error).__name__}: {error}"
            return Rejected(article, reason)

    def explain(self, article: Input) -> list[Explanation]:
        """Every item of the article's record with the rule, the section and the sentence behind it, in text order."""
        document = Document(_article(article), self.lexicon)
        [record] = self._read([document])
        return explain(record, document, self.lexicon)

    @property
    def grammars(self) -> tuple[str, ...]:
        """The grammars that the kinds ask."""
        return tuple(reader.grammar for reader in self._readers.values() if hasattr(reader, "grammar"))

    def attempts(self, article: Input) -> tuple[Document, list[Attempt]]:
        """The places of an article at which the grammars were asked, in text order, and the article as it was read."""
        document = Document(_article(article), self.lexicon)
        seen: list[Attempt] = []
        self._finds([document], seen)
        return document, seen

    def why(self, article: Input, offset: int) -> list[Trace]:
        """What the grammars tried at a place of an article, and what was chosen there.

        Args:
            article: the article.
            offset: a character of its text as it was given.
        """
        document, seen = self.attempts(article)
        at, _ = document.normalised.alignment.target(offset, offset + 1)
        return [trace(attempt, self.lexicon) for attempt in seen if _covers(attempt, at)]

    def measured(self, document: Document) -> Iterator[Measured]:
        """The figures of a document among the words of their sentences, as the scorer of subjects is trained on."""
        names = self._names(document)
        dates = self._readers["dates"](document)
        awards = self._readers["awards"](document, self._readers["officials"](document, names))
        reader = self._readers["statistics"]
        statistics = reader(document, dates, names, awards)
        found: Iterator[Measured] = reader.measurer.sentences(document, statistics, names, dates)
        return found

    def _repr_html_(self) -> str | None:
        """What a notebook shows: the rules in force, counted by group."""
        return html(self)

    @uncollected()
    def _finds(self, documents: Sequence[Document], seen: list[Attempt] | None = None) -> list[dict[str, Any]]:
        """The names and the finds of all kinds in each document; what their grammars tried is added to `seen`."""
        finds: list[dict[str, Any]] = [{"names": self._names(document)} for document in documents]
        for kind in _ORDER:
            reader = self._readers[kind.name]
            seeing = {"seen": seen} if hasattr(reader, "grammar") else {}
            for document, found in zip(documents, finds, strict=True):
                found[kind.name] = reader(document, *(found[name] for name in kind.needs), **seeing)
        return finds

    def _read(self, documents: Sequence[Document]) -> list[Record]:
        finds = self._finds(documents)
        return [self._record(document, **found) for document, found in zip(documents, finds, strict=True)]

    def _record(self, document: Document, names: list[Name], **finds: Any) -> Record:
        """The record of a document, from what each kind found in it."""
        article = document.article
        record = Record(
            id=article.identifier(),
            url=article.url,
            title=_normalised(article.title) or document.headline,
            author=_normalised(article.author) or document.layout.author,
            published=document.published.isoformat() if document.published else None,
            **finds,
            warnings=document.warnings,
            source=article.source,
            text=article.text if article.composed else None,
        )
        resolve(record)
        self._decide(record, document)
        identify(record, document.text, self.lexicon)
        _to_source(record.items(), document)
        return record


def _in_order(kinds: Iterable[Kind]) -> Iterator[Kind]:
    """The kinds, those that another needs before it."""
    named = {kind.name: kind for kind in kinds}
    order = TopologicalSorter({kind.name: kind.needs for kind in kinds}).static_order()
    return (named[name] for name in order if name in named)


_ORDER = tuple(_in_order(KINDS))


def _extractor(lexicon: Lexicon, ner: Engine | None) -> Extractor:
    return Extractor(lexicon=lexicon, ner=ner)


def why(found: Input | Record, offset: int) -> list[Trace]:
    """What the package's own grammars tried at a place of an article, or of a record that carries its text.

    Raises:
        ValueError: the record has no text; make it with `with_text=True`.
    """
    if not isinstance(found, Record):
        return _default().why(found, offset)
    if found.text is None:
        raise ValueError("the record has no text; make it with 'with_text=True'")
    return _default().why({"text": found.text, "published": found.published}, offset)


@lru_cache(maxsize=1)
def _default() -> Extractor:
    return Extractor()


def _covers(attempt: Attempt, at: int) -> bool:
    """Whether a character is in the token in front of a place, or in what was taken there."""
    line, match, first = attempt.line, attempt.match, max(attempt.place - 1, 0)
    end = match.end if match else line.ends[first]
    return line.starts[first] <= at < end


def _normalised(metadata: str | None) -> str | None:
    return normalise(metadata).text if metadata else None


def _rows(frame: Any) -> Iterator[dict[str, Any]]:
    """The rows of a DataFrame, its index among them where that has a name."""
    for start in range(0, len(frame), _ROWS):
        part = frame.iloc[start : start + _ROWS]
        yield from (part.reset_index() if frame.index.name else part).to_dict("records")


def _article(given: Input) -> Article:
    if isinstance(given, Article):
        return given
    if isinstance(given, str):
        return Article.from_mapping({"text": given})
    if not isinstance(given, Mapping):
        raise ArticleError(f"{_named(given)} is no article: {_advice(given)}")
    return Article.from_mapping(given)


def _named(given: object) -> str:
    return "None" if given is None else f"a value of the type '{type(given).__name__}'"


def _advice(given: object) -> str:
    """What to do with something that is no article."""
    if isinstance(given, bytes | bytearray):
        return "decode it first, as in article.decode('utf-8')"
    if isinstance(given, Path):
        return "read the file first, as in path.read_text('utf-8'); 'vn-extract run' reads files of all kinds"
    if isinstance(given, Record):
        return "it is what is read out of one; give the text that it was read from"
    if isinstance(given, Iterable):
        return "for many articles, stream(articles) gives a record for each"
    return "give its text, or a mapping with its 'text'"


def _to_source(items: Iterable[tuple[str, Item]], document: Document) -> None:
    """Move the items' offsets from the normalised text to the original text, and fill in its characters."""
    text, alignment = document.article.text, document.normalised.alignment
    if alignment.is_identity:
        for _, item in items:
            item.text = text[item.start : item.end]
        return
    for _, item in items:
        item.start, item.end = alignment.source(item.start, item.end)
        item.text = text[item.start : item.end]

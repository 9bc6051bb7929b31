"""From an article to its record: the kinds in their order, links between them, offsets of the original."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extract import patterns
from extract.article import Article
from extract.document import Document
from extract.explain import Explanation, explain
from extract.kinds.awards import AwardExtractor
from extract.kinds.awards.events import date_events
from extract.kinds.dates import DateExtractor
from extract.kinds.names import Engine, NameTagger
from extract.kinds.officials import OfficialExtractor
from extract.kinds.statistics import StatisticExtractor
from extract.layout import layout
from extract.lexicon import Lexicon, default_lexicon
from extract.record import Item, Record
from extract.resolve import resolve
from extract.text.normalise import normalise

Input = str | Mapping[str, Any] | Article


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
        self._names = NameTagger(self.lexicon, ner=ner)
        self._dates = DateExtractor(self.lexicon)
        self._officials = OfficialExtractor(self.lexicon)
        self._awards = AwardExtractor(self.lexicon)
        self._statistics = StatisticExtractor(self.lexicon)
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
        record = self._read(document)
        if with_text or document.article.composed:
            record.text = document.article.text
        return record

    def stream(self, articles: Iterable[Input], *, with_text: bool = False) -> Iterator[Record]:
        """The records of many articles, lazily and in order.

        Raises:
            ArticleError: as for one article; what was read before it has been handed out by then.
        """
        return (self(article, with_text=with_text) for article in articles)

    def explain(self, article: Input) -> list[Explanation]:
        """Every item of the article's record with the rule, the section and the sentence behind it, in text order."""
        document = Document(_article(article), self.lexicon)
        return explain(self._read(document), document, self.lexicon)

    def _repr_html_(self) -> str:
        """What a notebook shows: the rules in force, counted by group."""
        from extract.integrations.notebook import extractor_html

        return extractor_html(Counter(entry.group for entry in self.lexicon), self.ner)

    def _read(self, document: Document) -> Record:
        article = document.article
        dates = self._dates(document)
        names = self._names(document)
        officials = self._officials(document, names)
        awards = self._awards(document, officials)
        date_events(document, awards, dates)
        statistics = self._statistics(document, dates, names, awards)
        record = Record(
            id=article.identifier(),
            url=article.url,
            title=_normalised(article.title) or document.headline,
            author=_normalised(article.author) or document.layout.author,
            published=document.published.isoformat() if document.published else None,
            officials=officials,
            dates=dates,
            statistics=statistics,
            awards=awards,
            warnings=document.warnings,
            source=article.source,
        )
        resolve(record)
        _to_source(record.items(), document)
        return record


def _extractor(lexicon: Lexicon, ner: Engine | None) -> Extractor:
    return Extractor(lexicon=lexicon, ner=ner)


def _normalised(metadata: str | None) -> str | None:
    return normalise(metadata).text if metadata else None


def _article(given: Input) -> Article:
    if isinstance(given, Article):
        return given
    return Article.from_mapping({"text": given} if isinstance(given, str) else given)


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

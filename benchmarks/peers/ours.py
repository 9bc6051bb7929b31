"""This package, through the same door as its peers."""

from typing import Any

import msgspec

from benchmarks.measure import best_of
from extract import Extractor
from extract.article import Article
from extract.document import Document
from extract.kinds.dates import DateExtractor
from extract.lexicon import default_lexicon

Item = dict[str, Any]
Results = tuple[list[dict[str, list[Item]]], float]


def everything(articles: list[Item]) -> Results:
    """All kinds, names by the default engine, as records."""
    extractor = Extractor()
    records, seconds = best_of(lambda: [extractor(article) for article in articles])
    return [msgspec.to_builtins(record) for record in records], seconds


def dates(articles: list[Item]) -> Results:
    """Dates alone, with the normalising and splitting that they need."""
    lexicon = default_lexicon()
    extractor = DateExtractor(lexicon)

    def run() -> list[dict[str, list[Item]]]:
        found = []
        for article in articles:
            document = Document(
                Article(text=article["text"], title=article["title"], published=article["published"]), lexicon
            )
            source = document.normalised.alignment.source
            rows = []
            for item in extractor(document):
                start, end = source(item.start, item.end)
                rows.append({"start": start, "end": end, "value": item.value, "type": item.type})
            found.append({"dates": rows})
        return found

    return best_of(run)

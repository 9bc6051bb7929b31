"""Vietnamese news, read into data.

    >>> import extract
    >>> x = extract.Extractor()
    >>> record = x("Chiều 05/6/2020, Thiếu tướng Lê Văn Mẫu, Giám đốc Công an tỉnh, dự hội nghị.")
    >>> record.dates[0].value
    '2020-06-05TAF'
"""

from importlib.metadata import version

from extract.article import Article, ArticleError
from extract.explain import Explanation
from extract.lexicon import Lexicon, LexiconError
from extract.pipeline import Extractor
from extract.record import Award, Date, Item, Mention, Official, Record, Statistic, Title, from_json, json_schema, to_json

__version__ = version("vn-extract")

__all__ = [
    "Article",
    "ArticleError",
    "Award",
    "Date",
    "Explanation",
    "Extractor",
    "Item",
    "Lexicon",
    "LexiconError",
    "Mention",
    "Official",
    "Record",
    "Statistic",
    "Title",
    "from_json",
    "json_schema",
    "to_json",
]

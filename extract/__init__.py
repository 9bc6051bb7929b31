"""Vietnamese news, read into data.

>>> import extract
>>> x = extract.Extractor()
>>> record = x("Chiều 05/6/2020, Thiếu tướng Lê Văn Mẫu, Giám đốc Công an tỉnh, dự hội nghị.")
>>> record.dates[0].value
'2020-06-05TAF'
"""

from typing import Any

from extract.article import Article, ArticleError
from extract.explain import Explanation
from extract.lexicon import Lexicon, LexiconError
from extract.pipeline import Extractor
from extract.record import (
    Award,
    Date,
    Item,
    Mention,
    Official,
    Record,
    Statistic,
    Title,
    from_json,
    json_schema,
    to_json,
)

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


def __getattr__(name: str) -> Any:
    """`__version__`, looked up only when it is asked for, since that reads the installed packages' metadata."""
    if name == "__version__":
        from importlib.metadata import version

        return version("vn-extract")
    raise AttributeError(f"module 'extract' has no attribute '{name}'")

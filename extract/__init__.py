"""Vietnamese news, read into data.

>>> import extract
>>> x = extract.Extractor()
>>> record = x("Chiều 05/6/2020, Thiếu tướng Lê Văn Mẫu, Giám đốc Công an tỉnh, dự hội nghị.")
>>> record.dates[0].value
'2020-06-05TAF'
"""

from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from extract.integrations.frames import frames

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
    "frames",
    "from_json",
    "json_schema",
    "to_json",
]


def __getattr__(name: str) -> Any:
    """What takes time to import, looked up only when it is asked for: `frames` needs pandas."""
    if name == "frames":
        from extract.integrations.frames import frames

        return frames
    if name == "__version__":
        from importlib.metadata import version

        return version("vn-extract")
    raise AttributeError(f"module 'extract' has no attribute '{name}'")

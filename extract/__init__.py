"""Vietnamese news, read into data.

>>> import extract
>>> x = extract.Extractor()
>>> record = x("Chiều 05/6/2020, Thiếu tướng Lê Văn Mẫu, Giám đốc Công an tỉnh, dự hội nghị.")
>>> record.dates[0].value
'2020-06-05TAF'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extract.display import render_with

if TYPE_CHECKING:
    from extract import plots
    from extract.article import Article, ArticleError
    from extract.evaluate import score
    from extract.explain import Explanation
    from extract.integrations.frames import frames, register
    from extract.io.annotations import read_annotations, write_annotations
    from extract.lexicon import Lexicon, LexiconError
    from extract.pipeline import Extractor, Rejected
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
    "Rejected",
    "Statistic",
    "Title",
    "frames",
    "from_json",
    "json_schema",
    "plots",
    "read_annotations",
    "register",
    "score",
    "to_json",
    "why",
    "write_annotations",
]


# Each name is imported when it is first asked for, so that a script pays for what it uses: `frames` needs pandas.
_HOMES = {
    "Article": "extract.article",
    "ArticleError": "extract.article",
    "Explanation": "extract.explain",
    "Extractor": "extract.pipeline",
    "Lexicon": "extract.lexicon",
    "LexiconError": "extract.lexicon",
    "Rejected": "extract.pipeline",
    "frames": "extract.integrations.frames",
    "read_annotations": "extract.io.annotations",
    "register": "extract.integrations.frames",
    "score": "extract.evaluate",
    "why": "extract.pipeline",
    "write_annotations": "extract.io.annotations",
}


render_with(lambda value: import_module("extract.integrations.notebook").html(value))


def __getattr__(name: str) -> Any:
    if name == "plots":
        return import_module("extract.plots")
    if name in __all__:
        value = getattr(import_module(_HOMES.get(name, "extract.record")), name)
        globals()[name] = value
        return value
    if name == "__version__":
        from importlib.metadata import version

        return version("vn-extract")
    raise AttributeError(f"module 'extract' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*__all__, *(name for name in globals() if name.startswith("__")), "__version__"])

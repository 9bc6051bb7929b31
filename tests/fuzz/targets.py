"""The fuzz targets: bytes become an input for one of `tests.oracles`."""

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from extract.article import Article
from tests import oracles

SEEDS = Path(__file__).parent / "seeds"
"""For each target a folder of inputs to begin with."""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _dates(data: bytes) -> None:
    # The first byte says whether and when the article was published.
    published = (None, "2020-02-29", "1800-01-01", "2199-12-31")[data[0] % 4] if data else None
    oracles.dates(_text(data[1:]), published)


def _extractor(data: bytes) -> None:
    published = (None, "2020-02-29")[data[0] % 2] if data else None
    oracles.extraction(Article(text=_text(data[1:]), published=published))


TARGETS: MappingProxyType[str, Callable[[bytes], object]] = MappingProxyType(
    {
        "normaliser": lambda data: oracles.normalising(_text(data)),
        "bytes": oracles.decoding,
        "numbers": lambda data: oracles.numbers(_text(data)),
        "dates": _dates,
        "extractor": _extractor,
        "rules": lambda data: oracles.rules(_text(data)),
    }
)

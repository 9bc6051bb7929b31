"""Many articles read in several processes, for `Extractor.stream`.

The processes are those of a run: they load nothing of the script or notebook that asks, so that it needs no
`if __name__ == "__main__":`, and one that dies over an article costs that article alone.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from extract.article import Article, ArticleError
from extract.batch.messages import Setup
from extract.batch.pool import Pool, batched
from extract.pipeline import Extractor, Input, Rejected
from extract.record import Record

_CHUNK = 20
"""How many articles a process gets at once."""


def stream(
    extractor: Extractor,
    articles: Iterator[Input],
    as_article: Callable[[Input], Article],
    processes: int,
    *,
    with_text: bool,
    reject: bool,
) -> Iterator[Record | Rejected]:
    """The records of articles, in order, read in `processes` processes by extractors made as `extractor` is.

    Args:
        extractor: what is made again in each process.
        articles: as they were given.
        as_article: makes an article of what was given.
        processes: how many.
        with_text: whether records carry the text.
        reject: whether what cannot be read is handed out as a `Rejected`; else it is raised.

    Raises:
        ArticleError: an article cannot be read; what was read before it has been handed out by then.
        LexiconError: a rule is wrong.
    """
    with Pool(Setup(extractor=extractor, carry_text=with_text), processes, None) as pool:
        for given, read in pool.map(partial(_read, pool, as_article), batched(articles, _CHUNK)):
            for article, found in zip(given, read, strict=True):
                if isinstance(found, Record):
                    yield found
                elif reject and isinstance(found, ArticleError):
                    yield Rejected(article, str(found))
                else:
                    raise found


def _read(
    pool: Pool, as_article: Callable[[Input], Article], given: Sequence[Input]
) -> tuple[Sequence[Input], list[Record | ValueError]]:
    """What becomes of some articles; to be called through `map`."""
    asked = [_article(as_article, one) for one in given]
    found = iter(pool.read([one for one in asked if isinstance(one, Article)]))
    return given, [next(found) if isinstance(one, Article) else one for one in asked]


def _article(as_article: Callable[[Input], Article], given: Input) -> Article | ArticleError:
    try:
        return as_article(given)
    except ArticleError as error:
        return error

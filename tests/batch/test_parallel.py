"""What becomes of articles over which a process of a stream dies; the rest is in tests/test_pipeline.py."""

from typing import Any, cast

import pytest

from extract import Article, ArticleError, Extractor, LexiconError, Record, Rejected
from extract.batch.parallel import stream
from tests.batch.hostile import Hostile

TEXTS = ["one", "crash", "two", "raise", "three"]


def streamed(texts: list[str], *, reject: bool) -> Any:
    hostile = cast(Extractor, Hostile(()))
    articles = iter(texts)
    return stream(hostile, articles, lambda text: Article(text=str(text)), 2, with_text=True, reject=reject)


def test_an_article_costs_its_own_record_alone() -> None:
    found = list(streamed(TEXTS, reject=True))
    assert [one.text for one in found if isinstance(one, Record)] == ["one", "two", "three"]
    crashed, tripped = (one for one in found if isinstance(one, Rejected))
    assert (crashed.article, tripped) == ("crash", Rejected("raise", "RuntimeError: tripped"))
    assert "the process that read it died (signal 11)" in crashed.reason
    with pytest.raises(ArticleError, match="RuntimeError: tripped"):
        list(streamed(["one", "raise"], reject=False))


@pytest.mark.parametrize("reject", [True, False])
def test_a_wrong_rule_is_no_articles_fault(reject: bool) -> None:
    with pytest.raises(LexiconError, match="a wrong rule"):
        list(streamed(["one", "rule"], reject=reject))

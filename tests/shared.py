"""The real articles that lie beside the project on some machines; tests that read them are skipped elsewhere."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
DEV = SHARED / "gold" / "dev"
CORPUS = SHARED / "corpus" / "news.jsonl.gz"

needs_gold = pytest.mark.skipif(
    not DEV.is_dir(), reason="the annotated articles (../shared/gold) are not on this machine"
)
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_file(), reason="the news corpus (../shared/corpus) is not on this machine"
)

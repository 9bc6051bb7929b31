"""The articles that are measured on, and the gold of those that have one.

Beside the checkout some machines have a folder `shared` with a news corpus and annotated articles. Elsewhere the
samples and their gold in `data/` take their place: enough to see that all runs, too few to rely on.
"""

import gzip
import itertools
import json
from pathlib import Path
from typing import Any

from extract.io.gold import gold_of
from extract.io.incoming import Arrival
from extract.io.readers import read
from extract.record import Record

Article = dict[str, Any]
Found = dict[str, list[dict[str, Any]]]

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "news.jsonl.gz"
ANNOTATED = ROOT.parent / "shared" / "gold" / "dev"
SAMPLES = ROOT / "data" / "samples"
SAMPLES_GOLD = ROOT / "data" / "gold"


def corpus(limit: int) -> tuple[list[Article], str]:
    """At most `limit` articles to measure speed on, and what they are."""
    if CORPUS.is_file():
        with gzip.open(CORPUS, "rb") as lines:
            articles = [json.loads(line) for line in itertools.islice(lines, limit)]
        return articles, f"{len(articles):,} articles of a news corpus"
    articles = [_input(row) for row in read([str(SAMPLES)]) if isinstance(row, Arrival)][:limit]
    return articles, f"the {len(articles)} sample articles in data/samples, there being no corpus at hand"


def annotated() -> tuple[list[Article], list[Record], str]:
    """The articles that have gold, their gold, and what they are."""
    if ANNOTATED.is_dir():
        rows = [json.loads(path.read_bytes()) for path in sorted(ANNOTATED.glob("*.json"))]
        articles = [{key: row[key] for key in ("id", "text", "title", "published")} for row in rows]
        return articles, [record(row["id"], row["gold"]) for row in rows], f"{len(rows)} annotated news articles"
    paths = sorted(SAMPLES_GOLD.glob("*.json"))
    gold = [json.loads(path.read_bytes()) for path in paths]
    articles = [
        {"id": row["id"], "text": (SAMPLES / f"{path.stem}.txt").read_text(encoding="utf-8")}
        | {key: row.get(key) for key in ("title", "published")}
        for path, row in zip(paths, gold, strict=True)
    ]
    words = f"the {len(gold)} samples in data/gold, there being no annotated articles at hand"
    return articles, [record(row["id"], row) for row in gold], words


def record(identifier: str, found: Found) -> Record:
    """A record of what a tool found or the gold holds; only what is scored has to be there."""
    return gold_of({"id": identifier, "gold": found}).record


def _input(arrival: Arrival) -> Article:
    article = arrival.article
    return {"id": article.id, "text": article.text, "title": article.title, "published": article.published}

"""Trains the CRF of names and measures it: python data/ner/train.py LABELLED.jsonl [--corpus NEWS.jsonl.gz]

LABELLED has one article a line: {"id", "text", "entities": [[start, end, "PER" | "ORG" | "LOC"], ...]}, offsets in code
points. A fifth of the articles, chosen by a hash of their ids, is set aside and only measured on. With --corpus, a
first model and the rules label part of its articles, and the model that is written is trained on both. With --labels,
articles of the corpus that were labelled by hand train both models too: {"id", "digest", "entities"}, the digest says
that the text is the same. Articles of the corpus that are labelled ones, by id or by their first words, are left out.

No step draws random numbers and all orders are fixed but the trainer's own, which canonical.py makes up for: the same
input gives the same bytes. A feature has to occur in a given number of articles, so that no text can be read back from
the model's feature names.
"""

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import underthesea_core
from canonical import canonical

from extract.article import Article
from extract.document import Document
from extract.kinds.names.crf import LABELS, MODEL
from extract.kinds.names.features import FeatureBuilder, Sequence
from extract.kinds.names.rules import RuleTagger
from extract.kinds.names.tagger import NameTagger
from extract.lexicon import Lexicon
from extract.text.fold import fold_key

HELD_OUT = 5
"""One article in so many is set aside."""
STEP = 7
"""Every so many articles of the corpus one is labelled."""
GOLD_ARTICLES, SILVER_ARTICLES = 2, 5
"""Articles that a feature must occur in, of those labelled by hand and of those labelled by the first model."""
GOLD_WEIGHT = 4
"""What an example labelled by hand counts, compared with one labelled by the first model."""
ITERATIONS, L2 = 600, 2.0
"""Enough iterations to converge, which the same bytes need; the penalty makes it converge closely."""

Entity = tuple[int, int, str]


class Labelled(NamedTuple):
    """An article with its entities."""

    id: str
    text: str
    entities: list[Entity]


class Example(NamedTuple):
    """A sequence with a label for every token."""

    article: str
    sequence: Sequence
    labels: list[str]


class Trainer:
    """Turns articles into examples and examples into models."""

    def __init__(self) -> None:
        self.lexicon = Lexicon.load()
        self.rules = RuleTagger(self.lexicon)
        self.features = FeatureBuilder(self.lexicon)

    def _sequences(self, document: Document) -> Iterator[Sequence]:
        return self.features(document, document.sentences, self.rules(document), every=True)

    def gold(self, articles: Iterable[Labelled]) -> list[Example]:
        """Examples from articles labelled by hand."""
        examples: list[Example] = []
        for article in articles:
            document = Document(Article(text=article.text), self.lexicon)
            target = document.normalised.alignment.target
            entities = sorted((*target(start, end), kind) for start, end, kind in article.entities)
            for sequence in self._sequences(document):
                labels = [_label(span, entities) for span in sequence.spans]
                examples.append(Example(article.id, sequence, labels))
        return examples

    def silver(self, articles: Iterable[tuple[str, str]], model: Path) -> list[Example]:
        """Examples labelled by the tagger with a model, from what the model is asked about."""
        tagger = NameTagger(self.lexicon, ner="crf", model=model)
        examples: list[Example] = []
        for article_id, text in articles:
            document = Document(Article(text=text), self.lexicon)
            names = [(name.start, name.end, LABELS[name.kind]) for name in tagger(document)]
            examples += [
                Example(article_id, sequence, [_label(span, names) for span in sequence.spans])
                for sequence in self.features(document, document.sentences, self.rules(document))
            ]
        return examples

    def train(self, gold: list[Example], silver: list[Example], output: Path) -> None:
        """Write a model trained on both, with the features that occur in enough articles."""
        kept = _frequent(gold, GOLD_ARTICLES) | _frequent(silver, SILVER_ARTICLES)
        examples = gold * GOLD_WEIGHT + silver
        trainer = underthesea_core.CRFTrainer(
            loss_function="lbfgs", l1_penalty=0.0, l2_penalty=L2, max_iterations=ITERATIONS, verbose=0
        )
        rows = [[[name for name in row if name in kept] for row in item.sequence.features] for item in examples]
        trainer.train(rows, [item.labels for item in examples]).save(str(output))
        canonical(output)


def _label(span: tuple[int, int], entities: list[Entity]) -> str:
    for start, end, kind in entities:
        if start <= span[0] < end:
            return ("B-" if span[0] == start else "I-") + kind
    return "O"


def _frequent(examples: list[Example], least: int) -> set[str]:
    counts: Counter[str] = Counter()
    last: dict[str, str] = {}
    for example in examples:
        for row in example.sequence.features:
            for name in row:
                if last.get(name) != example.article:
                    last[name] = example.article
                    counts[name] += 1
    return {name for name, count in counts.items() if count >= least}


def read(path: Path) -> list[Labelled]:
    """The labelled articles in the order of their ids."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return sorted(Labelled(row["id"], row["text"], [tuple(e) for e in row["entities"]]) for row in lines)


def stand_off(labels: Path, corpus: Path) -> list[Labelled]:
    """The articles of the corpus that there are labels for, in the order of the labels' ids.

    Raises:
        SystemExit: the corpus lacks one of them, or its text is another.
    """
    rows = list(map(json.loads, labels.read_text(encoding="utf-8").splitlines()))
    wanted = {row["id"] for row in rows}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines) if row["id"] in wanted}
    found: list[Labelled] = []
    for row in rows:
        text = texts.get(row["id"], "")
        if blake2b(text.encode(), digest_size=8).hexdigest() != row["digest"]:
            sys.exit(
                f"{labels}: {row['id']} is not in {corpus} as it was labelled: leave its line out or give the corpus"
            )
        found.append(Labelled(row["id"], text, [tuple(entity) for entity in row["entities"]]))
    return found


def set_aside(article_id: str) -> bool:
    """Whether an article is one of those that are only measured on."""
    return blake2b(article_id.encode(), digest_size=4).digest()[0] % HELD_OUT == 0


def unlabelled(path: Path, count: int, step: int, labelled: list[Labelled]) -> Iterator[tuple[str, str]]:
    """Every `step`-th article of the corpus, up to `count`, without the labelled ones."""
    known = {article.id for article in labelled} | {_beginning(article.text) for article in labelled}
    taken = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % step or taken == count:
                continue
            row = json.loads(line)
            if row["id"] not in known and _beginning(row["text"]) not in known:
                taken += 1
                yield row["id"], row["text"]


def _beginning(text: str) -> str:
    return "".join(filter(str.isalnum, fold_key(text[:400])))[:60]


def measure(lexicon: Lexicon, model: Path, articles: list[Labelled]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of exact spans, by kind."""
    tagger = NameTagger(lexicon, ner="crf", model=model)
    counts = {label: Counter({"right": 0, "wrong": 0, "missed": 0}) for label in LABELS.values()}
    for article in articles:
        document = Document(Article(text=article.text), lexicon)
        source = document.normalised.alignment.source
        found = {(*source(n.start, n.end), LABELS[n.kind]) for n in tagger(document)}
        wanted = set(article.entities)
        for entity in found:
            counts[entity[2]]["right" if entity in wanted else "wrong"] += 1
        for entity in wanted - found:
            counts[entity[2]]["missed"] += 1
    figures = {}
    for label, count in counts.items():
        precision = count["right"] / max(count["right"] + count["wrong"], 1)
        recall = count["right"] / max(count["right"] + count["missed"], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        figures[label] = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}
    return figures


def main(arguments: list[str] | None = None) -> None:
    """Train, write the model, and print the figures on the articles set aside as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--corpus", type=Path, help="unlabelled articles, .jsonl.gz with id and text")
    parser.add_argument("--labels", type=Path, help="labels of articles of the corpus, kept apart from their texts")
    parser.add_argument("--articles", type=int, default=2500, help="how many of them to label (default: 2500)")
    parser.add_argument("-o", "--output", type=Path, default=MODEL)
    options = parser.parse_args(arguments)
    if options.labels and not options.corpus:
        parser.error("--labels needs the texts: name the dump that has them with --corpus")

    began = time.perf_counter()
    articles = read(options.labelled)
    trainer = Trainer()
    more = stand_off(options.labels, options.corpus) if options.labels else []
    gold = trainer.gold([article for article in articles if not set_aside(article.id)] + more)
    trainer.train(gold, [], options.output)
    if options.corpus:
        chosen = unlabelled(options.corpus, options.articles, STEP, articles + more)
        trainer.train(gold, trainer.silver(chosen, options.output), options.output)
    print(f"trained in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    held_out = [article for article in articles if set_aside(article.id)]
    figures = measure(trainer.lexicon, options.output, held_out)
    size = options.output.stat().st_size
    print(json.dumps({"articles": len(held_out), "bytes": size, **figures}, indent=2))


if __name__ == "__main__":
    main()

"""The engines for names side by side: python -m benchmarks.ner GOLD_DIR [LABELLED.jsonl] [--spacy MODEL]

GOLD_DIR has annotated articles, whose gold names the officials and no other person: `found` is the share of their
mentions that come out with exactly their span, `exact` the share of the persons touching a mention that have exactly
its span, and F1 is the harmonic mean of the two. LABELLED has every person, organisation and place of its articles;
those that data/ner/train.py sets aside are measured on: the columns PER, ORG and LOC are the F1 of exact spans.

Every engine stands behind the same rules, as in the pipeline; "underthesea alone" and "spacy alone" are the engines
without the rules. Articles per second are those of the name tagger on one core, with sentences and lexicon hits ready.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from extract.article import Article
from extract.document import Document
from extract.entries import OrganizationEntry, TitleEntry
from extract.kinds.names import EngineError, Name, NameTagger, peers
from extract.lexicon import default_lexicon

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "data" / "ner"))
from train import LABELS, Labelled, read, set_aside

Tagger = Callable[[Document], list[Name]]
Spans = set[tuple[int, int]]


def engines(spacy_model: str) -> list[tuple[str, Callable[[], Tagger]]]:
    lexicon = default_lexicon()

    def alone(peer: Callable[[], peers.Peer]) -> Callable[[], Tagger]:
        def make() -> Tagger:
            tag = peer()
            return lambda document: tag(document, document.sentences)

        return make

    return [
        ("None", lambda: NameTagger(lexicon)),
        ("crf", lambda: NameTagger(lexicon, ner="crf")),
        ("underthesea", lambda: NameTagger(lexicon, ner="underthesea")),
        ("underthesea alone", alone(peers.underthesea)),
        ("spacy", lambda: NameTagger(lexicon, ner="spacy", spacy_model=spacy_model)),
        ("spacy alone", alone(lambda: peers.spacy(spacy_model))),
    ]


def prepared(text: str) -> Document:
    lexicon = default_lexicon()
    document = Document(Article(text=text), lexicon)
    document.hits(lexicon.matcher(TitleEntry))
    document.hits(lexicon.matcher(OrganizationEntry))
    assert document.sentences is not None
    return document


def given(document: Document, names: list[Name], kind: str) -> Spans:
    source = document.normalised.alignment.source
    return {source(name.start, name.end) for name in names if name.kind == kind}


def harmonic(first: float, second: float) -> float:
    return 2 * first * second / max(first + second, 1e-9)


def mentions(tagger: Tagger, gold: list[tuple[Document, Spans]]) -> tuple[float, float, float]:
    found = exact = touching = wanted = 0
    for document, spans in gold:
        persons = given(document, tagger(document), "person")
        near = {p for p in persons if any(p[0] < end and start < p[1] for start, end in spans)}
        found += len(spans & persons)
        exact += len(near & spans)
        touching += len(near)
        wanted += len(spans)
    share, precise = found / wanted, exact / max(touching, 1)
    return share, precise, harmonic(share, precise)


def labelled_f1(tagger: Tagger, articles: list[tuple[Document, Labelled]], kind: str, label: str) -> float:
    right = wrong = missed = 0
    for document, article in articles:
        wanted = {(start, end) for start, end, kind_of in article.entities if kind_of == label}
        spans = given(document, tagger(document), kind)
        right += len(spans & wanted)
        wrong += len(spans - wanted)
        missed += len(wanted - spans)
    return harmonic(right / max(right + wrong, 1), right / max(right + missed, 1))


def speed(tagger: Tagger, documents: list[Document]) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for document in documents:
            tagger(document)
        best = min(best, time.process_time() - start)
        if best > 5:
            break
    return len(documents) / best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("labelled", type=Path, nargs="?")
    parser.add_argument("--spacy", default=peers.SPACY_MODEL, help="the spaCy model, a package or a path")
    options = parser.parse_args()

    gold: list[tuple[Document, Spans]] = []
    for file in sorted(options.gold.glob("*.json")):
        row = json.loads(file.read_text(encoding="utf-8"))
        spans = {(m["start"], m["end"]) for official in row["gold"]["officials"] for m in official["mentions"]}
        gold.append((prepared(row["text"]), spans))
    articles: list[tuple[Document, Labelled]] = []
    if options.labelled:
        articles = [(prepared(a.text), a) for a in read(options.labelled) if set_aside(a.id)]

    header = f"{'ner':<20}{'found':>8}{'exact':>8}{'F1':>8}{'articles/s':>12}"
    print(header + "".join(f"{label:>8}" for label in LABELS.values()) if articles else header)
    for name, make in engines(options.spacy):
        try:
            tagger = make()
        except EngineError as error:
            print(f"{name:<20}not installed: {error}")
            continue
        found, exact, f1 = mentions(tagger, gold)
        rate = speed(tagger, [document for document, _ in gold])
        line = f"{name:<20}{found:>8.3f}{exact:>8.3f}{f1:>8.3f}{rate:>12.1f}"
        for kind, label in LABELS.items() if articles else ():
            line += f"{labelled_f1(tagger, articles, kind, label):>8.3f}"
        print(line, flush=True)


if __name__ == "__main__":
    main()

"""What part of speech words mostly are in news: python data/statistics/parts.py NEWS.jsonl.gz

Writes parts.tsv. NEWS has one article a line with id and text; those with a label in `labels.jsonl` are left out. The
parts of speech are those that underthesea gives the words in their sentences (its model is under the Apache licence); a
word is what `WordReader` makes one of: a syllable or two that belong together. The table holds common words alone, so
that no text can be read back from it. The same input and version of underthesea give the same table.
"""

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from underthesea import pos_tag

from extract.article import Article
from extract.document import Document
from extract.kinds.statistics.words import WordReader
from extract.pipeline import Extractor
from extract.text.spans import Span

HERE = Path(__file__).parent
STEP, OCCURRENCES = 25, 6
"""Every how many-th article is read, and how often a word has to occur."""
PARTS = frozenset(("N", "Nc", "Nu", "Np", "V", "A", "E", "C", "R", "P", "L"))
"""Nouns, classifiers, units, names, verbs, adjectives, prepositions, conjunctions, adverbs, pronouns, words for many;
what is rarer is not told apart."""
CASES = {"l": "", "C": "^", "A": "^"}
"""What stands in front of a word by its shape: a capitalised one is another word, as in words.tsv."""


def articles(path: Path) -> Iterator[str]:
    """The texts that are read."""
    with (HERE / "labels.jsonl").open(encoding="utf-8") as lines:
        labelled = {json.loads(line)["id"] for line in lines}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, islice(lines, 0, None, STEP)):
            if article["id"] not in labelled:
                yield article["text"]


def tagged(text: str, sentence: Span) -> dict[int, str]:
    """The part of speech of each syllable of a sentence, by its first offset."""
    at, stop = sentence
    found: dict[int, str] = {}
    for word, tag in pos_tag(text[at:stop]):
        for syllable in word.split():
            start = text.find(syllable, at, stop)
            if start >= 0:
                found[start], at = tag if tag in PARTS else "X", start + len(syllable)
    return found


def main() -> None:
    """Run the command."""
    lexicon = Extractor().lexicon
    read = WordReader(lexicon)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in articles(Path(sys.argv[1])):
        document = Document(Article.from_mapping({"text": text}), lexicon)
        for sentence in document.sentences:
            tags = tagged(document.text, sentence)
            words = read(document.text, sentence, [], [])
            for word, start in zip(words.words, words.starts, strict=True):
                if word.shape in CASES and start in tags:
                    counts[CASES[word.shape] + word.word][tags[start]] += 1
    by_part: defaultdict[str, list[str]] = defaultdict(list)
    for word, tags_of in sorted(counts.items()):
        if tags_of.total() >= OCCURRENCES:
            by_part[max(sorted(tags_of), key=tags_of.__getitem__)].append(word.replace(" ", "_"))
    lines = [
        "# What part of speech words mostly are in Vietnamese news: syllables and pairs that are one word, folded, ^",
        f"# before a capitalised one, that occur {OCCURRENCES} times or more in every {STEP}th article of a corpus.",
        "# Made by data/statistics/parts.py.",
        "part\twords",
        *(f"{part}\t{' '.join(words_of)}" for part, words_of in sorted(by_part.items())),
    ]
    (HERE / "parts.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print({part: len(words_of) for part, words_of in sorted(by_part.items())})


if __name__ == "__main__":
    main()

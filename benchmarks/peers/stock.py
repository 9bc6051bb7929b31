"""Stock underthesea: `ner`, sentence by sentence."""

from typing import Any

from underthesea import ner, sent_tokenize

from benchmarks.measure import best_of

Item = dict[str, Any]


def names(articles: list[Item]) -> tuple[list[dict[str, list[Item]]], float]:
    """Every person, as an official without a title: underthesea knows no offices."""
    ner("Hà Nội")  # loads the models
    return best_of(lambda: [{"officials": _persons(article["text"])} for article in articles])


def _persons(text: str) -> list[Item]:
    persons: dict[str, list[Item]] = {}
    reached = 0
    for sentence in sent_tokenize(text):
        span: list[int] = []
        for word, *_, label in [*ner(sentence), ("", "O")]:
            found = text.find(word, reached)
            if span and label != "I-PER":
                start, end = span
                persons.setdefault(text[start:end], []).append({"start": start, "end": end})
                span = []
            if found < 0:
                continue
            reached = found + len(word)
            if label.endswith("PER"):
                span = [span[0] if span else found, reached]
    return [{"name": name, "titles": [], "mentions": mentions} for name, mentions in persons.items()]

"""A blank spaCy pipeline with a PhraseMatcher over our lexicon's titles and awards: the words without the grammar."""

from collections import defaultdict
from typing import Any

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from benchmarks.measure import best_of
from extract.entries import AwardEntry, TitleEntry
from extract.lexicon import default_lexicon

Item = dict[str, Any]
MOST_SYLLABLES = 4


def titles_and_awards(articles: list[Item]) -> tuple[list[dict[str, list[Item]]], float]:
    """Titles with the capitalised syllables behind them as the name, and awards."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "vn_extract.Syllables.v1"}}})
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for label, kind in (("TITLE", TitleEntry), ("AWARD", AwardEntry)):
        forms = {form for entry in default_lexicon() if isinstance(entry, kind) for form in entry.forms}
        matcher.add(label, list(nlp.tokenizer.pipe(sorted(forms))))
    return best_of(lambda: [_read(nlp, matcher, article["text"]) for article in articles])


def _read(nlp: Language, matcher: PhraseMatcher, text: str) -> dict[str, list[Item]]:
    spans = filter_spans(matcher(nlp(text), as_spans=True))
    titles: dict[str, list[str]] = defaultdict(list)
    mentions: dict[str, list[Item]] = defaultdict(list)
    for span in spans:
        name = _name(span.doc, span.end) if span.label_ == "TITLE" else None
        if name is not None:
            titles[name.text].append(span.text)
            mentions[name.text].append({"start": name.start_char, "end": name.end_char})
    awards = [span for span in spans if span.label_ == "AWARD"]
    return {
        "officials": [
            {"name": name, "titles": list(dict.fromkeys(found)), "mentions": mentions[name]}
            for name, found in titles.items()
        ],
        "awards": [{"start": span.start_char, "end": span.end_char, "name": span.text} for span in awards],
    }


def _name(doc: Doc, start: int) -> Span | None:
    end = start
    while end < len(doc) and end - start < MOST_SYLLABLES and doc[end].is_title:
        end += 1
    return doc[start:end] if end - start > 1 else None

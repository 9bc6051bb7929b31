"""Tokenizers for spaCy's Vietnamese that need no pyvi: by syllables, fast, and by the words of underthesea.

>>> import spacy
>>> nlp = spacy.blank("vi")  # by syllables, unless pyvi is installed
>>> [token.text for token in nlp("Ông Mẫu nói: tăng 5,66%.")]
['Ông', 'Mẫu', 'nói', ':', 'tăng', '5,66', '%', '.']
"""

from collections.abc import Callable, Iterable, Iterator

import regex
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from extract.patterns import compiled

# A syllable with its marks, a figure with its points, commas and slashes, or a single sign; each with its space.
_TOKEN = compiled(r"(\p{N}+(?:[.,/:]\p{N}+)*+|[\p{L}\p{M}]++(?:['’][\p{L}\p{M}]++)*+|\s++|.)( ?)", regex.DOTALL)


class SyllableTokenizer(DummyTokenizer):
    """One token a syllable, figure or sign."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of `text`; their texts and spaces together are `text` again."""
        pairs = _TOKEN.findall(text)
        return Doc(self.vocab, words=[word for word, _ in pairs], spaces=[bool(space) for _, space in pairs])

    def __reduce__(self) -> tuple[type["SyllableTokenizer"], tuple[Vocab]]:
        return SyllableTokenizer, (self.vocab,)


class WordTokenizer(SyllableTokenizer):
    """One token a word as underthesea cuts them: "học sinh" is one."""

    def __call__(self, text: str) -> Doc:
        """The tokens of `text`; their texts and spaces together are `text` again."""
        from underthesea import word_tokenize

        words: list[str] = []
        spaces: list[bool] = []
        reached = 0
        for start, end in _placed(text, word_tokenize(text)):
            for word, space in _TOKEN.findall(text[reached:start]):
                words.append(word)
                spaces.append(bool(space))
            space_follows = text[end : end + 1] == " "
            words.append(text[start:end])
            spaces.append(space_follows)
            reached = end + space_follows
        for word, space in _TOKEN.findall(text[reached:]):
            words.append(word)
            spaces.append(bool(space))
        return Doc(self.vocab, words=words, spaces=spaces)

    def __reduce__(self) -> tuple[type["WordTokenizer"], tuple[Vocab]]:
        return WordTokenizer, (self.vocab,)


def _placed(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The spans of the words in the text; one that underthesea rewrote, and so is not there, is left out."""
    reached = 0
    for word in words:
        start = text.find(word, reached)
        if word and start >= 0:
            reached = start + len(word)
            yield start, reached


@registry.tokenizers("vn_extract.Syllables.v1")  # type: ignore[untyped-decorator]
def syllables() -> Callable[[Language], SyllableTokenizer]:
    """The tokenizer by syllables, for `[nlp.tokenizer]` in a spaCy config."""
    return lambda nlp: SyllableTokenizer(nlp.vocab)


@registry.tokenizers("vn_extract.Words.v1")  # type: ignore[untyped-decorator]
def words() -> Callable[[Language], WordTokenizer]:
    """The tokenizer by underthesea's words, for `[nlp.tokenizer]` in a spaCy config."""
    return lambda nlp: WordTokenizer(nlp.vocab)

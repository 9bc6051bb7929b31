"""spaCy's Vietnamese, also where pyvi is not installed: `spacy.blank("vi")` works on a plain install.

spaCy finds the class by its entry point. Where pyvi is installed it is spaCy's own, so nobody's pipeline changes. Where
it is not, spaCy's own could not even be made; there the tokenizer is the one by syllables unless a config names
another.

>>> import spacy
>>> nlp = spacy.blank("vi")
>>> component = nlp.add_pipe("vn_dates")
>>> [span.text for span in nlp("Họp ngày 5/6/2020.").ents]
['ngày 5/6/2020']
"""

from importlib.util import find_spec

from spacy.lang.vi import Vietnamese, VietnameseDefaults
from spacy.util import load_config_from_str


class SyllableDefaults(VietnameseDefaults):
    """spaCy's stop words and attributes of Vietnamese, and our tokenizer."""

    config = load_config_from_str('[nlp]\n[nlp.tokenizer]\n@tokenizers = "vn_extract.Syllables.v1"\n')


class SyllableVietnamese(Vietnamese):  # type: ignore[no-untyped-call]
    """Vietnamese of spaCy, cut into syllables."""

    Defaults = SyllableDefaults


vietnamese = SyllableVietnamese if find_spec("pyvi") is None else Vietnamese
"""What `spacy.blank("vi")` makes an instance of."""

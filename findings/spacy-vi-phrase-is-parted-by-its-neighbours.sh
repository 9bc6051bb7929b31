#!/usr/bin/env bash
# spaCy 3.8.18 with pyvi 0.1.1: spacy.blank("vi") makes tokens of whole words, blanks inside them, and where a word ends depends on the words
# around it. A pattern of the PhraseMatcher is parted by itself, the same words in a sentence otherwise: "Bằng khen" is one token alone
# and two tokens in these sentences, and is found in none of them. With syllables as tokens, patterns and texts agree.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'spacy==3.8.18' 'pyvi==0.1.1'
"$folder/venv/bin/python" - <<'PY'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

print("spacy", version("spacy"), "pyvi", version("pyvi"))
nlp = spacy.blank("vi")
sentences = ("Bà Lê Thị Hoa nhận Bằng khen.", "Xã có Bằng khen từ năm 2012.", "Ngày 5/10, Bằng khen đã đến xã.")


def found(make_doc):
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("AWARD", [make_doc("Bằng khen")])
    docs = [make_doc(sentence) for sentence in sentences]
    print([[token.text for token in doc] for doc in docs])
    return [[doc[start:end].text for _, start, end in matcher(doc)] for doc in docs]


words = found(nlp.make_doc)
print("by spaCy's tokens:", words)
syllables = found(lambda text: Doc(nlp.vocab, words=text.replace(",", " ,").replace(".", " .").split()))
print("by syllables:", syllables)
assert nlp.make_doc("Bằng khen").text == "Bằng khen" and len(nlp.make_doc("Bằng khen")) == 1
assert words.count([]) == 3, "the behaviour has changed"
assert syllables == [["Bằng khen"]] * 3
PY

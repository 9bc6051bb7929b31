#!/usr/bin/env bash
# underthesea 9.5.0: word_tokenize parts a text into words, and changes them on the way. "Uỷ ban hoà giải" comes back as
# "Ủy", "ban", "hòa", "giải", decomposed text comes back composed: who looks the tokens up in the text to get their
# offsets (text.find) finds some of them nowhere. The sentences of sent_tokenize are copied as they are.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'underthesea==9.5.0'
"$folder/venv/bin/python" - <<'PY'
import unicodedata
from importlib.metadata import version

from underthesea import sent_tokenize, word_tokenize

sentence = "Uỷ ban hoà giải họp."
print("underthesea", version("underthesea"))
lost = {}
for form in ("NFC", "NFD"):
    text = unicodedata.normalize(form, sentence)
    tokens = word_tokenize(text)
    lost[form] = [token for token in tokens if token not in text]
    print(f"{form}: {tokens}; not in the text: {lost[form]}; sentences copied: {sent_tokenize(text) == [text]}")
    assert sent_tokenize(text) == [text], "the behaviour has changed"
assert lost == {"NFC": ["Ủy", "hòa"], "NFD": ["Ủy", "hòa", "giải", "họp"]}, "the behaviour has changed"
PY

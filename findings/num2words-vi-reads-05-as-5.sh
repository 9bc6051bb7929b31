#!/usr/bin/env bash
# num2words 0.5.14, Vietnamese: a decimal is cut or filled up to two digits, and these are read as one number, so that a leading
# zero is lost. 7.5 is written "bảy phẩy năm mươi" (seven point fifty) and 7.05 "bảy phẩy năm", which is how 7.5 is said;
# 7.125 loses its last digit. Other languages of the package (English) say digit by digit. Who makes test data for a reader of
# spelled numbers from it gets wrong pairs wherever a percentage has one decimal, or a zero behind the comma.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'num2words==0.5.14'
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

from num2words import num2words

print("num2words", version("num2words"))
said = {n: num2words(n, lang="vi") for n in (7.5, 7.05, 7.125, 99.02, 99.2)}
for n, words in said.items():
    print(f"{n}: {words} | {num2words(n, lang='en')}")
assert said == {
    7.5: "bảy phẩy năm mươi",
    7.05: "bảy phẩy năm",
    7.125: "bảy phẩy mười hai",
    99.02: "chín mươi chín phẩy hai",
    99.2: "chín mươi chín phẩy hai mươi",
}, "the behaviour has changed"
assert num2words(7.05, lang="en") == "seven point zero five"
PY

#!/usr/bin/env bash
# dateparser 1.5.0, Vietnamese: a clock is read as a length of time that has passed. "7 giờ" (seven o'clock) becomes the moment seven hours
# before now, "9 giờ 30 phút" (half past nine) nine and a half hours before, and "7 giờ ngày 5/10/2013" ignores its day: it is seven hours
# before now too. "2 tháng", "3 năm" (two months, three years) are points of the past likewise. "7:00 5/10/2013" is read as it stands.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'dateparser==1.5.0'
"$folder/venv/bin/python" - <<'PY'
import warnings
from datetime import datetime
from importlib.metadata import version

warnings.simplefilter("ignore")
import dateparser

print("dateparser", version("dateparser"))
now = {"RELATIVE_BASE": datetime(2013, 10, 22, 12)}
read = {}
for words in ("7 giờ", "9 giờ 30 phút", "7 giờ ngày 5/10/2013", "7:00 5/10/2013"):
    read[words] = dateparser.parse(words, languages=["vi"], settings=now)
    print(f"{words}, said at 12:00 on 2013-10-22: {read[words]}")
assert read == {
    "7 giờ": datetime(2013, 10, 22, 5),
    "9 giờ 30 phút": datetime(2013, 10, 22, 2, 30),
    "7 giờ ngày 5/10/2013": datetime(2013, 10, 22, 5),
    "7:00 5/10/2013": datetime(2013, 10, 5, 7),
}, "the behaviour has changed"
PY

#!/usr/bin/env bash
# Duckling's Vietnamese rules (pyduckling-native-phihos 0.3.0): "2,5" is 2.5 and "1.234" is 1234, but a number with both marks loses what
# stands behind the comma: "1.234,5 tỷ đồng" is 1,234,000,000,000 dong, half a milliard less than written, though the span
# that is reported has the comma and the 5 in it. Nothing tells that a part was not read. "22/10" is the number 2.2 and no
# date ("ngày 22/10" is one), while "2/9" is both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pyduckling-native-phihos==0.3.0'
"$folder/venv/bin/python" - <<'PY'
from datetime import datetime, timezone
from importlib.metadata import version

import duckling

print("pyduckling-native-phihos", version("pyduckling-native-phihos"))
zones = duckling.load_time_zones("/usr/share/zoneinfo")
locale = duckling.parse_locale("VI_XX", duckling.default_locale_lang(duckling.parse_lang("VI")))
noon = datetime(2013, 10, 20, 5, tzinfo=timezone.utc)
context = duckling.Context(duckling.parse_ref_time(zones, "Asia/Ho_Chi_Minh", int(noon.timestamp())), locale)


def read(text, dimension):
    rows = duckling.parse(text, context, duckling.parse_dimensions([dimension]), False)
    found = [(text[row["start"] : row["end"]], row["value"]["value"]) for row in rows]
    print(f"{dimension}: {text!r} -> {found}")
    return found


assert read("2,5 tỷ đồng", "amount-of-money") == [("2,5 tỷ đồng", 2_500_000_000)]
assert read("1.234 tỷ đồng", "amount-of-money") == [("1.234 tỷ đồng", 1_234_000_000_000)]
assert read("1.234,5 tỷ đồng", "amount-of-money") == [("1.234,5 tỷ đồng", 1_234_000_000_000)], "the behaviour has changed"
assert read("12.345,6", "number") == [("12.345,6", 12345)], "the behaviour has changed"
assert read("22/10", "time") == [] and read("22/10", "number") == [("22/10", 2.2)], "the behaviour has changed"
assert [words for words, _ in read("ngày 22/10", "time")] == ["ngày 22/10"]
assert [words for words, _ in read("2/9", "time")] == ["2/9"]
PY

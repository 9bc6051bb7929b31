#!/usr/bin/env bash
# vietnamadminunits 1.0.4: parse_address() reads addresses of today (no districts) by default. Given one of before July 2025, "phường Giảng Võ,
# quận Ba Đình, Hà Nội", it does not say that a district stands there, nor take the ward, which still exists under its name: the
# *district's* name becomes the ward ("Phường Ba Đình", another ward than Giảng Võ), and the ward becomes the street. The same
# address without the district is read right, and ParseMode.LEGACY reads the old one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'vietnamadminunits==1.0.4'
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

from vietnamadminunits import parse_address

print("vietnamadminunits", version("vietnamadminunits"))
read = {}
for address in (
    "phường Giảng Võ, quận Ba Đình, Hà Nội",
    "phường Cửa Nam, quận Hoàn Kiếm, Hà Nội",
    "phường Láng, quận Đống Đa, Hà Nội",
    "phường Giảng Võ, Hà Nội",
):
    unit = parse_address(address)
    read[address] = (unit.ward, unit.street)
    print(f"{address}: {unit.ward}, street {unit.street}, {unit.province}")
assert list(read.values()) == [
    ("Phường Ba Đình", "Phường Giảng Võ"),
    ("Phường Hoàn Kiếm", "Phường Cửa Nam"),
    ("Phường Đống Đa", "Phường Láng"),
    ("Phường Giảng Võ", None),
], "the behaviour has changed"
PY

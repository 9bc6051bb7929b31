"""Make units.tsv from the data of the package vietnamadminunits: `python data/places/build.py FOLDER`.

FOLDER is the package's folder `data` (`dataset.db`, `converter_2025.json`), of version 1.0.4 from PyPI. The package is
needed for nothing else. The same input gives the same table.
"""

import json
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

TABLE = Path(__file__).with_name("units.tsv")
HEAD = """\
# Administrative units of Vietnam: as they were on 30 June 2025 and as they are since.
# code: of the statistics office; two digits are a province or a city under the centre, three a district, five a
# commune; codes were given again on 1 July 2025, so a unit is known by code and since. parent: the code of the unit
# above at the time. since, until: first and last day, empty where not recorded or not over. successors: the codes of
# the units that its territory went to. Made by build.py; source and licence: README.md.
code\ttype\tname\tparent\tsince\tuntil\tsuccessors
"""
LAST, FIRST = "2025-06-30", "2025-07-01"
UNTOUCHED = frozenset(("01", "04", "11", "12", "14", "20", "22", "38", "40", "42", "46"))
"""Provinces that the reform of 2025 left as they were."""
CITIES = {"75": "2026-04-30", "22": "2026-09-01", "24": "2026-09-20"}
"""Provinces that have become cities under the centre since, with the first day."""
HUE = "2025-01-01"
"""Huế's first day as a city under the centre (before, it was the province Thừa Thiên Huế)."""


class Row(NamedTuple):
    """One unit, as it goes into the table."""

    code: str
    type: str
    name: str
    parent: str
    since: str
    until: str
    successors: str


def split(full: str) -> tuple[str, str]:
    """The word for the unit and its name: ("thành phố", "Huế")."""
    full = normalize("NFC", " ".join(full.split()))
    for word in ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "quận", "huyện", "phường", "xã"):
        if full.lower().startswith(word + " "):
            return word, full[len(word) + 1 :]
    raise ValueError(full)


def successors(converter: Path, key_of: dict[tuple[str, str], str]) -> dict[str, set[str]]:
    """The codes of the new units by the keys of old ones."""
    data = json.loads(converter.read_text(encoding="utf-8"))
    found: dict[str, set[str]] = defaultdict(set)
    for province, wards in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in wards.items():
            for old in olds:
                found[old].add(key_of[province, new])
    for province, wards in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, news in wards.items():
            found[old].update(key_of[province, new["newWardKey"]] for new in news)
    for new, olds in data["DICT_PROVINCE"].items():
        for old in olds:
            found[old].add(key_of[new, ""])
    return found


def provinces(rows: list[tuple[str, str]], *, old: bool, went: dict[str, str]) -> list[Row]:
    """The units of the first level, one row for each time that a unit's type or territory stayed the same."""
    made: list[Row] = []
    for code, full in rows:
        word, name = split(full)
        kept = code in UNTOUCHED
        since = "" if old else HUE if code == "46" else "" if kept else FIRST
        if old:
            if not kept:
                made.append(Row(code, word, name, "", "", LAST, went[code]))
        elif code in CITIES:
            day = CITIES[code]
            before = f"{day[:-2]}{int(day[-2:]) - 1:02}" if day[-2:] != "01" else "2026-08-31"
            made += [Row(code, word, name, "", since, before, code), Row(code, "thành phố", name, "", day, "", "")]
        else:
            made.append(Row(code, word, name, "", since, "", ""))
    if old:
        made.append(Row("46", "tỉnh", "Thừa Thiên Huế", "", "", "2024-12-31", "46"))
    return made


def main(folder: Path) -> None:
    """Write the table."""
    base = sqlite3.connect(folder / "dataset.db")
    new = base.execute(
        "select provinceCode, province, provinceKey, wardCode, ward, wardKey from admin_units"
    ).fetchall()
    keys = {(province, ward): code for _, _, province, code, _, ward in new}
    keys |= {(province, ""): code for code, _, province, *_ in new}
    went = successors(folder / "converter_2025.json", keys)
    old = base.execute(
        "select provinceCode, province, provinceKey, districtCode, district, districtKey, wardCode, ward, wardKey"
        " from admin_units_legacy"
    ).fetchall()

    def codes(key: str) -> str:
        return " ".join(sorted(went.get(key, ())))

    rows = provinces(sorted({(code, name) for code, name, *_ in new}), old=False, went={})
    rows += provinces(sorted({(row[0], row[1]) for row in old}), old=True, went={row[0]: codes(row[2]) for row in old})
    rows += [Row(code, *split(ward), province, FIRST, "", "") for province, _, _, code, ward, _ in new]
    districts = {row[3]: (row[0], row[4], codes(f"{row[2]}_{row[5]}_")) for row in old}
    rows += [Row(code, *split(full), parent, "", LAST, to) for code, (parent, full, to) in districts.items()]
    rows += [
        Row(row[6], *split(row[7]), row[3], "", LAST, codes(f"{row[2]}_{row[5]}_{row[8]}")) for row in old if row[6]
    ]
    rows.sort(key=lambda row: (len(row.code), row.code, row.since))
    TABLE.write_text(HEAD + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

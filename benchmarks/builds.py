"""How much longer than another build this one takes, by kind: `python -m benchmarks.builds BASE [--articles N]`

BASE is a git revision, or the folder of another source tree. A process of each build reads the same articles, fifty by
fifty in alternation, so that what else the machine does meets both alike: believe the ratios, not the seconds. Counted
is the processor's time; that of a start is from a new interpreter to the end of the first record, the least of some.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.speed import FIRST, STAGES
from tests.compare import HERE, sample, tree
from tests.shared import CORPUS

Environment = dict[str, str]

PART = 50
STARTS = 7

READ = """
import json, sys, time
from extract import Article, Extractor, to_json

fields = ("id", "title", "text", "published", "url")
rows = [json.loads(line) for line in open(sys.argv[2], "rb")]
articles = [Article.from_mapping({name: row.get(name) for name in fields if row.get(name)}) for row in rows]
extractor = Extractor()
spent = {}


def clocked(name):
    # An older build keeps the reader of a kind as it keeps that of names, by itself.
    readers = extractor.__dict__.get("_readers", {})
    stages, key = (readers, name) if name in readers else (extractor.__dict__, "_" + name)
    stage = stages[key]

    def run(*given):
        began = time.process_time()
        try:
            return stage(*given)
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - began

    stages[key] = run


for name in json.loads(sys.argv[1]):
    clocked(name)
for article in articles:
    to_json(extractor(article))
print(flush=True)
for line in sys.stdin:
    spent.clear()
    began = time.process_time()
    for article in articles[slice(*map(int, line.split()))]:
        to_json(extractor(article))
    print(json.dumps(spent | {"all": time.process_time() - began}), flush=True)
"""


def reader(environment: Environment, articles: Path) -> "subprocess.Popen[str]":
    """A process of a build that has the articles ready."""
    command = [sys.executable, "-P", "-c", READ, json.dumps(list(STAGES)), str(articles)]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def asked(process: "subprocess.Popen[str]", first: int) -> dict[str, float]:
    """The seconds by stage that a build takes for the articles from `first` on."""
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(f"{first} {first + PART}\n")
    process.stdin.flush()
    return dict(json.loads(process.stdout.readline()))


def start(environment: Environment) -> float:
    """The seconds of one start."""
    before = os.times()
    subprocess.run([sys.executable, "-P", "-c", FIRST], env=environment, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def environment(source: Path, caches: Path) -> Environment:
    """That of a build's processes, which find what they kept themselves and nothing else, as those of a user do."""
    own = {"PYTHONPATH": source, "XDG_CACHE_HOME": caches, "PYTHONPYCACHEPREFIX": caches, "PYTHONDONTWRITEBYTECODE": ""}
    return {**os.environ, **{name: str(value) for name, value in own.items()}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("base", help="a git revision, or the folder of a source tree")
    parser.add_argument("files", nargs="*", type=Path, default=[CORPUS], help="articles, .jsonl or .jsonl.gz")
    parser.add_argument("--articles", type=int, default=600, help="so many, at even distances")
    parser.add_argument("--passes", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = sample(given.files, given.articles)
        articles, unpacked = Path(folder, "articles.jsonl"), Path(folder, "base")
        articles.write_bytes(b"".join(rows))
        unpacked.mkdir()
        sources = {"caches-base": tree(given.base, unpacked), "caches-this": HERE}
        environments = [environment(source, Path(folder, caches)) for caches, source in sources.items()]
        processes = [reader(environment, articles) for environment in environments]
        for process in processes:
            assert process.stdout is not None
            process.stdout.readline()
        totals: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        for number in range(given.passes):
            for first in range(0, len(rows), PART):
                for index in (0, 1) if (first // PART + number) % 2 else (1, 0):
                    totals[index].update(asked(processes[index], first))
        for process in processes:
            process.communicate()
        starts = [list(map(start, environments)) for _ in range(STARTS)]
    for total in totals:
        total["rest"] = 2 * total["all"] - total.total()
    print(f"{'':16}{'share of base':>14}{'of this':>9}{'ratio':>7}")
    for name in ("all", *STAGES, "rest"):
        base, this = (total[name] for total in totals)
        shares = (total[name] / total["all"] for total in totals)
        print(f"{name:16}" + "{:14.2f}{:9.2f}".format(*shares) + f"{this / base:7.2f}")
    base, this = map(min, zip(*starts, strict=True))
    print(f"{'start':39}{this / base:7.2f}")


if __name__ == "__main__":
    main()

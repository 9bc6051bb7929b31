"""Learns what the join of people weighs: python data/register/train.py RECORDS [--print]

RECORDS are those of a run with texts (`vn-extract run ... --with-text`). Nobody has to label pairs: two articles that
name somebody by one rare name nearly always mean one person, and two of different names mean two. From pairs of both
sorts it is learned, by logistic regression, how much everything in common and every difference says, beside the name
itself, whose rarity `extract.registry.names` knows. What is in common counts for, a difference against, or not at all.

Written are the lines of `weights.tsv` that are `learned` (those `set` by hand stay), and `common.tsv`: what is true
of many people, or named in many articles. The same records give the same tables. With --print nothing is written.
"""

import argparse
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from extract.io.restored import stored_records
from extract.registry.names import is_vietnamese, share
from extract.registry.observation import observe
from extract.registry.people import Seen, names_beside, profile
from extract.registry.scorer import Profile, Rarity, evidence, rarity, weights

HERE = Path(__file__).parent
TABLE, COMMON = HERE / "weights.tsv", HERE / "common.tsv"
OFTEN = 0.01
"""The least share of people, or articles, that `common.tsv` tells of."""
RARE = 0.1
"""How many people of a name there may be, for it to be one person's."""
PAIRS, OTHERS, SEED = 3, 20000, 1
"""Pairs of articles for each name, pairs of different names, and how these are drawn."""
PENALTY = 0.5

Floats = np.ndarray[Any, np.dtype[np.float64]]


def main() -> None:
    """Read records, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("records")
    parser.add_argument("--print", action="store_true", help="write nothing")
    said = parser.parse_args()
    lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    names = [cells[0] for cells in lines if len(cells) > 2 and cells[2] == "learned"]
    observations = [msgspec.structs.replace(observe(record), figures=()) for record in stored_records(said.records)]
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for observation in observations:
        for person in observation.people:
            seen = Seen(observation, person)
            blocks[person.key].append(profile(seen)._replace(names=names_beside(seen)))
    rare = rarity(observations, list(blocks.values()))
    found = learned(blocks, rare, names)
    for cells in lines:
        if cells[0] in found:
            cells[1] = f"{found[cells[0]]:.2f}"
    table = "".join("\t".join(cells) + "\n" for cells in lines)
    print(table, end="")
    if not said.print:
        TABLE.write_text(table, encoding="utf-8")
        COMMON.write_text(_common(rare), encoding="utf-8")


def _common(rare: Rarity) -> str:
    """The table of what is common."""
    head = [line for line in COMMON.read_text(encoding="utf-8").split("\n") if line.startswith(("#", "kind\t"))]
    kinds = {"trait": rare.traits, "name": rare.names}
    shares = [(kind, key, count / of.of) for kind, of in kinds.items() for key, count in of.counts.items()]
    kept = sorted(found for found in shares if found[2] >= OFTEN)
    return "\n".join([*head, *(f"{kind}\t{key}\t{share:.3f}" for kind, key, share in kept)]) + "\n"


def learned(blocks: dict[str, list[Profile]], rare: Rarity, names: list[str]) -> dict[str, float]:
    """The weights of some names."""
    random.seed(SEED)
    same, other = _same(blocks), _other(blocks)
    rows = np.array([_row(one, two, names, rare) for one, two in (*same, *other)])
    is_same = np.arange(len(rows)) < len(same)
    print(f"{len(same)} pairs of one rare name, {len(other)} of different names")
    return _fitted(rows, is_same, names)


def _same(blocks: dict[str, list[Profile]]) -> list[tuple[Profile, Profile]]:
    found = []
    for key in sorted(blocks):
        if " " in key and share(key) * weights()["people"] < RARE:
            pairs = [(one, two) for one, two in combinations(blocks[key], 2) if one.articles != two.articles]
            found += random.sample(pairs, min(PAIRS, len(pairs)))
    return found


def _other(blocks: dict[str, list[Profile]]) -> list[tuple[Profile, Profile]]:
    """Pairs of different names, both Vietnamese or both of elsewhere, each sort as often as people are of it."""
    sorts = [[key for key in sorted(blocks) if is_vietnamese(key) is sort] for sort in (True, False)]
    people = [[(key, one) for key in keys for one in blocks[key]] for keys in sorts]
    found: list[tuple[Profile, Profile]] = []
    while len(found) < OTHERS:
        of = random.choices(people, [len(sort) for sort in people])[0]
        (key, one), (another, two) = random.choice(of), random.choice(of)
        if key != another and one.articles != two.articles:
            found.append((one, two))
    return found


def _row(one: Profile, two: Profile, names: list[str], rare: Rarity) -> list[float]:
    amounts = {each.name: each.amount for each in evidence(one, two, rare)}
    return [1.0 if name == "nothing told" else amounts.get(name, 0.0) for name in names]


def _fitted(rows: Floats, same: Floats, names: list[str]) -> dict[str, float]:
    """The weights, those of a wrong sign left out one by one."""
    against = {name for name in names if weights()[name] <= 0}
    kept = list(range(len(names)))
    each = np.where(same, 0.5 / same.sum(), 0.5 / (~same).sum()) * len(rows)
    while True:
        values = _newton(rows[:, kept], same, each, np.array([names[place] != "nothing told" for place in kept]))
        wrong = [
            (abs(value), place)
            for value, place in zip(values, kept, strict=True)
            if names[place] != "nothing told" and (value > 0) == (names[place] in against)
        ]
        if not wrong:
            found = dict.fromkeys(names, 0.0)
            return found | {names[place]: float(value) for value, place in zip(values, kept, strict=True)}
        kept.remove(max(wrong)[1])


def _newton(rows: Floats, same: Floats, each: Floats, penalised: Floats) -> Floats:
    """Logistic regression with a penalty on the squares of weights."""
    found = np.zeros(rows.shape[1])
    penalty = np.diag(PENALTY * penalised)
    for _ in range(30):
        likely = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (each * (likely - same)) + penalty @ found
        curve = (rows * (each * likely * (1 - likely))[:, None]).T @ rows + penalty
        found = found - np.linalg.solve(curve, slope)
    return found


if __name__ == "__main__":
    main()

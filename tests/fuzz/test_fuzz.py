"""The fuzz targets: every seed, and a few seconds of search in a process of its own (`make fuzz` searches longer)."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.targets import SEEDS, TARGETS

ROOT = SEEDS.parents[2]


def test_every_target_has_seeds() -> None:
    assert {path.name for path in SEEDS.iterdir()} == set(TARGETS)


@pytest.mark.parametrize(
    ("target", "seed"),
    [(path.parent.name, path) for path in sorted(SEEDS.glob("*/*.txt"))],
    ids=lambda value: value.stem if isinstance(value, Path) else value,
)
def test_seeds(target: str, seed: Path) -> None:
    TARGETS[target](seed.read_bytes())


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not installed")
@pytest.mark.parametrize("target", TARGETS)
def test_a_short_search_finds_nothing(target: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz", target, "--seconds", "2", "--seed", "1", "--corpus", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-4000:]
    assert "Done " in done.stderr

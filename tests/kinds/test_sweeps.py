"""Officials with every place, family name and country: a part of benchmarks.sweeps, with a floor."""

import pytest

from benchmarks.sweeps import SWEEPS, broken

FLOORS = {"places": (0.995, 37), "family names": (0.98, 7), "countries": (0.98, 5)}
"""The least share that comes out whole, and of how many sentences one is tried here."""


def test_every_sweep_has_a_floor() -> None:
    assert FLOORS.keys() == SWEEPS.keys()


@pytest.mark.parametrize("sweep", FLOORS)
def test_floor(sweep: str) -> None:
    floor, every = FLOORS[sweep]
    wrong, count = broken(sweep, every=every)
    assert count > 60
    assert 1 - len(wrong) / count >= floor, wrong[:10]

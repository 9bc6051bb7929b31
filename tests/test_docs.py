"""The code in README and docs does what they say."""

import doctest
import json
import re
from pathlib import Path

import pytest

import extract
import extract.integrations.components
import extract.integrations.language
import extract.integrations.tokenizers
import extract.integrations.training

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_on_pages(page: Path) -> None:
    assert doctest.testfile(str(page), module_relative=False, encoding="utf-8").failed == 0


MODULES = [
    extract,
    extract.integrations.components,
    extract.integrations.language,
    extract.integrations.tokenizers,
    extract.integrations.training,
]


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_modules(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert result.failed == 0


def test_readme_shows_a_true_award() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = json.loads(page.split("```json\n")[1].split("```")[0])
    quoted = page.split("\n> ")[1:]
    text = " ".join(line.split("\n")[0] for line in quoted[:2])
    (award,) = extract.Extractor()(text).awards
    assert {
        key: value
        for key, value in json.loads(extract.to_json(extract.Record(id="a", awards=[award])))["awards"][0].items()
        if key in shown
    } == shown


@pytest.mark.parametrize("page", [ROOT / "SECURITY.md", ROOT / "docs" / "batch.md"], ids=lambda page: page.name)
def test_promises_name_tests_that_there_are(page: Path) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page.read_text(encoding="utf-8"))
    assert len(named) > 20
    for file, name in named:
        assert f"\ndef {name}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{name}"

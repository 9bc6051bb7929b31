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
from tests.reference import PAGE, SECTIONS, page

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_examples_on_pages(path: Path) -> None:
    assert doctest.testfile(str(path), module_relative=False, encoding="utf-8").failed == 0


def test_the_reference_is_made_of_the_docstrings_there_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.reference"
    public = {name for name in extract.__all__ if name not in ("plots",)}
    assert public <= {name for _, module, _, names in SECTIONS for name in names if module == "extract"}


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
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = json.loads(readme.split("```json\n")[1].split("```")[0])
    quoted = readme.split("\n> ")[1:]
    text = " ".join(line.split("\n")[0] for line in quoted[:2])
    (award,) = extract.Extractor()(text).awards
    assert {
        key: value
        for key, value in json.loads(extract.to_json(extract.Record(id="a", awards=[award])))["awards"][0].items()
        if key in shown
    } == shown


@pytest.mark.parametrize("path", [ROOT / "SECURITY.md", ROOT / "docs" / "batch.md"], ids=lambda path: path.name)
def test_promises_name_tests_that_there_are(path: Path) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", path.read_text(encoding="utf-8"))
    assert len(named) > 20
    for file, name in named:
        assert f"\ndef {name}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{name}"

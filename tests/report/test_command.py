"""`vn-extract report`: where the texts come from, and what is said when they are missing."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from extract import Extractor
from extract.cli import main
from extract.record import to_json
from tests.report.conftest import records_in

ARTICLES = [
    {"id": "a", "text": "Ngày 5/6/2020, tăng 5%."},
    {"id": "b", "text": "Ngày 6/6/2020, giảm 7%."},
]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Records without texts, and beside them the articles."""
    extractor = Extractor()
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"".join(to_json(extractor(article)) + b"\n" for article in ARTICLES))
    write_articles(tmp_path / "articles.jsonl", ARTICLES)
    return path


def write_articles(path: Path, articles: list[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")


def report(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


def texts(page: Path) -> list[Any]:
    return [record["text"] for record in records_in(page.read_text("utf-8"))]


def test_without_texts_the_page_says_so(records: Path, tmp_path: Path) -> None:
    done = report(records, "-o", tmp_path / "page.html")
    assert done.exit_code == 0
    assert "2 of 2 articles are shown as tables only" in done.output
    assert "--articles" in done.output
    assert texts(tmp_path / "page.html") == [None, None]


def test_texts_are_joined_by_id(records: Path, tmp_path: Path) -> None:
    done = report(records, "-o", tmp_path / "page.html", "--articles", tmp_path / "articles.jsonl")
    assert done.exit_code == 0
    assert "tables only" not in done.output
    assert texts(tmp_path / "page.html") == [article["text"] for article in ARTICLES]


def test_a_text_that_is_not_the_records_is_left_out(records: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "articles.jsonl", [ARTICLES[0], {"id": "b", "text": "Bản tin khác."}])
    done = report(records, "-o", tmp_path / "page.html", "--articles", tmp_path / "articles.jsonl")
    assert "1 texts are not what their records were read from" in done.output
    assert "1 of 2 articles are shown as tables only" in done.output
    assert texts(tmp_path / "page.html") == [ARTICLES[0]["text"], None]


@pytest.mark.parametrize("name", ["missing.jsonl", "broken.jsonl", "records.parquet"])
def test_what_is_no_file_of_records_leaves_no_page(name: str, tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text('{"id": 5}\n', encoding="utf-8")
    done = report(tmp_path / name, "-o", tmp_path / "page.html")
    assert done.exit_code == 1
    assert name in done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.jsonl"]


def test_a_page_that_cannot_be_written_is_named(records: Path, tmp_path: Path) -> None:
    done = report(records, "-o", tmp_path / "nowhere" / "page.html")
    assert done.exit_code == 1
    assert "cannot write" in done.output

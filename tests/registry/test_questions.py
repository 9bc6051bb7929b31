"""The questions in docs/register.md are answered by the line that stands there, in every database."""

from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from extract.record import to_json
from extract.registry.run import register
from tests.io.postgres import programs, server
from tests.io.stored import query
from tests.registry.articles import ARTICLES

PAGE = Path(__file__).parents[2] / "docs" / "register.md"

ANSWERS: dict[str, list[tuple[str, ...]]] = {
    "Who held which office in a province, on a day?": [
        ("Lò Thị Thử", "Giám đốc Sở Y tế tỉnh Sơn La"),
        ("Đinh Xuân Mẫu", "Chủ tịch Ủy ban nhân dân tỉnh Sơn La"),
    ],
    "Which offices has somebody held, and when?": [
        ("Chủ tịch Ủy ban nhân dân tỉnh Sơn La", "tỉnh Sơn La", "2018-03-01", "2019-06-01", "2021-01-10"),
        ("Phó Bí thư Tỉnh ủy tỉnh Sơn La", "tỉnh Sơn La", "2018-03-01", "2018-03-01", "None"),
    ],
    "Who appears with whom?": [("Lò Thị Thử", "2", "2018-03-01", "2019-06-01")],
    "Which awards did somebody give, by year?": [("2018", "Huân chương Lao động", "hạng Nhì", "1")],
    "By whom was a body honoured?": [("2018-02-27", "Huân chương Lao động", "hạng Nhì", "Chủ tịch nước")],
    "How did a rate move in a place?": [("2019-01-01", "12.5", "%", "a8")],
}


def questions() -> dict[str, str]:
    """The lines of the page by the question above each."""
    lines = PAGE.read_text(encoding="utf-8").split("```sql\n")[1].split("```")[0].strip().split("\n")
    return {asked.removeprefix("-- "): line for asked, line in zip(lines[::2], lines[1::2], strict=True)}


@pytest.fixture(scope="module", params=["out.sqlite", "out.duckdb", "postgresql"])
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("questions")
    records = folder / "records.jsonl"
    records.write_bytes(b"".join(to_json(one) + b"\n" for one in ARTICLES))
    if request.param == "postgresql":
        if programs() is None:
            pytest.skip("no PostgreSQL server is installed (Debian's package postgresql)")
        pytest.importorskip("psycopg", reason="psycopg is not installed")
        # What lies beside a database lies in the working folder, which other processes of the tests share.
        with server() as address, chdir(folder):
            register([str(records)], address)
            yield address
        return
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    register([str(records)], str(folder / request.param))
    yield str(folder / request.param)


def test_the_page_asks_what_is_answered_here() -> None:
    assert list(questions()) == list(ANSWERS)


@pytest.mark.parametrize("asked", ANSWERS)
def test_a_line_answers(asked: str, output: str) -> None:
    found = [tuple(map(str, row)) for row in query(output, questions()[asked])]
    assert sorted(found) == sorted(ANSWERS[asked])

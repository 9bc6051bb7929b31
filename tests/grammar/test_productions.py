"""The examples beside productions are as they say, and `check`, `why` tell what was tried."""

import re
import time
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

import extract
from extract.check import problems
from extract.cli import main
from extract.grammar.classes import known
from extract.lexicon import Lexicon
from extract.pipeline import Extractor

OWN = """
group: productions
entries:
  - id: my.seat
    grammar: seat
    pattern: "'trụ sở' 'tại' place.unit cap+"
    yes: ["Đơn vị có [trụ sở tại xã Nga Sơn]."]
    no: ["Đơn vị có trụ sở mới."]
"""
TEXT = "Chủ tịch UBND xã Anh Sơn Lê Văn Mẫu phát biểu."


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def test_every_example_is_as_it_says(extractor: Extractor) -> None:
    assert list(map(str, problems(extractor))) == []


def test_the_manual_lists_every_class() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([^`]+)` \| (.*) \|$", manual.split("### Classes of tokens")[1], re.M)
    assert dict(listed) == {name: says.replace("|", "/") for name, says in known().items()}


def own(rules: str) -> list[str]:
    extractor = Extractor(lexicon=Lexicon.of({"own.yaml": rules}), ner=None)
    return [str(problem) for problem in problems(extractor) if problem.rule == "my.seat"]


def test_examples_of_ones_own_grammar() -> None:
    assert own(OWN) == []
    assert own(OWN.replace("[trụ sở tại xã Nga Sơn]", "[trụ sở tại xã] Nga Sơn")) == [
        "own.yaml:4: 'my.seat': yes: it takes 'trụ sở tại xã Nga Sơn': Đơn vị có [trụ sở tại xã] Nga Sơn."
    ]
    assert own(OWN.replace("trụ sở mới", "trụ sở tại xã Mẫu")) == [
        "own.yaml:4: 'my.seat': no: it is chosen for 'trụ sở tại xã Mẫu': Đơn vị có trụ sở tại xã Mẫu."
    ]
    assert own(OWN.replace("có [trụ sở", "có [nơi ở")) == [
        "own.yaml:4: 'my.seat': yes: it is not chosen: Đơn vị có [nơi ở tại xã Nga Sơn]."
    ]


def test_the_command_checks_a_directory(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    result = CliRunner().invoke(main, ["rules", "--check", str(tmp_path)])
    assert result.exit_code == 0
    assert "are right" in result.output
    (tmp_path / "own.yaml").write_text(OWN.replace("xã Nga Sơn]", "huyện] Nga Sơn"), encoding="utf-8")
    result = CliRunner().invoke(main, ["rules", "--check", str(tmp_path)])
    assert result.exit_code == 1
    assert "own.yaml:4: 'my.seat': yes:" in result.output
    (tmp_path / "own.yaml").write_text(OWN.replace("place.unit", "place.unti"), encoding="utf-8")
    result = CliRunner().invoke(main, ["rules", "--check", str(tmp_path)])
    assert result.exit_code == 1
    assert "no class 'place.unti'; did you mean 'place.unit'?" in result.output


def test_why_tells_tokens_productions_and_the_choice() -> None:
    [trace] = extract.why(TEXT, TEXT.index("Anh"))
    assert trace.grammar == "scope"
    assert [token.text for token in trace.tokens][:3] == ["Chủ tịch", "UBND", "xã Anh Sơn"]
    assert trace.tried[0].rule == "scope.body"
    assert trace.tried[0].text == "UBND xã Anh Sơn"
    assert trace.tried[0].why.startswith("chosen")
    assert extract.why(TEXT, TEXT.index("phát")) == []


def test_why_takes_offsets_of_the_text_as_given_and_records() -> None:
    given = unicodedata.normalize("NFD", TEXT)
    assert extract.why(given, given.index("Anh"))[0].tried[0].text == "UBND xã Anh Sơn"
    record = Extractor()(TEXT, with_text=True)
    assert extract.why(record, TEXT.index("Anh"))[0].tried[0].rule == "scope.body"
    record.text = None
    with pytest.raises(ValueError, match="with_text=True"):
        extract.why(record, 0)


def test_the_command_says_why(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(main, ["why", str(file), str(TEXT.index("Anh"))])
    assert result.exit_code == 0, result.output
    assert "scope.body (rules/titles/scopes.yaml:" in result.output
    assert "place.district" in result.output
    assert CliRunner().invoke(main, ["why", str(file), "40"]).output == "no grammar was asked there\n"
    assert "has 46 characters" in CliRunner().invoke(main, ["why", str(file), "400"]).output


@pytest.mark.parametrize(
    "words",
    [
        "Y tế và ",
        "Sở, ",
        "quản lý, ",
        "xã Anh Sơn, ",
        "(Bộ ",
        "Lê Văn Mẫu ",
        "và - & ",
        "Globex số 3 ",
        "của Bộ ",
        '"A ',
        "phụ trách, ",
    ],
)
def test_effort_of_the_packages_productions_grows_with_the_text_and_no_faster(extractor: Extractor, words: str) -> None:
    def effort(count: int) -> float:
        start = time.process_time()
        extractor.attempts(f"Ông Lê Văn Mẫu, Giám đốc Sở {words}" * 3 + words * count)
        return time.process_time() - start

    # The least of three: a collection of the garbage of all tests before falls into one of them now and then.
    short, long = (min(effort(count) for _ in range(3)) for count in (300, 1200))
    assert long < 8 * short + 0.2

"""Kinds of the user's own, from the rule files of docs/own-kinds.md alone: records, tables, report, spaCy; errors."""

import json
import sqlite3
from pathlib import Path

import pytest
import regex
from click.testing import CliRunner

from extract import Extractor, Lexicon, LexiconError, from_json, to_json
from extract.batch.summary import Summary
from extract.cli import main
from extract.io.restored import stored_records

PAGE = (Path(__file__).parents[2] / "docs" / "own-kinds.md").read_text(encoding="utf-8")
FILES = dict(regex.findall(r"```yaml\n# my-rules/(\S+)\n(.*?)```", PAGE, regex.DOTALL))
TEXT = "Sáng nay, xe khách biển số 51B-234.56 và xe tải BKS: 29C-111.11 va chạm. Xe biển số 5 chạy tiếp."


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "my-rules"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> str:
    done = CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_it_is_in_the_record(rules: Path) -> None:
    record = Extractor(rules=rules)(TEXT)
    assert [(one.text, one.kind, one.rule) for one in record.own] == [
        ("51B-234.56", "plates", "plates.after-word"),
        ("29C-111.11", "plates", "plates.after-word"),
    ]
    assert list(record.own[0].columns.items()) == [
        ("plate", "51B-234.56"),
        ("province", "51"),
        ("series", "B"),
    ]
    assert from_json(to_json(record)) == record
    assert Extractor()(TEXT).own == []


def test_the_example_of_the_page(
    rules: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(rules.parent)
    code, said = regex.search(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE, regex.DOTALL).groups()
    exec(code, {})
    assert capsys.readouterr().out == said


def test_offsets_are_the_articles_own(rules: Path) -> None:
    text = "Xe  biển số 51B-234.56  chạy."
    (found,) = Extractor(rules=rules)(text).own
    assert text[found.start : found.end] == found.text == "51B-234.56"


def test_it_is_in_databases_and_comes_back(rules: Path, tmp_path: Path) -> None:
    articles, out = tmp_path / "a.jsonl", tmp_path / "out.sqlite"
    articles.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n", encoding="utf-8")
    run("run", articles, "-o", out, "--rules", rules, "--workers", "1")
    query = PAGE[PAGE.index("SELECT o.article_id") :].partition(";")[0]
    with sqlite3.connect(out) as database:
        assert database.execute(query).fetchall() == [("a", "51B-234.56", "51"), ("a", "29C-111.11", "29")]
    (record,) = stored_records(str(out))
    assert [one.columns["series"] for one in record.own] == ["B", "C"]


def test_it_is_in_the_report_and_the_terminal(rules: Path, tmp_path: Path) -> None:
    article, out, page = tmp_path / "a.txt", tmp_path / "out.jsonl", tmp_path / "page.html"
    article.write_text(TEXT, encoding="utf-8")
    run("run", article, "-o", out, "--rules", rules, "--with-text", "--workers", "1")
    run("report", out, "-o", page)
    assert "Own kinds" in page.read_text(encoding="utf-8")
    shown = run("show", article, "--rules", rules)
    assert "province: 51" in shown and "51B-234.56" in shown


def test_it_is_in_spacy(rules: Path) -> None:
    spacy = pytest.importorskip("spacy")
    import extract.integrations.components  # noqa: F401 - the factories, without the package's entry points

    nlp = spacy.blank("xx")
    nlp.add_pipe("vn_own", config={"rules": [str(rules)]})
    doc = nlp(TEXT)
    assert [(span.label_, span._.vn_item.columns["province"]) for span in doc.spans["own"]] == [
        ("PLATES", "51"),
        ("PLATES", "29"),
    ]


def test_the_summary_counts_them_where_there_are_any(rules: Path) -> None:
    summary = Summary()
    assert summary.told == "nothing found"
    summary.count(Extractor(rules=rules)("Xe biển số 51B-234.56 chạy."))
    assert summary.told == "1 own"


def test_the_examples_beside_its_productions_are_run(rules: Path) -> None:
    assert "are right" in run("rules", "--check", rules)


def wrong(kind: str, production: str = "") -> str:
    with pytest.raises(LexiconError) as error:
        Extractor(lexicon=Lexicon.of({"kind.yaml": kind, "plates.yaml": production or FILES["plates.yaml"]}))
    return str(error.value)


KIND = FILES["kind.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: plates", "id: Plates", "kind.yaml:3: 'Plates' is no name for a kind or a column"),
        ("id: plates", "id: awards", "kind.yaml:3: 'awards' is a kind of the package; call yours otherwise"),
        ("columns:", "colums:", "kind.yaml:3"),
        ("shapes: {plate:", "shapes: {plat:", "shapes: no column 'plat'; did you mean 'plate'?"),
        ("columns: {plate:", "columns: {plates:", "shapes: no column 'plate'; did you mean 'plates'?"),
        (
            "id: plates",
            "id: plates\n    grammar: plate",
            "no production has the grammar 'plate'; did you mean 'plates'?",
        ),
        (
            "?P<series>",
            "?P<serie>",
            "shapes: plate: no column 'serie'; did you mean 'series'?; kind 'plates' has: plate,",
        ),
        ("(?P<province>", "(?P<province>(", "kind.yaml:3: 'plates': the pattern does not compile"),
    ],
)
def test_a_wrong_declaration_is_told_with_file_and_line(old: str, new: str, told: str) -> None:
    message = wrong(KIND.replace(old, new))
    assert told in message and "kind.yaml:3" in message


def test_a_production_that_sets_no_column_is_told() -> None:
    message = wrong(KIND, FILES["plates.yaml"].replace("set: {plate:", "set: {plat:"))
    assert message == (
        "plates.yaml:3: 'plates.after-word': set: no column 'plat'; did you mean 'plate'?; "
        "kind 'plates' has: plate, province, series"
    )


def test_a_kind_without_productions_is_told() -> None:
    with pytest.raises(LexiconError, match="no production has the grammar 'plates'; write one in a file of"):
        Extractor(lexicon=Lexicon.of({"kind.yaml": KIND}))


def test_it_may_be_switched_off(rules: Path) -> None:
    (rules / "off.yaml").write_text("group: kinds\nentries:\n  - {id: plates, off: true}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="plates"):  # one directory says it twice
        Extractor(rules=rules)
    (rules / "off.yaml").unlink()
    other = rules.parent / "other"
    other.mkdir()
    (other / "off.yaml").write_text("group: kinds\nentries:\n  - {id: plates, off: true}\n", encoding="utf-8")
    assert Extractor(rules=[rules, other])(TEXT).own == []

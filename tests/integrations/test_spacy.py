"""The components give what the plain path gives, wherever they run."""

import json
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extract import Extractor, Item, Record
from extract.integrations.components import KINDS
from tests.shared import SHARED, needs_gold

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples").glob("*.txt"))
CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "vn_extract.Syllables.v1"}}}
TEXT = (
    "Chiều 05/6/2020, theo Nghị định 15/2020/NĐ-CP, "
    "Thiếu tướng Lê Văn Mẫu trao Bằng khen cho 12 tập thể; tỷ lệ đạt 91,9%."
)


def pipeline(*names: str, **config: object) -> Language:
    nlp = spacy.blank("vi", config=CONFIG)
    for name in names:
        nlp.add_pipe(name, config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline("vn_extract")


def found(doc: Doc) -> dict[str, list[str]]:
    return {kind: [str(span) for span in spans] for kind, spans in doc.spans.items()}


def items(nlp: Language, text: str) -> list[Item]:
    doc = nlp(text)
    return [span._.vn_item for span in doc.spans["officials"]]


def same(nlp: Language, extractor: Extractor, text: str) -> Record:
    doc, record = nlp(text), extractor(text)
    assert doc.text == text
    assert doc._.vn_record == record
    assert [span._.vn_item for span in doc.spans["dates"]] == record.dates
    assert [span._.vn_item for span in doc.spans["statistics"]] == record.statistics
    assert [span._.vn_item for span in doc.spans["awards"]] == record.awards
    for span in (span for kind in KINDS for span in doc.spans[kind]):
        assert span.start_char <= span._.vn_item.start
        assert span.end_char >= span._.vn_item.end
    assert {span._.vn_official.id for span in doc.spans["officials"]} == {official.id for official in record.officials}
    return record


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_give_the_same_finds(nlp: Language, path: Path) -> None:
    assert same(nlp, Extractor(), path.read_text(encoding="utf-8")).dates


@needs_gold
def test_real_articles_give_the_same_finds(nlp: Language) -> None:
    extractor = Extractor()
    for line in (SHARED / "gold" / "dev.jsonl").read_bytes().splitlines():
        same(nlp, extractor, json.loads(line)["text"])


def test_each_kind_alone_and_all_together() -> None:
    together = found(pipeline("vn_extract")(TEXT))
    assert all(together[kind] for kind in KINDS if kind != "own")
    for kind in KINDS:
        doc = pipeline(f"vn_{kind}")(TEXT)
        assert found(doc) == {kind: together[kind]}
        assert {str(span) for span in doc.ents} <= set(together[kind])
    doc = pipeline(*(f"vn_{kind}" for kind in KINDS))(TEXT)
    assert found(doc) == together


YESTERDAY = "Chiều qua, ông Lê Văn Mẫu đến dự."


def values(doc: Doc) -> list[str]:
    return [span._.vn_item.value for span in doc.spans["dates"]]


def test_the_day_of_publication_comes_from_the_context_the_doc_or_the_configuration() -> None:
    nlp = pipeline("vn_dates", "vn_officials")
    extractor = Extractor()
    assert values(nlp(YESTERDAY)) == ["XXXX"]
    day = date(2020, 6, 5)
    contexts: list[Any] = [
        {"id": 7, "published": "2020-06-05", "title": "Tin", "page": [1]},
        {"Ngày đăng": day},
        {"published": numpy.datetime64("2020-06-05")},
        {"published": None},
        None,
        "2020-06-05",
        {1: 2},
    ]
    found = list(nlp.pipe([(YESTERDAY, context) for context in contexts], as_tuples=True))
    assert [context for _, context in found] == contexts
    assert [values(doc) for doc, _ in found] == [["2020-06-04TAF"]] * 3 + [["XXXX"]] * 4
    record = found[0][0]._.vn_record
    assert record == extractor({"id": "7", "published": "2020-06-05", "title": "Tin", "text": YESTERDAY})
    assert [doc._.published for doc, _ in found[:4]] == ["2020-06-05", "2020-06-05", "2020-06-05", None]
    for told in ("2020-06-05", day, datetime(2020, 6, 5, 9)):
        doc = nlp.make_doc(YESTERDAY)
        doc._.published = told
        assert values(nlp(doc)) == ["2020-06-04TAF"]
    by_default = pipeline("vn_dates", published="2020-06-05")
    assert values(by_default(YESTERDAY)) == ["2020-06-04TAF"]
    ((doc, _),) = by_default.pipe([(YESTERDAY, {"published": "2021-01-01"})], as_tuples=True)
    assert values(doc) == ["2020-12-31TAF"]


def test_the_day_of_publication_travels(tmp_path: Path) -> None:
    nlp = pipeline("vn_dates", published="2020-06-05")
    nlp.to_disk(tmp_path / "model")
    assert values(spacy.load(tmp_path / "model")(YESTERDAY)) == ["2020-06-04TAF"]
    articles = [(YESTERDAY, {"published": "2021-01-01"}), (YESTERDAY, {})] * 2
    found = [values(doc) for doc, _ in nlp.pipe(articles, as_tuples=True, n_process=2, batch_size=2)]
    assert found == [["2020-12-31TAF"], ["2020-06-04TAF"]] * 2
    doc = nlp.make_doc(YESTERDAY)
    doc._.published = "2021-01-01"
    (kept,) = DocBin(store_user_data=True, docs=[nlp(doc)]).get_docs(nlp.vocab)
    assert kept._.published == "2021-01-01"
    assert values(nlp(kept)) == ["2020-12-31TAF"]


def test_entities_of_earlier_components_are_left_alone() -> None:
    nlp = spacy.blank("vi", config=CONFIG)
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "MINE", "pattern": [{"TEXT": "05/6/2020"}]}])  # type: ignore[attr-defined]
    nlp.add_pipe("vn_dates")
    doc = nlp(TEXT)
    assert [(span.text, span.label_) for span in doc.ents] == [("05/6/2020", "MINE")]
    assert [span.text for span in doc.spans["dates"]] == ["Chiều 05/6/2020"]


def test_rules_travel_to_disk_and_to_other_processes(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    entry = "{id: my.title, forms: [Đại trang chủ], kind: management}"
    (rules / "a.yaml").write_text(f"group: titles\nentries:\n  - {entry}\n", encoding="utf-8")
    text = "Chiều qua, Đại trang chủ Nguyễn Văn Mẫu đến dự."
    assert items(pipeline("vn_officials"), text) == []
    nlp = pipeline("vn_officials", rules=[str(rules)])
    expected = items(nlp, text)
    assert "my.title" in {item.rule for item in expected}
    nlp.to_disk(tmp_path / "model")
    (rules / "a.yaml").unlink()
    rules.rmdir()
    config = spacy.util.load_config(tmp_path / "model" / "config.cfg")
    assert config["components"]["vn_officials"]["factory"] == "vn_officials"
    loaded = spacy.load(tmp_path / "model")
    assert items(loaded, text) == expected
    for doc in nlp.pipe([text] * 4, n_process=2, batch_size=2):
        assert [span._.vn_item for span in doc.spans["officials"]] == expected


def test_docs_survive_a_docbin(nlp: Language) -> None:
    doc = nlp(TEXT)
    packed = DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True, docs=[doc]).to_bytes()
    (restored,) = DocBin().from_bytes(packed).get_docs(nlp.vocab)
    assert [(ent.text, ent.label_) for ent in restored.ents] == [(ent.text, ent.label_) for ent in doc.ents]
    assert restored._.vn_record == doc._.vn_record
    assert [str(span) for span in restored.spans["dates"]] == ["Chiều 05/6/2020"]


def test_a_blank_text_is_no_error(nlp: Language) -> None:
    assert [len(doc.ents) for doc in nlp.pipe(["", " \n", TEXT])][:2] == [0, 0]


@pytest.mark.parametrize("tokenizer", ["vn_extract.Syllables.v1", "vn_extract.Words.v1"])
@pytest.mark.parametrize(
    "text", [TEXT, "", "  hai  dấu cách\n\n\tvà H'Ngăm: 5,66% (3/4) - 1.027 ha… ", "học sinh giỏi “Toán”"]
)
def test_tokenizers_lose_nothing(tokenizer: str, text: str) -> None:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer}}})
    assert nlp(text).text == text


def test_vietnamese_needs_no_pyvi(tmp_path: Path) -> None:
    """In a process of its own, as spaCy keeps the class that it looked up first."""
    (tmp_path / "saved").mkdir()
    code = """
import sys

sys.modules["pyvi"] = None  # cannot be imported
import spacy

if __name__ == "__main__":
    nlp = spacy.blank("vi")
    assert nlp.lang == nlp.config["nlp"]["lang"] == "vi"
    nlp.add_pipe("vn_officials")
    (doc,) = nlp.pipe([TEXT])
    assert [token.text for token in doc][-4:] == ["đạt", "91,9", "%", "."]
    assert doc[1].text_with_ws == "05/6/2020"
    assert nlp.vocab["và"].is_stop
    for doc in nlp.pipe([TEXT] * 4, n_process=2, batch_size=2):
        assert [ent.text for ent in doc.ents] == ["Thiếu tướng", "Lê Văn Mẫu"]
    nlp.to_disk(SAVED)
    loaded = spacy.load(SAVED)
    assert type(loaded) is type(nlp)
    assert [ent.text for ent in loaded(TEXT).ents] == ["Thiếu tướng", "Lê Văn Mẫu"]
"""
    script = tmp_path / "without.py"
    script.write_text(code.replace("SAVED", repr(str(tmp_path / "saved"))).replace("TEXT", repr(TEXT)), "utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_with_pyvi_vietnamese_is_spacys_own(tmp_path: Path) -> None:
    """Whoever has pyvi keeps what they had; a pipeline that was saved without it loads as it was."""
    spacy.blank("vi", config=CONFIG).to_disk(tmp_path / "saved")
    (tmp_path / "pyvi").mkdir()
    (tmp_path / "pyvi" / "__init__.py").write_text("class ViTokenizer: pass\n", "utf-8")
    code = f"""
import spacy
from spacy.lang.vi import Vietnamese, VietnameseTokenizer
from extract.integrations.tokenizers import SyllableTokenizer

nlp = spacy.blank("vi")
assert type(nlp) is Vietnamese
assert isinstance(nlp.tokenizer, VietnameseTokenizer)
assert isinstance(spacy.load({str(tmp_path / "saved")!r}).tokenizer, SyllableTokenizer)
"""
    path = os.pathsep.join([str(tmp_path), *sys.path])
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_another_language_loads_no_extractor() -> None:
    """spaCy imports every registered component, whatever the pipeline; ours has to be cheap then."""
    code = "import sys, spacy; spacy.blank('en'); assert 'extract.pipeline' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_syllables_keep_figures_whole_and_words_join_syllables() -> None:
    assert [token.text for token in pipeline()("Tăng 5,66% ngày 05/6.")] == ["Tăng", "5,66", "%", "ngày", "05/6", "."]
    words = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "vn_extract.Words.v1"}}})
    assert "học sinh" in [token.text for token in words("Trường có 500 học sinh giỏi.")]

"""What is exported trains a spaCy pipeline, and says just what the records say."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training import Corpus

from extract import Extractor
from extract.integrations.components import KINDS
from extract.integrations.training import doc_bin, docs, examples

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples").glob("*.txt"))
TEXT = "Chiều 05/6/2020, Thiếu tướng Lê Văn Mẫu trao Bằng khen cho 12 tập thể; tỷ lệ đạt 91,9%."


@pytest.fixture
def nlp() -> Language:
    return spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "vn_extract.Syllables.v1"}}})


def test_docs_say_what_the_components_say(nlp: Language) -> None:
    texts = [path.read_text(encoding="utf-8") for path in SAMPLES]
    pipeline = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "vn_extract.Syllables.v1"}}})
    pipeline.add_pipe("vn_extract")
    for doc, expected in zip(docs(texts, nlp), pipeline.pipe(texts), strict=True):
        assert [(str(ent), ent.label_) for ent in doc.ents] == [(str(ent), ent.label_) for ent in expected.ents]
        for kind in KINDS:
            assert [str(span) for span in doc.spans[kind]] == [str(span) for span in expected.spans[kind]]
            assert [span._.vn_item for span in doc.spans[kind]] == [span._.vn_item for span in expected.spans[kind]]


def test_corrected_records_are_taken_at_their_word(nlp: Language) -> None:
    record = Extractor()(TEXT, with_text=True)
    record.dates.clear()
    (doc,) = docs([record], nlp)
    assert "DATE" not in {ent.label_ for ent in doc.ents}
    assert len(doc.spans["dates"]) == 0
    assert doc._.vn_record.awards == record.awards


def test_a_record_without_its_text_is_an_error(nlp: Language) -> None:
    record = Extractor()({"id": "a7", "text": TEXT})
    with pytest.raises(ValueError, match="record 'a7' does not carry its text"):
        list(docs([record], nlp))


def test_only_the_kinds_asked_for(nlp: Language) -> None:
    (example,) = examples([TEXT], nlp, kinds=iter(["dates", "awards"]))
    assert {ent.label_ for ent in example.reference.ents} == {"DATE", "AWARD"}
    assert sorted(example.reference.spans) == ["awards", "dates"]
    assert not example.predicted.ents


def test_examples_train_a_recogniser(nlp: Language) -> None:
    data = list(examples([TEXT], nlp, kinds=["awards"]))
    nlp.add_pipe("ner")
    nlp.initialize(lambda: data)
    assert nlp.get_pipe("ner").labels == ("AWARD",)  # type: ignore[attr-defined]
    losses = [nlp.update(data)["ner"] for _ in range(15)]
    assert losses[-1] < losses[0] / 2


def test_a_docbin_is_read_as_spacy_train_reads_it(nlp: Language, tmp_path: Path) -> None:
    path = tmp_path / "train.spacy"
    doc_bin([TEXT, "Năm 2019, tăng 5%."], nlp).to_disk(path)
    read = list(Corpus(path)(nlp))
    assert [(ent.text, ent.label_) for ent in read[1].reference.ents] == [("Năm 2019", "DATE"), ("5%", "PERCENTAGE")]
    first = next(DocBin().from_disk(path).get_docs(nlp.vocab))
    assert first._.vn_record.officials[0].name == "Lê Văn Mẫu"
    assert first.spans["awards"][0]._.vn_item.name == "Bằng khen"

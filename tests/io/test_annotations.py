"""Records through brat, Label Studio and CoNLL and back; what the tools' own readers see in them; what people write."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract import Extractor, Record
from extract.io.annotations import FORMS, Form, annotations, form_of
from extract.io.annotations import read_annotations as read
from extract.io.annotations import write_annotations as write
from extract.io.records import RecordsError
from extract.io.writers import OutputError
from tests.io.test_writers import full
from tests.shared import SHARED, needs_gold

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples").glob("*.txt"))
TEXT = (
    "Chiều 12/6/2020, Thứ trưởng Bộ Y tế Lê Thị Mẫu trao Bằng khen của Bộ cho ông Lò Văn Sen, Giám đốc Sở Y tế.\r\n\r\n"
    "Theo Nghị định 15/2020/NĐ-CP, bà Mẫu nói 😀: năm 2019, tỷ lệ đạt 86,4%, tăng 3% so với cùng kỳ năm trước.\n"
)
HUE, SEN = "T1\tPlace 0 3\tHuế\n", "T2\tOFFICIAL 0 3\tHuế\n"
SUFFIX = {"brat": "", "label-studio": ".json", "conll": ".conll"}


def records() -> list[Record]:
    extractor = Extractor(ner=None)
    made = [
        extractor({"id": f"a/{n}", "text": text, "published": "2020-06-12", "title": "Tin"}, with_text=True)
        for n, text in enumerate([TEXT, "Không có gì.", *(path.read_text("utf-8") for path in SAMPLES)])
    ]
    assert made[0].statistics[-1].base
    assert made[0].awards[0].presenter
    return made


RECORDS = records()


def kept(record: Record, *, about: bool = True) -> dict[str, Any]:
    """What a form can hold of a record."""
    lost = {"warnings", "source", "schema_version"} | (set() if about else {"title", "url", "author", "published"})
    return {name: value for name, value in record.to_dict().items() if name not in lost}


def written(tmp_path: Path, form: Form, some: list[Record] = RECORDS) -> Path:
    path = tmp_path / f"out{SUFFIX[form]}"
    assert write(some, path, form) == len(some)
    assert form_of(str(path)) == form
    return path


@pytest.mark.parametrize("form", ["brat", "label-studio"])
def test_records_come_back_as_they_were(form: Form, tmp_path: Path) -> None:
    back = {record.id: record for record in read(written(tmp_path, form))}
    assert [kept(back[one.id]) if form == "label-studio" else kept(back[one.id], about=False) for one in RECORDS] == [
        kept(one, about=form == "label-studio") for one in RECORDS
    ]


@pytest.mark.parametrize("form", ["brat", "label-studio"])
def test_every_field_comes_back(form: Form, tmp_path: Path) -> None:
    record = full()
    record.awards[1].presenter = None  # in the other test, somebody who is not there
    record.officials[0].titles[1:] = []
    record.text = "".join(chr(0x4E00 + number) for number in range(200))  # no two words are the same
    for number, (_, item) in enumerate(record.items()):
        item.start, item.end = 5 * number, 5 * number + 3
        item.text = record.text[item.start : item.end]
    (back,) = read(written(tmp_path, form, [record]))
    assert kept(back, about=False) == kept(record, about=False)


@needs_gold
@pytest.mark.parametrize("form", ["brat", "label-studio"])
def test_real_articles_come_back(form: Form, tmp_path: Path) -> None:
    extractor = Extractor()
    lines = (SHARED / "gold" / "dev.jsonl").read_bytes().splitlines()
    some = [extractor(json.loads(line), with_text=True) for line in lines]
    back = {record.id: record for record in read(written(tmp_path, form, some))}
    for one in some:
        assert kept(back[one.id], about=False) == kept(one, about=False)


def spans(record: Record) -> list[tuple[int, int, str]]:
    return sorted((item.start, item.end, item.text) for _, item in record.items())


def test_conll_holds_spans_true_to_the_article(tmp_path: Path) -> None:
    path = written(tmp_path, "conll")
    back = {record.id: record for record in read(path)}
    assert list(back) == [record.id for record in RECORDS]
    for one in RECORDS:
        there = spans(one)
        for start, end, _ in spans(back[one.id]):
            assert (start, end) in {(start, end) for start, end, _ in there}
        text, kept_text = one.text or "", back[one.id].text or ""
        assert kept_text.split() == text.split()
    first = back["a/0"]
    assert [(date.text, date.type, date.value) for date in first.dates[:2]] == [
        ("Chiều 12/6/2020", "date", "XXXX"),
        ("năm 2019", "date", "XXXX"),
    ]
    assert [(figure.text, figure.kind, figure.value) for figure in first.statistics] == [
        ("86,4%", "percentage", 86.4),
        ("3%", "percentage", 3),
    ]
    assert [(one.name, [title.text for title in one.titles]) for one in first.officials] == [
        ("Lê Thị Mẫu", ["Thứ trưởng Bộ Y tế"]),
        ("Lò Văn Sen", ["Giám đốc Sở Y tế"]),
        ("Mẫu", []),
    ]
    assert [(one.type, one.mentions[0].text) for one in first.documents] == [("Nghị định", "Nghị định 15/2020/NĐ-CP")]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("Lê B-PER\nMẫu I-PER\nở O\nHuế B-LOC\n", [("per", "Lê Mẫu"), ("loc", "Huế")]),
        ("Lê NNP B-NP B-PER\nMẫu NNP I-NP E-PER\nHuế NNP B-NP S-LOC\n", [("per", "Lê Mẫu"), ("loc", "Huế")]),
        ("Lê I-PER\nMẫu I-PER\nHuế I-LOC\n\nSen I-LOC\n", [("per", "Lê Mẫu"), ("loc", "Huế"), ("loc", "Sen")]),
        ("Lê\tB-PER\nMẫu\tL-PER\nSen\tU-PER\nMùi\tB-PER\n", [("per", "Lê Mẫu"), ("per", "Sen"), ("per", "Mùi")]),
        ("Một B-BAC-TY\nhai I-KHAC\n", [("bac-ty", "Một"), ("khac", "hai")]),
    ],
)
def test_conll_as_others_write_it(lines: str, found: list[tuple[str, str]], tmp_path: Path) -> None:
    path = tmp_path / "train.conll"
    path.write_text(f"-DOCSTART- -X- O O\n\n{lines}\n-DOCSTART- -X- O O\n\nHết O\n", encoding="utf-8")
    first, second = read(path)
    assert (first.id, second.id, second.text) == ("train-1", "train-2", "Hết")
    assert [(one.kind, one.text) for one in first.own] == found


def test_brat_as_others_write_it(tmp_path: Path) -> None:
    text = "Bà Mẫu, giám đốc.\nÔng Sen\n và bà Mẫu cùng đi Huế."
    (tmp_path / "tin.txt").write_text(text, encoding="utf-8")
    lines = [
        "A1\tNegated T4",
        "T1\tOFFICIAL 3 6\tMẫu",
        "T2\tTITLE 8 16\tgiám đốc",
        "T3\tOFFICIAL 18 25;27 34\tÔng Sen và bà M",
        f"T4\tPlace {len(text) - 4} {len(text) - 1}\tHuế",
        "A2\tSure E1 very",
        "E1\tTravel:T4 Who:T1",
        "N1\tReference T4 Wikipedia:1\tHuế",
        "#1\tAnnotatorNotes T4\tcố đô",
    ]
    (tmp_path / "tin.ann").write_text("\r\n".join(lines), encoding="utf-8")
    (record,) = read(tmp_path)
    assert (record.id, record.text) == ("tin", text)
    assert [(one.name, [title.text for title in one.titles]) for one in record.officials] == [
        ("Mẫu", ["giám đốc"]),
        ("Ông Sen\n và bà M", []),
    ]
    (place,) = record.own
    assert (place.kind, place.columns) == ("place", {"Negated": "True", "Sure": "very", "note": "cố đô"})
    assert [one.id for one in read(tmp_path / "tin.ann")] == ["tin"]


def task(**changes: Any) -> dict[str, Any]:
    region = {"start": 3, "end": 6, "text": "Huế", "labels": ["PLACE"]}
    result = [{"id": "r", "from_name": "label", "to_name": "text", "type": "labels", "value": region}]
    return {"id": 5, "data": {"text": "😀 Huế."}, "annotations": [{"result": result}], **changes}


def marked(start: int, end: int) -> dict[str, Any]:
    region = {"start": start, "end": end, "text": "Huế", "labels": ["PLACE"]}
    return {"result": [{"id": "r", "type": "labels", "value": region}]}


def linked(name: str, source: str, target: str, direction: str) -> dict[str, Any]:
    """A task with a link between a span of each label."""
    text = "Bà Mẫu, Giám đốc."
    where = {"OFFICIAL": (3, 6), "TITLE": (8, 16), "PLACE": (0, 2)}
    regions = [
        {"id": one, "type": "labels", "value": {"start": where[one][0], "end": where[one][1], "labels": [one]}}
        for one in dict.fromkeys((source, target, "OFFICIAL"))
    ]
    link = {"type": "relation", "from_id": source, "to_id": target, "labels": [name], "direction": direction}
    return {"id": 5, "data": {"text": text}, "annotations": [{"result": [*regions, link]}]}


def test_an_arrow_that_was_turned_round_leads_the_other_way(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    for ends in (("TITLE", "OFFICIAL", "right"), ("OFFICIAL", "TITLE", "left")):
        path.write_text(json.dumps([linked("TitleOf", *ends)]), encoding="utf-8")
        (record,) = read(path)
        assert [[title.text for title in one.titles] for one in record.officials] == [["Giám đốc"]]


def test_links_among_finds_of_kinds_of_ones_own_are_ones_own(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Huế", encoding="utf-8")
    lines = f"{HUE}T2\tRiver 0 3\tHuế\nR1\tBase Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes R1\tsao?\n"
    (tmp_path / "b.ann").write_text(lines, encoding="utf-8")
    (record,) = read(tmp_path)
    assert [one.kind for one in record.own] == ["place", "river"]


def test_label_studio_exports(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    skipped = task(id=6, annotations=[{"was_cancelled": True, "result": []}], predictions=task()["annotations"])
    other = task(id=7, annotations=[{"result": []}, {"ground_truth": True, **task()["annotations"][0]}])
    path.write_text(json.dumps([task(), skipped, other, task(id=8, annotations=[])]), encoding="utf-8")
    found = list(read(path))
    assert [record.id for record in found] == ["5", "7"]  # offsets in UTF-16 units, as versions before 1.4 wrote them
    assert [[(one.kind, one.start, one.text) for one in record.own] for record in found] == [[("place", 2, "Huế")]] * 2
    path.write_text(json.dumps([task(annotations=[], predictions=task()["annotations"])]), encoding="utf-8")
    assert [len(record.own) for record in read(path)] == [1]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.conll", "Huế B-PLACE\nlà\n", "a.conll:2: 'là' is no tag"),
        ("a.conll", "Huế PLACE\n", "a.conll:1: 'PLACE' is no tag"),
        ("a.conll", "Huế 5 8 O\nlà 6 8 O\n", "a.conll:2: 'là' begins at 6"),
        ("a.conll", "Giám\tB-TITLE\nđốc\tI-TITLE\n", "a.conll:1: the TITLE 'Giám đốc' at 0-8 belongs to nobody"),
        ("a.json", "[1]", "a.json: no tasks of Label Studio"),
        ("a.json", '[{"id": 1, "text": "x", "label": []}]', "not JSON-MIN"),
        ("a.json", "[", "a.json: broken JSON"),
        ("a.json", json.dumps([task(data={"text": "Huế"})]), "a.json: task 5: the region 'Huế' is not at 3-6"),
        ("a.json", json.dumps([linked("TitleOf", "PLACE", "OFFICIAL", "right")]), "task 5: TitleOf leads from PLACE"),
        ("a.json", json.dumps([task(annotations=[marked(-3, -1)])]), "a.json: task 5: the region 'Huế' is at -3--1;"),
        ("a.json", json.dumps([task(annotations=[marked(3, 2)])]), "a.json: task 5: the region 'Huế' is at 3-2;"),
        ("a.json", json.dumps([task(data={"n": 1})]), "a.json: task 5: no field 'text'"),
        ("a.json", json.dumps([task(annotations=[{}])]), "a.json: task 5: it has no 'result'"),
        ("a.ann", "T1\tPlace 0 3\tHuế\n", "a.txt: No such file"),
        ("b.ann", "T1\tPlace 0 3\tHue\n", "b.ann:1: T1 is 'Hue', but at 0 3 of the .txt file stands 'Huế'"),
        ("b.ann", "T1\tPlace 2 1\t\n", "b.ann:1: T1 is at 2 1; offsets have to rise, up to the 3 characters"),
        ("b.ann", "T1\tPlace 2 3;0 1\tế H\n", "b.ann:1: T1 is at 2 3;0 1; offsets have to rise"),
        ("b.ann", "T1\tPlace 0 99\tHuế\n", "b.ann:1: T1 is at 0 99; offsets have to rise, up to the 3 characters"),
        ("b.ann", f"{HUE}T1\tPlace 0 1\tH\n", "b.ann:2: there is a T1 already"),
        ("b.ann", f"{HUE}R1\tPeriod Arg1:T1 Arg2:T2\n", "b.ann:2: there is no 'T2' in this file"),
        ("b.ann", f"*\tSame T1 T2\n{HUE}", "b.ann:1: there is no 'T2' in this file"),
        ("b.ann", f"{HUE}E1\tTravel:T1 Who:T3\n", "b.ann:2: there is no 'T3' in this file"),
        ("b.ann", f"{HUE}A1\tSure E2\n", "b.ann:2: there is no 'E2' in this file"),
        ("b.ann", f"{HUE}{SEN}R1\tTitleOf Arg1:T1 Arg2:T2\n", "b.ann:3: TitleOf leads from Place to OFFICIAL; it has"),
        ("b.ann", f"{HUE}{SEN}R1\tPeriod Arg1:T2 Arg2:T1\n", "has to lead from PERCENTAGE or"),
        ("b.ann", f"{HUE}{SEN}*\tSame T1 T2\n", "b.ann:3: Same leads from OFFICIAL to Place; it has"),
        ("b.ann", "T1\tPlace\tHuế\n", "b.ann:1: no line of brat's: T1 has no offsets"),
        ("b.ann", "\nX1\tPlace\n", "b.ann:2: no line of brat's: it begins with none of"),
        ("b.ann", "T1\tDATE 0 3\tHuế\n#1\tAnnotatorNotes T1\t{\"type\": \"day\"}\n", "Invalid enum value 'day'"),
        ("b.ann", "T1\tDATE 0 3\tHuế\n#1\tAnnotatorNotes T1\t{\"type\"\n", "b.ann:2: no line of brat's: Input data"),
        ("b.json", '[{"data": {"text": "Huế"}, "annotations": 5}]', "b.json: task 1: misshapen"),
        ("b.json", '[{"data": {"text": "Huế"}, "annotations": [{"result": ["x"]}]}]', "b.json: task 1: misshapen"),
        ("none.conll", None, "none.conll: No such file"),
        ("other.txt", "", "neither a folder with .ann files"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(name: str, content: str | None, message: str, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Huế", encoding="utf-8")
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(RecordsError) as error:
        list(read(tmp_path / name, "label-studio" if name.endswith(".json") else None))
    assert message in str(error.value)


def test_of_a_folder_the_file_that_is_not_in_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.ann").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes("Huế".encode("utf-16"))
    with pytest.raises(RecordsError, match=r"b\.txt: not in UTF-8"):
        list(read(tmp_path))


@pytest.mark.parametrize("form", FORMS)
def test_what_somebody_may_have_annotated_is_not_written_over(form: Form, tmp_path: Path) -> None:
    path = written(tmp_path, form)
    with pytest.raises(OutputError, match="somebody may have annotated it"):
        write(RECORDS, path, form)
    write(RECORDS[:1], path, form, force=True)
    with pytest.raises(OutputError, match="'x' does not carry its text"):
        write([Record(id="x")], tmp_path / "other", form)
    with pytest.raises(ValueError, match="form is 'BRAT'; it has to be 'brat'"):
        write(RECORDS, tmp_path / "other", "BRAT")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"give \[record\]"):
        write(RECORDS[0], tmp_path / "third", form)  # type: ignore[arg-type]


def test_other_json_is_none_of_label_studios(tmp_path: Path) -> None:
    """Dumps of articles are lists too, and may be of any size."""
    path = tmp_path / "dump.json"
    for content in ('[{"id": 1, "text": "Huế."}]', '{"id": "a", "dates": []}', "[]", '[{"id": 1, "data": "x"}]'):
        path.write_text(content, encoding="utf-8")
        assert form_of(str(path)) is None
    for content in ('[{"id": 1, "annotations": []}]', ' [\n {"id": 5,\n "data": {"text": "x"}}]'):
        path.write_text(content, encoding="utf-8")
        assert form_of(str(path)) == "label-studio"


def test_gold_states_what_was_annotated(tmp_path: Path) -> None:
    (conll,) = annotations(str(written(tmp_path, "conll", RECORDS[:1])), "conll")
    assert {"dates", "officials"} <= conll.stated
    assert conll.stated.isdisjoint({"own", "dates.value", "statistics.value", "officials.name", "awards.name"})
    (brat,) = annotations(str(written(tmp_path, "brat", RECORDS[:1])), "brat")
    assert {"dates.value", "statistics.subject", "officials.name", "officials.titles", "awards.giver"} <= brat.stated


def test_ids_are_names_of_files_and_back(tmp_path: Path) -> None:
    ids = ["../a b", ".x", "https://báo.vn/tin?x=1&y=%20", "a=2F", "x" * 300, "CON", "\ud83d"]
    some = [Record(id=key, text="Tin.") for key in ids]
    write(some, tmp_path / "out", "brat")
    assert {path.parent for path in (tmp_path / "out").rglob("*")} == {tmp_path / "out"}
    back = {record.id for record in read(tmp_path / "out")}
    assert len(back) == len(ids)
    assert set(ids[:4]) <= back


def test_spacy_reads_what_is_written_as_conll(tmp_path: Path) -> None:
    from spacy.training.converters import conll_ner_to_docs

    text = written(tmp_path, "conll", RECORDS[:1]).read_text("utf-8")
    entities = {(one.text, one.label_) for doc in conll_ner_to_docs(text, no_print=True) for one in doc.ents}
    assert {("Lê Thị Mẫu", "OFFICIAL"), ("86,4 %", "PERCENTAGE"), ("Thứ trưởng Bộ Y tế", "TITLE")} <= entities


def test_bioc_reads_what_is_written_for_brat(tmp_path: Path) -> None:
    brat = pytest.importorskip("bioc.brat")
    path = written(tmp_path, "brat", RECORDS[:1]) / "a=2F0"
    with path.with_suffix(".txt").open(newline="") as text, path.with_suffix(".ann").open() as found:
        document = brat.load(text, found)
    assert {one.text for one in document.entities} >= {"Lê Thị Mẫu", "86,4%", "Thứ trưởng Bộ Y tế"}
    assert {one.type for one in document.relations} == {"TitleOf", "Period", "Base", "Presenter"}


def test_label_studio_takes_what_is_written(tmp_path: Path) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface")
    path = written(tmp_path, "label-studio")
    project = interface.LabelInterface((tmp_path / "out.config.xml").read_text("utf-8"))
    project.validate()
    for one in json.loads(path.read_bytes()):
        (prediction,) = one["predictions"]
        assert project.validate_prediction(prediction, return_errors=True) == []

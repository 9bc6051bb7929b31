"""Names: persons from a table of examples, facts of the gazetteer, determinism, the engines' interface."""

import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest
import regex

from extract.article import Article
from extract.document import Document
from extract.entries import OrganizationEntry, PlaceEntry
from extract.kinds.names import EngineError, Name, NameTagger
from extract.kinds.names.crf import CrfTagger
from extract.kinds.names.ends import settled
from extract.kinds.names.gazetteer import gazetteer, is_syllable
from extract.kinds.names.runs import runs
from extract.kinds.names.shape import is_vietnamese_name, name_start, place_prefix
from extract.lexicon import default_lexicon
from extract.resources import DATA
from extract.text.fold import fold, fold_key
from tests.shared import DEV, needs_gold

EXAMPLES = [
    line.replace("\\n", "\n")
    for line in (Path(__file__).parent / "names_examples.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
LISTS = gazetteer(default_lexicon())


@pytest.fixture(scope="module")
def rules() -> NameTagger:
    return NameTagger(default_lexicon())


@pytest.fixture(scope="module")
def crf() -> NameTagger:
    return NameTagger(default_lexicon(), ner="crf")


def names(tagger: NameTagger, text: str) -> tuple[str, list[Name]]:
    document = Document(Article(text=text))
    return document.text, tagger(document)


def texts(tagger: NameTagger, text: str, kind: str) -> list[str]:
    plain, found = names(tagger, text)
    return [plain[name.start : name.end] for name in found if name.kind == kind]


@pytest.mark.parametrize("line", EXAMPLES)
@pytest.mark.parametrize("engine", ["rules", "crf"])
def test_persons(line: str, engine: str, request: pytest.FixtureRequest) -> None:
    tagger = request.getfixturevalue(engine)
    marked = regex.compile(r"\[([^\]]+)\]")
    assert texts(tagger, marked.sub(r"\1", line), "person") == marked.findall(line)


@pytest.mark.parametrize("engine", ["rules", "crf"])
def test_names_are_sorted_and_apart(engine: str, request: pytest.FixtureRequest) -> None:
    tagger = request.getfixturevalue(engine)
    text, found = names(tagger, "\n".join(regex.sub(r"[\[\]]", "", line) for line in EXAMPLES))
    assert len(found) > len(EXAMPLES)
    for before, after in itertools.pairwise(found):
        assert before.end <= after.start
    for name in found:
        assert 0 < name.score <= 1.0
        assert text[name.start : name.end].strip() == text[name.start : name.end] != ""


@pytest.mark.parametrize(
    ("text", "places", "organizations"),
    [
        (
            "Công an tỉnh Bắc Giang phối hợp với UBND huyện Lục Ngạn.",
            [],
            ["Công an tỉnh Bắc Giang", "UBND huyện Lục Ngạn"],
        ),
        ("Hãng Reuters đưa tin từ Bangkok.", ["Bangkok"], ["Hãng Reuters"]),
        ("Đoàn rời Hà Nội đi Hải Phòng.", ["Hà Nội", "Hải Phòng"], []),
        ("Theo Nhà Trắng, NATO sẽ họp ở Brussels.", ["Brussels"], ["Nhà Trắng", "NATO"]),
        ("Ảnh được đăng trên Facebook.", [], []),
    ],
)
def test_places_and_organizations(rules: NameTagger, text: str, places: list[str], organizations: list[str]) -> None:
    assert texts(rules, text, "place") == places
    assert texts(rules, text, "organization") == organizations


@pytest.mark.parametrize(
    ("text", "found", "wanted"),
    [
        ("Chi cục Thủy lợi kiểm tra đê.", ["Chi cục Thủy"], ["Chi cục Thủy lợi"]),
        ("Viện Dầu khí Lào họp.", ["Viện Dầu khí", "Lào"], ["Viện Dầu khí Lào"]),
        ("Hội Nuôi ong (HNO) và ông Lộc.", ["Hội Nuôi ong"], ["Hội Nuôi ong", "HNO"]),
        ("Quỹ Mầm Xanh đã trao quà.", ["Quỹ Mầm Xanh đã"], ["Quỹ Mầm Xanh"]),
        ("Quỹ Mầm Xanh (nay đổi tên) trao quà.", ["Quỹ Mầm Xanh (nay"], ["Quỹ Mầm Xanh"]),
        ("Viện Dầu khí, Lào.", ["Viện Dầu khí", "Lào"], ["Viện Dầu khí", "Lào"]),
        ("Vùng biển Xanh (VBX).", ["Xanh"], ["Xanh"]),
    ],
)
def test_where_organizations_end(text: str, found: list[str], wanted: list[str]) -> None:
    names = [
        Name(
            "place" if words in ("Lào", "Xanh") else "organization",
            text.index(words),
            text.index(words) + len(words),
            0.8,
            "",
        )
        for words in found
    ]
    done = settled(text, fold(text), names, [], LISTS)
    assert [text[name.start : name.end] for name in done] == wanted


def test_tables_do_not_repeat_the_rules() -> None:
    lexicon = default_lexicon()
    places = {fold_key(form) for entry in lexicon.entries(PlaceEntry) for form in entry.forms}
    bodies = {fold_key(form) for entry in lexicon.entries(OrganizationEntry) if entry.proper for form in entry.forms}
    for name, known in (("places", places), ("organizations", places | bodies)):
        lines = (DATA / "names" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t")[0] for line in lines if not line.startswith("#")][1:]
        assert [row for row in rows if fold_key(row) in known] == []
        assert len(rows) == len(set(rows)) > 300


def test_facts_of_the_gazetteer() -> None:
    assert LISTS.family["nguyễn"] == 2
    assert LISTS.family["giàng"] >= 1
    assert LISTS.family["văn"] == 0
    last, middle = LISTS.given["thị"]
    assert middle > 100 * max(last, 1)
    assert LISTS.foreign["donald"] == "given"
    assert {"thích", "phêrô"} <= LISTS.religious
    assert {"hà nội", "trần văn thời", "mĩ"} <= LISTS.places
    assert "hồ chí minh" not in LISTS.places
    assert LISTS.cues["ông"] == "person"
    assert LISTS.cues["đường"] == "place"


@pytest.mark.parametrize("word", ["nguyễn", "kiều", "thuở", "quỳnh", "nghĩa", "ngoằn", "gì"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["trump", "putin", "lee", "abe", "jong-un", "park", "obama"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("name", "is_name"),
    [
        ("nguyễn văn tạo", True),
        ("lê lợt", False),
        ("trần thị bích loan", True),
        ("nguyễn hoài p.", True),
        ("giàng seo páo", True),
        ("hà nội", False),
        ("công thương", False),
        ("nguyễn", False),
        ("văn phòng quốc hội", False),
    ],
)
def test_shape_of_vietnamese_names(name: str, is_name: bool) -> None:
    assert is_vietnamese_name(name.split(" "), LISTS) is is_name


def test_where_a_name_begins() -> None:
    assert name_start(["hà", "nội", "nguyễn", "văn", "tạo"], LISTS) == 2
    assert name_start(["ubnd", "tp", "đà", "nẵng", "trần", "thị", "mai"], LISTS) == 4
    assert name_start(["hà", "nội"], LISTS) is None
    assert place_prefix(["thừa", "thiên", "huế"], LISTS) == 3


def test_runs_join_initials_and_small_words() -> None:
    text = "Ông George W. Bush gặp Mohammed bin Salman ở TP. Hồ Chí Minh. Ông về."
    assert [text[start:end] for start, end in runs(text)] == [
        "Ông George W. Bush",
        "Mohammed bin Salman",
        "TP. Hồ Chí Minh",
        "Ông",
    ]


def test_same_text_same_names(crf: NameTagger) -> None:
    text = "\n".join(regex.sub(r"[\[\]]", "", line) for line in EXAMPLES)
    again = NameTagger(default_lexicon(), ner="crf")
    assert names(crf, text) == names(crf, text) == names(again, text)


def test_rules_alone_do_without_engines() -> None:
    code = (
        "import sys; from extract.kinds.names import NameTagger; from extract.lexicon import default_lexicon;"
        "NameTagger(default_lexicon()); heavy = {'underthesea', 'underthesea_core', 'spacy', 'torch'};"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_unknown_engine() -> None:
    with pytest.raises(ValueError, match="no such engine"):
        NameTagger(default_lexicon(), ner="magic")  # type: ignore[arg-type]


def test_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"train\.py"):
        CrfTagger(default_lexicon(), tmp_path / "none.crf")


def test_missing_spacy_model_says_what_to_do() -> None:
    with pytest.raises(EngineError, match="spacy download"):
        NameTagger(default_lexicon(), ner="spacy", spacy_model="vi_no_such_model")


def test_training_gives_the_same_bytes(tmp_path: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parents[2] / "data" / "ner"))
    from train import Labelled, Trainer

    marked = regex.compile(r"\[([^\]]+)\]")
    articles = []
    for number in range(6):
        line = " ".join(line for line in EXAMPLES if "[" in line)
        text = marked.sub(r"\1", line)
        persons = [
            (match.start() - 2 * i, match.end() - 2 * i - 2, "PER") for i, match in enumerate(marked.finditer(line))
        ]
        articles.append(Labelled(f"a{number}", text, persons))
    trainer = Trainer()
    files = [tmp_path / "one.crf", tmp_path / "two.crf"]
    for file in files:
        trainer.train(trainer.gold(articles), [], file)
    assert files[0].read_bytes() == files[1].read_bytes()
    tagger = NameTagger(default_lexicon(), ner="crf", model=files[0])
    assert "Trần Văn Lộc" in texts(tagger, articles[0].text, "person")


@needs_gold
@pytest.mark.parametrize(("engine", "least"), [("rules", 0.95), ("crf", 0.95)])
def test_officials_mentions_are_found(engine: str, least: float, request: pytest.FixtureRequest) -> None:
    tagger = request.getfixturevalue(engine)
    found = wanted = 0
    for file in sorted(DEV.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        document = Document(Article(text=gold["text"]))
        source = document.normalised.alignment.source
        persons = {source(name.start, name.end) for name in tagger(document) if name.kind == "person"}
        mentions = {(m["start"], m["end"]) for official in gold["gold"]["officials"] for m in official["mentions"]}
        found += len(mentions & persons)
        wanted += len(mentions)
    assert found / wanted >= least

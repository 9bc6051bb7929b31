"""Names: persons from a table of examples, facts of the gazetteer, determinism, the engines' interface."""

import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest
import regex
import yaml
from underthesea_core import CRFTagger

from extract.article import Article
from extract.check import run_problems
from extract.document import Document
from extract.entries import OrganizationEntry, PlaceEntry, RunEntry
from extract.kinds.names import EngineError, Name, NameTagger
from extract.kinds.names.crf import MODEL, CrfTagger, weighed
from extract.kinds.names.ends import settled
from extract.kinds.names.features import FeatureBuilder
from extract.kinds.names.gazetteer import gazetteer
from extract.kinds.names.limits import Limits
from extract.kinds.names.merge import merge
from extract.kinds.names.rules import Reading, RuleTagger
from extract.kinds.names.shape import is_vietnamese_name, name_start, place_prefix
from extract.lexicon import Lexicon, LexiconError, default_lexicon
from extract.resources import DATA
from extract.text.fold import fold, fold_key
from tests.kinds.tables import lines, rows
from tests.shared import DEV, needs_gold

EXAMPLES = lines("names_examples.txt")
MARKED = regex.compile(r"\[([^\]|]+)(?:\|(\w+))?\]")
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


@pytest.mark.parametrize("line", rows("names_examples.txt"))
@pytest.mark.parametrize("engine", ["rules", "crf"])
def test_persons(line: str, engine: str, request: pytest.FixtureRequest) -> None:
    tagger = request.getfixturevalue(engine)
    text, found = names(tagger, MARKED.sub(r"\1", line))
    wanted = [(mark[1], mark[2] or "person") for mark in MARKED.finditer(line)]
    others = {kind for _, kind in wanted} | {"person"}
    assert [(text[name.start : name.end], name.kind) for name in found if name.kind in others] == wanted


@pytest.mark.parametrize("engine", ["rules", "crf"])
def test_names_are_sorted_and_apart(engine: str, request: pytest.FixtureRequest) -> None:
    tagger = request.getfixturevalue(engine)
    text, found = names(tagger, "\n".join(MARKED.sub(r"\1", line) for line in EXAMPLES))
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
        ("Chiến sĩ Quân khu 7, Trung đoàn 923 diễn tập.", [], ["Quân khu 7", "Trung đoàn 923"]),
        ("Chiến sĩ Quân khu 2.500 người diễn tập.", [], []),
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
        ("Quỹ Mầm Xanh công bố quà.", ["Quỹ Mầm Xanh công bố"], ["Quỹ Mầm Xanh"]),
        ("Hội Bạn bè Việt Nam - Lào họp.", ["Hội Bạn bè Việt Nam", "Lào"], ["Hội Bạn bè Việt Nam - Lào"]),
        ("Quỹ Mầm Xanh - Lào họp.", ["Quỹ Mầm Xanh", "Lào"], ["Quỹ Mầm Xanh", "Lào"]),
        ("UBND phường họp.", ["UBND"], ["UBND phường"]),
        ("HĐND thị xã Xanh họp.", ["HĐND"], ["HĐND"]),
        ("Công ty Mầm quận đó.", ["Công ty Mầm"], ["Công ty Mầm"]),
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


@pytest.mark.parametrize(
    ("text", "found", "wanted"),
    [
        ("Chánh văn phòng Ủy ban Dân tộc Lê Văn Bảy họp.", "Ủy ban Dân tộc Lê Văn Bảy", ["Ủy ban Dân tộc"]),
        ("Thầy trò Trường Lê Văn Bảy họp.", "Trường Lê Văn Bảy", ["Trường Lê Văn Bảy"]),
        ("Gặp Tổng giám đốc Vinamoon họp.", "Tổng giám đốc Vinamoon", ["Vinamoon"]),
        ("Gặp Thanh tra Sở Y tế.", "Thanh tra Sở Y tế", ["Thanh tra Sở Y tế"]),
        ("Với PV báo Sông Mới họp.", "PV báo Sông Mới", ["báo Sông Mới"]),
        ("Lãnh sự quán Lào họp.", "Lãnh sự quán Lào", ["Lãnh sự quán Lào"]),
        ("Tại Thượng viện Mỹ John Barkerson họp.", "Thượng viện Mỹ John Barkerson", ["Thượng viện Mỹ"]),
        ("Tại Quỹ John Barkerson họp.", "Quỹ John Barkerson", ["Quỹ John Barkerson"]),
        ("Máy Vinamoon Pro 64GB đẹp.", "Vinamoon Pro 64GB", ["Vinamoon Pro"]),
        ("Máy 64GB Vinamoon đẹp.", "64GB Vinamoon", []),
        ("Giảm Cục và 105 lãnh đạo.", "Cục và 105", ["Cục"]),
        ("Lãi của Vinamoon lên 56,6 tỷ đồng.", "Vinamoon lên 56", ["Vinamoon lên"]),
        ("Lãi của Vinamoon 5 tỷ đồng.", "Vinamoon 5", ["Vinamoon"]),
        ("Lãi của Vinamoon 5 lên 5 tỷ đồng.", "Vinamoon 5", ["Vinamoon 5"]),
        ("Quỹ 1MDB họp.", "1MDB", ["1MDB"]),
        ("Trạm Công an quận 7 họp.", "Công an quận 7", ["Công an quận 7"]),
        (
            "Đài Sông Mới và Công ty Vinamoon họp.",
            "Đài Sông Mới và Công ty Vinamoon",
            ["Đài Sông Mới", "Công ty Vinamoon"],
        ),
        ("Bộ Sông và Công nghệ họp.", "Bộ Sông và Công nghệ", ["Bộ Sông và Công nghệ"]),
        (
            "Viện Thủy lợi và Phòng chống bão họp.",
            "Viện Thủy lợi và Phòng chống bão",
            ["Viện Thủy lợi và Phòng chống bão"],
        ),
        ("Sẽ xây dựng ga Vinamoon.", "dựng ga Vinamoon", ["Vinamoon"]),
        ("Ở lực lượng Vinamoon.", "lực lượng Vinamoon", ["lực lượng Vinamoon"]),
        ("Gặp Bộ trưởng Ngoại giao Lào.", "Ngoại giao Lào", ["Lào"]),
        ("Gặp Bộ trưởng Bộ Ngoại giao Lào.", "Bộ Ngoại giao Lào", ["Bộ Ngoại giao Lào"]),
    ],
)
def test_limits_of_what_an_engine_finds(text: str, found: str, wanted: list[str]) -> None:
    document = Document(Article(text=text))
    at = document.text.index(found)
    reading = RuleTagger(default_lexicon())(document)
    persons = [name for name in reading.names if name.kind == "person"]
    limits = Limits(document.text, document.folded, persons, reading.titles, LISTS)
    parts = list(limits(Name("organization", at, at + len(found), 0.8, "name.crf")))
    assert [document.text[part.start : part.end] for part in parts] == wanted


@pytest.mark.parametrize(("body", "apart"), [("Thượng viện Mỹ", True), ("Quỹ", False), ("Ban Sông Mới", True)])
def test_a_foreign_person_behind_a_body_of_the_state(body: str, apart: bool) -> None:
    text = f"{body} John Barkerson"
    found = Name("organization", 0, len(text), 0.8, "name.crf")
    parts = list(Limits(text, fold(text), [], [], LISTS)(found))
    assert [part.kind for part in parts] == (["organization", "person"] if apart else ["organization"])
    assert text[parts[0].start : parts[0].end] == (body if apart else text)


def test_a_person_of_the_rules_stands_where_an_engine_runs_over_it() -> None:
    document = Document(Article(text="Chánh văn phòng Ủy ban Dân tộc Lê Văn Bảy họp ở Lào."))
    reading = RuleTagger(default_lexicon())(document)
    at = document.text.index("Ủy ban")
    found = [Name("organization", at, document.text.index(" họp"), 0.8, "name.crf")]
    done = merge(document, reading, found, [(0, len(document.text))], LISTS)
    assert [document.text[name.start : name.end] for name in done] == ["Ủy ban Dân tộc", "Lê Văn Bảy"]


@pytest.mark.parametrize(("before", "found"), [("ngân hàng", 1), ("với", 2)])
def test_behind_a_body_no_word_is_a_person(before: str, found: int) -> None:
    text = f"Kenzo Mizuron đến, và gặp {before} Mizuron."
    document = Document(Article(text=text))
    last = text.rindex("Mizuron")
    reading = Reading([], [(last, last + 7)], [], [])
    person = Name("person", 0, len("Kenzo Mizuron"), 0.8, "name.crf")
    assert len(merge(document, reading, [person], [(0, len(text))], LISTS)) == found


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
    assert [match[0] for match in LISTS.patterns.run.finditer(text)] == [
        "Ông George W. Bush",
        "Mohammed bin Salman",
        "TP. Hồ Chí Minh",
        "Ông",
    ]


def test_same_text_same_names(crf: NameTagger) -> None:
    text = "\n".join(MARKED.sub(r"\1", line) for line in EXAMPLES)
    again = NameTagger(default_lexicon(), ner="crf")
    assert names(crf, text) == names(crf, text) == names(again, text)


def test_features_without_a_weight_change_no_label() -> None:
    lexicon = default_lexicon()
    known = frozenset(weighed(MODEL.read_bytes()))
    tagger = CRFTagger()
    tagger.load(str(MODEL))
    document = Document(Article(text="\n".join(MARKED.sub(r"\1", line) for line in EXAMPLES)))
    reading = RuleTagger(lexicon)(document)
    every, some = (
        list(FeatureBuilder(lexicon, names)(document, document.sentences, reading)) for names in (None, known)
    )
    assert sum(map(len, some[0].features)) < sum(map(len, every[0].features))
    assert [tagger.tag(one.features) for one in every] == [tagger.tag(one.features) for one in some]


def test_rules_alone_do_without_engines() -> None:
    code = (
        "import sys; from extract.kinds.names import NameTagger; from extract.lexicon import default_lexicon;"
        "NameTagger(default_lexicon()); heavy = {'underthesea', 'underthesea_core', 'spacy', 'torch'};"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("is: vietnamse", "is: there is no 'vietnamse'; did you mean 'vietnamese'?"),
        ("begin: [seconds]", "begin: there is no 'seconds'; did you mean 'second'?"),
        ("begin: [second], rest: '!plausibel'", "rest: there is no 'plausibel'; did you mean 'plausible'?"),
        ("cue: [bear]", "Invalid enum value 'bear'"),
        ("at: nowhere", "Invalid enum value 'nowhere'"),
        ("take: persn.title", "Expected `str` matching regex"),
    ],
)
def test_a_wrong_entry_about_runs_is_told_with_its_place(entry: str, says: str) -> None:
    fields = {"at": "alone", "take": "open"} | yaml.safe_load("{" + entry + "}")
    text = yaml.safe_dump({"group": "runs", "entries": [{"id": "my.run", **fields}]})
    with pytest.raises(LexiconError, match=r"^my\.yaml:\d") as told:
        RuleTagger(Lexicon.of({"my.yaml": text}))
    assert says in str(told.value)


def test_entries_about_runs_have_examples_which_are_right() -> None:
    lexicon = default_lexicon()
    assert [entry.id for entry in lexicon.entries(RunEntry) if not entry.yes] == []
    assert list(map(str, run_problems(lexicon))) == []


def test_an_entry_about_runs_of_ones_own() -> None:
    text = "Khách nghe nhóm Sao Mai hát."
    own = {
        "my.yaml": "group: runs\nentries:\n  - {id: run.alone.several, at: alone, is: '!single', take: person.band}\n"
    }
    tagger = NameTagger(Lexicon.of(own))
    assert [name.rule for name in tagger(Document(Article(text=text)))] == ["name.person.band"]


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


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        ("ĐƯA TIỄN HOÀNG THẾ AN VỀ QUÊ", ["HOÀNG THẾ AN"]),
        ("ĐƯA TIỄN HOÀNG THẾ ANH VỀ QUÊ", []),  # "Hoàng Thế An" begins it, but no word ends there
        ("LÊ THỊ CÚC TIỄN HOÀNG THẾ AN", ["HOÀNG THẾ AN"]),  # of two that are known the one that is named first
    ],
)
def test_of_words_in_capitals_whole_ones_are_a_known_name(rules: NameTagger, headline: str, found: list[str]) -> None:
    text = f"{headline}\nÔng Hoàng Thế An đã mất. Bà Lê Thị Cúc khóc."
    assert [name for name in texts(rules, text, "person") if name.isupper()] == found

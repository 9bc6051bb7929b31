"""Scores by hand, and the same figures as the scorer that lies beside the project on some machines."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extract import Article, Extractor, Record, from_json, to_json
from extract.evaluate import KINDS, Error, score, unstated
from extract.record import Award, Date, DocumentMention, LegalDocument, Mention, Official, Own, Statistic, Title
from tests.shared import DEV, SHARED, needs_gold

DATA = Path(__file__).parent.parent / "data"
SAMPLES, GOLD = DATA / "samples", DATA / "gold"


def official(name: str, *titles: str, at: int = 0) -> Official:
    return Official(
        id="P1",
        name=name,
        titles=[Title(text=title, start=0, end=1, rule="g", role=title, kind="state") for title in titles],
        mentions=[Mention(text=name, start=at, end=at + len(name), rule="g")],
    )


def date(value: str, start: int = 0, end: int = 8) -> Date:
    return Date(text="d", start=start, end=end, rule="g", type="date", value=value)


def figure(value: float, start: int = 0, **fields: Any) -> Statistic:
    return Statistic(text="s", start=start, end=start + 3, rule="g", kind="count", value=value, unit="vụ", **fields)


def award(name: str, grade: str | None = None) -> Award:
    return Award(text=name, start=0, end=5, rule="g", name=name, grade=grade)


def counts(kind: str, gold: list[Any], found: list[Any]) -> tuple[int, int, int]:
    field = kind.partition(".")[0]
    wanted, made = (msgspec.structs.replace(Record(id="a"), **{field: items}) for items in (gold, found))
    one = score([wanted], [made]).kinds[kind]
    return one.right, one.gold, one.found


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ("2020-06-05", "2020-06-05TAF", True),
        ("2020-06-05T14", "2020-06-05T14:00", True),
        ("2020-06-05T14", "2020-06-05T14:30", False),
        ("XXXX", "XXXX-XX-XX", True),
        ("2020-06", "2020-07", False),
        ("2020-06/2020-09", "2020-06/2020-09", True),
    ],
)
def test_values_of_dates(gold: str, found: str, right: bool) -> None:
    assert counts("dates", [date(gold)], [date(found)]) == (int(right), 1, 1)


def test_spans_need_only_overlap_and_pair_one_to_one() -> None:
    assert counts("dates", [date("2020", 0, 8)], [date("2020", 7, 12)]) == (1, 1, 1)
    assert counts("dates", [date("2020", 0, 8)], [date("2020", 8, 12)]) == (0, 1, 1)
    assert counts("dates", [date("2020")], [date("2020"), date("2020")]) == (1, 1, 2)
    assert counts("dates", [date("2019", 0, 9), date("2020", 5, 12)], [date("2020", 0, 12)]) == (1, 2, 1)


def test_values_of_figures_and_awards() -> None:
    assert counts("statistics", [figure(10, value_max=15)], [figure(10.0, value_max=15)]) == (1, 1, 1)
    assert counts("statistics", [figure(10, value_max=15)], [figure(10)]) == (0, 1, 1)
    assert counts("awards", [award("Kỷ niệm chương")], [award("“Kỉ niệm chương”")]) == (1, 1, 1)
    assert counts("awards", [award("Huân chương", "hạng Ba")], [award("Huân chương")]) == (0, 1, 1)


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        (None, None, True),
        ("tỷ lệ hộ nghèo", None, False),
        (None, "tỷ lệ hộ nghèo", False),
        ("tỷ lệ hộ nghèo", "Tỉ lệ hộ", True),  # five words of seven
        ("hộ nghèo", "số vụ cháy", False),
        ("giá", "giá vàng SJC", True),
        ("giá", "giá vàng miếng SJC", False),
        ("giá vàng", "bảng giá vàng miếng", True),
    ],
)
def test_what_a_figure_measures_and_of_whom(gold: str | None, found: str | None, right: bool) -> None:
    for field in ("subject", "entity"):
        made = counts(f"statistics.{field}", [figure(1, **{field: gold})], [figure(1, **{field: found})])
        assert made == (int(right), 1, 1)
    assert counts("statistics.entity", [figure(1)], []) == (0, 0, 0)


def law(number: str, year: int | None = 2020, *spans: tuple[int, int]) -> LegalDocument:
    mentions = [DocumentMention(text="n", start=start, end=end, rule="g") for start, end in spans or ((0, 3),)]
    return LegalDocument(
        id="D1", type="Nghị định", number=number, year=year, code="NĐ-CP", issuer="Chính phủ", date="2020-02-03",
        mentions=mentions,
    )  # fmt: skip


def test_documents_are_paired_by_their_mentions() -> None:
    wanted = law("15", 2020, (0, 3), (10, 13), (20, 23))
    assert counts("documents", [wanted], [law("15", 2020, (10, 13))]) == (1, 1, 1)
    assert counts("documents", [wanted], [law("015", 2020, (20, 23)), law("16", 2020, (0, 3), (10, 13))]) == (0, 1, 2)
    assert counts("documents", [wanted], [law("15", 2020, (4, 7))]) == (0, 1, 1)
    assert counts("documents.mention", [wanted], [law("15", 2020, (10, 13), (14, 19))]) == (1, 3, 2)


def test_fields_of_what_is_right_are_asked() -> None:
    fields = {"giver": "Bộ Y tế", "recipients": ["Bà Lê Thị Mẫu", "Sở Y tế"], "quantity": 2, "presenter": "P1"}
    gold = Record(
        id="a",
        officials=[official("Mẫu", "Bí thư")],
        dates=[date("2020")],
        statistics=[figure(10, modifier="approx", change="increase")],
        awards=[msgspec.structs.replace(award("Bằng khen"), **fields)],
        documents=[law("15")],
        own=[Own(text="51", start=0, end=2, rule="g", kind="plates")],
    )
    made = msgspec.convert(msgspec.to_builtins(gold), Record)
    assert {name: count.right for name, count in score([gold], [made]).kinds.items()} == dict.fromkeys(
        score([gold], [made]).kinds, 1
    )
    made.officials[0].gender, made.officials[0].name = "female", "Mẫn"
    title = made.officials[0].titles[0]
    title.kind, title.role, title.organization, title.former = "party", "Phó Bí thư", "Tỉnh ủy", True
    made.dates[0].type = "interval"
    statistic = made.statistics[0]
    statistic.kind, statistic.unit, statistic.modifier, statistic.change = "measure", "ha", None, None
    one = made.awards[0]
    one.giver, one.recipients, one.quantity, one.presenter, one.posthumous = "Sở", ["Sở Y tế"], 3, None, True
    document = made.documents[0]
    document.issuer, document.code, document.name, document.date = "Bộ", "QĐ", "Giá", None
    result = score([gold], [made])
    wrong = {name for name, count in result.kinds.items() if (count.right, count.gold) == (0, 1)}
    assert wrong == {
        "officials.name", "officials.gender", "officials.kind", "officials.role", "officials.organization",
        "officials.former", "dates.type", "statistics.kind", "statistics.unit", "statistics.modifier",
        "statistics.change", "awards.giver", "awards.recipients", "awards.quantity", "awards.presenter",
        "awards.posthumous", "documents.issuer", "documents.code", "documents.name", "documents.date",
    }  # fmt: skip
    assert {error.kind for error in result.errors} == wrong
    assert Error("a", "officials.kind", "wrong", "Mẫu: Bí thư", "state", "party", "g", 0, 3) in result.errors


def test_titles_count_for_their_person() -> None:
    wanted = official("Lê Văn Mẫu", "Thứ trưởng Bộ Mẫu", "Đại tá")
    assert counts("officials", [wanted], [official("Lê Văn Mẫu", "Thứ trưởng bộ Mẫu")]) == (1, 2, 1)
    assert counts("officials", [wanted], [official("Lê Văn Mẫu", "Đại tá", at=50)]) == (0, 2, 1)
    assert counts("officials", [], [wanted]) == (0, 0, 2)


def test_what_is_wrong_is_listed() -> None:
    gold = Record(
        id="a",
        officials=[official("Mẫu", "Đại tá")],
        dates=[date("2019"), date("2021", 20, 28)],
        statistics=[figure(10, value_max=15), figure(7, start=10, total=10)],
        awards=[award("Bằng khen")],
    )
    found = Record(
        id="a",
        officials=[official("Mẫu", "Trung tá")],
        dates=[date("2020"), date("2022", 40, 48)],
        statistics=[figure(10), figure(7, start=20)],
        awards=[award("Giải", "Nhất")],
    )
    assert score([gold], [found, Record(id="z")]).errors == [
        Error("a", "officials", "missed", "Mẫu: Đại tá", "Đại tá", None, None, 0, 3),
        Error("a", "officials", "extra", "Mẫu: Trung tá", None, "Trung tá", "g", 0, 3),
        Error("a", "dates", "wrong", "d", "2019", "2020", "g", 0, 8),
        Error("a", "dates", "missed", "d", "2021", None, None, 20, 28),
        Error("a", "dates", "extra", "d", None, "2022", "g", 40, 48),
        Error("a", "statistics", "wrong", "s", "10 - 15", "10", "g", 0, 3),
        Error("a", "statistics", "missed", "s", "7/10", None, None, 10, 13),
        Error("a", "statistics", "extra", "s", None, "7", "g", 20, 23),
        Error("a", "awards", "wrong", "Bằng khen", "Bằng khen", "Giải Nhất", "g", 0, 5),
    ]


def test_an_article_without_a_record_counts_as_missed() -> None:
    result = score([Record(id="a", dates=[date("2020")]), Record(id="b")], [])
    assert (result.articles, result.missing) == (2, ["a", "b"])
    assert (result.kinds["dates"].recall, result.kinds["dates"].f1) == (0, 0)
    assert result.kinds["awards"].f1 == 1
    assert result.macro == 0  # of the dates alone: nobody has the others
    assert result.without(unstated({"awards"})).macro == 1
    assert {row["measure"]: row["gold"] for row in result.rows()}["dates"] == 1


def gold_record(article: dict[str, Any]) -> Record:
    """A record of an annotated article; what the annotation does not say is filled up."""
    item = {"rule": "gold"}
    title = {**item, "start": 0, "end": 0, "role": "", "kind": "state"}
    gold = article["gold"]
    officials = [
        {
            "id": "",
            "name": one["name"],
            "titles": [{**title, "text": text} for text in one["titles"]],
            "mentions": [mention | item for mention in one["mentions"]],
        }
        for one in gold["officials"]
    ]
    others: dict[str, Any] = {kind: [one | item for one in gold[kind]] for kind in ("dates", "statistics", "awards")}
    for one in others["statistics"]:
        one["unit"] = one["unit"] or ""
    return msgspec.convert({"id": article["id"], "officials": officials, **others}, Record)


@needs_gold
def test_the_figures_are_the_shared_scorers(tmp_path: Path) -> None:
    articles = [json.loads(path.read_bytes()) for path in sorted(DEV.glob("*.json"))]
    inputs = (SHARED / "gold" / "dev.jsonl").read_bytes().splitlines()
    records = list(Extractor().stream(map(json.loads, inputs)))
    (tmp_path / "records.jsonl").write_bytes(b"".join(to_json(record) + b"\n" for record in records))
    command = [sys.executable, str(SHARED / "gold" / "score.py"), str(DEV), str(tmp_path / "records.jsonl"), "--json"]
    expected = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    result = score(map(gold_record, articles), records).without(
        unstated({"officials", "dates", "statistics", "awards"})
    )
    asked = expected["attributes"]
    assert {"officials.name", "statistics.unit", "statistics.subject", "awards.giver"} < asked.keys()
    for row in result.rows():
        if measure := asked.get(row["measure"]):
            assert [row["right"], row["gold"]] == pytest.approx([measure["accuracy"] * measure["of"], measure["of"]])
        if row["measure"] not in expected:
            continue
        measure = expected[row["measure"]]
        assert [row["precision"], row["recall"], row["f1"]] == pytest.approx(
            [measure["p"], measure["r"], measure["f1"]]
        )
    assert result.macro == pytest.approx(expected["macro"])


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_the_samples_gold_is_true_to_their_texts(path: Path) -> None:
    text = (SAMPLES / f"{path.stem}.txt").read_text(encoding="utf-8")
    gold = from_json(path.read_bytes())
    assert gold.id == Article(text=text).identifier()
    finds = gold.items()
    assert all(text[item.start : item.end] == item.text for _, item in finds)
    assert {item.rule for _, item in finds} == {"gold"}
    assert len({official.id for official in gold.officials}) == len(gold.officials)


def test_the_samples_score_well_against_their_gold() -> None:
    gold = [from_json(path.read_bytes()) for path in sorted(GOLD.glob("*.json"))]
    result = score(gold, Extractor().stream(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))))
    assert (result.articles, result.missing) == (4, [])
    assert all(result.kinds[kind.name].f1 >= 0.8 for kind in KINDS)


def test_figures_of_an_article_add_up_and_unstated_fields_are_left_aside() -> None:
    gold = [Record(id="a", dates=[date("2020"), date("2021", 20, 28)]), Record(id="b", dates=[date("2019")])]
    found = [Record(id="a", dates=[date("2020")]), Record(id="b", dates=[date("2018")])]
    result = score(gold, found)
    by_article = {article: counts["dates"] for article, counts in result.by_article.items()}
    assert [(one.right, one.gold, one.found) for one in by_article.values()] == [(1, 2, 1), (0, 1, 1)]
    assert (result.kinds["dates"].right, result.kinds["dates"].gold, result.kinds["dates"].found) == (1, 3, 2)
    assert [(error.article, error.start) for error in result.errors] == [("a", 20), ("b", 0)]
    assert "dates.type" not in result.without(["dates.type"]).kinds
    assert result.without(["dates"]).errors == []


def test_intervals_hold_the_figure_and_are_the_same_every_time() -> None:
    gold = [Record(id=str(number), dates=[date("2020")]) for number in range(40)]
    found = [Record(id=str(number), dates=[date("2020" if number % 4 else "2019")]) for number in range(40)]
    result = score(gold, found)
    low, high = result.intervals()["dates"]
    # Of 40 draws with a chance of .75 each, 95 in 100 lie within 1.96 standard deviations, that is .134.
    assert low == pytest.approx(0.75 - 0.134, abs=0.03) and high == pytest.approx(0.75 + 0.134, abs=0.03)
    assert result.intervals() == score(gold, found).intervals()


def test_what_neither_side_has_gets_no_figure() -> None:
    """One that only the gold has is missed, and gets one."""
    result = score([Record(id="a", dates=[date("2020")])], [Record(id="a")])
    intervals = result.intervals()
    rows = {row["measure"]: (row["precision"], row["f1"], intervals[row["measure"]]) for row in result.rows()}
    assert rows["awards"] == (None, None, None) and rows["dates"] == (1.0, 0.0, (0.0, 0.0))
    shown = {measure: cells for measure, *cells in result.shown(intervals)}
    assert shown["awards"] == ["–", "–", "–", "–", "0", "0"]
    assert shown["dates"] == ["1.000", "0.000", "0.000", "0.000–0.000", "1", "0"]


def test_the_command(tmp_path: Path) -> None:
    def run(*args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "extract.cli", "score", *args]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    text = "Năm 2020, xã <A> trồng rừng. Năm 2021 nghỉ."
    gold, found, page = tmp_path / "gold", tmp_path / "found.jsonl", tmp_path / "page.html"
    gold.mkdir()
    stated = [
        {"text": f"{name} {year}", "start": at, "end": at + 8, "type": "date", "value": year}
        for name, year, at in (("Năm", "2020", 0), ("Năm", "2021", 29))
    ]
    (gold / "a.json").write_text(json.dumps({"id": "a", "text": text, "gold": {"dates": stated}}), encoding="utf-8")
    found.write_bytes(to_json(Record(id="a", dates=[date("2020")])) + b"\n")
    done = run(str(gold), str(found), "--list", "9", "--html", str(page))
    assert done.returncode == 0, done.stderr
    assert "a:29 dates missed | Năm 2021 | gold: 2021" in done.stdout
    assert "<mark>Năm 2021</mark> nghỉ." in page.read_text(encoding="utf-8")
    assert "officials.kind" not in done.stdout
    measured = json.loads(run(str(gold), str(found), "--json").stdout)
    assert measured["kinds"]["dates"] == {"right": 1, "gold": 2, "found": 1}
    found.write_bytes(to_json(Record(id="other")) + b"\n")
    done = run(str(gold), str(found))
    assert done.returncode == 1 and "no article in common: 'a' there, 'other' here" in done.stderr
    assert run(str(gold), str(found), "--measure", "dates").returncode == 1

import cProfile
import datetime
import gc
import json
import pstats
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import Article, ArticleError, Extractor, Record, Rejected, from_json, to_json
from tests.oracles import spans_are_true, values
from tests.shared import SHARED, needs_gold

SAMPLES = sorted((Path(__file__).parent.parent / "data" / "samples").glob("*.txt"))
SENTENCES = (
    "Chiều 05/6/2020, Thiếu tướng Lê Văn Mẫu, Giám đốc Công an tỉnh Hòa Bình, trao Bằng khen của Bộ trưởng Bộ Công an.",
    "Tỷ lệ hộ nghèo giảm từ 5,2% xuống 3,1%; thu ngân sách đạt 1.027 tỷ đồng, tăng 12,5% so với cùng kỳ.",
    "Bà Trần Thị Thúy, Phó Chủ tịch UBND huyện, được tặng Huân chương Lao động hạng Nhì, hạng Ba năm 2019.",
)
EXTRACTOR = Extractor()


@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_of_garbage_waits_and_is_then_as_it_was(collects: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = []
    names = EXTRACTOR._names

    def fails_then_finds(document: Any) -> Any:
        waits.append(not gc.isenabled())
        if len(waits) == 1:
            raise ValueError
        return names(document)

    monkeypatch.setattr(EXTRACTOR, "_names", fails_then_finds)
    if not collects:
        gc.disable()
    try:
        with pytest.raises(ValueError):
            EXTRACTOR(SENTENCES[0])
        assert gc.isenabled() == collects
        EXTRACTOR(SENTENCES[0])
        assert gc.isenabled() == collects and waits == [True, True]
    finally:
        gc.enable()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_spans_round_trip_and_disguises(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    record = EXTRACTOR(text)
    spans_are_true(record, text)
    assert from_json(to_json(record)) == record
    assert record.dates, "every sample has a date"
    for disguise in (
        unicodedata.normalize("NFC", text),
        unicodedata.normalize("NFD", text),
        text.replace(" ", "\N{NO-BREAK SPACE}"),
        text.replace(" ", "  "),
        text.replace("\n", "\r\n"),
    ):
        disguised = EXTRACTOR(disguise)
        spans_are_true(disguised, disguise)
        assert values(disguised) == values(record)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=300))
def test_spans_are_true_to_any_text(text: str) -> None:
    if text.strip():
        record = EXTRACTOR(text)
        spans_are_true(record, text)
        assert from_json(to_json(record)) == record


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(SENTENCES),
            st.text(alphabet="0123456789/.,-% :;()\n\N{NO-BREAK SPACE}aAđĐệổ\u0301\u0323\u200b"),
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["", " ", "\n", "\N{ZERO WIDTH SPACE}"]),
)
def test_spans_are_true_to_sentences_among_debris(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    if text.strip():
        spans_are_true(EXTRACTOR(text), text)


def test_one_article_three_ways_of_giving_it() -> None:
    text = SENTENCES[0]
    assert EXTRACTOR(text) == EXTRACTOR({"text": text}) == EXTRACTOR(Article(text=text))


def test_metadata_goes_through() -> None:
    record = EXTRACTOR(
        {
            "text": SENTENCES[0],
            "id": "a1",
            "url": "u",
            "title": "T",
            "author": "A",
            "published": "2020-06-06T08:00:00+07:00",
            "views": 3,
        }
    )
    assert (record.id, record.url, record.title, record.author, record.published) == ("a1", "u", "T", "A", "2020-06-06")
    assert record.source == {"views": 3}


def test_metadata_is_normalised_like_the_text() -> None:
    record = EXTRACTOR({"text": "Một.", "title": "Hoà  bi\u0300nh", "author": "Lê\N{NO-BREAK SPACE}Thuý"})
    assert (record.title, record.author) == ("Hòa bình", "Lê Thúy")


def test_an_id_is_made_from_the_text_alone() -> None:
    one, two = EXTRACTOR({"text": "Một.", "url": "a"}), EXTRACTOR({"text": "Một.", "url": "b"})
    assert one.id == two.id != EXTRACTOR("Hai.").id


@pytest.mark.parametrize("published", ["yesterday", "0001-01-01T00:00:00", "0001-01-01T00:00:00+07:00", "9999-12-31"])
def test_a_wrong_publication_date_is_warned_of_and_left_aside(published: str) -> None:
    record = EXTRACTOR({"text": "Hôm qua, tuần trước và mùng 1 Tết năm ngoái trời mưa.", "published": published})
    assert record.published is None
    assert record.warnings[0] == f"published {published!r} cannot be read as a day: left aside"


def test_metadata_from_python_and_pandas() -> None:
    frame = pandas.DataFrame(
        {"text": ["Hôm qua."] * 2, "published": pandas.to_datetime(["2020-06-05", None]), "url": [float("nan"), "u"]}
    )
    one, two = EXTRACTOR.stream(frame.to_dict("records"))
    assert (one.published, one.url, two.published, two.url) == ("2020-06-05", None, None, "u")
    assert EXTRACTOR({"text": "Hôm qua.", "published": datetime.date(2020, 6, 5)}).dates[0].value == "2020-06-04"


def test_a_lexicon_and_rules_together_are_an_error() -> None:
    with pytest.raises(ValueError, match="not both"):
        Extractor("rules", lexicon=EXTRACTOR.lexicon)


@pytest.mark.parametrize("wrong", [{}, {"text": None}, {"text": ""}, {"text": "\n "}, {"text": 5}])
def test_what_is_no_article_is_an_error_that_says_why(wrong: dict[str, Any]) -> None:
    with pytest.raises(ArticleError, match="text"):
        EXTRACTOR(wrong)


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        (None, "None is no article: give its text, or a mapping"),
        (b"Ng", "the type 'bytes' is no article: decode it first"),
        (["Một."], "the type 'list' is no article: for many articles, stream"),
        (Record(id="a"), "the type 'Record' is no article: it is what is read out of one"),
        (3, "the type 'int' is no article: give its text"),
        ({"text": None}, "the field 'text' has no value"),
    ],
)
def test_what_is_given_instead_of_an_article_is_told_what_to_do(wrong: Any, advice: str) -> None:
    with pytest.raises(ArticleError) as error:
        EXTRACTOR(wrong)
    assert advice in str(error.value)
    (rejected,) = EXTRACTOR.stream([wrong], on_error="reject")
    assert isinstance(rejected, Rejected) and advice in rejected.reason


@pytest.mark.parametrize("single", ["Một.", b"x", {"text": "Một."}, Article(text="Một."), None, 3])
def test_a_stream_of_a_single_article_is_refused(single: Any) -> None:
    with pytest.raises(ArticleError, match="call the extractor for a single one"):
        EXTRACTOR.stream(single)


def test_a_record_as_dictionaries() -> None:
    record = EXTRACTOR(SENTENCES[0])
    assert record.to_dict() == json.loads(to_json(record))


def test_stream_is_lazy_and_in_order() -> None:
    taken: list[str] = []

    def articles() -> Any:
        for text in SENTENCES:
            taken.append(text)
            yield text

    stream = EXTRACTOR.stream(articles())
    assert taken == []
    assert next(stream) == EXTRACTOR(SENTENCES[0])
    assert taken == [SENTENCES[0]]
    assert list(stream) == [EXTRACTOR(text) for text in SENTENCES[1:]]


def test_explain_names_rule_place_and_sentence_of_every_item() -> None:
    text = "Tin trong tỉnh\n\n" + "\n".join(SENTENCES)
    record, why = EXTRACTOR(text), EXTRACTOR.explain(text)
    assert [(w.start, w.end) for w in why] == sorted((item.start, item.end) for _, item in record.items())
    for explanation in why:
        assert explanation.sentence in SENTENCES
        assert explanation.rule
        assert text[explanation.start : explanation.end] == explanation.text
    dates = [w for w in why if w.kind == "date"]
    assert dates
    assert all(w.origin and w.origin.startswith("rules/") and w.comment for w in dates)


def test_the_same_bytes_in_another_process_with_another_hash_seed() -> None:
    code = (
        "import sys, pathlib, extract; x = extract.Extractor(); read = lambda p: pathlib.Path(p).read_text('utf-8'); "
        "[sys.stdout.buffer.write(extract.to_json(x(read(p)))) for p in sys.argv[1:]]"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, *map(str, SAMPLES[:6])],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs.pop()


@needs_gold
def test_real_articles_in_nfd_give_the_same_values() -> None:
    for line in (SHARED / "gold" / "dev.jsonl").read_bytes().splitlines():
        article = json.loads(line)
        decomposed = {**article, "text": unicodedata.normalize("NFD", article["text"])}
        record = EXTRACTOR(decomposed)
        spans_are_true(record, decomposed["text"])
        assert values(record) == values(EXTRACTOR(article))


def test_a_stream_goes_on_behind_what_it_rejects() -> None:
    bad = {"text": " ", "id": "b"}
    one, rejected, two = EXTRACTOR.stream(["Một.", bad, "Hai."], on_error="reject")
    assert isinstance(rejected, Rejected)
    assert (rejected.article, rejected.reason) == (bad, "'text' is empty")
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    with pytest.raises(ArticleError):
        list(EXTRACTOR.stream([bad]))
    with pytest.raises(ValueError, match="'raise' or 'reject'"):
        EXTRACTOR.stream([], on_error="skip")  # type: ignore[call-overload]


def test_articles_read_together_are_as_each_by_itself() -> None:
    articles = ["Ngày 5/6/2020, ông Nguyễn Văn A đến Huế.", {"text": "Tăng 5%.", "title": "Giá"}, "Tăng 5%."]
    assert EXTRACTOR.together(articles) == [EXTRACTOR(article) for article in articles]
    assert EXTRACTOR.together([]) == []
    with pytest.raises(ArticleError):
        EXTRACTOR.together(["Một.", ""])


def test_a_stream_in_processes_is_the_same_stream(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "group: titles\nentries:\n  - {id: my.title, forms: [Đại trang chủ], kind: management}\n", encoding="utf-8"
    )
    extractor = Extractor(tmp_path, ner=None)
    text = "Chiều qua, Đại trang chủ Nguyễn Văn Mẫu nhận {} tấn."
    articles: list[Any] = [{"id": str(n), "text": text.format(n), "published": "2020-06-05"} for n in range(50)]
    wanted = list(extractor.stream(articles, with_text=True))
    assert "my.title" in {title.rule for title in wanted[0].officials[0].titles}
    assert list(extractor.stream(iter(articles), with_text=True, n_process=2)) == wanted
    assert list(extractor.stream(pandas.DataFrame(articles[:3]), with_text=True, n_process=-1)) == wanted[:3]
    bad = {"text": " "}
    found = list(extractor.stream([*articles[:30], bad, *articles[30:]], n_process=2, on_error="reject"))
    assert found[30] == Rejected(bad, "'text' is empty")
    assert found[31] == extractor(articles[30])
    stream = extractor.stream([*articles[:30], bad], n_process=2)
    assert [next(stream).id for _ in range(30)] == [str(n) for n in range(30)]
    with pytest.raises(ArticleError, match="'text' is empty"):
        next(stream)
    with pytest.raises(ValueError, match="n_process is 0"):
        extractor.stream(articles, n_process=0)


def test_a_stream_in_processes_is_lazy() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "Tăng 5%."

    stream = EXTRACTOR.stream(endless(), n_process=2)
    assert taken == 0
    assert next(stream) == EXTRACTOR("Tăng 5%.")
    assert taken < 500
    stream.close()  # type: ignore[attr-defined]


def test_what_trips_the_extractor_is_rejected_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(self: Extractor, document: Any) -> Any:
        raise RuntimeError("tripped")

    monkeypatch.setattr(Extractor, "_read", trip)
    (rejected,) = EXTRACTOR.stream(["Một."], on_error="reject")
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "RuntimeError: tripped"


def test_a_data_frame_is_its_rows() -> None:
    frame = pandas.DataFrame(
        {
            "Nội dung": ["Hôm qua, xã họp.", "Hai.", pandas.NA],
            "Ngày": [pandas.Timestamp("2020-06-05"), pandas.NaT, pandas.NaT],
            "views": pandas.array([1, None, 3], dtype="Int64"),
        },
        index=pandas.Index([7, 8, 9], name="id"),
    )
    one, two, rejected = EXTRACTOR.stream(frame, on_error="reject")
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    assert (one.id, one.published, one.dates[0].value, two.id, two.published) == (
        "7",
        "2020-06-05",
        "2020-06-04",
        "8",
        None,
    )
    assert isinstance(rejected, Rejected)
    assert [from_json(to_json(record)).source for record in (one, two)] == [{"views": 1}, {"views": None}]


def test_a_lead_of_its_own_is_read_with_the_text_that_offsets_are_of() -> None:
    record = EXTRACTOR({"sapo": "Ngày 5/6/2020, xã họp.", "content": "Có 12 hộ."})
    assert record.text == "Ngày 5/6/2020, xã họp.\n\nCó 12 hộ."
    assert [record.text[item.start : item.end] for _, item in record.items()] == ["Ngày 5/6/2020", "12 hộ"]
    assert EXTRACTOR({"content": "Có 12 hộ."}).text is None


def test_four_times_the_text_takes_four_times_the_calls() -> None:
    """Counted, not timed, so that a busy machine changes nothing; names and dates beside figures once made it 4.6."""
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in SAMPLES)
    EXTRACTOR(text)  # fills what is remembered

    def calls(given: str) -> int:
        profile = cProfile.Profile()
        profile.runcall(EXTRACTOR, given)
        return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]

    assert calls("\n\n".join([text] * 4)) < 4.2 * calls(text)

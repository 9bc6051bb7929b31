"""Dates: the tables of examples beside this file, bounds, warnings, rules, and effort linear in length."""

import re
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from extract.article import Article
from extract.document import Document
from extract.entries import DatePatternEntry
from extract.kinds.dates import DateExtractor
from extract.kinds.dates.parts import Parts
from extract.lexicon import Lexicon, LexiconError, TimedPattern, default_lexicon
from extract.record import Date
from tests.kinds.tables import lines, rows, stated, values

MARK = re.compile(r"\{([^{}=]+)=([^{}|]+)((?: \| [^{}|]+)*)\}")
REFERENCE = "2020-06-05"


POSITIVE = lines("dates_examples.txt")
NEGATIVE = lines("dates_negative.txt")


@pytest.fixture(scope="module")
def extractor() -> DateExtractor:
    return DateExtractor(default_lexicon())


@pytest.fixture(scope="module")
def find(extractor: DateExtractor) -> Callable[..., list[Date]]:
    def dates(text: str, published: str | None = REFERENCE) -> list[Date]:
        return extractor(Document(Article(text=text, published=published)))

    return dates


def kind_of(value: str) -> str:
    if value.startswith("P"):
        return "duration"
    if "/" in value:
        return "interval"
    return "time" if re.search(r"T\d", value) else "date"


def parse(line: str) -> tuple[str | None, str, list[dict[str, Any]]]:
    """The day of publication, the plain text, and the dates marked in it."""
    reference, marked = line.split(": ", 1)
    text, read, dates = "", 0, []
    for mark in MARK.finditer(marked):
        text += marked[read : mark.start()]
        words, value, fields = mark.groups()
        item = {"start": len(text), "end": len(text) + len(words), "value": value, "type": kind_of(value)}
        dates.append(item | stated(fields.split(" | ")[1:], Date))
        text += words
        read = mark.end()
    return None if reference == "-" else reference, text + marked[read:], dates


def test_the_tables_are_as_large_as_promised() -> None:
    assert sum(len(MARK.findall(line)) for line in POSITIVE) >= 400
    assert len(POSITIVE) >= 400
    assert len(NEGATIVE) >= 150
    assert len(set(POSITIVE)) == len(POSITIVE)
    assert len(set(NEGATIVE)) == len(NEGATIVE)


@pytest.mark.parametrize("line", rows("dates_examples.txt"))
def test_examples(line: str, find: Callable[..., list[Date]]) -> None:
    reference, text, wanted = parse(line)
    found = find(text, reference)
    asked = wanted + [{"start": None, "end": None, "value": None, "rule": None}] * (len(found) - len(wanted))
    assert [values(date, fields, text) for date, fields in zip(found, asked, strict=False)] == wanted


@pytest.mark.parametrize("line", rows("dates_negative.txt"))
def test_what_is_no_date(line: str, find: Callable[..., list[Date]]) -> None:
    assert [(line[d.start : d.end], d.value, d.rule) for d in find(line)] == []


@pytest.mark.parametrize(
    ("text", "begin", "finish"),
    [
        ("Ngày 5/6/2020, xã họp.", "2020-06-05", "2020-06-05"),
        ("Chiều 5/6, xã họp.", "2020-06-05", "2020-06-05"),
        ("Lúc 14h30 ngày 5/6, xã họp.", "2020-06-05", "2020-06-05"),
        ("Tháng 2/2020, xã họp.", "2020-02-01", "2020-02-29"),
        ("Quý IV/2019, lãi tăng.", "2019-10-01", "2019-12-31"),
        ("Năm 2019, lãi tăng.", "2019-01-01", "2019-12-31"),
        ("Tuần trước, xã họp.", "2020-05-25", "2020-05-31"),
        ("Những năm 1990, làng nghèo.", "1990-01-01", "1999-12-31"),
        ("Thế kỷ XX, làng nghèo.", "1900-01-01", "1999-12-31"),
        ("Giai đoạn 2015-2020, xã phát triển.", "2015-01-01", "2020-12-31"),
        ("9 tháng đầu năm 2019, lãi tăng.", "2019-01-01", "2019-09-30"),
        ("Từ 28/5 đến 2/6, trời mưa.", "2020-05-28", "2020-06-02"),
        ("Sáng mùng 1 Tết Canh Tý, trời mưa.", "2020-01-25", "2020-01-25"),
        ("Trong 5 năm qua, xã phát triển.", None, None),
        ("Năm 111 TCN, thành đổ.", None, None),
        ("Từ 10/6/2020 đến 5/6/2020, trời mưa.", None, None),
    ],
)
def test_first_and_last_day(text: str, begin: str | None, finish: str | None, find: Callable[..., list[Date]]) -> None:
    (found,) = find(text)
    assert (found.begin, found.finish) == (begin, finish)


def test_an_unknown_year_has_no_bounds(find: Callable[..., list[Date]]) -> None:
    (found,) = find("Sáng 13-12, xã họp.", None)
    assert (found.value, found.begin, found.finish) == ("XXXX-12-13TMO", None, None)


def test_a_day_named_late_is_that_of_the_words_before_it(find: Callable[..., list[Date]]) -> None:
    beginning = "Ông Hale hôm nay bác bỏ tin hai con tàu bị bắn hôm qua. "
    filler = "Tàu vẫn nổi và được kéo vào bờ. " * 30
    assert [date.value for date in find(beginning + filler + "Hai con tàu bị bắn sáng 13/6.", None)] == [
        "XXXX-06-14",
        "XXXX-06-13",
        "XXXX-06-13TMO",
    ]
    # A day alone may be that of anything.
    first, *_ = find(beginning + filler + "Tin khác: thị trường ngày 13/6.", None)
    assert first.value == "XXXX-06-13"


def test_an_impossible_day_stays_unresolved_and_is_warned_of(extractor: DateExtractor) -> None:
    document = Document(Article(text="Ngày 31/2/2020, xã họp.", published=REFERENCE))
    (found,) = extractor(document)
    assert (found.value, found.begin, found.finish) == ("2020-02-31", None, None)
    assert any("31/2/2020" in warning for warning in document.warnings)


def test_a_weekday_that_is_another_is_warned_of(extractor: DateExtractor) -> None:
    document = Document(Article(text="Chủ nhật, 2/6/2018, chợ mở. Thứ Bảy, 2/6/2018, chợ đóng."))
    extractor(document)
    assert document.warnings == ["2/6/2018 is no Sunday"]


def test_months_and_days_out_of_range_are_no_dates(find: Callable[..., list[Date]]) -> None:
    assert find("Ngày 45/13, xã họp.") == []
    assert find("Lúc 27h80, xã họp.") == []


def test_results_are_sorted_and_apart(find: Callable[..., list[Date]]) -> None:
    text = " ".join(MARK.sub(r"\1", line.split(": ", 1)[1]) for line in POSITIVE)
    found = find(text)
    assert len(found) > 400
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_every_rule_is_in_the_lexicon(find: Callable[..., list[Date]]) -> None:
    lexicon = default_lexicon()
    for line in POSITIVE:
        reference, text, _ = parse(line)
        assert all(date.rule in lexicon for date in find(text, reference))


def test_same_values_in_other_spelling(find: Callable[..., list[Date]]) -> None:
    assert [d.value for d in find("Quí I/2020, so với cùng kì năm ngoái.")] == ["2020-Q1", "2019-Q1"]
    assert [d.value for d in find("THÁNG 6 NĂM 2020")] == ["2020-06"]


def test_a_user_can_add_and_switch_off_patterns(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "group: date_patterns\nentries:\n"
        "  - {id: my.fiscal, reading: time, forms: [\"niên khoản #\"], pattern: 'niên khoản (?P<y>{year})'}\n"
        "  - {id: date.year.nam, off: true}\n",
        encoding="utf-8",
    )
    extractor = DateExtractor(Lexicon.load(tmp_path))
    found = extractor(Document(Article(text="Niên khoản 2019 và năm 938 xưa.", published=REFERENCE)))
    assert [(d.rule, d.value) for d in found] == [("my.fiscal", "2019")]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{id: my.a, reading: nothing, forms: [\"#\"], pattern: 'a'}", "Invalid enum value 'nothing'"),
        ("{id: my.a, set: {moth: 1}, forms: [\"#\"], pattern: 'a'}", "no field 'moth' to set; use one of day"),
        ("{id: my.a, reading: list, forms: [\"#\"], pattern: '(?P<d>1)'}", "'list' takes a group 'more'"),
        ("{id: my.a, reading: time, forms: [\"#\"], pattern: '{nowhere}'}", "no date part 'nowhere'"),
        ("{id: my.a, reading: time, forms: [\"#\"], pattern: '(a'}", "does not compile"),
        ("{id: my.a, reading: time, left: nowhere, forms: [\"#\"], pattern: 'a'}", "no date part 'nowhere'"),
    ],
)
def test_a_wrong_pattern_is_reported_with_its_line(entry: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(f"group: date_patterns\nentries:\n  - {entry}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=message) as caught:
        DateExtractor(Lexicon.load(tmp_path))
    assert "mine.yaml:3" in str(caught.value)


@pytest.mark.parametrize(
    ("pieces", "message"),
    [
        ({"a": "{a}"}, "mine.yaml:3: the date part stands within itself"),
        ({"a": "{b}", "b": "{a}"}, "mine.yaml:3: the date part stands within itself"),
        ({"a": "{b}" * 99, "b": "x" * 999}, "mine.yaml:3: 'my.a': the pattern is too long with its pieces put in"),
        ({"b": "{none}"}, "mine.yaml:3: there is no date part 'none'"),
    ],
)
def test_wrong_pieces_are_reported_with_their_line(pieces: dict[str, str], message: str, tmp_path: Path) -> None:
    entries = [f"  - {{id: my.{name}, name: after_{name}, pattern: '{text}'}}" for name, text in pieces.items()]
    text = "\n".join(entries)
    for name in pieces:
        text = text.replace(f"{{{name}}}", f"{{after_{name}}}")
    (tmp_path / "mine.yaml").write_text(f"group: date_parts\nentries:\n{text}\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        DateExtractor(Lexicon.load(tmp_path))
    assert message in str(caught.value)


def test_a_line_of_decisions_is_ones_own_or_off(tmp_path: Path) -> None:
    document = Document(Article(text="Xe đưa bà vào bệnh viện 19/8."), default_lexicon())
    (tmp_path / "mine.yaml").write_text(
        "group: date_decisions\nentries:\n  - {id: date.is.day.place, off: true}\n", encoding="utf-8"
    )
    assert DateExtractor(default_lexicon())(document) == []
    assert len(DateExtractor(Lexicon.load(tmp_path))(document)) == 1


def test_a_fact_that_there_is_not_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "group: date_decisions\nentries:\n  - {id: my.a, about: day, when: [before plaec], answer: none}\n",
        encoding="utf-8",
    )
    with pytest.raises(LexiconError) as caught:
        DateExtractor(Lexicon.load(tmp_path))
    assert "mine.yaml:3: 'my.a': no fact 'before plaec' of a time; did you mean 'before place'?" in str(caught.value)


def test_patterns_that_hold_a_users_piece_are_timed(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "group: date_parts\nentries:\n  - {id: date.part.stem, name: stem, pattern: '(?P<stem>giáp|ất)'}\n",
        encoding="utf-8",
    )
    lexicon = Lexicon.load(tmp_path)
    patterns = {entry.id: Parts(lexicon).compiled(entry) for entry in lexicon.entries(DatePatternEntry)}
    timed = {entry_id for entry_id, pattern in patterns.items() if isinstance(pattern, TimedPattern)}
    assert {"date.cycle", "date.tet", "date.day.tet"} <= timed  # they hold it within another piece
    assert not timed & {"date.day.iso", "date.day.d-m", "date.quarter"}


ADVERSARIAL = {
    "digits": "1234567890",
    "slashes": "5/6/",
    "dates": "5/6/2020, ",
    "hyphens": "5-6-",
    "numbers": "12 ",
    "days": "ngày 5, ",
    "lists": "1, 2, 3, ",
    "years": "2015-2020-",
    "words": "hai mươi ",
    "units": "năm năm ",
    "clock": "8h30-",
    "opens": "ngày tháng năm ",
    "weekdays": "thứ năm thứ ",
    "quotes": 'danh hiệu "năm 2019',
    "said": '"hôm nay, hôm 2/10, hôm 5/10 ',
    "years beside": "giải đấu năm 2015, giải đấu năm nay, năm ngoái ",
}


@pytest.mark.parametrize("published", [REFERENCE, None], ids=["dated", "undated"])
@pytest.mark.parametrize("piece", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_effort_is_linear_in_length(piece: str, published: str | None, extractor: DateExtractor) -> None:
    def seconds(size: int) -> float:
        document = Document(Article(text=(piece * (size // len(piece) + 1))[:size], published=published))
        _ = document.sentences, document.skipped
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            extractor(document)
            best = min(best, time.process_time() - start)
        return best

    short, long = seconds(4_000), seconds(40_000)
    # Ten times the length: ten times the time, with room for a noisy machine; a quadratic rule would be at a hundred.
    assert long < 30 * max(short, 1e-4)

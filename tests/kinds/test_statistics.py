"""Statistics, against tables of examples with everything that is to be found in them, and of sentences without any."""

import json
from typing import Any

import pytest
import regex

from extract.agreement import same_phrase
from extract.article import Article
from extract.document import Document
from extract.kinds.names import Name
from extract.kinds.statistics import StatisticExtractor
from extract.kinds.statistics.features import Features, Figure
from extract.kinds.statistics.phrases import Phrases, Places, Sentence
from extract.kinds.statistics.words import Quantity, WordReader
from extract.lexicon import Lexicon
from extract.pipeline import Extractor
from extract.record import Award, Date, Statistic
from extract.resources import DATA
from tests.kinds.tables import lines, rows, stated, values

FIGURE = regex.compile(r"(\w+) (-?[\d.]+?)(?:\.\.([\d.]+))?(?:/([\d.]+))?(?: (.+))?")


@pytest.fixture(scope="module")
def extractor() -> StatisticExtractor:
    return StatisticExtractor(Lexicon.load())


@pytest.fixture(scope="module")
def whole() -> Extractor:
    """With the names and dates beside the figures, which tell much of what these measure."""
    return Extractor()


def read(row: str) -> tuple[str, list[dict[str, Any]], list[Date], list[Award]]:
    """The text of an example, what is to be found in it, and the dates and awards marked in it."""
    text, wanted, dates, awards = "", [], [], []
    for part in regex.split(r"(\[[^]]*\]|\{[^}]*\}|<[^>]*>)", row):
        start = len(text)
        if part.startswith("["):
            form, _, rest = part[1:-1].partition("|")
            text += form
            figure, *fields = rest.split("; ")
            kind, value, value_max, total, unit = FIGURE.fullmatch(figure).groups()  # type: ignore[union-attr]
            item = {
                "start": start,
                "end": len(text),
                "kind": kind,
                "unit": unit or "",
                "modifier": None,
                "change": None,
            }
            item |= {"value": number(value), "value_max": number(value_max), "total": number(total)}
            wanted.append(item | stated(fields, Statistic, words=("base", "period")))
        elif part.startswith("{"):
            text += part[1:-1]
            dates.append(Date(start=start, end=len(text), rule="given", type="date", value="2022"))
        elif part.startswith("<"):
            text += part[1:-1]
            awards.append(Award(start=start, end=len(text), rule="given", name=part[1:-1]))
        else:
            text += part
    return text, wanted, dates, awards


def number(text: str | None) -> int | float | None:
    if text is None:
        return None
    return float(text) if "." in text else int(text)


def found(extractor: StatisticExtractor, row: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What was found and what was wanted, with the optional fields where they are wanted."""
    text, wanted, dates, awards = read(row)
    got = []
    for index, item in enumerate(extractor(Document(Article(text=text)), dates, [], awards)):
        asked = wanted[index] if index < len(wanted) else {"start": None, "end": None, "rule": None}
        period = {"period": text[dates[item.period].start : dates[item.period].end]} if item.period is not None else {}
        got.append({name: period.get(name, value) for name, value in values(item, asked, text).items()})
    return got, wanted


@pytest.mark.parametrize("row", rows("statistics_examples.txt"))
def test_example(extractor: StatisticExtractor, row: str) -> None:
    got, wanted = found(extractor, row)
    assert got == wanted


@pytest.mark.parametrize("row", rows("statistics_negative.txt"))
def test_nothing_to_find(extractor: StatisticExtractor, row: str) -> None:
    assert found(extractor, row) == ([], [])


MEASURED = lines("statistics_measured.txt")


def measured(extractor: Extractor, row: str) -> tuple[list[str | None], list[str | None]]:
    """The subject and entity of the figure in brackets, and those wanted."""
    sentence, *wanted = row.removeprefix("? ").split(" | ")
    start = sentence.index("[")
    text = sentence.replace("[", "").replace("]", "")
    item = next(item for item in extractor(text).statistics if item.start == start)
    return [item.subject, item.entity], [None if phrase == "-" else phrase for phrase in wanted]


def agrees(extractor: Extractor, row: str) -> bool:
    got, wanted = measured(extractor, row)
    return all(map(same_phrase, wanted, got))


@pytest.mark.parametrize("row", [row for row in MEASURED if not row.startswith("?")])
def test_what_a_figure_measures_and_whose_it_is(whole: Extractor, row: str) -> None:
    assert agrees(whole, row), measured(whole, row)


def test_few_of_all_figures_are_misread(whole: Extractor) -> None:
    assert sum(agrees(whole, row) for row in MEASURED) >= 0.86 * len(MEASURED)


def test_what_is_measured_goes_on_and_ends_with_the_sentence(extractor: StatisticExtractor) -> None:
    text = "Giá bạc tăng 1,2%, tương đương 0,3 USD. Hai bên ký kết."
    items = extractor(Document(Article(text=text)), [], [], [])
    assert [(item.unit, item.subject) for item in items] == [("%", "Giá bạc"), ("USD", "Giá bạc"), ("bên", None)]


def test_a_phrase_is_copied_from_the_article_and_ends_with_words(extractor: StatisticExtractor) -> None:
    text = 'Theo "Hội Nước Mắm" (khóa 2), giá muối tăng 15%; sản lượng của hội: 300 tấn muối.'
    for item in extractor(Document(Article(text=text)), [], [], []):
        for phrase in (item.subject, item.entity):
            assert phrase is None or (phrase in text and phrase[0].isalnum() and phrase[-1].isalnum())


def test_pairs_names_and_numbers_are_one_word_each() -> None:
    text = "Sản lượng của Công ty Lúa Vàng năm 2021 đạt hơn 1,2 triệu tấn gạo"
    figure = Quantity(text.index("1,2"), text.index(" gạo"), units=1)
    name, date = text.index("Công"), text.index("năm")
    marks = [(name, date - 1, "organization"), (date, date + 8, "date")]
    words = WordReader(Lexicon.load())(text, (0, len(text)), [figure], marks)
    assert [word.word for word in words.words] == ["sản lượng", "của", "công ti", "@", "đạt", "hơn", "#", "tấn", "gạo"]
    assert [word.name for word in words.words] == ["", "", "organization", "date", "", "", "", "", ""]
    assert [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)][2:4] == ["Công ty Lúa Vàng", "năm 2021"]
    assert [word.part for word in words.words[1:]] == ["E", "Np", "", "V", "A", "M", "Nu", "N"]
    assert words.touched(figure.start, figure.end) == (6, 8)


def test_features_tell_where_a_phrase_stands_and_what_is_between_it_and_the_figure() -> None:
    text = "Nay giá vàng, bạc của tiệm tăng 5% so với năm trước."
    figure = Quantity(text.index("5%"), text.index(" so"), units=0)
    words = WordReader(Lexicon.load())(text, (0, len(text)), [figure], [])
    assert [word.word for word in words.words[:8]] == ["nay", "giá vàng", ",", "bạc", "của", "tiệm", "tăng", "#"]
    every = list(range(len(words)))
    sentence = Sentence(words, Places(every, every), Features[list[str]](lambda names: names))
    phrases = Phrases(sentence, Figure(7, 7, 8, "percentage", "%", "increase"))
    first, begun, reach = phrases.begins[1]
    last, ended = phrases.ends[reach][1]
    assert (first, last) == (1, 2)
    assert {"bd=L6-8", "bm=L1001", "bb=L10 nay", "bw=Lpercentage giá vàng", "bq=L tăng"} <= {*begun}
    assert {"ed=L4-5", "em=L0001", "ea=Lpercentage bạc", "eg=L bạc của tiệm tăng"} <= {*ended}
    assert [name for name in ended if name.startswith("m=")] == ["m=tăng", "m=tiệm", "m=của", "m=bạc"]
    (told,) = phrases.told(1, [(first, last)], None, (4, 4))
    assert {"p=L2", "pi=L,", "o-=bạc", "o-d=L2", "g=L<tăng", "fk=LpercentageNp|N"} <= {*told}
    behind = phrases.told(0, [(10, 10), (5, 5)], None, None)
    assert ["g=Ltăng" in behind[0], "g=L<|tăng" in behind[1]] == [False, True]


def test_what_joins_phrases_is_told_of_those_that_hold_it_and_what_links_figures_between_them() -> None:
    words = WordReader(Lexicon.load())(
        text := "lead, change của head còn 5 hộ", (0, len(text)), [Quantity(26, 30, 1)], []
    )
    assert [words.flagged[word.flag] for word in words.words[:5]] == [(), (",",), (), ("của",), ()]
    assert words.flagged[words.flags[5] - words.flags[0]] == (",", "của")
    assert [word.between for word in words.words[:6]] == ["w", ",", "w", "lead", "w", "còn"]


def test_the_verb_is_that_of_the_figure_and_of_its_clause() -> None:
    words = WordReader(Lexicon.load())(text := "Tỉnh có mưa; 5 hộ bị ngập", (0, len(text)), [Quantity(13, 17, 1)], [])
    every = list(range(len(words)))
    sentence = Sentence(words, Places(every, every), Features[list[str]](lambda names: names))
    (told,) = Phrases(sentence, Figure(4, 5, 5, "count", "hộ", None)).told(0, [(0, 0)], None, None)
    assert "g=L>|" in told and "g=L<có" not in told


def test_weights_come_from_the_labels_of_no_text() -> None:
    """Names of features hold no more than two words of an article behind each other, beside the figure's own."""
    for name in ("subject", "entity"):
        weights = json.loads((DATA / "statistics" / f"{name}.json").read_text(encoding="utf-8"))
        assert len(weights) > 10_000
        assert max(len(feature.split()) for feature in weights) <= 8


def test_the_tables_are_long_enough() -> None:
    positive = sum(len(read(row)[1]) for row in lines("statistics_examples.txt"))
    assert positive >= 300
    assert len(lines("statistics_negative.txt")) >= 150


def test_numbers_inside_names_belong_to_the_names(extractor: StatisticExtractor) -> None:
    document = Document(Article(text="Công ty May 10 tuyển 300 công nhân."))
    name = Name("organization", 0, 14, 1.0, "given")
    assert [item.value for item in extractor(document, [], [name], [])] == [300]


def test_a_figure_that_an_engine_took_into_a_name_is_a_figure(extractor: StatisticExtractor) -> None:
    document = Document(Article(text="Hội đồng nhân dân bầu 60 đại biểu. Trung tâm Cấp cứu 115 TP Huế."))
    names = [Name("organization", 0, 24, 0.8, "given"), Name("organization", 35, 63, 0.8, "given")]
    assert [item.unit for item in extractor(document, [], names, [])] == ["đại biểu"]


def test_units_are_normalised_beside_the_words_of_the_article(extractor: StatisticExtractor) -> None:
    document = Document(Article(text="Đường dài 5 cây số, rộng 12 mét, giá 3 tỷ đồng, chở 2 Hành khách."))
    found = [(item.unit, item.normalised_unit) for item in extractor(document, [], [], [])]
    assert found == [("cây số", "km"), ("mét", "m"), ("VND", "VND"), ("Hành khách", "hành khách")]


def test_period_is_the_date_in_front_and_goes_on_in_a_list(extractor: StatisticExtractor) -> None:
    text, _, dates, _ = read("{Năm 2022}, xã thu 5 tỷ đồng, chi 4 tỷ đồng. {Năm 2023}, xã thu 6 tỷ đồng.")
    found = extractor(Document(Article(text=text)), dates, [], [])
    assert [(item.value, item.period) for item in found] == [(5 * 10**9, 0), (4 * 10**9, 0), (6 * 10**9, 1)]


def test_period_is_not_the_date_that_a_figure_is_compared_with(extractor: StatisticExtractor) -> None:
    text, _, dates, _ = read("Doanh thu tăng 5% so với {năm 2021}.")
    (item,) = extractor(Document(Article(text=text)), dates, [], [])
    assert item.period is None
    assert item.base is not None
    assert text[item.base.start : item.base.end] == "năm 2021"


def test_offsets_of_the_base_are_those_of_the_text_as_given() -> None:
    text = "Sản  lượng\u00a0lúa tăng 12% so với  cùng kỳ năm trước."
    (item,) = Extractor()(text).statistics
    assert item.base is not None
    assert text[item.base.start : item.base.end] == item.base.text == "cùng kỳ năm trước"


def test_every_find_names_its_rule(extractor: StatisticExtractor) -> None:
    document = Document(Article(text="Xã có 5 hộ, 3 tỷ đồng, 7 lọ mọ, gần 20 triệu."))
    assert [item.rule for item in extractor(document, [], [], [])] == [
        "noun.family",
        "unit.vnd",
        "noun.container",
        "stat.bare-amount",
    ]


def test_effort_is_linear_in_length(extractor: StatisticExtractor) -> None:
    text = "Xã có 5 hộ nghèo, giảm 3% so với năm trước, đạt 7/10 chỉ tiêu " * 500
    assert len(extractor(Document(Article(text=text)), [], [], [])) == 1500

"""What an analyst asks of a run first."""

from rich.console import Console

from extract import Extractor, Record
from extract.batch.stats import count
from extract.lexicon import default_lexicon
from extract.terminal import show_stats

ARTICLES = [
    {"text": "Ông Lê Văn Mẫu, Giám đốc Sở Y tế, nhận Bằng khen. Ông Mẫu cảm ơn.", "published": "2020-06-05"},
    {
        "text": "Ông Lê Văn Mẫu, Giám đốc Sở Y tế, và bà Lò Thị Sen, Chủ tịch Hội Nông dân, họp.",
        "published": "2019-01-02",
    },
    {"text": "Mưa lớn kéo dài."},
]


def test_people_offices_bodies_and_awards_are_counted_by_articles() -> None:
    extractor = Extractor(ner=None)
    found = count([*map(extractor, ARTICLES), Record(id="x", published="không rõ")], default_lexicon())
    assert found.published == ("2019-01-02", "2020-06-05")
    assert found.dateless == 2
    assert found.leading["people"] == {"Lê Văn Mẫu": 2, "Lò Thị Sen": 1}
    assert found.leading["offices"] == {"Giám đốc": 2, "Chủ tịch": 1}
    assert found.leading["bodies"]["Sở Y tế"] == 2
    assert found.leading["awards"] == {"Bằng khen": 1}
    console = Console(record=True, width=100)
    show_stats(found, 1, console)
    shown = console.export_text()
    for words in ("published from 2019-01-02 to 2020-06-05", "without a date of publication: 2 (50%)", "Lê Văn Mẫu"):
        assert words in shown
    assert "Lò Thị Sen" not in shown
    columns = [line.strip("┃ ").split() for line in shown.splitlines() if line.startswith("┃")]
    assert columns == [*[["name", "┃", "articles"]] * 4, ["kind", "┃", "count"]]


def test_one_is_counted_as_one() -> None:
    summary = count(map(Extractor(ner=None), ARTICLES[:1]), default_lexicon()).summary
    assert summary.told == "1 official, 1 award"
    summary.finds["statistics"] = 2
    assert summary.told == "1 official, 2 statistics, 1 award"


def test_nothing_at_all() -> None:
    found = count([], default_lexicon())
    assert (found.published, found.dateless, found.leading["people"]) == (None, 0, {})

"""The report of the sample articles in a real browser: search, filter, the way between text and tables, keys."""

import ast
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.looks import LOOKS
from extract.record import Date, Mention, Official, Record, Statistic, Title, to_json
from tests.report.browser import Watched, address, needs_chromium, violations
from tests.report.conftest import sample_records, write

pytestmark = needs_chromium

HA_GIANG = next(record.id for record in sample_records() if "Công an tỉnh Hà Giang" in (record.title or ""))
HOSTILE = (
    "<script>alert('text')</script><img src=x onerror=alert(1)> \"'&lt; \u202edcba\u202c \x00\x1b[31m \u2028 </script>"
)


@pytest.fixture
def watched(browser: Any) -> Iterator[Watched]:
    watched = Watched(browser, "file:")
    yield watched
    watched.close()
    assert watched.complaints == []


@pytest.fixture
def page(watched: Watched, samples_report: Path) -> Any:
    return watched.open(address(samples_report))


def count(page: Any, expected: str) -> None:
    page.wait_for_function("expected => document.getElementById('count').textContent === expected", arg=expected)


def titles(page: Any) -> list[str]:
    return [row.inner_text() for row in page.locator(".row .row-title").all()]


def opened(page: Any) -> str:
    return str(page.locator("main .headline").first.inner_text())


def search(page: Any, query: str) -> list[str]:
    """Search, and what the list shows then."""
    page.fill("#query", query)
    page.wait_for_function(
        "query => new URLSearchParams(location.hash.slice(1)).get('q') === (query || null)"
        " && document.getElementById('count').textContent.endsWith('articles')",
        arg=query,
    )
    page.wait_for_timeout(50)
    return titles(page)


def bar(page: Any, facet: str, name: str) -> Any:
    """The bar of one value of a facet in the overview."""
    return page.locator(f"[data-facet={facet}] .bar-row", has=page.get_by_text(name, exact=True))


def test_search_joins_words_keeps_phrases_and_takes_tones_or_leaves_them(page: Any) -> None:
    for query, expected in (
        ('"do khac mien"', 1),  # a name
        ("Đỗ Khắc Miên", 1),
        ("Đỗ Khác Miên", 0),  # other diacritics
        ("lung phin", 1),  # stands in the text alone
        ("phin mien lung", 1),  # all words, in any order
        ('"mien lung"', 0),  # not side by side
        ('"do khac mien" phin', 1),
        ('"khac mien" dao', 1),  # đ as d
        ("phing", 0),
        ("nguye", 12),  # a word that stands nowhere is the beginning of one
    ):
        assert len(search(page, query)) == expected, query
    assert len(search(page, "Hoà Bình")) == len(search(page, "Hòa Bình")) > 0  # tone placement
    search(page, "")
    count(page, "18 articles")


def test_an_article_opens_at_the_hit_and_leads_to_the_next(page: Any) -> None:
    assert "Hà Giang" in search(page, "cờ thi đua lũng")[0]
    page.wait_for_selector(".snippet b")
    assert page.locator(".snippet b").first.inner_text() in ("Cờ thi đua", "Lũng")
    page.keyboard.press("Enter")
    place = page.locator(".hits-at .place")
    place.wait_for()
    first, of = re.fullmatch(r"Hit (\d+) of (\d+)", place.inner_text()).groups()  # type: ignore[union-attr]
    assert hit_in_sight(page)
    assert page.evaluate("[...CSS.highlights.get('query')].length") == int(of)
    page.click("[aria-label='Next hit']")
    assert place.inner_text() == f"Hit {int(first) + 1} of {of}"
    assert hit_in_sight(page)
    page.locator("main").press("[")
    assert place.inner_text() == f"Hit {first} of {of}"
    assert "Article 1 of" in page.inner_text(".articles-at .place")


def hit_in_sight(page: Any) -> bool:
    return bool(
        page.evaluate(
            """() => {
                const [range] = CSS.highlights.get("hit");
                const hit = range.getBoundingClientRect();
                const frame = document.querySelector(".reader").getBoundingClientRect();
                return hit.height > 0 && hit.top >= frame.top + 30 && hit.bottom <= frame.bottom;
            }"""
        )
    )


def test_an_empty_result_says_so_and_offers_to_clear(page: Any) -> None:
    page.locator(".row").first.click()
    page.wait_for_selector("main mark")
    assert search(page, "khongcotunay") == []
    notice = page.locator("main .notice")
    notice.wait_for()
    assert page.locator("main mark").count() == 0
    assert "article=" not in page.url
    notice.locator("button").click()
    count(page, "18 articles")
    assert page.input_value("#query") == ""


def test_facets_narrow_to_the_count_they_show_and_live_in_the_address(
    watched: Watched, page: Any, samples_report: Path
) -> None:
    bar(page, "office", "Thứ trưởng").click()
    count(page, "8 of 18 articles")
    shown = bar(page, "person", "Đỗ Khắc Miên").locator(".bar-count").inner_text()
    bar(page, "person", "Đỗ Khắc Miên").click()
    count(page, f"{shown} of 18 articles")
    assert page.locator(".chip").all_inner_texts() == ["Person Đỗ Khắc Miên ×", "Office Thứ trưởng ×"]
    # A person and an office are one row's: those of others in the same article are not his.
    assert "Giám đốc" not in page.locator("[data-facet=office] .bar-name").all_inner_texts()
    again = watched.open(page.url)
    count(again, "1 of 18 articles")
    page.locator(".chip").first.click()
    page.wait_for_function("() => document.querySelectorAll('.chip').length === 1")
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('.chip').length === 2")
    watched.open(address(samples_report, person="Đỗ Khắc Miên", office="Giám đốc"))
    count(page, "0 of 18 articles")


def test_every_value_of_a_facet_is_listed_and_found(page: Any) -> None:
    whole = page.locator("[data-facet=person] .more")
    number = int(whole.inner_text().split()[-1])
    whole.click()
    page.wait_for_selector(".bars.many")
    assert page.locator(".bars.many li").count() == number > 100
    page.fill(".within", "khac mi")
    assert page.locator(".bars.many .bar-name").all_inner_texts() == ["Đỗ Khắc Miên"]
    page.locator(".bars.many .bar-row").click()
    count(page, "1 of 18 articles")


def test_from_a_person_to_all_articles(watched: Watched, samples_report: Path) -> None:
    page = watched.open(address(samples_report, article=HA_GIANG))
    page.locator("mark.k-mention", has_text="Đỗ Khắc Miên").first.click()
    page.locator(".panel .narrow").first.click()
    page.wait_for_selector(".chip")
    assert page.locator(".chip").inner_text() == "Person Đỗ Khắc Miên ×"


def test_filter_by_date_published_or_mentioned(page: Any) -> None:
    page.fill("#from", "2020-06-01")
    page.fill("#to", "2020-06-30")
    count(page, "1 of 18 articles")
    page.select_option("#dated", "mentioned")
    page.fill("#from", "1900-01-01")
    page.fill("#to", "1965-01-01")
    page.wait_for_function("() => /^[1-9]\\d? of 18/.test(document.getElementById('count').textContent)")


def test_what_is_found_can_be_saved_and_copied(browser: Any, samples_report: Path, tmp_path: Path) -> None:
    watched = Watched(browser, "file:", permissions=["clipboard-read", "clipboard-write"])
    page = watched.open(address(samples_report, q='"khac mien"', hide="dates"))
    record = next(record for record in sample_records() if record.id == HA_GIANG)

    def saved(name: str) -> bytes:
        page.click("#save summary")
        with page.expect_download() as download:
            page.click(f"[data-save={name}]")
        return Path(download.value.path()).read_bytes()

    assert saved("saveJsonl") == to_json(record) + b"\n"
    rows = list(csv.DictReader(saved("saveCsv").decode("utf-8-sig").splitlines()))
    items = [(kind, item) for kind, item in record.items() if kind != "date"]
    told = sorted((row["kind"], int(row["start"]), int(row["end"]), row["text"]) for row in rows)
    assert told == sorted((kind, item.start, item.end, item.text) for kind, item in items)
    page.click("#save summary")
    page.click("[data-save=copy]")
    page.wait_for_function("() => document.getElementById('saved').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()").startswith("article\tpublished\theadline")
    watched.close()
    assert watched.complaints == []


def test_kinds_are_switched_off_in_list_text_and_tables(watched: Watched, samples_report: Path) -> None:
    page = watched.open(address(samples_report, article=HA_GIANG))
    assert page.locator("mark.k-award").count() and page.locator(".finds.g-awards").count() == 1
    page.click("button[data-group=awards]")
    assert page.get_attribute("button[data-group=awards]", "aria-pressed") == "false"
    assert page.evaluate("document.activeElement.dataset.group") == "awards"
    assert page.locator("mark.k-award").count() == page.locator(".finds.g-awards").count() == 0
    for group in ("people", "titles", "dates", "statistics", "documents"):
        page.click(f"button[data-group={group}]")
    assert page.locator("mark").count() == 0
    page.click("button[data-group=awards]")
    page.wait_for_function("() => document.getElementById('count').textContent.includes(' of 18')")
    assert page.locator("mark.k-award").count()


def test_overview_counts_what_the_records_hold(page: Any) -> None:
    records = sample_records()
    shown = dict(
        zip(page.locator(".total dt").all_inner_texts(), page.locator(".total dd").all_inner_texts(), strict=True)
    )
    assert shown == {
        "Articles": str(len(records)),
        "People": str(sum(len(record.officials) for record in records)),
        "Titles": str(sum(len(official.titles) for record in records for official in record.officials)),
        "Dates": str(sum(len(record.dates) for record in records)),
        "Statistics": str(sum(len(record.statistics) for record in records)),
        "Awards": str(sum(len(record.awards) for record in records)),
        "Documents": str(sum(len(record.documents) for record in records)),
    }


def test_every_find_is_marked_where_it_stands(watched: Watched, samples_report: Path) -> None:
    """All words of every article, found again in the marks that name it, whatever is nested in what."""
    records = sample_records()
    page = watched.open(address(samples_report))
    for record in records:
        page.evaluate("id => { location.hash = '#article=' + id }", record.id)
        page.wait_for_function(f"() => document.querySelector('.facts .id')?.textContent === '{record.id}'")
        marked = page.evaluate(
            """() => {
                const words = {};
                for (const mark of document.querySelectorAll("main mark"))
                    for (const find of mark.dataset.finds.split(" "))
                        words[find] = (words[find] || "") + mark.textContent;
                return Object.values(words);
            }"""
        )
        squeezed = sorted("".join(item.text.split()) for _, item in record.items())
        assert sorted("".join(words.split()) for words in marked) == squeezed


def test_click_leads_from_text_to_table_and_back(watched: Watched, samples_report: Path) -> None:
    page = watched.open(address(samples_report, article=HA_GIANG))
    mark = page.locator("mark.k-award", has_text="Huân chương Chiến công hạng Nhì").first
    mark.click()
    row = page.locator(".to.chosen")
    assert row.inner_text() == "Huân chương Chiến công hạng Nhì"
    assert in_sight(page, ".to.chosen", ".tables")
    link = page.locator(".finds.g-people .to", has_text="Trần Thu Nguyệt")
    link.click()
    chosen = page.locator("mark.chosen")
    assert chosen.inner_text() == "Trần Thu Nguyệt"
    assert in_sight(page, "mark.chosen", ".reader")


def in_sight(page: Any, selector: str, frame: str) -> bool:
    return bool(
        page.evaluate(
            """([selector, frame]) => {
                const inner = document.querySelector(selector).getBoundingClientRect();
                const outer = document.querySelector(frame).getBoundingClientRect();
                return inner.top >= outer.top && inner.bottom <= outer.bottom;
            }""",
            [selector, frame],
        )
    )


def test_the_panel_says_value_and_rule_of_what_is_pointed_at_or_chosen(watched: Watched, samples_report: Path) -> None:
    page = watched.open(address(samples_report, article=HA_GIANG))
    panel = page.locator(".panel")
    assert "Point at a find" in panel.inner_text()
    page.locator("mark.k-statistic", has_text="86,4%").hover()
    record = next(record for record in sample_records() if record.id == HA_GIANG)
    (figure,) = (item for item in record.statistics if item.text == "86,4%")
    said = panel.inner_text()
    assert figure.rule in said and "86.4%" in said and str(figure.subject) in said
    box = panel.bounding_box()
    page.mouse.move(5, 5)
    assert panel.bounding_box() == box  # it stays where it is, over nothing
    page.locator("mark.k-date").first.focus()
    assert record.dates[0].value in panel.inner_text()
    page.locator("mark.k-award").first.click()
    page.mouse.move(5, 5)
    assert record.awards[0].rule in panel.inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".chosen").count() == 0


def test_what_belongs_to_the_chosen_find_is_shown_in_the_text(watched: Watched, samples_report: Path) -> None:
    page = watched.open(address(samples_report, article=HA_GIANG))
    page.locator("mark.k-award", has_text="Cờ thi đua").first.click()
    assert sorted(page.locator(".party").all_inner_texts()) == ["giver", "recipient"]
    related = page.evaluate("[...CSS.highlights.get('related')].map((range) => range.toString())")
    assert sorted(related) == ["Bộ Công an", "Công an tỉnh Hà Giang"]
    assert page.locator(".lines path").count() == 2
    page.locator("mark.k-title", has_text="Thượng tá").first.click()
    assert page.locator(".party").all_inner_texts() == ["holder"]


@pytest.mark.parametrize("locale", ["vi-VN", "de-DE"])
def test_the_page_speaks_the_browsers_language_until_it_is_switched(
    browser: Any, samples_report: Path, locale: str
) -> None:
    watched = Watched(browser, "file:", locale=locale)
    page = watched.open(address(samples_report, article=HA_GIANG))
    spoken, other = ("vi", "en") if locale == "vi-VN" else ("en", "vi")
    for language in (spoken, other):
        assert page.get_attribute("html", "lang") == language
        expected = ["Người", "Số liệu", "86,4%"] if language == "vi" else ["People", "Statistics", "86.4%"]
        assert all(word in page.inner_text("body") for word in expected)
        page.click("#language")
        page.wait_for_function(f"() => document.documentElement.lang !== '{language}'")
        page.wait_for_timeout(100)
    page.click("#language")
    again = watched.open(address(samples_report))
    assert again.get_attribute("html", "lang") == other
    watched.close()
    assert watched.complaints == []


WARNINGS = {
    "text was converted from TCVN3": "văn bản được chuyển mã từ TCVN3",
    "text looks like another language or Vietnamese without its marks: little is found": "tiếng Việt không dấu",
    "published 'hôm kia' cannot be read as a day: left aside": "không đọc được ngày đăng 'hôm kia': bỏ qua",
    "published unknown: 1 date left without a year": "không rõ ngày đăng: 1 mốc thời gian không rõ năm",
    "published unknown: the year of 2 dates was inferred": "năm của 2 mốc thời gian được suy ra",
    "there is no day 31/4/2020": "không có ngày 31/4/2020",
    "5/6/2020 is no Monday": "5/6/2020 không phải thứ Hai",
    "title 'chủ tich' read as 'Chủ tịch'": "chức danh “chủ tich” được hiểu là “Chủ tịch”",
    "document 'Luật 5/2020/NĐ-CP': its code is that of a Nghị định": "ký hiệu là của loại Nghị định",
    "document 'Luật 5/1900/QH': its year is before 1945": "văn bản “Luật 5/1900/QH”: năm trước 1945",
    "document 'Luật 5/2030/QH': its year is behind the day of publication": "năm sau ngày đăng bài",
    "document 'Luật 5/…/X': its code is that of A, but B alone issues it": "là của A, nhưng chỉ B ban hành loại này",
    "document 'x': the National Assembly of its code, number 14, did not sit in 2001": "khóa 14 trong ký hiệu",
    "document 'x': it is said to be of 2020-05-06": "bài viết rằng ban hành ngày 2020-05-06",
    "id 'a' is that of an earlier article too: this one became 'a~2'": "mã 'a' đã có ở bài trước: bài này thành 'a~2'",
    "the id has 600 characters: it is cut and ends in a digest of all": "mã dài 600 ký tự",
    "the id has characters that databases do not take: they became U+FFFD": "thay bằng U+FFFD",
    "7 cells in a table of 5 columns; check its quotes; id 9 is that of an earlier article too: this one became 8": (
        "7 ô trong bảng 5 cột; hãy xem lại dấu ngoặc kép; mã 9 đã có ở bài trước"
    ),
    "3 lines '---' part the text; if they part articles, --split '---' reads each for itself": "3 dòng “---” chia",
    "the page looks like a list of articles, not like one": "trang có vẻ là một danh sách bài",
}


def test_warnings_are_said_in_the_pages_language(browser: Any, tmp_path: Path) -> None:
    report = write(tmp_path / "warned.html", [Record(id="a", text="Tin.", warnings=[*WARNINGS, "no such warning"])])
    for locale, expected in (("vi-VN", [*WARNINGS.values()]), ("en-US", [*WARNINGS])):
        watched = Watched(browser, "file:", locale=locale)
        page = watched.open(address(report, article="a"))
        told = page.locator(".notes li").all_inner_texts()
        assert [one for one, words in zip(told, [*expected, "no such warning"], strict=True) if words not in one] == []
        watched.close()
        assert watched.complaints == []


def test_every_warning_is_known_to_the_page() -> None:
    """Those that the code makes are among those above: the words of each, whatever stands between them."""
    made = []
    for file in (Path(__file__).parents[2] / "extract").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("warnings.append"):
                told = node.args[0].left if isinstance(node.args[0], ast.BinOp) else node.args[0]
                parts = told.values if isinstance(told, ast.JoinedStr) else [told]
                made.append([str(one.value) for one in parts if isinstance(one, ast.Constant)])
    assert sum(map(bool, made)) > 7
    unknown = [words for words in made if not any(all(word in one for word in words) for one in WARNINGS)]
    assert unknown == []


def test_a_map_of_the_provinces_narrows_to_one(watched: Watched, tmp_path: Path) -> None:
    """A province of before 2025 is what it became; a district counts for the province around it."""
    titles = {"Lào Cai": "15-2025-07-01", "Yên Bái": "15", "Phú Xuyên": "280", "Lào": "LA"}
    records = [
        Record(
            id=name,
            text=f"{name}: tin.",
            officials=[
                Official(
                    id="P1",
                    name="Lò Văn Sen",
                    titles=[
                        Title(text=name, start=0, end=len(name), rule="r", role="Chủ tịch", kind="state", place=place)
                    ],
                    mentions=[],
                )
            ],
        )
        for name, place in titles.items()
    ]
    page = watched.open(address(write(tmp_path / "map.html", records)))
    assert page.locator(".map path").count() == 34
    shown = page.locator(".map path:not([fill-opacity='0'])")
    assert sorted(shown.locator("title").all_text_contents()) == ["thành phố Hà Nội: 1", "tỉnh Lào Cai: 2"]
    assert violations(page) == []
    shown.filter(has_text="Lào Cai").dispatch_event("click")
    count(page, "2 of 4 articles")
    page.locator(".map .pressed").dispatch_event("click")
    count(page, "4 articles")


def test_all_works_by_keyboard(page: Any) -> None:
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("chủ tịch")
    page.wait_for_function("() => document.getElementById('count').textContent.includes(' of 18')")
    page.keyboard.press("Escape")
    assert page.input_value("#query") == "chủ tịch"
    search(page, "")
    page.locator("#query").blur()
    page.keyboard.press("j")
    page.wait_for_selector("main mark")
    first = opened(page)
    page.keyboard.press("j")
    page.wait_for_function("first => document.querySelector('main .headline').textContent !== first", arg=first)
    page.keyboard.press("k")
    page.wait_for_function("first => document.querySelector('main .headline').innerText === first", arg=first)
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.tagName") == "MARK"
    find = page.evaluate("document.activeElement.dataset.finds.split(' ').pop()")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.find") == find
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MARK"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.finds.split(' ').pop()") != find
    page.focus("#list")
    page.keyboard.press("End")
    page.wait_for_selector('.row[aria-posinset="18"][aria-selected="true"]')
    selected = page.locator('.row[aria-selected="true"]')
    assert selected.get_attribute("aria-setsize") == "18"
    assert page.get_attribute("#list", "aria-activedescendant") == selected.get_attribute("id")
    page.keyboard.press("o")
    page.wait_for_selector(".overview")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_back_goes_back(page: Any) -> None:
    page.locator(".row").first.click()
    page.wait_for_selector("main mark")
    page.go_back()
    page.wait_for_selector(".overview")


def test_each_control_has_a_name_and_each_text_its_language(watched: Watched, samples_report: Path) -> None:
    page = watched.open(address(samples_report, article=HA_GIANG))
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, textarea, [role=listbox], [role=option]")]
            .filter((one) => !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length))
            .map((one) => one.outerHTML)"""
    )
    assert nameless == []
    assert page.get_attribute("html", "lang") == "en"
    assert page.get_attribute(".text", "lang") == "vi"
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("dark", 390)])
def test_everybody_can_use_it(browser: Any, samples_report: Path, scheme: str, width: int) -> None:
    """Names, roles, contrast and more, by axe-core: start, search with an article, all of a facet, nothing found."""
    watched = Watched(browser, "file:", color_scheme=scheme, viewport={"width": width, "height": 800})
    for asked in ({}, {"article": HA_GIANG, "q": "cong an"}, {"all": "person"}, {"q": "khongcotunay"}):
        page = watched.open(address(samples_report, **asked))
        if "article" in asked:
            page.locator("mark.k-award").first.click()
        assert violations(page) == [], asked
    watched.close()


def test_without_colours_letters_and_lines_tell_the_kinds(browser: Any, samples_report: Path) -> None:
    watched = Watched(browser, "file:", forced_colors="active")
    page = watched.open(address(samples_report, article=HA_GIANG))
    letter = page.locator("mark.k-award.begins").first.evaluate("(mark) => getComputedStyle(mark, '::before').content")
    assert "A" in letter
    told = page.evaluate(
        """kinds => kinds.map((kind) => {
            const mark = document.createElement("mark");
            mark.className = `k-${kind} begins`;
            document.querySelector(".text p").append(mark);
            const { textDecorationLine, textDecorationStyle } = getComputedStyle(mark);
            return textDecorationLine + " " + textDecorationStyle;
        })""",
        [kind for kind in LOOKS if kind != "base"],
    )
    assert sorted(told) == sorted(look.decoration for kind, look in LOOKS.items() if kind != "base")
    watched.close()


@pytest.mark.parametrize(("width", "height", "most"), [(360, 740, 200), (1024, 700, 240)])
def test_small_screens_show_the_article_first_and_need_no_sideways_scrolling(
    browser: Any, samples_report: Path, width: int, height: int, most: int
) -> None:
    watched = Watched(browser, "file:", viewport={"width": width, "height": height})
    for article in ("", HA_GIANG):
        page = watched.open(address(samples_report, article=article))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".headline").bounding_box()["y"] < most
    page.locator("mark.k-award").first.click()
    panel = page.locator(".panel").bounding_box()
    assert panel["y"] + panel["height"] <= height
    chosen = page.locator("mark.chosen").first.bounding_box()
    assert width > 860 or chosen["y"] + chosen["height"] <= panel["y"]
    if width == 360:
        assert page.locator(".side").is_hidden()
        page.click(".back")
        page.locator(".side").wait_for(state="visible")  # the page draws it with the next frame
    watched.close()
    assert watched.complaints == []


def test_saved_cells_are_texts_that_spreadsheets_do_not_run(watched: Watched, tmp_path: Path) -> None:
    date = Date(text='-5;"x",\ny', start=0, end=9, rule="d", type="date", value="@x")
    record = Record(id="+a", title="=1+1", text='-5;"x",\ny', dates=[date])
    page = watched.open(address(write(tmp_path / "page.html", [record])))
    page.click("#save summary")
    with page.expect_download() as download:
        page.click("[data-save=saveCsv]")
    (row,) = csv.DictReader(io.StringIO(Path(download.value.path()).read_bytes().decode("utf-8-sig"), newline=""))
    assert (row["headline"], row["article"], row["value"], row["text"]) == ("'=1+1", "'+a", "'@x", "'" + date.text)
    assert row["start"] == "0"


TIMES = [
    ("2013-10-22TMO", "morning of 22 October 2013", "sáng 22/10/2013"),
    ("2013-10-22", "22 October 2013", "22/10/2013"),
    ("XXXX-09-13TAF", "afternoon of 13 September", "chiều 13/9"),
    ("2014-03-08T02:25", "2:25, 8 March 2014", "2:25 ngày 8/3/2014"),
    ("XXXX-XX-XXT21:15", "21:15", "21:15"),
    ("2013-11", "November 2013", "tháng 11/2013"),
    ("2018-Q2", "Q2 2018", "quý II/2018"),
    ("2018-H1", "first half of 2018", "nửa đầu năm 2018"),
    ("2018-W06", "week 6 of 2018", "tuần 6/2018"),
    ("2018-SU", "summer 2018", "mùa hè 2018"),
    ("2017", "2017", "năm 2017"),
    ("XXXX", "a year that is not said", "năm không nói rõ"),
    ("196X", "1960s", "thập niên 1960"),
    ("13XX", "14th century", "thế kỷ 14"),
    ("20XX", "21st century", "thế kỷ 21"),
    ("BC2050", "2050 BC", "năm 2050 trước Công nguyên"),
    ("2015/2018-03", "2015 – March 2018", "năm 2015 – tháng 3/2018"),
    ("P55Y", "55 years", "55 năm"),
    ("P1Y6M", "1 year 6 months", "1 năm 6 tháng"),
    ("PT2H10M", "2 hours 10 minutes", "2 giờ 10 phút"),
    ("PT1.5H", "1.5 hours", "1,5 giờ"),
    ("something else", "something else", "something else"),
]
FIGURES = [
    ({"kind": "money", "value": 160e12, "unit": "VND"}, "160 trillion đồng", "160.000 tỷ đồng"),
    ({"kind": "money", "value": 14_600_000_000, "unit": "VND"}, "14.6 billion đồng", "14,6 tỷ đồng"),
    ({"kind": "money", "value": 1_234_567_891, "unit": "USD"}, "1,234,567,891 USD", "1.234.567.891 USD"),
    ({"kind": "money", "value": 2500, "unit": "USD"}, "2,500 USD", "2.500 USD"),
    ({"kind": "percentage", "value": 3.5, "unit": "%", "change": "increase"}, "▲ 3.5%", "▲ 3,5%"),
    ({"kind": "ratio", "value": 7, "total": 10, "unit": "chỉ tiêu"}, "7 of 10 chỉ tiêu", "7/10 chỉ tiêu"),
    ({"kind": "count", "value": 10, "value_max": 15, "unit": "vụ", "modifier": "approx"}, "≈ 10–15 vụ", "≈ 10–15 vụ"),
]


def test_values_are_told_in_words(watched: Watched, tmp_path: Path) -> None:
    record = Record(
        id="a",
        text="x",
        dates=[Date(text="x", start=0, end=1, rule="d", type="date", value=value) for value, _, _ in TIMES],
        statistics=[Statistic(text="x", start=0, end=1, rule="s", **fields) for fields, _, _ in FIGURES],
    )
    page = watched.open(address(write(tmp_path / "page.html", [record]), article="a"))
    for place, heading in ((1, "Value"), (2, "Giá trị")):
        page.wait_for_selector(f".finds.g-dates th:has-text('{heading}')")
        for group, expected in (("dates", TIMES), ("statistics", FIGURES)):
            told = page.locator(f".finds.g-{group} th[scope=row]").all_inner_texts()
            assert told == [words[place] for words in expected]
        page.click("#language")


def test_print_leaves_out_what_is_for_the_screen(watched: Watched, samples_report: Path) -> None:
    page = watched.open(address(samples_report, article=HA_GIANG))
    page.emulate_media(media="print")
    for selector in (".side", ".filters", ".search", ".panel", ".steps"):
        assert page.locator(selector).is_hidden()
    for selector in (".headline", ".text mark", ".finds.g-people table", ".finds.g-awards table"):
        assert page.locator(selector).first.is_visible()
    assert page.pdf().startswith(b"%PDF")


def spans(text: str) -> Record:
    """A record whose finds nest, overlap, touch, lie outside the text and are turned around."""
    dates = [(0, 10), (5, 15), (5, 7), (15, 20), (20, 21), (0, 10), (len(text) - 3, len(text)), (9, 4), (5, 10**6)]
    return Record(
        id="spans",
        text=text,
        title=text[:40],
        dates=[Date(text=text[a:b], start=a, end=b, rule="date.x", type="date", value=f"{a}-{b}") for a, b in dates],
        officials=[
            Official(
                id="P1",
                name=text[:12],
                titles=[Title(text=text[2:30], start=2, end=30, rule="t", role=HOSTILE, kind="state")],
                mentions=[Mention(text=text[:4], start=0, end=4, rule="m")],
            )
        ],
        statistics=[Statistic(text=text[8:9], start=8, end=9, rule=HOSTILE, kind="count", value=1.5, unit=HOSTILE)],
        warnings=[HOSTILE],
        url="javascript:alert(1)",
        author=HOSTILE,
    )


def test_hostile_article_with_nested_and_overlapping_finds_is_shown_as_it_is(watched: Watched, tmp_path: Path) -> None:
    text = HOSTILE + " 😀 " + HOSTILE + "\nxyz"
    page = watched.open(address(write(tmp_path / "page.html", [spans(text)], title=HOSTILE), article="spans"))
    shown = page.evaluate(
        """() => {
            const copy = document.querySelector("article").cloneNode(true);
            copy.querySelectorAll(".facts, .lines").forEach((one) => one.remove());
            copy.querySelectorAll(".control").forEach((one) => one.replaceWith("\\ufffd"));
            return copy.textContent;
        }"""
    )
    expected = text.replace("\n", "")
    for control in "\u202e\u202c\x00\x1b\u2028":
        expected = expected.replace(control, "\ufffd")
    assert shown.endswith(expected)
    assert page.locator("article a").count() == 0
    assert page.locator("img, iframe, object, embed").count() == 0
    assert page.evaluate("document.querySelectorAll('script:not([type=\"text/plain\"])').length") == 1
    for mark in page.locator("mark").all()[:5]:
        mark.hover(force=True)
    assert HOSTILE[:29] in page.locator(".panel").inner_text()
    assert not page.evaluate("/[\\u202a-\\u202e\\u2066-\\u2069\\u0000]/.test(document.body.innerText + document.title)")


def test_five_megabytes_with_many_finds(watched: Watched, tmp_path: Path) -> None:
    line = HOSTILE + " Ngày 5/6/2020 tăng 5% 😀.\n"
    text = line * (5_000_000 // len(line.encode()) + 1)
    dates, statistics = [], []
    for start in range(0, len(text), len(line)):
        day = start + line.index("Ngày")
        dates.append(Date(text="Ngày 5/6/2020", start=day, end=day + 13, rule="d", type="date", value="2020-06-05"))
        figure = start + line.index("5%")
        statistics.append(
            Statistic(text="5%", start=figure, end=figure + 2, rule="s", kind="percentage", value=5, unit="%")
        )
    record = Record(id="long", text=text, dates=dates, statistics=statistics)
    page = watched.open(address(write(tmp_path / "page.html", [record]), article="long"))
    page.wait_for_selector("main mark")
    assert page.evaluate("document.querySelectorAll('*').length") < 20_000
    page.keyboard.press("p")
    page.wait_for_function("() => document.activeElement.tagName === 'MARK'")
    page.wait_for_timeout(200)
    assert page.evaluate("document.activeElement.textContent") == "5%"
    assert in_sight(page, "mark.chosen", ".reader")
    assert in_sight(page, ".to.chosen", ".tables")


def test_without_text_the_tables_take_the_place_and_the_reason_is_said(watched: Watched, tmp_path: Path) -> None:
    record = sample_records()[0]
    record.text = None
    page = watched.open(address(write(tmp_path / "page.html", [record]), article=record.id))
    assert "--articles" in page.inner_text("main .notice")
    assert page.locator(".beside").bounding_box()["width"] > page.locator(".reader").bounding_box()["width"]
    assert page.locator(".finds.g-people .to").count() > 5
    page.locator(".finds.g-people .to").first.click()
    assert record.officials[0].name in page.inner_text(".panel")


def test_thousands_of_articles_stay_quick(watched: Watched, tmp_path: Path) -> None:
    """Bounds that only a page which draws or searches all at once on every key would miss."""
    samples = sample_records()
    path = write(tmp_path / "page.html", [samples[at % len(samples)] for at in range(2000)])
    page = watched.open(address(path))
    count(page, "2,000 articles")
    assert page.locator(".row").count() < 40
    assert page.evaluate("performance.now()") < 15_000
    page.fill("#query", "lung phin")
    count(page, "111 of 2,000 articles")
    page.fill("#query", '"lung phin"')
    count(page, "111 of 2,000 articles")
    page.fill("#query", "")
    count(page, "2,000 articles")
    page.focus("#list")
    page.keyboard.press("End")
    page.wait_for_selector('.row[aria-posinset="2000"][aria-selected="true"]')


def test_no_records_at_all(watched: Watched, tmp_path: Path) -> None:
    page = watched.open(address(write(tmp_path / "page.html", [])))
    assert "no articles" in page.inner_text("main")
    page.keyboard.press("j")
    page.keyboard.press("n")

"""The report of the sample articles in a real browser: search, filter, the way between text and tables, keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.record import Date, Mention, Official, Record, Statistic, Title
from tests.report.browser import Watched, address, needs_chromium
from tests.report.conftest import sample_records, write

pytestmark = needs_chromium

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


def test_search_finds_names_and_texts_with_and_without_diacritics(page: Any) -> None:
    count(page, "18 articles")
    page.fill("#query", "khac mien")  # a name
    count(page, "1 of 18 articles")
    assert "Hà Giang" in titles(page)[0]
    page.fill("#query", "Khắc Miên")
    count(page, "1 of 18 articles")
    page.fill("#query", "Khác Miên")  # other diacritics
    count(page, "0 of 18 articles")
    page.fill("#query", "lung phin")  # stands in the text alone
    count(page, "1 of 18 articles")
    page.fill("#query", "")
    count(page, "18 articles")


def test_tone_placement_makes_no_difference(page: Any) -> None:
    page.fill("#query", "Hoà Bình")
    page.wait_for_function("() => document.getElementById('count').textContent.includes(' of ')")
    page.wait_for_timeout(200)
    old = page.inner_text("#count")
    page.fill("#query", "Hòa Bình")
    page.wait_for_timeout(400)
    assert page.inner_text("#count") == old != "0 of 18 articles"


@pytest.mark.parametrize(
    ("field", "value"),
    [("person", "do khac mien"), ("title", "Thứ trưởng Bộ Công an"), ("award", "huan chuong chien cong hang nhi")],
)
def test_filter_by_person_title_and_award(page: Any, field: str, value: str) -> None:
    page.fill(f"#{field}", value)
    page.wait_for_function("() => document.getElementById('count').textContent.includes(' of 18')")
    assert any("Công an tỉnh Hà Giang" in title for title in titles(page))
    page.fill(f"#{field}", "no such thing")
    count(page, "0 of 18 articles")
    page.click("#clear")
    count(page, "18 articles")


def test_person_and_title_asked_together_are_one_persons(page: Any) -> None:
    page.fill("#person", "Đỗ Khắc Miên")
    page.fill("#title", "Thứ trưởng")
    count(page, "1 of 18 articles")
    page.fill("#title", "Giám đốc Công an tỉnh")  # another person's in the same article
    count(page, "0 of 18 articles")


def test_filter_by_date_published_or_mentioned(page: Any) -> None:
    page.fill("#from", "2020-06-01")
    page.fill("#to", "2020-06-30")
    count(page, "1 of 18 articles")
    page.select_option("#dated", "mentioned")
    page.fill("#from", "1900-01-01")
    page.fill("#to", "1965-01-01")
    page.wait_for_function("() => /^[1-9]\\d? of 18/.test(document.getElementById('count').textContent)")


def test_kinds_are_switched_off_in_list_text_and_tables(watched: Watched, samples_report: Path) -> None:
    page = watched.open(address(samples_report, 7))
    assert page.locator("mark.k-award").count() and page.locator(".finds.g-awards").count() == 1
    page.click("button[data-group=awards]")
    assert page.get_attribute("button[data-group=awards]", "aria-pressed") == "false"
    assert page.locator("mark.k-award").count() == page.locator(".finds.g-awards").count() == 0
    for group in ("people", "titles", "dates", "statistics"):
        page.click(f"button[data-group={group}]")
    assert page.locator("mark").count() == 0
    page.click("button[data-group=awards]")
    page.wait_for_function("() => document.getElementById('count').textContent.includes(' of 18')")
    assert page.locator("mark.k-award").count()


def test_a_bar_of_the_overview_sets_the_filter(page: Any) -> None:
    bar = page.locator(".card.g-awards button.bar-row").first
    name, number = bar.locator(".bar-name").inner_text(), bar.locator(".bar-count").inner_text()
    bar.click()
    assert page.input_value("#award") == name
    page.wait_for_function("() => document.getElementById('count').textContent.includes(' of 18')")
    assert int(page.inner_text("#count").split()[0]) >= int(number)


def test_overview_counts_what_the_records_hold(page: Any) -> None:
    records = sample_records()
    shown = dict(
        zip(page.locator(".total dt").all_inner_texts(), page.locator(".total dd").all_inner_texts(), strict=True)
    )
    assert shown == {
        "Articles": str(len(records)),
        "People": str(len({official.name for record in records for official in record.officials})),
        "Titles": str(sum(len(official.titles) for record in records for official in record.officials)),
        "Dates": str(sum(len(record.dates) for record in records)),
        "Statistics": str(sum(len(record.statistics) for record in records)),
        "Awards": str(sum(len(record.awards) for record in records)),
    }


def test_every_find_is_marked_where_it_stands(watched: Watched, samples_report: Path) -> None:
    """All words of every article, found again in the marks that name it, whatever is nested in what."""
    records = sample_records()
    page = watched.open(address(samples_report))
    for at, record in enumerate(records):
        page.evaluate("at => { location.hash = '#article=' + at }", at)
        page.wait_for_function(f"() => document.getElementById('row-{at}')?.getAttribute('aria-selected') === 'true'")
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
    page = watched.open(address(samples_report, 7))
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


def test_hover_and_focus_say_value_and_rule(watched: Watched, samples_report: Path) -> None:
    page = watched.open(address(samples_report, 7))
    page.locator("mark.k-statistic", has_text="86,4%").hover()
    tip = page.locator("#tip")
    tip.wait_for(state="visible")
    record = sample_records()[7]
    (figure,) = (item for item in record.statistics if item.text == "86,4%")
    said = tip.inner_text()
    assert figure.rule in said and "86.4%" in said and str(figure.subject) in said
    page.mouse.move(5, 5)
    tip.wait_for(state="hidden")
    page.locator("mark.k-date").first.focus()
    tip.wait_for(state="visible")
    assert page.locator("mark[aria-describedby=tip]").count() == 1
    assert record.dates[0].value in tip.inner_text()
    page.keyboard.press("Escape")
    tip.wait_for(state="hidden")


def test_all_works_by_keyboard(page: Any) -> None:
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("chủ tịch")
    page.wait_for_function("() => document.getElementById('count').textContent.includes(' of 18')")
    page.keyboard.press("Escape")
    assert page.input_value("#query") == "chủ tịch"
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
    selected = page.locator('.row[aria-selected="true"]')
    assert selected.get_attribute("aria-posinset") == selected.get_attribute("aria-setsize")
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
    page = watched.open(address(samples_report, 7))
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(browser: Any, samples_report: Path, scheme: str) -> None:
    """WCAG AA, 4.5 to 1: every visible piece of text against the nearest background behind it."""
    watched = Watched(browser, "file:", color_scheme=scheme)
    page = watched.open(address(samples_report))
    for at in (None, 7):
        page.goto(address(samples_report, at) if at is not None else address(samples_report) + "#")
        page.wait_for_selector("mark" if at is not None else ".overview")
        poor = page.evaluate(CONTRAST)
        assert poor == []
    watched.close()


CONTRAST = """() => {
    const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (color) => {
        paint.clearRect(0, 0, 1, 1);
        paint.fillStyle = color;
        paint.fillRect(0, 0, 1, 1);
        return [...paint.getImageData(0, 0, 1, 1).data];
    };
    const light = ([red, green, blue]) => {
        const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        const [r, g, b] = [red, green, blue].map((v) => linear(v / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
        for (let one = element; one; one = one.parentElement) {
            const color = rgba(getComputedStyle(one).backgroundColor);
            if (color[3] === 255) return color;
        }
        return [255, 255, 255, 255];
    };
    const poor = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || !element.checkVisibility() || element.closest("script, .hidden, option")) continue;
        const [one, other] = [light(rgba(getComputedStyle(element).color)), light(behind(element))];
        const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (ratio < 4.5) poor.add(element.className + " " + node.data.trim().slice(0, 20) + " " + ratio.toFixed(2));
    }
    return [...poor];
}"""


def test_narrow_screen_needs_no_sideways_scrolling(browser: Any, samples_report: Path) -> None:
    watched = Watched(browser, "file:", viewport={"width": 360, "height": 740})
    for at in (None, 7):
        page = watched.open(address(samples_report, at))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator(".side").is_hidden()
    page.click(".back")
    page.locator(".side").wait_for(state="visible")  # the page draws it with the next frame
    watched.close()
    assert watched.complaints == []


def test_print_leaves_out_what_is_for_the_screen(watched: Watched, samples_report: Path) -> None:
    page = watched.open(address(samples_report, 7))
    page.emulate_media(media="print")
    for selector in (".side", ".filters", ".search"):
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
    page = watched.open(address(write(tmp_path / "page.html", [spans(text)], title=HOSTILE), 0))
    shown = page.evaluate(
        """() => {
            const copy = document.querySelector("article").cloneNode(true);
            copy.querySelectorAll(".facts, .back").forEach((one) => one.remove());
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
    assert page.evaluate("document.scripts.length") == 2  # one article's data and the page's own
    for mark in page.locator("mark").all()[:5]:
        mark.hover(force=True)
    assert HOSTILE[:29] in page.locator("#tip").inner_text()
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
    path = write(tmp_path / "page.html", [record])
    page = watched.open(address(path, 0))
    page.wait_for_selector("main mark")
    assert page.evaluate("document.querySelectorAll('*').length") < 20_000
    page.keyboard.press("p")
    page.wait_for_function("() => document.activeElement.tagName === 'MARK'")
    page.wait_for_timeout(200)
    assert page.evaluate("document.activeElement.textContent") == "5%"
    assert in_sight(page, "mark.chosen", ".reader")
    assert in_sight(page, ".to.chosen", ".tables")


def test_without_text_the_tables_are_shown_and_the_reason(watched: Watched, tmp_path: Path) -> None:
    record = sample_records()[0]
    record.text = None
    page = watched.open(address(write(tmp_path / "page.html", [record]), 0))
    assert "--articles" in page.inner_text(".text .notice")
    assert page.locator(".finds.g-people .to").count() > 5
    page.locator(".finds.g-people .to").first.click()


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

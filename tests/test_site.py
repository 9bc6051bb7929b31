"""The site builds without a complaint and loads nothing from elsewhere; no field of the record is missing."""

import json
import os
import subprocess
import sys
import threading
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import regex

from extract.record import Item, json_schema
from tests.report.browser import Watched, needs_chromium

ROOT = Path(__file__).parent.parent
ITEM = list(Item.__struct_fields__)


def fields() -> dict[str, list[str]]:
    """The documented fields by section of docs/record.md, in order."""
    sections = (ROOT / "docs" / "record.md").read_text(encoding="utf-8").split("\n## ")[1:]
    return {section.split("\n")[0]: regex.findall(r"^\| `(\w+)` \|", section, regex.MULTILINE) for section in sections}


def test_every_field_of_the_record_is_documented_in_order() -> None:
    documented = fields()
    assert documented.pop("An example") == []
    assert documented.pop("Item") == ITEM
    types: dict[str, Any] = json_schema()["$defs"]
    assert documented == {
        name: [field for field in described["properties"] if name in ("Record", "Official") or field not in ITEM]
        for name, described in types.items()
    }


def values(described: Any) -> list[str]:
    """The closed lists of values in a schema."""
    if isinstance(described, dict):
        found = [value for value in described.get("enum", []) if value is not None]
        return found + [value for child in described.values() for value in values(child)]
    return [value for child in described for value in values(child)] if isinstance(described, list) else []


def test_every_value_of_a_closed_list_is_documented() -> None:
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    found = values(json_schema()["$defs"])
    assert "mass_organization" in found
    assert [value for value in found if f"`{value}`" not in page] == []


def test_the_schema_beside_it_is_the_records() -> None:
    assert json.loads((ROOT / "docs" / "record.schema.json").read_bytes()) == json_schema()


class Loaded(HTMLParser):
    """What a page loads: scripts, styles, images, fonts."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("script", "img", "iframe", "source"):
            self.addresses.append(values.get("src") or "")
        elif tag == "link":
            self.addresses.append(values.get("href") or "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "https_proxy": "http://127.0.0.1:9", "http_proxy": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def test_every_page_is_built_and_named_in_the_navigation(site: Path) -> None:
    pages = {page.with_suffix(".html").name for page in (ROOT / "docs").glob("*.md")}
    assert pages <= {page.name for page in site.glob("*.html")}
    index = (site / "index.html").read_text(encoding="utf-8")
    assert [page for page in sorted(pages) if f'href="{page}"' not in index] == []


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    pages = sorted(site.glob("*.html"))
    assert len(pages) > 8
    loaded = [(page.name, address) for page in pages for address in Loaded(page).addresses]
    assert [one for one in loaded if "//" in one[1]] == []
    styles = "".join(sheet.read_text(encoding="utf-8") for sheet in site.rglob("*.css"))
    assert regex.findall(r"url\(['\"]?(?:https?:)?//[^)]*", styles) == []


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@needs_chromium
def test_a_browser_asks_for_nothing_from_elsewhere(site: Path, browser: Any) -> None:
    """Every page is opened, read to its end and in the dark, and something is searched for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}/"
    try:
        watched = Watched(browser, home)
        page = watched.page
        for name in sorted(path.name for path in site.glob("*.html")):
            page.goto(home + name, wait_until="networkidle")
            page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.goto(home, wait_until="networkidle")
        page.click("label[for=__palette_1]")
        page.click(".md-search__input")
        page.keyboard.type("tokenizer")
        page.wait_for_selector(".md-search-result__item")
        page.wait_for_load_state("networkidle")
        watched.close()
    finally:
        server.shutdown()
    assert watched.complaints == []


@needs_chromium
def test_the_site_is_searched_where_it_is_opened_from_a_folder(site: Path, browser: Any) -> None:
    watched = Watched(browser, "file:")
    page = watched.page
    page.goto((site / "index.html").as_uri(), wait_until="networkidle")
    page.click(".md-search__input")
    page.keyboard.type("tokenizer")
    page.wait_for_selector(".md-search-result__item")
    assert "spacy.html" in (page.get_attribute(".md-search-result__item a", "href") or "")
    watched.close()
    assert watched.complaints == []

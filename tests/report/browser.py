"""A real browser for the tests: Debian's Chromium, driven by Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

CHROMIUM = shutil.which("chromium")

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium (Debian's package 'chromium') is not installed")

# Without a network of its own: a page or the browser that asks for anything outside fails here, and is seen.
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A page whose complaints are kept: console messages, errors, dialogs, and requests to anywhere but `home`."""

    def __init__(self, browser: Any, home: str, **options: Any) -> None:
        options.setdefault("viewport", {"width": 1440, "height": 900})
        options.setdefault("locale", "en-US")
        self.page = browser.new_context(reduced_motion="reduce", **options).new_page()
        self.page.set_default_timeout(30_000)
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: self._request(request.url, home))

    def _request(self, url: str, home: str) -> None:
        if not url.startswith((home, "data:", "blob:")):
            self.complaints.append(f"request: {url}")

    def open(self, url: str) -> Any:
        """Go there and wait until the page is ready."""
        self.page.goto("about:blank")
        self.page.goto(url)
        self.page.wait_for_selector("body.ready")
        return self.page

    def close(self) -> None:
        self.page.context.close()


_AXE = files("axe_playwright_python") / "axe.min.js"


def violations(page: Any) -> list[tuple[str, str, list[str]]]:
    """What axe-core finds wrong with a page: how grave, the rule, and the elements."""
    page.evaluate(_AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [(one["impact"], one["id"], [node["html"][:200] for node in one["nodes"][:5]]) for one in found]


def address(path: Path, **asked: str) -> str:
    """The address of a page that has something asked for or open, as `article="a"`."""
    return path.as_uri() + (f"#{urlencode(asked)}" if asked else "")

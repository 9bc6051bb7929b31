"""Makes the pictures of the report and the app for the documentation: `python -m tests.report.picture`."""

import tempfile
import threading
from pathlib import Path
from typing import Any

from extract import Extractor
from extract.serve import LOOPBACK, listen, serve
from tests.report.browser import Watched, address, chromium
from tests.report.conftest import sample_records, write

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SIZE = {"width": 1280, "height": 760}


def picture(page: Any, name: str) -> None:
    """Take one."""
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    page.screenshot(path=str(IMAGES / f"{name}.png"))


def of_the_report(browser: Any, folder: Path) -> None:
    """The police conference with an award chosen, and a search in Vietnamese."""
    records = sample_records()
    (article,) = [record.id for record in records if record.title and "Công an tỉnh Hà Giang" in record.title]
    path = write(folder / "report.html", records, title="18 sample articles")
    watched = Watched(browser, "file:", viewport=SIZE)
    page = watched.open(address(path, article=article))
    page.locator("mark.k-award", has_text="Huân chương Chiến công hạng Nhì").first.click()
    picture(page, "report")
    watched.close()
    watched = Watched(browser, "file:", viewport=SIZE, locale="vi-VN")
    page = watched.open(address(path, q='"bo cong an" trao', article=article))
    page.wait_for_selector(".snippet b")
    picture(page, "search")
    watched.close()


def of_the_app(browser: Any, folder: Path) -> None:
    """The example with a figure to be corrected."""
    sock = listen(0)
    threading.Thread(target=serve, args=(Extractor(), sock), kwargs={"gold": folder / "gold"}, daemon=True).start()
    home = f"http://{LOOPBACK}:{sock.getsockname()[1]}/"
    watched = Watched(browser, home, viewport=SIZE)
    page = watched.open(home)
    page.click("#example")
    page.click("button.primary")
    page.click("#correct")
    page.locator("mark.k-statistic").first.click()
    picture(page, "app")
    watched.close()


def main() -> None:
    """Make all three."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        of_the_report(browser, Path(folder))
        of_the_app(browser, Path(folder))


if __name__ == "__main__":
    main()

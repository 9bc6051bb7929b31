"""Makes the picture of the report for the README from the sample articles: `python -m tests.report.picture`."""

import tempfile
from pathlib import Path

from tests.report.browser import Watched, address, chromium
from tests.report.conftest import sample_records, write

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "report.png"


def main() -> None:
    """Open the police conference, with the pointer on a title."""
    records = sample_records()
    (article,) = [record.id for record in records if record.title and "Công an tỉnh Hà Giang" in record.title]
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        path = write(Path(folder) / "report.html", records, title="18 sample articles")
        watched = Watched(browser, "file:", viewport={"width": 1280, "height": 760})
        page = watched.open(address(path, article=article))
        title = page.locator("mark.k-title", has_text="Thứ trưởng Bộ Công an").first
        title.click()
        page.mouse.move(5, 5)
        title.hover()
        page.wait_for_timeout(500)
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(PICTURE))
        watched.close()


if __name__ == "__main__":
    main()

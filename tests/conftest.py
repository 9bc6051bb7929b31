"""What tests of several folders share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.report.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for each process of tests: Playwright runs once in a thread."""
    with chromium() as browser:
        yield browser

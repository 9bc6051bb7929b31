"""What the tests of the report share: the report of the sample articles, and a way to read what a page holds."""

import json
import zlib
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
import regex

from extract import Extractor
from extract.io.incoming import Arrival
from extract.io.readers import read
from extract.lexicon import default_lexicon
from extract.record import Record
from extract.report import view, write_report

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


def sample_records() -> list[Record]:
    extractor = Extractor()
    records = []
    for incoming in read([str(SAMPLES)]):
        assert isinstance(incoming, Arrival), incoming
        record = extractor(incoming.article)
        record.text = incoming.article.text
        records.append(record)
    return records


def write(path: Path, records: list[Record], title: str = "Bài báo mẫu") -> Path:
    with path.open("wb") as out:
        write_report(out, [view(record, record.text) for record in records], title=title, lexicon=default_lexicon())
    return path


def held(page: str) -> dict[str, bytes]:
    """What the page's elements of packed data hold, by their ids."""
    elements = regex.findall(r'<script type="text/plain" id="([a-z0-9-]+)">([^<]*)</script>', page)
    return {identifier: zlib.decompress(b64decode(packed)) for identifier, packed in elements}


def records_in(page: str) -> list[Any]:
    """The records that a page holds."""
    parts = held(page)
    numbers = range(sum(name.startswith("part-") for name in parts))
    return [json.loads(line) for number in numbers for line in parts[f"part-{number}"].splitlines()]


@pytest.fixture(scope="session")
def samples_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("report") / "samples.html", sample_records())

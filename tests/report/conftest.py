"""What the tests of the report share: the report of the sample articles."""

from pathlib import Path

import pytest

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


@pytest.fixture(scope="session")
def samples_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("report") / "samples.html", sample_records())

"""The register as frames: the tables of the stores, typed, from records and from every place they are kept."""

from pathlib import Path

import pandas as pd
import pytest

import extract
from extract.record import to_json
from extract.registry.corrections import CorrectionsError
from extract.registry.tables import TABLES
from tests.registry.articles import ARTICLES


def test_frames_are_the_tables() -> None:
    found = extract.register(ARTICLES)
    assert list(found) == [table.name for table in TABLES]
    for table in TABLES:
        assert list(found[table.name]) == [c.name for c in table.columns if c.name != "observation"]
        assert found[table.name]["id"].is_unique
    assert str(found.offices_held.first_held.dtype) == "datetime64[s]"
    assert str(found.offices_held.articles.dtype) == "Int64"


def test_frames_join() -> None:
    found = extract.register(ARTICLES)
    held = found.offices_held.merge(found.people, left_on="person_id", right_on="id", suffixes=("", "_of_person"))
    chair = held[held.office == "Chủ tịch Ủy ban nhân dân tỉnh Sơn La"]
    assert list(chair.name) == ["Đinh Xuân Mẫu"]
    assert list(chair.first_held) == [pd.Timestamp("2018-03-01")]


def test_frames_of_a_file_with_corrections(tmp_path: Path) -> None:
    path, people = tmp_path / "records.jsonl", tmp_path / "people.yaml"
    path.write_bytes(b"".join(to_json(one) + b"\n" for one in ARTICLES))
    people.write_text("same: [[a4/P1, a5/P1]]", encoding="utf-8")
    assert len(extract.register(str(path)).people) == 5
    assert len(extract.register(path, people=people).people) == 4
    people.write_text("same: 1", encoding="utf-8")
    with pytest.raises(CorrectionsError):
        extract.register(path, people=people)


def test_records_of_one_id_are_two_articles() -> None:
    assert len(extract.register([ARTICLES[0], ARTICLES[0]]).register_articles) == 2


def test_no_articles_give_empty_frames() -> None:
    found = extract.register([])
    assert {name for name, frame in found.items() if len(frame)} == {"places", "place_successors"}

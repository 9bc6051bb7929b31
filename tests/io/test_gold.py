"""Gold in files: what may be left out, and what is said of what is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.io.gold import gold
from extract.io.records import RecordsError

TEXT = "Giám đốc Lê Thị Mẫu nhận Bằng khen; doanh thu tăng 5%."
FOUND: dict[str, Any] = {
    "officials": [
        {"name": "Lê Thị Mẫu", "titles": ["Giám đốc"], "mentions": [{"text": "Lê Thị Mẫu", "start": 9, "end": 19}]}
    ],
    "dates": [],
    "statistics": [{"text": "5%", "start": 51, "end": 53, "kind": "percentage", "value": 5, "unit": "%"}],
    "awards": [{"text": "Bằng khen", "start": 25, "end": 34, "name": "Bằng khen", "giver": None}],
}


def test_a_folder_of_files_that_state_only_what_is_scored(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(json.dumps({"id": "b", "text": TEXT, "gold": FOUND}), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"id": "a", **FOUND}), encoding="utf-8")
    first, second = gold(str(tmp_path))
    assert (first.record.id, second.record.id, second.record.text) == ("a", "b", TEXT)
    assert [title.text for title in first.record.officials[0].titles] == ["Giám đốc"]
    assert {"officials.name", "statistics.kind", "awards.giver"} <= first.stated
    assert first.stated.isdisjoint({"officials.kind", "statistics.subject", "awards.recipients"})


def test_lines_of_gold(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps({"id": one, **FOUND}) + "\n" for one in "xy"), encoding="utf-8")
    assert [one.record.id for one in gold(str(path))] == ["x", "y"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "a", "text": TEXT.replace("nhận", "được nhận"), "gold": FOUND}, "the statistic '5%' is not at 51-53"),
        ({"id": "a", "text": TEXT}, "none of officials, dates, statistics, awards"),
        ({"text": TEXT, "gold": FOUND}, "Expected `str`, got `null` - at `$.id`"),
        ({"id": "a", "dates": [{"start": 0, "end": 4, "type": "day", "value": "2020"}]}, "Invalid enum value 'day'"),
        ({"id": "a", "officials": [{"name": "Mẫu", "titles": []}]}, "officials[0]: it has no mentions"),
        ({"id": "a", "documents": [{"type": "Luật", "name": "Giá"}]}, "documents[0]: it has no mentions"),
        ({"id": "a", "officials": [], "dates": 5}, "dates: expected a list, not 5"),
        ({"id": "a", "documents": [{"type": "Luật", "mentions": "Luật"}]}, "mentions: expected a list, not 'Luật'"),
        ({"id": "a", "officials": [{**FOUND["officials"][0], "titles": "Giám đốc"}]}, "titles: expected a list"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "good", **FOUND}) + "\n" + json.dumps(row), encoding="utf-8")
    with pytest.raises(RecordsError) as error:
        list(gold(str(path)))
    assert f"{path}:2" in str(error.value)
    assert message in str(error.value)


def test_an_empty_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="file in this folder"):
        list(gold(str(tmp_path)))
    with pytest.raises(RecordsError, match="No such file"):
        list(gold(str(tmp_path / "gold.json")))

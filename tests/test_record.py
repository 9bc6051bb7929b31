import json
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest

import extract
from extract import Award, Date, Extractor, Mention, Official, Record, Statistic, Title, from_json, json_schema, to_json

FULL = Record(
    id="a",
    published="2020-06-05",
    officials=[
        Official(
            id="P1",
            name="Lê Văn Mẫu",
            titles=[Title(text="Đại tá", start=0, end=6, rule="rank.x", role="Đại tá", kind="rank")],
            mentions=[Mention(text="Lê Văn Mẫu", start=7, end=17, rule="name.x")],
        )
    ],
    dates=[Date(text="5/6", start=20, end=23, rule="date.x", type="date", value="2020-06-05")],
    statistics=[Statistic(text="5%", start=30, end=32, rule="stat.x", kind="percentage", value=5, unit="%")],
    awards=[Award(text="Bằng khen", start=40, end=49, rule="award.x", name="Bằng khen", recipients=["tập thể"])],
    source={"crawler": {"page": [1, None]}},
)


def test_json_round_trip() -> None:
    assert from_json(to_json(FULL)) == FULL


def test_lone_surrogates_survive() -> None:
    record = Record(id="a", title="cut \ud83d emoji")
    assert from_json(to_json(record)) == record


def test_records_fit_the_schema() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(to_json(FULL)), schema)


def test_schema_refuses_what_is_no_record() -> None:
    broken = json.loads(to_json(FULL))
    broken["dates"][0]["type"] = "moment"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, json_schema())


def test_nothing_found_is_empty_lists_and_nulls() -> None:
    row = json.loads(to_json(Extractor()("Không có gì.")))
    assert [row[kind] for kind in ("officials", "dates", "statistics", "awards", "warnings")] == [[], [], [], [], []]
    assert row["published"] is None
    assert row["schema_version"] == "1.2"


def test_shipped_schema_is_the_one_made_from_the_types() -> None:
    shipped = Path(__file__).parent.parent / "docs" / "record.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == json_schema()


@pytest.mark.parametrize(
    "taking", [extract.frames, extract.register, lambda it: extract.score(it, []), lambda it: extract.score([], it)]
)
@pytest.mark.parametrize(
    ("given", "advice"),
    [
        (Record(id="a"), r"give \[record\]"),
        (["Một."], "the type 'str' is no record: records are what an extractor makes"),
        (pd.DataFrame({"text": ["Một."]}), "the type 'str' is no record"),
        ([Record(id="a"), extract.Rejected("", "empty")], "leave out what is no extract.Record"),
        ([Record(id="a").to_dict()], r"extract.from_json\(json.dumps\(it\)\)"),
        (5, "the type 'int' is no record"),
        (None, "the type 'NoneType' is no record"),
    ],
)
def test_what_is_given_for_records_is_told_what_to_do(taking: Any, given: Any, advice: str) -> None:
    with pytest.raises(TypeError, match=advice):
        taking(given)

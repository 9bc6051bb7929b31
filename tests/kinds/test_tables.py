"""The marks of the tables of examples: what they state, and what is no field or value."""

import msgspec
import pytest

from extract.record import Award, Base, Official, Statistic, Title
from tests.kinds.tables import stated, values


def test_fields_are_values_of_the_record() -> None:
    parts = ["to=Bộ Y tế + Bà Lê", "n=3", "posthumous", "giver=-"]
    fields = {"recipients": ["Bộ Y tế", "Bà Lê"], "quantity": 3, "posthumous": True, "giver": None}
    assert stated(parts, Award, {"to": "recipients", "n": "quantity"}) == fields
    assert stated(["party", "former"], Title, {"party": "kind=party"}) == {"kind": "party", "former": True}
    assert stated(["base=năm 2019"], Statistic, words=("base",)) == {"base": "năm 2019"}


def test_a_find_within_a_find_is_shown_by_its_words() -> None:
    base = Base(start=4, end=12, rule="r")
    figure = Statistic(start=0, end=3, rule="r", kind="count", value=1, unit="vụ", base=base)
    assert values(figure, {"base": "năm 2019", "value": 2}, "hơn năm 2019") == {"base": "năm 2019", "value": 1}


@pytest.mark.parametrize(("part", "item"), [("gift=3", Award), ("foregn", Title), ("text", Official)])
def test_what_is_no_field_is_told(part: str, item: type[msgspec.Struct]) -> None:
    with pytest.raises(ValueError, match=f"no field {part.partition('=')[0]!r}.* {item.__name__} has "):
        stated([part], item)


@pytest.mark.parametrize(("part", "item"), [("kind=foregn", Title), ("gender=woman", Official), ("quantity=x", Award)])
def test_a_value_that_cannot_be_is_told(part: str, item: type[msgspec.Struct]) -> None:
    with pytest.raises(msgspec.ValidationError):
        stated([part], item)

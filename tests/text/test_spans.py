import pytest

from extract.text.spans import met, overlapping, within

SPANS = [(2, 5), (5, 6), (9, 12)]


def test_within_is_the_span_that_holds_the_offset() -> None:
    held = [within(SPANS, offset) for offset in range(14)]
    assert held == [None, None, 0, 0, 0, 1, None, None, None, 2, 2, 2, None, None]
    assert within([], 0) is None


@pytest.mark.parametrize("start", range(14))
def test_overlapping_shares_a_character(start: int) -> None:
    held = {offset for span in SPANS for offset in range(*span)}
    for end in range(start + 1, 15):
        assert overlapping(SPANS, start, end) == bool(held & set(range(start, end)))
    assert not overlapping([], start, 15)


@pytest.mark.parametrize("start", range(-1, 15))
def test_met_are_those_that_share_a_character(start: int) -> None:
    for end in range(start + 1, 16):
        wanted = [span for span in SPANS if span[0] < end and span[1] > start]
        assert SPANS[met(SPANS, start, end)] == wanted

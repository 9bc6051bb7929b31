import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text.alignment import Alignment, Edit, replace, substitute

PROPERTY = settings(max_examples=200, derandomize=True, deadline=None, database=None)


@st.composite
def alignments(draw: st.DrawFn, length: int | None = None) -> Alignment:
    """Alignments of short texts, dense with edits, adjacent ones and deletions included."""
    if length is None:
        length = draw(st.integers(0, 24))
    edits: list[Edit] = []
    position = 0
    while position < length:
        position += draw(st.integers(0, 3))
        end = position + draw(st.integers(1, 3))
        if end > length:
            break
        edits.append((position, end, draw(st.integers(0, 3))))
        position = end
    return Alignment(length, edits)


def origins(alignment: Alignment) -> list[tuple[int, int]]:
    """For each character of the target, the span of the source that it was made from, worked out one by one."""
    found: list[tuple[int, int]] = []
    position = 0
    for start, end, length in alignment.edits:
        found += [(i, i + 1) for i in range(position, start)]
        found += [(start, end)] * length
        position = end
    return found + [(i, i + 1) for i in range(position, alignment.source_length)]


def spans(length: int) -> list[tuple[int, int]]:
    return [(start, end) for start in range(length + 1) for end in range(start, length + 1)]


def test_identity_maps_every_span_to_itself() -> None:
    alignment = Alignment(5)
    assert alignment.is_identity
    assert all(alignment.source(*span) == span == alignment.target(*span) for span in spans(5))


def test_looks_up_both_ways() -> None:
    #   a bb -> B, ccc deleted, d
    alignment = Alignment(7, [(1, 3, 1), (3, 6, 0)])
    assert not alignment.is_identity
    assert (alignment.source_length, alignment.target_length) == (7, 3)
    assert alignment.source(0, 1) == (0, 1)
    assert alignment.source(1, 2) == (1, 3)
    assert alignment.source(2, 3) == (6, 7)
    assert alignment.source(1, 3) == (1, 7)
    assert alignment.target(2, 3) == (1, 2)
    assert alignment.target(4, 5) == (2, 2)
    assert alignment.target(2, 7) == (1, 3)


@pytest.mark.parametrize("span", [(-1, 0), (0, 4), (2, 1), (4, 4)])
def test_refuses_spans_outside_of_the_text(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not inside a text of 3"):
        Alignment(3).source(*span)
    with pytest.raises(ValueError, match="not inside a text of 3"):
        Alignment(3, [(0, 1, 1)]).target(*span)


def test_refuses_to_join_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        Alignment(3).then(Alignment(4))


@PROPERTY
@given(alignments())
def test_source_is_the_smallest_span_that_made_the_characters(alignment: Alignment) -> None:
    characters = origins(alignment)
    assert alignment.target_length == len(characters)
    for start, end in spans(len(characters)):
        if start < end:
            assert alignment.source(start, end) == (characters[start][0], characters[end - 1][1])
        else:
            place, same = alignment.source(start, end)
            assert 0 <= place == same <= alignment.source_length


@PROPERTY
@given(alignments())
def test_target_is_the_smallest_span_with_all_that_was_made(alignment: Alignment) -> None:
    characters = origins(alignment)
    for start, end in spans(alignment.source_length):
        made = [i for i, (first, last) in enumerate(characters) if first < end and start < last]
        found_start, found_end = alignment.target(start, end)
        if start < end and made:
            assert (found_start, found_end) == (made[0], made[-1] + 1)
        else:
            assert found_start == found_end <= alignment.target_length


@PROPERTY
@given(alignments())
def test_both_ways_are_monotone(alignment: Alignment) -> None:
    for length, there in (
        (alignment.target_length, alignment.source),
        (alignment.source_length, alignment.target),
    ):
        ends = [there(0, end)[1] for end in range(1, length + 1)]
        starts = [there(start, length)[0] for start in range(length)]
        assert ends == sorted(ends)
        assert starts == sorted(starts)


@PROPERTY
@given(alignments())
def test_there_and_back_covers_the_span(alignment: Alignment) -> None:
    for start, end in spans(alignment.target_length):
        if start < end:
            again = alignment.target(*alignment.source(start, end))
            assert again[0] <= start < end <= again[1]


@st.composite
def chains(draw: st.DrawFn) -> tuple[Alignment, Alignment]:
    first = draw(alignments())
    return first, draw(alignments(first.target_length))


@PROPERTY
@given(chains())
def test_one_after_the_other_is_the_two_joined(chain: tuple[Alignment, Alignment]) -> None:
    first, second = chain
    joined = first.then(second)
    assert (joined.source_length, joined.target_length) == (first.source_length, second.target_length)
    overlap = any(
        first.target(start, end)[0] < later_end and later_start < first.target(start, end)[1]
        for start, end, _ in first.edits
        for later_start, later_end, _ in second.edits
    )
    for start, end in spans(joined.target_length):
        if start < end:
            apart = first.source(*second.source(start, end))
            found = joined.source(start, end)
            assert found[0] <= apart[0] <= apart[1] <= found[1]
            assert found == apart or overlap


@PROPERTY
@given(chains())
def test_joined_edits_are_in_order_and_apart(chain: tuple[Alignment, Alignment]) -> None:
    first, second = chain
    edits = first.then(second).edits
    assert all(one[1] <= other[0] for one, other in pairwise(edits))
    assert all(start < end for start, end, _ in edits)


def test_many_edits_join_in_linear_time() -> None:
    edits = [(4 * i, 4 * i + 2, 1) for i in range(50_000)]
    first = Alignment(200_000, edits)
    joined = first.then(Alignment(first.target_length, [(3 * i, 3 * i + 1, 0) for i in range(50_000)]))
    assert joined.edits == [(4 * i, 4 * i + 2, 0) for i in range(50_000)]


def test_replaces_spans() -> None:
    text, alignment = replace("một hai ba", [(0, 3, "1"), (4, 7, "HAI"), (8, 10, "three")])
    assert text == "1 HAI three"
    assert alignment == Alignment(10, [(0, 3, 1), (8, 10, 5)])
    assert replace("", []) == ("", Alignment(0))


def test_substitutes_matches() -> None:
    assert substitute(re.compile("(x+)"), lambda found: "y", "axxbxc") == ("aybyc", Alignment(6, [(1, 3, 1)]))
    assert substitute(re.compile("(x+)"), lambda found: "y", "abc") == ("abc", Alignment(3))


def test_compares_and_shows_itself() -> None:
    assert Alignment(3, [(0, 2, 1)]) == Alignment(3, [(0, 2, 1)]) != Alignment(3, [(0, 2, 0)])
    assert hash(Alignment(3, [(0, 2, 1)])) == hash(Alignment(3, [(0, 2, 1)]))
    assert Alignment(3) != (3,)
    assert repr(Alignment(3, [(0, 2, 1)])) == "Alignment(3, [(0, 2, 1)])"

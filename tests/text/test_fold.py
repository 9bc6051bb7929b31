import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text.fold import fold, fold_key
from extract.text.normalise import normalise

PROPERTY = settings(max_examples=200, derandomize=True, deadline=None, database=None)


def examples() -> list[tuple[str, str]]:
    found = []
    for line in Path(__file__).with_name("fold_examples.txt").read_text("utf-8").splitlines():
        if line and line[0] != "#":
            text, _, expected = line.partition(" => ")
            found.append((text, expected or text))
    return found


@pytest.mark.parametrize(("text", "expected"), examples())
def test_examples(text: str, expected: str) -> None:
    assert fold(text) == expected
    assert fold(expected) == expected


def test_every_character_folds_to_one_character() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(fold(everything)) == len(everything)


@PROPERTY
@given(st.text() | st.text("kKyYýỷqQuUthngİıΣ -'"))
def test_length_stays_and_folding_twice_changes_nothing(text: str) -> None:
    text = normalise(text).text
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    "text",
    [
        "Kỷ niệm chương",
        "kỉ niệm chương",
        "  KỶ NIỆM\u00a0CHƯƠNG ",
        "Ky\u0309 nie\u0323\u0302m  chương",
        "kỷ&nbsp;niệm chương",
    ],
)
def test_spellings_of_one_name_have_one_key(text: str) -> None:
    assert fold_key(text) == "kỉ niệm chương"


def test_key_drops_outer_line_ends() -> None:
    assert fold_key("\n Uỷ ban \r\n") == "ủy ban"

"""A name found in a text."""

from typing import Literal, NamedTuple

NameKind = Literal["person", "organization", "place"]


class Name(NamedTuple):
    """A name in the normalised text.

    `score` is 1.0 where a cue or a list makes a rule sure and less where a rule goes by the shape of the name alone;
    for a name that the model found it is the share of the model's names of this kind that are right. `rule` says what
    found it.
    """

    kind: NameKind
    start: int
    end: int
    score: float
    rule: str

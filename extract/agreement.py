"""When a value of a record agrees with that of a gold one, field by field.

Words are compared in one spelling: case, i/y, tone placement and outer punctuation do not count. Of phrases, names of
bodies and receivers a share of the words has to agree, for how far they reach is a matter of taste.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from extract.text.fold import fold_key

SAME_PHRASE = 0.5
SAME_BODY = 0.6
_PUNCTUATION = ".,;:!?\"'()[]-“”‘’–"


def words(text: str | None) -> list[str]:
    """The words of a text in one spelling."""
    return [word for word in (word.strip(_PUNCTUATION) for word in fold_key(text or "").split()) if word]


def agreement(one: str | None, other: str | None) -> float:
    """The F1 of two texts' words."""
    counted, others = Counter(words(one)), Counter(words(other))
    same = (counted & others).total()
    return 2 * same / (counted.total() + others.total()) if same else 0.0


def same_words(gold: str | None, found: str | None) -> bool:
    """The same words, or none in both."""
    return words(gold) == words(found)


def same_phrase(gold: str | None, found: str | None) -> bool:
    """Half of the words agree, or the gold phrase stands whole in one at most twice as long, or both are empty."""
    wanted, made = words(gold), words(found)
    if not wanted or not made:
        return not wanted and not made
    within = f" {' '.join(wanted)} " in f" {' '.join(made)} " and len(made) <= 2 * len(wanted)
    return within or agreement(gold, found) >= SAME_PHRASE


def same_body(gold: str | None, found: str | None) -> bool:
    """Most of the words agree, or both are empty."""
    return not found if not gold else agreement(gold, found) >= SAME_BODY


def same_unit(gold: str | None, found: str | None) -> bool:
    """The same words, or one begins with the other ("hộ", "hộ dân")."""
    wanted, made = words(gold), words(found)
    shorter = min(len(wanted), len(made))
    return wanted == made or (shorter > 0 and wanted[:shorter] == made[:shorter])


def same_receivers(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Each receiver of the one list has its own in the other, of which half the words agree."""
    left = list(found)
    for receiver in gold:
        best = max(left, key=lambda one: agreement(receiver, one), default=None)
        if best is None or agreement(receiver, best) < SAME_PHRASE:
            return False
        left.remove(best)
    return not left


def _equal(gold: object, found: object) -> bool:
    return gold == found


Same = Callable[[Any, Any], bool]

FIELDS: Mapping[str, Mapping[str, Same]] = MappingProxyType(
    {
        "officials.person": {"name": same_words, "gender": _equal},
        "officials": {"kind": _equal, "role": same_words, "organization": same_phrase, "former": _equal},
        "dates": {"type": _equal},
        "statistics": {
            "kind": _equal,
            "unit": same_unit,
            "modifier": _equal,
            "change": _equal,
            "subject": same_phrase,
            "entity": same_phrase,
        },
        "awards": {
            "giver": same_body,
            "recipients": same_receivers,
            "quantity": _equal,
            "presenter": same_words,
            "posthumous": _equal,
        },
    }
)
"""The fields that are asked of each find that is right, by the measure that it is right by, with when they agree."""

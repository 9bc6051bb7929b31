"""When a value of a record agrees with that of a gold one; `extract.declared` says which fields are asked so.

Words are compared in one spelling: case, i/y, tone placement and outer punctuation do not count. Of phrases, names of
bodies and receivers a share of the words has to agree, for how far they reach is a matter of taste.
"""

from collections import Counter
from collections.abc import Callable, Sequence
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


Same = Callable[[Any, Any], bool]

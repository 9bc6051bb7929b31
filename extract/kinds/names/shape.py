"""The shape of persons' names: what looks like one, and where in a run of capitalised words it begins."""

from collections.abc import Callable, Sequence

from extract.kinds.names.gazetteer import COMMON, Gazetteer
from extract.patterns import compiled
from extract.text.syllable import may_be_syllable

_APOSTROPHES = frozenset("'\u2019")
_HIGHLAND = compiled(r"[hk]['\u2019]\p{L}{2}")
"""Women's and men's names of the Central Highlands: "H'Ngăm", "K'Beo"."""
NUMERAL = compiled(r"[ivx]{1,5}")
"""A Roman number: of a term of parliament, of a king."""
COMMON_GIVEN = 10
"""How often a syllable that ends names for sure has been counted to end one."""
_LONGEST = 5
"""Syllables of the longest Vietnamese names that are not of the highlands."""
NEVER = (0, 0)
"""How often a syllable of no list has ended a name and stood inside one."""


def is_foreign(folded: str) -> bool:
    """Whether a folded word of three letters or more is not spelled like a Vietnamese syllable."""
    return len(folded) > 2 and not may_be_syllable(folded)


def is_highland(folded: str) -> bool:
    """Whether a folded word is a name of the Central Highlands by its spelling: "h'ngăm"."""
    return folded[1:2] in _APOSTROPHES and _HIGHLAND.match(folded) is not None


def is_initial(folded: str) -> bool:
    """Whether a folded word stands for a longer one: "h.", "tr", "b"."""
    return len(folded.rstrip(".")) < 3 and not may_be_syllable(folded)


def is_vietnamese_name(words: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether folded words are, by themselves, the full name of a Vietnamese person.

    A common family name needs given names behind it that are known as such; a rare one also "Văn", "Thị" or a third
    syllable; one that is mostly another word needs "Văn" or "Thị" or three more syllables.
    """
    if not 2 <= len(words) <= _LONGEST:
        return False
    strength = gazetteer.family.get(words[0])
    if strength is None:
        return False
    if gazetteer.houses.get(words[0]) == words[1] and len(words) > 2:
        words = (words[0], *words[2:])
    if _of_a_people(words, strength, gazetteer):
        return True
    if len(words) > 3 and " ".join(words[:2]) in gazetteer.places and is_vietnamese_name(words[2:], gazetteer):
        return False  # "Hà Giang Trần Văn A"
    if not _ends_as_names_do(words, gazetteer):
        return strength == COMMON and _ends_unusually(words, gazetteer)
    return all(map(_inside(gazetteer), words[1:-1])) and _enough(words, strength, gazetteer)


def _of_a_people(words: Sequence[str], strength: int, gazetteer: Gazetteer) -> bool:
    """Whether words are a name of peoples whose given names are in no list: "Giàng Seo Páo"."""
    return strength == 1 and len(words) == 3 and words[1] in gazetteer.highland and may_be_syllable(words[2])


def _ends_as_names_do(words: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether the last word is known to end names, or an initial."""
    return gazetteer.given.get(words[-1], NEVER)[0] > 0 or (len(words) > 2 and is_initial(words[-1]))


def _ends_unusually(words: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether the last of three words may be a given name that no list has."""
    return len(words) == 3 and words[1] in gazetteer.given and may_be_syllable(words[-1])


def _inside(gazetteer: Gazetteer) -> Callable[[str], bool]:
    """What tells whether a word stands inside names."""
    return lambda word: word in gazetteer.given or word in gazetteer.family


def _enough(words: Sequence[str], strength: int, gazetteer: Gazetteer) -> bool:
    """Whether a family name of this strength needs no more than its words for a name."""
    count, second = len(words), words[1]
    if second in gazetteer.gendered and count > 2:
        return True
    if count == _LONGEST and second not in gazetteer.family:
        return False
    return strength == COMMON or (strength == 1 and count > 2 and gazetteer.given.get(second, NEVER)[1] > 9)


def is_rare_name(words: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether folded words of which nothing but a title in front says that they are a name can be one.

    The first is a family name, be it mostly another word ("Bạch"), and given names that are known as such follow.
    Between a common family name and a common given one there may be a syllable of no list: "Lê Khả Duy".
    """
    if not 2 < len(words) < _LONGEST or words[0] not in gazetteer.family or place_prefix(words, gazetteer) > 1:
        return False
    if len(words) == 3:
        if _rare_inside(words, gazetteer):
            return _common_around(words, gazetteer)
        if words[1] in gazetteer.highland:
            return may_be_syllable(words[-1])
    first = words[1] in gazetteer.highland or gazetteer.given.get(words[1], NEVER)[1] > 1
    return first and all(map(_inside(gazetteer), words[2:-1])) and gazetteer.given.get(words[-1], NEVER)[0] > 0


def _rare_inside(words: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether a syllable of no list stands behind a common family name."""
    common = gazetteer.family[words[0]] == COMMON
    return common and words[1] not in gazetteer.given and words[1] not in gazetteer.cues


def _common_around(words: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether such a syllable makes a name with the common given name behind it, and no other word."""
    common = gazetteer.given.get(words[-1], NEVER)[0] >= COMMON_GIVEN
    return common and may_be_syllable(words[1]) and " ".join(words[1:]) not in gazetteer.collocations


def name_start(words: Sequence[str], gazetteer: Gazetteer) -> int | None:
    """The index of the word at which a Vietnamese full name that ends the words begins, or None.

    "Hà Nội Nguyễn Văn A" gives 2: the name of a place stands before the person's; so does "Hoa Mai Lê Thị A".
    """
    place = place_prefix(words, gazetteer)
    if place and is_vietnamese_name(words[place:], gazetteer):
        return place
    for index in range(max(len(words) - _LONGEST, 0), len(words) - 1):
        gendered = len(words) - index > 2 and words[index + 1] in gazetteer.gendered
        known = gazetteer.family.get(words[index]) == 2 or (gendered and words[index] in gazetteer.family)
        if known and is_vietnamese_name(words[index:], gazetteer):
            inner = index and len(words) - index > 3 and words[index + 2] in gazetteer.gendered
            return index + 1 if inner and gazetteer.family.get(words[index + 1]) == 2 else index
    return None


def rare_start(words: Sequence[str], gazetteer: Gazetteer) -> int | None:
    """The index of the word, not the first, at which a common family name begins the last three: "Sở Lê Khả Duy"."""
    start = len(words) - 3
    rare = start > 0 and gazetteer.family.get(words[start]) == 2 and is_rare_name(words[start:], gazetteer)
    return start if rare else None


def foreign_start(words: Sequence[str], gazetteer: Gazetteer) -> int | None:
    """The index of the first word that is known as a foreign given name and has a word behind it, or None."""
    for index, word in enumerate(words[:-1]):
        if gazetteer.foreign.get(word.partition("-")[0]) == "given":
            return index
    return None


def highland_start(words: Sequence[str]) -> int | None:
    """The index of the word, not the first, at which a name of the Central Highlands begins: "Ky H'Ngăm"."""
    for index in range(1, len(words)):
        if is_highland(words[index]) or (words[index] == "y" and any(map(is_foreign, words[index + 1 :]))):
            return index
    return None


def place_prefix(words: Sequence[str], gazetteer: Gazetteer) -> int:
    """How many of the words, from the first, are the longest known name of a place; 0 for none."""
    for count in range(min(len(words), 5), 0, -1):
        if " ".join(words[:count]) in gazetteer.places:
            return count
    return 0

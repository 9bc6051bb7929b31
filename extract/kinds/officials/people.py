"""Tells persons apart: which names in a text are one person's, full and short ("Đặng Văn Khởi", "ông Khởi")."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from extract.document import Document
from extract.kinds.names import Name
from extract.kinds.names.gazetteer import Gazetteer
from extract.kinds.names.shape import is_vietnamese_name
from extract.kinds.officials.cues import Cues
from extract.record import Gender
from extract.text.fold import fold_key
from extract.text.syllable import may_be_syllable

_COMMON = 2
"""The strength of a common family name in the gazetteer; people are not called by those."""

_MARKS = dict.fromkeys(map(ord, ",;:.!?\"'()-"), " ")
_LONG = 6
"""Letters of a foreign word in which one may be wrong."""


@dataclass(slots=True)
class Person:
    """One person of a text: the words of the fullest name, folded, the indices of the names, and the gender."""

    words: tuple[str, ...]
    names: list[int] = field(default_factory=list)
    gender: Gender | None = None


def name_words(folded: str) -> tuple[str, ...]:
    """The words of a folded name, without the marks that join or shorten them: "kim jong-un" has three."""
    return tuple(folded.replace("-", " ").replace(".", " ").split())


class PersonFinder:
    """Groups the names of a document by person."""

    def __init__(self, cues: Cues, lists: Gazetteer) -> None:
        self._cues = cues
        self._lists = lists

    def __call__(
        self, document: Document, names: Sequence[Name], aside: Container[int], titled: Mapping[int, set[str]]
    ) -> list[Person]:
        """The persons in order of their first name; a short name is of the person last named before it.

        The names with the indices `aside` are nobody's; `titled` holds the roles of those that have a title beside
        them. A short name with a role is of one who has it; of two foreigners of one family name, the one with a title
        is called by it.
        """
        folded = document.folded
        words = [
            () if index in aside else name_words(folded[name.start : name.end]) for index, name in enumerate(names)
        ]
        genders = [self._gender(folded, name.start) for name in names]
        persons = self._by_full_name(words)
        held: dict[int, Person] = {index: person for person in persons for index in person.names}
        for person in persons:
            person.gender = _vote([genders[index] for index in person.names])
        short = self._called(document, persons, words)
        sole = _sole(persons, short)
        recent: dict[int, int] = {}
        loners: dict[str, Person] = {}
        for index, key in enumerate(words):
            known = held.get(index)
            if known is None and len(key) == 1:
                [word] = key
                known = self._nearest(_by_title(short.get(word, []), index, word, titled), recent, genders[index])
                known = known or sole.get(word) or loners.setdefault(word, Person(key))
                known.names.append(index)
                known.gender = known.gender or genders[index]
            if known is not None:
                recent[id(known)] = index
        return self._settled([*persons, *loners.values()])

    def _settled(self, persons: Sequence[Person]) -> list[Person]:
        """The persons in order of their first name, with the gender that a name tells where no form of address does."""
        for person in persons:
            person.names.sort()
            if person.gender is None and len(person.words) > 2 and person.words[1] in self._lists.female:
                person.gender = "female"
        return sorted(persons, key=lambda person: person.names[0])

    def _called(
        self, document: Document, persons: Sequence[Person], words: Sequence[tuple[str, ...]]
    ) -> dict[str, list[Person]]:
        """The persons by the words that each may be called by.

        Who is called so in the article's title, in full, leaves nobody else of that name to be meant by it.
        """
        told = self._told(document)
        short: dict[str, list[Person]] = {}
        for person in persons:
            for full in dict.fromkeys((person.words, *(words[index] for index in person.names))):
                for word in self._short_names(full) if len(full) == len(person.words) else ():
                    alike = short.setdefault(word, [])
                    if person not in alike and told.get(word, person.words) == person.words:
                        alike.append(person)
        return short

    def _told(self, document: Document) -> dict[str, tuple[str, ...]]:
        """The full names of Vietnamese in the article's title, by their last words."""
        title = document.article.title or ""
        words = fold_key(title.translate(_MARKS)).split()
        told: dict[str, tuple[str, ...]] = {}
        for start in range(len(words) - 2):
            for full in (words[start : start + 4], words[start : start + 3]):
                if is_vietnamese_name(full, self._lists):
                    told.setdefault(full[-1], tuple(full))
        return told

    def _by_full_name(self, words: Sequence[tuple[str, ...]]) -> list[Person]:
        full: dict[tuple[str, ...], list[int]] = {}
        for index, key in enumerate(words):
            if len(key) > 1:
                full.setdefault(key, []).append(index)
        persons: list[Person] = []
        by_last: dict[str, list[Person]] = {}
        by_rest: dict[tuple[int, tuple[str, ...]], list[Person]] = {}  # by the words but for one
        for key in sorted(full, key=lambda key: -len(key)):
            alike = by_last.setdefault(key[-1], [])
            longer = [person for person in alike if _shortens(key, person.words)]
            rests = [(place, (*key[:place], *key[place + 1 :])) for place in range(len(key))]
            longer = longer or [
                person for rest in rests for person in by_rest.get(rest, ()) if _misspells(key, person.words)
            ]
            if len(longer) == 1:
                longer[0].names += full[key]
            else:
                persons.append(Person(key, list(full[key])))
                alike.append(persons[-1])
                for rest in rests:
                    by_rest.setdefault(rest, []).append(persons[-1])
                for word in key[1:-1] if key[0] == "y" else ():
                    by_last.setdefault(word, []).append(persons[-1])
        return persons

    def _short_names(self, words: tuple[str, ...]) -> list[str]:
        """The single words that a person may be called by: the last, the first of a foreign name too."""
        if len(words) == 1:
            return [words[0]]
        short = [words[-1]]
        foreign = any(len(word) > 2 and not may_be_syllable(word) for word in words)
        if words[0] != words[-1] and (
            foreign or self._lists.family.get(words[0], 0) < _COMMON or words[0] in self._cues.surnames
        ):
            short.append(words[0])
        if foreign:
            short += [word for word in words[1:-1] if len(word) > 2]
        return short

    @staticmethod
    def _nearest(candidates: Sequence[Person], recent: dict[int, int], gender: Gender | None) -> Person | None:
        """The candidate of fitting gender named last, else the first that is named at all."""
        fitting = [person for person in candidates if not gender or not person.gender or person.gender == gender]
        if not fitting:
            return None
        return max(fitting, key=lambda person: recent.get(id(person), -1))

    def _gender(self, folded: str, start: int) -> Gender | None:
        """What the form of address right before a name tells."""
        word = folded[max(start - 8, 0) : start].rsplit(None, 1)[-1:]
        if not word or folded[start - 1] != " ":
            return None
        if word[0] in self._cues.female:
            return "female"
        return "male" if word[0] in self._cues.male else None


def _sole(persons: Sequence[Person], short: Container[str]) -> dict[str, Person]:
    """Those of three words or more who alone have a family name, by it, where it is no `short` name of anybody's."""
    families: dict[str, list[Person]] = {}
    for person in persons:
        if len(person.words) > 2 and person.words[0] not in short:
            families.setdefault(person.words[0], []).append(person)
    return {word: alike[0] for word, alike in families.items() if len(alike) == 1}


def _by_title(candidates: Sequence[Person], index: int, word: str, titled: Mapping[int, set[str]]) -> Sequence[Person]:
    """Those of the `candidates` that titles speak for, where any do, for the name `word` at `index`.

    Of several foreigners the ones with a title are called by one word; a name with a role is of who has that role.
    """
    if len(candidates) > 1 and not may_be_syllable(word):
        candidates = [person for person in candidates if any(name in titled for name in person.names)] or candidates
    if len(candidates) > 1 and index in titled:
        roles = titled[index]
        candidates = [
            person for person in candidates if any(roles & titled[name] for name in person.names if name in titled)
        ] or candidates
    return candidates


def _vote(genders: Sequence[Gender | None]) -> Gender | None:
    female, male = genders.count("female"), genders.count("male")
    return None if female == male else "female" if female > male else "male"


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name of two words or more is another one without some of its words."""
    if len(short) >= len(full):
        return False
    if full[-len(short) :] == short or (short[0] == "y" and full[: len(short)] == short):
        return True  # the family name of the Ede and M'nong stands last: "Y Blek Niê"
    return short[0] == full[0] and short[-1] == full[-1] and all(word in full for word in short)


def _misspells(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two foreign names are alike but for a letter of one word: "Stefan Kohler", "Stefan Kohller"."""
    if len(one) != len(other):
        return False
    apart = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and min(map(len, apart[0])) >= _LONG and _by_a_letter(*apart[0])


def _by_a_letter(one: str, other: str) -> bool:
    """Whether words that are no syllables of Vietnamese differ by one letter that is more, or another one."""
    if may_be_syllable(one) or may_be_syllable(other):
        return False
    short, long = sorted((one, other), key=len)
    same = next((index for index, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    return short[same:] == long[same + 1 :] or short[same + 1 :] == long[same + 1 :]

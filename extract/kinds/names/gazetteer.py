"""What is known of names: family and given names, places, organisations, foreign and religious names, cue words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast, get_args

from extract.entries import OrganizationEntry, PlaceEntry, WordEntry
from extract.kinds.names.patterns import Patterns, patterns
from extract.lexicon import Lexicon, longest_first
from extract.resources import rows
from extract.text.fold import fold_key

CueRole = Literal[
    "person", "occupation", "place", "bearer", "organization", "portfolio", "beside", "thing", "alias", "plain"
]

_CONTEXT = 28
"""Characters to the left of a name that are looked at for a cue word of up to four syllables."""
HEADS = frozenset(("place", "bearer", "organization", "portfolio", "thing"))
"""Roles of words that begin the name of something that is no person."""
COMMON = 2
"""The strength of a common family name."""
_COMMON_FAMILY = 20
"""A family name seen in this many articles is strong evidence by itself."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Lists of names, by their folded forms.

    Attributes:
        family: family names; 2 for a common one, 1 for a rare one, 0 for one that is mostly another word.
        given: syllables of given names, with how often each ends a name and stands inside one.
        gendered: middle names that say whether a man or a woman bears the name; none ends with them.
        female: those of women.
        houses: family names of two syllables: the second by the first.
        highland: what stands before the given names of peoples whose given names are in no list.
        foreign: cues of foreign names: `given`, `family`, `reading` (Sino-Vietnamese) or `particle`.
        endings: what foreign family names end with that firms' names do not.
        namesakes: persons whom streets, schools and other things are called after.
        firms: words in the names of firms, clubs and universities abroad.
        religious: first elements of the names of clergy.
        places: names of places without the word for their kind; True where one is in the rules.
        organizations: names of organisations known without a head word.
        compounds: words of two syllables that are written with a capital first syllable, or begin the name of what is
            no person.
        compound_starts: their first syllables.
        collocations: pairs of syllables that keep together.
        clusters: the cluster of a word, a capitalised one with "^" in front, by the words that it stands beside.
        cues: what a word says of the name behind it.
        units: the words for administrative units, each with the full one that it stands for ("tp": "thành phố").
        unit_starts: their first syllables.
        seats: bodies of units, with the word for the unit ("huyện ủy": "huyện").
        inside: the cues that belong to the name of the body behind them.
        cue_ends: the last syllables of the cues, also behind an opening quotation mark or bracket, with how many
            syllables the longest cue that ends so has.
        governed: words for units of the state's order, which have heads ("tỉnh", "xã", "thôn").
        fields: what departments are named after ("nhi").
        departments: what ends a title that a field follows ("khoa ").
        numbered: forces that have a number for a name.
        ministers: titles that a portfolio follows ("bộ trưởng ").
        ands: what joins two names, with the spaces around it (" và ").
        credits: what begins a photographer's credit (" ảnh").
        patterns: what is looked for in a text.
        hyphened: what foreign names go on behind in lower case, behind hyphens.
        schools: words that begin a school's name.
        peoples: peoples and movements of one word.
    """

    family: dict[str, int]
    given: dict[str, tuple[int, int]]
    gendered: frozenset[str]
    female: frozenset[str]
    houses: dict[str, str]
    highland: frozenset[str]
    foreign: dict[str, str]
    endings: tuple[str, ...]
    namesakes: frozenset[str]
    firms: frozenset[str]
    religious: frozenset[str]
    places: frozenset[str]
    organizations: frozenset[str]
    compounds: frozenset[str]
    compound_starts: frozenset[str]
    collocations: frozenset[str]
    clusters: dict[str, str]
    cues: dict[str, CueRole]
    units: dict[str, str]
    unit_starts: frozenset[str]
    seats: dict[str, str]
    inside: frozenset[str]
    cue_ends: dict[str, int]
    governed: frozenset[str]
    fields: frozenset[str]
    departments: tuple[str, ...]
    numbered: tuple[str, ...]
    ministers: tuple[str, ...]
    ands: tuple[str, ...]
    credits: tuple[str, ...]
    patterns: Patterns
    hyphened: frozenset[str]
    schools: frozenset[str]
    peoples: frozenset[str]


@lru_cache(maxsize=4)
def gazetteer(lexicon: Lexicon) -> Gazetteer:
    """The tables of data/names together with the places and cue words of a lexicon."""

    def forms(*classes: str) -> frozenset[str]:
        return frozenset(lexicon.forms(*classes))

    def around(name: str, spaces: str) -> tuple[str, ...]:
        return tuple(map(spaces.format, lexicon.forms(name)))

    def table(name: str) -> frozenset[str]:
        return frozenset(fold_key(row[0]) for row in rows(f"names/{name}.tsv"))

    places, organizations = _listed(lexicon, table("places"), table("organizations"))
    units = _units(lexicon)
    cues = _cues(lexicon, units)
    foreign = {fold_key(name): kind for name, kind in rows("names/foreign.tsv")}
    gendered = lexicon.words("name.gendered")
    compounds = frozenset(compound for (compound,) in rows("names/compounds.tsv"))
    compounds |= {cue for cue in cues if cues[cue] in HEADS}
    return Gazetteer(
        family=_family(cues),
        given=_given(),
        gendered=forms("name.gendered"),
        female=frozenset(longest_first(word for word in gendered if word.gender == "female")),
        houses=dict(form.split(" ", 1) for form in forms("name.house")),
        highland=forms("name.gendered", "name.highland"),
        foreign=foreign,
        endings=tuple(name.lstrip("-") for name, kind in foreign.items() if kind == "ending"),
        namesakes=table("namesakes"),
        firms=forms("name.firm"),
        religious=table("religious"),
        places=places,
        organizations=organizations,
        compounds=compounds,
        compound_starts=_starts(compounds),
        collocations=frozenset(pair for (pair,) in rows("names/collocations.tsv")),
        clusters=_clusters(),
        cues=cues,
        units=units,
        unit_starts=_starts(units),
        seats=_seats(lexicon),
        inside=frozenset(longest_first(word for word in lexicon.entries(WordEntry) if word.inside)),
        cue_ends=_cue_ends(cues),
        governed=frozenset(longest_first(lexicon.units("province", "district", "commune", "hamlet"))),
        fields=forms("name.field"),
        departments=around("name.department", "{} "),
        numbered=tuple(lexicon.forms("name.numbered")),
        ministers=around("name.minister", "{} "),
        ands=around("name.and", " {} "),
        credits=around("name.credit", " {}"),
        patterns=patterns(lexicon, [name for name, kind in foreign.items() if kind == "particle"]),
        hyphened=forms("name.hyphened"),
        schools=forms("name.school"),
        peoples=forms("name.people"),
    )


def _given() -> dict[str, tuple[int, int]]:
    return {fold_key(syllable): (int(last), int(middle)) for syllable, last, middle in rows("names/given.tsv")}


def _clusters() -> dict[str, str]:
    return {
        word: str(number) for number, (words,) in enumerate(rows("names/clusters.tsv")) for word in words.split(" ")
    }


def _seats(lexicon: Lexicon) -> dict[str, str]:
    return {fold_key(form): str(word.value) for word in lexicon.words("name.seat") for form in word.forms}


def _listed(
    lexicon: Lexicon, places: Iterable[str], organizations: Iterable[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The places and the organisations of the tables and of a lexicon."""
    known: dict[bool, set[str]] = {True: set(places), False: set(organizations)}
    for place in lexicon.entries(PlaceEntry):
        if place.kind != "unit":
            known[place.kind != "union"].update(map(fold_key, place.forms))
    for body in lexicon.entries(OrganizationEntry):
        if body.proper:
            known[False].update(map(fold_key, body.forms))
    return frozenset(known[True]), frozenset(known[False])


def _units(lexicon: Lexicon) -> dict[str, str]:
    """The words for units, each with the full one that it stands for."""
    entries = (place for place in lexicon.entries(PlaceEntry) if place.kind == "unit")
    return {fold_key(form): fold_key(unit.forms[0]) for unit in entries for form in unit.forms}


def _cues(lexicon: Lexicon, units: Iterable[str]) -> dict[str, CueRole]:
    """What words say of the name behind them; of several roles, the first counts."""
    cues: dict[str, CueRole] = dict.fromkeys(lexicon.forms("honorific"), "person")
    for word in lexicon.words(*(f"name.{role}" for role in get_args(CueRole))):
        for form in word.forms:
            cues.setdefault(fold_key(form), cast(CueRole, word.word_class.removeprefix("name.")))
    for form in units:
        cues.setdefault(form, "place")
    return cues


def _family(cues: Mapping[str, CueRole]) -> dict[str, int]:
    """The family names with their strength; a rare one that is a cue too is mostly another word."""
    family: dict[str, int] = {}
    for name, articles, _, weak in rows("names/family.tsv"):
        key = fold_key(name)
        common = int(articles) >= _COMMON_FAMILY
        other = weak == "1" or (not common and cues.get(key, "person") != "person")
        family[key] = max(0 if other else 1 + common, family.get(key, 0))
    return family


def _starts(words: Iterable[str]) -> frozenset[str]:
    """The first of their syllables."""
    return frozenset(word.partition(" ")[0] for word in words)


def _cue_ends(cues: Iterable[str]) -> dict[str, int]:
    ends: dict[str, int] = {}
    for cue in cues:
        syllables = cue.split(" ")
        for mark in ("", '"', "'", "(", "["):
            last = mark + syllables[-1]
            ends[last] = max(len(syllables), ends.get(last, 0))
    return ends


def cue_before(folded: str, start: int, lists: Gazetteer) -> tuple[CueRole | None, int]:
    """What the words right before `start` in a folded text say of the name there, and where they begin."""
    end = start - 1
    if end < 0 or folded[end] != " ":
        return None, start
    low = start - _CONTEXT if start > _CONTEXT else 0
    last = folded[low:end].rpartition(" ")[2]
    longest = lists.cue_ends.get(last.rpartition("\n")[2] if "\n" in last else last)
    if longest is None:
        return None, start
    before = folded[low:end].rsplit(None, longest)[-longest:]
    while before:
        cue = " ".join(before).lstrip("\"'([")
        role = lists.cues.get(cue)
        if role is not None:
            return role, end - len(cue)
        del before[0]
    return None, start

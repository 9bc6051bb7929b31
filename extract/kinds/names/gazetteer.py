"""What is known of names: family and given names, places, organisations, foreign and religious names, cue words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast, get_args

import regex

from extract.entries import OrganizationEntry, PlaceEntry, WordEntry
from extract.lexicon import Lexicon, alternation, longest_first
from extract.patterns import compiled
from extract.resources import DATA
from extract.text.fold import fold_key

CueRole = Literal[
    "person", "occupation", "place", "bearer", "organization", "portfolio", "beside", "thing", "alias", "plain"
]

_CONTEXT = 28
"""Characters to the left of a name that are looked at for a cue word of up to four syllables."""
COMMON = 2
"""The strength of a common family name."""
_COMMON_FAMILY = 20
"""A family name seen in this many articles is strong evidence by itself."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Lists of names, by their folded forms.

    Attributes:
        governed: words for units of the state's order, which have heads ("tỉnh", "xã", "thôn").
        level: what tells, behind a committee's name, of which level it is ("UBND" + "phường").
        family: family names; 2 for a common one, 1 for a rare one, 0 for one that is mostly another word.
        given: syllables of given names, with how often each ends a name and stands inside one.
        gendered: middle names that say whether a man or a woman bears the name; none ends with them.
        highland: what stands before the given names of peoples whose given names are in no list.
        foreign: cues of foreign names: `given`, `family`, `reading` (Sino-Vietnamese) or `particle`.
        endings: what foreign family names end with that firms' names do not.
        namesakes: persons whom streets, schools and other things are called after.
        firms: words in the names of firms, clubs and universities abroad.
        holder: matches, behind a name, the form of address of the person that it is no name of.
        acts: matches what stands behind a name that is a person's: a verb, or words that say who it is.
        religious: first elements of the names of clergy.
        places: names of places without the word for their kind; True where one is in the rules.
        organizations: names of organisations known without a head word.
        compounds: words of two syllables that are written with a capital first syllable.
        collocations: pairs of syllables that keep together.
        clusters: the cluster of a word, a capitalised one with "^" in front, by the words that it stands beside.
        cues: what a word says of the name behind it.
        units: the words for administrative units, each with the full one that it stands for ("tp": "thành phố").
        seats: bodies of units, with the word for the unit ("huyện ủy": "huyện").
        inside: the cues that belong to the name of the body behind them.
        cue_ends: the last syllables of the cues, also behind an opening quotation mark or bracket.
        stops: matches, in text that is not folded, what the name of an organisation has ended before.
        fields: what departments are named after ("nhi").
        departments: what ends a title that a field follows ("khoa ").
        apposes: matches all that stands between a name and a title in apposition to it.
        address: matches, before a name, the number of a house.
    """

    family: dict[str, int]
    given: dict[str, tuple[int, int]]
    gendered: frozenset[str]
    highland: frozenset[str]
    foreign: dict[str, str]
    endings: tuple[str, ...]
    namesakes: frozenset[str]
    firms: frozenset[str]
    acts: regex.Pattern[str]
    holder: regex.Pattern[str]
    religious: frozenset[str]
    places: frozenset[str]
    organizations: frozenset[str]
    compounds: frozenset[str]
    collocations: frozenset[str]
    clusters: dict[str, str]
    cues: dict[str, CueRole]
    units: dict[str, str]
    seats: dict[str, str]
    inside: frozenset[str]
    cue_ends: frozenset[str]
    stops: regex.Pattern[str]
    governed: frozenset[str]
    level: regex.Pattern[str]
    fields: frozenset[str]
    departments: tuple[str, ...]
    apposes: regex.Pattern[str]
    address: regex.Pattern[str]


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table in data/names, without its header."""
    lines = (DATA / "names" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    yield from rows[1:]


@lru_cache(maxsize=4)
def gazetteer(lexicon: Lexicon) -> Gazetteer:
    """The tables of data/names together with the places and cue words of a lexicon."""
    given = {fold_key(syllable): (int(last), int(middle)) for syllable, last, middle in rows("given")}
    places = {fold_key(name) for name, _ in rows("places")}
    organizations = {fold_key(name) for name, _ in rows("organizations")}
    for place in lexicon.entries(PlaceEntry):
        if place.kind != "unit":
            (organizations if place.kind == "union" else places).update(map(fold_key, place.forms))
    for body in lexicon.entries(OrganizationEntry):
        if body.proper:
            organizations.update(map(fold_key, body.forms))
    cues: dict[str, CueRole] = dict.fromkeys(lexicon.forms("honorific"), "person")
    for word in lexicon.words(*(f"name.{role}" for role in get_args(CueRole))):
        for form in word.forms:
            cues.setdefault(fold_key(form), cast(CueRole, word.word_class.removeprefix("name.")))
    units: dict[str, str] = {}
    for unit in lexicon.entries(PlaceEntry):
        if unit.kind == "unit":
            units |= {fold_key(form): fold_key(unit.forms[0]) for form in unit.forms}
    for form in units:
        cues.setdefault(form, "place")
    family: dict[str, int] = {}
    for name, articles, _, weak in rows("family"):
        key = fold_key(name)
        common = int(articles) >= _COMMON_FAMILY
        strength = 0 if weak == "1" or (not common and cues.get(key, "person") != "person") else 1 + common
        family[key] = max(strength, family.get(key, 0))
    foreign = {fold_key(name): kind for name, kind in rows("foreign")}
    return Gazetteer(
        family=family,
        given=given,
        gendered=frozenset(lexicon.forms("name.gendered")),
        highland=frozenset(lexicon.forms("name.gendered", "name.highland")),
        foreign=foreign,
        endings=tuple(name.lstrip("-") for name, kind in foreign.items() if kind == "ending"),
        namesakes=frozenset(fold_key(name) for name, _ in rows("namesakes")),
        firms=frozenset(lexicon.forms("name.firm")),
        holder=compiled(rf", {alternation(longest_first(lexicon.words('honorific')))} "),
        acts=compiled(rf",? {alternation(lexicon.forms('name.act'))}\b"),
        religious=frozenset(fold_key(name) for name, _ in rows("religious")),
        places=frozenset(places),
        organizations=frozenset(organizations),
        compounds=frozenset(compound for (compound,) in rows("compounds")),
        collocations=frozenset(pair for (pair,) in rows("collocations")),
        clusters={word: str(number) for number, (words,) in enumerate(rows("clusters")) for word in words.split(" ")},
        cues=cues,
        units=units,
        seats={fold_key(form): str(word.value) for word in lexicon.words("name.seat") for form in word.forms},
        inside=frozenset(longest_first(word for word in lexicon.entries(WordEntry) if word.inside)),
        cue_ends=frozenset(mark + cue.rsplit(" ", 1)[-1] for cue in cues for mark in ("", '"', "'", "(", "[")),
        stops=compiled(rf' {alternation(lexicon.forms("name.stop"))}(?= |$)| ?[;()"]| [-–]$'),
        governed=frozenset(longest_first(lexicon.units("province", "district", "commune", "hamlet"))),
        level=compiled(rf"(?<=UBND|HĐND) {alternation(_levels(lexicon))}(?![\p{{L}}\p{{M}}])(?! ?\p{{Lu}})"),
        fields=frozenset(lexicon.forms("name.field")),
        departments=tuple(f"{form} " for form in lexicon.forms("name.department")),
        apposes=compiled(
            rf"(?:, | - | \()(?:\p{{L}}+ ){{0,2}}| {alternation(lexicon.forms('name.holds'))} (?:[\p{{L}} ]+ )?"
        ),
        address=compiled(
            rf"(?:\(|\b{alternation(lexicon.forms('name.address'))} )\d{{1,4}}\p{{L}}?(?:/\d{{1,4}}){{0,2}} $"
        ),
    )


def _levels(lexicon: Lexicon) -> list[str]:
    """The words for units that have a committee, as they are written, longest first; none with a full stop."""
    units = lexicon.units("province", "district", "commune")
    return sorted((form for unit in units for form in unit.forms if "." not in form), key=len, reverse=True)


def cue_before(folded: str, start: int, lists: Gazetteer) -> tuple[CueRole | None, int]:
    """What the words right before `start` in a folded text say of the name there, and where they begin."""
    end = start - 1
    if end < 0 or folded[end] != " ":
        return None, start
    low = max(start - _CONTEXT, 0)
    last = folded[max(folded.rfind(" ", low, end) + 1, low) : end]
    if last not in lists.cue_ends and "\n" not in last:
        return None, start
    before = folded[low:end].rsplit(None, 4)
    if not before or before[-1] not in lists.cue_ends:
        return None, start
    for count in range(min(len(before), 4), 0, -1):
        cue = " ".join(before[-count:]).lstrip("\"'([")
        role = lists.cues.get(cue)
        if role is not None:
            return role, end - len(cue)
    return None, start

"""What a choice may ask about a run of capitalised words: a closed list of facts, each with one idea."""

from collections.abc import Callable

from extract.kinds.names.gazetteer import COMMON, HEADS, cue_before
from extract.kinds.names.run import Run
from extract.kinds.names.runs import tail
from extract.kinds.names.shape import COMMON_GIVEN, NEVER, is_foreign, is_highland, is_initial, is_rare_name
from extract.patterns import compiled
from extract.text.syllable import may_be_syllable

Fact = Callable[[Run], bool]
FACTS: dict[str, Fact] = {}
"""The facts by the names that choices call them."""
SETTLED: set[Fact] = set()
"""Those that are looked up together."""

_ABROAD = compiled(r"(?:\p{Lu}(?:'|c|ac)?\p{Lu}?\p{Ll}+(?:[- ]|$)){1,4}+")
"""Words written as foreign names are: "Jean-Luc McAllan", but "OceanBank"."""
_PLACES_GAPS = frozenset((", ", " - ", "; "))
_PERSONS_GAPS = frozenset((", ", "; "))
_BRACKET = 40
"""Characters behind a name in brackets in which these end."""
_ADDRESS = 20
"""Characters before a name in which the number of a house may stand."""
_BODIES = frozenset(("organization", "bearer"))
_KNOWN_ABROAD = frozenset(("given", "reading"))


def fact(test: Fact) -> Fact:
    """Give a fact the name of its function, with hyphens."""
    FACTS[test.__name__.replace("_", "-")] = test
    return test


def settled(test: Fact) -> Fact:
    """A fact that depends on nothing but a run's `cue`, `first`, `near`, `vietnamese`, and whether it is one word."""
    SETTLED.add(test)
    return fact(test)


# How many words


@settled
def single(run: Run) -> bool:
    """One word."""
    return len(run.words) == 1


@fact
def several(run: Run) -> bool:
    """Two to five words."""
    return 1 < len(run.words) < 6


@fact
def long(run: Run) -> bool:
    """More words than names have."""
    return len(run.words) > 5


@fact
def four(run: Run) -> bool:
    """Four words or more."""
    return len(run.words) > 3


# What the words are


@settled
def vietnamese(run: Run) -> bool:
    """The full name of a Vietnamese by its syllables."""
    return run.vietnamese


@fact
def rare_form(run: Run) -> bool:
    """A name that only a title in front tells, by its syllables."""
    return is_rare_name(run.words, run.lists)


@fact
def rare(run: Run) -> bool:
    """A name that only a title tells, whose last syllable does not begin a longer word."""
    return rare_form(run) and not goes_on(run)


@fact
def unusual(run: Run) -> bool:
    """A name of rare syllables or of the highlands, and no common one."""
    return not run.vietnamese and (rare_form(run) or highlander(run))


@fact
def plausible(run: Run) -> bool:
    """Behind an occupation or title it can be a person's name by its spelling."""
    if run.vietnamese or religious(run):
        return True
    return _plausible_word(run) if single(run) else len(run.words) < 5 and abroad(run)


def _plausible_word(run: Run) -> bool:
    word = run.words[0]
    return word in run.lists.given or word in run.lists.foreign or is_foreign(word) or is_initial(word)


@fact
def abroad(run: Run) -> bool:
    """It begins like a foreign name, or has a foreign word."""
    return run.lists.foreign.get(run.words[0]) is not None or any(map(is_foreign, run.words))


@fact
def foreign(run: Run) -> bool:
    """Its first word is not spelled like a Vietnamese syllable."""
    return is_foreign(run.words[0])


@fact
def all_foreign(run: Run) -> bool:
    """No word is spelled like a Vietnamese syllable."""
    return all(map(is_foreign, run.words))


@fact
def given(run: Run) -> bool:
    """Its first word is a syllable of given names."""
    return run.words[0] in run.lists.given


@fact
def gendered(run: Run) -> bool:
    """Three words or more, the second of which stands in names alone ("Văn", "Thị")."""
    return len(run.words) > 2 and run.words[1] in run.lists.gendered


@fact
def religious(run: Run) -> bool:
    """It begins like the names of clergy."""
    return run.words[0] in run.lists.religious


@fact
def highland(run: Run) -> bool:
    """Its first word is a name of the Central Highlands by its spelling."""
    return is_highland(run.words[0])


@fact
def highlander(run: Run) -> bool:
    """A name of the highlands with given names that no list has: "Giàng Páo Sử", "Y Blek Niê"."""
    words = run.words
    if words[0] == "y":
        return len(words) > 2 or is_foreign(words[-1])
    if len(words) != 3 or run.lists.family.get(words[0], COMMON) == COMMON or not all(map(may_be_syllable, words)):
        return False
    return words[1] in run.lists.highland or (run.cue != "place" and not given(run))


@fact
def holder(run: Run) -> bool:
    """What holds an office at the place in front, by its spelling: a person's name."""
    if single(run):
        return foreign(run)
    return plausible(run) or rare_form(run) or highlander(run)


@fact
def foreign_person(run: Run) -> bool:
    """A foreign, a clergyman's or a highland name by its first word."""
    if highland(run) or (religious(run) and not single(run)):
        return True
    told = _BY_FIRST.get(run.lists.foreign.get(run.words[0], ""))
    return told is not None and several(run) and told(run)


_BY_FIRST: dict[str, Fact] = {
    "given": lambda run: run.lists.cues.get(run.words[1]) not in HEADS,
    "reading": lambda run: len(run.words) < 4 and not any(map(is_foreign, run.words)),
    "family": lambda run: "-" in run.words[-1] or tail(run.seen.text, run.end) > run.end,
}


@fact
def named_abroad(run: Run) -> bool:
    """It begins with a known foreign given name, or a Chinese family name in its Vietnamese reading."""
    if run.lists.foreign.get(run.words[0].partition("-")[0]) not in _KNOWN_ABROAD or run.words[-1] in run.lists.firms:
        return False  # "Martin Holding"
    return not single(run) and foreign_person(run)


@fact
def namesake(run: Run) -> bool:
    """Streets and schools are called after this person."""
    return run.whole in run.lists.namesakes


@fact
def known(run: Run) -> bool:
    """It is the name of a person of the text."""
    return run.whole in run.seen.full


@fact
def headed(run: Run) -> bool:
    """It begins with a word for a place, a body or a thing, and is no Vietnamese name."""
    return run.first in HEADS and not run.vietnamese


@settled
def first_place(run: Run) -> bool:
    """It begins with a word for a place."""
    return run.first == "place"


@settled
def first_body(run: Run) -> bool:
    """It begins with a word for a body."""
    return run.first in _BODIES


@settled
def first_beside(run: Run) -> bool:
    """It begins with a word that stands beside a place."""
    return run.first == "beside"


@settled
def first_thing(run: Run) -> bool:
    """It begins with a word for a thing."""
    return run.first == "thing"


@settled
def first_cue(run: Run) -> bool:
    """It begins with a word that tells what follows, or is one."""
    return run.first not in (None, "plain")


@fact
def listed_place(run: Run) -> bool:
    """A known place."""
    return run.whole in run.lists.places


@fact
def listed_body(run: Run) -> bool:
    """A known organisation."""
    return run.whole in run.lists.organizations


@fact
def long_place(run: Run) -> bool:
    """It begins with a place of two words or more."""
    return run.place > 1


@fact
def people(run: Run) -> bool:
    """A people or a movement: "Kurd"."""
    return run.whole in run.lists.peoples


@fact
def firm(run: Run) -> bool:
    """It has a word of firms' names."""
    return not run.lists.firms.isdisjoint(run.words)


@fact
def school(run: Run) -> bool:
    """It ends with the head of a school's name, behind which nothing but that name can stand ("Trường THPT")."""
    return any(" ".join(run.words[-count:]) in run.lists.schools for count in (1, 2, 3))


@fact
def two_given(run: Run) -> bool:
    """Two syllables of given names, of which the first names a country too ("Anh Tú", "Đức Huy")."""
    if len(run.words) != 2 or run.place != 1 or not given(run):
        return False
    return run.lists.given.get(run.words[1], NEVER)[0] >= COMMON_GIVEN


@fact
def bears(run: Run) -> bool:
    """It ends with the head of what may be named after a person ("Trường THPT", "Quỹ", "Đường")."""
    head = run.lists.cues.get(run.words[-1])
    if head not in ("bearer", "thing", "place") or listed_place(run):
        return False
    return head != "place" or not run.near or run.words[-1] not in run.lists.governed


# How they are written


@fact
def capitals(run: Run) -> bool:
    """In capital letters, not one alone."""
    return len(run.written) > 1 and run.written.isupper()


@fact
def abbreviation(run: Run) -> bool:
    """One word in capitals."""
    return single(run) and capitals(run)


@fact
def digits(run: Run) -> bool:
    """Its first word has a digit."""
    return any(map(str.isdigit, run.words[0]))


@fact
def run_together(run: Run) -> bool:
    """A word has a capital inside, as those of firms do: "OceanBank", but "McCain", "DeLillo"."""
    return run.lists.patterns.together.search(run.seen.text, run.start, run.end) is not None


@fact
def foreign_in_place(run: Run) -> bool:
    """A foreign word and a place of two words: "Olympic Việt Nam"."""
    return len(run.words) > 2 and foreign(run) and " ".join(run.words[-2:]) in run.lists.places


# What stands around


@settled
def near(run: Run) -> bool:
    """A title stands shortly before it in the clause."""
    return run.near


@settled
def thing(run: Run) -> bool:
    """A word for a thing stands right before it."""
    return run.cue == "thing"


@fact
def scopeless(run: Run) -> bool:
    """The title right before it has no organisation behind it ("Đại tá")."""
    return run.title is not None and run.title.scope == "none"


@fact
def managing(run: Run) -> bool:
    """The title right before it is one of management."""
    return run.title is not None and run.title.kind == "management"


@fact
def clergy_abbreviated(run: Run) -> bool:
    """The title right before it is one of the clergy, abbreviated: "TT.", which is a township's word too."""
    return (
        run.title is not None
        and run.title.kind == "religious"
        and run.seen.folded[max(run.start - 2, 0) : run.start].rstrip()[-1:] == "."
    )


@fact
def goes_on(run: Run) -> bool:
    """Its last word is the first syllable of a longer one ("Quốc | phòng")."""
    return run.seen.goes_on(run.words[-1], run.end)


@fact
def field(run: Run) -> bool:
    """What a department is for, behind a word for one: "Trưởng khoa Nhi"."""
    return run.whole in run.lists.fields and run.seen.folded.endswith(run.lists.departments, 0, run.start)


@fact
def apposed(run: Run) -> bool:
    """The title before is that of a person just named with a form of address: "Ông A, Chủ tịch ..."."""
    seen = run.seen
    last = seen.names[-1] if seen.names else None
    if last is None or last.rule != "name.person.honorific":
        return False
    return run.lists.patterns.apposes.fullmatch(seen.folded, last.end, max(seen.title_at, last.end)) is not None


@fact
def behind_apposition(run: Run) -> bool:
    """The title before stands behind a comma or a dash: "bà A, Giám đốc Globex"."""
    return run.seen.text[run.seen.title_at - 2 : run.seen.title_at] in (", ", "- ")


@fact
def governed(run: Run) -> bool:
    """The word before is one for a unit of the state's order."""
    return run.seen.folded[run.left : run.start - 1] in run.lists.governed


@fact
def line(run: Run) -> bool:
    """With the word before it is a line by itself: a byline such as "Anh Ngọc"."""
    text = run.seen.text
    return text[run.end : run.end + 1] in ("", "\n") and run.start - text.rfind("\n", 0, run.start) < 6


@fact
def opens(run: Run) -> bool:
    """A sentence, a line or what is quoted begins with it."""
    return run.seen.opens_sentence(run.start)


@fact
def in_list(run: Run) -> bool:
    """A place named after a person stands right before in a list ("đường Lê Văn A, Trần Văn B")."""
    last = run.seen.follows(run.start, _PLACES_GAPS)
    return last is not None and last.rule == "name.place.head"


@fact
def in_brackets_before_place(run: Run) -> bool:
    """It stands in brackets with a known place behind it: "(Lâm Thao, Phú Thọ)"."""
    folded, last = run.seen.folded, run.seen.folded.find(")", run.end, run.end + _BRACKET)
    return folded[run.start - 1 : run.start] == "(" and last > 0 and folded[run.end + 2 : last] in run.lists.places


@fact
def in_address(run: Run) -> bool:
    """The number of a house stands before: "(59 Tôn Đức Thắng)"."""
    return run.lists.patterns.address.search(run.seen.folded[max(run.start - _ADDRESS, 0) : run.start]) is not None


@fact
def among_persons(run: Run) -> bool:
    """Foreign words that go on with a list of persons ("ông A, John B")."""
    last = run.seen.follows(run.start, _PERSONS_GAPS)
    if last is None or last.kind != "person" or not 1 < len(run.words) < 5:
        return False
    return all_foreign(run) and " " in run.seen.text[last.start : last.end]


@fact
def person_behind(run: Run) -> bool:
    """A comma and a form of address follow: it is not the name of that person."""
    return run.lists.patterns.holder.match(run.seen.folded, run.end) is not None


@fact
def written_abroad(run: Run) -> bool:
    """Three foreign words at most, written as foreign persons' names are."""
    return len(run.words) < 4 and all_foreign(run) and _ABROAD.fullmatch(run.seen.text, run.start, run.end) is not None


@fact
def acts(run: Run) -> bool:
    """It ends as foreign family names do, and what a person does is told behind it."""
    return (
        run.words[0].endswith(run.lists.endings) and run.lists.patterns.acts.match(run.seen.folded, run.end) is not None
    )


@fact
def firm_of_text(run: Run) -> bool:
    """The text calls a firm as its words begin, or names a person behind them: "Giám đốc Globex Lê A"."""
    firms = run.seen.firms
    if run.whole not in firms:
        firms[run.whole] = _is_firm_of_text(run)
    return firms[run.whole]


def _is_firm_of_text(run: Run) -> bool:
    seen, first = run.seen, run.words[0]
    at = seen.folded.find(first)
    while at >= 0:
        behind = seen.text[at + len(run.whole) + 1 : at + len(run.whole) + 2]
        if cue_before(seen.folded, at, run.lists)[0] in _BODIES:
            return True
        if behind.isupper() and seen.folded.startswith(f"{run.whole} ", at):
            return True
        at = seen.folded.find(first, at + 1)
    return False

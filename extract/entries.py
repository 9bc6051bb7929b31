"""The types of entry that files in `rules/` may hold, by the name of their `group`.

A rule file is a mapping `{group: NAME, entries: [...]}`; every entry is a mapping with an `id` that is unique among
all rules. What each group is for stands in its class below; the loader in `extract.lexicon` checks files against it.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar, Literal

import msgspec

from extract.record import KINDS, Change, Gender, Modifier, StatisticKind, TitleKind
from extract.words import CLASSES, nearest

UnitLevel = Literal["province", "district", "commune", "hamlet", "area", "country"]


def _check_days(*days: str | None) -> None:
    for day in days:
        if day is not None:
            date.fromisoformat(day)


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of a rule file.

    Attributes:
        id: unique among all rules, dotted, e.g. `rank.thieu-tuong`; what `explain` shows.
        forms: the written forms, in any case, tone style or i/y spelling; abbreviations too. Empty for patterns.
    """

    group: ClassVar[str]

    id: str
    forms: tuple[str, ...] = ()


class TitleEntry(Entry, frozen=True, kw_only=True):
    """A role that makes its holder an official ("Thứ trưởng", "Thiếu tướng", "Giám đốc").

    Attributes:
        kind: the kind of title, unless the organisation that follows says another ("Chủ tịch UBND tỉnh").
        role: the role's name where it is not the first form.
        organization: the organisation that an abbreviation takes in ("UVBCT": Bộ Chính trị).
        scope: what may follow the role: `usual` an organisation or a name ("Giám đốc Sở Y tế"), `open` also words in
            lower case ("Trưởng phòng bồi dưỡng"), `needed` as usual and without it the words are no title ("ủy viên"),
            `place` a place or known organisation alone ("Tổng thống Mỹ"), `none` nothing ("Đại tá").
        bodies: the first words of the organisations that the role needs, where not any will do ("thành viên").
        office: False for a degree or an honour, which by itself makes nobody an official.
        upper: True for an abbreviation that counts only in capitals ("PCT").
        aide: the scope may be another's office ("Trợ lý Ngoại trưởng Mỹ").
        typo: the forms are misspelled; the record warns of it.
        deed: the words tell too what somebody does ("chủ tọa phiên tòa"): right behind a name they are no title.
        tail: a short form of the roles that end with it ("tướng Bình", who is a Trung tướng).
        vague: no title of one who has another office ("nhà lãnh đạo"), unless it is a party's.
        abroad: with a place behind it and no body it is an office of another country ("Thống đốc Texas").
    """

    group: ClassVar[str] = "titles"

    kind: TitleKind
    role: str | None = None
    organization: str | None = None
    scope: Literal["usual", "open", "needed", "place", "none"] = "usual"
    bodies: tuple[str, ...] = ()
    office: bool = True
    upper: bool = False
    aide: bool = False
    typo: bool = False
    deed: bool = False
    tail: bool = False
    vague: bool = False
    abroad: bool = False


class ModifierEntry(Entry, frozen=True, kw_only=True):
    """A word that changes a role beside it ("Phó", "Quyền", "nguyên", "Thường trực"). The first form is its name.

    Attributes:
        place: whether it stands before or behind the role.
        former: the office is no longer held.
        acting: it is held for the time being.
        listed: False for a word that is no part of the title ("tân").
        never_after: words that, in front, make another word with it ("chính quyền", "tài nguyên").
    """

    group: ClassVar[str] = "title_modifiers"

    place: Literal["before", "after", "either"]
    former: bool = False
    acting: bool = False
    listed: bool = True
    never_after: tuple[str, ...] = ()


class OrganizationEntry(Entry, frozen=True, kw_only=True):
    """A word that begins or is the name of an organisation ("Bộ", "Sở", "UBND", "Công ty TNHH", "Quốc hội").

    Attributes:
        kind: the kind of the titles that it gives ("UBND": state); None where the role alone says it.
        open: words in lower case may go on with the name ("Cục quản lý thị trường"); not so for "Quốc hội".
        named: a proper name belongs to it, that may look like a person's ("Công ty Hoàng Long").
        apart: each form is a word of its own, not another way to write the first.
        proper: each form is a whole name by itself ("Quốc hội", "WHO").
    """

    group: ClassVar[str] = "organizations"

    kind: TitleKind | None = None
    open: bool = False
    named: bool = False
    apart: bool = False
    proper: bool = False


class PlaceEntry(Entry, frozen=True, kw_only=True):
    """A country, province, city or another place that titles and names are told apart by. The first form is its name.

    Attributes:
        kind: what it is; `unit` is the word for an administrative unit ("tỉnh"), which a name follows; a `polity` is
            how a state calls itself before its name ("Cộng hòa"); a `union` of states gives titles a scope as a country
            does, and its name is that of an organisation.
        level: what of, if it is the word for a unit: an `area` is none of the state's order ("vùng").
        since: the first day (ISO 8601) on which there are such units, where there have not always been.
        until: the last day.
        abroad: a unit that other countries have and Vietnam has not ("bang").
    """

    group: ClassVar[str] = "places"

    kind: Literal["country", "region", "province", "city", "district", "unit", "union", "polity"]
    level: UnitLevel | None = None
    since: str | None = None
    until: str | None = None
    abroad: bool = False

    def __post_init__(self) -> None:
        if (self.kind == "unit") != (self.level is not None):
            raise ValueError("a unit has a 'level' and no other place has one")
        _check_days(self.since, self.until)


class WordEntry(Entry, frozen=True, kw_only=True):
    """A word that tells something of what stands beside it.

    The classes, and the features that the words of each may have, are those of `extract.words`.

    Attributes:
        word_class: one of `extract.words.CLASSES`; in a file it is called `class`.
        gender: which gender the word tells ("bà").
        modifier: how near the number beside it is ("khoảng").
        change: which way the number beside it went ("tăng").
        inside: the word, in small letters too, belongs to the name of a body behind it that is known without it ("báo",
            "tập đoàn", not "hãng tin").
        value: what the word stands for, a number or a code ("giêng" is 1).
        source: what a fact about Vietnam rests on.
        since: the first day (ISO 8601) from which the word has this meaning, where it has not always had it.
        until: the last day.
    """

    group: ClassVar[str] = "words"

    word_class: str = msgspec.field(name="class")
    gender: Gender | None = None
    modifier: Modifier | None = None
    change: Change | None = None
    inside: bool = False
    value: int | str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        known = CLASSES.get(self.word_class)
        if known is None:
            raise ValueError(f"no class '{self.word_class}' of words{nearest(self.word_class, CLASSES)}")
        for feature in ("gender", "modifier", "change", "inside", "value"):
            if getattr(self, feature) and feature not in known.features:
                has = ", ".join(known.features) or "none"
                raise ValueError(f"the class '{self.word_class}' has no feature '{feature}'; it has: {has}")
        _check_days(self.since, self.until)


class AwardEntry(Entry, frozen=True, kw_only=True):
    """A named award, or a word that begins the names of awards.

    Attributes:
        kind: what is given. A prize's forms also stand behind the words for a prize ("giải", "tượng vàng").
        use: `name` a complete name; `head` a name has to follow; `bare` an award alone, a name may follow; `grade` a
            grade or a name has to follow; `after` a name that counts only behind a word for a prize; `tail` the last
            word of a name.
        grades: the grades that may follow: `class` ("hạng Nhất"), `metal` ("vàng"), `place` ("khuyến khích"),
            `rank` ("Hiệp sĩ").
        cue: what has to stand beside it, because the words mean other things too: `title` a word of conferring right
            before it or another award in a list; `name` the word for a title right before it; `given` a word of giving
            before it; `prize` a word of winning or for a prize; `voted` a word of voting or for a prize in the
            sentence; `graded` a grade behind it; `unnamed` no person's name behind it; `best` a superlative in the
            name behind it; `quoted` such a name in quotes; `crown` a beauty title with its name or rank behind it.
        authority: in whose name it is given by law: `state` the President's, `government` the Prime Minister's.
        about: a field may follow with "về" and belongs to the name.
        upper: True for an abbreviation that counts only in capitals.
        tail: what it is the best of may follow and belongs to the name ("cầu thủ xuất sắc nhất giải").
        source: the law, decree or organisation that it rests on.
    """

    group: ClassVar[str] = "awards"

    kind: Literal[
        "order",
        "medal",
        "title",
        "emulation",
        "certificate",
        "flag",
        "commemorative",
        "badge",
        "letter",
        "prize",
        "cup",
    ]
    use: Literal["name", "head", "bare", "grade", "after", "tail"] = "name"
    grades: Literal["class", "metal", "place", "rank"] | None = None
    cue: Literal["title", "name", "given", "prize", "voted", "graded", "unnamed", "best", "quoted", "crown"] | None = (
        None
    )
    authority: Literal["state", "government"] | None = None
    about: bool = False
    upper: bool = False
    tail: bool = False
    source: str | None = None


class UnitEntry(Entry, frozen=True, kw_only=True):
    """A unit or currency, or counted nouns.

    Attributes:
        kind: the kind of the statistics that it gives.
        unit: the code or symbol that its forms are written for; None for counted nouns.
        scale: the power of ten that a money unit stands for (-2: cents).
        least: a smaller number counts things of this name instead ("4 bảng" are groups, "4.000 bảng" are pounds).
        role: of counted nouns: `plain` is complete by itself, behind a `classifier` another noun belongs to the term
            ("vụ tai nạn"), a `thing` is counted only behind a classifier ("tấm ảnh").
    """

    group: ClassVar[str] = "units"

    kind: StatisticKind
    unit: str | None = None
    scale: int = 0
    least: int = 0
    role: Literal["plain", "classifier", "thing"] = "plain"


class DatePartEntry(Entry, frozen=True, kw_only=True):
    """A piece of a date pattern; `{name}` in other pieces and patterns stands for it."""

    group: ClassVar[str] = "date_parts"

    name: str
    pattern: str


DateReading = Literal[
    "time", "list", "span", "half", "length", "half-length", "years", "decade", "century", "before-christ"
]


class Distance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time by its distance from another, as in `DateWordEntry`."""

    unit: Literal["month", "year"]
    shift: int = 0
    anchor: Literal["published", "mention"] = "published"


class DatePatternEntry(Entry, frozen=True, kw_only=True):
    """A written form of dates, a `regex` pattern over folded text.

    Attributes:
        forms: the literal beginnings at which the pattern is tried; "#" stands for any number, "####" for one of four
            digits, "#" behind or before other characters for a digit.
        followed_by: for speed: at a number, or a number in words, the pattern is tried only if one of these words or
            marks follows, thousands and decimals left aside ...
        preceded_by: ... or one of these words stands in front; always where both are empty.
        pattern: the pattern; its named groups carry the values.
        reading: how the groups are read: "time" takes each into its field, the others are named and told in
            `extract.kinds.dates.reading`.
        set: what the form says without a group: fields of `extract.kinds.dates.times.Time` with their values.
        relative: the whole time by its distance, as in `DateWordEntry`.
        sure: the groups of which one must say something for the form to be a date by itself; where none does, the words
            around it must. Always a date where this is not given.
        tet: the days are counted to Tết: from the 20th on they are of the month before.
        this_year: without a year it is of the running one.
        needs: a word that the text must hold.
        left: the name of the part that may stand in front and belongs to the expression ("chiều ngày").
    """

    group: ClassVar[str] = "date_patterns"

    pattern: str
    reading: DateReading = "time"
    set: dict[str, int | str | bool] = {}
    relative: Distance | None = None
    sure: tuple[str, ...] | None = None
    tet: bool = False
    this_year: bool = False
    needs: str | None = None
    left: str | None = None
    followed_by: tuple[str, ...] = ()
    preceded_by: tuple[str, ...] = ()


class DateWordEntry(Entry, frozen=True, kw_only=True):
    """Words that name a time by its distance from another ("hôm qua" is the day, one back, from the publication).

    Attributes:
        unit: what is named.
        shift: how many units later (earlier, if negative).
        anchor: counted from the publication or from the last time of that unit that the article mentions.
        part: the TIMEX3 part of the day ("TMO"), or None.
        left: as in `DatePatternEntry`.
        unless: the name of the part that must not stand behind ("đầu năm tới | nay").
    """

    group: ClassVar[str] = "date_words"

    unit: Literal["day", "week", "month", "quarter", "year", "decade", "century", "period"]
    shift: int = 0
    anchor: Literal["published", "mention"] = "published"
    part: str | None = None
    left: str | None = None
    unless: str | None = None


class DateDecisionEntry(Entry, frozen=True, kw_only=True):
    """A line of a list of decisions: whether a form is a date where it stands.

    Attributes:
        about: the list, asked from its first line on: the first whose facts all hold answers.
        when: the facts, each a shape of the time or a cue ("before day"); "not" in front of those that must not hold.
        answer: a date, none, or a length of time.
    """

    group: ClassVar[str] = "date_decisions"

    about: Literal["any", "day", "again", "clock", "weekday", "period", "day-word", "other", "length", "sum"]
    when: tuple[str, ...] = ()
    answer: Literal["date", "none", "length"]


class HolidayEntry(Entry, frozen=True, kw_only=True):
    """A holiday on a fixed day of the solar or the lunar calendar."""

    group: ClassVar[str] = "holidays"

    month: int
    day: int
    lunar: bool = False


class SectionEntry(Entry, frozen=True, kw_only=True):
    """Words by which a part of a web page is known: menus, credits, bylines, datelines.

    Attributes:
        part: how the words are used; `rules/sections.yaml` says what each means.
    """

    group: ClassVar[str] = "sections"

    part: Literal[
        "menu",
        "list",
        "footer",
        "link",
        "credit",
        "caption",
        "byline",
        "source",
        "writer",
        "dateline",
        "outlet",
        "says",
        "weekday",
    ]


class PhraseEntry(Entry, frozen=True, kw_only=True):
    """A part of patterns that many productions share.

    Attributes:
        name: what stands for it in a pattern, in capitals ("NAME").
        pattern: see `extract.grammar.pattern`.
    """

    group: ClassVar[str] = "phrases"

    name: str
    pattern: str


class ProductionEntry(Entry, frozen=True, kw_only=True):
    """A way in which words make a phrase, with the examples that show it.

    Attributes:
        grammar: which question it answers, with the other productions of the same grammar ("scope").
        pattern: the tokens that are taken; see `extract.grammar.pattern`.
        before: what stands right in front of them.
        after: what stands right behind them.
        set: the fields that are read from parts: a field's name and the name of the phrase or class that it is, in the
            pattern; the first of that name, where there are several.
        priority: of two productions that match at one place the one with the higher priority is chosen; of equals the
            one that takes more; then the one that was read first.
        reach: tokens that it takes at most.
        goes_on: productions that continue may take what follows.
        continues: it takes what follows one that goes on, again and again, and begins nothing itself.
        yes: sentences with what the production is chosen for in square brackets.
        no: sentences with what it is not chosen for in brackets; without brackets, it is chosen nowhere.
    """

    group: ClassVar[str] = "productions"

    grammar: str
    pattern: str
    before: str | None = None
    after: str | None = None
    set: Mapping[str, str] = {}
    priority: int = 0
    reach: int = 60
    goes_on: bool = False
    continues: bool = False
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


RunCue = Literal[
    "none", "person", "occupation", "place", "bearer", "organization", "portfolio", "beside", "thing", "alias", "plain"
]
"""What the words before a run say of it: a class of words without "name.", or nothing."""
_TAKEN = r"open|nothing|(?:person|place|organization)\.[a-z.-]+"


class RunEntry(Entry, frozen=True, kw_only=True):
    """What is made of a run of capitalised words: of the entries that ask the same, the first that fits counts.

    Attributes:
        at: where the run stands: right behind a `title`, behind an `address` ("ông") or an occupation, behind the name
            of a `unit` near a title, anywhere if the words are a known place (`listed`), and `alone` otherwise.
        cue: what the words before it say of it ("bearer"), one of these; `none` for nothing.
        is_: facts that hold of it, "!" before those that do not, "&" between; see `extract.kinds.names.facts`. In a
            file it is called `is`.
        begin: ways to tell where in it the name begins, the first that does; see `extract.kinds.names.starts`.
        front: facts about the words in front of that.
        rest: facts about the words from there on.
        head: what the words in front are: a kind and a rule ("place.list"), `known` what the lists say they are, `open`
            or `nothing`.
        take: what the run is, or the words from `begin` on where there is a `head`: a kind and a rule ("person.title"),
            `open` (it is left to the engine) or `nothing`.
        whole: the words before it belong to the name ("đường").
        score: how sure that is, from 0 to 1.
        yes: sentences with what it is chosen for in square brackets.
        no: sentences with what it is not chosen for in brackets; without brackets, it is chosen nowhere.
    """

    group: ClassVar[str] = "runs"

    at: Literal["title", "address", "unit", "listed", "alone"]
    cue: tuple[RunCue, ...] = ()
    is_: str = msgspec.field(name="is", default="")
    begin: tuple[str, ...] = ()
    front: str = ""
    rest: str = ""
    head: Annotated[str, msgspec.Meta(pattern=rf"^(?:known|{_TAKEN})$")] | None = None
    take: Annotated[str, msgspec.Meta(pattern=f"^(?:{_TAKEN})$")]
    whole: bool = False
    score: float = 1.0
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class KindEntry(Entry, frozen=True, kw_only=True):
    """A kind of find of the user's own, whose id is its name. Productions find it, without a line of Python.

    Attributes:
        grammar: the grammar of its productions; by default the kind's id.
        columns: what is told of a find, each with what it means; productions `set` them.
        shapes: patterns of columns: their words have to be so written, or there is no find. Named groups are columns.
    """

    group: ClassVar[str] = "kinds"

    grammar: str | None = None
    columns: Mapping[str, str] = {}
    shapes: Mapping[str, str] = {}

    def __post_init__(self) -> None:
        for name in (self.id, *self.columns):
            if not _IDENTIFIER.fullmatch(name):
                raise ValueError(
                    f"'{name}' is no name for a kind or a column: small letters a-z, digits and _ make one"
                )
        taken = {kind.name for kind in KINDS}
        if self.id in taken:
            raise ValueError(f"'{self.id}' is a kind of the package; call yours otherwise")
        for column in self.shapes:
            if column not in self.columns:
                raise ValueError(f"shapes: no column '{column}'{nearest(column, self.columns)}")


_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")

ENTRY_TYPES: dict[str, type[Entry]] = {
    cls.group: cls
    for cls in (
        TitleEntry,
        ModifierEntry,
        OrganizationEntry,
        PlaceEntry,
        WordEntry,
        SectionEntry,
        AwardEntry,
        UnitEntry,
        DatePartEntry,
        DatePatternEntry,
        DateWordEntry,
        DateDecisionEntry,
        HolidayEntry,
        PhraseEntry,
        ProductionEntry,
        RunEntry,
        KindEntry,
    )
}

FORMER_GROUPS = frozenset({"cues", "name_cues", "award_cues", "statistic_cues"})
"""Groups of version 1 whose entries are `words` now: the user's own files may still switch those off by them."""

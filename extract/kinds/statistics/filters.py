"""Tells numbers that measure or count from those that label, order or name."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from extract.kinds.statistics.units import Unit
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.text.numbers import FIVE, ONE, Number

Pattern = regex.Pattern[str]

_WORDS = compiled(r"[\p{L}\p{M}\d-]+")
_BEHIND = compiled(r" ?(\p{L}++)(?: \p{L}++)?")
# A number is labelled by the word right in front of it; behind a mark it stands by itself.
_LABELS_REACH = compiled(r"(?<![,;)]) \Z|\.\Z")
_GLUED = compiled(r"(?! ?[x/] ?\d)(?:[\p{L}\p{M}_&@#]|[.-]\d|[-/]\p{L})")
_CODE_BEFORE = compiled(r"(?:\p{L}[-/_.]|\d[-_.]|[#@№_\\])\Z")
# The metres of a kilometre mark: "km 21+ 600", "km21 + 600".
_KILOMETRE = compiled(r"\bkm ?\d{1,4} ?\+ ?\Z")
# A capitalised word right in front, unless a sentence begins with it.
_CAPITAL_BEFORE = compiled(r"(?<!\A|[.!?:] |[\n\"(])\b\p{Lu}[\p{L}\p{M}\d]*+ \Z")
# "pháo AK -176 mm", "xe T -90 M"
_MODEL_BEFORE = compiled(r"\b\p{Lu}\p{L}{0,2} \Z")
_CAPITAL_BEHIND = compiled(r" \p{Lu}")
_CAPITALS = compiled(r"\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)+")
_OPENING = compiled(r"(?:\A|\n|[\"'(]|[.!?:-] ?|\n-?.)\Z")
_DIGIT = compiled(r" \d")
_CODE_MARKS = frozenset("-/_.#@№\\")
# What these name may have a name of its own behind it ("63 Hội Luật gia").
_BODIES = frozenset({"noun.body", "noun.school", "noun.official", "noun.place"})
_PLACES = "noun.place"
# Behind "cả hai" these are the two that were spoken of; "cả hai nước" counts.
_THINGS = frozenset({"noun.building"})
_SIZES = frozenset({"money", "measure", "percentage"})
_LONGEST_LABEL = 6
_LONGEST_NAME = 3
_LONGEST_MODEL = 2
_WINDOW = 40
# Stages are numbered up to about here.
_MOST_STAGES = 20
_YEARS = range(1900, 2101)
_RECENT = range(1990, 2041)
# "1/500": the scale of a map
_LEAST_SCALE = 100
_BOTH = 2
# "24/7", "24/24"
_ALL_DAY = (7, 24)


class Place(NamedTuple):
    """A number in its text, with the unit or noun behind it."""

    text: str
    folded: str
    number: Number
    unit: Unit | None

    @property
    def noun(self) -> str:
        """The unit's words, folded; empty where there is none."""
        return self.folded[self.unit.start : self.unit.end] if self.unit is not None else ""

    @property
    def is_known(self) -> bool:
        """Whether the lexicon has the unit."""
        return self.unit is not None and self.unit.known

    @property
    def counts(self) -> bool:
        """Whether the unit is a noun, or none."""
        return self.unit is None or self.unit.kind == "count"

    @property
    def is_capital(self) -> bool:
        """Whether the unit is written with a capital."""
        return self.unit is not None and self.text[self.unit.start].isupper()

    def before(self, chain: Pattern | None = None) -> list[str]:
        """The words in front on the same line, if the last one is right in front; or in front of what `chain` finds."""
        start = self.number.start
        chained = chain.search(self.text, max(0, start - _WINDOW), start) if chain else None
        start = chained.start(1) if chained else start
        if not _LABELS_REACH.search(self.folded, max(0, start - 2), start):
            return []
        floor = max(self.folded.rfind("\n", 0, start) + 1, start - _WINDOW)
        return _WORDS.findall(self.folded, floor, start)


class _Endings:
    """Forms of up to so many words, any of which other words may end with; few do, and their last word tells."""

    def __init__(self, forms: frozenset[str], most: int) -> None:
        self.forms = forms
        self._most = most
        self._last = frozenset(form.rsplit(" ", 1)[-1] for form in forms)

    def end(self, words: Sequence[str]) -> bool:
        """Whether the last words are one of the forms."""
        if words[-1] not in self._last:
            return False
        return any(" ".join(words[-count:]) in self.forms for count in range(1, self._most + 1))


class Filter:
    """Decides which numbers are no statistics."""

    def __init__(self, lexicon: Lexicon) -> None:
        def words(*names: str) -> frozenset[str]:
            return frozenset(lexicon.forms(*(f"statistic.{name}" for name in names)))

        def before(name: str) -> str:
            return rf"\b{lexicon.one_of(f'statistic.{name}')} \Z"

        self._labels, self._models = _Endings(words("label"), _LONGEST_LABEL), _Endings(words("model"), _LONGEST_MODEL)
        self._weak, self._stages, self._numbers = (
            _Endings(words(name), _LONGEST_NAME) for name in ("weak-label", "stage", "address-label")
        )
        self._no_label, self._each = words("no-label"), words("each")
        self._ordered, self._ordered_nouns = words("ordered"), words("ordered-noun")
        self._address, self._verbs = words("address"), words("verb-noun")
        self._articles = tuple(form.capitalize() + " " for form in words("article"))
        self._time, self._ambiguous = words("time"), words("ambiguous")
        self._no_count = tuple(sorted(words("no-count")))
        self._vague = compiled(rf" {lexicon.one_of('statistic.vague')}\b")
        self._vague_one = compiled(rf" {lexicon.one_of('statistic.vague-one')}\b")
        # What labels the first of two numbers labels the second ("địa chỉ 812 và 826 đường Láng").
        self._chain = compiled(rf"(?<=\p{{L}} )(\d++ {lexicon.one_of('statistic.and')} )\Z")
        self._dated = compiled(before("dated"))
        self._no_number = compiled(before("no-number"))
        self._both = compiled(before("both"))
        self._year_before, self._no_year = compiled(before("year-before")), compiled(before("no-year"))
        self._age, self._no_age = compiled(before("age")), compiled(before("no-age"))
        near = lexicon.one_of("statistic.modifier", "statistic.from")
        self._aged = compiled(rf"\b{lexicon.one_of('statistic.age')} {near} \Z")
        self._tests = (self.is_label, self._is_name, self._is_vague, self._is_bare_ratio, self._is_spelled_word)
        self._label_tests = (
            self._is_labelled, self._is_model, self._is_ordered, self._is_stage, self._is_weakly_labelled
        )  # fmt: skip

    def rejects(self, place: Place) -> bool:
        """Whether it is a label, a name's part, vague, a score, or a word that looks like a number."""
        return any(test(place) for test in self._tests)

    def is_label(self, place: Place) -> bool:
        """Whether the words in front make the number an ordinal, an address, a document's number or a name's part."""
        unit, number = place.unit, place.number
        if unit is not None and unit.kind in ("money", "percentage"):
            return False
        words = place.before(self._chain)
        if not words:
            return False
        if place.is_known and number.value >= 1000 and "." in place.folded[number.start : number.end]:
            return False
        return any(test(place, words) for test in self._label_tests)

    def _is_labelled(self, place: Place, words: Sequence[str]) -> bool:
        return self._labels.end(words)

    def _is_model(self, place: Place, words: Sequence[str]) -> bool:
        """Whether it is a product's ("iPhone 7"); a measure behind it is a figure ("điện thoại 64GB")."""
        measured = place.unit is not None and place.unit.kind == "measure"
        return not measured and self._models.end(words)

    def _is_ordered(self, place: Place, words: Sequence[str]) -> bool:
        """Whether it is an order in words ("giải ba"), or the noun itself is numbered ("khoản 3 điều 5")."""
        if place.number.spelled and words[-1] in self._ordered:
            return True
        unit = place.unit
        if unit is None or unit.kind != "count" or _DIGIT.match(place.folded, unit.end) is None:
            return False
        noun = place.noun
        if noun in self._ordered_nouns:
            return True
        return self._orders(noun) and self._orders(words[-1])

    def _orders(self, word: str) -> bool:
        return word in self._labels.forms or word in self._weak.forms

    def _is_stage(self, place: Place, words: Sequence[str]) -> bool:
        """Whether it is a stage's ("giai đoạn 2 dự án"), but for what each stage has ("mỗi đợt 2 người")."""
        if place.number.scaled or place.number.value >= _MOST_STAGES or not place.counts:
            return False
        return words[-2:][0] not in self._each and self._is_named(words, self._stages)

    def _is_weakly_labelled(self, place: Place, words: Sequence[str]) -> bool:
        """Whether a word that may label it does, for no known noun is counted, or for what else stands around it."""
        if place.number.scaled or not self._is_named(words, self._weak):
            return False
        unit = place.unit
        if unit is None or not unit.known or place.noun in self._verbs:
            return True
        if place.is_capital and (unit.kind == "count" or unit.end - unit.start == 1):
            return True  # "Dự án 22350 M", but "tàu 52CV"
        if self._is_named(words, self._numbers) and self._is_located(place, unit):
            return True
        return place.text.endswith(self._articles, 0, place.number.start) or _follows_capital(place)

    def _is_located(self, place: Place, unit: Unit) -> bool:
        """Whether a street or a place's name is behind "số 4" ("số 4 đường Láng", "Hạt Kiểm lâm số 4 tỉnh Hà Nam")."""
        if unit.rule != _PLACES:
            return place.noun in self._address
        first = place.number.value == 1  # "ngôi sao số 1 thế giới"
        return first or place.noun in self._address or _CAPITAL_BEHIND.match(place.text, unit.end) is not None

    def _is_named(self, words: Sequence[str], names: "_Endings") -> bool:
        return names.end(words) and " ".join(words[-2:]) not in self._no_label

    def _is_vague(self, place: Place) -> bool:
        """Whether it is "1 số (dự án)", "mười mấy (người)", or a year or a map's scale with a word behind it."""
        number = place.number
        if number.total is not None:
            return number.value == 1 and number.total >= _LEAST_SCALE and not number.spelled
        if _is_year(place):
            return True
        vague = self._vague_one if number.value == 1 else self._vague
        return vague.match(place.folded, number.end) is not None

    def is_code(self, place: Place, reached: int) -> bool:
        """Whether the number is glued to something that makes it a code, a version or a score."""
        folded, number = place.folded, place.number
        before = folded[number.start - 1 : number.start]
        if before in " +" and _KILOMETRE.search(folded, max(0, number.start - 12), number.start):
            return True
        if before == "/" and number.value == 1 and reached == number.start - 1:
            return True  # "90.000 đồng/1kg"
        if before in _CODE_MARKS and reached < number.start:
            floor = max(reached, number.start - 2)
            if _CODE_BEFORE.search(folded, floor, number.start):
                return True
        return place.unit is None and not number.scaled and _GLUED.match(folded, number.end) is not None

    def _is_name(self, place: Place) -> bool:
        """Whether the number or the noun is a part of a name ("thôn 3 Bát Tràng", "Mi -8", "Hải Dương 8 hoạt động")."""
        text, number, unit = place.text, place.number, place.unit
        dashed = text[number.start] == "-"
        if dashed and _MODEL_BEFORE.search(text, max(0, number.start - 5), number.start):
            return True
        if number.scaled or not place.counts:
            return False
        if dashed:
            return True
        if (not place.is_known or place.noun in self._verbs) and _follows_capital(place):
            return True
        return unit is not None and place.is_capital and self._names(place, unit)

    def _names(self, place: Place, unit: Unit) -> bool:
        """Whether a capitalised noun behind the number is a name ("chị hai Anh Thư")."""
        text, number = place.text, place.number
        if _CAPITALS.fullmatch(text, unit.start, unit.end):
            return unit.rule not in _BODIES
        if " " in unit.unit or unit.rule in _BODIES:
            return False
        if place.is_known and len(unit.unit) > 1 and text[unit.start : unit.end + 4].isupper():
            return False  # in a headline in capitals everything is large
        return number.spelled or _CAPITAL_BEHIND.match(text, unit.end) is not None

    def is_time(self, place: Place) -> bool:
        """Whether a unit of time stands behind the number ("2 tiếng", but not "2 tiếng nổ")."""
        if place.is_known:
            return place.noun in self._time
        behind = _BEHIND.match(place.folded, place.number.end)
        return behind is not None and not self._time.isdisjoint((behind[1], behind[0].strip()))

    def is_age(self, place: Place) -> bool:
        """Whether "tuổi" stands in front ("ở tuổi 40", "độ tuổi dưới 35")."""
        if self._stands_before(place, self._age, 8):
            return not self._stands_before(place, self._no_age, 12)
        return place.unit is None and self._stands_before(place, self._aged, 24)

    def _is_spelled_word(self, place: Place) -> bool:
        """Whether a number in words is no number: "năm" the year, "Ba" the name, "một" the article."""
        text, folded, number = place.text, place.folded, place.number
        if not number.spelled:
            return False
        word = folded[number.start : number.end]
        if text[number.start].isupper() and not _OPENING.search(text, max(0, number.start - 2), number.start):
            return True
        if number.scaled or " " in word or number.total is not None:
            return False
        if place.unit is None or folded.startswith(self._no_count, number.start):
            return True
        if self._stands_before(place, self._no_number, 5) or place.noun in self._ambiguous:
            return True
        if self._stands_before(place, self._both, 4) and self._is_both(number, place.unit):
            return True
        return self._is_no_count(place, word)

    def _is_both(self, number: Number, unit: Unit) -> bool:
        """Whether "cả" makes it those spoken of: no noun is counted, or two buildings are; "cả hai nước" counts."""
        return not unit.known or (number.value == _BOTH and unit.rule in _THINGS)

    def _is_no_count(self, place: Place, word: str) -> bool:
        assert place.unit is not None
        if word == ONE:
            return place.unit.kind not in _SIZES
        return word == FIVE and self._is_year_word(place, place.unit)

    def _is_year_word(self, place: Place, unit: Unit) -> bool:
        """Whether "năm" is a year: no known noun is counted, or the noun is numbered ("năm lớp 7"), or "mỗi năm"."""
        if not unit.known or _DIGIT.match(place.folded, unit.end):
            return True
        return self._stands_before(place, self._year_before, 8) and not self._stands_before(place, self._no_year, 12)

    def _stands_before(self, place: Place, words: Pattern, reach: int) -> bool:
        start = place.number.start
        return words.search(place.folded, max(0, start - reach), start) is not None

    def _is_bare_ratio(self, place: Place) -> bool:
        """Whether n/m is a score, a date or a code rather than a ratio."""
        number = place.number
        if number.total is None or number.spelled:
            return False
        if number.value == max(_ALL_DAY) and number.total in _ALL_DAY:
            return True
        if not number.value or (number.value >= number.total and not place.is_known):
            return True
        return self._stands_before(place, self._dated, 14)


def _follows_capital(place: Place) -> bool:
    start = place.number.start
    return _CAPITAL_BEFORE.search(place.text, max(0, start - 24), start) is not None


def _is_year(place: Place) -> bool:
    """Whether it is a year without a noun of its own, or in front of a place's name ("THPT 2018 tỉnh Sơn La")."""
    number, unit = place.number, place.unit
    if unit is None or not unit.known:
        return not number.spelled and number.value in _YEARS and "." not in place.folded[number.start : number.end]
    if unit.rule != _PLACES or number.end - number.start != len("2018"):
        return False
    return number.value in _RECENT and _CAPITAL_BEHIND.match(place.text, unit.end) is not None

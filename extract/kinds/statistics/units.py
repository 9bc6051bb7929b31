"""What stands behind a number: a unit, a currency, or the noun that is counted."""

from collections.abc import Iterable
from typing import NamedTuple

from extract.entries import UnitEntry
from extract.lexicon import Lexicon, alternation
from extract.patterns import compiled
from extract.record import StatisticKind
from extract.text.fold import fold_key

# A run of up to six tokens without a break of the clause; group 1 captures each token.
_TOKENS = compiled(r"(?: ?([\p{L}\p{M}\d²³µ]++|[-/%‰$€£¥₫₩°º])){1,6}+")
_TOKEN = compiled(r"([\p{L}\p{M}\d²³µ]++|[-/%‰$€£¥₫₩°º])")
_LOWER = compiled(r" (\p{Ll}[\p{L}\p{M}]*+)(?: (\p{Ll}[\p{L}\p{M}]*+))?")
_FOREIGN = compiled(r" ([a-z]{4,})\b")
# A Vietnamese syllable that needs no diacritics; "tablet" is none.
_SYLLABLE = compiled(r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
_NEXT = compiled(r" \p{Ll}[\p{L}\p{M}]*+")
# "lít/100 km", "mg/100ml"
_PER = compiled(r" ?/ ?(?:10{0,2} ?(?!\d))?")
# Symbols of one letter are glued to a figure only in the case that the unit is written in ("5g", not "5G"); but "220v".
_UPPER_SYMBOLS = frozenset("ak")
_EITHER_CASE = frozenset("vw")
_POPULATION_REACH = 40
_STOPS = ("statistic.stop", "statistic.time", "statistic.aux", "statistic.verb")


class Unit(NamedTuple):
    """A unit read in a text.

    Attributes:
        start, end: its span.
        kind: the kind of statistic that it gives.
        unit: what the record calls it: a currency code, "%", or the words as written.
        normalised: the unit's symbol, or the counted noun in folded spelling.
        scale: the power of ten that a money unit stands for.
        rule: the id of the lexicon entry, or of the fallback.
        known: it comes from the lexicon.
        least: a smaller number counts things of this name.
    """

    start: int
    end: int
    kind: StatisticKind
    unit: str
    normalised: str
    scale: int = 0
    rule: str = "stat.noun"
    known: bool = True
    least: int = 0


def _forms(entries: Iterable[UnitEntry], role: str) -> set[str]:
    """The folded forms of the counted nouns of a role."""
    return {fold_key(form) for entry in entries if entry.role == role for form in entry.forms}


def _read(entries: Iterable[UnitEntry]) -> tuple[dict[str, UnitEntry], dict[str, UnitEntry]]:
    """The units by their folded forms, and by the symbols that only their capitals tell from others: "Nm" and "nm"."""
    units: dict[str, UnitEntry] = {}
    cased: dict[str, UnitEntry] = {}
    for entry in entries:
        if entry.role != "thing":
            for form in entry.forms:
                if units.setdefault(fold_key(form), entry) is not entry and not form.islower():
                    cased[form] = entry
    return units, cased


class UnitReader:
    """Reads units and counted nouns at a given place of a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        entries = lexicon.entries(UnitEntry)
        self._age = next((entry.unit for entry in entries if entry.id == "unit.age"), None)
        self._people = next((entry.forms[0] for entry in entries if entry.id == "noun.person"), None)
        self._classifiers, self._things = _forms(entries, "classifier"), _forms(entries, "thing")
        self._units, self._cased = _read(entries)
        self._first = {form.split(" ", 1)[0] for form in self._units}
        self._first_tokens = {token[1] for form in self._units if (token := _TOKEN.match(form))}
        self._first_measures = {form.split(" ", 1)[0] for form, entry in self._units.items() if entry.kind != "count"}
        self._compounds = frozenset(lexicon.forms("statistic.compound"))
        self._stops = frozenset(lexicon.forms(*_STOPS))
        # Nouns in pairs that are counted as one ("12 tỉnh, thành").
        pairs = sorted((form for form in self._units if "," in form), key=len, reverse=True)
        self._pairs = compiled(alternation(pairs) + r"(?![\p{L}\p{N}])")
        self._rate = compiled(rf"{lexicon.one_of('statistic.rate')}\b")
        self._counting = compiled(rf"\b{lexicon.one_of('statistic.count-of')} (?=\p{{L}})")
        self._population = compiled(rf"\b{lexicon.one_of('statistic.population')}\b")
        self._currency = compiled(rf"(?<![\p{{L}}$])({lexicon.one_of('statistic.currency')}) ?\Z")

    def read(self, text: str, folded: str, at: int) -> Unit | None:
        """The unit or known noun that begins at `at` or one space behind it; glued to a figure only a unit may be."""
        tokens = _TOKENS.match(folded, at)
        if tokens is None:
            return None
        start, ends = tokens.starts(1)[0], tokens.ends(1)
        if folded[start : ends[0]] not in self._first_tokens:
            return None
        for end in reversed(ends):
            entry = self._cased.get(text[start:end]) or self._units.get(folded[start:end])
            if entry is not None and self._fits(text, entry, at, start, end) and not self._goes_on(folded, start, end):
                return self._compound(text, folded, entry, start, end, ends)
        return None

    def may_follow(self, folded: str, at: int, *, counted: bool) -> bool:
        """Whether the syllable behind `at` begins a unit or, with `counted`, a counted noun; a quick look."""
        following = _NEXT.match(folded, at)
        return following is not None and following[0][1:] in (self._first if counted else self._first_measures)

    def before(self, folded: str, at: int) -> Unit | None:
        """The currency sign that ends at `at`."""
        match = self._currency.search(folded, max(0, at - 6), at)
        if match is None:
            return None
        entry = self._units.get(match[1])
        if entry is None:
            return None
        return Unit(match.start(), at, "money", entry.unit or "", entry.unit or "", entry.scale, entry.id)

    def noun(self, text: str, at: int) -> Unit | None:
        """The one or two words behind `at` as a counted noun that the lexicon does not know."""
        match = _LOWER.match(text, at)
        if match is None or len(match[1]) == 1 or fold_key(match[1]) in self._stops:
            return None
        end = match.end(1)
        if match[2]:
            both = fold_key(match[0][1:])
            if both in self._stops:
                return None
            if both in self._compounds or fold_key(match[2]) not in self._stops:
                end = match.end(2)
        noun = text[match.start(1) : end]
        return Unit(match.start(1), end, "count", noun, fold_key(noun), known=False)

    def loanword(self, text: str, at: int) -> Unit | None:
        """The foreign word behind `at` as a counted noun ("3 triệu tablet"); a Vietnamese one may be anything."""
        match = _FOREIGN.match(text, at)
        if match is None or _SYLLABLE.fullmatch(match[1]):
            return None
        return Unit(match.start(1), match.end(), "count", match[1], match[1], known=False)

    def counted(self, text: str, folded: str, start: int, end: int) -> Unit | None:
        """The noun behind the last "số" of a stretch ("số người theo dõi")."""
        nouns = [match.end() for match in self._counting.finditer(folded, start, end)]
        unit = self.read(text, folded, nouns[-1]) if nouns else None
        return unit if unit is not None and unit.kind == "count" and unit.end <= end else None

    def is_population(self, folded: str, end: int) -> bool:
        """Whether what ends at `end` speaks of a population."""
        return self._population.search(folded, max(0, end - _POPULATION_REACH), end) is not None

    def people(self, at: int) -> Unit | None:
        """The unit of a population that is a number alone."""
        people = self._people
        return Unit(at, at, "count", people, people, rule="stat.population") if people else None

    def age(self, at: int) -> Unit | None:
        """The unit of an age whose word stands in front of the number."""
        return Unit(at, at, "measure", self._age, self._age, rule="unit.age") if self._age else None

    def _goes_on(self, folded: str, start: int, end: int) -> bool:
        """Whether the word behind makes a common word of what looks like a noun ("bao gồm", "đầu tư")."""
        following = _NEXT.match(folded, end)
        return following is not None and folded[start : following.end()] in self._stops

    def _fits(self, text: str, entry: UnitEntry, at: int, start: int, end: int) -> bool:
        if start > at or not text[at - 1 : at].isdigit():
            return True
        if entry.kind == "count":
            return False
        symbol = text[start:end]
        if len(symbol) > 1 or not symbol.isalpha() or symbol.lower() in _EITHER_CASE:
            return True
        return symbol.isupper() == (symbol.lower() in _UPPER_SYMBOLS)

    def _compound(self, text: str, folded: str, entry: UnitEntry, start: int, end: int, ends: list[int]) -> Unit:
        """The unit with what belongs to it: the noun behind a classifier, the second unit of "tấn/ha"."""
        kind, normalised = entry.kind, entry.unit or folded[start:end]
        if kind == "count" and folded[start:end] in self._classifiers:
            longer = self._after_classifier(folded, end, ends)
            if longer is not None:
                end = longer
                normalised = folded[start:end]
        pair = self._pairs.match(folded, start) if kind == "count" else None
        if pair and pair.end() > end:
            end = pair.end()
            normalised = folded[start:end]
        per = _PER.match(folded, end) if kind in ("measure", "count") else None
        if per:
            below = self._per(folded, per.end(), kind)
            if below is not None:
                end, kind = below, "measure"
                normalised = f"{normalised}/{folded[per.end() : end]}"
        unit = entry.unit or "" if kind in ("money", "percentage") else text[start:end]
        return Unit(start, end, kind, unit, normalised, entry.scale, entry.id, least=entry.least)

    def _after_classifier(self, folded: str, at: int, ends: list[int]) -> int | None:
        for end in reversed(ends):
            if end <= at or folded[at] != " ":
                continue
            noun = folded[at + 1 : end]
            known = self._units.get(noun)
            if (noun in self._things or (known is not None and known.kind == "count")) and not self._goes_on(
                folded, at + 1, end
            ):
                return end
        return None

    def _per(self, folded: str, at: int, kind: StatisticKind) -> int | None:
        rate = self._rate.match(folded, at)
        if rate and kind == "measure":
            return rate.end()
        tokens = _TOKENS.match(folded, at)
        if tokens is None or tokens.starts(1)[0] != at:
            return None
        for end in reversed(tokens.ends(1)):
            entry = self._units.get(folded[at:end])
            if entry is not None and entry.kind == "measure":
                return end
        return None

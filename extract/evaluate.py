"""Measures records against gold ones, which somebody has corrected by hand.

What has to agree for a find to count as right:

- `officials`: a title and its person. Persons are paired by the spans of their mentions, titles by their words, of
  which a token F1 of 0.8 has to agree.
- `dates`: overlapping spans and the value, parts of the day left aside.
- `statistics`: overlapping spans, the value, the end of a range and the total.
- `awards`: overlapping spans, the name and the grade.

Beside them `officials.person` and `officials.mention` (the very span), and `dates.found`, `statistics.found` and
`awards.found` (any overlap) say whether something was found at all. Of each find that is right the other fields are
asked (`officials.kind`, `statistics.subject`, `awards.giver` …): `extract.agreement` says when they agree. Words are
compared in one spelling: case, i/y, tone placement and outer punctuation do not count.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from extract.agreement import FIELDS, agreement, words
from extract.patterns import compiled
from extract.record import Award, Date, Item, Official, Record, Statistic, Title

KINDS = ("officials", "dates", "statistics", "awards")
ENOUGH_WORDS = 0.8

T = TypeVar("T", bound=Item)

_PART_OF_DAY = compiled(r"T(?:MO|MI|AF|EV|NI)\b")
_UNKNOWN_TAIL = compiled(r"(?:-XX)++(?=$|/|T)")
_FULL_HOUR = compiled(r"(T\d\d):00\b(?!:)")


class Counts(msgspec.Struct):
    """How many finds are right, of how many in the gold and how many found."""

    right: int = 0
    gold: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """The share of the finds that are right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 1 where there is none."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing in the gold and nothing was found."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0


class Error(msgspec.Struct, frozen=True):
    """A find that is not as in the gold.

    Attributes:
        article: the article's id.
        kind: one of `KINDS`, or the measure of a field (`awards.giver`).
        what: `missed` is in the gold only, `extra` in the record only, `wrong` in both with another value.
        text: its words; of an official the name and the title.
        gold: the gold's values that have to agree.
        found: the record's.
        rule: the rule that found it, None for what was missed.
        start: where it begins in the article, in code points; of an official the first mention.
        end: where it ends.
    """

    article: str
    kind: str
    what: Literal["missed", "extra", "wrong"]
    text: str
    gold: str | None = None
    found: str | None = None
    rule: str | None = None
    start: int = 0
    end: int = 0


class Score(msgspec.Struct):
    """How records compare with the gold.

    Attributes:
        articles: how many articles the gold has.
        missing: ids of those without a record; all that is in them counts as missed.
        kinds: counts by kind, by the finer measures, and by field (of those that could be right).
        errors: what is wrong, in the gold's order.
        by_article: the same counts for each article of the gold, by its id.
    """

    articles: int = 0
    missing: list[str] = []
    kinds: dict[str, Counts] = {}
    errors: list[Error] = []
    by_article: dict[str, dict[str, Counts]] = {}

    @property
    def macro(self) -> float:
        """The mean F1 of the four kinds."""
        return sum(self.kinds[kind].f1 for kind in KINDS) / len(KINDS)

    def rows(self) -> list[dict[str, Any]]:
        """One row a measure, for a table or a data frame."""
        return [
            {
                "measure": name,
                "precision": one.precision,
                "recall": one.recall,
                "f1": one.f1,
                **msgspec.structs.asdict(one),
            }
            for name, one in self.kinds.items()
        ]

    def without(self, measures: Collection[str]) -> "Score":
        """The same without some measures: those of fields that the gold does not state say nothing."""

        def kept(counts: dict[str, Counts]) -> dict[str, Counts]:
            return {name: one for name, one in counts.items() if name not in measures}

        return msgspec.structs.replace(
            self,
            kinds=kept(self.kinds),
            errors=[error for error in self.errors if error.kind not in measures],
            by_article={article: kept(counts) for article, counts in self.by_article.items()},
        )

    def intervals(self, samples: int = 1000) -> dict[str, tuple[float, float]]:
        """Between which figures the F1 of each measure lies in 95 of 100 draws of as many articles, with replacement.

        The percentile bootstrap (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13), articles being
        what is drawn, since the finds of one article stand and fall together. The draws are the same every time.
        """
        import numpy as np

        names = list(self.kinds)
        counts = np.array(
            [
                [(one.right, one.gold + one.found) for one in map(counts.__getitem__, names)]
                for counts in self.by_article.values()
            ],
            float,
        ).reshape(-1, len(names), 2)
        size = len(counts)
        drawn = (
            np.random.default_rng(0).multinomial(size, np.full(size, 1 / size), samples) if size else np.zeros((1, 0))
        )
        right, all_of_them = np.moveaxis(np.tensordot(drawn, counts, 1), 2, 0)
        f1 = np.where(all_of_them > 0, 2 * right / np.maximum(all_of_them, 1), 1.0)
        low, high = np.percentile(f1, (2.5, 97.5), axis=0)
        return {name: (float(low[index]), float(high[index])) for index, name in enumerate(names)}


def score(gold: Iterable[Record], found: Iterable[Record]) -> Score:
    """Compare the records of a run with gold ones, paired by the articles' ids; other records are left aside."""
    names = [name for kind in KINDS for name in (kind, *_FINER[kind])]
    names += field_measures()
    result = Score(kinds={name: Counts() for name in names})
    wanted = {record.id: record for record in gold}
    records = {record.id: record for record in found if record.id in wanted}
    for article, right in wanted.items():
        result.articles += 1
        if article not in records:
            result.missing.append(article)
        record = records.get(article, Record(id=article))
        one = Score(kinds={name: Counts() for name in names}, errors=result.errors)
        _officials(one, article, right.officials, record.officials)
        _spans(one, article, "dates", right.dates, record.dates, _date_value)
        _spans(one, article, "statistics", right.statistics, record.statistics, _figure)
        _spans(one, article, "awards", _presented(right), _presented(record), _award)
        result.by_article[article] = one.kinds
        for name, counts in one.kinds.items():
            _count(result, name, counts.right, counts.gold, counts.found)
    return result


_FINER = {
    "officials": ("officials.person", "officials.mention"),
    "dates": ("dates.found",),
    "statistics": ("statistics.found",),
    "awards": ("awards.found",),
}


def field_measures() -> list[str]:
    """The measures of single fields, which say something only where the gold states them."""
    return [_measure(of, field) for of, fields in FIELDS.items() for field in fields]


def _measure(of: str, field: str) -> str:
    """The name of the measure of a field, "officials.gender" for that of a person."""
    return f"{of.partition('.')[0]}.{field}"


def _fields(
    score: Score, article: str, of: str, gold: Any, found: Any, text: str, rule: str | None, span: tuple[int, int]
) -> None:
    """Ask each field of a find that is right."""
    for field, same in FIELDS[of].items():
        measure, wanted, made = _measure(of, field), getattr(gold, field), getattr(found, field)
        right = same(wanted, made)
        _count(score, measure, right, 1, 1)
        if not right:
            score.errors.append(Error(article, measure, "wrong", text, str(wanted), str(made), rule, *span))


def _count(score: Score, measure: str, right: int, gold: int, found: int) -> None:
    counts = score.kinds[measure]
    counts.right += right
    counts.gold += gold
    counts.found += found


def _officials(score: Score, article: str, gold: list[Official], found: list[Official]) -> None:
    gold_spans, found_spans = (
        [{(m.start, m.end) for m in o.mentions} for o in officials] for officials in (gold, found)
    )
    shared = [
        (len(one & other), i, j)
        for i, one in enumerate(gold_spans)
        for j, other in enumerate(found_spans)
        if one & other
    ]
    partner: dict[int, int] = {}
    for _, i, j in sorted(shared, reverse=True):
        if i not in partner and j not in partner.values():
            partner[i] = j
    every_gold, every_found = set().union(*gold_spans), set().union(*found_spans)
    _count(score, "officials.person", len(partner), len(gold), len(found))
    _count(score, "officials.mention", len(every_gold & every_found), len(every_gold), len(every_found))
    for i, official in enumerate(gold):
        other = found[partner[i]] if i in partner else None
        if other is not None:
            _fields(
                score,
                article,
                "officials.person",
                official,
                other,
                official.name,
                other.mentions[0].rule,
                _place(official),
            )
        _titles(score, article, official, official.titles, other.titles if other else [])
    for j, extra in enumerate(found):
        if j not in partner.values():
            _titles(score, article, extra, [], extra.titles)


def _place(official: Official) -> tuple[int, int]:
    """The span of the first mention."""
    return min((one.start, one.end) for one in official.mentions)


def _titles(score: Score, article: str, official: Official, gold: list[Title], found: list[Title]) -> None:
    name, span = official.name, _place(official)
    left = list(found)
    missed = []
    for title in gold:
        best = max(left, key=lambda other: agreement(title.text, other.text), default=None)
        if best is not None and agreement(title.text, best.text) >= ENOUGH_WORDS:
            left.remove(best)
            _fields(score, article, "officials", title, best, f"{name}: {title.text}", best.rule, span)
        else:
            missed.append(title)
    _count(score, "officials", len(gold) - len(missed), len(gold), len(found))
    score.errors += [
        Error(article, "officials", "missed", f"{name}: {one.text}", one.text, None, None, *span) for one in missed
    ]
    score.errors += [
        Error(article, "officials", "extra", f"{name}: {one.text}", None, one.text, one.rule, *span) for one in left
    ]


def _spans(
    score: Score, article: str, kind: str, gold: Sequence[T], found: Sequence[T], value: Callable[[T], Any]
) -> None:
    """Pair overlapping items one to one, those of the same value first, then those that share the most characters."""
    keys = [value(item) for item in gold], [value(item) for item in found]
    ranked = sorted(
        (keys[0][i] != keys[1][j], -overlap, abs(one.start - other.start), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (overlap := min(one.end, other.end) - max(one.start, other.start)) > 0
    )
    partner: dict[int, int] = {}
    taken = set()
    for *_, i, j in ranked:
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    right = [(gold[i], found[j]) for i, j in partner.items() if keys[0][i] == keys[1][j]]
    for item, other in right:
        _fields(score, article, kind, item, other, item.text, other.rule, (item.start, item.end))
    _count(score, kind, len(right), len(gold), len(found))
    _count(score, f"{kind}.found", len(partner), len(gold), len(found))
    for i, item in enumerate(gold):
        if i not in partner:
            missed = Error(article, kind, "missed", item.text, _shown(item), None, None, item.start, item.end)
            score.errors.append(missed)
        elif keys[0][i] != keys[1][partner[i]]:
            other = found[partner[i]]
            wrong = Error(
                article, kind, "wrong", item.text, _shown(item), _shown(other), other.rule, item.start, item.end
            )
            score.errors.append(wrong)
    score.errors += [
        Error(article, kind, "extra", item.text, None, _shown(item), item.rule, item.start, item.end)
        for j, item in enumerate(found)
        if j not in taken
    ]


def _presented(record: Record) -> list[Award]:
    """The awards with the name of who presents them, for ids are the record's own."""
    names = {official.id: official.name for official in record.officials}
    return [msgspec.structs.replace(award, presenter=names.get(award.presenter or "")) for award in record.awards]


def _date_value(date: Date) -> str:
    return _FULL_HOUR.sub(r"\1", _UNKNOWN_TAIL.sub("", _PART_OF_DAY.sub("", date.value)))


def _figure(figure: Statistic) -> tuple[float | None, ...]:
    values = (figure.value, figure.value_max, figure.total)
    return tuple(None if value is None else round(float(value), 6) for value in values)


def _award(award: Award) -> tuple[str, str]:
    return " ".join(words(award.name)), " ".join(words(award.grade))


def _shown(item: Item) -> str:
    """The values that have to agree, as they stand in the record."""
    match item:
        case Date():
            return item.value
        case Statistic():
            upper = "" if item.value_max is None else f" - {item.value_max}"
            return f"{item.value}{upper}" if item.total is None else f"{item.value}/{item.total}"
        case Award():
            return f"{item.name} {item.grade}" if item.grade else item.name
        case _:
            return item.text

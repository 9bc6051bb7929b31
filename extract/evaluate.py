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

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from extract.agreement import agreement
from extract.declared.kind import Kind, Scheme
from extract.record import KINDS, Official, Record, Title, checked
from extract.text.spans import Span

ENOUGH_WORDS = 0.8

COLUMNS = ("measure", "P", "R", "F1", "95 % of draws", "gold", "found")
"""The heads of a score's table."""
_FIGURES = ("precision", "recall", "f1")

Intervals = dict[str, tuple[float, float] | None]
"""Bounds of the F1 by measure."""


class Counts(msgspec.Struct):
    """How many finds are right, of how many in the gold and how many found."""

    right: int = 0
    gold: int = 0
    found: int = 0

    @property
    def are_any(self) -> bool:
        """Whether either side has any: else the figures say nothing."""
        return bool(self.gold or self.found)

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
        return 2 * self.right / (self.gold + self.found) if self.are_any else 1.0


class Error(msgspec.Struct, frozen=True):
    """A find that is not as in the gold.

    Attributes:
        article: the article's id.
        kind: the name of a kind, or the measure of a field (`awards.giver`).
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
        """The mean F1 of the kinds that either side has finds of; 1 if there is none."""
        counts = [self.kinds[kind.name] for kind in KINDS if kind.name in self.kinds]
        scored = [one.f1 for one in counts if one.are_any]
        return sum(scored) / len(scored) if scored else 1.0

    def rows(self) -> list[dict[str, Any]]:
        """One row a measure, for a table or a data frame; figures are None where neither side has any."""
        return [
            {
                "measure": name,
                **{figure: getattr(one, figure) if one.are_any else None for figure in _FIGURES},
                **msgspec.structs.asdict(one),
            }
            for name, one in self.kinds.items()
        ]

    def shown(self, intervals: Intervals) -> Iterator[tuple[str, ...]]:
        """The rows in words under `COLUMNS`, with a dash for what is None."""
        for row in self.rows():
            figures = ("–" if (figure := row[name]) is None else f"{figure:.3f}" for name in _FIGURES)
            between = intervals[row["measure"]]
            draws = "–" if between is None else f"{between[0]:.3f}–{between[1]:.3f}"
            yield row["measure"], *figures, draws, str(row["gold"]), str(row["found"])

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

    def intervals(self, samples: int = 1000) -> Intervals:
        """Between which figures the F1 of each measure lies in 95 of 100 draws of as many articles, with replacement.

        None where neither side has any.

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
        return {
            name: (float(low[index]), float(high[index])) if self.kinds[name].are_any else None
            for index, name in enumerate(names)
        }


def score(gold: Iterable[Record], found: Iterable[Record]) -> Score:
    """Compare the records of a run with gold ones, paired by the articles' ids; other records are left aside."""
    names = [name for kind in KINDS for name in kind.scored.measures(kind.name)]
    names += _field_measures()
    result = Score(kinds={name: Counts() for name in names})
    wanted = {record.id: record for record in checked(gold)}
    records = {record.id: record for record in checked(found) if record.id in wanted}
    for article, right in wanted.items():
        result.articles += 1
        if article not in records:
            result.missing.append(article)
        record = records.get(article, Record(id=article))
        one = Score(kinds={name: Counts() for name in names}, errors=result.errors)
        for kind in KINDS:
            _SCHEMES[kind.scored.by](one, article, kind, *(_compared(kind, of) for of in (right, record)))
        result.by_article[article] = one.kinds
        for name, counts in one.kinds.items():
            _count(result, name, counts.right, counts.gold, counts.found)
    return result


def unstated(stated: Collection[str]) -> list[str]:
    """The measures that say nothing, where the gold states only some kinds ("dates") and fields ("dates.type")."""
    names = [name for kind in KINDS if kind.name not in stated for name in kind.scored.measures(kind.name)]
    for kind in KINDS:
        fields = {name.partition(".")[2] for name in stated if name.startswith(f"{kind.name}.")}
        names += [measure for measure, field in kind.scored.asks.items() if fields and field not in fields]
    return [*names, *(name for name in _field_measures() if name not in stated)]


def _field_measures() -> list[str]:
    return [_measure(of, field) for kind in KINDS for of, fields in kind.scored.fields.items() for field in fields]


def _compared(kind: Kind, record: Record) -> Sequence[Any]:
    return kind.scored.of(record) if kind.scored.of else getattr(record, kind.name)


def _measure(of: str, field: str) -> str:
    """The name of the measure of a field, "officials.gender" for that of a person."""
    return f"{of.partition('.')[0]}.{field}"


def _fields(
    score: Score,
    article: str,
    of: str,
    kind: Kind,
    gold: Any,
    found: Any,
    text: str,
    rule: str | None,
    span: tuple[int, int],
) -> None:
    """Ask each field of a find that is right."""
    for field, same in kind.scored.fields[of].items():
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


def _partners(score: Score, kind: Kind, gold: Sequence[Any], found: Sequence[Any]) -> dict[int, int]:
    """Finds that have mentions, paired with those of the gold by the mentions that they share, most first."""
    gold_spans, found_spans = ([{(m.start, m.end) for m in one.mentions} for one in finds] for finds in (gold, found))
    same = _SHARED[kind.scored.by]
    shared = [
        (count, i, j)
        for i, one in enumerate(gold_spans)
        for j, other in enumerate(found_spans)
        if (count := same(one, other))
    ]
    partner: dict[int, int] = {}
    for _, i, j in sorted(shared, reverse=True):
        if i not in partner and j not in partner.values():
            partner[i] = j
    every_gold, every_found = set[Span]().union(*gold_spans), set[Span]().union(*found_spans)
    _, paired, mention = kind.scored.measures(kind.name)
    _count(score, paired, len(partner), len(gold), len(found))
    _count(score, mention, len(every_gold & every_found), len(every_gold), len(every_found))
    return partner


def _overlapping(gold: set[Span], found: set[Span]) -> int:
    """How many spans of the gold one of the others overlaps."""
    return sum(any(start < other_end and other < end for other, other_end in found) for start, end in gold)


def _very_same(gold: set[Span], found: set[Span]) -> int:
    return len(gold & found)


_SHARED: Mapping[Scheme, Callable[[set[Span], set[Span]], int]] = {"mentions": _overlapping, "titles": _very_same}
"""How many mentions two finds share: of persons the very same; of others those that overlap, for ends differ."""


def _by_titles(score: Score, article: str, kind: Kind, gold: Sequence[Official], found: Sequence[Official]) -> None:
    partner = _partners(score, kind, gold, found)
    for i, official in enumerate(gold):
        other = found[partner[i]] if i in partner else None
        if other is not None:
            span = _place(official)
            _fields(
                score,
                article,
                f"{kind.name}.person",
                kind,
                official,
                other,
                official.name,
                other.mentions[0].rule,
                span,
            )
        _titles(score, article, kind, official, official.titles, other.titles if other else [])
    for j, extra in enumerate(found):
        if j not in partner.values():
            _titles(score, article, kind, extra, [], extra.titles)


def _place(find: Any) -> tuple[int, int]:
    """The span of the first mention."""
    return min((one.start, one.end) for one in find.mentions)


def _titles(score: Score, article: str, kind: Kind, official: Official, gold: list[Title], found: list[Title]) -> None:
    name, span = official.name, _place(official)
    left = list(found)
    missed = []
    for title in gold:
        best = max(left, key=lambda other: agreement(title.text, other.text), default=None)
        if best is not None and agreement(title.text, best.text) >= ENOUGH_WORDS:
            left.remove(best)
            _fields(score, article, kind.name, kind, title, best, f"{name}: {title.text}", best.rule, span)
        else:
            missed.append(title)
    _count(score, kind.name, len(gold) - len(missed), len(gold), len(found))
    score.errors += [
        Error(article, kind.name, "missed", f"{name}: {one.text}", one.text, None, None, *span) for one in missed
    ]
    score.errors += [
        Error(article, kind.name, "extra", f"{name}: {one.text}", None, one.text, one.rule, *span) for one in left
    ]


def _by_mentions(score: Score, article: str, kind: Kind, gold: Sequence[Any], found: Sequence[Any]) -> None:
    partner = _partners(score, kind, gold, found)
    places = (
        [(*_place(one), one.mentions[0].text, None) for one in gold],
        [(*_place(one), one.mentions[0].text, one.mentions[0].rule) for one in found],
    )
    _judge(score, article, kind, (gold, found), places, partner)


def _by_spans(score: Score, article: str, kind: Kind, gold: Sequence[Any], found: Sequence[Any]) -> None:
    """Pair overlapping items one to one, those of the same value first, then those that share the most characters."""
    value = kind.scored.value
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
    _count(score, f"{kind.name}.found", len(partner), len(gold), len(found))
    places = (
        [(one.start, one.end, one.text, None) for one in gold],
        [(one.start, one.end, one.text, one.rule) for one in found],
    )
    _judge(score, article, kind, (gold, found), places, partner)


_Place = tuple[int, int, str, str | None]
"""Where a find stands, its words and its rule."""


def _judge(
    score: Score,
    article: str,
    kind: Kind,
    finds: tuple[Sequence[Any], Sequence[Any]],
    places: tuple[Sequence[_Place], Sequence[_Place]],
    partner: Mapping[int, int],
) -> None:
    """Count the pairs of the same value, ask their fields, and say what is missed, wrong and extra."""
    value, shown = kind.scored.value, kind.scored.shown
    gold, found = finds
    right = {i: j for i, j in partner.items() if value(gold[i]) == value(found[j])}
    for i, j in right.items():
        start, end, text, _ = places[0][i]
        _fields(score, article, kind.name, kind, gold[i], found[j], text, places[1][j][3], (start, end))
    _count(score, kind.name, len(right), len(gold), len(found))
    for i, item in enumerate(gold):
        start, end, text, _ = places[0][i]
        if i not in partner:
            score.errors.append(Error(article, kind.name, "missed", text, shown(item), None, None, start, end))
        elif i not in right:
            other, rule = found[partner[i]], places[1][partner[i]][3]
            score.errors.append(Error(article, kind.name, "wrong", text, shown(item), shown(other), rule, start, end))
    taken = set(partner.values())
    for j, item in enumerate(found):
        if j not in taken:
            start, end, text, rule = places[1][j]
            score.errors.append(Error(article, kind.name, "extra", text, None, shown(item), rule, start, end))


_SCHEMES: Mapping[Scheme, Callable[..., None]] = {"spans": _by_spans, "mentions": _by_mentions, "titles": _by_titles}

"""Puts the finding of statistics together: numbers, their units, filters, cues, and what links one to the next."""

from typing import NamedTuple

from extract.document import Document
from extract.kinds.names import Name
from extract.kinds.statistics.candidates import CandidateReader
from extract.kinds.statistics.comparison import compared_with, inherit_change, replaces
from extract.kinds.statistics.cues import CueReader, Front
from extract.kinds.statistics.linking import Found, Linker
from extract.kinds.statistics.period import period
from extract.kinds.statistics.subjects import SubjectReader
from extract.kinds.statistics.units import UnitReader
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.record import Award, Date, Statistic
from extract.text.spans import Span

_LETTERLESS = compiled(r"[^\p{L}]*+[x×]?[^\p{L}]*+")
# How far a figure's subject reaches to a next one that no cue says anything of.
_NEAR = 20
_HAVING = compiled(r"\b(?:có|gồm|bị)\b|\btừ \Z")
_REACHING = compiled(r"\b(?:đạt|gấp|bằng|tối đa|tối thiểu|không quá|cao|dài)\b")
_ATTRIBUTES = frozenset({"bên", "chỗ", "bánh", "tầng", "cửa"})
# What such parties do or do not is no part of what is counted ("hai bên chưa ký").
_PARTIES = frozenset({"bên", "phía", "nước", "quốc gia"})
# What such a rate is reckoned from ("chiết khấu 4% giá trị căn hộ") is not what is measured.
_RATE = compiled(r"(?i)(?:mức )?(?:ưu đãi )?(?:chiết khấu|hoa hồng|lãi suất|thuế suất|giảm giá|phí|học phí)(?!\p{L})")


class _Topic(NamedTuple):
    """What a sentence is about behind a figure: where that figure with its phrase ends, and the subject in force."""

    reached: int
    subject: str | None = None


class StatisticExtractor:
    """Finds statistics in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._units = UnitReader(lexicon)
        self._cues = CueReader(lexicon)
        self._candidates = CandidateReader(lexicon, self._units, self._cues)
        self._subjects = SubjectReader(lexicon, self._cues)
        self._linker = Linker(self._units, self._cues)

    def __call__(
        self, document: Document, dates: list[Date], names: list[Name], awards: list[Award]
    ) -> list[Statistic]:
        """The statistics of the document, in text order, with offsets of its normalised text.

        Args:
            dates: the dates found; what they cover is no statistic, and figures refer to them as their period.
            names: the names found; a number inside of one is a part of it.
            awards: the awards found; the number in front of one is that award's quantity.
        """
        occupied = sorted(
            [(item.start, item.end) for item in dates] + [(item.start, item.end) for item in awards] + document.skipped
        )
        found = self._candidates(document, occupied, names, awards)
        return self._read(document, self._linker.link(document, found), dates)

    def _read(self, document: Document, found: list[Found], dates: list[Date]) -> list[Statistic]:
        text, folded = document.text, document.folded
        spans = [(date.start, date.end) for date in dates]
        starts = [start for start, _ in spans]
        statistics: list[Statistic] = []
        last: Statistic | None = None
        topic = _Topic(0)
        for index, item in enumerate(found):
            unit, number = item.unit, item.number
            assert unit is not None
            sentence = document.sentence_at(item.start)
            previous = last if last is not None and last.start >= sentence[0] else None
            floor = previous.end if previous is not None else sentence[0]
            front = self._linker.front(document, item, floor)
            following = found[index + 1].start if index + 1 < len(found) else len(text)
            statistic = Statistic(
                start=item.start,
                end=item.end,
                rule=unit.rule,
                kind="ratio" if number.total is not None and unit.kind != "percentage" else unit.kind,
                value=_scaled(number.value, unit.scale),
                value_max=None if number.value_max is None else _scaled(number.value_max, unit.scale),
                total=number.total,
                unit=unit.unit,
                normalised_unit=unit.normalised,
                modifier=self._cues.behind(folded, item.end) or front.modifier,
                change=front.change,
            )
            if unit.kind == "percentage" and folded[front.start : item.start].startswith(self._cues.exceeding):
                statistic.modifier = None
            between = folded[floor : item.start] if previous is not None else ""
            if statistic.value < 0:
                statistic.change = None  # the sign says it already
            elif previous is not None and statistic.change is None and not front.level and not front.compared:
                inherit_change(self._cues, statistic, previous, between)
            ceiling = min(sentence[1], following)
            if previous is not None and replaces(self._cues, previous, statistic, between, folded):
                previous.after, statistic.before = statistic.value, previous.value
            if previous is None:
                topic = _Topic(sentence[0])
            statistic.subject, topic = self._subject(document, statistic, front, previous, topic, ceiling, spans)
            statistic.base = compared_with(self._cues, folded, statistic, ceiling)
            if front.compared and statistic.modifier == "less_than" and statistic.base is not None:
                statistic.modifier = None  # a difference: "ít hơn 2 ghế so với năm trước"
            statistic.period = period(spans, starts, dates, statistic, sentence, previous, ceiling)
            statistics.append(statistic)
            last = statistic
        return statistics

    def _subject(
        self,
        document: Document,
        statistic: Statistic,
        front: Front,
        previous: Statistic | None,
        topic: _Topic,
        ceiling: int,
        dates: list[Span],
    ) -> tuple[str | None, _Topic]:
        """What the figure measures, and what the sentence goes on about behind it."""
        text, folded, read = document.text, document.folded, self._subjects
        scale = statistic.unit == "điểm" and (front.level or front.change is not None)
        counted = (statistic.kind == "count" and not scale) or (
            statistic.kind == "ratio" and not statistic.rule.startswith("unit.")
        )
        floor, end, goes_on = topic.reached, statistic.end, topic.subject
        if previous is not None and goes_on is None and previous.kind in ("count", "ratio"):
            goes_on = text[previous.start : previous.end]
        if previous is not None and _LETTERLESS.fullmatch(folded, previous.end, statistic.start):
            listed = counted and "," in folded[previous.end : statistic.start]
            return (None if listed else previous.subject if counted else goes_on), _Topic(end, topic.subject)
        if statistic.before is not None:
            subject = topic.subject or (previous.subject if previous is not None else None)
            return subject, _Topic(end, subject)
        if statistic.rule.startswith("unit.age"):
            start = document.sentence_at(statistic.start)[0]
            owner = read.owner(text, folded, floor, front.start, start)
            if owner is None and previous is not None and previous.rule.startswith("unit.age"):
                owner = previous.subject
            return owner, _Topic(end, owner)
        if statistic.unit == "lần" and not (front.compared or front.change):
            repeated = read.repeated(text, folded, end, ceiling)
            if repeated is not None:
                return repeated, _Topic(end, topic.subject)
        if counted and statistic.unit != "lần":
            behind = read.behind(folded, end, ceiling, counted=True)
            if behind is None and statistic.unit not in _PARTIES:
                behind = read.state(folded, end, ceiling)
            if behind is not None and not self._is_named(text, statistic, behind):
                subject = f"{statistic.unit} {text[behind[0] : behind[1]]}"
                return subject, _Topic(behind[1], subject)
            measured = front.level or front.change or front.modifier in ("equal_or_less", "equal_or_more")
            if (
                not measured
                or folded[front.start : statistic.start] == "từ "
                or _HAVING.search(folded, front.start, statistic.start)
            ):
                return None, _Topic(end)
            if previous is None:
                before = read.before(text, folded, floor, front, statistic.start, dates, measure=False)
                if not front.change and not (read.is_quantity(before) or _REACHING.search(folded, front.start, end)):
                    before = None
            else:
                before = topic.subject if previous.unit == statistic.unit else None
            return before, _Topic(end, before)
        measure = statistic.kind == "measure"
        before = read.before(text, folded, floor, front, statistic.start, dates, measure=measure)
        if before is None and self._continues(folded, previous, statistic, front):
            before = goes_on
        if before is None and previous is not None and previous.kind == statistic.kind == "percentage":
            before = previous.subject
        compared = folded.endswith("so với ", floor, statistic.start)
        capital = statistic.kind == "measure" and text[end + 1 : end + 2].isupper()
        if statistic.kind == "ratio" or capital or compared:
            return before, _Topic(end, before)
        sized = measure and read.is_dimension(folded, front.start, statistic.start)
        behind = None if sized else read.behind(folded, end, ceiling, counted=False)
        if behind is None:
            return before, _Topic(end, before)
        rate = statistic.kind == "percentage" and _RATE.match(before or "")
        if before is not None and (rate or read.is_yardstick(folded, behind) or folded.startswith(" của ", end)):
            return before, _Topic(behind[1], before)
        return text[behind[0] : behind[1]], _Topic(behind[1], before)

    def _continues(self, folded: str, previous: Statistic | None, statistic: Statistic, front: Front) -> bool:
        """Whether what was said of the figure before is said of this one too."""
        if previous is None or previous.kind == statistic.kind or front.level or front.compared or front.change:
            return True
        between = folded[previous.end : front.start]
        return len(between) <= _NEAR and not any(mark in between for mark in ":;")

    def _is_named(self, text: str, statistic: Statistic, behind: Span) -> bool:
        """Whether the words behind a few are their names ("hai nhà mạng Sao Mai và …"), or the noun is an attribute."""
        named = statistic.value < 10 and statistic.unit != "người" and text[behind[0]].isupper()
        return named or statistic.unit in _ATTRIBUTES


def _scaled(value: int | float, scale: int) -> int | float:
    return value / 10**-scale if scale < 0 else value

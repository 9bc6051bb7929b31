"""What an award is given for, and which mentions in an article are of one and the same award."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial

from extract.document import Document
from extract.kinds.awards.cues import Cues
from extract.patterns import compiled
from extract.record import Award, Date
from extract.text.fold import fold

# How many earlier mentions of an award's name a mention is compared with.
_REMEMBERED = 30


class ReasonReader:
    """Reads what awards are given for."""

    def __init__(self, cues: Cues) -> None:
        led = [("because-of", "merit"), ("having", "had"), ("noting", "noted")]
        causes = [rf"{cues.words(before)} (?={cues.words(behind)})" for before, behind in led]
        because = "|".join([rf"{cues.words('because')} (?=\p{{L}})", *causes])
        self._reason = compiled(rf"(?:{because})(?P<reason>[^.;\n]{{6,220}})")
        self._end = compiled(rf"(?:(?:,| -) {cues.words('source')}|\(|\"(?= ?[,.]|$)).*$")
        self._none = compiled(cues.words("no-merit"))

    def read(self, document: Document, start: int, end: int) -> str | None:
        """What the awards in front of `start` are given for ("vì đã có thành tích ..."), as written, before `end`."""
        match = self._reason.search(document.folded, start, end)
        if match is None or self._none.match(document.folded, match.start("reason")):
            return None
        folded = self._end.sub("", match["reason"])
        text = document.text[match.start("reason") : match.start("reason") + len(folded)]
        return text.strip(" ,\"'") or None


def number_events(awards: Sequence[Award]) -> None:
    """Put the same `event` on the mentions of one award given to the same recipients, in place."""
    events: dict[tuple[str, str], list[Award]] = {}
    count = 0
    for award in awards:
        alike = events.setdefault(_key(award), [])
        event = next((other.event for other in alike[-_REMEMBERED:] if _same(award, other)), None)
        if event is None:
            count += 1
            event = f"E{count}"
        award.event = event
        alike.append(award)


def date_events(document: Document, awards: Sequence[Award], dates: Sequence[Date]) -> None:
    """Give every award the date (ISO 8601, a day, month or year) next to it in its sentence, in place.

    A date in the award's own part of a sentence that is parted by semicolons comes first; a date that figures are
    compared with ("cùng kỳ năm trước") is none of an award.
    """
    known = [
        date
        for date in dates
        if date.type in ("date", "time")
        and "X" not in date.value
        and not document.folded.startswith("cùng kì", date.start)
    ]
    for award in awards:
        start, end = document.sentence_at(award.start)
        near = known[bisect_left(known, start, key=_start) : bisect_left(known, end, key=_start)]
        if near:
            nearest = min(near, key=partial(_distance, document.text, award))
            award.event_date = nearest.value.partition("T")[0]


def _start(date: Date) -> int:
    return date.start


def _distance(text: str, award: Award, date: Date) -> tuple[bool, int]:
    between = text[min(award.end, date.end) : max(award.start, date.start)]
    return ";" in between, len(between)


def _key(award: Award) -> tuple[str, str]:
    return fold(award.name), fold(award.grade or "")


def _same(one: Award, other: Award) -> bool:
    """Whether two mentions of awards with one name and grade may be of one: nothing tells them apart."""
    if one.quantity is not None and other.quantity is not None and one.quantity != other.quantity:
        return False
    if one.giver and other.giver and not _words(one.giver) & _words(other.giver):
        return False
    if not one.recipients or not other.recipients:
        return one.recipients == other.recipients or bool(one.giver and other.giver)
    return any(_alike(a, b) for a in one.recipients for b in other.recipients)


def _alike(one: str, other: str) -> bool:
    a, b = _words(one), _words(other)
    return 2 * len(a & b) >= min(len(a), len(b)) and len(a & b) > 0


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())

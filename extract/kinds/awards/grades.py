"""Grades behind the name of an award: "hạng Nhất", "vàng", "khuyến khích", also those that share its name."""

from typing import NamedTuple

import regex

from extract.kinds.awards.cues import AFTER, Cues
from extract.patterns import compiled

ASIDE = r"(?: ?\([^()\n]{1,40}\)| năm \d{4})?"
"""What may stand between two awards of a list: a bracket, or a year."""


class Grade(NamedTuple):
    """A grade in the text. `end` is where the award's span ends, behind a bracket that closes around the grade."""

    start: int
    stop: int
    end: int


class Shared(NamedTuple):
    """The span of a grade that shares the name of the award before it."""

    start: int
    end: int


class GradeReader:
    """Reads the grades of one family."""

    def __init__(self, cues: Cues, family: str) -> None:
        self.family = family
        words = cues.words(f"grade.{family}")
        # A bare "ba" or "đồng" is a grade only where nothing that it could count or name follows.
        ends = rf"(?= ?(?:[,.;:)(\"'/\n-]|$)| {cues.words('grade-end')})"
        word = rf"{cues.words('grade-word')} "
        lead = {"class": word, "rank": rf"(?:{cues.words('rank-word')} )?"}.get(family, "")
        self._next = compiled(rf" ?(?P<open>\()?[\"']?(?P<grade>{lead}{words})(?P<close>[\"']? ?\))?")
        again = (
            rf"(?:{lead})?" if family == "class" else rf"(?:{cues.words('grade-head')} )?" if family != "rank" else lead
        )
        joint = rf"[ ,;:)]*(?:[,;/-]|{cues.words('and')})(?: cả)? ?"
        number = rf"(?:(?:\d{{1,3}}|{cues.words('number')}) (?:{cues.words('classifier')} )?)?"
        self._head = cues.at("grade-head")
        self._no_grade = compiled(cues.words("no-grade"))
        self._none_in_a_list = compiled(cues.words("no-grade", "above-all"))
        self._shared = compiled(
            rf"{ASIDE}{joint}{number}(?P<grade>{again}{words}){ends}"
            if family in ("metal", "place", "class")
            else rf"(?!){AFTER}"
        )

    def after(self, folded: str, text: str, position: int) -> Grade | None:
        """The grade that stands at `position`, right behind the name."""
        match = self._next.match(folded, position)
        if match is None or not self._fits(text, match.start("grade"), match.end("grade"), folded, self._no_grade):
            return None
        bracketed = match["open"] and match["close"]
        return Grade(match.start("grade"), match.end("grade"), match.end() if bracketed else match.end("grade"))

    def shared(self, folded: str, text: str, position: int) -> Shared | None:
        """The next grade in a list behind an award that ends at `position` ("..., hạng Nhì và hạng Ba")."""
        match = self._shared.match(folded, position)
        if match is None:
            return None
        start, end = match.span("grade")
        headed = self._head.match(folded, start) is not None
        return None if headed or not self._fits(text, start, end, folded, self._none_in_a_list) else Shared(start, end)

    def _fits(self, text: str, start: int, end: int, folded: str, other: regex.Pattern[str]) -> bool:
        grade = text[start:end]
        if _LETTERS.fullmatch(grade.casefold()):
            return grade.isupper()
        return not other.match(folded, start)


_LETTERS = compiled(r"(?:loại )?(?:[a-d]|i{1,3})")

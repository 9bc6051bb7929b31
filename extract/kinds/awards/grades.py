"""Grades behind the name of an award: "hạng Nhất", "vàng", "khuyến khích", also those that share its name."""

from typing import NamedTuple

import regex

from extract.kinds.awards.cues import AFTER, Cues
from extract.patterns import compiled

_LIST = r"[ ,;:)]*(?:[,;/]|-|và|hoặc|hay|cùng|đến)(?: cả)? ?"
_NUMBER = r"(?:(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?:tấm |chiếc )?)?"
_ASIDE = r"(?: ?\([^()\n]{1,40}\)| năm \d{4})?"


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
        lead = {"class": r"(?:hạng|loại|bậc) ", "rank": r"(?:(?:cấp bậc|hạng|cấp|bậc) )?"}.get(family, "")
        self._next = compiled(rf" ?(?P<open>\()?[\"']?(?P<grade>{lead}{words})(?P<close>[\"']? ?\))?")
        again = rf"(?:{lead})?" if family == "class" else r"(?:giải |huy chương )?" if family != "rank" else lead
        self._shared = compiled(
            rf"{_ASIDE}{_LIST}{_NUMBER}(?P<grade>{again}{words}){ends}"
            if family in ("metal", "place", "class")
            else rf"(?!){AFTER}"
        )

    def after(self, folded: str, text: str, position: int) -> Grade | None:
        """The grade that stands at `position`, right behind the name."""
        match = self._next.match(folded, position)
        if match is None or not self._fits(text, match.start("grade"), match.end("grade"), folded, _NO_GRADE):
            return None
        bracketed = match["open"] and match["close"]
        return Grade(match.start("grade"), match.end("grade"), match.end() if bracketed else match.end("grade"))

    def shared(self, folded: str, text: str, position: int) -> Shared | None:
        """The next grade in a list behind an award that ends at `position` ("..., hạng Nhì và hạng Ba")."""
        match = self._shared.match(folded, position)
        if match is None:
            return None
        start, end = match.span("grade")
        if folded.startswith(("giải ", "huy chương "), start) or not self._fits(
            text, start, end, folded, _NONE_IN_A_LIST
        ):
            return None
        return Shared(start, end)

    def _fits(self, text: str, start: int, end: int, folded: str, other: regex.Pattern[str]) -> bool:
        grade = text[start:end]
        if _LETTERS.fullmatch(grade.casefold()):
            return grade.isupper()
        return not other.match(folded, start)


_LETTERS = compiled(r"(?:loại )?(?:[a-d]|i{1,3})")
_OTHER_WORDS = (
    r"đồng (?:đội|hạng|nghiệp|thời|chí|bào|hành|phục|loạt|tác giả)|tư (?:vấn|nhân|pháp|duy|tưởng|liệu)|xuất sắc nhất"
    r"|ba (?:năm|lần|ngày|tháng|người)|nhất (?:định|trí)|bạc hà|đặc biệt (?:quan|nghiêm)|vàng (?:và|ở) thế giới"
)
_NO_GRADE = compiled(_OTHER_WORDS)
# "giải A, nhất là ..." goes on with "above all".
_NONE_IN_A_LIST = compiled(rf"{_OTHER_WORDS}|(?:nhất|đặc biệt) là")

"""The patterns that the words of rules/awards/cues.yaml make: built once, all over folded text."""

import regex

from extract.lazy import lazy
from extract.lexicon import Lexicon, alternation
from extract.patterns import compiled

Pattern = regex.Pattern[str]

BEFORE = r"(?<![\p{L}\p{N}])"
# "nhận định", "nhận xét": other verbs than receiving.
_NO_RECEIVING = r"(?:định|xét|thấy|thức|ra|biết|diện|lời|nhiệm vụ|quyết định|công hàm|trách nhiệm)"
AFTER = r"(?![\p{L}\p{N}])"


class Cues:
    """The cue words, by class, and the patterns made of them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def words(self, *classes: str) -> str:
        """The alternation of the words of the classes "award.…", longest first, with boundaries."""
        forms = self._lexicon.forms(*(f"award.{name}" for name in classes))
        return f"{BEFORE}{alternation(forms)}{AFTER}"

    def at(self, *classes: str) -> Pattern:
        """Matches one of the words at a position, with the space in front of it."""
        return compiled(rf" ?{self.words(*classes)}")

    def anywhere(self, *classes: str) -> Pattern:
        """Finds one of the words."""
        return compiled(self.words(*classes))

    @lazy
    def giving(self) -> Pattern:
        """Finds words of giving (group `give`) and of receiving (group `receive`)."""
        return compiled(
            rf"(?P<receive>{self.words('receive')}(?<!nhận(?= {_NO_RECEIVING}))"
            rf"|{BEFORE}được(?=(?: (?:\p{{N}}+|một|hai|ba|nhiều|các|cả))?[ \"']*$))"
            rf"|(?P<give>{self.words('give')}(?! của )"
            rf"|{BEFORE}phong(?= (?:danh|anh|nghệ|nhà|thầy|quân)|\s*$)|{BEFORE}cấp(?= (?:bằng|giấy)|\s*$))"
        )

    @lazy
    def conferring(self) -> Pattern:
        """Matches left text that ends in a word of conferring, with a number and such between it and the award."""
        return compiled(
            rf"(?:{BEFORE}phong|{self.words('confer')}"
            rf"(?: (?:danh hiệu|cao quý|thêm|{self.words('classifier')}|[\p{{L}}\p{{N}}]{{1,4}}))?"
            rf"(?: danh hiệu)?(?: cao quý)?)[^\p{{L}}\p{{N}}]{{0,3}}$"
        )

    @lazy
    def titling(self) -> Pattern:
        """Matches left text that ends in the word for a title."""
        return compiled(
            rf"{BEFORE}(?:danh hiệu|giải thưởng|công nhận|đạt|đón nhận)"
            rf"(?: (?:{self.words('intro')}|đạt|chuẩn|danh hiệu|gương)){{0,3}}"
            r"[^\p{L}\p{N}]{0,3}$"
        )

    @lazy
    def choosing(self) -> Pattern:
        """Matches left text that says what somebody is chosen or honoured as."""
        return compiled(
            rf"{BEFORE}(?:hạng mục ?[\"']?|(?:vinh danh|tôn vinh|bình chọn|bầu chọn)(?: là ?[\"']? ?| ?[\"'])) ?$"
        )

    @lazy
    def winning(self) -> Pattern:
        """Matches left text that ends in a word of winning or for a prize, with at most two words behind it."""
        return compiled(
            rf"(?:{self.words('receive', 'prize-word')}|{BEFORE}(?:trao|đề cử|chủ nhân|trượt){AFTER})"
            rf"(?: [\p{{L}}\p{{N}}]+){{0,2}}[^\p{{L}}\p{{N}}]{{0,3}}$"
        )

"""The patterns that the words of rules/awards/cues.yaml make: built once, all over folded text."""

import regex

from extract.lazy import lazy
from extract.lexicon import Lexicon
from extract.patterns import compiled

Pattern = regex.Pattern[str]

BEFORE = r"(?<![\p{L}\p{N}])"
AFTER = r"(?![\p{L}\p{N}])"


class Cues:
    """The cue words, by class, and the patterns made of them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def words(self, *classes: str) -> str:
        """The alternation of the words of the classes "award.…", longest first, with boundaries."""
        return f"{BEFORE}{self._lexicon.one_of(*(f'award.{name}' for name in classes))}{AFTER}"

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
            rf"(?P<receive>(?!{self.words('no-receive')}){self.words('receive')}"
            rf"|{BEFORE}được(?=(?: (?:\p{{N}}+|{self.words('counted')}))?[ \"']*$))"
            rf"|(?P<give>{self.words('give')}(?! {self.words('frame.of')} )"
            rf"|{self.words('half-give')}(?= {self.words('half-given')}|\s*$))"
        )

    @lazy
    def conferring(self) -> Pattern:
        """Matches left text that ends in a word of conferring, with a number and such between it and the award."""
        return compiled(
            rf"(?:{BEFORE}phong|{self.words('confer')}"
            rf"(?: (?:{self.words('noble', 'classifier')}|[\p{{L}}\p{{N}}]{{1,4}}))?"
            rf"(?: {self.words('noble')}){{0,2}})[^\p{{L}}\p{{N}}]{{0,3}}$"
        )

    @lazy
    def titling(self) -> Pattern:
        """Matches left text that ends in the word for a title."""
        return compiled(
            rf"{self.words('title-lead')}(?: {self.words('intro', 'title-between')}){{0,3}}[^\p{{L}}\p{{N}}]{{0,3}}$"
        )

    @lazy
    def choosing(self) -> Pattern:
        """Matches left text that says what somebody is chosen or honoured as."""
        return compiled(rf"(?:{BEFORE}hạng mục ?[\"']?|{self.words('choose')}(?: là ?[\"']? ?| ?[\"'])) ?$")

    @lazy
    def winning(self) -> Pattern:
        """Matches left text that ends in a word of winning or for a prize, with at most two words behind it."""
        return compiled(
            rf"{self.words('receive', 'prize-word', 'win-lead')}"
            rf"(?: [\p{{L}}\p{{N}}]+){{0,2}}[^\p{{L}}\p{{N}}]{{0,3}}$"
        )

"""What has been read of a text so far, which decides what later words are."""

from extract.kinds.names.gazetteer import Gazetteer
from extract.kinds.names.name import Name
from extract.kinds.names.shape import is_foreign

_LONGEST_WORD = 9
"""Characters behind a word that are looked at for the second syllable of a longer one."""


class Seen:
    """A text with the names found in it so far.

    Attributes:
        names: the names.
        open: the runs of capitalised words that are left open.
        full: the persons' names of several words, numbered.
        sizes: by the first word of such a name, how many words it may have.
        parts: the foreign words in persons' names.
        initials: the initials that end them.
        lasts: the words that they end with.
        firms: by names behind titles, whether the text calls a firm so.
        title_at: where the last title before the run that is read begins.
    """

    def __init__(self, text: str, folded: str, lists: Gazetteer) -> None:
        self.text = text
        self.folded = folded
        self.lists = lists
        self.names: list[Name] = []
        self.open: list[tuple[int, int]] = []
        self.full: dict[str, int] = {}
        self.sizes: dict[str, set[int]] = {}
        self.parts: set[str] = set()
        self.initials: set[str] = set()
        self.lasts: set[str] = set()
        self.firms: dict[str, bool] = {}
        self.title_at = -1

    def note(self, words: list[str]) -> None:
        """Remember the words of a person's name."""
        if len(words) > 1:
            self.full.setdefault(" ".join(words), len(self.full))
            self.sizes.setdefault(words[0], set()).add(len(words))
            self.lasts.add(words[-1])
        self.parts.update(filter(is_foreign, words))

    def goes_on(self, word: str, end: int) -> bool:
        """Whether the word that ends there is the first syllable of a longer word ("Bộ trưởng Quốc phòng")."""
        if word not in self.lists.compound_starts or self.folded[end : end + 1] != " ":
            return False
        following = (self.folded[end + 1 : end + 1 + _LONGEST_WORD].split(None, 1) or [""])[0].rstrip('.,;:!?)"')
        return f"{word} {following}" in self.lists.compounds

    def opens_sentence(self, start: int) -> bool:
        """Whether a sentence, a line or what is quoted begins there."""
        before = self.text[max(start - 2, 0) : start].rstrip(" \"'(")
        return not before or before[-1] in ".!?…:\n" or self.text[start - 1] in "\n\"'("

    def follows(self, start: int, gaps: frozenset[str]) -> Name | None:
        """The last name, if one of the gaps or "và" parts it from what begins there."""
        last = self.names[-1] if self.names else None
        gap = self.folded[last.end : start] if last is not None else ""
        return last if gap in gaps or gap in self.lists.ands else None

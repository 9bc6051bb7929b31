"""A run of capitalised words, with what stands before it: what the choices ask about."""

from extract.entries import TitleEntry
from extract.kinds.names.gazetteer import CueRole
from extract.kinds.names.seen import Seen
from extract.kinds.names.shape import is_vietnamese_name, place_prefix
from extract.lazy import lazy


class Run:
    """A run of capitalised words or a part of one.

    Attributes:
        seen: the text and what has been found in it so far.
        words: the folded words.
        vietnamese: whether they are the full name of a Vietnamese by their syllables.
        first: what the first says of the others.
        cue: what the words before say of it; None behind a title.
        left: where these words begin.
        title: the title right before it.
        near: whether a title stands shortly before it in the same clause.
    """

    def __init__(
        self,
        seen: Seen,
        start: int,
        end: int,
        words: list[str],
        cue: CueRole | None = None,
        left: int | None = None,
        title: TitleEntry | None = None,
        near: bool = False,
    ) -> None:
        self.seen = seen
        self.lists = seen.lists
        self.start = start
        self.end = end
        self.words = words
        self.vietnamese = len(words) > 1 and is_vietnamese_name(words, seen.lists)
        self.first = seen.lists.cues.get(words[0])
        self.cue = cue
        self.left = start if left is None else left
        self.title = title
        self.near = near

    @lazy
    def whole(self) -> str:
        """The folded words, spaces between."""
        return " ".join(self.words)

    @lazy
    def written(self) -> str:
        """The words as they are written."""
        return self.seen.text[self.start : self.end]

    @lazy
    def place(self) -> int:
        """How many of the words, from the first, are the longest known name of a place."""
        return place_prefix(self.words, self.lists)

    def middle(self, begin: int) -> int:
        """Where in the text the word of this index begins."""
        return self.start + len(" ".join(self.words[:begin])) + 1

    def front(self, begin: int) -> "Run":
        """The words in front of the word of this index."""
        end = self.middle(begin) - 1
        return Run(self.seen, self.start, end, self.words[:begin], self.cue, self.left, self.title, self.near)

    def rest(self, begin: int) -> "Run":
        """The words from that of this index on, which stand as behind a place."""
        start = self.middle(begin)
        return Run(self.seen, start, self.end, self.words[begin:], "place", start, self.title, self.near)

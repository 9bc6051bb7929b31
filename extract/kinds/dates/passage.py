"""An article's text as the date modules ask about it: which cue words stand before, behind, between."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

import regex

from extract.kinds.dates.parts import Parts
from extract.kinds.dates.terms import Terms
from extract.kinds.dates.times import Time
from extract.lazy import lazy
from extract.lexicon import Lexicon, Pattern

REACH = 40
# The cues that are asked of a time.
OF_TIME = ("before_", "after_", "starts_", "holds_", "ends_")
# What follows a closing quotation mark directly.
_CLOSED = ",.;:)-"
Match = regex.Match[str]
_FRAMES: Mapping[str, str] = {
    # At the front the cue begins a word; cues that begin with a mark may stand behind one.
    "before": r"(?r)(?:(?<!\w)|(?!\w))(?:%s)",
    "ends": r"(?r)%s",
    "holds": r".*?(?:%s)",
    **dict.fromkeys(("after", "between", "inside", "starts"), "%s"),
}


class Cues:
    """The compiled contexts of `rules/dates/context.yaml`, by name.

    Those named `before_…` are matched backwards from an offset, `after_…` forwards; `between_…` fits a whole gap, and
    `inside_…` is searched for. Within a time itself, `starts_…` and `ends_…` stand at its edges, `holds_…` anywhere.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        parts = Parts(lexicon)
        self.terms = Terms(lexicon)
        self.patterns: dict[str, Pattern] = {}
        for entry in parts:
            place = entry.name.partition("_")[0]
            if place in _FRAMES:
                self.patterns[entry.name] = parts.compiled(entry, _FRAMES[place])


class Passage:
    """The text with its folded copy, its sentences and the cues.

    Attributes:
        text: the normalised text.
        folded: its folded copy, of the same length.
        part_of_day: the TIMEX3 part of the day that words name.
    """

    def __init__(self, text: str, folded: str, sentence_starts: Sequence[int], cues: Cues) -> None:
        self.text = text
        self.folded = folded
        self._sentence_starts = sentence_starts
        self._patterns = cues.patterns
        self.part_of_day = cues.terms.part_of_day

    def before(self, name: str, at: int, reach: int = REACH) -> Match | None:
        """The cue that ends at `at` and begins at most `reach` characters in front."""
        return self._patterns["before_" + name].match(self.folded, max(0, at - reach), at)

    def after(self, name: str, at: int) -> Match | None:
        """The cue that begins at `at`."""
        return self._patterns["after_" + name].match(self.folded, at)

    def between(self, name: str, start: int, end: int) -> bool:
        """Whether the cue fills the gap."""
        return self._patterns[f"between_{name}"].fullmatch(self.folded, start, end) is not None

    def inside(self, name: str, start: int, end: int) -> bool:
        """Whether the cue stands in the stretch."""
        return self._patterns["inside_" + name].search(self.folded, start, end) is not None

    def own(self, name: str, time: Time) -> Match | None:
        """The cue `starts_…`, `ends_…` or `holds_…` within the words of the time itself."""
        return self._patterns[name].match(self.folded, time.start, time.end)

    def is_capital_within(self, at: int) -> bool:
        """Whether a capital stands there behind another word: in a name or a title."""
        return at > 1 and self.text[at].isupper() and self.folded[at - 2].isalnum()

    @lazy
    def bounds(self) -> tuple[int, int]:
        """Where the text begins and ends, without the space around it."""
        return len(self.folded) - len(self.folded.lstrip()), len(self.folded.rstrip())

    @lazy
    def compares(self) -> bool:
        """Whether the article compares periods."""
        return self.inside("comparison", 0, len(self.folded))

    def sentence(self, offset: int) -> int:
        """The number of the sentence that holds `offset`."""
        return max(bisect_right(self._sentence_starts, offset) - 1, 0)

    def sentence_start(self, offset: int) -> int:
        """Where the sentence that holds `offset` begins."""
        return self._sentence_starts[self.sentence(offset)] if self._sentence_starts else 0

    def sentence_end(self, offset: int) -> int:
        """Where the sentence that holds `offset` ends."""
        following = self.sentence(offset) + 1
        return self._sentence_starts[following] if following < len(self._sentence_starts) else len(self.folded)

    def is_quoted(self, offset: int) -> bool:
        """Whether `offset` lies within quotation marks of its paragraph; a mark before a comma only closes."""
        begin = self.text.rfind("\n", 0, offset) + 1
        last = bisect_left(self._quotes, offset)
        opened = (last - bisect_left(self._quotes, begin)) % 2 == 1
        return opened and self.text[self._quotes[last - 1] + 1] not in _CLOSED

    @lazy
    def _quotes(self) -> list[int]:
        return [match.start() for match in regex.finditer('"', self.text)]

"""Who hands an award over: the official in front of the verb of giving."""

from bisect import bisect_right
from collections.abc import Sequence

from extract.document import Document
from extract.kinds.awards.clause import Clause
from extract.patterns import compiled
from extract.record import Official

# Deciding on an award is not handing it over.
_HANDS_OVER = compiled(r"(?<!\p{L})(?:trao|gắn|tặng|truy tặng|phong tặng|gửi)(?!\p{L})")
_DECIDES = compiled(r"(?<!\p{L})(?:kí|quyết định|đề nghị|đề xuất|đề cử|xét)(?!\p{L})")


class Presenters:
    """The officials of one document, to be asked by where they are mentioned."""

    def __init__(self, officials: Sequence[Official]) -> None:
        mentions = sorted(
            (mention.start, mention.end, official.id) for official in officials for mention in official.mentions
        )
        self._starts = [start for start, _, _ in mentions]
        self._mentions = mentions

    def of(self, document: Document, clause: Clause) -> str | None:
        """The id of the official who hands over the awards of the clause: the last one named in front of the verb."""
        if clause.verb is None or clause.revoked or not self._mentions:
            return None
        folded = document.folded
        if not _HANDS_OVER.search(folded, *clause.verb) or _DECIDES.search(folded, *clause.verb):
            return None
        if clause.active:
            first, last = clause.region[0], clause.verb[0]
        elif clause.agent:
            first, last = clause.agent
        else:
            return None
        index = bisect_right(self._starts, last) - 1
        if index < 0:
            return None
        start, end, who = self._mentions[index]
        return who if start >= first and end <= last + 1 and not _DECIDES.search(folded, end, last) else None

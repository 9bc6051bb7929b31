"""Who hands an award over: the official in front of the verb of giving."""

from bisect import bisect_right
from collections.abc import Sequence

from extract.kinds.awards.features import Place
from extract.record import Official

# Deciding on an award is not handing it over.
_DECIDES = frozenset(["decide", "propose", "receive", "not", "revoke"])


class Presenters:
    """The officials of one document, to be asked by where they are mentioned."""

    def __init__(self, officials: Sequence[Official]) -> None:
        self._mentions = sorted(
            (mention.start, mention.end, official.id) for official in officials for mention in official.mentions
        )

    def of(self, place: Place) -> str | None:
        """The id of the official who hands the award over: the last one named in its clause in front of the verb."""
        verbs = [index for index in range(place.floor + 1, place.at) if place.marks[index] == "give"]
        if not verbs or "hand-over" not in place.units[verbs[-1]].roles:
            return None
        verb = verbs[-1]
        passive = [index for index in range(place.floor + 1, verb) if place.marks[index] == "passive"]
        begin = place.units[(passive or [place.floor + 1])[-1]].start
        at = bisect_right(self._mentions, place.units[verb].start, key=_start) - 1
        if at < 0 or self._mentions[at][0] < begin:
            return None
        between = place.marks[place.sentence.index(self._mentions[at][0]) : verb]
        return None if _DECIDES.intersection(between) else self._mentions[at][2]


def _start(mention: tuple[int, int, str]) -> int:
    return mention[0]

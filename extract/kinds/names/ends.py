"""Where the name of an organisation begins and ends: names put right by what stands in them and behind them."""

from extract.kinds.names.gazetteer import Gazetteer, cue_before
from extract.kinds.names.name import Name
from extract.patterns import compiled
from extract.text.spans import Span, within

_NEXT = compiled(r" (\p{Ll}[\p{L}\p{M}]*+)")
_ACRONYM = compiled(r" \((\p{Lu}[\p{Lu}\d&-]{1,8})\)")


def settled(text: str, folded: str, names: list[Name], composed: list[Span], lists: Gazetteer) -> list[Name]:
    """Names in order, in which each organisation begins and ends where its words do.

    The word for what it is belongs to a body's name ("báo" + "Lao Động", "tập đoàn" + "Viettel").
    A name that breaks off inside a word of two syllables, or inside what the lexicon's words make up (`composed`), goes
    on to its end; a place or an organisation right behind it belongs to it ("Cục Hàng không" + "Việt Nam"), so does the
    second of two places ("Hội Hữu nghị Việt Nam" + "Ba Lan") and the level of a committee ("UBND" + "phường"); and
    capitals in brackets behind it are its short name.
    """
    whole = _Whole(text, folded, names, composed, lists)
    done: list[Name] = []
    for index, name in enumerate(names):
        reached = done[-1].end if done else 0
        if name.start < reached:
            continue
        if name.kind != "organization":
            done.append(name)
            continue
        end, following = whole.end(index)
        start = _head_start(folded, name.start, reached, lists)
        done.append(name if (start, end) == (name.start, name.end) else name._replace(start=start, end=end))
        short = _ACRONYM.match(text, end)
        if short and not (following < len(names) and names[following].start < short.end()):
            done.append(Name("organization", *short.span(1), name.score, "name.organization.short"))
    return done


class _Whole:
    """Finds where the names of organisations end, among all names."""

    def __init__(self, text: str, folded: str, names: list[Name], composed: list[Span], lists: Gazetteer) -> None:
        self._text = text
        self._folded = folded
        self._names = names
        self._composed = composed
        self._lists = lists

    def end(self, index: int) -> tuple[int, int]:
        """The end of the name of this index, and the index of the first name behind it."""
        start, end = self._names[index].start, _cut(self._text, self._names[index], self._lists)
        following = index + 1
        while True:
            reached = _whole_words(self._text, self._folded, start, end, self._composed, self._lists)
            while following < len(self._names) and self._names[following].end <= reached:
                following += 1
            if following < len(self._names):
                reached = self._with(self._names[following], start, end, reached)
            if reached <= end:
                return end, following
            end = reached

    def _with(self, beside: Name, start: int, end: int, reached: int) -> int:
        """The end of a name that goes on from `end` to `reached`, with the next name if that belongs to it."""
        if beside.start < reached:
            return end if beside.kind == "person" else beside.end
        gap = self._text[reached : beside.start]
        joined = gap == " " or (gap == " - " and _ends_with_place(self._folded, start, reached, self._lists))
        return beside.end if joined and beside.kind == "place" else reached


def _head_start(folded: str, start: int, reached: int, lists: Gazetteer) -> int:
    """Where a name begins with the word for what it is, which stands in front of it, behind `reached`."""
    role, left = cue_before(folded, start, lists)
    belongs = role is not None and left >= reached and folded[left : start - 1] in lists.inside
    return left if belongs else start


def _cut(text: str, name: Name, lists: Gazetteer) -> int:
    """The end of the name before what no name has inside."""
    stop = lists.patterns.stops.search(text, name.start + 1, name.end)
    return stop.start() if stop else name.end


def _whole_words(text: str, folded: str, start: int, end: int, composed: list[Span], lists: Gazetteer) -> int:
    """The end of the composed name or the word of two syllables that a name's end is inside of, else that end."""
    inside = within(composed, end - 1)
    if inside is not None and start <= composed[inside][0]:
        end = max(end, composed[inside][1])
    level = lists.patterns.level.match(text, end)
    return level.end() if level else goes_on(text, folded, start, end, lists) or end


def _ends_with_place(folded: str, start: int, end: int, lists: Gazetteer) -> bool:
    """Whether the last two words of a name, or the last one, are a known place."""
    words = folded[start:end].split(" ")
    return " ".join(words[-2:]) in lists.places or words[-1] in lists.places


def goes_on(text: str, folded: str, start: int, end: int, lists: Gazetteer) -> int | None:
    """The end of the word of two syllables, the second in lower case, whose first one ends a name; None for no such."""
    following = _NEXT.match(text, end)
    if following is None:
        return None
    last = folded[max(folded.rfind(" ", start, end) + 1, start) : end]
    pair = f"{last} {folded[following.start(1) : following.end(1)]}"
    return following.end() if pair in lists.collocations else None

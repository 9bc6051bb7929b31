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
    done: list[Name] = []
    for index, name in enumerate(names):
        if done and name.start < done[-1].end:
            continue
        if name.kind != "organization":
            done.append(name)
            continue
        end = _cut(text, name, lists)
        following = index + 1
        while True:
            reached = _whole_words(text, folded, name.start, end, composed, lists)
            while following < len(names) and names[following].end <= reached:
                following += 1
            if following < len(names):
                beside = names[following]
                if beside.start < reached:
                    reached = beside.end if beside.kind != "person" else end
                elif beside.kind == "place" and (
                    text[reached : beside.start] == " "
                    or (text[reached : beside.start] == " - " and _ends_with_place(folded, name.start, reached, lists))
                ):
                    reached = beside.end
            if reached <= end:
                break
            end = reached
        role, start = cue_before(folded, name.start, lists)
        if role is None or folded[start : name.start - 1] not in lists.inside or (done and start < done[-1].end):
            start = name.start
        done.append(name if (start, end) == (name.start, name.end) else name._replace(start=start, end=end))
        short = _ACRONYM.match(text, end)
        if short and not (following < len(names) and names[following].start < short.end()):
            done.append(Name("organization", *short.span(1), name.score, "name.organization.short"))
    return done


def _cut(text: str, name: Name, lists: Gazetteer) -> int:
    """The end of the name before what no name has inside."""
    stop = lists.stops.search(text, name.start + 1, name.end)
    return stop.start() if stop else name.end


def _whole_words(text: str, folded: str, start: int, end: int, composed: list[Span], lists: Gazetteer) -> int:
    """The end of the composed name or the word of two syllables that a name's end is inside of, else that end."""
    inside = within(composed, end - 1)
    if inside is not None and start <= composed[inside][0]:
        end = max(end, composed[inside][1])
    level = lists.level.match(text, end)
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

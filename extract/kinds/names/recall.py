"""Looks again at runs in capitals and at open ones, when the persons of a text are known."""

from collections.abc import Iterable, Sequence

from extract.kinds.names.extent import SURE
from extract.kinds.names.facts import bears, known
from extract.kinds.names.gazetteer import COMMON, cue_before
from extract.kinds.names.name import Name
from extract.kinds.names.reader import Capitals
from extract.kinds.names.run import Run
from extract.kinds.names.seen import Seen
from extract.kinds.names.shape import is_vietnamese_name
from extract.kinds.names.starts import STARTS
from extract.text.spans import Span

_KNOWN = "name.person.known"
_CAPITALS = "name.person.capitals"
_COUNTS = (3, 4, 2)
"""How many words a name in capitals has, the likeliest first."""


def recall(seen: Seen, capitals: Iterable[Capitals]) -> None:
    """Find persons in the runs in capitals and in the open ones."""
    for run in capitals:
        name = _in_capitals(seen, run)
        if name:
            seen.names.append(name)
        else:
            seen.open.append((run.start, run.end))
    lasts = seen.lasts | seen.parts | seen.initials
    seen.open = [span for start, end in seen.open for span in _still_open(seen, lasts, start, end)]


def _in_capitals(seen: Seen, run: Capitals) -> Name | None:
    """The person in a run in capitals."""
    start, words = run.start, seen.folded[run.start : run.end].split(" ")
    whole = _first_known(seen, words)
    if whole is not None:
        start += len(" ".join(words[: whole[0]])) + bool(whole[0])
        return Name("person", start, start + len(" ".join(words[whole[0] : whole[1]])), 0.95, _KNOWN)
    for count in _COUNTS if run.cued else ():
        if len(words) >= count and is_vietnamese_name(words[:count], seen.lists):
            return Name("person", start, start + len(" ".join(words[:count])), 0.8, _CAPITALS)
    begin = _in_headline(seen, run, words) if run.titled else None
    if begin is None:
        return None
    start += len(" ".join(words[:begin])) + 1
    return Name("person", start, start + len(" ".join(words[begin : begin + 3])), 0.95, _CAPITALS)


def _first_known(seen: Seen, words: Sequence[str]) -> Span | None:
    """The words, half-open, that are the full name of a person of the text; of several that named first."""
    found = [
        (seen.full[name], at, at + size)
        for at, word in enumerate(words)
        for size in seen.sizes.get(word, ())
        if at + size <= len(words) and (name := " ".join(words[at : at + size])) in seen.full
    ]
    return min(found)[1:] if found else None


def _in_headline(seen: Seen, capitals: Capitals, words: Sequence[str]) -> int | None:
    """Where a name of three words begins behind the scope of a title: "UBND TỈNH TRẦN VĂN A KIỂM TRA ..."."""
    for index in range(1, len(words) - 2):
        name = words[index : index + 3]
        if seen.lists.family.get(name[0]) == COMMON and is_vietnamese_name(name, seen.lists):
            scope = Run(seen, capitals.start, capitals.end, list(words[:index]), near=True)
            return None if bears(scope) else index
    return None


def _still_open(seen: Seen, lasts: set[str], start: int, end: int) -> list[tuple[int, int]]:
    """What of an open run is left open, when the persons in it that the text has told are taken.

    `lasts` are the words that these can end with.
    """
    text, words = seen.text, seen.folded[start:end].split(" ")
    if words[-1] not in lasts or text.startswith("& ", max(start - 2, 0)):
        return [(start, end)]  # a firm: "Smith & Wesson"
    run = Run(seen, start, end, words, cue=cue_before(seen.folded, start, seen.lists)[0], near=True)
    begin = STARTS["known"](run) if run.cue not in ("thing", "bearer") else None
    if begin and not bears(run.front(begin)):
        middle = run.middle(begin)
        seen.names.append(Name("person", middle, end, SURE, _KNOWN))  # "Interpol Lê Văn A"
        return [(start, middle - 1)]
    if run.cue in ("thing", "bearer"):
        return [(start, end)]
    if known(run) or (len(words) < 3 and seen.parts.issuperset(words)):
        seen.names.append(Name("person", start, end, 0.9, _KNOWN))
    elif len(words) == 1 and words[0] in seen.initials and text[end : end + 1] == ".":
        seen.names.append(Name("person", start, end + 1, 0.9, _KNOWN))
    else:
        return [(start, end)]
    return []

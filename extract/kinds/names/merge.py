"""Puts the names of the rules and of an engine together."""

from bisect import bisect_right
from collections.abc import Sequence

from extract.document import Document
from extract.kinds.names.crf import RULE
from extract.kinds.names.ends import goes_on, settled
from extract.kinds.names.extent import SURE
from extract.kinds.names.gazetteer import COMMON, Gazetteer, cue_before
from extract.kinds.names.limits import Limits
from extract.kinds.names.name import Name, NameKind
from extract.kinds.names.rules import Reading
from extract.kinds.names.runs import given_end
from extract.kinds.names.shape import is_foreign, is_vietnamese_name
from extract.text.spans import overlapping, within
from extract.text.syllable import may_be_syllable


def open_sentences(document: Document, reading: Reading) -> list[tuple[int, int]]:
    """The sentences that hold a run that the rules left open."""
    sentences = document.sentences
    chosen: dict[int, None] = {}
    for start, _ in reading.open:
        chosen[document.sentence_index(start)] = None
    return [sentences[index] for index in sorted(chosen)]


def merge(
    document: Document, reading: Reading, found: list[Name], spans: list[tuple[int, int]], lists: Gazetteer
) -> list[Name]:
    """The names of a document from those of the rules and those that an engine found in `spans`."""
    text, folded = document.text, document.folded
    persons = _run_over(folded, reading.names, found, lists)
    limits = Limits(text, folded, persons, reading.titles, lists)
    limited = [part for name in found for part in (limits(name) if name.kind != "person" else (name,))]
    names = _together(reading.names, persons, _checked(text, folded, limited, lists), spans)
    return _recall(document, settled(text, folded, names, reading.composed, lists), reading.open, lists)


def _run_over(folded: str, ruled: list[Name], found: list[Name], lists: Gazetteer) -> list[Name]:
    """The persons of the rules with the full name of a Vietnamese, or a foreign one, that an engine's names run into.

    The rules leave what may be called after a person open: "Trường Nguyễn Siêu".
    """
    spans = [(name.start, name.end) for name in found]
    taken: list[Name] = []
    for person in ruled:
        index = within(spans, person.start)
        if person.kind != "person" or index is None:
            continue
        name = found[index]
        words = folded[person.start : person.end].replace(" - ", " ").split(" ")
        if len(words) < 2 or name.start == person.start or name.end > person.end:
            continue
        vietnamese = is_vietnamese_name(words, lists) and " ".join(words) not in lists.places
        if vietnamese or (name.kind == "organization" and all(map(is_foreign, words))):
            taken.append(person)
    return taken


def _together(ruled: list[Name], standing: list[Name], found: list[Name], spans: list[tuple[int, int]]) -> list[Name]:
    """The engine's names inside `spans` and the rules' outside; everywhere, `standing` persons and sure ones."""
    starts = [start for start, _ in spans]
    stands = {person.start for person in standing}
    sure: list[Name] = []  # persons of the rules with this score, and what they are sure to be none
    outside: list[Name] = []
    for name in ruled:
        ruled_out = name.rule == "name.organization.apposed"
        if ruled_out or (name.kind == "person" and (name.score >= SURE or name.start in stands)):
            sure.append(name)
        else:
            index = bisect_right(starts, name.start) - 1
            if index < 0 or name.start >= spans[index][1]:
                outside.append(name)
    taken = [(name.start, name.end) for name in sure]
    kept = [name for name in found if not overlapping(taken, name.start, name.end)]
    return sorted(sure + outside + kept, key=lambda name: name.start)


def _checked(text: str, folded: str, found: list[Name], lists: Gazetteer) -> list[Name]:
    """An engine's names without persons that the words beside them rule out.

    What a school or the like is called after is no person but part of its name; a syllable of a longer word is none,
    nor what a thing is also called, for the rules know it where a person stands before; and a family name by itself has
    its given names behind it.
    """
    named: list[Name] = []
    for name in found:
        if name.kind != "person":
            named.append(name)
            continue
        if " " not in text[name.start : name.end]:
            if goes_on(text, folded, name.start, name.end, lists):
                continue
            if lists.family.get(folded[name.start : name.end]) == COMMON:
                named.append(name._replace(end=given_end(text, name.end)))
                continue
        elif _has_place(folded[name.start : name.end].split(" "), lists):
            named.append(name._replace(kind="organization"))
            continue
        if _is_firm(text[name.start : name.end], folded[name.start : name.end].split(" "), lists):
            named.append(name._replace(kind="organization"))
            continue
        role, left = cue_before(folded, name.start, lists)
        if role in ("bearer", "thing"):
            while named and named[-1].end > left:
                left = min(left, named.pop().start)
            named.append(name._replace(kind="organization", start=left))
        elif role != "alias" or not all(map(may_be_syllable, folded[name.start : name.end].split(" "))):
            named.append(name)
    return named


def _is_firm(written: str, words: list[str], lists: Gazetteer) -> bool:
    """Whether words are no person's name but a firm's: a figure, a word of firms, one word written together."""
    if any(map(str.isdigit, written)) or words[-1] in lists.firms:
        return True
    return len(words) == 1 and lists.patterns.together.search(written) is not None


def _has_place(words: Sequence[str], lists: Gazetteer) -> bool:
    """Whether words that are no Vietnamese name end with a place of two, as a firm's do ("Home Lamp Việt Nam")."""
    return len(words) > 2 and " ".join(words[-2:]) in lists.places and not is_vietnamese_name(words, lists)


def _recall(document: Document, names: list[Name], runs: list[tuple[int, int]], lists: Gazetteer) -> list[Name]:
    """Let a text name the same words alike: the engine's doubtful names follow the others, and so do open runs.

    What stands behind a word for a body is no person, even where the text calls persons so.
    """
    text, folded = document.text, document.folded
    known = _kinds(folded, names)
    agreed = [name._replace(kind=known[folded[name.start : name.end]]) if name.rule == RULE else name for name in names]
    taken = [(name.start, name.end) for name in names]
    for start, end in runs:
        kind = known.get(folded[start:end])
        if kind is None or overlapping(taken, start, end):
            continue
        if kind == "person":
            sure = cue_before(folded, start, lists)[0] not in ("bearer", "organization")
        else:
            sure = is_foreign(folded[start:end]) or text[start:end].isupper()
        if sure:
            agreed.append(Name(kind, start, end, 0.7, "name.known"))
    return sorted(agreed, key=lambda name: name.start)


def _kinds(folded: str, names: list[Name]) -> dict[str, NameKind]:
    """What most names of the same words are; foreign words in persons' names are persons if nothing else is told."""
    votes: dict[str, dict[NameKind, float]] = {}
    for name in names:
        words = folded[name.start : name.end]
        kinds = votes.setdefault(words, {})
        kinds[name.kind] = kinds.get(name.kind, 0.0) + 1.0
        if name.kind == "person":
            for word in filter(is_foreign, words.split(" ")):
                votes.setdefault(word, {}).setdefault("person", 0.1)
    return {words: max(kinds, key=lambda kind: kinds[kind]) for words, kinds in votes.items()}

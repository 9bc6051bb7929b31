"""Reads the runs of capitalised words of one text, one after the other."""

from collections.abc import Iterable
from typing import NamedTuple

from extract.entries import RunEntry, TitleEntry
from extract.kinds.names.choices import Choices
from extract.kinds.names.extent import extent
from extract.kinds.names.gazetteer import CueRole, cue_before
from extract.kinds.names.name import Name, NameKind
from extract.kinds.names.run import Run
from extract.kinds.names.seen import Seen
from extract.kinds.names.segments import Segment
from extract.kinds.names.shape import NUMERAL, is_initial, is_vietnamese_name, place_prefix
from extract.kinds.names.units import unit_end

_LONGEST_ALIAS = 5
_HEADS: dict[str, tuple[NameKind, float]] = {"place.list": ("place", 1.0), "place.head": ("place", 0.9)}
"""What the words in front of a person may be, with how sure it is."""


class Capitals(NamedTuple):
    """A run in capital letters, read last: whether something before or in it tells a name, and whether a title does."""

    start: int
    end: int
    cued: bool
    titled: bool


class Reader:
    """Decides on the runs of one text, or leaves them open; `capitals` are those in capital letters.

    `reached` is where the last name ends that went on behind its run, `unit_end` where the last known unit's name does.
    `chosen` says which entries of the rules were chosen for which words.
    """

    def __init__(self, seen: Seen, choices: Choices) -> None:
        self.seen = seen
        self.capitals: list[Capitals] = []
        self.chosen: list[tuple[str, int, int]] = []
        self._text = seen.text
        self._folded = seen.folded
        self._lists = seen.lists
        self._choices = choices
        self._reached = 0
        self._unit_end = -1

    def __call__(self, segments: Iterable[Segment]) -> None:
        """Read the runs, each with the title in front of it."""
        for start, end, title, near, self.seen.title_at in segments:
            self._read(start, end, title, near)

    def _read(self, start: int, end: int, title: TitleEntry | None, near: bool) -> None:
        if start < self._reached:
            return
        end = self._trimmed(start, end)
        folded, lists = self._folded, self._lists
        whole = folded[start:end]
        if lists.cues.get(whole) == "plain" and self.seen.opens_sentence(start):
            return
        cue, left = cue_before(folded, start, lists)
        titled = title is not None
        if whole not in lists.places and " " in whole and self._text[start:end].isupper():
            self._in_capitals(start, end, whole.split(" "), cue, titled)
        elif not self._unit(start, end, near, cue, left):
            words = whole.split(" ")
            run = (
                Run(self.seen, start, end, words, None, start, title, True)
                if titled
                else Run(self.seen, start, end, words, cue, left, None, near)
            )
            if not self._listed(run, whole):
                self._decide(self._begun(run))

    def _trimmed(self, start: int, end: int) -> int:
        """The end of a run without what belongs to other words.

        These are the first syllable of a word for a unit behind it ("Nông Lâm Thành | phố Huế"), a full stop, and the
        word that begins a photographer's credit.
        """
        text, folded = self._text, self._folded
        last = folded.rfind(" ", start, end)
        if last > 0 and text[end : end + 1] == " " and folded[last + 1 : end] in self._lists.unit_starts:
            pair = f"{folded[last + 1 : end]} {folded[end + 1 : end + 10].split(' ', 1)[0]}"
            end = last if pair in self._lists.units else end
        end -= text[end - 1] == "."
        credit = text.startswith(":", end) and folded.endswith(self._lists.credits, start, end)
        return folded.rfind(" ", start, end) if credit else end

    def _in_capitals(self, start: int, end: int, words: list[str], cue: CueRole | None, titled: bool) -> None:
        """Put a run of several words in capital letters aside."""
        cued = titled or cue in ("person", "occupation", "portfolio") or is_vietnamese_name(words, self._lists)
        self.capitals.append(Capitals(start, end, cued, titled))

    def _unit(self, start: int, end: int, near: bool, cue: CueRole | None, left: int) -> bool:
        """Take the name of an administrative unit behind the word for it, and the person behind it in the same run.

        Nothing but a person's name follows a unit's that the holder of an office is told with, whatever its syllables:
        "Chủ tịch UBND xã Tân Lập Tôn Thất Hùng".
        """
        if near and start == self._unit_end + 1 and self._behind_unit(start, end):
            return True
        folded, lists = self._folded, self._lists
        unit = folded[left : start - 1]
        seat = lists.seats.get(unit)  # "Huyện ủy Nga Sơn"
        if cue != "place" and seat is None:
            return False
        stop = unit_end(self._text, folded, start, seat or unit, lists)
        if stop is None:
            return False
        self._add("place", left if seat is None else start, stop, 1.0, "place.unit")
        self._reached = self._unit_end = stop
        if stop < end and not (near and self._behind_unit(stop + 1, end)):
            self._read(stop + 1, end, None, near)
        return True

    def _behind_unit(self, start: int, end: int) -> bool:
        """Take the words for the name of the person who holds an office there, if they may be one."""
        return self._chosen("unit", Run(self.seen, start, end, self._folded[start:end].split(" ")))

    def _listed(self, run: Run, whole: str) -> bool:
        """Take the words for a place or an organisation, if they are in the lists as such."""
        if whole in self._lists.places:
            return self._chosen("listed", run)
        if whole in self._lists.organizations:
            self._add("organization", run.start, run.end, 1.0, "organization.list")
            return True
        return False

    def _begun(self, run: Run) -> Run | None:
        """The run from where its name can begin: behind a number, words that sentences begin with, forms of address.

        None where what remains is a known place or organisation, which is taken.
        """
        if len(run.words) > 2 and NUMERAL.fullmatch(run.words[0]) and is_vietnamese_name(run.words[1:], self._lists):
            run = self._without_first(run, None)  # "đại biểu Quốc hội khóa XIV Trần Văn A"
        while len(run.words) > 1 and not run.vietnamese:
            plain = run.first == "plain" and run.cue is None and run.title is None
            if not plain and not self._addressed(run):
                break
            run = self._without_first(run, None if plain else "person")
            if plain and self._listed(run, run.whole):
                return None
        return run

    def _addressed(self, run: Run) -> bool:
        """Whether a run begins with a form of address, and not with a place ("Cô Tô") or a name ("NSƯT Anh Tú")."""
        if run.first != "person" or run.cue == "place" or place_prefix(run.words, self._lists) > 1:
            return False
        told = run.title is not None or run.cue in ("person", "occupation")
        return not told or len(run.words) > 2 or run.words[0] not in self._lists.places or is_initial(run.words[1])

    def _without_first(self, run: Run, cue: CueRole | None) -> Run:
        """A run without its first word, and what that says of the others."""
        start = run.start + len(run.words[0]) + 1
        return Run(self.seen, start, run.end, run.words[1:], cue, near=run.near)

    def _decide(self, run: Run | None) -> None:
        """Take a run for what it is by what stands before it."""
        if run is None:
            return
        if self._double(run):
            return
        if len(run.words) == 1 and self.seen.goes_on(run.words[0], run.end):
            if not self.seen.opens_sentence(run.start):
                self.seen.open.append((run.start, run.end))
        elif run.title is not None:
            self._chosen("title", run)
        elif run.cue == "alias":
            self._alias(run)
        else:
            self._chosen("address" if run.cue in ("person", "occupation") else "alone", run)

    def _double(self, run: Run) -> bool:
        """Take a last word that begins a person's name of two given ones: "(Rhine) Jean - Claude Dupont"."""
        last, lists = run.words[-1], self._lists
        if lists.foreign.get(last) != "given" or not lists.patterns.double.match(self._text, run.end):
            return False
        begin = run.end - len(last)
        if len(run.words) > 1:
            if " ".join(run.words[:-1]) not in lists.places and run.words[0] in lists.foreign:
                return False
            self._read(run.start, begin - 1, run.title, run.near)
        self._person(begin, run.end, [last], 0.95, "person.foreign")
        return True

    def _alias(self, run: Run) -> None:
        """Another name of the person whose name stands right before ("Trần Văn Lộc (tức Sáu Dân)")."""
        last = self.seen.names[-1] if self.seen.names else None
        person = last is not None and last.kind == "person" and len(run.words) < _LONGEST_ALIAS
        if last is not None and person and self._lists.patterns.alias.fullmatch(self._folded, last.end, run.left):
            self._person(run.start, run.end, run.words, 0.95, "person.alias")
        else:
            self._chosen("alone", Run(self.seen, run.start, run.end, run.words, near=run.near))

    def _chosen(self, where: str, run: Run) -> bool:
        """Do with a run what the rules say, and note it; False where they say nothing."""
        choice = self._choices(where, run)
        if choice is None:
            return False
        rule, begin = choice
        if rule.head is not None:
            self._head(rule.head, run.front(begin))
            run = run.rest(begin)
        start = run.left if rule.whole else run.start
        self.chosen.append((rule.id, start, run.end))
        self._take(rule, run, start)
        return True

    def _head(self, told: str, run: Run) -> None:
        """Take the words in front of a name for what they are."""
        if told == "known":
            told = "place.head" if run.cue == "place" or run.whole in self._lists.places else "open"
            if run.whole in self._lists.organizations:
                self._add("organization", run.start, run.end, 1.0, "organization.list")
                return
            if run.cue == "place":
                self._add("place", run.left, run.end, 0.9, told)
                return
        if told in _HEADS:
            kind, score = _HEADS[told]
            self._add(kind, run.start, run.end, score, told)
        elif told == "open":
            self.seen.open.append((run.start, run.end))

    def _take(self, rule: RunEntry, run: Run, start: int) -> None:
        """Take a run for what its entry says."""
        if rule.take == "open":
            self.seen.open.append((run.start, run.end))
        elif rule.take.startswith("person."):
            self._person(start, run.end, run.words, rule.score, rule.take)
        elif rule.take.startswith("place."):
            self._add("place", start, run.end, rule.score, rule.take)
        elif rule.take.startswith("organization."):
            self._add("organization", start, run.end, rule.score, rule.take)

    def _add(self, kind: NameKind, start: int, end: int, score: float, rule: str) -> None:
        self.seen.names.append(Name(kind, start, end, score, f"name.{rule}"))

    def _person(self, start: int, end: int, words: list[str], score: float, rule: str) -> None:
        """Note a person, with all of the name; what stands behind a sentence's end in it is read by itself."""
        stop = self._sentence_end(words)
        if stop:
            last = start + len(" ".join(words[:stop])) - 1
            self._person(start, last, words[:stop], score, rule)
            self._read(last + 2, end, None, False)
            return
        name = extent(self.seen, start, end, words, score)
        self._reached = max(self._reached, name.end)
        self._add("person", start, name.end, score, rule)
        self.seen.note(name.words)

    def _sentence_end(self, words: list[str]) -> int | None:
        """Behind which word a sentence ends, whose full stop is an initial's too."""
        cues = self._lists.cues
        for index in range(1, len(words)):
            if words[index - 1][-1] == "." and cues.get(words[index]) in ("plain", "person"):
                return index
        return None

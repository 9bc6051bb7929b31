"""Names that rules are sure of: by cue words and titles before them, by lists, and by the shape of persons' names."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.document import Document
from extract.entries import TitleEntry
from extract.kinds.names.gazetteer import COMMON, CueRole, Gazetteer, cue_before, gazetteer
from extract.kinds.names.name import Name, NameKind
from extract.kinds.names.organizations import OrganizationFinder
from extract.kinds.names.runs import DOUBLE_GIVEN, INITIAL_STOP, broken, runs, spaced, tail
from extract.kinds.names.shape import (
    foreign_start,
    highland_start,
    is_foreign,
    is_highland,
    is_initial,
    is_rare_name,
    is_vietnamese_name,
    name_start,
    place_prefix,
    rare_start,
)
from extract.kinds.names.units import unit_end
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.text.spans import overlapping
from extract.text.syllable import may_be_syllable

_HEADS = frozenset(("place", "bearer", "organization", "portfolio", "thing"))
"""Roles of words that begin the name of something that is no person."""
_ALIAS_GAP = compiled(r",? \(?(?:hay |còn |có |tên )?")
_LONGEST_ALIAS = 5
_WRAPPED = 30
"""Characters before a name that a line ends with, from which on the line is one that was wrapped."""
_ABROAD = compiled(r"(?:\p{Lu}(?:'|c|ac)?\p{Lu}?\p{Ll}+(?:[- ]|$)){1,4}+")
"""Words written as foreign names are: "Jean-Luc McAllan", but "OceanBank"."""
_NUMERAL = compiled(r"[ivx]{1,5}")
_NEAR = 60
_CREDIT = " ảnh"
"""What begins a photographer's credit, right behind a name where a line was lost."""
_CLAUSE_END = compiled(r"[,;:!?\n\"(]|\. ")
_SENTENCE = compiled(r"\p{Lu}\p{Ll}* \p{Ll}+ \p{Ll}")
"""One capitalised word and words in lower case."""
SURE = 0.95
"""The score of a name that stands against an engine's."""
_LIST_GAPS = frozenset((", ", " - ", " và ", "; "))


class Reading(NamedTuple):
    """What the rules made of a text, all in order.

    Attributes:
        names: the names that they are sure of.
        open: the runs of capitalised words that they leave open.
        composed: what is put together from the words of organisations, whole names or not.
        titles: the titles.
    """

    names: list[Name]
    open: list[tuple[int, int]]
    composed: list[tuple[int, int]]
    titles: list[tuple[int, int]]


class RuleTagger:
    """Tags the names that rules are sure of."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._titles = lexicon.matcher(TitleEntry)
        self.gazetteer: Gazetteer = gazetteer(lexicon)
        self._organizations = OrganizationFinder(lexicon, self.gazetteer)

    def __call__(self, document: Document) -> Reading:
        """The names that are sure and the capitalised runs that are not, of a document."""
        reading = _Reader(document.text, document.folded, self.gazetteer)
        titles = document.hits(self._titles)
        for start, end, title, near, at in _segments(document.text, document.folded, self.gazetteer, titles):
            reading.title_at = at
            reading.read(start, end, title, near)
        reading.recall()
        composed = self._organizations(document)
        bodies = [span for span, sure in composed if sure]
        names = [
            name for name in reading.names if name.kind == "person" or not overlapping(bodies, name.start, name.end)
        ]
        persons = sorted((name.start, name.end) for name in names if name.kind == "person")
        names += [
            Name("organization", start, end, 0.9, "name.organization.composed")
            for start, end in bodies
            if not overlapping(persons, start, end)
        ]
        still = [run for run in sorted(reading.open) if not overlapping(bodies, *run)]
        return Reading(
            sorted(names, key=lambda name: name.start),
            still,
            [span for span, _ in composed],
            [(hit.start, hit.end) for hit in titles],
        )


def _segments(
    text: str, folded: str, lists: Gazetteer, hits: Sequence[tuple[int, int, TitleEntry]]
) -> Iterator[tuple[int, int, TitleEntry | None, bool, int]]:
    """The runs of capitalised words without the titles in them, each with the title right before it.

    The fourth member says whether a title stands shortly before it in the same clause, the last where that one begins.
    """
    index, count = 0, len(hits)
    for start, end in runs(text):
        while index < count and hits[index][1] <= start:
            index += 1
        title: TitleEntry | None = None
        near = False
        at = -1
        if index:
            before = hits[index - 1]
            at = before[0]
            gap = text[before[1] : start]
            if gap == " " or gap in (": ", "\n", ". ", ".", ""):
                title = before[2]
            if gap == ": " and _SENTENCE.match(text, start):
                continue  # "Thủ tướng: Kiên quyết ..."
            near = len(gap) < _NEAR and _CLAUSE_END.search(gap) is None
        inner = index
        while inner < count and hits[inner][0] < end:
            hit_start, hit_end, entry = hits[inner]
            if hit_start > start:
                single = " " not in text[hit_start:hit_end] and not text[hit_start:hit_end].isupper()
                if (entry.forms and single) or _is_part(folded[start:hit_end].split(" "), lists):
                    inner += 1  # one syllable inside a run is a syllable of a name more often than a title
                    continue
                stop = hit_start - 1 if text[hit_start - 1] in " -" else hit_start
                if stop > start:
                    yield start, stop, title, near, at
            start = hit_end
            while start < end and text[start] in " .":
                start += 1
            title, near, at = entry, True, hit_start
            inner += 1
        if start < end:
            yield start, end, title, near, at


def _is_part(words: Sequence[str], lists: Gazetteer) -> bool:
    """Whether the words up to the end of a title are a name, or a place but for the last: "Trung Quốc | Vương Nghị"."""
    return is_vietnamese_name(words, lists) or " ".join(words[:-1]) in lists.places


class _Reader:
    """Reads the runs of one text.

    `full`, `parts` and `initials` hold the names of the persons found so far, the foreign words in them and the
    initials that end them; `unit_end` is where the last known unit's name ends, `title_at` where
    the title before begins; `capitals` holds the runs in capital
    letters, which are read last.
    """

    def __init__(self, text: str, folded: str, lists: Gazetteer) -> None:
        self.text = text
        self.folded = folded
        self.lists = lists
        self.names: list[Name] = []
        self.open: list[tuple[int, int]] = []
        self.full: dict[str, None] = {}
        self.parts: set[str] = set()
        self.initials: set[str] = set()
        self.reached = 0
        self.unit_end = -1
        self.title_at = -1
        self.capitals: list[tuple[int, int, bool, bool]] = []

    def read(self, start: int, end: int, title: TitleEntry | None, near: bool) -> None:
        """Decide on one run of capitalised words, or leave it open."""
        if start < self.reached:
            return
        end = self._before_unit_word(start, end)
        if self.text[end - 1] == ".":
            end -= 1
        if self.folded.endswith(_CREDIT, start, end) and self.text.startswith(":", end):
            end -= len(_CREDIT)
        whole = self.folded[start:end]
        if self.lists.cues.get(whole) == "plain" and self._opens_sentence(start):
            return
        words = whole.split(" ")
        cue = cue_before(self.folded, start, self.lists)
        role, left = cue if title is None else (None, start)
        if len(words) > 1 and self.text[start:end].isupper() and whole not in self.lists.places:
            cued = (
                title is not None
                or role in ("person", "occupation", "portfolio")
                or is_vietnamese_name(words, self.lists)
            )
            self.capitals.append((start, end, cued, title is not None))
            return
        if self._is_unit(start, end, near, *cue) or self._listed(start, end, left, role, title, words):
            return
        if _NUMERAL.fullmatch(words[0]) and is_vietnamese_name(words[1:], self.lists):
            start += len(words[0]) + 1
            del words[0]
            role = title = None  # "đại biểu Quốc hội khóa XIV Trần Văn A"
        while len(words) > 1 and not is_vietnamese_name(words, self.lists):
            inner = self.lists.cues.get(words[0])
            if inner == "person" and role != "place" and place_prefix(words, self.lists) < 2:
                role, title = "person", None
            elif inner != "plain" or role is not None or title is not None:
                break
            start += len(words[0]) + 1
            del words[0]
            if inner == "plain" and self._listed(start, end, start, None, None, words):
                return
        if self._begins_double(end, words):
            if len(words) > 1:
                self.read(start, end - len(words[-1]) - 1, title, near)
            self._person(end - len(words[-1]), end, words[-1:], 0.95, "name.person.foreign")
        elif len(words) == 1 and self._goes_on(words[0], end):
            if not self._opens_sentence(start):
                self.open.append((start, end))
        elif title is not None:
            self._after_title(start, end, words, title)
        elif role == "alias":
            self._alias(start, end, words, left, near)
        elif role == "person" or role == "occupation":
            self._after_cue(start, end, words, role)
        else:
            self._alone(start, end, words, role, left, near)

    def _before_unit_word(self, start: int, end: int) -> int:
        """The end of a run without the first syllable of a word for a unit behind it ("Nông Lâm Thành | phố Huế")."""
        last = self.folded.rfind(" ", start, end)
        if last < 0 or self.text[end : end + 1] != " ":
            return end
        pair = f"{self.folded[last + 1 : end]} {self.folded[end + 1 : end + 10].split(' ', 1)[0]}"
        return last if pair in self.lists.units else end

    def _is_unit(self, start: int, end: int, near: bool, role: CueRole | None, left: int) -> bool:
        """Take the name of an administrative unit behind the word for it, and the person behind it in the same run.

        Nothing but a person's name follows a unit's that the holder of an office is told with, whatever its syllables:
        "Chủ tịch UBND xã Tân Lập Tôn Thất Hùng".
        """
        if start == self.unit_end + 1 and near and self._follows_place(start, end):
            return True
        unit = self.folded[left : start - 1]
        seat = self.lists.seats.get(unit)  # "Huyện ủy Nga Sơn"
        if role != "place" and seat is None:
            return False
        stop = unit_end(self.text, self.folded, start, seat or unit, self.lists)
        if stop is None:
            return False
        self._add("place", left if seat is None else start, stop, 1.0, "name.place.unit")
        self.reached = self.unit_end = stop
        if stop < end and not (near and self._follows_place(stop + 1, end)):
            self.read(stop + 1, end, None, near)
        return True

    def _follows_place(self, start: int, end: int) -> bool:
        """Take the words behind a place for the name of the person who holds an office there, if they may be one."""
        lists, words = self.lists, self.folded[start:end].split(" ")
        if (
            not is_vietnamese_name(words, lists)
            and (
                not 1 < len(words) < 6
                or lists.cues.get(words[0], "plain") != "plain"
                or " ".join(words) in lists.places
                or " ".join(words) in lists.organizations
                or self.text[start:end].isupper()
                or self._goes_on(words[-1], end)
            )
            and not (len(words) == 1 and is_highland(words[0]))
        ):
            return False
        self._person(start, end, words, 0.95, "name.person.place")
        return True

    def _apposed(self) -> bool:
        """Whether the title before is that of a person just named with a form of address: "Ông A, Chủ tịch ..."."""
        last = self.names[-1] if self.names else None
        if last is None or last.rule != "name.person.honorific":
            return False
        return self.lists.apposes.fullmatch(self.folded, last.end, max(self.title_at, last.end)) is not None

    def _is_field(self, start: int, end: int, words: list[str]) -> bool:
        """Whether words behind a title such as "Trưởng khoa" are the field of a department: "Nhi"."""
        whole = " ".join(words)
        if whole not in self.lists.fields:
            return False
        return self.folded.endswith(self.lists.departments, 0, start)

    def _begins_double(self, end: int, words: list[str]) -> bool:
        """Whether the last word begins a person's name of two given ones: "(Rhine) Jean - Claude Dupont"."""
        if self.lists.foreign.get(words[-1]) != "given" or not DOUBLE_GIVEN.match(self.text, end):
            return False
        return len(words) == 1 or " ".join(words[:-1]) in self.lists.places or words[0] not in self.lists.foreign

    def _listed(
        self, start: int, end: int, left: int, role: CueRole | None, title: TitleEntry | None, words: list[str]
    ) -> bool:
        """Take the words for a place or an organisation, if they are in the lists as such."""
        whole = " ".join(words)
        if whole in self.lists.places:
            self._place(start, end, left, role, title, words)
        elif whole in self.lists.organizations:
            self._add("organization", start, end, 1.0, "name.organization.list")
        else:
            return False
        return True

    def _place(
        self, start: int, end: int, left: int, role: CueRole | None, title: TitleEntry | None, words: list[str]
    ) -> None:
        single = len(words) == 1 and words[0] in self.lists.given
        if role in ("person", "occupation") and (
            is_vietnamese_name(words, self.lists) or (single and role == "person")
        ):
            self._person(start, end, words, 0.95, "name.person.honorific")
        elif role in ("organization", "bearer", "thing") or (single and title is not None and title.scope == "none"):
            self.open.append((start, end))
        else:
            self._add("place", left if role == "place" else start, end, 1.0, "name.place.list")

    def _after_cue(self, start: int, end: int, words: list[str], role: CueRole) -> None:
        lists = self.lists
        place = place_prefix(words, lists)
        if place and place < len(words) and not is_vietnamese_name(words, lists):
            rest = words[place:]
            if is_vietnamese_name(rest, lists) or (role == "occupation" and self._plausible(rest)):
                middle = start + len(" ".join(words[:place])) + 1
                self._add("place", start, middle - 1, 1.0, "name.place.list")
                self._person(middle, end, rest, 0.95, "name.person.honorific")
                return
        named = role == "person" and place < len(words) and is_vietnamese_name(words, lists)  # "ông Hồ Nam Trung"
        if (
            (place > 1 and not named)
            or (role == "occupation" and not self._plausible(words))
            or (lists.cues.get(words[0]) in _HEADS and not is_vietnamese_name(words, lists))
            or (len(words) == 1 and end - start > 1 and words[0] not in lists.given and self.text[start:end].isupper())
            or (role == "person" and len(words) == 1 and self._is_line(start, end))
        ):
            self.open.append((start, end))
        else:
            self._person(start, end, words, 1.0 if role == "person" else 0.95, "name.person.honorific")

    def _alias(self, start: int, end: int, words: list[str], left: int, near: bool) -> None:
        """Another name of the person whose name stands right before ("Trần Văn Lộc (tức Sáu Dân)")."""
        last = self.names[-1] if self.names else None
        if (
            last is not None
            and last.kind == "person"
            and _ALIAS_GAP.fullmatch(self.text, last.end, left)
            and len(words) < _LONGEST_ALIAS
        ):
            self._person(start, end, words, 0.95, "name.person.alias")
        else:
            self._alone(start, end, words, None, start, near)

    def _is_line(self, start: int, end: int) -> bool:
        """Whether a cue word and the name behind it are a line by themselves: a byline such as "Anh Ngọc"."""
        line = self.text.rfind("\n", 0, start) + 1
        return self.text[end : end + 1] in ("", "\n") and start - line < 5

    def _plausible(self, words: Sequence[str]) -> bool:
        """Whether words behind an occupation or title can be a person's name by their spelling."""
        lists = self.lists
        if is_vietnamese_name(words, lists) or words[0] in lists.religious:
            return True
        if len(words) == 1:
            return words[0] in lists.given or words[0] in lists.foreign or is_foreign(words[0]) or is_initial(words[0])
        return len(words) < 5 and (lists.foreign.get(words[0]) is not None or any(map(is_foreign, words)))

    def _after_title(self, start: int, end: int, words: list[str], title: TitleEntry) -> None:
        lists = self.lists
        if self._is_field(start, end, words):
            return
        if not is_vietnamese_name(words, lists) and self._apposed():
            self._add("organization", start, end, SURE, "name.organization.apposed")
            return
        place = place_prefix(words, lists)
        if place == 1 and is_rare_name(words, lists) and not self._goes_on(words[-1], end):
            place = 0  # "Hàn Gia Bảo"
        if place and not is_vietnamese_name(words, lists):
            rest = words[place:]
            inner = name_start(rest, lists)
            if inner:
                middle = start + len(" ".join(words[: place + inner])) + 1
                self.open.append((start, middle - 1))  # "VN Blue"
                self._person(middle, end, rest[inner:], 0.95, "name.person.title")
                return
            middle = start + len(" ".join(words[:place])) + 1
            self._add("place", start, middle - 1, 1.0, "name.place.list")
            if (
                (lists.cues.get(rest[0]) in _HEADS and not is_vietnamese_name(rest, lists))
                or len(rest) > 5
                or " ".join(rest) in lists.places
            ):
                self.open.append((middle, end))
            else:
                self._person(middle, end, rest, 0.95, "name.person.title")
            return
        if is_vietnamese_name(words, lists):
            self._person(start, end, words, 1.0, "name.person.title")
            return
        if words[0] in lists.religious and len(words) > 1:
            self._person(start, end, words, 1.0, "name.person.title")
            return
        begin = self._behind_bearer(words) or name_start(words, lists) or self._behind_company(words)
        begin = begin or foreign_start(words, lists) or highland_start(words) or rare_start(words, lists)
        begin = begin or self._behind_capitals(start, words) or self._known_end(words) or self._behind_place(words)
        if begin and is_rare_name(words, lists):
            begin = None  # "Thân Hoàng Long"
        elif begin == 2 and is_rare_name(words[1:], lists) and self.text[start : start + len(words[0])].isupper():
            begin = 1  # "HĐQT Thân Hoàng Long"
        if begin and " ".join(words[begin:]) in lists.namesakes and self._bears(words[:begin], near=True):
            self.open.append((start, end))
        elif begin:
            middle = start + len(" ".join(words[:begin])) + 1
            self.open.append((start, middle - 1))
            self._person(middle, end, words[begin:], 0.95, "name.person.title")
        elif hamlet := self._behind_hamlet(start, words):
            middle = start + len(" ".join(words[:hamlet])) + 1
            self._add("place", start, middle - 1, 0.9, "name.place.head")
            self._person(middle, end, words[hamlet:], 0.95, "name.person.title")
        elif lists.cues.get(words[0]) in _HEADS or len(words) > 5 or self._no_name(start, words, title):
            self.open.append((start, end))
        elif self._named_abroad(end, words) or (
            (
                (title.scope == "none" or (title.kind != "management" and self._plausible(words)))
                and not (len(words) == 1 and end - start > 1 and self.text[start:end].isupper())
            )
            or (is_rare_name(words, lists) and not self._goes_on(words[-1], end))
            or self._acts(start, end, words)
        ):
            self._person(start, end, words, 0.95, "name.person.title")
        elif len(words) == 1 and words[0] in lists.given:
            self._person(start, end, words, 0.9, "name.person.title")
        else:
            self.open.append((start, end))

    def _named_abroad(self, end: int, words: list[str]) -> bool:
        """Whether words begin with a known foreign given name, or a Chinese family name in its Vietnamese reading."""
        known = len(words) > 1 and self.lists.foreign.get(words[0].partition("-")[0]) in ("given", "reading")
        if known and words[-1] in self.lists.firms:
            return False  # "Martin Holding"
        return known and self._foreign_person(end, words)

    def _no_name(self, start: int, words: Sequence[str], title: TitleEntry) -> bool:
        """Whether words behind a title are no name: "PC08", "U23 Việt Nam", nor "TT." that of one of the clergy."""
        if any(map(str.isdigit, words[0])):
            return True
        if len(words) > 2 and is_foreign(words[0]) and " ".join(words[-2:]) in self.lists.places:
            return True  # "Olympic Việt Nam"
        abbreviated = title.kind == "religious" and self.folded[:start].rstrip().endswith(".")
        return abbreviated and words[0] not in self.lists.religious

    def _acts(self, start: int, end: int, words: Sequence[str]) -> bool:
        """Whether foreign words behind the title of one who manages something are a person's name, not a firm's.

        One word has to end as family names do, with what a person does behind it; two must not be those of firms.
        """
        text, lists = self.text, self.lists
        if len(words) > 3 or not all(map(is_foreign, words)) or not _ABROAD.fullmatch(text, start, end):
            return False
        if any(word in lists.firms for word in words) or self._names_firm(words):
            return False
        if text[self.title_at - 2 : self.title_at] in (", ", "- "):
            return False  # "bà A, Giám đốc Globex Alpha"
        single = len(words) == 1
        return not single or (words[0].endswith(lists.endings) and lists.acts.match(self.folded, end) is not None)

    def _behind_place(self, words: Sequence[str]) -> int | None:
        """Where a rare name begins behind a known place: "UBND TP Huế Tất Thành A"."""
        for index in range(1, len(words) - 2):
            if is_rare_name(words[index:], self.lists) and any(
                " ".join(words[first:index]) in self.lists.places for first in range(max(index - 3, 0), index)
            ):
                return index
        return None

    def _known_end(self, words: Sequence[str]) -> int | None:
        """Where a name that is known already begins, at the end of the words: "Interpol Lê Văn A", "Mỹ Kessler"."""
        for index in range(1, len(words) - 1):
            if " ".join(words[index:]) in self.full:
                return index
        last, head = len(words) - 1, " ".join(words[:-1])
        known = words[last] in self.parts and (head in self.lists.places or head in self.lists.organizations)
        return last if known else None

    def _names_firm(self, words: Sequence[str]) -> bool:
        """Whether the text calls a firm as the words begin, or names a person behind them: "Giám đốc Globex Lê A"."""
        whole = " ".join(words)
        at = self.folded.find(words[0])
        while at >= 0:
            behind = self.text[at + len(whole) + 1 : at + len(whole) + 2]
            if cue_before(self.folded, at, self.lists)[0] in ("bearer", "organization"):
                return True
            if self.folded.startswith(f"{whole} ", at) and behind.isupper():
                return True
            at = self.folded.find(words[0], at + 1)
        return False

    def _behind_bearer(self, words: Sequence[str]) -> int | None:
        """Where a person's name begins behind what is called after another: "Trường THCS Lê Lợi Trần Văn A"."""
        begin = name_start(words, self.lists)
        if not begin or not self._bears(words[:begin], near=True):
            return None
        for index in range(begin + 2, len(words) - 1):
            if self.lists.family.get(words[index]) == COMMON and is_vietnamese_name(words[index:], self.lists):
                return index
        return None

    def _behind_hamlet(self, start: int, words: Sequence[str]) -> int | None:
        """Where a rare name begins behind the name of a hamlet: "Trưởng thôn Đồng Tâm Ma Thế Vịnh"."""
        if self.folded[max(start - 8, 0) : start - 1].rpartition(" ")[2] not in self.lists.units:
            return None
        return next((index for index in range(1, len(words) - 2) if is_rare_name(words[index:], self.lists)), None)

    def _behind_company(self, words: Sequence[str]) -> int | None:
        """Where a foreign name begins behind the known organisation that the words begin with: "Boeing John Smith"."""
        for index in range(len(words) - 2, 0, -1):
            if " ".join(words[:index]) in self.lists.organizations and _may_be_abroad(words[index:]):
                return index
        return None

    def _behind_capitals(self, start: int, words: Sequence[str]) -> int | None:
        """Where a foreign name begins behind a word in capitals: "XYZ Ivar Lund"."""
        capitals = len(words[0]) > 1 and self.text[start : start + len(words[0])].isupper()
        return 1 if capitals and len(words) > 2 and _may_be_abroad(words[1:]) else None

    def _goes_on(self, word: str, end: int) -> bool:
        """Whether the word at the end of a run is the first syllable of a longer word ("Bộ trưởng Quốc phòng")."""
        if self.folded[end : end + 1] != " ":
            return False
        following = (self.folded[end + 1 : end + 10].split(None, 1) or [""])[0].rstrip('.,;:!?)"')
        pair = f"{word} {following}"
        return pair in self.lists.compounds or self.lists.cues.get(pair) in _HEADS

    def _alone(self, start: int, end: int, words: list[str], role: CueRole | None, left: int, near: bool) -> None:
        lists = self.lists
        if len(words) > 3 and lists.cues.get(words[0]) == "place" and is_vietnamese_name(words[1:], lists):
            self._add("place", start, end, 0.9, "name.place.head")  # "Đường Lê Văn A"
        elif is_vietnamese_name(words, lists):
            if role == "place" and not (near and self.folded[left : start - 1] in self.lists.governed):
                self._add("place", left, end, 0.9, "name.place.head")
            elif self._in_list(start):
                self._add("place", start, end, 0.8, "name.place.head")
            elif role == "bearer" and near and self._apposed():
                self._add("organization", left, end, SURE, "name.organization.apposed")
            elif role in ("bearer", "thing") or self._in_address(start):
                self.open.append((start, end))
            else:
                self._person(start, end, words, 0.9, "name.person.shape")
        else:
            self._alone_unlike(start, end, words, role, left, near)

    def _alone_unlike(
        self, start: int, end: int, words: list[str], role: CueRole | None, left: int, near: bool
    ) -> None:
        """Decide on words without a title or a form of address that do not look like a Vietnamese name."""
        lists = self.lists
        head = lists.cues.get(words[0]) if len(words) > 1 else None
        if head in ("place", "beside") and " ".join(words[1:]) in lists.places:
            begin = start if head == "place" else start + len(words[0]) + 1
            self._add("place", begin, end, 1.0, "name.place.list")
            return
        if head in ("organization", "bearer") and " ".join(words[1:]) in lists.organizations:
            self._add("organization", start, end, 1.0, "name.organization.list")
            return
        if len(words) > 1 and role != "thing" and self._split(start, end, words, role, left, near):
            return
        rare = role != "place" and is_rare_name(words, lists) and not self._goes_on(words[-1], end)
        if (
            near
            and role in (None, "organization", "place", "portfolio")
            and (rare or self._of_the_highlands(words, role))
        ) or (role == "place" and near and is_highland(words[0])):
            self._person(start, end, words, 0.95, "name.person.title")
        elif role == "place":
            self._add("place", left, end, 0.9, "name.place.head")
        elif (near and lists.holder.match(self.folded, end)) or any(word in lists.firms for word in words):
            self.open.append((start, end))
        elif (
            (role is None and (self._foreign_person(end, words) or self._among_persons(start, words)))
            or (near and role == "organization" and self._foreign_person(end, words))
            or (near and len(words) > 1 and role == "portfolio" and self._plausible(words))
        ):
            self._person(start, end, words, 0.85, "name.person.foreign")
        elif len(words) > 1 or is_foreign(words[0]) or not self._opens_sentence(start) or words[0] in lists.given:
            self.open.append((start, end))

    def _of_the_highlands(self, words: Sequence[str], role: CueRole | None) -> bool:
        """Whether words near a title are a name with given names that no list has: "Giàng Páo Sử", "Y Blek Niê"."""
        if words[0] == "y":
            return len(words) > 2 or (len(words) == 2 and is_foreign(words[1]))
        if len(words) != 3 or self.lists.family.get(words[0], 2) > 1 or not all(map(may_be_syllable, words)):
            return False
        return words[1] in self.lists.highland or (role != "place" and words[0] not in self.lists.given)

    def _split(self, start: int, end: int, words: list[str], role: CueRole | None, left: int, near: bool) -> bool:
        """Take a place or organisation and the person behind it apart ("UBND TP Huế Nguyễn Văn A"), if they are."""
        lists = self.lists
        begin = name_start(words, lists) or foreign_start(words, lists) or highland_start(words)
        place = place_prefix(words, lists)
        if not begin and near and place and self._ends_with_person(words[place:]):
            begin = place
        if begin and 0 < place < begin and all(map(is_foreign, words[place:begin])):
            begin = place  # "Ấn Độ Rovinder Kumar Desai"
        if not begin or lists.cues.get(words[0]) == "thing" or self._bears(words[:begin], near):
            return False
        middle = start + len(" ".join(words[:begin])) + 1
        head = " ".join(words[:begin])
        if head in lists.organizations:
            self._add("organization", start, middle - 1, 1.0, "name.organization.list")
        elif role == "place" or head in lists.places:
            self._add("place", left if role == "place" else start, middle - 1, 0.9, "name.place.head")
        else:
            self.open.append((start, middle - 1))
        name = words[begin:]
        rare = is_rare_name(name, lists) or self._of_the_highlands(name, "place")
        score = SURE if near and rare and not is_vietnamese_name(name, lists) else 0.85
        self._person(middle, end, name, score, "name.person.shape")
        return True

    def _ends_with_person(self, words: Sequence[str]) -> bool:
        """Whether what stands behind a place near a title may be the name of who holds it."""
        if len(words) < 2:
            return len(words) == 1 and is_foreign(words[0])
        return self._plausible(words) or is_rare_name(words, self.lists) or self._of_the_highlands(words, "place")

    def _bears(self, words: Sequence[str], near: bool) -> bool:
        """Whether words are the head of what may be named after a person ("Trường THPT", "Quỹ", "Đường")."""
        if " ".join(words) in self.lists.places:
            return False
        head = self.lists.cues.get(words[-1])
        return head in ("bearer", "thing") or (head == "place" and not (near and words[-1] in self.lists.governed))

    def _foreign_person(self, end: int, words: list[str]) -> bool:
        lists = self.lists
        first = lists.foreign.get(words[0])
        if (words[0] in lists.religious and len(words) > 1) or is_highland(words[0]):
            return True
        if len(words) == 1 or len(words) > 5:
            return False
        if first == "given":
            return lists.cues.get(words[1]) not in _HEADS
        if first == "reading":
            return len(words) < 4 and all(not is_foreign(word) for word in words)
        if first == "family":
            return "-" in words[-1] or tail(self.text, end) > end
        return False

    def _among_persons(self, start: int, words: Sequence[str]) -> bool:
        """Whether words of a foreign spelling go on with a list of persons ("ông A, John B")."""
        last = self.names[-1] if self.names else None
        return (
            last is not None
            and last.kind == "person"
            and 1 < len(words) < 5
            and all(map(is_foreign, words))
            and self.text[last.end : start] in (", ", " và ", "; ")
            and " " in self.text[last.start : last.end]
        )

    def _in_list(self, start: int) -> bool:
        """Whether a place named after a person stands right before in a list ("đường Lê Văn A, Trần Văn B")."""
        last = self.names[-1] if self.names else None
        return last is not None and last.rule == "name.place.head" and self.text[last.end : start] in _LIST_GAPS

    def _in_address(self, start: int) -> bool:
        """Whether the number of a house stands before: "(59 Tôn Đức Thắng)"."""
        return self.lists.address.search(self.folded[max(start - 20, 0) : start]) is not None

    def _opens_sentence(self, start: int) -> bool:
        before = self.text[max(start - 2, 0) : start].rstrip(" \"'(")
        return not before or before[-1] in ".!?…:\n" or self.text[start - 1] in "\n\"'("

    def _add(self, kind: NameKind, start: int, end: int, score: float, rule: str) -> None:
        self.names.append(Name(kind, start, end, score, rule))

    def _person(self, start: int, end: int, words: list[str], score: float, rule: str) -> None:
        for index, word in enumerate(words[:-1]):
            if word[-1] == "." and self.lists.cues.get(words[index + 1]) in ("plain", "person"):
                whole = end
                words = words[: index + 1]  # the full stop of an initial was the sentence's too
                end = start + len(" ".join(words)) - 1
                self._person(start, end, words, score, rule)
                self.read(end + 2, whole, None, False)
                return
        further = tail(self.text, end)
        unlike = is_foreign(self.folded[end:further].rpartition("-")[2].strip())
        if unlike or self.lists.foreign.get(words[0]) == "family" or words[-1] == "chan":
            end = further
        end, words = self._goes_further(start, end, words, cued=score >= SURE)
        initial = is_initial(words[-1])
        if initial and len(words) > 1 and not is_vietnamese_name(words, self.lists):
            initial = _NUMERAL.fullmatch(words[-1].rstrip(".")) is None  # "Elizabeth II"
        if initial:
            self.initials.add(words[-1].rstrip("."))
        if initial and INITIAL_STOP.match(self.text, end):
            end += 1
        if len(words) == 1 and score > 0.9 and is_foreign(words[0]) and words[0] not in self.parts:
            joined = DOUBLE_GIVEN.match(self.text, end)
            if joined and is_foreign(joined[1].lower()):
                end = self.reached = joined.end()
                words = self.folded[start:end].split(" ")
        self.names.append(Name("person", start, end, score, rule))
        if len(words) > 1:
            self.full[" ".join(words)] = None
        self.parts.update(word for word in words if is_foreign(word))

    def _goes_further(self, start: int, end: int, words: list[str], *, cued: bool) -> tuple[int, list[str]]:
        """The end and the words of a name that marks between spaces or the end of a line have broken off."""
        further = spaced(self.text, self.folded, start, end) if cued else end
        if further > end:
            self.reached = further
            return further, self.folded[start:further].split(" ")
        follows = broken(self.text, end) if self.text[end : end + 1] == "\n" else None
        if follows:
            further, rest, behind = follows
            whole = [*words, *rest.split(" ")]
            gendered = len(words) == 2 and words[1] in self.lists.gendered
            wrapped = cued and behind and start - self.text.rfind("\n", 0, start) > _WRAPPED
            if (
                (gendered or wrapped)
                and f"{whole[-1]} {behind}" not in self.lists.collocations
                and is_vietnamese_name(whole, self.lists)
            ):
                self.reached = further
                return further, whole
        return end, words

    def recall(self) -> None:
        """Look again at runs in capitals and at open ones, now that the text's persons are known."""
        for start, end, cued, titled in self.capitals:
            self._in_capitals(start, end, cued, titled)
        still: list[tuple[int, int]] = []
        for start, end in self.open:
            words = self.folded[start:end].split(" ")
            if self.text.startswith("& ", max(start - 2, 0)):
                still.append((start, end))  # a firm: "Smith & Wesson"
                continue
            role = cue_before(self.folded, start, self.lists)[0]
            known = self._known_end(words) if role not in ("thing", "bearer") else None
            if known and not self._bears(words[:known], near=True):
                middle = start + len(" ".join(words[:known])) + 1
                still.append((start, middle - 1))
                self.names.append(Name("person", middle, end, SURE, "name.person.known"))  # "Interpol Lê Văn A"
            elif role == "thing":
                still.append((start, end))
            elif " ".join(words) in self.full or (len(words) < 3 and all(word in self.parts for word in words)):
                self.names.append(Name("person", start, end, 0.9, "name.person.known"))
            elif len(words) == 1 and words[0] in self.initials and self.text[end : end + 1] == ".":
                self.names.append(Name("person", start, end + 1, 0.9, "name.person.known"))
            else:
                still.append((start, end))
        self.open = still

    def _in_capitals(self, start: int, end: int, cued: bool, titled: bool) -> None:
        whole = self.folded[start:end]
        for name in self.full:
            at = whole.find(name)
            if at >= 0:
                self.names.append(Name("person", start + at, start + at + len(name), 0.95, "name.person.known"))
                return
        words = whole.split(" ")
        for count in (3, 4, 2) if cued else ():
            if len(words) >= count and is_vietnamese_name(words[:count], self.lists):
                end = start + len(" ".join(words[:count]))
                self.names.append(Name("person", start, end, 0.8, "name.person.capitals"))
                return
        begin = self._name_in_headline(words) if titled else None
        if begin:
            start += len(" ".join(words[:begin])) + 1
            end = start + len(" ".join(words[begin : begin + 3]))
            self.names.append(Name("person", start, end, 0.95, "name.person.capitals"))
        else:
            self.open.append((start, end))

    def _name_in_headline(self, words: Sequence[str]) -> int | None:
        """Where a name of three words begins behind the scope of a title: "UBND TỈNH TRẦN VĂN A KIỂM TRA ..."."""
        for index in range(1, len(words) - 2):
            name = words[index : index + 3]
            if self.lists.family.get(name[0]) == COMMON and is_vietnamese_name(name, self.lists):
                return None if self._bears(words[:index], near=True) else index
        return None


def _may_be_abroad(words: Sequence[str]) -> bool:
    """Whether words may be a whole foreign name by their spelling."""
    return len(words) < 4 and all(map(is_foreign, words))

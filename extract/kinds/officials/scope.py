"""Reads the organisation or place that a role goes with, up to where the title ends ("Sở Y tế Hà Nội")."""

from collections.abc import Mapping
from typing import NamedTuple

import regex

from extract.document import Document
from extract.entries import OrganizationEntry, PlaceEntry, TitleEntry
from extract.kinds.names import Name
from extract.kinds.names.gazetteer import Gazetteer
from extract.kinds.names.shape import is_foreign
from extract.kinds.names.titled import titled_name
from extract.kinds.officials.cues import Cues
from extract.kinds.officials.modifiers import Modifiers
from extract.kinds.officials.roles import Role
from extract.lexicon import Lexicon
from extract.record import TitleKind
from extract.text.fold import fold_key
from extract.text.spans import Span

_LONGEST = 170
"""Characters that a scope may have at most."""

_TOKEN = regex.compile(r"(?:\p{Lu}{1,3}\.|[Tt][pPxX]\.)*[\p{L}\p{M}\p{N}]++(?:[&/'.-][\p{L}\p{N}]+)*+|[^\s]")
_BRACKET = regex.compile(r"\(([\p{L}\p{N}&.\- ]{2,60})\)")
_QUOTED = regex.compile(r"\"[^\"\n]{2,60}\"|'[^'\n]{2,60}'")
_NUMBER = regex.compile(r"\d+(?:[\p{L}\d/.-]*[\p{L}\d])?")
_SUBJECT = regex.compile(r" (?:chuyên )?ngành")
_LISTED = regex.compile(r" \p{Ll}+(?: \p{Ll}+){0,4}(?:, \p{Ll}+(?: \p{Ll}+){0,4})? và (?=\p{Ll})")
_HOLDER = regex.compile(r",? ?(?:-|:|,) ?(?:ông|bà|anh|chị|cô) ")
_WORD_END = regex.compile(r"[\p{L}\p{M}\p{N}]")


class Scope(NamedTuple):
    """What follows a role.

    Attributes:
        start, end: its span; `start == end` where there is none.
        kind: the kind of title that the organisation makes of the role, None where it says nothing.
        key: its words in normal form, folded: abbreviations written out, small words left out.
        place: the entry of the first place in it.
        inner: the role of another in it ("Trợ lý Ngoại trưởng").
        name: the span of a person's name behind it that was not known as one, or None.
    """

    start: int
    end: int
    kind: TitleKind | None
    key: tuple[str, ...]
    place: PlaceEntry | None
    inner: Role | None
    name: Span | None


class ScopeReader:
    """Reads scopes by the lexicon's organisations and places and the form of the words between."""

    def __init__(self, lexicon: Lexicon, cues: Cues, modifiers: Modifiers, lists: Gazetteer) -> None:
        self._cues = cues
        self._modifiers = modifiers
        self.lists = lists
        self._heads: dict[str, list[tuple[str, OrganizationEntry | PlaceEntry | None, tuple[str, ...]]]] = {}
        entries: list[OrganizationEntry | PlaceEntry] = [
            *lexicon.entries(OrganizationEntry),
            *lexicon.entries(PlaceEntry),
        ]
        for entry in entries:
            normal = tuple(fold_key(entry.forms[0]).split())
            for form in map(fold_key, entry.forms):
                self._heads.setdefault(form.split(" ", 1)[0], []).append((form, entry, normal))
        for form in cues.no_bodies:
            self._heads.setdefault(form.split(" ", 1)[0], []).append((form, None, ()))
        for heads in self._heads.values():
            heads.sort(key=lambda head: -len(head[0]))

    def head(
        self, text: str, folded: str, start: int
    ) -> tuple[int, OrganizationEntry | PlaceEntry, tuple[str, ...]] | None:
        """The longest organisation word or place that begins at `start`: its end, its entry, its normal words."""
        space = folded.find(" ", start)
        first = folded[start:space] if space > 0 else folded[start:]
        heads = self._heads.get(first) or self._heads.get(first.rstrip('.,;:)"\n'))
        if heads is None:
            token = _TOKEN.match(folded, start)
            heads = self._heads.get(token.group()) if token else None
            if heads is None:
                return None
        for form, entry, normal in heads:
            end = start + len(form)
            if not folded.startswith(form, start) or (form[-1] != "." and _WORD_END.match(folded, end)):
                continue
            if entry is None:
                return None
            if isinstance(entry, PlaceEntry) and entry.kind != "unit" and not text[start].isupper():
                if not (entry.kind == "region" and text[start:end].lower() != text[start:end]):
                    continue
            if len(form) < 4 and form.isalpha() and text[start:end].islower() and _abbreviated(entry, form):
                continue
            return end, entry, normal
        return None

    def __call__(self, document: Document, role: Role, stops: Mapping[int, Role | Name]) -> Scope:
        """The scope of a role. `stops` has the names of persons and the other roles by their starts."""
        scope = _Reading(self, self._cues, document, role, stops).read()
        if scope.place is not None:
            behind = self._modifiers.behind(document.text, document.folded, scope.end)
            if behind is not None:
                return scope._replace(end=behind[0])
        return scope


def _abbreviated(entry: OrganizationEntry | PlaceEntry, form: str) -> bool:
    return any(written.isupper() and fold_key(written) == form for written in entry.forms)


class _Reading:
    """The reading of one scope: where it is (`at`), how far it is good (`end`), and what may follow."""

    def __init__(
        self, reader: ScopeReader, cues: Cues, document: Document, role: Role, stops: Mapping[int, Role | Name]
    ) -> None:
        self.reader = reader
        self.cues = cues
        self.text = document.text
        self.folded = document.folded
        self.role = role
        self.stops = stops
        self.at = self.end = role.end
        self.limit = min(len(self.text), role.end + _LONGEST)
        self.loose = role.entry.scope == "open" or (role.entry.scope == "usual" and self._apposed())
        self.open = self.loose
        self.start_open = True
        self.capitals = 0
        self.kind: TitleKind | None = None
        self.place: PlaceEntry | None = None
        self.inner: Role | None = None
        self.name: Span | None = None
        self.key: list[str] = []
        self.named = False
        self.company = False
        self.at_place = False
        self.complete = False
        self.in_name = False

    def _apposed(self) -> bool:
        """Whether the role stands behind a comma, a dash or a bracket, as behind a name; words in lower case may follow."""
        before = self.folded[max(self.role.outer - 8, 0) : self.role.outer]
        return before.endswith((", ", "- ", "("))

    def read(self) -> Scope:
        if self.role.entry.scope != "none":
            self._body_in_role()
            while self._step():
                pass
        else:
            if self.role.entry.kind == "academic":
                self._subject()
            self._bare_name()
        start = self.role.end
        while start < self.end and self.text[start] in " ,":
            start += 1
        return Scope(start, self.end, self.kind, tuple(self.key), self.place, self.inner, self.name)

    def _bare_name(self) -> None:
        """Look for a name behind a role that has no scope ("Thiếu tướng Vi Xuân Quế")."""
        at = self.end + 1
        if self.text[self.end : at] == " " and self.text[at : at + 1].isupper():
            self._untold_name(at, bare=True)

    def _untold_name(self, at: int, bare: bool) -> bool:
        """Whether a person's name that was not known as one begins at `at`, and none that was is in it."""
        end = titled_name(self.text, self.folded, at, self.reader.lists, bare=bare)
        if end is None or any(start in self.stops for start in range(at, end)):
            return False
        self.name = (at, end)
        return True

    def _body_in_role(self) -> None:
        """Read the body that a role's last word begins: "Trưởng Ban Thư ký"."""
        at = self.folded.rfind(" ", self.role.start, self.role.end) + 1
        if at:
            head = self.reader.head(self.text, self.folded, at)
            if head is not None and head[0] > self.role.end and isinstance(head[1], OrganizationEntry):
                self._head(at, *head)

    def _subject(self) -> None:
        """Read the subject of a degree: "Tiến sĩ chuyên ngành Luật"."""
        subject = _SUBJECT.match(self.folded, self.role.end)
        if subject:
            self._take(subject.end())
            self.open = True
            while self._step():
                pass

    def _step(self) -> bool:
        """Take the next piece, if it belongs to the scope."""
        at = self.at
        if at >= self.limit:
            return False
        if self.text[at] == " ":
            at += 1
            if at >= self.limit:
                return False
        if at in self.stops:
            return self._inner_role(at)
        first = self.text[at]
        if first == "\n":
            return False
        if first.isalpha():
            return self._word(at)
        if first.isdigit():
            number = _NUMBER.match(self.text, at)
            if number and self.key and not self.at_place:
                following = self.folded[number.end() : number.end() + 12]
                if following.startswith((" tuổi", " năm", " ngày", " tháng")) or self.folded.startswith(
                    "/", number.end()
                ):
                    return False
                self._take(number.end(), number.group().lower())
                return True
            return False
        return self._punctuation(at, first)

    def _inner_role(self, at: int) -> bool:
        """An aide has another's office as scope: "Trợ lý Ngoại trưởng Mỹ"; a company may have a person's name."""
        inner = self.stops[at]
        if isinstance(inner, Name):
            apart = self.text[inner.end : inner.end + 1] in ",;.-)"
            two = self.text.count(" ", inner.start, inner.end) == 1
            behind_name = self.text[self.role.outer - 2 : self.role.outer - 1] in ",-"
            followed = isinstance(self.stops.get(inner.end + 1), Name)
            held = self.company and two and _HOLDER.match(self.folded, inner.end)
            if not held and not (self.named and (followed or (apart and (two or behind_name)))):
                return False
            self.open, self.named = False, False
            self._take(inner.end, *self.folded[inner.start : inner.end].split())
            return True
        if self.key or not self.role.entry.aide:
            head = self.reader.head(self.text, self.folded, at)
            return head is not None and head[0] > inner.end and self._head(at, *head)
        return self._office_of(at)

    def _office_of(self, at: int) -> bool:
        """Take another's office into the scope of an aide."""
        inner = self.stops[at]
        if isinstance(inner, Name) or self.inner is not None or not inner.entry.office:
            return False
        self.kind = inner.entry.kind
        self.inner = inner
        self._take(inner.end, *fold_key(inner.name).split())
        return True

    def _word(self, at: int) -> bool:
        head = self.reader.head(self.text, self.folded, at)
        if head is not None and self.in_name and self.text[at - 2] not in ",-(" and " " not in self.text[at : head[0]]:
            head = None if isinstance(head[1], PlaceEntry) and head[1].kind == "country" else head
        if head is not None and self._is_head(at, head[0], head[1]):
            return self._head(at, *head)
        token = _TOKEN.match(self.text, at)
        if token is None:
            return False
        word = self.folded[at : token.end()]
        if self.text[at].isupper():
            return self._capital(at, token.end(), word)
        return self._lower(at, token.end(), word)

    def _head(self, at: int, end: int, entry: OrganizationEntry | PlaceEntry, normal: tuple[str, ...]) -> bool:
        if isinstance(entry, PlaceEntry):
            if entry.kind == "unit":
                if self.text[at:end].islower() and not self._unit_fits(end, normal):
                    return False
            if self.place is None or self.place.kind == "unit":
                self.place = entry
            self.open = False
            self.capitals = 2
        else:
            if self.role.entry.scope == "place" and entry.open:
                return False
            if self.kind is None:
                self.kind = entry.kind
            lower = self.text[at].islower()
            self.open = entry.open or (self.open and lower)
            self.capitals = 0
        self._take(end, *normal)
        self.at_place = isinstance(entry, PlaceEntry) and entry.kind != "unit"
        self.complete = self.at_place or (not self.open and not self.named and entry.kind == "foreign")
        self.named = isinstance(entry, OrganizationEntry) and entry.named
        self.company = self.company or self.named
        return True

    def _is_head(self, at: int, end: int, entry: OrganizationEntry | PlaceEntry) -> bool:
        """Whether a body's word begins a body: one syllable in lower case needs a name or another body behind it."""
        if isinstance(entry, PlaceEntry) or not self.key or self.text[at].isupper() or " " in self.text[at:end]:
            return True
        before = self.folded[max(at - 10, 0) : at - 1].rsplit(" ", 1)[-1]
        if f"{before} {self.folded[at:end]}" in self.cues.compounds:
            return False
        following = self.text[end + 1 : end + 2]
        return (
            following.isupper() or following.isdigit() or self.reader.head(self.text, self.folded, end + 1) is not None
        )

    def _unit_fits(self, end: int, normal: tuple[str, ...]) -> bool:
        """Whether a word for a place in lower case is one here: a name follows, or the body before it ends with it."""
        following = self.text[end + 1 : end + 2]
        return (
            following.isupper()
            or following.isdigit()
            or bool(self.key)
            or normal[0] in ("tỉnh", "thành", "huyện", "xã", "quận", "phường")
        )

    def _capital(self, at: int, end: int, word: str) -> bool:
        if word in self.cues.honorifics and not self.open:
            return False
        if word == "ảnh" or self.folded.startswith(("video:", "nguồn:"), at):
            return False
        if not self.named:
            bare = self.role.entry.scope == "place" or self.complete
            if self._untold_name(at, bare):
                return False
        if self.role.entry.scope == "place" and not self.key:
            return False
        foreign = is_foreign(word) or (self.text[at:end].isupper() and end - at > 1)
        following = self.text[end + 1 : end + 2]
        self.capitals = 2 if foreign else self.capitals + 1
        if self.capitals > 1:
            self.open = False
        elif following.islower() and self.text[end : end + 1] == " ":
            self.open = self.open or self.start_open
        self._take(end, *word.split())
        self.in_name = not following.islower()
        return True

    def _lower(self, at: int, end: int, word: str) -> bool:
        cues = self.cues
        if word in ("cho", "của") and self.role.entry.aide and isinstance(self.stops.get(end + 1), Role):
            return self._office_of(end + 1)
        if word in cues.this and self.key:
            self._take(end, word)
            return False
        if word == "và":
            return self.open and bool(self.key or self.role.entry.scope == "open") and self._connect(end, in_list=True)
        join = self._longest(at, cues.joins)
        if join and (self._join(at, at + len(join), join) or " " in join):
            return self.at > at
        if word == "tại":
            return self._at_place(end)
        if word == "về":
            return self.role.entry.scope == "open" and self._opened(at, end)
        if not self.open or not (self.key or self.loose):
            return False
        if self._ends(at):
            return False
        self.capitals = 0
        named = self.named
        self._take(end, word)
        self.named = named
        return True

    def _ends(self, at: int) -> bool:
        """Whether a word that ends a scope begins at `at`, and is not half of another word ("thiết bị", "dự án")."""
        stop = self._longest(at, self.cues.stops)
        if stop is None:
            return False
        if " " in stop:
            return True
        before = self.folded[max(at - 10, 0) : at - 1].rsplit(" ", 1)[-1]
        behind = self.folded[at : at + len(stop) + 9].split(" ", 2)[:2]
        compounds = self.cues.compounds
        return f"{before} {stop}" not in compounds and " ".join(behind).rstrip(",.:;)") not in compounds

    def _longest(self, at: int, words: frozenset[str]) -> str | None:
        """The longest of `words`, of three syllables at most, that begins at `at`."""
        parts = self.folded[at : at + 28].split(" ", 3)[:3]
        for count in range(len(parts), 0, -1):
            word = " ".join(parts[:count]).rstrip(',.:;)"\n')
            if word in words:
                return word
        return None

    def _join(self, at: int, end: int, word: str) -> bool:
        return self._opened(at, end) if word in ("phụ trách", "đặc trách") else self._connect(end, in_list=False)

    def _opened(self, at: int, end: int) -> bool:
        self.open = True
        self.at = end
        self.key += self.folded[at:end].split()
        token = _TOKEN.match(self.folded, end + 1)
        return token is not None and token.group() not in self.cues.stops

    def _connect(self, end: int, in_list: bool) -> bool:
        """Go over a joining word if what follows it goes on with the scope."""
        at = end + 1
        if self.text[end : end + 1] != " " or at in self.stops or at >= self.limit:
            return False
        token = _TOKEN.match(self.folded, at)
        if token is None or token.group() in self.cues.honorifics or token.group() in ("mình", "họ", "nó", "này"):
            return False
        head = self.reader.head(self.text, self.folded, at)
        if head is None and not self.text[at].isupper() and not self.text[at].isdigit():
            if not self.open or self._longest(at, self.cues.stops):
                return False
        if in_list and head is not None and isinstance(head[1], PlaceEntry):
            return False
        self.at = end
        self.capitals = 0
        return True

    def _at_place(self, end: int) -> bool:
        head = self.reader.head(self.text, self.folded, end + 1)
        if head is None or not isinstance(head[1], PlaceEntry) or end + 1 in self.stops:
            return False
        self._take(head[0], *head[2])
        self.open = False
        return True

    def _punctuation(self, at: int, mark: str) -> bool:
        if mark == "," and self.text[at - 1] != " ":
            return self._comma(at)
        if mark == "-" and self.key:
            return self._dash(at)
        if mark == "(" and self.key:
            return self._bracket(at)
        if mark in "\"'" and self.key and self.capitals == 0:
            quoted = _QUOTED.match(self.text, at)
            if quoted:
                self.open = False
                self._take(quoted.end(), *self.folded[at + 1 : quoted.end() - 1].split())
                return True
        if mark == "&" and self.key:
            self.at = at + 1
            return True
        return False

    def _comma(self, at: int) -> bool:
        """A comma goes on with the scope before a wider body or place: "xã A, huyện B", "Trung đoàn 3, Sư đoàn 4"."""
        following = at + 2
        if not self.key or self.text[at + 1 : following] != " " or following in self.stops or following >= self.limit:
            return False
        if self.open and self.key and self._lower_list(at):
            self.at = at + 1
            return True
        head = self.reader.head(self.text, self.folded, following)
        if head is None:
            return False
        end, entry, _ = head
        if isinstance(entry, PlaceEntry) and entry.kind != "unit":
            within = self.place is None or self.place.kind == "unit"
            if not (self.key and within and self.text[end : end + 1] in ",.;)"):
                return False
            self.at = at + 1
            return True
        behind = self.text[end + 1 : end + 2]
        named = self.text[end : end + 1] == " " and (behind.isupper() or behind.isdigit()) and end + 1 not in self.stops
        if not named and not (self.text[following].isupper() and isinstance(entry, OrganizationEntry) and entry.open):
            return False
        if not named:
            if self.text[end : end + 1] != " " or self._longest(end + 1, self.cues.stops):
                return False
        self.at = at + 1
        return True

    def _lower_list(self, at: int) -> bool:
        """Whether lower-case fields are listed behind a comma: "Sở Văn hóa, thể thao và du lịch"."""
        listed = _LISTED.match(self.text, at + 1)
        if listed is None:
            return False
        words = self.folded[listed.start() + 1 : listed.end()].replace(",", "").split()[:-1]
        return not any(word in self.cues.stops or word in self.cues.honorifics for word in words)

    def _dash(self, at: int) -> bool:
        following = at + 2 if self.text[at + 1 : at + 2] == " " else at + 1
        if following in self.stops or following >= self.limit:
            return False
        if not self.text[following].isupper():
            if not (self.open and self.text[following].isalpha()) or self._ends(following):
                return False
            if self._longest(following, self.cues.glosses):
                return False
        token = _TOKEN.match(self.folded, following)
        if token is None or token.group() in self.cues.honorifics or token.group() in ("ảnh", "video", "nguồn", "theo"):
            return False
        if self.text[at - 1] == " " and self.place is not None and self.place.kind != "country":
            head = self.reader.head(self.text, self.folded, following)
            if head is not None and isinstance(head[1], OrganizationEntry):
                return False
        self.at = following - 1 if self.text[following - 1] == " " else following
        self.capitals = 0
        return True

    def _bracket(self, at: int) -> bool:
        bracket = _BRACKET.match(self.text, at)
        if bracket is None or at + 1 in self.stops:
            return False
        inside = bracket.group(1)
        head = self.reader.head(self.text, self.folded, at + 1)
        known = head is not None and isinstance(head[1], OrganizationEntry)
        if not known and (head is not None or " " in inside or not inside[0].isupper()):
            return False
        self.open = False
        self._take(bracket.end())
        return True

    def _take(self, end: int, *words: str) -> None:
        self.at = self.end = end
        self.named = self.at_place = self.complete = self.in_name = False
        self.key.extend(words)


def fits(entry: TitleEntry, scope: Scope) -> bool:
    """Whether a scope is one that the role needs."""
    return bool(scope.key) and (not entry.bodies or " ".join(scope.key).startswith(entry.bodies))

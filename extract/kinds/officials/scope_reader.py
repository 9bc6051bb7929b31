"""Reads scopes: from the end of a role, piece by piece, as far as the pieces go on with an organisation's name.

The pieces are the organisation words and places of the lexicon, capitalised words, words in lower case while the name
is open to them ("Cục quản lý thị trường"), words that join, and the punctuation that stands inside such names.
"""

from extract.document import Document
from extract.entries import OrganizationEntry, PlaceEntry
from extract.kinds.names import Name
from extract.kinds.names.gazetteer import Gazetteer
from extract.kinds.names.shape import is_foreign
from extract.kinds.names.titled import titled_name
from extract.kinds.officials.cues import Cues
from extract.kinds.officials.heads import Head, Heads
from extract.kinds.officials.modifiers import Modifiers
from extract.kinds.officials.roles import Role
from extract.kinds.officials.scope import HOME, Scope, Stops
from extract.patterns import compiled
from extract.record import TitleKind
from extract.text.fold import fold_key
from extract.text.spans import Span

_LONGEST = 170
"""Characters that a scope may have at most."""

_TOKEN = compiled(
    r"(?:(?:\p{Lu}{1,3}|[Tt][pPxX])\.(?=[\p{L}\p{N}])|St\. (?=\p{Lu}))*+"
    r"[\p{L}\p{M}\p{N}]++(?:[&/'.-][\p{L}\p{N}]++)*+|[^\s]"
)
_BRACKET = compiled(r"\(([\p{L}\p{N}&.,\- ]{2,60})\)")
_QUOTED = compiled(r"\" ?[\p{Lu}\d][^\"\n]{1,60}\"|' ?[\p{Lu}\d][^'\n]{1,60}'")
_NUMBER = compiled(r"\d++(?:[\p{L}\d/.-]*[\p{L}\d])?(?! (?:tuổi|năm|ngày|tháng)|/)")
_SUBJECT = compiled(r" (?:chuyên )?ngành")
_LISTED = compiled(r" \p{Ll}++(?: \p{Ll}++){0,4}(?:, \p{Ll}++(?: \p{Ll}++){0,4})? và (?=\p{Ll})")
_LISTED_CAPITALS = compiled(
    r" \p{Lu}\p{Ll}++(?: \p{Ll}++){0,2}(?:, \p{Lu}\p{Ll}++(?: \p{Ll}++){0,2}){0,2} và (?=\p{Lu}\p{Ll}++ \p{Ll})"
)
_PAIR = compiled(r"(?: \p{Ll}++){2,5} (?=\p{Lu})")
_LINK = compiled(r"\b(?:là|làm|chức|chức vụ|cương vị|vị trí|vai trò|đảm nhiệm|đảm nhận|tư cách) $")
_HOLDER = compiled(r",? ?[-:,] ?(?:ông|bà|anh|chị|cô) ")
_FOREIGN = compiled(r"\p{Lu}\p{Ll}+(?: \p{Lu}\.)?(?: \p{Lu}[\p{Ll}\p{Lu}'-]+){1,2}(?![\p{L}\d]| \p{Lu})")
_NOT_JOINED = frozenset(("mình", "họ", "nó", "này"))
_NOT_DASHED = frozenset(("ảnh", "video", "nguồn", "theo"))
_ALSO_PLAIN = frozenset(("cấp", "số", "phía"))
_WIDER = frozenset(("tỉnh", "huyện", "quận", "tp", "tp.", "thị", "thành"))
_MATTERS = frozenset(("việc", "vụ", "các", "những", "tình", "vấn", "kết", "hành", "chuyện"))
"""Words behind "về" that begin what is talked of, and no field: "ý kiến của Viện trưởng về vụ án"."""
_WIDE = frozenset(("thế giới", "quốc tế", "toàn cầu"))
"""Words that end the name of a body, in lower case too: "Liên minh Nghị viện thế giới"."""
_PART_OF = ("thuộc ", "trực thuộc ")
_FIRST = " đầu tiên "
_MONK = compiled(r"Thích(?: [Nn]ữ)?(?: \p{Lu}\p{Ll}++){2,3}(?! \p{Lu})")
_FIELDS_OR_VERBS = frozenset(("xây dựng", "giáo dục", "thanh tra", "kiểm toán", "bảo hiểm", "an ninh", "giao thông"))
"""Fields of bodies that are verbs as well, when a place is read already: "Bí thư Tỉnh ủy Quảng Nam xây dựng"."""
_ADJECTIVES = ("địa phương", "liên bang", "đối lập")
"""Words at the end of a role behind which no place is named, but a person may be."""
_FORCES = ("state", "foreign", None)
_CHARGES = ("phụ trách", "đặc trách")


class ScopeReader:
    """Reads scopes by the lexicon's organisations and places and the form of the words between."""

    def __init__(self, heads: Heads, cues: Cues, modifiers: Modifiers, lists: Gazetteer) -> None:
        self._heads = heads
        self._cues = cues
        self._modifiers = modifiers
        self._lists = lists

    def __call__(self, document: Document, role: Role, stops: Stops, follows: bool) -> Scope:
        """The scope of a role; `follows`: the role stands right behind a person's name, a comma or dash."""
        scope = _Reading(self._heads, self._cues, self._lists, document, role, stops, follows).read()
        if scope.place is not None:
            behind = self._modifiers.behind(document.text, document.folded, scope.end)
            if behind is not None and behind[1].listed:
                return scope._replace(end=behind[0])
        return scope


class _Reading:
    """The reading of one scope: where it is (`at`), how far it is good (`end`), and what may follow.

    `open`: words in lower case may follow. `capitals`: capitalised words read in a row, which close the name. The
    other flags tell the last piece: `named` a body that has a proper name, `complete` one that has its whole name,
    `at_place` a place, `at_unit` the word for one, `in_name` a word of a proper name. `company` stays once a body with
    a proper name was read.
    """

    def __init__(
        self,
        heads: Heads,
        cues: Cues,
        lists: Gazetteer,
        document: Document,
        role: Role,
        stops: Stops,
        follows: bool,
    ) -> None:
        self.heads = heads
        self.cues = cues
        self.lists = lists
        self.text = document.text
        self.folded = document.folded
        self.role = role
        self.stops = stops
        self.follows = follows
        self.at = self.end = self.begin = role.end
        self.limit = min(len(self.text), role.end + _LONGEST)
        before = self.folded[max(role.outer - 2, 0) : role.outer]
        self.linked = _LINK.search(self.folded[max(role.outer - 12, 0) : role.outer]) is not None
        self.dashed = before == "- "
        self.apposed = self.dashed or before == ", " or before.endswith("(")
        self.loose = role.entry.scope == "open" or (role.entry.scope == "usual" and self.apposed)
        self.open = self.loose
        self.capitals = 0
        self.named = self.complete = self.at_place = self.at_unit = self.in_name = self.company = False
        self.in_unit = False
        self.kind: TitleKind | None = None
        self.body: OrganizationEntry | None = None
        self.place: PlaceEntry | None = None
        self.inner: Role | None = None
        self.name: Span | None = None
        self.key: list[str] = []

    def read(self) -> Scope:
        """Read all that belongs to the scope."""
        if self.role.entry.scope == "none":
            if self.role.entry.kind == "academic":
                self._subject()
            elif self.role.entry.kind == "rank" and self._force():
                return self._scope()
            at = self.end + 1
            if self.text[self.end : at] == " " and self.text[at : at + 1].isupper():
                self._untold_name(at, bare=True)
        else:
            self._body_in_role()
            self._which()
            self._pieces()
        return self._scope()

    def _which(self) -> None:
        """Go over words that say which holder is meant: "giám đốc hiện nay của", "Viện trưởng đầu tiên Viện Lúa"."""
        end = self.cues.which(self.folded, self.at)
        if end is None and self.folded.startswith(_FIRST, self.at):
            end = self.at + len(_FIRST) - 1
            head = self._head(end + 1) if self.text[end + 1 : end + 2].isupper() else None
            if head is None or not head.body:
                return
        if end is not None:
            self.at = self.begin = end

    def _scope(self) -> Scope:
        """What was read."""
        start = self.begin if self.key else self.role.end
        while start < self.end and self.text[start] in " ,":
            start += 1
        return Scope(start, self.end, self.kind, tuple(self.key), self.place, self.inner, self.name)

    def _pieces(self) -> None:
        while self._piece():
            pass

    def _take(self, end: int, *words: str) -> None:
        """Take a piece up to `end`; `words` are its normal form."""
        self.at = self.end = end
        self.in_unit = self.named = self.complete = self.at_place = self.at_unit = self.in_name = False
        self.key.extend(words)

    def _head(self, at: int) -> Head | None:
        return self.heads.at(self.text, self.folded, at)

    def _untold_name(self, at: int, bare: bool) -> bool:
        """Whether a person's name that was not known as one begins at `at`, and none that was is in it."""
        end = titled_name(self.text, self.folded, at, self.lists, bare=bare)
        if end is None or any(start in self.stops for start in range(at, end)):
            return False
        if self.at_unit and self.apposed and self.text.count(" ", at, end) == 1:
            return False  # "ông A, Chủ tịch UBND huyện Vũ Quang": the district's name
        space = self.text.find(" ", at, end)
        while space >= 0:
            head = self._head(space + 1)
            if head is not None and head.body and head.body.named:
                return False
            space = self.text.find(" ", space + 1, end)
        self.name = (at, end)
        return True

    def _foreign_name(self, at: int) -> bool:
        """Whether a foreign name that was not known as one begins behind words in lower case, with a verb behind it."""
        if self.text[at - 2].isupper() or not self.text[at - 2].isalpha():
            return False
        run = _FOREIGN.match(self.text, at)
        if run is None or any(start in self.stops for start in range(at, run.end() + 2)):
            return False
        words = self.folded[at : run.end()].split(" ")
        if not all(map(is_foreign, words)) or " ".join(words) in self.lists.organizations | self.lists.places:
            return False
        if not (self.text[run.end() : run.end() + 1] in ",.)\n" or self._ends(run.end() + 1)):
            return False
        self.name = run.span()
        return True

    def _body_in_role(self) -> None:
        """Read the body that a role's last word begins: "Trưởng Ban Thư ký"."""
        at = self.folded.rfind(" ", self.role.start, self.role.end) + 1
        head = self._head(at) if at else None
        if head is not None and head.end > self.role.end and head.body:
            self._take_head(at, head)

    def _subject(self) -> None:
        """Read the subject of a degree: "Tiến sĩ chuyên ngành Luật"."""
        subject = _SUBJECT.match(self.folded, self.role.end)
        if subject:
            self._take(subject.end())
            self.open = True
            self._pieces()

    def _force(self) -> bool:
        """Read the country or the force that an officer serves, if his name is behind it: "Tướng Mỹ", "Đại úy CSGT"."""
        at = self.end + 1
        if self.text[self.end : at] != " " or at in self.stops:
            return False
        head = self._head(at)
        if head is None or not (head.place.kind == "country" if head.place else head.entry.kind in _FORCES):
            return False
        self._take_head(at, head)
        if head.body:
            self._pieces()
        behind = self.stops.get(self.end + 1)
        if self.name is not None or (isinstance(behind, Name) and behind.end > self.end + 1):
            return True
        if head.place and titled_name(self.text, self.folded, self.end + 1, self.lists, bare=True):
            return True
        self.at = self.end = self.role.end
        self.key.clear()
        self.place = self.name = None
        return False

    def _piece(self) -> bool:
        """Take the next piece, if it belongs to the scope."""
        at = self.at + (self.text[self.at : self.at + 1] == " ")
        if at >= self.limit:
            return False
        if at in self.stops:
            return self._stop(at, self.stops[at])
        first = self.text[at]
        if first.isalpha():
            return self._word(at)
        if first.isdigit():
            return self._number(at)
        return self._punctuation(at, first)

    def _number(self, at: int) -> bool:
        number = _NUMBER.match(self.folded, at)
        role = self.folded[max(self.role.end - 8, 0) : self.role.end].rpartition(" ")[2]  # "Trưởng thôn 3"
        follows = self.key or self.role.entry.scope == "open" or role in self.lists.units
        if number is None or self.at_place or not follows:
            return False
        self._take(number.end(), number.group())
        return True

    def _stop(self, at: int, inner: Role | Name) -> bool:
        """Take a name if it is a company's, another's office if the role is that of an aide."""
        if isinstance(inner, Name):
            if self.at_unit and self._state_and_name(inner):
                return False
            return self._rest_of_place(inner) or self._company_name(inner)
        if self.role.entry.aide and not self.key:
            return self._office_of(inner)
        head = self._head(at)
        return head is not None and head.end > inner.end and self._take_head(at, head)

    def _state_and_name(self, name: Name) -> bool:
        """Take the first word of a name for the state's that it stands behind: "Thủ hiến bang Victoria John Smith"."""
        words = self.folded[name.start : name.end].split(" ")
        if len(words) < 3 or not all(map(is_foreign, words)):
            return False
        end = name.start + len(words[0])
        self.name = (end + 1, name.end)
        self._take(end, words[0])
        return True

    def _rest_of_place(self, name: Name) -> bool:
        """Take a person's name as the rest of a place's name: "ông A, Chủ tịch quận Nam Trà Lĩnh"."""
        two = self.text.count(" ", name.start, name.end) == 1
        rest = self.in_unit and self.apposed and (two or self.follows)
        if not rest or isinstance(self.stops.get(name.end + 1), Name):
            return False
        self._take(name.end, *self.folded[name.start : name.end].split())
        return True

    def _company_name(self, name: Name) -> bool:
        """Take a person's name as that of the body before it: "Chủ nhiệm HTX Hoàng Long, huyện A"."""
        two = self.text.count(" ", name.start, name.end) == 1
        behind_name = self.text[self.role.outer - 2 : self.role.outer - 1] in ",-"
        held = two and (
            (self.company and _HOLDER.match(self.folded, name.end) is not None) or (self.at_unit and behind_name)
        )
        ward = self.follows and self.at_unit and self.folded.endswith("phường", 0, self.at)
        bearer = self.named and self.linked and not isinstance(self.stops.get(name.end + 1), Name)
        if not (held or ward or bearer):
            apposed = two and bool(self.key) and self.kind in (None, "management")
            dashed = apposed and self.dashed
            if not self.named and not dashed and not (apposed and self.follows):
                return False
            parted = self.text[name.end : name.end + 1] in ",;.-)" or self.text.startswith(" - ", name.end)
            apart = parted and (two or behind_name)
            apart = apart or (dashed and self.follows)
            if not apart and not isinstance(self.stops.get(name.end + 1), Name):
                return False
        self.open = False
        self._take(name.end, *self.folded[name.start : name.end].split())
        return True

    def _office_of(self, inner: Role | Name | None) -> bool:
        """Take another's office into the scope of an aide: "Trợ lý Ngoại trưởng", "cố vấn của Tổng thống"."""
        if not isinstance(inner, Role) or self.inner is not None or not inner.entry.office:
            return False
        self.kind = inner.entry.kind
        self.inner = inner
        self._take(inner.end, *fold_key(inner.name).split())
        return True

    def _word(self, at: int) -> bool:
        head = self._head(at)
        if head is not None and self._is_head(at, head):
            return self._take_head(at, head)
        token = _TOKEN.match(self.text, at)
        if token is None:
            return False
        word = self.folded[at : token.end()]
        return self._capital(at, token.end(), word) if self.text[at].isupper() else self._lower(at, token.end(), word)

    def _is_head(self, at: int, head: Head) -> bool:
        """Whether a body's or place's word is one here.

        One syllable in lower case needs a name or another body behind it; one syllable inside a proper name is a part
        of that name ("thị trấn Minh Đức").
        """
        fields = self.open or (self.role.entry.scope == "open" and self.kind is not None and not self.at_place)
        if head.body and head.body.apart and self.text[at].islower() and not fields:
            return False
        behind_place = self.at_place and self.text[at].islower() and self.text[at - 2] != ","
        if behind_place and head.body and (head.body.apart or self.folded[at : head.end] in _FIELDS_OR_VERBS):
            return False
        if " " in self.text[at : head.end]:
            return True
        if head.place:
            if head.place.id == HOME and self.text[at : head.end].isupper() and self._brand_follows(head.end):
                return False
            if self.at_place and self.place and self.place.kind == head.place.kind == "country" and self.at + 1 == at:
                return self.place is head.place
            return not (self.in_name and head.place.kind == "country" and self.text[at - 2] not in ",-(")
        if not self.key or self.text[at].isupper():
            return True
        before = self.folded[max(at - 10, 0) : at - 1].rsplit(" ", 1)[-1]
        if f"{before} {self.folded[at : head.end]}" in self.cues.compounds:
            return False
        return self._name_follows(head.end) or self._head(head.end + 1) is not None

    def _brand_follows(self, end: int) -> bool:
        """Whether one foreign word behind "VN" makes a company's name of both: "VN Globex"."""
        token = _TOKEN.match(self.text, end + 1) if self.text[end : end + 1] == " " else None
        if token is None or not token.group().istitle() or self._name_follows(token.end()):
            return False
        return is_foreign(self.folded[end + 1 : token.end()])

    def _name_follows(self, end: int) -> bool:
        following = self.text[end + 1 : end + 2]
        return following.isupper() or following.isdigit()

    def _take_head(self, at: int, head: Head) -> bool:
        lower = self.text[at].islower()
        body, place = head.body, head.place
        if place:
            bare = place.kind == "unit" and lower and not (self.key or self._name_follows(head.end))
            if bare and head.words[0] not in self.cues.bare_units:
                return False
            if self.place is None or self.place.kind == "unit":
                self.place = place
            self.open = False
            self.capitals = 2
        elif body:
            if self.role.entry.scope == "place" and body.open:
                return False
            self.body = self.body or body
            self.kind = self.kind or body.kind
            self.open = body.open or (self.open and (lower or self.company))
            self.capitals = 0
        self._take(head.end, *head.words)
        self.at_unit = place is not None and place.kind == "unit"
        self.at_place = place is not None and not self.at_unit
        self.named = body is not None and body.named
        self.complete = self.at_place or (body is not None and body.kind == "foreign" and not (body.open or body.named))
        self.company = self.company or self.named
        return True

    def _capital(self, at: int, end: int, word: str) -> bool:
        if (
            word in self.cues.honorifics and not (self.open or self.in_unit or self.at_unit or self.in_name)
        ) or word == "ảnh":
            return False
        monk = _MONK.match(self.text, at) if self.role.entry.kind == "religious" and self.key else None
        if monk is not None:
            self.name = monk.span()
            return False
        placed = self.role.entry.scope == "place"
        nameless = self.named or (self.in_unit and self.apposed) or word == "vn"
        if not nameless and self._untold_name(at, bare=placed or self.complete):
            return False
        lower = self.open if self.key else self.folded.endswith(_ADJECTIVES, 0, self.at)
        if lower and not (self.capitals or self.company or self.follows) and self._foreign_name(at):
            return False
        if placed and not self.key:
            return False
        rest = self.stops.get(end + 1)
        if (self.at_place or not self.key) and isinstance(rest, Name) and " " not in self.text[rest.start : rest.end]:
            self.name = (at, rest.end)
            return False
        following = self.text[end + 1 : end + 2]
        in_unit = self.at_unit
        whole = is_foreign(word) or (self.text[at:end].isupper() and end - at > 1)
        self.capitals = 2 if whole else self.capitals + 1
        if self.capitals > 1:
            self.open = False
        elif following.islower() and self.text[end : end + 1] == " ":
            self.open = True  # "Y tế": the first syllable of a word
        self._take(end, *word.split())
        self.in_unit = in_unit
        self.in_name = not following.islower()
        return True

    def _lower(self, at: int, end: int, word: str) -> bool:
        if self.capitals and f"{self.key[-1]} {word}" in self.lists.compounds and self.folded[at - 1] == " ":
            self._take(end, word)  # "Bệnh viện Bệnh Nhiệt đới": the second syllable of a word
            self.capitals = 1
            return True
        if word in ("cho", "của") and self.role.entry.aide and self._office_of(self.stops.get(end + 1)):
            return True
        if word == "cho" and self.role.entry.aide and self._body_advised(end + 1):
            return True
        if self.key and not self.at_place and (wide := self._longest(at, _WIDE)):
            self._take(at + len(wide), *wide.split())
            self.complete = True
            return True
        if word == "một" and not self.key:
            return self._some_body(end)
        if word in self.cues.this and self.key:
            self._take(end, word)
            return False
        if word == "và" and self._same_body(end + 1):
            self.at = end
            return True
        if word == "và":
            return self.open and bool(self.key or self.role.entry.scope == "open") and self._connect(end, in_list=True)
        join = self._longest(at, self.cues.joins)
        if join:
            behind = at + len(join)
            if self._opened(at, behind) if join in _CHARGES else self._connect(behind, in_list=False):
                return True
            if join not in _ALSO_PLAIN:
                return False
        if word == "tại":
            return self._at_place(end)
        if word == "về":
            return self._about(at, end)
        if not self.open or not (self.key or self.loose) or self._ends(at):
            return False
        self.capitals = 0
        named = self.named
        self._take(end, word)
        self.named = named
        return True

    def _body_advised(self, at: int) -> bool:
        """Take the body that an aide works for: "cố vấn pháp lý cho Bộ Thương mại"."""
        head = self._head(at) if self.text[at : at + 1].isupper() and at not in self.stops else None
        return head is not None and head.body is not None and self._take_head(at, head)

    def _same_body(self, at: int) -> bool:
        """Whether a body of the kind read first is named at `at`: "Hiệp hội Luật sư A và Hiệp hội Luật sư B"."""
        head = self._head(at) if self.text[at : at + 1].isupper() and at not in self.stops else None
        return head is not None and head.body is self.body and self._name_follows(head.end)

    def _some_body(self, end: int) -> bool:
        """Go over "một" if a kind of body is behind it: "Giám đốc một công ty xây dựng"."""
        head = self._head(end + 1)
        if head is None or head.body is None or not head.body.named or self.text[end] != " ":
            return False
        return self._take_head(end + 1, head)

    def _about(self, at: int, end: int) -> bool:
        """Go over "về" if a field follows: "Đặc phái viên về biến đổi khí hậu", "Ban Chỉ đạo về Phòng chống lụt"."""
        if self.role.entry.scope == "open":
            matter = _TOKEN.match(self.folded, end + 1)
            if matter is None or matter.group().isdigit() or matter.group() in _MATTERS:
                return False
            return self._opened(at, end)
        if not self.key or end + 1 in self.stops or not self.text[end + 1 : end + 2].isupper():
            return False
        head = self._head(end + 1)
        return (head is None or not head.place) and self._opened(at, end)

    def _ends(self, at: int) -> bool:
        """Whether a word that ends a scope begins at `at`, and is not half of another word ("thiết bị", "dự án")."""
        stop = self._longest(at, self.cues.stops)
        if stop is None:
            return False
        before = self.folded[max(at - 10, 0) : at - 1].rsplit(" ", 1)[-1]
        behind = self.folded[at : at + len(stop) + 9].split(" ", 2)[:2]
        compounds = self.cues.compounds
        if f"{before} {stop}" in compounds:
            return False
        return " " in stop or " ".join(behind).rstrip(",.:;)") not in compounds

    def _longest(self, at: int, words: frozenset[str]) -> str | None:
        """The longest of `words`, of three syllables at most, that begins at `at`."""
        parts = self.folded[at : at + 28].split(" ", 3)[:3]
        for count in range(len(parts), 0, -1):
            word = " ".join(parts[:count]).rstrip(',.:;)"\n')
            if word in words:
                return word
        return None

    def _opened(self, at: int, end: int) -> bool:
        """Go over a word that a field in lower case follows: "phụ trách kinh doanh", "về biến đổi khí hậu"."""
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
        if token is None or token.group() in _NOT_JOINED or token.group() in self.cues.honorifics:
            return False
        address = self._longest(at, self.cues.address)
        if address is not None and at + len(address) + 1 in self.stops:
            return False
        head = self._head(at)
        plain = head is None and not self.text[at].isupper() and not self.text[at].isdigit()
        if plain and (not self.open or self._ends(at)):
            return False
        if in_list and head is not None and head.place:
            return False
        self.at = end
        self.capitals = 0
        return True

    def _at_place(self, end: int) -> bool:
        """Read the place, or the body if none was read before, behind "tại"."""
        head = self._head(end + 1)
        if head is None or end + 1 in self.stops:
            return False
        if not head.place:
            house = head.body is not None and head.body.proper
            loose = house or (self.role.entry.aide and self.text[end + 1].isupper())
            if (self.key and not (loose and self.role.entry.scope == "open")) or not (
                house or self.text[end + 1].isupper()
            ):
                return False
            self.at = end
            return True
        self._take(head.end, *head.words)
        self.open = False
        return True

    def _punctuation(self, at: int, mark: str) -> bool:
        if not self.key:
            return False
        if mark == "," and self.text[at - 1] != " ":
            return self._comma(at)
        if mark == "-":
            return self._dash(at)
        if mark == "(":
            return self._bracket(at)
        if mark == "&":
            self.at = at + 1
            return True
        quoted = _QUOTED.match(self.text, at) if self.capitals == 0 else None
        if quoted is None:
            return False
        self.open = False
        self._take(quoted.end(), *self.folded[at + 1 : quoted.end() - 1].split())
        return True

    def _comma(self, at: int) -> bool:
        """A comma goes on with the scope before a wider body or place: "xã A, huyện B", "Trung đoàn 3, Sư đoàn 4"."""
        following = at + 2
        if self.text[at + 1 : following] != " " or following in self.stops or following >= self.limit:
            return False
        if self.folded.startswith(_PART_OF, following) and self._part_of(at):
            return True
        head = self._head(following)
        if self.text[at - 1] == ")" and head is not None and not head.place:
            return False
        if not ((self.open and self._lower_list(at)) or (head is not None and self._widens(following, head))):
            return False
        self.at = at + 1
        return True

    def _part_of(self, at: int) -> bool:
        """Whether the body that the scope is part of stands behind a comma and "thuộc": "Đội A, thuộc Chi cục B"."""
        start = self.folded.index("thuộc ", at) + len("thuộc ")
        head = self._head(start) if start not in self.stops else None
        if head is None or not head.body or not (self._name_follows(head.end) or " " in self.text[start : head.end]):
            return False
        self.at = start - 1
        return True

    def _widens(self, at: int, head: Head) -> bool:
        """Whether the body or place behind a comma is the one that the scope is part of."""
        end = head.end
        if head.place and self.text[end - 1] == "." and self.text[end].isdigit():
            return True  # "P.5, Q.10"
        if head.place and head.place.kind == "district":
            return True
        if head.place and head.place.kind != "unit":
            ended = self.text[end : end + 1] in ",.;)" or (self.text[at].isupper() and self._ends(end + 1))
            ended = ended or (self.dashed and self.text.startswith(" - ", end))
            return (self.place is None or self.place.kind in ("unit", "district")) and ended
        if self.text[at].isupper() and head.body and head.body.proper and self.text[end : end + 1] in ",.;)":
            return True
        if self.text[end : end + 1] != " " or end + 1 in self.stops:
            return False
        if head.body and head.body.named and self.place is not None and self.kind != "management":
            return False
        if self._name_follows(end):
            return True
        unit = self._head(end + 1)
        if self.text[at].isupper() and head.body and unit is not None and unit.unit:
            if unit.place is not None and unit.place.kind == "district":
                return True
            return self._name_follows(unit.end) or self.text[unit.end : unit.end + 1] in ",.;)"
        return self.text[at].isupper() and head.body is not None and head.body.open and not self._ends(end + 1)

    def _lower_list(self, at: int) -> bool:
        """Whether lower-case fields are listed behind a comma: "Sở Văn hóa, thể thao và du lịch"."""
        listed = _LISTED.match(self.text, at + 1) or _LISTED_CAPITALS.match(self.text, at + 1)
        if listed is None:
            return self._lower_pair(at)
        if any(start in self.stops for start in range(at + 2, listed.end())):
            return False
        words = self.folded[listed.start() + 1 : listed.end()].replace(",", "").split()[:-1]
        return not any(word in self.cues.stops or word in self.cues.honorifics for word in words)

    def _lower_pair(self, at: int) -> bool:
        """Whether one more field in lower case, and a name, are behind a comma: "Cục Quản lý, giám sát bảo hiểm X"."""
        pair = _PAIR.match(self.text, at + 1)
        if pair is None or not isinstance(self.stops.get(pair.end()), Name):
            return False
        words = self.folded[at + 2 : pair.end() - 1].split()
        return not any(word in self.cues.stops or word in self.cues.honorifics for word in words)

    def _dash(self, at: int) -> bool:
        """A dash joins the parts of a name: "Việt Nam - Ấn Độ", "Phát thanh - Truyền hình", "văn hóa - thông tin"."""
        following = at + 1 + (self.text[at + 1 : at + 2] == " ")
        if following in self.stops or following >= self.limit:
            return False
        token = _TOKEN.match(self.folded, following)
        if token is None or token.group() in self.cues.honorifics or token.group() in _NOT_DASHED:
            return False
        if not self.text[following].isupper():
            lower = (self.open and self.text[following].isalpha()) or self.text[following].isdigit()
            if not lower or self._ends(following) or self._longest(following, self.cues.glosses):
                return False
        elif self.text[at - 1] == " " and self.place is not None and self.place.kind != "country":
            head = self._head(following)
            if head is not None and head.body:
                return False
        self.at = following - (self.text[following - 1] == " ")
        self.capitals = 0
        return True

    def _wider_place(self, at: int, end: int) -> bool:
        """Take the brackets that say in which district or province the place before them is: "xã A (huyện B)"."""
        unit = self.folded[at + 1 : end].split(" ", 1)[0]
        if unit not in _WIDER or not self._name_follows(self.folded.find(" ", at)):
            return False
        self.open = False
        self._take(end)
        self.complete = True
        return True

    def _bracket(self, at: int) -> bool:
        """Brackets hold an abbreviation or the body above: "(VCCI)", "(Bộ Công Thương)"."""
        bracket = _BRACKET.match(self.text, at)
        if bracket is None or at + 1 in self.stops:
            return False
        head = self._head(at + 1)
        inside = bracket.group(1)
        wider = head is not None and head.unit
        if wider and self.place is not None and " " in inside and inside[-1] != "." and not inside.isupper():
            return self._wider_place(at, bracket.end())
        union = head is not None and head.place is not None and head.place.kind == "union"
        short = (inside.isupper() or " " not in inside) and (head is None or union)
        above = head is not None and head.body is not None and head.body.kind == "state"
        if not (inside[0].isupper() or above) or not (short or (head and head.body)):
            return False
        self.open = False
        self._take(bracket.end())
        self.complete = True
        return True

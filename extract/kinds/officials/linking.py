"""The grammar of titles: which person in the text holds which title.

A title stands before the name ("Thứ trưởng Bộ Công an Trần Văn B"), behind it ("ông B, Thứ trưởng Bộ Công an"), in a
chain of titles, or in a clause that says who holds it ("bổ nhiệm ông B giữ chức Thứ trưởng").
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.document import Document
from extract.kinds.officials.cues import Cues, Front
from extract.kinds.officials.roles import Role
from extract.kinds.officials.scopes import Scope
from extract.text.spans import Span

_LONGEST_GAP = 70
"""Characters that may stand between a name and a title that belong together without a verb."""
_LONGEST_CLAUSE = 220
"""Characters between a name and the verb that gives it a title."""
_OPENING = 40
"""Characters of a sentence in front of a name that is its subject."""
_RANKS = ("rank", "academic", "honour", "religious")


class Expression(NamedTuple):
    """A title in the text: a role and its scope; `start:end` is the title as written."""

    start: int
    end: int
    role: Role
    scope: Scope


class Link(NamedTuple):
    """A title and the index of the person's name that it belongs to.

    Attributes:
        expression: the title.
        name: the index of the name.
        former: the words around say that it is given up.
        gained: a verb says that it is gained ("được bầu làm").
    """

    expression: Expression
    name: int
    former: bool
    gained: bool


class Links(NamedTuple):
    """What the grammar made of a document.

    Attributes:
        made: the links.
        free: the titles that belong to no name beside them ("Thủ tướng Việt Nam thăm ...").
        inside: the indices of the names that are part of the name of a place or a thing ("lăng Chủ tịch X").
    """

    made: list[Link]
    free: list[Expression]
    inside: list[int]


class Linker:
    """Links titles and names by the words between them."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def __call__(self, document: Document, expressions: Sequence[Expression], names: Sequence[Span]) -> Links:
        """The links between the titles and the names of persons of a document, both in order."""
        linking = _Linking(self._cues, document, expressions, names)
        return Links(linking.links(), linking.free, linking.inside)


class _Linking:
    """The linking of one document."""

    def __init__(
        self, cues: Cues, document: Document, expressions: Sequence[Expression], names: Sequence[Span]
    ) -> None:
        self.cues = cues
        self.folded = document.folded
        self.document = document
        self.expressions = expressions
        self.names = names
        self.starts = [start for start, _ in names]
        self.ends = [end for _, end in names]
        self.made: list[Link] = []
        self.titled: set[int] = set()
        self.inside: list[int] = []
        self.free: list[Expression] = []
        self.told = -1  # where the last title behind the years of an office begins

    def links(self) -> list[Link]:
        for group, front in self._groups():
            made = len(self.made)
            self._link(group, front)
            if len(self.made) == made:
                self.free += group
        return self.made

    def _groups(self) -> list[tuple[list[Expression], Front]]:
        """The titles in chains, parted by nothing but a joining word, with what stands in front of each chain."""
        groups: list[tuple[list[Expression], Front]] = []
        open_end = -1
        for expression in self._own():
            outer = expression.role.outer
            front = self._front(outer)
            if front.barred or front.inside:
                open_end = -1
                if front.inside:
                    self._set_aside(expression)
                continue
            gap = self.folded[open_end:outer] if open_end >= 0 and outer - open_end < 40 else None
            if gap is not None and self._goes_on(*groups[-1], gap, expression):
                groups[-1][0].append(expression)
            else:
                groups.append(([expression], front))
            open_end = expression.end
        return groups

    def _goes_on(self, group: Sequence[Expression], front: Front, gap: str, expression: Expression) -> bool:
        """Whether a chain of titles goes on with one behind `gap`."""
        if self.cues.both(gap) and expression.role.entry.vague:
            return False  # "Thủ tướng Anh và người đồng cấp Mỹ"
        if front.several and ("," in gap or self.cues.joined(gap)) and not self._introduces(expression):
            return False
        ranks = group[-1].role.entry.kind == expression.role.entry.kind == "rank"
        return (ranks and self.cues.raises(gap)) or self.cues.chain(gap)

    def _front(self, outer: int) -> Front:
        """What stands right in front of a title; no syllable of a name is a cue ("ông Ngô Hải Đường, Giám đốc")."""
        before = bisect_left(self.ends, outer + 1) - 1
        return self.cues.in_front(self.folded, outer, self.ends[before] if before >= 0 else 0)

    def _introduces(self, expression: Expression) -> bool:
        """Whether a colon follows a title or those listed with it: "các Ủy viên Trung ương, Thứ trưởng: ông B"."""
        while not self.folded.startswith((":", " :"), expression.end):
            at = bisect_left(self.expressions, expression.end, key=lambda other: other.role.outer)
            if at == len(self.expressions):
                return False
            following = self.expressions[at]
            gap = self.folded[expression.end : following.role.outer]
            if gap != ", " and not self.cues.both(gap):
                return False
            expression = following
        return True

    def _own(self) -> Iterator[Expression]:
        """The titles in order; of an aide's and the one inside it, the one that the name behind does not have.

        "Trợ lý Ngoại trưởng Mỹ A" gives A the aide's title, "B, trợ lý Ngoại trưởng Mỹ A" gives it to B, and "trợ lý
        của Ngoại trưởng Mỹ A" gives it to nobody.
        """
        skip = -1
        for expression in self.expressions:
            inner = expression.scope.inner
            if expression.start == skip:
                continue
            if inner is not None:
                left = self._left([expression])
                after = self._gap_to_next_name(expression)
                tight = after is not None and self.cues.tight(after[1])
                if left is None and tight and after is not None and self._is_followed(after[0]):
                    self._give([expression], after[0] + 1, False)
                    continue
                if left is not None or (tight and self.cues.serves(self.folded, inner.outer)):
                    front = self._front(expression.role.outer)
                    if left is not None:
                        self._give([expression], left, front.former)
                    elif front.link is not None and not front.barred:
                        self._by_clause([expression], front.link, front.former)
                    continue
                skip = inner.start
            yield expression

    def _is_followed(self, name: int) -> bool:
        """Whether another name stands right behind a name: "phát ngôn viên Tổng thống A B"."""
        return name + 1 < len(self.names) and self.starts[name + 1] == self.ends[name] + 1

    def _set_aside(self, expression: Expression) -> None:
        """Leave out the name behind a title that is part of the name of a place or thing."""
        after = self._gap_to_next_name(expression)
        if after is not None and self.cues.tight(after[1]):
            self.inside.append(after[0])

    def _gap_to_next_name(self, expression: Expression) -> tuple[int, str] | None:
        """The name behind the title and the text up to it."""
        index = bisect_left(self.starts, expression.end)
        if index == len(self.names) or self.starts[index] - expression.end > _LONGEST_GAP:
            return None
        return index, self.folded[expression.end : self.starts[index]]

    def _name_before(self, expression: Expression) -> tuple[int, str] | None:
        """The name in front of the title and the text from it."""
        outer = expression.role.outer
        index = bisect_left(self.ends, outer + 1) - 1
        if index < 0 or outer - self.ends[index] > _LONGEST_GAP:
            return None
        gap = self.folded[self.ends[index] : outer]
        if index and self.cues.alias(self.folded[self.ends[index - 1] : self.starts[index]]):
            return index - 1, gap
        named = self._before_brackets(index, gap)
        return (index, gap) if named is None else (named, gap.partition(")")[2])

    def _before_brackets(self, index: int, behind: str) -> int | None:
        """The name in front of the brackets that hold the name at `index`: "A (tức B), Giám đốc"."""
        within, closed, _ = behind.partition(")")
        if not closed or "(" in within:
            return None
        opening = self.folded.rfind("(", max(self.starts[index] - _LONGEST_GAP, 0), self.starts[index])
        named = bisect_left(self.ends, opening + 1) - 1
        return named if opening > 0 and named >= 0 and opening - self.ends[named] < 2 else None

    def _link(self, group: list[Expression], front: Front) -> None:
        left = self._left(group)
        right, tight, genitive = self._right(group, front)
        several = front.several or (right is not None and self._heads_list(group[-1], right))
        if front.proxy and right is not None:
            group = group[-1:]
            if not tight:
                right = None
        if left is not None and self.folded[group[0].role.outer - 1] == "(":
            right = None
        if left is not None:
            self._link_left(group, left, right if tight else None, front.former, several)
        elif right is not None and genitive:
            self._give(group, right, front.former)
        elif right is not None and self._is_told(group[-1], right):
            self._give_right(group, right, several)
        else:
            self._link_apart(group, right, tight, front, several)

    def _link_left(self, group: list[Expression], left: int, right: int | None, former: bool, several: bool) -> None:
        """Give titles to the name that they stand behind, and the last to the one right behind them, if any."""
        if right is not None and not self._is_said(group[0], left):
            split = self._split(group, left)
            self._give(group[:split], left, former)
            self._give_right(group[split:], right, several)
            return
        given = self._without_subject(group, left)
        self._give(given, left, former)
        if self._is_shared(group[0], left):
            self._give_listed(given, left, former)

    def _link_apart(self, group: list[Expression], right: int | None, tight: bool, front: Front, several: bool) -> None:
        """Give titles that stand behind no name to who a verb says, to the name behind them, or by what is listed."""
        if front.link is not None and not tight and self._by_clause(group, front.link, front.former):
            return
        if right is not None and front.link is not None and self._begins_clause(group, front.link):
            self._by_clause(group[:-1], front.link, front.former)
            self._give_right(group[-1:], right, several)
        elif right is not None:
            self._give_right(group, right, several)
        elif not ((front.several and self._by_count(group)) or self._fronted(group, front)):
            self._by_list(group)

    def _is_said(self, expression: Expression, name: int) -> bool:
        """Whether a word between a name and a title behind it says that it is theirs: "A, một Thứ trưởng lo vụ B"."""
        return self.cues.said(self.folded[self.ends[name] : expression.role.outer])

    def _is_shared(self, expression: Expression, last: int) -> bool:
        """Whether a title behind the last of several names is held by all: "các ông A, B là", "A, B đều là"."""
        gap = self.folded[self.ends[last] : expression.role.outer]
        if self.cues.shared(gap):
            return True
        return self.cues.equated(gap) and self.cues.plural(self.folded, self.starts[self._first_listed(last)])

    def _is_told(self, expression: Expression, name: int) -> bool:
        """Whether words say who holds a title: "ngồi ghế Giám đốc nay là bà A"."""
        gap = self.folded[expression.end : self.starts[name]]
        return self.cues.told(gap) and not self.cues.loose(gap) and self.cues.copula(gap)

    def _heads_list(self, expression: Expression, name: int) -> bool:
        """Whether a title and a colon stand in front of several names: "Nguyên Chủ tịch xã: ông A, ông B"."""
        if ":" not in self.folded[expression.end : self.starts[name]] or name + 1 == len(self.names):
            return False
        return self.cues.listed(self.folded[self.ends[name] : self.starts[name + 1]])

    def _fronted(self, group: list[Expression], front: Front) -> bool:
        """Give a title that begins the sentence to its subject: "Từng là Giám đốc suốt 5 năm, ông A ..."."""
        if front.link is None:
            return False
        start, end = self.document.sentence_at(group[0].start)
        index = bisect_left(self.starts, group[-1].end)
        if index == len(self.starts) or self.starts[index] > min(end, group[-1].end + 2 * _LONGEST_GAP):
            return False
        opened = self.folded[start : max(front.link, start)]
        if not self.cues.opens(opened) or not self.cues.subject(self.folded[group[-1].end : self.starts[index]]):
            return False
        self._give(group, index, front.former)
        return True

    def _begins_clause(self, group: list[Expression], link: int) -> bool:
        """Whether the last title of a chain begins the main clause: "sau khi A trở thành Bộ trưởng, Thủ tướng B"."""
        if len(group) < 2 or self.folded[group[-2].end : group[-1].role.outer] != ", ":
            return False
        start, _ = self.document.sentence_at(link)
        index = bisect_left(self.ends, link + 1) - 1
        named = index >= 0 and self.starts[index] >= start
        return named and self.cues.subordinate(self.folded[start : self.starts[index]])

    def _left(self, group: list[Expression]) -> int | None:
        """The name that the title stands behind, if it does."""
        before = self._name_before(group[0])
        if before is None:
            return None
        index, gap = before
        if not self._stands_behind(index, gap, group):
            return None
        if gap == " " and group[0].role.entry.deed:
            return None
        if gap.endswith(", ") and self._is_next_names(group[-1], index):
            return None
        if gap == ", " and self._titled_from(index) < self.starts[index] and self._tells_kin(index):
            return index - 1  # but "A, vợ ông B, Giám đốc ..." gives the office to B
        if self.cues.equated(gap) and self._is_kin(index):
            return None
        return index if gap != ", " or self._without_subject(group[:1], index) else None

    def _stands_behind(self, name: int, gap: str, group: list[Expression]) -> bool:
        """Whether titles stand behind a name in apposition to it, or in an entry of a list that it begins."""
        return self.cues.behind(gap) or (gap == ": " and self._is_entry(name, group))

    def _is_entry(self, name: int, group: list[Expression]) -> bool:
        """Whether a name, a colon and titles are all of a line: "2. Bà Lê Thị B: Phó Giám đốc"."""
        line = self.folded.rfind("\n", 0, self.starts[name]) + 1
        end = group[-1].end
        return self.cues.begins_entry(self.folded[line : self.starts[name]]) and (
            self.folded[end : end + 2].rstrip(" ,.;")[:1] in ("", "\n")
        )

    def _tells_kin(self, name: int) -> bool:
        """Whether a name only tells whose relative the one before it is: "A, con rể Tổng thống B, cố vấn của ..."."""
        if not name or not self.folded.startswith((", ", " - "), self.ends[name - 1]):
            return False
        return self.starts[name] - self.ends[name - 1] < 2 * _LONGEST_GAP and self._is_kin(name)

    def _is_kin(self, name: int) -> bool:
        """Whether a name, with the title before it, only tells whose relative or aide somebody is."""
        return self.cues.kin(self.folded, self._titled_from(name))

    def _titled_from(self, name: int) -> int:
        """Where the title right in front of a name begins, or the name itself."""
        start = self.starts[name]
        at = bisect_left(self.expressions, start, key=lambda expression: expression.end) - 1
        if at >= 0 and self.cues.tight(self.folded[self.expressions[at].end : start]):
            return self.expressions[at].role.outer
        return start

    def _in_apposition(self, name: int, sentence: int) -> bool:
        """Whether commas set a name off with words about the one before: "ông A, luật sư của ông B, sẽ làm"."""
        if not name or self.starts[name - 1] < sentence or not self.folded.startswith(",", self.ends[name]):
            return False
        gap = self.folded[self.ends[name - 1] : self.starts[name]]
        return gap.startswith(", ") and gap.count(",") == 1 and not self.cues.listed(gap)

    def _is_next_names(self, expression: Expression, name: int) -> bool:
        """Whether a dash or colon joins a title to the name behind it, in a list of people with a word before each."""
        after = self._gap_to_next_name(expression)
        if after is None or not after[1].startswith((" -", ":")) or not self.cues.loose(after[1]):
            return False
        return not self.cues.addressed(self.folded, self.starts[name]) and not self._has_own_title(after[0])

    def _without_subject(self, group: list[Expression], name: int) -> list[Expression]:
        """The titles of a chain without the last where it begins the main clause: "theo ông X, Thủ tướng chưa ..."."""
        if self.cues.predicate(self.folded, group[-1].end):
            sentence, _ = self.document.sentence_at(self.starts[name])
            if self.starts[name] - sentence < _OPENING and self.cues.quoted(self.folded[sentence : self.starts[name]]):
                return [*group[:-1], *self._before_comma(group[-1])]
        if self._begins_predicate(group[-1], name):
            return group[:-1]
        return group

    def _before_comma(self, expression: Expression) -> list[Expression]:
        """A title without the body behind a comma that is the subject: "theo ông A, Chủ tịch Hội B, Bộ Y tế đã họp"."""
        comma = self.folded.rfind(", ", expression.role.end, expression.end)
        if comma < 0:
            return []
        kept = len(self.folded[expression.scope.start : comma].split())
        scope = expression.scope._replace(end=comma, key=expression.scope.key[:kept])
        return [expression._replace(end=comma, scope=scope)]

    def _begins_predicate(self, expression: Expression, name: int) -> bool:
        """Whether a title behind a name that has one in front is the subject: "Ngồi cạnh Tổng thống A, Thủ tướng nói".

        Then words that no comma parts from the first title open the sentence, and none stands behind the second.
        """
        end = expression.end
        if self.folded[self.ends[name] : expression.role.outer] != ", " or not expression.role.entry.office:
            return False
        if self.folded[end : end + 1] != " " or not self.document.text[end + 1 : end + 2].islower():
            return False
        at = bisect_left(self.expressions, self.starts[name], key=lambda other: other.end) - 1
        if at < 0 or self.expressions[at].end + 1 != self.starts[name]:
            return False
        first = self.expressions[at]
        sentence, _ = self.document.sentence_at(first.start)
        opening = self.folded[sentence : first.role.outer]
        governed = opening[-1:] == " " and opening[-2:-1].isalpha() and "," not in opening
        return governed and len(opening) < _OPENING and first.role.entry.kind not in _RANKS

    def _right(self, group: list[Expression], front: Front) -> tuple[int | None, bool, bool]:
        """The name that the title stands in front of; whether nothing but a form of address parts them, or "của"."""
        after = self._gap_to_next_name(group[-1])
        if after is None:
            return None, False, False
        index, gap = after
        if self.cues.tight(gap) or (gap == "\n" and self._signs(group, index)):
            return index, True, False
        if group[-1].role.entry.scope == "needed":
            return None, False, False
        if self.cues.genitive(gap):
            held = front.link is not None and not group[-1].role.entry.aide
            return (index, False, True) if held else (None, False, False)
        if self.cues.loose(gap):
            return (None if self._is_another(group, front, gap, index) else index), False, False
        return (index, False, False) if self.cues.copula(gap) and not front.owned else (None, False, False)

    def _is_another(self, group: list[Expression], front: Front, gap: str, name: int) -> bool:
        """Whether the name behind titles and a mark is of another than their holder, who is only spoken of."""
        if front.link is None and self._begins_main_clause(group[0], gap, name):
            return True
        if gap[0] in ",:" and (front.agent or front.owned):
            return True
        return group[-1].role.entry.kind not in _RANKS and self._has_own_title(name)

    def _begins_main_clause(self, expression: Expression, gap: str, name: int) -> bool:
        """Whether the name behind a title, set off by a comma before it alone, is the subject of the main clause."""
        if self.document.text[self.ends[name] : self.ends[name] + 2].strip()[:1] in ("", ",", "-", "(", ")", ".", ";"):
            return False
        start, _ = self.document.sentence_at(expression.start)
        return self.cues.main_clause(self.folded[start : expression.role.outer], gap)

    def _signs(self, group: list[Expression], name: int) -> bool:
        """Whether titles and the name below them are lines of their own, as at the end of a letter."""
        text = self.document.text
        before, behind = text[: group[0].role.outer][-1:], text[self.ends[name] : self.ends[name] + 1]
        return before in ("", "\n") and behind in ("", "\n") and " " in text[self.starts[name] : self.ends[name]]

    def _has_own_title(self, index: int) -> bool:
        """Whether a title stands behind the name, set off by a comma, a dash or brackets."""
        at = bisect_left(self.expressions, self.ends[index], key=lambda expression: expression.role.outer)
        if at == len(self.expressions):
            return False
        outer = self.expressions[at].role.outer
        gap = self.folded[self.ends[index] : outer] if outer - self.ends[index] < _LONGEST_GAP else None
        if gap is None or not self.cues.behind(gap):
            return False
        return not (gap.endswith(", ") and self._is_next_names(self.expressions[at], index))

    def _split(self, group: list[Expression], left: int) -> int:
        """How many titles of a chain between two names belong to the name before it."""
        for index in range(len(group) - 1, 0, -1):
            if ";" in self.folded[group[index - 1].end : group[index].start]:
                return index
        ranks = len(group)
        while ranks > 1 and group[ranks - 1].role.entry.kind in _RANKS:
            ranks -= 1
        if ranks < len(group):
            return ranks
        if len(group) > 1 and left in self.titled:
            titles = [link.expression.role.entry.kind for link in self.made if link.name == left]
            return len(group) - 1 if set(titles) <= set(_RANKS) else 0
        return len(group) - 1

    def _give(self, group: Sequence[Expression], name: int | None, former: bool, *, gained: bool = False) -> None:
        if name is None:
            return
        for expression in group:
            entry = expression.role.entry
            if entry.scope == "needed" and not expression.scope.key:
                continue
            self.made.append(Link(expression, name, former, gained))
            self.titled.add(name)

    def _give_right(self, group: Sequence[Expression], name: int, several: bool) -> None:
        self._give(group, name, False)
        ranks = group[-1].role.entry.kind in _RANKS
        if several and ":" in self.folded[group[-1].end : self.starts[name]]:
            self._give_enumerated(group, name)
            return
        while several and name + 1 < len(self.names):
            start, end = self.ends[name], self.starts[name + 1]
            if not self.cues.listed(self.folded[start:end] if ranks else self._without_titles(start, end, _RANKS)):
                break
            name += 1
            self._give(group[-1:], name, False)

    def _give_enumerated(self, group: Sequence[Expression], name: int) -> None:
        """Give a title to the further names of a list that is headed by it, titles of their own behind them or not.

        Where the first has an office in front of its name, so have the others: "các Ủy viên: Bộ trưởng A; Chủ tịch B".
        """
        _, end = self.document.sentence_at(self.starts[name])
        ranks = self._without_titles(group[-1].end, self.starts[name], _RANKS)
        strip = _RANKS if ranks == self._without_titles(group[-1].end, self.starts[name]) else ()
        parted = False
        while name + 1 < len(self.names) and self.starts[name + 1] < end:
            gap = self.folded[self.ends[name] : self.starts[name + 1]]
            parted = parted or ";" in gap
            plain = self._without_titles(self.ends[name], self.starts[name + 1], strip)
            if not (self.cues.listed(plain) and not (parted and ";" not in plain)) and not self.cues.item(
                gap if strip else plain
            ):
                break
            name += 1
            self._give(group, name, False)

    def _without_titles(self, start: int, end: int, kinds: Sequence[str] = ()) -> str:
        """The text of a gap between two names, or a title and a name, without its titles of these kinds, or any."""
        at = bisect_left(self.expressions, start, key=lambda expression: expression.role.outer)
        kept = ""
        while at < len(self.expressions) and self.expressions[at].end < end <= start + 2 * _LONGEST_GAP:
            expression = self.expressions[at]
            if not kinds or expression.role.entry.kind in kinds:
                kept += self.folded[start : expression.role.outer]
                start = expression.end + self.folded.startswith(" ", expression.end)
            at += 1
        return kept + self.folded[start:end]

    def _by_count(self, group: list[Expression]) -> bool:
        """Give a title to those of whom a number or the next sentence says that they hold it: "có 8 Thứ trưởng gồm"."""
        end = group[-1].end
        begin = self.cues.roll(self.folded, end)
        index = bisect_left(self.starts, begin or end)
        if index == len(self.names) or self.starts[index] - (begin or end) > _LONGEST_GAP:
            return False
        gap = self._without_titles(begin or end, self.starts[index], _RANKS)
        bare = self._without_titles(begin or end, self.starts[index])
        if bare.strip() if begin else not (self.cues.copula(bare) or self.cues.loose(bare)):
            return False
        if gap != bare and bare == ", ":
            return False  # "các đại biểu Quốc hội, Bộ trưởng A"
        if gap == bare:
            self._give_right(group, index, True)
        else:
            self._give(group, index, False)
            self._give_enumerated(group, index)
        return True

    def _by_clause(self, group: list[Expression], link: int, former: bool) -> bool:
        """Give the title to the one named before a verb such as "giữ chức", if there is one."""
        if not group[0].role.entry.office and group[0].scope.start == group[0].scope.end:
            return False
        start, _ = self.document.sentence_at(group[0].start)
        index = bisect_left(self.ends, link + 1) - 1
        if index >= 0 and self.starts[index] >= start and link - self.ends[index] < _LONGEST_CLAUSE:
            return not self._gives_rank(group[0], link) and self._by_verb(group, index, start, link, former)
        index = bisect_left(self.ends, start) - 1
        if index < 0 or start - self.ends[index] >= 2 * _LONGEST_CLAUSE:
            return False
        if not self.cues.goes_on(self.folded[start:link]):
            return False
        self._give(group, self._subject(index), former)
        return True

    def _gives_rank(self, expression: Expression, link: int) -> bool:
        """Whether the verb at `link` gives ranks, and the title is none."""
        return expression.role.entry.kind != "rank" and self.cues.rank_link(self.folded[link : expression.role.outer])

    def _by_verb(self, group: list[Expression], index: int, sentence: int, link: int, former: bool) -> bool:
        """Give the title to the one whom the name at `index`, the last before the verb at `link`, leads to."""
        named = self._before_brackets(index, self.folded[self.ends[index] : link])
        index = index if named is None else named
        if self.cues.denied(self.folded[self.ends[index] : link]):
            return False
        index = self._receiver(group, index, sentence, link)
        after = self.ends[index]
        if self._tells_of_another(index, sentence):
            index -= 1
        if self._is_none(index, sentence):
            return False
        if self.cues.taken_up(self.folded[after:link]):
            index = self._subject(index)
            if self.starts[index] - sentence >= _OPENING:
                return False
        elided = self.cues.elides(self.folded[link : group[0].role.outer])
        given = link if elided else group[0].role.outer
        if self.cues.doer(self.document.text[after:link]) or self.cues.appoints(self.folded[after:given]):
            return False
        if len(group) > 1 and self.cues.predicate(self.folded, group[-1].end):
            group = group[:-1]
        if len(group) > 1 and self.cues.each(self.folded[self.ends[index] : group[0].role.outer]):
            return self._respectively(group, index, former)
        self._give(group, index, former, gained=not former)
        self._give_before(group, index, sentence, former)
        return True

    def _receiver(self, group: list[Expression], index: int, sentence: int, link: int) -> int:
        """The name of whom a verb at `link` tells that they get a title; one who is replaced is given it as former."""
        second = self._is_second(index, sentence)
        if index and self.cues.replaced(self.folded, self.starts[index]):
            if self.cues.resumes(self.folded[self.ends[index] : link]):
                return self._subject(index - 1)
            if second:
                self._give(group, index, True)
                return index - 1
        passive = second and self.cues.passive(self.folded[self.ends[index - 1] : self.starts[index]])
        return index - 1 if passive else index

    def _tells_of_another(self, name: int, sentence: int) -> bool:
        """Whether a name only tells more of the one before it: whose lawyer, whose son that one is."""
        kin = self._is_second(name, sentence) and self._tells_kin(name)
        return kin or self._in_apposition(name, sentence)

    def _is_second(self, name: int, sentence: int) -> bool:
        """Whether another is named before a name in the sentence."""
        return name > 0 and self.starts[name - 1] >= sentence

    def _is_none(self, name: int, sentence: int) -> bool:
        """Whether a name before a verb is not of one who gets an office: of who says it, a relative, or in a wish."""
        return (
            self._is_quoted(name, sentence)
            or self._is_kin(name)
            or self.cues.supposed(self.folded[sentence : self.starts[name]])
        )

    def _is_quoted(self, name: int, sentence: int) -> bool:
        """Whether a name is but that of the one who says it: "theo ông A, cán bộ được chọn để giữ chức"."""
        start = self.starts[name]
        return (
            start - sentence < _OPENING
            and self.cues.quoted(self.folded[sentence:start])
            and self.folded.startswith(",", self.ends[name])
        )

    def _respectively(self, group: list[Expression], last: int, former: bool) -> bool:
        """Give a title to each of as many people: "ông A và ông B lần lượt giữ chức Giám đốc và Phó Giám đốc"."""
        first = last - len(group) + 1
        if first < 0 or not all(
            self.cues.listed(self.folded[self.ends[name] : self.starts[name + 1]]) for name in range(first, last)
        ):
            return False
        for expression, name in zip(group, range(first, last + 1), strict=True):
            self._give([expression], name, former)
        return True

    def _by_list(self, group: list[Expression]) -> None:
        """Give titles to the one named earlier in the sentence of whom a list of titles is announced."""
        at = group[0].role.outer
        holder = self._of_life(at)
        if holder is None:
            holder = self._of_period(at)
        if holder is not None:
            self._give(group, holder, False)
            return
        if not self.cues.lists(self.folded, at):
            return
        start, _ = self.document.sentence_at(at)
        index = bisect_left(self.ends, at) - 1
        if index < 0:
            return
        begin = max(self.ends[index], start)
        if at - begin > 3 * _LONGEST_CLAUSE or not self.cues.announces(self.folded[begin:at]):
            return
        if self.starts[index] >= start:
            self._give(group, index, False)
        elif self.cues.goes_on(self.folded[start:at]) and start - self.ends[index] < 2 * _LONGEST_CLAUSE:
            self._give(group, self._subject(index), False)

    def _of_life(self, at: int) -> int | None:
        """The name that the line before ends with, where the title at `at` stands in a line about a life."""
        line = self.folded.rfind("\n", 0, at) + 1
        index = bisect_left(self.ends, line) - 1
        if not line or index < 0 or self.folded[self.ends[index] : line].strip(" ,\n"):
            return None
        parted = at == line or self.folded[at - 2 : at] in (", ", "; ")
        return index if parted and self.cues.life(self.folded[line:at]) else None

    def _of_period(self, at: int) -> int | None:
        """The one named last, where nothing but the years of an office stand before it: "1980-1985: Trưởng phòng"."""
        start, _ = self.document.sentence_at(at)
        index = bisect_left(self.ends, start) - 1
        if index < 0 or not self.cues.period(self.folded[start:at]):
            return None
        if start - max(self.ends[index], self.told) > 2 * _LONGEST_CLAUSE:
            return None
        self.told = at
        return self._subject(index)

    def _give_before(self, group: list[Expression], name: int, sentence: int, former: bool) -> None:
        """Give the title to those too who are named together with its holder: "bà A và bà B được bầu làm ..."."""
        first = max(self._first_listed(name), bisect_left(self.starts, sentence))
        joined = first < name and self.cues.joined(self.folded[self.ends[name - 1] : self.starts[name]])
        plain = not any(mark in self.folded[self.starts[first] : self.starts[name]] for mark in ";(")
        if joined or (plain and self.cues.plural(self.folded, self.starts[first])):
            for other in range(first, name):
                self._give(group, other, former)

    def _first_listed(self, name: int) -> int:
        """The first of the names in a list that ends with the one at `name`."""
        while name and self.cues.listed(self.folded[self.ends[name - 1] : self.starts[name]]):
            name -= 1
        return name

    def _give_listed(self, group: Sequence[Expression], name: int, former: bool) -> None:
        """Give titles to the names in the list in front of the one at `name` too."""
        for other in range(self._first_listed(name), name):
            self._give(group, other, former)

    def _subject(self, index: int) -> int:
        """The first name of the sentence that holds the name at `index`, if it begins the sentence, else `index`."""
        start, _ = self.document.sentence_at(self.starts[index])
        first = bisect_left(self.starts, start)
        return first if self.starts[first] - start < _OPENING else index

"""Names of persons in or behind a scope that nothing else said were names: "Thủ tướng Lào Bounmy Sisavath"."""

from extract.document import Document
from extract.entries import PlaceEntry
from extract.grammar import Match
from extract.grammar.tokens import Line
from extract.kinds.names.gazetteer import Gazetteer, cue_before
from extract.kinds.names.shape import is_foreign, is_vietnamese_name
from extract.kinds.names.titled import titled_name
from extract.kinds.officials.roles import Role
from extract.patterns import compiled
from extract.text.spans import Span

_FOREIGN = compiled(
    r"\p{Lu}\p{Ll}+(?: - \p{Lu}\p{Ll}+)?(?: \p{Lu}\.)?(?: \p{Lu}[\p{Ll}\p{Lu}'-]+){1,2}(?![\p{L}\d]| \p{Lu})"
)
_RELIGIOUS = compiled(r"(?:\p{Lu}\p{Ll}++ ?){3,5}(?<! )(?! ?\p{Lu})")
_HEADS = frozenset(("body", "place"))
_ENDS = frozenset(("official.stop", "official.report"))
"""What a sentence goes on with behind its subject."""
_COMPLETE = frozenset(("body.fixed", "body.foreign"))
"""A body abroad that has its whole name."""
_KNOWN = frozenset(("province", "district", "commune"))
"""The levels whose units are all known by name."""
_FIELD = "scope.field"
"""The production of scopes without a body, in which small words tell no end."""


class UntoldNames:
    """Finds the first name of a person in or right behind a scope that was not known as one."""

    def __init__(self, lists: Gazetteer) -> None:
        self._lists = lists

    def __call__(self, document: Document, line: Line, index: int, match: Match | None, role: Role) -> Span | None:
        """The span of the name; the scope begins at the token `index`, and is `match` as long as no name is known."""
        last = min((match.last if match else index) + 1, len(line.starts))
        apposed = index > 1 and document.text[line.starts[index - 2]] in ",-("
        named = unit = False
        for at in range(index, last):
            before = line.classes(at - 1)
            # Behind these stands the name of a company or a place, whatever its syllables.
            named = "body.named" in before or (named and (apposed or line.is_lower(at - 1)))
            unit = "place.unit" in before or (unit and line.is_plain(at - 1))
            if named or not self._may_begin(document, line, at):
                continue
            end = self._end(document, line, at, match, role)
            if end is None or any(line.items[at + 1 : line.index(end)]):
                continue
            if not self._is_things(document, line, at, end, unit=unit, apposed=apposed):
                return line.starts[at], end
        return None

    def _is_things(self, document: Document, line: Line, at: int, end: int, *, unit: bool, apposed: bool) -> bool:
        """Whether a name is that of a unit or of another thing; `unit`: a word for units leads to it."""
        if unit and apposed and not self._names_no_unit(document, line, at, end):
            return True
        return self._is_namesake(document, line.starts[at], end, apposed=apposed)

    def _names_no_unit(self, document: Document, line: Line, at: int, end: int) -> bool:
        """Whether a full name right behind the word for a unit is no unit's: those of the state are all known."""
        form = line.forms[at - 1]
        levels = {entry.level for entry in form.entries if isinstance(entry, PlaceEntry)} if form is not None else set()
        words = document.folded[line.starts[at] : end].split(" ")
        return bool(levels & _KNOWN) and len(words) > 2 and is_vietnamese_name(words, self._lists)

    def _is_namesake(self, document: Document, start: int, end: int, *, apposed: bool) -> bool:
        """Whether a name is that of a thing called after a person: "Đoàn TNCS Hồ Chí Minh", "Bảo tàng Lê Lợi"."""
        role, left = cue_before(document.folded, start, self._lists)
        if role not in ("bearer", "place", "thing") or document.folded[left : start - 1] in self._lists.governed:
            return False
        return (apposed and role != "thing") or document.folded[start:end] in self._lists.namesakes

    @staticmethod
    def _may_begin(document: Document, line: Line, at: int) -> bool:
        """Whether a name may begin at a token: right behind a space, in a capital, and no body or place."""
        start = line.starts[at]
        free = line.items[at] is None and not line.classes(at) & _HEADS
        return free and document.text[start].isupper() and document.text[start - 1] == " "

    def _end(self, document: Document, line: Line, at: int, match: Match | None, role: Role) -> int | None:
        """The end of the name that begins at a token, or None."""
        start, before = line.starts[at], line.classes(at - 1)
        bare = role.entry.scope in ("place", "none") or "place" in before or before >= _COMPLETE
        bare = bare and document.text[role.end - 1] != "."  # "TT.Măng Đen"
        end = titled_name(document.text, document.folded, start, self._lists, bare=bare)
        if "place.unit" in before and document.text.count(" ", start, end) == 1:
            return None  # "Chủ tịch quận Lê Chân": the unit's own name
        free = line.is_lower(at - 1) or line.is_mark(at - 1, ")")
        if end is None and free and match is not None and match.rule.id != _FIELD:
            end = self._foreign(document, line, at)
        if end is None and role.entry.kind == "religious" and line.words(at)[0] in self._lists.religious:
            run = _RELIGIOUS.match(document.text, start)
            end = run.end() if run else None
        return end

    def _foreign(self, document: Document, line: Line, at: int) -> int | None:
        """The end of a foreign name of two or three words that begins at a token, where a sentence goes on behind."""
        run = _FOREIGN.match(document.text, line.starts[at])
        if run is None:
            return None
        words = document.folded[run.start() : run.end()].split(" ")
        if " ".join(words) in self._lists.organizations or " ".join(words) in self._lists.places:
            return None
        behind = line.index(run.end())
        ends = behind == len(line.starts) or line.is_mark(behind, ",") or line.classes(behind) & _ENDS
        return run.end() if ends and all(map(is_foreign, words)) else None

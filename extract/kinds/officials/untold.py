"""Names of persons in or behind a scope that nothing else said were names: "Thủ tướng Lào Bounmy Sisavath"."""

from extract.document import Document
from extract.grammar import Match
from extract.grammar.tokens import Line
from extract.kinds.names.gazetteer import Gazetteer
from extract.kinds.names.shape import is_foreign
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
            if named or (unit and apposed) or not self._may_begin(document, line, at):
                continue
            end = self._end(document, line, at, match, role)
            if end is not None and not any(line.items[at + 1 : line.index(end)]):
                return line.starts[at], end
        return None

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
        end = titled_name(document.text, document.folded, start, self._lists, bare=bare)
        if "place.unit" in before and document.text.count(" ", start, end) == 1:
            return None  # "Chủ tịch quận Lê Chân": the unit's own name
        if end is None and line.is_lower(at - 1) and match is not None and match.rule.id != _FIELD:
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

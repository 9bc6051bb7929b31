"""Finds persons whom only a title shows to be persons: "Gottlob Straumer, phát ngôn viên", "các đại sứ A, B và C"."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from extract.document import Document
from extract.kinds.names import Name
from extract.kinds.names.gazetteer import Gazetteer, cue_before
from extract.kinds.names.shape import is_foreign, place_prefix
from extract.kinds.officials.cues import Cues
from extract.kinds.officials.linking import Expression
from extract.kinds.officials.roles import Role
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.text.spans import Span, overlapping
from extract.text.syllable import may_be_syllable

RULE = "official.apposed"
RULE_LISTED = "official.listed"
_LONGEST = 50
"""Characters of the longest name, with an age behind it, that is looked at in front of a title."""
_WORD = r"\p{Lu}[\p{L}\p{M}']*+(?:-\p{L}+| - \p{Lu}\p{Ll}+)*+"


class Apposed:
    """Finds persons by the titles behind their names and in front of lists of them."""

    def __init__(self, lexicon: Lexicon, cues: Cues, lists: Gazetteer) -> None:
        self._cues = cues
        self._lists = lists
        years = rf"\d{{1,3}} {lexicon.one_of('official.age')}"
        self._name = compiled(
            r"(?<![\p{L}\p{M}\d.'-]|\p{Lu}[\p{L}\p{M}.'-]{0,12} )"
            rf"(?P<name>{_WORD}(?: {_WORD}\.?){{1,3}}?)"
            rf"(?: \({years}\)|, {years})?(?:, | - |- | \()$"
        )
        self._peer = compiled(
            rf"(?:,? {lexicon.one_of('name.and')} |, )(?P<name>{_WORD}(?: {_WORD}){{0,3}}+)(?![\p{{L}}\p{{M}}\d])"
        )
        holders = lexicon.one_of("official.is", "official.being")
        self._opens = compiled(rf"(?: [\p{{L}}\p{{M}}]+){{0,4}} (?:{holders} )?")  # between a title and a list
        self._closed = (",", ".", ";", ")", "\n", *(f" {form} " for form in lexicon.forms("official.of")))
        self._before_names = frozenset(lexicon.forms("official.before_name"))

    def beside(self, document: Document, roles: Sequence[Role], taken: Sequence[Span]) -> Iterator[Name]:
        """The runs of capitalised words outside the sorted spans `taken` that a title of office is apposed to.

        They are foreign by their spelling, begin with a Chinese family name in its Vietnamese reading, or stand behind
        an occupation.
        """
        text, folded = document.text, document.folded
        for role in roles:
            if not role.entry.office or role.outer < 2 or text[role.outer - 1] not in " (":
                continue
            found = self._name.search(text, max(role.outer - _LONGEST, 0), role.outer)
            if found is None:
                continue
            start, end = found.span("name")
            if overlapping(taken, start, end) or overlapping(document.skipped, start, end):
                continue
            words = folded[start:end].replace(" - ", "-").split(" ")
            if len(words) > 2 and self._lists.cues.get(words[0]) == "plain":
                start += len(words.pop(0)) + 1  # "Theo Elaine Duke"
            foreign = _looks_foreign(text[start:end], words, self._lists) and self._stands_free(folded, start)
            if foreign or _is_called(folded, start, words, self._lists):
                yield Name("person", start, end, 0.8, RULE)

    def listed(
        self, document: Document, roles: Sequence[Role], persons: Sequence[Name], taken: Sequence[Span]
    ) -> list[Name]:
        """The foreign words that stand in a list of persons who share a title: "các bộ trưởng A, B và C".

        `persons` are the names that are known, in order; `taken` the sorted spans that are none. A list behind two
        titles is read once: "các bộ trưởng và các đại sứ A và B".
        """
        text = document.text
        known = [(name.start, name.end) for name in persons]
        found: set[Span] = set()
        for role in roles:
            index = bisect_left(known, (role.end,))
            if (
                index == len(known)
                or not role.entry.office
                or not self._opens.fullmatch(text, role.end, known[index][0])
            ):
                continue
            if self._cues.in_front(document.folded, role.outer).several:
                found.update(self._peers(document, known[index][1], known, taken))
        return [Name("person", start, end, 0.8, RULE_LISTED) for start, end in sorted(found)]

    def _peers(self, document: Document, at: int, known: Sequence[Span], taken: Sequence[Span]) -> Iterator[Span]:
        """The members of a list that goes on at `at` that are foreign words and no persons `known`, in order."""
        while found := self._peer.match(document.text, at):
            start, at = found.span("name")
            if not overlapping(known, start, at):
                if not _is_peer(document, start, at, taken, self._lists):
                    return
                yield start, at

    def _stands_free(self, folded: str, start: int) -> bool:
        """Whether no word in front of a run makes it the name of a place, a body or a thing ("tại", "báo")."""
        role, left = cue_before(folded, start, self._lists)
        return role in (None, "plain", "person", "occupation") or folded[left : start - 1] in self._before_names

    def settled(self, document: Document, names: Sequence[Name], expressions: Iterable[Expression]) -> list[Name]:
        """The names without those apposed ones whose title is another's or begins a clause of its own.

        "Theo Financial Times, Tổng thống X ...", "trong phiên tòa xử El Zorrino, công tố viên cho biết".
        """
        starts = {name.start for name in names}
        elsewhere = {
            expression.role.outer
            for expression in expressions
            if expression.end + 1 in starts
            or not (expression.scope.key or document.text.startswith(self._closed, expression.end))
        }
        return [
            name
            for name in names
            if name.rule != RULE or not any(outer in elsewhere for outer in range(name.end + 1, name.end + 14))
        ]


def _is_peer(document: Document, start: int, end: int, taken: Sequence[Span], lists: Gazetteer) -> bool:
    """Whether words in a list of persons may be a foreign name."""
    words = document.folded[start:end].replace(" - ", "-").split(" ")
    if overlapping(taken, start, end) or overlapping(document.skipped, start, end) or " ".join(words) in lists.places:
        return False
    return _looks_foreign(document.text[start:end], words, lists) and any(map(is_foreign, words))


def _looks_foreign(written: str, words: Sequence[str], lists: Gazetteer) -> bool:
    whole = " ".join(words)
    if whole in lists.organizations or place_prefix(words, lists) or any(word in lists.cues for word in words):
        return False
    if any(word.isupper() and len(word) > 2 for word in written.split(" ")):
        return False
    if lists.foreign.get(words[0]) == "reading" or (lists.foreign.get(words[0]) == "family" and len(words) > 1):
        return len(words) < 4
    return any(map(is_foreign, words)) and (is_foreign(words[0]) or not may_be_syllable(words[0]))


def _is_called(folded: str, start: int, words: Sequence[str], lists: Gazetteer) -> bool:
    """Whether an occupation stands before words that may be a Vietnamese name, whatever its syllables: "nhà báo"."""
    whole = " ".join(words)
    if len(words) > 4 or whole in lists.organizations or place_prefix(words, lists):
        return False
    return all(map(may_be_syllable, words)) and cue_before(folded, start, lists)[0] in ("person", "occupation")

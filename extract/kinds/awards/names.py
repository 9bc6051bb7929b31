"""The right edge of names that no list has: in quotes, or a run of words that begins with a capital."""

import msgspec
import regex

from extract.kinds.awards.cues import AFTER, Cues
from extract.patterns import compiled

_TOKEN = compiled(
    r" (&(?= \p{Lu})|\p{Lu}[\p{L}\p{N}'&+/]*(?:(?<!\p{Ll}\p{Ll})\.[\p{L}\p{N}'&+/]*)*(?:-[\p{L}\p{N}]+)*"
    r"|\p{Ll}[\p{L}\p{N}]*"
    r"|(?<=\b[Tt][Oo][Pp] )\p{N}{1,4}(?= \p{L})"
    r"|(?P<count>\p{N}{1,2})(?= \p{Ll}))"
)
_QUOTED = compiled(r" ?(?:\"(?P<name>[^\"\n]{2,160})\"|'(?P<single>(?: ?[\p{L}\p{N}][^'\n]{1,90})) ?'(?!\p{L}))")
_DASHED = compiled(r" - Vì(?= )")
# Hyphens that stand apart: more than one of them joins a name ("Nord - Pas - de - Calais"), one alone mostly does not.
_HYPHENS = compiled(r"(?: - \p{L}+){1,4} - \p{Lu}\p{L}*(?! \p{Lu})| - Thái Bình Dương")
# "Lưu trữ", "Du lịch", "thể thao": no person's name.
_PART = compiled(r"\p{L}\p{Ll}*(?: \p{Ll}|[.,;:)\"'\n]|$)")
_MAX_WORDS = 16
# An abbreviation keeps its full stop ("TP.").
_ABBREVIATION = 3


class _Walk(msgspec.Struct):
    """A name as far as it is read.

    Attributes:
        text, folded, heads: where it is read, and where other awards start.
        end: its end by now.
        count: how many words it has.
        run: it is a run of capitalised words.
        wide: it says what for ("Vì ..."), and ends only before few words.
    """

    text: str
    folded: str
    heads: frozenset[int]
    end: int
    count: int = 0
    run: bool = False
    wide: bool = False


class NameReader:
    """Reads open names from the text behind the head of an award."""

    def __init__(self, cues: Cues) -> None:
        self._edge = cues.at("edge")
        self._wide_edge = cues.at("wide-edge")
        self._other = cues.at("authority", "deputy", "person-role", "person")
        self._tail = compiled(cues.words("name-tail"))
        self._counted = cues.at("counted-noun")
        self._of_time = compiled(rf"{cues.words('of-time')}(?: \d{{1,2}}(?!\d))?(?!\p{{L}})")
        # Words that elsewhere end a name, in the name of a prize for the best.
        self._inside = compiled(
            rf"{cues.words('name-inside')}|(?<=điểm )đến{AFTER}"
            rf"|vì (?:{cues.words('sake')}|{cues.words('cause')} \p{{L}}+ \p{{L}}+{AFTER})"
            rf"|(?:và )?được (?:\p{{L}}+ ){{0,4}}{cues.words('liked')}(?: nhiều)?(?: nhất)?{AFTER}"
            rf"|có [^,.;\n]{{3,40}} {cues.words('outstanding')}"
        )
        joined = rf"(?:và|-)(?= {cues.words('field-word', 'domain')})|-(?= )"
        comma = rf",(?= {cues.words('field-word', 'domain')})"
        self._field = compiled(
            rf" {cues.words('field-lead')}(?! {cues.words('no-field')})"
            rf"(?: (?:{joined}|(?!{cues.words('edge')})[\p{{L}}\p{{N}}]+)(?:{comma})?){{1,9}}"
        )

    def ends(self, folded: str, position: int) -> bool:
        """Whether a word stands at `position` that ends a name."""
        return self._edge.match(folded, position) is not None

    def quoted(self, text: str, position: int) -> tuple[int, int, int, int] | None:
        """A name in quotes at `position`: the span with the quotes and the span of the words inside them."""
        match = _QUOTED.match(text, position)
        if match is None:
            return None
        group = "name" if match["name"] else "single"
        inner = match[group]
        start = match.start(group) + len(inner) - len(inner.lstrip())
        return match.start() + (text[match.start()] == " "), match.end(), start, start + len(inner.strip())

    def field(self, folded: str, position: int) -> int:
        """The end of a field that follows ("về khoa học công nghệ"), or `position`."""
        match = self._field.match(folded, position)
        return match.end() if match else position

    def capitals(self, text: str, folded: str, position: int, heads: frozenset[int], lower: bool = False) -> int | None:
        """The end of the name that begins behind `position` with a capital letter, or None.

        Where the second word has a capital too, the name is the run of capitalised words; else it runs up to a word
        that ends names. `heads` are the starts of other awards; `lower` lets the name begin in lower case.
        """
        walk = _Walk(text, folded, heads, position)
        while walk.count < _MAX_WORDS and self._goes(walk, lower):
            pass
        return walk.end - (text[walk.end - 1] in ".'/") if walk.count else None

    def _goes(self, walk: "_Walk", lower: bool) -> bool:
        """Take the next word into the name; whether it may go on."""
        match = self._next(walk, walk.end)
        if match is None:
            return walk.count > 0 and self._over_dash(walk)
        if walk.count == 0:
            return self._begins(walk, match, lower)
        start = match.start(1)
        inside = None if start in walk.heads else self._inside.match(walk.folded, start)
        if inside:
            walk.end, walk.count = inside.end(), walk.count + 1
            return True
        if start in walk.heads or self._stops(walk, start):
            return False
        if walk.count == 1:
            walk.run = not (walk.wide or match[1][0].islower() or match[1].isdigit())
        return self._runs_on(walk, match) and self._take(walk, match)

    def _next(self, walk: "_Walk", position: int) -> regex.Match[str] | None:
        """The word at a position; a number that counts something is no part of a name."""
        match = _TOKEN.match(walk.text, position)
        return None if match and match["count"] and self._counted.match(walk.folded, match.end()) else match

    def _begins(self, walk: "_Walk", match: regex.Match[str], lower: bool) -> bool:
        """Take the first word, unless it has no capital letter and has to have one."""
        if match[1].isdigit() or (match[1][0].islower() and not lower):
            return False
        walk.wide = walk.folded.startswith("vì ", match.start(1))
        return self._take(walk, match)

    def _over_dash(self, walk: "_Walk") -> bool:
        """Go over hyphens that join the name, or begin what it is given for ("... - Vì ...")."""
        dash = _DASHED.match(walk.text, walk.end)
        if dash:
            walk.run, walk.wide = False, True
        joined = dash or _HYPHENS.match(walk.text, walk.end)
        walk.end = joined.end() if joined else walk.end
        return joined is not None

    def _stops(self, walk: "_Walk", start: int) -> bool:
        """Whether the word at `start` ends the name; "của năm" ends it, and is taken."""
        if not (self._wide_edge if walk.wide else self._edge).match(walk.folded, start):
            return False
        year = self._of_time.match(walk.folded, start)
        walk.end = year.end() if year else walk.end
        joins = walk.wide and self._joins(walk.text, walk.folded, start, walk.heads)
        return year is not None or not joins

    def _runs_on(self, walk: "_Walk", match: regex.Match[str]) -> bool:
        """Whether a run of capitalised words goes on with the word: a capital, a known tail, one small word inside."""
        start, end = match.span(1)
        if not (walk.run and match[1][0].islower()) or self._tail.fullmatch(walk.folded, start, end):
            return True
        after = self._next(walk, end)
        if after is None or self._edge.match(walk.folded, after.start(1)):
            return self._closes(walk.text, end)
        return after[1][0].isupper()

    def _take(self, walk: "_Walk", match: regex.Match[str]) -> bool:
        """Take a word, and a comma that joins a further part; a full stop behind a longer word ends the name."""
        walk.end, walk.count = match.end(), walk.count + 1
        comma = walk.wide and walk.text.startswith(", ", walk.end)
        if comma and self._goes_on(walk.text, walk.folded, walk.end + 2, walk.heads):
            walk.end += 1
        return not (match[1].endswith(".") and len(match[1]) > _ABBREVIATION)

    def _closes(self, text: str, position: int) -> bool:
        """Whether the one small word that ends at `position` can be a name's last ("Hội Nhạc sĩ")."""
        return not text[position : position + 1].strip() or text[position] in ",.;:)\"'"

    def _goes_on(self, text: str, folded: str, start: int, heads: frozenset[int]) -> bool:
        """Whether what follows a joint is a further part of a name in "Vì ...": no award, no body, nobody."""
        if start in heads or self._other.match(folded, start) or self._edge.match(folded, start):
            return False
        return _PART.match(text, start) is not None

    def _joins(self, text: str, folded: str, start: int, heads: frozenset[int]) -> bool:
        """Whether an "và" inside a name such as "Vì sự nghiệp bảo vệ và chăm sóc trẻ em" joins two of its words."""
        return folded.startswith("và ", start) and self._goes_on(text, folded, start + 3, heads)

"""The parts of an article's text: headline, dateline, lead, body, links, captions, byline and page furniture.

They are told apart line by line, by the words of `rules/sections.yaml` and by the form of a line: nothing but names,
nothing but a date. Nothing is extracted from furniture and bylines, so a line that the words and forms leave open
stays body.
"""

from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

import regex

from extract.entries import PlaceEntry, SectionEntry
from extract.lexicon import Lexicon, default_lexicon
from extract.patterns import compiled
from extract.text.fold import fold_key

SectionKind = Literal["headline", "dateline", "lead", "body", "link", "caption", "byline", "furniture"]


class Section(NamedTuple):
    """A part of an article: `start` and `end` are offsets of the normalised text."""

    kind: SectionKind
    start: int
    end: int


class Layout(NamedTuple):
    """What the raw text of an article turned out to be made of.

    `dateline` is the day that the text itself says it was published (ISO 8601), `author` the byline, as written.
    """

    sections: list[Section]
    dateline: str | None
    author: str | None


def layout(text: str, folded: str, title: str | None = None, lexicon: Lexicon | None = None) -> Layout:
    """Tell the parts of a normalised text apart.

    Args:
        text: the normalised text; `folded` is the same, folded.
        title: the headline from the metadata, if there is one.
        lexicon: where the words are taken from; the package's own by default.

    Returns:
        The sections in order; every character that is no space is in exactly one.
    """
    return _Page(text, folded, _cues(default_lexicon() if lexicon is None else lexicon)).read(title)


# Names as bylines have them: "Thu Hà", "N.T. Khang", "TRẦN MINH HẠ", "Đ.LẬP - TR.T."; one word alone is too little.
_WORD = r"\p{Lu}[\p{Ll}\p{M}']+"
_CAPITALS = r"\p{Lu}{2,12}"
_INITIALS = r"(?:\p{Lu}[\p{L}]{0,2}\.){1,3}"
_NAME = (
    rf"(?:{_INITIALS} ?(?:(?:{_WORD}|{_CAPITALS}|\p{{Lu}})\b(?: (?:{_WORD}|{_CAPITALS})){{0,2}})?"
    rf"|{_WORD}(?: {_WORD}){{1,3}}|{_CAPITALS}(?: {_CAPITALS}){{1,3}})"
)
_NAMES = rf"{_NAME}(?: ?(?:[-,/&;]|và) ?{_NAME}){{0,4}}"
_PROPER = r"(?:[\p{Lu}\d][\w.+&']*|[&+]|online|vn)"
_OUTLET = rf"(?:{_PROPER}(?: ?[,/-]? ?{_PROPER}){{0,6}}|\p{{Ll}}[\w]+(?:\.\w+){{0,2}})"
_OUTLET_LINE = r"[\p{Lu}\d][^;:!?\"\n]{1,38}"
_SITE = r"\p{Ll}[\w-]{1,20}(?:\.\w{2,10}){1,2}"

_DAY = (
    r"(?:(?P<d>\d{1,2}) ?(?P<sign>[/.-]) ?(?P<m>\d{1,2}) ?(?P=sign) ?(?P<y>(?:19|20)\d\d)"
    r"|(?P<y>(?:19|20)\d\d)(?P<sign>[/-])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})"
    r"|(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>(?:19|20)\d\d))"
)
_CLOCK = r"\d{1,2} ?(?:[:h]|giờ) ?\d{2}(?::\d\d)?(?: phút)?(?: ?[ap]m)?"
_ZONE = r"\(?(?:gmt|utc) ?[+-] ?\d{1,2}(?::?00)?\)?"

_AGENCY = compiled(
    r"(?:\((?=\p{Lu})[^()\n\d]{2,30}\)|[\p{Lu} ]{2,20}\(\p{Lu}{2,8}\)|\p{Lu}{2,6}(?: [Oo]nline)?) ?- ?(?=[\p{Lu}\d\"])"
)
_ENDS = compiled(r"[.!?…\"')\]/]\Z")
_SEPARATOR = compiled(r" ?[-,/&;] ?| và ")
_INNER_STOP = compiled(r"[.!?] \p{Lu}")

_LONG_LINE = 200
"""Characters; only a line as long as this holds running text with a byline at its end."""


class _Cues:
    """The patterns that are made of a lexicon's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        def words(*parts: str) -> str:
            forms = lexicon.folded_forms(SectionEntry, lambda entry: entry.part in parts)
            return "|".join(map(regex.escape, forms)) or r"(?!)"

        menu, source, credit = words("menu", "list"), rf"(?i:{words('source')})", words("credit")
        writer = rf"(?i:{words('writer')})"
        outlet = rf"(?:(?:{words('outlet')}) )?{_OUTLET}"
        outlet_line = rf"(?:(?:(?:{words('outlet')}) )?{_OUTLET_LINE}|{_SITE})"
        weekday = rf"(?:{words('weekday')})"
        self.says = compiled(rf"\b(?:{words('says')})\b")
        label = rf"(?i:{words('byline')}) ?: ?"
        known = rf"(?:{source}|{writer}|(?i:{credit}))\b[^()\n]{{0,40}}"
        aside = rf"(?: -)? ?\((?:{known}|\p{{Lu}}[^()\n]{{1,40}}|\w+(?:\.\w+){{1,2}})\)"
        signed = (
            rf"(?P<names>{_NAMES}|(?:{_WORD}|\p{{Lu}}{{1,4}})(?={aside})|{writer}(?: {outlet})?)(?: từ {_NAME})?"
            rf"(?:{aside})?(?: ?/ ?{outlet_line}| ?- ?{outlet})?(?: (?i:{credit})(?: ?:)? .{{2,30}})?"
        )
        self.line = compiled(
            rf"[\[\]()|\"'>*•+:\- ]{{0,6}}(?:"
            rf"(?P<list>(?:{words('list')})[ :.»\-]{{0,4}})"
            rf"|(?P<menu>(?:{menu})(?:[ |/·,:>\-]{{1,4}}(?:{menu})){{0,12}}[ :|.>»\]\-]{{0,4}}(?:\(?\d{{1,7}}\)?)?)"
            rf"|(?P<footer>(?:{words('footer')}).*)"
            rf"|(?P<link>(?:{words('link')}) ?[:>].*)"
            rf"|(?P<credit>\(?(?:{credit})(?: ?: ?.{{1,60}}|[ .)]{{0,2}}))"
            rf")|(?P<link>> ?>.*)"
        )
        self.credit_end = compiled(
            rf"(?<!\p{{L}})(?:{credit}) ?: ?(?:\p{{L}}{{1,2}}\.|[^.:;!?]){{1,45}}[.)\]]{{0,3}}\Z"
            rf"|\((?:{credit}) [^()]{{1,40}}\)\.?\Z"
        )
        self.credited = compiled(rf"(?:{words('credit', 'byline')}) ?: ?(?:[\p{{L}}. ]{{1,30}} - )?\Z")
        self.caption = compiled(rf"(?<!\p{{L}})(?:{words('caption')})(?!\p{{L}})")
        moment = rf"(?:{_DAY}(?:[ ,|-]{{1,3}}(?:lúc )?{_CLOCK})?(?: ?{_ZONE})?)"
        self.dateline = compiled(
            rf"[(\[]?(?P<label>(?:{words('dateline')}) ?[:,-]? ?)?(?:\p{{L}}[\p{{L}}. ]{{1,24}}, (?=ngày))?"
            rf"(?:{_CLOCK}[ ,|-]{{1,3}})?(?:{weekday}[ ,-]{{1,3}})?(?:{_CLOCK}[ ,|-]{{1,3}})?(?:ngày )?{moment}[)\].]?"
        )
        self.opening_date = compiled(
            rf"(?:{weekday}[ ,-]{{1,3}}(?:ngày )?|(?={_DAY}[ ,|-]{{1,3}}{_CLOCK})){moment}(?= )"
        )
        self.labelled = compiled(rf"{label}(?P<names>{_NAMES})(?:{aside})?\.?")
        self.unlabelled = compiled(rf"\(?{signed}(?: {source} {outlet_line})?\)?\.?")
        self.sourced = compiled(rf"\(?{source}:? (?P<names>{outlet_line})\)?\.?")
        in_brackets = rf"\((?:{source} (?P<names>{outlet})|(?P<names>{_CAPITALS}(?: {_CAPITALS}){{0,3}}|{writer}))\)"
        named = rf"(?:(?<=[\p{{Lu}}\d%)]{{2}} )(?P<names>{_WORD} {_WORD}(?: {_WORD})?) )?"
        self.tail = compiled(
            rf"(?<=[.!?…\"')\]] )(?:(?:{label})?{signed}(?: {source} {outlet})?"
            rf"|{source} (?P<names>{outlet})|{in_brackets}|(?P<names>\p{{Lu}}{{2,6}}))\.?\Z"
            rf"|{named}(?<= )Theo (?P<names>{_PROPER}(?: ?[,/-]? ?{_PROPER}){{0,5}})\Z"
        )
        self.places = frozenset(lexicon.folded_forms(PlaceEntry, lambda entry: True))


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> _Cues:
    return _Cues(lexicon)


class _Page:
    """The lines of one text, each with the kind of section that it belongs to, as far as that is known."""

    def __init__(self, text: str, folded: str, cues: _Cues) -> None:
        self.text = text
        self.folded = folded
        self.cues = cues
        self.lines: list[tuple[int, int]] = []
        self.blocks: list[int] = []  # for every line the number of its block; a blank line ends a block
        self.author: list[str] = []
        self.dateline: str | None = None
        block = offset = 0
        for line in text.split("\n"):
            content = line.strip()
            if content:
                start = offset + line.index(content[0])
                self.lines.append((start, start + len(content)))
                self.blocks.append(block)
            else:
                block += 1
            offset += len(line) + 1
        self.kinds: list[SectionKind | None] = [None] * len(self.lines)

    def read(self, title: str | None) -> Layout:
        self._by_words()
        self._datelines()
        headline = self._headline(title)
        self._bylines()
        self._captions()
        self._lead(headline)
        sections: list[Section] = []
        first = 0
        for index, kind in enumerate(self.kinds):
            following = self.kinds[index + 1] if index + 1 < len(self.kinds) else "headline"
            if kind != following or kind not in (None, "furniture"):
                sections.append(Section(kind or "body", self.lines[first][0], self.lines[index][1]))
                first = index + 1
        return Layout(sections, self.dateline, ", ".join(self.author) or None)

    def _cut(self, index: int, offset: int, *, first: SectionKind | None, second: SectionKind | None) -> None:
        """Make two lines of one."""
        start, end = self.lines[index]
        self.lines[index] = (start, start + len(self.text[start:offset].rstrip()))
        self.kinds[index] = first
        self.lines.insert(index + 1, (offset, end))
        self.blocks.insert(index + 1, self.blocks[index])
        self.kinds.insert(index + 1, second)

    def _by_words(self) -> None:
        """Furniture, links and credits."""
        lists = []
        for index, (start, end) in enumerate(self.lines):
            if end - start > 300:
                continue
            match = self.cues.line.fullmatch(self.folded, start, end)
            if match is None:
                continue
            match match.lastgroup:
                case "link":
                    self.kinds[index] = "link"
                case "credit":
                    self.kinds[index] = "caption"
                case group:
                    self.kinds[index] = "furniture"
                    if group == "list":
                        lists.append(index)
        for index in lists:
            for below in range(index + 1, min(index + 11, len(self.lines))):
                if self.kinds[below] == "furniture":
                    continue
                if not self._like_headline(below):
                    break
                self.kinds[below] = "furniture"

    def _like_headline(self, index: int) -> bool:
        start, end = self.lines[index]
        return end - start <= 180 and self.text[end - 1] not in ".!:;…" and not self._signed(start, end)

    def _datelines(self) -> None:
        """Lines that hold a date and nothing else: with a label anywhere, without one only at the top."""
        top = 0
        for index, (start, end) in enumerate(self.lines):
            if self.kinds[index] == "furniture":
                continue
            top += 1
            match = self.cues.dateline.fullmatch(self.folded, start, end) if end - start <= 90 else None
            if match and (top <= 6 or match["label"]) and self._dated(match):
                self.kinds[index] = "dateline"
        if self.lines and self.dateline is None:
            match = self.cues.opening_date.match(self.folded, self.lines[0][0])
            if match and self._dated(match):
                self._cut(0, match.end() + 1, first="dateline", second=None)

    def _dated(self, match: regex.Match[str]) -> bool:
        try:
            day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            return False
        self.dateline = self.dateline or day.isoformat()
        return True

    def _headline(self, title: str | None) -> int | None:
        """Mark the headline; returns its line."""
        content = [index for index, kind in enumerate(self.kinds) if kind is None]
        if not content:
            return None
        key = fold_key(title) if title else ""
        for index in content[:4]:
            start, end = self.lines[index]
            if key and self.folded.startswith(key, start):
                if end - start > len(key):
                    self._cut(index, start + len(key) + 1, first=None, second=None)
                self.kinds[index] = "headline"
                return index
        first = content[0]
        start, end = self.lines[first]
        if len(content) > 1 and end - start <= 250 and self.text[end - 1] not in ".;:,":
            self.kinds[first] = "headline"
            return first
        return None

    def _lead(self, headline: int | None) -> None:
        """The paragraph below the headline, where it stands by itself and more follows."""
        content = [index for index, kind in enumerate(self.kinds) if kind is None]
        if not content:
            return
        index = content[0]
        start, end = self.lines[index]
        alone = len(content) > 1 and self.blocks[content[1]] != self.blocks[index] and end - start <= 900
        lead: SectionKind | None = "lead" if alone and headline is not None and headline < index else None
        self.kinds[index] = lead
        agency = _AGENCY.match(self.text, start, end)
        if agency:
            self._cut(index, agency.end(), first="dateline", second=lead)

    def _bylines(self) -> None:
        """Names in lines of their own at the end of the body or of its last block but one, or behind the last words."""
        content = [index for index, kind in enumerate(self.kinds) if kind is None]
        if not content:
            return
        for index in content:
            if ":" in self.text[self.lines[index][0] : self.lines[index][0] + 30]:
                self._labelled_byline(index)
        content = [index for index in content if self.kinds[index] is None]
        last = self._last_block(content)
        if self._sign_off(content) or not last or len(last) == len(content):
            return
        # A block of captions may stand below the byline.
        above = content[: -len(last)]
        if (
            len(last) <= 12
            and all(self._size(index) <= 300 for index in last)
            and self._sign_off(above, lines_only=True)
        ):
            for index in last:
                self.kinds[index] = "caption"

    def _last_block(self, content: list[int]) -> list[int]:
        return [index for index in content if self.blocks[index] == self.blocks[content[-1]]] if content else []

    def _size(self, index: int) -> int:
        return self.lines[index][1] - self.lines[index][0]

    def _labelled_byline(self, index: int) -> None:
        start, end = self.lines[index]
        match = self.cues.labelled.fullmatch(self.text, start, end) if end - start <= 80 else None
        if match:
            self._take(index, match)

    def _take(self, index: int, match: regex.Match[str]) -> None:
        self.kinds[index] = "byline"
        self.author.append(match.captures("names")[0].rstrip(". "))

    def _sign_off(self, content: list[int], *, lines_only: bool = False) -> bool:
        """Take the byline off the end of the lines in `content`."""
        found: list[tuple[int, regex.Match[str]]] = []
        for index in reversed(content[1:][-3:]):
            start, end = self.lines[index]
            match = self._signed(start, end)
            if match is None:
                break
            found.insert(0, (index, match))
        if found and self._closes(content, found[0][0]):
            for index, match in found:
                self._take(index, match)
            return True
        if lines_only or not content or self._size(content[-1]) < _LONG_LINE:
            return False
        start, end = self.lines[content[-1]]
        tail = self.cues.tail.search(self.text, max(start, end - 140), end)
        if tail is None or not self._unknown(tail):
            return False
        self._cut(content[-1], tail.start(), first=None, second=None)
        self._take(content[-1] + 1, tail)
        return True

    def _signed(self, start: int, end: int) -> regex.Match[str] | None:
        """The match of a line that holds nothing but an author or a source."""
        if end - start > 80:
            return None
        source = self.cues.sourced.fullmatch(self.text, start, end)
        if source:
            return source
        match = self.cues.unlabelled.fullmatch(self.text, start, end)
        if match is None or self.folded[start:end] in self.cues.places or not self._unknown(match):
            return None
        return match

    def _closes(self, content: list[int], index: int) -> bool:
        """Whether the line before a byline ends a text, so that the names are no item of a list and no signature."""
        before = content[content.index(index) - 1]
        start, end = self.lines[before]
        return self.text[end - 1] != ":" and (
            _ENDS.search(self.text, start, end) is not None
            or end - start > 80
            or any(self.kinds[between] for between in range(before + 1, index))
        )

    def _unknown(self, match: regex.Match[str]) -> bool:
        """Whether the text speaks of none of a byline's names elsewhere but as makers of pictures."""
        start, end = match.spans("names")[0]
        for name in _SEPARATOR.split(self.folded[start:end]):
            where = self.folded.find(name)
            while where >= 0:
                credited = self.cues.credited.search(self.folded, max(0, where - 45), where)
                if not start <= where < end and not credited:
                    return False
                where = self.folded.find(name, where + 1)
        return True

    def _captions(self) -> None:
        """Captions, by their credits, by their words, and by standing in a block of short lines below the body."""
        content = [index for index, kind in enumerate(self.kinds) if kind is None]
        for index in content[1:]:
            start, end = self.lines[index]
            tail = max(start, end - 70)
            marked = end - start <= 450 and (":" in self.text[tail:end] or "(" in self.text[tail:end])
            credited = marked and self.cues.credit_end.search(self.folded, tail, end)
            if credited or (end - start <= 160 and self._stands_alone(index) and self._says_who(start, end)):
                self.kinds[index] = "caption"
        for before in content[1:]:
            # The line above a bare credit is the caption that it belongs to.
            below = before + 1
            if (
                self.kinds[before] is None
                and below < len(self.lines)
                and self.kinds[below] == "caption"
                and self.blocks[before] == self.blocks[below]
                and self._size(before) <= 200
                and self.cues.line.fullmatch(self.folded, *self.lines[below])
            ):
                self.kinds[before] = "caption"
        self._captions_below()

    def _captions_below(self) -> None:
        """What stands in one block below the body, in short lines: with a credit at its top, or below lines of text."""
        lines = [index for index, kind in enumerate(self.kinds) if kind in (None, "caption")]
        last = self._last_block(lines)
        if not last or len(last) > 12 or any(self._size(index) > 250 for index in last):
            return
        above = self._last_block(lines[: -len(last)])
        if len(above) >= 3 or (above and self.kinds[last[0]] == "caption"):
            for index in last:
                self.kinds[index] = "caption"

    def _stands_alone(self, index: int) -> bool:
        return (index == 0 or self.blocks[index - 1] != self.blocks[index]) and (
            index + 1 == len(self.lines) or self.blocks[index + 1] != self.blocks[index]
        )

    def _says_who(self, start: int, end: int) -> bool:
        """Whether one short sentence has the words of a caption, and not those of reported speech."""
        found = self.cues.caption.search(self.folded, start, end)
        return (
            found is not None
            and self.folded.count(",", start, end) <= 2
            and not _INNER_STOP.search(self.text, start, end)
            and not self.cues.says.search(self.folded, start, end)
        )

"""The right edge of names that no list has: in quotes, or a run of words that begins with a capital."""

from extract.kinds.awards.cues import Cues
from extract.patterns import compiled

_TOKEN = compiled(
    r" (&(?= \p{Lu})|\p{Lu}[\p{L}\p{N}'&+/]*(?:(?<!\p{Ll}\p{Ll})\.[\p{L}\p{N}'&+/]*)*(?:-[\p{L}\p{N}]+)*"
    r"|\p{Ll}[\p{L}\p{N}]*"
    r"|(?<=\b[Tt][Oo][Pp] )\p{N}{1,4}(?= \p{L})"
    r"|\p{N}{1,2}(?= (?!lần|năm|tháng|ngày|giải|người|tỷ|tỉ|triệu)\p{Ll}))"
)
_QUOTED = compiled(r" ?(?:\"(?P<name>[^\"\n]{2,160})\"|'(?P<single>(?: ?[\p{L}\p{N}][^'\n]{1,90})) ?'(?!\p{L}))")
_OF_THE_YEAR = compiled(r"của (?:năm|tháng|mùa|tuần)(?: \d{1,2}(?!\d))?(?![\p{L}])")
# Words that elsewhere end a name, in the name of a prize for the best.
_INSIDE = compiled(
    r"(?:hay nhất|(?<=điểm )đến"
    r"|vì (?:cộng đồng|người lao động|môi trường|sự (?:nghiệp|phát triển|tiến bộ) \p{L}+ \p{L}+)"
    r"|(?:và )?được (?:\p{L}+ ){0,4}(?:yêu thích|bình chọn)(?: nhiều)?(?: nhất)?"
    r"|có [^,.;\n]{3,40} (?:nhất|nổi bật|tiêu biểu|xuất sắc|ấn tượng|khả ái|đẹp))(?!\p{L})"
)
_DASHED = compiled(r" - Vì(?= )")
# Hyphens that stand apart: more than one of them joins a name ("Nord - Pas - de - Calais"), one alone mostly does not.
_HYPHENS = compiled(r"(?: - \p{L}+){1,4} - \p{Lu}\p{L}*(?! \p{Lu})| - Thái Bình Dương")
# "Lưu trữ", "Du lịch", "thể thao": no person's name.
_PART = compiled(r"\p{L}\p{Ll}*(?: \p{Ll}|[.,;:)\"'\n]|$)")
_MAX_WORDS = 16


class NameReader:
    """Reads open names from the text behind the head of an award."""

    def __init__(self, cues: Cues) -> None:
        self._edge = cues.at("edge")
        self._wide_edge = cues.at("wide-edge")
        self._other = cues.at("authority", "deputy", "person-role", "person")
        self._tail = compiled(cues.words("name-tail"))
        joined = rf"(?:và|-)(?= {cues.words('field-word', 'domain')})|-(?= )"
        comma = rf",(?= {cues.words('field-word', 'domain')})"
        self._field = compiled(
            rf" về(?: lĩnh vực)?(?! {cues.words('no-field')})"
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
        end, count, run, wide = position, 0, False, False
        while count < _MAX_WORDS:
            match = _TOKEN.match(text, end)
            if match is None:
                dash = _DASHED.match(text, end)
                if dash and count:
                    end, run, wide = dash.end(), False, True
                    continue
                hyphens = _HYPHENS.match(text, end)
                if hyphens and count:
                    end = hyphens.end()
                    continue
                break
            start = match.start(1)
            upper = not match[1][0].islower()
            if start in heads and count:
                break
            if count == 0:
                if match[1].isdigit() or not (upper or lower):
                    return None
                wide = folded.startswith("vì ", start)
            elif inside := _INSIDE.match(folded, start):
                end, count = inside.end(), count + 1
                continue
            elif (self._wide_edge if wide else self._edge).match(folded, start):
                year = _OF_THE_YEAR.match(folded, start)
                if year:
                    return year.end()
                if not (wide and self._joins(text, folded, start, heads)):
                    break
            if count == 1:
                run = upper and not wide and not match[1].isdigit()
            if run and not upper and not self._tail.fullmatch(folded, start, match.end(1)):
                after = _TOKEN.match(text, match.end())
                if after is not None and not self._edge.match(folded, after.start(1)):
                    if not after[1][0].isupper():
                        break
                elif not self._closes(text, match.end()):
                    break
            end = match.end()
            count += 1
            if wide and text.startswith(", ", end) and self._goes_on(text, folded, end + 2, heads):
                end += 1
            if match[1].endswith(".") and len(match[1]) > 3:
                return end - 1
        if count == 0:
            return None
        return end - (text[end - 1] in ".'/")

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

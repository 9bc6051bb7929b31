"""Splits normalised text into sentences.

One pattern finds every place where a sentence may end; a decision is made at each: is the full stop that of an
abbreviation, of an initial or of an item number, does the quotation mark open or close, is the line break only a
wrapped line? Text that lost its line breaks is split where sentences run together ("…Lạng Sơn.Thiếu tướng") and, in
long lines, before words that stand in capitals only at the beginning of a sentence ("… Ảnh: AFP Theo hãng tin").
"""

import regex

from extract.patterns import compiled
from extract.text.spans import Span

_PERSON = "BS BSCK BSCKI BSCKII Dr GS HLV KS KTS LS Mr Mrs Ms NGND NGƯT NS NSND NSƯT PGS Prof St ThS Ths TS Ts TSKH"
_PLACE = "BV CĐ ĐH KP Kp PX TP Tp TT Tt TX Tx"
_NUMBER = "No Nr Tr tr vol Vol"
_ONSET = "Ch Gh Gi Kh Ng Ngh Nh Ph Qu Th"  # "anh Th.": a person who is not to be known
_ABBREVIATIONS = {
    **dict.fromkeys(_PERSON.split(), "person"),
    **dict.fromkeys(_PLACE.split(), "place"),
    **dict.fromkeys(_NUMBER.split(), "number"),
    **dict.fromkeys(_ONSET.split(), "initial"),
}
"""Words before a full stop, by what follows them: a person, the name of a place or school, a number, a name."""

_OPENERS = (
    "Báo|Bà|Bên|Các|Cũng|Cùng|Còn|Cơ|Cụ|Do|Dù|Hiện|Họ|Hôm|Khi|Không|Liên|Lúc|Lý|Mặc|Mỗi|Một|Nay|Ngay|Ngoài|Ngày|Nhiều|"
    "Những|Nhưng|Như|Nếu|Phó|Phát|Qua|Quyết|Riêng|Sau|Song|Sáng|Theo|Trong|Trao|Trên|Trước|Tuy|Tại|Từ|Tối|Tổng|Và|Vào|"
    "Vì|Về|Với|Việc|Vụ|Ông|Đang|Đáng|Đây|Đã|Đó|Được|Đến|Để|Đồng|Đối|Ở"
)
"""Words that begin a sentence far more often than a name."""

_SOLITARY = compiled(
    "(?:Theo(?! (?:dõi|đuổi|dòng|chân)\\b)|Tuy (?:nhiên|vậy)|Ngoài (?:ra|việc)|Bên cạnh|Trong (?=\\p{Ll}|\\d)|"
    "Trước (?:đó|khi|tình)|Sau (?:khi|đó|những)|Tại (?=\\p{Ll})|Cụ thể|Được biết|Hiện (?:nay|tại)|Hiện, |"
    "Đây (?:là|cũng)|Đó là|Cũng (?:theo|tại|trong)|Mặc dù|Trả lời|Trao đổi với|Chia sẻ (?:về|với)|Phát biểu|"
    "Đáng chú ý|Đến (?:nay|ngày|dự)|Hôm (?:nay|qua|\\d)|(?:Sáng|Chiều|Tối|Ngày) (?:nay|qua|\\d)|Như vậy|"
    "Các (?=\\p{Ll})|Những (?=\\p{Ll})|Với (?=\\p{Ll})|Nếu (?=\\p{Ll})|Về (?=\\p{Ll}))\\b"
)
"""Beginnings of sentences that in the middle of one, in capitals, betray a lost line break."""

_BOUNDARY = compiled(
    r"(?P<line>\n\s*)"
    r"|(?<![.!?…])[.!?…]++(?:/\.)?[\"')\]]*(?: +(?=[+*•-]? ?[\p{Lu}\d\"'(\[])|(?=\p{Lu}[\p{Ll}\p{M}]|[ỞÔÝ] ))"
)
_LONG_LINE = 500
_INITIALS = frozenset("ABCDĐEFGHIJKLMNOPQRSTUVWXYZ")
_CITIES = ("TP", "Tp", "TX")
_NAME = compiled(r"HCM|Huế|Vinh|(?!Ông|Bà)\p{Lu}\p{Ll}+ (?:- )?\p{Lu}\p{Ll}")
_OPENER = compiled(rf"(?:{_OPENERS})\b")
_TWO_WORDS = compiled(r"[\"'(\[]*(\p{L}+)(?: (\p{L}))?")
_WORD = compiled(r"[\p{L}\d]++\Z")
_DOMAIN = compiled(r"(?i:com|net|org|vn|ru|gov|edu|info|js)\b")
_ORDINAL = compiled(r"(?i)\b(?:thứ|khóa|kỳ|quý|hạng|chương|phần|chiến|cấp) $")
_SURE = frozenset(("Ông", "Theo", "Tại", "Trong", "Sau", "Trước", "Ngoài", "Ngày", "Những", "Được", "Đây"))


def sentences(text: str) -> list[Span]:
    """The sentences of a normalised text.

    Returns:
        Spans in code points, half-open, in order, not overlapping, without outer spaces; together they hold every
        character that is no space. A list written in one line with ";" is one sentence.
    """
    spans: list[Span] = []
    start = seen = len(text) - len(text.lstrip())
    quoting = False  # whether a quotation mark is open at `seen`; a new line begins without one
    for gap in _BOUNDARY.finditer(text, start):
        line = gap.lastgroup is not None
        left, right = _border(text, gap, line)
        quoting = not line and quoting != bool(text.count('"', seen, left) % 2)
        seen = left
        if quoting and text[left : left + 3] == ' " ':  # spaces on both sides, and one is open: it closes
            left, right = left + 2, left + 3
        if left <= start or right >= len(text):
            continue
        if not _wrapped(text, left, right) if line else _stops(text, start, gap.start(), left, right):
            _add(spans, text, start, left)
            start = right
    end = len(text.rstrip())
    if start < end:
        _add(spans, text, start, end)
    return spans


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    """Add a sentence; one without a letter or digit (a stray full stop, a row of stars) goes to the one before it."""
    if spans and not any(map(str.isalnum, text[start:end])):
        spans[-1] = (spans[-1][0], end)
        return
    if _in_long_line(text, start):
        seen, quoting = start, False
        for opening in _SOLITARY.finditer(text, start + 2, end):
            left = opening.start() - 1
            quoting ^= bool(text.count('"', seen, left) % 2)
            seen = left
            if not quoting and text[left] == " " and (text[left - 1].isalnum() or text[left - 1] in "%)\"'"):
                spans.append((start, left))
                start = left + 1
    spans.append((start, end))


def _border(text: str, gap: "regex.Match[str]", line: bool) -> Span:
    """Where the sentence before the gap ends, and where the next begins."""
    left, right = gap.span()
    if not line:
        return left + len(gap.group().rstrip()), right
    while left and text[left - 1].isspace():
        left -= 1
    return left, right


def _stops(text: str, start: int, stop: int, left: int, right: int) -> bool:
    """Whether the full stop (question mark, …) at `stop` ends the sentence that began at `start`."""
    if text[stop] != "." or text[stop + 1 : stop + 2] in (".", "/"):
        return True
    word, kind = _before(text, start, stop)
    if left == right:  # nothing between the full stop and the next capital letter
        ended = word[-2:].islower() or word[-1:].isdigit() or text[stop - 1] in "%)\"'"
        return ended and kind is None and word != "www" and not _DOMAIN.match(text, right)
    if start + len(word) == stop and (word.isdigit() or len(word) == 1):
        return False  # "1. …", "a. …": the number of an item
    if kind is None or (kind == "initial" and word in "IVX" and _ORDINAL.search(text, max(start, stop - 9), stop - 1)):
        return True
    return _opens(text, right, kind)


def _before(text: str, start: int, stop: int) -> tuple[str, str | None]:
    """The word before the full stop at `stop`, and what kind of abbreviation the full stop makes it, if any."""
    first = max(start, stop - 16)
    word = _WORD.search(text, max(first, text.rfind(" ", first, stop)), stop)
    if word is None:
        return "", None
    return word[0], "initial" if word[0] in _INITIALS else _ABBREVIATIONS.get(word[0])


def _opens(text: str, right: int, kind: str) -> bool:
    """Whether a sentence begins at `right`, behind an abbreviation that usually is followed by its name."""
    words = _TWO_WORDS.match(text, right)
    if kind == "number" or words is None or not _OPENER.match(words[1]):
        return False
    # Names have capitals throughout: "TP. Đồng Hới", but "TP. Đồng thời".
    return words[1] in _SURE or (words[2] is not None and words[2].islower())


def _wrapped(text: str, left: int, right: int) -> bool:
    """Whether a line break only wraps a sentence: the next line begins in lower case or belongs to an abbreviation."""
    if text.count("\n", left, right) > 1:
        return False
    if text[left - 1] != ".":
        return text[right].islower() and text[left - 1] not in ":;!?…"
    word, kind = _before(text, 0, left - 1)
    if text[right].islower():
        return kind is not None
    return (kind == "person" or word in _CITIES) and _NAME.match(text, right) is not None


def _in_long_line(text: str, offset: int) -> bool:
    first, last = max(0, offset - _LONG_LINE), offset + _LONG_LINE
    start, end = text.rfind("\n", first, offset), text.find("\n", offset, last)
    return (min(last, len(text)) if end < 0 else end) - (first if start < 0 else start + 1) >= _LONG_LINE

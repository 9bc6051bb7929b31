"""How many of an award are given: "9 Huân chương ...", "02 lần được tặng ...", "Giải thưởng ... 2 lần"."""

from extract.kinds.awards.cues import Cues
from extract.patterns import compiled
from extract.text.numbers import read_number

_TOKENS = compiled(r"[\p{L}\p{N}][\p{L}\p{N}.,]*")
_TIMES_AFTER = compiled(r" ?\(?(?P<number>\p{N}{1,3}|\p{L}+) lần(?! thứ)(?![\p{L}\p{N}])")
_FIVE = compiled(r"(?:trao|giành|đoạt|nhận|được|với|có|và|tặng|gồm|,|:) ?năm$")


class QuantityReader:
    """Reads the number of an award from the folded text around it."""

    def __init__(self, cues: Cues) -> None:
        self._classifier = compiled(rf"(?: (?:{cues.words('classifier')}))?(?: cao quý)?[ \"'(]*$")
        self._times = compiled(
            r"(?P<number>\p{N}{1,3}|\p{L}+) lần (?!thứ)(?:liên tiếp |liền )?"
            r"(?:được|vinh dự|nhận|đoạt|giành|đạt|đón|giúp)[^.;\n]{0,45}$"
        )

    def read(self, folded: str, floor: int, start: int, end: int) -> int | None:
        """The quantity of the award at `start:end`; nothing before `floor` belongs to it."""
        left = folded[max(floor, start - 70) : start]
        direct = self._direct(left)
        if direct is not None:
            return direct
        times = self._times.search(left) or _TIMES_AFTER.match(folded, end)
        return _whole(times["number"]) if times else None

    def _direct(self, left: str) -> int | None:
        cut = self._classifier.search(left)
        left = left[: cut.start()] if cut else left.rstrip()
        if left.endswith(" năm") or left == "năm":
            return 5 if _FIVE.search(left) else None
        tokens = [match.group() for match in _TOKENS.finditer(left[-32:])]
        for size in range(min(3, len(tokens)), 0, -1):
            phrase = " ".join(tokens[-size:])
            value = _whole(phrase)
            if value is not None and left.endswith(phrase) and not _YEAR.fullmatch(phrase):
                before = left[: len(left) - len(phrase)].rstrip()
                return None if _ORDINAL.search(before) else value
        return None


_YEAR = compiled(r"(?:19|20)\d\d")
_ORDINAL = compiled(r"(?:thứ|lần|hạng|năm|tháng|ngày|khóa|kì|số|tuổi|quý|top|đợt|-|/)$")


def _whole(text: str) -> int | None:
    value = read_number(text)
    return value if isinstance(value, int) and 0 < value < 1_000_000 else None

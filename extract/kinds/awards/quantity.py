"""How many of an award are given: "9 Huân chương ...", "02 lần được tặng ...", "Giải thưởng ... 2 lần"."""

from extract.kinds.awards.cues import Cues
from extract.patterns import compiled
from extract.text.numbers import read_number

_TOKENS = compiled(r"[\p{L}\p{N}][\p{L}\p{N}.,]*")
_TIMES_AFTER = compiled(r" ?\(?(?P<number>\p{N}{1,3}|\p{L}+) lần(?! thứ)(?![\p{L}\p{N}])")


class QuantityReader:
    """Reads the number of an award from the folded text around it."""

    def __init__(self, cues: Cues) -> None:
        self._classifier = compiled(rf"(?: {cues.words('classifier')})?(?: {cues.words('noble')})?[ \"'(]*$")
        self._times = compiled(
            rf"(?P<number>\p{{N}}{{1,3}}|\p{{L}}+) lần (?!thứ)(?:{cues.words('running')} )?"
            rf"{cues.words('got-times')}[^.;\n]{{0,45}}$"
        )
        self._five = compiled(rf"(?:{cues.words('before-five')}|[,:]) ?năm$")
        self._ordinal = compiled(rf"(?:{cues.words('before-ordinal')}|[-/])$")

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
            return 5 if self._five.search(left) else None
        tokens = [match.group() for match in _TOKENS.finditer(left[-32:])]
        for size in range(min(3, len(tokens)), 0, -1):
            phrase = " ".join(tokens[-size:])
            value = _whole(phrase)
            if value is not None and left.endswith(phrase) and not _YEAR.fullmatch(phrase):
                before = left[: len(left) - len(phrase)].rstrip()
                return None if self._ordinal.search(before) else value
        return None


_YEAR = compiled(r"(?:19|20)\d\d")


def _whole(text: str) -> int | None:
    value = read_number(text)
    return value if isinstance(value, int) and 0 < value < 1_000_000 else None

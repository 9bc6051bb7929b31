"""Tells numbers that measure or count from those that label, order or name."""

from extract.kinds.statistics.units import Unit
from extract.lexicon import Lexicon
from extract.patterns import compiled
from extract.text.numbers import Number

_WORDS = compiled(r"[\p{L}\p{M}\d-]+")
_BEHIND = compiled(r" ?(\p{L}++)(?: \p{L}++)?")
_GLUED = compiled(r"(?! ?[x/] ?\d)(?:[\p{L}\p{M}_&@#]|[.-]\d|[-/]\p{L})")
_CODE_BEFORE = compiled(r"(?:\p{L}[-/_.]|\d[-_.]|[#@№_\\])\Z")
# The metres of a kilometre mark: "km 21+ 600", "km21 + 600".
_KILOMETRE = compiled(r"\bkm ?\d{1,4} ?\+ ?\Z")
# A capitalised word right in front, unless a sentence begins with it.
_CAPITAL_BEFORE = compiled(r"(?<!\A|[.!?:] |[\n\"(])\b\p{Lu}[\p{L}\p{M}\d]*+ \Z")
# What these name may have a name of its own behind it ("63 Hội Luật gia").
_BODIES = frozenset({"noun.body", "noun.school", "noun.official", "noun.place"})
_CODE_MARKS = frozenset("-/_.#@№\\")
_TAKEN_WORDS = compiled(
    r"\b(?:mỗi|hằng|hàng|một|trong|qua|những|nhiều|nhiêu|các|cuối|đầu|giữa|mấy|vài|dăm|mọi|lâu|"
    r"quanh|suốt|số|từng|bao|cả|hết|thứ|sau|chục|trăm|ngàn|nghìn|vạn|xưa) \Z"
)
# "pháo AK -176 mm", "xe T -90 M"
_MODEL_BEFORE = compiled(r"\b\p{Lu}\p{L}{0,2} \Z")
_DIGIT = compiled(r" \d")
_ONE_OF = compiled(r"\bmột trong \Z")
_ORDERED = ("giải", "lần", "cấp", "loại", "hạng", "nhóm")
# Stages are numbered up to about here; behind "each" and "one" the number counts what the stage has.
_MOST_STAGES = 20
_LONGEST_LABEL = 6
_EACH = frozenset({"mỗi", "từng", "một", "các", "những", "cả"})
_NO_STAGE = frozenset({"thành phần", "góp phần", "cổ phần"})
_EXEMPT = ("trong số", "tổng số", "con số", "một số", "với số", "thêm số")
_DAY_NAMES = compiled(r"\b(?:đường|phố|ngày|lễ|dịp|quảng trường|trường|mùng|mồng|sáng|chiều|tối|đêm|hôm|từ|đến) \Z")


class Filter:
    """Decides which numbers are no statistics."""

    def __init__(self, lexicon: Lexicon) -> None:
        def words(name: str) -> frozenset[str]:
            return frozenset(lexicon.forms(f"statistic.{name}"))

        self._labels, self._weak = words("label"), words("weak-label")
        self._time, self._ambiguous, self._address = words("time"), words("ambiguous"), words("address")
        self._stages, self._models, self._verbs = words("stage"), words("model"), words("verb-noun")
        self._no_count = tuple(sorted(words("no-count")))

    def is_label(self, text: str, folded: str, number: Number, unit: Unit | None) -> bool:
        """Whether the words in front make the number an ordinal, an address, a document's number or a name's part."""
        if unit is not None and unit.kind in ("money", "percentage"):
            return False
        floor = folded.rfind("\n", 0, number.start) + 1
        words = _WORDS.findall(folded, max(floor, number.start - 40), number.start)
        if not words or folded[number.start - 1] not in " :.(":
            return False
        if folded[number.start - 1] in ":(" or folded[number.start - 2 : number.start] in (", ", "; ", ") "):
            return False
        if unit is not None and unit.known and number.value >= 1000 and "." in folded[number.start : number.end]:
            return False
        last, two = words[-1], " ".join(words[-2:])
        if any(" ".join(words[-count:]) in self._labels for count in range(1, _LONGEST_LABEL + 1)):
            return True
        if last in self._models or two in self._models:
            return unit is None or unit.kind != "measure"
        if number.spelled and last in _ORDERED:
            return True
        stage = last in self._stages or two in self._stages
        if (
            stage
            and not number.scaled
            and number.value < _MOST_STAGES
            and words[-2:][0] not in _EACH
            and two not in _NO_STAGE
        ):
            return unit is None or unit.kind == "count"
        if self._orders(folded, unit, last):
            return True
        weak = (last in self._weak or two in self._weak) and two not in _EXEMPT
        if not weak or number.scaled:
            return False
        if unit is None or not unit.known or text.endswith("Điều ", 0, number.start):
            return True
        # "Dự án 22350 M", but "tàu 52CV"
        if text[unit.start].isupper() and (unit.kind == "count" or unit.end - unit.start == 1):
            return True
        if folded[unit.start : unit.end] in self._verbs:
            return True
        if last in ("số", "tổ", "khóm") and folded[unit.start : unit.end] in self._address:
            return True
        return _CAPITAL_BEFORE.search(text, max(0, number.start - 24), number.start) is not None

    def _orders(self, folded: str, unit: Unit | None, last: str) -> bool:
        """Whether the noun itself is numbered: "khoản 3 điều 5", "hội nghị Trung ương 3 khóa 7"."""
        if unit is None or unit.kind != "count" or _DIGIT.match(folded, unit.end) is None:
            return False
        noun = folded[unit.start : unit.end]
        if noun not in self._labels and noun not in self._weak:
            return False
        return noun == "khóa" or (noun != "lớp" and (last in self._weak or last in self._labels))

    def is_vague(self, text: str, folded: str, number: Number, unit: Unit | None) -> bool:
        """Whether it is "1 số (dự án)", "mười mấy (người)", or a year or a map's scale with a word behind it."""
        if unit is None or not unit.known:
            year = number.total is None and not number.spelled and 1900 <= number.value <= 2100
            if year and "." not in folded[number.start : number.end]:
                return True
        elif unit.rule == "noun.place" and 1990 <= number.value <= 2040 and number.end - number.start == 4:
            # "Kỳ thi THPT 2018 tỉnh Sơn La": a year in front of a place's name.
            return text[unit.end + 1 : unit.end + 2].isupper()
        if number.value == 1 and number.total is not None and number.total >= 100:
            return True
        behind = folded[number.end : number.end + 5]
        return behind == " mấy " or (
            number.value == 1 and number.total is None and (behind[:4] == " số " or behind == " nửa ")
        )

    def is_code(self, folded: str, number: Number, unit: Unit | None, reached: int) -> bool:
        """Whether the number is glued to something that makes it a code, a version or a score."""
        before = folded[number.start - 1 : number.start]
        if before in " +" and _KILOMETRE.search(folded, max(0, number.start - 12), number.start):
            return True
        if (
            before in _CODE_MARKS
            and reached < number.start
            and _CODE_BEFORE.search(folded, max(reached, number.start - 2), number.start)
        ):
            return True
        return unit is None and not number.scaled and _GLUED.match(folded, number.end) is not None

    def is_name(self, text: str, folded: str, number: Number, unit: Unit | None) -> bool:
        """Whether the number or the noun is a part of a name ("thôn 3 Bát Tràng", "Mi -8", "Hải Dương 8 hoạt động")."""
        if text[number.start] == "-" and _MODEL_BEFORE.search(text, max(0, number.start - 5), number.start):
            return True
        if number.scaled or (unit is not None and unit.kind != "count"):
            return False
        if text[number.start] == "-":
            return True
        no_noun = unit is None or not unit.known or folded[unit.start : unit.end] in self._verbs
        if no_noun and _CAPITAL_BEFORE.search(text, max(0, number.start - 24), number.start):
            return True
        if unit is None or not text[unit.start].isupper() or " " in unit.unit or unit.rule in _BODIES:
            return False
        return number.spelled or text[unit.end + 1 : unit.end + 2].isupper()

    def is_time(self, folded: str, number: Number, unit: Unit | None) -> bool:
        """Whether a unit of time stands behind the number ("2 tiếng", but not "2 tiếng nổ")."""
        if unit is not None and unit.known:
            return folded[unit.start : unit.end] in self._time
        behind = _BEHIND.match(folded, number.end)
        return behind is not None and (behind[1] in self._time or behind[0].strip() in self._time)

    def is_age(self, folded: str, number: Number) -> bool:
        """Whether "tuổi" stands in front ("ở tuổi 40")."""
        return folded.endswith(" tuổi ", 0, number.start) and not folded.endswith("tên tuổi ", 0, number.start)

    def is_spelled_word(self, text: str, folded: str, number: Number, unit: Unit | None) -> bool:
        """Whether a number in words is no number: "năm" the year, "Ba" the name, "một" the article."""
        word = folded[number.start : number.end]
        if text[number.start].isupper() and not _opens(text, number.start):
            return True
        if number.scaled or " " in word or number.total is not None:
            return False
        if unit is None:
            return True
        if folded.startswith(self._no_count, number.start):
            return True
        if folded.endswith("đòn ", 0, number.start):
            return True
        if folded.endswith("cả ", 0, number.start) and not unit.known:
            return True
        if word == "một":
            return (
                unit.kind not in ("money", "measure", "percentage") or folded[unit.start : unit.end] in self._ambiguous
            )
        if folded[unit.start : unit.end] in self._ambiguous:
            return True
        if word == "năm":
            # "năm lớp 7" is a year of school.
            if not unit.known or _DIGIT.match(folded, unit.end):
                return True
            taken = _TAKEN_WORDS.search(folded, max(0, number.start - 8), number.start)
            return taken is not None and _ONE_OF.search(folded, max(0, number.start - 10), number.start) is None
        return False

    def is_bare_ratio(self, folded: str, number: Number, unit: Unit | None) -> bool:
        """Whether n/m is a score, a date or a code rather than a ratio."""
        if number.total is None or number.spelled:
            return False
        if number.total in (7, 24) and number.value == 24:
            return True
        if (number.value >= number.total and (unit is None or not unit.known)) or not number.value:
            return True
        return _DAY_NAMES.search(folded, max(0, number.start - 12), number.start) is not None


def _opens(text: str, at: int) -> bool:
    """Whether a sentence, a line or a quotation begins at `at`."""
    before = text[max(0, at - 2) : at]
    return not before.strip() or before[-1] in "\n\"'(" or before[0] in ".!?:\n-"

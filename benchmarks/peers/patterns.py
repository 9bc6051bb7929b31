"""Regular expressions for all four kinds, as an analyst with an afternoon would write them.

They are meant to be reasonable. Nothing is made worse than it would be, and nothing is tuned to the articles.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import regex as re

from benchmarks.measure import best_of

Item = dict[str, Any]

SYLLABLE = r"\p{Lu}\p{Ll}*"
FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Trương|Mai|Tô|Cao|Lương|Đoàn|"
    "Hà|Tạ|Vương|Đào|Lâm|Thái|Phùng|Châu|Tống|Quách|Nông|Vi|Tăng|Kiều|Chu|Lưu|Doãn|Triệu|La"
)
NAME = rf"(?:{FAMILIES})(?: {SYLLABLE}){{1,3}}"

ROLES = (
    "Tổng Bí thư|Chủ tịch nước|Phó Chủ tịch nước|Phó Thủ tướng|Thủ tướng|Bộ trưởng|Thứ trưởng|Chủ tịch|Phó Chủ tịch|"
    "Bí thư|Phó Bí thư|Giám đốc|Phó Giám đốc|Tổng Giám đốc|Phó Tổng Giám đốc|Cục trưởng|Phó Cục trưởng|Vụ trưởng|"
    "Viện trưởng|Trưởng phòng|Phó Trưởng phòng|Trưởng ban|Phó Trưởng ban|Chánh Văn phòng|Hiệu trưởng|Phó Hiệu trưởng|"
    "Trưởng khoa|Đại biểu Quốc hội|Đại sứ|Tổng thống|Ngoại trưởng|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|"
    "Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Trung úy|Thiếu úy"
)
BODIES = (
    "Bộ|Sở|Ban|Cục|Vụ|Viện|Chi cục|Tổng cục|UBND|Ủy ban|HĐND|Hội đồng|Tỉnh ủy|Thành ủy|Huyện ủy|Công an|Công ty|"
    "Tổng công ty|Tập đoàn|Ngân hàng|Trường|Đại học|Bệnh viện|Trung tâm|Hội|Hiệp hội|Đoàn|Liên đoàn|Quốc hội|Mặt trận|"
    "Văn phòng|Phòng|Đảng ủy|tỉnh|thành phố|huyện|quận|xã|phường"
)
SCOPE = rf"(?: (?i:{BODIES})\b(?: [^\W\d]+){{0,8}}?)?"
TITLE = rf"(?i:(?:nguyên )?(?:{ROLES})){SCOPE}"
GOES_ON = r"(?=[,;:.)\n]| [–-] | (?:đã|cho|phát|trao|nói|khẳng|nhấn|yêu|dự|chủ|đến|cùng|và)\b)"
BEFORE = re.compile(rf"\b(?P<title>{TITLE})\s+(?:(?:ông|bà|đồng chí) )?(?P<name>{NAME})")
BEHIND = re.compile(rf"\b(?P<name>{NAME})(?:, | [–-] )(?P<title>{TITLE}){GOES_ON}")

DAY = r"(?P<d>[0-3]?\d)\s?[/-]\s?(?P<m>[01]?\d)(?:\s?[/-]\s?(?P<y>(?:19|20)\d\d))?"
WORDS = r"(?P<d2>[0-3]?\d) tháng (?P<m2>[01]?\d)(?: năm (?P<y2>(?:19|20)\d\d))?"
WHEN = r"(?:(?:[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm)\s+)?(?:[Nn]gày\s+)?"
DATES = re.compile(
    rf"{WHEN}(?<!\d)(?:{DAY}|{WORDS})(?![\d/])"
    r"|[Qq]uý (?P<q>IV|I{1,3}|[1-4])(?:(?:/| năm )(?P<qy>(?:19|20)\d\d))?"
    r"|[Tt]háng (?P<m3>[01]?\d)(?:(?:/| năm |-)(?P<y3>(?:19|20)\d\d))?(?!\d)"
    r"|(?P<from>(?:19|20)\d\d)\s?[-–]\s?(?P<to>(?:19|20)\d\d)"
    r"|(?:[Nn]ăm )?(?<!\d)(?P<y4>(?:19|20)\d\d)(?!\d)"
    r"|(?P<rel>[Hh]ôm (?:nay|qua)|(?:[Ss]áng|[Cc]hiều|[Tt]ối) (?:nay|qua)|[Nn]ăm (?:nay|ngoái))"
    r"|(?P<n>\d+) (?P<unit>năm|tháng|tuần|ngày|giờ|phút)\b(?! \d)"
)

UNITS = (
    "%|đồng|USD|euro|người|tập thể|cá nhân|vụ|ha|hecta|km2|km|m2|m3|m|kg|tấn|tạ|lít|MW|độ|lần|hộ|cơ sở|doanh nghiệp|"
    "dự án|công trình|học sinh|sinh viên|căn|nhà|xe|tàu|đơn vị|sản phẩm|đại biểu|cán bộ|trường hợp|ca|suất|bài|trường|"
    "xã|huyện|tỉnh|nước"
)
NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?"
FIGURES = re.compile(
    rf"(?<![\d/.,-])(?P<low>{NUMBER})(?:\s?[-–]\s?(?P<high>{NUMBER}))?(?:/(?P<total>\d+))?"
    rf"\s?(?P<scale>nghìn tỷ|nghìn|ngàn|triệu|tỷ|tỉ)?\s?(?P<unit>{UNITS})(?!\w)"
)
SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9, "nghìn tỷ": 10**12}
MONEY = {"đồng": "VND", "USD": "USD", "euro": "EUR"}

STATE = "Lao động|Độc lập|Chiến công|Quân công|Kháng chiến|Bảo vệ Tổ quốc|Hữu nghị|Chiến sĩ vẻ vang|Quân kỳ quyết thắng"
GRADES = "hạng (?:nhất|nhì|ba|I{1,3}|[1-3])|nhất|nhì|ba|đặc biệt|khuyến khích|vàng|bạc|đồng"
AWARDS = re.compile(
    rf"\b(?P<name>(?i:(?:huân|huy) chương)(?: (?i:{STATE}))?|(?i:bằng khen|giấy khen|cờ thi đua|thư khen)|"
    r"(?i:kỷ niệm chương)(?: “[^”]+”| \"[^\"]+\")?|(?i:huy hiệu) \d+ năm tuổi Đảng|"
    r"Anh hùng (?:Lao động|Lực lượng vũ trang nhân dân)|Chiến sĩ thi đua(?: cơ sở| toàn quốc)?|"
    r"(?:Nhà giáo|Nghệ sĩ|Thầy thuốc) (?:Nhân dân|Ưu tú)|HC[VBĐ]|"
    rf"(?i:giải thưởng)(?: {SYLLABLE})*|(?i:giải)(?= (?i:nhất|nhì|ba|đặc|khuyến)))"
    rf"(?: (?P<grade>(?i:{GRADES})))?\b"
)


def all_kinds(articles: list[Item]) -> tuple[list[dict[str, list[Item]]], float]:
    """What the expressions find in each article."""
    return best_of(lambda: [read(article["text"], article["published"]) for article in articles])


def read(text: str, published: str | None) -> dict[str, list[Item]]:
    """What the expressions find in one text."""
    day = date.fromisoformat(published[:10]) if published else None
    dates = [found for match in DATES.finditer(text) if (found := _date(match, day))]
    taken = [(found["start"], found["end"]) for found in dates]
    return {
        "officials": _officials(text),
        "dates": dates,
        "statistics": [
            _figure(match)
            for match in FIGURES.finditer(text)
            if not any(start < match.end() and match.start() < end for start, end in taken)
        ],
        "awards": [_award(match) for match in AWARDS.finditer(text)],
    }


def _officials(text: str) -> list[Item]:
    titles: dict[str, list[str]] = defaultdict(list)
    for pattern in (BEFORE, BEHIND):
        for match in pattern.finditer(text):
            if match["title"] not in titles[match["name"]]:
                titles[match["name"]].append(match["title"])
    return [
        {
            "name": name,
            "titles": found,
            "mentions": [{"start": at.start(), "end": at.end()} for at in re.finditer(re.escape(name), text)],
        }
        for name, found in titles.items()
    ]


def _date(match: "re.Match[str]", day: date | None) -> Item | None:
    year = f"{day.year}" if day else "XXXX"
    kind, found = "date", match.groupdict()
    if found["d"] or found["d2"]:
        month, of_month = int(found["m"] or found["m2"]), int(found["d"] or found["d2"])
        if not (1 <= month <= 12 and 1 <= of_month <= 31):
            return None
        value = f"{found['y'] or found['y2'] or year}-{month:02d}-{of_month:02d}"
    elif found["q"]:
        quarter = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(found["q"]) or int(found["q"])
        value = f"{found['qy'] or year}-Q{quarter}"
    elif found["m3"]:
        value = f"{found['y3'] or year}-{int(found['m3']):02d}"
    elif found["from"]:
        kind, value = "interval", f"{found['from']}/{found['to']}"
    elif found["y4"]:
        value = found["y4"]
    elif found["rel"]:
        value = _relative(found["rel"].lower(), day)
    else:
        letters = {"năm": "Y", "tháng": "M", "tuần": "W", "ngày": "D", "giờ": "H", "phút": "M"}
        clock = "T" if found["unit"] in ("giờ", "phút") else ""
        kind, value = "duration", f"P{clock}{int(found['n'])}{letters[found['unit']]}"
    return {"start": match.start(), "end": match.end(), "type": kind, "value": value}


def _relative(words: str, day: date | None) -> str:
    if day is None:
        return "XXXX"
    if words.startswith("năm"):
        return f"{day.year - words.endswith('ngoái')}"
    return (day - timedelta(days=int(words.endswith("qua")))).isoformat()


def _figure(match: "re.Match[str]") -> Item:
    unit = match["unit"]
    scale = SCALES.get(match["scale"] or "", 1)
    kind = "ratio" if match["total"] else "percentage" if unit == "%" else "money" if unit in MONEY else "count"
    return {
        "start": match.start(),
        "end": match.end(),
        "kind": kind,
        "value": _number(match["low"]) * scale,
        "value_max": _number(match["high"]) * scale if match["high"] else None,
        "total": int(match["total"]) if match["total"] else None,
        "unit": MONEY.get(unit, unit),
    }


def _number(figures: str) -> float:
    return float(figures.replace(".", "").replace(",", "."))


def _award(match: "re.Match[str]") -> Item:
    return {"start": match.start(), "end": match.end(), "name": match["name"], "grade": match["grade"]}

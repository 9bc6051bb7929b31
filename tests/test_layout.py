"""The parts of an article's text against their table, and what has to hold for any text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.article import Article
from extract.document import Document
from extract.layout import Layout, Section, layout
from extract.lexicon import Lexicon
from extract.text.fold import fold
from extract.text.normalise import normalise

TABLE = Path(__file__).with_name("layout_examples.txt").read_text(encoding="utf-8")
SAMPLES = Path(__file__).parent.parent / "data" / "samples"

pieces = st.sampled_from(
    [
        "Thu Hà",
        "PV",
        "Theo AFP",
        "Ảnh:",
        "Tìm kiếm",
        "Tin liên quan",
        ">>",
        "05/06/2020",
        "99/99/2020",
        ". ",
        " - ",
        "\n",
    ]
)


class Example:
    """A block of the table: the text, its sections as (kind, text), and what is read from it."""

    def __init__(self, block: str) -> None:
        self.name, *rows = block.strip().split("\n")
        self.title: str | None = None
        self.text = ""
        self.sections: list[tuple[str, str]] = []
        read: dict[str, str | None] = {}
        for row in rows:
            kind, _, value = row.partition(":")
            value = value.strip()
            if kind == "author" or read:
                read[kind] = None if value == "none" else value
            elif kind == "title":
                self.title = value
            else:
                self.text += value if not self.text else (" " if kind[0] == "+" else "\n") + value
                self._add(kind.lstrip("+"), value)
        self.author, self.dateline = read["author"], read["dateline"]

    def _add(self, kind: str, value: str) -> None:
        if kind == "blank":
            return
        if self.sections and self.sections[-1][0] == kind and kind in ("body", "furniture"):
            self.sections[-1] = (kind, self.sections[-1][1] + "\n" + value)
        else:
            self.sections.append((kind, value))


EXAMPLES = [Example(block) for block in TABLE.split("\n=== ")[1:]]


def lay_out(text: str, title: str | None = None) -> tuple[str, Layout]:
    normal = normalise(text).text
    return normal, layout(normal, fold(normal), title)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_examples(example: Example) -> None:
    text, found = lay_out(example.text, example.title)
    squeezed = [(kind, "\n".join(filter(None, text[start:end].split("\n")))) for kind, start, end in found.sections]
    assert squeezed == example.sections
    assert (found.author, found.dateline) == (example.author, example.dateline)


RUNNING_TEXT = (
    "Sáng qua, đoàn công tác đã đến thăm và tặng quà các gia đình bị thiệt hại do lũ quét ở ba bản vùng cao, "
    "động viên bà con sớm dựng lại nhà cửa, ổn định cuộc sống và kịp xuống giống vụ mùa này. "
)


@pytest.mark.parametrize(
    ("end", "byline", "author"),
    [
        ("Đường đã thông. Thu Hà", "Thu Hà", "Thu Hà"),
        ("Đường đã thông./. Hoàng Vỹ/ VOV", "Hoàng Vỹ/ VOV", "Hoàng Vỹ"),
        ('"Đường đã thông". TIẾN VŨ - QUỐC THÁI', "TIẾN VŨ - QUỐC THÁI", "TIẾN VŨ - QUỐC THÁI"),
        ("Đường đã thông… P.Hậu", "P.Hậu", "P.Hậu"),
        ("Đường đã thông. Tin, ảnh: Lý Mai", "Tin, ảnh: Lý Mai", "Lý Mai"),
        ("Đường đã thông. Nhóm phóng viên PetroViet", "Nhóm phóng viên PetroViet", "Nhóm phóng viên PetroViet"),
        ("Đường đã thông. Thu Hà (tổng hợp)", "Thu Hà (tổng hợp)", "Thu Hà"),
        ("Bà con nhận quà của EVN Thu Hà Theo Trí Thức Mới", "Thu Hà Theo Trí Thức Mới", "Thu Hà"),
        ("Đường đã thông. Theo BBC", "Theo BBC", "BBC"),
        ("Đường đã thông. Thu Hà Ảnh: Chí Lâm", "Thu Hà Ảnh: Chí Lâm", "Thu Hà"),
        # No bylines: names inside the last sentence, names that the text speaks of, other last words.
        ("Trưởng đoàn là ông Thu Hà", None, None),
        ("Bà Thu Hà dẫn đoàn. Thu Hà", None, None),
        ("Đường đã thông. Xin cảm ơn bà!", None, None),
        ("Đường đã thông. Dân mừng", None, None),
        ("Đường đã thông. Ảnh: Chí Lâm", None, None),
    ],
)
def test_byline_behind_the_last_words_of_running_text(end: str, byline: str | None, author: str | None) -> None:
    text, found = lay_out(RUNNING_TEXT + end)
    assert [text[s.start : s.end] for s in found.sections if s.kind == "byline"] == ([byline] if byline else [])
    assert found.author == author


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("05/06/2020", "2020-06-05"),
        ("5-6-2020 07:30", "2020-06-05"),
        ("05.06.2020, 14h30", "2020-06-05"),
        ("2020-06-05 14:30:12", "2020-06-05"),
        ("Thứ Sáu, 05/06/2020 14:30", "2020-06-05"),
        ("Thứ sáu - 05/06/2020 14:30", "2020-06-05"),
        ("14:30 | 05/06/2020", "2020-06-05"),
        ("14:30, Thứ 6, ngày 05/06/2020 GMT+7", "2020-06-05"),
        ("Chủ Nhật, ngày 7 tháng 6 năm 2020", "2020-06-07"),
        ("Đồng Tháp, ngày 5 tháng 6 năm 2020", "2020-06-05"),
        ("(05/06/2020)", "2020-06-05"),
        ("Ngày đăng: 05/06/2020", "2020-06-05"),
        ("Cập nhật ngày 05/06/2020 lúc 14:30", "2020-06-05"),
        ("31/02/2020", None),
        ("05/06", None),
        ("05/06-2020", None),
        ("Ngày 05/06/2020, xã họp", None),
        ("Sáng 05/06/2020", None),
        ("05/06/2020 - 07/06/2020", None),
    ],
)
def test_datelines(line: str, day: str | None) -> None:
    _, found = lay_out(f"Xã Bản Qua mở chợ\n\n{line}\n\nChợ mở sáng nay.\n\nBà con vui.")
    assert found.dateline == day
    assert ("dateline" in [section.kind for section in found.sections]) == (day is not None)


def test_a_bare_date_far_below_is_no_dateline() -> None:
    _, found = lay_out("Các kỳ họp của xã\n\n" + "Xã họp.\n\n" * 8 + "05/06/2020\n\nXã họp nữa.")
    assert found.dateline is None


def test_words_of_the_users_own_rules_count(tmp_path: Path) -> None:
    entry = "{id: my.menu, part: menu, forms: [Góc bạn đọc]}"
    (tmp_path / "mine.yaml").write_text(f"group: sections\nentries:\n  - {entry}\n", encoding="utf-8")
    article = Article(text="Xã mở chợ\n\nChợ mở sáng nay.\n\nBà con vui.\n\nGóc bạn đọc")
    assert [s.kind for s in Document(article).sections][-1] == "body"
    assert [s.kind for s in Document(article, Lexicon.load(tmp_path)).sections][-1] == "furniture"


def test_the_samples_give_their_authors_and_dates() -> None:
    read = {}
    for file in sorted(SAMPLES.glob("*.txt")):
        _, found = lay_out(file.read_text(encoding="utf-8"))
        read[file.stem] = (found.author, found.dateline)
    assert read == {
        "appointments": ("Khánh An - Bảo Trân", None),
        "army-unit": ("LÊ THẾ MINH", None),
        "border-guard": ("TIẾN VŨ - QUỐC THÁI", None),
        "commune-reform": ("Quốc Bảo", "2025-10-08"),
        "foreign-visit": ("TTXVN", "2019-03-18"),
        "ministry-conference": ("Lê Hân", None),
        "peoples-council-session": ("Phan Lữ", "2019-07-03"),
        "police-conference": ("Hoài Thanh", "2020-06-12"),
        "quarterly-report": ("Minh Nguyên", "2020-03-30"),
        "state-medals": ("Thanh Duy", "2019-09-14"),
        "storm-damage": ("TRẦN MINH HẠ - L.THIÊN", "2023-10-29"),
    }
    authors = {}
    for line in (SAMPLES / "samples.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        authors[article["id"]] = lay_out(article["text"], article["title"])[1].author
    assert authors == {
        "school-2025-11-20": None,
        "sport-2019-06-17": "N.Khang",
        "hospital-2021-02-27": "Phương Uyên",
        "court-2019-09-24": "P.Nam",
        "party-2019-11-05": "Hồng Nhung",
    }


@given(st.one_of(st.text(), st.lists(pieces, max_size=30).map("".join)), st.sampled_from([None, "Thu Hà", ""]))
def test_every_character_is_in_exactly_one_section(text: str, title: str | None) -> None:
    normal, found = lay_out(text, title)
    reached = 0
    for section in found.sections:
        assert isinstance(section, Section)
        assert reached <= section.start < section.end <= len(normal)
        assert not normal[reached : section.start].strip()
        reached = section.end
    assert not normal[reached:].strip()

"""One name and one id for all spellings of an organisation, its place and its office."""

from datetime import date

import pytest

from extract.canonical.article import Reading
from extract.canonical.facts import bodies, heads, roles
from extract.canonical.organizations import form
from extract.canonical.places import Place, candidates, mentioned, unit_id
from extract.places import units
from extract.record import Date, Mention, Official, Record, Title

SAME = [
    ["Bộ GD-ĐT", "bộ GD & ĐT", "Bộ Giáo dục - Đào tạo", "Bộ Giáo dục và Đào tạo (GD-ĐT)", "Bộ Giáo dục và Đào tạo"],
    ["Bộ NN&PTNT", "Bộ NN - PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"],
    ["Bộ VH,TT&DL", "bộ VH - TT & DL", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Văn hoá Thể thao Du lịch"],
    ["TAND Tối cao", "Tòa án nhân dân tối cao", "TANDTC"],
    ["BCH Trung ương Đảng", "T.Ư Đảng", "TW Đảng", "Ban Chấp hành Trung ương Đảng"],
    ["Ngân hàng nhà nước", "NHNN", "Ngân hàng Nhà nước Việt Nam"],
    ["Ủy ban Pháp luật của Quốc hội", "Uỷ ban pháp luật Quốc hội", "Ủy ban Pháp luật"],
    ["Quốc hội", "Quốc hội khóa XIV"],
    ["UBND TP.HCM", "UBND TP. HCM", "UBND TPHCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh"],
    ["Công an tỉnh Lai Châu", "công an Lai Châu"],
    ["Sở TN-MT tỉnh Sơn La", "Sở Tài nguyên - môi trường Sơn La", "sở TNMT Sơn La"],
    ["UBND phường Hàng Mã, quận Hoàn Kiếm", "UBND phường Hàng Mã (quận Hoàn Kiếm, Hà Nội)"],
    ["Huyện ủy Mường Tè", "Huyện uỷ Mường Tè, Lai Châu"],
    ["Trường ĐH Bến Thử", "Đại học Bến Thử", "trường đại học Bến Thử"],
    ["Sở Giao thông Sơn La", "Sở GTVT tỉnh Sơn La", "Sở Giao thông - Vận tải Sơn La"],
    ["Ủy ban MTTQ Việt Nam tỉnh Sơn La", "Ủy ban Mặt trận Tổ quốc tỉnh Sơn La", "MTTQ tỉnh Sơn La"],
    ["Hội Du lịch Bến Thử tỉnh Sơn La", "Hội Du lịch Bến Thử Sơn La"],
    ["Vụ Vận tải, Bộ Giao thông", "vụ Vận tải (Bộ GTVT)"],
    ["UBND Q.Bình Thạnh", "UBND quận Bình Thạnh"],
    ["Hiệp hội Bến Thử (BeThu)", "hiệp hội Bến Thử"],
    ["Công ty CP Sông Mẫu", "công ty cổ phần Sông Mẫu"],
    ["HĐQT Công ty TNHH MTV Bến Thử", "Hội đồng quản trị (HĐQT) Công ty TNHH một thành viên Bến Thử"],
    ["Bộ Ngoại giao Hoa Kỳ", "bộ Ngoại giao Mỹ"],
    ["Bộ Tư pháp Anh", "Bộ Tư Pháp Anh", "bộ Tư pháp Vương quốc Anh"],
    ["Thượng viện Chile", "Thượng viện Cộng hòa Chile", "thượng viện nước Chile"],
    ["Hội đồng Nhà nước Cuba", "Hội đồng Nhà nước Cộng hòa Cuba"],
    ["FBI", "Cục Điều tra Liên bang Mỹ (FBI)", "Cục điều tra liên bang Hoa Kỳ", "Cục Điều tra Liên bang"],
    ["Quỹ Tiền tệ Quốc tế", "IMF", "Quỹ tiền tệ quốc tế (IMF)", "Quỹ Tiền tệ Quốc tế - IMF"],
    ["PVN", "tập đoàn Dầu khí Việt Nam", "Tập đoàn Dầu khí quốc gia Việt Nam (PVN)", "Tập đoàn Dầu khí VN"],
    ["HĐQT PVN", "Hội đồng quản trị của Tập đoàn Dầu khí Việt Nam"],
    ["Cục Hàng không", "Cục Hàng không Việt Nam", "cục Hàng không VN"],
    ["Cục Thử mẫu", "Cục Thử mẫu Việt Nam"],
    ["Tổng cục Du lịch", "Tổng cục Du lịch (Bộ VHTT&DL)", "Tổng cục Du lịch Việt Nam"],
    ["Công ty TNHH MTV Sông Mẫu", "Công ty Sông Mẫu", "công ty cổ phần Sông Mẫu", "Công ty Sông Mẫu - TNHH MTV"],
    ["Ngân hàng TMCP Bến Thử", "ngân hàng Bến Thử", "Ngân hàng thương mại cổ phần Bến Thử"],
    ["Tập đoàn Mauthu", "Mauthu", "hãng Mauthu"],
    ["Phòng Đào tạo Trường ĐH Bến Thử", "phòng Đào tạo, Đại học Bến Thử"],
    ["Phòng Tham mưu (sở GTVT TP. HCM)", "phòng Tham mưu Sở Giao thông TP HCM"],
    ["Phòng CSHS (PC 45) Công an tỉnh Sơn La", "Phòng Cảnh sát hình sự (PC02), Công an tỉnh Sơn La"],
    ["Đảng ủy xã Kỳ Thử, huyện Kỳ Anh", "Đảng bộ xã Kỳ Thử, huyện Kỳ Anh"],
    ["Tỉnh ủy Sơn La", "Đảng bộ tỉnh Sơn La", "Ban Chấp hành Đảng bộ tỉnh Sơn La"],
    ["Thành ủy Đà Nẵng", "Đảng bộ thành phố Đà Nẵng"],
    ["phụ trách báo Bến Thử", "Báo Bến Thử"],
    ["Hiệp hội Vận tải ôtô Bến Thử", "hiệp hội vận tải ô tô Bến Thử"],
    ["Chi cục Thú y tỉnh Sơn La", "chi cục thú y Sơn La"],
    ["Hội Nông dân Việt Nam", "Trung ương Hội Nông dân Việt Nam"],
    ["HoREA", "Hiệp hội Bất động sản TP.HCM (HoREA)", "hiệp hội bất động sản Thành phố Hồ Chí Minh"],
    ["ĐHQG Hà Nội", "Đại học Quốc gia Hà Nội", "ĐHQGHN"],
    ["ACV", "Tổng công ty Cảng hàng không Việt Nam (ACV)", "Tổng công ty Hàng không Việt Nam (ACV)"],
    ["Trường THPT Bến Thử, Sơn La", "THPT Bến Thử tỉnh Sơn La"],
    ["Đội CSGT số 2 Công an tỉnh Sơn La", "Đội Cảnh sát giao thông số 2, Công an tỉnh Sơn La"],
    ["Đảng Lao động Triều Tiên", "đảng Lao động Bắc Triều Tiên"],
    ["Bộ Ngoại giao Nga", "Bộ Ngoại giao Liên bang Nga"],
]
DIFFERENT = [
    ["UBND tỉnh Bắc Ninh", "UBND thành phố Bắc Ninh, Bắc Ninh"],
    ["Bộ Ngoại giao", "Bộ Ngoại giao Nga", "Bộ Ngoại giao Mỹ"],
    ["Đại học Đà Nẵng", "UBND Đà Nẵng"],
    ["Công an Hà Nội", "Công an TP.HCM", "Bộ Công an"],
    ["Ban Tổ chức Trung ương", "Ban Tuyên giáo Trung ương"],
    ["Phòng Cảnh sát hình sự Công an tỉnh Sơn La", "Công an tỉnh Sơn La"],
    ["UBND xã Kỳ Thử, huyện Kỳ Anh", "UBND huyện Kỳ Anh"],
    ["Hội Nông dân Việt Nam", "Hội Nông dân tỉnh Sơn La"],
    ["Cục Điều tra Liên bang Mỹ", "Cục Dự trữ Liên bang Mỹ"],
    ["Ngân hàng HSBC Việt Nam", "Ngân hàng HSBC"],
    ["Công ty Chứng khoán Mauthu", "Tập đoàn Mauthu"],
    ["Công ty Long An", "UBND tỉnh Long An"],
    ["Ban Thường vụ Tỉnh ủy Sơn La", "Tỉnh ủy Sơn La"],
    ["Vụ Pháp chế, Bộ Y tế", "Vụ Pháp chế, Bộ Công Thương"],
    ["Trường Tiểu học Lê Văn Mẫu, Sơn La", "Trường Tiểu học Lê Văn Mẫu, Lai Châu"],
    ["Đội Quản lý thị trường số 2 Sơn La", "Đội Quản lý thị trường số 2 Lai Châu"],
    ["Đảng Lao động Triều Tiên", "đảng Lao động Anh"],
    ["Tòa án Tối cao bang Georgia", "Tòa án Tối cao Georgia"],
    ["bang Georgia", "Georgia"],
    ["Tổng công ty Cảng hàng không Việt Nam (ACV)", "Tổng công ty Hàng không Việt Nam"],
]


def official(*titles: Title) -> Official:
    return Official(
        id="P1", name="Lê Văn Mẫu", titles=list(titles), mentions=[Mention(text="Mẫu", start=0, end=3, rule="r")]
    )


def title(role: str, organization: str | None, kind: str = "state", start: int = 0) -> Title:
    return Title(text=role, start=start, end=start + 1, rule="r", role=role, organization=organization, kind=kind)  # type: ignore[arg-type]


def identity(name: str) -> str:
    found = Reading(Record(id="a", published="2019-05-01")).organization(name).id
    assert found is not None, name
    return found


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one(names: list[str]) -> None:
    assert len({identity(name) for name in names}) == 1


@pytest.mark.parametrize("names", DIFFERENT, ids=lambda names: names[0])
def test_names_of_several(names: list[str]) -> None:
    assert len({identity(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "name",
    [
        "sở",
        "Công ty TNHH",
        "HĐQT",
        "nhà trường",
        "UBND",
        "Sở Xây dựng",
        "Công an",
        "Phòng Tham mưu",
        "Ban Tài chính",
        "hội đồng thi",
        "một công ty",
        "sở này",
        "công ty xây dựng",
        "Công ty CP Xây dựng",
        "HĐQT Tập đoàn",
        "Hội Nông dân",
        "Trường Tiểu học Lê Văn Mẫu",
        "Đội Cảnh sát 113",
        "Đội QLTT số 2",
        "Đồn Biên phòng Bến Thử",
        "đảng Lao động",
        "phe đối lập",
        "Cơ quan Tình báo Quốc gia",
        "khoa Hồi sức tích cực",
        "ban tổ chức cuộc thi",
        "chiến dịch tranh cử",
        "hội phụ huynh",
        "đoàn kiểm tra",
    ],
)
def test_a_name_that_says_too_little_has_no_id(name: str) -> None:
    assert Reading(Record(id="a")).organization(name).id is None


@pytest.mark.parametrize("name", ["Văn phòng Nhà Bến", "Phòng Tin tức VTB", "Phòng Tham mưu Trường THPT Bến Thử"])
def test_a_part_of_a_named_body_has_an_id(name: str) -> None:
    assert Reading(Record(id="a")).organization(name).id is not None


@pytest.mark.parametrize(
    ("role", "name", "kind", "expected"),
    [
        ("Bộ trưởng", "Y tế", "state", "bộ trưởng@bo-y-te"),
        ("Bộ trưởng", "Giao thông", "state", "bộ trưởng@bo-giao-thong-van-tai"),
        ("Bộ trưởng", "Quốc phòng Nga", "foreign", "bộ trưởng@bộ-quốc-phòng@nga"),
        ("Bộ trưởng", "Quốc phòng", "foreign", None),
        ("Ngoại trưởng", "Nga", "foreign", "ngoại trưởng@bộ-ngoại-giao@nga"),
        ("Tổng thống", "Mỹ", "foreign", "tổng thống@nhà-nước@my"),
        ("Thủ tướng", None, "state", "thủ tướng@chinh-phu"),
        ("Thủ tướng", None, "foreign", None),
        ("Chủ tịch", "huyện Mường Tè", "state", "chủ tịch@ủy-ban-nhân-dân@107"),
        ("Trưởng Công an", "huyện Mường Tè", "state", "trưởng công an@công-an@107"),
        (
            "Trưởng phòng",
            "Cảnh sát hình sự Công an tỉnh Sơn La",
            "state",
            "trưởng phòng@cảnh-sát-hình-sự-công-an@sơn-la",
        ),
        ("Trưởng ban", "Tổ chức Trung ương", "party", "trưởng ban@ban-to-chuc-trung-uong"),
        ("Đại tá", None, "rank", None),
    ],
)
def test_offices(role: str, name: str | None, kind: str, expected: str | None) -> None:
    assert Reading(Record(id="a", published="2019-05-01")).office(title(role, name, kind)).id == expected


@pytest.mark.parametrize(
    ("role", "name", "expected"),
    [
        ("Trưởng phòng", "Cảnh sát hình sự Công an tỉnh Sơn La", "Trưởng phòng Cảnh sát hình sự Công an tỉnh Sơn La"),
        ("Chánh Văn phòng", "Bộ Công an", "Chánh Văn phòng Bộ Công an"),
        ("Cục trưởng", "Thú y", "Cục trưởng Cục Thú y"),
        ("Chủ tịch nước", None, "Chủ tịch nước"),
        ("Thủ tướng", "Việt Nam", "Thủ tướng Chính phủ"),
    ],
)
def test_what_an_office_is_called(role: str, name: str | None, expected: str) -> None:
    assert Reading(Record(id="a")).office(title(role, name)).name == expected


def test_a_ministry_is_the_one_of_the_day() -> None:
    told = {
        day: Reading(Record(id="a", published=day)).organization("Bộ Nông nghiệp").id
        for day in ("2020-01-01", "2026-01-01")
    }
    assert told == {
        "2020-01-01": "bo-nong-nghiep-va-phat-trien-nong-thon",
        "2026-01-01": "bo-nong-nghiep-va-moi-truong",
    }
    assert Reading(Record(id="a")).organization("Bộ Nông nghiệp").id != told["2020-01-01"]


def test_a_place_is_the_unit_of_the_day_and_the_body_goes_on() -> None:
    before, after = (
        Reading(Record(id="a", published=day)).organization("UBND tỉnh Tuyên Quang")
        for day in ("2025-06-30", "2025-07-01")
    )
    assert (before.place, after.place) == ("08", "08-2025-07-01")
    assert before.id == after.id
    undated = Reading(Record(id="a")).organization("UBND tỉnh Tuyên Quang")
    assert (undated.id, undated.place, undated.candidates) == (before.id, None, ("08", "08-2025-07-01"))


def test_the_day_of_an_undated_article_is_the_latest_that_it_names() -> None:
    told = Date(
        text="1/2/2026",
        start=0,
        end=8,
        rule="r",
        type="date",
        value="2026-02-01",
        begin="2026-02-01",
        finish="2026-02-01",
    )
    assert Reading(Record(id="a", dates=[told])).organization("UBND tỉnh Tuyên Quang").place == "08-2025-07-01"


@pytest.mark.parametrize(
    ("record", "at"),
    [
        (
            Record(
                id="a", text="Tại tỉnh Lai Châu, ông Mẫu, Giám đốc Công an tỉnh, phát biểu.", published="2019-01-01"
            ),
            27,
        ),
        (Record(id="a", title="Lai Châu: tặng quà", text="Ông Mẫu, Giám đốc Công an tỉnh.", published="2019-01-01"), 9),
        (Record(id="a", text="(Lai Châu) Ông Mẫu, Giám đốc Công an tỉnh.", published="2019-01-01"), 20),
        (Record(id="a", officials=[official(title("Chủ tịch", "UBND tỉnh Lai Châu"))], published="2019-01-01"), 900),
    ],
    ids=["sentence", "headline", "dateline", "titles"],
)
def test_a_bare_body_takes_its_place_from_the_article(record: Record, at: int) -> None:
    found = Reading(record).office(title("Giám đốc", "Công an tỉnh", start=at)).organization
    assert found is not None
    assert (found.id, found.place, found.inferred) == ("công-an@lai-châu", "12", True)


@pytest.mark.parametrize("text", ["Bộ trưởng Kinh tế nói ở Nga.", "Giữa Mỹ và Nga, Bộ trưởng Kinh tế nói."])
def test_a_ministry_of_another_state_is_not_that_of_a_state_named_beside(text: str) -> None:
    named = title("Bộ trưởng", "Kinh tế", "foreign", text.index("Bộ trưởng"))
    found = Reading(Record(id="a", text=text)).office(named).organization
    assert found is not None
    assert (found.id, found.place) == (None, None)


def test_a_school_is_that_of_the_articles_province() -> None:
    text = "Ở Sơn La, thầy Lê Văn Mẫu là hiệu trưởng Trường THCS Bến Thử."
    reading = Reading(Record(id="a", text=text))
    office = reading.office(title("Hiệu trưởng", "Trường THCS Bến Thử", "management", text.index("hiệu")))
    assert office.organization is not None and office.organization.inferred
    assert office.organization.id == identity("THCS Bến Thử, Sơn La")


@pytest.mark.parametrize(("text", "known"), [("Ở Thừa Thiên Huế, ", False), ("Ở Bình Dương, ", True), ("", True)])
def test_a_commune_alone_is_not_one_of_a_province_that_the_article_does_not_name(text: str, *, known: bool) -> None:
    text += "ông Lê Văn Mẫu là chủ tịch UBND phường Phú Hòa."
    reading = Reading(Record(id="a", published="2019-05-01", text=text))
    office = reading.office(title("Chủ tịch", "UBND phường Phú Hòa", "state", text.index("chủ tịch")))
    assert (office.id is not None) is known


def test_two_places_leave_a_bare_body_open() -> None:
    text = "Đoàn của Lai Châu và Sơn La gặp Giám đốc Công an tỉnh."
    found = Reading(Record(id="a", text=text)).office(title("Giám đốc", "Công an tỉnh", start=32)).organization
    assert found is not None
    assert (found.id, found.place) == (None, None)


def test_a_commune_of_a_common_name_stays_open_with_its_candidates_or_takes_the_articles_province() -> None:
    name = "UBND xã Tân Lập"
    found = Reading(Record(id="a", published="2019-01-01")).organization(name)
    assert found.id is None and found.place is None and len(found.candidates) > 2
    told = Reading(Record(id="a", published="2019-01-01", title="Chuyện ở Bình Phước")).organization(name)
    assert len(told.candidates) < len(found.candidates)
    assert Reading(Record(id="a", published="2019-01-01")).organization(f"{name}, huyện Đồng Phú").place == "25381"


def test_units_that_running_text_names() -> None:
    text = "Tại huyện Mường Tè và TP.HCM, Bà Rịa - Vũng Tàu; hòa bình, Hòa Bình; xã hội"
    assert [place for _, place in mentioned(text)] == [
        Place("huyện", "mường tè"),
        Place("thành phố", "hồ chí minh"),
        Place("", "bà rịa vũng tàu"),
        Place("", "hòa bình"),
    ]


def test_a_chain_is_narrowed_by_what_is_around() -> None:
    everywhere = candidates((Place("xã", "tân lập"),), "2019-01-01")
    (one,) = candidates((Place("xã", "tân lập"), Place("huyện", "đồng phú")), "2019-01-01")
    assert one in everywhere
    assert unit_id(one) == one.code


def test_the_tables_hold_together() -> None:
    known = {body.id: body for body in bodies()}
    assert len(known) == len(bodies())
    for body in bodies():
        assert all(one in known for one in (*body.successors, *([body.parent] if body.parent else [])))
        for day in (body.since, body.until):
            assert not day or date.fromisoformat(day)
    kinds = {"party", "state", "legislature", "judiciary", "mass_organization", "management", "religious", "foreign"}
    assert {head.kind for head in heads()} | {body.kind for body in bodies()} <= kinds
    assert all(role.body in known for role in roles().values() if role.body)
    assert len({unit_id(unit) for unit in units()}) == len(units())


def test_a_name_is_read_apart() -> None:
    found = form("Phòng Cảnh sát hình sự Công an huyện Mường Tè (Lai Châu)")
    assert found.places == (Place("huyện", "mường tè"), Place("", "lai châu"))
    assert found.parent is not None and found.parent.key == "công an"

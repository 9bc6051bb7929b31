"""Records of invented articles, as a run would make them."""

from extract.record import Award, Date, Mention, Official, Record, Statistic, Title


def person(name: str, *titles: str, number: int = 1, at: int = 0, gender: str | None = None) -> Official:
    """Somebody with titles, each as "role|organization|kind", and "|former" behind where it is over."""
    made = []
    for place, text in enumerate(titles):
        role, organization, kind, *former = text.split("|")
        start = at + 100 * (place + 1)
        made.append(
            Title(
                text=f"{role} {organization}".strip(),
                start=start,
                end=start + 10,
                rule="r",
                role=role,
                organization=organization or None,
                kind=kind,  # type: ignore[arg-type]
                former=bool(former),
            )
        )
    mention = Mention(text=name, start=at, end=at + len(name), rule="r")
    return Official(id=f"P{number}", name=name, gender=gender, titles=made, mentions=[mention])  # type: ignore[arg-type]


def record(name: str, *officials: Official, published: str | None = None, awards: tuple[Award, ...] = ()) -> Record:
    """An article that names officials and awards; each official has a place of its own."""
    return Record(id=name, title=f"Chuyện {name}", published=published, officials=list(officials), awards=list(awards))


def award(recipient: str, *, day: str | None = None, at: int = 0, giver: str = "Chủ tịch nước") -> Award:
    return Award(
        text="Huân chương Lao động hạng Nhì",
        start=at,
        end=at + 29,
        rule="r",
        name="Huân chương Lao động",
        grade="hạng Nhì",
        giver=giver,
        recipients=[recipient],
        event_date=day,
    )


PROVINCE = "Chủ tịch|UBND tỉnh Sơn La|state"

ARTICLES = (
    record(
        "a1",
        person("Đinh Xuân Mẫu", PROVINCE, "Phó Bí thư|Tỉnh ủy Sơn La|party"),
        person("Lò Thị Thử", "Giám đốc|Sở Y tế tỉnh Sơn La|state", number=2, at=1000, gender="female"),
        published="2018-03-01",
        awards=(award("Công an tỉnh Sơn La", day="2018-02-27", at=3000),),
    ),
    record(
        "a2",
        person("Đinh Xuân Mẫu", "Chủ tịch|UBND Sơn La|state"),
        person("Lò Thị Thử", "Giám đốc|Sở Y tế Sơn La|state", number=2, at=1000),
        published="2019-06-01",
        awards=(award("công an Sơn La", day="2018-02-27", at=3000),),
    ),
    record("a3", person("Đinh Xuân Mẫu", f"{PROVINCE}|former"), published="2021-01-10"),
    record("a4", person("Nguyễn Văn Hùng", "Trưởng Công an|huyện Mường Tè|state"), published="2018-05-01"),
    record("a5", person("Nguyễn Văn Hùng", "Chủ tịch|UBND huyện Bến Lức, Long An|state"), published="2018-06-01"),
    record("a6", person("Kim Mau-thu", "Tổng thống|Triều Tiên|foreign"), published="2018-07-01"),
    record("a7", person("Kim Mau Thu", "Tổng thống|Triều Tiên|foreign"), published="2018-08-01"),
    Record(
        id="a8",
        title="Hộ nghèo ở Sơn La",
        published="2020-01-05",
        dates=[
            Date(
                text="năm 2019",
                start=50,
                end=58,
                rule="r",
                type="date",
                value="2019",
                begin="2019-01-01",
                finish="2019-12-31",
            )
        ],
        statistics=[
            Statistic(
                text="12,5%",
                start=30,
                end=35,
                rule="r",
                kind="percentage",
                value=12.5,
                unit="%",
                subject="tỷ lệ hộ nghèo",
                entity="tỉnh Sơn La",
                period=0,
            ),
            Statistic(text="7", start=60, end=61, rule="r", kind="count", value=7, value_max=9, unit="", subject="xã"),
        ],
        text="Tỷ lệ hộ nghèo của tỉnh Sơn La còn 12,5% năm 2019, ông Mẫu nói. Thế là giảm.",
        source={"section": "Xã hội"},
    ),
)
"""Articles about a province's offices; all people and deeds are made up."""

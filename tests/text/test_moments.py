"""The day of publication, as sites, feeds, tables and databases write it."""

from datetime import date

import pytest

from extract.text.moments import publication_day

EXAMPLES = """
2020-06-05                                     2020-06-05
2020-06-05T14:30                               2020-06-05
2020-06-05 23:59:59                            2020-06-05
2020-06-05T23:30:00+07:00                      2020-06-05
2020-06-05T18:30:00Z                           2020-06-06
2020-06-05T00:30:00+09:00                      2020-06-04
2025-10-16T22:30:00.000Z                       2025-10-17
2025-10-16T08:30:00+0700                       2025-10-16
2025-10-16 22:30:00 UTC                        2025-10-17
2025-10-16 22:30:00 +0000 UTC                  2025-10-17
2025-10-16T08:30:00+07:00[Asia/Ho_Chi_Minh]    2025-10-16
2025/10/16                                     2025-10-16
2025/10/16 22:30:00 GMT                        2025-10-17
Thứ năm, 16/10/2025, 15:59 (GMT+7)             2025-10-16
16/10/2025                                     2025-10-16
16-10-2025 08:30                               2025-10-16
08:30, 16/10/2025                              2025-10-16
15:59 - Thứ Năm, 16/10/2025                    2025-10-16
T5, 16/10/2025 - 15:59                         2025-10-16
16/10/2025 | 08:30 GMT+7                       2025-10-16
16/10/2025 11:30:00 CH                         2025-10-16
16/10/2025 11:30 CH (GMT+0)                    2025-10-17
16/10/2025 12:30 SA (GMT+9)                    2025-10-15
Cập nhật lúc 08h30 ngày 16/10/2025             2025-10-16
23.10.2013                                     2013-10-23
1 / 6 / 2020                                   2020-06-01
5/6/2020 1:05                                  2020-06-05
10/16/2025                                     2025-10-16
16/10/25                                       2025-10-16
31/12/99                                       1999-12-31
Ngày 16 tháng 10 năm 2025                      2025-10-16
Thứ Năm, ngày 16 tháng 10 năm 2025 - 08:30     2025-10-16
16 Tháng Mười, 2025                            2025-10-16
16 Tháng mười hai, 2025                        2025-12-16
Tháng Mười 16, 2025                            2025-10-16
Th10 16, 2025                                  2025-10-16
Thu, 16 Oct 2025 08:00:00 +0700                2025-10-16
Thu, 16 Oct 2025 22:30:00 GMT                  2025-10-17
Thu Oct 16 08:00:00 UTC 2025                   2025-10-16
Thu Oct 16 2025 22:00:00 GMT+0000 (UTC)        2025-10-17
Oct 16, 2025                                   2025-10-16
October 16th, 2025 08:30 AM                    2025-10-16
16-Oct-25                                      2025-10-16
1760574600                                     2025-10-16
1760574600000                                  2025-10-16
1760574600.0                                   2025-10-16
20251016                                       2025-10-16
20251016083000                                 2025-10-16
45946                                          2025-10-16
45946.354                                      2025-10-16
45946,354                                      2025-10-16
/Date(1760574600000)/                          2025-10-16
"""


@pytest.mark.parametrize("example", EXAMPLES.strip().splitlines())
def test_a_date_in_any_form_is_that_day_in_vietnam(example: str) -> None:
    published, day = example[:47].strip(), example[47:].strip()
    assert publication_day(f" {published} ") == date.fromisoformat(day)


@pytest.mark.parametrize(
    "published",
    [
        "",
        "hôm qua",
        "2 giờ trước",
        "2025",
        "10/2025",
        "31/02/2025",
        "2020-02-30",
        "0001-01-01T00:00:00+09:00",
        "1e+300",
        "123",
        "9" * 19,
        "16/10/2025 " * 20,
    ],
)
def test_what_is_no_day_is_refused(published: str) -> None:
    with pytest.raises(ValueError):
        publication_day(published)


def test_the_month_is_first_where_that_is_said() -> None:
    assert publication_day("03/04/2025") == date(2025, 4, 3)
    assert publication_day("03/04/2025", month_first=True) == date(2025, 3, 4)
    assert publication_day("16/10/2025", month_first=True) == date(2025, 10, 16)

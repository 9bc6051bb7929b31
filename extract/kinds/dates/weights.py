"""How much each kind of evidence speaks for a year as the one in which an article was written."""

from collections.abc import Mapping
from math import exp

# Log-odds: estimated by a conditional logit (the years that an article can be of against "cannot be told") over dated
# news articles with their dates of publication hidden, undated ones with the year taken out of the day that they report
# from, and undated ones read by eye, held close to what one would expect where a kind is rare, then rounded.
# "headline", "lead" and "body" say where the year stands; "near" (at most a month), "mid" (seven months) and "far" how
# long before the day of the report the date lies, "alone" that the article reports from no day.
WEIGHTS = {
    "compared": 2.4,  # "so với năm 2018": the year after
    "compared early": 1.1,  # the same in the first months of a year
    "compared twice": 0.7,  # then also the year after that
    "compared plan": 0.5,  # the same in a plan: that year
    "this": 2.3,  # "tính đến năm 2019", "tháng 10/2019 này"
    "echo this": 1.7,  # "giải Sen Hồng 2018" and "giải Sen Hồng năm nay"
    "beside last": 1.6,  # "năm ngoái từng hứa sẽ xong vào cuối năm 2018": the year after
    "topic": 1.2,  # "2016 là năm thứ bảy"
    "until near": 2.4,  # "số liệu đến hết tháng 7/2019"
    "until mid": 1.1,
    "just past": 1.2,  # "tháng 6/2015 vừa qua"
    "next": 2.3,  # "bước sang năm 2021": the year before
    "anniversary": 2.5,  # "thành lập năm 2009 … 10 năm"
    "jubilee": 1.6,  # "kỷ niệm 88 năm (3/2/1930 - 3/2/2018)"
    "event headline": 2.0,
    "event lead": 1.3,
    "event body": 0.4,
    "event held": 2.2,  # "cuộc thi … 2018 diễn ra"
    "event ahead": 2.2,  # "cuộc thi … 2018 sẽ diễn ra"
    "report headline": 0.8,
    "report lead": 0.3,
    "report body": 0.1,
    "report early": 1.1,  # "báo cáo năm 2017" in the first months of a year: the year after
    "award headline": 0.2,
    "award lead": 0.7,
    "award body": 0.4,
    "award held": 2.2,
    "award ahead": 0.4,
    "named headline": 1.9,
    "named lead": 0.1,
    "named body": -0.2,
    "since headline": -0.6,
    "since lead": -0.5,
    "since body": -0.9,
    "same day": 1.0,  # "ngày 27/12 tới" and "đến 27/12/2015"
    "day near": 0.7,
    "day mid": -0.4,
    "day far": -0.3,
    "day alone": 0.8,
    "month near": 1.5,
    "month mid": 1.1,
    "month far": -0.3,
    "months near": 2.3,
    "months mid": 1.4,
    "months far": -1.1,
    "months alone": 1.1,
    "since day near": 0.9,
    "since day mid": 0.5,
    "since day far": 0.6,
    "since day alone": 1.2,
    "since month near": 1.3,
    "since month mid": 0.5,
    "since month far": 0.9,
    "range near": 1.5,
    "range mid": 0.5,
    "range far": -1.1,
    "ahead": 2.3,  # "từ ngày 1/1/2018" in an article of December
    "planned year": -0.2,
    "planned near": 2.4,
    "planned mid": 1.7,
    "planned far": 0.3,
    "planned alone": 1.6,
    "beyond plan": -1.0,  # later than a year that is planned for
    "end of years": -0.2,  # "giai đoạn 2011-2015"
    "school first": 0.3,  # "năm học 2018-2019" from August on: its first year
    "school second": 0.4,  # until May: its second year
    "school turn": 0.6,  # between: the first year of the one to come
    "tet ahead": 1.0,  # "Tết Mậu Tuất 2018" in autumn: the year before
    "latest": 0.6,  # the latest year that is spoken of as past or present
    "weekday fits": 0.9,
    "weekday differs": -1.7,
    "lunar fits": 2.5,
    "lunar differs": -3.0,
}
# As high as makes 97 of 100 ventured years right, measured on the dated articles with their day of publication hidden.
_UNTOLD = 2.15
_AT_MOST = 3


def likeliest(candidates: Mapping[int, Mapping[str, int]]) -> int | None:
    """The year that is likelier than all others and "cannot be told" together; None if there is none.

    `candidates` holds for each year how often each kind of evidence speaks for it.
    """
    odds = {
        year: exp(sum(WEIGHTS.get(kind, 0.0) * min(count, _AT_MOST) for kind, count in kinds.items()))
        for year, kinds in candidates.items()
    }
    year = max(odds, key=odds.__getitem__, default=None)
    return year if year is not None and 2 * odds[year] > exp(_UNTOLD) + sum(odds.values()) else None

"""Which time a figure is about, and which it is compared with; by the words that tie it, never by nearness.

Published on 12 June 2023.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

import factx

PUBLISHED = date(2023, 6, 12)  # a Monday
FY = "2022-04-01/2023-03-31"


def missing(why: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=why)


def claim(text: str, words: str) -> Any:
    (found,) = (c for c in factx.extract(text, published=PUBLISHED).claims if c.text == words)
    return found


LONG_TABLE = "Offence       2021     2022\n" + "\n".join(
    f"Kind {a}{b}       {100 + n}      {300 + n}" for n, (a, b) in enumerate(product("abcdefgh", repeat=2))
)

# The text, the figure in it, the EDTF value of its period and of its baseline.
ROWS = [
    ("Burglary fell by 14 per cent in 2022.", "14 per cent", "2022", None),
    ("In 2022, burglary fell by 14 per cent.", "14 per cent", "2022", None),
    ("Officers made 212 arrests in March 2023.", "212 arrests", "2023-03", None),
    ("During 2022 the team seized 46 knives.", "46 knives", "2022", None),
    ("The 2022 campaign reached 14 schools.", "14 schools", "2022", None),
    ("Since April 2021 officers have recovered 38 stolen tractors.", "38 stolen tractors", "2021-04/..", None),
    ("Over the last 12 months we have hired 130 officers.", "130 officers", "2022-06-13/2023-06-12", None),
    ("A 22% fall in car thefts was recorded last year.", "22%", "2022", None),
    ("Fraud cost residents £2.3 million in 2022.", "£2.3 million", "2022", None),
    ("Searches rose by 8% between 2021 and 2022.", "8%", "2021/2022", None),
    # figures joined by "and" share a date
    ("Two men and one woman were arrested on Sunday 4 June 2023.", "Two men", "2023-06-04", None),
    ("Two men and one woman were arrested on Sunday 4 June 2023.", "one woman", "2023-06-04", None),
    ("There were 27 arrests on Saturday and 19 on Sunday.", "27 arrests", "2023-06-10", None),
    ("There were 27 arrests on Saturday and 19 on Sunday.", "19", "2023-06-11", None),
    # the lead-in of a list
    ("In the year to March 2023:\n\n• 64 warrants were run\n• 211 people were held", "64 warrants", FY, None),
    ("In the year to March 2023:\n\n• 64 warrants were run\n• 211 people were held", "211 people", FY, None),
    ("In the year to March 2023.\n\n• 64 warrants were run\n• 211 people were held", "64 warrants", None, None),
    # the heads of columns
    ("Offence          2021    2022\nArson            310     290\nFraud            41      57", "310", "2021", None),
    ("Offence          2021    2022\nArson            310     290\nFraud            41      57", "57", "2022", None),
    ("Theft, 2022 v 2021:\n\n• Bikes: 310 v 290\n• Cars: 41 v 57", "57", "2021", None),
    (
        "Seized, April to June 2022 (2021 in brackets)\n\nBikes     310 (290)\nCars      41 (57)",
        "41",
        "2022-04/2022-06",
        None,
    ),
    ("Seized, April to June 2022 (2021 in brackets)\n\nBikes     310 (290)\nCars      41 (57)", "57", "2021", None),
    (
        "Offence          2020    2021    2022\nArson            310     290\nFraud            41      57",
        "310",
        None,
        None,
    ),
    (LONG_TABLE, "149", "2021", None),
    (LONG_TABLE, "359", "2022", None),
    ("Offence       2021     2022\nArson          n/a      n/a\nFraud         41      57", "57", "2022", None),
    # a heading that is a date, above a list
    ("Arrests in the year to March 2023\n\n• Arson: 64\n• 211 people for fraud", "64", FY, None),
    ("Arrests in the year to March 2023\n\n• Arson: 64\n• 211 people for fraud", "211 people", FY, None),
    ("2022/23\n\n• 64 warrants were run\n• 211 people were held", "211 people", FY, None),
    ("After the flood in March 2023 we helped all\n\n• 64 warrants were run", "64 warrants", None, None),
    # a stated scope
    ("Figures for the year to March 2023 show: 300 arrests and 25 cautions.", "300 arrests", FY, None),
    ("Figures for the year to March 2023 show: 300 arrests and 25 cautions.", "25 cautions", FY, None),
    ("In May 2023 officers recorded: 12 arrests; 15 cautions.", "15 cautions", "2023-05", None),
    ("In May 2023 officers recorded: 12 arrests; 15 warnings in 2022.", "15 warnings", "2022", None),
    # when somebody spoke is not when it was
    ("On Monday the sheriff said 30 people were held.", "30 people", None, None),
    ("On Monday the sheriff announced that 30 people were held.", "30 people", None, None),
    ("On Monday 30 people were held, the sheriff said.", "30 people", "2023-06-12", None),
    # when a thing began is not when it did what it did
    ("The scheme launched in 2019 has helped 200 victims.", "200 victims", None, None),
    # each figure of a comparison has its own time
    ("Officers made 212 arrests in March 2023, compared with 187 in March 2022.", "212 arrests", "2023-03", None),
    ("Officers made 212 arrests in March 2023, compared with 187 in March 2022.", "187", "2022-03", None),
    ("Thefts fell from 910 in 2021 to 846 in 2022.", "910", "2021", None),
    ("Thefts fell from 910 in 2021 to 846 in 2022.", "846", "2022", None),
    ("Some 31 bikes were stolen in 2022 (44 in 2021).", "Some 31 bikes", "2022", None),
    ("Some 31 bikes were stolen in 2022 (44 in 2021).", "44", "2021", None),
    ("The force recorded 73 robberies in 2022; it recorded 91 in 2021.", "73 robberies", "2022", None),
    ("The force recorded 73 robberies in 2022; it recorded 91 in 2021.", "91", "2021", None),
    ("Fraud cost residents £2.3m in 2022, up from £1.9m in 2021.", "£1.9m", "2021", None),
    ("In May 2023 there were 61 crashes, while in May 2022 there were 75.", "61 crashes", "2023-05", None),
    ("In May 2023 there were 61 crashes, while in May 2022 there were 75.", "75", "2022-05", None),
    # what a change is measured from
    ("Robbery was 9% lower than in 2019.", "9%", None, "2019"),
    ("Burglary is 7% lower than last year.", "7%", None, "2022"),
    pytest.param(
        "There were 318 fewer thefts in 2022 than in 2021.",
        "318 fewer thefts",
        "2022",
        "2021",
        marks=missing("a date of its own hides the baseline behind it"),
    ),
    pytest.param(
        "Hate crime rose by a fifth in 2022 compared with 2021.",
        "a fifth",
        "2022",
        "2021",
        marks=missing("a date of its own hides the baseline behind it"),
    ),
    pytest.param(
        "Compared with 2019, robbery is down 6%.",
        "6%",
        None,
        "2019",
        marks=missing('no baseline from an opening "compared with"'),
    ),
    pytest.param(
        "Operation Larch, which ran from 3 to 9 May 2023, led to 42 arrests.",
        "42 arrests",
        "2023-05-03/2023-05-09",
        None,
        marks=missing("the comma behind an operation's own dates parts them from its figures"),
    ),
    # a date in another clause or sentence says nothing of a figure
    ("The unit, which opened in 2015, has 24 officers.", "24 officers", None, None),
    ("Burglary fell by 14 per cent, and a new team was set up in 2021.", "14 per cent", None, None),
    ("After the law changed in 2016, drivers paid 1,240 fines.", "1,240 fines", None, None),
    ("He was jailed in 2018. Officers now look after 53 witnesses.", "53 witnesses", None, None),
    ("The team was set up in 2021 and it made 56 arrests last month.", "56 arrests", "2023-05", None),
    pytest.param(
        "Officers have made 45 arrests since the unit that will close in May opened.",
        "45 arrests",
        None,
        None,
        marks=missing("a relative clause without commas is not seen as a clause of its own"),
    ),
]


@pytest.mark.parametrize(("text", "figure", "period", "baseline"), ROWS)
def test_periods(text: str, figure: str, period: str | None, baseline: str | None) -> None:
    tied = claim(text, figure)
    assert (tied.period and tied.period.value, tied.baseline and tied.baseline.value) == (period, baseline)


def test_a_period_names_the_date_that_gives_it() -> None:
    report = factx.extract("There were 27 arrests on Saturday and 19 on Sunday.", published=PUBLISHED)
    by_id = {c.id: c for c in report.claims}
    tied = [(c.text, by_id[c.period.claim].text) for c in report.claims if c.kind == "count" and c.period]
    assert tied == [("27 arrests", "Saturday"), ("19", "Sunday")]


def test_a_date_without_a_value_is_no_period() -> None:
    (count,) = (c for c in factx.extract("There were 27 arrests on Saturday.").claims if c.kind == "count")
    assert count.period is None

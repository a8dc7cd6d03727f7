"""What a percentage is a share or a change of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import factx

PUBLISHED = date(2023, 6, 12)  # a Monday


def wrong(why: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=why)


def claim(text: str, words: str) -> Any:
    (found,) = (c for c in factx.extract(text, published=PUBLISHED).claims if c.text == words)
    return found


SHARES = [
    ("More than 60 per cent of the burglaries were at night.", "More than 60 per cent", "burglaries"),
    ("Two-thirds of drivers were stopped.", "Two-thirds", "drivers"),
    ("Nearly half of victims knew their attacker.", "Nearly half", "victims"),
    ("Some 85% of residents felt safer.", "Some 85%", "residents"),
    ("Women made up 66 per cent of callers.", "66 per cent", "callers"),
    ("Just 4 per cent of all reports were false.", "4 per cent", "all reports"),
    ("A third of those arrested were children.", "A third", "those arrested"),
    ("The team solved 40% of them.", "40%", "them"),
    ("One in five offences involves a phone.", "One in five", "offences"),
    ("One in eight of the cars was unlocked.", "One in eight", "cars"),
    ("Nine out of 10 drivers wore a belt.", "Nine out of 10", "drivers"),
    ("Half of the cars are electric.", "Half", "cars"),
]
CHANGES = [
    ("There was a 38% reduction in bike theft.", "38%", "bike theft"),
    ("Burglary fell by 14 per cent.", "14 per cent", "Burglary"),
    ("Robbery is down 6%.", "6%", "Robbery"),
    ("Robbery rose 11% on the previous year.", "11%", "Robbery"),
    ("The number of searches rose by 8%.", "8%", "number of searches"),
    ("Officers cut burglary by a fifth.", "a fifth", "burglary"),
    ("Knife crime has halved.", "halved", "Knife crime"),
    ("Calls doubled in May.", "doubled", "Calls"),
    ("Violent crime rose by 3 per cent.", "3 per cent", "Violent crime"),
    ("Violent crime rose by 3 per cent and burglary by 5 per cent.", "5 per cent", "burglary"),
    ("A drop of 12 per cent in car crime was seen.", "12 per cent", "car crime"),
    ("There was an increase of 1,045 (3.4%) in calls.", "3.4%", "calls"),
    ("Shootings fell by 15%, stabbings by 14%, and thefts by 6%.", "6%", "thefts"),
    ("Burglary was 10 per cent lower and robbery 15 per cent higher.", "15 per cent", "robbery"),
    ("Calls for help made by text climbed 11 per cent.", "11 per cent", "Calls for help made by text"),
    ("There were 10 per cent more calls.", "10 per cent", "calls"),
    ("Staff claimed a quarter less in overtime.", "a quarter", "overtime"),
    ("The force has 61 curfew orders, a fifth more than in May.", "a fifth", "curfew orders"),
    ("Thefts are therefore down by 7.2 per cent.", "7.2 per cent", "Thefts"),
]
LEVELS = [
    ("Public confidence stands at 68.4%.", "68.4%", "Public confidence"),
    ("The detection rate was 31.4%.", "31.4%", "detection rate"),
    ("Satisfaction rose from 75% to 78%.", "78%", "Satisfaction"),
    ("He was over Oregon's 0.08% limit.", "0.08%", "limit"),
    ("They had an 82% conviction rate.", "82%", "conviction rate"),
    ("They had a find rate of 33%.", "33%", "find rate"),
]
MULTIPLES = [
    ("Drivers are five times more likely to die.", "five times", "Drivers"),
    ("He was at more than double the legal limit.", "more than double", "legal limit"),
    ("There were twice as many arrests.", "twice as many", "arrests"),
    ("A reward, which has since doubled, is on offer.", "doubled", "reward"),
]
BACKWARDS = [
    ("Of those charged, 64% were men.", "64%", "those charged"),
    ("Officers made 1,960 searches. This was 21% more than in May.", "21%", "searches"),
    ("Officers made 52 arrests. Some 60% were for theft.", "Some 60%", "arrests"),
    ("There were 37 cars, a third of them stolen.", "a third", "them"),
    ("Two thirds of calls, a quarter of which were hoaxes, came late.", "a quarter", "which"),
    ("Over half (52%) of victims are women.", "52%", "victims"),
    ("Why people were stopped, of 960 stops:\n\n- Speeding: 61%\n- Phones: 39%", "39%", "stops"),
]
GLOSSES = [
    ("Of 4,120 calls, 1,602 (39 per cent) were about noise.", "39 per cent", "calls"),
    ("They visited 312 of the 350 homes (nearly 90%).", "nearly 90%", "homes"),
    ("Officers made 52 arrests (38% of the total).", "38%", "arrests"),
]
NOTHING = [
    ("A rise of 9% was recorded.", "9%"),
    ("Complaints rose, and 40% were upheld.", "40%"),
    ("He was sure that it was 100 per cent.", "100 per cent"),
]


@pytest.mark.parametrize(("text", "figure", "of"), [*SHARES, *CHANGES, *LEVELS, *MULTIPLES, *BACKWARDS, *GLOSSES])
def test_of(text: str, figure: str, of: str) -> None:
    assert claim(text, figure).of == of


@pytest.mark.parametrize(("text", "figure"), NOTHING)
def test_of_nothing_that_is_said(text: str, figure: str) -> None:
    assert claim(text, figure).of is None

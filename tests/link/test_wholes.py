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
FALLS = "There were falls in robbery (down 8%), vehicle theft (down 3%) and criminal damage offences (2%)."
ELSEWHERE = "Robbery fell in Leeds (down 8%), the north (down 5%) and Bradford (down 3%)."
APPOSED = [
    ("Change by strand: race, -9%; religion, +22%.", "+22%", "religion"),
    ("Violent Crime, -13.8%", "-13.8%", "Violent Crime"),
    ("Violence with injury: a fall of 3%", "3%", "Violence with injury"),
    ("Public order offences doubled in Ash but halved in Elm.", "halved", "Public order offences"),
    ("Shoplifting rose by almost a third.", "almost a third", "Shoplifting"),
    ("Some 2,110 crimes were recorded in 2018/19, 7 per cent fewer than expected.", "7 per cent", "crimes"),
    ("The detection rate went up by four percentage points.", "four percentage points", "detection rate"),
    (FALLS, "8%", "robbery"),
    (FALLS, "3%", "vehicle theft"),
    (FALLS, "2%", "criminal damage offences"),
    (ELSEWHERE, "8%", "Robbery"),
    (ELSEWHERE, "5%", "Robbery"),
    (ELSEWHERE, "3%", "Robbery"),
    ("The largest rises were in fraud (up 14%) and stalking and harassment offences (up 9%).", "14%", "fraud"),
    (
        "The largest rises were in fraud (up 14%) and stalking and harassment offences (up 9%).",
        "9%",
        "stalking and harassment offences",
    ),
    ("Burglary fell in both districts: North (down 12%) and South (down 8%).", "12%", "Burglary"),
    ("Crime fell by 4%, driven by reductions in burglary (-9%).", "-9%", "burglary"),
    ("Calls were down by 40%, with all violent crime down by 12%.", "12%", "all violent crime"),
    ("It credits cuts in car crime, down 9%, and robbery, down 5%.", "5%", "robbery"),
    ("Officers answered 612 calls from shops, up 8%.", "8%", "calls from shops"),
    ("Response times were better, with the north (down 14%) ahead.", "14%", "Response times"),
    ("Calls in the north (down 14%) were few.", "14%", "Calls in the north"),
    ("Assaults and Violent Robbery Down by Some 7%", "Some 7%", "Assaults and Violent Robbery"),
    ("There were 30 fewer thefts – 270 compared to 300, or down 10%.", "10%", "thefts"),
    ("The city saw 212 fewer thefts than last year, or 15%.", "15%", "thefts"),
    ("Thefts fell by 11%, robberies by 9%, and homicides by 3%.", "3%", "homicides"),
    ("Drink was a factor in 31% of serious collisions and speed in 12%.", "12%", "serious collisions"),
    ("It aims to cut bike theft by another 4 percent in 2031.", "4 percent", "bike theft"),
]
LEVELS = [
    ("She was stopped with a breath alcohol level over .12 percent.", "over .12 percent", "breath alcohol level"),
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
SURVEY = "Some 58% of those asked said good, up from a low of 51%. One in five (19%) said poor, the other 23% neither."
ASKED = "White people made up 71% of those stopped, Asian people 11% and people of mixed ethnicity 3%."
BACKWARDS = [
    (SURVEY, "51%", "those asked"),
    (SURVEY, "One in five", "those asked"),
    (SURVEY, "19%", "those asked"),
    (SURVEY, "23%", "those asked"),
    (ASKED, "11%", "those stopped"),
    (ASKED, "3%", "those stopped"),
    ("A decade ago 12% of burglaries were solved. Today the figure is 18%.", "18%", "burglaries"),
    ("That is one driver in every 69; last year it was one in 84.", "one driver in every 69", "driver"),
    ("That is one driver in every 69; last year it was one in 84.", "one in 84", "driver"),
    ("There were 5,266 stop and searches, 84 per cent on the street.", "84 per cent", "stop and searches"),
    ("Of those charged, 64% were men.", "64%", "those charged"),
    ("Officers made 1,960 searches. This was 21% more than in May.", "21%", "searches"),
    ("Officers made 52 arrests. Some 60% were for theft.", "Some 60%", "arrests"),
    ("There were 37 cars, a third of them stolen.", "a third", "them"),
    ("Two thirds of calls, a quarter of which were hoaxes, came late.", "a quarter", "which"),
    ("Over half (52%) of victims are women.", "52%", "victims"),
    ("Why people were stopped, of 960 stops:\n\n- Speeding: 61%\n- Phones: 39%", "39%", "stops"),
]
GLOSSES = [
    ("Outcomes (share of all searches, last year in brackets)\n\nArrest      13.8% (12.9%)", "12.9%", "all searches"),
    ("Of 4,120 calls, 1,602 (39 per cent) were about noise.", "39 per cent", "calls"),
    ("They visited 312 of the 350 homes (nearly 90%).", "nearly 90%", "homes"),
    ("Officers made 52 arrests (38% of the total).", "38%", "arrests"),
    ("Of these, 61 of the 80 fatal crashes in Kent (over 75%) were at night.", "over 75%", "fatal crashes in Kent"),
]
NOTHING = [
    ("A rise of 9% was recorded.", "9%"),
    ("He carried 40% of the load. The limit is 80%, and 12% were over.", "12%"),
    ("Confidence stands at 68%. Some 30% felt safe.", "Some 30%"),
    ("One in five had seen an officer on foot.", "One in five"),
    ("Complaints rose, and 40% were upheld.", "40%"),
    ("He was sure that it was 100 per cent.", "100 per cent"),
]


@pytest.mark.parametrize(
    ("text", "figure", "of"), [*SHARES, *CHANGES, *APPOSED, *LEVELS, *MULTIPLES, *BACKWARDS, *GLOSSES]
)
def test_of(text: str, figure: str, of: str) -> None:
    assert claim(text, figure).of == of


@pytest.mark.parametrize(("text", "figure"), NOTHING)
def test_of_nothing_that_is_said(text: str, figure: str) -> None:
    assert claim(text, figure).of is None

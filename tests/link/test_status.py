"""Stated, planned, negated, hypothetical: by what governs a figure."""

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


ROWS = [
    ("• People not wearing a belt – 341", "341", "stated"),
    ("The force will recruit 60 officers.", "60 officers", "planned"),
    ("The aim is to visit 300 shops.", "300 shops", "planned"),
    ("The target is 200 searches a month.", "200 searches", "planned"),
    ("The team was set a target of 90 visits.", "90 visits", "planned"),
    ("It plans to open two new stations.", "two new stations", "planned"),
    ("The force hopes to cut burglary by 10 per cent by 2025.", "10 per cent", "planned"),
    ("Burglary is expected to fall by 20%.", "20%", "planned"),
    ("The work is set to cost £400,000.", "£400,000", "planned"),
    ("He said that the unit would hire 30 more analysts.", "30 more analysts", "planned"),
    ("Officers searched 16 homes and will search another nine.", "nine", "planned"),
    ("He could face up to 14 years in prison.", "up to 14 years", "hypothetical"),
    ("If convicted, she faces up to ten years in jail.", "up to ten years", "hypothetical"),
    ("The offence carries a maximum fine of £5,000.", "a maximum fine of £5,000", "hypothetical"),
    ("Drivers can be fined £100.", "£100", "hypothetical"),
    ("The scheme would have cost £2 million.", "£2 million", "hypothetical"),
    ("Officers may visit 40 shops.", "40 shops", "hypothetical"),
    ("A spokesman said 25 people might be affected.", "25 people", "hypothetical"),
    ("No arrests have been made.", "No arrests", "negated"),
    ("There were no injuries.", "no injuries", "negated"),
    ("None of the officers was hurt.", "None of the officers", "negated"),
    ("Officers did not find 12 of the weapons.", "12 of the weapons", "negated"),
    # stated, whatever stands in another clause
    ("Officers arrested 14 men.", "14 men", "stated"),
    ("Officers searched 16 homes and will search another nine.", "16 homes", "stated"),
    ("Nobody was hurt, and 30 people were led to safety.", "30 people", "stated"),
    ("After the meeting, which will be held again, 50 residents signed up.", "50 residents", "stated"),
    ("Officers have made 45 arrests since the unit that will close opened.", "45 arrests", "stated"),
    ("The court was told that he stole £9,000.", "£9,000", "stated"),
    ("The driver was banned for 18 months.", "18 months", "stated"),
    ("The man was jailed for six years and must serve most of it.", "six years", "stated"),
    ("The team was set a target of 90 visits but made 112.", "112", "stated"),
    ("The force hoped to recruit 300 people but recruited only 120.", "120", "stated"),
    ("He will be arraigned for stealing dozens of cars.", "dozens of cars", "stated"),
    ("The word will be spread by the eight pupils who volunteered.", "eight pupils", "stated"),
    ("It is not known how the three men fled.", "three men", "stated"),
    ("He faces new charges for theft causing a £900 loss.", "£900", "stated"),
    ("A car carrying £870 was stopped.", "£870", "stated"),
    ("The promise has never been broken in 26 years.", "26 years", "stated"),
    ("In four cases the claims were not proven.", "four cases", "stated"),
    ("Police want to speak to two men.", "two men", "stated"),
    ("Ten buses will be on the road, up from 17.", "17", "stated"),
    ("He was going to lose his two flats.", "two flats", "stated"),
    ("Anyone who may have seen these three boys should call.", "three boys", "stated"),
    ("He pleaded guilty to one count of agreeing to sell: ten days in jail.", "ten days", "stated"),
    ("The 12 arrests will send a message.", "12 arrests", "stated"),
    ("He agreed to pay £400.", "£400", "planned"),
    ("The force wants offences to drop below 650.", "below 650", "planned"),
    ("A further 40 officers are to be recruited.", "40 officers", "planned"),
    ("The bags, if real, would be sold for £900.", "£900", "hypothetical"),
    ("The scheme would have cost each of us nearly £14.", "nearly £14", "hypothetical"),
    ("He was told that he would face at least three years in jail.", "at least three years", "hypothetical"),
    ("The maximum punishment is a £100 fine.", "£100", "hypothetical"),
    ("He was sued for not paying him £400.", "£400", "negated"),
    pytest.param(
        "He was jailed for six years, having admitted that he planned three robberies.",
        "three robberies",
        "stated",
        marks=wrong("a plan that a court was told of is a fact"),
    ),
]


@pytest.mark.parametrize(("text", "figure", "status"), ROWS)
def test_status(text: str, figure: str, status: str) -> None:
    assert claim(text, figure).status == status


@pytest.mark.parametrize("text", ["A man aged 30 will appear in court.", "He will appear on 3 July 2023."])
def test_ages_and_dates_are_facts(text: str) -> None:
    assert [c.status for c in factx.extract(text, published=PUBLISHED).claims] == ["stated"]

"""Which way a figure went; and what only looks like a change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import factx

PUBLISHED = date(2023, 6, 12)  # a Monday


def claim(text: str, words: str) -> Any:
    (found,) = (c for c in factx.extract(text, published=PUBLISHED).claims if c.text == words)
    return found


UP, DOWN = "increase", "decrease"
CHANGES = [
    ("Only religious crime increased – by 27 per cent.", "27 per cent", "increase"),
    ("Decreases were recorded in burglary (12%) and robbery (8%).", "12%", "decrease"),
    ("Decreases were recorded in burglary (12%) and robbery (8%).", "8%", "decrease"),
    ("Thefts fell by 11%, robberies by 9%, and homicides by 3%.", "3%", "decrease"),
    ("The city saw 212 fewer thefts than last year, or 15%.", "15%", "decrease"),
    # verbs
    ("Burglary fell by 14 per cent.", "14 per cent", DOWN),
    ("Robbery decreased 4 per cent.", "4 per cent", DOWN),
    ("Fuel theft increased by a further 11%.", "11%", UP),
    ("Thefts dropped by almost a third.", "almost a third", DOWN),
    ("Robbery fell by 18 offences.", "18 offences", DOWN),
    ("Officers cut burglary by a fifth.", "a fifth", DOWN),
    ("The share grew by 2.2 percentage points.", "2.2 percentage points", UP),
    ("The budget rose by £2.4 million.", "£2.4 million", UP),
    ("Costs were cut by £310,000.", "£310,000", DOWN),
    # verbs that are the figure
    ("Drink-driving has more than halved.", "more than halved", DOWN),
    ("Calls doubled in May.", "doubled", UP),
    ("Calls almost tripled in May.", "almost tripled", UP),
    # from one level to another: the current figure has the direction, the one before it has none
    ("Crime fell from 3,150 offences to 2,772.", "2,772", DOWN),
    ("The fine rose from £60 to £100.", "£100", UP),
    # adverbs, nouns, comparatives, signs
    ("Robbery was up 6%.", "6%", UP),
    ("Burglary was down by more than a quarter.", "more than a quarter", DOWN),
    ("There was a 38 per cent reduction in bike theft.", "38 per cent", DOWN),
    ("A rise of 9% was recorded.", "9%", UP),
    ("An 11% drop was seen in graffiti.", "11%", DOWN),
    ("Burglary is 7% lower than last year.", "7%", DOWN),
    ("Burglary is 7 per cent higher.", "7 per cent", UP),
    ("There were 212 fewer thefts.", "212 fewer thefts", DOWN),
    ("The force has 45 more officers.", "45 more officers", UP),
    ("Vehicle crime (-8.2%) and burglary (+3.4%) both moved.", "-8.2%", DOWN),
    ("Vehicle crime (-8.2%) and burglary (+3.4%) both moved.", "+3.4%", UP),
    # a gloss goes the way of the figure that it glosses
    ("There was an increase of 1,045 (3.4%) in calls.", "1,045", UP),
    ("There was an increase of 1,045 (3.4%) in calls.", "3.4%", UP),
]
LEVELS = [
    ("Clear-up rates rose to 50%.", "50%"),
    ("Detections went up to 41 per cent from 36 per cent.", "36 per cent"),
    ("Crime fell from 3,150 offences to 2,772.", "3,150 offences"),
    ("The fine rose from £60 to £100.", "£60"),
]
LOOKS_ALIKE = [
    ("Theft was 21% higher and amounts to one offence in eight.", "one offence in eight"),
    ("Women made up 66 per cent of callers.", "66 per cent"),
    ("Officers took down 40% of the posters.", "40%"),
    ("He picked up 30 per cent of the bill.", "30 per cent"),
    ("The team broke up 12 gangs.", "12 gangs"),
    ("More than 60 per cent of thefts were at night.", "More than 60 per cent"),
    ("Fewer than 20 per cent of victims reported it.", "Fewer than 20 per cent"),
    ("A third of the cars were locked.", "A third"),
    ("Complaints rose, and 40% were upheld.", "40%"),
    ("Arrests rose while 25% of those held were charged.", "25%"),
    ("Crime fell, with 81 arrests made.", "81 arrests"),
    ("A 12-month fall in crime left 320 shops open.", "320 shops"),
    ("Officers added another 92 searches.", "92 searches"),
]


@pytest.mark.parametrize(("text", "figure", "change"), CHANGES)
def test_changes(text: str, figure: str, change: str) -> None:
    assert claim(text, figure).change == change


@pytest.mark.parametrize(("text", "figure"), LEVELS)
def test_a_level_is_no_change(text: str, figure: str) -> None:
    assert claim(text, figure).change is None


@pytest.mark.parametrize(("text", "figure"), LOOKS_ALIKE)
def test_what_only_looks_like_a_change(text: str, figure: str) -> None:
    assert claim(text, figure).change is None


def test_up_to_a_level_is_no_bound() -> None:
    level = claim("Detections went up to 41 per cent from 36 per cent.", "41 per cent")
    assert (level.qualifier, level.change) == ("exact", None)

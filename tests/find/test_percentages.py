"""Percentages, shares and multiples: what is found, with its value in per cent, qualifier, form and own direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

WRITTEN = [
    ("Burglary fell 12.4 per cent.", "12.4 per cent | 12.4 exact percent"),
    ("Thefts were down 7% on the year.", "7% | 7 exact percent"),
    ("There was a 17 percent rise in calls.", "17 percent | 17 exact percent"),
    ("There was a 17-percent rise in calls.", "17-percent | 17 exact percent"),
    ("Some of the fleet, 9 % of it, is electric.", "9 % | 9 exact percent"),
    ("A survey found ninety-two per cent felt safe.", "ninety-two per cent | 92 exact percent"),
    ("Calls rose by 1,250% in a decade.", "1,250% | 1250 exact percent"),
    ("Detections rose 0.5pct.", "0.5pct | 0.5 exact percent"),
    ("Our target is a 20% cut by 2030.", "20% | 20 exact percent"),
    ("He gave a reading of 0.15%.", "0.15% | 0.15 exact percent"),
    ("Up 8.25 per cent.", "8.25 per cent | 8.25 exact percent"),
    ("The unit is 100% female.", "100% | 100 exact percent"),
    ("No change: 0% growth.", "0% | 0 exact percent"),
    ("“Robbery is down 14%,” she said.", "14% | 14 exact percent"),
    ("Robbery (14%) fell.", "14% | 14 exact percent"),
]
HEDGED = [
    ("More than 38 per cent of those stopped were released.", "More than 38 per cent | 38 over percent"),
    ("Over 60% agreed.", "Over 60% | 60 over percent"),
    ("Well over 60% agreed.", "Well over 60% | 60 over percent"),
    ("It rose by at least 5%.", "at least 5% | 5 at_least percent"),
    ("It rose by nearly 40 per cent.", "nearly 40 per cent | 40 nearly percent"),
    ("It rose by almost 40 per cent.", "almost 40 per cent | 40 nearly percent"),
    ("It rose by just under 40 per cent.", "just under 40 per cent | 40 nearly percent"),
    ("It rose by around 40 per cent.", "around 40 per cent | 40 about percent"),
    ("About 3% of calls are abandoned.", "About 3% | 3 about percent"),
    ("Some 70 per cent were repeat victims.", "Some 70 per cent | 70 about percent"),
    ("It costs up to 30% less.", "up to 30% | 30 up_to percent"),
    ("Fewer than 2% complained.", "Fewer than 2% | 2 under percent"),
    ("Less than one per cent were hoaxes.", "Less than one per cent | 1 under percent"),
    ("No more than 5% may be carried over.", "No more than 5% | 5 up_to percent"),
    ("Anything from 80% or more is a pass.", "80% or more | 80 at_least percent"),
    ("It is exactly 50%.", "exactly 50% | 50 exact percent"),
    ("There were concerns about 5% of cases.", "5% | 5 exact percent"),
]
RANGES = [
    ("Between 10 and 15 per cent of calls are silent.", "Between 10 and 15 per cent | 10..15 between percent"),
    ("It accounts for 10 to 15 per cent of calls.", "10 to 15 per cent | 10..15 between percent"),
    ("It accounts for 10-15% of calls.", "10-15% | 10..15 between percent"),
    ("It accounts for 10–15% of calls.", "10–15% | 10..15 between percent"),
    ("It accounts for between 10% and 15% of calls.", "between 10% and 15% | 10..15 between percent"),
]
SIGNED = [
    ("Robbery was -8.2% over the year.", "-8.2% | 8.2 exact percent decrease"),
    ("Robbery was down -8.2% over the year.", "-8.2% | 8.2 exact percent decrease"),
    ("There was a -1.3% decrease in theft.", "-1.3% | 1.3 exact percent decrease"),
    ("Theft (+4%) rose.", "+4% | 4 exact percent increase"),
    ("Theft (−4%) fell.", "−4% | 4 exact percent decrease"),
]
SEVERAL = [
    (
        "Index crime (-8.2%), burglaries (-4.1) and thefts (+3) are out.",
        [
            "-8.2% | 8.2 exact percent decrease",
            "-4.1 | 4.1 exact percent decrease",
            "+3 | 3 exact percent increase",
        ],
    ),
    (
        "Burglary fell by 12% and theft by 7%.",
        ["12% | 12 exact percent", "7% | 7 exact percent"],
    ),
    (
        "Satisfaction went up to 50.4 per cent from 49.3 per cent.",
        ["50.4 per cent | 50.4 exact percent", "49.3 per cent | 49.3 exact percent"],
    ),
    (
        "Nine out of ten (88 per cent) felt safe.",
        ["Nine out of ten | 90 exact ratio", "88 per cent | 88 exact percent"],
    ),
    ("It rose from 12% to 18%.", ["12% | 12 exact percent", "18% | 18 exact percent"]),
    (
        "The rate fell 4 percentage points, from 31% to 27%.",
        ["4 percentage points | 4 exact points", "31% | 31 exact percent", "27% | 27 exact percent"],
    ),
    (
        "Index crime (-8.2%), burglaries (-4.1%).",
        ["-8.2% | 8.2 exact percent decrease", "-4.1% | 4.1 exact percent decrease"],
    ),
]
POINTS = [
    ("Confidence rose 2.5 percentage points.", "2.5 percentage points | 2.5 exact points"),
    ("Confidence rose by one percentage point.", "one percentage point | 1 exact points"),
    ("Confidence rose by more than 3 percentage points.", "more than 3 percentage points | 3 over points"),
    ("Confidence rose by half a percentage point.", "half a percentage point | 0.5 exact points"),
    ("A 3-percentage-point gain was recorded.", "3-percentage-point | 3 exact points"),
]
FRACTIONS = [
    ("A sixth was spent on fuel.", "A sixth | 16.6667 exact fraction"),
    ("A third of drivers were over the limit.", "A third | 33.3333 exact fraction"),
    ("One third of drivers were over the limit.", "One third | 33.3333 exact fraction"),
    ("Two-thirds of drivers were over the limit.", "Two-thirds | 66.6667 exact fraction"),
    ("Two thirds of drivers were over the limit.", "Two thirds | 66.6667 exact fraction"),
    ("Three quarters of them were locals.", "Three quarters | 75 exact fraction"),
    ("Three-quarters were locals.", "Three-quarters | 75 exact fraction"),
    ("Calls were cut by a fifth.", "a fifth | 20 exact fraction"),
    ("It fell by almost a third.", "almost a third | 33.3333 nearly fraction"),
    ("More than a quarter said no.", "More than a quarter | 25 over fraction"),
    ("It rose by a full quarter.", "a full quarter | 25 exact fraction"),
    ("Nearly half of the calls were hoaxes.", "Nearly half | 50 nearly fraction"),
    ("Half of the calls were hoaxes.", "Half | 50 exact fraction"),
    ("Over half the calls were hoaxes.", "Over half | 50 over fraction"),
    ("A tenth of the budget is spent on fuel.", "A tenth | 10 exact fraction"),
    ("Seven-tenths of the stock was fake.", "Seven-tenths | 70 exact fraction"),
]
RATIOS = [
    ("Kias made up two of every five vehicles stolen.", "two of every five | 40 exact ratio"),
    ("In nine cases out of ten we came.", "nine cases out of ten | 90 exact ratio"),
    ("It means that one caller in every 50 was ill.", "one caller in every 50 | 2 exact ratio"),
    ("One in five women was followed.", "One in five | 20 exact ratio"),
    ("One in 400 drivers failed.", "One in 400 | 0.25 exact ratio"),
    ("1 in 4 calls is a hoax.", "1 in 4 | 25 exact ratio"),
    ("Three out of four agreed.", "Three out of four | 75 exact ratio"),
    ("Eight out of every 10 victims knew the offender.", "Eight out of every 10 | 80 exact ratio"),
    ("Nearly one in three homes has a camera.", "Nearly one in three | 33.3333 nearly ratio"),
    ("About one in every hundred calls is urgent.", "About one in every hundred | 1 about ratio"),
    ("Around 9 in 10 were solved.", "Around 9 in 10 | 90 about ratio"),
]
MULTIPLES = [
    ("Seizures doubled.", "doubled | 100 exact multiple increase"),
    ("Seizures more than doubled.", "more than doubled | 100 over multiple increase"),
    ("Seizures almost tripled.", "almost tripled | 200 nearly multiple increase"),
    ("Seizures have trebled.", "trebled | 200 exact multiple increase"),
    ("Thefts have halved.", "halved | 50 exact multiple decrease"),
    ("Thefts have almost halved.", "almost halved | 50 nearly multiple decrease"),
    ("There were twice as many calls.", "twice as many | 100 exact multiple increase"),
    ("He was three times the legal limit.", "three times | 200 exact multiple"),
    ("They are four times more likely to die.", "four times | 300 exact multiple"),
    ("It is 3.5 times as high.", "3.5 times as high | 250 exact multiple increase"),
    ("He was almost twice the limit.", "almost twice | 100 nearly multiple"),
    ("There was a five-fold increase.", "five-fold | 400 exact multiple"),
    ("There was a tenfold rise.", "tenfold | 900 exact multiple increase"),
    ("There was a 3.7-fold rise.", "3.7-fold | 270 exact multiple"),
    ("She was nearly three times over the limit.", "nearly three times | 200 nearly multiple"),
    ("He was at two and a half times the limit.", "two and a half times | 150 exact multiple"),
    ("That is almost double the limit.", "almost double | 100 nearly multiple"),
    ("The haul was 2.5 times bigger than the last.", "2.5 times | 150 exact multiple"),
    ("The plan is to double the number of searches.", "double | 100 exact multiple increase"),
    ("It recovered about nine times its budget.", "about nine times | 800 about multiple"),
    ("It is three times Avonshire's figure.", "three times | 200 exact multiple"),
    ("A driver had .08 percent in his blood.", ".08 percent | 0.08 exact percent"),
    ("Cannabis was present in 36pc of tests.", "36pc | 36 exact percent"),
    ("He promised up to a 100 percent profit.", "up to a 100 percent | 100 up_to percent"),
    ("One call in seven is solved.", "One call in seven | 14.2857 exact ratio"),
    ("Nine times out of ten it is nothing.", "Nine times out of ten | 90 exact ratio"),
    ("One car in every five was over the limit.", "One car in every five | 20 exact ratio"),
    ("It fell by 0.7 of a percentage point.", "0.7 of a percentage point | 0.7 exact points"),
    ("Repeat offenders were 30 to 35 percent of them.", "30 to 35 percent | 30..35 between percent"),
    ("Burglary is down by a fifth as patrols grow.", "a fifth | 20 exact fraction"),
]
NONE = [
    "Five men were jailed. A sixth was fined.",
    "Two of the homes held drugs; a family lived in a third.",
    "Point A (-4.1) lies below point B (+3).",
    "A third man ran away.",
    "A third suspect, a quarter mile away, was found.",
    "It happened at half past nine.",
    "They stopped half-way along the path.",
    "It took half an hour.",
    "It took a quarter of an hour.",
    "In the second half of the match a flare was thrown.",
    "They were found with half a kilo of cannabis.",
    "He left work on one in Park Street.",
    "We are here 24 hours a day, seven days a week.",
    "He was seen with one in a red coat and one in a blue one.",
    "The third quarter was quiet.",
    "Third party insurance is needed.",
    "He worked in the Third Ward.",
    "She was a half sister of the victim.",
    "He was arrested three times in a week.",
    "He was hit three times as he ran off.",
    "The prison was visited twice.",
    "Two in custody after raid.",
    "They came third in the half marathon.",
    "Doubles tennis was cancelled.",
    "He served five in three years.",
    "They searched the quarters of one in uniform.",
    "The score was 3-0 at half time.",
    "He paid half price.",
    "The discount code is SAVE20.",
    "Ring back to double check.",
    "He got three points on his licence.",
    "She rode the bus ten times that day.",
    "They struck three times the same night.",
    "It happened between half six and nine.",
    "It cost a quarter of a million pounds.",
    "A double murder shook the town.",
    "Double yellow lines were painted.",
]

TOGETHER = [
    (
        "Trust is lowest in Elm (44 per cent, down from 52).",
        ["44 per cent | 44 exact percent", "52 | 52 exact percent"],
    ),
    ("Theft was 10% lower, down from 52 offences.", ["10% | 10 exact percent"]),
    ("Confidence rose 3 points to 78 per cent.", ["3 points | 3 exact points", "78 per cent | 78 exact percent"]),
    (
        "Homicide (-8.2%), robbery (-4.1) and theft (+3.0) moved.",
        [
            "-8.2% | 8.2 exact percent decrease",
            "-4.1 | 4.1 exact percent decrease",
            "+3.0 | 3 exact percent increase",
        ],
    ),
    ("Over half (52%) of victims are women.", ["Over half | 50 over fraction", "52% | 52 exact percent"]),
    (
        "Nine out of ten (88 per cent) were sober.",
        ["Nine out of ten | 90 exact ratio", "88 per cent | 88 exact percent"],
    ),
]

SINGLE = [*WRITTEN, *HEDGED, *RANGES, *SIGNED, *POINTS, *FRACTIONS, *RATIOS, *MULTIPLES]


@pytest.mark.parametrize(("text", "expected"), SINGLE)
def test_one_percentage(text: str, expected: str, finds: Callable[..., list[str]]) -> None:
    assert finds("percentage", text, "qualifier", "form", "change") == [expected]


@pytest.mark.parametrize(("text", "expected"), [*SEVERAL, *TOGETHER])
def test_several_percentages(text: str, expected: list[str], finds: Callable[..., list[str]]) -> None:
    assert finds("percentage", text, "qualifier", "form", "change") == expected


@pytest.mark.parametrize("text", NONE)
def test_no_percentage(text: str, finds: Callable[..., list[str]]) -> None:
    assert finds("percentage", text) == []

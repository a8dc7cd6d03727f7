"""Measurements with their units, and durations with their ISO 8601 values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factx.lexicon import lexicon
from factx.units import same_unit

if TYPE_CHECKING:
    from collections.abc import Callable

MEASUREMENTS = [
    ("They found 9kgs of cocaine.", "9kgs | 9 exact kilogram cocaine"),
    ("They found 200kg of cannabis.", "200kg | 200 exact kilogram cannabis"),
    ("They found 95 kilos of heroin.", "95 kilos | 95 exact kilogram heroin"),
    ("They found one kilogram of heroin.", "one kilogram | 1 exact kilogram heroin"),
    ("They found half a kilo.", "half a kilo | 0.5 exact kilogram"),
    ("They found 12 grams of heroin.", "12 grams | 12 exact gram heroin"),
    ("They found 0.5g of heroin.", "0.5g | 0.5 exact gram heroin"),
    ("They found three tonnes of tobacco.", "three tonnes | 3 exact metric_ton tobacco"),
    ("He drove at 101mph.", "101mph | 101 exact mph"),
    ("He drove at 101 miles per hour.", "101 miles per hour | 101 exact mph"),
    ("He drove at 130 km/h.", "130 km/h | 130 exact km/h"),
    ("It is 97 miles long.", "97 miles | 97 exact mile"),
    ("A 97-mile chase ended.", "97-mile | 97 exact mile"),
    ("It was 1000 metres away.", "1000 metres | 1000 exact meter"),
    ("Stay 20m away.", "20m | 20 exact meter"),
    ("A 6-inch blade was found.", "6-inch | 6 exact inch"),
    ("It is 30cm long.", "30cm | 30 exact centimeter"),
    ("They spilled 40 litres of diesel.", "40 litres | 40 exact litre diesel"),
    ("He is 6ft tall.", "6ft | 6 exact foot"),
    ("He is 5ft 9in tall.", "5ft 9in | 69 exact inch"),
    ("He is 5ft 8ins tall.", "5ft 8ins | 68 exact inch"),
    ("He is about 5ft 10 inches tall.", "about 5ft 10 inches | 70 about inch"),
    ("He is 5 feet 11 inches tall.", "5 feet 11 inches | 71 exact inch"),
    ("More than 200kg was found.", "More than 200kg | 200 over kilogram"),
    ("Up to 3 acres burned.", "Up to 3 acres | 3 up_to acre"),
    ("Between 10 and 15 kilos was found.", "Between 10 and 15 kilos | 10..15 between kilogram"),
    ("Between 10kg and 15kg was found.", "Between 10kg and 15kg | 10..15 between kilogram"),
    ("A blade of 6 to 8 inches was found.", "6 to 8 inches | 6..8 between inch"),
    ("He is between 5ft 8in and 5ft 10in tall.", "between 5ft 8in and 5ft 10in | 68..70 between inch"),
    ("He is 5ft 8ins to 5ft 10ins tall.", "5ft 8ins to 5ft 10ins | 68..70 between inch"),
    ("It fell to -4°C.", "-4°C | -4 exact degC"),
    ("He is approximately 6’2” tall.", "approximately 6’2” | 74 about inch"),
    ("He is 5'10\" tall.", "5'10\" | 70 exact inch"),
    ("He is between 6ft and 6ft 2in tall.", "between 6ft and 6ft 2in | 72..74 between inch"),
    ("He is 5ft 11ins - 6ft 1in tall.", "5ft 11ins - 6ft 1in | 71..73 between inch"),
    ("He weighs 185 pounds.", "185 pounds | 185 exact pound"),
    ("They seized 12 pounds of cannabis.", "12 pounds | 12 exact pound cannabis"),
    ("It was less than a mile away.", "less than a mile | 1 under mile"),
    ("He had less than an ounce of cannabis.", "less than an ounce | 1 under ounce cannabis"),
    ("He ran for a mile and a half.", "a mile and a half | 1.5 exact mile"),
    ("It is one-and-a-half miles long.", "one-and-a-half miles | 1.5 exact mile"),
    (
        "He had 71 micrograms of alcohol per 100 ml of breath.",
        "71 micrograms of alcohol per 100 ml of breath | 71 exact microgram/deciliter alcohol",
    ),
    ("He had 98 mg per 100 ml in his blood.", "98 mg per 100 ml | 98 exact milligram/deciliter"),
    (
        "He had 0.19 grams per 210 litres of breath.",
        "0.19 grams per 210 litres of breath | 0.19 exact gram/breath_sample",
    ),
    ("They found two stone of cannabis.", "two stone | 2 exact stone cannabis"),
    ("They searched 12 square miles.", "12 square miles | 12 exact mile**2"),
    ("They spilled 40 gallons of oil.", "40 gallons | 40 exact gallon oil"),
    ("They cleared 3 hectares.", "3 hectares | 3 exact hectare"),
    ("It is 200 yards away.", "200 yards | 200 exact yard"),
    ("It is 4.5 tonnes.", "4.5 tonnes | 4.5 exact metric_ton"),
    ("An ounce and a half was found.", "An ounce and a half | 1.5 exact ounce"),
]
SPEEDS = [
    ("He did 71mph in a 40mph limit.", ["71mph | 71 exact mph", "40mph | 40 exact mph"]),
    ("They found 2kg of heroin and 30g of crack.", ["2kg | 2 exact kilogram heroin", "30g | 30 exact gram crack"]),
]
NO_MEASUREMENT = [
    "He had a 9mm pistol.",
    "It was £2m in all.",
    "Two sets of road works are planned.",
    "He is in 5G coverage.",
    "It cost £20m north of the border.",
    "He is 40.",
    "Two stones were thrown.",
    "A half kilometre-stone was stolen.",
    "The foot patrol began.",
    "The limit was cut.",
    "A 9-millimetre gun was found.",
    "It cost 300 pounds.",
]
DURATIONS = [
    ("He got 18 months in prison.", "18 months | P18M exact sentence"),
    ("He got nine years imprisonment.", "nine years | P9Y exact sentence"),
    ("He got 12 years and six months in prison.", "12 years and six months | P12Y6M exact sentence"),
    ("He got seven years, nine months in jail.", "seven years, nine months | P7Y9M exact sentence"),
    ("He got five and a half years in jail.", "five and a half years | P5Y6M exact sentence"),
    ("He got a 12-month jail term.", "12-month | P12M exact sentence"),
    ("He got up to ten years in jail.", "up to ten years | P10Y up_to sentence"),
    ("He got a minimum of ten years in jail.", "a minimum of ten years | P10Y at_least sentence"),
    ("He was banned from driving for 20 months.", "20 months | P20M exact ban"),
    ("It was suspended for two years.", "two years | P2Y exact suspension"),
    ("She has 20 years of experience.", "20 years | P20Y exact experience"),
    ("It took three weeks.", "three weeks | P3W exact"),
    ("It took two days.", "two days | P2D exact"),
    ("It took 36 hours.", "36 hours | PT36H exact"),
    ("It took 90 minutes.", "90 minutes | PT90M exact"),
    ("It took 11 minutes and 40 seconds.", "11 minutes and 40 seconds | PT11M40S exact"),
    ("It took two hours and 15 minutes.", "two hours and 15 minutes | PT2H15M exact"),
    ("It left a quarter of an hour early.", "a quarter of an hour | PT15M exact"),
    ("It took three quarters of an hour.", "three quarters of an hour | PT45M exact"),
    ("They watched over 200 hours of video.", "over 200 hours | PT200H over"),
    ("It took half an hour.", "half an hour | PT30M exact"),
    ("It took two and a half hours.", "two and a half hours | PT2H30M exact"),
    ("It took a fortnight, or two fortnights.", "two fortnights | P4W exact"),
    ("They spent two nights there.", "two nights | P2D exact"),
    ("One call comes in every 16 minutes.", "16 minutes | PT16M exact"),
    ("It took about six hours.", "about six hours | PT6H about"),
    ("It took nearly two years.", "nearly two years | P2Y nearly"),
    ("It took more than 40 hours.", "more than 40 hours | PT40H over"),
    ("It took 10 hours or more.", "10 hours or more | PT10H at_least"),
    ("It took two to three weeks.", "two to three weeks | P2W..P3W between"),
    ("It took between 4 and 6 hours.", "between 4 and 6 hours | PT4H..PT6H between"),
    ("Officers came within 20 minutes.", "within 20 minutes | PT20M up_to"),
    ("He got 25 years to life in prison.", "25 years to life | P25Y at_least sentence"),
    ("He got up to 50 years to life in prison.", "up to 50 years to life | P50Y at_least sentence"),
    ("He got 2 1/3 to seven years in prison.", "2 1/3 to seven years | P2Y4M..P7Y between sentence"),
    ("He got 7 1/2 years in jail.", "7 1/2 years | P7Y6M exact sentence"),
    ("He was jailed for a year.", "a year | P1Y exact sentence"),
    ("He was jailed for a year and a day.", "a year and a day | P1Y1D exact sentence"),
    ("He was banned for a year and a half.", "a year and a half | P1Y6M exact ban"),
    ("It ran for over a month.", "over a month | P1M over"),
    ("It took almost an hour.", "almost an hour | PT1H nearly"),
    ("It took an hour and a half.", "an hour and a half | PT1H30M exact"),
    ("He got two years, suspended.", "two years | P2Y exact sentence"),
    ("He could get up to a further nine months behind bars.", "up to a further nine months | P9M up_to sentence"),
    ("Cases were closed in 20 working days.", "20 working days | P20D exact"),
    ("It lasted two or three weeks.", "two or three weeks | P2W..P3W between"),
    ("He got three years on probation.", "three years | P3Y exact probation"),
    ("He was given 90 hours of unpaid work.", "90 hours | PT90H exact community service"),
    ("She has fewer than six months’ service.", "fewer than six months | P6M under experience"),
    ("The offence carries a maximum of ten years.", "a maximum of ten years | P10Y up_to sentence"),
    ("He got five years of supervised release.", "five years | P5Y exact probation"),
]
NO_DURATION = [
    "A two-year-old boy was found.",
    "He is 17 years old.",
    "It happened two years ago.",
    "It fell over the last 12 months.",
    "We are open 24 hours a day.",
    "It happened at 1810 hours.",
    "The 2023 year-end report is out.",
    "Day one was quiet.",
    "It was his third year.",
    "The second man ran.",
    "Burglary is 16 per cent lower than a year ago.",
    "It rose by 3% more than a year earlier.",
    "They held a week of action.",
    "It is open for a day out.",
    "It happened over a week ago.",
    "It is a once in a year event.",
]
DAYS = [
    ("He got two years in prison.", 730, 732),
    ("He got 18 months in prison.", 504, 558),
    ("It took three weeks.", 21, 21),
    ("It took two hours.", None, None),
    ("It took more than two days.", 2, None),
    ("It took up to two days.", None, 2),
]


@pytest.mark.parametrize(("text", "expected"), MEASUREMENTS)
def test_a_measurement(text: str, expected: str, finds: Callable[..., list[str]]) -> None:
    assert finds("measurement", text, "qualifier", "unit", "of") == [expected]


@pytest.mark.parametrize(("text", "expected"), SPEEDS)
def test_several_measurements(text: str, expected: list[str], finds: Callable[..., list[str]]) -> None:
    assert finds("measurement", text, "qualifier", "unit", "of") == expected


@pytest.mark.parametrize("text", NO_MEASUREMENT)
def test_no_measurement(text: str, finds: Callable[..., list[str]]) -> None:
    assert finds("measurement", text) == []


@pytest.mark.parametrize(("text", "expected"), DURATIONS)
def test_a_duration(text: str, expected: str, finds: Callable[..., list[str]]) -> None:
    assert finds("duration", text, "qualifier", "of") == [expected]


@pytest.mark.parametrize("text", NO_DURATION)
def test_no_duration(text: str, finds: Callable[..., list[str]]) -> None:
    assert finds("duration", text) == []


@pytest.mark.parametrize(("text", "low", "high"), DAYS)
def test_the_days_of_a_duration(text: str, low: int | None, high: int | None, finds: Callable[..., list[str]]) -> None:
    (line,) = finds("duration", text, "days_low", "days_high")
    days = [str(bound) for bound in (low, high) if bound is not None]
    assert line.split(" | ")[1].split()[1:] == days


def test_every_unit_of_the_table_is_one_that_pint_reads() -> None:
    table = lexicon().units
    names = [*table.measures, *table.ambiguous.values(), *(f"gram/{volume}" for volume in table.volumes.values())]
    unread = [name for name in names if " " not in same_unit(name)]
    assert unread == []
    assert same_unit("kg") == same_unit("kilogram") != same_unit("pound")

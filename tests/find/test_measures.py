"""Measurements with their units, and durations with their ISO 8601 values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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

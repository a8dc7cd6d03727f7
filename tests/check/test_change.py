"""Rises and falls against what they are measured from: what is bound, what it comes to, and what must stay silent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import factx
from factx.claims import Bounds

if TYPE_CHECKING:
    from factx.claims import Check

PUBLISHED = date(2023, 6, 12)


def checks(text: str) -> list[Check]:
    found = factx.extract(text, published=PUBLISHED, rules=["all"]).checks
    return [check for check in found if check.rule == "change-of-baseline"]


def operands(check: Check) -> dict[str, str]:
    return {operand.role: operand.text for operand in check.operands}


def delta(percent: str, delta: str, base: str) -> dict[str, str]:
    return {"percent": percent, "delta": delta, "base": base}


def levels(percent: str, base: str, new: str) -> dict[str, str]:
    return {"percent": percent, "base": base, "new": new}


CONSISTENT = [
    (
        "Robbery fell by between 10 and 20 per cent, from 98 to 81.",
        levels("between 10 and 20 per cent", "98", "81"),
        "(98 − 81) ÷ 98 = 17.3 %",
    ),
    # the change and its base
    (
        "Recorded burglary saw a 16% reduction (1,346 fewer offences than the 8,412 in 2021).",
        delta("16%", "1,346 fewer offences", "8,412"),
        "1,346 ÷ 8,412 = 16.0 %",
    ),
    (
        "Bike thefts were down 40%, with 68 fewer offences than the 170 recorded in 2022.",
        delta("40%", "68 fewer offences", "170"),
        "68 ÷ 170 = 40.0 %",
    ),
    (
        "There were 212 fewer thefts (9 per cent) than the 2,356 recorded in 2021.",
        delta("9 per cent", "212 fewer thefts", "2,356"),
        "212 ÷ 2,356 = 9.0 %",
    ),
    (
        "There were 212 fewer thefts than the 2,356 in 2021, a fall of 9 per cent.",
        delta("9 per cent", "212 fewer thefts", "2,356"),
        "212 ÷ 2,356 = 9.0 %",
    ),
    (
        "A total of 349 drivers were fined, 39 more than the 310 in May, a rise of 12.6%.",
        levels("12.6%", "310", "349 drivers"),
        "(349 − 310) ÷ 310 = 12.6 %",
    ),
    # both levels, in either order
    ("Robbery fell by 17% from 98 to 81.", levels("17%", "98", "81"), "(98 − 81) ÷ 98 = 17.3 %"),
    ("Crashes fell from 100 to 80, a drop of 20%.", levels("20%", "100", "80"), "(100 − 80) ÷ 100 = 20.0 %"),
    ("Robbery fell by 100% from 12 to 0.", levels("100%", "12", "0"), "(12 − 0) ÷ 12 = 100.0 %"),
    ("Robbery fell by 17% to 81 from 98.", levels("17%", "98", "81"), "(98 − 81) ÷ 98 = 17.3 %"),
    (
        "Robbery fell by 17% in 2022, from 98 in 2021 to 81 in 2022.",
        levels("17%", "98", "81"),
        "(98 − 81) ÷ 98 = 17.3 %",
    ),
    ("Robbery was down 17% in 2022 (81 v 98).", levels("17%", "98", "81"), "(98 − 81) ÷ 98 = 17.3 %"),
    (
        "There were 81 robberies last year, 17% fewer than the 98 in 2021.",
        levels("17%", "98", "81 robberies"),
        "(98 − 81) ÷ 98 = 17.3 %",
    ),
    (
        "The unit made 448 arrests, up 12% on the 400 made in 2021.",
        levels("12%", "400", "448 arrests"),
        "(448 − 400) ÷ 400 = 12.0 %",
    ),
    (
        "The unit made 448 arrests in 2022, a rise of 12% on the 400 made in 2021.",
        levels("12%", "400", "448 arrests"),
        "(448 − 400) ÷ 400 = 12.0 %",
    ),
    (
        "The team recovered 150 bikes (up 25% on the 120 found in 2021).",
        levels("25%", "120", "150 bikes"),
        "(150 − 120) ÷ 120 = 25.0 %",
    ),
    (
        "Deputies wrote 448 citations, up 12 percent from 400 in May.",
        levels("12 percent", "400", "448 citations"),
        "(448 − 400) ÷ 400 = 12.0 %",
    ),
    (
        "Car crime rose 5.2%, from 1,250 offences to 1,315 offences.",
        levels("5.2%", "1,250 offences", "1,315 offences"),
        "(1,315 − 1,250) ÷ 1,250 = 5.2 %",
    ),
    # fractions and hedges
    (
        "Calls rose by a third, from 3,321 to 4,431.",
        levels("a third", "3,321", "4,431"),
        "(4,431 − 3,321) ÷ 3,321 = 33.4 %",
    ),
    (
        "Hate crime fell by nearly a fifth, from 742 to 601 offences.",
        levels("nearly a fifth", "742", "601 offences"),
        "(742 − 601) ÷ 742 = 19.0 %",
    ),
    (
        "Robbery fell by more than 17% from 98 to 81.",
        levels("more than 17%", "98", "81"),
        "(98 − 81) ÷ 98 = 17.3 %",
    ),
]
IMPRECISE = [
    (
        "Speeding rose by 12%, from 310 cases to 349 cases.",
        levels("12%", "310 cases", "349 cases"),
        "(349 − 310) ÷ 310 = 12.6 %",
    ),
    (
        "Burglary fell by 39% (5,042 fewer offences than the 13,193 in 2021).",
        delta("39%", "5,042 fewer offences", "13,193"),
        "5,042 ÷ 13,193 = 38.2 %",
    ),
]
INCONSISTENT = [
    ("Crashes fell from 98 to 81, a drop of 27%.", levels("27%", "98", "81"), "(98 − 81) ÷ 98 = 17.3 %"),
    ("Robbery fell by 27% from 98 to 81.", levels("27%", "98", "81"), "(98 − 81) ÷ 98 = 17.3 %"),
    ("Robbery was down 27% in 2022 (81 v 98).", levels("27%", "98", "81"), "(98 − 81) ÷ 98 = 17.3 %"),
    (
        "There were 81 robberies last year, 27% fewer than the 98 in 2021.",
        levels("27%", "98", "81 robberies"),
        "(98 − 81) ÷ 98 = 17.3 %",
    ),
    (
        "Recorded burglary saw a 26% reduction (1,346 fewer offences than the 8,412 in 2021).",
        delta("26%", "1,346 fewer offences", "8,412"),
        "1,346 ÷ 8,412 = 16.0 %",
    ),
    (
        "There were 212 fewer thefts than the 2,356 in 2021, a fall of 19 per cent.",
        delta("19 per cent", "212 fewer thefts", "2,356"),
        "212 ÷ 2,356 = 9.0 %",
    ),
    (
        "The unit made 448 arrests, up 22% on the 400 made in 2021.",
        levels("22%", "400", "448 arrests"),
        "(448 − 400) ÷ 400 = 12.0 %",
    ),
    (
        "Car crime rose 2.5%, from 1,250 offences to 1,315 offences.",
        levels("2.5%", "1,250 offences", "1,315 offences"),
        "(1,315 − 1,250) ÷ 1,250 = 5.2 %",
    ),
    (
        "Calls rose by a quarter, from 3,321 to 4,431.",
        levels("a quarter", "3,321", "4,431"),
        "(4,431 − 3,321) ÷ 3,321 = 33.4 %",
    ),
    (
        "Burglary fell by 38.4% (5,042 fewer offences than the 13,193 in 2021).",
        delta("38.4%", "5,042 fewer offences", "13,193"),
        "5,042 ÷ 13,193 = 38.2 %",
    ),
    (
        "There were 349 fines, 39 more than the 310 in May, a rise of 22%.",
        levels("22%", "310", "349 fines"),
        "(349 − 310) ÷ 310 = 12.6 %",
    ),
]
# A rise that is called a fall, and the other way round: the message flips.
GROSS = [
    ("Robbery fell by 17% from 81 to 98.", levels("17%", "81", "98"), "(81 − 98) ÷ 81 = −21.0 %"),
    ("Robbery rose by 17% from 98 to 81.", levels("17%", "98", "81"), "(81 − 98) ÷ 98 = −17.3 %"),
    (
        "Burglary rose by 16% (1,346 fewer offences than the 8,412 in 2021).",
        delta("16%", "1,346 fewer offences", "8,412"),
        "1,346 ÷ 8,412 = 16.0 %",
    ),
]


@pytest.mark.parametrize(("text", "expected", "arithmetic"), CONSISTENT)
def test_consistent(text: str, expected: dict[str, str], arithmetic: str) -> None:
    (check,) = checks(text)
    assert (check.rule, check.verdict, check.reason, check.gross) == ("change-of-baseline", "consistent", None, False)
    assert (operands(check), check.arithmetic) == (expected, arithmetic)


@pytest.mark.parametrize(("text", "expected", "arithmetic"), IMPRECISE)
def test_imprecise(text: str, expected: dict[str, str], arithmetic: str) -> None:
    (check,) = checks(text)
    assert (check.verdict, check.gross, operands(check), check.arithmetic) == ("imprecise", False, expected, arithmetic)


@pytest.mark.parametrize(("text", "expected", "arithmetic"), INCONSISTENT)
def test_inconsistent(text: str, expected: dict[str, str], arithmetic: str) -> None:
    (check,) = checks(text)
    assert (check.verdict, check.reason, check.gross) == ("inconsistent", None, False)
    assert (operands(check), check.arithmetic) == (expected, arithmetic)


@pytest.mark.parametrize(("text", "expected", "arithmetic"), GROSS)
def test_gross(text: str, expected: dict[str, str], arithmetic: str) -> None:
    (check,) = checks(text)
    assert (check.verdict, check.gross, operands(check), check.arithmetic) == (
        "inconsistent",
        True,
        expected,
        arithmetic,
    )


UNDETERMINED = [
    # not asserted
    ("Robbery will fall by 27% from 98 to 81.", "not_asserted"),
    ("The aim is to cut robbery by 27% from 98 to 81.", "not_asserted"),
    ("Robbery could fall by 27% from 98 to 81.", "not_asserted"),
    ("Robbery did not fall by 27% from 98 to 81.", "not_asserted"),
    # the base may be another
    ("Where recorded, robbery fell by 27% from 98 to 81.", "base_disclaimer"),
    ("Figures are provisional: robbery fell by 27% from 98 to 81.", "base_disclaimer"),
    # the operands say too little
    ("Burglary fell by 16% (about 1,300 fewer offences than the 8,000 in 2021).", "inputs_too_vague"),
    ("Robbery fell by 17% from about 98 to 81.", "inputs_too_vague"),
    ("Robbery fell by 30% from nearly 1,000 to about 700.", "inputs_too_vague"),
]
SILENT = [
    "Robbery fell by 27% in each of the last two years, from 98 to 52.",
    "The number of people stopped more than once fell by 27% from 98 to 81.",
    "Robbery fell by 27% since 2015, from 98 in 2021 to 81 in 2022.",
    "Seizures fell by 27%, from 98 to £81.",
    "Costs fell by 27%, from £98 to 81 euros.",
    "The force has 448 officers, 22% more than the 400 cars it has.",
    "Robbery fell by 27%, and burglary fell from 98 to 81.",
    "Robbery fell by 27%. Officers made 81 arrests, compared with 98 in 2021.",
    "Robbery fell by 17% in towns. Elsewhere it went from 300 to 290.",
    "Robbery fell by 27% over the years. In 2022 there were 81 offences, down from 98 in 2021.",
    "Robbery fell by 27% a year, from 98 to 52.",
    "Robbery fell by 27 percentage points from 98 to 81.",
    "Some 27% of the 98 suspects were bailed, and 81 were charged.",
    "There were 81 robberies, and 27% of shops were hit twice, with 98 tills emptied.",
    "Burglary was down 27% in 2022; there were 98 officers on patrol and 81 cars.",
    "Women made up 27% of the 98 drivers, and 81 were men.",
    "Clear-up rates rose to 27% from 81 cases to 98 cases.",
    "About 27 per cent of 98 homes were checked by 81 officers.",
    "Robbery more than doubled from 98 to 181.",
    "The fall was 27%.\n\nThere were 81 offences, down from 98.",
]


@pytest.mark.parametrize(("text", "reason"), UNDETERMINED)
def test_undetermined(text: str, reason: str) -> None:
    (check,) = checks(text)
    assert (check.verdict, check.reason, check.gross) == ("undetermined", reason, False)


@pytest.mark.parametrize("text", SILENT)
def test_silent(text: str) -> None:
    assert checks(text) == []


# A change that stands apart from its base, or goes back to the sentence before.
APART = [
    "There were 212 fewer thefts, a 9 per cent reduction on the 2,356 in 2021.",
    "Officers made 318 more searches, or 12%, than the 2,650 the year before.",
    "There were 75 crashes in May 2023. That is a 25 per cent increase on the 60 in May 2022.",
]


@pytest.mark.parametrize("text", APART)
def test_consistent_from_afar(text: str) -> None:
    assert [check.verdict for check in checks(text)] == ["consistent"]


def test_a_sum_inside_a_quote_is_the_speaker_s() -> None:
    report = factx.extract("“Robbery fell by 27% from 98 to 81,” said Inspector Joy Brand.", rules=["all"])
    (check,) = report.checks
    (quote,) = (c for c in report.claims if c.kind == "quote")
    assert (check.verdict, check.quote) == ("inconsistent", quote.id)


def test_what_is_claimed_and_what_it_comes_to() -> None:
    (check,) = checks("Robbery fell by 27% from 200 to 162.")
    assert check.claimed == Bounds(low=Decimal(26), high=Decimal(28), low_open=True, high_open=True)
    assert check.recomputed == Bounds(low=Decimal(19), high=Decimal(19))


def test_checks_are_numbered_in_text_order() -> None:
    found = checks("Robbery fell by 17% from 98 to 81.\n\nCalls rose by a quarter, from 3,321 to 4,431.")
    assert [(k.id, k.verdict) for k in found] == [("k1", "consistent"), ("k2", "inconsistent")]
    starts = [min(o.start for o in k.operands) for k in found]
    assert starts == sorted(starts)

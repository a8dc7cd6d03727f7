"""The weekday of a date against the calendar. Published on Monday 12 June 2023 unless a case says otherwise."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import factx

if TYPE_CHECKING:
    from factx.claims import Check


def checks(text: str) -> list[Check]:
    return [c for c in factx.extract(text, published=date(2023, 6, 12), rules=["all"]).checks if c.rule == "weekday"]


CONSISTENT = [
    "It was seen on Tuesday 4 April 2023.",
    "It was seen on Tues 4th April 2023.",
    "It was seen on Tuesday, April 4, 2023.",
    "It was seen at 4.10pm on Tuesday 4 April 2023.",
    "It was seen at 04:10 on Tuesday 4 April 2023.",
    "It was seen on Tuesday 04/04/2023.",
    "It was seen on Thursday 29 February 2024.",
    "It was seen on Saturday 1 January 2000.",
    "It was seen on Wednesday 31 August 2022 by a nurse.",
    "It runs from Friday 2 June 2023 to Sunday 4 June 2023.",
    "It runs from Friday 2 to Sunday 4 June 2023.",
    "It ended today, Monday 12 June 2023.",
    "It was seen on Sunday 11th of June 2023.",
    "A lorry was hit on Monday evening, 15 May 2023.",
    "“It was seen on Tuesday 4 April 2023,” said PC Ann Hale.",
]
INCONSISTENT = [
    ("It was seen on Monday 4 April 2023.", "Tuesday 2023-04-04"),
    ("It was seen on Mon 4th April 2023.", "Tuesday 2023-04-04"),
    ("It was seen on Friday, April 4, 2023.", "Tuesday 2023-04-04"),
    ("It was seen at 4.10pm on Sunday 4 April 2023.", "Tuesday 2023-04-04"),
    ("It was seen on Sunday 04/04/2023.", "Tuesday 2023-04-04"),
    ("It was seen on Friday 29 February 2024.", "Thursday 2024-02-29"),
    ("It runs from Friday 2 June 2023 to Monday 4 June 2023.", "Friday 2023-06-02; Sunday 2023-06-04"),
    ("It runs from Saturday 2 to Sunday 4 June 2023.", "Friday 2023-06-02; Sunday 2023-06-04"),
    ("It ended today, Tuesday 12 June 2023.", "Monday 2023-06-12"),
    ("“It was seen on Sunday 4 April 2023,” said PC Ann Hale.", "Tuesday 2023-04-04"),
]
# Without a year in the text only the page's date speaks, and that may be an upload's.
UNDETERMINED = [
    "It was seen yesterday (Friday).",
    "It was seen yesterday (Friday 9 June).",
    "It ended today (Thursday).",
]
SILENT = [
    "It was seen on Tuesday.",
    "It was seen on Sunday 11 June.",
    "It was seen yesterday (Sunday).",
    "It was seen yesterday (Sunday 11 June).",
    "It was seen on 4 April 2023.",
    "It was seen last Tuesday.",
    "It was seen between Friday and Sunday.",
    "It was seen in June 2023, a Monday as it happened.",
    "It was seen on Sunday 31 November 2022.",
    "The Sunday Herald of 4 April 2023 had it.",
]


@pytest.mark.parametrize("text", CONSISTENT)
def test_consistent(text: str) -> None:
    assert [c.verdict for c in checks(text)] == ["consistent"]


@pytest.mark.parametrize(("text", "arithmetic"), INCONSISTENT)
def test_inconsistent(text: str, arithmetic: str) -> None:
    assert [(c.verdict, c.arithmetic) for c in checks(text)] == [("inconsistent", arithmetic)]


@pytest.mark.parametrize("text", UNDETERMINED)
def test_undetermined(text: str) -> None:
    assert [(c.verdict, c.reason) for c in checks(text)] == [("undetermined", "page_date")]


@pytest.mark.parametrize("text", SILENT)
def test_silent(text: str) -> None:
    assert checks(text) == []


def test_the_operand_is_the_date_and_the_quote_is_named() -> None:
    (check,) = checks("“It was seen on Sunday 4 April 2023,” said PC Ann Hale.")
    assert [o.text for o in check.operands] == ["Sunday 4 April 2023"]
    assert check.quote is not None

"""Amounts of money, in units of their currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

AMOUNTS = [
    ("It cost £3, 400 to mend.", "£3, 400 | 3400 exact GBP"),
    ("It cost £25 000 to mend.", "£25 000 | 25000 exact GBP"),
    ("Cash of £6,000 was found.", "£6,000 | 6000 exact GBP"),
    ("Cash of £15000 was found.", "£15000 | 15000 exact GBP"),
    ("It cost £38million.", "£38million | 38000000 exact GBP"),
    ("It cost £6.5 million.", "£6.5 million | 6500000 exact GBP"),
    ("It cost £1.2m.", "£1.2m | 1200000 exact GBP"),
    ("It cost £250k.", "£250k | 250000 exact GBP"),
    ("It cost £3bn.", "£3bn | 3000000000 exact GBP"),
    ("A £60 fine was paid.", "£60 | 60 exact GBP"),
    ("It cost £12.50.", "£12.50 | 12.5 exact GBP"),
    ("It cost 500 pounds.", "500 pounds | 500 exact GBP"),
    ("It cost two million pounds.", "two million pounds | 2000000 exact GBP"),
    ("It cost £68,000 pounds.", "£68,000 pounds | 68000 exact GBP"),
    ("It cost ten grand.", "ten grand | 10000 exact GBP"),
    ("It cost 50 pence.", "50 pence | 0.5 exact GBP"),
    ("It cost €4,000.", "€4,000 | 4000 exact EUR"),
    ("It cost 30 euro.", "30 euro | 30 exact EUR"),
    ("It cost US$900.", "US$900 | 900 exact USD"),
    ("It cost S$1.2 million.", "S$1.2 million | 1200000 exact SGD"),
    ("It cost NZ$20.", "NZ$20 | 20 exact NZD"),
    ("It cost GBP 400.", "GBP 400 | 400 exact GBP"),
    ("Drugs worth more than £2,000 went.", "more than £2,000 | 2000 over GBP"),
    ("Drugs worth almost £6,000 went.", "almost £6,000 | 6000 nearly GBP"),
    ("Fines of up to £3,000 apply.", "up to £3,000 | 3000 up_to GBP"),
    ("An estimated £90,000 was lost.", "An estimated £90,000 | 90000 about GBP"),
    ("At least £5m was lost.", "At least £5m | 5000000 at_least GBP"),
    ("It cost £500 or more.", "£500 or more | 500 at_least GBP"),
    ("It cost £500+.", "£500+ | 500 over GBP"),
    ("It cost between £2,000 and £3,000.", "between £2,000 and £3,000 | 2000..3000 between GBP"),
    ("It cost £2,000 to £3,000.", "£2,000 to £3,000 | 2000..3000 between GBP"),
    ("It cost £2,000-£3,000.", "£2,000-£3,000 | 2000..3000 between GBP"),
    ("It cost £20-30k.", "£20-30k | 20000..30000 between GBP"),
    ("It cost £2-3 million.", "£2-3 million | 2000000..3000000 between GBP"),
]
SEVERAL = [
    ("Tickets are £5 and £8.", ["£5 | 5 exact GBP", "£8 | 8 exact GBP"]),
    ("Losses rose from £200 to £350.", ["£200 | 200 exact GBP", "£350 | 350 exact GBP"]),
    ("It cost £5 (€6).", ["£5 | 5 exact GBP", "€6 | 6 exact EUR"]),
]
NONE = [
    "He had fake £20 notes.",
    "He had fake £1 coins.",
    "He weighs 160 lb.",
    "She gained ten pounders of it.",
    "It happened at Pound Lane.",
    "He owes a lot of money.",
    "A three-figure sum was stolen.",
    "Officers found 12 purses.",
]
DOLLARS = [("US", "USD"), ("CA", "CAD"), ("AU", "AUD"), ("NZ", "NZD"), ("GB", None), (None, None)]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_an_amount(text: str, expected: str, finds: Callable[..., list[str]]) -> None:
    assert finds("money", text, "qualifier", "currency") == [expected]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_amounts(text: str, expected: list[str], finds: Callable[..., list[str]]) -> None:
    assert finds("money", text, "qualifier", "currency") == expected


@pytest.mark.parametrize("text", NONE)
def test_no_amount(text: str, finds: Callable[..., list[str]]) -> None:
    assert finds("money", text) == []


@pytest.mark.parametrize(("country", "currency"), DOLLARS)
@pytest.mark.parametrize("amount", ["$1,500", "1,500 dollars"])
def test_a_dollar_is_that_of_the_country(
    amount: str, country: str | None, currency: str | None, finds: Callable[..., list[str]]
) -> None:
    expected = f"{amount} | 1500 exact" + (f" {currency}" if currency else "")
    assert finds("money", f"It cost {amount} then.", "qualifier", "currency", country=country) == [expected]

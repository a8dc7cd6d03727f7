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
    ("A three-figure sum was stolen.", "three-figure sum | None vague GBP"),
    ("They took a six figure sum.", "six figure sum | None vague GBP"),
    ("Thousands of pounds went missing.", "Thousands of pounds | None vague GBP"),
    ("Tens of thousands of euros went missing.", "Tens of thousands of euros | None vague EUR"),
    ("Tickets are 50p each.", "50p | 0.5 exact GBP"),
    ("It cost about a quarter of a million pounds.", "about a quarter of a million pounds | 250000 about GBP"),
    ("It cost one and a half million pounds.", "one and a half million pounds | 1500000 exact GBP"),
    ("Losses exceeded £10,000 that day.", "£10,000 | 10000 over GBP"),
    ("The man handed over £400 in cash.", "£400 | 400 exact GBP"),
    ("The fines were small, adding up to £900.", "£900 | 900 exact GBP"),
    ("He can be fined up to a further £500.", "up to a further £500 | 500 up_to GBP"),
    ("He did 300 pounds of damage.", "300 pounds | 300 exact GBP"),
    ("Ten thousand pounds in cash was found.", "Ten thousand pounds | 10000 exact GBP"),
    ("It cost HK$3.2 million.", "HK$3.2 million | 3200000 exact HKD"),
    ("It cost CA$250.", "CA$250 | 250 exact CAD"),
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
    "He weighs 185 pounds.",
    "They seized 12 pounds of cannabis.",
    "A 3-pound bag of flour was on the shelf.",
    "He rode a BMW R1200 along the R650.",
    "The figures were clear.",
    "She gained ten pounders of it.",
    "It happened at Pound Lane.",
    "He owes a lot of money.",
    "Officers found 12 purses.",
]
RANDS = [
    ("They took R12 650 in cash.", "R12 650 | 12650 exact ZAR"),
    ("They took R2.5 million.", "R2.5 million | 2500000 exact ZAR"),
    ("Goods worth R2,4 million went.", "R2,4 million | 2400000 exact ZAR"),
    ("The fine is R350.", "R350 | 350 exact ZAR"),
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


@pytest.mark.parametrize(("text", "expected"), RANDS)
def test_rands_are_paid_at_home(text: str, expected: str, finds: Callable[..., list[str]]) -> None:
    assert finds("money", text, "qualifier", "currency", country="ZA") == [expected]
    assert finds("money", text, "qualifier", "currency", country="US") == []


@pytest.mark.parametrize(("country", "currency"), DOLLARS)
@pytest.mark.parametrize("amount", ["$1,500", "1,500 dollars"])
def test_a_dollar_is_that_of_the_country(
    amount: str, country: str | None, currency: str | None, finds: Callable[..., list[str]]
) -> None:
    expected = f"{amount} | 1500 exact" + (f" {currency}" if currency else "")
    assert finds("money", f"It cost {amount} then.", "qualifier", "currency", country=country) == [expected]

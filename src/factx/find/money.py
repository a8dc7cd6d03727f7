"""Amounts of money."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from factx.figures import Figure
from factx.find.candidate import Candidate, quantity
from factx.find.numbers import Number, hedge, hedge_after, is_maximum, pairs
from factx.lexicon import Lexicon, any_of
from factx.sieve import Sifted, sifted

if TYPE_CHECKING:
    from collections.abc import Sequence


def find_money(text: str, numbers: Sequence[Number], lexicon: Lexicon) -> list[Candidate]:
    """Every amount of `text`; that of a bare $ or of "dollars" has no currency yet."""
    table, found = lexicon.money, []
    taken = 0
    for number, following in pairs(numbers):
        if number.start < taken:
            continue
        hedged = hedge(text, number, following, lexicon)
        word = _words(lexicon).match(text, hedged.end)
        figure, end = hedged.figure, hedged.end
        if number.sign:
            if _denominations(lexicon).match(text, end):
                continue
            currency = table.signs.get(number.sign.upper()) or table.letters.get(number.sign)
            end = word.end() if word else end
        elif word and not _weighs(text, hedged.start, word, lexicon):
            currency, end = table.words.get(word[1].lower()), word.end()
            figure = figure.times(Fraction(table.factors.get(word[1].lower(), "1")))
        elif not number.in_words and number.value < 100 and _PENCE.match(text, end):
            currency, end, figure = "GBP", end + 1, figure.times(Fraction(1, 100))
        else:
            continue
        change = None
        if more := _MORE.match(text, end):
            end, change = more.end(), "increase" if more[1].lower() == "more" else "decrease"
        if behind := hedge_after(text, end, lexicon):
            end, figure = behind[0], replace(figure, qualifier=behind[1])
        if figure.qualifier == "exact" and is_maximum(text, hedged.start):
            figure = replace(figure, qualifier="up_to")
        found.append(quantity("money", hedged.start, end, figure, currency=currency, change=change))
        taken = end
    found += _vague(text, lexicon)
    return sorted(found, key=lambda c: c.start)


def _vague(text: str, lexicon: Lexicon) -> list[Candidate]:
    """A four-figure sum (of the country's own money, yet to be settled); thousands of pounds."""
    sums, amounts = _vague_amounts(lexicon)
    figure, found = Figure(None, qualifier="vague"), []
    for match in sums.finditer(text):
        found.append(quantity("money", match.start(), match.end(), figure, currency=None, change=None))
        found[-1].noun = "sum"
    for match in amounts.finditer(text):
        currency = lexicon.money.words.get(match["currency"].lower())
        found.append(quantity("money", match.start(), match.end(), figure, currency=currency, change=None))
    return found


def _weighs(text: str, start: int, word: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether "pounds" are of weight: behind "weighs", before "of cocaine", or in a release that counts in dollars."""
    if not word[1].lower().startswith("pound"):
        return False
    if word[0].startswith("-") or _WEIGH.search(text, max(0, start - 24), start):
        return True
    of = _OF.match(text, word.end())
    if of:
        return of[1].lower() not in lexicon.money.of_money
    return "$" in text and "£" not in text


def settle(text: str, amounts: Sequence[Candidate], country: str | None, lexicon: Lexicon) -> list[Candidate]:
    """The amounts that are ones in a release of `country` (ISO 3166), with its currency where the words leave it open.

    A plain dollar is the country's own, and has no currency where the country is not known; rands are paid at home.
    Where people weigh themselves in pounds and pay in dollars, "170 pounds" is no amount of money.
    """
    kept = []
    for amount in amounts:
        if (
            country in lexicon.money.pounds_weigh
            and "£" not in text
            and text[: amount.end].lower().endswith(("pound", "pounds"))
        ):
            continue
        if amount.fields["currency"] is None:
            table = lexicon.money.home if amount.noun == "sum" else lexicon.money.dollars
            amount.fields["currency"] = table.get(country or "")
        if country in lexicon.money.paid_in.get(amount.fields["currency"] or "", [country]):
            kept.append(amount)
    return kept


_WEIGH = re.compile(
    r"\bweigh(?:s|ed|ing|t)?\s+(?:of\s+|between\s+)?\Z|(?:\d[\"”]|foot|feet|ft|inches|foot[\s-]\w{1,5}|tall)\s*(?:tall)?(?:,\s*|\s+and\s+)(?:about\s+|around\s+)?\Z",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+of\s+(?:the\s+|a\s+)?([^\W\d]+)")
_PENCE = re.compile(r"p\b(?![./-]?\w)")
_MORE = re.compile(r"\s+(more|less)\b(?=\s+than\b)", re.IGNORECASE)


@cache
def _words(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"[\s-]?({any_of([*lexicon.money.words, *lexicon.money.dollar_words])})\b", re.IGNORECASE)


@cache
def _vague_amounts(lexicon: Lexicon) -> tuple[Sifted, Sifted]:
    digits, vague = any_of([*lexicon.numbers.units]), lexicon.qualifiers.vague
    currencies = [*lexicon.money.words, *lexicon.money.dollar_words]
    return (
        sifted(rf"(?<![\w-])(?:{digits}|\d)[-\s]figures?\s+(?:{any_of(lexicon.money.sums)})\b", ["figure"]),
        sifted(rf"(?<![\w-])(?:{any_of(vague)})(?:\s+of)?\s+(?P<currency>{any_of(currencies)})\b", vague, currencies),
    )


@cache
def _denominations(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:\w+\s+)?(?:{any_of(lexicon.money.denominations)})\b", re.IGNORECASE)

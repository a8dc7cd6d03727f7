"""Amounts of money."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from factx.find.candidate import Candidate, quantity
from factx.find.numbers import Number, hedge, hedge_after, pairs
from factx.lexicon import Lexicon, any_of

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
            currency = table.signs.get(number.sign.upper())
            end = word.end() if word else end
        elif word and not _weighs(text, hedged.start, word, lexicon):
            currency, end = table.words.get(word[1].lower()), word.end()
            figure = figure.times(Fraction(table.factors.get(word[1].lower(), "1")))
        else:
            continue
        change = None
        if more := _MORE.match(text, end):
            end, change = more.end(), "increase" if more[1].lower() == "more" else "decrease"
        if behind := hedge_after(text, end, lexicon):
            end, figure = behind[0], replace(figure, qualifier=behind[1])
        found.append(quantity("money", hedged.start, end, figure, currency=currency, change=change))
        taken = end
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


def settle_dollars(amount: Candidate, country: str | None, lexicon: Lexicon) -> None:
    """Give an amount in plain dollars the currency of `country` (ISO 3166); none where the country is not known."""
    if amount.fields["currency"] is None:
        amount.fields["currency"] = lexicon.money.dollars.get(country or "")


_WEIGH = re.compile(r"\bweigh(?:s|ed|ing|t)?\s+(?:of\s+|between\s+)?\Z|\d[\"”]\s*(?:tall)?(?:,\s*|\s+and\s+)\Z", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+(?:the\s+|a\s+)?([^\W\d]+)")
_MORE = re.compile(r"\s+(more|less)\b(?=\s+than\b)", re.IGNORECASE)


@cache
def _words(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"[\s-]?({any_of([*lexicon.money.words, *lexicon.money.dollar_words])})\b", re.IGNORECASE)


@cache
def _denominations(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:\w+\s+)?(?:{any_of(lexicon.money.denominations)})\b", re.IGNORECASE)

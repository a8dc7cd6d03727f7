"""The weekday that a date is given against the one that the calendar has for it."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from factx.claims import Check, Date, Operand
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from factx.claims import Claim
    from factx.figures import Figure
    from factx.release import Release


def weekday(
    release: Release, claims: Sequence[Claim], _figures: Mapping[str, Figure], lexicon: Lexicon
) -> Iterator[Check]:
    """Each date that is given with its weekday, or with "yesterday" and a weekday.

    Only a year that the text gives can make it inconsistent. Without one the page's date decides, which is often that
    of an upload: where it disagrees, the check is undetermined ("page_date").
    """
    for claim in claims:
        if not isinstance(claim, Date) or claim.first is None or claim.last is None:
            continue
        named = [_weekdays(lexicon)[m[0].lower()] for m in _pattern(lexicon).finditer(claim.text)]
        days = [claim.first] if claim.first == claim.last else [claim.first, claim.last]
        if claim.granularity not in {"day", "hour", "minute", "range"} or len(named) != len(days):
            continue
        pairs = list(zip(named, days, strict=True))
        if claim.resolved == "explicit":
            yield _check(claim, pairs, lexicon, page=False)
            continue
        if any(day.weekday() != number for number, day in pairs) or _against_page(claim, release, lexicon):
            yield _check(claim, pairs, lexicon, page=True)


def _against_page(claim: Date, release: Release, lexicon: Lexicon) -> bool:
    """Whether "yesterday (Monday)" is another day than the publication date makes yesterday."""
    said = _relative(lexicon).match(claim.text)
    if said is None or release.published is None:
        return False
    count = lexicon.dates.words["relative_day"][" ".join(said[0].lower().split())]
    return claim.first != release.published + timedelta(count)


def _check(claim: Date, pairs: list[tuple[int, date]], lexicon: Lexicon, *, page: bool) -> Check:
    names = list(lexicon.dates.words["weekday"])
    fits = all(day.weekday() == number for number, day in pairs)
    return Check(
        id="k1",
        rule="weekday",
        verdict="undetermined" if page else "consistent" if fits else "inconsistent",
        operands=(Operand(role="date", claim=claim.id, text=claim.text, start=claim.start, end=claim.end),),
        arithmetic="; ".join(f"{names[day.weekday()]} {day}" for _, day in pairs),
        reason="page_date" if page else None,
        quote=claim.quote,
    )


@cache
def _weekdays(lexicon: Lexicon) -> dict[str, int]:
    words = lexicon.dates.words
    return {name.lower(): number for table in ("weekday", "short_weekday") for name, number in words[table].items()}


@cache
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(list(_weekdays(lexicon)))})\b", re.IGNORECASE)


@cache
def _relative(lexicon: Lexicon) -> re.Pattern[str]:
    words = [word for word in lexicon.dates.words["relative_day"] if " " not in word]
    return re.compile(rf"(?:{any_of(words)})\b", re.IGNORECASE)

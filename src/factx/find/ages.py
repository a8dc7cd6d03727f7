"""Ages: "24-year-old", "aged 17", the bare number behind a name, "in his 40s"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from factx.figures import Figure
from factx.find.candidate import Candidate, quantity
from factx.find.numbers import Number, hedge, hedge_after, hedge_before, pairs
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.claims import Qualifier

# Behind two capitalised words and a comma or bracket, a number from 5 to 110 that a comma, bracket or "of" follows.
_NAME = re.compile(
    r"[^\W\d_][\w’'.-]*\s+((?:[A-Z]|(?:Mc|Mac|O[’'])[A-Z])[\w’'-]+)(?:,\s*(?:then\s+)?|,?\s*\(|\s*\(aged\s+)\Z"
)
_AFTER_NAME = re.compile(r"\s*[,);(]|\s+years\)|\s+(?:of|from)\b|\.(?=\s|\Z)|:\s")
_LIMITS: dict[str, Qualifier] = {
    "under the age of": "under",
    "younger than": "under",
    "over the age of": "over",
    "older than": "over",
}
_PEOPLE = range(5, 111)
_ANY_AGE = range(1, 111)
# "and" or "or" stands before the last age of a list, commas before.
_LIST = (re.compile(r",?\s+(?:and|or)\s+"), re.compile(r",\s+"))
_LONGEST_LIST = 8
_DECADE = re.compile(r"(?P<ten>[1-9]0)[’']?s\b")
_FIRST = re.compile(r"\bI(?:[’']m| am)\s+\Z")


def find_ages(text: str, numbers: Sequence[Number], lexicon: Lexicon) -> list[Candidate]:
    """Every age of `text`, in years (months as a fraction of one)."""
    found = list(_decades(text, lexicon))
    decades = [c.start for c in found]
    taken = 0
    aged_until = -1
    for index, (number, following) in enumerate(pairs(numbers)):
        if number.start < taken or number.sign:
            continue
        before = bisect_left(decades, number.end) - 1
        if before >= 0 and found[before].overlaps(number.start, number.end):
            continue
        hedged = hedge(text, number, following, lexicon)
        start, end, figure = hedged.start, hedged.end, hedged.figure
        aged = _aged(lexicon).search(text, max(0, start - 24), start)
        old = _old(lexicon).match(text, end)
        behind = hedge_after(text, old.end() if old else end, lexicon)
        if aged:
            words = aged["aged"].lower()
            start, end = aged.start("aged"), old.end() if old else end
            if words in _LIMITS:
                figure = replace(figure, qualifier=_LIMITS[words])
            if behind:
                end, figure = behind[0], replace(figure, qualifier=behind[1])
            aged_until = end
        elif old:
            end = old.end()
            if hedged.last is number and start == number.start and not old["months"]:
                found += _listed(text, numbers[:index][-_LONGEST_LIST:], number, taken)
            if old["months"]:
                weeks = "week" in old["months"].lower()
                figure = figure.times(Fraction(1, 52 if weeks else 12))
        elif aged_until >= 0 and re.fullmatch(r",?\s+(?:and\s+)?|\s*,\s*", text[aged_until : number.start]):
            start, end, aged_until = number.start, number.end, number.end
            figure = Figure(number.value)
        elif (
            _after_name(text, number, lexicon)
            or _limit(text, start, number, figure, lexicon)
            or _said(text, start, lexicon)
        ):
            pass
        else:
            continue
        found.append(quantity("age", start, end, figure, person=None))
        taken = end
    return sorted(found, key=lambda c: c.start)


def _listed(text: str, before: Sequence[Number], last: Number, taken: int) -> list[Candidate]:
    """The ages that share the "-year-old" of the `last`: "15, 17 and 13-year-old girls"."""
    found: list[Candidate] = []
    for number in reversed(before):
        joint = _LIST[bool(found)].fullmatch(text, number.end, last.start)
        if joint is None or number.sign or number.start < taken or number.value not in _ANY_AGE:
            break
        found.append(quantity("age", number.start, number.end, Figure(number.value), person=None))
        last = number
    return found


def _after_name(text: str, number: Number, lexicon: Lexicon) -> bool:
    """Whether a bare number is the age of the person named before it."""
    return (
        not number.in_words
        and number.value in _PEOPLE
        and _AFTER_NAME.match(text, number.end) is not None
        and (
            _NAME.search(text, max(0, number.start - 48), number.start) is not None
            or _person_noun(lexicon).search(text, max(0, number.start - 24), number.start) is not None
        )
    )


def _limit(text: str, start: int, number: Number, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether "under 18", "over 50" is an age: it stands behind people and before no noun."""
    return (
        figure.qualifier in {"under", "over"}
        and number.value <= 100
        and _people(lexicon).search(text, max(0, start - 20), start) is not None
        and re.compile(r"\s*(?:[.,;:)”\"’]|\Z|\s(?:and|or|who|in|at|were|was|is|are)\b)").match(text, number.end)
        is not None
    )


def _said(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether the sentence says whose age it is: "the youngest is 13", "I'm 83"."""
    clause = text[max(0, start - 90) : start]
    return _superlative(lexicon).search(clause) is not None or _FIRST.search(clause) is not None


def _decades(text: str, lexicon: Lexicon) -> list[Candidate]:
    """In his 40s, in their late 30s; spelled decades give no bounds."""
    found = []
    for match in _decade(lexicon).finditer(text):
        tens = [int(m["ten"]) for m in _DECADE.finditer(match[0])]
        if tens:
            figure = Figure(None, qualifier="between", low=Fraction(tens[0]), high=Fraction(tens[-1] + 9))
        else:
            figure = Figure(None, qualifier="vague")
        start, _ = hedge_before(text, match.start(), lexicon)
        found.append(quantity("age", start, match.end(), figure, person=None))
    return found


@cache
def _aged(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<aged>{any_of(lexicon.ages.aged)})\s+(?:between\s+)?\Z", re.IGNORECASE)


@cache
def _old(lexicon: Lexicon) -> re.Pattern[str]:
    months = any_of(lexicon.ages.old_months)
    return re.compile(rf"\s?(?:(?P<months>{months})|{any_of(lexicon.ages.old)})\b", re.IGNORECASE)


@cache
def _person_noun(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{any_of(lexicon.ages.person_nouns)})(?:,\s*(?:then\s+)?|\s+\()\Z")


@cache
def _people(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon.ages.people)})\s+(?:aged\s+)?\Z", re.IGNORECASE)


@cache
def _superlative(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{any_of(lexicon.ages.superlatives)})\b[^.;\n]*\b(?:is|was|being|aged)\s+\Z", re.IGNORECASE
    )


@cache
def _decade(lexicon: Lexicon) -> re.Pattern[str]:
    table = lexicon.ages
    ten = rf"(?:[1-9]0[’']?s|{any_of(table.decades)})\b"
    return re.compile(
        rf"\b(?:in|into)\s+(?:{any_of(table.possessives)})\s+(?:(?:early|mid|late|mid-to-late|early-to-mid)[\s-]+)?"
        rf"(?:to\s+late\s+)?{ten}(?:\s+(?:and|or|to)\s+(?:early\s+|mid\s+|late\s+)?{ten})?",
        re.IGNORECASE,
    )

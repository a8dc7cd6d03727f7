"""Measurements (number and physical unit) and durations (number and unit of time)."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from factx.figures import Figure, exact
from factx.find.candidate import Candidate, quantity
from factx.find.numbers import Number, hedge, hedge_after, hedge_before, pairs
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

_OF = re.compile(
    r"\s+of\s+(?!the\b|a\b|an\b)((?:[^\W\d_][\w’'-]*)"
    r"(?:\s+(?!(?:was|were|is|are|and|or|with|from|in|to|that|which|ha[dsv]e?|on|at|for|by|per|into|worth)\b)[^\W\d_][\w’'-]*)?)"
)
_PER = re.compile(
    r"(?:\s+of\s+(?P<of>\w+))?\s+(?:per|in)\s+(?P<n>\d+)\s?(?P<unit>ml|millilitres?|milliliters?)(?:\s+of\s+\w+)?",
    re.IGNORECASE,
)
_INCHES = re.compile(r"\s?(\d{1,2})(?:\s?(?:ins?|inch(?:es)?)\b|(?=\s+tall))", re.IGNORECASE)
_JOIN = re.compile(r"(?:\s+and|,)?\s+", re.IGNORECASE)
_HALF = re.compile(r"(?:\s+|-)and(?:\s+|-)a(?:\s+|-)half", re.IGNORECASE)
_AN_HOUR = re.compile(r"(?<![\w-])half\s+an?\s+(?P<unit>hour|day|year|minute)\b", re.IGNORECASE)
_LONGEST_YEARS = 999
_MINUS = {"-", "−"}
_BETWEEN = re.compile(r"\bbetween\s+\Z", re.IGNORECASE)
_RANGE = re.compile(r"\s?(-|–|to|and)\s?")
# Of people's heights "to" makes a range; speeds and weights may go from one "to" the other.
_HEIGHT = {"foot", "inch"}
_CLOCK_UNITS = ("hour", "minute", "second")


def find_measurements(text: str, numbers: Sequence[Number], lexicon: Lexicon) -> list[Candidate]:
    """Every measurement of `text`; a height in feet and inches is one, in inches."""
    units, found = _units(lexicon), []
    taken = 0
    for number, following in pairs(numbers):
        if number.start < taken or number.sign:
            continue
        hedged = hedge(text, number, following, lexicon)
        match = units.match(text, hedged.end)
        if match is None and hedged.last is not number:
            hedged = hedge(text, number, None, lexicon)
            match = units.match(text, hedged.end)
        if match is None:
            continue
        unit, end, figure = _unit_of(lexicon)[" ".join(match["unit"].lower().split())], match.end(), hedged.figure
        if unit == "foot" and (inches := _INCHES.match(text, end)):
            unit, end = "inch", inches.end()
            figure = replace(
                figure.times(Fraction(12)), value=Fraction(figure.value or 0) * 12 + int(inches[1]), unit=Fraction(1)
            )
        if text[hedged.start - 1 : hedged.start] in _MINUS and not text[: hedged.start - 1][-1:].isalnum():  # -4°C
            hedged, figure = replace(hedged, start=hedged.start - 1), figure.times(Fraction(-1))
        of = None
        if per := _PER.match(text, end):
            end, of = per.end(), per["of"]
            unit = (
                "microgram/deciliter" if (unit, per["n"]) == ("microgram", "100") else f"{unit}/({per['n']} milliliter)"
            )
        elif thing := _OF.match(text, end):
            of = thing[1]
        if behind := hedge_after(text, end, lexicon):
            end, figure = behind[0], replace(figure, qualifier=behind[1])
        found.append(quantity("measurement", hedged.start, end, figure, unit=unit, of=of))
        taken = end
    found += [
        quantity("measurement", *_hedged(text, m, lexicon), unit=_unit_of(lexicon)[m["unit"].lower()], of=None)
        for m in _half_a(lexicon).finditer(text)
    ]
    return _ranges(text, sorted(found, key=lambda c: c.start))


def _hedged(text: str, half: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Figure]:
    """Start, end and figure of "about half a kilo"."""
    start, qualifier = hedge_before(text, half.start(), lexicon)
    return start, half.end(), Figure(Fraction(1, 2), unit=Fraction(1, 2), qualifier=qualifier)


def _ranges(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Join what makes a range though each end has its unit: "between 10kg and 15kg", "5ft 8in to 5ft 10in"."""
    joined: list[Candidate] = []
    for candidate in found:
        before = joined[-1] if joined else None
        if before is None or before.figure is None or candidate.figure is None:
            joined.append(candidate)
            continue
        opening = _BETWEEN.search(text, max(0, before.start - 12), before.start)
        joint = _RANGE.fullmatch(text, before.end, candidate.start)
        unit, low, high = candidate.fields["unit"], before.figure.value, candidate.figure.value
        words = {"and"} if opening else {"to", "-", "–"} if unit in _HEIGHT else {"-", "–"}
        plain = unit == before.fields["unit"] and before.figure.qualifier == candidate.figure.qualifier == "exact"
        if joint and joint[1] in words and plain and low is not None and high is not None and low < high:
            figure = replace(candidate.figure, value=None, qualifier="between", low=low, high=high)
            start = opening.start() if opening else before.start
            joined[-1] = quantity(
                "measurement", start, candidate.end, figure, unit=unit, of=candidate.fields["of"] or before.fields["of"]
            )
        else:
            joined.append(candidate)
    return joined


def find_durations(text: str, numbers: Sequence[Number], lexicon: Lexicon) -> list[Candidate]:
    """Every duration of `text`; "12 years and six months" is one."""
    found = [
        _duration(m.start(), m.end(), [(Fraction(1, 2), m["unit"].lower())], Figure(Fraction(1, 2)), lexicon)
        for m in _AN_HOUR.finditer(text)
    ]
    starts = {n.start: n for n in numbers}
    taken = 0
    for number, following in pairs(numbers):
        if number.start < taken or number.sign:
            continue
        hedged = hedge(text, number, following, lexicon)
        part = _part(text, hedged.last, lexicon)
        if part is None:
            continue
        amount, unit, end = part
        parts, figure = [(amount, unit)], hedged.figure
        if figure.value is not None:
            figure = replace(figure, value=amount)
            while (joint := _JOIN.match(text, end)) and (more := starts.get(joint.end())):
                further = _part(text, more, lexicon)
                if further is None or not _goes_on(parts[-1][1], further[1]):
                    break
                parts.append(further[:2])
                end = further[2]
        if behind := hedge_after(text, end, lexicon):
            end, figure = behind[0], replace(figure, qualifier=behind[1])
        candidate = _duration(hedged.start, end, parts, figure, lexicon)
        candidate.fields["of"] = _duration_of(text, hedged.start, end, lexicon)
        found.append(candidate)
        taken = end
    return sorted(found, key=lambda c: c.start)


def _part(text: str, number: Number, lexicon: Lexicon) -> tuple[Fraction, str, int] | None:
    """The amount, unit and end of a number with a unit of time behind it; None where there is none."""
    half = _HALF.match(text, number.end)
    match = _times(lexicon).match(text, half.end() if half else number.end)
    if match is None:
        return None
    unit = match["unit"].lower()
    unit = lexicon.units.time_forms.get(unit, unit.removesuffix("s"))
    if unit == "year" and number.value > _LONGEST_YEARS:  # "2023 year-end report"
        return None
    return number.value + (Fraction(1, 2) if half else 0), unit, match.end()


def _goes_on(unit: str, further: str) -> bool:
    """Whether a further part in another unit belongs to the same duration: years and months, hours and minutes."""
    order = ("second", "minute", "hour", "day", "week", "month", "year")
    if unit not in order or further not in order:
        return False
    return order.index(further) < order.index(unit) and (unit in _CLOCK_UNITS) == (further in _CLOCK_UNITS)


def _duration(start: int, end: int, parts: list[tuple[Fraction, str]], figure: Figure, lexicon: Lexicon) -> Candidate:
    """The candidate for a sum of (amount, unit) parts; a range has its bounds in the figure."""
    low: list[tuple[Fraction, str]] | None = parts
    high: list[tuple[Fraction, str]] | None = parts
    if figure.qualifier == "between" and figure.low is not None and figure.high is not None:
        low, high = [(figure.low, parts[0][1])], [(figure.high, parts[0][1])]
    elif figure.qualifier in {"over", "at_least"}:
        high = None
    elif figure.qualifier in {"nearly", "under", "up_to"}:
        low = None
    elif figure.qualifier == "about":
        low = high = None
    fields = {
        "value": None if figure.qualifier == "between" else _iso(parts, lexicon),
        "low": low and _iso(low, lexicon),
        "high": high and _iso(high, lexicon),
        "days_low": low and _days(low, lexicon, 1),
        "days_high": high and _days(high, lexicon, 2),
        "qualifier": figure.qualifier,
    }
    return Candidate("duration", start, end, fields, figure)


def _iso(parts: list[tuple[Fraction, str]], lexicon: Lexicon) -> str:
    """The ISO 8601 duration of the parts: P12Y6M, PT11M40S, P3W. A half year or half hour goes to the smaller unit."""
    date, clock = "", ""
    for amount, unit in parts:
        letter, whole = lexicon.units.time[unit][0], amount * lexicon.units.multiples.get(unit, 1)
        rest = ""
        if whole.denominator == 2 and unit in {"year", "hour"}:
            small = {"year": (6, "M"), "hour": (30, "M")}[unit]
            whole, rest = whole - Fraction(1, 2), f"{small[0]}{small[1]}"
        written = (f"{exact(whole):f}{letter}" if whole else "") + rest
        if unit in _CLOCK_UNITS:
            clock += written
        else:
            date += written
    return f"P{date}" + (f"T{clock}" if clock else "") if date or clock else "P0D"


def _days(parts: list[tuple[Fraction, str]], lexicon: Lexicon, bound: int) -> Decimal | None:
    """The days that the parts come to, at least (1) or at most (2); None for hours and less."""
    if any(unit in _CLOCK_UNITS for _, unit in parts):
        return None
    return exact(sum((amount * int(lexicon.units.time[unit][bound]) for amount, unit in parts), Fraction(0)))


def _duration_of(text: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """What a duration is of: the first row of the table with a cue near it in its clause."""
    before = re.split(r"[.;,\n]", text[max(0, start - 60) : start])[-1].lower()
    after = re.split(r"[.;,\n]", text[end : end + 40])[0].lower()
    for reach in (before[-24:] + " | " + after[:24], before + " | " + after):
        for of, cues in _cues(lexicon):
            if cues.search(reach):
                return of
    return None


@cache
def _cues(lexicon: Lexicon) -> list[tuple[str, re.Pattern[str]]]:
    return [(row.of, re.compile(rf"\b(?:{any_of(row.cues)})\b")) for row in lexicon.units.of]


@cache
def _unit_of(lexicon: Lexicon) -> dict[str, str]:
    return {form: unit for unit, forms in lexicon.units.measures.items() for form in forms} | lexicon.units.ambiguous


@cache
def _units(lexicon: Lexicon) -> re.Pattern[str]:
    forms = [form for forms in lexicon.units.measures.values() for form in forms]
    metres = rf"(?:{any_of([*lexicon.units.ambiguous])})(?=\s+(?:{any_of(lexicon.units.metres_before)})\b)"
    return re.compile(rf"[\s-]?(?P<unit>(?:{any_of(forms)})(?![\w])|{metres})", re.IGNORECASE)


@cache
def _half_a(lexicon: Lexicon) -> re.Pattern[str]:
    forms = [form for forms in lexicon.units.measures.values() for form in forms if len(form) > 2]
    return re.compile(rf"(?<![\w-])half\s+an?\s+(?P<unit>{any_of(forms)})\b", re.IGNORECASE)


@cache
def _times(lexicon: Lexicon) -> re.Pattern[str]:
    words = any_of([*lexicon.units.time, *lexicon.units.time_forms])
    return re.compile(rf"[\s-]?(?P<unit>(?:{words})s?)\b(?!['’]?s?[\s-]old\b)", re.IGNORECASE)

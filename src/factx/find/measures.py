"""Measurements (number and physical unit) and durations (number and unit of time)."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from factx.figures import Figure, exact
from factx.find.candidate import Candidate, quantity
from factx.find.numbers import Number, hedge, hedge_after, hedge_before, is_maximum, pairs
from factx.lexicon import Lexicon, any_of
from factx.sieve import Sifted, sifted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

_OF = re.compile(
    r"\s+of\s+(?!the\b|a\b|an\b)((?:[^\W\d_][\w’'-]*)"
    r"(?:\s+(?!(?:was|were|is|are|and|or|with|from|in|to|that|which|ha[dsv]e?|will|would|can|could|may|on|at|for|by|per|into|worth)\b)[^\W\d_][\w’'-]*)?)"
)
_PER = re.compile(
    r"(?:\s+of\s+(?P<of>\w+))?\s+(?:per|in)\s+(?P<n>\d+)\s?(?P<unit>ml|millilit(?:re|er)s?|lit(?:re|er)s?)(?:\s+of\s+\w+)?",
    re.IGNORECASE,
)
_INCHES = re.compile(
    r"[\s-]?(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven)"
    r"(?:\s?(?:ins?|inch(?:es)?)\b|(?=[\s,.;]*(?:tall\b|and\b|with\b|of\b|in\s|weigh|[,.;)]|\Z)))",
    re.IGNORECASE,
)
_JOIN = re.compile(r"(?:\s+and|,)?\s+", re.IGNORECASE)
# 6'2", 5’ 10”
_FEET = re.compile(
    r"(?P<feet>[3-7])(?<![\w'’].)(?:\s?ft\s?|\s?['’′]\s?)(?P<inches>1[01]|\d)(?:\s?(?:[\"”″]|''|’’)|(?=\s+tall\b|[,.;\s]*(?:and|with|of|\Z)))"
)
# "half an hour", "over a month", "jailed for a year", "a year and a half": a unit without a number of its own.
_QUARTER = r"(?P<quarter>(?:a|one|three)\s+quarters?\s+of\s+an)"
_HALF = r"(?P<half>half\s+an?|(?<!and\s)an?\s+half(?=[\s-]))"
_ONE = rf"(?<![\w-])(?=[afhot])(?:{_QUARTER}|{_HALF}|(?P<lead>for\s+)?(?P<one>an?))[\s-]+"
_AND_A_HALF = r"(?P<and>\s+and\s+a\s+half)?"
_AGO = re.compile(r"\s+(?:ago|earlier|later|previously|old)\b", re.IGNORECASE)
_AND_A_DAY = re.compile(r"\s+and\s+(?:a|one)\s+day\b", re.IGNORECASE)
# "25 years to life"
_TO_LIFE = re.compile(r"\s+to\s+life\b", re.IGNORECASE)
_LONGEST_YEARS = 999
_SUSPENDED = re.compile(r"[’']?,?\s+(?:\w+\s+)?suspended\b(?!\s+sentence)", re.IGNORECASE)
_SO_TOO = re.compile(r",?\s+(?:and\s+)?(?:[A-Z][\w’'-]+\s+){1,3}(?:for|to|got)\s+")
_PENAL = re.compile(r"\b(?:carr(?:y|ies|ied)|fac(?:e|es|ed|ing)|guidelines)\b[^.]*\Z")
# "the last 48 hours", but not "orders, which last two years"
_RECENT = re.compile(
    r"\b(?<!which )(?<!that )(?<!to )(?<!can )(?<!will )(?<!may )(?:past|last|next|previous|coming)\s+\Z", re.IGNORECASE
)
_TO = re.compile(r"\s+to\s+")
_IN_A_LIST = (re.compile(r",?\s+and\s+"), re.compile(r",\s+"))
_LONGEST_LIST = 8
_LISTED = re.compile(r"(?::|\s[-–—]|\t)\s*\Z")
_MINUS = {"-", "−"}
_BETWEEN = re.compile(r"\bbetween\s+\Z", re.IGNORECASE)
_RANGE = re.compile(r"\s?(-|–|to|and)\s?")
# Of people's heights "to" makes a range; speeds and weights may go from one "to" the other.
_HEIGHT = {"foot", "inch"}
# "an ounce of heroin" is an amount; "a mile of road" is a manner of speaking.
_WEIGHTS = {"kilogram", "gram", "ounce", "metric_ton", "litre"}
# Around the two ends of "from 15 minutes in 2022 to 11 this year".
_COMING = re.compile(r"\bfrom\s+(?:[a-z]+\s+){0,3}\Z", re.IGNORECASE)
_GOING = re.compile(r"(?:\s+(?:in|last|a)\s+[\w-]+)?\s+to\s+(?:just\s+|only\s+)?", re.IGNORECASE)
_ENDING = re.compile(r"\s*(?:[,.;:)–—]|\Z)|\s+(?:in|this|last|by|over|during|and)\b", re.IGNORECASE)
_LETTERS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
_SMALLER = {"year": 12, "hour": 60}  # months, minutes
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
                figure.times(Fraction(12)),
                value=Fraction(figure.value or 0) * 12 + _whole(inches["n"], lexicon),
                unit=Fraction(1),
            )
        if text[hedged.start - 1 : hedged.start] in _MINUS and not text[: hedged.start - 1][-1:].isalnum():  # -4°C
            hedged, figure = replace(hedged, start=hedged.start - 1), figure.times(Fraction(-1))
        of = None
        if per := _PER.match(text, end):
            end, of = per.end(), per["of"]
            volume = "milliliter" if per["unit"].lower().startswith("m") else "liter"
            unit += "/" + lexicon.units.volumes.get(f"{per['n']} {volume}", volume)
        elif thing := _OF.match(text, end):
            of = thing[1]
        if behind := hedge_after(text, end, lexicon):
            end, figure = behind[0], replace(figure, qualifier=behind[1])
        found.append(quantity("measurement", hedged.start, end, figure, unit=unit, of=of))
        taken = end
    found += [*_single_measures(text, lexicon), *_vague_measures(text, lexicon)]
    found += [
        quantity("measurement", *_with_hedge(text, m.start(), m.end(), _inches(m), lexicon), unit="inch", of=None)
        for m in _FEET.finditer(text)
        if not any(c.overlaps(m.start(), m.end()) for c in found)
    ]
    found += [
        quantity("measurement", to.start, to.end, Figure(to.value, to.unit), unit=c.fields["unit"], of=c.fields["of"])
        for c in found
        if (to := _led_to(text, c, numbers)) is not None
    ]
    return _ranges(text, sorted(found, key=lambda c: c.start))


def _led_to(text: str, candidate: Candidate, numbers: Sequence[Number]) -> Number | None:
    """The bare number that "from 15 minutes to 11" leads to."""
    if not _COMING.search(text, max(0, candidate.start - 24), candidate.start):
        return None
    to = _GOING.match(text, candidate.end)
    number = next((n for n in numbers if to is not None and n.start == to.end()), None)
    return number if number is not None and _ENDING.match(text, number.end) else None


def _whole(word: str, lexicon: Lexicon) -> int:
    """The value of digits or of a number word."""
    return int(word) if word.isdigit() else lexicon.numbers.units[word.lower()]


def _inches(match: re.Match[str]) -> Figure:
    return Figure(Fraction(12 * int(match["feet"]) + int(match["inches"])))


def _single_measures(text: str, lexicon: Lexicon) -> list[Candidate]:
    """Half a kilo, less than an ounce, a mile and a half: a unit without a number of its own."""
    found = []
    for match in _one_measure(lexicon).finditer(text):
        figure = Figure(Fraction(1, 2), unit=Fraction(1, 2)) if match["half"] else Figure(Fraction(1))
        if match["and"]:
            figure = Figure(Fraction(3, 2), unit=Fraction(1, 2))
        start = match.start("half") if match["half"] else match.start("one")
        start, end, figure = _with_hedge(text, start, match.end(), figure, lexicon)
        of = _OF.match(text, end)
        unit = _unit_of(lexicon)[match["unit"].lower()]
        if match["half"] or match["and"] or figure.qualifier != "exact" or (of and unit in _WEIGHTS):
            found.append(quantity("measurement", start, end, figure, unit=unit, of=of and of[1]))
    return found


def _vague_measures(text: str, lexicon: Lexicon) -> list[Candidate]:
    """Several ounces: a measurement without a value."""
    vague = Figure(None, qualifier="vague")
    found = []
    for match in _several_measures(lexicon).finditer(text):
        of, unit = _OF.match(text, match.end()), _unit_of(lexicon)[" ".join(match["unit"].lower().split())]
        found.append(quantity("measurement", match.start(), match.end(), vague, unit=unit, of=of and of[1]))
    return found


def _with_hedge(text: str, start: int, end: int, figure: Figure, lexicon: Lexicon) -> tuple[int, int, Figure]:
    """Start, end and figure of text[start:end] with the hedge before it."""
    start, qualifier = hedge_before(text, start, lexicon)
    return start, end, replace(figure, qualifier=qualifier)


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
        same = unit == before.fields["unit"]
        units = (before.fields["unit"], unit)
        if units == ("foot", "inch") and low is not None:  # between 6ft and 6ft 2in
            same, low = True, low * 12
        elif units == ("inch", "foot") and high is not None:  # 5ft 9in to 6ft
            same, high, unit = True, high * 12, "inch"
        words = {"and"} if opening else {"to", "-", "–"} if unit in _HEIGHT else {"-", "–"}
        plain = same and before.figure.qualifier == candidate.figure.qualifier == "exact"
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
    found = [*_single_durations(text, lexicon), *_vague_durations(text, lexicon)]
    starts = {n.start: n for n in numbers}
    taken = 0
    for number, following in pairs(numbers):
        if number.start < taken or number.sign:
            continue
        hedged = hedge(text, number, following, lexicon)
        part = _part(text, hedged.last, lexicon)
        if part is None:
            continue
        amount_of = text.startswith(" of ", part[2]) and part[1] == "hour"  # "over 200 hours of video"
        if (
            text[hedged.start : hedged.start + 5].lower() == "over "
            and not amount_of
            and not _bounds(lexicon).search(text, max(0, hedged.start - 16), hedged.start)
        ):
            hedged = replace(hedged, start=hedged.start + 5, figure=replace(hedged.figure, qualifier="exact"))  # during
        if _RECENT.search(text, max(0, hedged.start - 12), hedged.start):  # "the past 48 hours" says when
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
        if figure.value is not None and parts[-1][1] in {"month", "year"} and (day := _AND_A_DAY.match(text, end)):
            parts, end = [*parts, (Fraction(1), "day")], day.end()
        if life := _TO_LIFE.match(text, end):
            end, figure = life.end(), replace(figure, qualifier="at_least")
        elif behind := hedge_after(text, end, lexicon):
            end, figure = behind[0], replace(figure, qualifier=behind[1])
        if figure.qualifier == "exact" and is_maximum(text, hedged.start):
            figure = replace(figure, qualifier="up_to")
        candidate = _duration(hedged.start, end, parts, figure, lexicon)
        candidate.fields["of"] = _duration_of(text, hedged.number.start, end, lexicon)
        if hedged.last is number and hedged.start == number.start:
            listed = _alike(text, numbers[: numbers.index(number)][-_LONGEST_LIST:], number, unit, taken, lexicon)
            for other in listed:
                other.fields["of"] = candidate.fields["of"]
            found += listed
        if candidate.fields["of"] is None and found and _SO_TOO.fullmatch(text, found[-1].end, hedged.start):
            candidate.fields["of"] = found[-1].fields["of"]  # "banned for three years, Lee Marsh for two years"
        found.append(candidate)
        taken = end
    found += [
        _duration(to.start, to.end, [(to.value, only)], Figure(to.value, to.unit), lexicon)
        for c in found
        if c.figure is not None and (only := _unit_of_time(c)) and (to := _led_to(text, c, numbers)) is not None
    ]
    return _spans(text, sorted(found, key=lambda c: c.start))


def _unit_of_time(candidate: Candidate) -> str | None:
    """The unit of a duration that has one only."""
    match = re.fullmatch(r"P(T?)[\d.]+([YMWDHS])", candidate.fields["value"] or "")
    return _LETTERS.get(match[1] + match[2]) if match else None


def _spans(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Join "60 days to five years", whose ends have units of their own."""
    joined: list[Candidate] = []
    for candidate in found:
        before = joined[-1] if joined else None
        if before is not None and _TO.fullmatch(text, before.end, candidate.start):
            low, high = before.fields["days_high"], candidate.fields["days_low"]
            exact_ends = before.fields["qualifier"] == candidate.fields["qualifier"] == "exact"
            if exact_ends and low is not None and high is not None and low < high:
                fields = candidate.fields | {"value": None, "qualifier": "between", "low": before.fields["value"]}
                fields |= {"days_low": before.fields["days_low"], "high": candidate.fields["value"]}
                figure = Figure(None, qualifier="between")
                joined[-1] = Candidate("duration", before.start, candidate.end, fields, figure)
                continue
        joined.append(candidate)
    return joined


def _alike(
    text: str, before: Sequence[Number], last: Number, unit: str, taken: int, lexicon: Lexicon
) -> list[Candidate]:
    """The durations that share the unit of the `last`: "eight, ten and 12 years"."""
    found: list[Candidate] = []
    for number in reversed(before):
        joint = _IN_A_LIST[bool(found)].fullmatch(text, number.end, last.start)
        if joint is None or number.sign or number.start < taken or number.value > _LONGEST_YEARS:
            break
        found.append(_duration(number.start, number.end, [(number.value, unit)], Figure(number.value), lexicon))
        last = number
    return found if len(found) > 1 else []


def _single_durations(text: str, lexicon: Lexicon) -> list[Candidate]:
    """Half an hour, over a month, jailed for a year, a year and a half."""
    found = []
    for match in _one_duration(lexicon).finditer(text):
        unit = match["unit"].lower()
        amount = Fraction(1, 2) if match["half"] else Fraction(3, 2) if match["and"] else Fraction(1)
        if match["quarter"]:
            amount = Fraction(3 if match["quarter"].lower().startswith("three") else 1, 4)
        written = next(name for name in ("quarter", "half", "one") if match[name])
        start, qualifier = hedge_before(text, match.start(written), lexicon)
        if qualifier == "over" and text[start : match.start("one")].strip().lower() == "over" and match["spell"]:
            continue  # "over a week of action": during it
        if _AGO.match(text, match.end()):  # "more than a year earlier" says when
            continue
        told = (
            match["half"]
            or match["quarter"]
            or match["and"]
            or _AND_A_DAY.match(text, match.end())
            or qualifier != "exact"
            or (match["lead"] and match["whole"])
        )
        if told:
            figure = Figure(amount, qualifier=qualifier)
            parts, end = [(amount, unit)], match.end("and" if match["and"] else "unit")
            if day := _AND_A_DAY.match(text, end) if unit == "year" else None:
                parts, end = [*parts, (Fraction(1), "day")], day.end()
            candidate = _duration(start, end, parts, figure, lexicon)
            candidate.fields["of"] = _duration_of(text, start, candidate.end, lexicon)
            found.append(candidate)
    return found


def _vague_durations(text: str, lexicon: Lexicon) -> list[Candidate]:
    """Several weeks: a duration without a value."""
    found = []
    for match in _several(lexicon).finditer(text):
        if not _AGO.match(text, match.end()):
            empty = dict.fromkeys(("value", "low", "high", "days_low", "days_high"))
            fields = empty | {"qualifier": "vague", "of": _duration_of(text, match.start(), match.end(), lexicon)}
            found.append(Candidate("duration", match.start(), match.end(), fields, Figure(None, qualifier="vague")))
    return found


def _part(text: str, number: Number, lexicon: Lexicon) -> tuple[Fraction, str, int] | None:
    """The amount, unit and end of a number with a unit of time behind it; None where there is none."""
    match = _times(lexicon).match(text, number.end)
    if match is None:
        return None
    unit = match["unit"].lower()
    unit = lexicon.units.time_forms.get(unit, unit.removesuffix("s"))
    if unit == "year" and number.value > _LONGEST_YEARS:  # "2023 year-end report"
        return None
    return number.value, unit, match.end()


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
    """The ISO 8601 duration of the parts: P12Y6M, PT11M40S, P3W. Part of a year goes to months, of an hour minutes."""
    date, clock = "", ""
    for amount, unit in parts:
        letter, whole = lexicon.units.time[unit][0], amount * lexicon.units.multiples.get(unit, 1)
        rest = ""
        smaller = _SMALLER.get(unit, 1)
        if whole.denominator > 1 and (whole * smaller).denominator == 1:
            rest = f"{(whole * smaller) % smaller}M"
            whole = Fraction(whole.numerator // whole.denominator)
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
    """What a duration is of: by the cue nearest to it in its clause, the words behind it first.

    "two years, suspended": what is suspended is a sentence; "Lee Marsh, 30: eight years" is one where a list of
    sentences says so.
    """
    behind, before = text[end - 1 : end + 40], text[max(0, start - 60) : start]
    if _SUSPENDED.match(behind, 1):
        return "sentence"
    after = re.split(r"[.;,\n]|\band\b", behind)[0].lower()
    before = re.split(r"[.;,\n]", before)[-1].lower()
    for reach, nearest in ((after[:32], min), (before[-24:], max), (after, min), (before, max)):
        cues = [(m.start(), of) for of, cue in _cues(lexicon) for m in cue.finditer(reach)]
        if cues:
            return nearest(cues, key=lambda found: found[0])[1]
    if _PENAL.search(before):
        return "sentence"
    listed = _LISTED.search(text, max(0, start - 4), start) and _sentenced(lexicon).search(
        text, max(0, start - 800), start
    )
    return "sentence" if listed else None


@cache
def _sentenced(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon.units.sentenced)})\b", re.IGNORECASE)


@cache
def _bounds(lexicon: Lexicon) -> re.Pattern[str]:
    """Behind one of these "over three years" is more than three; elsewhere it is during them."""
    return re.compile(rf"\b(?:{any_of(lexicon.units.over_bounds)})\s+\Z", re.IGNORECASE)


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
def _one_measure(lexicon: Lexicon) -> Sifted:
    forms = [form for forms in lexicon.units.measures.values() for form in forms if len(form) > 2]
    return sifted(rf"{_ONE}(?P<unit>{any_of(forms)})\b{_AND_A_HALF}", forms)


@cache
def _one_duration(lexicon: Lexicon) -> re.Pattern[str]:
    """A unit of time behind an article; `whole` where it ends its phrase, `spell` where it is a week of something."""
    units = any_of(list(lexicon.units.time))
    whole = r"(?P<whole>\s*[.,;:)”\"’\n]|\s*\Z|\s+(?:and|in|after|for|by|with|before|but|when|while|on|at)\b)"
    spell = r"(?P<spell>\s+(?:of|long)\b|-long\b)"
    return re.compile(
        rf"{_ONE}(?P<unit>{units})\b{_AND_A_HALF}(?![-’'])(?:(?={whole})|(?={spell})|(?=\s))", re.IGNORECASE
    )


@cache
def _several_measures(lexicon: Lexicon) -> Sifted:
    forms = [form for forms in lexicon.units.measures.values() for form in forms if len(form) > 3]
    several = lexicon.qualifiers.vague
    return sifted(rf"(?<![\w-])(?:{any_of(several)})(?:\s+of)?\s+(?P<unit>{any_of(forms)})\b", several, forms)


@cache
def _several(lexicon: Lexicon) -> Sifted:
    return sifted(rf"(?<![\w-])several\s+(?:{any_of(list(lexicon.units.time))})s\b", ["several"])


@cache
def _times(lexicon: Lexicon) -> re.Pattern[str]:
    words = any_of([*lexicon.units.time, *lexicon.units.time_forms])
    kind = any_of(lexicon.units.day_kinds)
    return re.compile(rf"(?:\s+(?:{kind})\s+|[\s-]?)(?P<unit>(?:{words})s?)\b(?!['’]?s?[\s-]old\b)", re.IGNORECASE)

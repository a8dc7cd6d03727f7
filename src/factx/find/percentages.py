"""Percentages: per cent, points, plain fractions, ratios and multiples. `value` is always in per cent."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from factx.figures import Figure
from factx.find.candidate import Candidate, quantity
from factx.find.numbers import Number, hedge, hedge_after, hedge_before, pairs
from factx.lexicon import Lexicon, any_of
from factx.sieve import Sifted, holds, needles, sifted, small_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factx.claims import Form

# A signed number alone in its brackets, at most so far behind one with its unit.
_SIGNED_ALONE = re.compile(r"\([-−–+][\d.,]{1,12}\)")
# Between a level and the one that it came from; behind that, no noun.
_CAME_FROM = re.compile(r",?\s+(?:up|down)\s+from\s+")
_BARE = re.compile(r"\s*(?:[);,]|\.(?!\d))|\s+(?:in|a|the|last|per|on)\b(?!\s+cent)")
_RATED = re.compile(r"\b(?:rated|rating|scor(?:e|es|ed)|marks?)\b[^.;\n]{0,16}\Z", re.IGNORECASE)
_SINGULAR = re.compile(r"\s+(?:was|is|has|had)\b|,\s+[A-Z]")
# "in a third.", so far behind "two homes"
_IN_ONE = re.compile(r"\b(?:in|at|from|for)\s+\Z")
_NEAR_BEFORE = 240
_NEAR = 80
_ARTICLE = re.compile(r"\ban?\s\Z", re.IGNORECASE)
# The upper end of what is no range ("5–3%"): its number is not all that is meant.
_HALF_A_RANGE = re.compile(r"\d[-–—]\Z")
_SIGN = {"-": "decrease", "\u2011": "decrease", "−": "decrease", "–": "decrease", "+": "increase"}


def find_percentages(text: str, numbers: Sequence[Number], lexicon: Lexicon) -> list[Candidate]:
    """Every percentage of `text`; `numbers` are those not spoken for by a label, date or clock time."""
    found: list[Candidate] = []
    forms = (
        _percents(text, numbers, lexicon),
        _verbs(text, lexicon),
        _ratios(text, numbers, lexicon),
        _times(text, numbers, lexicon),
        _fractions(text, lexicon),
    )
    for form in forms:
        found += [c for c in form if not any(c.overlaps(f.start, f.end) for f in found)]
    return sorted(found, key=lambda c: c.start)


def _candidate(start: int, end: int, form: Form, figure: Figure, percent: Fraction | None = None) -> Candidate:
    """A percentage; `percent` is its value where the figure itself is a factor ("doubled")."""
    candidate = quantity("percentage", start, end, figure, form=form, of=None, change=None)
    if percent is not None:
        shown = quantity("percentage", start, end, replace(figure, value=percent))
        candidate.fields |= {key: shown.fields[key] for key in ("value", "low", "high")}
    return candidate


def _percents(text: str, numbers: Sequence[Number], lexicon: Lexicon) -> Iterator[Candidate]:
    """38%, 2.5 percentage points, between 10 and 15 per cent, -8.2%."""
    if not holds(small_letters(text), _unit_words(lexicon)):
        return
    unit = _units(lexicon)
    skip = None
    last = -1  # where a percentage ends whose unit the level that it came from shares: "44 per cent, down from 52"
    signed = 0  # where a signed percentage ends whose unit later ones in brackets share: "(-8.2%), burglaries (-4.1)"
    for number, following in pairs(numbers):
        if number is skip or _HALF_A_RANGE.search(text, max(0, number.start - 3), number.start):
            continue
        if last >= 0 and _CAME_FROM.fullmatch(text, last, number.start) and _BARE.match(text, number.end):
            skip, last = number, -1
            yield _candidate(number.start, number.end, "percent", Figure(number.value, number.unit, style="percent"))
            continue
        sign = _sign(text, number.start)
        shares = signed and number.start - signed < _NEAR and _SIGNED_ALONE.match(text, number.start - 2)
        if sign is not None and shares:
            signed = number.end
            candidate = _candidate(
                number.start - 1, number.end, "percent", Figure(number.value, number.unit, style="percent")
            )
            candidate.fields["change"] = sign
            yield candidate
            continue
        hedged = hedge(text, number, following, lexicon, before=number.start - (sign is not None), between_unit=unit)
        match = unit.match(text, hedged.end)
        if match is None and hedged.last is not number:
            hedged = hedge(text, number, None, lexicon)
            match = unit.match(text, hedged.end)
        if match is None:
            continue
        skip = hedged.last
        form: Form = "points" if match["points"] or match["bare"] else "percent"
        if match["bare"] and not _of_shares(text, number.start, match.end(), lexicon):
            continue
        start, end = hedged.start, match.end()
        figure = hedged.styled("percent")
        if figure.qualifier == "exact" and (
            article := _ARTICLE.search(text, max(0, start - 3), start)
        ):  # "up to a 9% cut"
            before, qualifier = hedge_before(text, article.start(), lexicon)
            start, figure = (start if qualifier == "exact" else before), replace(figure, qualifier=qualifier)
        if figure.qualifier == "up_to" and _from(lexicon).match(text, end):
            start, figure = number.start, replace(figure, qualifier="exact")
        if behind := hedge_after(text, end, lexicon):
            end, figure = behind[0], replace(figure, qualifier=behind[1])
        candidate = _candidate(start, end, form, figure)
        last = end if form == "percent" else -1
        if sign is not None:
            candidate.fields["change"] = sign
            signed = end if text[start - 1 : start] == "(" else 0
        yield candidate


def _of_shares(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether bare "points" are percentage points: near a percentage, and not on a licence."""
    near = text[max(0, start - _NEAR) : start] + " | " + text[end : end + _NEAR]
    percent = _percent(lexicon).search(near)
    return percent is not None and not _other_points(lexicon).search(near)


def _sign(text: str, start: int) -> str | None:
    """The direction that a sign directly before a number gives it."""
    if start and text[start - 1] in _SIGN and (start < 2 or not text[start - 2].isalnum()):
        return _SIGN[text[start - 1]]
    return None


def _ratios(text: str, numbers: Sequence[Number], lexicon: Lexicon) -> Iterator[Candidate]:
    """One in nine, six out of every 10, ninety in every hundred."""
    joint, hundred, no_share, one_thing = _ratio_words(lexicon)
    starts = {n.start: n for n in numbers}
    for number in numbers:
        inner = one_thing.match(text, number.end)
        inner = inner if inner and (number.value == 1 or inner["out"]) else None  # "nine cases out of ten"
        between = joint.match(text, number.end) or inner
        if not between:
            continue
        last = starts.get(between.end())
        if last is not None:
            m, end = last.value, last.end
        elif scale := hundred.match(text, between.end()):
            m, end = Fraction(lexicon.numbers.scales[scale[0].lower()]), scale.end()
        else:
            continue
        sure = between["every"] or between["out"] or number.value == 1 or m <= 10 or m % 100 == 0
        if not (number.value < m and sure) or number.unit != 1 or no_share.match(text, end):
            continue
        if _RATED.search(text, max(0, number.start - 24), number.start):
            continue
        start, qualifier = hedge_before(text, number.start, lexicon)
        value = 100 * number.value / m
        figure = Figure(value=value, qualifier=qualifier, style="ratio", out_of=m)
        yield _candidate(start, end, "ratio", figure)


def _times(text: str, numbers: Sequence[Number], lexicon: Lexicon) -> Iterator[Candidate]:
    """Three times as far, four times the limit, twice as likely, double the number, threefold, a 3.7-fold rise."""
    word, behind = _times_words(lexicon)
    table = lexicon.percentages
    factors = {**table.times, **{f"{w}fold": v for w, v in lexicon.numbers.units.items()}}
    found = [(m.start(), m.end(), Fraction(factors[(m["word"] or m["fold"]).lower()])) for m in word.finditer(text)]
    found += [(n.start, m.end(), n.value) for n in numbers if (m := behind.match(text, n.end))]
    for number_start, end, factor in found:
        start, qualifier = hedge_before(text, number_start, lexicon)
        figure = Figure(value=factor, unit=Fraction(1), qualifier=qualifier, style="multiple")
        if factor > 1:
            candidate = _candidate(start, end, "multiple", figure, 100 * (factor - 1))
            if text[number_start:end].lower().split()[-1] in lexicon.percentages.grown:
                candidate.fields["change"] = "increase"
            yield candidate


def _fractions(text: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """A third, two-thirds, three quarters, half."""
    pattern, no_whole = _fraction_words(lexicon)
    table = lexicon.percentages
    for match in pattern.finditer(text):
        over = lexicon.numbers.units.get((match["k"] or "one").lower(), 1) if match["part"] else 1
        under = table.fractions[match["part"].lower()] if match["part"] else 2
        if over >= under or no_whole.match(text, match.end()):
            continue
        if under > 2 and over == 1 and _is_ordinal(text, match, under, lexicon):
            continue
        if point := _half_point(lexicon).match(text, match.end()) if not match["part"] else None:
            start, qualifier = hedge_before(text, match.start(), lexicon)
            figure = Figure(value=Fraction(1, 2), unit=Fraction(1, 10), qualifier=qualifier, style="percent")
            yield _candidate(start, point.end(), "points", figure)
            continue
        if not match["part"] and not _is_half(text, match, lexicon):
            continue
        start, qualifier = hedge_before(text, match.start(), lexicon)
        value = Fraction(100 * over, under)
        yield _candidate(start, match.end(), "fraction", Figure(value=value, qualifier=qualifier, style="fraction"))


def _is_ordinal(text: str, match: re.Match[str], under: int, lexicon: Lexicon) -> bool:
    """Whether "a third", "a sixth" is one more, and no share: "Five men were jailed. A sixth was fined"."""
    if under == 3 and _SINGULAR.match(text, match.end()):  # "A third was stopped"
        return True
    in_it = text[match.end() : match.end() + 1] in {".", ",", ";"} and _IN_ONE.search(
        text, max(0, match.start() - 8), match.start()
    )
    if not in_it and not _SINGULAR.match(text, match.end()):
        return False
    words = any_of([w for w, value in lexicon.numbers.units.items() if value == under - 1])
    earlier = text[max(0, match.start() - _NEAR_BEFORE) : match.start()]
    return re.search(rf"\b(?:{words}|{under - 1})\s+[a-z]", earlier, re.IGNORECASE) is not None


def _is_half(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether "half" is a share here, and not half past, the second half or half an hour."""
    before, after = _half_words(lexicon)
    return not before.search(text, max(0, match.start() - 16), match.start()) and not after.match(text, match.end())


def _verbs(text: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """Doubled, halved, more than tripled, to double."""
    factors = {**lexicon.percentages.multiples, **lexicon.percentages.times}
    for match in _multiples(lexicon).finditer(text):
        verb = "verb" if match["verb"] else "plain"
        factor = Fraction(str(factors[match[verb].lower()]))
        start, qualifier = hedge_before(text, match.start(verb), lexicon)
        figure = Figure(value=factor, qualifier=qualifier, style="multiple")
        candidate = _candidate(start, match.end(), "multiple", figure, abs(100 * (factor - 1)))
        candidate.fields["change"] = "increase" if factor > 1 else "decrease"
        yield candidate


@cache
def _units(lexicon: Lexicon) -> re.Pattern[str]:
    table = lexicon.percentages
    return re.compile(
        rf"(?:\s+of\s+an?\s+|[\s-]?)(?:(?P<points>{any_of(table.points)})\b|(?:{any_of(table.percent)})(?!\w)|(?P<bare>points?)\b(?!\s+of\b))",
        re.IGNORECASE,
    )


@cache
def _unit_words(lexicon: Lexicon) -> tuple[str, ...]:
    """What a text with a unit of these holds one of, in small letters."""
    return needles([*lexicon.percentages.percent, *lexicon.percentages.points, "point"])


@cache
def _percent(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(lexicon.percentages.percent)})(?!\w)", re.IGNORECASE)


@cache
def _other_points(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon.percentages.not_points)})\b", re.IGNORECASE)


@cache
def _from(lexicon: Lexicon) -> re.Pattern[str]:
    """Behind a level: "up to 50.4% from 49.3%" states no bound."""
    return re.compile(rf",?\s+from\s+[\d.]{{1,8}}[\s-]?(?:{any_of(lexicon.percentages.percent)})", re.IGNORECASE)


@cache
def _ratio_words(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    table = lexicon.percentages
    return (
        re.compile(r"(?:\s+times)?\s+(?:(?P<out>out\s+of)|in|of(?=\s+every\b))\s+(?P<every>every\s+)?", re.IGNORECASE),
        re.compile(rf"(?:{any_of([*lexicon.numbers.scales])})\b", re.IGNORECASE),
        re.compile(rf"[\s-]+(?:{any_of(table.not_out_of)})\b", re.IGNORECASE),
        re.compile(r"\s+[a-z]{3,20}\s+(?P<out>out\s+of|in)\s+(?P<every>every\s+)?", re.IGNORECASE),  # one call in seven
    )


@cache
def _times_words(lexicon: Lexicon) -> tuple[Sifted, re.Pattern[str]]:
    """A multiple that is a word by itself ("twice as many", "double the", "threefold"), and what makes a number one."""
    table = lexicon.percentages
    what = rf"(?=\s+(?:{any_of(table.times_of)}|\w+[’']s)\b(?!\s+(?:{any_of(table.when)})\b))"
    more = rf"(?=\s+(?:{any_of(table.times_more)})\b|\s+\w+er\s+than\b)"
    compared = rf"\s+as\s+(?:{any_of(table.compared)})\b|{what}"
    behind = rf"\s+times(?:{compared}|{more})"
    folds = any_of([f"{w}fold" for w in lexicon.numbers.units])
    word = rf"(?<![\w-])(?:(?P<word>{any_of([*table.times])})(?:{compared})|(?P<fold>{folds})\b)"
    return sifted(word, [*table.times, "fold"]), re.compile(rf"{behind}|[\s-]?fold\b", re.IGNORECASE)


@cache
def _fraction_words(lexicon: Lexicon) -> tuple[Sifted, re.Pattern[str]]:
    table = lexicon.percentages
    parts = any_of([w for w in table.fractions if w != "half"])
    numerators = any_of([w for w, v in lexicon.numbers.units.items() if v])
    follows = rf"(?=\s*[.,;:)?!”’\"'–—]|\s*\Z|\s+(?:{any_of(table.follows_fraction)})\b|\s+[–—-]\s)"
    part = rf"(?P<k>an?|{numerators})(?:\s+full)?[\s-](?P<part>{parts})(?:s\b|\b{follows})"
    return (
        sifted(rf"(?<![\w-])(?:{part}|half\b(?!-))", [*table.fractions, "half"]),
        re.compile(rf"\s+(?:{any_of(table.fraction_of)})\b", re.IGNORECASE),
    )


@cache
def _half_point(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\s+a\s+(?:{any_of(lexicon.percentages.points)})\b", re.IGNORECASE)


@cache
def _half_words(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lexicon.percentages
    return (
        re.compile(rf"\b(?:{any_of(table.half_before)})\s+\Z", re.IGNORECASE),
        re.compile(rf"[\s-]+(?:{any_of(table.half_after)})\b", re.IGNORECASE),
    )


@cache
def _multiples(lexicon: Lexicon) -> Sifted:
    """A verb in a form that nothing else has ("doubled"), or its plain form where a verb must stand ("to double")."""
    table = lexicon.percentages
    verb, plain, helper = any_of([*table.multiples]), any_of([*table.times]), any_of(table.before_verb)
    hedge = r"(?:(?:more\s+than|at\s+least|almost|nearly)\s+)?"
    return sifted(
        rf"\b(?:(?P<verb>{verb})|(?:{helper})\s+{hedge}(?P<plain>{plain})(?!\s+(?:{any_of(table.not_doubled)})\b))\b",
        [*table.multiples, *table.times],
    )

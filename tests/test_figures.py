"""Intervals and verdicts, against the table of docs/checks.md and the worked cases in tests/check/interval_cases.json.

Figures are read as they are written ("nearly 40%", "two in five"), so that the string itself is what is tested.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from factx import edtf
from factx.claims import Qualifier
from factx.figures import (
    Figure,
    Interval,
    Reading,
    Style,
    exact,
    possible_share,
    ratio,
    rise,
    share,
    verdict,
    whole_of_shares,
)
from factx.find.dates import find_dates
from factx.find.numbers import hedge, hedge_after, scan
from factx.find.percentages import find_percentages
from factx.language import sentences
from factx.lexicon import lexicon
from factx.release import Release

if TYPE_CHECKING:
    from collections.abc import Callable

LEXICON = lexicon()
CASES = json.loads((Path(__file__).parent / "check" / "interval_cases.json").read_text(encoding="utf-8"))


def written(text: str) -> Figure:
    """The one figure that a text writes."""
    numbers = scan(text, LEXICON)
    percentages = find_percentages(text, numbers, LEXICON)
    if percentages:
        (candidate,) = percentages
        assert candidate.figure is not None
        return candidate.figure
    hedged = hedge(text, numbers[0], numbers[1] if len(numbers) > 1 else None, LEXICON)
    behind = hedge_after(text, hedged.end, LEXICON)
    return replace(hedged.figure, qualifier=behind[1]) if behind else hedged.figure


def shares(case: dict[str, Any]) -> str:
    part, whole = written(case["part"]), written(case["whole"])
    return verdict(written(case["claim"]), share(part, whole, "strict"), share(part, whole, "lenient"))


def bound(case: dict[str, Any]) -> str:
    claimed = replace(written(case["claim"]), falling=case.get("verb") == "fell to")
    value = written(case["value"])
    return verdict(claimed, value.interval("strict"), value.interval("lenient"))


def before_after(case: dict[str, Any]) -> str:
    claimed, before, after = (written(case[name]) for name in ("claim", "before", "after"))
    if claimed.style == "multiple":
        return verdict(claimed, ratio(before, after, "strict"), ratio(before, after, "lenient"))
    strict, lenient = rise(before, after, "strict"), rise(before, after, "lenient")
    assert strict is not None
    assert lenient is not None
    falls = any(word in case["claim"] for word in ("down", "drop"))
    return verdict(claimed, -strict if falls else strict, -lenient if falls else lenient)


def weekday(case: dict[str, Any]) -> str:
    day = date.fromisoformat(case["date"])
    release = Release(f"It was on {case['claim']} {day.day} {day:%B %Y}.")
    (found,) = find_dates(release, sentences(release, LEXICON), LEXICON)
    read, _ = edtf.days(found.fields["value"])
    assert read == day
    return "consistent" if f"{read:%A}" == case["claim"] else "inconsistent"


RULES: dict[str, Callable[[dict[str, Any]], str]] = {
    "share": shares,
    "bound": bound,
    "before-after": before_after,
    "impossible-share": lambda case: possible_share(written(case["claim"]), int(case["whole"])),
    "shares-to-100": lambda case: whole_of_shares([written(claim) for claim in case["claims"]]),
    "weekday": weekday,
}


def test_every_case_is_there() -> None:
    assert len(CASES) == 41
    assert {case["rule"] for case in CASES} == RULES.keys()


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(str(v) for v in case.values()))
def test_worked_cases(case: dict[str, Any]) -> None:
    assert RULES[case["rule"]](case) == case["verdict"]


MORE = [
    ({"rule": "shares-to-100", "claims": ["30%", "30%", "30%", "15%"]}, "inconsistent"),  # off by 5, four roundings
    ({"rule": "shares-to-100", "claims": ["about 30%", "30%", "41%"]}, "consistent"),
    ({"rule": "shares-to-100", "claims": ["a third", "a third", "a third"]}, "consistent"),
    ({"rule": "before-after", "claim": "halved", "before": "412", "after": "207"}, "consistent"),
    ({"rule": "before-after", "claim": "halved", "before": "412", "after": "239"}, "imprecise"),
    ({"rule": "before-after", "claim": "halved", "before": "412", "after": "301"}, "inconsistent"),
    ({"rule": "before-after", "claim": "almost halved", "before": "412", "after": "217"}, "consistent"),
    ({"rule": "before-after", "claim": "almost halved", "before": "412", "after": "153"}, "inconsistent"),
    ({"rule": "before-after", "claim": "more than halved", "before": "412", "after": "153"}, "consistent"),
    ({"rule": "before-after", "claim": "more than halved", "before": "412", "after": "233"}, "inconsistent"),
    ({"rule": "before-after", "claim": "more than doubled", "before": "31", "after": "74"}, "consistent"),
    ({"rule": "before-after", "claim": "more than doubled", "before": "31", "after": "56"}, "inconsistent"),
    ({"rule": "before-after", "claim": "almost doubled", "before": "31", "after": "58"}, "consistent"),
    ({"rule": "before-after", "claim": "up 5%", "before": "81.4%", "after": "85.4%"}, "consistent"),
    ({"rule": "before-after", "claim": "up 4%", "before": "21.4%", "after": "25.4%"}, "inconsistent"),  # points
    ({"rule": "impossible-share", "claim": "a third", "whole": "7"}, "imprecise"),
    ({"rule": "impossible-share", "claim": "34%", "whole": "3"}, "imprecise"),
    ({"rule": "bound", "claim": "750 or more", "value": "750"}, "consistent"),
    ({"rule": "bound", "claim": "fewer than 60", "value": "60"}, "imprecise"),
    ({"rule": "bound", "claim": "up to 60", "value": "61"}, "inconsistent"),
    ({"rule": "bound", "claim": "between 20 and 31", "value": "32"}, "inconsistent"),
    ({"rule": "bound", "claim": "between 20 and 31", "value": "31"}, "consistent"),
    ({"rule": "bound", "claim": "1.2 million", "value": "1,243,117"}, "consistent"),
    ({"rule": "bound", "claim": "1.2 million", "value": "1,271,117"}, "imprecise"),
    ({"rule": "bound", "claim": "6,240", "value": "6,243"}, "inconsistent"),  # three digits are taken for exact
]


@pytest.mark.parametrize(("case", "expected"), MORE)
def test_more_cases(case: dict[str, Any], expected: str) -> None:
    assert RULES[case["rule"]](case) == expected


def test_a_figure_without_a_number_settles_nothing() -> None:
    vague = Figure(None, qualifier="vague")
    assert vague.interval("strict") is None
    assert vague.interval("lenient") is None
    assert verdict(vague, Interval.at(3), Interval.at(3)) == "undetermined"
    assert verdict(written("38%"), share(vague, written("90"), "strict"), None) == "undetermined"
    assert whole_of_shares([written("60%"), vague]) == "undetermined"
    assert possible_share(vague, 12) == "undetermined"
    assert possible_share(written("38%"), 0) == "undetermined"


def between(low: str | None, high: str | None, ends: str = "[]") -> Interval:
    return Interval(
        None if low is None else Fraction(low), None if high is None else Fraction(high), ends[0] == "(", ends[1] == ")"
    )


def percents(low: str | None, high: str | None, ends: str = "[]") -> Interval:
    """Of a share given as a fraction of one, as docs/checks.md writes those of spoken fractions."""
    return between(low, high, ends).times(Fraction(100))


# The rows of docs/checks.md ("Intervals"): the words, what they may stand for strictly, and leniently.
ROWS = [
    ("38%", between("37.5", "38.5"), between("37", "39", "()")),
    ("38.2%", between("38.15", "38.25"), between("38.1", "38.3", "()")),
    ("38.0%", between("37.95", "38.05"), between("37.9", "38.1", "()")),
    ("40%", between("39.5", "40.5"), between("37.5", "42.5")),
    ("45 per cent", between("44.5", "45.5"), between("42.5", "47.5")),
    ("40.0%", between("39.95", "40.05"), between("39.9", "40.1", "()")),
    ("5,042", between("5042", "5042"), between("5042", "5042")),
    ("17", between("17", "17"), between("17", "17")),
    ("10", between("10", "10"), between("10", "10")),
    ("120", between("120", "120"), between("115", "125")),
    ("4,200", between("4150", "4250"), between("4150", "4250")),
    ("5,000", between("4500", "5500"), between("4500", "5500")),
    ("13,000", between("12500", "13500"), between("12500", "13500")),
    ("6,240", between("6240", "6240"), between("6240", "6240")),
    ("62,400", between("62400", "62400"), between("62350", "62450")),
    ("1.2 million", between("1150000", "1250000"), between("1100000", "1300000", "()")),
    ("two million", between("1500000", "2500000"), between("1500000", "2500000")),
    ("about 5,000", between("4500", "5500"), between("3750", "6250")),
    ("about 38", between("36.1", "39.9"), between("34.2", "41.8")),
    ("about 25%", between("22.5", "27.5"), between("18.75", "31.25")),
    ("nearly 40%", between("35", "40", "[)"), between("30", "40.4")),
    ("nearly 4,000", between("3500", "4000", "[)"), between("3000", "4040")),
    ("more than 4,000", between("4000", None, "(]"), between("4000", None)),
    ("more than 38%", between("38", None, "(]"), between("37.5", None)),
    ("more than 38.2%", between("38.2", None, "(]"), between("38.15", None)),
    ("at least 60", between("60", None), between("60", None)),
    ("60 or more", between("60", None), between("60", None)),
    ("60+", between("60", None, "(]"), between("60", None)),  # docs/claims.md reads it as "over"
    ("fewer than 60", between(None, "60", "[)"), between(None, "60")),
    ("up to 60", between(None, "60"), between(None, "60")),
    ("between 20 and 30", between("20", "30"), between("19.5", "30.5")),
    ("20 to 30", between("20", "30"), between("19.5", "30.5")),
    ("a third", percents("7/24", "11/30"), percents("1/4", "2/5", "()")),
    ("a quarter", percents("9/40", "7/24"), percents("1/5", "1/3", "()")),
    ("three quarters", percents("17/24", "31/40"), percents("2/3", "4/5", "()")),
    ("a tenth", percents("1/20", "3/20"), percents("0", "1/5", "()")),
    ("about a third", percents("1/4", "2/5", "()"), percents("1/4", "2/5", "()")),
    ("nearly half", percents("9/20", "1/2", "[)"), percents("2/5", "101/200", "()")),
    ("more than a third", percents("1/3", None, "(]"), percents("1/3", None, "(]")),
    ("one in three", percents("2/7", "2/5"), percents("1/4", "1/2", "()")),
    ("one in eight", percents("2/17", "2/15"), percents("1/9", "1/7", "()")),
    ("two in five", percents("3/10", "1/2"), percents("1/5", "3/5", "()")),
    ("nine out of 10", percents("17/20", "19/20"), percents("4/5", "1", "()")),
    ("doubled", between("1.9", "2.1"), between("1.5", "2.5")),
    ("four times as many", between("3.8", "4.2"), between("3.5", "4.5")),
    ("20 times as many", between("19", "21"), between("19", "21")),  # strict lies within lenient, however large
    ("halved", between("9/20", "11/20"), between("2/5", "3/5", "()")),
    ("almost halved", between("1/2", "11/20", "(]"), between("99/200", "3/5", "()")),
    ("more than halved", between(None, "1/2", "[)"), between(None, "1/2", "[)")),
]


@pytest.mark.parametrize(("text", "strict", "lenient"), ROWS, ids=[row[0] for row in ROWS])
def test_intervals(text: str, strict: Interval, lenient: Interval) -> None:
    figure = written(text)
    assert (figure.interval("strict"), figure.interval("lenient")) == (strict, lenient)


def test_nearly_may_overshoot_where_the_verb_falls() -> None:
    falling = replace(written("nearly 4,000"), falling=True)
    assert falling.interval("strict") == between("3500", "4000", "[)")
    assert falling.interval("lenient") == between("3000", "5000")


PLACES = [("4,000", 1000), ("25", 5), ("38", 1), ("5", 1), ("15", 5), ("50", 10), ("4,500", 500), ("6,240", 10)]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_place_of_the_last_digit(text: str, place: int) -> None:
    assert written(text).place == place


@pytest.mark.parametrize(
    ("value", "shown"), [(Fraction(100, 3), "33.3333"), (Fraction(1, 8), "0.125"), (Fraction(4000), "4000")]
)
def test_exact(value: Fraction, shown: str) -> None:
    assert exact(value) == Decimal(shown)


def test_a_figure_in_another_unit() -> None:
    grand = written("1.2 million").times(Fraction(1000))
    assert grand == Figure(Fraction(1_200_000_000), Fraction(100_000_000))
    spread = written("between 20 and 30").times(Fraction(12))
    assert spread == Figure(None, Fraction(12), "between", low=Fraction(240), high=Fraction(360))


# -- whatever the figure -----------------------------------------------------------------------------------------------

UNITS = [Fraction(1, 100), Fraction(1, 10), Fraction(1), Fraction(100_000), Fraction(1_000_000)]


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """A figure as some text might write it: a multiple of its unit, in a style and with a hedge."""
    style: Style = draw(st.sampled_from(get_args(Style)))
    qualifier: Qualifier = draw(st.sampled_from([q for q in get_args(Qualifier) if q not in {"between", "vague"}]))
    falling = draw(st.booleans())
    match style:
        case "fraction":
            under = draw(st.integers(2, 12))
            value = Fraction(100 * draw(st.integers(1, under - 1)), under)
            return Figure(value, qualifier=qualifier, style=style, falling=falling)
        case "ratio":
            m = draw(st.integers(2, 1000))
            value = Fraction(100 * draw(st.integers(1, m - 1)), m)
            return Figure(value, qualifier=qualifier, style=style, out_of=Fraction(m), falling=falling)
        case "multiple":
            factor = draw(st.sampled_from([Fraction(1, 2), *map(Fraction, range(2, 60))]))
            return Figure(factor, qualifier=qualifier, style=style, falling=falling)
        case _:
            unit = draw(st.sampled_from(UNITS[:3] if style == "percent" else UNITS))
            return Figure(draw(st.integers(0, 99_999)) * unit, unit, qualifier, style, falling=falling)


@settings(deadline=None)
@given(figures())
def test_strict_lies_within_lenient(figure: Figure) -> None:
    strict, lenient = figure.interval("strict"), figure.interval("lenient")
    assert strict is not None
    assert lenient is not None
    assert strict.within(lenient)
    if figure.value is not None and figure.qualifier in {"exact", "about"}:
        assert Interval.at(figure.value).within(strict)


@settings(deadline=None)
@given(st.integers(0, 5000), st.integers(1, 5000), st.sampled_from(UNITS[:3]))
def test_a_range_holds_its_ends(low: int, width: int, unit: Fraction) -> None:
    figure = Figure(None, unit, "between", low=low * unit, high=(low + width) * unit)
    strict, lenient = figure.interval("strict"), figure.interval("lenient")
    assert strict == Interval(low * unit, (low + width) * unit)
    assert lenient is not None
    assert strict.within(lenient)


def rounded(value: Fraction, rule: str) -> int:
    below, rest = divmod(value, 1)
    if rest == Fraction(1, 2):
        return {"half-up": below + 1, "half-down": below, "half-even": below + below % 2}[rule]
    return below + (rest > Fraction(1, 2))


@pytest.mark.parametrize("rule", ["half-up", "half-even", "half-down"])
def test_no_rounding_is_ever_an_alarm(rule: str) -> None:
    """Every whole percentage of n out of at most 120, rounded by any standard rule, and cut off."""
    for whole in range(1, 121):
        for n in range(whole + 1):
            part, of = Figure(Fraction(n)), Figure(Fraction(whole))
            strict, lenient = share(part, of, "strict"), share(part, of, "lenient")
            value = Fraction(100 * n, whole)
            claimed = Figure(Fraction(rounded(value, rule)), style="percent")
            assert verdict(claimed, strict, lenient) == "consistent", (n, whole)
            if rule == "half-up":
                cut = Figure(Fraction(value.numerator // value.denominator), style="percent")
                assert verdict(cut, strict, lenient) in {"consistent", "imprecise"}, (n, whole)


@settings(deadline=None)
@given(st.integers(1, 3000), st.integers(1, 3000), st.sampled_from([6, 9, 14, 30, -30]))
def test_what_is_far_off_is_an_alarm(n: int, whole: int, off: int) -> None:
    assume(n <= whole and n % 10 and whole % 10)
    part, of = Figure(Fraction(n)), Figure(Fraction(whole))
    claimed = Figure(Fraction(round(Fraction(100 * n, whole)) + off), style="percent")
    assert verdict(claimed, share(part, of, "strict"), share(part, of, "lenient")) == "inconsistent"


@settings(deadline=None)
@given(st.integers(1, 300), st.integers(1, 300))
def test_rise_and_ratio_agree(before: int, after: int) -> None:
    a, b = Figure(Fraction(before)), Figure(Fraction(after))
    for reading in get_args(Reading):
        times, change = ratio(a, b, reading), rise(a, b, reading)
        assert times is not None
        assert change == (times + Interval.at(-1)).times(Fraction(100))
        assert Interval.at(Fraction(100 * (after - before), before)).within(change)


# -- interval arithmetic -----------------------------------------------------------------------------------------------

NUMBERS = st.fractions(-50, 50, max_denominator=12)


@st.composite
def intervals(draw: st.DrawFn, numbers: st.SearchStrategy[Fraction] = NUMBERS) -> tuple[Interval, Fraction]:
    """An interval and a number that lies in it."""
    low, inside, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3)))
    low_open = draw(st.booleans()) and low < inside
    high_open = draw(st.booleans()) and inside < high
    bounded = draw(st.sampled_from([(True, True), (True, False), (False, True), (False, False)]))
    interval = Interval(low if bounded[0] else None, high if bounded[1] else None, low_open, high_open)
    return interval, inside


@settings(deadline=None)
@given(intervals(), intervals(), st.fractions(Fraction(1, 12), 50, max_denominator=12))
def test_arithmetic_holds_every_result(
    one: tuple[Interval, Fraction], two: tuple[Interval, Fraction], factor: Fraction
) -> None:
    (a, x), (b, y) = one, two
    assert Interval.at(x).within(a)
    assert Interval.at(x + y).within(a + b)
    assert Interval.at(-x).within(-a)
    assert Interval.at(x * factor).within(a.times(factor))


@settings(deadline=None)
@given(
    intervals(st.fractions(0, 50, max_denominator=12)), intervals(st.fractions(Fraction(1, 12), 50, max_denominator=12))
)
def test_quotients(one: tuple[Interval, Fraction], two: tuple[Interval, Fraction]) -> None:
    (a, x), (b, y) = one, two
    quotient = a.over(b)
    if b.low is None or a.low is None:
        assert quotient is None
    else:
        assert quotient is not None
        assert Interval.at(x / y).within(quotient)


@settings(deadline=None)
@given(intervals(), intervals(), intervals())
def test_laws(one: tuple[Interval, Fraction], two: tuple[Interval, Fraction], three: tuple[Interval, Fraction]) -> None:
    a, b, c = one[0], two[0], three[0]
    turned = -a
    assert -turned == a
    assert a + b == b + a
    assert a.meets(b) == b.meets(a)
    assert a.within(a)
    assert a.meets(a)
    if a.within(b):
        assert a.meets(b)
        if b.within(c):
            assert a.within(c)
    assert a.meets(b) == any(Interval.at(n).within(a) and Interval.at(n).within(b) for n in common(a, b))


def common(a: Interval, b: Interval) -> list[Fraction]:
    """A number in the middle of where both may reach; none where both are unbounded on one side only."""
    lows = [i.low for i in (a, b) if i.low is not None]
    highs = [i.high for i in (a, b) if i.high is not None]
    low = max(lows) if lows else (min(highs) - 1 if highs else Fraction(0))
    high = min(highs) if highs else low + 1
    return [(low + high) / 2]


@pytest.mark.parametrize("divisor", [between("0", "4"), between("-1", "4"), between(None, "4")])
def test_no_quotient_where_the_divisor_may_be_nought(divisor: Interval) -> None:
    assert Interval.at(1).over(divisor) is None

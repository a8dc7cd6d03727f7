"""Rises and falls against what they are measured from."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factx.check.bind import bound
from factx.claims import Bounds, Check, Count, Money, Operand, Percentage
from factx.figures import Figure, Interval, exact, rise, share, verdict
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from factx.claims import Claim
    from factx.release import Release


def change_of_baseline(
    release: Release, claims: Sequence[Claim], figures: Mapping[str, Figure], lexicon: Lexicon
) -> Iterator[Check]:
    """A percentage against the change and the base (100·n/D), or against both levels (100·(B-A)/A)."""
    for operands in bound(release.text, claims, "change_of_baseline", lexicon):
        percent = operands["percent"]
        if not isinstance(percent, Percentage) or percent.form not in {"percent", "fraction"}:
            continue
        yield _check(percent, operands, figures, lexicon)


def _check(
    percent: Percentage, operands: Mapping[str, Claim], figures: Mapping[str, Figure], lexicon: Lexicon
) -> Check:
    claimed, base = figures[percent.id], figures[operands["base"].id]
    falls = percent.change == "decrease"
    if "delta" in operands:
        delta = figures[operands["delta"].id]
        strict, lenient = share(delta, base, "strict"), share(delta, base, "lenient")
        opposed = getattr(operands["delta"], "change", None) not in {None, percent.change}
        sum_ = _division(delta, base)
    else:
        new = figures[operands["new"].id]
        strict, lenient = (_turned(rise(base, new, reading), falls) for reading in ("strict", "lenient"))
        opposed = lenient is not None and lenient.high is not None and lenient.high < 0
        sum_ = _difference(base, new, falls=falls)
    outcome = "inconsistent" if opposed else verdict(claimed, strict, lenient)
    reason = _bar(percent, operands, lexicon)
    if reason is not None:
        outcome = "undetermined"
    elif outcome == "undetermined":
        reason = "inputs_too_vague"
    return Check(
        id="k1",
        rule="change-of-baseline",
        verdict=outcome,
        operands=tuple(
            Operand(role=role, claim=c.id, text=c.text, start=c.start, end=c.end)
            for role, c in sorted(operands.items(), key=lambda pair: (pair[0] != "percent", pair[1].start))
        ),
        claimed=_shown(claimed.interval("lenient")),
        recomputed=_shown(strict),
        arithmetic=sum_,
        reason=reason,
        gross=outcome == "inconsistent" and opposed,
        quote=percent.quote,
    )


def _turned(interval: Interval | None, falls: bool) -> Interval | None:  # noqa: FBT001 (a plain mapping of two values)
    return -interval if interval is not None and falls else interval


def _division(delta: Figure, base: Figure) -> str | None:
    if not delta.value or not base.value:
        return None
    return f"{_written(delta.value)} ÷ {_written(base.value)} = {_percent(100 * delta.value / base.value)}"


def _difference(base: Figure, new: Figure, *, falls: bool) -> str | None:
    if not base.value or new.value is None:
        return None
    less, more = (new.value, base.value) if falls else (base.value, new.value)
    result = _percent(100 * (more - less) / base.value)
    return f"({_written(more)} − {_written(less)}) ÷ {_written(base.value)} = {result}"


def _written(value: Fraction) -> str:
    return f"{exact(value):,f}"


def _percent(value: Fraction) -> str:
    """A percentage to one decimal, or to as many as show that it is not nought."""
    places = next((n for n in range(1, 4) if round(value, n)), 4) if value else 1
    return f"{exact(round(value, places)):,.{places}f} %".replace("-", "−")


def _shown(interval: Interval | None) -> Bounds | None:
    if interval is None:
        return None
    return Bounds(
        low=None if interval.low is None else exact(interval.low),
        high=None if interval.high is None else exact(interval.high),
        low_open=interval.low_open,
        high_open=interval.high_open,
    )


def _bar(percent: Percentage, operands: Mapping[str, Claim], lexicon: Lexicon) -> str | None:
    """Why the operands cannot be held against each other, in the words of docs/checks.md; None where they can."""
    levels = [c for c in operands.values() if isinstance(c, Count | Money)]
    if any(c.status != "stated" and not (c.status == "negated" and c.value == 0) for c in (percent, *levels)):
        return "not_asserted"
    units = {c.currency if isinstance(c, Money) else None for c in levels}
    nouns = {c.head for c in levels if isinstance(c, Count) and c.item is not None}
    if len(units) > 1 or len(nouns) > 1:
        return "different_unit"
    since = percent.period is not None and percent.period.value.endswith("/..")
    dated = any(c.period is not None and c.period != percent.period for c in levels)
    if _averages(lexicon).search(percent.sentence) or (since and dated):
        return "different_period"
    return "base_disclaimer" if any(_disclaimers(lexicon).search(c.sentence) for c in operands.values()) else None


@cache
def _averages(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon.checks.averages)})\b", re.IGNORECASE)


@cache
def _disclaimers(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon.checks.disclaimers)})\b", re.IGNORECASE)

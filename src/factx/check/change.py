"""Rises and falls against what they are measured from."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factx.check.bind import bound
from factx.claims import Bounds, Check, Operand, Percentage
from factx.figures import Figure, Interval, exact, rise, share, verdict
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from factx.claims import Claim


def change_of_baseline(
    text: str, claims: Sequence[Claim], figures: Mapping[str, Figure], lexicon: Lexicon
) -> Iterator[Check]:
    """A percentage against the change and the base (100·n/D), or against both levels (100·(B-A)/A)."""
    for operands in bound(text, claims, "change_of_baseline", lexicon):
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
    reason = None
    if any(c.status != "stated" for c in operands.values()):
        outcome, reason = "undetermined", "not_asserted"
    elif _disclaimed(operands, lexicon):
        outcome, reason = "undetermined", "base_disclaimer"
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
    return f"{exact(round(value, places)):,.{places}f} %"


def _shown(interval: Interval | None) -> Bounds | None:
    if interval is None:
        return None
    return Bounds(
        low=None if interval.low is None else exact(interval.low),
        high=None if interval.high is None else exact(interval.high),
        low_open=interval.low_open,
        high_open=interval.high_open,
    )


def _disclaimed(operands: Mapping[str, Claim], lexicon: Lexicon) -> bool:
    """Whether a sentence of the operands says that the base may be another."""
    return any(_disclaimers(lexicon).search(c.sentence) for c in operands.values())


@cache
def _disclaimers(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon.checks.disclaimers)})\b", re.IGNORECASE)

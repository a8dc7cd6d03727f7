"""From figures to a verdict: what bars a check, what else would fit, and how it is shown."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factx.check.scene import cue
from factx.claims import Bounds, Check, Money, Operand
from factx.figures import exact, verdict
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from factx.check.scene import Scene
    from factx.claims import Claim, Verdict
    from factx.figures import Figure, Interval, Reading

Role = tuple[str, "Claim"]
# How operands are read: as they are printed, and leniently.
AS_OPERANDS: tuple[Reading, Reading] = ("printed", "lenient")
# Rules that look at dates only, and rules for which every figure of the sentence counts.
_OF_DATES = {"weekday", "calendar", "duration-of-dates", "age-at-date", "restated"}
_OF_ALL = {"sum-of-parts", "shares-to-100", "count-of-list"}
# In these roles a figure may be a target ("94% of its goal of 199").
_MEASURES = {"whole", "base"}
# An interval recomputed from the operands as printed, and leniently.
Pair = tuple["Interval | None", "Interval | None"]


def settle(  # noqa: PLR0913 (what a check is made of)
    scene: Scene,
    rule: str,
    operands: Sequence[Role],
    claimed: Figure,
    recomputed: Pair,
    arithmetic: str | None,
    *,
    others: Iterable[Pair] = (),
    opposed: bool = False,
    hint: str | None = None,
    doubt: str | None = None,
    asserted: bool = True,
) -> Check:
    """The check of a `claimed` figure against the interval `recomputed` from the other operands.

    The pair recomputed is that of the operands as printed and the lenient one.

    The first of the `operands` is the claim under test. `others` are intervals that other operands of the text would
    give: if one of them fits, there is no alarm. `opposed` says that the message goes the other way.
    """
    outcome = "inconsistent" if opposed else verdict(claimed, *recomputed)
    fits = any(verdict(claimed, *other) == "consistent" for other in others) if outcome == "inconsistent" else False
    return judged(
        scene,
        rule,
        operands,
        outcome,
        arithmetic,
        claimed=claimed.interval("lenient"),
        recomputed=recomputed[0],
        doubt="two_candidate_totals" if fits else doubt,
        gross=opposed,
        hint=hint,
        asserted=asserted,
    )


def judged(  # noqa: PLR0913
    scene: Scene,
    rule: str,
    operands: Sequence[Role],
    outcome: Verdict,
    arithmetic: str | None,
    *,
    claimed: Interval | None = None,
    recomputed: Interval | None = None,
    doubt: str | None = None,
    gross: bool = False,
    hint: str | None = None,
    asserted: bool = True,
) -> Check:
    """The check with that `outcome`, unless something bars it; `doubt` is a reason against an alarm.

    What is only announced or denied takes no part, unless `asserted` is False (a planned day has its weekday too).
    """
    claims = [claim for _, claim in operands]
    stated = [claim for role, claim in operands if asserted and role not in _MEASURES]
    reason = _bar(claims, stated, scene.lexicon)
    if reason is None and outcome == "inconsistent":
        reason = doubt or unlike(claims, scene.lexicon)
        if reason is None and rule not in _OF_DATES and scene.unread(claims, whole=rule in _OF_ALL):
            reason = "unread_figure"
    if reason is None and outcome == "undetermined":
        reason = "inputs_too_vague"
    outcome = "undetermined" if reason is not None else outcome
    return Check(
        id="k1",
        rule=rule,
        verdict=outcome,
        operands=tuple(
            Operand(role=role, claim=c.id, text=c.text, start=c.start, end=c.end)
            for role, c in [operands[0], *sorted(operands[1:], key=lambda pair: pair[1].start)]
        ),
        claimed=shown(claimed),
        recomputed=shown(recomputed),
        arithmetic=arithmetic,
        reason=reason,
        gross=gross and outcome == "inconsistent",
        hint=hint if outcome in {"inconsistent", "imprecise"} else None,
        quote=claims[0].quote,
    )


def _bar(claims: Sequence[Claim], stated: Sequence[Claim], lexicon: Lexicon) -> str | None:
    """Why the claims cannot be held against each other whatever they say, in the words of docs/checks.md."""
    if any(c.status != "stated" and not (c.status == "negated" and getattr(c, "value", None) == 0) for c in stated):
        return "not_asserted"
    return "base_disclaimer" if any(cue(lexicon, "disclaimer").search(c.sentence) for c in claims) else None


def unlike(claims: Sequence[Claim], lexicon: Lexicon) -> str | None:
    """Why two levels are no match for each other: other units, or a figure of each of several periods."""
    if len({c.currency for c in claims if isinstance(c, Money)}) > 1:
        return "different_unit"
    return "different_period" if _averages(lexicon).search(claims[0].sentence) else None


def shown(interval: Interval | None) -> Bounds | None:
    """An interval as a report has it."""
    if interval is None:
        return None
    return Bounds(
        low=None if interval.low is None else exact(interval.low),
        high=None if interval.high is None else exact(interval.high),
        low_open=interval.low_open,
        high_open=interval.high_open,
    )


def written(value: Fraction) -> str:
    """A number as arithmetic lines show it: "13,193", "0.1333"."""
    return f"{exact(value):,f}".replace("-", "−")


def percent(value: Fraction) -> str:
    """A percentage to one decimal, or to as many as show that it is not nought."""
    places = next((n for n in range(1, 4) if round(value, n)), 4) if value else 1
    return f"{exact(round(value, places)):,.{places}f} %".replace("-", "−")


def quotient(value: Fraction) -> str:
    """A quotient to two decimals at most."""
    return f"{exact(round(value, 2)):,f}".replace("-", "−")


@cache
def _averages(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon.checks.averages)})\b", re.IGNORECASE)

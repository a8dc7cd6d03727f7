"""From figures to a verdict: what bars a check, what else would fit, and how it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from factx.claims import Bounds, Check, Money, Operand
from factx.figures import exact, verdict
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from factx.check.scene import Scene
    from factx.claims import Claim, Verdict
    from factx.figures import Figure, Interval, Reading

Role = tuple[str, "Claim"]
# How operands are read: as they are printed, as any standard rounding of them may be, and leniently.
AS_OPERANDS: tuple[Reading, Reading, Reading] = ("printed", "strict", "lenient")
# Rules that look at dates only, and rules for which every figure of the sentence counts.
_OF_DATES = {"weekday", "calendar", "duration-of-dates", "age-at-date", "restated"}
_OF_ALL = {"sum-of-parts", "shares-to-100", "count-of-list"}
# In these roles a figure may be a target ("88% of its goal of 150").
_MEASURES = {"whole", "base"}
# What is recomputed from the operands, by reading; None where they are too vague to compute with.
Recomputed = Sequence["Interval | None"]
NOTHING: Recomputed = (None, None, None)
# A figure that is open at one end fits almost anything: it takes part only where words bind it.
_OPEN = {"over", "at_least", "under", "up_to", "vague"}


def settle(  # noqa: PLR0913 (what a check is made of)
    scene: Scene,
    rule: str,
    operands: Sequence[Role],
    claimed: Figure,
    recomputed: Recomputed,
    arithmetic: str | None,
    *,
    others: Iterable[Recomputed] = (),
    opposed: bool = False,
    hint: str | None = None,
    doubt: str | None = None,
    asserted: bool = True,
) -> Check:
    """The check of a `claimed` figure against what is `recomputed` from the others.

    The first of the `operands` is the claim under test. `others` are intervals that other operands of the text would
    give: if one of them fits, there is no alarm. `opposed` says that the message goes the other way.
    """
    outcome = "inconsistent" if opposed else weigh(claimed, recomputed)
    fits = outcome == "inconsistent" and any(weigh(claimed, other) == "consistent" for other in others)
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


def weigh(claimed: Figure, recomputed: Recomputed) -> Verdict:
    """How a figure compares with what is recomputed: figures that fit as they are printed are consistent."""
    printed, strict, lenient = recomputed
    return "consistent" if verdict(claimed, printed, lenient) == "consistent" else verdict(claimed, strict, lenient)


def is_open(*figures: Figure) -> bool:
    """Whether one of the figures is open at an end ("more than 8%")."""
    return any(figure.qualifier in _OPEN for figure in figures)


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
    reason = _bar(scene, claims, stated)
    if reason is None and outcome == "inconsistent":
        reason = doubt or _unlike(claims, scene.lexicon)
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


def _bar(scene: Scene, claims: Sequence[Claim], stated: Sequence[Claim]) -> str | None:
    """Why the claims cannot be held against each other whatever they say, in the words of docs/checks.md."""
    if any(c.status != "stated" and not (c.status == "negated" and getattr(c, "value", None) == 0) for c in stated):
        return "not_asserted"
    return "base_disclaimer" if any(scene.cue("disclaimer").search(c.sentence) for c in claims) else None


def _unlike(claims: Sequence[Claim], lexicon: Lexicon) -> str | None:
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
    """A number as arithmetic lines show it: "20,618", "0.1333"."""
    return f"{exact(value):,f}".replace("-", "−")


def percent(value: Fraction) -> str:
    """A percentage to one decimal, or to as many as show that it is not nought."""
    places = next((n for n in range(1, 4) if round(value, n)), 4) if value else 1
    return f"{exact(round(value, places)):,.{places}f} %".replace("-", "−")


@cache
def _averages(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon.checks.averages)})\b", re.IGNORECASE)

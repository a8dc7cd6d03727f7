"""What can be recomputed from the claims of a release: bind the operands of each rule, compare, give a verdict."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from factx.check.change import before_after, change_of_baseline, difference, direction, points
from factx.check.dates import age_at_date, calendar, duration_of_dates, weekday
from factx.check.lists import count_of_list, restated
from factx.check.rates import rate
from factx.check.scene import Scene
from factx.check.shares import impossible_share, part_of_whole, share_of_total
from factx.check.sums import shares_to_hundred, sum_of_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from factx.claims import Check, Claim
    from factx.figures import Figure
    from factx.language import Sentence
    from factx.lexicon import Lexicon
    from factx.release import Release

# One function a rule, in the order in which a relation falls to the first that fits.
RULES = {
    "change-of-baseline": change_of_baseline,
    "share-of-total": share_of_total,
    "part-of-whole": part_of_whole,
    "before-after": before_after,
    "direction": direction,
    "points": points,
    "sum-of-parts": sum_of_parts,
    "shares-to-100": shares_to_hundred,
    "difference": difference,
    "rate": rate,
    "impossible-share": impossible_share,
    "count-of-list": count_of_list,
    "restated": restated,
    "weekday": weekday,
    "calendar": calendar,
    "duration-of-dates": duration_of_dates,
    "age-at-date": age_at_date,
}

# These say no more than a rule before them that has the same figures.
_WEAK = {"part-of-whole", "direction"}


def run_checks(
    release: Release,
    claims: Sequence[Claim],
    figures: Mapping[str, Figure],
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    rules: Collection[str] = (),
) -> list[Check]:
    """Every check of the `claims` of a release; `figures` are the numbers as written, by claim id.

    `rules` names experimental rules that run beside the others; "all" stands for every one.
    """
    scene = Scene(release, claims, figures, sentences, lexicon)
    active = lexicon.rules.active(rules)
    found: list[Check] = []
    for name in (name for name in RULES if name in active):
        told = _pairs(found) if name in _WEAK else set()
        found += [check for check in RULES[name](scene) if not _pairs([check]) & told]
    found.sort(key=lambda check: (min(operand.start for operand in check.operands), check.rule))
    return [check.model_copy(update={"id": f"k{n}"}) for n, check in enumerate(found, 1)]


def _pairs(checks: Sequence[Check]) -> set[frozenset[str]]:
    """The claims that stand in one check together, two by two."""
    return {frozenset((a.claim, b.claim)) for check in checks for a, b in combinations(check.operands, 2)}

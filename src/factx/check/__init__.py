"""What can be recomputed from the claims of a release: bind the operands of each rule, compare, give a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.check.change import change_of_baseline
from factx.check.weekday import weekday

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factx.claims import Check, Claim
    from factx.figures import Figure
    from factx.lexicon import Lexicon
    from factx.release import Release

# One function a rule; each yields the checks it can bind, in text order.
RULES = (change_of_baseline, weekday)


def run_checks(
    release: Release, claims: Sequence[Claim], figures: Mapping[str, Figure], lexicon: Lexicon
) -> list[Check]:
    """Every check of the `claims` of a release; `figures` are the numbers as written, by claim id."""
    found = [check for rule in RULES for check in rule(release, claims, figures, lexicon)]
    found.sort(key=lambda check: (min(operand.start for operand in check.operands), check.rule))
    return [check.model_copy(update={"id": f"k{n}"}) for n, check in enumerate(found, 1)]

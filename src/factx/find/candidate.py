"""What a finder hands on: a stretch of text, the kind of claim it may be, and that claim's fields so far.

The finders make candidates, the linkers fill in `fields`, and validation turns each into a claim or a problem.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factx.figures import exact

if TYPE_CHECKING:
    from fractions import Fraction

    from factx.claims import Kind
    from factx.figures import Figure


@dataclass(slots=True, eq=False)
class Candidate:
    """A candidate claim over text[start:end].

    `fields` are named as in `factx.claims`; a field that needs another claim (`period`, `baseline`, `quote`) holds that
    claim's Candidate until ids are given. `figure` is the number as written, for quantities; `noun` the lemma of what
    it counts or is a share of, which a later figure may leave out, and `phrase` the words for that.
    """

    kind: Kind
    start: int
    end: int
    fields: dict[str, Any] = field(default_factory=dict)
    figure: Figure | None = None
    noun: str | None = None
    phrase: str | None = None

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any of [start, end) is this candidate's."""
        return self.start < end and start < self.end


def quantity(kind: Kind, start: int, end: int, figure: Figure, **fields: Any) -> Candidate:
    """A candidate with the fields that all quantities share, taken from its `figure`, and its own `fields`."""
    value, (low, high) = figure.value, stated_bounds(figure)
    decimal = None if value is None else exact(value)
    shared = {
        "value": decimal,
        "low": decimal if low is value else low and exact(low),
        "high": decimal if high is value else high and exact(high),
        "qualifier": figure.qualifier,
    }
    return Candidate(kind, start, end, shared | fields, figure)


def stated_bounds(figure: Figure) -> tuple[Fraction | None, Fraction | None]:
    """The `low` and `high` that the words of a figure state (claims.md); None is unbounded on that side."""
    match figure.qualifier:
        case "exact":
            return figure.value, figure.value
        case "over" | "at_least":
            return figure.value, None
        case "nearly" | "under" | "up_to":
            return None, figure.value
        case "between":
            return figure.low, figure.high
        case _:
            return None, None

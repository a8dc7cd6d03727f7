"""What a finder hands on: a stretch of text, the kind of claim it may be, and that claim's fields so far.

The finders make candidates, the linkers fill in `fields`, and validation turns each into a claim or a problem.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factx.claims import Kind
    from factx.figures import Figure


@dataclass(slots=True, eq=False)
class Candidate:
    """A candidate claim over text[start:end].

    `fields` are named as in `factx.claims`; a field that needs another claim (`period`, `baseline`, `quote`) holds that
    claim's Candidate until ids are given. `figure` is the number as written, for quantities.
    """

    kind: Kind
    start: int
    end: int
    fields: dict[str, Any] = field(default_factory=dict)
    figure: Figure | None = None

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any of [start, end) is this candidate's."""
        return self.start < end and start < self.end

"""Binding by construction: which claims of a paragraph stand in a relation that the words spell out.

A paragraph is turned into a skeleton in which every claim is a sign ("a {p4-} reduction … ({d6-} than the {n7})"), and
the rows of checks.toml are matched on it. What no row spells out is not bound.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factx.claims import Claim
    from factx.lexicon import Lexicon

# The signs of a skeleton by the name that patterns give them.
_SIGNS = {
    "percent": r"\{{p(?P<{name}>\d+)[+-]\}}",
    "delta": r"\{{d(?P<{name}>\d+)[+-]\}}",
    "base": r"\{{n(?P<{name}>\d+)\}}",
    "new": r"\{{n(?P<{name}>\d+)\}}",
    "other": r"\{{d\d+[+-]\}}",
    "date": r"\{{[tx]\d+\}}",
}
_LED_TO = re.compile(r"\bto\s+\Z")
_PARAGRAPH = re.compile(r"\n\s*\n|\r\n\s*\r\n")


def bound(text: str, claims: Sequence[Claim], rule: str, lexicon: Lexicon) -> Iterator[dict[str, Claim]]:
    """Every set of operands, by role, that a construction of `rule` binds; a percentage is bound once, by the first."""
    taken: set[str] = set()
    for skeleton, members in _skeletons(text, claims):
        for pattern in _patterns(lexicon, rule):
            for match in pattern.finditer(skeleton):
                operands = {role: members[int(index)] for role, index in match.groupdict().items() if index is not None}
                key = operands["percent"].id
                if key not in taken:
                    taken.add(key)
                    yield operands


def _skeletons(text: str, claims: Sequence[Claim]) -> Iterator[tuple[str, list[Claim]]]:
    """Each paragraph with signs for its claims, and the claims that the numbers in the signs stand for."""
    start = 0
    breaks = [*((m.start(), m.end()) for m in _PARAGRAPH.finditer(text)), (len(text), len(text))]
    for end, following in breaks:
        members: list[Claim] = [c for c in claims if start <= c.start and c.end <= end and c.kind != "quote"]
        if members:
            parts, position = [], start
            for index, claim in enumerate(members):
                if claim.start < position:
                    continue
                parts += [text[position : claim.start], _sign(index, claim, text)]
                position = claim.end
            yield re.sub(r"\s+", " ", "".join(parts) + text[position:end]), members
        start = following


def _sign(index: int, claim: Claim, text: str) -> str:
    """The sign of a claim: an amount with a direction is a change, unless it is the level that "to" leads to."""
    direction = {"increase": "+", "decrease": "-"}.get(getattr(claim, "change", None) or "", "")
    match claim.kind:
        case "percentage":
            return f"{{p{index}{direction}}}"
        case "count" | "money":
            level = not direction or _LED_TO.search(text, max(0, claim.start - 8), claim.start)
            return f"{{n{index}}}" if level else f"{{d{index}{direction}}}"
        case "date":
            return f"{{t{index}}}"
        case _:
            return f"{{x{index}}}"


@cache
def _patterns(lexicon: Lexicon, rule: str) -> tuple[re.Pattern[str], ...]:
    compiled = []
    for row in getattr(lexicon.checks, rule):
        pattern = row.pattern.replace("...", r"[^{}.]{0,60}(?:\{[tx]\d+\}[^{}.]{0,60})?")
        for name, sign in _SIGNS.items():
            pattern = pattern.replace(f"<{name}>", sign.format(name=name))
        compiled.append(re.compile(pattern))
    return tuple(compiled)

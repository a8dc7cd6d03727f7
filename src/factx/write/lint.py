"""Checks as ``path:line:column: verdict rule message``, for editors and build logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factx.claims import Bounds, Check, Report


def write_lint(reports: Iterable[Report], out: TextIO) -> None:
    """One line a check, at its first operand."""
    for report in reports:
        places = {claim.id: f"{claim.line}:{claim.column}" for claim in report.claims}
        for check in report.checks:
            place = places[check.operands[0].claim]
            out.write(f"{report.release.source}:{place}: {check.verdict} {check.rule} {message(check)}\n")
        out.flush()


def message(check: Check) -> str:
    """What was recomputed from what, against what was claimed, in one line."""
    parts = [
        check.arithmetic or ", ".join(f"{operand.role} {operand.text}" for operand in check.operands),
        check.recomputed and f"recomputed {interval(check.recomputed)}",
        check.claimed and f"stated {interval(check.claimed)}",
        check.reason and check.reason.replace("_", " "),
        "the message turns round" if check.gross else None,
        check.hint,
        "in a quote" if check.quote else None,
    ]
    return " ".join("; ".join(part for part in parts if part).split())


def interval(bounds: Bounds) -> str:
    """An interval in words: "37.5 to 38.5", "at least 40", "any"."""
    low, high = (None if end is None else f"{end:,f}" for end in (bounds.low, bounds.high))
    match low, high:
        case None, None:
            return "any"
        case _, None:
            return f"at least {low}"
        case None, _:
            return f"at most {high}"
        case _:
            return f"{low}" if low == high else f"{low} to {high}"

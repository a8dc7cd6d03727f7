"""Checks as ``path:line:column: verdict rule message``, for editors and build logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from factx.claims import Bounds, Check, Claim, Report

# What `check` shows, and what --strict and --all add.
ALARMS = ("inconsistent",)
STRICT = (*ALARMS, "imprecise")
ALL = (*STRICT, "consistent", "undetermined", "unchecked")


def write_lint(reports: Iterable[Report], out: TextIO, shown: Collection[str] = ALL) -> None:
    """One line a check whose verdict is among the `shown`, at its first operand; "unchecked": figures in no check."""
    for report in reports:
        places = {claim.id: (claim.line, claim.column) for claim in report.claims}
        rows = [
            (*places[check.operands[0].claim], f"{check.verdict} {check.rule} {message(check)}")
            for check in report.checks
            if check.verdict in shown
        ]
        if "unchecked" in shown:
            rows += [(c.line, c.column, f"unchecked {c.kind} “{_short(c.text)}”") for c in unchecked(report)]
        out.writelines(f"{report.release.source}:{line}:{column}: {words}\n" for line, column, words in sorted(rows))
        out.flush()


def unchecked(report: Report) -> Iterator[Claim]:
    """The figures of a report that take part in no check: they may be right or wrong."""
    bound = {operand.claim for check in report.checks for operand in check.operands}
    for claim in report.claims:
        if claim.kind not in {"date", "quote"} and claim.id not in bound:
            yield claim


_VERDICTS = {
    "consistent": "fits",
    "imprecise": "is a loose rounding of",
    "inconsistent": "does not match",
    "undetermined": "cannot be checked against",
}


def message(check: Check) -> str:
    """What was claimed against what was recomputed, in one line of neutral words; the first operand is the claim."""
    claim, *others = check.operands
    against = check.arithmetic or ", ".join(o.text for o in others) or "anything else in the text"
    parts = [
        f"“{claim.text}” {_VERDICTS[check.verdict]} {against}",
        check.claimed and check.verdict != "consistent" and f"it may stand for {interval(check.claimed)}",
        check.reason and check.reason.replace("_", " "),
        "the message turns round" if check.gross else None,
        check.hint,
        "in a quote" if check.quote else None,
    ]
    return " ".join("; ".join(part for part in parts if part).split())


def _short(text: str) -> str:
    return " ".join(text.split())


def interval(bounds: Bounds) -> str:
    """An interval in words: "37.5 to 38.5", "at least 40", "37 to 39, ends excluded"."""
    low, high = (None if end is None else f"{end:,f}" for end in (bounds.low, bounds.high))
    match low, high:
        case None, None:
            return "any"
        case _, None:
            return f"{'more than' if bounds.low_open else 'at least'} {low}"
        case None, _:
            return f"{'less than' if bounds.high_open else 'at most'} {high}"
        case _:
            ends = ", ends excluded" if bounds.low_open and bounds.high_open else ""
            return f"{low}" if low == high else f"{low} to {high}{ends}"

"""Checks as SARIF 2.1.0 (OASIS), for editors and pull requests: one run, one result a check, columns in code points."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

from factx import __version__
from factx.write.lint import ALL, message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from factx.claims import Check, Operand, Report
    from factx.tables import Rules

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# SARIF 3.27.9 and 3.27.10: what a verdict is as a kind and a level.
_KINDS = {
    "inconsistent": ("fail", "error"),
    "imprecise": ("fail", "note"),
    "consistent": ("pass", "none"),
    "undetermined": ("open", "none"),
}


def write_sarif(reports: Iterable[Report], out: TextIO, rules: Rules, shown: Collection[str] = ALL) -> None:
    """One log with the checks of all `reports` whose verdict is among the `shown`, and what could not be read."""
    results: list[dict[str, Any]] = []
    failures: list[dict[str, Any]] = []
    for report in reports:
        if report.error is not None:
            failures.append({"level": "error", "message": {"text": report.error.message}})
        results += [_result(check, report) for check in report.checks if check.verdict in shown]
    driver = {
        "name": "factx",
        "version": __version__,
        "rules": [
            {
                "id": rule.id,
                "shortDescription": {"text": rule.test},
                "fullDescription": {"text": f"Bound by {rule.bound}. Alarm: {rule.alarm}."},
            }
            for rule in rules.rule
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not failures, "toolExecutionNotifications": failures}],
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    out.write(json.dumps(log, indent=1, ensure_ascii=False) + "\n")


def _result(check: Check, report: Report) -> dict[str, Any]:
    kind, level = _KINDS[check.verdict]
    first, *others = check.operands
    return {
        "ruleId": check.rule,
        "kind": kind,
        "level": level,
        "message": {"text": message(check)},
        "locations": [_location(first, report)],
        "relatedLocations": [
            _location(o, report) | {"id": n, "message": {"text": f"{o.role}: {' '.join(o.text.split())}"}}
            for n, o in enumerate(others, 1)
        ],
        "partialFingerprints": {"factx/v1": _fingerprint(check, report)},
    }


def _location(operand: Operand, report: Report) -> dict[str, Any]:
    claim = next(c for c in report.claims if c.id == operand.claim)
    lines = re.split(r"\r\n|\r|\n", operand.text)
    last = claim.column + len(lines[0]) if len(lines) == 1 else 1 + len(lines[-1])
    region = {
        "startLine": claim.line,
        "startColumn": claim.column,
        "endLine": claim.line + len(lines) - 1,
        "endColumn": last,
        "charOffset": operand.start,
        "charLength": operand.end - operand.start,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": quote(report.release.source)}, "region": region}}


def _fingerprint(check: Check, report: Report) -> str:
    """The same for the same words under the same rule, wherever in the file they stand."""
    claim = next(c for c in report.claims if c.id == check.operands[0].claim)
    words = [check.rule, *(o.text for o in check.operands), claim.sentence]
    return sha256("\n".join(" ".join(w.split()) for w in words).encode()).hexdigest()[:32]

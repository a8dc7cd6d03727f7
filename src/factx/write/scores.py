"""The figures of `factx eval`, as tables to read and as JSON to keep."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from factx.gold import CORE, KINDS, VERDICTS, Accuracy, Scores, Tally

if TYPE_CHECKING:
    from rich.console import RenderableType


def tables(scores: Scores) -> RenderableType:
    """Kinds, fields, checks and the two micro-F1, for a Rich console; fits 80 columns."""
    return Group(
        _kinds(scores),
        Text(),
        _fields(scores),
        Text(),
        _checks(scores),
        Text(),
        *(Text(line) for line in _lines(scores)),
    )


def document(scores: Scores) -> str:
    """The same figures, and every fault, as one JSON document; shares have four decimals."""
    value = summary(scores) | {
        "faults": [
            {"path": f.path, "line": f.line, "column": f.column, "what": f.what}
            | {"kind": f.kind, "text": f.text, "detail": f.detail}
            for f in scores.faults
        ]
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def summary(scores: Scores) -> dict[str, Any]:
    """The figures as plain numbers, ready for JSON: what a baseline keeps."""
    return {
        "releases": scores.releases,
        "micro_f1": _round(scores.micro().f1),
        "micro_f1_all": _round(scores.micro(KINDS).f1),
        "ungrounded": scores.ungrounded,
        "false_alarms": scores.false_alarms,
        "kinds": {kind: _tally(scores.kinds[kind]) for kind in KINDS if kind in scores.kinds},
        "fields": {
            kind: {name: _accuracy(value) for (of, name), value in scores.fields.items() if of == kind}
            for kind in KINDS
        },
        "relations": _accuracy(scores.relations),
        "checks": {
            verdict: {"gold": tally.gold, "found": tally.found, "matched": tally.matched}
            for verdict, tally in scores.checks.items()
        },
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "gold": tally.gold,
        "found": tally.found,
        "matched": tally.matched,
        "precision": _round(tally.precision) if tally.found else None,
        "recall": _round(tally.recall) if tally.gold else None,
        "f1": _round(tally.f1) if tally.gold or tally.found else None,
    }


def _accuracy(accuracy: Accuracy) -> dict[str, Any]:
    return {
        "right": accuracy.right,
        "scored": accuracy.scored,
        "accuracy": _round(accuracy.share),
        "given": accuracy.given,
        "given_right": accuracy.given_right,
    }


def _round(share: float) -> float:
    return round(share, 4)


def _table(title: str, first: str, *numbers: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for heading in numbers:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _kinds(scores: Scores) -> Table:
    table = _table("Claims", "kind", "gold", "found", "matched", "P", "R", "F1")
    rows: list[tuple[str, Tally]] = [(kind, scores.kinds.get(kind, Tally())) for kind in KINDS]
    for name, tally in [*rows, ("four kinds", scores.micro()), ("all kinds", scores.micro(KINDS))]:
        if name == "four kinds":
            table.add_section()
        table.add_row(
            name,
            *(str(n) for n in (tally.gold, tally.found, tally.matched)),
            _share(tally.precision, tally.found),
            _share(tally.recall, tally.gold),
            _share(tally.f1, tally.gold + tally.found),
        )
    return table


def _fields(scores: Scores) -> Table:
    table = _table("Fields of matched claims", "kind", "field", "right", "of", "accuracy")
    table.columns[1].justify = "left"
    before = None
    for (kind, name), value in scores.fields.items():
        if before not in {None, kind}:
            table.add_section()
        table.add_row(
            "" if kind == before else kind, name, str(value.right), str(value.scored), _share(value.share, value.scored)
        )
        before = kind
    return table


def _checks(scores: Scores) -> Table:
    table = _table("Checks", "verdict", "gold", "found", "matched")
    for verdict in VERDICTS:
        tally = scores.checks.get(verdict, Tally())
        table.add_row(verdict, str(tally.gold), str(tally.found), str(tally.matched))
    return table


def _lines(scores: Scores) -> list[str]:
    bound, core, every = scores.relations, scores.micro().f1, scores.micro(KINDS).f1
    return [
        f"relations bound: {bound.right} of {bound.scored}; false alarms: {scores.false_alarms}",
        f"ungrounded claims: {scores.ungrounded}",
        f"micro-F1 over {', '.join(CORE)}: {core:.3f}; over all kinds: {every:.3f} ({scores.releases} releases)",
    ]


def _share(share: float, of: int) -> str:
    return f"{share:.3f}" if of else "–"

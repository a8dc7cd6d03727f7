"""Every rule on sentences and short releases of our own: what is consistent, what is not, and what must stay silent.

tests/checks.jsonl has one object a line: the `text`, the `rule` it is written for, and what is expected of it. A
`verdict` of "none" is a look-alike: nothing in the text may be called inconsistent. Else the check of that rule with
that verdict and these `claims` (the words of its operands) must be among those of the text. `known` says why a line
fails today: it is a strict xfail.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import factx

ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "checks.jsonl").read_text(encoding="utf-8").splitlines()
]
ENOUGH = {"consistent": 15, "inconsistent": 10, "none": 10}


def checks(row: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    found = factx.extract(row["text"], published=published, rules=["all"]).checks
    return [(check.rule, check.verdict, sorted(o.text for o in check.operands)) for check in found]


def param(row: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=row["known"])] if "known" in row else []
    return pytest.param(row, marks=marks, id=f"{row['rule']}-{row['verdict']}-{' '.join(row['text'].split())[:60]}")


@pytest.mark.parametrize("row", [param(row) for row in ROWS])
def test_check(row: dict[str, Any]) -> None:
    found = checks(row)
    if row["verdict"] == "none":
        assert [check for check in found if check[1] == "inconsistent"] == []
    else:
        assert (row["rule"], row["verdict"], sorted(row["claims"])) in found


@pytest.mark.parametrize("rule", sorted({row["rule"] for row in ROWS}))
def test_every_rule_has_its_lines(rule: str) -> None:
    passing = Counter(row["verdict"] for row in ROWS if row["rule"] == rule and "known" not in row)
    assert all(passing[verdict] >= enough for verdict, enough in ENOUGH.items())

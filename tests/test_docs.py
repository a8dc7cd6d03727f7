"""The ledger of docs/checks.md is what models/en_police/rules.toml and factx itself say today."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from factx.check import RULES
from factx.lexicon import lexicon

ROOT = Path(__file__).parents[1]


def test_the_ledger_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, "benchmarks/ledger.py", "--check"], cwd=ROOT, check=False, timeout=300)
    assert done.returncode == 0


def test_every_rule_has_its_row() -> None:
    assert [rule.id for rule in lexicon().rules.rule] == list(RULES)


def test_a_rule_that_was_seen_too_rarely_runs_only_where_it_is_named() -> None:
    rules = lexicon().rules
    often = {rule.id for rule in rules.rule if rule.seen >= rules.enough}
    assert rules.active() == often
    assert rules.active(["rate"]) == often | {"rate"}
    assert rules.active(["all"]) == set(RULES)

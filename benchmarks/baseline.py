"""Write today's scores on tests/gold to tests/gold/baseline.json, below which they may not fall: make baseline."""

from __future__ import annotations

import json
from pathlib import Path

from factx.gold import evaluate
from factx.write.scores import summary

GOLD = Path(__file__).parents[1] / "tests" / "gold"


def main() -> None:
    """Score tests/gold and keep the figures."""
    figures = summary(evaluate(GOLD))
    (GOLD / "baseline.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(f"micro-F1 {figures['micro_f1']} over four kinds, {figures['false_alarms']} false alarms")


if __name__ == "__main__":
    main()

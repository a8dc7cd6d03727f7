"""Write the rule ledger of docs/checks.md from models/en_police/rules.toml: python benchmarks/ledger.py [--check].

Each worked example is run, so that the page shows what factx says today. With --check nothing is written, and the exit
code is 1 where the page is not what would be written.
"""

from __future__ import annotations

import sys
from pathlib import Path

import factx
from factx.lexicon import lexicon
from factx.write.lint import message

PAGE = Path(__file__).parent.parent / "docs" / "checks.md"
BEGIN, END = "<!-- ledger: benchmarks/ledger.py writes this -->", "<!-- end of the ledger -->"


def ledger() -> str:
    """The table of rules and their worked examples, as Markdown."""
    rules = lexicon().rules
    lines = [
        "| rule | exact test | bound by | may raise an alarm where | seen right | false alarms |",
        "|---|---|---|---|---|---|",
    ]
    for rule in rules.rule:
        name = f"`{rule.id}`" + ("" if rule.seen >= rules.enough else " (experimental)")
        lines.append(f"| {name} | {rule.test} | {rule.bound} | {rule.alarm} | {rule.seen} | {rule.wrong} |")
    lines += ["", "Each rule on an example that is wrong:", ""]
    for rule in rules.rule:
        checks = factx.extract(rule.example, rules=["all"]).checks
        told = next(f"{c.verdict} {c.rule} {message(c)}" for c in checks if c.rule == rule.id)
        lines += [f"- {rule.example}<br>`{told}`"]
    return "\n".join(lines)


def main() -> int:
    """Write the page, or compare."""
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    written = f"{before}{BEGIN}\n\n{ledger()}\n\n{END}{after}"
    if "--check" in sys.argv:
        return int(written != page)
    PAGE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How many slips of the pen the checks catch: python benchmarks/mutate.py [GOLD].

In every release of a gold folder, each figure in digits that takes part in a consistent check is changed as a slip
would change it (two digits swapped, one digit wrong, the decimal point moved) and the release is read again. A slip is
caught where the check of that rule is then inconsistent. The ceiling leaves out the slips after which it still holds,
as the figures are rounded: no checker of sums can catch those.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from factx.extract import extract_release
from factx.language import Language
from factx.lexicon import lexicon
from factx.read import from_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factx.claims import Report

RULES = ["all"]
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def slips(number: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The kinds of slip and what they make of a number ("1,250": swapped, wrong digit, decimal moved)."""
    digits = [at for at, char in enumerate(number) if char.isdigit()]
    pairs = [(a, b) for a, b in pairwise(digits) if number[a] != number[b]]
    if pairs:
        a, b = chance.choice(pairs)
        swapped = list(number)
        swapped[a], swapped[b] = swapped[b], swapped[a]
        if swapped[0] != "0":
            yield "digits swapped", "".join(swapped)
    at = chance.choice(digits)
    other = chance.choice([d for d in "123456789" if d != number[at]])
    yield "wrong digit", number[:at] + other + number[at + 1 :]
    plain = number.replace(",", "")
    yield "decimal moved", plain + "0" if "." not in plain else plain.replace(".", "")


def main(folder: str = "tests/gold") -> None:
    """Print the table."""
    words, language = lexicon(), Language(None, lexicon())
    chance = random.Random(6)  # noqa: S311 (the same slips every time)
    tried: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    ceiling: Counter[str] = Counter()
    for path in sorted(Path(folder).glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        report = extract_release(from_text(text, words, source=path.name), words, language, RULES)
        for check in report.checks:
            for operand in check.operands if check.verdict == "consistent" else ():
                number = _NUMBER.search(text, operand.start, operand.end)
                if number is None or check.rule in {"weekday", "calendar", "duration-of-dates", "age-at-date"}:
                    continue
                for kind, wrong in slips(number[0], chance):
                    changed = text[: number.start()] + wrong + text[number.end() :]
                    again = extract_release(from_text(changed, words, source=path.name), words, language, RULES)
                    for key in (check.rule, kind, "all"):
                        tried[key] += 1
                        caught[key] += _has(again, check.rule, operand.start, "inconsistent")
                        ceiling[key] += not _has(again, check.rule, operand.start, "consistent", "imprecise")
    for key in sorted(tried, key=lambda k: (k == "all", k)):
        share, most = (100 * counted[key] / tried[key] for counted in (caught, ceiling))
        print(f"{key:20} {tried[key]:5} slips {share:5.0f} % caught  {most:5.0f} % ceiling")


def _has(report: Report, rule: str, start: int, *verdicts: str) -> bool:
    """Whether a check of that rule with one of the verdicts has an operand there."""
    checks = (k for k in report.checks if k.rule == rule and k.verdict in verdicts)
    return any(o.start <= start < o.end for k in checks for o in k.operands)


if __name__ == "__main__":
    main(*sys.argv[1:])

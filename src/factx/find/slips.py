"""What looks like a slip of the writer's ("3O-year-old", "(number) of plants"): reported, never read as a figure."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factx.lexicon import Lexicon


# Start, end, rule and message.
Slip = tuple[int, int, str, str]


def find_slips(text: str, lexicon: Lexicon) -> list[Slip]:
    """Every suspected slip of `text`, in text order."""
    return sorted(
        (m.start(), m.end(), rule, message)
        for rule, message, hint, pattern in _rows(lexicon)
        if hint.search(text)
        for m in pattern.finditer(text)
    )


@cache
def _rows(lexicon: Lexicon) -> tuple[tuple[str, str, re.Pattern[str], re.Pattern[str]], ...]:
    rows = lexicon.slips.slip
    return tuple((row.rule, row.message, re.compile(row.hint), re.compile(row.pattern)) for row in rows)

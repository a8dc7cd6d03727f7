"""What looks like a slip of the writer's ("3O-year-old", "(number) of plants"): reported, never read as a figure."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factx.lexicon import Lexicon


@lru_cache(maxsize=1)  # (asked for twice a release)
def find_slips(text: str, lexicon: Lexicon) -> tuple[tuple[int, int, str, str], ...]:
    """The (start, end, rule, message) of every suspected slip of `text`, in text order."""
    found = (
        (m.start(), m.end(), rule, message)
        for rule, message, hint, pattern in _rows(lexicon)
        if hint.search(text)
        for m in pattern.finditer(text)
    )
    return tuple(sorted(found))


@cache
def _rows(lexicon: Lexicon) -> tuple[tuple[str, str, re.Pattern[str], re.Pattern[str]], ...]:
    rows = lexicon.slips.slip
    return tuple((row.rule, row.message, re.compile(row.hint), re.compile(row.pattern)) for row in rows)

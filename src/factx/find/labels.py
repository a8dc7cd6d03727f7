"""Digits that are never a figure: telephone and reference numbers, roads, postcodes, legal references and the like."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factx.lexicon import Lexicon


def find_labels(text: str, lexicon: Lexicon, country: str | None = None) -> list[tuple[int, int, str]]:
    """The (start, end, name) of every label of `text` that a release of `country` may hold, in the table's order."""
    rows = _rows(lexicon, country)
    return [(m.start(), m.end(), name) for name, pattern in rows for m in pattern.finditer(text)]


@cache
def _rows(lexicon: Lexicon, country: str | None) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = lexicon.labels.label
    return tuple((r.name, re.compile(r.pattern)) for r in rows if r.countries is None or country in r.countries)

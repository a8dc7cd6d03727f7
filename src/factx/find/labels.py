"""Digits that are never a figure: telephone and reference numbers, roads, postcodes, legal references and the like."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factx.lexicon import Lexicon


def find_labels(text: str, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """The (start, end, name) of every label of `text` that the table knows, in the table's order."""
    return [(m.start(), m.end(), name) for name, pattern in _rows(lexicon) for m in pattern.finditer(text)]


@cache
def _rows(lexicon: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.name, re.compile(row.pattern)) for row in lexicon.labels.label)

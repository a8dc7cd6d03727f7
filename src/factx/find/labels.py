"""Digits that are never a figure: telephone and reference numbers, roads, postcodes, legal references and the like."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factx.sieve import holds, small_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factx.lexicon import Lexicon
    from factx.tables import Label


# How far a label reaches before and behind a digit, or a word that it needs, in characters, at most.
_BEFORE, _BEHIND = 72, 56
_DIGITS = re.compile(r"\d+")
_BLANK = re.compile(r"\s")


def find_labels(text: str, lexicon: Lexicon, country: str | None = None) -> list[tuple[int, int, str]]:
    """The (start, end, name) of every label of `text` that a release of `country` may hold, in the table's order."""
    near, small = _around(text, (digits.span() for digits in _DIGITS.finditer(text))), small_letters(text)
    return [
        (match.start(), match.end(), row.name)
        for row in _rows(lexicon, country)
        if not row.needs or holds(small, row.needs)
        for start, end in (_around(text, sorted(_places(small, row.needs))) if row.in_words else near)
        if row.in_words or not row.needs or holds(small, row.needs, start, end)
        for match in _compiled(row.pattern).finditer(text, start, end)
    ]


def _places(small: str, needs: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The [start, end) of each of `needs` in a text in small letters."""
    for word in needs:
        start = small.find(word)
        while start >= 0:
            yield start, start + len(word)
            start = small.find(word, start + 1)


def _around(text: str, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of `text` in which a label that holds one of `places` can stand: most of a release holds none."""
    found: list[tuple[int, int]] = []
    for start, end in places:
        if found and end + _BEHIND < found[-1][1]:
            continue  # (so that a text without white space is gone through once)
        opening = text.rfind(" ", 0, max(0, start - _BEFORE)) + 1
        blank = _BLANK.search(text, end + _BEHIND)
        closing = blank.start() if blank else len(text)
        if found and opening <= found[-1][1]:
            found[-1] = (found[-1][0], closing)
        else:
            found.append((opening, closing))
    return found


@cache
def _rows(lexicon: Lexicon, country: str | None) -> tuple[Label, ...]:
    return tuple(r for r in lexicon.labels.label if r.countries is None or country in r.countries)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A row's expression, compiled when it is first tried: a release holds the words of a few."""
    return re.compile(pattern)

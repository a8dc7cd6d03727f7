"""How near a time is said to be: "just before 2am on Sunday", "Monday at around 5pm", "circa 1998"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factx.find.dates.parts import Day, Offset, Range, Shifted
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from factx.claims import Qualifier
    from factx.find.dates.pieces import Piece

# So many characters before a date its hedge is sought.
_NEAR = 30
# Without a clock these are no more than named by the words before them: "calls about Friday".
_NAMED = {"relative_day", "weekday", "this_unit", "stretch", "ago", "same", "shifted", "shifted_on"}


def qualifier(text: str, start: int, piece: Piece, lexicon: Lexicon) -> Qualifier:
    """The hedge of the date `piece` of the paragraph that starts at `start`; "exact" where there is none.

    Of a stretch of time, and of a day whose clock has no value (midnight), only "about" is a hedge.
    """
    said = piece.said
    timed = piece.timed or (isinstance(said, Day) and said.clock is not None)
    if piece.shape in _NAMED and not timed:
        return "exact"
    before, inside = _patterns(lexicon, timed=timed)
    found = before.search(text, max(start, piece.start - _NEAR), piece.start)
    if found is None and (timed or isinstance(said, Range)):
        found = inside.search(text, piece.start, piece.end)
    if found is None:
        return "exact"
    hedge = _by_words(lexicon, timed=timed)[" ".join(found[1].lower().split())]
    untold = isinstance(said, Range) or (isinstance(said, Day | Offset | Shifted) and timed and said.clock is None)
    return "exact" if untold and hedge != "about" else hedge


@cache
def _by_words(lexicon: Lexicon, *, timed: bool) -> dict[str, Qualifier]:
    tables = [lexicon.dates.hedges, *([lexicon.dates.clock_hedges] if timed else [])]
    return {word: name for table in tables for name, words in table.items() for word in words}


@cache
def _patterns(lexicon: Lexicon, *, timed: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A hedge that ends where the date starts, and one before a figure (or noon) inside it."""
    hedge = rf"(?<!\w)({any_of(list(_by_words(lexicon, timed=timed)))})\s+"
    return (
        re.compile(rf"{hedge}(?:the\s+)?\Z", re.IGNORECASE),
        re.compile(rf"{hedge}(?=\d|noon|midday|midnight)", re.IGNORECASE),
    )

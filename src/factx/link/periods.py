"""Which time a figure is about (`period`) or is compared with (`baseline`).

By construction only, never by nearness alone: a date in the figure's own stretch of the sentence (between commas that
part clauses, brackets, dashes and semicolons), else one that opens the sentence. Behind "than", "compared with",
"from" the date belongs to the figure it is compared with, and is the baseline of the one before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factx.find.candidate import Candidate
    from factx.language import Sentence

_TIED = {"percentage", "count", "money"}
# What parts one stretch of a sentence from the next.
_BREAK = re.compile(r"[;:()–—]|,\s+(?!\d{3}\b)|\s-\s|\b(?:and|but|while|of which|after|before|since it)\b")
_COMPARED = re.compile(
    r"\b(?:than|compared\s+(?:with|to)|against|versus|vs?\.?|from|on\s+(?:the\s+)?(?:previous|last|year|same)|up\s+on|down\s+on)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:in|during|between|from|by|over|since|last|for|throughout|on|this)?\s*(?:the\s+)?\Z", re.IGNORECASE)


def link_periods(candidates: Sequence[Candidate], where: Mapping[Candidate, Sentence]) -> None:
    """Fill in `period` and `baseline` of counts, percentages and amounts with the date candidate that gives them."""
    for candidate in candidates:
        if candidate.kind not in _TIED:
            continue
        sentence = where[candidate]
        dates = [
            c for c in candidates
            if c.kind == "date" and sentence.start <= c.start < sentence.end and c.fields.get("value") is not None
        ]
        if not dates:
            continue
        period, baseline = _tied(candidate, sentence, dates, candidates)
        if period is not None:
            candidate.fields["period"] = period
        if baseline is not None:
            candidate.fields["baseline"] = baseline


def _tied(
    candidate: Candidate, sentence: Sentence, dates: Sequence[Candidate], candidates: Sequence[Candidate]
) -> tuple[Candidate | None, Candidate | None]:
    text, offset = sentence.text, sentence.start
    quantities = [c for c in candidates if c.kind in _TIED and sentence.start <= c.start < sentence.end]
    period = baseline = None
    own = [d for d in dates if _same_stretch(text, candidate, d, offset)]
    behind = [d for d in own if d.start >= candidate.end]
    before = [d for d in own if d.end <= candidate.start]
    for date in behind[:1]:
        between = text[candidate.end - offset : date.start - offset]
        compared = _COMPARED.search(between)
        others = [q for q in quantities if candidate.end <= q.start < date.start]
        if compared:
            baseline = date
        elif not others:
            period = date
    if period is None and before:
        between = text[before[-1].end - offset : candidate.start - offset]
        if not any(before[-1].end <= q.start < candidate.start for q in quantities) and not _COMPARED.search(between):
            period = before[-1]
    opening = dates[0]
    if period is None and opening.end <= candidate.start and _OPENING.fullmatch(text[: opening.start - offset].strip()):
        compared = _COMPARED.search(text[opening.end - offset : candidate.start - offset])
        period = None if compared or baseline is opening else opening
    return period, baseline


def _same_stretch(text: str, candidate: Candidate, date: Candidate, offset: int) -> bool:
    start, end = (candidate.end, date.start) if candidate.end <= date.start else (date.end, candidate.start)
    return start <= end and _BREAK.search(text[start - offset : end - offset]) is None

"""Which time a figure is about (`period`) or is compared with (`baseline`).

By construction only, never by nearness alone: a date in the figure's own stretch of the sentence (between commas that
part clauses, brackets, dashes and semicolons), else one that opens the sentence. Behind "than", "compared with",
"from" the date belongs to the figure it is compared with, and is the baseline of the one before.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factx.find.candidate import Candidate
    from factx.language import Sentence
    from factx.release import Release

_TIED = {"percentage", "count", "money"}
# What parts one stretch of a sentence from the next.
_BREAK = re.compile(r"[;:()–—]|,\s+(?!\d{3}\b)|\s-\s|\b(?:and|but|while|of which|after|before|since it)\b")
_COMPARED = re.compile(
    r"\b(?:than|compared\s+(?:with|to)|against|versus|vs?\.?|from|(?:up|down)\s+on)\b", re.IGNORECASE
)
# The comparing word touches the date: "than in 2016", "compared with the same period", "on the previous year".
_TOUCHING = re.compile(
    r"\b(than|with|to|against|versus|vs?\.|from|on)\s+(?:the\s+)?(?:that\s+)?(?:in\s+|during\s+|for\s+|figure\s+for\s+)?\Z",
    re.IGNORECASE,
)
_COMPARED_WITH = re.compile(
    r"\b(?:than|compared\s+(?:with|to)|against|versus|vs?\.|from|on)\s+(?:the\s+)?\Z", re.IGNORECASE
)
# A point of a year, not the year: "71 at the same point in 2022", "93 at this time last year".
_STAGE = re.compile(r"\b(?:same|this)\s+(?:time|point|stage|date)(?:\s+frame)?(?:\s+(?:of|in|a))?\s*\Z", re.IGNORECASE)
# An operation's own dates: "…, which ran from 3 to 9 May".
_RELATIVE = re.compile(
    r",\s+(?:which|that)\s+(?:ran|runs|took\s+place|takes\s+place|lasted|was\s+held|is\s+held)\b|,\s+when\b"
)
_OPENING = re.compile(
    r"(?:in|during|between|from|by|over|since|last|for|throughout|on|this)?\s*(?:the\s+)?\Z", re.IGNORECASE
)


def link_periods(
    candidates: Sequence[Candidate],
    where: Mapping[Candidate, Sentence],
    release: Release,
    sentences: Sequence[Sentence],
) -> None:
    """Fill in `period` and `baseline` of counts, percentages and amounts with the date candidate that gives them."""
    dates: dict[int, list[Candidate]] = {}
    figures: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        start = where[candidate].start
        if candidate.kind == "date" and candidate.fields.get("value") is not None:
            dates.setdefault(start, []).append(candidate)
        elif candidate.kind in _TIED:
            figures.setdefault(start, []).append(candidate)
    for start, tied in figures.items():
        sentence = where[tied[0]]
        if start in dates:
            for figure in tied:
                _tie(figure, sentence, dates[start], tied)
            _share(sentence, dates[start], tied)
        lead = _lead_in(sentence, release, sentences, dates)
        for figure in tied if lead is not None else ():
            if "period" not in figure.fields and "baseline" not in figure.fields and not _against(figure, sentence):
                figure.fields["period"] = lead


def _tie(figure: Candidate, sentence: Sentence, dates: Sequence[Candidate], tied: Sequence[Candidate]) -> None:
    """Tie a figure to the dates of its own stretch of the sentence, or to the one that opens it."""
    text, offset = sentence.text, sentence.start
    own = [d for d in dates if _same_stretch(text, figure, d, offset)]
    for date in [d for d in own if d.start >= figure.end][:1]:
        between = text[figure.end - offset : date.start - offset]
        if _is_compared(between, figure, date, tied):
            figure.fields["baseline"] = date
        elif not any(figure.end <= other.start < date.start for other in tied) and not _STAGE.search(between):
            figure.fields["period"] = date
    before = [d for d in own if d.end <= figure.start]
    if "period" not in figure.fields and before:
        between = text[before[-1].end - offset : figure.start - offset]
        other = any(before[-1].end <= other.start < figure.start for other in tied)
        if not (other or _COMPARED.search(between) or between.rstrip().endswith(" to")):  # "in 2022 to 3,245"
            figure.fields["period"] = before[-1]
    opening = dates[0]
    if "period" not in figure.fields and opening.end <= figure.start and figure.fields.get("baseline") is not opening:
        behind = text[opening.end - offset : figure.start - offset]
        if _OPENING.fullmatch(text[: opening.start - offset].strip()) and not _COMPARED.search(behind):
            figure.fields["period"] = opening


def _share(sentence: Sentence, dates: Sequence[Candidate], tied: Sequence[Candidate]) -> None:
    """Give figures joined by "and" the one date of their sentence: "two men and one woman were arrested on Sunday"."""
    if len(dates) != 1:
        return
    for first, second in [*pairwise(reversed(tied)), *pairwise(tied)]:
        left, right = min(first, second, key=lambda c: c.start), max(first, second, key=lambda c: c.start)
        between = sentence.text[left.end - sentence.start : right.start - sentence.start].strip()
        joined = between == "and" or (between.startswith("and") and left is first) or between.endswith(" and")
        period = first.fields.get("period")
        if (
            joined
            and period is not None
            and not {"period", "baseline"} & second.fields.keys()
            and not _against(second, sentence)
        ):
            second.fields["period"] = period


def _lead_in(
    sentence: Sentence, release: Release, sentences: Sequence[Sentence], dates: Mapping[int, list[Candidate]]
) -> Candidate | None:
    """The date of the line that leads into the list in which the sentence stands ("In the year to March 2019:")."""
    number = sentence.paragraph
    if not release.paragraphs[number].bullet:
        return None
    while number >= 0 and release.paragraphs[number].bullet:
        number -= 1
    lead = [s for s in sentences if s.paragraph == number]
    if not lead or not lead[-1].text.endswith(":"):
        return None
    said = dates.get(lead[-1].start, [])
    return said[0] if len(said) == 1 else None


def _against(figure: Candidate, sentence: Sentence) -> bool:
    """Whether a figure is what another is compared with, so that the list's period is not its own."""
    return _COMPARED_WITH.search(sentence.text[: figure.start - sentence.start]) is not None


def _same_stretch(text: str, figure: Candidate, date: Candidate, offset: int) -> bool:
    start, end = (figure.end, date.start) if figure.end <= date.start else (date.end, figure.start)
    between = _RELATIVE.sub(" ", text[max(0, start - offset) : max(0, end - offset)])
    return start <= end and _BREAK.search(between) is None


def _is_compared(between: str, figure: Candidate, date: Candidate, tied: Sequence[Candidate]) -> bool:
    """Whether the words between a figure and a date compare it with that date, or with a figure of that date."""
    touching = _TOUCHING.search(between)
    if touching is not None:
        word = touching[1].lower()
        ran_from = word == "from" and date.fields.get("granularity") == "range"  # "ran from 3 to 9 May"
        return not ran_from and (word != "on" or figure.fields.get("change") is not None)
    return _COMPARED.search(between) is not None and any(figure.end <= other.start < date.start for other in tied)
